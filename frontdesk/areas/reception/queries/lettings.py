"""Commissions to let or sell: lists, one with its course, who fits it (D2.6); phones masked, least prices left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.fees.model import Charge
from frontdesk.areas.keys.queries.keys import of_unit
from frontdesk.areas.reception.model.lettings import (
    Letting,
    LettingDeal,
    LettingEvent,
    LettingTerms,
    Seeker,
)
from frontdesk.areas.reception.queries.desk_files import FileRow, files_of_letting
from frontdesk.areas.reception.queries.viewings import ViewingRow, viewings_of
from frontdesk.areas.reception.rules.lettings import (
    SOON_DAYS,
    LettingKind,
    LettingState,
    LettingStep,
    Offer,
    Point,
    SeekKind,
    Wish,
    fit,
    fits,
    rooms_of,
    state,
)
from frontdesk.base.values.money import Money

MOST_FITTING = 200
NEAR = 5
"""So many of those that do not fit are shown with the reason."""


class LettingShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    OPEN = "在办"
    UNSIGNED = "待签委托书"
    ENDING = "快到期、已到期"
    DEAL = "已成交"
    GONE = "撤回、作废"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class LettingRow:
    """A commission as lists show it. Rent is for a month; `least` says only whether a least price was told."""

    id: int
    number: str
    unit_id: int
    unit: str
    layout: str
    area: Decimal | None
    owner: str
    phone: str
    kind: LettingKind
    rent: Money | None
    price: Money | None
    least: bool
    furniture: str
    words: str
    starts_on: date
    last_on: date
    signed_on: date | None
    received_on: date
    received_at: datetime
    by: str
    terms_no: int
    ended_on: date | None
    state: LettingState

    def offer(self) -> Offer:
        """What it is compared by."""
        return Offer(self.kind, self.rent, self.price, self.area, rooms_of(self.layout))


@dataclass(frozen=True, slots=True)
class LettingFilter:
    """What a list shows on a day; None and empty mean all."""

    on: date
    text: str = ""
    show: LettingShow = LettingShow.OPEN
    kind: SeekKind | None = None
    unit_id: int | None = None
    sort: str = "received"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class LettingFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[LettingShow, int]


@dataclass(frozen=True, slots=True)
class LettingCourse:
    """One thing that happened; `undone` was taken back afterwards."""

    id: int
    step: LettingStep
    on: date
    at: datetime
    words: str
    by: str
    undone: bool


@dataclass(frozen=True, slots=True)
class DealRow:
    """The deal that stands; `owed` of the commission is not paid yet."""

    kind: SeekKind
    who: str
    price: Money
    commission: Money
    owed: Money


@dataclass(frozen=True, slots=True)
class FittingSeeker:
    """Somebody who looks, held against the home."""

    id: int
    number: str
    name: str
    phone: str
    kind: SeekKind
    points: tuple[Point, ...]
    fits: bool


@dataclass(frozen=True, slots=True)
class CareKey:
    """A key of the home that was put into our care."""

    tag: str
    until: date | None
    out: int


@dataclass(frozen=True, slots=True)
class LettingFile:
    """One with all that is known of it; the newest of its course first, who fits before who does not."""

    row: LettingRow
    course: tuple[LettingCourse, ...]
    viewings: tuple[ViewingRow, ...]
    seekers: tuple[FittingSeeker, ...]
    deal: DealRow | None
    keys: tuple[CareKey, ...]
    files: tuple[FileRow, ...]


def letting_rows(
    session: Session, wanted: LettingFilter, offset: int = 0, limit: int | None = 100
) -> tuple[LettingRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    query = _base(wanted).where(_shown(wanted.show, wanted.on))
    column: Any = {
        "number": Letting.number,
        "unit": Unit.sort_key,
        "owner": Letting.owner,
        "kind": LettingTerms.kind,
        "rent": LettingTerms.rent,
        "price": LettingTerms.price,
        "last": Letting.ends_on,
    }.get(wanted.sort, Letting.received_on)
    tail = Letting.id.desc() if wanted.descending else Letting.id
    query = query.order_by(column.desc() if wanted.descending else column, tail)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return tuple(_row(wanted.on, *found) for found in session.execute(query))


def letting_figures(session: Session, wanted: LettingFilter) -> LettingFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    columns = [
        func.coalesce(func.sum(case((_shown(show, wanted.on), 1), else_=0)), 0) for show in LettingShow
    ]
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(LettingShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(Letting)) or 0)
    return LettingFigures(shows[wanted.show], every, shows)


def letting_row(session: Session, letting_id: int, on: date) -> LettingRow | None:
    """One, or None."""
    query = _base(LettingFilter(on)).where(Letting.id == letting_id)
    found = session.execute(query).one_or_none()
    return None if found is None else _row(on, *found)


def letting_file(session: Session, letting_id: int, on: date) -> LettingFile | None:
    """One with all that is known of it, or None."""
    row = letting_row(session, letting_id, on)
    if row is None:
        return None
    events = session.scalars(
        select(LettingEvent).where(LettingEvent.letting_id == letting_id).order_by(LettingEvent.id.desc())
    ).all()
    undone = {event.undoes_id for event in events}
    course = tuple(
        LettingCourse(e.id, e.step, e.happened_on, e.at, e.words, e.by, e.id in undone) for e in events
    )
    keys = tuple(
        CareKey(key.tag, key.care_until, key.out) for key in of_unit(session, row.unit_id, on) if key.in_care
    )
    seekers = fitting_seekers(session, row) if row.state in _LEADS else ()
    return LettingFile(
        row, course, viewings_of(session, on, letting_id=letting_id), seekers, _deal(session, letting_id), keys,
        files_of_letting(session, letting_id),
    )  # fmt: skip


_LEADS = (LettingState.UNSIGNED, LettingState.RUNNING, LettingState.ENDING)


def fitting_seekers(session: Session, row: LettingRow) -> tuple[FittingSeeker, ...]:
    """Who looks for such a home: those whom it fits, the longest waiting first, then some whom it nearly fits."""
    wanted = {
        LettingKind.RENT: (SeekKind.RENT,),
        LettingKind.SALE: (SeekKind.BUY,),
        LettingKind.BOTH: (SeekKind.RENT, SeekKind.BUY),
    }[row.kind]
    query = select(Seeker).where(Seeker.outcome.is_(None), Seeker.kind.in_(wanted))
    found = []
    for seeker in session.scalars(query.order_by(Seeker.received_on, Seeker.id).limit(MOST_FITTING)):
        points = fit(row.offer(), wish_of(seeker))
        found.append(
            FittingSeeker(
                seeker.id,
                seeker.number,
                seeker.name,
                mask_phone(seeker.phone),
                seeker.kind,
                points,
                fits(points),
            )
        )
    good = [one for one in found if one.fits]
    others = sorted((one for one in found if not one.fits), key=lambda one: _against(one.points))
    return (*good, *others[:NEAR])


def wish_of(seeker: Seeker) -> Wish:
    """What somebody is compared by."""
    return Wish(seeker.kind, seeker.rooms, seeker.area_from, seeker.area_to, seeker.price_to)


def _against(points: tuple[Point, ...]) -> int:
    return sum(point.fits is False for point in points)


def ending_lettings(session: Session, on: date, limit: int = 100) -> tuple[LettingRow, ...]:
    """Commissions that run out within two weeks or have run out, the first to end first (T21)."""
    return letting_rows(session, LettingFilter(on, show=LettingShow.ENDING, sort="last"), 0, limit)


def lettings_of_unit(session: Session, unit_id: int, on: date) -> tuple[LettingRow, ...]:
    """Those of a home that are not over: for its card."""
    return letting_rows(session, LettingFilter(on, unit_id=unit_id), limit=None)


def find_lettings(session: Session, text: str, on: date, limit: int = 8) -> tuple[LettingRow, ...]:
    """By their number, or part of it."""
    told = "".join(text.split()).upper()
    if not told.startswith("ZS-") or len(told) < 6:
        return ()
    query = _base(LettingFilter(on)).where(Letting.number.like(f"{escaped(told)}%", escape="\\"))
    query = query.order_by(Letting.id.desc()).limit(limit)
    return tuple(_row(on, *found) for found in session.execute(query))


# -- how it is asked --


def _base(wanted: LettingFilter) -> Select[Any]:
    query: Any = (
        select(Letting, LettingTerms, Unit, Person.phone)
        .join(
            LettingTerms, (LettingTerms.letting_id == Letting.id) & (LettingTerms.no == Letting.terms_no)
        )
        .join(Unit, Unit.id == Letting.unit_id)
        .outerjoin(Person, Person.id == Letting.person_id)
    )  # fmt: skip
    if wanted.kind is SeekKind.RENT:
        query = query.where(LettingTerms.kind != LettingKind.SALE)
    elif wanted.kind is SeekKind.BUY:
        query = query.where(LettingTerms.kind != LettingKind.RENT)
    if wanted.unit_id is not None:
        query = query.where(Letting.unit_id == wanted.unit_id)
    text = wanted.text.strip()
    if text:
        query = query.where(_fits(text))
    found: Select[Any] = query
    return found


def _fits(text: str) -> ColumnElement[bool]:
    part = f"%{escaped(text)}%"
    columns = (
        Letting.number, Letting.owner, Letting.phone, Unit.code, Unit.layout, LettingTerms.furniture, LettingTerms.words,
    )  # fmt: skip
    tests: list[ColumnElement[bool]] = [column.like(part, escape="\\") for column in columns]
    code = read_unit_code(text)
    if code is not None:
        tests.append(Unit.key.like(f"%{escaped(code.key)}%", escape="\\"))
    return or_(*tests)


def _shown(show: LettingShow, on: date) -> ColumnElement[bool]:
    """The same as `rules.lettings.state`, in the database's words; `ends_on` is the day after the last."""
    here = Letting.outcome.is_(None)
    soon = Letting.ends_on <= on + timedelta(days=SOON_DAYS + 1)
    tests: dict[LettingShow, ColumnElement[bool]] = {
        LettingShow.OPEN: here,
        LettingShow.UNSIGNED: here & Letting.signed_on.is_(None) & (Letting.ends_on > on),
        LettingShow.ENDING: here & ((Letting.ends_on <= on) | (Letting.signed_on.is_not(None) & soon)),
        LettingShow.DEAL: Letting.outcome == LettingStep.DEAL,
        LettingShow.GONE: Letting.outcome.in_((LettingStep.WITHDRAWN, LettingStep.VOIDED)),
        LettingShow.ALL: Letting.id.is_not(None),
    }
    return tests[show]


