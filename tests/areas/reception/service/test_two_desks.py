"""Two desks at once (T11, T23): numbers without a gap, one act at a time, an outage's end and a tie one after the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from frontdesk.app.checks import broken
from frontdesk.areas.reception.queries.ticket_rows import TicketFilter, TicketView
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.words import OutageKind
from frontdesk.areas.reception.service.outages import EndOutage, OpenOutage, end_outage, open_outage
from frontdesk.areas.reception.service.tying import Tie, tie
from frontdesk.base.values.errors import Refused
from tests.areas.cashdesk.desk import Desk
from tests.areas.reception.counter import Counter


@pytest.fixture
def anywhere(both: Desk) -> Counter:
    return Counter(both)


def at_once(*presses: Callable[[], Any]) -> list[str]:
    """What each of them came to: done, or the words of the refusal."""

    def press(one: Callable[[], Any]) -> str:
        try:
            one()
        except Refused as error:
            return error.text
        return "done"

    with ThreadPoolExecutor(len(presses)) as desks:
        return list(desks.map(press, presses))


def test_numbers_of_two_desks(anywhere: Counter) -> None:
    """T11."""
    said = at_once(*([anywhere.receive] * 6))
    assert said == ["done"] * 6
    numbers = {row.number for row in anywhere.rows(TicketFilter(TicketView.ALL))}
    assert numbers == {f"BS-20261120-{n:03d}" for n in range(1, 7)}
    assert broken(anywhere.desk.runner) == []


def test_one_of_two_desks_acts_the_other_is_told(anywhere: Counter) -> None:
    taken = anywhere.receive()
    said = sorted(at_once(*([lambda: anywhere.dispatch(taken.ticket_id, version=0)] * 2)))
    assert said[0] == "done"
    assert "请看过再办" in said[1]
    assert len(anywhere.events(taken.ticket_id)) == 1


def test_the_same_press_at_once_is_one_row(anywhere: Counter) -> None:
    """T23."""
    taken = anywhere.receive()
    assert at_once(*([lambda: anywhere.dispatch(taken.ticket_id, token="a")] * 3)) == ["done"] * 3
    assert len(anywhere.events(taken.ticket_id)) == 1


def test_nobody_is_tied_to_an_outage_that_has_just_ended(anywhere: Counter) -> None:
    counter = anywhere
    until = counter.desk.clock.now() + timedelta(hours=4)
    key = counter.run(open_outage, OpenOutage(OutageKind.WATER, "正在抢修", whole=True, expected_until=until))
    taken = counter.receive()
    said = at_once(
        lambda: counter.run(end_outage, EndOutage(key)),
        lambda: counter.run(tie, Tie(taken.ticket_id, outage_id=key)),
    )
    assert said[0] == "done"
    tied = said[1] == "done"
    assert tied or "已经恢复" in said[1]
    assert counter.state(taken.ticket_id) is (State.CALLING if tied else State.WAITING)
    assert broken(counter.desk.runner) == []
