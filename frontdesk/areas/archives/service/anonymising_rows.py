"""Replacing a person's name and numbers in every row that has them, table by table as the list of places says.

Rows are read and written past the session, so that the audit trail does not keep what is taken away here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Table, false, or_, select, update
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, UnitRole
from frontdesk.areas.archives.model.duplicates import PersonJoin
from frontdesk.areas.archives.queries.anonymising import anonymised_ids
from frontdesk.areas.archives.queries.units import escaped, in_parts
from frontdesk.areas.archives.rules.anonymising import (
    MONEY,
    Due,
    Facts,
    Place,
    Replacing,
    Value,
    bare,
    kept,
    places,
    values_of,
    word_of,
)
from frontdesk.base.store.audit import AuditChange
from frontdesk.base.store.base import Base
from frontdesk.base.store.users import User

NUMBER_FIELDS = frozenset({"phone", "phone2", "id_number", "head_phone", "finder_phone"})
_SPELT = ("pinyin", "initials")
_PART = 5_000
"""Rows read at a time."""
_MOST_ASKED = 60
"""Of more things to be looked for every row is read: one long condition would be no faster."""

Owners = dict[str, dict[Any, set[int]]]
"""Table -> row's key -> ids of those whose row it is."""


@dataclass
class Rows:
    """What one anonymising works with. `changed` counts rows by table."""

    session: Session
    people: tuple[Due, ...]
    facts: tuple[Facts, ...] = ()
    values: tuple[Value, ...] = ()
    replacing: Replacing = field(default_factory=lambda: Replacing(()))
    own: Owners = field(default_factory=dict)
    homes: Owners = field(default_factory=dict)
    changed: dict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))

    @cached_property
    def kept(self) -> dict[int, int]:
        """Each of their rows -> the id that stands for the person."""
        return {each: person.id for person in self.people for each in person.group}

    def told(self, table: str, key: Any, text: str, limit: int | None = None) -> str:
        """*text* of that row, replaced."""
        own = frozenset(self.own.get(table, {}).get(key, ()))
        return self.replacing(text, own, own | frozenset(self.homes.get(table, {}).get(key, ())), limit)

    def replace_in(
        self, table: Table, columns: Sequence[str], where: ColumnElement[bool] | None = None
    ) -> None:
        """Go through *columns* of one table, in the rows that *where* lets through."""
        key = key_of(table)
        wanted = [table.c[name] for name in columns]
        for found in rows_with(self, table, wanted, wanted, where):
            row = found._mapping
            changed = {
                name: new
                for name in columns
                if row[name]
                and (
                    new := self.told(
                        table.name, row[key.name], row[name], getattr(table.c[name].type, "length", None)
                    )
                )
                != row[name]
            }
            self.put(table, row[key.name], changed)

    def put(self, table: Table, key: Any, values: dict[str, Any]) -> None:
        """Write *values* into a row; it counts as one place."""
        if values:
            self.session.execute(update(table).where(key_of(table) == key).values(**values))
            self.changed[table.name].add(key)


def key_of(table: Table) -> Any:
    """The one column a row is known by."""
    (column,) = table.primary_key.columns
    return column


def prepared(session: Session, people: Sequence[Due]) -> Rows:
    """Whom it is about, what is looked for, and whose each row is."""
    rows = Rows(session, tuple(people))
    rows.own = _own_rows(rows)
    rows.homes = _home_rows(rows)
    rows.facts = tuple(_facts(rows, person) for person in people)
    names, numbers = _of_others(session, frozenset(rows.kept))
    rows.values = values_of(rows.facts, lambda value: value in names or value in numbers)
    told = {value.value for value in rows.values}
    longer = [name for name in names if any(len(value) < len(name) and value in name for value in told)]
    rows.replacing = Replacing(rows.values, longer)
    return rows


def replace_everywhere(rows: Rows, step: Callable[[int, int], None]) -> None:
    """Go through every place but those with a way of their own. *step* is told how many tables are done of how many."""
    listed = [place for place in places if place.searched]
    for done, place in enumerate(listed):
        step(done, len(listed))
        _replace_in(rows, place)


