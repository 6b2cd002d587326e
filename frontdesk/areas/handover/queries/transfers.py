"""Transfers and lease changes as the list, the card and search show them, and what must hold of them (D1.5, D0.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.archives.model import Unit, UnitRole
from frontdesk.areas.archives.queries.joined import kept_ids
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.handover.model.transfers import Transfer, TransferArrear, TransferRole, TransferThing
from frontdesk.areas.handover.rules.transfers import PREFIXES, Arrears, ChangeKind, Side, Thing, Why
from frontdesk.base.store.papers import PaperRow, papers_of
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr


class TransferShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    ALL = "全部"
    OWNER = "过户"
    LEASE = "租赁变更"
    TAKEN_OVER = "承接了欠费"
    UNDONE = "已撤销"


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A document as the list shows it; `undone_by` is the one that undid it, `undoes` the one it undid."""

    id: int
    number: str
    kind: ChangeKind
    why: Why
    unit_id: int
    unit: str
    on: date
    old: str
    new: str
    owed: Money
    arrears: Arrears
    at: datetime
    by: str
    undone_by: str
    undoes: str


@dataclass(frozen=True, slots=True)
class TransferFilter:
    """What the list shows; None and empty mean all. Days are of the change, both included."""

    on: date
    text: str = ""
    show: TransferShow = TransferShow.ALL
    first: date | None = None
    last: date | None = None
    unit_id: int | None = None
    sort: str = "number"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class TransferFigures:
    """Rows in the filter, rows there are at all, rows of each chip."""

    count: int
    every: int
    shows: dict[TransferShow, int]


@dataclass(frozen=True, slots=True)
class RoleLine:
    """Somebody who left, came in, or stays longer."""

    side: Side
    name: str
    kind: RoleKind
    share: Decimal | None
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class ArrearLine:
    """A charge that was open then."""

    item: str
    period: str
    payer: str
    owed: Money
    late: Money


@dataclass(frozen=True, slots=True)
class ThingLine:
    """What else there was, and what was done with it."""

    sort: Thing
    what: str
    done: str


@dataclass(frozen=True, slots=True)
class TransferFile:
    """One document whole, with its papers."""

    row: TransferRow
    basis: str
    late: Money
    taken_by: str
    taken_words: str
    prepaid: Money
    state: str
    words: str
    approver: str
    allowed_for: str
    roles: tuple[RoleLine, ...]
    charges: tuple[ArrearLine, ...]
    things: tuple[ThingLine, ...]
    papers: tuple[PaperRow, ...]


_UNDOER = aliased(Transfer, name="undoer")
_UNDOES = aliased(Transfer, name="undoes")


