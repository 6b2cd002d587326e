"""Where each unit with overdue debts stands in the steps of asking for money, and which comes next (M8.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Row, func, literal_column, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.queries.units import in_parts
from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.areas.fees.model import Charge, FeeItem, Notice, NoticeDelivery, NoticePrint
from frontdesk.areas.fees.queries.notices import NoticeRow, notice_row
from frontdesk.areas.fees.queries.owed import UnitArrears, arrears, owing
from frontdesk.areas.fees.rules.ages import overdue_days
from frontdesk.areas.fees.rules.kinds import NoticeKind
from frontdesk.areas.fees.rules.steps import USUAL_DAYS, NextStep, Taken, next_step, setting_key
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.money import Money

_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class UnitStep:
    """A unit with overdue debts and its place in the steps; `overdue` is what a demand asks for."""

    unit_id: int
    unit: str
    building_id: int
    building: str
    payer: str
    overdue: Money
    charges: int
    oldest_due_on: date
    overdue_days: int
    step: NextStep


class OverdueCharge(NamedTuple):
    """An overdue charge of a unit, as a demand names it."""

    charge_id: int
    item_id: int
    item: str
    period: str
    due_on: date
    owed: Money
    overdue_days: int


class OverdueUnit(NamedTuple):
    """A unit that a demand is written to, its debts the oldest due first."""

    unit_id: int
    unit: str
    building_code: str
    building: str
    payer: str
    area: Decimal | None
    charges: tuple[OverdueCharge, ...]


def overdue_units(session: Session, on: date, unit_ids: Sequence[int]) -> Iterator[OverdueUnit]:
    """These units with what is overdue on a day, in delivery order."""
    found: list[Row[Any]] = []
    owed = owing(session, on)
    for part in in_parts(list(unit_ids)):
        found += session.execute(
            select(
                owed.c.unit_id, Unit.code.label("unit"), Building.code.label("building_code"),
                Building.name.label("building"), Building.sort, Unit.sort_key, Unit.built_area,
                owed.c.id.label("charge_id"), owed.c.item_id, FeeItem.name.label("item"), FeeItem.sort.label("place"),
                Charge.period, Charge.due_on, Charge.payer_name, owed.c.owed,
            )
            .join(Charge, Charge.id == owed.c.id)
            .join(Unit, Unit.id == owed.c.unit_id)
            .join(Building, Building.id == Unit.building_id)
            .join(FeeItem, FeeItem.id == owed.c.item_id)
            .where(owed.c.unit_id.in_(part), owed.c.due_on < on, Unit.kind != UnitKind.OFFICE_PLACE)
        )  # fmt: skip
    found.sort(key=lambda r: (r.sort, r.sort_key, r.unit_id, r.due_on, r.period, r.place, r.charge_id))
    for unit_id, group in groupby(found, key=lambda r: r.unit_id):
        rows = list(group)
        first = rows[0]
        # Whose debt it is stands on each charge; the paper goes to whom the latest one names (M2.6).
        payer = max(rows, key=lambda r: (r.period, r.charge_id)).payer_name
        yield OverdueUnit(
            unit_id,
            first.unit,
            first.building_code,
            first.building,
            payer,
            first.built_area,
            tuple(
                OverdueCharge(
                    r.charge_id, r.item_id, r.item, r.period, r.due_on, r.owed, overdue_days(r.due_on, on)
                )
                for r in rows
            ),
        )


def unit_papers(session: Session, unit_ids: Sequence[int]) -> dict[int, list[NoticeRow]]:
    """Unit id -> its notices and demands, the oldest first, each with its first delivery."""
    first = (
        select(NoticeDelivery.notice_id, func.min(NoticeDelivery.id).label("id"))
        .group_by(NoticeDelivery.notice_id)
        .subquery()
    )
    prints = (
        select(func.count()).where(NoticePrint.notice_id == Notice.id).correlate(Notice).scalar_subquery()
    )
    found: dict[int, list[NoticeRow]] = defaultdict(list)
    for part in in_parts(list(unit_ids)):
        rows = session.execute(
            select(Notice, Unit.code, Building.name, prints, NoticeDelivery)
            .join(Unit, Unit.id == Notice.unit_id)
            .join(Building, Building.id == Unit.building_id)
            .outerjoin(first, first.c.notice_id == Notice.id)
            .outerjoin(NoticeDelivery, NoticeDelivery.id == first.c.id)
            .where(Notice.unit_id.in_(part))
            .order_by(Notice.id)
        )
        for notice, unit, building, printed, delivery in rows:
            found[notice.unit_id].append(notice_row(notice, unit, building, printed, delivery))
    return found


def step_days(session: Session) -> dict[NoticeKind, int]:
    """Days before each step, as the office has set them."""
    return {kind: int(get_setting(session, setting_key(kind), days)) for kind, days in USUAL_DAYS.items()}


def unit_steps(
    session: Session,
    on: date,
    *,
    building_id: int | None = None,
    unit_ids: tuple[int, ...] = (),
    longer_than: int = 0,
) -> tuple[UnitStep, ...]:
    """Every unit that has something overdue for more than so many days, in delivery order, with where it stands.

    Six queries in all.
    """
    rows = [row for row in arrears(session, on, longer_than=longer_than) if row.overdue]
    # Outsiders' debts on the office's own ground are asked for by their bookings.
    ground = set(session.scalars(select(Unit.id).where(Unit.kind == UnitKind.OFFICE_PLACE)))
    rows = [row for row in rows if row.unit_id not in ground]
    if building_id is not None:
        rows = [row for row in rows if row.building_id == building_id]
    if unit_ids:
        wanted = set(unit_ids)
        rows = [row for row in rows if row.unit_id in wanted]
    taken = _taken(session, {row.unit_id: row.oldest_due_on for row in rows})
    oldest = _oldest_periods(session, on)
    days = step_days(session)
    return tuple(_step(row, taken.get(row.unit_id, []), oldest, days, on) for row in rows)


def ready_demands(session: Session, on: date) -> tuple[UnitStep, ...]:
    """Units whose next demand may be sent: for the start page, which looks only at whom a paper has reached."""
    least = min(step_days(session).values())
    reached = (
        select(Notice.unit_id)
        .join(NoticeDelivery, NoticeDelivery.notice_id == Notice.id)
        .where(NoticeDelivery.delivered_on <= on - timedelta(days=least), Notice.kind != NoticeKind.LAWYER)
        .distinct()
        .subquery("reached")
    )
    open_ = select(Charge.unit_id).where(Charge.owed != literal_column("0"), Charge.due_on < on).distinct()
    late = open_.subquery("late")
    ids = tuple(session.scalars(select(reached.c.unit_id).join(late, late.c.unit_id == reached.c.unit_id)))
    if not ids:
        return ()
    return tuple(
        row
        for row in unit_steps(session, on, unit_ids=ids)
        if row.step.ready and row.step.next is not NoticeKind.NOTICE
    )


def _step(
    row: UnitArrears,
    taken: list[Taken],
    oldest: dict[int, tuple[str, int]],
    days: dict[NoticeKind, int],
    on: date,
) -> UnitStep:
    period, overdue = oldest[row.unit_id]
    return UnitStep(
        unit_id=row.unit_id,
        unit=row.unit,
        building_id=row.building_id,
        building=row.building,
        payer=row.payer,
        overdue=row.overdue,
        charges=overdue,
        oldest_due_on=row.oldest_due_on,
        overdue_days=row.overdue_days,
        step=next_step(taken, row.oldest_due_on, period, on, days),
    )


def _oldest_periods(session: Session, on: date) -> dict[int, tuple[str, int]]:
    """Unit id -> its oldest overdue period and how many charges are overdue."""
    owed = owing(session, on)
    rows = session.execute(
        select(owed.c.unit_id, func.min(Charge.period), func.count())
        .join(Charge, Charge.id == owed.c.id)
        .where(owed.c.due_on < on)
        .group_by(owed.c.unit_id)
    )
    return {unit_id: (period, count) for unit_id, period, count in rows}


def _taken(session: Session, oldest: Mapping[int, date]) -> dict[int, list[Taken]]:
    """Unit id -> its papers that can speak of its oldest debt, due on that day: none long before it."""
    if not oldest:
        return {}
    first = (
        select(NoticeDelivery.notice_id, func.min(NoticeDelivery.delivered_on).label("day"))
        .group_by(NoticeDelivery.notice_id)
        .subquery()
    )
    found: dict[int, list[Taken]] = defaultdict(list)
    # A year's charge is named by the notice of its first month.
    since = min(oldest.values()) - _YEAR
    for part in in_parts(list(oldest)):
        rows = session.execute(
            select(Notice.unit_id, Notice.kind, Notice.issued_on, Notice.number, Notice.period, first.c.day)
            .outerjoin(first, first.c.notice_id == Notice.id)
            .where(Notice.unit_id.in_(part), Notice.issued_on >= since)
            .order_by(Notice.id)
        )
        for unit_id, kind, issued_on, number, period, delivered_on in rows:
            if issued_on >= oldest[unit_id] - _YEAR:
                found[unit_id].append(Taken(kind, issued_on, delivered_on, number, period))
    return found