def _replace_in(rows: Rows, place: Place) -> None:
    table = Base.metadata.tables[place.table]
    key = key_of(table)
    wanted = [table.c[name] for name in (*place.searched, *place.person)]
    for found in rows_with(rows, table, [table.c[name] for name in place.searched], wanted):
        row = dict(found._mapping)
        whom = rows.kept
        whose = next((whom[row[name]] for name in place.person if row[name] in whom), None)
        changed: dict[str, Any] = {}
        for name in place.searched:
            text = row[name]
            if not text:
                continue
            if whose is not None and name in place.names:
                new: Any = word_of(whose)
            elif whose is not None and name in place.blank:
                new = None if table.c[name].nullable else ""
            else:
                new = rows.told(place.table, row[key.name], text, getattr(table.c[name].type, "length", None))
            if new != text:
                changed[name] = new
        if any(name in changed for name in place.names):
            # How the name is spelt goes with it, whether or not the row knew the person.
            changed |= {name: "" for name in _SPELT if name in place.blank}
        rows.put(table, row[key.name], changed)


def rows_with(
    rows: Rows,
    table: Table,
    searched: Sequence[Any],
    wanted: Sequence[Any],
    where: ColumnElement[bool] | None = None,
) -> Iterator[Any]:
    """Rows of *table* that may have one of the values, and those that are the people's own or of their homes."""
    key = key_of(table)
    columns = list(dict.fromkeys((key, *wanted)))
    needles = sorted({needle for value in rows.values for needle in value.needles})
    theirs = {*rows.own.get(table.name, {}), *rows.homes.get(table.name, {})}
    all_rows = select(*columns).order_by(key)
    if where is not None:
        all_rows = all_rows.where(where)
    query = all_rows
    if len(needles) <= _MOST_ASKED:
        asked: list[ColumnElement[bool]] = [
            column.like(f"%{escaped(needle)}%", escape="\\") for column in searched for needle in needles
        ]
        query = query.where(or_(false(), *asked))
    last: Any = None
    while True:
        part = rows.session.execute((query if last is None else query.where(key > last)).limit(_PART)).all()
        for row in part:
            last = row._mapping[key.name]
            theirs.discard(last)
            yield row
        if len(part) < _PART:
            break
    left = sorted(theirs)
    for at in range(0, len(left), 500):
        yield from rows.session.execute(all_rows.where(key.in_(left[at : at + 500]))).all()


def _own_rows(rows: Rows) -> Owners:
    """Rows that carry a person's id, and what hangs on them."""
    own: Owners = defaultdict(lambda: defaultdict(set))
    whom = rows.kept
    for each, person in whom.items():
        own["person"][each].add(person)
    for place in places:
        table = Base.metadata.tables[place.table]
        for name in place.person:
            for part in in_parts(sorted(whom)):
                found = select(key_of(table), table.c[name]).where(table.c[name].in_(part))
                for key, person_id in rows.session.execute(found):
                    own[place.table][key].add(whom[person_id])
    return _descend(rows.session, own)


def _home_rows(rows: Rows) -> Owners:
    """Rows of the homes they lived in where no namesake was ever anything: a name there is theirs."""
    session, whom = rows.session, rows.kept
    units = sorted({unit_id for person in rows.people for unit_id in person.units})
    named: dict[int, set[str]] = defaultdict(set)
    for part in in_parts(units):
        for unit_id, person_id, name in session.execute(
            select(UnitRole.unit_id, Person.id, Person.name)
            .join(Person, Person.id == UnitRole.person_id)
            .where(UnitRole.unit_id.in_(part))
        ):
            if person_id not in whom:
                named[unit_id].add(name)
    of_unit: dict[int, set[int]] = defaultdict(set)
    for person in rows.people:
        for unit_id in person.units:
            if person.name not in named[unit_id]:
                of_unit[unit_id].add(person.id)
    homes: Owners = defaultdict(lambda: defaultdict(set))
    for table in _followed():
        if "unit_id" not in table.c:
            continue
        for part in in_parts(sorted(of_unit)):
            found = select(key_of(table), table.c.unit_id).where(table.c.unit_id.in_(part))
            for key, unit_id in session.execute(found):
                homes[table.name][key] |= of_unit[unit_id]
    return _descend(session, homes)


def _followed() -> list[Table]:
    """Tables that say whose a row is, those before that others hang on: all but the money's."""
    money = {name for each in kept if each.why.startswith(MONEY) for name in each.tables}
    return [table for table in Base.metadata.sorted_tables if table.name not in money]


