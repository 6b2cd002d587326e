"""The cashier's pages on a small estate of the test's own, shown in a window; printers and questions are scripted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.progress import Progress
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.desk import QuietMessages
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.page import Page
from frontdesk.base.widgets.printing import Printing, PrintJob
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.areas.cashdesk.desk import Desk
from tests.on_screen import wear_light


class Port:
    """A printer that remembers; `gone` makes it refuse, no names make none."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ("前台针式",)
        self.gone = False
        self.jobs: list[PrintJob] = []

    def printers(self) -> tuple[str, ...]:
        return self.names

    def default(self) -> str:
        return self.names[0] if self.names else ""

    def send(self, job: PrintJob, progress: Progress) -> None:
        if self.gone:
            raise Surroundings("打印机“前台针式”没有接下这份单据。单据已经存好。")
        self.jobs.append(job)


@dataclass
class Answers:
    """Scripted answers; what was asked is remembered."""

    asked: list[str] = field(default_factory=list)
    yes: bool = True
    approval: Approval | None = None
    reason: str | None = "金额收错"
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
        return None

    def choose_save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        self.asked.append(suggested)
        return self.file


class Bar(QuietMessages):
    """Remembers the button of the last message too."""

    pressed: Callable[[], object] | None = None

    def _keep(self, then: Callable[[], object] | None) -> None:
        self.pressed = then

    def ok(self, text: str, detail: str = "", **more: Any) -> None:
        super().ok(text, detail)
        self._keep(more.get("then"))

    def warn(self, text: str, detail: str = "", **more: Any) -> None:
        super().warn(text, detail)
        self._keep(more.get("then"))

    def bad(self, text: str, detail: str = "", **more: Any) -> None:
        super().bad(text, detail)
        self._keep(more.get("then"))

    def last(self) -> str:
        """What was said last, its tone before it."""
        tone, text, detail = self.said[-1]
        return f"{tone}: {text}{detail}"


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
def went() -> list[tuple[str, dict[str, Any]]]:
    """Where pages asked to go."""
    return []


@pytest.fixture
def front_of(
    qapp: QApplication,
    desk: Desk,
    tmp_path: Path,
    port: Port,
    answers: Answers,
    bar: Bar,
    went: list[tuple[str, dict[str, Any]]],
) -> Iterator[Callable[[Actor], Front]]:
    """The desk's window side for somebody who has signed in."""
    wear_light(qapp)
    made: list[Front] = []

    def build(actor: Actor) -> Front:
        memory = Memory(tmp_path / f"memory-{actor.id}.ini")
        worker = SameThreadWorker()
        front = Front(
            desk.runner,
            desk.clock,
            actor,
            memory=memory,
            dialogs=answers,
            messages=bar,
            worker=worker,
            printing=Printing(memory, port, worker),
        )
        front.went.connect(lambda target, arguments: went.append((target, arguments)))
        made.append(front)
        return front

    yield build
    for front in made:
        front.close()


@pytest.fixture
def front(front_of: Callable[[Actor], Front], desk: Desk) -> Front:
    """The cashier's."""
    return front_of(desk.cashier)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Page], Page]:
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
        return page

    return place
