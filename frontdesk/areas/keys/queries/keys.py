"""The list of keys: found by tag, unit, place, hook or who has them, a page at a time (D3.1, D0.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.keys.model import Key, KeyMovement
from frontdesk.areas.keys.queries.moves import Only, open_loans, sums
from frontdesk.areas.keys.rules.course import Standing, state
from frontdesk.areas.keys.rules.kinds import KeyKind, KeyState
from frontdesk.areas.keys.rules.tags import read_tag

_PART = 2_000
"""Ids that a database takes as parameters at once; each stands in the query several times."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A tag as lists show it on a day. `where` is the unit's code, or the place; `holder` has what is out.

    `due` is the first day any of it must be back, `care_until` the last day of care.
    """

    id: int
    tag: str
    unit_id: int | None
    unit: str
    place: str
    kind: KeyKind
    cabinet: str
    hook: str
    words: str
    made_on: date
    on_hand: int
    out: int
    lost: int
    gone: int
    due: date | None
    in_care: bool
    care_until: date | None
    holder: str
    state: KeyState

    @property
    def where(self) -> str:
        return self.unit or self.place

    @property
    def hangs(self) -> str:
        """`A 柜 12`: cabinet and hook."""
        return " ".join(part for part in (self.cabinet, self.hook) if part)

    @property
    def pieces(self) -> int:
        return self.on_hand + self.out + self.lost


@dataclass(frozen=True, slots=True)
class KeyFilter:
    """What a list of keys shows; None and empty mean all. `on` is the day it speaks of.

    `state` 在柜 are all that hang there (those in care too), 借出 all that are out (the overdue too), 遗失 all of
    which any is lost.
    """

    on: date
    text: str = ""
    state: KeyState | None = None
    kind: KeyKind | None = None
    cabinet: str | None = None
    unit_id: int | None = None
    sort: str = "tag"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """How many tags the filter lets through, how many there are, and how many are in each state besides."""

    count: int
    every: int
    states: dict[KeyState, int]


def key_rows(
    session: Session, wanted: KeyFilter, offset: int = 0, limit: int | None = 100
) -> tuple[KeyRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    query, s, due = _base(wanted)
    column: Any = {
        "tag": Key.tag,
        "where": func.coalesce(Unit.sort_key, Key.place),
        "kind": Key.kind,
        "cabinet": Key.cabinet,
        "due": due.c.due,
        "made_on": Key.made_on,
    }.get(wanted.sort, Key.tag)
    if wanted.state is not None:
        query = query.where(_in_state(wanted.state, s, due, wanted.on))
    order = column.desc() if wanted.descending else column
    tail = (Key.hook,) if wanted.sort == "cabinet" else ()
    query = query.order_by(column.is_(None), order, *tail, Key.id)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _rows(session, query, wanted.on)


def key_figures(session: Session, wanted: KeyFilter) -> KeyFigures:
    """The figures over a list; the states leave the filter's own state out of account."""
    query, s, due = _base(wanted)
    inner = query.with_only_columns(
        *(_in_state(each, s, due, wanted.on).label(each.name) for each in KeyState)
    ).subquery()
    counts = session.execute(
        select(func.count(), *(func.coalesce(func.sum(_one(inner.c[each.name])), 0) for each in KeyState))
    ).one()
    states = {each: int(n) for each, n in zip(KeyState, counts[1:], strict=True)}
    every = int(session.scalar(select(func.count()).select_from(Key)) or 0)
    count = int(counts[0]) if wanted.state is None else states[wanted.state]
    return KeyFigures(count, every, states)


def key_row(session: Session, key_id: int, on: date) -> KeyRow | None:
    """One tag, or None."""
    query, _, _ = _base(KeyFilter(on), (key_id,))
    rows = _rows(session, query, on)
    return rows[0] if rows else None


def keys_by_id(session: Session, key_ids: tuple[int, ...], on: date) -> tuple[KeyRow, ...]:
    """Several tags, in the order asked for."""
    found: dict[int, KeyRow] = {}
    for at in range(0, len(key_ids), _PART):
        query, _, _ = _base(KeyFilter(on), key_ids[at : at + _PART])
        found |= {row.id: row for row in _rows(session, query, on)}
    return tuple(found[key_id] for key_id in key_ids if key_id in found)


