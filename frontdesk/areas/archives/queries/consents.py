"""Consents listed, looked at, and those that are missing; how each stands is worked out when shown (D1.9, T15, T21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, true, union_all
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.model.papers import ArchivePaper
from frontdesk.areas.archives.model.personal import PersonalConsent, PersonalConsentEnd
from frontdesk.areas.archives.queries.joined import kept_id, kept_ids, kept_of, same_people
from frontdesk.areas.archives.queries.lists import PersonFilter, people_ids
from frontdesk.areas.archives.queries.personal_settings import purposes
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import born_on, mask_numbers
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, RoleKind
from frontdesk.areas.archives.rules.personal import (
    GUARDED_UNDER,
    SOON_DAYS,
    Basis,
    ConsentEnd,
    ConsentState,
    Purpose,
    Way,
    age_on,
    consent_state,
)


class ConsentShow(StrEnum):
    """The chips over the list; the last counts records, the second people of whom none is."""

    VALID = "有效"
    MISSING = "缺同意"
    ENDING = "快到期"
    OVER = "已到期"
    WITHDRAWN = "已撤回"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class ConsentFilter:
    """What the list shows on a day; `text` is part of a name, a unit's code or a purpose; `person_id` one person's."""

    on: date
    text: str = ""
    show: ConsentShow = ConsentShow.VALID
    purpose: str | None = None
    person_id: int | None = None
    sort: str = "given_on"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A consent, or with `consent_id` None one that is missing; `id` tells them apart."""

    id: str
    consent_id: int | None
    person_id: int
    name: str
    units: str
    unit_ids: tuple[int, ...]
    purpose: str
    way: Way | None = None
    given_on: date | None = None
    until: date | None = None
    given_by: str = ""
    state: ConsentState | None = None
    words: str = ""
    paper: str = ""
    ended_on: date | None = None
    end_words: str = ""
    by: str = ""
    at: datetime | None = None
    end_by: str = ""


@dataclass(frozen=True, slots=True)
class PurposeStanding:
    """How one purpose stands for a person: what it rests on, and the consent that holds where it takes one."""

    purpose: Purpose
    given_on: date | None = None
    until: date | None = None
    way: Way | None = None
    withdrawn_on: date | None = None

    @property
    def missing(self) -> bool:
        """Whether consent is asked for and not there."""
        return self.purpose.basis is Basis.CONSENT and self.given_on is None


@dataclass(frozen=True, slots=True)
class ConsentView:
    """The row stood on, and every purpose as it stands for that person."""

    row: ConsentRow
    purposes: tuple[PurposeStanding, ...]


@dataclass(frozen=True, slots=True)
class ConsentFigures:
    """Rows in the filter, records there are at all, rows of each chip, the purposes to narrow by."""

    count: int
    every: int
    shows: dict[ConsentShow, int]
    purposes: tuple[Purpose, ...]


def consent_rows(
    session: Session, wanted: ConsentFilter, offset: int = 0, limit: int | None = 100
) -> tuple[ConsentRow, ...]:
    """A page of the list."""
    if wanted.show is ConsentShow.MISSING:
        return _missing_rows(session, wanted, offset, limit)
    columns: dict[str, Any] = {
        "given_on": PersonalConsent.given_on,
        "name": Person.pinyin,
        "purpose": PersonalConsent.purpose,
        "until": PersonalConsent.until,
    }
    column = columns.get(wanted.sort, PersonalConsent.given_on)
    query = _base(wanted).where(_shown(wanted.show, wanted.on))
    query = query.order_by(column.desc() if wanted.descending else column, PersonalConsent.id.desc())
    return _rows(session, query if limit is None else query.offset(offset).limit(limit), wanted.on)


def consent_figures(session: Session, wanted: ConsentFilter) -> ConsentFigures:
    """The figures over the list; the chips leave the filter's own chip out of account."""
    known = purposes(session)
    shows = {}
    for show in ConsentShow:
        query = _missing(known, wanted) if show is ConsentShow.MISSING else None
        if show is not ConsentShow.MISSING:
            query = _base(wanted).where(_shown(show, wanted.on))
        shows[show] = (
            int(session.scalar(select(func.count()).select_from(query.subquery())) or 0)
            if query is not None
            else 0
        )
    every = int(session.scalar(select(func.count(PersonalConsent.id))) or 0)
    # A list of what is missing is no empty page, though nothing was ever recorded.
    return ConsentFigures(shows[wanted.show], max(every, shows[ConsentShow.MISSING]), shows, known)


def consent_view(session: Session, row_id: str, on: date) -> ConsentView | None:
    """One row by its id, or None."""
    row: ConsentRow | None
    if row_id.startswith("m"):
        person, _, purpose = row_id[1:].partition(":")
        rows = _missing_rows(session, ConsentFilter(on, purpose=purpose, person_id=int(person)), 0, 1)
        row = rows[0] if rows else None
    else:
        query = _base(ConsentFilter(on)).where(PersonalConsent.id == int(row_id))
        row = next(iter(_rows(session, query, on)), None)
    return None if row is None else ConsentView(row, purpose_standings(session, row.person_id, on))


