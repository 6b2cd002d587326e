"""A plan held against the archives: what is new, what is a correction, what stays (D1.7, T14).

The rule for every fact that the archives hold already: only what the workbook says otherwise than the last
workbook did is a correction, and it is taken over only where nobody has changed the archives since. Where both
have moved, the archives stay and the difference goes on the list of 待核实. So importing a workbook again changes
nothing, a corrected one corrects, and last year's does not undo what the desk has done.

Owners are stricter: a workbook never replaces one. Only a unit without an owner gets those it names; any other
difference of names is 业主与档案不符, for somebody to settle by a transfer. History is never rewritten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from frontdesk.areas.archives.rules.importing.plan import (
    Doubt,
    Fate,
    FlaggedRow,
    ImportPlan,
    ImportResult,
    Outcome,
    PlannedPerson,
    PlannedUnit,
    PlannedVehicle,
)
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, RoleKind, UnitKind, UnitState
from frontdesk.areas.archives.rules.names import plain_name

_UNIT_FACTS = {
    "kind": "房屋类型", "state": "房屋状态", "floor": "楼层", "layout": "户型", "built_area": "建筑面积",
    "inner_area": "套内面积", "handed_over_on": "交房日期",
}  # fmt: skip
_PERSON_FACTS = {
    "id_number": "证件号", "phone": "电话", "phone2": "备用电话", "nationality": "国籍",
    "emergency_contact": "紧急联系人",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldPerson:
    """A person as the archives hold them."""

    id: int
    name: str
    id_number: str
    phone: str
    phone2: str
    nationality: str
    emergency_contact: str


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that holds today or has no end."""

    person_id: int
    kind: RoleKind


@dataclass(slots=True)
class HeldUnit:
    """A unit as the archives hold it, with what the last workbook said of it."""

    id: int
    key: str
    kind: UnitKind
    state: UnitState
    floor: int | None
    layout: str
    built_area: Decimal | None
    inner_area: Decimal | None
    handed_over_on: date | None
    roles: list[HeldRole] = field(default_factory=list)
    plates: set[str] = field(default_factory=set)
    spaces: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    flags: dict[tuple[str, str], tuple[int, bool]] = field(default_factory=dict)
    source: dict[str, Any] = field(default_factory=dict)
    ended: str = ""
    """How it ended (已合并, 已拆分), where it became others: nothing is taken over for it any more (D1.1)."""


@dataclass(frozen=True, slots=True)
class Held:
    """All that an import must know of the archives."""

    units: Mapping[str, HeldUnit]
    people: Mapping[int, HeldPerson]


@dataclass(slots=True)
class PersonChange:
    """A person to be made (`id` None) or changed; `values` are the columns to write."""

    id: int | None
    name: str
    values: dict[str, Any]

    def get(self, column: str) -> str:
        return str(self.values.get(column) or "")


@dataclass(slots=True)
class UnitChange:
    """What is to be written of one unit; people by their place in `Changes.people`."""

    planned: PlannedUnit
    id: int | None
    outcome: Outcome = Outcome.SAME
    values: dict[str, Any] = field(default_factory=dict)
    roles: list[tuple[int, PlannedPerson]] = field(default_factory=list)
    vehicles: list[PlannedVehicle] = field(default_factory=list)
    spaces: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubts: list[tuple[Doubt, int | None]] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)
    open_doubts: list[Doubt] = field(default_factory=list)
    facts: str | None = None


@dataclass(slots=True)
class Changes:
    """Everything that an import writes."""

    units: list[UnitChange]
    people: list[PersonChange]

    @property
    def written_people(self) -> int:
        return sum(1 for person in self.people if person.id is None or person.values)


def compare(plan: ImportPlan, held: Held) -> Changes:
    """What the plan changes."""
    book = _People(held)
    return Changes([_unit(unit, held.units.get(unit.code.key), book) for unit in plan.units], book.changes)


