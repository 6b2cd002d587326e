"""The start page about arrears (D0.3, T21): promises due, limitation running out, demands whose turn it is."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.areas.fees.rules.kinds import CallResult, DeliveryWay, NoticeKind
from frontdesk.areas.fees.service import IssueNotices, RecordDelivery, issue_notices, record_delivery
from frontdesk.areas.fees.service.calls import RecordCall, record_call
from frontdesk.areas.fees.service.steps import IssueDemands, issue_demands
from frontdesk.areas.today.queries.start import TodayGroup, today_groups
from frontdesk.base.store.database import Database
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from tests.areas.fees.office import Office

Y = Money.yuan


@pytest.fixture
def office(db: Database) -> Office:
    made = Office(db)
    made.build()
    made.unit("1-1-0101")
    made.unit("1-1-0102", owner="王磊")
    made.item("物业服务费")
    return made


def groups(office: Office) -> dict[str, TodayGroup]:
    found = office.runner.read(today_groups, office.admin, office.clock.today())
    return {group.title: group for group in found}


def test_m8_3_a_demand_is_asked_for_from_the_day_its_turn_comes(office: Office) -> None:
    office.bill("2026-10")
    batch = office.run(issue_notices, IssueNotices(Month(2026, 10)))
    assert "可以升级的催缴" not in groups(office)
    office.run(record_delivery, RecordDelivery(batch.numbers[:1], DeliveryWay.ON_DOOR))
    office.clock.forward(days=6)
    assert "可以升级的催缴" not in groups(office)
    office.clock.forward(days=1)
    group = groups(office)["可以升级的催缴"]
    assert group.count == 1
    line = group.lines[0]
    assert (line.unit, line.text, line.when) == ("1-1-0101", "该发催缴单（第一次）", "11-28 起")
    assert (line.target, line.arguments) == ("demands", {"unit_id": office.units["1-1-0101"]})
    demand = office.run(issue_demands, IssueDemands(NoticeKind.FIRST, unit_ids=(office.units["1-1-0101"],)))
    found = groups(office)
    assert "可以升级的催缴" not in found
    # A demand is no payment notice: what waits to be delivered there is the other unit's.
    assert found["待送通知"].count == 1
    assert demand.numbers == ("CJ-202611-1-0001",)


def test_promises_stand_on_the_start_page_on_their_day_and_after(office: Office) -> None:
    office.bill("2026-10")
    unit = office.units["1-1-0102"]
    office.run(record_call, RecordCall(unit, CallResult.PROMISED, amount=Y("100"), due_on=date(2026, 11, 23)))
    office.clock.forward(days=1)
    assert "承诺到期" not in groups(office)
    office.clock.forward(days=1)
    line = groups(office)["承诺到期"].lines[0]
    assert (line.when, line.unit, line.right, line.target) == ("今天到期", "1-1-0102", "100.00", "calls")
    office.clock.forward(days=1)
    assert groups(office)["承诺到期"].lines[0].when == "没有兑现"
    office.pay({charge.id: charge.owed for charge in office.charges(unit_id=unit)})
    assert "承诺到期" not in groups(office)


def test_m8_4_what_runs_out_within_ninety_days_stands_on_the_start_page(office: Office) -> None:
    item = office.by_hand()
    office.charge("1-1-0101", item, "88", date(2024, 1, 1), date(2024, 1, 31))
    office.charge("1-1-0101", item, "99", date(2023, 1, 1), date(2023, 1, 31))
    group = groups(office)["时效将满"]
    assert group.count == 1
    assert (group.lines[0].when, group.lines[0].tone, group.lines[0].right) == ("还有 71 天", "warn", "88.00")
    office.clock.forward(days=72)
    assert "时效将满" not in groups(office)
