"""What becomes of each row of an old 快递登记本, before anything is stored (D1.7, T14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.registers import Homes, read_register
from frontdesk.areas.archives.rules.importing.register import (
    Fate,
    ImportRegister,
    RegisterResult,
    Rows,
    result_of,
)
from frontdesk.areas.reception.model.parcels import Parcel
from frontdesk.areas.reception.rules.register_parcels import SHAPE, BookParcel, read_parcel
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class PlannedParcel:
    """A parcel that would be stored; `mark` tells it from others when the register comes again."""

    mark: str
    unit_id: int | None
    person_id: int | None
    book: BookParcel


@dataclass(frozen=True, slots=True)
class ParcelPlan:
    """What would be stored, and what becomes of each row."""

    parcels: tuple[PlannedParcel, ...]
    result: RegisterResult


def plan_parcels(session: Session, command: ImportRegister, today: date, progress: Progress) -> ParcelPlan:
    """Read the register and hold it against what is known. Raises `Refused` for a file that cannot be read."""
    tables, lines = read_register(command, SHAPE, progress)
    homes = Homes(session, today)
    known: dict[str, str] = {
        token: number
        for token, number in session.execute(
            select(Parcel.token, Parcel.number).where(Parcel.token.like("reg:%"))
        )
        if token is not None
    }
    here = {
        tracking.upper()
        for tracking in session.scalars(
            select(Parcel.tracking).where(Parcel.tracking != "", Parcel.outcome.is_(None))
        )
    }
    rows, planned, seen = Rows(), [], dict[str, int]()
    for at, line in enumerate(lines):
        progress.step(at, len(lines), tr("正在核对登记本"))
        book, fault = read_parcel(line, today)
        unit_id = homes.find(line) if line.key else None
        if book is not None and line.key and unit_id is None:
            fault = homes.missing(line)
        if book is None or fault:
            rows.add(line, Fate.REJECTED, "", "", "", fault)
            continue
        what = tr("{kind} {n} 件", kind=tr(book.kind.value), n=book.pieces)
        when = tr("{day} 收到，未领", day=book.came_on.isoformat())
        if book.went_on is not None:
            when = tr("{day} 收到，{went} 领", day=book.came_on.isoformat(), went=book.went_on.isoformat())
        mark = book.mark(homes.code(unit_id) if unit_id is not None else "")
        if mark in known:
            told = tr("已登记为 {number}", number=known[mark])
            rows.add(line, Fate.SAME, what, book.taker, when, told)
        elif mark in seen:
            told = tr("与第 {row} 行相同", row=seen[mark])
            rows.add(line, Fate.SAME, what, book.taker, when, told)
        elif book.went_on is None and book.tracking and book.tracking.upper() in here:
            rows.add(line, Fate.REJECTED, what, book.taker, when, tr("这个单号已经登记，还没有领走"))
        else:
            seen[mark] = line.row
            if book.tracking and book.went_on is None:
                here.add(book.tracking.upper())
            person_id = homes.person(unit_id, book.taker) if unit_id is not None and book.taker else None
            planned.append(PlannedParcel(mark, unit_id, person_id, book))
            rows.add(line, Fate.NEW, what, book.taker, when, "")
    waiting = sum(one.book.pieces for one in planned if one.book.went_on is None)
    sums = ((tr("登记"), len(planned)), (tr("还没领的件数"), waiting))
    return ParcelPlan(tuple(planned), result_of(tables, rows.found, sums))


def preview_parcels(
    session: Session, command: ImportRegister, today: date, progress: Progress | None = None
) -> RegisterResult:
    """What would become of each row."""
    return plan_parcels(session, command, today, progress or Progress()).result
