"""Requests for 本人信息, listed and looked at (D1.9, art. 45)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.model.personal import (
    PersonalConsent,
    PersonalConsentEnd,
    PersonalRequest,
    PersonalRequestEvent,
)
from frontdesk.areas.archives.queries.joined import kept_of
from frontdesk.areas.archives.queries.lists import PersonFilter, people_ids
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import mask_numbers
from frontdesk.areas.archives.rules.personal import Asker, RequestState, RequestStep
from frontdesk.base.store.papers import Paper, PaperRow, papers_of

SUBJECT = "personal_request"
"""What its paper is kept under."""


class RequestShow(StrEnum):
    """The chips over the list."""

    WAITING = "待交付"
    DELIVERED = "已交付"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """What the list shows; `text` is part of a number or of a person's name, letters or unit."""

    on: date
    text: str = ""
    show: RequestShow = RequestShow.WAITING
    sort: str = "number"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request; `asked_by` is empty where the person asked themselves."""

    id: int
    number: str
    person_id: int
    name: str
    asked_on: date
    asker: Asker
    asked_by: str
    checked: str
    unmasked: bool
    reason: str
    state: RequestState
    ended_on: date | None
    end_words: str
    by_id: int
    by: str
    at: datetime
    end_by: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request and its paper."""

    row: RequestRow
    papers: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class RequestFigures:
    """Rows in the filter, rows there are at all, rows of each chip."""

    count: int
    every: int
    shows: dict[RequestShow, int]


def request_rows(
    session: Session, wanted: RequestFilter, offset: int = 0, limit: int | None = 100
) -> tuple[RequestRow, ...]:
    """A page of the list."""
    columns: dict[str, Any] = {
        "number": PersonalRequest.id,
        "asked_on": PersonalRequest.asked_on,
        "name": Person.pinyin,
    }
    column = columns.get(wanted.sort, PersonalRequest.id)
    query = _base(wanted).where(_shown(wanted.show))
    query = query.order_by(column.desc() if wanted.descending else column, PersonalRequest.id.desc())
    return _rows(session, query if limit is None else query.offset(offset).limit(limit))


def request_figures(session: Session, wanted: RequestFilter) -> RequestFigures:
    """The figures over the list."""
    shows = {
        show: int(
            session.scalar(select(func.count()).select_from(_base(wanted).where(_shown(show)).subquery()))
            or 0
        )
        for show in RequestShow
    }
    every = int(session.scalar(select(func.count(PersonalRequest.id))) or 0)
    return RequestFigures(shows[wanted.show], every, shows)


def request_view(session: Session, request_id: int, on: date) -> RequestView | None:
    """One request, or None."""
    query = _base(RequestFilter(on)).where(PersonalRequest.id == request_id)
    row = next(iter(_rows(session, query)), None)
    return None if row is None else RequestView(row, papers_of(session, subject=(SUBJECT, row.id)))


def broken_requests(session: Session) -> list[str]:
    """Requests without their paper or with two ends, consents that ended before they began; none in a sound database."""
    kept = select(Paper.subject_id).where(Paper.subject_kind == SUBJECT)
    bare = select(PersonalRequest.number).where(PersonalRequest.id.not_in(kept))
    found = [f"{number} has no paper" for number in session.scalars(bare)]
    ends = select(PersonalRequestEvent.request_id).group_by(PersonalRequestEvent.request_id)
    twice = select(PersonalRequest.number).where(
        PersonalRequest.id.in_(ends.having(func.count(PersonalRequestEvent.id) > 1))
    )
    found += [f"{number} ended twice" for number in session.scalars(twice)]
    early = (
        select(PersonalConsent.id)
        .join(PersonalConsentEnd, PersonalConsentEnd.consent_id == PersonalConsent.id)
        .where(PersonalConsentEnd.ended_on < PersonalConsent.given_on)
    )
    return found + [
        f"consent {consent_id} ended before it was given" for consent_id in session.scalars(early)
    ]


def _events(step: RequestStep) -> Any:
    return select(PersonalRequestEvent.request_id).where(PersonalRequestEvent.step == step)


def _shown(show: RequestShow) -> ColumnElement[bool]:
    void = PersonalRequest.id.in_(_events(RequestStep.VOIDED))
    delivered = PersonalRequest.id.in_(_events(RequestStep.DELIVERED))
    if show is RequestShow.WAITING:
        return ~void & ~delivered
    return ~void & delivered if show is RequestShow.DELIVERED else true()


def _base(wanted: RequestFilter) -> Any:
    query = (
        select(PersonalRequest, Person.id, Person.name)
        .select_from(PersonalRequest)
        .join(Person, Person.id == kept_of(PersonalRequest.person_id))
    )
    text = wanted.text.strip()
    if text:
        fits = Person.id.in_(people_ids(PersonFilter(text=text, on=wanted.on)))
        number = PersonalRequest.number.like(f"%{escaped(text.upper())}%", escape="\\")
        query = query.where(or_(fits, number))
    return query


def _rows(session: Session, query: Any) -> tuple[RequestRow, ...]:
    found = session.execute(query).all()
    events: dict[int, PersonalRequestEvent] = {}
    for event in session.scalars(
        select(PersonalRequestEvent)
        .where(PersonalRequestEvent.request_id.in_([request.id for request, _, _ in found]))
        .order_by(PersonalRequestEvent.id)
    ):
        events[event.request_id] = event
    states = {
        RequestStep.DELIVERED: RequestState.DELIVERED,
        RequestStep.VOIDED: RequestState.VOIDED,
    }
    rows = []
    for request, person_id, name in found:
        last = events.get(request.id)
        rows.append(
            RequestRow(
                request.id, request.number, person_id, name, request.asked_on, request.asker,
                mask_numbers(request.asked_by), mask_numbers(request.checked), request.unmasked,
                mask_numbers(request.reason),
                states[last.step] if last is not None else RequestState.WAITING,
                last.happened_on if last else None, mask_numbers(last.words) if last else "",
                request.by_id, request.by, request.at,
                last.by if last else "",
            )
        )  # fmt: skip
    return tuple(rows)
