"""What taking an old 证件台账 over would do, row by row, before anything is stored (D1.7, T14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.registers import Homes, read_register
from frontdesk.areas.archives.rules.identity import mask_id
from frontdesk.areas.archives.rules.importing.register import (
    Fate,
    ImportRegister,
    RegisterLine,
    RegisterResult,
    Rows,
    result_of,
)
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.permits.model.permits import Permit
from frontdesk.areas.permits.queries.kinds import kinds
from frontdesk.areas.permits.rules.course import STEP_WORDS
from frontdesk.areas.permits.rules.register_permits import SHAPE, BookPermit, read_permit
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr

_ROLES = {role.value for role in RoleKind}


@dataclass(frozen=True, slots=True)
class PlannedPermit:
    """A permit to be stored; a book's `number` "" takes the next of its series."""

    mark: str
    unit_id: int
    person_id: int | None
    role: str
    book: BookPermit


@dataclass(frozen=True, slots=True)
class PermitsPlan:
    """The result, and what has to be written for it."""

    result: RegisterResult
    permits: tuple[PlannedPermit, ...]


def preview_permits(
    session: Session, command: ImportRegister, today: date, progress: Progress | None = None
) -> RegisterResult:
    """Exactly what taking the register now would give. Raises `Refused` or `Surroundings` for the file."""
    return plan_permits(session, command, today, progress or Progress()).result


def plan_permits(session: Session, command: ImportRegister, today: date, progress: Progress) -> PermitsPlan:
    """The fate of each row, and every permit that has to be stored."""
    tables, lines = read_register(command, SHAPE, progress)
    homes, rows = Homes(session, today), Rows()
    known = {row.facts.code: row.facts for row in kinds(session, today)}
    tokens: dict[str, str] = {}
    taken: dict[str, str] = {}
    for number, token, holder in session.execute(select(Permit.number, Permit.token, Permit.holder)):
        taken[number] = holder
        if token:
            tokens[token] = number
    planned: list[PlannedPermit] = []
    came: dict[str, int] = {}
    for at, line in enumerate(lines):
        progress.step(at, len(lines), tr("正在对照证件"))
        book, fault = read_permit(line, today, tuple(known.values()))
        unit_id = homes.find(line) if book is not None else None
        if book is not None and unit_id is None:
            fault = homes.missing(line)
        if book is None or unit_id is None:
            rows.add(line, Fate.REJECTED, "", "", "", fault)
            continue
        mark = book.mark(homes.code(unit_id))
        if mark in tokens:
            _tell(
                rows,
                line,
                book,
                known[book.kind].name,
                Fate.SAME,
                tr("已登记为 {number}", number=tokens[mark]),
            )
            continue
        if mark in came:
            reason = tr("与第 {row} 行是同一张证", row=came[mark])
            _tell(rows, line, book, known[book.kind].name, Fate.REJECTED, reason)
            continue
        if book.number and book.number in taken:
            reason = tr("编号 {number} 在程序里是 {who} 的", number=book.number, who=taken[book.number])
            _tell(rows, line, book, known[book.kind].name, Fate.REJECTED, reason)
            continue
        came[mark] = line.row
        if book.number:
            taken[book.number] = book.holder
        person_id = homes.person(unit_id, book.holder)
        # Only the archives say who is an owner or a tenant.
        role = homes.role(unit_id, person_id) if person_id is not None else book.role
        planned.append(
            PlannedPermit(
                mark, unit_id, person_id, "" if person_id is None and role in _ROLES else role, book
            )
        )
        said = tr(STEP_WORDS[book.step]) if book.step is not None else ""
        _tell(rows, line, book, known[book.kind].name, Fate.NEW, said)
    live = sum(p.book.step is None and p.book.ends_on >= today for p in planned)
    sums = ((tr("证件"), len(planned)), (tr("其中在用"), live))
    return PermitsPlan(result_of(tables, rows.found, sums), tuple(planned))


def _tell(rows: Rows, line: RegisterLine, book: BookPermit, kind: str, fate: Fate, reason: str) -> None:
    """A row's fate; document numbers are masked among its words (D1.9)."""
    what = " ".join(part for part in (kind, book.number or book.old) if part)
    when = tr("{first} 至 {last}", first=book.starts_on, last=book.ends_on)
    if book.id_number and not reason:
        reason = mask_id(book.id_number)
    rows.add(line, fate, what, book.holder, when, reason)
