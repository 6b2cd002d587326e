"""What the start page is made of: lines to do, in groups (D0.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SHOWN = 4
"""Lines of a group that stand on the page; the rest is where `TodayGroup.where` says."""


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One thing to do, and where it is done: `target` and `arguments` are what `Desk.go` takes."""

    tone: str
    when: str
    unit: str
    text: str
    person: str
    number: str
    right: str
    target: str
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TodayGroup:
    """Things of one sort; `lines` are the first of `count`, `where` says where the rest is."""

    title: str
    icon: str
    count: int
    lines: tuple[TodayLine, ...]
    where: str = ""
