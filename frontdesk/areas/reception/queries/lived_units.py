"""Units at which somebody is found, by building and entrance: whom a plan of visits or a survey takes in (D2.7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Person, Unit, UnitNote, UnitRole
from frontdesk.areas.archives.queries.unit_ends import standing_now
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.reception.model.tickets import Ticket, TicketNow
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.visit_plans import LIVED_KINDS, LIVED_STATES
from frontdesk.areas.reception.rules.words import TicketKind
from frontdesk.base.values.text import tr

Place = tuple[int, str]
"""A building by its id with one of its entrances; "" is all of the building."""


@dataclass(frozen=True, slots=True)
class LivedUnit:
    """A unit somebody uses."""

    id: int
    code: str
    building_id: int
    building: str
    entrance: str


@dataclass(frozen=True, slots=True)
class EntranceRow:
    """An entrance of a building with how many of its units are used; `entrance` "" where there is none."""

    building_id: int
    building: str
    entrance: str
    units: int


def lived_units(session: Session, places: Collection[Place] = ()) -> tuple[LivedUnit, ...]:
    """Those of the places in the order one walks; of the whole estate for none."""
    query = (
        select(Unit.id, Unit.code, Building.id, Building.name, Unit.entrance)
        .join(Building, Building.id == Unit.building_id)
        .where(Unit.kind.in_(LIVED_KINDS), Unit.state.in_(LIVED_STATES), standing_now())
        .order_by(Building.sort, Building.id, Unit.sort_key)
    )
    if places:
        query = query.where(
            or_(
                *(
                    and_(Unit.building_id == building, Unit.entrance == entrance)
                    if entrance
                    else Unit.building_id == building
                    for building, entrance in places
                )
            )
        )
    return tuple(LivedUnit(*row) for row in session.execute(query))


def entrance_rows(session: Session) -> tuple[EntranceRow, ...]:
    """Every entrance with used units, in the order of the buildings."""
    query = (
        select(Building.id, Building.name, Unit.entrance, func.count(Unit.id))
        .join(Unit, Unit.building_id == Building.id)
        .where(Unit.kind.in_(LIVED_KINDS), Unit.state.in_(LIVED_STATES), standing_now())
        .group_by(Building.id, Building.name, Building.sort, Unit.entrance)
        .order_by(Building.sort, Building.id, Unit.entrance)
    )
    return tuple(EntranceRow(*row) for row in session.execute(query))


def scope_words(session: Session, places: Sequence[Place]) -> str:
    """`3栋、5栋 2 单元`; 全小区 for none."""
    if not places:
        return tr("全小区")
    names = {row[0]: row[1] for row in session.execute(select(Building.id, Building.name))}
    return "、".join(
        tr("{building} {entrance} 单元", building=names.get(building, ""), entrance=entrance)
        if entrance
        else names.get(building, "")
        for building, entrance in places
    )


def noted(session: Session, ids: Collection[int], words: Sequence[str]) -> dict[int, str]:
    """Unit id -> its notes that stand and have one of *words* in them (any note for none)."""
    query = select(UnitNote.unit_id, UnitNote.text).where(UnitNote.withdrawn_at.is_(None))
    wanted = set(ids)
    found: dict[int, list[str]] = {}
    for unit_id, text in session.execute(query.order_by(UnitNote.id)):
        if unit_id in wanted and (not words or any(word in text for word in words)):
            found.setdefault(unit_id, []).append(text)
    return {unit_id: "；".join(texts) for unit_id, texts in found.items()}


def complained(session: Session, ids: Collection[int], since: date) -> dict[int, str]:
    """Unit id -> `投诉 2 次，最近 2026-10-03`: of those who have complained since that day."""
    query = (
        select(Ticket.unit_id, func.count(Ticket.id), func.max(Ticket.received_on))
        .join(TicketNow, TicketNow.ticket_id == Ticket.id)
        .where(
            Ticket.kind == TicketKind.COMPLAINT,
            Ticket.received_on >= since,
            Ticket.unit_id.is_not(None),
            TicketNow.state != State.VOID,
        )
        .group_by(Ticket.unit_id)
    )
    wanted = set(ids)
    return {
        unit_id: tr("投诉 {n} 次，最近 {day}", n=count, day=last)
        for unit_id, count, last in session.execute(query)
        if unit_id in wanted
    }


def who_lives(session: Session, ids: Collection[int], on: date) -> dict[int, tuple[str, str]]:
    """Unit id -> name and masked phone of who is asked for there: the tenant where it is let, else the owner."""
    if not ids:
        return {}
    wanted = set(ids)
    query = (
        select(UnitRole.unit_id, UnitRole.kind, Person.name, Person.phone)
        .join(Person, Person.id == UnitRole.person_id)
        .where(
            UnitRole.unit_id >= min(wanted),
            UnitRole.unit_id <= max(wanted),
            UnitRole.kind.in_((RoleKind.TENANT, RoleKind.OWNER)),
            or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= on),
            or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on),
        )
        .order_by(UnitRole.id)
    )
    found: dict[int, tuple[RoleKind, str, str]] = {}
    for unit_id, kind, name, phone in session.execute(query):
        if unit_id not in wanted:
            continue
        if unit_id not in found or (kind is RoleKind.TENANT and found[unit_id][0] is not RoleKind.TENANT):
            found[unit_id] = (kind, name, mask_phone(phone))
    return {unit_id: (name, phone) for unit_id, (_kind, name, phone) in found.items()}
