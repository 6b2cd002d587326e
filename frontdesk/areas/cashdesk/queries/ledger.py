"""The ledger of numbers (票据台账): what became of every number of every book (M6.9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.cashdesk.documents import LedgerBook, LedgerRun, NumberLedger
from frontdesk.areas.cashdesk.model import (
    Deposit,
    DepositSettlement,
    DepositSettlementVoid,
    DepositVoid,
    PaperBook,
    Payment,
    PaymentVoid,
    Refund,
    SpoiledPaper,
)
from frontdesk.areas.cashdesk.queries.series import NUMBERED, Numbered
from frontdesk.areas.cashdesk.rules.kinds import SERIES_WORDS, LedgerState, Series
from frontdesk.areas.cashdesk.rules.numbers import paper_number, receipt_number, split_paper_number
from frontdesk.base.store.numbers import last_number
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class BookRow:
    """A book of numbers with how many of each sort. `id` is None for our own series, which `series` names."""

    id: int | None
    title: str
    prefix: str
    first: int
    last: int
    width: int
    received_on: date | None
    used: int
    void: int
    spoiled: int
    missing: int
    unused: int
    series: Series | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One number. `receipt` is our own number beside a bought one; `words` say why it was voided or spoiled.

    `amount` of a refund is negative; of a settlement it is what was paid back.
    """

    number: str
    state: LedgerState
    receipt: str = ""
    day: date | None = None
    unit: str = ""
    payer: str = ""
    amount: Money | None = None
    words: str = ""


def books(session: Session) -> tuple[BookRow, ...]:
    """Our own series first, then the bought books, with their counts."""
    return (
        *(_own_book(session, kind, book) for kind, book in _own(session)),
        *(_bought_book(session, book) for book in _bought(session)),
    )


def own_books(session: Session) -> tuple[str, ...]:
    """Prefixes of the books we have numbered papers in, those of receipts first."""
    return tuple(book for _, book in _own(session))


def _own(session: Session) -> tuple[tuple[Numbered, str], ...]:
    """Each series with the books it was numbered in: receipts first."""
    return tuple(
        (kind, book)
        for kind in NUMBERED
        for book in session.scalars(select(kind.table.book).distinct().order_by(kind.table.book))
    )


def ledger(session: Session, book: str | int | None = None) -> tuple[LedgerRow, ...]:
    """Every number of one book, in order: a prefix of our own, the id of a bought book, or None for all."""
    if isinstance(book, str):
        return tuple(
            row for kind, own in _own(session) if own == book for row in _own_ledger(session, kind, own)
        )
    if book is not None:
        return _bought_ledger(session, session.get_one(PaperBook, book))
    own = (row for kind, prefix in _own(session) for row in _own_ledger(session, kind, prefix))
    bought = (row for paper in _bought(session) for row in _bought_ledger(session, paper))
    return (*own, *bought)


def first_serial(session: Session, book: str) -> int:
    """The serial a book of ours began with: the first that was used, or the one set before it."""
    return last_number(session, first_series(book)) or 1


def first_series(book: str) -> str:
    """The series that remembers what a book began with, when that was not 1."""
    return f"{book}.first"


def skipped_papers(session: Session) -> tuple[str, ...]:
    """Bought numbers between used ones of which nobody said what became of them (M7.7)."""
    return tuple(
        row.number
        for book in _bought(session)
        for row in _bought_ledger(session, book)
        if row.state is LedgerState.MISSING
    )


def book_of_paper(session: Session, number: str) -> BookRow | None:
    """The bought book a printed number belongs to."""
    prefix, serial, width = split_paper_number(number)
    for book in _bought(session):
        if book.prefix == prefix and book.width == width and book.first <= serial <= book.last:
            return _bought_book(session, book)
    return None


def has_bought_books(session: Session) -> bool:
    """Whether the office writes on bought paper at all."""
    return bool(session.scalar(select(func.count()).select_from(PaperBook)))


