"""What must always hold of the cashier's money; `check` names what does not, in words."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, func, literal_column, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.model import (
    CashMovement,
    Payment,
    PaymentLine,
    PaymentTender,
    PaymentVoid,
    ShiftClose,
)
from frontdesk.areas.cashdesk.queries.broken_money import broken_money
from frontdesk.areas.cashdesk.queries.broken_numbers import broken_numbers
from frontdesk.areas.cashdesk.queries.broken_shifts import broken_shifts
from frontdesk.areas.cashdesk.rules.kinds import CHARGE, PAYMENT, Tender
from frontdesk.areas.fees.model import Charge, ChargeAdjustment, ChargeSettlement
from frontdesk.base.store.audit import AuditChange, AuditEntry
from frontdesk.base.store.numbers import NumberSeries
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr

_MOST = 20
_DAY_SERIES = ("RB-", "JK-", "LX-")
# Written out: a bound 0 would be taken for an amount.
_NOTHING: ColumnElement[Any] = literal_column("0")


def broken_invariants(session: Session) -> list[str]:
    """Every broken invariant of the cash desk in words, at most twenty of each sort; empty when all is well."""
    return [
        *_receipts_and_lines(session),
        *_lines_and_tenders(session),
        *_change_out_of_cash(session),
        *broken_numbers(session),
        *_day_numbers(session),
        *_settlements(session),
        *_over_settled(session),
        *broken_money(session),
        *broken_shifts(session),
        *_audit_of_payments(session),
        *_audit_whole(session),
    ]


def _receipts_and_lines(session: Session) -> list[str]:
    sums = (
        select(PaymentLine.payment_id, func.sum(PaymentLine.amount).label("sum"))
        .group_by(PaymentLine.payment_id)
        .subquery()
    )
    lines = func.coalesce(sums.c.sum, _NOTHING)
    query = (
        select(Payment.number, Payment.settled, sums.c.sum)
        .outerjoin(sums, sums.c.payment_id == Payment.id)
        .where(Payment.settled != lines)
    )
    return [
        tr("收据 {number}：合计 {a}，明细加起来 {b}", number=number, a=settled, b=found or ZERO)
        for number, settled, found in _some(session, query)
    ]


def _lines_and_tenders(session: Session) -> list[str]:
    sums = (
        select(PaymentTender.payment_id, func.sum(PaymentTender.amount).label("sum"))
        .group_by(PaymentTender.payment_id)
        .subquery()
    )
    tendered = func.coalesce(sums.c.sum, _NOTHING)
    query = (
        select(Payment.number, Payment.settled, Payment.change, sums.c.sum)
        .outerjoin(sums, sums.c.payment_id == Payment.id)
        .where(or_(Payment.tendered != tendered, Payment.settled + Payment.change != tendered))
    )
    return [
        tr(
            "收据 {number}：明细 {a} 加找零 {b}，不等于收款方式合计 {c}",
            number=number,
            a=settled,
            b=change,
            c=found or ZERO,
        )
        for number, settled, change, found in _some(session, query)
    ]


def _change_out_of_cash(session: Session) -> list[str]:
    cash = (
        select(PaymentTender.payment_id, func.sum(PaymentTender.amount).label("sum"))
        .where(PaymentTender.kind == Tender.CASH)
        .group_by(PaymentTender.payment_id)
        .subquery()
    )
    query = (
        select(Payment.number, Payment.change)
        .outerjoin(cash, cash.c.payment_id == Payment.id)
        .where(Payment.change > func.coalesce(cash.c.sum, _NOTHING))
    )
    return [
        tr("收据 {number}：找零 {change} 比收的现金还多", number=number, change=change)
        for number, change in _some(session, query)
    ]


def _day_numbers(session: Session) -> list[str]:
    """Day reports, hand-ins and petty cash: as many numbers stand as were given out."""
    standing: dict[str, int] = defaultdict(int)
    for number in (
        *session.scalars(select(ShiftClose.report_number)),
        *session.scalars(select(CashMovement.number)),
    ):
        standing[number.rpartition("-")[0]] += 1
    given = {
        name: last
        for name, last in session.execute(select(NumberSeries.name, NumberSeries.last))
        if name.startswith(_DAY_SERIES)
    }
    return [
        tr("{series} 发出 {given} 个号，留下 {standing} 个", series=series, given=given.get(series, 0), standing=standing[series])
        for series in sorted({*standing, *given})
        if given.get(series, 0) != standing[series]
    ][:_MOST]  # fmt: skip


def _settlements(session: Session) -> list[str]:
    """Per receipt: what fees knows as settled is the receipt's lines, nothing once it is void (M6.5)."""
    lines = (
        select(PaymentLine.payment_id, func.sum(PaymentLine.amount).label("sum"))
        .where(PaymentLine.source_kind == CHARGE)
        .group_by(PaymentLine.payment_id)
        .subquery()
    )
    settled = (
        select(ChargeSettlement.source_id, func.sum(ChargeSettlement.amount).label("sum"))
        .where(ChargeSettlement.source_kind == PAYMENT)
        .group_by(ChargeSettlement.source_id)
        .subquery()
    )
    have = func.coalesce(settled.c.sum, _NOTHING)
    query = (
        select(Payment.number, PaymentVoid.id, lines.c.sum, settled.c.sum)
        .outerjoin(lines, lines.c.payment_id == Payment.id)
        .outerjoin(settled, settled.c.source_id == Payment.id)
        .outerjoin(PaymentVoid, PaymentVoid.payment_id == Payment.id)
        .where(
            or_(
                and_(PaymentVoid.id.is_(None), have != func.coalesce(lines.c.sum, _NOTHING)),
                and_(PaymentVoid.id.is_not(None), have != _NOTHING),
            )
        )
    )
    broken = [
        tr("收据 {number}：明细 {a}，费用上却记着收 {b}", number=number, a=a or ZERO, b=b or ZERO)
        if void is None
        else tr("收据 {number} 已作废，费用上还记着收 {b}", number=number, b=b or ZERO)
        for number, void, a, b in _some(session, query)
    ]
    strays = (
        select(ChargeSettlement.source_id, func.sum(ChargeSettlement.amount))
        .outerjoin(Payment, Payment.id == ChargeSettlement.source_id)
        .where(ChargeSettlement.source_kind == PAYMENT, Payment.id.is_(None))
        .group_by(ChargeSettlement.source_id)
    )
    return broken + [
        tr("费用上记着收 {amount}，却没有这张收据（{id}）", amount=amount, id=source)
        for source, amount in session.execute(strays.limit(_MOST))
    ]