def _row(on: date, letting: Letting, terms: LettingTerms, unit: Unit, phone: str | None) -> LettingRow:
    last_on = letting.ends_on - timedelta(days=1)
    return LettingRow(
        id=letting.id,
        number=letting.number,
        unit_id=letting.unit_id,
        unit=unit.code,
        layout=unit.layout,
        area=unit.built_area,
        owner=letting.owner,
        phone=mask_phone(letting.phone or phone or ""),
        kind=terms.kind,
        rent=terms.rent,
        price=terms.price,
        least=terms.least_rent is not None or terms.least_price is not None,
        furniture=terms.furniture,
        words=terms.words,
        starts_on=terms.starts_on,
        last_on=last_on,
        signed_on=letting.signed_on,
        received_on=letting.received_on,
        received_at=letting.received_at,
        by=letting.by,
        terms_no=letting.terms_no,
        ended_on=letting.ended_on,
        state=state(letting.outcome, letting.signed_on, last_on, on),
    )


def _deal(session: Session, letting_id: int) -> DealRow | None:
    """The deal that was not taken back."""
    undone = select(LettingEvent.undoes_id).where(
        LettingEvent.letting_id == letting_id, LettingEvent.undoes_id.is_not(None)
    )
    found = session.execute(
        select(LettingDeal, Charge.owed)
        .join(LettingEvent, LettingEvent.id == LettingDeal.event_id)
        .outerjoin(Charge, Charge.id == LettingDeal.charge_id)
        .where(LettingEvent.letting_id == letting_id, LettingEvent.id.not_in(undone))
        .order_by(LettingDeal.id.desc())
    ).first()
    if found is None:
        return None
    deal, owed = found
    return DealRow(deal.kind, deal.who, deal.price, deal.commission, owed or Money(0))
