"""押金收据: money held for who paid it; it is no income and is given back (M6.7)."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.cashdesk.documents import DepositReceipt, TenderPart
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


def compose(press: Press, deposit: DepositReceipt, paper: Paper, copy: str) -> None:
    """Draw one copy."""
    draw = compose_roll if paper.roll else compose_sheet
    draw(press, voucher(deposit), paper, copy)


def voucher(deposit: DepositReceipt) -> Voucher:
    """The deposit as it stands on every paper."""
    paid = tr("收款方式：{paid}", paid=tenders(deposit.tenders))
    if deposit.change:
        paid += tr("，找零 {change}", change=deposit.change)
    return Voucher(
        title=tr("押金收据"),
        office=deposit.office,
        number=deposit.number,
        heads=(tr("押金用途"), "", tr("说明"), tr("金额")),
        rows=(VoucherRow(tr("{purpose}押金", purpose=deposit.purpose), "", deposit.words, deposit.amount),),
        total=deposit.amount,
        unit=deposit.unit,
        person=tr("交款人：{payer}", payer=deposit.payer),
        day=deposit.day,
        paid=paid,
        made=(
            tr("收款单位（章）"),
            tr("收款人：{name}", name=deposit.cashier),
            tr("班次：{shift}", shift=deposit.shift),
        ),
        sign=tr("交款人签字："),
        tenders=deposit.tenders,
        change=deposit.change,
        remarks=() if deposit.void is None else (void_words(tr("本押金收据"), deposit.void),),
        notes=(tr("押金不是费用，事完结算退还。退押金时请交回本收据。"),),
        stamp=tr("作废") if deposit.void else "",
        reprint=deposit.reprint,
    )


def _fault(deposit: DepositReceipt) -> str:
    if deposit.adds_up and deposit.amount > ZERO:
        return ""
    return tr("押金收据 {number} 的金额和收款方式对不上，没有打印", number=deposit.number)


def sample() -> DepositReceipt:
    """A decoration deposit, part in cash."""
    return DepositReceipt(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="YJ00000012", unit="3-1-1202", payer="张硕",
        day=date(2026, 11, 21), purpose="装修", words="装修管理服务协议 ZX-2026-031，验收合格后退还",
        amount=Money(200000),
        tenders=(TenderPart("现金", Money(60000)), TenderPart("微信", Money(150000), "尾号 7731")),
        change=Money(10000), cashier="林晓", shift="20261121-早",
    )  # fmt: skip


DEPOSIT: Form[DepositReceipt] = Form(
    key="deposit",
    title="押金收据",
    document=DepositReceipt,
    sizes=SIZES,
    compose=compose,
    sample=sample,
    number=lambda deposit: deposit.number,
    day=lambda deposit: deposit.day,
    fault=_fault,
    copies=copies_named("收据"),
    bookmark=lambda deposit: (deposit.number,),
    labels={
        "office": "物业名称", "unit": "房号", "payer": "交款人", "purpose": "押金用途", "words": "说明",
        "kind": "收款方式", "reference": "收款参考号", "cashier": "收款人", "shift": "班次",
        "reason": "作废原因", "by": "经手人", "number": "编号", "estate": "小区名称",
    },
)  # fmt: skip
