"""Time taken on a machine that others use too: alternating rounds, the quietest of several passes, and rows."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """A number of the table: what it is, what came out, what it shall be; `holds` None where there is no target."""

    what: str
    measured: str
    target: str = ""
    holds: bool | None = None


def timed(call: Callable[[], T]) -> tuple[float, T]:
    """Seconds it took, and what came of it."""
    began = time.perf_counter()
    found = call()
    return time.perf_counter() - began, found


def seconds(call: Callable[[], Any]) -> float:
    return timed(call)[0]


def quietest(calls: Sequence[Callable[[], Any]], passes: int = 3) -> list[float]:
    """For each call the least it took in several passes over all of them: what the machine's other users took
    away is left out, what the call itself costs stays."""
    taken = [[seconds(call) for call in calls] for _ in range(passes)]
    return [min(each) for each in zip(*taken, strict=True)]


def ratio(ours: Sequence[float], bare: Sequence[float]) -> float:
    """The middle one of the rounds' own ratios: both sides of a round met the same neighbours."""
    return statistics.median(a / b for a, b in zip(ours, bare, strict=True))


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that *percent* of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def ms(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value * 1000:.0f} ms"


def told(words: str) -> None:
    """What is under way, beside the table that goes to standard output."""
    sys.stderr.write(f"  {words} …\n")
    sys.stderr.flush()
