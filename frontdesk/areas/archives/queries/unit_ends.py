"""Which units are there: one that became others is left out from its day on, one made of others before its (D1.1, T15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit, UnitChange, UnitChangeUnit
from frontdesk.areas.archives.rules.kinds import UnitEnd
from frontdesk.areas.archives.rules.unit_changes import UnitChangeKind
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.periods import Span
from frontdesk.base.values.text import tr


def standing_now() -> Any:
    """Units that are there today: a condition. Nothing ends on a day to come."""
    return Unit.ended_on.is_(None)


def standing_on(day: date) -> Any:
    """Units that were there at the end of *day*: a condition."""
    return and_(
        or_(Unit.begun_on.is_(None), Unit.begun_on <= day), or_(Unit.ended_on.is_(None), Unit.ended_on > day)
    )


def standing_in(span: Span) -> Any:
    """Units that were there on any day of *span*: a condition."""
    return and_(
        or_(Unit.begun_on.is_(None), Unit.begun_on < span.end),
        or_(Unit.ended_on.is_(None), Unit.ended_on > span.start),
    )


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A unit at the other side of a merging or splitting."""

    id: int
    code: str


@dataclass(frozen=True, slots=True)
class UnitBond:
    """A merging or splitting that made a unit, or ended it (`ended`), with the units at its other side."""

    change_id: int
    number: str
    kind: UnitChangeKind
    on: date
    ended: bool
    others: tuple[UnitLink, ...]

    @property
    def words(self) -> str:
        """`2026-11-17 合并为 3-1-1202`, `2026-11-17 由 3-1-1202、3-1-1203 合并而来`."""
        facts = {
            "day": self.on.isoformat(),
            "kind": tr(self.kind.value),
            "codes": "、".join(one.code for one in self.others),
        }
        if self.ended:
            return tr("{day} {kind}为 {codes}", **facts)
        return tr("{day} 由 {codes} {kind}而来", **facts)


def bonds_of(session: Session, unit_id: int) -> tuple[UnitBond, ...]:
    """What the unit came of, then what it became; a unit has one of each at most."""
    mine = session.execute(
        select(UnitChange, UnitChangeUnit.made)
        .join(UnitChangeUnit, UnitChangeUnit.change_id == UnitChange.id)
        .where(UnitChangeUnit.unit_id == unit_id)
        .order_by(UnitChange.id)
    ).all()
    found = []
    for change, made in mine:
        others = session.execute(
            select(Unit.id, Unit.code)
            .join(UnitChangeUnit, UnitChangeUnit.unit_id == Unit.id)
            .where(UnitChangeUnit.change_id == change.id, UnitChangeUnit.made.is_(not made))
            .order_by(Unit.sort_key)
        )
        links = tuple(UnitLink(row.id, row.code) for row in others)
        found.append(UnitBond(change.id, change.number, change.kind, change.starts_on, not made, links))
    return tuple(found)


def ended_words(session: Session, unit_id: int) -> str:
    """`3-1-1203 已合并为 3-1-1202`; "" for a unit that is there."""
    unit = session.get(Unit, unit_id)
    if unit is None or unit.ended_as is None:
        return ""
    became = "、".join(one.code for bond in bonds_of(session, unit_id) if bond.ended for one in bond.others)
    return tr("{code} {ended}为 {became}", code=unit.code, ended=tr(unit.ended_as.value), became=became)


def must_stand(session: Session, unit_id: int | None, field: str = "unit_id") -> None:
    """For what begins anew at a unit: raises `Refused` where it has become others, and names them."""
    if unit_id is not None and (told := ended_words(session, unit_id)):
        raise Refused(tr("{what}，请选新的房屋", what=told), field=field)


def ends_of(session: Session, unit_ids: list[int]) -> dict[int, UnitEnd]:
    """Unit id -> how it ended, of those that have."""
    rows = session.execute(
        select(Unit.id, Unit.ended_as).where(Unit.id.in_(unit_ids), Unit.ended_as.is_not(None))
    )
    return {row.id: row.ended_as for row in rows}
