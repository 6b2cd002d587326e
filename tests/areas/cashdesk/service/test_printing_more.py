"""Refunds, deposits and settlements on paper: stored, printed, marked (M6.6, T6, T12)."""

from __future__ import annotations

import pytest

from frontdesk.areas.cashdesk.queries import deposit, refund, settlement
from frontdesk.areas.cashdesk.service import (
    PrintDayReport,
    PrintDeposit,
    PrintReceipt,
    PrintRefund,
    PrintSettlement,
    VoidDeposit,
    print_day_report,
    print_deposit,
    print_receipt,
    print_refund,
    print_settlement,
    void_deposit,
)
from frontdesk.base.values.errors import Refused
from tests.areas.cashdesk.desk import Desk, Y
from tests.areas.cashdesk.service.test_printing import words


@pytest.fixture
def refunded(desk: Desk) -> Desk:
    desk.charge("255.36")
    desk.open()
    desk.collect("cash=300", prepay=Y("44.64"))
    desk.close_day()
    desk.open()
    desk.refund("SJ1", amount=Y("100.00"))
    return desk


def test_m6_5_the_refund_names_the_receipt_and_says_its_amounts_negative(refunded: Desk):
    paper = refunded.run(print_refund, PrintRefund("hz1", "A5"))
    assert (paper.number, paper.form, paper.times, paper.size) == ("HZ00000001", "refund", 0, "A5")
    told = words(paper.pdf)
    for part in ("HZ00000001", "SJ00000001", "负壹佰元整", "−100.00", "业主多交", "周敏", "林晓"):
        assert part in told, part
    again = refunded.run(print_refund, PrintRefund("HZ00000001"), refunded.receptionist)
    assert again.times == 1
    assert "补打" in words(again.pdf)
    found = refunded.runner.read(refund, "HZ1")
    assert found is not None
    assert found.row.printed == 2


def test_t6_the_refunded_receipt_says_what_was_given_back(refunded: Desk):
    told = words(refunded.run(print_receipt, PrintReceipt("SJ1")).pdf)
    for part in ("已红冲", "HZ00000001", "100.00"):
        assert part in told, part


def test_m6_7_deposit_and_settlement(desk: Desk):
    desk.open()
    desk.take("cash=2000")
    desk.give_back("YJ1", kept=(("垃圾清运", "150"),), payee="装修公司", authority="委托书一份")
    told = words(desk.run(print_deposit, PrintDeposit("YJ1")).pdf)
    for part in ("YJ00000001", "装修", "贰仟元整", "张硕"):
        assert part in told, part
    told = words(desk.run(print_settlement, PrintSettlement("YT1", "241x140")).pdf)
    for part in ("YT00000001", "YJ00000001", "垃圾清运", "150.00", "1,850.00", "装修公司", "委托书一份"):
        assert part in told, part
    one, two = desk.runner.read(deposit, "YJ1"), desk.runner.read(settlement, "YT1")
    assert one is not None
    assert two is not None
    assert (one.row.printed, two.row.printed) == (1, 1)


def test_t6_a_void_deposit_never_prints_as_valid(desk: Desk):
    desk.open()
    desk.take()
    desk.run(void_deposit, VoidDeposit("YJ1", "收错户"))
    assert "作废" in words(desk.run(print_deposit, PrintDeposit("YJ1")).pdf)


@pytest.mark.parametrize(
    ("service", "command", "words"),
    [
        (print_refund, PrintRefund("HZ9"), "没有红字收据 HZ9"),
        (print_deposit, PrintDeposit("YJ9"), "没有押金收据 YJ9"),
        (print_settlement, PrintSettlement("YT9"), "没有押金结算单 YT9"),
    ],
)
def test_m6_6_what_is_not_there_is_not_printed(desk: Desk, service: object, command: object, words: str):
    with pytest.raises(Refused, match=words):
        desk.run(service, command)


def test_m7_4_the_day_report_is_printed_with_refunds_and_deposits(refunded: Desk):
    refunded.take("cash=2000")
    refunded.close_day()
    told = words(refunded.run(print_day_report, PrintDayReport(shift_id=2)).pdf)
    for part in ("退物业服务费", "退款", "押金", "2,000.00", "HZ00000001"):
        assert part in told, part
