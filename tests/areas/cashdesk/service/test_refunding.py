"""Refunds (M6.5, M6.10, T5, T6): what they give back, what they leave alone, who allows them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frontdesk.areas.cashdesk.documents import Receipt, RefundReceipt
from frontdesk.areas.cashdesk.queries import receipt, refund, refund_rows, refundable
from frontdesk.areas.cashdesk.queries.receipts import ReceiptFilter
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.service import (
    ConfirmCount,
    MakeRefund,
    RefundPrepaid,
    TenderInput,
    confirm_count,
    refund_prepaid,
)
from frontdesk.areas.cashdesk.service import refund as make_refund
from frontdesk.areas.fees.queries import arrears, owed_by_unit
from frontdesk.base.store.papers import paper_document
from frontdesk.base.values import codec
from frontdesk.base.values.errors import NeedsApproval, Refused
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import PARKING, TODAY, WATER, Desk, Y

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """Two charges paid by one receipt yesterday, a third by another; today's shift is open."""
    desk.charge("255.36", month="2026-09")
    desk.charge("100.00", item=PARKING, month="2026-10")
    desk.open()
    desk.collect("cash=200", "wechat=155.36:4200001111")
    desk.charge("60.00", item=WATER)
    desk.collect("cash=60")
    desk.close_day()
    desk.open()
    return desk


def lines_of(desk: Desk, number: str) -> dict[str, int]:
    found = desk.runner.read(refundable, number)
    assert found is not None
    return {line.item: line.id for line in found.lines}


def document(desk: Desk, number: str) -> RefundReceipt:
    found = desk.runner.read(paper_document, "refund", number)
    assert found is not None
    return codec.from_plain(RefundReceipt, found[1])


def test_m6_5_the_whole_receipt_goes_back_the_way_it_was_paid_in_todays_shift(paid: Desk):
    done = paid.refund("SJ1")
    assert (done.number, done.receipt, done.amount) == ("HZ00000001", "SJ00000001", Y("355.36"))
    assert [(t.kind, t.amount, t.reference) for t in done.tenders] == [
        (Tender.CASH, Y("200"), ""),
        (Tender.WECHAT, Y("155.36"), "4200001111"),
    ]
    assert sorted(paid.owed(on=TOMORROW).values()) == [Y("100.00"), Y("255.36")]
    paper = document(paid, done.number)
    assert paper.adds_up
    assert (paper.original, paper.total, paper.approver) == ("SJ00000001", Y("-355.36"), "周敏")
    assert paper.day == TOMORROW
    assert paid.broken() == []


def test_m6_5_before_the_count_it_is_voided_not_refunded(desk: Desk):
    desk.charge("255.36")
    desk.open()
    desk.collect("cash=300")
    with pytest.raises(Refused, match="还没有清点，请直接作废"):
        desk.refund("SJ1")
    desk.close_day()
    desk.open()
    assert desk.refund("SJ1").amount == Y("255.36")


def test_m6_5_it_always_takes_an_approver(paid: Desk):
    command = MakeRefund("SJ1", "业主多交")
    with pytest.raises(NeedsApproval, match=r"SJ00000001 退款 355.36，要主管授权") as asked:
        paid.run(make_refund, command)
    assert asked.value.right == Right.REFUND
    done = paid.run(make_refund, command, approval=paid.leave(Right.REFUND))
    row = paid.runner.read(refund, done.number)
    assert row is not None
    assert (row.row.cashier, row.row.approver) == ("林晓", "周敏")
    paid.open("0", actor=paid.supervisor)
    again = paid.run(make_refund, MakeRefund("SJ2", "重复收"), paid.supervisor)
    own = paid.runner.read(refund, again.number)
    assert own is not None
    assert own.row.approver == "周敏"


def test_m6_10_t6_a_part_of_a_line_touches_nothing_else(paid: Desk):
    """Other payments, other lines and later months stay as they were."""
    parking = lines_of(paid, "SJ1")["车位管理费"]
    paid.refund("SJ1", "cash=30", lines=((parking, Y("30.00")),))
    assert list(paid.owed(on=TOMORROW).values()) == [Y("30.00")]
    first, second = paid.runner.read(receipt, "SJ1"), paid.runner.read(receipt, "SJ2")
    assert first is not None
    assert second is not None
    assert (first.row.refunded, second.row.refunded) == (Y("30"), Y("0"))
    assert [(m.number, m.amount) for m in first.refunds] == [("HZ00000001", Y("30.00"))]
    assert paid.broken() == []


def test_t5_an_early_month_given_back_does_not_make_later_months_owed_again(paid: Desk):
    service = lines_of(paid, "SJ1")["物业服务费"]
    paid.refund("SJ1", "cash=200", "wechat=55.36:R1", lines=((service, Y("255.36")),))
    owed = paid.runner.read(owed_by_unit, 1, TOMORROW, ahead=True)
    assert [(charge.period, charge.owed) for charge in owed] == [("2026-09", Y("255.36"))]


