"""待匿名: who left long enough ago, what still hinders each, and who was made anonymous (D1.9, art. 47).

An area says what still needs a person in its own `queries/anonymising.py`; app/joined.py puts them into `hindrances`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.model.anonymising import AnonymisedPerson, Anonymising
from frontdesk.areas.archives.model.papers import ArchivePaper, ArchivePaperVoid, PaperKind
from frontdesk.areas.archives.model.personal import PersonalRequest, PersonalRequestEvent
from frontdesk.areas.archives.queries.joined import kept_ids
from frontdesk.areas.archives.queries.personal_settings import years_kept
from frontdesk.areas.archives.queries.units import in_parts
from frontdesk.areas.archives.rules.anonymising import Due, is_due, word_of
from frontdesk.areas.archives.rules.kinds import PersonKind
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


class AnonymisingShow(StrEnum):
    """The chips over the list."""

    READY = "可以匿名"
    HINDERED = "还不能"
    DONE = "已匿名"


@dataclass(frozen=True, slots=True)
class AnonymisingFilter:
    """What the list shows on a day; `text` is part of a name, a unit's code or a number of the record."""

    on: date
    text: str = ""
    show: AnonymisingShow = AnonymisingShow.READY
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class AnonymisingRow:
    """Somebody due, or done (`number`). `hinders` says what still needs them; `roles` what they were to the units."""

    id: int
    name: str
    units: str
    roles: str
    last_on: date
    hinders: tuple[str, ...]
    show: AnonymisingShow
    number: str = ""
    by: str = ""
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AnonymisingFile:
    """The row with what will be taken out: identity papers filed under the person, and homes' papers of nobody."""

    row: AnonymisingRow
    years: int
    papers: int
    unnamed: int
    people: int = 0
    places: int = 0
    files: int = 0


@dataclass(frozen=True, slots=True)
class AnonymisingFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[AnonymisingShow, int]


@dataclass(frozen=True, slots=True)
class Leaving:
    """Those who are due on a day. `ids` leads from the id of each of their rows to the one that stands for them."""

    people: tuple[Due, ...]
    on: date

    @property
    def ids(self) -> dict[int, int]:
        return {each: person.id for person in self.people for each in person.group}

    def among(self, column: Any) -> ColumnElement[bool]:
        """A condition: *column* is one of them. Asked of a few people at a time."""
        return column.in_(sorted(self.ids))  # type: ignore[no-any-return]


Hindering = Callable[[Session, Leaving], Iterable[tuple[int | None, str]]]
"""(person's row, words) for everything that still needs a person."""
hindrances: list[Hindering] = []


def anonymised_ids(session: Session) -> frozenset[int]:
    """Ids of the rows of people who were made anonymous."""
    return frozenset(session.scalars(select(AnonymisedPerson.person_id)))


def is_anonymous(session: Session, *people: int) -> bool:
    """Whether one of them was made anonymous: such a row stays as it is."""
    found = select(AnonymisedPerson.id).where(AnonymisedPerson.person_id.in_(people)).limit(1)
    return session.scalar(found) is not None


def refuse_anonymous(session: Session, *people: int) -> None:
    """Raises `Refused` where one of them was made anonymous: whoever comes back is somebody new to the archives."""
    if is_anonymous(session, *people):
        raise Refused(tr("这位住户已匿名，不能恢复，也不能再改。再来的住户请新登记一位"))


