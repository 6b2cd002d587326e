"""What is held of a person, gathered from every area (本人信息, D1.9, art. 45).

Each area says its part in `queries/personal.py` by `held_of(session, whom)`; `app/joined.py` puts them all into
`held_sources`. Records that carry the person's id count whoever entered them; records without one count when
they carry the person's own telephone or document number; records of a home count for the days the person was
something there, so that nobody is told of those who came after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.documents.personal import HeldPart, HeldRow
from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.queries.joined import kept_id, same_people
from frontdesk.areas.archives.rules.identity import mask_id, mask_numbers, mask_phone
from frontdesk.base.values.clock import local_time


@dataclass(frozen=True, slots=True)
class Stay:
    """A span in which the person was something at a unit, its last day not in it."""

    unit_id: int
    code: str
    starts_on: date | None
    ends_on: date | None

    def held(self, on: date) -> bool:
        """Whether it held on a day."""
        return (self.starts_on is None or self.starts_on <= on) and (
            self.ends_on is None or on < self.ends_on
        )


@dataclass(frozen=True, slots=True)
class Whom:
    """Of whom: the id and those it was joined with, the person's own numbers, and where they stayed.

    `unmasked` lets the person's own numbers through in texts; other people's are masked in any case.
    """

    ids: tuple[int, ...]
    name: str
    phones: tuple[str, ...]
    id_numbers: tuple[str, ...]
    stays: tuple[Stay, ...]
    on: date
    unmasked: bool = False

    @property
    def units(self) -> tuple[int, ...]:
        """Ids of the units they were ever something at."""
        return tuple(dict.fromkeys(stay.unit_id for stay in self.stays))

    def code(self, unit_id: int | None) -> str:
        """The code of one of those units; "" for another."""
        return next((stay.code for stay in self.stays if stay.unit_id == unit_id), "")

    def stayed(self, unit_id: int | None, on: date) -> bool:
        """Whether they were something at that unit on a day."""
        return any(stay.unit_id == unit_id and stay.held(on) for stay in self.stays)

    def phone(self, number: str) -> str:
        """A telephone number: in full where it is theirs and that was allowed."""
        return number if self.unmasked and number in self.phones else mask_phone(number)

    def id_number(self, number: str) -> str:
        """A document's number, likewise."""
        return number if self.unmasked and number in self.id_numbers else mask_id(number)

    def words(self, text: str) -> str:
        """A text with numbers masked, but for the person's own where that was allowed."""
        own = [number for number in (*self.phones, *self.id_numbers) if number] if self.unmasked else []
        if not own:
            return mask_numbers(text)
        pieces = re.split("(" + "|".join(map(re.escape, sorted(own, key=len, reverse=True))) + ")", text)
        return "".join(piece if piece in own else mask_numbers(piece) for piece in pieces)

    def theirs(self, person: Any, phone: Any = None, id_number: Any = None) -> ColumnElement[bool]:
        """Rows that carry the id, or none and one of the person's own numbers: a condition over columns."""
        tests: list[ColumnElement[bool]] = [person.in_(self.ids)] if person is not None else []
        numbers: list[ColumnElement[bool]] = []
        if phone is not None and self.phones:
            numbers.append(phone.in_(self.phones))
        if id_number is not None and self.id_numbers:
            numbers.append(id_number.in_(self.id_numbers))
        if numbers:
            own = or_(*numbers)
            tests.append(own & person.is_(None) if person is not None else own)
        return or_(false(), *tests)


HeldSource = Callable[[Session, Whom], Iterable[HeldPart]]
held_sources: list[HeldSource] = []
"""In the order the paper tells them."""


def whom_of(session: Session, person_id: int, on: date, *, unmasked: bool = False) -> Whom:
    """The person, or whom they were joined with."""
    kept = kept_id(session, person_id)
    ids = tuple(sorted(same_people(session, [kept]), key=lambda each: (each != kept, each)))
    people = {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(ids)))}
    roles = session.execute(
        select(UnitRole.unit_id, Unit.code, UnitRole.starts_on, UnitRole.ends_on)
        .join(Unit, Unit.id == UnitRole.unit_id)
        .where(UnitRole.person_id.in_(ids))
        .order_by(Unit.sort_key, UnitRole.id)
    )
    phones = dict.fromkeys(phone for p in people.values() for phone in (p.phone, p.phone2) if phone)
    numbers = dict.fromkeys(p.id_number for p in people.values() if p.id_number)
    return Whom(
        ids, people[kept].name, tuple(phones), tuple(numbers), tuple(Stay(*role) for role in roles), on, unmasked
    )  # fmt: skip


def held_of_person(
    session: Session, person_id: int, on: date, *, unmasked: bool = False
) -> tuple[HeldPart, ...]:
    """All that is held, part by part; parts without rows are there too."""
    whom = whom_of(session, person_id, on, unmasked=unmasked)
    return tuple(part for source in held_sources for part in source(session, whom))


def day_of(at: datetime) -> date:
    """The day of a stamp on this machine's calendar."""
    return local_time(at).date()


def part(title: str, rows: Iterable[HeldRow]) -> HeldPart:
    """A part with its rows by day, those without a day first."""
    return HeldPart(title, tuple(sorted(rows, key=lambda row: row.on or date.min)))


def told(*pieces: object) -> str:
    """What is there of *pieces*, one behind the other."""
    return "，".join(str(piece) for piece in pieces if piece not in (None, ""))
