"""What must always hold of refunds, deposits and prepaid money (M6.3, M6.5, M6.7); part of `check`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.cashdesk.model import (
    Deposit,
    DepositDeduction,
    DepositSettlement,
    DepositSettlementTender,
    DepositSettlementVoid,
    DepositTender,
    DepositVoid,
    Payment,
    PaymentLine,
    PaymentTender,
    PaymentVoid,
    PrepaidMove,
    Refund,
    RefundLine,
    RefundTender,
)
from frontdesk.areas.cashdesk.rules.kinds import CHARGE, PAYMENT, PREPAID, REFUND, Tender
from frontdesk.areas.fees.model import ChargeSettlement
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

_MOST = 20
# Written out: a bound 0 would be taken for an amount.
_NOTHING: ColumnElement[Any] = literal_column("0")


def broken_money(session: Session) -> list[str]:
    """Every broken invariant of these in words, at most twenty of each sort; empty when all is well."""
    return [
        *_refund_sums(session),
        *_refunded_too_much(session),
        *_refund_settlements(session),
        *_deposit_sums(session),
        *_settlement_sums(session),
        *_deposits_left(session),
        *_prepaid_below_nothing(session),
        *_prepaid_sources(session),
    ]


def _sum(amount: Any, owner: Any, table: Any, *tests: Any) -> Any:
    """The sum of a table's amounts for each row it belongs to, as a column; nothing where there is none."""
    found = select(func.coalesce(func.sum(amount), _NOTHING)).select_from(table)
    return found.where(*tests, owner).scalar_subquery()


def _refund_sums(session: Session) -> list[str]:
    lines = _sum(RefundLine.amount, RefundLine.refund_id == Refund.id, RefundLine)
    tenders = _sum(RefundTender.amount, RefundTender.refund_id == Refund.id, RefundTender)
    query = select(Refund.number, Refund.amount).where(or_(Refund.amount != lines, Refund.amount != tenders))
    return [
        tr("红字收据 {number}：退 {amount}，和它的明细或退款方式加起来不等", number=number, amount=amount)
        for number, amount in session.execute(query.order_by(Refund.id).limit(_MOST))
    ]


def _refunded_too_much(session: Session) -> list[str]:
    """Never more than was paid of a line; no line of another receipt; nothing of a void one."""
    back = _sum(RefundLine.amount, RefundLine.payment_line_id == PaymentLine.id, RefundLine)
    positive, negative = PaymentLine.amount > _NOTHING, PaymentLine.amount < _NOTHING
    query = (
        select(Payment.number, PaymentLine.item, PaymentLine.amount)
        .join(Payment, Payment.id == PaymentLine.payment_id)
        .where(
            PaymentLine.id.in_(select(RefundLine.payment_line_id)),
            or_(
                and_(positive, or_(back > PaymentLine.amount, back < _NOTHING)),
                and_(negative, or_(back < PaymentLine.amount, back > _NOTHING)),
            ),
        )
    )
    broken = [
        tr("收据 {number} 的{item}收了 {amount}，退的比它多", number=number, item=item, amount=amount)
        for number, item, amount in session.execute(query.order_by(PaymentLine.id).limit(_MOST))
    ]
    strange = (
        select(Refund.number)
        .join(RefundLine, RefundLine.refund_id == Refund.id)
        .join(PaymentLine, PaymentLine.id == RefundLine.payment_line_id)
        .where(or_(Refund.payment_id.is_(None), PaymentLine.payment_id != Refund.payment_id))
    )
    broken += [
        tr("红字收据 {number} 退了别的收据上的收费", number=number)
        for number in session.scalars(strange.order_by(Refund.id).limit(_MOST))
    ]
    void = (
        select(Refund.number, Payment.number)
        .join(Payment, Payment.id == Refund.payment_id)
        .join(PaymentVoid, PaymentVoid.payment_id == Payment.id)
    )
    return broken + [
        tr("红字收据 {number} 退的是已经作废的 {receipt}", number=number, receipt=receipt)
        for number, receipt in session.execute(void.order_by(Refund.id).limit(_MOST))
    ]


def _refund_settlements(session: Session) -> list[str]:
    """Per refund: what fees knows as owed again is the refund's lines on charges (M6.10)."""
    lines = (
        select(func.coalesce(func.sum(RefundLine.amount), _NOTHING))
        .select_from(RefundLine)
        .join(PaymentLine, PaymentLine.id == RefundLine.payment_line_id)
        .where(RefundLine.refund_id == Refund.id, PaymentLine.source_kind == CHARGE)
        .correlate(Refund)
        .scalar_subquery()
    )
    settled = _sum(
        ChargeSettlement.amount,
        ChargeSettlement.source_id == Refund.id,
        ChargeSettlement,
        ChargeSettlement.source_kind == REFUND,
    )
    query = select(Refund.number).where(lines + settled != _NOTHING)
    broken = [
        tr("红字收据 {number} 退的费用和费用上记的不等", number=number)
        for number in session.scalars(query.order_by(Refund.id).limit(_MOST))
    ]
    strays = (
        select(ChargeSettlement.source_id)
        .outerjoin(Refund, Refund.id == ChargeSettlement.source_id)
        .where(ChargeSettlement.source_kind == REFUND, Refund.id.is_(None))
        .distinct()
    )
    return broken + [
        tr("费用上记着一笔退款（{id}），却没有红字收据", id=source)
        for source in session.scalars(strays.limit(_MOST))
    ]


