"""重复住户: the pairs that may be one person, those that were joined, those that are two; both sides compared (D1.2)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.model.duplicates import PersonApart, PersonJoin
from frontdesk.areas.archives.queries.joined import kept_ids, standing
from frontdesk.areas.archives.queries.units import in_parts
from frontdesk.areas.archives.rules.duplicates import CHOSEN, FACTS, Known, Likeness, alike
from frontdesk.areas.archives.rules.identity import mask_id, mask_numbers, mask_phone
from frontdesk.base.values.text import tr

_WORDS = {
    "name": "姓名", "id_number": "证件号码", "phone": "电话", "phone2": "备用电话", "nationality": "国籍",
    "emergency_contact": "紧急联系人",
}  # fmt: skip


class DuplicateShow(StrEnum):
    """The chips over the list."""

    OPEN = "待判断"
    JOINED = "已合并"
    APART = "不是同一人"


@dataclass(frozen=True, slots=True)
class DuplicateFilter:
    """What the list shows; `text` is part of a name or a unit's code."""

    text: str = ""
    show: DuplicateShow = DuplicateShow.OPEN
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """A pair. `one_id` is kept where they were joined (`join_id`). `why` says why, or the reason somebody gave."""

    id: str
    one_id: int
    other_id: int
    name: str
    other_name: str
    units: str
    other_units: str
    score: int
    why: str
    show: DuplicateShow
    join_id: int | None = None
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ComparedFact:
    """One fact of both, masked; `same` where they say the same."""

    key: str
    words: str
    one: str
    other: str
    same: bool


@dataclass(frozen=True, slots=True)
class DuplicateView:
    """A pair with its facts side by side: of a joined pair as they were before."""

    row: DuplicateRow
    facts: tuple[ComparedFact, ...]


@dataclass(frozen=True, slots=True)
class DuplicateFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[DuplicateShow, int]


def duplicate_rows(
    session: Session, wanted: DuplicateFilter, offset: int = 0, limit: int | None = 100
) -> tuple[DuplicateRow, ...]:
    """A page of the list: the surest pair first, of those done the newest."""
    rows = [row for row in _all(session, wanted.text) if row.show is wanted.show]
    keys: dict[str, Any] = {"name": lambda r: r.name, "score": lambda r: r.score, "why": lambda r: r.why}
    if wanted.sort in keys:
        rows.sort(key=keys[wanted.sort], reverse=wanted.descending)
    return tuple(rows[offset:] if limit is None else rows[offset : offset + limit])


def duplicate_figures(session: Session, wanted: DuplicateFilter) -> DuplicateFigures:
    """The figures over the list."""
    rows = _all(session, wanted.text)
    shows = {show: sum(row.show is show for row in rows) for show in DuplicateShow}
    every = len(_all(session, "")) if wanted.text.strip() else len(rows)
    return DuplicateFigures(shows[wanted.show], every, shows)


def duplicate_view(session: Session, pair: str, on: date) -> DuplicateView | None:
    """One pair, or None where it is none any more. *on* is what every list passes, and is not asked."""
    row = next((each for each in _all(session, "") if each.id == pair), None)
    if row is None:
        return None
    if row.join_id is not None:
        join = session.get_one(PersonJoin, row.join_id)
        return DuplicateView(row, _compared(json.loads(join.kept_before), json.loads(join.joined_before)))
    one, other = session.get_one(Person, row.one_id), session.get_one(Person, row.other_id)
    return DuplicateView(row, _compared(_facts(one), _facts(other)))


def broken_joins(session: Session) -> list[str]:
    """No chain, nobody joined twice, and both of a join say the same."""
    found = []
    joins = session.scalars(select(PersonJoin).where(standing()).order_by(PersonJoin.id)).all()
    kept, joined = {join.kept_id for join in joins}, [join.joined_id for join in joins]
    people = {
        person.id: person
        for part in in_parts(sorted(kept | set(joined)))
        for person in session.scalars(select(Person).where(Person.id.in_(part)))
    }
    for join in joins:
        if join.joined_id in kept:
            found.append(tr("住户合并 {id}：被合并的一份又是别人合并到的", id=join.id))
        if joined.count(join.joined_id) > 1:
            found.append(tr("住户合并 {id}：同一份被合并了两次", id=join.id))
        if _facts(people[join.kept_id]) != _facts(people[join.joined_id]):
            found.append(tr("住户合并 {id}：两份资料不一致", id=join.id))
    return found


