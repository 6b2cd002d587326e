"""Homes of the batches as the list shows them: chips by state, by building and day, found by code and name (D0.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.queries.units import UnitRow, escaped, unit_rows_by_id
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitState
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.handover.model.handing import (
    HandoverBatch,
    HandoverDefect,
    HandoverDefectEvent,
    HandoverEvent,
    HandoverNotice,
    HandoverUnit,
)
from frontdesk.areas.handover.queries.defects import defects
from frontdesk.areas.handover.rules.course import OPEN, DefectStep, HandoverState
from frontdesk.areas.handover.rules.slots import clock_words
from frontdesk.areas.reception.model.tickets import TicketNow
from frontdesk.areas.reception.rules.course import State


class HandoverShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    WAITING = "待收楼"
    UNTOLD = "未通知"
    TOLD = "已通知"
    APPOINTED = "已预约"
    VISITING = "办理中"
    DONE = "已收楼"
    REFUSED = "拒收暂缓"
    DEFECTS = "有遗留"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A home of a batch. The phone is masked; `slot` is its appointment, `notice` its last 入住通知书."""

    id: int
    batch_id: int
    batch: str
    unit_id: int
    unit: str
    building_id: int
    building: str
    owners: str
    phone: str
    unit_state: UnitState
    state: HandoverState
    told_on: date | None
    slot: tuple[date, int] | None
    came: bool
    ended_on: date | None
    until: date | None
    notice: str
    defects: int
    open_defects: int
    late_defects: int

    @property
    def slot_words(self) -> str:
        """`11-23 09:30`."""
        return f"{self.slot[0]:%m-%d} {clock_words(self.slot[1])}" if self.slot is not None else ""


@dataclass(frozen=True, slots=True)
class HandoverFilter:
    """What a list shows on a day; None and empty mean all. `day`: whose appointment or end is on that day."""

    on: date
    text: str = ""
    show: HandoverShow = HandoverShow.WAITING
    batch_id: int | None = None
    building_id: int | None = None
    day: date | None = None
    unit_id: int | None = None
    sort: str = "unit"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class HandoverCounts:
    """Rows in the filter, rows there are at all, rows of each chip."""

    count: int
    every: int
    shows: dict[HandoverShow, int]