def test_m8_1_on_the_day_before_the_refund_nothing_was_owed(paid: Desk):
    paid.refund("SJ1")
    assert paid.runner.read(arrears, TODAY) == ()
    assert [row.owed for row in paid.runner.read(arrears, TOMORROW)] == [Y("355.36")]


def test_m6_5_never_more_than_was_paid_of_the_line_less_earlier_refunds(paid: Desk):
    parking = lines_of(paid, "SJ1")["车位管理费"]
    paid.refund("SJ1", "cash=30", lines=((parking, Y("30.00")),))
    with pytest.raises(Refused, match=r"还可以退 70.00，不能退 70.01"):
        paid.refund("SJ1", "cash=70.01", lines=((parking, Y("70.01")),))
    with pytest.raises(Refused, match=r"还可以退 325.36，不能退 325.37"):
        paid.refund("SJ1", amount=Y("325.37"))
    rest = paid.refund("SJ1")
    assert rest.amount == Y("325.36")
    with pytest.raises(Refused, match="已经全部退过了"):
        paid.refund("SJ1")
    assert paid.broken() == []


def test_m6_5_an_amount_alone_comes_off_the_last_line_first(paid: Desk):
    paid.refund("SJ1", "cash=120", amount=Y("120.00"))
    found = paid.runner.read(refundable, "SJ1")
    assert found is not None
    assert [(line.item, line.left) for line in found.lines] == [
        ("物业服务费", Y("235.36")),
        ("车位管理费", Y("0")),
    ]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"lines": ()}, "至少填一项"),
        ({"lines": ((99, Y("1")),)}, "不是这张收据上的收费"),
        ({"lines": ((1, Y("0")),)}, "退款要大于零"),
        ({"lines": ((1, Y("1")), (1, Y("1")))}, "填了两次"),
        ({"lines": ((1, Y("1")),), "amount": Y("2")}, "不一样"),
        ({"amount": Y("0")}, "要大于零"),
        ({"reason": " "}, "写明退款的原因"),
        ({"reason": "长" * 201}, "超过 200 个字"),
        ({"payee": "名" * 81}, "超过 80 个字"),
    ],
)
def test_m6_5_what_does_not_fit_is_said_in_words_and_nothing_stands(paid: Desk, more: dict, words: str):
    with pytest.raises(Refused, match=words):
        paid.refund("SJ1", **more)
    assert paid.runner.read(refund_rows, ReceiptFilter()) == ()
    assert paid.owed(on=TOMORROW) == {}
    assert paid.refund("SJ1").number == "HZ00000001"


def test_m6_5_the_tenders_must_make_the_refund(paid: Desk):
    with pytest.raises(Refused, match=r"退款方式合计 300.00，要退的是 355.36"):
        paid.refund("SJ1", "cash=300")
    with pytest.raises(Refused, match="转账要填交易单号"):
        paid.refund("SJ1", "transfer=355.36")
    assert paid.refund("SJ1", "transfer=355.36:T9").tenders[0].reference == "T9"


def test_m6_5_no_shift_no_receipt_void_receipt(paid: Desk):
    with pytest.raises(Refused, match="没有收据 SJ99"):
        paid.refund("SJ99")
    paid.close_day()
    with pytest.raises(Refused, match="还没有开班"):
        paid.refund("SJ1")
    paid.charge("10.00")
    paid.open()
    taken = paid.collect("cash=10")
    paid.void(taken.number)
    with pytest.raises(Refused, match="已经作废，不用再退"):
        paid.refund(taken.number)


def test_t23_the_same_press_twice_refunds_once(paid: Desk):
    first = paid.refund("SJ2", token="r1")
    again = paid.refund("SJ2", token="r1")
    assert (again.number, again.again) == (first.number, True)
    assert [row.number for row in paid.runner.read(refund_rows, ReceiptFilter())] == ["HZ00000001"]


def test_m6_5_a_refunded_receipt_is_not_voided(desk: Desk):
    """Where what it prepaid was used, a receipt of the open shift is refunded in part instead."""
    desk.charge("100.00", month="2026-10")
    desk.open()
    first = desk.collect("cash=300", prepay=Y("200"))
    desk.charge("150.00", item=PARKING)
    desk.collect("prepaid=150")
    with pytest.raises(Refused, match=r"200.00 预存已经用掉一部分，只剩 50.00"):
        desk.void(first.number)
    fee = lines_of(desk, first.number)["物业服务费"]
    desk.refund(first.number, "cash=100", lines=((fee, Y("100")),))
    with pytest.raises(Refused, match="已经由 HZ00000001 红冲"):
        desk.void(first.number)
    assert desk.broken() == []


def test_m6_3_what_was_paid_out_of_prepaid_goes_back_there(desk: Desk):
    desk.open()
    desk.collect("cash=100", prepay=Y("100"))
    desk.charge("255.36")
    desk.collect("prepaid=100", "cash=155.36")
    desk.close_day()
    desk.open()
    with pytest.raises(Refused, match=r"有 100.00 是用预存付的，要退回预存，现金最多退 155.36"):
        desk.refund("SJ2", "cash=255.36")
    done = desk.refund("SJ2", amount=Y("120"))
    assert [(t.kind, t.amount) for t in done.tenders] == [(Tender.PREPAID, Y("100")), (Tender.CASH, Y("20"))]
    assert desk.prepaid() == Y("100")
    rest = desk.refund("SJ2")
    assert [(t.kind, t.amount) for t in rest.tenders] == [(Tender.CASH, Y("135.36"))]
    assert desk.broken() == []