def _over_settled(session: Session) -> list[str]:
    """No charge is paid beyond its amount and adjustments."""
    paid = (
        select(ChargeSettlement.charge_id, func.sum(ChargeSettlement.amount).label("sum"))
        .group_by(ChargeSettlement.charge_id)
        .subquery()
    )
    adjusted = (
        select(ChargeAdjustment.charge_id, func.sum(ChargeAdjustment.amount).label("sum"))
        .group_by(ChargeAdjustment.charge_id)
        .subquery()
    )
    query = (
        select(Charge.id, Charge.amount, paid.c.sum)
        .join(paid, paid.c.charge_id == Charge.id)
        .outerjoin(adjusted, adjusted.c.charge_id == Charge.id)
        .where(
            or_(paid.c.sum > Charge.amount + func.coalesce(adjusted.c.sum, _NOTHING), paid.c.sum < _NOTHING)
        )
        .order_by(Charge.id)
    )
    return [
        tr("应收 {id} 共 {amount}，却收了 {paid}", id=charge_id, amount=amount, paid=found)
        for charge_id, amount, found in session.execute(query.limit(_MOST))
    ]


def _audit_of_payments(session: Session) -> list[str]:
    """Every receipt was made by one audited command (collecting, or a permit with its fee), and none is gone."""
    # The number of the record, not its text: by it either side finds the other without reading all of it.
    number = cast(AuditChange.record_id, Integer)
    made = (
        select(number.label("id"), func.count().label("n"))
        .join(AuditEntry, AuditEntry.id == AuditChange.entry_id)
        .where(
            AuditChange.table_name == Payment.__tablename__,
            AuditChange.field == "*",
        )
        .group_by(number)
        .subquery()
    )
    lost = (
        select(Payment.number)
        .outerjoin(made, made.c.id == Payment.id)
        .where(func.coalesce(made.c.n, _NOTHING) != literal_column("1"))
    )
    stray = (
        select(made.c.id)
        .outerjoin(Payment, Payment.id == made.c.id)
        .where(Payment.id.is_(None))
        .order_by(made.c.id)
    )
    return [
        *(tr("收据 {number} 没有操作记录", number=number) for (number,) in _some(session, lost)),
        *(
            tr("操作记录里收过一笔款（{id}），收据却不见了", id=record)
            for record in session.scalars(stray.limit(_MOST))
        ),
    ]


def _audit_whole(session: Session) -> list[str]:
    """No entry of the trail is missing. PostgreSQL leaves numbers out when a command is rolled back."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    broken = []
    for what, table in ((tr("操作记录"), AuditEntry), (tr("修改记录"), AuditChange)):
        last, count = session.execute(select(func.max(table.id), func.count())).one()
        if count and last != count:
            broken.append(tr("{what}缺了 {n} 条", what=what, n=last - count))
    return broken


def _some(session: Session, query: Select[*tuple[Any, ...]]) -> list[Any]:
    return list(session.execute(query.order_by(Payment.id).limit(_MOST)).all())