def _all(session: Session, text: str) -> list[DuplicateRow]:
    """Every pair of every chip. Ten thousands of people are compared in memory, in a fraction of a second."""
    whom = kept_ids(session)
    homes: dict[int, set[int]] = defaultdict(set)
    for person_id, unit_id in session.execute(select(UnitRole.person_id, UnitRole.unit_id)):
        homes[whom.get(person_id, person_id)].add(unit_id)
    people = [
        Known(row.id, row.name, row.pinyin, row.id_number, (row.phone, row.phone2), frozenset(homes[row.id]))
        for row in session.execute(
            select(Person.id, Person.name, Person.pinyin, Person.id_number, Person.phone, Person.phone2)
        )
        if row.id not in whom
    ]
    apart = {(row.one_id, row.other_id): row for row in session.scalars(select(PersonApart))}
    likely = alike(people)
    rows = [_row(pair) for pair in likely if not _told_apart(pair, apart, whom)]
    joins = session.scalars(select(PersonJoin).where(standing()).order_by(PersonJoin.id.desc())).all()
    rows += [
        DuplicateRow(
            f"j{each.id}", each.kept_id, each.joined_id, "", "", "", "", 0, each.reason, DuplicateShow.JOINED,
            each.id, each.by, each.at,
        )
        for each in joins
    ]  # fmt: skip
    rows += [
        DuplicateRow(
            f"a{each.id}", each.one_id, each.other_id, "", "", "", "", 0, each.reason, DuplicateShow.APART,
            None, each.by, each.at,
        )
        for each in sorted(apart.values(), key=lambda each: -each.id)
        if whom.get(each.one_id, each.one_id) != whom.get(each.other_id, each.other_id)
    ]  # fmt: skip
    named = _named(session, rows, {join.id: join for join in joins})
    wanted = text.strip().upper()
    return [
        row
        for row in named
        if not wanted
        or any(wanted in part.upper() for part in (row.name, row.other_name, row.units, row.other_units))
    ]


def _told_apart(pair: Likeness, apart: dict[tuple[int, int], Any], whom: dict[int, int]) -> bool:
    """Somebody has said that the two, or records joined with them, are two people."""
    wanted = {pair.one, pair.other}
    return any({whom.get(one, one), whom.get(other, other)} == wanted for one, other in apart)


def _row(pair: Likeness) -> DuplicateRow:
    return DuplicateRow(
        f"{pair.one}-{pair.other}",
        pair.one,
        pair.other,
        "",
        "",
        "",
        "",
        pair.score,
        pair.why,
        DuplicateShow.OPEN,
    )


def _named(
    session: Session, rows: list[DuplicateRow], joins: dict[int, PersonJoin]
) -> Iterable[DuplicateRow]:
    """The rows with the names and units of both; a joined one has the name it had."""
    ids = sorted({each for row in rows for each in (row.one_id, row.other_id)})
    names: dict[int, str] = {}
    units: dict[int, list[str]] = defaultdict(list)
    for part in in_parts(ids):
        names |= {
            row.id: row.name
            for row in session.execute(select(Person.id, Person.name).where(Person.id.in_(part)))
        }
        for person_id, code in session.execute(
            select(UnitRole.person_id, Unit.code)
            .join(Unit, Unit.id == UnitRole.unit_id)
            .where(UnitRole.person_id.in_(part))
            .order_by(Unit.sort_key)
        ):
            units[person_id].append(code)
    for row in rows:
        told = [names[row.one_id], names[row.other_id]]
        if row.join_id is not None:
            join = joins[row.join_id]
            told = [json.loads(facts)["name"] for facts in (join.kept_before, join.joined_before)]
        homes = ["、".join(dict.fromkeys(units[each])) for each in (row.one_id, row.other_id)]
        yield replace(row, name=told[0], other_name=told[1], units=homes[0], other_units=homes[1])


def _facts(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in FACTS}


def _compared(one: dict[str, Any], other: dict[str, Any]) -> tuple[ComparedFact, ...]:
    return tuple(
        ComparedFact(
            key, tr(_WORDS[key]), _masked(key, one[key]), _masked(key, other[key]), _same(key, one, other)
        )
        for key in CHOSEN
        if one[key] or other[key]
    )


def _same(key: str, one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one[name] == other[name] for name in CHOSEN[key])


def _masked(key: str, value: str) -> str:
    if key == "id_number":
        return mask_id(value)
    if key in ("phone", "phone2"):
        return mask_phone(value)
    return mask_numbers(value) if key == "emergency_contact" else value
