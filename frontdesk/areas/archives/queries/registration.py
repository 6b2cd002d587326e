"""人口登记: residents who are to be registered, what stands of each on a day, a household together (D1.2, D1.9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.model.registration import (
    RegistrationFact,
    ResidenceRegistration,
    ResidenceRegistrationEvent,
)
from frontdesk.areas.archives.queries.joined import same_people
from frontdesk.areas.archives.queries.units import in_parts
from frontdesk.areas.archives.rules.identity import mask_id, mask_phone
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, RoleKind, UnitState
from frontdesk.areas.archives.rules.registration import (
    HOME,
    LOCAL_SETTING,
    Duty,
    Registration,
    State,
    Step,
    sex_of,
    standing,
    state_of,
    suggested,
)
from frontdesk.base.store.settings import get_setting

LIVED_IN = (UnitState.OWNER, UnitState.DECORATING)
_ORDER = (RoleKind.TENANT, RoleKind.OWNER, RoleKind.FAMILY, RoleKind.AGENT)


class RegistrationShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    OPEN = "要办"
    MISSING = "待登记"
    ENDING = "30 天内到期"
    LATE = "已过期"
    VALID = "有效"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class RegistrationFilter:
    """What the list shows on a day; None and empty mean all."""

    on: date
    text: str = ""
    show: RegistrationShow = RegistrationShow.OPEN
    duty: Duty | None = None
    sort: str = "unit"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A resident as the list shows them; numbers masked (D1.9). `id` is the person's.

    `said` is whether somebody said the duty, rather than the archives' facts suggesting it. `days` are left of the
    registration; below nothing it is over.
    """

    id: int
    name: str
    unit_id: int
    unit: str
    role: RoleKind | None
    duty: Duty
    said: bool
    origin: str
    purpose: str
    nationality: str
    sex: str
    id_kind: IdKind | None
    id_number: str
    phone: str
    visa_ends_on: date | None
    since: date | None
    registration_id: int | None
    number: str
    starts_on: date | None
    ends_on: date | None
    station: str
    state: State
    days: int | None
    sort_key: str


@dataclass(frozen=True, slots=True)
class RegistrationFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[RegistrationShow, int]


_OPEN = (State.MISSING, State.LATE, State.ENDING, State.LEFT)
_FITS: dict[RegistrationShow, Callable[[RegistrationRow], bool]] = {
    RegistrationShow.OPEN: lambda row: row.state in _OPEN,
    RegistrationShow.MISSING: lambda row: row.state is State.MISSING,
    RegistrationShow.ENDING: lambda row: row.state is State.ENDING,
    RegistrationShow.LATE: lambda row: row.state is State.LATE,
    RegistrationShow.VALID: lambda row: row.state in (State.VALID, State.ENDING),
    RegistrationShow.ALL: lambda row: True,
}
_SORTS: dict[str, Callable[[RegistrationRow], Any]] = {
    "unit": lambda row: (row.sort_key, row.id),
    "name": lambda row: (row.name, row.id),
    "ends_on": lambda row: (row.ends_on or date.min, row.sort_key),
    "visa": lambda row: (row.visa_ends_on or date.max, row.sort_key),
}


