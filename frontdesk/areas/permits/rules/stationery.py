"""Numbered stationery (票证, D3.8): ranges of numbers drawn from finance, and what became of each number. Pure.

A run is (first, last), both included. Lists of runs that this module returns are in order and do not touch.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from frontdesk.areas.cashdesk.rules.numbers import paper_number, split_paper_number
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

MOST_PIECES = 100_000
Run = tuple[int, int]


class Fate(StrEnum):
    """What became of a blank; what has none is left."""

    USED = "使用"
    SPOILED = "作废"
    RETURNED = "退回"


class CopyWay(StrEnum):
    """Where photocopy money went."""

    DRAWER = "drawer"
    FINANCE = "finance"


RECEIPTS = "收款收据"
"""Bought receipt books: their use stands beside the receipts of the cash desk (票据台账, M6.9) and is read there."""

STANDARD: tuple[tuple[str, str], ...] = (
    ("居住证", "JZ"),
    ("临时出入证", "LS"),
    ("搬运证", "BY"),
    ("有偿服务单", "YF"),
    (RECEIPTS, ""),
)
"""The kinds every office has, each with the prefix that is offered."""


class Drawn(NamedTuple):
    """A range taken over from finance."""

    id: int
    prefix: str
    width: int
    first: int
    last: int


class Marked(NamedTuple):
    """What became of some numbers of a drawn range."""

    draw_id: int
    fate: Fate
    first: int
    last: int


class Numbers(NamedTuple):
    """Numbers of one series as somebody wrote them."""

    prefix: str
    width: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Numbers that lie in one drawn range."""

    draw_id: int
    first: int
    last: int

    @property
    def pieces(self) -> int:
        return self.last - self.first + 1


def merged(runs: Iterable[Run]) -> list[Run]:
    """The same numbers in order, runs that touch or overlap made one."""
    found: list[Run] = []
    for first, last in sorted(runs):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def minus(runs: Iterable[Run], taken: Iterable[Run]) -> list[Run]:
    """The numbers of *runs* that are not in *taken*."""
    left = merged(runs)
    for first, last in merged(taken):
        rest: list[Run] = []
        for start, end in left:
            if last < start or end < first:
                rest.append((start, end))
                continue
            if start < first:
                rest.append((start, first - 1))
            if last < end:
                rest.append((last + 1, end))
        left = rest
    return left


def common(runs: Iterable[Run], others: Iterable[Run]) -> list[Run]:
    """The numbers in both."""
    here = merged(runs)
    return minus(here, minus(here, others))


def pieces(runs: Iterable[Run]) -> int:
    """How many numbers there are in them."""
    return sum(last - first + 1 for first, last in merged(runs))


def run_words(prefix: str, width: int, run: Run) -> str:
    """`JZ000101–000150`, or the one number."""
    first, last = paper_number(prefix, run[0], width), f"{run[1]:0{width}d}"
    return first if run[0] == run[1] else f"{first}–{last}"


def runs_words(prefix: str, width: int, runs: Iterable[Run]) -> str:
    """`JZ000101–000120、JZ000122`; empty for none."""
    return "、".join(run_words(prefix, width, run) for run in merged(runs))


def left_of(drawn: Drawn, marks: Iterable[Marked]) -> list[Run]:
    """The numbers of a drawn range of which nothing has become yet."""
    taken = [(mark.first, mark.last) for mark in marks if mark.draw_id == drawn.id]
    return minus([(drawn.first, drawn.last)], taken)


def read_range(first: str, last: str) -> Numbers:
    """A range by its printed first and last number. Raises `Refused` beside `first` or `last`."""
    prefix, start, width = split_paper_number(first, field="first")
    short = unicodedata.normalize("NFKC", last).strip()
    if short.isdecimal() and prefix and len(short) <= width:
        # The last number is often written without what it shares with the first.
        end = int(str(start).zfill(width)[: width - len(short)] + short)
    else:
        other, end, other_width = split_paper_number(last, field="last")
        if (other, other_width) != (prefix, width):
            raise Refused(tr("起号和止号的字头、位数要一样，请照票面填"), field="last")
    if end < start:
        raise Refused(tr("止号比起号小，请核对"), field="last")
    if end - start >= MOST_PIECES:
        raise Refused(tr("一次超过 {n} 张，请核对起止号", n=MOST_PIECES), field="last")
    return Numbers(prefix, width, ((start, end),))


_DASH = re.compile(r"[-–—~～至到]+")


