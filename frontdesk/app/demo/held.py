"""Money that the demo estate's office holds: deposits, what is prepaid, and a receipt of yesterday given back in part."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.cashdesk.queries import ReceiptFilter, receipt_rows, refundable
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.service import (
    Collect,
    MakeRefund,
    PrintDeposit,
    PrintReceipt,
    PrintRefund,
    TakeDeposit,
    TenderInput,
    collect,
    print_deposit,
    print_receipt,
    print_refund,
    refund,
    take_deposit,
)
from frontdesk.base.store.work import Approval
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right

_DEPOSITS = (
    ("2-1-0101", "装修", "2000", Tender.WECHAT, "原来的纸质协议，验收合格后退还"),
    ("2-1-0101", "临时出入证", "100", Tender.CASH, "工人证 2 张"),
    ("1-1-0201", "钥匙", "50", Tender.CASH, "单元门钥匙 1 把"),
)
_PREPAID = ("3-1-1202", "50")
_DAYS_BACK = 14


def hold_money(year: Year) -> None:
    """In today's shift: what somebody at the desk would see of a usual morning."""
    for number, (code, purpose, amount, kind, words) in enumerate(_DEPOSITS, 1):
        unit = year.runner.read(find_unit, code)
        if unit is None:
            continue
        year.clock.forward(minutes=2)
        way = _way(kind, amount, f"42000026112{number:05d}")
        command = TakeDeposit(unit.id, purpose, Money.yuan(amount), (way,), words=words)
        made = year.runner.run(take_deposit, command, actor=year.cashier).value
        year.runner.run(print_deposit, PrintDeposit(made.number), actor=year.cashier)
    _prepay(year)
    _refund(year)


def _way(kind: Tender, amount: str, reference: str) -> TenderInput:
    return TenderInput(kind, Money.yuan(amount), "" if kind is Tender.CASH else reference)


def _prepay(year: Year) -> None:
    code, amount = _PREPAID
    unit = year.runner.read(find_unit, code)
    if unit is None:
        return
    year.clock.forward(minutes=2)
    command = Collect(unit.id, (_way(Tender.CASH, amount, ""),), lines=(), prepay=Money.yuan(amount))
    made = year.runner.run(collect, command, actor=year.cashier).value
    year.runner.run(print_receipt, PrintReceipt(made.number), actor=year.cashier)


def _refund(year: Year) -> None:
    """The last line of the latest receipt of an earlier day, with a supervisor's leave."""
    yesterday = year.today - timedelta(days=1)
    first = yesterday - timedelta(days=_DAYS_BACK)
    rows = year.runner.read(receipt_rows, ReceiptFilter(first=first, last=yesterday, voided=False), 0, 1)
    if not rows:
        return
    found = year.runner.read(refundable, rows[0].number)
    if found is None or found.refusal:
        return
    year.clock.forward(minutes=2)
    line = found.lines[-1]
    leave = Approval(Right.REFUND, year.admin.id, year.admin.name, "重复收费")
    command = MakeRefund(found.number, "和物业代扣的重复了", lines=((line.id, line.amount),))
    made = year.runner.run(refund, command, actor=year.cashier, approval=leave).value
    year.runner.run(print_refund, PrintRefund(made.number), actor=year.cashier)
