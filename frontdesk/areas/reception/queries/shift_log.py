"""The shift log: notes with who has signed them; what somebody has not signed yet (D2.8)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.reception.model.shift_log import ShiftNote, ShiftNoteRead, ShiftNoteVoid
from frontdesk.areas.reception.rules.shift_log import NoteKind, NoteState, points, state

FRESH = timedelta(days=3)
"""A note that nobody has signed is shown on the start page this long; the list keeps it for ever."""


class NoteShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    ALL = "全部"
    OPEN = "待签收"
    HANDOVER = "交接班"
    MEETING = "晨会"


@dataclass(frozen=True, slots=True)
class NoteSigned:
    """Who signed, when, with what words."""

    by_id: int
    by: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note; `points` are what it says, `void` why it was taken back."""

    id: int
    number: str
    kind: NoteKind
    shift: str
    written_on: date
    at: datetime
    points: tuple[str, ...]
    by_id: int
    by: str
    signed: tuple[NoteSigned, ...]
    void: str
    state: NoteState


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """What the list shows; empty means all."""

    text: str = ""
    show: NoteShow = NoteShow.ALL
    sort: str = "at"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class NoteFigures:
    """Rows in the filter, rows there are at all, rows of each chip."""

    count: int
    every: int
    shows: dict[NoteShow, int]


def note_rows(
    session: Session, wanted: NoteFilter, offset: int = 0, limit: int | None = 100
) -> tuple[NoteRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    column: Any = {"number": ShiftNote.number, "by": ShiftNote.by}.get(wanted.sort, ShiftNote.at)
    query = _base(wanted).where(_shown(wanted.show))
    query = query.order_by(
        column.desc() if wanted.descending else column,
        ShiftNote.id.desc() if wanted.descending else ShiftNote.id,
    )
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _rows(session, query)


def note_figures(session: Session, wanted: NoteFilter) -> NoteFigures:
    """The figures over the list; the chips leave the filter's own chip out of account."""
    columns = [func.coalesce(func.sum(case((_shown(show), 1), else_=0)), 0) for show in NoteShow]
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(NoteShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(ShiftNote)) or 0)
    return NoteFigures(shows[wanted.show], every, shows)


def note_row(session: Session, note_id: int, _on: date | None = None) -> NoteRow | None:
    """One, or None; the day makes no difference to a note."""
    rows = _rows(session, _base(NoteFilter()).where(ShiftNote.id == note_id))
    return rows[0] if rows else None


def unsigned_notes(session: Session, user_id: int, today: date) -> tuple[NoteRow, ...]:
    """Notes of the last days that others wrote and nobody has signed, the newest first: what to read on opening."""
    query = (
        _base(NoteFilter())
        .where(
            ShiftNote.written_on >= today - FRESH,
            ShiftNote.by_id != user_id,
            ShiftNoteVoid.id.is_(None),
            ~_signed(),
        )
        .order_by(ShiftNote.at.desc(), ShiftNote.id.desc())
    )
    return _rows(session, query)


def notes_on_opening(session: Session, user_id: int, today: date) -> tuple[NoteRow, ...]:
    """Those of yesterday and today, the oldest first: what is read and signed when a shift is opened."""
    notes = unsigned_notes(session, user_id, today)
    return tuple(note for note in reversed(notes) if note.written_on >= today - timedelta(days=1))


def latest_note(session: Session, today: date) -> NoteRow | None:
    """The newest 交接班 of today or yesterday, signed or not: what is said to who comes to the desk."""
    query = (
        _base(NoteFilter())
        .where(
            ShiftNote.kind == NoteKind.HANDOVER,
            ShiftNote.written_on >= today - timedelta(days=1),
            ShiftNoteVoid.id.is_(None),
        )
        .order_by(ShiftNote.at.desc(), ShiftNote.id.desc())
        .limit(1)
    )
    rows = _rows(session, query)
    return rows[0] if rows else None


def _signed() -> ColumnElement[bool]:
    return select(ShiftNoteRead.id).where(ShiftNoteRead.note_id == ShiftNote.id).exists()


def _base(wanted: NoteFilter) -> Any:
    query: Any = select(ShiftNote, ShiftNoteVoid.reason).outerjoin(
        ShiftNoteVoid, ShiftNoteVoid.note_id == ShiftNote.id
    )
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        query = query.where(
            or_(
                ShiftNote.number.like(part.upper(), escape="\\"),
                ShiftNote.words.like(part, escape="\\"),
                ShiftNote.by.like(part, escape="\\"),
                ShiftNote.shift.like(part, escape="\\"),
            )
        )
    return query


def _shown(show: NoteShow) -> ColumnElement[bool]:
    tests: dict[NoteShow, ColumnElement[bool]] = {
        NoteShow.ALL: ShiftNote.id.is_not(None),
        NoteShow.OPEN: ShiftNoteVoid.id.is_(None) & ~_signed(),
        NoteShow.HANDOVER: ShiftNote.kind == NoteKind.HANDOVER,
        NoteShow.MEETING: ShiftNote.kind == NoteKind.MEETING,
    }
    return tests[show]


def _rows(session: Session, query: Select[Any]) -> tuple[NoteRow, ...]:
    found = session.execute(query).all()
    signed: dict[int, list[NoteSigned]] = defaultdict(list)
    ids = [note.id for note, _ in found]
    for start in range(0, len(ids), 1_000):
        part = ids[start : start + 1_000]
        reads = select(ShiftNoteRead).where(ShiftNoteRead.note_id.in_(part)).order_by(ShiftNoteRead.id)
        for read in session.scalars(reads):
            signed[read.note_id].append(NoteSigned(read.by_id, read.by, read.at, read.words))
    return tuple(
        NoteRow(
            id=note.id,
            number=note.number,
            kind=note.kind,
            shift=note.shift,
            written_on=note.written_on,
            at=note.at,
            points=points(note.words),
            by_id=note.by_id,
            by=note.by,
            signed=tuple(signed[note.id]),
            void=reason or "",
            state=state(voided=reason is not None, readers=len(signed[note.id])),
        )
        for note, reason in found
    )
