"""变更通知: what of the residents changed since the last sheet, worked out from the trail, and what was told (D1.2, D0.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.model.resident_changes import ChangeSheet, ChangeSheetLine
from frontdesk.areas.archives.queries.units import in_parts
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.rules.resident_changes import (
    SETTING,
    ChangeKind,
    FieldChange,
    NetChange,
    departments_of,
    net_changes,
)
from frontdesk.base.store.audit import AuditChange, AuditEntry
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr

# A whole estate that comes in from a workbook is no news of its residents.
_BULK = "%.importing.import_units"
_PHONES = ("phone", "phone2")


class ChangeShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    WAITING = "还没通知"
    TOLD = "已通知"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """What the list shows; `since` is where the first sheet begins while there is none."""

    on: date
    text: str = ""
    show: ChangeShow = ChangeShow.WAITING
    department: str = ""
    sort: str = "number"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change as it waits (`number` empty, `id` below nothing) or was told; phones masked (D1.9)."""

    id: int
    kind: ChangeKind
    unit_id: int
    unit: str
    sort_key: str
    person_id: int
    name: str
    role: str
    on: date | None
    before: str
    after: str
    departments: tuple[str, ...]
    sheet_id: int | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class ChangeFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[ChangeShow, int]


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A sheet: its span of days of entry, who made it, what each department heard of."""

    id: int
    number: str
    first_on: date
    last_on: date
    at: datetime
    by: str
    words: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change with the sheet that told it, and how many wait."""

    row: ChangeRow
    sheet: SheetFacts | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the next sheet would say: the trail after `after_id` up to `upto_id`, from `first_on`."""

    after_id: int
    upto_id: int
    first_on: date
    rows: tuple[ChangeRow, ...]


def waiting_changes(session: Session, on: date, first: date | None = None) -> Waiting:
    """What no sheet has told. *first* is the first day while there is no sheet: this month's unless said."""
    last = session.scalar(select(ChangeSheet).order_by(ChangeSheet.upto_id.desc()).limit(1))
    upto = int(session.scalar(select(func.max(AuditChange.id))) or 0)
    if last is not None:
        after, first_on = last.upto_id, local_time(last.at).date()
    else:
        first_on = first or on.replace(day=1)
        begin = datetime.combine(first_on, time()).astimezone()
        before = select(func.max(AuditChange.id)).join(AuditEntry, AuditEntry.id == AuditChange.entry_id)
        after = int(session.scalar(before.where(AuditEntry.at < begin)) or 0)
    return Waiting(after, upto, first_on, _rows(session, after, upto, on) if upto > after else ())