def registration_rows(
    session: Session, wanted: RegistrationFilter, offset: int = 0, limit: int | None = 100
) -> tuple[RegistrationRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    rows = [row for row in _narrowed(session, wanted) if _FITS[wanted.show](row)]
    rows.sort(key=_SORTS.get(wanted.sort, _SORTS["unit"]), reverse=wanted.descending)
    return tuple(rows[offset : None if limit is None else offset + limit])


def registration_figures(session: Session, wanted: RegistrationFilter) -> RegistrationFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    every = residents(session, wanted.on)
    rows = _narrowed(session, wanted, every)
    shows = {show: sum(map(fits, rows)) for show, fits in _FITS.items()}
    return RegistrationFigures(shows[wanted.show], len(every), shows)


def registrations_at(session: Session, unit_id: int, on: date) -> tuple[RegistrationRow, ...]:
    """The unit card's part: those of its people who are to be registered, or are and have left."""
    people = set(session.scalars(select(UnitRole.person_id).where(UnitRole.unit_id == unit_id)))
    rows = residents(session, on, sorted(people))
    return tuple(row for row in rows if row.unit_id == unit_id and row.state is not State.NONE)


def registrations_due(session: Session, on: date) -> tuple[RegistrationRow, ...]:
    """What ends within thirty days, is over, or stands for one who has left; the most pressing first (T21)."""
    wanted = (State.LATE, State.ENDING, State.LEFT)
    rows = [row for row in residents(session, on) if row.state in wanted]
    return tuple(sorted(rows, key=lambda row: (row.ends_on or date.max, row.sort_key)))


def registrations_of(session: Session, people: Iterable[int]) -> dict[int, list[Registration]]:
    """Every registration of these people, as the rules read it."""
    found: dict[int, list[Registration]] = defaultdict(list)
    for part in in_parts(list(people)):
        ended = {
            (event.registration_id, event.step): event.happened_on
            for event in session.execute(
                select(*ResidenceRegistrationEvent.__table__.c)
                .join(
                    ResidenceRegistration,
                    ResidenceRegistration.id == ResidenceRegistrationEvent.registration_id,
                )
                .where(ResidenceRegistration.person_id.in_(part))
            )
        }
        rows = session.execute(
            select(
                ResidenceRegistration.id, ResidenceRegistration.person_id, ResidenceRegistration.starts_on,
                ResidenceRegistration.ends_on, ResidenceRegistration.renews_id,
            )
            .where(ResidenceRegistration.person_id.in_(part))
            .order_by(ResidenceRegistration.id)
        )  # fmt: skip
        for row in rows:
            found[row.person_id].append(
                Registration(
                    row.id, row.starts_on, row.ends_on, ended.get((row.id, Step.ENDED)),
                    (row.id, Step.VOIDED) in ended, row.renews_id,
                )
            )  # fmt: skip
    return found


# -- how it is asked --


def residents(session: Session, on: date, people: Sequence[int] | None = None) -> list[RegistrationRow]:
    """Those who are, or may have, to be registered: an office has some hundreds of them in tens of thousands."""
    local = tuple(str(code) for code in get_setting(session, LOCAL_SETTING, []))
    query = select(Person).where(Person.kind == PersonKind.PERSON, _may_be(local))
    if people is not None:
        query = query.where(Person.id.in_(list(same_people(session, people))))
    # One person met twice is one row, by the record that was kept.
    whom = same_people(session, session.scalars(query.with_only_columns(Person.id)))
    ids = sorted(whom)
    found = {
        person.id: person
        for part in in_parts(sorted(set(whom.values())))
        for person in session.scalars(select(Person).where(Person.id.in_(part)))
    }
    facts: dict[int, RegistrationFact] = {}
    for fact in sorted(facts_of(session, ids).values(), key=lambda fact: fact.id):
        facts[whom[fact.person_id]] = fact
    entered: dict[int, list[Registration]] = defaultdict(list)
    for one, entries_of in registrations_of(session, ids).items():
        entered[whom[one]] += entries_of
    held_ids = [held.id for rows in entered.values() if (held := standing(rows)) is not None]
    entries = {
        row.id: (row, code, key)
        for part in in_parts(held_ids)
        for row, code, key in session.execute(
            select(ResidenceRegistration, Unit.code, Unit.sort_key)
            .join(Unit, Unit.id == ResidenceRegistration.unit_id)
            .where(ResidenceRegistration.id.in_(part))
        )
    }
    homes = _homes(session, whom, on, facts, entered)
    rows = []
    for person_id, person in found.items():
        said = facts.get(person_id)
        duty = said.duty if said else suggested(person.nationality, person.id_kind, person.id_number, local)
        stands = standing(entered.get(person_id, []))
        if duty is None and (stands is not None or person.registered_on is not None):
            duty = Duty.NON_LOCAL
        if duty is None:
            continue
        home = homes.get(person_id)
        state = state_of(duty, stands, on, lives=home is not None)
        if state is None:
            continue
        entry = entries.get(stands.id) if stands is not None else None
        if home is None:
            if entry is None:
                continue
            home = (entry[0].unit_id, entry[1], entry[2], None, None)
        made = entry[0] if entry is not None else None
        rows.append(
            RegistrationRow(
                id=person_id, name=person.name, unit_id=home[0], unit=home[1], role=home[3], duty=duty,
                said=said is not None, origin=said.origin if said else "", purpose=said.purpose if said else "",
                nationality=person.nationality, sex=sex_of(person.id_kind, person.id_number), id_kind=person.id_kind,
                id_number=mask_id(person.id_number), phone=mask_phone(person.phone), visa_ends_on=person.visa_ends_on,
                since=home[4], registration_id=made.id if made else None, number=made.number if made else "",
                starts_on=made.starts_on if made else None, ends_on=made.ends_on if made else None,
                station=made.station if made else "", state=state,
                days=(made.ends_on - on).days if made else None, sort_key=home[2],
            )
        )  # fmt: skip
    return sorted(rows, key=_SORTS["unit"])


def _may_be(local: Sequence[str]) -> Any:
    """Who can be in the list at all, so that the other tens of thousands are never read."""
    tests: list[Any] = [
        Person.nationality.not_in(HOME),
        Person.id_kind.in_((IdKind.PASSPORT, IdKind.HK_MACAO_TAIWAN, IdKind.FOREIGN_RESIDENT)),
        Person.registered_on.is_not(None),
        Person.id.in_(select(RegistrationFact.person_id)),
        Person.id.in_(select(ResidenceRegistration.person_id)),
    ]
    if local:
        elsewhere = [~Person.id_number.like(f"{code}%") for code in local]
        tests.append(and_(Person.id_kind == IdKind.RESIDENT, Person.id_number != "", *elsewhere))
    return or_(*tests)


def facts_of(session: Session, people: Sequence[int]) -> dict[int, RegistrationFact]:
    found: dict[int, RegistrationFact] = {}
    for part in in_parts(list(people)):
        last = select(func.max(RegistrationFact.id)).where(RegistrationFact.person_id.in_(part))
        last = last.group_by(RegistrationFact.person_id)
        for fact in session.scalars(select(RegistrationFact).where(RegistrationFact.id.in_(last))):
            found[fact.person_id] = fact
    return found


def holds(on: date) -> Any:
    return and_(
        or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= on),
        or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on),
    )