def result_of(plan: ImportPlan, changes: Changes) -> ImportResult:
    """The numbers and rows that preview and import both show."""
    outcomes = {(c.planned.sheet, c.planned.row): c for c in changes.units}
    rows = []
    for fate in plan.fates:
        change = outcomes.get((fate.sheet, fate.row))
        if change is not None and fate.fate in (Fate.GOOD, Fate.FLAGGED):
            reasons = "；".join(dict.fromkeys(doubt.reason for doubt in change.open_doubts))
            kind = Fate.FLAGGED if reasons else Fate.GOOD
            fate = replace(fate, outcome=change.outcome, fate=kind, reason=reasons)
        rows.append(fate)
    flagged: dict[tuple[str, int, str], FlaggedRow] = {}
    for change in changes.units:
        unit = change.planned
        for doubt in change.open_doubts:
            flagged.setdefault(
                (unit.sheet, unit.row, doubt.reason),
                FlaggedRow(unit.sheet, unit.row, doubt.reason, doubt.value, unit.code.code),
            )
    made = sum(change.outcome is Outcome.MADE for change in changes.units)
    changed = sum(change.outcome is Outcome.CHANGED for change in changes.units)
    return ImportResult(
        units=made + changed,
        people=changes.written_people,
        unchanged=len(changes.units) - made - changed,
        rejected=plan.rejected,
        flagged=tuple(flagged.values()),
        made=made,
        sheets=plan.sheets,
        other_sheets=plan.other_sheets,
        columns=plan.columns,
        titles=plan.titles,
        rows=tuple(rows),
        remarks=plan.remarks,
    )


