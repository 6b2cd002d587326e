"""A defect is logged, typing is kept, and a person is told politely and once."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from frontdesk.app.crash_watch import FAULT_LOG, CrashWatch, begin_fault_log
from frontdesk.app.folder import create_database
from frontdesk.app.running import RunningMark
from frontdesk.base.values.clock import FixedClock
from tests.on_screen import has_the_keyboard

Watched = tuple[CrashWatch, list[int]]


@pytest.fixture
def watched(tmp_path: Path, qtbot: QtBot) -> Iterator[Watched]:
    kept: list[int] = []

    def keep() -> int:
        kept.append(2)
        return 2

    (tmp_path / "logs").mkdir()
    watch = CrashWatch(tmp_path / "logs" / "frontdesk.log", keep, lambda: None)
    yield watch, kept
    if watch.dialog is not None:
        watch.dialog.accept()


def go_wrong(watch: CrashWatch, words: str = "broken") -> None:
    try:
        raise RuntimeError(words)
    except RuntimeError as error:
        watch._caught(RuntimeError, error, error.__traceback__)


def test_it_says_what_was_kept_and_where_the_log_is(
    watched: Watched, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    watch, kept = watched
    with caplog.at_level(logging.ERROR):
        go_wrong(watch)
    qtbot.waitUntil(lambda: watch.dialog is not None)
    assert watch.dialog is not None
    words = watch.dialog.words.text()
    assert "2 份已留作草稿" in words
    assert "frontdesk.log" in words
    assert "日志" in words
    assert "Traceback" not in words
    assert "RuntimeError" not in words
    assert "!" not in words
    assert "！" not in words
    assert kept == [2]
    assert "broken" in caplog.text


def test_the_same_place_is_told_once(watched: Watched, qtbot: QtBot) -> None:
    watch, kept = watched
    go_wrong(watch)
    go_wrong(watch)
    qtbot.waitUntil(lambda: watch.dialog is not None)
    assert watch.dialog is not None
    watch.dialog.go_on.click()
    assert watch.dialog is None
    go_wrong(watch)
    qtbot.wait(20)
    assert watch.dialog is None
    assert kept == [2]


def test_it_is_told_even_when_typing_cannot_be_kept(tmp_path: Path, qtbot: QtBot) -> None:
    def keep() -> int:
        raise OSError("disk gone")

    watch = CrashWatch(None, keep, lambda: None)
    go_wrong(watch)
    qtbot.waitUntil(lambda: watch.dialog is not None)
    assert watch.dialog is not None
    assert "草稿" not in watch.dialog.words.text()
    assert watch.dialog.folder.isHidden()
    watch.dialog.accept()


def test_it_hears_of_other_threads_and_lets_go_again(watched: Watched, qtbot: QtBot) -> None:
    watch, _ = watched
    before = sys.excepthook, threading.excepthook
    watch.start()
    try:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: watch.dialog is not None)
    finally:
        watch.stop()
    assert (sys.excepthook, threading.excepthook) == before


def test_the_dialog_is_answered_by_keyboard_alone(watched: Watched, qtbot: QtBot) -> None:
    """L5: Enter goes on; Tab reaches the other buttons; each has its key."""
    watch, _ = watched
    go_wrong(watch)
    qtbot.waitUntil(lambda: watch.dialog is not None)
    dialog = watch.dialog
    assert dialog is not None
    dialog.activateWindow()
    has_the_keyboard(qtbot, dialog)
    assert dialog.focusWidget() is dialog.go_on
    order = []
    for _ in range(4):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        order.append(dialog.focusWidget())
    assert order[:3] == [dialog.leave, dialog.folder, dialog.copy]
    assert [b.text() for b in (dialog.folder, dialog.copy, dialog.go_on, dialog.leave)] == [
        "打开日志所在文件夹", "复制路径", "继续", "退出",
    ]  # fmt: skip
    QTest.keyClick(dialog, Qt.Key.Key_F6)
    assert QGuiApplication.clipboard().text().endswith("frontdesk.log")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert watch.dialog is None


def test_esc_goes_on_and_leaving_ends_the_program(watched: Watched, qtbot: QtBot) -> None:
    watch, _ = watched
    left: list[str] = []
    watch.leave = lambda: left.append("left")
    go_wrong(watch)
    qtbot.waitUntil(lambda: watch.dialog is not None)
    assert watch.dialog is not None
    QTest.keyClick(watch.dialog, Qt.Key.Key_Escape)
    assert watch.dialog is None
    assert left == []

    try:
        raise RuntimeError("elsewhere")
    except RuntimeError as error:
        watch._caught(RuntimeError, error, error.__traceback__)
    qtbot.waitUntil(lambda: watch.dialog is not None)
    assert watch.dialog is not None
    watch.dialog.activateWindow()
    has_the_keyboard(qtbot, watch.dialog)
    QTest.keyClick(watch.dialog, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: left == ["left"])
    assert watch.dialog is None


def test_the_log_folder_is_opened(watched: Watched, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    watch, _ = watched
    opened: list[str] = []
    monkeypatch.setattr(
        "frontdesk.app.crash.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile())
    )
    go_wrong(watch)
    qtbot.waitUntil(lambda: watch.dialog is not None)
    assert watch.dialog is not None
    watch.dialog.folder.click()
    assert watch._log_file is not None
    assert [Path(o) for o in opened] == [watch._log_file.parent]


def test_what_python_cannot_raise_is_logged_and_disturbs_nobody(
    watched: Watched, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    watch, _ = watched
    watch.start()
    try:

        class Broken:
            def __del__(self) -> None:
                raise RuntimeError("at the end")

        with caplog.at_level(logging.ERROR):
            Broken()
        assert "lost on the way" in caplog.text
        assert "at the end" in caplog.text
        qtbot.wait(20)
        assert watch.dialog is None
    finally:
        watch.stop()


# -- faults below Python -------------------------------------------------------------------------------

FAULT = """
import sys, faulthandler
from pathlib import Path
sys.stderr = None
sys.stdout = None
from PySide6.QtWidgets import QApplication
from frontdesk.app.crash_watch import CrashWatch
app = QApplication([])
watch = CrashWatch(Path(sys.argv[1]) / "frontdesk.log", lambda: 0, lambda: None)
watch.start()
faulthandler._sigsegv()
"""


def test_a_fault_below_python_is_written_without_a_terminal_and_told_by_the_next_run(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A windowed program on Windows has no standard error."""
    done = subprocess.run(
        [sys.executable, "-c", FAULT, str(tmp_path)],
        capture_output=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        timeout=120,
    )
    assert done.returncode != 0
    told = (tmp_path / FAULT_LOG).read_text(encoding="utf-8")
    assert "_sigsegv" in told or "Segmentation fault" in told or "access violation" in told
    file = begin_fault_log(tmp_path)
    assert file is not None
    file.close()
    assert "the run before ended below Python" in caplog.text
    caplog.clear()
    file = begin_fault_log(tmp_path)
    assert file is not None
    file.close()
    assert caplog.text == "", "it is told once"


