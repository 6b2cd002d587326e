"""Permits as lists and panes show them, with how each stands on a day (D3.4, D0.7)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit, UnitRole
from frontdesk.areas.archives.queries.joined import as_kept, kept_ids, kept_of
from frontdesk.areas.archives.rules.identity import mask_id, mask_phone
from frontdesk.areas.cashdesk.model import Deposit, DepositVoid
from frontdesk.areas.cashdesk.queries import left_of_deposit
from frontdesk.areas.fees.model import Charge
from frontdesk.areas.permits.model.permits import Permit, PermitEvent, PermitKind, PermitPhoto, PermitTerm
from frontdesk.areas.permits.queries.kinds import kind_version
from frontdesk.areas.permits.rules.course import (
    LAST_STEPS,
    SOON_DAYS,
    STEP_WORDS,
    State,
    Step,
    allowed_steps,
    state_from,
)
from frontdesk.areas.permits.rules.kinds import PERMIT, KindFacts, tidy_permit_number
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

Show = Literal["live", "soon", "waiting", "lost", "over", "left", "all"]
SHOWS: tuple[Show, ...] = ("live", "soon", "waiting", "lost", "over", "left", "all")


@dataclass(frozen=True, slots=True)
class PermitFilter:
    """What a list shows: in use (with those not given back), ending within a week, to be fetched, lost, ended and not
    given back, of people who have left, or all. `text` is part of a number, name, pinyin or unit code.
    """

    show: Show = "all"
    kind: str = ""
    text: str = ""
    unit_id: int | None = None
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class PermitRow:
    """A permit as lists show it. `ends_on` is the last day it holds; `replaces` when it stands for a lost one."""

    id: int
    number: str
    kind_code: str
    kind: str
    replaces: bool
    holder: str
    role: str
    unit_id: int
    unit: str
    starts_on: date
    ends_on: date
    days: int
    state: State
    made_on: date
    by: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One step of its course, with what was paid."""

    step: Step
    on: date
    at: datetime
    words: str
    fee: Money | None
    receipt: str
    deposit: str
    approver: str
    by: str

    def said(self) -> str:
        """`发证，工本费 12.00（收据 SJ00020331）`."""
        parts = [tr(STEP_WORDS[self.step])]
        if self.fee is not None:
            paid = tr("收据 {number}", number=self.receipt) if self.receipt else tr("记账")
            parts.append(tr("工本费 {fee}（{paid}）", fee=self.fee, paid=paid))
        if self.deposit:
            parts.append(tr("押金收据 {number}", number=self.deposit))
        if self.words:
            parts.append(self.words)
        return "，".join(parts)


@dataclass(frozen=True, slots=True)
class PermitDetail:
    """One permit with everything that is stored of it; numbers are masked (D1.9). `paper` is its newest one's.

    `held` are the deposits that are still held for it or for one it replaced: receipt's number and what is left.
    """

    row: PermitRow
    kind: KindFacts
    person_id: int | None
    id_number: str
    phone: str
    extra: tuple[tuple[str, str], ...]
    photo: bytes | None
    photo_hash: str | None
    allowed: tuple[str, ...]
    allow_reason: str
    approver: str
    code: str
    paper: str
    previous: str
    next: str
    events: tuple[EventRow, ...]
    steps: tuple[Step, ...]
    held: tuple[tuple[str, Money], ...] = ()


def permit_rows(
    session: Session, wanted: PermitFilter, on: date, offset: int = 0, limit: int | None = 200
) -> tuple[PermitRow, ...]:
    """A page of the list, what ends first at the top unless another order is wanted."""
    query, columns = _chosen(wanted, on)
    column: Any = {
        "number": Permit.number,
        "kind": Permit.kind_code,
        "holder": Permit.holder,
        "unit": Unit.sort_key,
        "ends_on": columns["ends_on"],
    }.get(wanted.sort, columns["ends_on"])
    query = query.order_by(column.desc() if wanted.descending else column, Permit.id).offset(offset)
    if limit is not None:
        query = query.limit(limit)
    return tuple(_row(found, on) for found in session.execute(query))


