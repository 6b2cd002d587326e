"""One window for each data folder and user: the second start brings the first forward and ends with 0."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.one_window import (
    MUTEX,
    Claim,
    Doorbell,
    ask_the_first,
    bring_forward,
    first_or_ask,
    mark_running,
    place_key,
    socket_name,
)
from frontdesk.base.store.database import Database
from frontdesk.base.values.errors import Surroundings
from tests.on_screen import has_the_keyboard

Start = Callable[..., "subprocess.Popen[str]"]
PROGRAM = [sys.executable, "-m", "frontdesk", "--data"]
ASK = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from frontdesk.app.one_window import ask_the_first
app = QCoreApplication([])
print(ask_the_first(sys.argv[1], Path(sys.argv[2]) if sys.argv[2] else None))
"""


@pytest.fixture
def start() -> Iterator[Start]:
    running: list[subprocess.Popen[str]] = []

    def begin(*command: str) -> subprocess.Popen[str]:
        made = subprocess.Popen(
            list(command),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
        )
        running.append(made)
        return made

    yield begin
    for process in running:
        process.kill()
        process.communicate(timeout=60)


@pytest.fixture
def office(db: Database) -> Path:
    assert db.path is not None
    db.close()
    return db.path.parent


def log_of(folder: Path) -> str:
    path = folder / "logs" / "frontdesk.log"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def wait_for(true: Callable[[], bool], words: str) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline, words
        time.sleep(0.05)


@pytest.mark.slow
def test_a_second_start_ends_with_0_and_the_first_hears_of_it(office: Path, start: Start) -> None:
    first = start(*PROGRAM, str(office))
    wait_for(lambda: "the window is open" in log_of(office), "the first window did not open")
    second = start(*PROGRAM, str(office))
    out, said = second.communicate(timeout=60)
    assert (second.returncode, out, said) == (0, "", "")
    wait_for(lambda: "brought forward" in log_of(office), "the first did not come forward")
    assert first.poll() is None
    assert log_of(office).count("FrontDesk ") == 1, "the second began no run of its own"


@pytest.mark.slow
def test_of_two_starts_at_once_one_has_the_window(office: Path, start: Start) -> None:
    both = [start(*PROGRAM, str(office)) for _ in range(2)]
    wait_for(lambda: any(p.poll() is not None for p in both), "neither gave way")
    gone = next(p for p in both if p.poll() is not None)
    stays = next(p for p in both if p is not gone)
    assert gone.returncode == 0, gone.stderr.read() if gone.stderr else ""
    wait_for(lambda: "brought forward" in log_of(office), "the other did not come forward")
    assert stays.poll() is None


@pytest.mark.slow
def test_a_killed_first_leaves_nothing_in_the_way(office: Path, start: Start) -> None:
    first = start(*PROGRAM, str(office))
    wait_for(lambda: "the window is open" in log_of(office), "the first window did not open")
    first.kill()
    first.communicate(timeout=60)
    assert list((office / "logs").glob("running-*.json")), "the mark of the run is left"
    second = start(*PROGRAM, str(office))
    wait_for(lambda: log_of(office).count("the window is open") == 2, "nobody took over")
    assert "the run before ended hard" in log_of(office)
    third = start(*PROGRAM, str(office))
    third.communicate(timeout=60)
    assert third.returncode == 0
    wait_for(lambda: "brought forward" in log_of(office), "the second is not heard at the old door")
    assert second.poll() is None


@pytest.mark.slow
def test_another_folder_has_a_window_of_its_own(office: Path, start: Start, tmp_path: Path) -> None:
    other = tmp_path / "另一个小区"
    start(*PROGRAM, str(office))
    wait_for(lambda: "the window is open" in log_of(office), "the first window did not open")
    start(*PROGRAM, str(other))
    wait_for(lambda: "the window is open" in log_of(other), "the other office has no window")