def _descend(session: Session, whose: Owners) -> Owners:
    """A row that hangs on somebody's row (a ticket's course, a permit's events) is theirs too, and its trail."""
    for table in _followed():
        if table.name == "person":
            continue
        for column in table.c:
            for foreign in column.foreign_keys:
                above = foreign.column.table.name
                if above in ("person", "unit", table.name) or not whose.get(above):
                    continue
                for part in in_parts(sorted(whose[above])):
                    for key, owner in session.execute(select(key_of(table), column).where(column.in_(part))):
                        whose[table.name][key] |= whose[above][owner]
    changes: dict[Any, set[int]] = defaultdict(set)
    entries: dict[Any, set[int]] = defaultdict(set)
    for name, found in list(whose.items()):
        for ids in _texts(found):
            trail = select(AuditChange.id, AuditChange.entry_id, AuditChange.record_id).where(
                AuditChange.table_name == name, AuditChange.record_id.in_(ids)
            )
            for change_id, entry_id, record in session.execute(trail):
                owner = found.get(int(record) if record.isdigit() else record, set())
                changes[change_id] |= owner
                entries[entry_id] |= owner
    if changes:
        whose["audit_change"], whose["audit_entry"] = changes, entries
    return whose


def _texts(keys: Iterable[Any]) -> Iterator[list[str]]:
    told = sorted(str(each) for each in keys)
    for at in range(0, len(told), 500):
        yield told[at : at + 500]


def _facts(rows: Rows, person: Due) -> Facts:
    """Every name and number the person's rows bear or ever bore, and what was written of them elsewhere."""
    names: list[str] = []
    numbers: list[str] = []
    contacts: list[str] = []
    for row in rows.session.execute(
        select(Person.name, Person.id_number, Person.phone, Person.phone2, Person.emergency_contact).where(
            Person.id.in_(person.group)
        )
    ):
        names.append(row.name)
        numbers += [row.id_number, row.phone, row.phone2]
        contacts.append(row.emergency_contact)
    joins = select(PersonJoin.kept_before, PersonJoin.joined_before, PersonJoin.after)
    either = or_(PersonJoin.kept_id.in_(person.group), PersonJoin.joined_id.in_(person.group))
    for sides in rows.session.execute(joins.where(either)):
        # Of a join that was undone the other side is somebody else: only what the own row said is taken.
        for told in map(json.loads, sides):
            if told.get("name") in names or told.get("id_number") in numbers:
                names.append(told.get("name", ""))
                numbers += [told.get(key, "") for key in ("id_number", "phone", "phone2")]
                contacts.append(told.get("emergency_contact", ""))
    changes = select(AuditChange.field, AuditChange.before, AuditChange.after).where(
        AuditChange.table_name == "person", AuditChange.record_id.in_([str(each) for each in person.group])
    )
    for name, before, after in rows.session.execute(changes):
        found = [each for each in (before, after) if each]
        if name == "name":
            names += found
        elif name in NUMBER_FIELDS:
            numbers += found
        elif name == "emergency_contact":
            contacts += found
    numbers += _numbers_elsewhere(rows, person)
    return Facts(
        person.id,
        person.group,
        tuple(filter(None, names)),
        tuple(filter(None, numbers)),
        tuple(filter(None, contacts)),
    )


def _numbers_elsewhere(rows: Rows, person: Due) -> Iterator[str]:
    """Numbers in rows that carry the person's id: the telephone somebody left with a ticket, the number at a gate."""
    for place in places:
        table = Base.metadata.tables[place.table]
        wanted = [name for name in (*place.names, *place.blank) if name in NUMBER_FIELDS]
        if not wanted:
            continue
        keys = [key for key, whose in rows.own.get(place.table, {}).items() if person.id in whose]
        for part in in_parts(sorted(keys)):
            direct = or_(*(table.c[name].in_(person.group) for name in place.person))
            found = select(*(table.c[name] for name in wanted)).where(key_of(table).in_(part), direct)
            for row in rows.session.execute(found):
                yield from (each for each in row if each)


def _of_others(session: Session, group: frozenset[int]) -> tuple[set[str], set[str]]:
    """Names and numbers of everybody who stays: residents, and the staff."""
    gone = anonymised_ids(session)
    names: set[str] = set(session.scalars(select(User.name)))
    numbers: set[str] = set()
    for person_id, name, *told in session.execute(
        select(Person.id, Person.name, Person.id_number, Person.phone, Person.phone2)
    ):
        if person_id in group or person_id in gone:
            continue
        names.add(name)
        numbers |= {bare(each) for each in told if each}
    return names, numbers