def _deposit_sums(session: Session) -> list[str]:
    tenders = _sum(DepositTender.amount, DepositTender.deposit_id == Deposit.id, DepositTender)
    cash = _sum(
        DepositTender.amount,
        DepositTender.deposit_id == Deposit.id,
        DepositTender,
        DepositTender.kind == Tender.CASH,
    )
    query = select(Deposit.number).where(
        or_(
            Deposit.tendered != tenders,
            Deposit.amount + Deposit.change != Deposit.tendered,
            Deposit.change > cash,
        )
    )
    return [
        tr("押金收据 {number} 的金额、找零和收款方式对不上", number=number)
        for number in session.scalars(query.order_by(Deposit.id).limit(_MOST))
    ]


def _settlement_sums(session: Session) -> list[str]:
    table = DepositSettlement
    tenders = _sum(
        DepositSettlementTender.amount,
        DepositSettlementTender.settlement_id == table.id,
        DepositSettlementTender,
    )
    kept = _sum(DepositDeduction.amount, DepositDeduction.settlement_id == table.id, DepositDeduction)
    query = select(table.number).where(or_(table.refunded != tenders, table.deducted != kept))
    return [
        tr("押金结算单 {number} 的退款或扣款和明细对不上", number=number)
        for number in session.scalars(query.order_by(table.id).limit(_MOST))
    ]


def _deposits_left(session: Session) -> list[str]:
    """Never more than was left of a deposit, and nothing of a void one (M6.7)."""
    settled = (
        select(func.coalesce(func.sum(DepositSettlement.refunded + DepositSettlement.deducted), _NOTHING))
        .outerjoin(DepositSettlementVoid, DepositSettlementVoid.settlement_id == DepositSettlement.id)
        .where(DepositSettlement.deposit_id == Deposit.id, DepositSettlementVoid.id.is_(None))
        .correlate(Deposit)
        .scalar_subquery()
    )
    query = (
        select(Deposit.number, Deposit.amount)
        .outerjoin(DepositVoid, DepositVoid.deposit_id == Deposit.id)
        .where(or_(settled > Deposit.amount, and_(DepositVoid.id.is_not(None), settled > _NOTHING)))
    )
    return [
        tr("押金 {number} 收了 {amount}，结算的比它多", number=number, amount=amount)
        for number, amount in session.execute(query.order_by(Deposit.id).limit(_MOST))
    ]


def _prepaid_below_nothing(session: Session) -> list[str]:
    """No unit's prepaid balance was ever below nothing, after whichever move."""
    running = (
        func.sum(PrepaidMove.amount)
        .over(partition_by=PrepaidMove.unit_id, order_by=PrepaidMove.id)
        .label("running")
    )
    moves = select(PrepaidMove.unit_id, running).subquery()
    query = (
        select(Unit.code, func.min(moves.c.running))
        .join(Unit, Unit.id == moves.c.unit_id)
        .where(moves.c.running < _NOTHING)
        .group_by(Unit.code)
        .order_by(Unit.code)
    )
    return [
        tr("{unit} 的预存曾经是 {balance}", unit=unit, balance=Money(int(getattr(low, "fen", low))))
        for unit, low in session.execute(query.limit(_MOST))
    ]


def _prepaid_sources(session: Session) -> list[str]:
    """Each receipt and refund moved just what its lines and tenders say; a void receipt nothing."""
    broken = []
    for kind, table, lines, sign in (
        (PAYMENT, Payment, _paid_in(), 1),
        (REFUND, Refund, _refunded_in(), -1),
    ):
        should = lines[0] - lines[1]
        moved = _sum(
            PrepaidMove.amount,
            PrepaidMove.source_id == table.id,
            PrepaidMove,
            PrepaidMove.source_kind == kind,
        )
        # A refund puts back by 预存抵扣 what a receipt took by it, and takes the prepaid lines out again.
        expected = should if sign > 0 else _NOTHING - should
        query = select(table.number).where(moved != expected)
        if table is Payment:
            query = select(Payment.number).outerjoin(PaymentVoid, PaymentVoid.payment_id == Payment.id)
            query = query.where(
                or_(
                    and_(PaymentVoid.id.is_(None), moved != expected),
                    and_(PaymentVoid.id.is_not(None), moved != _NOTHING),
                )
            )
        broken += [
            tr("{number} 动用的预存和它的明细对不上", number=number)
            for number in session.scalars(query.order_by(table.id).limit(_MOST))
        ]
    known = (PAYMENT, REFUND)
    strays = session.scalar(select(func.count()).where(PrepaidMove.source_kind.not_in(known))) or ZERO
    return [*broken, tr("有 {n} 笔预存没有来源", n=strays)] if strays else broken


def _paid_in() -> tuple[Any, Any]:
    return (
        _sum(
            PaymentLine.amount,
            PaymentLine.payment_id == Payment.id,
            PaymentLine,
            PaymentLine.source_kind == PREPAID,
        ),
        _sum(
            PaymentTender.amount,
            PaymentTender.payment_id == Payment.id,
            PaymentTender,
            PaymentTender.kind == Tender.PREPAID,
        ),
    )


def _refunded_in() -> tuple[Any, Any]:
    back = (
        select(func.coalesce(func.sum(RefundLine.amount), _NOTHING))
        .select_from(RefundLine)
        .outerjoin(PaymentLine, PaymentLine.id == RefundLine.payment_line_id)
        .where(
            RefundLine.refund_id == Refund.id,
            or_(PaymentLine.id.is_(None), PaymentLine.source_kind == PREPAID),
        )
        .correlate(Refund)
        .scalar_subquery()
    )
    tenders = _sum(
        RefundTender.amount,
        RefundTender.refund_id == Refund.id,
        RefundTender,
        RefundTender.kind == Tender.PREPAID,
    )
    return back, tenders
