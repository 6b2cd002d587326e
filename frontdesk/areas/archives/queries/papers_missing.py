"""What papers a unit lacks, by the office's own list of what each kind of unit must have (D1.6)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit, UnitRole
from frontdesk.areas.archives.model.papers import ArchivePaper, PaperKind
from frontdesk.areas.archives.queries.papers import in_use, kind_rules
from frontdesk.areas.archives.queries.units import UnitFilter, in_parts, narrowed, owners_of
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitKind, UnitState
from frontdesk.areas.archives.rules.papers import missing_kinds, wanted_kinds


class MissingShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    MISSING = "缺件"
    WHOLE = "齐全"


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A unit with what it lacks of what it must have."""

    id: int
    unit: str
    building: str
    kind: UnitKind
    state: UnitState
    owners: str
    missing: tuple[str, ...]
    wanted: int

    @property
    def have(self) -> int:
        return self.wanted - len(self.missing)


@dataclass(frozen=True, slots=True)
class MissingFilter:
    """What the list shows: units that lack *kind* ("": anything), of a building, whose code or owner fits *text*."""

    on: date
    text: str = ""
    show: MissingShow = MissingShow.MISSING
    kind: str = ""
    building_id: int | None = None
    sort: str = "unit"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class MissingFigures:
    """Units in the filter, units that must have anything, units of each chip, and how many lack each kind."""

    count: int
    every: int
    shows: dict[MissingShow, int]
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    id: int
    code: str
    building: str
    kind: UnitKind
    state: UnitState
    missing: tuple[str, ...]
    wanted: int


def missing_of(session: Session, unit_id: int, on: date) -> tuple[str, ...]:
    """Kinds that a unit lacks, in the office's order."""
    unit = session.get(Unit, unit_id)
    if unit is None or unit.ended_on is not None:
        return ()
    rules = kind_rules(session)
    return missing_kinds(rules, unit.kind, unit.state, _there(session, [unit_id], on)[unit_id])


def missing_rows(
    session: Session, wanted: MissingFilter, offset: int = 0, limit: int | None = 100
) -> tuple[MissingRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    found = [unit for unit in _units(session, wanted) if _shown(unit, wanted)]
    if wanted.sort == "missing":
        found.sort(key=lambda unit: len(unit.missing), reverse=wanted.descending)
    elif wanted.descending:
        found.reverse()
    page = found[offset : None if limit is None else offset + limit]
    owners = owners_of(session, [unit.id for unit in page], wanted.on)
    return tuple(
        MissingRow(
            u.id, u.code, u.building, u.kind, u.state, "、".join(name for name, _phone in owners.get(u.id, [])),
            u.missing, u.wanted,
        )
        for u in page
    )  # fmt: skip


def missing_figures(session: Session, wanted: MissingFilter) -> MissingFigures:
    """The figures over the list."""
    units = _units(session, wanted)
    lacking = [unit for unit in units if unit.missing]
    kinds = [rule.name for rule in kind_rules(session) if rule.required]
    shows = {MissingShow.MISSING: len(lacking), MissingShow.WHOLE: len(units) - len(lacking)}
    counted = tuple((kind, sum(kind in unit.missing for unit in lacking)) for kind in kinds)
    return MissingFigures(sum(_shown(unit, wanted) for unit in units), len(units), shows, counted)


def _shown(unit: _Unit, wanted: MissingFilter) -> bool:
    if wanted.show is MissingShow.WHOLE:
        return not unit.missing
    return wanted.kind in unit.missing if wanted.kind else bool(unit.missing)


def _units(session: Session, wanted: MissingFilter) -> list[_Unit]:
    """Units of the filter that must have anything, in their order."""
    rules = kind_rules(session)
    needs = {(kind, state): wanted_kinds(rules, kind, state) for kind in UnitKind for state in UnitState}
    query: Any = select(Unit.id, Unit.code, Building.name, Unit.kind, Unit.state).join(
        Building, Building.id == Unit.building_id
    )
    query = narrowed(query, UnitFilter(text=wanted.text, building_id=wanted.building_id, on=wanted.on))
    rows = [row for row in session.execute(query.order_by(Unit.sort_key)) if needs[(row.kind, row.state)]]
    there = _there(session, [row.id for row in rows], wanted.on)
    return [
        _Unit(
            row.id, row.code, row.name, row.kind, row.state,
            tuple(kind for kind in needs[(row.kind, row.state)] if kind not in there[row.id]),
            len(needs[(row.kind, row.state)]),
        )
        for row in rows
    ]  # fmt: skip


def _there(session: Session, unit_ids: list[int], on: date) -> dict[int, set[str]]:
    """Kinds of which each unit has a paper in use: its own, or an owner's who has filed one with no unit named."""
    names: dict[int, str] = {
        row.id: row.name for row in session.execute(select(PaperKind.id, PaperKind.name))
    }
    found: dict[int, set[str]] = defaultdict(set)
    standing = (
        UnitRole.kind == RoleKind.OWNER,
        or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= on),
        or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on),
    )
    for part in in_parts(unit_ids):
        own = select(ArchivePaper.unit_id, ArchivePaper.kind_id).where(
            ArchivePaper.unit_id.in_(part), in_use()
        )
        owners = (
            select(UnitRole.unit_id, ArchivePaper.kind_id)
            .join(ArchivePaper, ArchivePaper.person_id == UnitRole.person_id)
            .where(UnitRole.unit_id.in_(part), ArchivePaper.unit_id.is_(None), in_use(), *standing)
        )
        for query in (own, owners):
            for unit_id, kind_id in session.execute(query):
                if unit_id is not None:
                    found[unit_id].add(names[kind_id])
    return found
