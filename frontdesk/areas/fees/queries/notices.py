"""Payment notices: what stands on them, which were issued, which still wait to be delivered (M8.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.rules.kinds import OFFICE_BLOCK, UnitKind
from frontdesk.areas.fees.documents import Demand, LawyerLetter, PaymentNotice
from frontdesk.areas.fees.model import Charge, ChargeAdjustment, FeeItem, Notice, NoticeDelivery, NoticePrint
from frontdesk.areas.fees.queries.late_fees import late_fees
from frontdesk.areas.fees.rules.kinds import DeliveryWay, NoticeKind
from frontdesk.areas.fees.rules.notices import NoticeCharge, NoticeUnit
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr

_NOTHING: ColumnElement[Any] = literal_column("0")


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """Which notices; None means all. `undelivered` leaves out those with a delivery on record."""

    month: Month | None = None
    unit_id: int | None = None
    building_id: int | None = None
    undelivered: bool = False
    kind: NoticeKind | None = NoticeKind.NOTICE


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """An issued notice; `printed` counts every print. The last delivery, if there was one."""

    id: int
    number: str
    unit_id: int
    unit: str
    building: str
    period: str
    total: Money
    issued_on: date
    issued_by: str
    printed: int
    way: DeliveryWay | None
    delivered_on: date | None
    delivered_by: str
    kind: NoticeKind = NoticeKind.NOTICE
    received_by: str = ""
    signed: bool = False
    proof: str = ""
    proof_ref: str = ""


@dataclass(frozen=True, slots=True)
class WaitingNotices:
    """Notices of one month and building that nobody has delivered yet: a line of the start page (D0.3)."""

    period: str
    building_id: int
    building: str
    count: int
    numbers: str
    """What their numbers begin with: `NT-202611-3`."""


@dataclass(frozen=True, slots=True)
class NoticeBuilding:
    """A building in the choice of whom to print for: units that owe for periods up to the month, and how much.

    `issued` counts its notices of the month so far, `waiting` those nobody has delivered.
    """

    building_id: int
    building: str
    units: int
    owed: Money
    issued: int
    waiting: int


class DueUnit(NamedTuple):
    """A unit that owes up to a month, with its open charges, the oldest due first."""

    unit_id: int
    building_code: str
    facts: NoticeUnit
    charges: tuple[NoticeCharge, ...]


def notices(
    session: Session, wanted: NoticeFilter | None = None, offset: int = 0, limit: int | None = 100
) -> tuple[NoticeRow, ...]:
    """Issued notices in delivery order: by building and unit, the latest first within a unit."""
    wanted = wanted or NoticeFilter()
    prints = (
        select(func.count()).where(NoticePrint.notice_id == Notice.id).correlate(Notice).scalar_subquery()
    )
    latest = select(NoticeDelivery.notice_id, func.max(NoticeDelivery.id).label("id"))
    last = latest.group_by(NoticeDelivery.notice_id).subquery()
    query = (
        select(Notice, Unit.code, Building.name, prints, NoticeDelivery)
        .join(Unit, Unit.id == Notice.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .outerjoin(last, last.c.notice_id == Notice.id)
        .outerjoin(NoticeDelivery, NoticeDelivery.id == last.c.id)
        .order_by(Building.sort, Unit.sort_key, Notice.id.desc())
    )
    query = _filtered(query, wanted)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return tuple(notice_row(*row) for row in session.execute(query))


def notice_row(
    notice: Notice, unit: str, building: str, printed: int, delivery: NoticeDelivery | None
) -> NoticeRow:
    """A notice as lists show it."""
    return NoticeRow(
        id=notice.id,
        number=notice.number,
        unit_id=notice.unit_id,
        unit=unit,
        building=building,
        period=notice.period,
        total=notice.total,
        issued_on=notice.issued_on,
        issued_by=notice.issued_by,
        printed=printed,
        way=delivery.way if delivery else None,
        delivered_on=delivery.delivered_on if delivery else None,
        delivered_by=delivery.by if delivery else "",
        kind=notice.kind,
        received_by=delivery.received_by if delivery else "",
        signed=delivery.signed if delivery else False,
        proof=delivery.proof if delivery else "",
        proof_ref=delivery.proof_ref if delivery else "",
    )


def notice_count(session: Session, wanted: NoticeFilter | None = None) -> int:
    """How many notices the filter lets through."""
    query = select(func.count()).select_from(Notice).join(Unit, Unit.id == Notice.unit_id)
    return int(session.scalar(_filtered(query, wanted or NoticeFilter())) or 0)


def notice_numbers(session: Session, wanted: NoticeFilter | None = None) -> tuple[str, ...]:
    """The numbers the filter lets through, in delivery order: for marking many at once."""
    query = select(Notice.number).join(Unit, Unit.id == Notice.unit_id)
    query = query.join(Building, Building.id == Unit.building_id)
    query = query.order_by(Building.sort, Unit.sort_key, Notice.id.desc())
    return tuple(session.scalars(_filtered(query, wanted or NoticeFilter())))


def notice_buildings(session: Session, month: Month) -> tuple[NoticeBuilding, ...]:
    """Every building with what is owed for periods up to *month* and how its notices of that month stand."""
    due = {
        building: (units, owed)
        for building, units, owed in session.execute(
            select(Unit.building_id, func.count(Charge.unit_id.distinct()), func.sum(Charge.owed))
            .join(Unit, Unit.id == Charge.unit_id)
            .where(Charge.owed != _NOTHING, Charge.period <= str(month))
            .group_by(Unit.building_id)
        )
    }
    lived_in = select(Building.id, Building.name).where(Building.code != OFFICE_BLOCK)
    counts = select(Unit.building_id, func.count()).select_from(Notice).join(Unit, Unit.id == Notice.unit_id)
    counts = counts.group_by(Unit.building_id)
    issued = {place: n for place, n in session.execute(_filtered(counts, NoticeFilter(month)))}  # noqa: C416
    undelivered = _filtered(counts, NoticeFilter(month, undelivered=True))
    waiting = {place: n for place, n in session.execute(undelivered)}  # noqa: C416
    places = session.execute(lived_in.order_by(Building.sort, Building.id))
    return tuple(
        NoticeBuilding(id, name, *due.get(id, (0, Money(0))), issued.get(id, 0), waiting.get(id, 0))
        for id, name in places
    )


def notice_document(session: Session, number: str) -> PaymentNotice:
    """A notice as it was issued. Raises `Refused` for a number that does not exist."""
    found = session.scalar(
        select(Notice.document).where(Notice.number == number, Notice.kind == NoticeKind.NOTICE)
    )
    if found is None:
        raise Refused(tr("没有编号为 {number} 的通知单", number=number), field="number")
    return PaymentNotice.from_json(found)


def demand_document(session: Session, number: str) -> Demand | LawyerLetter:
    """A demand or a lawyer's letter as it was issued. Raises `Refused` for a number that does not exist."""
    found = session.execute(select(Notice.kind, Notice.document).where(Notice.number == number)).one_or_none()
    if found is None or found.kind is NoticeKind.NOTICE:
        raise Refused(tr("没有编号为 {number} 的催缴单", number=number), field="number")
    kind = LawyerLetter if found.kind is NoticeKind.LAWYER else Demand
    return kind.from_json(found.document)