def next_paper_number(session: Session) -> str:
    """The next number of the book in use, as a suggestion; empty without a book, or when all are used up."""
    for book in _bought(session):
        states = _paper_states(session, book)
        following = max(states, default=book.first - 1) + 1
        if following <= book.last:
            return paper_number(book.prefix, following, book.width)
    return ""


def _bought(session: Session) -> tuple[PaperBook, ...]:
    return tuple(session.scalars(select(PaperBook).order_by(PaperBook.id)))


def _payments(session: Session, condition: object) -> list[tuple[Payment, str, str | None]]:
    found = session.execute(
        select(Payment, Unit.code, PaymentVoid.reason)
        .join(Unit, Unit.id == Payment.unit_id)
        .outerjoin(PaymentVoid, PaymentVoid.payment_id == Payment.id)
        .where(condition)  # type: ignore[arg-type]
        .order_by(Payment.serial)
    )
    return [(payment, code, reason) for payment, code, reason in found]


def _row(number: str, payment: Payment, code: str, reason: str | None, ours: str = "") -> LedgerRow:
    state = LedgerState.USED if reason is None else LedgerState.VOID
    return LedgerRow(
        number, state, ours, payment.business_on, code, payment.payer_name, payment.settled, reason or ""
    )


def _own_ledger(session: Session, kind: Numbered, book: str) -> tuple[LedgerRow, ...]:
    known = {serial: row for serial, row in _own_rows(session, kind, book)}  # noqa: C416
    last = max([last_number(session, book), *known])
    return tuple(
        known.get(serial, LedgerRow(receipt_number(book, serial), LedgerState.MISSING))
        for serial in range(first_serial(session, book), last + 1)
    )


def _own_rows(session: Session, kind: Numbered, book: str) -> Iterator[tuple[int, LedgerRow]]:
    if kind.series is Series.RECEIPT:
        for p, code, why in _payments(session, Payment.book == book):
            yield p.serial, _row(p.number, p, code, why)
    elif kind.series is Series.REFUND:
        refunds = select(Refund, Unit.code).join(Unit, Unit.id == Refund.unit_id).where(Refund.book == book)
        for r, code in session.execute(refunds):
            words = tr("退款：{reason}", reason=r.reason)
            yield (
                r.serial,
                LedgerRow(r.number, LedgerState.USED, "", r.business_on, code, r.payee, -r.amount, words),
            )
    elif kind.series is Series.DEPOSIT:
        deposits = select(Deposit, Unit.code, DepositVoid.reason).join(Unit, Unit.id == Deposit.unit_id)
        deposits = deposits.outerjoin(DepositVoid, DepositVoid.deposit_id == Deposit.id)
        for d, code, why in session.execute(deposits.where(Deposit.book == book)):
            state = LedgerState.USED if why is None else LedgerState.VOID
            yield (
                d.serial,
                LedgerRow(d.number, state, "", d.business_on, code, d.payer_name, d.amount, why or d.purpose),
            )
    else:
        void = DepositSettlementVoid
        settled = (
            select(DepositSettlement, Unit.code, Deposit.purpose, void.reason)
            .join(Deposit, Deposit.id == DepositSettlement.deposit_id)
            .join(Unit, Unit.id == Deposit.unit_id)
            .outerjoin(void, void.settlement_id == DepositSettlement.id)
        )
        for t, code, purpose, why in session.execute(settled.where(DepositSettlement.book == book)):
            state = LedgerState.USED if why is None else LedgerState.VOID
            yield (
                t.serial,
                LedgerRow(t.number, state, "", t.business_on, code, t.payee, t.refunded, why or purpose),
            )


