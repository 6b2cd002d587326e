"""Documents in and out: lists by what is open, late, going round or lent; one with its course; the register (D1.6)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model.correspondence import Correspondence, CorrespondenceEvent
from frontdesk.areas.archives.queries.papers import PaperRow, papers_of
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.correspondence import (
    Direction,
    Happened,
    Secrecy,
    Standing,
    State,
    Step,
    stand,
)


class DocumentShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    OPEN = "在办"
    LATE = "逾期"
    ROUND = "传阅中"
    LENT = "原件借出"
    FILED = "已归档"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as lists show it on a day."""

    id: int
    number: str
    direction: Direction
    on: date
    party: str
    title: str
    kind: str
    reference: str
    secrecy: Secrecy
    copies: int
    handler: str
    answer_by: date | None
    words: str
    at: datetime
    by: str
    standing: Standing
    back_late: int
    """Days the original should have been back."""


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What a list shows on a day; None and empty mean all. `first` to `last` are days of coming or going."""

    on: date
    text: str = ""
    show: DocumentShow = DocumentShow.OPEN
    direction: Direction | None = None
    first: date | None = None
    last: date | None = None
    sort: str = "number"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[DocumentShow, int]


@dataclass(frozen=True, slots=True)
class DocumentEvent:
    """One thing that happened; `undone` was taken back afterwards."""

    id: int
    step: Step
    on: date
    at: datetime
    who: str
    words: str
    until: date | None
    by: str
    undone: bool


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One with its course, the newest first, and its scans."""

    row: DocumentRow
    course: tuple[DocumentEvent, ...]
    papers: tuple[PaperRow, ...]


_FITS: dict[DocumentShow, Callable[[DocumentRow], bool]] = {
    DocumentShow.OPEN: lambda row: row.standing.state not in (State.FILED, State.VOID),
    DocumentShow.LATE: lambda row: row.standing.state is State.OVERDUE or row.back_late > 0,
    DocumentShow.ROUND: lambda row: bool(row.standing.reading),
    DocumentShow.LENT: lambda row: row.standing.lent is not None,
    DocumentShow.FILED: lambda row: row.standing.state is State.FILED,
    DocumentShow.ALL: lambda row: True,
}
_SORTS: dict[str, Callable[[DocumentRow], Any]] = {
    "number": lambda row: (row.on, row.id),
    "on": lambda row: (row.on, row.id),
    "party": lambda row: row.party,
    "title": lambda row: row.title,
    "handler": lambda row: row.handler,
    "answer_by": lambda row: row.answer_by or date.max,
}


