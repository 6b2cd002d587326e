"""Notices: lists by what is to be done, one with its course and its boards, what is due today (D2.5, D0.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.reception.model.notices import NoticePlace, PublicNotice
from frontdesk.areas.reception.rules.notices import (
    WRITING,
    NoticeForm,
    NoticeState,
    PlaceState,
    due_down,
    due_up,
    find_number,
)


class NoticeShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    OPEN = "在办"
    REVIEW = "待审核"
    TO_POST = "待张贴"
    UP = "张贴中"
    DUE = "该撤"
    ARCHIVE = "归档"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as lists show it. Of its `places` boards `up` have it, `waiting` wait for it.

    `corrected` is the number of the notice that puts it right, `corrects` of the one it puts right. `due` says what
    somebody should do now: put it up, take it down.
    """

    id: int
    number: str
    state: NoticeState
    form: NoticeForm
    title: str
    post_on: date
    until: date | None
    issued_on: date | None
    written_on: date
    by_id: int
    by: str
    places: int
    up: int
    waiting: int
    corrected: str
    corrects: str
    outage_id: int | None
    due_up: bool
    due_down: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """What a list shows on a day; None and empty mean all."""

    on: date
    text: str = ""
    show: NoticeShow = NoticeShow.OPEN
    form: NoticeForm | None = None
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class NoticeFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[NoticeShow, int]


@dataclass(frozen=True, slots=True)
class NoticesDue:
    """What waits, for the strip and the start page."""

    review: int
    back: int
    post: int
    down: int


_Old = aliased(PublicNotice)
_New = aliased(PublicNotice)


def notice_rows(
    session: Session, wanted: NoticeFilter, offset: int = 0, limit: int | None = 100
) -> tuple[NoticeRow, ...]:
    """A page of the list, what asks for somebody first; `limit=None` is all of it."""
    query = _base(wanted).where(_shown(wanted.show, wanted.on))
    column: Any = {
        "number": func.coalesce(PublicNotice.number, ""),
        "title": PublicNotice.title,
        "form": PublicNotice.form,
        "post_on": PublicNotice.post_on,
        "until": func.coalesce(PublicNotice.until, date(9999, 12, 31)),
        "by": PublicNotice.by,
    }.get(wanted.sort)
    if column is None:
        due = case((_down(wanted.on), 0), (PublicNotice.state == NoticeState.BACK, 1), else_=2)
        orders: tuple[Any, ...] = (
            *((due,) if wanted.show is NoticeShow.OPEN else ()),
            PublicNotice.id.desc(),
        )
    elif wanted.descending:
        orders = (column.desc(), PublicNotice.id.desc())
    else:
        orders = (column, PublicNotice.id)
    query = query.order_by(*orders)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _rows(session, query, wanted.on)


def notice_figures(session: Session, wanted: NoticeFilter) -> NoticeFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    columns = [func.coalesce(func.sum(case((_shown(show, wanted.on), 1), else_=0)), 0) for show in NoticeShow]
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(NoticeShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(PublicNotice)) or 0)
    return NoticeFigures(shows[wanted.show], every, shows)


def notice_row(session: Session, notice_id: int, on: date) -> NoticeRow | None:
    """One, or None."""
    query = _base(NoticeFilter(on, show=NoticeShow.ALL)).where(PublicNotice.id == notice_id)
    rows = _rows(session, query, on)
    return rows[0] if rows else None


def find_notices(session: Session, text: str, on: date, limit: int = 6) -> tuple[NoticeRow, ...]:
    """Those whose number *text* is, else those whose title has it, the newest first; for the one search."""
    told = text.strip()
    number = find_number(told, on)
    if number is not None:
        exact = _base(NoticeFilter(on, show=NoticeShow.ALL)).where(PublicNotice.number == number)
        found = _rows(session, exact, on)
        if found:
            return found
    if len(told) < 2 or told.isdigit():
        return ()
    part = f"%{escaped(told)}%"
    query = _base(NoticeFilter(on, show=NoticeShow.ALL)).where(
        PublicNotice.state != NoticeState.VOID,
        or_(PublicNotice.title.like(part, escape="\\"), PublicNotice.number.like(part.upper(), escape="\\")),
    )
    return _rows(session, query.order_by(PublicNotice.id.desc()).limit(limit), on)


def notices_of_outage(session: Session, outage_id: int, on: date) -> tuple[NoticeRow, ...]:
    """The notices written from an outage that are not void, the newest first."""
    query = _base(NoticeFilter(on, show=NoticeShow.ALL)).where(
        PublicNotice.outage_id == outage_id, PublicNotice.state != NoticeState.VOID
    )
    return _rows(session, query.order_by(PublicNotice.id.desc()), on)


def notices_due(session: Session, on: date, user_id: int | None = None) -> NoticesDue:
    """How many wait to be reviewed, to be written anew (by that user), to be put up, to come down."""
    state = PublicNotice.state
    back = state == NoticeState.BACK
    if user_id is not None:
        back = back & (PublicNotice.by_id == user_id)
    tests = (state == NoticeState.REVIEW, back, _up(on), _down(on))
    columns = [func.coalesce(func.sum(case((test, 1), else_=0)), 0) for test in tests]
    live = state.in_((*WRITING, NoticeState.TO_POST, NoticeState.UP)) | (
        (state == NoticeState.VOID) & _some(PlaceState.UP)
    )
    return NoticesDue(*(int(n) for n in session.execute(select(*columns).where(live)).one()))