def of_unit(session: Session, unit_id: int, on: date) -> tuple[KeyRow, ...]:
    """A unit's keys as they stood on a day."""
    return key_rows(session, KeyFilter(on, unit_id=unit_id, sort="kind"), limit=None)


def overdue(session: Session, on: date) -> tuple[KeyRow, ...]:
    """Keys that should be back by now, the longest overdue first. Worked out from what is out (T21)."""
    return key_rows(session, KeyFilter(on, state=KeyState.OVERDUE, sort="due"), limit=None)


def out_now(session: Session, on: date) -> tuple[KeyRow, ...]:
    """Every key that is out, the first due first."""
    return key_rows(session, KeyFilter(on, state=KeyState.OUT, sort="due"), limit=None)


def care_ending(session: Session, until: date, on: date) -> tuple[KeyRow, ...]:
    """Keys in our care whose agreement ends by *until* or has ended, the first to end first."""
    rows = key_rows(session, KeyFilter(on, state=KeyState.CARE), limit=None)
    ending = [row for row in rows if row.care_until is not None and row.care_until <= until]
    return tuple(sorted(ending, key=lambda row: (row.care_until or until, row.id)))


def find_tag(session: Session, text: str, on: date) -> KeyRow | None:
    """The tag whose code *text* is, as scanned or typed; None when it is no tag's code."""
    tag = read_tag(text)
    found = session.scalar(select(Key.id).where(Key.tag == tag)) if tag else None
    return None if found is None else key_row(session, found, on)


def find_keys(session: Session, text: str, on: date, limit: int = 8) -> tuple[KeyRow, ...]:
    """Tags that *text* may mean: a tag's code alone, else whatever a list would show for it."""
    exact = find_tag(session, text, on)
    if exact is not None:
        return (exact,)
    return key_rows(session, KeyFilter(on, text=text), 0, limit) if text.strip() else ()


def cabinets(session: Session) -> tuple[str, ...]:
    """The cabinets that hold, or held, a key."""
    found = session.scalars(select(Key.cabinet).where(Key.cabinet != "").distinct().order_by(Key.cabinet))
    return tuple(found)


# -- how it is asked --


def _base(wanted: KeyFilter, only: Only = None) -> tuple[Select[Any], Any, Any]:
    tag = read_tag(wanted.text)
    if only is None and (wanted.unit_id is not None or tag is not None):
        few = select(Key.id)
        few = few.where(Key.unit_id == wanted.unit_id) if wanted.unit_id is not None else few
        only = few.where(Key.tag == tag) if tag is not None else few
    s, loans = sums(wanted.on, only), open_loans(wanted.on, only)
    due = (
        select(loans.c.key_id, func.min(loans.c.until).label("due")).group_by(loans.c.key_id).subquery("due")
    )
    care = aliased(KeyMovement, name="care")
    query: Select[Any] = (
        select(Key, Unit.code, s.c.on_hand, s.c.out, s.c.lost, s.c.gone, due.c.due, s.c.care_id, care.until)
        .outerjoin(Unit, Unit.id == Key.unit_id)
        .outerjoin(s, s.c.key_id == Key.id)
        .outerjoin(due, due.c.key_id == Key.id)
        .outerjoin(care, care.id == s.c.care_id)
        .where(Key.made_on <= wanted.on)
    )
    if only is not None:
        query = query.where(Key.id.in_(only))
    if wanted.kind is not None:
        query = query.where(Key.kind == wanted.kind)
    if wanted.cabinet is not None:
        query = query.where(Key.cabinet == wanted.cabinet)
    if wanted.unit_id is not None:
        query = query.where(Key.unit_id == wanted.unit_id)
    text = wanted.text.strip()
    if text:
        query = query.where(_fits(text, loans))
    return query, s, due


