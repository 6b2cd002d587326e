"""Contracts: what runs, what runs out, one with its papers and what came before and after it (D2.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.reception.model.attached import ReceptionBlob
from frontdesk.areas.reception.model.contracts import Contract, ContractEnd, ContractFile, ContractFileVoid
from frontdesk.areas.reception.rules.contracts import (
    KINDS_SETTING,
    ContractState,
    EndKind,
    kinds_of,
    state,
)
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.money import Money


class ContractShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    RUNNING = "履行中"
    ENDING = "快到期"
    EXPIRED = "到期未续"
    OVER = "续签、终止"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract as lists show it; `phone` is masked, `next_number` the one it goes on in, `days_left` may be below 0."""

    id: int
    number: str
    their_number: str
    kind: str
    title: str
    party: str
    contact: str
    phone: str
    amount: Money | None
    paid_how: str
    signed_on: date | None
    starts_on: date
    last_on: date
    remind_days: int
    keeper: str
    words: str
    renews_id: int | None
    next_number: str
    ended_on: date | None
    end_words: str
    by: str
    at: datetime
    days_left: int
    state: ContractState


@dataclass(frozen=True, slots=True)
class ContractFilter:
    """What a list shows on a day; empty means all."""

    on: date
    text: str = ""
    show: ContractShow = ContractShow.RUNNING
    kind: str = ""
    sort: str = "last"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ContractFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[ContractShow, int]


@dataclass(frozen=True, slots=True)
class FileRow:
    """A paper of a contract; `kind` is `pdf` or `jpg`, `void` why it does not count."""

    id: int
    name: str
    kind: str
    hash: str
    at: datetime
    by: str
    void: str


@dataclass(frozen=True, slots=True)
class ContractPapers:
    """One with its papers; `before` is the number of the one it goes on from."""

    row: ContractRow
    before: str
    files: tuple[FileRow, ...]


def contract_kinds(session: Session) -> tuple[str, ...]:
    """The office's kinds, in its order."""
    return kinds_of(get_setting(session, KINDS_SETTING))


def contract_rows(
    session: Session, wanted: ContractFilter, offset: int = 0, limit: int | None = 100
) -> tuple[ContractRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    column: Any = {
        "number": Contract.number,
        "title": Contract.title,
        "party": Contract.party,
        "kind": Contract.kind,
        "amount": Contract.amount,
        "starts": Contract.starts_on,
        "keeper": Contract.keeper,
    }.get(wanted.sort, Contract.last_on)
    query = _base(wanted).where(_shown(wanted.show, wanted.on))
    query = query.order_by(column.desc() if wanted.descending else column, Contract.id)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return tuple(_row(wanted.on, *found) for found in session.execute(query))


def contract_figures(session: Session, wanted: ContractFilter) -> ContractFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    columns = [
        func.coalesce(func.sum(case((_shown(show, wanted.on), 1), else_=0)), 0) for show in ContractShow
    ]
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(ContractShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(Contract)) or 0)
    return ContractFigures(shows[wanted.show], every, shows)


def contract_file(session: Session, contract_id: int, on: date) -> ContractPapers | None:
    """One with all that is known of it, or None."""
    found = session.execute(_base(ContractFilter(on)).where(Contract.id == contract_id)).first()
    if found is None:
        return None
    row = _row(on, *found)
    before = session.scalar(select(Contract.number).where(Contract.id == row.renews_id))
    files = session.execute(
        select(ContractFile, ReceptionBlob.kind, ContractFileVoid.reason)
        .join(ReceptionBlob, ReceptionBlob.hash == ContractFile.hash)
        .outerjoin(ContractFileVoid, ContractFileVoid.file_id == ContractFile.id)
        .where(ContractFile.contract_id == contract_id)
        .order_by(ContractFile.id)
    )
    told = tuple(FileRow(f.id, f.name, kind, f.hash, f.at, f.by, void or "") for f, kind, void in files)
    return ContractPapers(row, before or "", told)