def _homes(
    session: Session,
    whom: dict[int, int],
    on: date,
    facts: dict[int, RegistrationFact],
    entered: dict[int, list[Registration]],
) -> dict[int, tuple[int, str, str, RoleKind | None, date | None]]:
    """Where each lives: unit, code, sort key, role, since. An owner lives where the home is not let or empty."""
    found: dict[int, list[tuple[int, tuple[int, str, str, RoleKind | None, date | None]]]] = defaultdict(list)
    for part in in_parts(sorted(whom)):
        rows = session.execute(
            select(
                UnitRole.person_id,
                UnitRole.kind,
                UnitRole.starts_on,
                Unit.id,
                Unit.code,
                Unit.sort_key,
                Unit.state,
            )
            .join(Unit, Unit.id == UnitRole.unit_id)
            .where(UnitRole.person_id.in_(part), UnitRole.kind != RoleKind.AGENT, holds(on))
            .order_by(Unit.sort_key, UnitRole.id)
        )
        for person_id, kind, since, unit_id, code, key, state in rows:
            person_id = whom[person_id]
            spoken = person_id in facts or person_id in entered
            if kind is RoleKind.OWNER and state not in LIVED_IN and not spoken:
                continue
            found[person_id].append((_ORDER.index(kind), (unit_id, code, key, kind, since)))
    return {person_id: min(homes, key=lambda home: home[0])[1] for person_id, homes in found.items()}


def _narrowed(
    session: Session, wanted: RegistrationFilter, every: list[RegistrationRow] | None = None
) -> list[RegistrationRow]:
    rows = residents(session, wanted.on) if every is None else every
    if wanted.duty is not None:
        rows = [row for row in rows if row.duty is wanted.duty]
    text = wanted.text.strip().upper()
    if text:
        rows = [
            row
            for row in rows
            if any(
                text in told.upper()
                for told in (row.name, row.unit, row.number, row.station, row.nationality, row.origin)
            )
        ]
    return rows