def purpose_standings(session: Session, person_id: int, on: date) -> tuple[PurposeStanding, ...]:
    """Every purpose of the office as it stands for one person on a day."""
    return standings_of(session, [kept_id(session, person_id)], on).get(kept_id(session, person_id), ())


def standings_of(session: Session, people: list[int], on: date) -> dict[int, tuple[PurposeStanding, ...]]:
    """The same for several people, by the id that stands for each."""
    same = same_people(session, people)
    found = session.execute(
        select(PersonalConsent, PersonalConsentEnd)
        .outerjoin(PersonalConsentEnd, PersonalConsentEnd.consent_id == PersonalConsent.id)
        .where(PersonalConsent.person_id.in_(same))
        .order_by(PersonalConsent.given_on, PersonalConsent.id)
    ).all()
    valid: dict[tuple[int, str], PersonalConsent] = {}
    gone: dict[tuple[int, str], date] = {}
    for consent, end in found:
        key = (same[consent.person_id], consent.purpose)
        state = consent_state(
            consent.given_on, consent.until, end.ended_on if end else None, end.end if end else None, on
        )
        if state is ConsentState.VALID:
            valid[key] = consent
        elif state is ConsentState.WITHDRAWN:
            gone[key] = end.ended_on
    known = purposes(session)
    told = {}
    for whom in set(same.values()):
        lines = []
        for purpose in known:
            held = valid.get((whom, purpose.name))
            if held is not None:
                lines.append(PurposeStanding(purpose, held.given_on, held.until, held.way))
            else:
                lines.append(PurposeStanding(purpose, withdrawn_on=gone.get((whom, purpose.name))))
        told[whom] = tuple(lines)
    return told


