"""The drawer: what it should hold, notes and coins as counted, what stays as float and what is handed in (M7.3)."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from frontdesk.areas.cashdesk.rules.kinds import DENOMINATIONS
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr

Pieces = tuple[tuple[Money, int], ...]
"""Face value and how many of it, largest face first, none that is zero."""

_MOST_PIECES = 100_000
_SMALLEST_TO_HAND_IN = Money(500)


@dataclass(frozen=True, slots=True)
class Move:
    """A further movement of cash, signed: a refund, a deposit taken or paid back, with words for the list."""

    words: str
    amount: Money


def expected_cash(
    opening: Money,
    cash_in: Money,
    change: Money,
    *,
    petty_in: Money = ZERO,
    petty_out: Money = ZERO,
    handed_in: Money = ZERO,
    further: Iterable[Move] = (),
) -> Money:
    """float + cash in − change − cash out − hand-ins (M7.3). Every argument but *further* is positive."""
    return (
        opening + cash_in - change + petty_in - petty_out - handed_in + total(move.amount for move in further)
    )


Counts = Mapping[Money, int] | Iterable[tuple[Money, int]]
"""Pieces by face value, as a page or a command line hands them over."""


def pieces(counts: Counts, *, field: str | None = "counts") -> Pieces:
    """Counts in the drawer's own order. Raises `Refused` for a face nobody mints, a face twice, or a silly number."""
    found: dict[Money, int] = {}
    for face, count in counts.items() if isinstance(counts, Mapping) else counts:
        if face not in DENOMINATIONS:
            raise Refused(tr("没有 {face} 元这种面额", face=_face(face)), field=field)
        if face in found:
            raise Refused(tr("面额 {face} 元填了两次", face=_face(face)), field=field)
        if not 0 <= count <= _MOST_PIECES:
            raise Refused(tr("面额 {face} 元的张数不对，请核对", face=_face(face)), field=field)
        found[face] = count
    return tuple((face, found[face]) for face in DENOMINATIONS if found.get(face))


def parse_counts(text: str, *, field: str | None = "counts") -> Pieces:
    """`100=5,10=3,0.5=1` as typed; empty is an empty drawer. Raises `Refused`."""
    shown = unicodedata.normalize("NFKC", text).replace("，", ",").replace("、", ",").strip()
    counts = []
    for part in (p.strip() for p in shown.split(",")):
        if not part:
            continue
        face, _, count = (p.strip() for p in part.partition("="))
        try:
            counts.append((Money.yuan(Decimal(face)), int(count)))
        except (InvalidOperation, ValueError, OverflowError):
            raise Refused(
                tr("清点请写成 100=5,10=3,0.5=1 这样，看不懂“{part}”", part=part), field=field
            ) from None
    return pieces(counts, field=field)


def worth(counts: Iterable[tuple[Money, int]]) -> Money:
    """What notes and coins add up to."""
    return total(face * count for face, count in counts)


def stored(counts: Pieces) -> dict[str, int]:
    """As a count is kept: fen -> pieces."""
    return {str(face.fen): count for face, count in counts}


def read_stored(data: Mapping[str, int]) -> Pieces:
    """A kept count as it was."""
    return pieces((Money(int(fen)), count) for fen, count in data.items())


def in_words(counts: Pieces) -> str:
    """`100×3 50×2 0.5×3`: what stays or goes, said short; one piece is named by its face alone."""
    return " ".join(f"{_face(face)}×{n}" if n > 1 else _face(face) for face, n in counts)


@dataclass(frozen=True, slots=True)
class Split:
    """How the counted money is parted: `kept` stays as the next float, `handed_in` goes to finance."""

    kept: Pieces
    handed_in: Pieces


def split(counted: Pieces, keep: Money) -> Split | None:
    """Part the counted pieces so that exactly *keep* stays; None when these pieces cannot make it.

    Notes of five yuan and more are handed in by the share that goes, the largest first, so that the next
    shift keeps some of each to give change with; coins and ones stay while they may.
    """
    goes = worth(counted) - keep
    if goes < ZERO or keep < ZERO:
        return None
    have = dict(counted)
    taken = _by_share(have, goes)
    rest = goes - worth(taken.items())
    more = _exactly({face: have[face] - taken.get(face, 0) for face in have}, rest)
    if more is not None:
        return _parted(have, {face: taken.get(face, 0) + more.get(face, 0) for face in have})
    whole = _exactly(have, goes)
    return None if whole is None else _parted(have, whole)


def nearest(counted: Pieces, keep: Money) -> Money:
    """The amount nearest to *keep* that the pieces can make (the smaller of two as near); zero for an empty drawer."""
    have = dict(counted)
    whole = worth(counted)
    if not have or keep <= ZERO:
        return ZERO
    if keep >= whole:
        return whole
    step = math.gcd(*(face.fen for face in have))
    low = Money(keep.fen - keep.fen % step)
    high = low if low == keep else low + Money(step)
    while True:
        # Nought below and everything above can always be made, so the search ends.
        if low >= ZERO and keep - low <= high - keep and _exactly(have, low) is not None:
            return low
        if high <= whole and high - keep < keep - low and _exactly(have, high) is not None:
            return high
        if keep - low <= high - keep:
            low -= Money(step)
        else:
            high += Money(step)


def _by_share(have: Mapping[Money, int], goes: Money) -> dict[Money, int]:
    whole = worth(have.items())
    taken: dict[Money, int] = {}
    rest = goes
    for face, count in have.items():
        if face < _SMALLEST_TO_HAND_IN or not whole:
            continue
        share = (2 * count * goes.fen + whole.fen) // (2 * whole.fen)
        taken[face] = min(share, count, rest.fen // face.fen)
        rest -= face * taken[face]
    return taken


def _exactly(have: Mapping[Money, int], amount: Money) -> dict[Money, int] | None:
    """The largest pieces first that make *amount*, or None.

    Only 50 is no multiple of 20, so leaving out one or two of a face beside what greed would take is enough to
    find every amount that can be made.
    """
    faces = sorted((face for face in have if have[face]), reverse=True)
    below = [worth((face, have[face]) for face in faces[i:]) for i in range(len(faces) + 1)]
    failed: set[tuple[int, Money]] = set()

    def take(i: int, rest: Money) -> dict[Money, int] | None:
        if not rest:
            return {}
        if i == len(faces) or below[i] < rest or (i, rest) in failed:
            return None
        face = faces[i]
        most = min(have[face], rest.fen // face.fen)
        for count in range(most, max(-1, most - 3), -1):
            found = take(i + 1, rest - face * count)
            if found is not None:
                return {face: count, **found}
        failed.add((i, rest))
        return None

    return take(0, amount) if amount >= ZERO else None


def _parted(have: Mapping[Money, int], goes: Mapping[Money, int]) -> Split:
    return Split(
        pieces((face, count - goes.get(face, 0)) for face, count in have.items()),
        pieces((face, count) for face, count in goes.items() if count),
    )


def _face(face: Money) -> str:
    """`100`, `0.5`: a face value as people say it."""
    return face.plain.rstrip("0").rstrip(".")


def sum_of_pieces(counts: Sequence[tuple[Money, int]]) -> int:
    """How many notes and coins there are."""
    return sum(count for _, count in counts)
