"""What the start page and the unit card read (D0.2, D0.3, T21)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from frontdesk.areas.archives.rules.kinds import NoteLevel, RoleKind
from frontdesk.areas.archives.service import (
    AddNote,
    AddPet,
    AddRole,
    AddVehicle,
    SavePerson,
    add_note,
    add_pet,
    add_role,
    add_vehicle,
    save_person,
)
from frontdesk.areas.cashdesk.service import PrintReceipt, print_receipt
from frontdesk.areas.fees.rules.kinds import Category, DeliveryWay, Pricing, ReductionKind
from frontdesk.areas.fees.service import (
    AddFeeItem,
    AddReduction,
    IssueNotices,
    RecordDelivery,
    add_fee_item,
    add_reduction,
    issue_notices,
    record_delivery,
)
from frontdesk.areas.today.queries import TodayGroup, today_groups, unit_card
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from tests.areas.cashdesk.desk import SHANGHAI, TODAY, UNITS, Desk

NOVEMBER = Month(2026, 11)


def _groups(desk: Desk, on: date = TODAY) -> dict[str, TodayGroup]:
    found = desk.runner.read(today_groups, desk.cashier, on)
    return {group.title: group for group in found}


def test_a_calm_day_asks_for_nothing(desk: Desk) -> None:
    """D0.3"""
    assert _groups(desk) == {}


def test_arrears_show_once_three_months_have_gone_and_lead_to_the_cashier(desk: Desk) -> None:
    """D0.3"""
    desk.charge("255.36", month="2026-08")  # due 2026-08-31: 82 days
    assert _groups(desk) == {}
    line = _groups(desk, date(2026, 11, 30))["欠费 3 个月以上"].lines[0]
    assert (line.unit, line.when, line.right) == ("3-1-1202", "逾期 91 天", "255.36")
    assert (line.target, line.arguments) == ("collect", {"unit_id": 1})


def test_what_was_paid_is_not_asked_for_any_more(desk: Desk) -> None:
    """T21: nothing is a stored reminder."""
    desk.charge("100.00", month="2026-05")
    assert "欠费 3 个月以上" in _groups(desk)
    desk.open()
    desk.collect("cash=100")
    assert _groups(desk) == {}


def test_notices_wait_until_they_are_at_the_door(desk: Desk) -> None:
    desk.charge("255.36")
    batch = desk.run(issue_notices, IssueNotices(NOVEMBER), desk.supervisor)
    waiting = _groups(desk)["待送通知"]
    assert waiting.count == 1
    assert waiting.lines[0].text == "缴费通知单 1 份，待送"
    desk.run(record_delivery, RecordDelivery(batch.numbers, DeliveryWay.ON_DOOR), desk.supervisor)
    assert "待送通知" not in _groups(desk)


def test_leases_and_vaccinations_that_end_within_a_month(desk: Desk) -> None:
    tenant = desk.run(save_person, SavePerson(None, "曾姝"), desk.admin)
    role = AddRole(1, tenant, RoleKind.TENANT, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 1))
    desk.run(add_role, role, desk.admin)
    desk.run(add_pet, AddPet(1, "豆豆", "柯基", vaccinated_until=date(2026, 11, 1)), desk.admin)
    groups = _groups(desk)
    lease = groups["一个月内到期的租约"].lines[0]
    # The end is the first day that does not belong to it; the clerk reads the last that does.
    assert (lease.when, lease.person) == ("11-30", "曾姝")
    assert groups["疫苗到期"].lines[0].tone == "bad"
    assert "一个月内到期的租约" not in _groups(desk, date(2026, 10, 1))


def test_a_shift_left_open_is_told_to_its_cashier_and_to_who_may_close_it(desk: Desk) -> None:
    """M7.6"""
    desk.open()
    desk.clock.at = datetime(2026, 11, 22, 8, 0, tzinfo=SHANGHAI)
    tomorrow = date(2026, 11, 22)
    assert _groups(desk, tomorrow)["没有结的班"].lines[0].target == "close"
    seen = {g.title for g in desk.runner.read(today_groups, desk.supervisor, tomorrow)}
    assert "没有结的班" in seen
    assert {g.title for g in desk.runner.read(today_groups, desk.receptionist, tomorrow)} == set()


def test_the_card_shows_everything_of_a_unit(desk: Desk) -> None:
    """D0.2, D1.9"""
    child = desk.run(save_person, SavePerson(None, "林芳", phone="13956122216"), desk.admin)
    desk.run(add_role, AddRole(1, child, RoleKind.FAMILY, relation="配偶"), desk.admin)
    desk.run(add_vehicle, AddVehicle(1, "浙A·8ZS61", "白色", "轿车"), desk.admin)
    desk.run(add_note, AddNote(1, "家有 78 岁老人", NoteLevel.WATCH), desk.admin)
    desk.charge("255.36", month="2026-10")
    desk.charge("80.00", item="车位管理费")
    desk.open()
    paid = desk.collect("cash=100", amount="100")
    desk.run(print_receipt, PrintReceipt(paid.number))
    card = desk.runner.read(unit_card, 1, TODAY)
    assert (card.unit.code, card.unit.built_area) == ("3-1-1202", Decimal("89.6"))
    assert [(p.name, p.role.value, p.phone) for p in card.people] == [
        ("张硕", "业主", ""),
        ("林芳", "家庭成员", "139****2216"),
    ]
    assert [c.owed for c in card.owed] == [Money.yuan("155.36"), Money.yuan(80)]
    assert card.owed[0].overdue_days == 21
    assert card.payment_words[paid.number] == "物业服务费 2026-10"
    assert card.vehicles[0].plate == "浙A·8ZS61"
    assert {e.kind for e in card.events} >= {"payment", "note"}


def test_the_card_of_a_past_day_knows_who_lived_there_then(desk: Desk) -> None:
    """T15"""
    tenant = desk.run(save_person, SavePerson(None, "曾姝"), desk.admin)
    role = AddRole(1, tenant, RoleKind.TENANT, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 1))
    desk.run(add_role, role, desk.admin)
    names = [p.name for p in desk.runner.read(unit_card, 1, date(2026, 5, 31)).people]
    assert "曾姝" in names
    assert "曾姝" not in [p.name for p in desk.runner.read(unit_card, 1, date(2026, 6, 1)).people]
    assert len(UNITS) == 3


def test_reductions_that_end_soon_are_reminded_of(desk: Desk) -> None:
    """D0.3: a vacant unit pays in full again; somebody looks whether it still stands empty."""
    fee = AddFeeItem(
        "高层物业费", Category.SERVICE, Pricing.UNIT, price=Decimal(90), price_from=date(2026, 1, 1)
    )
    item = desk.run(add_fee_item, fee, desk.supervisor)
    command = AddReduction(
        1, item, ReductionKind.VACANT, date(2026, 8, 1), date(2026, 12, 10), Decimal("0.7"), "空置"
    )
    desk.run(add_reduction, command, desk.supervisor)
    line = _groups(desk)["快到期的减免"].lines[0]
    assert (line.when, line.unit, line.right) == ("12-09", "3-1-1202", "仍缴 70%")
    assert (line.target, line.arguments) == ("reductions", {"state": "ending"})
    assert "快到期的减免" not in _groups(desk, date(2026, 11, 1))
    assert "快到期的减免" not in _groups(desk, date(2026, 12, 10))
