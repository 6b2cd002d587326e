"""A program of the test's own on a folder of its own; printers are remembered, files are chosen by the script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from frontdesk.app.program import Program
from frontdesk.app.start import first_window
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.app.conftest import show
from tests.areas.cashdesk.ui.conftest import Port
from tests.scenarios.hands import Clerk

Sit = Callable[[Path], Clerk]


@pytest.fixture
def port() -> Port:
    return Port()


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the file dialogs answer, one after another; only these belong to the system and not to us."""
    answers: list[Path] = []

    def chosen(*_args: object, **_more: object) -> tuple[str, str]:
        return (str(answers.pop(0)), "") if answers else ("", "")

    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    return answers


@pytest.fixture
def sit(qtbot: QtBot, clock: FixedClock, port: Port, files: list[Path]) -> Iterator[Sit]:
    """Start the program on a folder and sit down at it."""
    made: list[Program] = []

    def start(folder: Path) -> Clerk:
        for before in made:
            leave(before)
        program = Program(folder, first_window(folder), clock=clock, worker=SameThreadWorker, port=port)
        qtbot.addWidget(program.window)
        made.append(program)
        program.begin()
        show(qtbot, program.window)
        return Clerk(program, qtbot, port, files)

    yield start
    for program in made:
        leave(program)


def leave(program: Program) -> None:
    """The window is closed and the data let go, as at the program's end."""
    if program.desk is not None:
        program.window.close()
        program.window.hide()
        program.close()
