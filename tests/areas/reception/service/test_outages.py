"""Outages (D2.2): one record, its places and words; tickets tied to it are told when it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from frontdesk.app.checks import broken
from frontdesk.areas.reception.queries.outages import covering, outage, outage_rows
from frontdesk.areas.reception.queries.ticket_rows import callbacks_due
from frontdesk.areas.reception.rules.course import Act, State
from frontdesk.areas.reception.rules.words import Channel, OutageKind
from frontdesk.areas.reception.service.outages import (
    ChangeOutage,
    EndOutage,
    OpenOutage,
    OutagePlaceInput,
    VoidOutage,
    change_outage,
    end_outage,
    open_outage,
    void_outage,
)
from frontdesk.areas.reception.service.tying import Tie, Untie, tie, untie
from frontdesk.base.values.errors import InvalidInput, Refused
from tests.areas.cashdesk.desk import Desk
from tests.areas.reception.counter import FRIDAY, Counter

SAY = "市政抢修，预计中午十二点半恢复"


@pytest.fixture
def counter(desk: Desk) -> Counter:
    return Counter(desk)


@pytest.fixture
def anywhere(both: Desk) -> Counter:
    return Counter(both)


def fail(counter: Counter, **more: Any) -> int:
    plain: dict[str, Any] = {"places": (OutagePlaceInput(building_id=1),), "expected_until": FRIDAY.astimezone() + timedelta(hours=4)}  # fmt: skip
    made: int = counter.run(open_outage, OpenOutage(OutageKind.WATER, SAY, "管网检修", **(plain | more)))
    return made


def test_tickets_are_tied_and_told_when_it_ends(anywhere: Counter) -> None:
    """D2.2: one call-back each, due the same day."""
    counter = anywhere
    key = fail(counter)
    first = counter.receive(what="没有水", problem="没有水", outage_id=key)
    second = counter.dispatch(counter.receive(unit_id=2, what="水压低", problem="水压低").ticket_id)
    counter.run(tie, Tie(second.ticket_id, outage_id=key))
    alone = counter.receive(unit_id=3)
    row = counter.page(first.ticket_id).row
    assert (row.state, row.state_words, row.limit_words) == (State.TIED, "并入停水", "13:00")
    assert counter.page(first.ticket_id).outage == "TD-20261120-01"
    assert counter.read(outage, key).tickets == 2
    counter.later(hours=3)
    ended = counter.run(end_outage, EndOutage(key, words="已恢复供水"))
    assert (ended.number, ended.tickets) == ("TD-20261120-01", 2)
    now, today = counter.desk.clock.now(), counter.desk.clock.today()
    due = counter.read(callbacks_due, now, today)
    assert {row.id for row in due} == {first.ticket_id, second.ticket_id}
    assert {row.state for row in due} == {State.CALLING}
    assert counter.page(first.ticket_id).lines[-1].words == "恢复：已恢复供水"
    assert counter.state(alone.ticket_id) is State.WAITING
    counter.call(first.ticket_id, 5, closing="已告知恢复供水")
    assert counter.state(first.ticket_id) is State.CLOSED
    assert broken(counter.desk.runner) == []


def test_who_was_only_told_need_not_say_how_content_and_a_patrols_find_is_done(counter: Counter) -> None:
    key = fail(counter)
    called = counter.receive(what="没有水", problem="没有水", outage_id=key)
    found = counter.receive(channel=Channel.PATROL, caller="谢涛", person_id=None, phone="", outage_id=key)
    assert counter.run(end_outage, EndOutage(key)).tickets == 2
    assert counter.state(found.ticket_id) is State.FINISHED
    assert counter.page(found.ticket_id).lines[-1].words == "恢复：停水已恢复"
    assert counter.call(called.ticket_id, None, words="知道了", closing="已告知").state is State.CLOSED
    assert broken(counter.desk.runner) == []


def test_over_is_over(anywhere: Counter) -> None:
    counter = anywhere
    key = fail(counter)
    counter.run(end_outage, EndOutage(key))
    for again, command in (
        (end_outage, EndOutage(key)), (change_outage, ChangeOutage(key, "x")), (void_outage, VoidOutage(key, "x")),
    ):  # fmt: skip
        with pytest.raises(Refused, match="已经恢复"):
            counter.run(again, command)
    taken = counter.receive()
    with pytest.raises(Refused, match="已经恢复"):
        counter.run(tie, Tie(taken.ticket_id, outage_id=key))
    assert counter.read(outage_rows) == ()
    assert [row.id for row in counter.read(outage_rows, open_only=False)] == [key]


def test_where_it_reaches_and_what_is_said(counter: Counter) -> None:
    key = fail(counter)
    lift = fail(counter, places=(OutagePlaceInput(building_id=1, entrance="1"), OutagePlaceInput(unit_id=2)))
    assert [row.id for row in counter.read(covering, unit_id=1)] == [key, lift]
    assert [row.id for row in counter.read(covering, building_id=1)] == [key]
    assert [row.id for row in counter.read(covering, building_id=1, entrance="2")] == [key]
    assert counter.read(covering) == ()
    assert counter.read(outage, lift).where == "3栋1单元、2-2-0801"
    whole = fail(counter, whole=True, places=())
    assert [row.id for row in counter.read(covering)] == [whole]
    assert counter.read(outage, whole).where == "全小区"
    counter.run(change_outage, ChangeOutage(key, "要到下午三点", FRIDAY.astimezone() + timedelta(hours=6)))
    row = counter.read(outage, key)
    assert (row.say, row.open) == ("要到下午三点", True)
    assert row.expected_until == FRIDAY.astimezone() + timedelta(hours=6)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"places": ()}, "places"),
        ({"whole": True}, "places"),
        ({"places": (OutagePlaceInput(building_id=9),)}, "places"),
        ({"places": (OutagePlaceInput(unit_id=9),)}, "places"),
        ({"places": (OutagePlaceInput(building_id=1, entrance="9"),)}, "places"),
        ({"places": (OutagePlaceInput(),)}, "places"),
        ({"expected_until": FRIDAY.astimezone() - timedelta(hours=1)}, "expected_until"),
        ({"starts_at": FRIDAY.astimezone() + timedelta(days=90), "expected_until": None}, "starts_at"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(counter: Counter, more: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as error:
        fail(counter, **more)
    assert list(error.value.errors) == [field]
    assert counter.read(outage_rows) == ()


def test_ended_neither_before_it_began_nor_in_time_to_come(counter: Counter) -> None:
    key = fail(counter)
    for hours in (-1, 1):
        with pytest.raises(Refused) as error:
            counter.run(end_outage, EndOutage(key, FRIDAY.astimezone() + timedelta(hours=hours)))
        assert error.value.field == "ended_at"


def test_entered_by_mistake_its_tickets_wait_again(anywhere: Counter) -> None:
    """D0.5."""
    counter = anywhere
    key = fail(counter)
    taken = counter.receive(outage_id=key)
    counter.later(hours=2)
    counter.run(void_outage, VoidOutage(key, "只是水压低"))
    row = counter.page(taken.ticket_id).row
    assert (row.state, row.outage_id, row.limit_words) == (State.WAITING, None, "11:30")
    assert counter.read(outage, key).void
    assert broken(counter.desk.runner) == []


def test_taken_out_again(counter: Counter) -> None:
    key = fail(counter)
    taken = counter.receive(outage_id=key)
    with pytest.raises(Refused):
        counter.run(untie, Untie(taken.ticket_id))
    counter.run(untie, Untie(taken.ticket_id, "家里水龙头坏"))
    assert counter.state(taken.ticket_id) is State.WAITING
    assert [row.act for row in counter.events(taken.ticket_id)] == [Act.TIE, Act.UNTIE]
    assert counter.run(end_outage, EndOutage(key)).tickets == 0


def test_the_same_press_twice_is_one_outage(counter: Counter) -> None:
    """T23."""
    assert fail(counter, token="a") == fail(counter, token="a")
    assert len(counter.read(outage_rows)) == 1
