"""What is left of numbered stationery, and what became of the rest (D3.8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.queries import ledger
from frontdesk.areas.cashdesk.rules.kinds import LedgerState
from frontdesk.areas.cashdesk.rules.numbers import paper_number, split_paper_number
from frontdesk.areas.permits.model.stationery import (
    StationeryCount,
    StationeryCountLine,
    StationeryCountSign,
    StationeryKind,
    StationeryMark,
    StationeryMarkVoid,
    StationeryRange,
)
from frontdesk.areas.permits.rules.stationery import (
    RECEIPTS,
    STANDARD,
    CopyWay,
    Drawn,
    Fate,
    Marked,
    Run,
    left_of,
    merged,
    pieces,
    run_words,
    runs_words,
)
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of blank; `id` None: one of the usual ones nothing was drawn of yet. `prefix` is what is offered."""

    id: int | None
    name: str
    prefix: str
    receipts: bool


@dataclass(frozen=True, slots=True)
class StockRow:
    """A kind with what is left of it and what a month moved: in pieces. `next` is the first number left."""

    kind: KindRow
    drawn: int
    left: int
    left_words: str
    next: str
    month_before: int
    month_drawn: int
    month_used: int
    month_spoiled: int
    month_returned: int
    counted_on: date | None
    difference: int | None
    explained: bool


@dataclass(frozen=True, slots=True)
class RangeRow:
    """A drawn range and what is left of it. `number` is of its paper."""

    id: int
    number: str
    kind: str
    first: str
    last: str
    pieces: int
    left: int
    left_words: str
    handed_by: str
    words: str
    drawn_on: date
    by: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """What became of numbers of one range. `void` is why the entry does not count, empty where it does.

    `id` None: it stands in the cash desk's ledger, and is voided there.
    """

    id: int | None
    kind: str
    fate: Fate
    numbers: str
    pieces: int
    words: str
    permit: str
    on: date | None
    by: str
    void: str


@dataclass(frozen=True, slots=True)
class CountLineRow:
    """A kind in a count, in pieces; `difference` is counted less left."""

    kind: str
    before: int
    drawn: int
    used: int
    spoiled: int
    returned: int
    left: int
    counted: int
    left_numbers: str
    counted_numbers: str
    reason: str

    @property
    def difference(self) -> int:
        return self.counted - self.left


