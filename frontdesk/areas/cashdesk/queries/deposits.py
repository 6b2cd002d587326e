"""Deposits held (押金, M6.7): what was taken, what is left of it, and how it was settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select, true, type_coerce
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.cashdesk.model import (
    Deposit,
    DepositDeduction,
    DepositSettlement,
    DepositSettlementTender,
    DepositSettlementVoid,
    DepositTender,
    DepositVoid,
    Shift,
)
from frontdesk.areas.cashdesk.queries.receipts import TenderRow
from frontdesk.areas.cashdesk.queries.series import find_number, prints_of
from frontdesk.areas.cashdesk.rules.kinds import (
    DEPOSIT,
    DEPOSIT_PURPOSES,
    DEPOSIT_PURPOSES_SETTING,
    SETTLEMENT,
    TENDER_WORDS,
    Series,
    ShiftState,
    Tender,
)
from frontdesk.areas.cashdesk.rules.numbers import tidy_number
from frontdesk.areas.cashdesk.rules.shifts import shift_label
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

# Written out: a bound 0 would be taken for an amount.
_NOTHING: ColumnElement[Any] = literal_column("0")


@dataclass(frozen=True, slots=True)
class DepositRow:
    """A deposit as lists show it; `left` is what is still held of it, nothing once it is void."""

    id: int
    number: str
    unit_id: int
    unit: str
    payer: str
    purpose: str
    words: str
    business_on: date
    at: datetime
    amount: Money
    left: Money
    tenders: str
    cashier: str
    shift_id: int
    voided: bool
    printed: int
    source_kind: str = ""
    source_id: int | None = None


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """A settlement sheet as lists show it. `deposit` is the number of the deposit it settles."""

    id: int
    number: str
    deposit: str
    deposit_id: int
    unit_id: int
    unit: str
    purpose: str
    payee: str
    authority: str
    business_on: date
    at: datetime
    refunded: Money
    deducted: Money
    tenders: str
    cashier: str
    approver: str
    shift_id: int
    voided: bool
    printed: int


@dataclass(frozen=True, slots=True)
class DeductionRow:
    """One thing kept back, with its reason."""

    reason: str
    amount: Money


@dataclass(frozen=True, slots=True)
class VoidedBy:
    """Who voided a paper, why and when."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SettlementDetail:
    """A settlement with everything stored of it. `can_void`: its shift still allows it."""

    row: SettlementRow
    deductions: tuple[DeductionRow, ...]
    tenders: tuple[TenderRow, ...]
    shift: str
    can_void: bool
    void: VoidedBy | None = None


@dataclass(frozen=True, slots=True)
class DepositDetail:
    """A deposit with everything stored of it and its settlements, oldest first."""

    row: DepositRow
    tenders: tuple[TenderRow, ...]
    tendered: Money
    change: Money
    settlements: tuple[SettlementDetail, ...]
    shift: str
    can_void: bool
    void: VoidedBy | None = None


@dataclass(frozen=True, slots=True)
class DepositFilter:
    """What a list of deposits shows; None and empty mean all. `text` is part of a number, payer or unit code.

    `held`: only those of which something is left (True), or nothing (False). Days are business dates, both
    included: of taking for deposits, of settling for settlements.
    """

    text: str = ""
    first: date | None = None
    last: date | None = None
    purpose: str = ""
    unit_id: int | None = None
    shift_id: int | None = None
    held: bool | None = None
    source: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class HeldDeposits:
    """Deposits of one purpose that are held: how many, and what is left of them."""

    purpose: str
    count: int
    left: Money


def deposit_purposes(session: Session) -> tuple[str, ...]:
    """What deposits are taken for, as the office has set it."""
    return tuple(get_setting(session, DEPOSIT_PURPOSES_SETTING, list(DEPOSIT_PURPOSES)))


