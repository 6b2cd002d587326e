"""Outages: what is out where, what callers are told, which tickets belong to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.reception.model.outages import Outage, OutageEnd, OutagePlace, OutageWords
from frontdesk.areas.reception.model.tickets import TicketNow
from frontdesk.areas.reception.rules.words import OutageKind
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class OutageRow:
    """An outage as lists show it. `where` in words (`全小区`, `5栋、3栋2单元、2-1-0803`); `ended_at` None: it lasts.

    `say` is what callers are told now, `tickets` how many are tied to it.
    """

    id: int
    number: str
    kind: OutageKind
    what: str
    where: str
    whole: bool
    starts_at: datetime
    expected_until: datetime | None
    say: str
    ended_at: datetime | None
    void: bool
    end_words: str
    tickets: int
    by: str

    @property
    def open(self) -> bool:
        return self.ended_at is None


def outage_rows(
    session: Session, *, open_only: bool = True, limit: int | None = None
) -> tuple[OutageRow, ...]:
    """Outages, the newest first."""
    query = select(Outage.id).outerjoin(OutageEnd, OutageEnd.outage_id == Outage.id)
    if open_only:
        query = query.where(OutageEnd.id.is_(None))
    return rows_of(session, session.scalars(query.order_by(Outage.id.desc()).limit(limit)).all())


def outage(session: Session, outage_id: int) -> OutageRow:
    """One outage. Raises `Refused` when there is none."""
    found = rows_of(session, [outage_id])
    if not found:
        raise Refused(tr("没有这条停水停电记录，请重新选择"))
    return found[0]


def covering(
    session: Session, *, unit_id: int | None = None, building_id: int | None = None, entrance: str = ""
) -> tuple[OutageRow, ...]:
    """Outages that last and reach a unit, or a common part: whoever reports there is told the words."""
    places: list[ColumnElement[bool]] = [Outage.whole.is_(True)]
    if unit_id is not None:
        unit = session.get(Unit, unit_id)
        if unit is None:
            return ()
        places.append(OutagePlace.unit_id == unit_id)
        building_id, entrance = unit.building_id, unit.entrance
    if building_id is not None:
        inside = OutagePlace.entrance == "" if not entrance else OutagePlace.entrance.in_(["", entrance])
        places.append(and_(OutagePlace.building_id == building_id, inside))
    ids = session.scalars(
        select(Outage.id)
        .outerjoin(OutageEnd, OutageEnd.outage_id == Outage.id)
        .outerjoin(OutagePlace, OutagePlace.outage_id == Outage.id)
        .where(OutageEnd.id.is_(None), or_(*places))
        .distinct()
        .order_by(Outage.id)
    ).all()
    return rows_of(session, ids)


def rows_of(session: Session, ids: Collection[int]) -> tuple[OutageRow, ...]:
    """Those of *ids*, in their order, in five statements."""
    wheres = place_words(session, ids)
    said: dict[int, OutageWords] = {}
    for row in session.scalars(
        select(OutageWords).where(OutageWords.outage_id.in_(ids)).order_by(OutageWords.no)
    ):
        said[row.outage_id] = row
    tied: dict[int | None, int] = {}
    for outage_id, count in session.execute(
        select(TicketNow.outage_id, func.count())
        .where(TicketNow.outage_id.in_(ids))
        .group_by(TicketNow.outage_id)
    ):
        tied[outage_id] = count
    found = {}
    for one, end in session.execute(
        select(Outage, OutageEnd)
        .outerjoin(OutageEnd, OutageEnd.outage_id == Outage.id)
        .where(Outage.id.in_(ids))
    ):
        found[one.id] = OutageRow(
            one.id, one.number, one.kind, one.what, wheres.get(one.id, ""),
            one.whole, one.starts_at, said[one.id].expected_until, said[one.id].say,
            end.ended_at if end is not None else None, end is not None and end.void,
            end.words if end is not None else "", tied.get(one.id, 0), one.by,
        )  # fmt: skip
    return tuple(found[key] for key in dict.fromkeys(ids) if key in found)


def place_words(session: Session, ids: Collection[int]) -> dict[int, str]:
    """`5栋、3栋2单元、2-1-0803`, or `全小区`: outage id -> where it is, in two statements."""
    whole = session.scalars(select(Outage.id).where(Outage.id.in_(ids), Outage.whole))
    found = {outage_id: [tr("全小区")] for outage_id in whole}
    rows = session.execute(
        select(OutagePlace, Building.name, Unit.code)
        .outerjoin(Building, Building.id == OutagePlace.building_id)
        .outerjoin(Unit, Unit.id == OutagePlace.unit_id)
        .where(OutagePlace.outage_id.in_(ids))
        .order_by(OutagePlace.id)
    )
    for place, building, unit in rows:
        told = unit or building
        if place.entrance:
            told = tr("{building}{entrance}单元", building=building, entrance=place.entrance)
        found.setdefault(place.outage_id, []).append(told)
    return {outage_id: "、".join(words) for outage_id, words in found.items()}
