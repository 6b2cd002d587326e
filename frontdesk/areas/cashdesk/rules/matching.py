"""Our tenders held against the other side's statement (D5.4): by number first, then by amount. Nothing is guessed twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.areas.cashdesk.rules.statements import StatementRow
from frontdesk.base.values.money import ZERO, Money, total

_SHORTEST_TAIL = 4


class Fate(StrEnum):
    """What became of a line; the value is what stands on screen."""

    MATCHED = "对上"
    BY_AMOUNT = "按金额对上"
    DIFFERS = "金额不符"
    OURS_ONLY = "只有我方"
    THEIRS_ONLY = "只有对方"


@dataclass(frozen=True, slots=True)
class OurTender:
    """A tender of ours that the statement must know. `amount` is negative for what we gave back."""

    document: str
    day: date
    unit: str
    amount: Money
    reference: str


@dataclass(frozen=True, slots=True)
class MatchLine:
    """One line of the result. Several of ours stand in one line where one transfer paid several receipts."""

    fate: Fate
    documents: tuple[str, ...]
    unit: str
    reference: str
    ours: Money
    theirs: Money
    day: date
    at: str = ""
    number: str = ""
    words: str = ""

    @property
    def difference(self) -> Money:
        """Theirs less ours."""
        return self.theirs - self.ours

    @property
    def refund(self) -> bool:
        return self.ours < ZERO or self.theirs < ZERO


def match(ours: Sequence[OurTender], theirs: Sequence[StatementRow]) -> tuple[MatchLine, ...]:
    """Every tender and every row in exactly one line; what does not agree first, then by time.

    Numbers hold before amounts: (1) one of their numbers is ours; (2) ours is the end of exactly one of theirs, of
    the same amount, as clerks type 尾号; (3) ours has no number and just one row of that day and amount is left,
    and the other way round.
    """
    rows = list(theirs)
    lines: list[MatchLine] = []
    left: list[OurTender] = []
    by_number: dict[tuple[str, bool], int] = {}
    for n, row in enumerate(rows):
        for number in row.numbers:
            by_number.setdefault((number, row.amount < ZERO), n)
    taken: set[int] = set()
    groups: dict[tuple[str, bool], list[OurTender]] = defaultdict(list)
    for tender in ours:
        if tender.reference:
            groups[(tender.reference, tender.amount < ZERO)].append(tender)
        else:
            left.append(tender)
    for key, group in groups.items():
        hit = by_number.get(key)
        if hit is None or hit in taken:
            left += group
            continue
        taken.add(hit)
        same = total(t.amount for t in group) == rows[hit].amount
        lines.append(_line(Fate.MATCHED if same else Fate.DIFFERS, group, rows[hit]))
    left = _by_tail(left, rows, taken, lines)
    left = _by_amount(left, rows, taken, lines)
    lines += [_line(Fate.OURS_ONLY, [tender], None) for tender in left]
    lines += [_line(Fate.THEIRS_ONLY, [], row) for n, row in enumerate(rows) if n not in taken]
    order = (Fate.DIFFERS, Fate.OURS_ONLY, Fate.THEIRS_ONLY, Fate.BY_AMOUNT, Fate.MATCHED)
    return tuple(sorted(lines, key=lambda line: (order.index(line.fate), line.day, line.at, line.documents)))


def _by_tail(
    left: list[OurTender], rows: list[StatementRow], taken: set[int], lines: list[MatchLine]
) -> list[OurTender]:
    rest = []
    for tender in left:
        hits = [
            n
            for n, row in enumerate(rows)
            if n not in taken
            and row.amount == tender.amount
            and len(tender.reference) >= _SHORTEST_TAIL
            and any(number.endswith(tender.reference) for number in row.numbers)
        ]
        if len(hits) == 1:
            taken.add(hits[0])
            lines.append(_line(Fate.MATCHED, [tender], rows[hits[0]]))
        else:
            rest.append(tender)
    return rest


def _by_amount(
    left: list[OurTender], rows: list[StatementRow], taken: set[int], lines: list[MatchLine]
) -> list[OurTender]:
    free: dict[tuple[date, Money], list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        if n not in taken:
            free[(row.day, row.amount)].append(n)
    asking: dict[tuple[date, Money], list[OurTender]] = defaultdict(list)
    for tender in left:
        if not tender.reference:
            asking[(tender.day, tender.amount)].append(tender)
    rest = [tender for tender in left if tender.reference]
    for key, tenders in asking.items():
        found = free.get(key, [])
        if len(tenders) == len(found) == 1:
            taken.add(found[0])
            lines.append(_line(Fate.BY_AMOUNT, tenders, rows[found[0]]))
        else:
            rest += tenders
    return rest


def _line(fate: Fate, ours: Sequence[OurTender], row: StatementRow | None) -> MatchLine:
    return MatchLine(
        fate=fate,
        documents=tuple(t.document for t in ours),
        unit="、".join(dict.fromkeys(t.unit for t in ours if t.unit)),
        reference=ours[0].reference if ours else "",
        ours=total(t.amount for t in ours),
        theirs=row.amount if row is not None else ZERO,
        day=row.day if row is not None else ours[0].day,
        at=row.at if row is not None else "",
        number=row.number if row is not None else "",
        words=row.words if row is not None else "",
    )


@dataclass(frozen=True, slots=True)
class MatchSums:
    """Counts and sums of a result, for its head."""

    ours: Money
    theirs: Money
    count: dict[Fate, int]

    @property
    def whole(self) -> bool:
        """Whether both sides agree line by line."""
        return not any(self.count.get(f) for f in (Fate.DIFFERS, Fate.OURS_ONLY, Fate.THEIRS_ONLY))


def sums(lines: Iterable[MatchLine]) -> MatchSums:
    """What the lines add up to, over all of them (T8)."""
    kept = tuple(lines)
    count: dict[Fate, int] = {}
    for line in kept:
        count[line.fate] = count.get(line.fate, 0) + 1
    return MatchSums(total(line.ours for line in kept), total(line.theirs for line in kept), count)
