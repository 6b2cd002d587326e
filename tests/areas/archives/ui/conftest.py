"""The archives' pages on a small estate of the test's own, shown in a window; questions are answered by a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.archives.rules.kinds import IdKind, RoleKind, UnitState
from frontdesk.areas.archives.service import (
    AddVehicle,
    RegisterResident,
    SavePerson,
    SaveUnit,
    add_vehicle,
    register_resident,
    save_unit,
)
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor, Approval, Work
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk, QuietMessages
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.page import Page
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.on_screen import wear_light

GOOD_ID = "330106197805122217"
"""A number whose check digit is right, worked out by hand in `tests/areas/archives/rules`."""


@dataclass
class Answers:
    """Scripted answers; what was asked is remembered."""

    asked: list[str] = field(default_factory=list)
    yes: bool = True
    approval: Approval | None = None
    reason: str | None = "核对身份"
    file: Path | None = None

    def confirm(self, text: str, **how: Any) -> bool:
        self.asked.append(text)
        return self.yes

    def approve(self, right: str, text: str) -> Approval | None:
        self.asked.append(right)
        return self.approval

    def ask_reason(self, title: str, text: str = "", usual: Any = ()) -> str | None:
        self.asked.append(title)
        return self.reason

    def choose_open_file(self, title: str, pattern: str) -> Path | None:
        self.asked.append(title)
        return self.file

    def choose_save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        self.asked.append(suggested)
        return self.file


class Bar(QuietMessages):
    """Remembers the button of the last message, too."""

    pressed: Callable[[], object] | None = None

    def _say(self, tone: str, text: str, detail: str, then: Callable[[], object] | None) -> None:
        self.said.append((tone, text, detail))
        self.pressed = then

    def ok(self, text: str, detail: str = "", **how: Any) -> None:
        self._say("ok", text, detail, how.get("then"))

    def warn(self, text: str, detail: str = "", **how: Any) -> None:
        self._say("warn", text, detail, how.get("then"))

    def bad(self, text: str, detail: str = "", **how: Any) -> None:
        self._say("bad", text, detail, how.get("then"))

    def last(self) -> str:
        """The last thing said, in one line."""
        return f"{self.said[-1][1]}{self.said[-1][2]}" if self.said else ""


class Went(list[tuple[str, dict[str, Any]]]):
    """Where the pages asked to go."""

    @property
    def last(self) -> tuple[str, dict[str, Any]]:
        return self[-1]


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def bar() -> Bar:
    return Bar()


@pytest.fixture
def leave() -> Approval:
    """周敏 lets the clerk see numbers in full."""
    return Approval(Right.UNMASK.value, 3, "周敏", "业主本人在场")


MakeDesk = Callable[[Actor], Desk]


@pytest.fixture
def make_desk(
    qapp: QApplication, runner: Runner, clock: FixedClock, tmp_path: Path, answers: Answers, bar: Bar
) -> Iterator[MakeDesk]:
    wear_light(qapp)
    made: list[Desk] = []

    def make(actor: Actor) -> Desk:
        desk = Desk(
            runner,
            clock,
            actor,
            memory=Memory(tmp_path / "memory.ini"),
            dialogs=answers,
            messages=bar,
            worker=SameThreadWorker(),
        )
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def desk(make_desk: MakeDesk, supervisor: Actor) -> Desk:
    return make_desk(supervisor)


@pytest.fixture
def went(desk: Desk) -> Went:
    found = Went()
    desk.went.connect(lambda target, arguments: found.append((target, dict(arguments))))
    return found


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Callable[[Page], Page]]:
    """Show a page in an active window of 1366 by 604, as it stands under the tabs at 1366 by 688."""
    kept: list[QWidget] = []

    def show(page: Page) -> Page:
        window = QWidget()
        kept.append(window)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        qtbot.addWidget(window)
        window.resize(1366, 604)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        QApplication.processEvents()
        # A button made visible before it has a parent would flash up as a window of its own.
        assert [w for w in QApplication.topLevelWidgets() if w.isVisible() and w not in kept] == []
        page.focus_start()
        QApplication.processEvents()
        return page

    yield show
    for window in kept:
        window.hide()


@dataclass(frozen=True)
class Estate:
    """Ids by unit code, and the people registered first."""

    units: dict[str, int]
    owner: int
    tenant: int


@pytest.fixture
def estate(runner: Runner, admin: Actor) -> Estate:
    """1-1-101 自住 张硕 (with a car), 1-1-102 出租 曾姝 rents from 林芳, 2-1-201 未售, 2-1-202 未收楼."""
    made: dict[str, int] = {}

    def build(work: Work, _none: None) -> None:
        for code, state, area in (
            ("1-1-101", UnitState.OWNER, "89.60"),
            ("1-1-102", UnitState.LET, "120"),
            ("2-1-201", UnitState.UNSOLD, "98.07"),
            ("2-1-202", UnitState.NOT_HANDED_OVER, "98.07"),
        ):
            made[code] = save_unit(work, SaveUnit(None, code, state=state, built_area=Decimal(area)))
        for code, name, phone, number, role in (
            ("1-1-101", "张硕", "13812345678", GOOD_ID, RoleKind.OWNER),
            ("1-1-102", "林芳", "13922222216", "", RoleKind.OWNER),
            ("1-1-102", "曾姝", "13600009043", "", RoleKind.TENANT),
        ):
            person = SavePerson(
                None, name, phone=phone, id_number=number, id_kind=IdKind.RESIDENT if number else None
            )
            register_resident(work, RegisterResident(made[code], person, role, starts_on=date(2021, 6, 18)))
        add_vehicle(work, AddVehicle(made["1-1-101"], "浙A8ZS61", "白色", "轿车", "B1-076"))

    runner.run(build, None, actor=admin, confirmed=frozenset({"id_number", "phone", "plate"}))
    found = runner.read(find_unit, "1-1-101")
    assert found is not None
    return Estate(made, owner=1, tenant=3)


# -- keys ---------------------------------------------------------------------------------------------


Key = Qt.Key | str | tuple[Qt.KeyboardModifier, Qt.Key]
CTRL_ENTER = (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return)


@pytest.fixture
def press(qtbot: QtBot) -> Callable[..., None]:
    """Keys one after another to whatever has the focus; text that no ASCII key makes comes as from an input method."""

    def to_focus(*keys: Key) -> None:
        for key in keys:
            if isinstance(key, str):
                for sign in key:
                    _type(qtbot, sign)
            elif isinstance(key, tuple):
                qtbot.keyClick(focused(), key[1], key[0])
            else:
                qtbot.keyClick(focused(), key)
            QApplication.processEvents()

    return to_focus


def _type(qtbot: QtBot, sign: str) -> None:
    if sign.isascii():
        qtbot.keyClicks(focused(), sign)
    else:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        QApplication.sendEvent(focused(), event)


def focused() -> QWidget:
    """What typing goes to now."""
    widget = QApplication.focusWidget()
    if widget is None:
        # Window systems hand the activation back when a dialog closes; the offscreen platform does not.
        next(w for w in QApplication.topLevelWidgets() if w.isVisible()).activateWindow()
        QApplication.processEvents()
        widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def named(parent: QWidget, name: str, kind: type[Any] = QWidget) -> Any:
    """The widget of that object name."""
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def texts(pane: QWidget) -> str:
    """All words a pane shows, one after another."""
    QApplication.processEvents()
    return " ".join(label.text() for label in pane.findChildren(QLabel) if label.isVisibleTo(pane))
