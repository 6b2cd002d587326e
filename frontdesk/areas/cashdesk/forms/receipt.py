"""收款收据 on every paper the desk has: the form itself, its copies and its sample."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.cashdesk.documents import Receipt, ReceiptLine, TenderPart
from frontdesk.areas.cashdesk.forms.voucher import (
    SIZES,
    Voucher,
    VoucherRow,
    copies_named,
    tenders,
    void_words,
)
from frontdesk.areas.cashdesk.forms.voucher_roll import compose_roll
from frontdesk.areas.cashdesk.forms.voucher_sheet import compose_sheet
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr


def compose(press: Press, receipt: Receipt, paper: Paper, copy: str) -> None:
    """Draw one copy of the receipt."""
    draw = compose_roll if paper.roll else compose_sheet
    draw(press, voucher(receipt), paper, copy)


def voucher(receipt: Receipt) -> Voucher:
    """The receipt as it stands on every paper."""
    paid = tr("收款方式：{paid}", paid=tenders(receipt.tenders))
    if receipt.change:
        paid += tr("，找零 {change}", change=receipt.change)
    balance = receipt.prepaid_balance
    word = tr("收款后预存余额")
    number = receipt.paper_number
    return Voucher(
        title=tr("收款收据"),
        office=receipt.office,
        number=receipt.number,
        heads=(tr("收费项目"), tr("账期"), tr("计算说明"), tr("金额")),
        rows=tuple(VoucherRow(line.item, line.period, line.how, line.amount) for line in receipt.lines),
        total=receipt.total,
        unit=receipt.unit,
        person=tr("交款人：{payer}", payer=receipt.payer),
        day=receipt.day,
        paid=paid,
        made=(
            tr("收款单位（章）"),
            tr("收款人：{name}", name=receipt.cashier),
            tr("班次：{shift}", shift=receipt.shift),
        ),
        sign=tr("交款人签字："),
        area=receipt.area,
        small=(tr("纸质收据 No. {number}", number=number),) if number else (),
        beside="" if balance is None else f"{word} {balance}",
        balance=None if balance is None else (word, balance),
        tenders=receipt.tenders,
        change=receipt.change,
        remarks=_remarks(receipt),
        stamp=_stamp(receipt),
        reprint=receipt.reprint,
    )


def _remarks(receipt: Receipt) -> tuple[str, ...]:
    """What stands beside the large mark of a receipt that is void or was given back (T6)."""
    if receipt.void is not None:
        return (void_words(tr("本收据"), receipt.void),)
    return tuple(
        tr("已红冲 {amount}：{number}，{day}", amount=mark.amount, number=mark.number, day=mark.day)
        for mark in receipt.refunds
    )


def _stamp(receipt: Receipt) -> str:
    if receipt.void is not None:
        return tr("作废")
    if not receipt.refunds:
        return ""
    return tr("已红冲") if receipt.refunded >= receipt.total else tr("部分红冲")


def _fault(receipt: Receipt) -> str:
    if receipt.adds_up:
        return ""
    return tr("收据 {number} 的明细、合计和收款方式对不上，没有打印", number=receipt.number)


def sample() -> Receipt:
    """A receipt with mixed tenders and change, for pictures and the test page."""
    return Receipt(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="SJ00020331", unit="3-1-1202", payer="张硕",
        area="89.60㎡", day=date(2026, 11, 21),
        lines=(
            ReceiptLine(
                "物业服务费", "2026-10", "89.60㎡ × 2.85元/㎡·月，含违约金 2.68（21天×0.05%）", Money(25804)
            ),
            ReceiptLine("公共能耗分摊", "2026-10", "1,862.40 × 89.60㎡ ÷ 9,060.00㎡", Money(1842)),
            ReceiptLine("水费", "2026-10", "10吨 × 5.00 + 25吨 × 7.00（年累计 205吨）", Money(22500)),
            ReceiptLine("物业服务费", "2026-11", "89.60㎡ × 2.85元/㎡·月", Money(25536)),
            ReceiptLine("车位管理费", "2026-11", "B1-076 一个 × 80.00元/月", Money(8000)),
        ),
        total=Money(83682),
        tenders=(
            TenderPart("微信", Money(50000), "尾号 7731"),
            TenderPart("预存抵扣", Money(5000)),
            TenderPart("现金", Money(30000)),
        ),
        change=Money(1318), cashier="林晓", shift="20261121-早", prepaid_balance=Money(0),
    )  # fmt: skip


RECEIPT: Form[Receipt] = Form(
    key="receipt",
    title="收款收据",
    document=Receipt,
    sizes=SIZES,
    compose=compose,
    sample=sample,
    number=lambda receipt: receipt.number,
    day=lambda receipt: receipt.day,
    fault=_fault,
    copies=copies_named("收据"),
    bookmark=lambda receipt: (receipt.number,),
    labels={
        "office": "物业名称", "unit": "房号", "payer": "交款人", "area": "面积", "item": "收费项目",
        "period": "账期", "how": "计算说明", "kind": "收款方式", "reference": "收款参考号",
        "cashier": "收款人", "shift": "班次", "reason": "作废原因", "by": "经手人", "number": "编号",
        "paper_number": "纸质收据号", "estate": "小区名称",
    },
)  # fmt: skip