def handover_rows(
    session: Session, wanted: HandoverFilter, offset: int = 0, limit: int | None = 100
) -> tuple[HandoverRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    query = _base(wanted).where(_shown(wanted.show))
    slot = func.coalesce(HandoverUnit.appointed_on, date.max)
    columns: tuple[Any, ...] = {
        "slot": (slot, HandoverUnit.appointed_at),
        "batch": (HandoverBatch.id,),
        "state": (HandoverUnit.state,),
        "ended": (func.coalesce(HandoverUnit.ended_on, date.max),),
    }.get(wanted.sort, (Unit.sort_key,))
    order = [each.desc() for each in columns] if wanted.descending else list(columns)
    query = query.order_by(*order, Unit.sort_key, HandoverUnit.id)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _rows(session, query, wanted.on)


def handover_counts(session: Session, wanted: HandoverFilter) -> HandoverCounts:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    sums = [func.coalesce(func.sum(case((_shown(show), 1), else_=0)), 0) for show in HandoverShow]
    counts = session.execute(_base(wanted).with_only_columns(*sums, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(HandoverShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(HandoverUnit)) or 0)
    return HandoverCounts(shows[wanted.show], every, shows)


def handover_row(session: Session, file_id: int, on: date) -> HandoverRow | None:
    """One, or None."""
    query = _base(HandoverFilter(on, show=HandoverShow.ALL)).where(HandoverUnit.id == file_id)
    rows = _rows(session, query, on)
    return rows[0] if rows else None


def of_unit(session: Session, unit_id: int, on: date) -> HandoverRow | None:
    """The handover of a unit: the one under way, else the last."""
    query = _base(HandoverFilter(on, show=HandoverShow.ALL)).where(HandoverUnit.unit_id == unit_id)
    rows = _rows(session, query.order_by(HandoverUnit.id.desc()), on)
    live = [row for row in rows if row.state is not HandoverState.VOID]
    return next(iter(live), rows[0] if rows else None)


def open_ids(session: Session, wanted: HandoverFilter) -> tuple[int, ...]:
    """Every home the filter lets through that is still to be handed over, in delivery order."""
    open_now = HandoverUnit.state.in_(OPEN)
    query = _base(wanted).where(_shown(wanted.show), open_now).with_only_columns(HandoverUnit.id)
    return tuple(session.scalars(query.order_by(Unit.sort_key, HandoverUnit.id)))


def appointments_on(session: Session, on: date) -> tuple[HandoverRow, ...]:
    """Who is expected on a day, in the order of the half-hours; and who had it earlier and nobody has said what became."""
    query = _base(HandoverFilter(on, show=HandoverShow.ALL)).where(
        HandoverUnit.appointed_on <= on,
        HandoverUnit.came.is_(False),
        HandoverUnit.state.in_([HandoverState.APPOINTED, HandoverState.VISITING]),
    )
    return _rows(
        session, query.order_by(HandoverUnit.appointed_on, HandoverUnit.appointed_at, Unit.sort_key), on
    )


def put_off_over(session: Session, on: date) -> tuple[HandoverRow, ...]:
    """Homes put off until a day that has come."""
    query = _base(HandoverFilter(on, show=HandoverShow.ALL)).where(
        HandoverUnit.state == HandoverState.PUT_OFF, HandoverUnit.until_on <= on
    )
    return _rows(session, query.order_by(HandoverUnit.until_on, Unit.sort_key), on)


def find_files(session: Session, text: str, on: date, limit: int = 5) -> tuple[HandoverRow, ...]:
    """By a notice's or a batch's whole number, for the one search."""
    told = text.strip().upper()
    if not told.startswith(("RZ-", "SL-")) or len(told) < 6:
        return ()
    if told.startswith("RZ-"):
        ids = session.scalars(select(HandoverNotice.file_id).where(HandoverNotice.number == told))
        query = _base(HandoverFilter(on, show=HandoverShow.ALL)).where(HandoverUnit.id.in_(list(ids)))
    else:
        query = _base(HandoverFilter(on, show=HandoverShow.ALL)).where(HandoverBatch.number == told)
    return _rows(session, query.order_by(Unit.sort_key).limit(limit), on)


# -- how it is asked --


def _base(wanted: HandoverFilter) -> Any:
    query: Any = (
        select(HandoverUnit, HandoverBatch.name, Unit)
        .join(HandoverBatch, HandoverBatch.id == HandoverUnit.batch_id)
        .join(Unit, Unit.id == HandoverUnit.unit_id)
    )
    if wanted.batch_id is not None:
        query = query.where(HandoverUnit.batch_id == wanted.batch_id)
    if wanted.building_id is not None:
        query = query.where(Unit.building_id == wanted.building_id)
    if wanted.unit_id is not None:
        query = query.where(HandoverUnit.unit_id == wanted.unit_id)
    if wanted.day is not None:
        query = query.where(or_(HandoverUnit.appointed_on == wanted.day, HandoverUnit.ended_on == wanted.day))
    text = wanted.text.strip()
    return query.where(_fits(text)) if text else query


def _shown(show: HandoverShow) -> ColumnElement[bool]:
    if show is HandoverShow.DEFECTS:
        return HandoverUnit.id.in_(_with_open_defects()) & (HandoverUnit.state != HandoverState.VOID)
    states = {
        HandoverShow.WAITING: OPEN,
        HandoverShow.UNTOLD: (HandoverState.UNTOLD,),
        HandoverShow.TOLD: (HandoverState.TOLD,),
        HandoverShow.APPOINTED: (HandoverState.APPOINTED,),
        HandoverShow.VISITING: (HandoverState.VISITING,),
        HandoverShow.DONE: (HandoverState.DONE,),
        HandoverShow.REFUSED: (HandoverState.REFUSED, HandoverState.PUT_OFF),
        HandoverShow.ALL: tuple(HandoverState),
    }
    return HandoverUnit.state.in_(states[show])


def _with_open_defects() -> Any:
    """Files with a defect whose ticket is not void and which the owner has not signed yet."""
    newest = select(func.max(HandoverDefectEvent.id)).group_by(HandoverDefectEvent.defect_id)
    over = select(HandoverDefectEvent.defect_id).where(
        HandoverDefectEvent.id.in_(newest),
        HandoverDefectEvent.step.in_([DefectStep.SIGNED, DefectStep.VOIDED]),
    )
    return (
        select(HandoverDefect.file_id)
        .join(TicketNow, TicketNow.ticket_id == HandoverDefect.ticket_id)
        .where(TicketNow.state != State.VOID, HandoverDefect.id.not_in(over))
    )


def _fits(text: str) -> ColumnElement[bool]:
    part = f"%{escaped(text)}%"
    named: list[ColumnElement[bool]] = [
        Person.name.like(part, escape="\\"),
        Person.phone.like(part, escape="\\"),
    ]
    letters = text.replace(" ", "").lower()
    if letters.isascii() and letters.isalpha():
        named += [Person.initials.like(f"{letters}%"), Person.pinyin.like(f"{letters}%")]
    owners = (
        select(UnitRole.unit_id)
        .join(Person, Person.id == UnitRole.person_id)
        .where(UnitRole.kind == RoleKind.OWNER, or_(*named))
    )
    notices = select(HandoverNotice.file_id).where(HandoverNotice.number.like(part.upper(), escape="\\"))
    came = select(HandoverEvent.file_id).where(HandoverEvent.who.like(part, escape="\\"))
    tests: list[ColumnElement[bool]] = [
        Unit.code.like(part, escape="\\"),
        HandoverBatch.name.like(part, escape="\\"),
        HandoverBatch.number.like(part.upper(), escape="\\"),
        HandoverUnit.unit_id.in_(owners),
        HandoverUnit.id.in_(notices),
        HandoverUnit.id.in_(came),
    ]
    code = read_unit_code(text)
    if code is not None:
        tests.append(Unit.key.like(f"%{escaped(code.key)}%", escape="\\"))
    return or_(*tests)


def _rows(session: Session, query: Any, on: date) -> tuple[HandoverRow, ...]:
    found = session.execute(query).all()
    units: dict[int, UnitRow] = {}
    ids = [unit.id for _row, _name, unit in found]
    files = [row.id for row, _name, _unit in found]
    for at in range(0, len(ids), 500):
        units |= {row.id: row for row in unit_rows_by_id(session, tuple(ids[at : at + 500]), on)}
    notices: dict[int, str] = {}
    broken: dict[int, list[Any]] = {}
    for at in range(0, len(files), 500):
        part = files[at : at + 500]
        for file_id, number in session.execute(
            select(HandoverNotice.file_id, HandoverNotice.number)
            .where(HandoverNotice.file_id.in_(part))
            .order_by(HandoverNotice.id)
        ):
            notices[file_id] = number
        for defect in defects(session, on, file_ids=part):
            broken.setdefault(defect.file_id, []).append(defect)
    rows = []
    for row, batch, unit in found:
        known = units[unit.id]
        own = broken.get(row.id, [])
        slot = (
            None
            if row.appointed_on is None or row.appointed_at is None
            else (row.appointed_on, row.appointed_at)
        )
        rows.append(
            HandoverRow(
                row.id, row.batch_id, batch, unit.id, unit.code, unit.building_id, known.building, known.owners,
                known.phone, unit.state, row.state, row.told_on, slot, row.came, row.ended_on, row.until_on,
                notices.get(row.id, ""), sum(d.state.name != "VOID" for d in own),
                sum(d.state.name in ("OPEN", "MENDED") for d in own), sum(d.late for d in own),
            )
        )  # fmt: skip
    return tuple(rows)