def _paper_states(session: Session, book: PaperBook) -> dict[int, LedgerRow]:
    states: dict[int, LedgerRow] = {}

    def serial_of(number: str) -> int | None:
        prefix, serial, width = split_paper_number(number)
        fits = (prefix, width) == (book.prefix, book.width) and book.first <= serial <= book.last
        return serial if fits else None

    low, high = (paper_number(book.prefix, n, book.width) for n in (book.first, book.last))
    for spoiled in session.scalars(select(SpoiledPaper).where(SpoiledPaper.number.between(low, high))):
        serial = serial_of(spoiled.number)
        if serial is not None:
            states[serial] = LedgerRow(spoiled.number, LedgerState.SPOILED, words=spoiled.reason)
    for payment, code, why in _payments(session, Payment.paper_number.between(low, high)):
        serial = serial_of(payment.paper_number or "")
        if serial is not None:
            states[serial] = _row(payment.paper_number or "", payment, code, why, payment.number)
    return states


def _bought_ledger(session: Session, book: PaperBook) -> tuple[LedgerRow, ...]:
    states = _paper_states(session, book)
    reached = max(states, default=book.first - 1)
    return tuple(
        states.get(n)
        or LedgerRow(
            paper_number(book.prefix, n, book.width),
            LedgerState.MISSING if n < reached else LedgerState.UNUSED,
        )
        for n in range(book.first, book.last + 1)
    )


def _counts(rows: tuple[LedgerRow, ...]) -> tuple[int, int, int, int, int]:
    """How many of each state, in the states' own order."""
    n = Counter(row.state for row in rows)
    used, void, spoiled, missing, unused = (n[state] for state in LedgerState)
    return used, void, spoiled, missing, unused


def _own_book(session: Session, kind: Numbered, book: str) -> BookRow:
    rows = _own_ledger(session, kind, book)
    first = first_serial(session, book)
    title = tr("{word} {book}", word=tr(SERIES_WORDS[kind.series]), book=book)
    return BookRow(
        None, title, book, first, first + len(rows) - 1, 8, None,
        *_counts(rows), kind.series,
    )  # fmt: skip


def _bought_book(session: Session, book: PaperBook) -> BookRow:
    rows = _bought_ledger(session, book)
    first, last = (paper_number(book.prefix, n, book.width) for n in (book.first, book.last))
    return BookRow(
        book.id, tr("纸质票据 {first}–{last}", first=first, last=last), book.prefix, book.first, book.last,
        book.width, book.received_on, *_counts(rows),
    )  # fmt: skip


def number_ledger(
    session: Session, *, office: str, estate: str, day: date, printed_at: datetime, printed_by: str,
    book: str | int | None = None,
) -> NumberLedger:  # fmt: skip
    """票据台账 as it is printed: every book (or one, as for `ledger`), its counts and its numbers as runs (M6.9)."""
    wanted = [
        row for row in books(session) if book is None or book == (row.prefix if row.id is None else row.id)
    ]
    return NumberLedger(
        office, estate, day, printed_at, printed_by, tuple(_told(session, row) for row in wanted)
    )


def _told(session: Session, book: BookRow) -> LedgerBook:
    rows = ledger(session, book.prefix if book.id is None else book.id)
    return LedgerBook(
        title=book.title,
        first=rows[0].number if rows else "",
        last=rows[-1].number if rows else "",
        received_on=book.received_on,
        used=book.used,
        void=book.void,
        spoiled=book.spoiled,
        missing=book.missing,
        unused=book.unused,
        runs=_runs(rows),
    )


def _runs(rows: tuple[LedgerRow, ...]) -> tuple[LedgerRun, ...]:
    """Numbers in a row of one state; a void or spoiled one stands alone with its reason."""
    runs: list[LedgerRun] = []
    for row in rows:
        alone = row.state in (LedgerState.VOID, LedgerState.SPOILED)
        if runs and not alone and runs[-1].state == row.state.value:
            runs[-1] = replace(runs[-1], last=row.number, count=runs[-1].count + 1)
        else:
            runs.append(LedgerRun(row.number, row.number, row.state.value, 1, row.words if alone else ""))
    return tuple(runs)