def test_the_path_handed_over_arrives_whole(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    heard: list[Path | None] = []
    key = place_key(tmp_path)
    door = Doorbell(key, heard.append)
    backup = tmp_path / "备份 2026 年\u3000十一月.fdbackup"
    for path in (str(backup), ""):
        caller = start(sys.executable, "-c", ASK, key, path)
        qtbot.waitUntil(lambda caller=caller: caller.poll() is not None, timeout=60_000)
        out, said = caller.communicate(timeout=60)
        assert out.strip() == "True", said
    door.close()
    assert heard == [backup, None]


def test_who_says_nothing_sensible_is_not_listened_to(qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtNetwork import QLocalSocket

    heard: list[Path | None] = []
    door = Doorbell(place_key(tmp_path), heard.append)
    caller = QLocalSocket()
    caller.connectToServer(socket_name(place_key(tmp_path)))
    caller.write(b"x" * 20_000)
    qtbot.waitUntil(lambda: caller.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    door.close()
    assert heard == []


def test_a_door_left_behind_by_a_crash_is_opened_again(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    key = place_key(tmp_path)
    script = (
        "import sys, time\nfrom PySide6.QtCore import QCoreApplication\n"
        "from frontdesk.app.one_window import Doorbell\napp = QCoreApplication([])\n"
        "door = Doorbell(sys.argv[1], print)\nprint('open', flush=True)\napp.exec()\n"
    )
    crashed = start(sys.executable, "-c", script, key)
    assert crashed.stdout is not None
    assert crashed.stdout.readline().strip() == "open"
    crashed.kill()
    crashed.communicate(timeout=60)
    heard: list[Path | None] = []
    door = Doorbell(key, heard.append)
    caller = start(sys.executable, "-c", ASK, key, "")
    qtbot.waitUntil(lambda: caller.poll() is not None, timeout=60_000)
    door.close()
    assert heard == [None]


def test_one_claim_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "数据"
    first = Claim(folder)
    second = Claim(folder)
    assert (first.won, second.won) == (True, False)
    first.let_go()
    assert Claim(folder).won


def test_a_first_that_never_answers_is_said_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    held = Claim(tmp_path)
    with pytest.raises(Surroundings, match="没有回应"):
        first_or_ask(tmp_path, patience=1)
    held.let_go()
    taken = first_or_ask(tmp_path, patience=1)
    assert taken is not None
    assert taken.won


def test_nobody_at_the_door_is_no_answer(qtbot: QtBot, tmp_path: Path) -> None:
    assert not ask_the_first(place_key(tmp_path))


def test_a_folder_that_cannot_be_made_is_for_the_opening_to_say(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert Claim(tmp_path / "file" / "data").won


def test_two_writings_of_a_folder_are_one_and_two_folders_are_two(tmp_path: Path) -> None:
    assert place_key(tmp_path) == place_key(tmp_path / "." / "x" / "..")
    assert place_key(tmp_path) != place_key(tmp_path / "x")


@pytest.mark.parametrize("maximised", [False, True])
def test_a_minimised_window_comes_back_as_it_was(qtbot: QtBot, maximised: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowState(Qt.WindowState.WindowMaximized if maximised else Qt.WindowState.WindowNoState)
    window.show()
    qtbot.waitExposed(window)
    window.setWindowState(window.windowState() | Qt.WindowState.WindowMinimized)
    bring_forward(window)
    has_the_keyboard(qtbot, window)
    assert not window.isMinimized()
    assert window.isMaximized() == maximised


@pytest.mark.skipif(sys.platform != "win32", reason="the mutex is a matter of Windows")
def test_setup_sees_that_the_program_runs() -> None:
    import ctypes

    mark_running()
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.OpenMutexW.restype = ctypes.c_void_p
    handle = kernel.OpenMutexW(0x00100000, 0, MUTEX)
    assert handle
    kernel.CloseHandle(ctypes.c_void_p(handle))


def test_the_greeting_says_whom_to_let_forward(qtbot: QtBot, tmp_path: Path) -> None:
    """On Windows only who was just clicked may hand the foreground on, and needs the other's number for it."""
    from PySide6.QtNetwork import QLocalSocket

    door = Doorbell(place_key(tmp_path), lambda _path: None)
    caller = QLocalSocket()
    caller.connectToServer(socket_name(place_key(tmp_path)))
    qtbot.waitUntil(caller.canReadLine)
    assert json.loads(bytes(caller.readLine().data())) == {"pid": os.getpid()}
    caller.abort()
    door.close()