def ending_contracts(session: Session, on: date, limit: int = 100) -> tuple[ContractRow, ...]:
    """What runs out within its days, and what ran out lately and has neither end nor successor (D0.3, T21)."""
    lately = (Contract.last_on < on) & (Contract.last_on >= on - timedelta(days=LATELY))
    query = _base(ContractFilter(on)).where(
        _shown(ContractShow.ENDING, on) | (_shown(ContractShow.EXPIRED, on) & lately)
    )
    query = query.order_by(Contract.last_on, Contract.id).limit(limit)
    return tuple(_row(on, *found) for found in session.execute(query))


LATELY = 90
"""Days for which one that ran out is still spoken of on the start page."""


def ending_count(session: Session, on: date) -> int:
    """How many run out within their days."""
    query = _base(ContractFilter(on)).where(_shown(ContractShow.ENDING, on))
    return int(session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True)) or 0)


def find_contracts(session: Session, text: str, on: date, most: int) -> tuple[ContractRow, ...]:
    """By either number, the beginning of what is typed: for the one search."""
    part = f"{escaped(text.upper())}%"
    query = (
        _base(ContractFilter(on))
        .where(
            or_(
                Contract.number.like(part, escape="\\"),
                func.upper(Contract.their_number).like(part, escape="\\"),
            )
        )
        .order_by(Contract.id.desc())
        .limit(most)
    )
    return tuple(_row(on, *found) for found in session.execute(query))


# -- how it is asked --

_next = aliased(Contract)
_next_end = aliased(ContractEnd)


def _successor() -> Any:
    """The number of the one it goes on in, None while there is none."""
    return (
        select(_next.number)
        .outerjoin(_next_end, _next_end.contract_id == _next.id)
        .where(_next.renews_id == Contract.id)
        .where(_next_end.id.is_(None) | (_next_end.kind != EndKind.VOIDED))
        .correlate(Contract)
        .limit(1)
        .scalar_subquery()
    )


def _base(wanted: ContractFilter) -> Any:
    query: Any = select(Contract, ContractEnd, _successor().label("next_number")).outerjoin(
        ContractEnd, ContractEnd.contract_id == Contract.id
    )
    if wanted.kind:
        query = query.where(Contract.kind == wanted.kind)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        query = query.where(
            or_(
                *(
                    column.like(part, escape="\\")
                    for column in (
                        Contract.number,
                        Contract.their_number,
                        Contract.title,
                        Contract.party,
                        Contract.keeper,
                        Contract.words,
                    )
                )
            )
        )
    return query


def _shown(show: ContractShow, on: date) -> ColumnElement[bool]:
    """The same as `rules.contracts.state`, in the database's words."""
    stands = ContractEnd.id.is_(None)
    runs = stands & (Contract.last_on >= on)
    alone = _successor().is_(None)
    tests: dict[ContractShow, ColumnElement[bool]] = {
        ContractShow.RUNNING: runs,
        ContractShow.ENDING: runs & (Contract.starts_on <= on) & alone & (Contract.remind_on <= on),
        ContractShow.EXPIRED: stands & (Contract.last_on < on) & alone,
        ContractShow.OVER: (stands & (Contract.last_on < on) & ~alone) | (ContractEnd.kind == EndKind.ENDED),
        ContractShow.ALL: Contract.id.is_not(None),
    }
    return tests[show]


def _row(on: date, row: Contract, end: ContractEnd | None, successor: str | None) -> ContractRow:
    return ContractRow(
        id=row.id,
        number=row.number,
        their_number=row.their_number,
        kind=row.kind,
        title=row.title,
        party=row.party,
        contact=row.contact,
        phone=mask_phone(row.phone),
        amount=row.amount,
        paid_how=row.paid_how,
        signed_on=row.signed_on,
        starts_on=row.starts_on,
        last_on=row.last_on,
        remind_days=row.remind_days,
        keeper=row.keeper,
        words=row.words,
        renews_id=row.renews_id,
        next_number=successor or "",
        ended_on=end.ended_on if end is not None else None,
        end_words=end.reason if end is not None else "",
        by=row.by,
        at=row.at,
        days_left=(row.last_on - on).days,
        state=state(
            row.starts_on,
            row.last_on,
            row.remind_days,
            on,
            end=end.kind if end is not None else None,
            renewed=successor is not None,
        ),
    )
