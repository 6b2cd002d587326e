"""Reads for the statement check (D5.4): our side of some days, a file read and held against it, checks that stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.workbook import hash_of, read_file, read_sheets
from frontdesk.areas.cashdesk.model import (
    Deposit,
    DepositSettlement,
    DepositSettlementTender,
    DepositSettlementVoid,
    DepositTender,
    DepositVoid,
    Payment,
    PaymentTender,
    PaymentVoid,
    Refund,
    RefundTender,
    Shift,
    StatementCheck,
    TenderReference,
)
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.rules.matching import MatchLine, OurTender, match
from frontdesk.areas.cashdesk.rules.statements import (
    Statement,
    known_by_titles,
    places_of_bank,
    read_statement,
)
from frontdesk.base.values import codec
from frontdesk.base.values.money import Money


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A file to check. *tender* and *columns* are for a bank's, as `read_statement` takes them.

    `first` and `last` are the business days to hold it against; None: the days that stand in it.
    """

    path: Path
    tender: Tender | None = None
    columns: tuple[tuple[str, int], ...] | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A file held against our tenders; nothing is stored by it."""

    statement: Statement
    file_name: str
    sha256: str
    first: date
    last: date
    lines: tuple[MatchLine, ...]
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check that stands, as lists show it."""

    id: int
    tender: Tender
    first: date
    last: date
    file_name: str
    ours: Money
    theirs: Money
    matched: int
    differing: int
    ours_only: int
    theirs_only: int
    at: datetime
    by: str

    @property
    def whole(self) -> bool:
        """Whether both sides agreed line by line."""
        return not (self.differing or self.ours_only or self.theirs_only)


def hold(session: Session, file: StatementFile) -> Held:
    """Read the file and hold it against our tenders of its days. Raises `Refused` or `Surroundings` in words."""
    data = read_file(file.path)
    sheets = read_sheets(data, file.path.name)
    columns: Mapping[str, int] | None = dict(file.columns) if file.columns is not None else None
    statement = read_statement(sheets[0].rows, tender=file.tender, columns=columns)
    first = file.first or statement.first
    last = max(file.last or statement.last, first)
    rows = [row for row in statement.rows if first <= row.day <= last]
    sha256 = hash_of(data)
    before = session.scalar(
        select(StatementCheck.at)
        .where(StatementCheck.sha256 == sha256)
        .order_by(StatementCheck.id.desc())
        .limit(1)
    )
    lines = match(our_tenders(session, statement.tender, first, last), rows)
    return Held(statement, file.path.name, sha256, first, last, lines, before)


def bank_places(_session: Session, path: Path) -> dict[str, int] | None:
    """Where a bank's file has its columns, as far as its titles say; None for WeChat's and Alipay's own.

    Raises `Refused` or `Surroundings` for a file that cannot be read.
    """
    rows = read_sheets(read_file(path), path.name)[0].rows
    return None if known_by_titles(rows) else places_of_bank(rows)


def our_tenders(session: Session, tender: Tender, first: date, last: date) -> tuple[OurTender, ...]:
    """What was taken and given back by *tender* on those business days; voided documents left out."""
    found: list[OurTender] = []
    later: dict[int, str] = {}
    for tender_id, reference in session.execute(
        select(TenderReference.tender_id, TenderReference.reference)
        .join(PaymentTender, PaymentTender.id == TenderReference.tender_id)
        .where(PaymentTender.kind == tender)
    ):
        later[tender_id] = reference
    taken = (
        select(
            PaymentTender.id,
            Payment.number,
            Payment.business_on,
            Unit.code,
            PaymentTender.amount,
            PaymentTender.reference,
        )
        .join(Payment, Payment.id == PaymentTender.payment_id)
        .join(Unit, Unit.id == Payment.unit_id)
        .outerjoin(PaymentVoid, PaymentVoid.payment_id == Payment.id)
        .where(
            PaymentTender.kind == tender, PaymentVoid.id.is_(None), Payment.business_on.between(first, last)
        )
        .order_by(PaymentTender.id)
    )
    for tender_id, number, day, unit, amount, reference in session.execute(taken):
        found.append(OurTender(number, day, unit, amount, later.get(tender_id, "") or reference))
    back = (
        select(Refund.number, Refund.business_on, Unit.code, RefundTender.amount, RefundTender.reference)
        .join(RefundTender, RefundTender.refund_id == Refund.id)
        .join(Unit, Unit.id == Refund.unit_id)
        .where(RefundTender.kind == tender, Refund.business_on.between(first, last))
        .order_by(RefundTender.id)
    )
    held = (
        select(Deposit.number, Shift.business_on, Unit.code, DepositTender.amount, DepositTender.reference)
        .join(DepositTender, DepositTender.deposit_id == Deposit.id)
        .join(Shift, Shift.id == Deposit.shift_id)
        .join(Unit, Unit.id == Deposit.unit_id)
        .outerjoin(DepositVoid, DepositVoid.deposit_id == Deposit.id)
        .where(DepositTender.kind == tender, DepositVoid.id.is_(None), Shift.business_on.between(first, last))
        .order_by(DepositTender.id)
    )
    settled = (
        select(
            DepositSettlement.number,
            Shift.business_on,
            Unit.code,
            DepositSettlementTender.amount,
            DepositSettlementTender.reference,
        )
        .join(DepositSettlementTender, DepositSettlementTender.settlement_id == DepositSettlement.id)
        .join(Deposit, Deposit.id == DepositSettlement.deposit_id)
        .join(Shift, Shift.id == DepositSettlement.shift_id)
        .join(Unit, Unit.id == Deposit.unit_id)
        .outerjoin(DepositSettlementVoid, DepositSettlementVoid.settlement_id == DepositSettlement.id)
        .where(
            DepositSettlementTender.kind == tender,
            DepositSettlementVoid.id.is_(None),
            Shift.business_on.between(first, last),
        )
        .order_by(DepositSettlementTender.id)
    )
    parts: list[tuple[Any, int]] = [(back, -1), (held, 1), (settled, -1)]
    for statement, sign in parts:
        for number, day, unit, amount, reference in session.execute(statement):
            found.append(OurTender(number, day, unit, amount if sign > 0 else -amount, reference))
    return tuple(found)


def statement_checks(
    session: Session, first: date | None = None, last: date | None = None, limit: int = 200
) -> tuple[CheckRow, ...]:
    """Checks of those days, the newest first."""
    statement = select(StatementCheck).order_by(StatementCheck.id.desc()).limit(limit)
    if first is not None:
        statement = statement.where(StatementCheck.last_on >= first)
    if last is not None:
        statement = statement.where(StatementCheck.first_on <= last)
    return tuple(_row(found) for found in session.scalars(statement))


def statement_check(
    session: Session, check_id: int
) -> tuple[CheckRow, tuple[MatchLine, ...], tuple[str, ...]]:
    """One that stands, with its lines and doubts as they were found. Raises `NoResultFound` for none."""
    found = session.get_one(StatementCheck, check_id)
    return (
        _row(found),
        codec.from_json(tuple[MatchLine, ...], found.lines),
        codec.from_json(tuple[str, ...], found.doubts),
    )


def _row(found: StatementCheck) -> CheckRow:
    return CheckRow(
        found.id,
        found.tender,
        found.first_on,
        found.last_on,
        found.file_name,
        found.ours,
        found.theirs,
        found.matched,
        found.differing,
        found.ours_only,
        found.theirs_only,
        found.at,
        found.by,
    )
