"""What taking an old 报事台账 over would do, row by row, before anything is stored (D1.7, T14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.registers import Homes, read_register
from frontdesk.areas.archives.rules.identity import read_phone
from frontdesk.areas.archives.rules.importing.register import (
    Fate,
    ImportRegister,
    RegisterLine,
    RegisterResult,
    Rows,
    result_of,
)
from frontdesk.areas.reception.model.tickets import Ticket
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.register_tickets import SHAPE, BookTicket, as_common_part, read_ticket
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class PlannedTicket:
    """A ticket to be stored; `unit_id` None: a common part."""

    mark: str
    unit_id: int | None
    person_id: int | None
    phone: str
    book: BookTicket


@dataclass(frozen=True, slots=True)
class TicketsPlan:
    """The result, and what has to be written for it, the oldest first."""

    result: RegisterResult
    tickets: tuple[PlannedTicket, ...]


def preview_tickets(
    session: Session, command: ImportRegister, today: date, progress: Progress | None = None
) -> RegisterResult:
    """Exactly what taking the register now would give. Raises `Refused` or `Surroundings` for the file."""
    return plan_tickets(session, command, today, progress or Progress()).result


def plan_tickets(session: Session, command: ImportRegister, today: date, progress: Progress) -> TicketsPlan:
    """The fate of each row, and every ticket that has to be stored."""
    tables, lines = read_register(command, SHAPE, progress)
    homes, rows = Homes(session, today), Rows()
    known: dict[str, str] = {}
    for token, number in session.execute(
        select(Ticket.token, Ticket.number).where(Ticket.token.startswith("reg:", autoescape=True))
    ):
        if token is not None:
            known[token] = number
    planned: list[PlannedTicket] = []
    came: dict[str, int] = {}
    for at, line in enumerate(lines):
        progress.step(at, len(lines), tr("正在对照报事"))
        book, fault = read_ticket(line, today)
        if book is None:
            rows.add(line, Fate.REJECTED, "", "", "", fault)
            continue
        unit_id = homes.find(line) if line.key else None
        if line.key and unit_id is None:
            book = as_common_part(book, line)
            if book is None:
                rows.add(line, Fate.REJECTED, "", "", "", homes.missing(line))
                continue
        mark = book.mark(homes.code(unit_id) if unit_id is not None else "")
        if mark in known:
            _tell(rows, line, book, Fate.SAME, tr("已登记为 {number}", number=known[mark]))
            continue
        if mark in came:
            _tell(rows, line, book, Fate.REJECTED, tr("与第 {row} 行是同一件事", row=came[mark]))
            continue
        came[mark] = line.row
        person_id = homes.person(unit_id, book.caller) if unit_id is not None and book.caller else None
        planned.append(PlannedTicket(mark, unit_id, person_id, read_phone(book.phone).number[:40], book))
        _tell(rows, line, book, Fate.NEW, tr(book.state.value))
    planned.sort(key=lambda one: one.book.received_on)
    still = sum(one.book.state not in (State.CLOSED, State.VOID) for one in planned)
    sums = ((tr("报事"), len(planned)), (tr("其中未结"), still))
    return TicketsPlan(result_of(tables, rows.found, sums), tuple(planned))


def _tell(rows: Rows, line: RegisterLine, book: BookTicket, fate: Fate, reason: str) -> None:
    what = f"{tr(book.kind.value)} {book.what[:24]}"
    rows.add(line, fate, what, book.caller, book.received_on.isoformat(), reason)
