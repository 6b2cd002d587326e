"""A defect is logged, typing is kept, and a person is told politely and once."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.app.crash import CrashWatch

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
