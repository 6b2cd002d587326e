"""What the till holds of a person: receipts, refunds, deposits, by number, day and amount (本人信息, D1.9)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.documents.personal import HeldPart, HeldRow
from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.held import Whom, part, told
from frontdesk.areas.cashdesk.model import (
    Deposit,
    DepositSettlement,
    DepositVoid,
    Payment,
    PaymentVoid,
    Refund,
)
from frontdesk.base.values.text import tr


def held_of(session: Session, whom: Whom) -> tuple[HeldPart, ...]:
    """Receipts and deposits that name the person, and what was paid back on them."""
    return (part(tr("收据"), _receipts(session, whom)), part(tr("押金"), _deposits(session, whom)))


def _receipts(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(Payment, Unit.code, PaymentVoid.id)
        .join(Unit, Unit.id == Payment.unit_id)
        .outerjoin(PaymentVoid, PaymentVoid.payment_id == Payment.id)
        .where(Payment.payer_id.in_(whom.ids))
        .order_by(Payment.id)
    )
    for each, code, void in found:
        gone = tr("已作废") if void is not None else ""
        words = told(code, tr("{amount} 元", amount=each.settled.plain), each.cashier, gone)
        yield HeldRow(each.business_on, each.number, words)
    refunds = session.execute(
        select(Refund, Unit.code)
        .join(Unit, Unit.id == Refund.unit_id)
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Payment.payer_id.in_(whom.ids))
        .order_by(Refund.id)
    )
    for refund, code in refunds:
        back = tr("退款 {amount} 元", amount=refund.amount.plain)
        yield HeldRow(refund.business_on, refund.number, told(code, back, whom.words(refund.reason)))


def _deposits(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(Deposit, Unit.code, DepositVoid.id)
        .join(Unit, Unit.id == Deposit.unit_id)
        .outerjoin(DepositVoid, DepositVoid.deposit_id == Deposit.id)
        .where(Deposit.payer_id.in_(whom.ids))
        .order_by(Deposit.id)
    )
    for each, code, void in found:
        gone = tr("已作废") if void is not None else ""
        words = told(code, tr(each.purpose), tr("{amount} 元", amount=each.amount.plain), gone)
        yield HeldRow(each.business_on, each.number, words)
    settled = session.execute(
        select(DepositSettlement, Deposit.number)
        .join(Deposit, Deposit.id == DepositSettlement.deposit_id)
        .where(Deposit.payer_id.in_(whom.ids))
        .order_by(DepositSettlement.id)
    )
    for settlement, number in settled:
        back = tr("退 {amount} 元", amount=settlement.refunded.plain)
        words = told(tr("{number} 的结算", number=number), back, settlement.payee)
        yield HeldRow(settlement.business_on, settlement.number, words)
