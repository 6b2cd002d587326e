"""What waits at the reception on the start page, the unit card and in search (D0.1–D0.3, D2.4, D2.8, T21)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.app.searching import way_to
from frontdesk.areas.reception.service.found import TakeFound, take_found
from frontdesk.areas.reception.service.parcels import CollectParcels, TakeParcel, collect_parcels, take_parcel
from frontdesk.areas.reception.service.shift_log import SignNote, WriteNote, sign_note, write_note
from frontdesk.areas.reception.service.visits import LetIn, LetOut, let_in, let_out
from frontdesk.areas.today.queries import TodayGroup, pane_facts, search, today_groups, unit_card
from tests.areas.cashdesk.desk import Desk


def groups(desk: Desk, actor: Any = None) -> dict[str, TodayGroup]:
    found = desk.runner.read(today_groups, actor or desk.cashier, desk.clock.today(), desk.clock.now())
    return {group.title: group for group in found}


def test_D0_3_what_waits_too_long_is_asked_for_until_it_goes(both: Desk) -> None:
    made = both.run(
        take_parcel, TakeParcel(unit_id=1, taker="张硕", pieces=2, shelf="后柜"), both.receptionist
    )
    visit = both.run(let_in, LetIn("郑凯", 1, why="维修", pass_number="07"), both.receptionist)
    both.run(take_found, TakeFound("钱包", "大堂", "王芳"), both.receptionist)
    assert not {"久放未领的快递", "隔天未离的访客", "该移交的失物"} & set(groups(both))
    both.clock.forward(days=31)
    found = groups(both)
    line = found["久放未领的快递"].lines[0]
    assert (line.text, line.when, line.target) == ("快递 2 件，后柜", "放了 31 天", "parcels")
    assert found["隔天未离的访客"].lines[0].number == "访客证 07"
    assert found["该移交的失物"].lines[0].right == "移交派出所"
    both.run(collect_parcels, CollectParcels((made.id,), "张硕"), both.receptionist)
    both.run(let_out, LetOut((visit.id,)), both.receptionist)
    assert not {"久放未领的快递", "隔天未离的访客"} & set(groups(both))
    assert "该移交的失物" not in groups(both, both.financier)


def test_D2_8_the_note_is_said_to_who_comes_until_it_is_signed(both: Desk) -> None:
    made = both.run(write_note, WriteNote("电梯已修复\n快递 6 件", shift="夜班"), both.supervisor)
    assert "交接班待签收" not in groups(both, both.supervisor)
    line = groups(both)["交接班待签收"].lines[0]
    assert (line.text, line.person, line.arguments) == (
        "电梯已修复；快递 6 件",
        "周敏",
        {"text": made.number},
    )
    note = both.runner.read(pane_facts, both.cashier, both.clock.today()).note
    assert note is not None
    assert note.points == ("电梯已修复", "快递 6 件")
    both.run(sign_note, SignNote(made.id), both.cashier)
    assert "交接班待签收" not in groups(both)


def test_D0_2_the_card_has_what_waits_and_who_is_inside(both: Desk) -> None:
    both.run(take_parcel, TakeParcel(unit_id=1, taker="张硕"), both.receptionist)
    both.run(take_parcel, TakeParcel(unit_id=2, taker="李静"), both.receptionist)
    both.run(let_in, LetIn("郑凯", 1, why="访友"), both.receptionist)
    card = both.runner.read(unit_card, 1, both.clock.today(), both.clock.now())
    assert [row.taker for row in card.parcels] == ["张硕"]
    assert [row.name for row in card.visitors] == ["郑凯"]


@pytest.mark.parametrize("typed", ["SF140392", "sf1403921180036", "KD-20261121-001", "kd-20261121-001"])
def test_D0_1_a_scanned_waybill_finds_the_parcel(desk: Desk, typed: str) -> None:
    desk.run(take_parcel, TakeParcel(unit_id=1, taker="张硕", tracking="SF1403921180036"), desk.receptionist)
    hits = [
        hit
        for hit in desk.runner.read(search, typed, limit=12, today=desk.clock.today(), now=desk.clock.now())
        if hit.kind == "parcel"
    ]
    assert [hit.second for hit in hits] == ["快递 1 件，张硕"]
    assert way_to(hits[0]) == ("parcels", {"text": "KD-20261121-001", "show": "ALL"})
