"""A permit that comes back with a deposit still held: the clerk is led to give it back (D3.4, M6.7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.permits.queries import conditions
from frontdesk.areas.permits.rules.course import State
from frontdesk.areas.permits.ui.permits_page import PermitsPage
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar
from tests.areas.cashdesk.ui.keys import press
from tests.areas.permits.issuing import LEAVE, give, look, pay, worker


@pytest.mark.parametrize("paid_back", [False, True])
def test_d3_4_a_deposit_still_held_is_named_when_the_card_is_withdrawn(
    desk: Desk, front: Front, show: Callable[[Any], Any], answers: Answers, bar: Bar,
    went: list[tuple[str, dict[str, Any]]], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, paid_back: bool,
) -> None:  # fmt: skip
    monkeypatch.setattr(conditions, "decoration_source", [conditions.unit_state_says])
    desk.open()
    made = give(
        desk, "LS", actor=desk.cashier, approval=LEAVE, pay=pay("cash=10", "cash=50"),
        **worker(ends_on=date(2026, 12, 1)),
    )  # fmt: skip
    if paid_back:
        desk.give_back(made.deposit, "cash=50")
    page = cast(PermitsPage, show(PermitsPage(front)))
    page.table.setFocus()
    assert page.table.select_row(0)
    answers.reason = "工程完了"
    press(qtbot, Qt.Key.Key_F7)
    assert look(desk, made.number).row.state is State.WITHDRAWN
    if paid_back:
        assert bar.last() == f"ok: {made.number} 已收回。"
        return
    assert bar.last() == f"ok: {made.number} 已收回。押金还有 50.00 没退（{made.deposit}）。"
    assert bar.pressed is not None
    bar.pressed()
    assert went == [("deposits", {"number": made.deposit})]