def due_people(session: Session, on: date, only: Iterable[int] | None = None) -> tuple[Due, ...]:
    """Natural persons whose last role at any unit ended more than the years set before *on*, the longest gone first."""
    years = years_kept(session)
    whom = kept_ids(session)
    gone = anonymised_ids(session)
    wanted = None if only is None else set(only)
    ends: dict[int, list[date | None]] = defaultdict(list)
    units: dict[int, list[int]] = defaultdict(list)
    for person_id, unit_id, ends_on in session.execute(
        select(UnitRole.person_id, UnitRole.unit_id, UnitRole.ends_on).order_by(UnitRole.id)
    ):
        kept = whom.get(person_id, person_id)
        ends[kept].append(ends_on)
        units[kept].append(unit_id)
    groups: dict[int, set[int]] = defaultdict(set)
    for one, kept in whom.items():
        groups[kept].add(one)
    last = {
        person_id: day
        for person_id, days in ends.items()
        if person_id not in gone
        and (wanted is None or person_id in wanted)
        and (day := is_due(days, on, years)) is not None
    }
    names: dict[int, str] = {}
    for part in in_parts(sorted(last)):
        found = select(Person.id, Person.name).where(Person.id.in_(part), Person.kind == PersonKind.PERSON)
        names |= {row.id: row.name for row in session.execute(found)}
    people = [
        Due(
            each, frozenset({each} | groups[each]), names[each], last[each], tuple(dict.fromkeys(units[each]))
        )
        for each in names
    ]
    return tuple(sorted(people, key=lambda each: (each.last_on, each.id)))


def what_hinders(session: Session, people: Iterable[Due], on: date) -> dict[int, tuple[str, ...]]:
    """Person's id -> what still needs their name, in words; nothing for whom nothing does."""
    found: dict[int, list[str]] = defaultdict(list)
    every = list(people)
    for at in range(0, len(every), 500):
        leaving = Leaving(tuple(every[at : at + 500]), on)
        ids = leaving.ids
        for source in hindrances:
            for person_id, words in source(session, leaving):
                if person_id is not None and words not in found[ids[person_id]]:
                    found[ids[person_id]].append(words)
    return {person_id: tuple(words) for person_id, words in found.items()}


def hindering(session: Session, leaving: Leaving) -> Iterable[tuple[int | None, str]]:
    """What in the archives still needs somebody: a request that was not yet handed over (art. 45)."""
    over = (
        select(PersonalRequestEvent.id).where(PersonalRequestEvent.request_id == PersonalRequest.id).exists()
    )
    waiting = select(PersonalRequest.person_id, PersonalRequest.number)
    for person_id, number in session.execute(waiting.where(leaving.among(PersonalRequest.person_id), ~over)):
        yield person_id, tr("本人信息请求 {number} 还没有交付", number=number)


def anonymising_rows(
    session: Session, wanted: AnonymisingFilter, offset: int = 0, limit: int | None = 100
) -> tuple[AnonymisingRow, ...]:
    """A page of the list: who left longest ago first, of those done the newest."""
    rows = [row for row in _all(session, wanted) if row.show is wanted.show]
    keys: dict[str, Callable[[AnonymisingRow], Any]] = {
        "name": lambda r: r.name, "last_on": lambda r: r.last_on, "at": lambda r: (r.at is not None, r.at, r.number),
    }  # fmt: skip
    if wanted.sort in keys:
        rows.sort(key=keys[wanted.sort], reverse=wanted.descending)
    return tuple(rows[offset:] if limit is None else rows[offset : offset + limit])


def anonymising_figures(session: Session, wanted: AnonymisingFilter) -> AnonymisingFigures:
    """The figures over the list."""
    rows = _all(session, wanted)
    shows = {show: sum(row.show is show for row in rows) for show in AnonymisingShow}
    every = len(_all(session, AnonymisingFilter(wanted.on))) if wanted.text.strip() else len(rows)
    return AnonymisingFigures(shows[wanted.show], every, shows)


