"""A desk on the test's own database, whose questions are answered by a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.widgets.desk import Desk, QuietMessages
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.on_screen import wear_light


class Answers:
    """`Dialogs` that say what they were told to, and remember what they were asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.yes = True
        self.approval: Any = None
        self.reason: str | None = None
        self.file: Path | None = None

    def confirm(self, text: str, **how: Any) -> bool:
        self.asked.append(text)
        return self.yes

    def approve(self, right: str, text: str) -> Any:
        self.asked.append(right)
        return self.approval

    def ask_reason(self, title: str, text: str = "") -> str | None:
        self.asked.append(title)
        return self.reason

    def choose_open_file(self, title: str, pattern: str) -> Path | None:
        self.asked.append(title)
        return self.file

    def choose_save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        self.asked.append(suggested)
        return self.file


@pytest.fixture
def light(qapp: QApplication) -> Iterator[None]:
    """The light theme, whatever a test before has shown."""
    wear_light(qapp)
    yield
    wear_light(qapp)


@pytest.fixture
def window(qtbot: QtBot) -> Callable[..., QWidget]:
    """Shows widgets side by side in an active window, which lives as long as the test."""
    kept: list[QWidget] = []

    def show(*widgets: QWidget) -> QWidget:
        made = QWidget()
        kept.append(made)
        row = QHBoxLayout(made)
        for widget in widgets:
            row.addWidget(widget)
        qtbot.addWidget(made)
        made.resize(900, 500)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        return made

    return show


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def messages() -> QuietMessages:
    return QuietMessages()


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory.ini")


@pytest.fixture
def desk(
    qapp: QApplication,
    light: None,
    runner: Runner,
    clock: FixedClock,
    cashier: Actor,
    memory: Memory,
    answers: Answers,
    messages: QuietMessages,
) -> Iterator[Desk]:
    made = Desk(
        runner, clock, cashier, memory=memory, dialogs=answers, messages=messages, worker=SameThreadWorker()
    )
    yield made
    made.close()