class _People:
    """Finds a person among those held and those about to be made, so that nobody is doubled (T14)."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.changes: list[PersonChange] = []
        self._places: dict[int, int] = {}
        self._by_number: dict[tuple[str, str], int | PersonChange] = {}
        self._by_phone: dict[tuple[str, str], int | PersonChange] = {}
        for person in held.people.values():
            self._index(person.name, person.id_number, (person.phone, person.phone2), person.id)

    def _index(self, name: str, number: str, phones: tuple[str, ...], who: int | PersonChange) -> None:
        plain = plain_name(name)
        if number:
            self._by_number.setdefault((plain, number), who)
        for phone in phones:
            if phone:
                self._by_phone.setdefault((plain, phone), who)

    def place(self, person_id: int) -> int:
        """The place of a person who is held."""
        if person_id not in self._places:
            self._places[person_id] = len(self.changes)
            self.changes.append(PersonChange(person_id, self.held.people[person_id].name, {}))
        return self._places[person_id]

    def _number_of(self, who: int | PersonChange) -> str:
        return self.held.people[who].id_number if isinstance(who, int) else who.get("id_number")

    def find(self, planned: PlannedPerson) -> int:
        """The place of the person a row names, made when they are not there: same name and number, or phone."""
        plain = plain_name(planned.name)
        who = self._by_number.get((plain, planned.id_number)) if planned.id_number else None
        if who is None:
            for phone in filter(None, (planned.phone, planned.phone2)):
                near = self._by_phone.get((plain, phone))
                if near is not None and (not planned.id_number or not self._number_of(near)):
                    who = near
                    break
        if who is None:
            return self._make(planned)
        index = self.place(who) if isinstance(who, int) else self._places[id(who)]
        self._fill(index, planned)
        return index

    def _make(self, planned: PlannedPerson) -> int:
        values: dict[str, Any] = {column: getattr(planned, column) for column in _PERSON_FACTS}
        change = PersonChange(None, planned.name, values | {"kind": planned.kind, "id_kind": planned.id_kind})
        self._places[id(change)] = len(self.changes)
        self.changes.append(change)
        self._index(planned.name, planned.id_number, (planned.phone, planned.phone2), change)
        return len(self.changes) - 1

    def _fill(self, index: int, planned: PlannedPerson) -> None:
        """What somebody known lacks; a second telephone from another row goes to the second place."""
        change = self.changes[index]
        for column in _PERSON_FACTS:
            value = getattr(planned, column)
            if value and not self.value(index, column):
                if column == "phone2" and value == self.value(index, "phone"):
                    continue
                change.values[column] = value
                if column == "id_number":
                    change.values["id_kind"] = planned.id_kind
        phone = planned.phone
        if phone and phone != self.value(index, "phone") and not self.value(index, "phone2"):
            change.values["phone2"] = phone

    def value(self, index: int, column: str) -> str:
        change = self.changes[index]
        if column in change.values:
            return change.get(column)
        return str(getattr(self.held.people[change.id], column)) if change.id is not None else ""


def _unit(planned: PlannedUnit, held: HeldUnit | None, book: _People) -> UnitChange:
    if held is None:
        return _new_unit(planned, book)
    change = UnitChange(planned, held.id)
    if held.ended:
        change.open_doubts = [Doubt(f"这户{held.ended}，没有改动", "")]
        return change
    doubts = list(planned.doubts)
    standing: list[Doubt] = []
    for fact, words in _UNIT_FACTS.items():
        said, now = getattr(planned, fact), getattr(held, fact)
        verdict = _verdict(_told(said), held.source.get(fact), _told(now))
        if verdict == "take":
            change.values[fact] = said
        elif verdict == "differs":
            doubts.append(Doubt(f"{words}与档案不符", _told(said)))
    _belongings(planned, held, change)
    people_changed = False
    for kind, reason in ((RoleKind.OWNER, "业主与档案不符"), (RoleKind.TENANT, "租客与档案不符")):
        people_changed |= _roles(planned, held, change, kind, reason, book, doubts, standing)
    for person in planned.people:
        if person.role in (RoleKind.FAMILY, RoleKind.AGENT):
            people_changed |= _further(person, held, change, book)
    if any(role.kind is RoleKind.OWNER for role in held.roles):
        doubts = [doubt for doubt in doubts if doubt.reason != "缺业主姓名"]
    _doubts(planned, held, change, doubts, standing, book)
    facts = _merged(held.source, _source(planned))
    change.facts = facts if facts != _json(held.source) else None
    if change.values or change.roles or change.vehicles or change.spaces or change.notes or people_changed:
        change.outcome = Outcome.CHANGED
    return change


def _verdict(said: str, before: object, now: str) -> str:
    """`take`, `keep` or `differs`, by the rule at the head of this file; empty texts stand for nothing known."""
    if not said or said in (now, before):
        return "keep"
    return "take" if not now or now == before else "differs"


def _told(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def _new_unit(planned: PlannedUnit, book: _People) -> UnitChange:
    tenant = any(person.role is RoleKind.TENANT for person in planned.people)
    lived_in = UnitState.LET if tenant else UnitState.OWNER if planned.owners else UnitState.VACANT
    change = UnitChange(
        planned,
        None,
        Outcome.MADE,
        values={fact: getattr(planned, fact) for fact in _UNIT_FACTS}
        | {"kind": planned.kind or UnitKind.HOME, "state": planned.state or lived_in},
        vehicles=list(planned.vehicles),
        spaces=list(planned.spaces),
        notes=list(planned.notes),
        open_doubts=list(planned.doubts),
        facts=_json(_source(planned)),
    )
    change.roles = [(book.find(person), person) for person in planned.people]
    places = {person.name: place for place, person in change.roles}
    change.doubts = [(doubt, places.get(doubt.person)) for doubt in planned.doubts]
    return change


def _belongings(planned: PlannedUnit, held: HeldUnit, change: UnitChange) -> None:
    """What is new is added; what the workbook no longer names stays."""
    change.vehicles = [vehicle for vehicle in planned.vehicles if vehicle.key not in held.plates]
    change.spaces = [space for space in planned.spaces if space not in held.spaces]
    change.notes = [note for note in planned.notes if note not in held.notes]


def _roles(
    planned: PlannedUnit,
    held: HeldUnit,
    change: UnitChange,
    kind: RoleKind,
    reason: str,
    book: _People,
    doubts: list[Doubt],
    standing: list[Doubt],
) -> bool:
    """Owners or tenants of one unit; whether a person's own facts changed."""
    wanted = [person for person in planned.people if person.role is kind]
    if not wanted:
        return False
    now = {
        plain_name(book.held.people[role.person_id].name): role.person_id
        for role in held.roles
        if role.kind is kind
    }
    if not now:
        change.roles += [(book.find(person), person) for person in wanted]
        return False
    if {plain_name(person.name) for person in wanted} != set(now):
        names = "、".join(person.name for person in wanted)
        if held.source.get(kind.value) == names:
            standing.append(Doubt(reason, names))  # nothing new is said; what was found then still stands
        else:
            doubts.append(Doubt(reason, names))
    changed = False
    for person in wanted:
        person_id = now.get(plain_name(person.name))
        if person_id is not None:
            changed |= _correct(book.place(person_id), person, held, book, doubts)
    return changed