def due_rows(session: Session, on: date) -> tuple[NoticeRow, ...]:
    """Notices with something to put up or to take down by that day, the oldest first: what the list to carry says."""
    query = _base(NoticeFilter(on, show=NoticeShow.ALL)).where(or_(_up(on), _down(on)))
    return _rows(session, query.order_by(PublicNotice.post_on, PublicNotice.id), on)


# -- how it is asked --


def _base(wanted: NoticeFilter) -> Any:
    count = {
        name: select(func.count())
        .select_from(NoticePlace)
        .where(NoticePlace.notice_id == PublicNotice.id, *tests)
        .correlate(PublicNotice)
        .scalar_subquery()
        for name, tests in (
            ("places", (NoticePlace.state != PlaceState.SKIPPED,)),
            ("up", (NoticePlace.state == PlaceState.UP,)),
            ("waiting", (NoticePlace.state == PlaceState.WAITING,)),
        )
    }
    newer = (
        select(func.max(_New.number))
        .where(_New.corrects_id == PublicNotice.id, _New.state != NoticeState.VOID)
        .correlate(PublicNotice)
        .scalar_subquery()
    )
    query: Any = select(
        PublicNotice, count["places"], count["up"], count["waiting"], newer, _Old.number
    ).outerjoin(_Old, _Old.id == PublicNotice.corrects_id)
    if wanted.form is not None:
        query = query.where(PublicNotice.form == wanted.form)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        hangs = (
            select(NoticePlace.id)
            .where(NoticePlace.notice_id == PublicNotice.id, NoticePlace.name.like(part, escape="\\"))
            .exists()
        )
        query = query.where(
            or_(
                PublicNotice.title.like(part, escape="\\"),
                PublicNotice.number.like(part.upper(), escape="\\"),
                PublicNotice.by.like(part, escape="\\"),
                hangs,
            )
        )
    return query


def _some(state: PlaceState) -> ColumnElement[bool]:
    return (
        select(NoticePlace.id)
        .where(NoticePlace.notice_id == PublicNotice.id, NoticePlace.state == state)
        .correlate(PublicNotice)
        .exists()
    )


def _corrected() -> ColumnElement[bool]:
    return (
        select(_New.id)
        .where(_New.corrects_id == PublicNotice.id, _New.number.is_not(None), _New.state != NoticeState.VOID)
        .correlate(PublicNotice)
        .exists()
    )


def _down(on: date) -> ColumnElement[bool]:
    """The same as `rules.notices.due_down`, in the database's words."""
    hangs = PublicNotice.state.in_((NoticeState.UP, NoticeState.TO_POST))
    over = _corrected() | (PublicNotice.until.is_not(None) & (PublicNotice.until < on))
    return or_(and_(hangs, over), and_(PublicNotice.state == NoticeState.VOID, _some(PlaceState.UP)))


def _up(on: date) -> ColumnElement[bool]:
    """The same as `rules.notices.due_up`."""
    return and_(
        PublicNotice.state.in_((NoticeState.UP, NoticeState.TO_POST)),
        _some(PlaceState.WAITING),
        PublicNotice.post_on <= on,
        ~_corrected(),
        or_(PublicNotice.until.is_(None), PublicNotice.until >= on),
    )


def _shown(show: NoticeShow, on: date) -> ColumnElement[bool]:
    state = PublicNotice.state
    tests: dict[NoticeShow, ColumnElement[bool]] = {
        NoticeShow.OPEN: state.in_((*WRITING, NoticeState.TO_POST, NoticeState.UP)) | _down(on),
        NoticeShow.REVIEW: state.in_(WRITING),
        NoticeShow.TO_POST: and_(
            state.in_((NoticeState.TO_POST, NoticeState.UP)), _some(PlaceState.WAITING), ~_down(on)
        ),
        NoticeShow.UP: state == NoticeState.UP,
        NoticeShow.DUE: _down(on),
        NoticeShow.ARCHIVE: state.in_((NoticeState.DOWN, NoticeState.VOID)),
        NoticeShow.ALL: PublicNotice.id.is_not(None),
    }
    return tests[show]


def _rows(session: Session, query: Select[Any], on: date) -> tuple[NoticeRow, ...]:
    found = []
    for n, places, up, waiting, newer, old in session.execute(query):
        corrected = newer or ""
        found.append(
            NoticeRow(
                id=n.id, number=n.number or "", state=n.state, form=n.form, title=n.title, post_on=n.post_on,
                until=n.until, issued_on=n.issued_on, written_on=n.written_on, by_id=n.by_id, by=n.by, places=places,
                up=up, waiting=waiting, corrected=corrected, corrects=old or "", outage_id=n.outage_id,
                due_up=due_up(n.state, waiting, n.post_on, n.until, on, corrected=bool(corrected)),
                due_down=due_down(n.state, up, n.until, on, corrected=bool(corrected)), at=n.at,
            )
        )  # fmt: skip
    return tuple(found)