def test_m6_3_a_refund_may_stay_with_the_office_as_prepaid(paid: Desk):
    done = paid.refund("SJ2", "prepaid=60")
    assert paid.prepaid() == Y("60")
    assert document(paid, done.number).prepaid_balance == Y("60")
    assert paid.broken() == []


def test_m6_3_prepaid_money_is_paid_back_never_more_than_stands(desk: Desk):
    desk.open()
    desk.collect("cash=300", prepay=Y("300"))
    give = RefundPrepaid(1, "搬走了", (_cash("120"),), Y("120"))
    with pytest.raises(NeedsApproval, match=r"3-1-1202 退预存 120.00"):
        desk.run(refund_prepaid, give)
    done = desk.run(refund_prepaid, give, approval=desk.leave(Right.REFUND))
    assert (done.number, done.receipt, desk.prepaid()) == ("HZ00000001", "", Y("180"))
    paper = document(desk, done.number)
    assert (paper.original, paper.payee, paper.prepaid_balance) == ("", "张硕", Y("180"))
    for amount, words in (("180.01", r"预存是 180.00，不能退 180.01"), ("0", "不能退 0.00")):
        with pytest.raises(Refused, match=words):
            desk.run(
                refund_prepaid,
                RefundPrepaid(1, "搬走了", (_cash("1"),), Y(amount)),
                approval=desk.leave(Right.REFUND),
            )
    desk.run(refund_prepaid, RefundPrepaid(1, "搬走了", (_cash("180"),)), approval=desk.leave(Right.REFUND))
    with pytest.raises(Refused, match="没有预存，不用退"):
        desk.run(refund_prepaid, give, approval=desk.leave(Right.REFUND))
    assert desk.broken() == []


def test_m6_3_a_prepaid_line_is_refunded_only_while_the_money_stands(desk: Desk):
    desk.open()
    desk.collect("cash=200", prepay=Y("200"))
    desk.charge("150.00")
    desk.collect("prepaid=150")
    desk.close_day()
    desk.open()
    with pytest.raises(Refused, match=r"预存已经用掉，只剩 50.00，不能退 200.00"):
        desk.refund("SJ1")
    with pytest.raises(Refused, match="不能再退回预存"):
        desk.refund("SJ1", "prepaid=50", amount=Y("50"))
    desk.refund("SJ1", amount=Y("50"))
    assert desk.prepaid() == Y("0")
    assert desk.broken() == []


def test_m6_3_what_was_dropped_is_taken_back_with_the_last_part(desk: Desk):
    """Never more goes back than was paid: 255.36 and 100.00 less 0.36."""
    desk.charge("255.36", month="2026-09")
    desk.charge("100.00", item=PARKING)
    desk.open()
    desk.collect("cash=355", rounding=Y("0.36"))
    desk.close_day()
    desk.open()
    line = lines_of(desk, "SJ1")
    assert desk.refund("SJ1", lines=((line["车位管理费"], Y("100")),)).amount == Y("100")
    with pytest.raises(Refused, match=r"还可以退 255.00，不能退 255.01"):
        desk.refund("SJ1", amount=Y("255.01"))
    rest = desk.refund("SJ1")
    assert rest.amount == Y("255.00")
    told = document(desk, rest.number)
    assert [(row.item, row.amount) for row in told.lines] == [
        ("物业服务费", Y("-255.36")),
        ("抹零", Y("0.36")),
    ]
    assert told.adds_up
    assert desk.broken() == []


def test_t6_a_refunded_receipt_says_so_when_it_is_printed_again(paid: Desk):
    """The stored document stays; the mark is added to the print like 补打."""
    before = paid.runner.read(paper_document, "receipt", "SJ00000001")
    paid.refund("SJ1", amount=Y("55.36"))
    after = paid.runner.read(paper_document, "receipt", "SJ00000001")
    assert before == after
    detail = paid.runner.read(receipt, "SJ1")
    assert detail is not None
    assert [(m.number, m.amount) for m in detail.refunds] == [("HZ00000001", Y("55.36"))]
    assert after is not None
    assert codec.from_plain(Receipt, after[1]).refunds == ()


def test_t24_a_shift_of_an_earlier_day_does_not_refund_a_later_receipt(desk: Desk):
    desk.charge("100.00")
    desk.open()
    desk.clock.forward(days=1)
    desk.open(actor=desk.supervisor)
    desk.collect("cash=100", actor=desk.supervisor)
    desk.run(confirm_count, ConfirmCount(None, {Y("100"): 6}), desk.supervisor, yes=("close_check",))
    with pytest.raises(Refused, match="比收据的日期早"):
        desk.refund("SJ1")


def _cash(amount: str) -> TenderInput:
    return TenderInput(Tender.CASH, Y(amount))