def test_the_fault_log_starts_over_when_full(tmp_path: Path) -> None:
    (tmp_path / FAULT_LOG).write_text("== 2026-11-20\n" + "x" * 300_000, encoding="utf-8")
    file = begin_fault_log(tmp_path)
    assert file is not None
    file.close()
    assert (tmp_path / (FAULT_LOG + ".1")).stat().st_size > 300_000
    assert (tmp_path / FAULT_LOG).stat().st_size < 100


# -- the mark of a run ---------------------------------------------------------------------------------


def test_a_mark_left_behind_is_a_hard_end(tmp_path: Path) -> None:
    first = RunningMark(tmp_path / "logs", "abc", "0.2.0")
    first.begin()
    assert first.left_behind == ""
    second = RunningMark(tmp_path / "logs", "abc", "0.2.0")
    second.begin()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", second.left_behind)
    second.end()
    second.end()
    third = RunningMark(tmp_path / "logs", "abc", "0.2.0")
    third.begin()
    assert third.left_behind == ""


def test_a_mark_cut_off_by_a_power_cut_is_a_hard_end_too(tmp_path: Path) -> None:
    (tmp_path / "running-abc.json").write_text('{"sta', encoding="utf-8")
    mark = RunningMark(tmp_path, "abc", "0.2.0")
    mark.begin()
    assert mark.left_behind == "?"


def test_where_no_mark_can_be_set_the_program_runs(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "logs").write_text("a file stands in its way", encoding="utf-8")
    mark = RunningMark(tmp_path / "logs", "abc", "0.2.0")
    mark.begin()
    mark.end()
    assert mark.left_behind in ("", "?")


EARLY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from frontdesk.app import early, start

def stop(self):
    hooked = sys.excepthook is not sys.__excepthook__
    handlers = __import__("signal").getsignal(2)
    print(hooked, callable(handlers), "sqlalchemy" in sys.modules, flush=True)
    QTimer.singleShot(0, start.QApplication.instance().quit)

early.Loading.start = stop
sys.exit(start.open_window(Path(sys.argv[1])))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are a matter of the other systems")
def test_crashes_and_ctrl_c_are_watched_before_the_database_layer_is_loaded(
    tmp_path: Path, clock: FixedClock
) -> None:
    create_database(
        tmp_path / "office", clock, office="翠湖物业", estate="翠湖花园", admin_password="x-123456"
    )
    done = subprocess.run(
        [sys.executable, "-c", EARLY, str(tmp_path / "office")],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        timeout=120,
    )
    assert done.stdout.split() == ["True", "True", "False"], done.stderr