def _fits(text: str, loans: Any) -> ColumnElement[bool]:
    tag = read_tag(text)
    # A scanned code means that tag and nothing else: `K-000012` is no part of a name.
    if tag is not None:
        return Key.tag == tag
    part = f"%{escaped(text)}%"
    holders = select(loans.c.key_id).where(
        or_(loans.c.who.like(part, escape="\\"), loans.c.company.like(part, escape="\\"))
    )
    return or_(
        Key.tag.like(part.upper(), escape="\\"),
        Key.place.like(part, escape="\\"),
        Key.words.like(part, escape="\\"),
        func.trim(Key.cabinet + " " + Key.hook).like(part, escape="\\"),
        Key.id.in_(holders),
        Key.unit_id.in_(_homes(text, part)),
        Unit.code.like(part, escape="\\"),
        *_code_part(text),
    )


def _homes(text: str, part: str) -> Select[int]:
    """Units of the people whose name, pinyin or its initials *text* is part of."""
    tests: list[ColumnElement[bool]] = [Person.name.like(part, escape="\\")]
    letters = text.replace(" ", "").lower()
    if letters.isascii() and letters.isalpha():
        tests += [Person.initials.like(f"{letters}%"), Person.pinyin.like(f"{letters}%")]
    return select(UnitRole.unit_id).join(Person, Person.id == UnitRole.person_id).where(or_(*tests))


def _code_part(text: str) -> tuple[ColumnElement[bool], ...]:
    code = read_unit_code(text)
    return () if code is None else (Unit.key.like(f"%{escaped(code.key)}%", escape="\\"),)


def _in_state(wanted: KeyState, s: Any, due: Any, on: date) -> ColumnElement[bool]:
    """The same as `rules.course.state`, in the database's words, with the wider meanings of `KeyFilter`."""
    kept = func.coalesce(s.c.on_hand + s.c.out + s.c.lost, 0)
    gone = func.coalesce(s.c.gone, 0)
    tests: dict[KeyState, ColumnElement[bool]] = {
        KeyState.IN: s.c.on_hand > 0,
        KeyState.OUT: s.c.out > 0,
        KeyState.OVERDUE: func.coalesce(due.c.due < on, False),
        KeyState.CARE: s.c.care_id.is_not(None) & (s.c.on_hand + s.c.out > 0),
        KeyState.LOST: s.c.lost > 0,
        KeyState.GONE: (kept == 0) & (gone > 0),
        KeyState.VOID: (kept == 0) & (gone == 0),
    }
    return tests[wanted]


def _one(test: Any) -> Any:
    return case((test, 1), else_=0)


def _rows(session: Session, query: Select[Any], on: date) -> tuple[KeyRow, ...]:
    found = session.execute(query).all()
    holders = _holders(session, [row[0].id for row in found if row.out], on)
    rows = []
    for key, code, on_hand, out, lost, gone, due, care_id, care_until in found:
        stands = Standing(
            on_hand=int(on_hand or 0),
            out=int(out or 0),
            lost=int(lost or 0),
            gone=int(gone or 0),
            due=due,
            in_care=care_id is not None,
            care_until=care_until,
        )
        rows.append(
            KeyRow(
                id=key.id,
                tag=key.tag,
                unit_id=key.unit_id,
                unit=code or "",
                place=key.place,
                kind=key.kind,
                cabinet=key.cabinet,
                hook=key.hook,
                words=key.words,
                made_on=key.made_on,
                on_hand=stands.on_hand,
                out=stands.out,
                lost=stands.lost,
                gone=stands.gone,
                due=due,
                in_care=stands.in_care,
                care_until=care_until,
                holder="、".join(dict.fromkeys(holders.get(key.id, ()))),
                state=state(stands, on),
            )
        )
    return tuple(rows)


def _holders(session: Session, key_ids: list[int], on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for at in range(0, len(key_ids), _PART):
        loans = open_loans(on, tuple(key_ids[at : at + _PART]))
        for row in session.execute(select(loans.c.key_id, loans.c.who).order_by(loans.c.id)):
            found.setdefault(row.key_id, []).append(row.who)
    return found
