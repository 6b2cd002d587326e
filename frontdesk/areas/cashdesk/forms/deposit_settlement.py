"""押金结算单: a deposit less what is kept of it, each with its reason, is what goes back (M6.7)."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.cashdesk.documents import Deduction, DepositSettlement, TenderPart
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
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

_SECOND = "交款人"


def compose(press: Press, settlement: DepositSettlement, paper: Paper, copy: str) -> None:
    """Draw one copy."""
    draw = compose_roll if paper.roll else compose_sheet
    draw(press, voucher(settlement), paper, copy)


def voucher(settlement: DepositSettlement) -> Voucher:
    """The settlement as it stands on every paper: what was held, what is kept, what stays, what goes back."""
    paid = tr("退款方式：{paid}", paid=tenders(settlement.tenders)) if settlement.tenders else tr("没有退款")
    return Voucher(
        title=tr("押金结算单"),
        office=settlement.office,
        number=settlement.number,
        heads=(tr("项目"), "", tr("说明"), tr("金额")),
        rows=_rows(settlement),
        total=settlement.refunded,
        unit=settlement.unit,
        person=tr("领款人：{payee}", payee=settlement.payee),
        day=settlement.day,
        paid=paid,
        made=(
            tr("退款单位（章）"),
            tr("经办：{name}", name=settlement.cashier),
            tr("批准：{name}", name=settlement.approver),
            tr("班次：{shift}", shift=settlement.shift),
        ),
        sign=tr("领款人签字："),
        tenders=settlement.tenders,
        remarks=_remarks(settlement),
        stamp=tr("作废") if settlement.void else "",
        reprint=settlement.reprint,
        second=_SECOND,
    )


def _rows(settlement: DepositSettlement) -> tuple[VoucherRow, ...]:
    """They add up to what goes back."""
    taken = tr(
        "押金收据 {number}，{day}，交款人 {payer}",
        number=settlement.deposit,
        day=settlement.deposit_day,
        payer=settlement.payer,
    )
    rows = [VoucherRow(tr("{purpose}押金", purpose=settlement.purpose), "", taken, settlement.amount)]
    if settlement.earlier:
        rows.append(VoucherRow(tr("以前结算"), "", tr("已经退还或扣除的"), -settlement.earlier))
    rows += [VoucherRow(tr("扣除"), "", d.reason, -d.amount) for d in settlement.deductions]
    if settlement.left:
        rows.append(VoucherRow(tr("留存"), "", tr("仍作押金保管，以后再退"), -settlement.left))
    return tuple(rows)


def _remarks(settlement: DepositSettlement) -> tuple[str, ...]:
    found = []
    if settlement.authority:
        found.append(
            tr("由{payee}代领，凭据：{authority}", payee=settlement.payee, authority=settlement.authority)
        )
    if settlement.void is not None:
        found.append(void_words(tr("本结算单"), settlement.void))
    return tuple(found)


def _fault(settlement: DepositSettlement) -> str:
    if settlement.adds_up and settlement.refunded >= ZERO and settlement.left >= ZERO:
        return ""
    return tr("押金结算单 {number} 的押金、扣除和退还对不上，没有打印", number=settlement.number)


def sample() -> DepositSettlement:
    """A decoration deposit less two deductions, fetched by the contractor."""
    return DepositSettlement(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="YT00000007", deposit="YJ00000012",
        deposit_day=date(2026, 9, 1), unit="3-1-1202", payer="张硕", payee="李卫东",
        authority="张硕 2026-11-20 委托书", purpose="装修", day=date(2026, 11, 21), amount=Money(200000),
        earlier=ZERO,
        deductions=(
            Deduction("3单元电梯轿厢护板划伤，按协议第 7 条修复", Money(28000)),
            Deduction("装修垃圾未清，代清运一车（整改通知 ZG-2026-018）", Money(12000)),
        ),
        refunded=Money(160000), left=ZERO,
        tenders=(TenderPart("转账", Money(160000), "尾号 0086"),),
        cashier="林晓", approver="周敏", shift="20261121-早",
    )  # fmt: skip


DEPOSIT_SETTLEMENT: Form[DepositSettlement] = Form(
    key="deposit_settlement",
    title="押金结算单",
    document=DepositSettlement,
    sizes=SIZES,
    compose=compose,
    sample=sample,
    number=lambda settlement: settlement.number,
    day=lambda settlement: settlement.day,
    fault=_fault,
    copies=copies_named(_SECOND),
    bookmark=lambda settlement: (settlement.number,),
    labels={
        "office": "物业名称", "unit": "房号", "payer": "交款人", "payee": "领款人", "authority": "代领凭据",
        "purpose": "押金用途", "deposit": "押金收据号", "reason": "扣除原因", "kind": "退款方式",
        "reference": "退款参考号", "cashier": "经办人", "approver": "批准人", "shift": "班次", "by": "经手人",
        "number": "编号", "estate": "小区名称",
    },
)  # fmt: skip