def missing_at(session: Session, unit_id: int, on: date) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For a home: each purpose of which everybody is asked, with the names of those who have not consented."""
    needed = [purpose for purpose in purposes(session) if purpose.needed]
    if not needed:
        return ()
    kept = kept_ids(session)
    living = session.execute(
        select(UnitRole.person_id, Person.name)
        .join(Person, Person.id == UnitRole.person_id)
        .where(UnitRole.unit_id == unit_id, _lives(on), Person.kind == PersonKind.PERSON)
        .order_by(UnitRole.id)
    ).all()
    names = {kept.get(row.person_id, row.person_id): row.name for row in living}
    standings = standings_of(session, list(names), on)
    found = []
    for purpose in needed:
        lacking = tuple(
            name
            for whom, name in names.items()
            if any(each.purpose == purpose and each.missing for each in standings.get(whom, ()))
        )
        if lacking:
            found.append((purpose.name, lacking))
    return tuple(found)


def guarded(session: Session, person_id: int, on: date) -> bool:
    """Whether a guardian consents for them: under fourteen by the number of their identity card (art. 31)."""
    person = session.get_one(Person, kept_id(session, person_id))
    born = born_on(person.id_number) if person.id_kind is IdKind.RESIDENT else None
    return born is not None and age_on(born, on) < GUARDED_UNDER


def _lives(on: date) -> ColumnElement[bool]:
    """Roles of those who live there or own it, on a day."""
    return and_(
        UnitRole.kind != RoleKind.AGENT,
        or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= on),
        or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on),
    )


def _valid(on: date) -> ColumnElement[bool]:
    """Consents that hold on a day; the end is joined."""
    return and_(
        or_(
            PersonalConsentEnd.id.is_(None),
            and_(PersonalConsentEnd.end == ConsentEnd.WITHDRAWN, PersonalConsentEnd.ended_on > on),
        ),
        PersonalConsent.given_on <= on,
        or_(PersonalConsent.until.is_(None), PersonalConsent.until >= on),
    )


def _shown(show: ConsentShow, on: date) -> ColumnElement[bool]:
    gone = and_(PersonalConsentEnd.end == ConsentEnd.WITHDRAWN, PersonalConsentEnd.ended_on <= on)
    stands = or_(
        PersonalConsentEnd.id.is_(None),
        and_(PersonalConsentEnd.end == ConsentEnd.WITHDRAWN, PersonalConsentEnd.ended_on > on),
    )
    tests: dict[ConsentShow, ColumnElement[bool]] = {
        ConsentShow.VALID: _valid(on),
        ConsentShow.ENDING: and_(_valid(on), PersonalConsent.until <= on + timedelta(days=SOON_DAYS)),
        ConsentShow.OVER: and_(stands, PersonalConsent.until < on),
        ConsentShow.WITHDRAWN: gone,
    }
    return tests.get(show, true())


def _base(wanted: ConsentFilter) -> Any:
    query = (
        select(PersonalConsent, PersonalConsentEnd, Person.id, Person.name, ArchivePaper.name)
        .select_from(PersonalConsent)
        .join(Person, Person.id == kept_of(PersonalConsent.person_id))
        .outerjoin(PersonalConsentEnd, PersonalConsentEnd.consent_id == PersonalConsent.id)
        .outerjoin(ArchivePaper, ArchivePaper.id == PersonalConsent.paper_id)
    )
    if wanted.purpose is not None:
        query = query.where(PersonalConsent.purpose == wanted.purpose)
    if wanted.person_id is not None:
        query = query.where(Person.id == wanted.person_id)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        fits = Person.id.in_(people_ids(PersonFilter(text=text, on=wanted.on)))
        query = query.where(or_(fits, PersonalConsent.purpose.like(part, escape="\\")))
    return query


def _rows(session: Session, query: Any, on: date) -> tuple[ConsentRow, ...]:
    found = session.execute(query).all()
    homes = _homes(session, [row[2] for row in found], on)
    return tuple(
        ConsentRow(
            id=str(consent.id), consent_id=consent.id, person_id=person_id, name=name,
            units="、".join(code for _, code in homes.get(person_id, ())),
            unit_ids=tuple(unit_id for unit_id, _ in homes.get(person_id, ())), purpose=consent.purpose,
            way=consent.way, given_on=consent.given_on, until=consent.until, given_by=mask_numbers(consent.given_by),
            state=consent_state(
                consent.given_on, consent.until, end.ended_on if end else None, end.end if end else None, on
            ),
            words=mask_numbers(consent.words), paper=paper or "", ended_on=end.ended_on if end else None,
            end_words=mask_numbers(end.words) if end else "", by=consent.by, at=consent.at, end_by=end.by if end else "",
        )
        for consent, end, person_id, name, paper in found
    )  # fmt: skip


def _missing(known: tuple[Purpose, ...], wanted: ConsentFilter) -> Any:
    """(purpose, person, name): a select over everybody asked who has not consented; None where nobody is asked."""
    asked = [
        each
        for each in known
        if each.basis is Basis.CONSENT and each.needed and wanted.purpose in (None, each.name)
    ]
    parts = []
    for place, purpose in enumerate(asked):
        given = (
            select(kept_of(PersonalConsent.person_id))
            .select_from(PersonalConsent)
            .outerjoin(PersonalConsentEnd, PersonalConsentEnd.consent_id == PersonalConsent.id)
            .where(PersonalConsent.purpose == purpose.name, _valid(wanted.on))
        )
        query = select(
            literal(place).label("place"),
            literal(purpose.name).label("purpose"),
            Person.id.label("person_id"),
            Person.name.label("name"),
            Person.pinyin.label("pinyin"),
        ).where(
            Person.kind == PersonKind.PERSON,
            Person.id.in_(select(kept_of(UnitRole.person_id)).where(_lives(wanted.on))),
            Person.id.not_in(given),
        )
        if wanted.person_id is not None:
            query = query.where(Person.id == wanted.person_id)
        text = wanted.text.strip()
        if text and text not in purpose.name:
            query = query.where(Person.id.in_(people_ids(PersonFilter(text=text, on=wanted.on))))
        parts.append(query)
    return union_all(*parts) if parts else None


def _missing_rows(
    session: Session, wanted: ConsentFilter, offset: int, limit: int | None
) -> tuple[ConsentRow, ...]:
    query = _missing(purposes(session), wanted)
    if query is None:
        return ()
    lacking = query.subquery()
    column = lacking.c.purpose if wanted.sort == "purpose" else lacking.c.pinyin
    down = wanted.descending and wanted.sort in ("name", "purpose")
    ordered = select(lacking).order_by(
        lacking.c.place, column.desc() if down else column, lacking.c.person_id
    )
    found = session.execute(ordered if limit is None else ordered.offset(offset).limit(limit)).all()
    homes = _homes(session, [row.person_id for row in found], wanted.on)
    return tuple(
        ConsentRow(
            id=f"m{row.person_id}:{row.purpose}",
            consent_id=None,
            person_id=row.person_id,
            name=row.name,
            units="、".join(code for _, code in homes.get(row.person_id, ())),
            unit_ids=tuple(unit_id for unit_id, _ in homes.get(row.person_id, ())),
            purpose=row.purpose,
        )
        for row in found
    )


def _homes(session: Session, people: list[int], on: date) -> dict[int, list[tuple[int, str]]]:
    """Where each lives or owns on a day, in the order of the estate."""
    same = same_people(session, people)
    found = session.execute(
        select(UnitRole.person_id, Unit.id, Unit.code)
        .join(Unit, Unit.id == UnitRole.unit_id)
        .where(UnitRole.person_id.in_(same), _lives(on))
        .order_by(Unit.sort_key)
    )
    homes: dict[int, list[tuple[int, str]]] = {}
    for person_id, unit_id, code in found:
        places = homes.setdefault(same[person_id], [])
        if (unit_id, code) not in places:
            places.append((unit_id, code))
    return homes
