"""The fees' pages on a small estate of the test's own, shown in a window; printers and questions are scripted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.store.database import Database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.page import Page
from frontdesk.base.widgets.printing import Printing
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.fees.ui.estate import SUPERVISOR, Estate
from tests.areas.fees.ui.finding import settle
from tests.on_screen import wear_light

Went = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def estate(db: Database, runner: Runner, clock: FixedClock) -> Estate:
    """Homes and owners, nothing charged yet."""
    made = Estate(db, runner, clock)
    made.build()
    return made


@pytest.fixture
def port() -> Port:
    return Port()


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def bar() -> Bar:
    return Bar()


@pytest.fixture
def went() -> Went:
    """Where pages asked to go."""
    return []


@pytest.fixture
def desk_of(
    qapp: QApplication, estate: Estate, tmp_path: Path, port: Port, answers: Answers, bar: Bar, went: Went
) -> Iterator[Callable[..., Desk]]:
    """The window's side of the desk for somebody who has signed in, perhaps with another worker."""
    wear_light(qapp)
    made: list[Desk] = []

    def build(actor: Actor = SUPERVISOR, worker: Any = None) -> Desk:
        memory = Memory(tmp_path / f"memory-{actor.id}.ini")
        desk = Desk(
            estate.runner,
            estate.clock,
            actor,
            memory=memory,
            dialogs=answers,
            messages=bar,
            worker=worker or SameThreadWorker(),
            printing=Printing(memory, port, SameThreadWorker()),
        )
        desk.went.connect(lambda target, arguments: went.append((target, arguments)))
        made.append(desk)
        return desk

    yield build
    for desk in made:
        desk.close()


@pytest.fixture
def desk(desk_of: Callable[..., Desk]) -> Desk:
    """The supervisor's."""
    return desk_of()


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Any], Any]:
    """Shows a page in an active window of a 1366 × 768 screen's client area under top bar and tabs."""
    kept: list[QWidget] = []

    def place(page: Page) -> Page:
        window = QWidget()
        kept.append(window)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        window.resize(1366, 603)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        page.refresh()
        page.focus_start()
        settle()
        return page

    return place