def document_rows(
    session: Session, wanted: DocumentFilter, offset: int = 0, limit: int | None = 100
) -> tuple[DocumentRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    rows = [row for row in _all(session, wanted) if _FITS[wanted.show](row)]
    rows.sort(key=_SORTS.get(wanted.sort, _SORTS["number"]), reverse=wanted.descending)
    return tuple(rows[offset : None if limit is None else offset + limit])


def document_figures(session: Session, wanted: DocumentFilter) -> DocumentFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    rows = _all(session, wanted)
    shows = {show: sum(map(fits, rows)) for show, fits in _FITS.items()}
    every = int(session.scalar(select(func.count()).select_from(Correspondence)) or 0)
    return DocumentFigures(shows[wanted.show], every, shows)


def document_view(session: Session, document_id: int, on: date) -> DocumentView | None:
    """One document, or None."""
    document = session.get(Correspondence, document_id)
    if document is None:
        return None
    events = _events(session, [document_id])[document_id]
    undone = {event.ends_id for event in events if event.step is Step.UNDONE}
    course = tuple(
        DocumentEvent(e.id, e.step, e.happened_on, e.at, e.who, e.words, e.until, e.by, e.id in undone)
        for e in reversed(events)
    )
    papers = papers_of(session, on, correspondence_id=document_id)
    return DocumentView(_row(document, events, on), course, papers)


def late_documents(session: Session, on: date) -> tuple[DocumentRow, ...]:
    """What should have been answered, or whose original should be back, on a day; the latest first (T21)."""
    steps = select(CorrespondenceEvent.correspondence_id)
    over = steps.where(CorrespondenceEvent.step.in_((Step.ANSWERED, Step.FILED, Step.VOIDED)))
    open_ = steps.where(CorrespondenceEvent.step.in_((Step.LENT, Step.UNDONE)))
    # Those that may be late; what really is, the rules say.
    unanswered = and_(Correspondence.answer_by < on, Correspondence.id.not_in(over))
    wanted: Any = select(*Correspondence.__table__.c).where(or_(unanswered, Correspondence.id.in_(open_)))
    documents = session.execute(wanted).all()
    events = _events(session, [document.id for document in documents])
    rows = [_row(document, events[document.id], on) for document in documents]
    late = [row for row in rows if _FITS[DocumentShow.LATE](row)]
    return tuple(sorted(late, key=lambda row: -max(row.standing.late, row.back_late)))


def find_documents(session: Session, asked: str, on: date, most: int) -> tuple[DocumentRow, ...]:
    """Documents by their number or the one that stands on them, or by words of title and party."""
    told = asked.strip()
    # Nearly everything typed is a unit's code or letters of a name, and no document's.
    if not (re.match(r"[SF]W-?\d", told.upper()) or len(re.findall(r"[一-鿿]", told)) > 1):
        return ()
    part = f"%{escaped(told)}%"
    query = (
        select(Correspondence)
        .where(
            or_(
                Correspondence.number.like(part.upper(), escape="\\"),
                Correspondence.reference.like(part, escape="\\"),
                Correspondence.title.like(part, escape="\\"),
                Correspondence.party.like(part, escape="\\"),
            )
        )
        .order_by(Correspondence.id.desc())
        .limit(most)
    )
    documents = session.scalars(query).all()
    events = _events(session, [document.id for document in documents])
    return tuple(_row(document, events[document.id], on) for document in documents)


def parties(session: Session) -> tuple[str, ...]:
    """Whom documents came from or went to most often: to choose from."""
    found = session.scalars(
        select(Correspondence.party).group_by(Correspondence.party).order_by(func.count().desc()).limit(20)
    )
    return tuple(found)


# -- how it is asked --


def _all(session: Session, wanted: DocumentFilter) -> list[DocumentRow]:
    """Rows of the filter whatever their state: an office has some hundred in a year."""
    query: Any = select(*Correspondence.__table__.c)
    if wanted.direction is not None:
        query = query.where(Correspondence.direction == wanted.direction)
    if wanted.first is not None:
        query = query.where(Correspondence.happened_on >= wanted.first)
    if wanted.last is not None:
        query = query.where(Correspondence.happened_on <= wanted.last)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        reader = select(CorrespondenceEvent.correspondence_id).where(
            CorrespondenceEvent.who.like(part, escape="\\")
        )
        columns = (
            Correspondence.party, Correspondence.title, Correspondence.reference, Correspondence.kind,
            Correspondence.handler, Correspondence.words,
        )  # fmt: skip
        query = query.where(
            or_(
                Correspondence.number.like(part.upper(), escape="\\"),
                *(column.like(part, escape="\\") for column in columns),
                Correspondence.id.in_(reader),
            )
        )
    documents = session.execute(query).all()
    ids = None if not (text or wanted.first or wanted.last) else [document.id for document in documents]
    events = _events(session, ids)
    return [_row(document, events[document.id], wanted.on) for document in documents]


def _events(session: Session, ids: list[int] | None) -> dict[int, list[Any]]:
    """Rows of the table, not mapped records: a list of some thousand documents stays quick."""
    found: dict[int, list[Any]] = defaultdict(list)
    query: Any = select(*CorrespondenceEvent.__table__.c).order_by(CorrespondenceEvent.id)
    if ids is not None and len(ids) <= 5_000:
        query = query.where(CorrespondenceEvent.correspondence_id.in_(ids))
    for event in session.execute(query):
        found[event.correspondence_id].append(event)
    return found


def _row(document: Any, events: list[Any], on: date) -> DocumentRow:
    rows = (
        Happened(event.id, event.step, event.happened_on, event.who, event.until, event.ends_id)
        for event in events
    )
    standing = stand(rows, document.answer_by, on)
    return DocumentRow(
        id=document.id,
        number=document.number,
        direction=document.direction,
        on=document.happened_on,
        party=document.party,
        title=document.title,
        kind=document.kind,
        reference=document.reference,
        secrecy=document.secrecy,
        copies=document.copies,
        handler=document.handler,
        answer_by=document.answer_by,
        words=document.words,
        at=document.at,
        by=document.by,
        standing=standing,
        back_late=standing.overdue(on),
    )