def change_rows(
    session: Session, wanted: ChangeFilter, offset: int = 0, limit: int | None = 100
) -> tuple[ChangeRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    rows = [row for row in _every(session, wanted) if _FITS[wanted.show](row)]
    rows.sort(key=_SORTS.get(wanted.sort, _SORTS["number"]), reverse=wanted.descending)
    return tuple(rows[offset : None if limit is None else offset + limit])


def change_figures(session: Session, wanted: ChangeFilter) -> ChangeFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    rows = _every(session, wanted)
    shows = {show: sum(map(fits, rows)) for show, fits in _FITS.items()}
    bare = ChangeFilter(wanted.on)
    every = len(rows) if wanted == replace(bare, show=wanted.show) else len(_every(session, bare))
    return ChangeFigures(shows[wanted.show], every, shows)


def change_view(session: Session, row_id: int, on: date) -> ChangeView | None:
    """One change with its sheet; None where it is gone."""
    waiting = waiting_changes(session, on).rows
    if row_id < 0:
        found = next((row for row in waiting if row.id == row_id), None)
        return ChangeView(found, None, len(waiting)) if found is not None else None
    line = session.get(ChangeSheetLine, row_id)
    if line is None:
        return None
    sheet = session.get_one(ChangeSheet, line.sheet_id)
    return ChangeView(_told(line, sheet.number, ""), sheet_facts(session, sheet), len(waiting))


def sheet_facts(session: Session, sheet: ChangeSheet) -> SheetFacts:
    """A sheet with how many lines each department had."""
    counted: dict[str, int] = defaultdict(int)
    for names in session.scalars(
        select(ChangeSheetLine.departments).where(ChangeSheetLine.sheet_id == sheet.id)
    ):
        for name in names.split("、"):
            counted[name] += 1
    return SheetFacts(
        sheet.id, sheet.number, sheet.first_on, sheet.last_on, sheet.at, sheet.by, sheet.words,
        tuple(counted.items()),
    )  # fmt: skip


def sheet_rows(session: Session, sheet_id: int) -> tuple[ChangeRow, ...]:
    """A sheet's lines in their order."""
    sheet = session.get_one(ChangeSheet, sheet_id)
    query = select(ChangeSheetLine).where(ChangeSheetLine.sheet_id == sheet_id).order_by(ChangeSheetLine.id)
    return tuple(_told(line, sheet.number, "") for line in session.scalars(query))


def broken_change_sheets(session: Session) -> list[str]:
    """Sheets that tell something twice or leave something out between them; none in a sound database."""
    found: list[str] = []
    before: ChangeSheet | None = None
    for sheet in session.scalars(select(ChangeSheet).order_by(ChangeSheet.after_id)):
        if before is not None and before.upto_id != sheet.after_id:
            found.append(f"{sheet.number} does not begin where {before.number} ended")
        before = sheet
    bare = select(ChangeSheet.number).where(ChangeSheet.id.not_in(select(ChangeSheetLine.sheet_id)))
    found += [f"{number} tells nothing" for number in session.scalars(bare)]
    return found


_FITS: dict[ChangeShow, Callable[[ChangeRow], bool]] = {
    ChangeShow.WAITING: lambda row: not row.number,
    ChangeShow.TOLD: lambda row: bool(row.number),
    ChangeShow.ALL: lambda row: True,
}
_SORTS: dict[str, Callable[[ChangeRow], Any]] = {
    "number": lambda row: (not row.number, row.sheet_id or 0, -abs(row.id)),
    "unit": lambda row: (row.sort_key or row.unit, row.id),
    "kind": lambda row: (row.kind.value, row.id),
    "on": lambda row: (row.on or date.min, row.id),
    "name": lambda row: (row.name, row.id),
}


def _every(session: Session, wanted: ChangeFilter) -> list[ChangeRow]:
    rows = list(waiting_changes(session, wanted.on).rows)
    told = select(ChangeSheetLine, ChangeSheet.number, Unit.sort_key)
    told = told.join(ChangeSheet, ChangeSheet.id == ChangeSheetLine.sheet_id)
    told = told.join(Unit, Unit.id == ChangeSheetLine.unit_id)
    rows += [_told(line, number, key) for line, number, key in session.execute(told)]
    if wanted.department:
        rows = [row for row in rows if wanted.department in row.departments]
    text = wanted.text.strip().upper()
    if text:
        rows = [
            row
            for row in rows
            if any(text in told.upper() for told in (row.number, row.unit, row.name, row.kind.value))
        ]
    return rows


def _told(line: ChangeSheetLine, number: str, sort_key: str) -> ChangeRow:
    return ChangeRow(
        line.id, line.kind, line.unit_id, line.unit_code, sort_key, line.person_id, line.name, line.role,
        line.happened_on, line.before, line.after, tuple(line.departments.split("、")), line.sheet_id, number,
    )  # fmt: skip


# -- from the trail --


def _rows(session: Session, after: int, upto: int, on: date) -> tuple[ChangeRow, ...]:
    """The changes of this stretch of the trail that some department hears of, by unit."""
    told = departments_of(get_setting(session, SETTING))
    rows = [*_role_rows(session, after, upto), *_phone_rows(session, after, upto, on)]
    heard = [replace(row, departments=told[row.kind]) for row in rows if told[row.kind]]
    heard.sort(key=lambda row: (row.sort_key, list(ChangeKind).index(row.kind), row.person_id))
    return tuple(replace(row, id=-number) for number, row in enumerate(heard, 1))


def _trail(session: Session, after: int, upto: int, table: str, fields: Sequence[str]) -> list[FieldChange]:
    query = (
        select(
            AuditChange.id, AuditChange.record_id, AuditChange.field, AuditChange.before, AuditChange.after
        )
        .join(AuditEntry, AuditEntry.id == AuditChange.entry_id)
        .where(AuditChange.id > after, AuditChange.id <= upto, AuditChange.table_name == table)
        .where(AuditChange.field.in_(("*", *fields)), AuditEntry.action.not_like(_BULK))
    )
    return [
        FieldChange(row.id, int(row.record_id), row.field, row.before, row.after)
        for row in session.execute(query)
    ]


def _role_rows(session: Session, after: int, upto: int) -> list[ChangeRow]:
    made, changed = net_changes(_trail(session, after, upto, "unit_role", ("ends_on", "kind")))
    wanted = made | {net.record_id for net in changed}
    found = {
        role.id: (role, person, unit)
        for part in in_parts(sorted(wanted))
        for role, person, unit in session.execute(
            select(UnitRole, Person, Unit)
            .join(Person, Person.id == UnitRole.person_id)
            .join(Unit, Unit.id == UnitRole.unit_id)
            .where(UnitRole.id.in_(part))
        )
    }
    rows = []
    for role_id in sorted(made):
        role, person, unit = found[role_id]
        # Entered and taken back before anybody was told: nothing has happened.
        if role.starts_on is not None and role.ends_on is not None and role.ends_on <= role.starts_on:
            continue
        owner = role.kind is RoleKind.OWNER
        share = tr("份额 {n}%", n=f"{role.share.normalize():f}") if role.share else ""
        # Whoever has to reach the newcomer finds the number here, as masked as anywhere (D1.9).
        phone = tr("电话 {phone}", phone=mask_phone(person.phone)) if person.phone else ""
        told = "，".join(part for part in (_until(role.ends_on) or share, phone) if part)
        rows.append(
            _row(
                ChangeKind.OWNER_IN if owner else ChangeKind.MOVED_IN, role, person, unit, role.starts_on, "",
                told,
            )
        )  # fmt: skip
    for net in changed:
        role, person, unit = found[net.record_id]
        if net.field == "kind":
            rows.append(_row(ChangeKind.ROLE, role, person, unit, None, net.before or "", net.after or ""))
        else:
            rows.append(_ended(net, role, person, unit))
    return rows


def _ended(net: NetChange, role: UnitRole, person: Person, unit: Unit) -> ChangeRow:
    before = date.fromisoformat(net.before) if net.before else None
    ends = date.fromisoformat(net.after) if net.after else None
    if ends is None or (before is not None and ends > before):
        now = _until(ends) or tr("没有期限")
        return _row(ChangeKind.EXTENDED, role, person, unit, None, _until(before), now)
    kind = ChangeKind.OWNER_OUT if role.kind is RoleKind.OWNER else ChangeKind.MOVED_OUT
    last = tr("{day} 为最后一天", day=(ends - timedelta(days=1)).isoformat())
    return _row(kind, role, person, unit, ends, _until(before), last)


def _until(ends_on: date | None) -> str:
    return tr("到 {day}", day=(ends_on - timedelta(days=1)).isoformat()) if ends_on is not None else ""


def _phone_rows(session: Session, after: int, upto: int, on: date) -> list[ChangeRow]:
    _, changed = net_changes(_trail(session, after, upto, "person", _PHONES))
    rows = []
    for part in in_parts(sorted({net.record_id for net in changed})):
        homes = session.execute(
            select(UnitRole, Person, Unit)
            .join(Person, Person.id == UnitRole.person_id)
            .join(Unit, Unit.id == UnitRole.unit_id)
            .where(UnitRole.person_id.in_(part))
            .where(or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= on))
            .where(or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on))
            .order_by(UnitRole.id)
        ).all()
        for net in changed:
            seen = set()
            for role, person, unit in homes:
                if role.person_id == net.record_id and unit.id not in seen:
                    seen.add(unit.id)
                    before, now = mask_phone(net.before or ""), mask_phone(net.after or "") or tr("已删除")
                    rows.append(_row(ChangeKind.PHONE, role, person, unit, None, before, now))
    return rows


def _row(
    kind: ChangeKind, role: UnitRole, person: Person, unit: Unit, on: date | None, before: str, after: str
) -> ChangeRow:
    return ChangeRow(
        0,
        kind,
        unit.id,
        unit.code,
        unit.sort_key,
        person.id,
        person.name,
        role.kind.value,
        on,
        before,
        after,
        (),
    )
