"""Whom and what a ticket may be about, found as one types: units, whose telephone rings, public places (D2.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.queries import UnitFilter, find_unit_ids, unit_file, unit_rows, unit_rows_by_id
from frontdesk.areas.archives.queries.search import search as search_archives
from frontdesk.areas.archives.rules.identity import phone_figures
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.reception.rules.place_words import PublicPlace, read_public
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

MOST = 8


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit that fits what was typed. `person_id` is whose telephone it is when one was typed (`phone`, whole)."""

    unit_id: int
    code: str
    name: str
    second: str
    person_id: int | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody of the unit who may be calling; the telephone is masked (D1.9)."""

    person_id: int
    name: str
    role: RoleKind
    phone: str


def find_places(session: Session, text: str, on: date) -> tuple[tuple[FoundUnit, ...], PublicPlace | None]:
    """Units that fit, best first, and the public place the same words may mean."""
    text = text.strip()
    if not text:
        return (), None
    phone = phone_figures(text)
    if phone:
        by_phone = _of_phone(session, phone, on)
        if by_phone:
            return by_phone, None
    ids = find_unit_ids(session, text)[:MOST]
    rows = list(unit_rows_by_id(session, ids, on)) if ids else []
    if len(rows) < MOST and len(ids) != 1:
        known = {row.id for row in rows}
        more = unit_rows(session, UnitFilter(text=text, on=on), 0, MOST)
        rows += [row for row in more if row.id not in known]
    found = tuple(
        FoundUnit(
            row.id, row.code, row.owners, " · ".join(p for p in (row.state.value, row.phone) if p),
        )
        for row in rows[:MOST]
    )  # fmt: skip
    return found, public_place(session, text) if not (len(ids) == 1 and len(found) == 1) else None


def _of_phone(session: Session, phone: str, on: date) -> tuple[FoundUnit, ...]:
    found = []
    for hit in search_archives(session, phone, MOST, on):
        if hit.kind == "person" and hit.by == "phone" and hit.unit_id is not None:
            # `label` is the masked number, `second` who has it.
            name, _, role = hit.second.partition(" · ")
            found.append(FoundUnit(hit.unit_id, hit.unit_code, name, role or hit.label, hit.id, phone))
    return tuple(found[:MOST])


def public_place(session: Session, text: str) -> PublicPlace | None:
    """The public place that *text* means here."""
    rows = session.execute(
        select(Building.id, Building.code, Unit.entrance)
        .outerjoin(Unit, Unit.building_id == Building.id)
        .distinct()
    ).all()
    buildings = {code: building_id for building_id, code, _entrance in rows}
    entrances = {f"{code}-{entrance}" for _id, code, entrance in rows if entrance}
    found = read_public(text, buildings, entrances)
    return None if found is None else replace(found, building_id=buildings.get(found.building))


def found_unit(session: Session, unit_id: int, on: date) -> FoundUnit | None:
    """That unit as the form shows it; None when it is gone."""
    rows = unit_rows_by_id(session, (unit_id,), on)
    if not rows:
        return None
    return FoundUnit(rows[0].id, rows[0].code, rows[0].owners, rows[0].state.value)


def residents_of(session: Session, unit_id: int, on: date) -> tuple[Resident, ...]:
    """Who is something at the unit on the day, each once: owners, tenants, family, agents."""
    order = (RoleKind.TENANT, RoleKind.OWNER, RoleKind.FAMILY, RoleKind.AGENT)
    roles = [
        r
        for r in unit_file(session, unit_id, on).roles
        if not r.over and (r.starts_on is None or r.starts_on <= on)
    ]
    found: dict[int, Resident] = {}
    for role in sorted(roles, key=lambda r: order.index(r.kind)):
        found.setdefault(role.person_id, Resident(role.person_id, role.name, role.kind, role.phone))
    return tuple(found.values())


def notes_of(session: Session, unit_id: int, on: date) -> tuple[str, ...]:
    """What whoever goes there should know: the unit's notes that stand."""
    return tuple(note.text for note in unit_file(session, unit_id, on).notes if not note.over)


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A building, one of its entrances, or a unit, with its words."""

    words: str
    building_id: int | None = None
    entrance: str = ""
    unit_id: int | None = None


WHOLE = ("全小区", "全园区", "全区", "整个小区")


def read_places(session: Session, text: str) -> tuple[bool, tuple[NamedPlace, ...]]:
    """Places written one after the other (`5栋、3-1、2-1-0803`); True for the whole estate.

    Raises `Refused` for a word that is no building, entrance or unit.
    """
    words = [word for word in re.split(r"[、，,；;\s]+", text.strip()) if word]
    if any(word in WHOLE for word in words):
        return True, ()
    found: list[NamedPlace] = []
    for word in words:
        public = public_place(session, word)
        if public is not None and public.building_id is not None:
            found.append(NamedPlace(public.words, public.building_id, public.entrance))
            continue
        ids = find_unit_ids(session, word)
        if len(ids) != 1:
            if ids:
                raise Refused(tr("“{word}”有 {n} 户，请写全房号", word=word, n=len(ids)))
            raise Refused(tr("没有“{word}”这栋、这个单元或这户，请核对", word=word))
        found.append(NamedPlace(word, unit_id=ids[0]))
    return False, tuple(dict.fromkeys(found))