def anonymising_file(session: Session, person_id: int, on: date) -> AnonymisingFile | None:
    """One of the list with what will be taken out; None for somebody who is not due."""
    row = next((each for each in _all(session, AnonymisingFilter(on)) if each.id == person_id), None)
    if row is None:
        return None
    years = years_kept(session)
    if row.show is AnonymisingShow.DONE:
        done = session.scalar(select(Anonymising).where(Anonymising.number == row.number))
        assert done is not None
        people = select(func.count(func.distinct(AnonymisedPerson.kept_id)))
        count = session.scalar(people.where(AnonymisedPerson.anonymising_id == done.id)) or 0
        return AnonymisingFile(row, years, 0, 0, count, done.places, done.files)
    due = due_people(session, on, [person_id])[0]
    personal = (
        select(func.count(ArchivePaper.id))
        .join(PaperKind, PaperKind.id == ArchivePaper.kind_id)
        .outerjoin(ArchivePaperVoid, ArchivePaperVoid.paper_id == ArchivePaper.id)
        .where(PaperKind.personal)
    )
    own = session.scalar(personal.where(ArchivePaper.person_id.in_(due.group))) or 0
    unnamed = personal.where(
        ArchivePaper.person_id.is_(None), ArchivePaper.unit_id.in_(due.units), ArchivePaperVoid.id.is_(None)
    )
    return AnonymisingFile(row, years, own, session.scalar(unnamed) or 0)


def broken_anonymising(session: Session) -> list[str]:
    """None stands open, and whoever was made anonymous bears nothing else (`check`)."""
    found = [
        tr("匿名记录 {number} 没有做完", number=number)
        for number in session.scalars(select(Anonymising.number).where(Anonymising.finished_at.is_(None)))
    ]
    for person, kept in session.execute(
        select(Person, AnonymisedPerson.kept_id).join(
            AnonymisedPerson, AnonymisedPerson.person_id == Person.id
        )
    ):
        rest = (
            person.pinyin,
            person.initials,
            person.id_number,
            person.phone,
            person.phone2,
            person.emergency_contact,
        )
        if person.name != word_of(kept) or any(rest):
            found.append(tr("已匿名的住户 {id} 还留有个人信息", id=person.id))
    return found


def _all(session: Session, wanted: AnonymisingFilter) -> list[AnonymisingRow]:
    """Everybody of every chip."""
    due = due_people(session, wanted.on)
    hinders = what_hinders(session, due, wanted.on)
    done = session.execute(
        select(AnonymisedPerson, Anonymising)
        .join(Anonymising, Anonymising.id == AnonymisedPerson.anonymising_id)
        .where(AnonymisedPerson.person_id == AnonymisedPerson.kept_id)
        .order_by(AnonymisedPerson.id.desc())
    ).all()
    groups = {person.id: person.group for person in due}
    for line, _record in done:
        groups[line.kept_id] = frozenset({line.kept_id})
    homes = _homes(session, groups)
    rows = [
        AnonymisingRow(
            each.id, each.name, *homes[each.id], each.last_on, hinders.get(each.id, ()),
            AnonymisingShow.HINDERED if each.id in hinders else AnonymisingShow.READY,
        )
        for each in due
    ] + [
        AnonymisingRow(
            line.kept_id, word_of(line.kept_id), *homes[line.kept_id], line.last_on, (), AnonymisingShow.DONE,
            record.number, record.by, record.at, record.reason,
        )
        for line, record in done
    ]  # fmt: skip
    told = wanted.text.strip().upper()
    return [
        row
        for row in rows
        if not told or any(told in each.upper() for each in (row.name, row.units, row.number))
    ]


def _homes(session: Session, groups: Mapping[int, frozenset[int]]) -> dict[int, tuple[str, str]]:
    """Person's id -> (units, roles) in words."""
    whose = {each: person_id for person_id, group in groups.items() for each in group}
    units: dict[int, list[str]] = defaultdict(list)
    roles: dict[int, list[str]] = defaultdict(list)
    for part in in_parts(sorted(whose)):
        for person_id, code, kind in session.execute(
            select(UnitRole.person_id, Unit.code, UnitRole.kind)
            .join(Unit, Unit.id == UnitRole.unit_id)
            .where(UnitRole.person_id.in_(part))
            .order_by(Unit.sort_key, UnitRole.id)
        ):
            units[whose[person_id]].append(code)
            roles[whose[person_id]].append(tr(kind.value))
    return {
        each: ("、".join(dict.fromkeys(units[each])), "、".join(dict.fromkeys(roles[each])))
        for each in groups
    }
