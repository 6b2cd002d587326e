"""What a count of a cabinet found: there, missing, not expected (D3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Found(StrEnum):
    """What became of one tag in a count; the value is what stands on screen and paper."""

    THERE = "在"
    MISSING = "缺"
    UNEXPECTED = "不该在"


@dataclass(frozen=True, slots=True)
class Tally:
    """A whole count in figures. `explained` are differences with words, `open` those without."""

    there: int = 0
    missing: int = 0
    unexpected: int = 0
    explained: int = 0
    open: int = 0

    @property
    def tags(self) -> int:
        return self.there + self.missing + self.unexpected


def outcome(expected: int, found: int) -> Found:
    """Of *expected* keys on a tag *found* hang there; fewer is a lack, more should not be."""
    if found < expected:
        return Found.MISSING
    return Found.UNEXPECTED if found > expected else Found.THERE


def tally(lines: Iterable[tuple[Found, str]]) -> Tally:
    """Counts (outcome, words that explain it) of each line."""
    there = missing = unexpected = explained = 0
    for found, words in lines:
        there += found is Found.THERE
        missing += found is Found.MISSING
        unexpected += found is Found.UNEXPECTED
        explained += found is not Found.THERE and bool(words)
    return Tally(there, missing, unexpected, explained, missing + unexpected - explained)