def deposit_rows(
    session: Session, wanted: DepositFilter, offset: int = 0, limit: int | None = None
) -> tuple[DepositRow, ...]:
    """Deposits, newest first."""
    return _deposits(session, _deposit_condition(wanted), limit, offset)


def deposit_count(session: Session, wanted: DepositFilter) -> int:
    """How many `deposit_rows` there are in all."""
    query = _deposit_joined(select(func.count()).select_from(Deposit))
    return session.scalar(query.where(_deposit_condition(wanted))) or 0


def deposits_of_unit(session: Session, unit_id: int, *, held: bool | None = True) -> tuple[DepositRow, ...]:
    """A unit's deposits, newest first; those of which something is left unless *held* says otherwise."""
    return deposit_rows(session, DepositFilter(unit_id=unit_id, held=held))


def held_by_purpose(session: Session, on: date | None = None) -> tuple[HeldDeposits, ...]:
    """What is held, by purpose; with *on* as it stood at the end of that business day."""
    settled = _settled_by_deposit(on)
    left: ColumnElement[Any] = Deposit.amount - func.coalesce(settled.c.sum, _NOTHING)
    query = (
        select(Deposit.purpose, func.count(), func.sum(left, type_=Deposit.amount.type))
        .outerjoin(settled, settled.c.deposit_id == Deposit.id)
        .outerjoin(DepositVoid, DepositVoid.deposit_id == Deposit.id)
        .where(DepositVoid.id.is_(None), left > _NOTHING)
        .group_by(Deposit.purpose)
    )
    if on is not None:
        query = query.where(Deposit.business_on <= on)
    found = {purpose: HeldDeposits(purpose, n, amount) for purpose, n, amount in session.execute(query)}
    order = [*deposit_purposes(session), *sorted(found)]
    return tuple(found[purpose] for purpose in dict.fromkeys(order) if purpose in found)


def deposit(session: Session, number: str) -> DepositDetail | None:
    """A deposit by its number, however it is written; None when there is none."""
    found = session.scalar(
        select(Deposit).where(Deposit.number == find_number(session, Series.DEPOSIT, number))
    )
    if found is None:
        return None
    row = _deposits(session, Deposit.id == found.id, 1)[0]
    void = session.scalar(select(DepositVoid).where(DepositVoid.deposit_id == found.id))
    shift = session.get_one(Shift, found.shift_id)
    tenders = session.scalars(
        select(DepositTender).where(DepositTender.deposit_id == found.id).order_by(DepositTender.id)
    )
    settlements = tuple(
        _settlement_detail(session, settled)
        for settled in reversed(_settlements(session, DepositSettlement.deposit_id == found.id))
    )
    untouched = all(settled.row.voided for settled in settlements)
    return DepositDetail(
        row=row,
        tenders=tuple(TenderRow(t.id, t.kind, t.amount, t.reference) for t in tenders),
        tendered=found.tendered,
        change=found.change,
        settlements=settlements,
        shift=shift_label(shift.business_on, shift.name),
        can_void=void is None and untouched and shift.state is ShiftState.OPEN,
        void=None if void is None else VoidedBy(void.reason, void.by, void.at),
    )


def settlement_rows(
    session: Session, wanted: DepositFilter, offset: int = 0, limit: int | None = None
) -> tuple[SettlementRow, ...]:
    """Settlement sheets, newest first; `held` says nothing here."""
    return _settlements(session, _settlement_condition(wanted), limit, offset)


def settlement(session: Session, number: str) -> SettlementDetail | None:
    """A settlement sheet by its number, however it is written; None when there is none."""
    full = find_number(session, Series.SETTLEMENT, number)
    found = _settlements(session, DepositSettlement.number == full, 1)
    return _settlement_detail(session, found[0]) if found else None


