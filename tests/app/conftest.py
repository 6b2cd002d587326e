"""A whole program over a real database, with three small tabs of its own instead of the areas' pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.program import Program
from frontdesk.app.start import first_window
from frontdesk.app.tabs import PageEntry, TabEntry
from frontdesk.base.store.database import Database
from frontdesk.base.store.work import Approval
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import TextField
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.page import Page
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.conftest import PASSWORD
from tests.on_screen import has_the_keyboard


@dataclass(frozen=True, slots=True)
class NoteInput:
    words: str


class NotePage(FormPage):
    """A form that can wait as a draft."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "note_page", "便条")
        self.field = TextField("note_words")
        self.grid.add_row((self.field, "内容"))
        self.set_form(Form(NoteInput, {"words": self.field}, self))
        self.opened: list[dict[str, Any]] = []

    def draft_key(self) -> str:
        return "one"

    def open(self, **arguments: Any) -> None:
        self.opened.append(arguments)
        if "draft" in arguments:
            self.restore(arguments["draft"].data)

    def help_text(self) -> str:
        return "这一页记便条。"


class PlainPage(Page):
    """A page with a button that has a key."""

    def __init__(self, desk: Desk, name: str, title: str) -> None:
        super().__init__(desk, name, title)
        self.head.add_action(KeyButton("新的", "F2", name=f"{name}_new"))
        self.opened: list[dict[str, Any]] = []

    def open(self, **arguments: Any) -> None:
        self.opened.append(arguments)


BUILT: list[str] = []


def plain(name: str, title: str) -> Callable[[Desk], Page]:
    def build(desk: Desk) -> Page:
        BUILT.append(name)
        return PlainPage(desk, name, title)

    return build


TEST_TABS = (
    TabEntry(
        "today", "今日", "ph.sun-horizon", (PageEntry("today", plain("today_page", "今日"), ("today",)),)
    ),
    TabEntry(
        "archives",
        "业主档案",
        "ph.address-book",
        (
            PageEntry("units", plain("units_page", "房屋"), ("archives",), "房屋"),
            PageEntry("people", plain("people_page", "住户"), ("people",), "住户"),
            PageEntry("secret", plain("secret_page", "原文"), ("secret",), "原文", right=Right.UNMASK),
            PageEntry("unit", plain("unit_page", "一户一卡"), ("unit",)),
            PageEntry("note", NotePage, ("note",), drafts=("note_page",)),
        ),
    ),
    TabEntry(
        "fees",
        "收费",
        "ph.wallet",
        (PageEntry("collect", plain("collect_page", "收款"), ("collect", "receipt", "close", "shift")),),
    ),
)


class Answers:
    """Dialogs that answer as told, and remember what was asked."""

    def __init__(self) -> None:
        self.yes = True
        self.asked: list[str] = []
        self.approval: Callable[[str], Approval | None] = lambda _right: None

    def confirm(self, text: str, *, title: str = "", yes: str = "", danger: bool = False) -> bool:
        self.asked.append(text)
        return self.yes

    def approve(self, right: str, text: str) -> Approval | None:
        self.asked.append(text)
        return self.approval(right)

    def ask_reason(self, title: str, text: str = "") -> str | None:
        return None

    def choose_open_file(self, title: str, pattern: str) -> Path | None:
        return None

    def choose_save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        return None

    def choose_folder(self, title: str) -> Path | None:
        return None


class NoPrinters:
    """A machine without printers."""

    def printers(self) -> tuple[str, ...]:
        return ()

    def default(self) -> str:
        return ""

    def send(self, job: object, progress: object) -> None:
        raise AssertionError("nothing is printed here")


@pytest.fixture
def answers() -> Answers:
    return Answers()


MakeProgram = Callable[..., Program]


@pytest.fixture
def make_program(qtbot: QtBot, tmp_path: Path, clock: FixedClock, answers: Answers) -> Iterator[MakeProgram]:
    made: list[Program] = []

    def make(folder: Path | None = None, **options: Any) -> Program:
        given: dict[str, Any] = {
            "clock": clock,
            "worker": SameThreadWorker,
            "dialogs": answers,
            "port": NoPrinters(),
            "tabs": TEST_TABS,
        }
        given.update(options)
        program = Program(folder or tmp_path, first_window(folder or tmp_path), **given)
        qtbot.addWidget(program.window)
        made.append(program)
        return program

    BUILT.clear()
    yield make
    for program in made:
        program.window.hide()
        program.close()


@pytest.fixture
def program(make_program: MakeProgram, db: Database, qtbot: QtBot) -> Program:
    """Open, with the sign-in page shown, over the database of the test (five users)."""
    made = make_program()
    made.begin()
    show(qtbot, made.window)
    return made


@pytest.fixture
def at_work(program: Program) -> Program:
    """The cashier has signed in."""
    assert program.sign_in("linxiao", PASSWORD)
    return program


def show(qtbot: QtBot, window: QWidget) -> None:
    window.resize(1366, 736)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    has_the_keyboard(qtbot, window)
