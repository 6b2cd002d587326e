"""Every area says what it has against splitting a unit, and begins nothing new at one that is no more (D1.1, T22)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from frontdesk.areas.archives.queries.unit_changes import hindrance_sources, look_at_units
from frontdesk.areas.archives.rules.unit_changes import NewUnit, UnitChangeKind
from frontdesk.areas.archives.service import AddNote, add_note
from frontdesk.areas.archives.service.unit_changes import ChangeUnits, change_units
from frontdesk.areas.fees.rules.meters import MeterKind
from frontdesk.areas.fees.service.meters import OpenMeter, open_meter
from frontdesk.areas.keys.rules.kinds import KeyKind
from frontdesk.areas.keys.service.receiving import NewKey
from frontdesk.areas.keys.service.receiving import Receive as ReceiveKeys
from frontdesk.areas.keys.service.receiving import receive as receive_keys
from frontdesk.areas.reception.rules.words import Channel, TicketKind
from frontdesk.areas.reception.service.receiving import Receive, receive
from frontdesk.areas.reception.service.visits import LetIn, let_in
from frontdesk.areas.today.queries.search_desk import search_desk
from frontdesk.base.values.errors import InvalidInput, Refused
from tests.areas.cashdesk.conftest import both, desk
from tests.areas.cashdesk.desk import TODAY, UNITS, Desk
from tests.areas.keys.cabinet import OWNER, Cabinet
from tests.postgres import postgres

__all__ = ["both", "desk", "postgres"]

PARTS = (NewUnit(UNITS[0], Decimal("44.80")), NewUnit(f"{UNITS[0]}A", Decimal("44.80")))


def test_money_keys_and_tickets_are_told_one_by_one_and_what_blocks_takes_a_word(desk: Desk) -> None:
    cabinet = Cabinet(desk)
    desk.open()
    desk.charge("255.36")
    desk.take("cash=2000")
    cabinet.lend(cabinet.key())
    cabinet.key(KeyKind.LETTERBOX, hook="13")
    desk.run(open_meter, OpenMeter(1, MeterKind.WATER, "S-001", TODAY, Decimal(0)), desk.admin)
    ticket = Receive(TicketKind.REPAIR, Channel.PHONE, "厨房漏水", unit_id=1, caller="张硕")
    desk.run(receive, ticket, desk.receptionist)
    look = desk.runner.read(look_at_units, UnitChangeKind.SPLIT, (1,), TODAY, desk.clock.now())
    blocks = [one.words for one in look.blocks]
    assert [words.split("（")[0][:6] for words in blocks] == [
        "欠费 1 项",
        "还有在用的表",
        "押金没有退 ",
        "钥匙借出没有",
    ]
    assert [one.words[:4] for one in look.troubles if not one.blocks] == ["柜里有钥", "报事 B"]
    command = ChangeUnits(UnitChangeKind.SPLIT, (1,), PARTS, TODAY, "业主分成两套")
    with pytest.raises(InvalidInput) as wrong:
        desk.run(change_units, command, desk.supervisor)
    assert "还有 4 件没有办完" in wrong.value.errors["why"]


def test_nothing_new_begins_at_a_unit_that_is_no_more(desk: Desk) -> None:
    made = desk.run(
        change_units, ChangeUnits(UnitChangeKind.SPLIT, (1,), PARTS, TODAY, "业主分成两套"), desk.supervisor
    )
    desk.open()
    told = f"{UNITS[0]}(旧) 已拆分为 {UNITS[0]}、{UNITS[0]}A"
    commands: tuple[tuple[Any, Any], ...] = (
        (add_note, AddNote(1, "老人")),
        (open_meter, OpenMeter(1, MeterKind.WATER, "S-001", TODAY, Decimal(0))),
        (receive_keys, ReceiveKeys((NewKey(KeyKind.DOOR),), OWNER, 1)),
        (receive, Receive(TicketKind.REPAIR, Channel.PHONE, "厨房漏水", unit_id=1, caller="张硕")),
        (let_in, LetIn("王敏", unit_id=1)),
    )
    for service, command in commands:
        with pytest.raises(Refused) as wrong:
            desk.run(service, command, desk.admin)
        assert told in str(wrong.value)
    with pytest.raises(Refused, match="已拆分"):
        desk.take("cash=2000")
    assert len(hindrance_sources) == len(set(hindrance_sources)) == 7
    hits = desk.runner.read(search_desk, "fh-2026-001", TODAY, desk.clock.now(), 5)
    assert [(hit.label, hit.second) for hit in hits] == [
        (made.number, f"{UNITS[0]} → {UNITS[0]}、{UNITS[0]}A")
    ]