def permit_count(session: Session, wanted: PermitFilter, on: date) -> int:
    """How many permits the filter lets through."""
    query, _ = _chosen(wanted, on)
    return int(session.scalar(select(func.count()).select_from(query.subquery())) or 0)


def count_by_state(session: Session, on: date, kind: str = "") -> dict[Show, int]:
    """How many stand under each chip: one query."""
    query, columns = _chosen(PermitFilter(kind=kind), on)
    tests = {show: _shown(show, columns, on) for show in SHOWS}
    counted = query.with_only_columns(
        *(func.coalesce(func.sum(case((test, 1), else_=0)), 0).label(show) for show, test in tests.items())
    )
    row = session.execute(counted).one()
    return {show: int(getattr(row, show)) for show in SHOWS}


def of_unit(session: Session, unit_id: int, on: date) -> tuple[PermitRow, ...]:
    """A unit's permits, those in use first: for its card."""
    rows = permit_rows(session, PermitFilter(unit_id=unit_id), on, limit=None)
    done = (State.REPLACED, State.WITHDRAWN, State.RETURNED, State.ENDED, State.EXPIRED)
    return tuple(sorted(rows, key=lambda row: (row.state in done, row.ends_on)))


def ending(session: Session, until: date, on: date) -> tuple[PermitRow, ...]:
    """Permits in use whose last day is not after *until*: for the start page."""
    rows = permit_rows(session, PermitFilter("soon"), on, limit=None)
    return tuple(row for row in rows if row.ends_on <= until)


def not_returned(session: Session, on: date) -> tuple[PermitRow, ...]:
    """Ended ones that have not come back, the oldest first: for the start page."""
    return permit_rows(session, PermitFilter("over"), on, limit=None)


def permit(session: Session, wanted: int | str, on: date) -> PermitDetail | None:
    """One permit by its id or its number in any habit of writing it; None when there is none."""
    one = (
        Permit.id == wanted
        if isinstance(wanted, int)
        else Permit.number == (tidy_permit_number(wanted) or wanted.strip())
    )
    query, _ = _chosen(PermitFilter(), on, one)
    found = session.execute(query).first()
    return None if found is None else _detail(session, found, on)


def photo_of(session: Session, hash_: str) -> bytes | None:
    """A photograph by its hash."""
    return session.scalar(select(PermitPhoto.jpeg).where(PermitPhoto.hash == hash_))


def _detail(session: Session, found: Any, on: date) -> PermitDetail:
    row = _row(found, on)
    made: Permit = found[0]
    kind = kind_version(session, made.kind_id)
    extra = json.loads(made.extra)
    term = session.scalars(
        select(PermitTerm).where(PermitTerm.permit_id == made.id).order_by(PermitTerm.no.desc()).limit(1)
    ).one()
    number = select(Permit.number)
    return PermitDetail(
        row=row,
        kind=kind,
        person_id=as_kept(kept_ids(session), made.person_id),
        id_number=mask_id(made.id_number),
        phone=mask_phone(made.phone),
        extra=tuple((f.label, extra[f.name]) for f in kind.fields if extra.get(f.name)),
        photo=photo_of(session, made.photo) if made.photo else None,
        photo_hash=made.photo,
        allowed=tuple(filter(None, made.allowed.split("\n"))),
        allow_reason=made.allow_reason,
        approver=made.approver,
        code=term.code,
        paper=term.paper,
        previous=session.scalar(number.where(Permit.id == made.previous_id)) or ""
        if made.previous_id
        else "",
        next=session.scalar(number.where(Permit.previous_id == made.id)) or "",
        events=_events(session, made.id),
        steps=allowed_steps(row.state, ended=row.ends_on < on),
        held=_held(session, made),
    )


