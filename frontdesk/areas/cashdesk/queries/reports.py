"""收款报表 (D5.5): what a span brought in, taken apart four ways, each read from its own table so that they prove
each other; what is held for others on its last day; what the closes stored of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.cashdesk.documents import HeldLine, IncomeReport, ReportBar, ReportLine, ReportPart
from frontdesk.areas.cashdesk.model import (
    Payment,
    PaymentLine,
    PaymentTender,
    PaymentVoid,
    Refund,
    RefundLine,
    RefundTender,
    Shift,
)
from frontdesk.areas.cashdesk.queries.deposits import held_by_purpose
from frontdesk.areas.cashdesk.queries.prepaid import prepaid_units
from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, ShiftState, Tender
from frontdesk.areas.cashdesk.rules.report_spans import Days
from frontdesk.areas.fees.model import FeeItem
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr

By = Literal["item", "building", "cashier", "tender"]
BY: tuple[By, ...] = ("item", "building", "cashier", "tender")
BY_WORDS: dict[By, str] = {"item": "按项目", "building": "按楼栋", "cashier": "按收款员", "tender": "按方式"}

_MOST_DAYS = 62
"""A longer span has a bar for each month."""


def report_title(first: date, last: date) -> str:
    """`收款日报`, `收款月报`, `收款季报`, `收款年报`; `收款报表` for any other span."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and last == Month.of(last).span.last
    if first == last:
        return tr("收款日报")
    if whole and months == 1:
        return tr("收款月报")
    if whole and months == 3 and first.month % 3 == 1:
        return tr("收款季报")
    if whole and months == 12 and first.month == 1:
        return tr("收款年报")
    return tr("收款报表")


def income_report(
    session: Session, first: date, last: date, *, made_at: datetime, made_by: str = ""
) -> IncomeReport:
    """The report of *first* to *last*, both included. A number of queries that does not grow with the receipts."""
    closed, unclosed, closed_net = _closes(session, first, last)
    bars, bars_title = _bars(session, first, last)
    return IncomeReport(
        office=str(get_setting(session, "office.name", "")),
        estate=str(get_setting(session, "estate.name", "")),
        title=report_title(first, last),
        first=first,
        last=last,
        parts=tuple(ReportPart(by, tr(BY_WORDS[by]), _lines(session, by, first, last)) for by in BY),
        bars=bars,
        bars_title=bars_title,
        held=_held(session, min(last, made_at.date())),
        closed_shifts=closed,
        closed_net=closed_net,
        open_shifts=unclosed,
        made_at=made_at,
        made_by=made_by,
    )


