"""A numbered paper of the till as the pane beside a list shows it, whatever sort it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from frontdesk.areas.cashdesk.documents import (
    DepositReceipt,
    DepositSettlement,
    Receipt,
    RefundMark,
    RefundReceipt,
    VoidMark,
)
from frontdesk.areas.cashdesk.queries import (
    DepositDetail,
    ReceiptDetail,
    RefundDetail,
    SettlementDetail,
    TenderRow,
    VoidedBy,
    deposit,
    receipt,
    refund,
    settlement,
)
from frontdesk.areas.cashdesk.rules.kinds import Series
from frontdesk.base.store.papers import paper_document
from frontdesk.base.values import codec
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Tone

_DOCUMENTS: dict[
    str, type[Receipt] | type[RefundReceipt] | type[DepositReceipt] | type[DepositSettlement]
] = {
    Series.RECEIPT: Receipt,
    Series.REFUND: RefundReceipt,
    Series.DEPOSIT: DepositReceipt,
    Series.SETTLEMENT: DepositSettlement,
}


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the pane says. `states` are (tone, words, detail); `lines` add up to `total`."""

    form: str
    number: str
    states: tuple[tuple[Tone, str, str], ...]
    pairs: tuple[tuple[str, str], ...]
    lines_title: str
    lines: tuple[tuple[str, Money], ...]
    total: Money
    tenders_title: str
    tenders: tuple[TenderRow, ...]
    change: Money = ZERO
    printed: int = 0
    void: VoidMark | None = None
    refunds: tuple[RefundMark, ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()
    """Other papers that belong to it: form, number, words."""
    can_void: bool = False
    can_refund: bool = False
    can_return: bool = False


def paper_facts(desk: Desk, form: str, number: str) -> PaperFacts | None:
    """A paper by its number; None when there is none."""
    match form:
        case Series.REFUND:
            refunded = desk.read(refund, number)
            return None if refunded is None else refund_facts(refunded)
        case Series.DEPOSIT:
            held = desk.read(deposit, number)
            return None if held is None else deposit_facts(held)
        case Series.SETTLEMENT:
            settled = desk.read(settlement, number)
            return None if settled is None else settlement_facts(settled)
    found = desk.read(receipt, number)
    return None if found is None else receipt_facts(found)


def receipt_facts(detail: ReceiptDetail) -> PaperFacts:
    """A receipt: what was refunded of it stands first (T6)."""
    row = detail.row
    void = None
    states: list[tuple[Tone, str, str]] = []
    if detail.voided and detail.voided_at is not None:
        void = VoidMark(detail.void_reason, detail.voided_by, _clock(detail.voided_at))
        states.append(_void_state(void))
    for mark in detail.refunds:
        words = tr("已红冲 {amount}", amount=mark.amount)
        states.append(("warn", words, f"{mark.number}　{mark.day}"))
    return PaperFacts(
        form=Series.RECEIPT,
        number=detail.number,
        states=tuple(states),
        pairs=(
            (tr("房号"), f"{row.unit}　{row.payer}"),
            (tr("收款"), f"{row.business_on} {local_time(row.at):%H:%M}　{row.cashier}"),
            (tr("班次"), detail.shift),
            (tr("纸质票号"), row.paper_number),
        ),
        lines_title=tr("收费明细"),
        lines=tuple((f"{line.item} {line.period}".strip(), line.amount) for line in detail.lines),
        total=row.amount,
        tenders_title=tr("收款方式"),
        tenders=detail.tenders,
        change=detail.change,
        printed=row.printed,
        void=void,
        refunds=detail.refunds,
        links=tuple(
            (Series.REFUND.value, mark.number, tr("看红字收据 {number}", number=mark.number))
            for mark in detail.refunds
        ),
        can_void=detail.can_void,
        can_refund=not detail.voided and not detail.can_void and row.refunded < row.amount,
    )


def refund_facts(detail: RefundDetail) -> PaperFacts:
    """A refund: which receipt it undoes, why, and who allowed it; it is final, so what to do instead stands first."""
    row = detail.row
    instead = (
        tr("记错了，就把退的钱收回来，在“收款”里把这几项重新收一次，开新收据。")
        if row.receipt
        else tr("记错了，就把退的钱收回来，在“收款”里重新预存，开新收据。")
    )
    return PaperFacts(
        form=Series.REFUND,
        number=detail.number,
        states=(("neutral", tr("退款不能作废"), instead),),
        pairs=(
            (tr("房号"), f"{row.unit}　{row.payee}"),
            (tr("冲销"), row.receipt or tr("退预存款")),
            (tr("原因"), row.reason),
            (tr("批准"), row.approver),
            (tr("退款"), f"{row.business_on} {local_time(row.at):%H:%M}　{row.cashier}"),
            (tr("班次"), detail.shift),
        ),
        lines_title=tr("退款明细"),
        lines=tuple((f"{line.item} {line.period}".strip(), -line.amount) for line in detail.lines),
        total=-row.amount,
        tenders_title=tr("退款方式"),
        tenders=tuple(replace(tender, amount=-tender.amount) for tender in detail.tenders),
        printed=row.printed,
        links=((Series.RECEIPT.value, row.receipt, tr("看原收据 {number}", number=row.receipt)),)
        if row.receipt
        else (),
    )


def deposit_facts(detail: DepositDetail) -> PaperFacts:
    """A deposit: what is still held, and each settlement of it."""
    row = detail.row
    void = _void_mark(detail.void)
    states: list[tuple[Tone, str, str]] = [] if void is None else [_void_state(void)]
    if void is None:
        held = tr("还押着 {left}", left=row.left)
        states.append(("ok", held, "") if row.left else ("neutral", tr("已退清"), ""))
    for settled in detail.settlements:
        if not settled.row.voided:
            words = tr("退 {refunded}", refunded=settled.row.refunded)
            if settled.row.deducted:
                words += tr("，扣 {deducted}", deducted=settled.row.deducted)
            said = f"{settled.row.number}　{settled.row.business_on}　{settled.row.payee}"
            states.append(("info", words, said))
    return PaperFacts(
        form=Series.DEPOSIT,
        number=row.number,
        states=tuple(states),
        pairs=(
            (tr("房号"), f"{row.unit}　{row.payer}"),
            (tr("用途"), row.purpose),
            (tr("说明"), row.words),
            (tr("收取"), f"{row.business_on} {local_time(row.at):%H:%M}　{row.cashier}"),
            (tr("班次"), detail.shift),
        ),
        lines_title=tr("押金"),
        lines=((tr("{purpose}押金", purpose=row.purpose), row.amount),),
        total=row.amount,
        tenders_title=tr("收款方式"),
        tenders=detail.tenders,
        change=detail.change,
        printed=row.printed,
        void=void,
        can_void=detail.can_void,
        links=tuple(
            (Series.SETTLEMENT.value, settled.row.number, tr("看结算单 {number}", number=settled.row.number))
            for settled in detail.settlements
        ),
        can_return=void is None and bool(row.left),
    )


def settlement_facts(detail: SettlementDetail) -> PaperFacts:
    """A settlement: what was kept, each with its reason, and what went back."""
    row = detail.row
    void = _void_mark(detail.void)
    return PaperFacts(
        form=Series.SETTLEMENT,
        number=row.number,
        states=() if void is None else (_void_state(void),),
        pairs=(
            (tr("房号"), row.unit),
            (tr("押金收据"), f"{row.deposit}　{row.purpose}"),
            (tr("领款人"), row.payee),
            (tr("代领凭据"), row.authority),
            (tr("批准"), row.approver),
            (tr("退还"), f"{row.business_on} {local_time(row.at):%H:%M}　{row.cashier}"),
            (tr("班次"), detail.shift),
        ),
        lines_title=tr("结算"),
        lines=(
            (tr("本次结算的押金"), row.refunded + row.deducted),
            *((tr("扣：{reason}", reason=d.reason), -d.amount) for d in detail.deductions),
        ),
        total=row.refunded,
        tenders_title=tr("退款方式"),
        tenders=detail.tenders,
        printed=row.printed,
        void=void,
        links=((Series.DEPOSIT.value, row.deposit, tr("看押金收据 {number}", number=row.deposit)),),
        can_void=detail.can_void,
    )


def stored_document(desk: Desk, facts: PaperFacts) -> Any | None:
    """The paper as it was issued, with the marks of what has happened to it since."""
    found = desk.read(paper_document, facts.form, facts.number)
    if found is None:
        return None
    document = codec.from_plain(_DOCUMENTS[facts.form], found[1])
    if isinstance(document, RefundReceipt):
        return document
    marked = replace(document, void=facts.void)
    return replace(marked, refunds=facts.refunds) if isinstance(marked, Receipt) else marked


def _clock(at: datetime) -> datetime:
    return local_time(at).replace(tzinfo=None, second=0, microsecond=0)


def _void_mark(void: VoidedBy | None) -> VoidMark | None:
    return None if void is None else VoidMark(void.reason, void.by, _clock(void.at))


def _void_state(mark: VoidMark) -> tuple[Tone, str, str]:
    return "bad", tr("已作废"), f"{mark.reason}　{mark.by} {mark.at:%m-%d %H:%M}"