def left_of_deposit(session: Session, deposit_id: int) -> Money:
    """What is still held of a deposit that is not void."""
    amount = session.get_one(Deposit, deposit_id).amount
    settled = session.scalar(
        select(func.sum(DepositSettlement.refunded + DepositSettlement.deducted, type_=Deposit.amount.type))
        .outerjoin(DepositSettlementVoid, DepositSettlementVoid.settlement_id == DepositSettlement.id)
        .where(DepositSettlement.deposit_id == deposit_id, DepositSettlementVoid.id.is_(None))
    )
    return amount - (settled or ZERO)


def _settled_by_deposit(on: date | None = None) -> Any:
    query = (
        select(
            DepositSettlement.deposit_id,
            func.sum(DepositSettlement.refunded + DepositSettlement.deducted).label("sum"),
        )
        .outerjoin(DepositSettlementVoid, DepositSettlementVoid.settlement_id == DepositSettlement.id)
        .where(DepositSettlementVoid.id.is_(None))
        .group_by(DepositSettlement.deposit_id)
    )
    if on is not None:
        query = query.where(DepositSettlement.business_on <= on)
    return query.subquery("settled")


def _left() -> ColumnElement[Any]:
    settled = (
        select(func.coalesce(func.sum(DepositSettlement.refunded + DepositSettlement.deducted), _NOTHING))
        .outerjoin(DepositSettlementVoid, DepositSettlementVoid.settlement_id == DepositSettlement.id)
        .where(DepositSettlement.deposit_id == Deposit.id, DepositSettlementVoid.id.is_(None))
        .correlate(Deposit)
        .scalar_subquery()
    )
    # An amount less an amount is one, which SQLAlchemy does not know by itself.
    return type_coerce(Deposit.amount - settled, Deposit.amount.type)


def _deposit_joined(query: Any) -> Any:
    return query.join(Unit, Unit.id == Deposit.unit_id).outerjoin(
        DepositVoid, DepositVoid.deposit_id == Deposit.id
    )


def _deposit_condition(wanted: DepositFilter) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = []
    if wanted.first is not None:
        tests.append(Deposit.business_on >= wanted.first)
    if wanted.last is not None:
        tests.append(Deposit.business_on <= wanted.last)
    if wanted.purpose:
        tests.append(Deposit.purpose == wanted.purpose)
    if wanted.unit_id is not None:
        tests.append(Deposit.unit_id == wanted.unit_id)
    if wanted.shift_id is not None:
        tests.append(Deposit.shift_id == wanted.shift_id)
    if wanted.source is not None:
        tests += [Deposit.source_kind == wanted.source[0], Deposit.source_id == wanted.source[1]]
    if wanted.held is True:
        tests += [DepositVoid.id.is_(None), _left() > _NOTHING]
    elif wanted.held is False:
        tests.append(or_(DepositVoid.id.is_not(None), _left() <= _NOTHING))
    if wanted.text.strip():
        number, words = tidy_number(wanted.text), wanted.text.strip()
        tests.append(
            or_(
                Deposit.number.contains(number, autoescape=True),
                Deposit.payer_name.contains(words, autoescape=True),
                Unit.code.contains(words, autoescape=True),
            )
        )
    return and_(true(), *tests)


def _settlement_condition(wanted: DepositFilter) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = []
    if wanted.first is not None:
        tests.append(DepositSettlement.business_on >= wanted.first)
    if wanted.last is not None:
        tests.append(DepositSettlement.business_on <= wanted.last)
    if wanted.purpose:
        tests.append(Deposit.purpose == wanted.purpose)
    if wanted.unit_id is not None:
        tests.append(Deposit.unit_id == wanted.unit_id)
    if wanted.shift_id is not None:
        tests.append(DepositSettlement.shift_id == wanted.shift_id)
    if wanted.source is not None:
        tests += [Deposit.source_kind == wanted.source[0], Deposit.source_id == wanted.source[1]]
    if wanted.text.strip():
        number, words = tidy_number(wanted.text), wanted.text.strip()
        tests.append(
            or_(
                DepositSettlement.number.contains(number, autoescape=True),
                Deposit.number.contains(number, autoescape=True),
                DepositSettlement.payee.contains(words, autoescape=True),
                Unit.code.contains(words, autoescape=True),
            )
        )
    return and_(true(), *tests)


