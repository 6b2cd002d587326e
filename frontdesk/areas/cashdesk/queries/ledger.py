"""The ledger of numbers (票据台账): what became of every number of every book (M6.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.cashdesk.model import PaperBook, Payment, PaymentVoid, SpoiledPaper
from frontdesk.areas.cashdesk.rules.kinds import LedgerState
from frontdesk.areas.cashdesk.rules.numbers import paper_number, receipt_number, split_paper_number
from frontdesk.base.store.numbers import last_number
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class BookRow:
    """A book of numbers with how many of each sort. `id` is None for our own series."""

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


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One number. `receipt` is our own number beside a bought one; `words` say why it was voided or spoiled."""

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
        *(_own_book(session, book) for book in own_books(session)),
        *(_bought_book(session, book) for book in _bought(session)),
    )


def own_books(session: Session) -> tuple[str, ...]:
    """Prefixes of the books we have numbered receipts in."""
    return tuple(session.scalars(select(Payment.book).distinct().order_by(Payment.book)))


def ledger(session: Session, book: str | int | None = None) -> tuple[LedgerRow, ...]:
    """Every number of one book, in order: a prefix of our own, the id of a bought book, or None for all."""
    if isinstance(book, str):
        return _own_ledger(session, book)
    if book is not None:
        return _bought_ledger(session, session.get_one(PaperBook, book))
    own = (row for prefix in own_books(session) for row in _own_ledger(session, prefix))
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


def _own_ledger(session: Session, book: str) -> tuple[LedgerRow, ...]:
    known = {
        p.serial: _row(p.number, p, code, why) for p, code, why in _payments(session, Payment.book == book)
    }
    last = max([last_number(session, book), *known])
    return tuple(
        known.get(serial, LedgerRow(receipt_number(book, serial), LedgerState.MISSING))
        for serial in range(first_serial(session, book), last + 1)
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


def _counted(rows: tuple[LedgerRow, ...], state: LedgerState) -> int:
    return sum(row.state is state for row in rows)


def _own_book(session: Session, book: str) -> BookRow:
    rows = _own_ledger(session, book)
    first = first_serial(session, book)
    return BookRow(
        None, tr("收据 {book}", book=book), book, first, first + len(rows) - 1, 8, None,
        *(_counted(rows, state) for state in LedgerState),
    )  # fmt: skip


def _bought_book(session: Session, book: PaperBook) -> BookRow:
    rows = _bought_ledger(session, book)
    first, last = (paper_number(book.prefix, n, book.width) for n in (book.first, book.last))
    return BookRow(
        book.id, tr("纸质票据 {first}–{last}", first=first, last=last), book.prefix, book.first, book.last,
        book.width, book.received_on, *(_counted(rows, state) for state in LedgerState),
    )  # fmt: skip