def waiting_notices(session: Session) -> tuple[WaitingNotices, ...]:
    """Notices to deliver, by month and building. Of several for one unit and month only the latest waits, and
    none for a unit that owes nothing any more."""
    later = aliased(Notice)
    rows = session.execute(
        select(Notice.period, Building.id, Building.code, Building.name, func.count())
        .join(Unit, Unit.id == Notice.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .where(
            Notice.kind == NoticeKind.NOTICE,
            ~exists().where(NoticeDelivery.notice_id == Notice.id),
            ~exists().where(
                later.unit_id == Notice.unit_id,
                later.period == Notice.period,
                later.kind == NoticeKind.NOTICE,
                later.id > Notice.id,
            ),
            exists().where(
                Charge.unit_id == Notice.unit_id, Charge.owed != _NOTHING, Charge.period <= Notice.period
            ),
        )
        .group_by(Notice.period, Building.id, Building.code, Building.name, Building.sort)
        .order_by(Notice.period, Building.sort)
    )
    return tuple(
        WaitingNotices(period, id, name, count, notice_prefix(Month.parse(period), code))
        for period, id, code, name, count in rows
    )


def notice_prefix(month: Month, building_code: str) -> str:
    """What the numbers of a month's notices for one building begin with."""
    return f"NT-{month.year:04d}{month.number:02d}-{building_code}"


def due_units(
    session: Session,
    month: Month,
    unit_ids: tuple[int, ...] = (),
    building_ids: tuple[int, ...] = (),
    *,
    on: date,
) -> Iterator[DueUnit]:
    """Every unit that owes now for periods up to *month*, in delivery order, with its late fees up to the day *on*.

    A charge that is paid but for its late fee is among them; a unit that owes nothing but late fees gets a paper
    only when it is named. One query for the charges of all units.
    """
    late = late_fees(session, on, unit_ids=unit_ids or None, building_ids=building_ids or None)
    only_late = [fee.charge_id for fee in late.values() if fee.open and not fee.owed]
    adjusted = (
        select(func.coalesce(func.sum(ChargeAdjustment.amount), _NOTHING))
        .where(ChargeAdjustment.charge_id == Charge.id)
        .correlate(Charge)
        .scalar_subquery()
    )
    query = (
        select(
            Charge.unit_id, Unit.code.label("unit"), Unit.built_area, Building.code.label("building_code"),
            Building.name.label("building"), FeeItem.name.label("item"), Charge.period, Charge.how, Charge.due_on,
            Charge.amount, Charge.owed, Charge.payer_name, Charge.id.label("charge_id"), adjusted.label("adjusted"),
            Charge.item_id,
        )
        .join(Unit, Unit.id == Charge.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .join(FeeItem, FeeItem.id == Charge.item_id)
        .where(
            or_(Charge.owed != _NOTHING, Charge.id.in_(only_late)) if only_late else Charge.owed != _NOTHING,
            Charge.period <= str(month),
            # Debts of different outsiders stand on the office's own ground: no paper may tell one of another's.
            Unit.kind != UnitKind.OFFICE_PLACE,
        )
        .order_by(
            Building.sort, Building.id, Unit.sort_key, Unit.id, Charge.due_on, Charge.period, FeeItem.sort, Charge.id
        )
    )  # fmt: skip
    if unit_ids:
        query = query.where(Charge.unit_id.in_(unit_ids))
    if building_ids:
        query = query.where(Unit.building_id.in_(building_ids))
    for unit_id, found in groupby(session.execute(query), key=lambda row: row.unit_id):
        rows = list(found)
        if not unit_ids and not any(row.owed for row in rows):
            continue
        first = rows[0]
        # Whose debt it is stands on each charge; the paper goes to whom the latest one names (M2.6).
        payer = max(rows, key=lambda row: (row.period, row.charge_id)).payer_name
        yield DueUnit(
            unit_id,
            first.building_code,
            NoticeUnit(first.unit, first.building, payer, first.built_area),
            tuple(
                NoticeCharge(
                    row.item,
                    row.period,
                    row.how,
                    row.due_on,
                    row.amount,
                    row.adjusted,
                    row.owed,
                    late[row.charge_id].open if row.charge_id in late else ZERO,
                    row.item_id,
                )
                for row in rows
            ),
        )


def _filtered(query: Any, wanted: NoticeFilter) -> Any:
    if wanted.kind is not None:
        query = query.where(Notice.kind == wanted.kind)
    if wanted.month is not None:
        query = query.where(Notice.period == str(wanted.month))
    if wanted.unit_id is not None:
        query = query.where(Notice.unit_id == wanted.unit_id)
    if wanted.building_id is not None:
        query = query.where(Unit.building_id == wanted.building_id)
    if wanted.undelivered:
        # The lists have the latest delivery joined already: that one is not meant here.
        delivered = exists().where(NoticeDelivery.notice_id == Notice.id).correlate(Notice)
        query = query.where(~delivered)
    return query
