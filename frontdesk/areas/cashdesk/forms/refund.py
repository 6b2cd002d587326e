"""红字收据: what was given back of a receipt, or of a unit's prepaid balance; its amounts are negative (M6.5)."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.cashdesk.documents import ReceiptLine, RefundReceipt, TenderPart
from frontdesk.areas.cashdesk.forms.voucher import SIZES, Voucher, VoucherRow, copies_named, tenders
from frontdesk.areas.cashdesk.forms.voucher_roll import compose_roll
from frontdesk.areas.cashdesk.forms.voucher_sheet import compose_sheet
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr


def compose(press: Press, refund: RefundReceipt, paper: Paper, copy: str) -> None:
    """Draw one copy."""
    draw = compose_roll if paper.roll else compose_sheet
    draw(press, voucher(refund), paper, copy)


def voucher(refund: RefundReceipt) -> Voucher:
    """The refund as it stands on every paper; it names the receipt it undoes."""
    balance = refund.prepaid_balance
    word = tr("退款后预存余额")
    return Voucher(
        title=tr("红字收据"),
        office=refund.office,
        number=refund.number,
        heads=(tr("退费项目"), tr("账期"), tr("说明"), tr("金额")),
        rows=tuple(VoucherRow(line.item, line.period, line.how, line.amount) for line in refund.lines),
        total=refund.total,
        unit=refund.unit,
        person=tr("领款人：{payee}", payee=refund.payee),
        day=refund.day,
        paid=tr("退款方式：{paid}", paid=tenders(refund.tenders)),
        made=(
            tr("退款单位（章）"),
            tr("经办：{name}", name=refund.cashier),
            tr("批准：{name}", name=refund.approver),
            tr("班次：{shift}", shift=refund.shift),
        ),
        sign=tr("领款人签字："),
        area=refund.area,
        beside="" if balance is None else f"{word} {balance}",
        balance=None if balance is None else (word, balance),
        tenders=refund.tenders,
        remarks=(_undone(refund),),
        reprint=refund.reprint,
    )


def _undone(refund: RefundReceipt) -> str:
    reason = refund.reason.rstrip("。")
    if not refund.original:
        return tr("退还预存款。原因：{reason}", reason=reason)
    return tr(
        "冲销收据 {number}（{day}）。原因：{reason}",
        number=refund.original,
        day="" if refund.original_day is None else refund.original_day.isoformat(),
        reason=reason,
    )


def _fault(refund: RefundReceipt) -> str:
    if not refund.adds_up:
        return tr("红字收据 {number} 的明细、合计和退款方式对不上，没有打印", number=refund.number)
    if refund.total.fen >= 0:
        return tr("红字收据 {number} 的合计不是负数，没有打印", number=refund.number)
    return ""


def sample() -> RefundReceipt:
    """Two lines of a receipt of the day before, given back in cash and by WeChat."""
    return RefundReceipt(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="HZ00000012", original="SJ00020331",
        original_day=date(2026, 11, 20), unit="3-1-1202", payee="张硕", area="89.60㎡", day=date(2026, 11, 21),
        lines=(
            ReceiptLine("水费", "2026-10", "原收 225.00", Money(-22500)),
            ReceiptLine("车位管理费", "2026-11", "原收 160.00，退其中一部分", Money(-8000)),
        ),
        total=Money(-30500),
        tenders=(TenderPart("现金", Money(-20500)), TenderPart("微信", Money(-10000), "尾号 7731")),
        reason="水表抄错，车位已退租", cashier="林晓", approver="周敏", shift="20261121-早",
    )  # fmt: skip


REFUND: Form[RefundReceipt] = Form(
    key="refund",
    title="红字收据",
    document=RefundReceipt,
    sizes=SIZES,
    compose=compose,
    sample=sample,
    number=lambda refund: refund.number,
    day=lambda refund: refund.day,
    fault=_fault,
    copies=copies_named("收据"),
    bookmark=lambda refund: (refund.number,),
    labels={
        "office": "物业名称", "unit": "房号", "payee": "领款人", "area": "面积", "item": "退费项目",
        "period": "账期", "how": "计算说明", "kind": "退款方式", "reference": "退款参考号", "cashier": "经办人",
        "approver": "批准人", "shift": "班次", "reason": "退款原因", "by": "经手人", "number": "编号",
        "original": "原收据号", "estate": "小区名称",
    },
)  # fmt: skip