def _held(session: Session, made: Permit) -> tuple[tuple[str, Money], ...]:
    chain = [made.id]
    before = made.previous_id
    while before is not None:
        chain.append(before)
        before = session.scalar(select(Permit.previous_id).where(Permit.id == before))
    rows = session.execute(
        select(Deposit.id, Deposit.number)
        .outerjoin(DepositVoid, DepositVoid.deposit_id == Deposit.id)
        .where(Deposit.source_kind == PERMIT, Deposit.source_id.in_(chain), DepositVoid.id.is_(None))
        .order_by(Deposit.id)
    )
    left = ((number, left_of_deposit(session, deposit_id)) for deposit_id, number in rows)
    return tuple((number, amount) for number, amount in left if amount)


def _events(session: Session, permit_id: int) -> tuple[EventRow, ...]:
    """The newest first."""
    rows = session.execute(
        select(PermitEvent, Charge.amount)
        .outerjoin(Charge, Charge.id == PermitEvent.charge_id)
        .where(PermitEvent.permit_id == permit_id)
        .order_by(PermitEvent.id.desc())
    )
    return tuple(
        EventRow(e.step, e.on, e.at, e.words, fee, e.receipt, e.deposit, e.approver, e.by) for e, fee in rows
    )


Columns = dict[str, Any]


def _chosen(
    wanted: PermitFilter, on: date, one: ColumnElement[bool] | None = None
) -> tuple[Select[*tuple[Any, ...]], Columns]:
    """The permits of the filter; with *one* only those that this condition over `Permit` lets through.

    Terms and events of a few are looked up by those few: summing up all of them first would cost a list's time.
    """
    few = _narrow(wanted.show, on)
    if one is not None:
        few = one if few is None else and_(few, one)
    if wanted.unit_id is not None:
        few = Permit.unit_id == wanted.unit_id if few is None else and_(few, Permit.unit_id == wanted.unit_id)
    ids = None if few is None else select(Permit.id).where(few)
    terms = select(PermitTerm.permit_id, func.max(PermitTerm.no).label("no"))
    counted = terms if ids is None else terms.where(PermitTerm.permit_id.in_(ids))
    newest = counted.group_by(PermitTerm.permit_id).subquery()
    steps = select(
        PermitEvent.permit_id,
        func.max(case((PermitEvent.step.in_(LAST_STEPS), PermitEvent.step))).label("over"),
        func.max(case((PermitEvent.step == Step.COLLECTED, 1), else_=0)).label("taken"),
        func.max(case((PermitEvent.step == Step.LOST, PermitEvent.id), else_=0)).label("lost_id"),
        func.max(case((PermitEvent.step == Step.FOUND, PermitEvent.id), else_=0)).label("found_id"),
    )
    happened = (
        (steps if ids is None else steps.where(PermitEvent.permit_id.in_(ids)))
        .group_by(PermitEvent.permit_id)
        .subquery()
    )
    gone = and_(
        Permit.person_id.is_not(None),
        ~exists().where(
            UnitRole.unit_id == Permit.unit_id,
            or_(
                UnitRole.person_id == Permit.person_id,
                kept_of(UnitRole.person_id) == kept_of(Permit.person_id),
            ),
            or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on),
        ),
    )
    columns: Columns = {
        "over": happened.c.over,
        "taken": happened.c.taken,
        "lost": happened.c.lost_id > happened.c.found_id,
        "ends_on": PermitTerm.ends_on,
        "starts_on": PermitTerm.starts_on,
        "returns": PermitKind.returns.is_(True),
        "gone": gone,
    }
    tests: list[ColumnElement[bool]] = [_shown(wanted.show, columns, on)]
    if wanted.kind:
        tests.append(Permit.kind_code == wanted.kind)
    if few is not None:
        tests.append(few)
    if wanted.text.strip():
        tests.append(_holds(wanted.text.strip()))
    query = (
        select(
            Permit,
            Unit.code,
            PermitKind.name,
            PermitKind.returns,
            PermitKind.days,
            PermitTerm.starts_on,
            PermitTerm.ends_on,
            columns["over"].label("over"),
            columns["taken"].label("taken"),
            columns["lost"].label("lost"),
        )
        .join(Unit, Unit.id == Permit.unit_id)
        .join(PermitKind, PermitKind.id == Permit.kind_id)
        .join(newest, newest.c.permit_id == Permit.id)
        .join(PermitTerm, and_(PermitTerm.permit_id == Permit.id, PermitTerm.no == newest.c.no))
        .join(happened, happened.c.permit_id == Permit.id)
        .where(and_(true(), *tests))
    )
    return query, columns