def _further(person: PlannedPerson, held: HeldUnit, change: UnitChange, book: _People) -> bool:
    """A family member or agent: added when the unit has nobody of that name in that role."""
    for role in held.roles:
        if role.kind is person.role and plain_name(book.held.people[role.person_id].name) == plain_name(
            person.name
        ):
            return _correct(book.place(role.person_id), person, held, book, [])
    change.roles.append((book.find(person), person))
    return False


def _correct(index: int, person: PlannedPerson, held: HeldUnit, book: _People, doubts: list[Doubt]) -> bool:
    """Take over what the workbook corrects of somebody already held; whether anything was."""
    change = book.changes[index]
    before = held.source.get("people", {}).get(_who(person), {})
    changed = False
    for column, words in _PERSON_FACTS.items():
        said, now = str(getattr(person, column) or ""), book.value(index, column)
        if column in ("phone", "phone2") and said in (
            book.value(index, "phone"),
            book.value(index, "phone2"),
        ):
            continue
        verdict = _verdict(said, before.get(column), now)
        if verdict == "take":
            change.values[column] = said
            changed = True
            if column == "id_number":
                change.values["id_kind"] = person.id_kind
                if person.id_kind is IdKind.LICENCE:
                    change.values["kind"] = PersonKind.COMPANY
        elif verdict == "differs":
            doubts.append(Doubt(f"{words}与档案不符", said, person.name))
    return changed


def _doubts(
    planned: PlannedUnit,
    held: HeldUnit,
    change: UnitChange,
    doubts: list[Doubt],
    standing: list[Doubt],
    book: _People,
) -> None:
    """New doubts go on the list; settled ones stay settled; those that the workbook has answered come off it."""
    people = {book.held.people[role.person_id].name: book.place(role.person_id) for role in held.roles}
    people |= {person.name: place for place, person in change.roles}
    for doubt in dict.fromkeys(doubts):
        known = held.flags.get((doubt.reason, doubt.value))
        if known is None:
            change.doubts.append((doubt, people.get(doubt.person)))
        if known is None or not known[1]:
            change.open_doubts.append(doubt)
    still = {(doubt.reason, doubt.value) for doubt in (*doubts, *standing)}
    change.answered = [
        flag_id
        for (reason, value), (flag_id, settled) in held.flags.items()
        if not settled and (reason, value) not in still and _answers(planned, reason)
    ]


def _answers(planned: PlannedUnit, reason: str) -> bool:
    """Whether the row says something of what the doubt was about; a sheet without the column answers nothing."""
    owners = planned.owners
    if "姓名" in reason or "业主" in reason:
        return bool(owners)
    if "租客" in reason or "租期" in reason:
        return any(person.role is RoleKind.TENANT for person in planned.people)
    if "身份证" in reason or "证件" in reason or "代码" in reason or "出生" in reason:
        return any(person.id_number for person in planned.people)
    if "电话" in reason:
        return any(person.phone for person in planned.people)
    if "套内" in reason:
        return planned.inner_area is not None
    if "面积" in reason:
        return planned.built_area is not None
    if "日期" in reason:
        return planned.handed_over_on is not None
    if "状态" in reason:
        return planned.state is not None
    if "类型" in reason:
        return planned.kind is not None
    if "车位" in reason:
        return bool(planned.spaces)
    return "车牌" in reason and bool(planned.vehicles)


def _who(person: PlannedPerson) -> str:
    return f"{person.role.value} {plain_name(person.name)}"


def _source(planned: PlannedUnit) -> dict[str, Any]:
    """What the workbook says, for the next import to compare with."""
    facts: dict[str, Any] = {fact: told for fact in _UNIT_FACTS if (told := _told(getattr(planned, fact)))}
    for kind in (RoleKind.OWNER, RoleKind.TENANT):
        names = "、".join(person.name for person in planned.people if person.role is kind)
        if names:
            facts[kind.value] = names
    people = {
        _who(person): {column: value for column in _PERSON_FACTS if (value := getattr(person, column))}
        for person in planned.people
    }
    if people:
        facts["people"] = people
    return facts


def _merged(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """A sheet without a column leaves what an earlier one said."""
    people = dict(before.get("people", {}))
    for who, facts in now.get("people", {}).items():
        people[who] = {**people.get(who, {}), **facts}
    merged = {**before, **now}
    if people:
        merged["people"] = people
    return _json(merged)


def _json(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)