def read_numbers(text: str, *, field: str = "numbers") -> list[Numbers]:
    """Numbers as people write them: `JZ000101-000120, JZ000122 JZ000130–135`; one `Numbers` for each series.

    What follows a dash or a comma may leave out the prefix and leading figures of what stands before it.
    Raises `Refused` for what is no number.
    """
    found: dict[tuple[str, int], list[Run]] = {}
    before: tuple[str, int, int] | None = None
    plain = unicodedata.normalize("NFKC", text).upper()
    plain = re.sub(r"\s*([-–—~至到])\s*", r"\1", plain)
    for word in re.split(r"[\s,;、，；]+", plain):
        if not word:
            continue
        ends = [part for part in _DASH.split(word) if part]
        if not 1 <= len(ends) <= 2:
            raise Refused(tr("“{word}”看不懂，号码请写成 JZ000101-000150 这样", word=word), field=field)
        prefix, start, width = _filled(ends[0], before, field)
        end = start
        if len(ends) == 2:
            other, end, other_width = _filled(ends[1], (prefix, start, width), field)
            if (other, other_width) != (prefix, width):
                raise Refused(tr("{word} 两头的字头或位数不一样，请核对", word=word), field=field)
        if end < start:
            raise Refused(tr("{word} 的止号比起号小，请核对", word=word), field=field)
        if end - start >= MOST_PIECES:
            raise Refused(tr("一次超过 {n} 张，请核对起止号", n=MOST_PIECES), field=field)
        before = (prefix, end, width)
        found.setdefault((prefix, width), []).append((start, end))
    series = []
    for (prefix, width), runs in found.items():
        if pieces(runs) != sum(last - first + 1 for first, last in runs):
            raise Refused(tr("同一个号码写了两遍，请核对"), field=field)
        series.append(Numbers(prefix, width, tuple(merged(runs))))
    return series


def _filled(word: str, before: tuple[str, int, int] | None, field: str) -> tuple[str, int, int]:
    """A number with what it left out taken from the one before it."""
    prefix, number, width = split_paper_number(word, field=field)
    if before is not None and not prefix and width < before[2]:
        lead = str(before[1]).zfill(before[2])[: before[2] - width]
        return before[0], int(lead + word), before[2]
    if before is not None and not prefix and width == before[2]:
        return before[0], number, width
    return prefix, number, width


def placed(
    wanted: Sequence[Numbers], drawn: Sequence[Drawn], marks: Sequence[Marked], *, field: str
) -> list[Part]:
    """Where the wanted numbers lie: each in a drawn range, and nothing has become of any yet.

    Raises `Refused` that names the numbers which were never drawn, were returned, used or spoiled.
    """
    found: list[Part] = []
    for prefix, width, runs in wanted:
        ranges = [d for d in drawn if (d.prefix, d.width) == (prefix, width)]
        strange = minus(runs, [(d.first, d.last) for d in ranges])
        if strange:
            raise Refused(
                tr(
                    "{numbers} 没有领用过，请核对号码，或先登记领用",
                    numbers=runs_words(prefix, width, strange),
                ),
                field=field,
            )
        rest: list[Run] = list(runs)
        for one in ranges:
            here = common(rest, left_of(one, marks))
            found += [Part(one.id, first, last) for first, last in here]
            rest = minus(rest, here)
        if rest:
            raise Refused(_gone(prefix, width, rest, ranges, marks), field=field)
    return found


def _gone(prefix: str, width: int, rest: list[Run], ranges: Sequence[Drawn], marks: Sequence[Marked]) -> str:
    ids = {one.id for one in ranges}
    for fate, words in _GONE.items():
        hit = common(rest, [(m.first, m.last) for m in marks if m.draw_id in ids and m.fate is fate])
        if hit:
            return tr(words, numbers=runs_words(prefix, width, hit))
    return tr("{numbers} 已经登记过，请核对号码", numbers=runs_words(prefix, width, rest))


_GONE = {
    Fate.USED: "{numbers} 已经用过，一个号码不能用两次，请核对",
    Fate.SPOILED: "{numbers} 已经登记作废，请换一张",
    Fate.RETURNED: "{numbers} 已经退回财务，请核对号码",
}


def refuse_drawn(wanted: Numbers, drawn: Sequence[Drawn], marks: Sequence[Marked]) -> None:
    """Raise `Refused` when numbers are here already. What was returned may be drawn again."""
    prefix, width, runs = wanted
    for one in drawn:
        if (one.prefix, one.width) != (prefix, width):
            continue
        back = [(m.first, m.last) for m in marks if m.draw_id == one.id and m.fate is Fate.RETURNED]
        meet = common(runs, minus([(one.first, one.last)], back))
        if meet:
            raise Refused(
                tr("{numbers} 已经领用过，请核对起止号", numbers=runs_words(prefix, width, meet)),
                field="first",
            )


def copy_money(copies: int, price: Money) -> Money:
    """What so many copies bring in. Raises `Refused` for fewer than none."""
    if copies < 0:
        raise Refused(tr("复印张数不能是负数"), field="copies")
    return price * copies