@dataclass(frozen=True, slots=True)
class Earlier:
    """What another span brought in net, to hold a report against."""

    days: Days
    net: Money


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as the page shows it."""

    report: IncomeReport
    before: Earlier
    year_ago: Earlier


def report_view(
    session: Session, days: Days, before: Days, year_ago: Days, *, made_at: datetime, made_by: str = ""
) -> ReportView:
    """The report of *days* beside what two other spans brought in."""
    return ReportView(
        income_report(session, days.first, days.last, made_at=made_at, made_by=made_by),
        Earlier(before, income_net(session, before.first, before.last)),
        Earlier(year_ago, income_net(session, year_ago.first, year_ago.last)),
    )


def income_net(session: Session, first: date, last: date) -> Money:
    """Receipts that stand less refunds, of those business days."""
    taken = session.scalar(_taken(select(func.sum(Payment.settled)), first, last))
    back = session.scalar(select(func.sum(Refund.amount)).where(Refund.business_on.between(first, last)))
    return (taken or ZERO) - (back or ZERO)


def _taken(query: Any, first: date, last: date) -> Any:
    """Over receipts that stand, of those business days."""
    return query.where(
        Payment.business_on.between(first, last),
        ~select(PaymentVoid.id).where(PaymentVoid.payment_id == Payment.id).exists(),
    )


def _lines(session: Session, by: By, first: date, last: date) -> tuple[ReportLine, ...]:
    counted = func.count(Payment.id.distinct())
    taken: Any
    back: Any
    if by == "item":
        taken = select(PaymentLine.item, counted, func.sum(PaymentLine.amount)).join(
            Payment, Payment.id == PaymentLine.payment_id
        )
        taken = taken.group_by(PaymentLine.item)
        back = select(RefundLine.item, func.sum(RefundLine.amount)).join(
            Refund, Refund.id == RefundLine.refund_id
        )
        back = back.group_by(RefundLine.item)
    elif by == "tender":
        return _by_tender(session, first, last)
    elif by == "cashier":
        taken = select(Payment.cashier, counted, func.sum(Payment.settled)).group_by(Payment.cashier)
        back = select(Refund.cashier, func.sum(Refund.amount)).group_by(Refund.cashier)
    else:
        building = func.coalesce(Building.name, "")
        taken = (
            select(building, counted, func.sum(Payment.settled))
            .join(Unit, Unit.id == Payment.unit_id)
            .outerjoin(Building, Building.id == Unit.building_id)
            .group_by(building)
        )
        back = (
            select(building, func.sum(Refund.amount))
            .join(Unit, Unit.id == Refund.unit_id)
            .outerjoin(Building, Building.id == Unit.building_id)
            .group_by(building)
        )
    got = {label: (n, amount) for label, n, amount in session.execute(_taken(taken, first, last))}
    gone: dict[str, Money] = {}
    for label, amount in session.execute(back.where(Refund.business_on.between(first, last))):
        gone[label] = amount
    labels = _ordered(session, by, {*got, *gone})
    return tuple(
        ReportLine(label or tr("没有楼栋"), *got.get(label, (0, ZERO)), gone.get(label, ZERO))
        for label in labels
    )


def _by_tender(session: Session, first: date, last: date) -> tuple[ReportLine, ...]:
    """Cash net of its change (T9)."""
    taken = _taken(
        select(PaymentTender.kind, func.count(Payment.id.distinct()), func.sum(PaymentTender.amount))
        .join(Payment, Payment.id == PaymentTender.payment_id)
        .group_by(PaymentTender.kind),
        first,
        last,
    )
    got: dict[Tender, tuple[int, Money]] = {kind: (n, amount) for kind, n, amount in session.execute(taken)}
    change = session.scalar(_taken(select(func.sum(Payment.change)), first, last)) or ZERO
    if change:
        n, cash = got.get(Tender.CASH, (0, ZERO))
        got[Tender.CASH] = (n, cash - change)
    back = (
        select(RefundTender.kind, func.sum(RefundTender.amount))
        .join(Refund, Refund.id == RefundTender.refund_id)
        .where(Refund.business_on.between(first, last))
        .group_by(RefundTender.kind)
    )
    gone: dict[Tender, Money] = {kind: amount for kind, amount in session.execute(back)}  # noqa: C416
    return tuple(
        ReportLine(tr(TENDER_WORDS[kind]), *got.get(kind, (0, ZERO)), gone.get(kind, ZERO))
        for kind in Tender
        if kind in got or kind in gone
    )


def _ordered(session: Session, by: By, labels: set[str]) -> list[str]:
    """Items as the office lists them, buildings as they stand, people by name."""
    order: Iterable[str] = ()
    if by == "item":
        order = session.scalars(select(FeeItem.name).order_by(FeeItem.sort, FeeItem.id))
    elif by == "building":
        order = session.scalars(select(Building.name).order_by(Building.sort, Building.id))
    place = {label: n for n, label in enumerate(order)}
    return sorted(labels, key=lambda label: (place.get(label, len(place)), label))


def _bars(session: Session, first: date, last: date) -> tuple[tuple[ReportBar, ...], str]:
    taken = _taken(select(Payment.business_on, func.sum(Payment.settled)), first, last)
    by_day: dict[date, Money] = {day: n for day, n in session.execute(taken.group_by(Payment.business_on))}  # noqa: C416
    back = select(Refund.business_on, func.sum(Refund.amount)).where(Refund.business_on.between(first, last))
    for day, amount in session.execute(back.group_by(Refund.business_on)):
        by_day[day] = by_day.get(day, ZERO) - amount
    if (last - first).days < _MOST_DAYS:
        days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
        return tuple(ReportBar(f"{d.month}-{d.day}", by_day.get(d, ZERO)) for d in days), tr("每天净收")
    months: dict[Month, Money] = {}
    month = Month.of(first)
    while month <= Month.of(last):
        months[month] = ZERO
        month = month.plus(1)
    for day, amount in by_day.items():
        months[Month.of(day)] += amount
    return tuple(ReportBar(str(month), amount) for month, amount in months.items()), tr("每月净收")


def _held(session: Session, on: date) -> tuple[HeldLine, ...]:
    deposits = [
        HeldLine(tr("{purpose}押金", purpose=part.purpose), part.count, part.left)
        for part in held_by_purpose(session, on)
    ]
    units = prepaid_units(session, on)
    prepaid = HeldLine(tr("预存款"), len(units), total(unit.balance for unit in units))
    return (*deposits, *((prepaid,) if units else ()))


def _closes(session: Session, first: date, last: date) -> tuple[int, int, Money]:
    """Closed shifts of the span, shifts that are not closed yet, and the closed ones' income worked out shift by shift."""
    shifts = session.execute(
        select(Shift.id, Shift.state).where(Shift.business_on.between(first, last)).order_by(Shift.id)
    ).all()
    closed = [shift_id for shift_id, state in shifts if state is ShiftState.CLOSED]
    return len(closed), len(shifts) - len(closed), _closed_net(session, first, last)


def _closed_net(session: Session, first: date, last: date) -> Money:
    """What belongs to closed shifts, by the shift and not by the day: read apart from the four ways."""
    closed = select(Shift.id).where(Shift.business_on.between(first, last), Shift.state == ShiftState.CLOSED)
    taken = session.scalar(
        select(func.sum(Payment.settled))
        .outerjoin(PaymentVoid, PaymentVoid.payment_id == Payment.id)
        .where(Payment.shift_id.in_(closed), PaymentVoid.id.is_(None))
    )
    back = session.scalar(select(func.sum(Refund.amount)).where(Refund.shift_id.in_(closed)))
    return (taken or ZERO) - (back or ZERO)
