"""Prepayments, 抹零, late fees and months ahead on one receipt (M5.3, M6.2, M6.3, M6.8), and how a void undoes each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.cashdesk.documents import Receipt
from frontdesk.areas.cashdesk.queries import prepaid_moves, prepaid_units, receipt
from frontdesk.areas.cashdesk.rules.kinds import ROUND_OFF_SETTING, Tender
from frontdesk.areas.fees.queries.late_fees import unit_late_fees
from frontdesk.areas.fees.rules.kinds import Category, Pricing
from frontdesk.areas.fees.service import AddFeeItem, add_fee_item
from frontdesk.areas.fees.service.late_fees import SetLateFee, set_late_fee
from frontdesk.base.store.papers import paper_document
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.periods import Month
from tests.areas.cashdesk.desk import PARKING, TODAY, UNITS, Desk, Y


def told(desk: Desk, number: str) -> list[tuple[str, str, str]]:
    found = desk.runner.read(receipt, number)
    assert found is not None
    return [(line.source_kind, line.item, line.amount.plain) for line in found.lines]


def paper(desk: Desk, number: str) -> Receipt:
    found = desk.runner.read(paper_document, "receipt", number)
    assert found is not None
    return codec.from_plain(Receipt, found[1])


# -- 预存 --


def test_m6_3_cash_over_what_is_due_becomes_a_prepayment_when_the_clerk_says_so(desk: Desk):
    desk.charge("255.36")
    desk.open()
    done = desk.collect("cash=300", prepay=Y("44.64"))
    assert (done.settled, done.change, done.prepaid) == (Y("300"), ZERO, Y("44.64"))
    assert told(desk, done.number) == [("charge", "物业服务费", "255.36"), ("prepaid", "预存款", "44.64")]
    shown = paper(desk, done.number)
    assert shown.adds_up
    assert shown.prepaid_balance == Y("44.64")
    assert desk.broken() == []


def test_m6_3_a_unit_that_owes_nothing_can_prepay(desk: Desk):
    desk.open()
    done = desk.collect("wechat=500:R1", prepay=Y("500"))
    assert told(desk, done.number) == [("prepaid", "预存款", "500.00")]
    assert desk.prepaid() == Y("500")
    with pytest.raises(Refused, match="没有欠费，什么也没有收"):
        desk.collect("cash=10")
    with pytest.raises(Refused, match="不能是负数"):
        desk.collect("cash=10", prepay=Y("-1"))
    with pytest.raises(Refused, match=r"不够本次收款 20.00"):
        desk.collect("cash=10", prepay=Y("20"))


def test_m6_1_prepaid_money_pays_later_without_a_reference(desk: Desk):
    desk.open()
    desk.collect("cash=300", prepay=Y("300"))
    desk.charge("255.36")
    done = desk.collect("prepaid=255.36")
    assert (done.settled, done.prepaid) == (Y("255.36"), Y("44.64"))
    assert paper(desk, done.number).tenders[0].kind == "预存抵扣"
    moves = desk.runner.read(prepaid_moves, 1)
    assert [(m.amount, m.balance, m.number) for m in moves] == [
        (Y("300"), Y("300"), "SJ00000001"),
        (Y("-255.36"), Y("44.64"), "SJ00000002"),
    ]
    assert [(row.unit, row.balance) for row in desk.runner.read(prepaid_units)] == [(UNITS[0], Y("44.64"))]
    assert desk.runner.read(prepaid_units, date(2026, 11, 20)) == ()
    assert desk.broken() == []


def test_m6_3_never_more_than_stands_and_not_to_and_fro(desk: Desk):
    desk.charge("255.36")
    desk.open()
    desk.collect("cash=100", prepay=Y("100"), lines=())
    assert desk.owed() != {}
    with pytest.raises(Refused, match=r"预存只有 100.00，不够抵扣 255.36"):
        desk.collect("prepaid=255.36")
    with pytest.raises(Refused, match="不能一边用预存抵扣、一边又存预存"):
        desk.collect("prepaid=100", "cash=200", prepay=Y("44.64"))
    with pytest.raises(Refused, match="不能找零"):
        desk.collect("prepaid=100", amount="50")
    with pytest.raises(Refused, match="没有欠费"):
        desk.collect("prepaid=1", unit=UNITS[1])
    mixed = desk.collect("prepaid=100", "cash=160")
    assert (mixed.settled, mixed.change, mixed.prepaid) == (Y("255.36"), Y("4.64"), ZERO)
    assert desk.broken() == []


def test_m6_3_the_database_itself_keeps_a_balance_above_nothing(both: Desk):
    both.open()
    both.collect("cash=100", prepay=Y("100"))
    statement = (
        "INSERT INTO prepaid_move (unit_id, amount, source_kind, source_id, business_on, at, by)"
        " SELECT unit_id, -10001, source_kind, source_id, business_on, at, by FROM prepaid_move"
    )
    with both.db.writer.connect() as connection, pytest.raises(DBAPIError, match="more than is prepaid"):
        connection.execute(text(statement))


def test_m6_5_a_void_takes_back_what_it_prepaid_and_gives_back_what_it_used(desk: Desk):
    desk.open()
    first = desk.collect("cash=300", prepay=Y("300"))
    desk.charge("255.36")
    second = desk.collect("prepaid=255.36")
    with pytest.raises(Refused, match=r"300.00 预存已经用掉一部分，只剩 44.64，不能作废"):
        desk.void(first.number)
    desk.void(second.number)
    assert desk.prepaid() == Y("300")
    assert list(desk.owed().values()) == [Y("255.36")]
    desk.void(first.number)
    assert desk.prepaid() == ZERO
    assert desk.broken() == []


def test_t23_the_same_press_twice_tells_the_balance(desk: Desk):
    desk.open()
    desk.collect("cash=300", prepay=Y("300"), token="p")
    again = desk.collect("cash=300", prepay=Y("300"), token="p")
    assert (again.again, again.prepaid) == (True, Y("300"))


def test_t24_a_shift_of_yesterday_does_not_use_what_was_prepaid_today(desk: Desk):
    """On its own business date there was nothing prepaid yet."""
    desk.charge("80.00")
    desk.open()
    desk.clock.forward(days=1)
    desk.open(actor=desk.supervisor)
    desk.collect("cash=100", prepay=Y("100"), lines=(), actor=desk.supervisor)
    with pytest.raises(Refused, match="本班日期更早，请先结班"):
        desk.collect("prepaid=80")
    assert desk.collect("prepaid=80", actor=desk.supervisor).prepaid == Y("20")
    assert desk.runner.read(prepaid_units, TODAY) == ()
    assert desk.broken() == []


# -- 抹零 --


def test_m6_3_the_fen_of_a_cash_payment_is_dropped_as_a_line_of_its_own(desk: Desk):
    charge = desk.charge("255.36")
    desk.open()
    done = desk.collect("cash=300", rounding=Y("0.36"))
    assert (done.settled, done.change) == (Y("255.00"), Y("45.00"))
    assert told(desk, done.number) == [("charge", "物业服务费", "255.36"), ("rounding", "抹零", "-0.36")]
    assert desk.owed() == {}
    desk.void(done.number)
    assert desk.owed() == {charge: Y("255.36")}
    assert desk.broken() == []


@pytest.mark.parametrize(
    ("tenders", "rounding", "limit", "words"),
    [
        (("cash=254",), "1.00", "0.99", r"抹零最多 0.99，不能抹 1.00"),
        (("cash=255",), "0.36", "0", "没有开抹零"),
        (("wechat=255:R",), "0.36", "0.99", "只有现金可以抹零"),
        (("cash=255",), "-0.36", "0.99", "抹零不能是负数"),
        (("cash=1",), "255.36", "999", "抹零要比收的费用小"),
    ],
)
def test_m6_3_dropping_has_its_limit(
    desk: Desk, tenders: tuple[str, ...], rounding: str, limit: str, words: str
):
    desk.set(ROUND_OFF_SETTING, limit)
    desk.charge("255.36")
    desk.open()
    with pytest.raises(Refused, match=words):
        desk.collect(*tenders, rounding=Y(rounding))
    assert list(desk.owed().values()) == [Y("255.36")]


def test_m7_5_what_is_dropped_comes_off_the_cash_column(desk: Desk):
    desk.charge("255.36")
    shift = desk.open()
    desk.collect("wechat=200:R1", "cash=55", rounding=Y("0.36"))
    desk.count("100=5,50=1,5=1", {Tender.WECHAT: (1, Y("200"))})
    cells = desk.reveal(shift).figures.cells()
    assert cells["抹零", Tender.CASH] == Y("-0.36")
    assert cells["物业服务费", Tender.WECHAT] == Y("200")


# -- 违约金 --


@pytest.fixture
def late(desk: Desk) -> Desk:
    """255.36 due on 31 October, 21 days late at 0.05 % a day: 2.68 (M5.2)."""
    desk.run(
        set_late_fee, SetLateFee(1, date(2026, 10, 1), Decimal("0.0005")), desk.admin, yes=("late_fee.past",)
    )
    desk.charge("255.36", month="2026-10")
    desk.charge("80.00", item=PARKING)
    desk.open()
    return desk


def test_m6_2_the_oldest_due_is_settled_first_with_its_late_fee(late: Desk):
    done = late.collect("cash=400")
    assert (done.settled, done.change) == (Y("338.04"), Y("61.96"))
    assert told(late, done.number) == [
        ("charge", "物业服务费", "255.36"),
        ("charge", "违约金", "2.68"),
        ("charge", "车位管理费", "80.00"),
    ]
    lines = paper(late, done.number).lines
    assert lines[1].period == "2026-10"
    assert "21" in lines[1].how
    assert late.owed() == {}
    assert late.broken() == []


def test_m5_3_what_was_collected_is_not_asked_for_again_and_a_void_gives_it_back(late: Desk):
    done = late.collect("cash=400")
    assert all(not fee.open for fee in late.runner.read(unit_late_fees, 1, TODAY).values())
    late.void(done.number)
    fees = late.runner.read(unit_late_fees, 1, TODAY)
    assert [fee.open for fee in fees.values()] == [Y("2.68")]
    assert sorted(late.owed().values()) == [Y("80.00"), Y("255.36")]
    again = late.collect("cash=400")
    assert again.settled == Y("338.04")
    assert late.broken() == []


def test_m5_1_what_has_accrued_stays_owed_when_the_principal_is_paid(late: Desk):
    late.collect("cash=336", late_fees=False)
    assert late.owed() == {}
    late.clock.forward(days=3)
    done = late.collect("cash=10")
    assert told(late, done.number) == [("charge", "违约金", "2.68")]
    assert late.broken() == []


def test_m6_2_the_clerk_may_leave_it_or_take_part_of_it(late: Desk):
    charge = min(late.owed())
    late.collect("cash=256", lines=((charge, Y("255.36")),))
    part = late.collect("cash=1", late_fees=((charge, Y("1.00")),))
    assert told(late, part.number) == [("charge", "违约金", "1.00")]
    with pytest.raises(Refused, match=r"违约金是 1.68，不能收 1.69"):
        late.collect("cash=2", late_fees=((charge, Y("1.69")),))
    rest = late.collect("cash=100")
    assert told(late, rest.number) == [("charge", "违约金", "1.68"), ("charge", "车位管理费", "80.00")]
    with pytest.raises(Refused, match="已经收过或不再计"):
        late.collect("cash=2", late_fees=((charge, Y("1")),))
    assert late.broken() == []


def test_m6_2_with_chosen_charges_the_late_fees_of_just_these(late: Desk):
    charge = min(late.owed())
    done = late.collect("cash=258.04", lines=((charge, Y("255.36")),), late_fees=True)
    assert (done.settled, done.change) == (Y("258.04"), ZERO)


def test_m5_3_a_refund_of_the_late_fee_alone_lets_it_show_again(late: Desk):
    late.collect("cash=400")
    late.close_day()
    late.open()
    fee = next(line for line in _refundable(late, "SJ1") if line.item == "违约金")
    late.refund("SJ1", lines=((fee.id, fee.amount),))
    found = late.runner.read(unit_late_fees, 1, late.clock.today())
    assert [(row.open, row.owed) for row in found.values()] == [(Y("2.68"), ZERO)]
    assert late.broken() == []


def test_t24_two_shifts_of_two_days_do_not_collect_the_same_late_fee(late: Desk):
    late.clock.forward(days=1)
    late.open(actor=late.supervisor)
    charge = min(late.owed())
    first = late.collect("cash=2.81", late_fees=((charge, Y("2.81")),), actor=late.supervisor)
    assert first.settled == Y("2.81")
    with pytest.raises(Refused, match="已经收过或不再计"):
        late.collect("cash=1", late_fees=((charge, Y("0.01")),))
    late.void(first.number, actor=late.supervisor)
    assert late.runner.read(unit_late_fees, 1, TODAY)[charge].open == Y("2.68")
    assert late.broken() == []


# -- 预交 --


@pytest.fixture
def monthly(desk: Desk) -> Desk:
    desk.run(
        add_fee_item,
        AddFeeItem(
            "公共能耗费", Category.OTHER, Pricing.UNIT, price=Decimal("30"), price_from=date(2026, 1, 1)
        ),
        desk.admin,
    )
    desk.open()
    return desk


MONTHS = (Month(2026, 12), Month(2027, 1), Month(2027, 2))


def test_m6_8_months_ahead_are_charged_and_paid_in_one_stroke(monthly: Desk):
    monthly.charge("255.36")
    done = monthly.collect("cash=400", months=MONTHS)
    assert (done.settled, done.change) == (Y("345.36"), Y("54.64"))
    assert [item for _, item, _ in told(monthly, done.number)] == ["物业服务费", *["公共能耗费"] * 3]
    with pytest.raises(Refused, match="可以直接收款"):
        monthly.collect("cash=400", months=MONTHS)
    assert monthly.broken() == []


def test_m6_8_months_that_are_billed_already_are_paid_all_the_same(monthly: Desk):
    first = monthly.collect("cash=90", months=MONTHS)
    monthly.void(first.number)
    again = monthly.collect("cash=60", months=MONTHS[:2])
    assert [amount for _, _, amount in told(monthly, again.number)] == ["30.00", "30.00"]
    assert list(monthly.owed().values()) == [Y("30")]
    assert monthly.broken() == []


def test_m6_8_a_refusal_makes_no_charge(monthly: Desk):
    with pytest.raises(Refused, match="不能找零"):
        monthly.collect("wechat=100:R", months=MONTHS)
    assert monthly.owed() == {}


def test_m6_8_with_chosen_charges_the_months_come_on_top(monthly: Desk):
    charge = monthly.charge("255.36")
    monthly.charge("80.00", item=PARKING)
    done = monthly.collect("cash=285.36", lines=((charge, Y("255.36")),), months=MONTHS[:1])
    assert [amount for _, _, amount in told(monthly, done.number)] == ["255.36", "30.00"]


def _refundable(desk: Desk, number: str):
    from frontdesk.areas.cashdesk.queries import refundable

    found = desk.runner.read(refundable, number)
    assert found is not None
    return found.lines
