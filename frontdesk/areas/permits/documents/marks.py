"""Marks that are added when a stored paper is printed again, never stored with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReprintMark:
    """补打: the how-manieth printing after the first, by whom and when (T12). `count` starts at 1."""

    count: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VoidMark:
    """作废: why, by whom and when."""

    reason: str
    by: str
    at: datetime