def _narrow(show: Show, on: date) -> ColumnElement[bool] | None:
    """What indexes know of a chip: no permit that belongs under it is left out, though others may be let in."""
    terms = select(PermitTerm.permit_id)
    if show == "soon":
        week = on + timedelta(days=SOON_DAYS)
        return Permit.id.in_(terms.where(PermitTerm.ends_on >= on, PermitTerm.ends_on <= week))
    last = exists().where(PermitEvent.permit_id == Permit.id, PermitEvent.step.in_(LAST_STEPS))
    if show == "over":
        return and_(Permit.id.in_(terms.where(PermitTerm.ends_on < on)), ~last)
    if show == "lost":
        lost = select(PermitEvent.permit_id).where(PermitEvent.step == Step.LOST)
        return and_(Permit.id.in_(lost), ~last)
    if show in ("live", "waiting", "left"):
        return ~last
    return None


def _shown(show: Show, columns: Columns, on: date) -> ColumnElement[bool]:
    """The same as `rules.course.state_from`, in SQL."""
    stands = and_(columns["over"].is_(None), ~columns["lost"])
    live = and_(stands, columns["ends_on"] >= on)
    taken = columns["taken"] == 1
    over = and_(stands, columns["ends_on"] < on, taken, columns["returns"])
    if show == "live":
        return or_(live, over)
    if show == "soon":
        soon = columns["ends_on"] <= on + timedelta(days=SOON_DAYS)
        return and_(live, taken, columns["starts_on"] <= on, soon)
    if show == "waiting":
        return and_(live, ~taken)
    if show == "lost":
        return and_(columns["over"].is_(None), columns["lost"])
    if show == "over":
        return over
    if show == "left":
        return and_(columns["over"].is_(None), columns["gone"], or_(live, over, columns["lost"]))
    return true()


def _holds(text: str) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = [
        Unit.code.contains(text, autoescape=True),
        Permit.holder.contains(text, autoescape=True),
        Permit.number.contains(text.upper(), autoescape=True),
    ]
    letters = text.replace(" ", "").lower()
    if letters.isascii() and letters.isalpha():
        for column in (Permit.pinyin, Permit.initials):
            tests += [column.startswith(letters), column.contains(f" {letters}")]
    number = tidy_permit_number(text)
    if number:
        tests.append(Permit.number == number)
    return or_(*tests)


def _row(found: Any, on: date) -> PermitRow:
    made, unit, kind, returns, days, starts_on, ends_on, over, taken, lost = found
    return PermitRow(
        id=made.id,
        number=made.number,
        kind_code=made.kind_code,
        kind=kind,
        replaces=made.previous_id is not None,
        holder=made.holder,
        role=made.role,
        unit_id=made.unit_id,
        unit=unit,
        starts_on=starts_on,
        ends_on=ends_on,
        days=days,
        state=state_from(
            Step(over) if over else None,
            starts_on,
            ends_on,
            on,
            lost=bool(lost),
            taken=bool(taken),
            returns=bool(returns),
        ),
        made_on=made.made_on,
        by=made.by,
    )
