"""What a shift gave back, and the deposits it took and paid back: read for its figures, each sum from its own table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.model import (
    Deposit,
    DepositDeduction,
    DepositSettlement,
    DepositSettlementTender,
    DepositSettlementVoid,
    DepositTender,
    DepositVoid,
    Refund,
    RefundLine,
    RefundTender,
)
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.base.values.money import ZERO, Money, total

K = TypeVar("K")
Parts = tuple[tuple[K, Money], ...]


@dataclass(frozen=True, slots=True)
class RefundFigures:
    """The refunds of a shift, positive (a line of 抹零 that is taken back is negative).

    `parts` is each refund's lines beside its tenders; `amount` what the refunds themselves say.
    """

    count: int = 0
    amount: Money = ZERO
    by_item: Mapping[str, Money] = field(default_factory=dict)
    by_tender: Mapping[Tender, Money] = field(default_factory=dict)
    parts: tuple[tuple[Parts[str], Parts[Tender]], ...] = ()


@dataclass(frozen=True, slots=True)
class DepositFigures:
    """The deposits of a shift, void ones left out; no income (M6.7).

    By purpose: taken, paid back and kept. By tender: taken (cash net of change, T9) and paid back. `amount`,
    `refunded` and `deducted` are what the papers themselves say; `slips` counts tenders taken that leave one.
    """

    taken: Mapping[str, Money] = field(default_factory=dict)
    paid_back: Mapping[str, Money] = field(default_factory=dict)
    deducted: Mapping[str, Money] = field(default_factory=dict)
    taken_by_tender: Mapping[Tender, Money] = field(default_factory=dict)
    back_by_tender: Mapping[Tender, Money] = field(default_factory=dict)
    amount: Money = ZERO
    refunded: Money = ZERO
    kept: Money = ZERO
    slips: Mapping[Tender, int] = field(default_factory=dict)

    @property
    def purposes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.taken, *self.paid_back, *self.deducted)))


def refund_figures(session: Session, shift_id: int) -> RefundFigures:
    """What the shift refunded."""
    refunds: Sequence[Any] = session.execute(
        select(Refund.id, Refund.amount).where(Refund.shift_id == shift_id).order_by(Refund.id)
    ).all()
    lines = session.execute(
        select(RefundLine.refund_id, RefundLine.item, RefundLine.amount)
        .join(Refund)
        .where(Refund.shift_id == shift_id)
        .order_by(RefundLine.refund_id, RefundLine.no)
    ).all()
    tenders = session.execute(
        select(RefundTender.refund_id, RefundTender.kind, RefundTender.amount)
        .join(Refund)
        .where(Refund.shift_id == shift_id)
        .order_by(RefundTender.id)
    ).all()
    return RefundFigures(
        len(refunds),
        total(amount for _, amount in refunds),
        _sums((item, amount) for _, item, amount in lines),
        _sums((kind, amount) for _, kind, amount in tenders),
        tuple(
            (
                tuple((item, amount) for owner, item, amount in lines if owner == refund_id),
                tuple((kind, amount) for owner, kind, amount in tenders if owner == refund_id),
            )
            for refund_id, _ in refunds
        ),
    )


def deposit_figures(session: Session, shift_id: int) -> DepositFigures:
    """Deposits taken and settled in the shift."""
    taken = session.execute(
        select(Deposit.id, Deposit.purpose, Deposit.amount, Deposit.change)
        .outerjoin(DepositVoid, DepositVoid.deposit_id == Deposit.id)
        .where(Deposit.shift_id == shift_id, DepositVoid.id.is_(None))
        .order_by(Deposit.id)
    ).all()
    settled = session.execute(
        select(DepositSettlement.id, Deposit.purpose, DepositSettlement.refunded, DepositSettlement.deducted)
        .join(Deposit, Deposit.id == DepositSettlement.deposit_id)
        .outerjoin(DepositSettlementVoid, DepositSettlementVoid.settlement_id == DepositSettlement.id)
        .where(DepositSettlement.shift_id == shift_id, DepositSettlementVoid.id.is_(None))
        .order_by(DepositSettlement.id)
    ).all()
    if not taken and not settled:
        return DepositFigures()
    purpose_of = {settlement_id: purpose for settlement_id, purpose, _, _ in settled}
    tenders = session.execute(
        select(DepositTender.kind, DepositTender.amount)
        .where(DepositTender.deposit_id.in_([row.id for row in taken]))
        .order_by(DepositTender.id)
    ).all()
    by_tender = _sums((kind, amount) for kind, amount in tenders)
    change = total(row.change for row in taken)
    if change:
        by_tender[Tender.CASH] = by_tender.get(Tender.CASH, ZERO) - change
    back = session.execute(
        select(
            DepositSettlementTender.settlement_id,
            DepositSettlementTender.kind,
            DepositSettlementTender.amount,
        )
        .where(DepositSettlementTender.settlement_id.in_(purpose_of))
        .order_by(DepositSettlementTender.id)
    ).all()
    deductions = session.execute(
        select(DepositDeduction.settlement_id, func.sum(DepositDeduction.amount))
        .where(DepositDeduction.settlement_id.in_(purpose_of))
        .group_by(DepositDeduction.settlement_id)
        .order_by(DepositDeduction.settlement_id)
    ).all()
    slips: dict[Tender, int] = {}
    for kind, _ in tenders:
        if kind is not Tender.CASH:
            slips[kind] = slips.get(kind, 0) + 1
    return DepositFigures(
        taken=_sums((row.purpose, row.amount) for row in taken),
        paid_back=_sums((purpose, refunded) for _, purpose, refunded, _ in settled if refunded),
        deducted=_sums((purpose_of[settlement_id], amount) for settlement_id, amount in deductions),
        taken_by_tender=by_tender,
        back_by_tender=_sums((kind, amount) for _, kind, amount in back),
        amount=total(row.amount for row in taken),
        refunded=total(row.refunded for row in settled),
        kept=total(row.deducted for row in settled),
        slips=slips,
    )


def _sums(rows: Any) -> dict[Any, Money]:
    sums: dict[Any, Money] = {}
    for key, amount in rows:
        sums[key] = sums.get(key, ZERO) + amount
    return sums