def _deposits(
    session: Session, condition: ColumnElement[bool], limit: int | None = None, offset: int = 0
) -> tuple[DepositRow, ...]:
    query = _deposit_joined(
        select(
            Deposit, Unit.code, DepositVoid.id, _left().label("left"),
            prints_of(Series.DEPOSIT, DEPOSIT, Deposit.id),
        ).select_from(Deposit)
    )  # fmt: skip
    found = session.execute(
        query.where(condition).order_by(Deposit.id.desc()).limit(limit).offset(offset)
    ).all()
    words = _tender_words(session, DepositTender, DepositTender.deposit_id, [d.id for d, *_ in found])
    return tuple(
        DepositRow(
            d.id, d.number, d.unit_id, code, d.payer_name, d.purpose, d.words, d.business_on, d.at, d.amount,
            ZERO if void is not None else left, words.get(d.id, ""), d.cashier, d.shift_id, void is not None,
            printed or 0, d.source_kind, d.source_id,
        )
        for d, code, void, left, printed in found
    )  # fmt: skip


def _settlements(
    session: Session, condition: ColumnElement[bool], limit: int | None = None, offset: int = 0
) -> tuple[SettlementRow, ...]:
    found = session.execute(
        select(
            DepositSettlement, Deposit, Unit.code, DepositSettlementVoid.id,
            prints_of(Series.SETTLEMENT, SETTLEMENT, DepositSettlement.id),
        )
        .join(Deposit, Deposit.id == DepositSettlement.deposit_id)
        .join(Unit, Unit.id == Deposit.unit_id)
        .outerjoin(DepositSettlementVoid, DepositSettlementVoid.settlement_id == DepositSettlement.id)
        .where(condition)
        .order_by(DepositSettlement.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()  # fmt: skip
    words = _tender_words(
        session, DepositSettlementTender, DepositSettlementTender.settlement_id, [s.id for s, *_ in found]
    )
    return tuple(
        SettlementRow(
            s.id, s.number, d.number, d.id, d.unit_id, code, d.purpose, s.payee, s.authority, s.business_on, s.at,
            s.refunded, s.deducted, words.get(s.id, ""), s.cashier, s.approver, s.shift_id, void is not None,
            printed or 0,
        )
        for s, d, code, void, printed in found
    )  # fmt: skip


def _settlement_detail(session: Session, row: SettlementRow) -> SettlementDetail:
    void = session.scalar(select(DepositSettlementVoid).where(DepositSettlementVoid.settlement_id == row.id))
    shift = session.get_one(Shift, row.shift_id)
    deductions = session.scalars(
        select(DepositDeduction).where(DepositDeduction.settlement_id == row.id).order_by(DepositDeduction.no)
    )
    tenders = session.scalars(
        select(DepositSettlementTender)
        .where(DepositSettlementTender.settlement_id == row.id)
        .order_by(DepositSettlementTender.id)
    )
    return SettlementDetail(
        row,
        tuple(DeductionRow(d.reason, d.amount) for d in deductions),
        tuple(TenderRow(t.id, t.kind, t.amount, t.reference) for t in tenders),
        shift_label(shift.business_on, shift.name),
        void is None and shift.state is ShiftState.OPEN,
        None if void is None else VoidedBy(void.reason, void.by, void.at),
    )


def _tender_words(session: Session, table: Any, column: Any, ids: list[int]) -> dict[int, str]:
    words: dict[int, list[str]] = {}
    kind: Tender
    for found, kind in session.execute(select(column, table.kind).where(column.in_(ids)).order_by(table.id)):
        words.setdefault(found, []).append(tr(TENDER_WORDS[kind]))
    return {found: "、".join(dict.fromkeys(told)) for found, told in words.items()}
