"""How many of each sort a list holds: for the chips over it. Each figure leaves the chips' own choice out of account."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import ReviewFlag
from frontdesk.areas.archives.queries.lists import (
    FlagFilter,
    PersonFilter,
    VehicleFilter,
    flag_count,
    person_count,
    vehicle_count,
)
from frontdesk.areas.archives.rules.kinds import PersonKind, RoleKind


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """People in the list, all there are, and by what they are."""

    count: int
    every: int
    all: int
    roles: dict[RoleKind, int]
    companies: int
    foreign: int


@dataclass(frozen=True, slots=True)
class VehicleFigures:
    """Vehicles in the list, all there are, standing and withdrawn."""

    count: int
    every: int
    standing: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class FlagFigures:
    """Doubts in the list, all there ever were, open and settled ones, and the reasons of those open."""

    count: int
    every: int
    open: int
    settled: int
    reasons: tuple[tuple[str, int], ...]


def person_figures(session: Session, wanted: PersonFilter) -> PersonFigures:
    """A count for each chip over the list of people."""
    bare = replace(wanted, role=None, kind=None, foreign=False)
    return PersonFigures(
        count=person_count(session, wanted),
        every=person_count(session),
        all=person_count(session, bare),
        roles={role: person_count(session, replace(bare, role=role)) for role in RoleKind},
        companies=person_count(session, replace(bare, kind=PersonKind.COMPANY)),
        foreign=person_count(session, replace(bare, foreign=True)),
    )


def vehicle_figures(session: Session, wanted: VehicleFilter) -> VehicleFigures:
    """A count for each chip over the list of vehicles."""
    standing = vehicle_count(session, replace(wanted, withdrawn=False))
    withdrawn = vehicle_count(session, replace(wanted, withdrawn=True))
    every = vehicle_count(session, VehicleFilter()) + vehicle_count(session, VehicleFilter(withdrawn=True))
    return VehicleFigures(withdrawn if wanted.withdrawn else standing, every, standing, withdrawn)


def flag_figures(session: Session, wanted: FlagFilter) -> FlagFigures:
    """A count for each chip over the list of doubts, and for each reason."""
    bare = replace(wanted, reason="")
    reasons = session.execute(
        select(ReviewFlag.reason, func.count())
        .where(ReviewFlag.settled_at.is_not(None) if wanted.settled else ReviewFlag.settled_at.is_(None))
        .group_by(ReviewFlag.reason)
        .order_by(func.count().desc(), ReviewFlag.reason)
    ).all()
    return FlagFigures(
        count=flag_count(session, wanted),
        every=int(session.scalar(select(func.count(ReviewFlag.id))) or 0),
        open=flag_count(session, replace(bare, settled=False)),
        settled=flag_count(session, replace(bare, settled=True)),
        reasons=tuple((reason, int(n)) for reason, n in reasons),
    )
