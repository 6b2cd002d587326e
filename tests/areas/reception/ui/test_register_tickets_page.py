"""导入报事台账 in its window: looked at, stored, and again changes nothing (D1.7, T14)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.app.checks import broken
from frontdesk.areas.archives.rules.importing.register import Fate
from frontdesk.areas.reception.queries.ticket_rows import TicketFilter, TicketView, ticket_rows
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.ui.register_tickets_page import TicketsRegisterPage
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui import conftest as till
from tests.areas.cashdesk.ui.keys import press
from tests.areas.reception.service.test_register_tickets import HEAD, ROWS, book

K = Qt.Key
SAVE = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)


class Answers(till.Answers):
    """Chooses the one workbook."""

    chosen_file: Path | None = None

    def choose_open_file(self, title: str, pattern: str) -> Path | None:
        return self.chosen_file


@pytest.fixture
def answers() -> Answers:
    return Answers()


def test_D1_7_an_old_register_of_tickets_comes_in_once_T14(
    desk: Desk, front: Front, show: Callable[[Any], Any], qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    answers.chosen_file = book(tmp_path / "报事台账.xlsx", (("翠湖花园报事台账",), HEAD, *ROWS)).file
    page: TicketsRegisterPage = show(TicketsRegisterPage(front))
    press(qtbot, K.Key_F2)
    assert page.result is not None
    assert (len(page.result.of(Fate.NEW)), len(page.result.of(Fate.REJECTED))) == (5, 7)
    press(qtbot, SAVE)
    wanted = TicketFilter(TicketView.ALL)
    rows = desk.runner.read(ticket_rows, wanted, desk.clock.now(), desk.clock.today())
    assert {row.state for row in rows} == {
        State.CLOSED, State.WORKING, State.WAITING, State.CALLING, State.VOID,
    }  # fmt: skip
    again: TicketsRegisterPage = show(TicketsRegisterPage(front))
    press(qtbot, K.Key_F2)
    assert again.result is not None
    assert (len(again.result.of(Fate.NEW)), len(again.result.of(Fate.SAME))) == (0, 6)
    assert broken(desk.runner) == []
