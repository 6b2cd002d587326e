"""What the desk's own papers show: 交接班记录 with what waits, 代收物品签收表 to sign (D2.4, D2.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.areas.cashdesk.documents import ReprintMark


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Something that waits at the desk, in words: `快递`, `6 件`, `其中 2 件逾期`."""

    what: str
    count: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class NoteTicket:
    """An open ticket of note: where, what, why it is spoken of, and who has it."""

    number: str
    place: str
    what: str
    why: str
    handler: str = ""


@dataclass(frozen=True, slots=True)
class ShiftRecord:
    """交接班记录 (or of a morning meeting): the points in words, what waits, who wrote it. `at` is the desk's wall clock.

    `tickets` are the open ones of note, `more_tickets` how many of them there was no room for.
    """

    office: str
    estate: str
    number: str
    day: date
    kind: str
    shift: str
    at: datetime
    points: tuple[str, ...]
    waiting: tuple[WaitingLine, ...]
    clerk: str
    reprint: ReprintMark | None = None
    tickets: tuple[NoteTicket, ...] = ()
    more_tickets: int = 0


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One thing that waits for somebody, as the list to sign shows it."""

    unit: str
    taker: str
    kind: str
    number: str
    carrier: str
    pieces: int
    shelf: str
    received_on: date


@dataclass(frozen=True, slots=True)
class HeldList:
    """代收物品签收表: everything that waits, unit by unit, with a place to sign for each."""

    office: str
    estate: str
    number: str
    day: date
    lines: tuple[HeldLine, ...]
    pieces: int
    clerk: str
    reprint: ReprintMark | None = None