@dataclass(frozen=True, slots=True)
class CountRow:
    """A month-end count; `holds` False where a later one of its month took its place."""

    id: int
    number: str
    month: str
    counted_on: date
    by: str
    lines: tuple[CountLineRow, ...]
    copies: int
    copy_price: Money
    copy_money: Money
    copy_way: CopyWay | None
    copy_words: str
    words: str
    signed_by: str
    signed_on: date | None
    holds: bool

    @property
    def off(self) -> int:
        """How many kinds were not as the books say."""
        return sum(line.difference != 0 for line in self.lines)

    @property
    def open(self) -> int:
        """How many of those nobody has explained."""
        return sum(line.difference != 0 and not line.reason for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A mark with its day."""

    mark: Marked
    on: date | None


def kinds(session: Session) -> tuple[KindRow, ...]:
    """The kinds the office has, the usual ones first."""
    stored = {row.name: row for row in session.scalars(select(StationeryKind).order_by(StationeryKind.sort))}
    usual = [
        KindRow(
            stored[name].id if name in stored else None,
            name,
            stored[name].prefix if name in stored else prefix,
            name == RECEIPTS,
        )
        for name, prefix in STANDARD
    ]
    known = {name for name, _prefix in STANDARD}
    own = [KindRow(row.id, row.name, row.prefix, False) for name, row in stored.items() if name not in known]
    return (*usual, *own)


def drawn_ranges(session: Session, kind_id: int | None) -> list[Drawn]:
    """The ranges drawn of a kind, in the order they came."""
    rows = session.scalars(
        select(StationeryRange).where(StationeryRange.kind_id == kind_id).order_by(StationeryRange.id)
    )
    return [Drawn(row.id, row.prefix, row.width, row.first, row.last) for row in rows]


def marks_of(session: Session, kind_id: int | None) -> list[Marked]:
    """What became of numbers of a kind, voided entries left out."""
    return [dated.mark for dated in _dated(session, kind_id)]


def _dated(session: Session, kind_id: int | None) -> list[_Dated]:
    rows = session.execute(
        select(StationeryMark)
        .join(StationeryRange, StationeryRange.id == StationeryMark.range_id)
        .outerjoin(StationeryMarkVoid, StationeryMarkVoid.mark_id == StationeryMark.id)
        .where(StationeryRange.kind_id == kind_id, StationeryMarkVoid.id.is_(None))
        .order_by(StationeryMark.id)
    ).scalars()
    own = [_Dated(Marked(m.range_id, m.fate, m.first, m.last), m.marked_on) for m in rows]
    return [*own, *(_Dated(row.mark, row.on) for row in _booked(session, kind_id))]


@dataclass(frozen=True, slots=True)
class _Booked:
    """A number of a receipt book, as the cash desk's ledger has it."""

    mark: Marked
    on: date | None
    number: str
    words: str


def _booked(session: Session, kind_id: int | None) -> list[_Booked]:
    """Receipts that were used or spoiled: kept beside the receipts (M6.9), read from there."""
    books = session.scalars(
        select(StationeryRange).where(
            StationeryRange.kind_id == kind_id, StationeryRange.book_id.is_not(None)
        )
    )
    found = []
    for book in books:
        for row in ledger(session, book.book_id):
            fate = _FATES.get(row.state)
            if fate is not None:
                serial = split_paper_number(row.number)[1]
                words = row.receipt or row.words
                found.append(_Booked(Marked(book.id, fate, serial, serial), row.day, row.number, words))
    return found


_FATES = {LedgerState.USED: Fate.USED, LedgerState.VOID: Fate.USED, LedgerState.SPOILED: Fate.SPOILED}


@dataclass(frozen=True, slots=True)
class Stock:
    """The books of one kind: what is left, range by range."""

    drawn: tuple[Drawn, ...]
    left: tuple[tuple[Drawn, tuple[Run, ...]], ...]

    @property
    def pieces(self) -> int:
        return sum(pieces(runs) for _drawn, runs in self.left)

    @property
    def words(self) -> str:
        """`JZ000101–000150、A0031852`."""
        series: dict[tuple[str, int], list[Run]] = defaultdict(list)
        for drawn, runs in self.left:
            series[drawn.prefix, drawn.width] += runs
        return "、".join(
            runs_words(prefix, width, merged(runs)) for (prefix, width), runs in series.items() if runs
        )

    @property
    def next(self) -> str:
        """The first number that is left; empty for none."""
        return next(
            (paper_number(drawn.prefix, runs[0][0], drawn.width) for drawn, runs in self.left if runs), ""
        )


def stock_of(session: Session, kind_id: int | None) -> Stock:
    """What is left of a kind now."""
    return _stock(session, kind_id, marks_of(session, kind_id))


def _stock(session: Session, kind_id: int | None, marks: Sequence[Marked]) -> Stock:
    drawn = drawn_ranges(session, kind_id)
    return Stock(tuple(drawn), tuple((one, tuple(left_of(one, marks))) for one in drawn))


def stock_rows(session: Session, month: Month) -> tuple[StockRow, ...]:
    """Every kind, with what *month* moved so far and what its last count found."""
    counts = count_rows(session)
    found = []
    for kind in kinds(session):
        dated_marks = _dated(session, kind.id)
        stock = _stock(session, kind.id, [dated.mark for dated in dated_marks])
        ranges = session.scalars(select(StationeryRange).where(StationeryRange.kind_id == kind.id)).all()
        moved: dict[Fate, int] = dict.fromkeys(Fate, 0)
        for dated in dated_marks:
            if dated.on is None or dated.on >= month.start:
                moved[dated.mark.fate] += dated.mark.last - dated.mark.first + 1
        drawn = sum(row.last - row.first + 1 for row in ranges if row.drawn_on >= month.start)
        before = stock.pieces - drawn + sum(moved.values())
        last = next(
            ((count, line) for count in counts for line in count.lines if line.kind == kind.name), None
        )
        found.append(
            StockRow(
                kind,
                sum(row.last - row.first + 1 for row in ranges),
                stock.pieces,
                stock.words,
                stock.next,
                before,
                drawn,
                moved[Fate.USED],
                moved[Fate.SPOILED],
                moved[Fate.RETURNED],
                last[0].counted_on if last else None,
                last[1].difference if last else None,
                bool(last and last[1].reason),
            )
        )
    return tuple(found)


def range_rows(session: Session, kind_id: int | None = None) -> tuple[RangeRow, ...]:
    """What was drawn, the newest first; of one kind, or of all."""
    query = (
        select(StationeryRange, StationeryKind.name)
        .join(StationeryKind, StationeryKind.id == StationeryRange.kind_id)
        .order_by(StationeryRange.id.desc())
    )
    if kind_id is not None:
        query = query.where(StationeryRange.kind_id == kind_id)
    left: dict[int, tuple[Run, ...]] = {}
    rows = session.execute(query).all()
    for of_kind in {row[0].kind_id for row in rows}:
        left |= {drawn.id: runs for drawn, runs in stock_of(session, of_kind).left}
    return tuple(
        RangeRow(
            r.id, r.number, name, paper_number(r.prefix, r.first, r.width), paper_number(r.prefix, r.last, r.width),
            r.last - r.first + 1, pieces(left[r.id]), runs_words(r.prefix, r.width, left[r.id]), r.handed_by, r.words,
            r.drawn_on, r.by,
        )
        for r, name in rows
    )  # fmt: skip


def move_rows(
    session: Session, kind_id: int | None = None, *, limit: int | None = None
) -> tuple[MoveRow, ...]:
    """What became of blanks, the newest first, voided entries too; of one kind, or of all."""
    query = (
        select(StationeryMark, StationeryRange, StationeryKind.name, StationeryMarkVoid.reason)
        .join(StationeryRange, StationeryRange.id == StationeryMark.range_id)
        .join(StationeryKind, StationeryKind.id == StationeryRange.kind_id)
        .outerjoin(StationeryMarkVoid, StationeryMarkVoid.mark_id == StationeryMark.id)
        .order_by(StationeryMark.id.desc())
    )
    if kind_id is not None:
        query = query.where(StationeryRange.kind_id == kind_id)
    if limit is not None:
        query = query.limit(limit)
    own = [
        MoveRow(
            m.id, name, m.fate, run_words(r.prefix, r.width, (m.first, m.last)), m.last - m.first + 1, m.words, m.permit,
            m.marked_on, m.by, void or "",
        )
        for m, r, name, void in session.execute(query)
    ]  # fmt: skip
    books = session.execute(
        select(StationeryKind.id, StationeryKind.name).where(StationeryKind.receipts)
    ).all()
    booked = [
        MoveRow(None, name, row.mark.fate, row.number, 1, row.words, "", row.on, "", "")
        for book_kind, name in books
        if kind_id in (None, book_kind)
        for row in _booked(session, book_kind)
    ]
    return (*own, *reversed(booked)) if limit is None else (*own, *reversed(booked))[:limit]


def count_rows(session: Session, count_id: int | None = None) -> tuple[CountRow, ...]:
    """Month-end counts, the newest first."""
    query = (
        select(StationeryCount, StationeryCountSign)
        .outerjoin(StationeryCountSign, StationeryCountSign.count_id == StationeryCount.id)
        .order_by(StationeryCount.id.desc())
    )
    of_lines = (
        select(StationeryCountLine, StationeryKind.name)
        .join(StationeryKind, StationeryKind.id == StationeryCountLine.kind_id)
        .order_by(StationeryCountLine.id)
    )
    if count_id is not None:
        query = query.where(StationeryCount.id == count_id)
        of_lines = of_lines.where(StationeryCountLine.count_id == count_id)
    lines: dict[int, list[CountLineRow]] = defaultdict(list)
    for line, kind in session.execute(of_lines):
        lines[line.count_id].append(
            CountLineRow(
                kind, line.before, line.drawn, line.used, line.spoiled, line.returned, line.left, line.counted,
                line.left_numbers, line.counted_numbers, line.reason,
            )
        )  # fmt: skip
    newest: dict[str, int] = {}
    for month, made in session.execute(
        select(StationeryCount.month, StationeryCount.id).order_by(StationeryCount.id)
    ):
        newest[month] = made
    return tuple(
        CountRow(
            c.id, c.number, c.month, c.counted_on, c.by, tuple(lines[c.id]), c.copies, c.copy_price, c.copy_money,
            c.copy_way, c.copy_words, c.words, s.signed_by if s else "", s.signed_on if s else None,
            newest[c.month] == c.id,
        )
        for c, s in session.execute(query)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StationeryLists:
    """Everything the page shows."""

    stock: tuple[StockRow, ...] = ()
    ranges: tuple[RangeRow, ...] = ()
    moves: tuple[MoveRow, ...] = ()
    counts: tuple[CountRow, ...] = ()


def stationery_lists(session: Session, month: Month) -> StationeryLists:
    """All lists at once: a kind with many receipts takes a moment, so the page reads them on the worker (L6)."""
    return StationeryLists(
        stock_rows(session, month), range_rows(session), move_rows(session), count_rows(session)
    )


def broken_stationery(session: Session) -> list[str]:
    """Numbers of which two things became, or that were never drawn, in words."""
    broken = []
    for kind in kinds(session):
        marks = marks_of(session, kind.id)
        for drawn in drawn_ranges(session, kind.id):
            runs = [(m.first, m.last) for m in marks if m.draw_id == drawn.id]
            if pieces(runs) != sum(last - first + 1 for first, last in runs):
                broken.append(tr("{kind} 有号码登记了两次", kind=kind.name))
            if any(first < drawn.first or last > drawn.last for first, last in runs):
                broken.append(tr("{kind} 有没领用过的号码", kind=kind.name))
    return broken