def transfer_rows(
    session: Session, wanted: TransferFilter, offset: int = 0, limit: int | None = 100
) -> tuple[TransferRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    column: Any = {
        "unit": Unit.sort_key, "on": Transfer.happened_on, "kind": Transfer.kind, "owed": Transfer.owed + Transfer.late,
    }.get(wanted.sort, Transfer.id)  # fmt: skip
    query = _base(wanted).where(*_shown(wanted.show))
    query = query.order_by(column.desc() if wanted.descending else column, Transfer.id.desc())
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _rows(session, query)


def transfer_figures(session: Session, wanted: TransferFilter) -> TransferFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    sums = [
        func.coalesce(func.sum(case((_and(_shown(show)), 1), else_=0)), 0).label(show.name)
        for show in TransferShow
    ]
    counts = session.execute(_base(wanted).with_only_columns(*sums, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(TransferShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(Transfer)) or 0)
    return TransferFigures(shows[wanted.show], every, shows)


def transfer_file(session: Session, transfer_id: int, _on: date | None = None) -> TransferFile | None:
    """One with everything of it; None where there is none."""
    query = _base(TransferFilter(date.max)).where(Transfer.id == transfer_id)
    rows = _rows(session, query)
    if not rows:
        return None
    made = session.get_one(Transfer, transfer_id)
    roles = session.scalars(
        select(TransferRole).where(TransferRole.transfer_id == made.id).order_by(TransferRole.id)
    )
    charges = session.scalars(
        select(TransferArrear).where(TransferArrear.transfer_id == made.id).order_by(TransferArrear.id)
    )
    things = session.scalars(
        select(TransferThing).where(TransferThing.transfer_id == made.id).order_by(TransferThing.id)
    )
    return TransferFile(
        row=rows[0], basis=made.basis, late=made.late, taken_by=made.taken_by, taken_words=made.taken_words,
        prepaid=made.prepaid, state=made.unit_state.value if made.unit_state is not None else "", words=made.words,
        approver=made.approver, allowed_for=made.allowed_for,
        roles=tuple(RoleLine(r.side, r.name, r.kind, r.share, r.starts_on, r.ends_on) for r in roles),
        charges=tuple(ArrearLine(c.item, c.period, c.payer, c.owed, c.late) for c in charges),
        things=tuple(ThingLine(t.sort, t.what, t.done) for t in things),
        papers=papers_of(session, subject=("transfer", made.id)),
    )  # fmt: skip


def transfers_of_unit(session: Session, unit_id: int, limit: int = 3) -> tuple[TransferRow, ...]:
    """A home's last ones that stand, the newest first."""
    wanted = TransferFilter(date.max, unit_id=unit_id)
    rows = transfer_rows(session, replace(wanted), 0, None)
    return tuple(row for row in rows if not row.undone_by and row.why is not Why.UNDO)[:limit]


def find_transfers(session: Session, text: str, most: int) -> tuple[TransferRow, ...]:
    """By their number, whole or as far as it is typed (`GH-2026`, `ZB-2026-001`)."""
    asked = "".join(text.split()).upper()
    if not any(asked.startswith(f"{prefix}-") for prefix in PREFIXES.values()):
        return ()
    query = _base(TransferFilter(date.max)).where(Transfer.number.like(f"{escaped(asked)}%", escape="\\"))
    return _rows(session, query.order_by(Transfer.id.desc()).limit(most))


def _base(wanted: TransferFilter) -> Any:
    query: Any = (
        select(Transfer, Unit.code, _UNDOER.number, _UNDOES.number)
        .join(Unit, Unit.id == Transfer.unit_id)
        .outerjoin(_UNDOER, _UNDOER.undoes_id == Transfer.id)
        .outerjoin(_UNDOES, _UNDOES.id == Transfer.undoes_id)
    )
    if wanted.unit_id is not None:
        query = query.where(Transfer.unit_id == wanted.unit_id)
    if wanted.first is not None:
        query = query.where(Transfer.happened_on >= wanted.first)
    if wanted.last is not None:
        query = query.where(Transfer.happened_on <= wanted.last)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        tests: list[ColumnElement[bool]] = [
            Transfer.number.like(part.upper(), escape="\\"),
            Transfer.old_names.like(part, escape="\\"),
            Transfer.new_names.like(part, escape="\\"),
            Unit.code.like(part, escape="\\"),
        ]
        code = read_unit_code(text)
        if code is not None:
            tests.append(Unit.key.like(f"%{escaped(code.key)}%", escape="\\"))
        query = query.where(or_(*tests))
    return query


def _shown(show: TransferShow) -> tuple[ColumnElement[bool], ...]:
    match show:
        case TransferShow.OWNER:
            return (Transfer.kind == ChangeKind.OWNER,)
        case TransferShow.LEASE:
            return (Transfer.kind == ChangeKind.LEASE,)
        case TransferShow.TAKEN_OVER:
            return (Transfer.arrears == Arrears.TAKEN_OVER,)
        case TransferShow.UNDONE:
            return (_UNDOER.id.is_not(None),)
        case _:
            return (Transfer.id > 0,)


def _and(tests: tuple[ColumnElement[bool], ...]) -> ColumnElement[bool]:
    return tests[0]


def _rows(session: Session, query: Any) -> tuple[TransferRow, ...]:
    return tuple(
        TransferRow(
            t.id, t.number, t.kind, t.why, t.unit_id, code, t.happened_on, t.old_names, t.new_names, t.owed + t.late,
            t.arrears, t.at, t.by, undone_by or "", undoes or "",
        )
        for t, code, undone_by, undoes in session.execute(query)
    )  # fmt: skip


# -- what must hold --


def broken_transfers(session: Session) -> list[str]:
    """Documents whose roles no longer stand as they said, and sums that are not their lines'."""
    undone = set(session.scalars(select(Transfer.undoes_id).where(Transfer.undoes_id.is_not(None))))
    faults: list[str] = []
    sums: dict[int, tuple[Money, Money]] = {}
    for transfer_id, owed, late in session.execute(
        select(
            TransferArrear.transfer_id,
            func.sum(TransferArrear.owed),
            func.sum(TransferArrear.late),
        ).group_by(TransferArrear.transfer_id)
    ):
        sums[transfer_id] = (owed, late)
    roles: dict[int, list[tuple[TransferRole, UnitRole]]] = {}
    query = select(TransferRole, UnitRole).join(UnitRole, UnitRole.id == TransferRole.role_id)
    for row, role in session.execute(query.order_by(TransferRole.id)):
        roles.setdefault(row.transfer_id, []).append((row, role))
    whom = kept_ids(session)
    nothing = (Money(0), Money(0))
    for made in session.scalars(select(Transfer).order_by(Transfer.id)):
        if sums.get(made.id, nothing) != (made.owed, made.late):
            faults.append(tr("{number} 的欠费合计和各行对不上", number=made.number))
        if made.id in undone or made.why is Why.UNDO:
            continue
        held = roles.get(made.id, [])
        if not held:
            faults.append(tr("{number} 没有改任何人的身份", number=made.number))
        faults += _not_so(made, held, whom)
    return faults


def _not_so(
    made: Transfer, rows: Iterable[tuple[TransferRole, UnitRole]], whom: dict[int, int]
) -> list[str]:  # fmt: skip
    found = []
    for row, role in rows:
        same = whom.get(role.person_id, role.person_id) == whom.get(row.person_id, row.person_id)
        stands = same and role.unit_id == made.unit_id
        if row.side is Side.IN:
            # Who came in may have left again since, never before the day.
            stands = stands and role.starts_on == row.starts_on and role.kind is row.kind
            stands = stands and (role.ends_on is None or role.ends_on >= made.happened_on)
        elif row.side is Side.OUT:
            stands = stands and role.ends_on is not None and role.ends_on == row.ends_on
        if not stands:
            found.append(
                tr("{number} 写的{name}（{side}）和现在的住户资料对不上", number=made.number, name=row.name,
                   side=tr(row.side.value))
            )  # fmt: skip
    return found
