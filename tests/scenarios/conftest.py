"""A program of the test's own on a folder of its own; printers are remembered, files are chosen by the script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.main_window import MainWindow
from frontdesk.app.program import Program
from frontdesk.app.start import first_window
from frontdesk.areas.fees.rules.kinds import Category, Pricing
from frontdesk.areas.fees.service import AddFeeItem, add_fee_item
from frontdesk.base.store.database import Database
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.app.conftest import show
from tests.areas.cashdesk.desk import Desk as Estate
from tests.areas.cashdesk.ui.conftest import Port
from tests.conftest import PASSWORD
from tests.scenarios.hands import ENTER, Clerk

Sit = Callable[[Path], Clerk]
Seat = Callable[[str], Clerk]


class Flashes(QObject):
    """Notices windows that come up without being a dialog, a menu or a list: on a screen they flash and take the keys."""

    _MEANT = (QDialog, MainWindow, QMenu)
    _TYPES = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.Tool)

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, self._MEANT)
            and watched.windowType() not in self._TYPES
        ):
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.fixture(autouse=True)
def no_flashes(qapp: QApplication) -> Iterator[None]:
    """No scenario makes a window flash up."""
    watch = Flashes()
    qapp.installEventFilter(watch)
    yield
    qapp.removeEventFilter(watch)
    assert watch.seen == []


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
    """Start the program on a folder and sit down at it; whoever sat there before has left."""
    seated: list[Clerk] = []

    def start(folder: Path) -> Clerk:
        for before in seated:
            before.leave()
        program = Program(folder, first_window(folder), clock=clock, worker=SameThreadWorker, port=port)
        qtbot.addWidget(program.window)
        clerk = Clerk(program, qtbot, port, files)
        seated.append(clerk)
        program.begin()
        show(qtbot, program.window)
        return clerk

    yield start
    for clerk in seated:
        clerk.leave()
    assert [words for clerk in seated for words in clerk.answers.wrong] == []


@pytest.fixture
def estate(db: Database, clock: FixedClock) -> Estate:
    """Three homes; 3-1-1202 of 张硕 owes October and November, 510.72 together."""
    made = Estate(db, clock)
    made.build()
    made.charge("255.36", month="2026-10")
    made.charge("255.36")
    item = AddFeeItem(
        "电梯费", Category.OTHER, Pricing.AREA, price=Decimal(2), price_from=date(2026, 1, 1)
    )  # fmt: skip
    made.run(add_fee_item, item, made.admin)
    return made


@pytest.fixture
def seat(sit: Sit, estate: Estate, tmp_path: Path) -> Seat:
    """Sign in at the program over that estate."""

    def begin(login: str) -> Clerk:
        clerk = sit(tmp_path)
        clerk.fill("sign_in_login", login)
        clerk.press(ENTER, PASSWORD, ENTER)
        return clerk

    return begin


def entries(estate: Estate) -> int:
    """How many things were ever done."""
    with estate.db.writer.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM audit_entry").scalar_one())
