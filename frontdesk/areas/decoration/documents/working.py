"""Papers while the works go on and when they end: visits, notices, the deposit's settlement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.decoration.documents.site import Site
from frontdesk.base.values.money import Money, total


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What was found of an item; `result` is empty where the visit says nothing of it."""

    room: str
    work: str
    result: str
    words: str


@dataclass(frozen=True, slots=True)
class WaterLine:
    """A 闭水试验: times are the desk's wall clock."""

    room: str
    started_at: datetime
    ended_at: datetime
    hours: int
    passed: bool
    seen_by: str
    words: str


@dataclass(frozen=True, slots=True)
class BreachLine:
    """A breach of the visit."""

    number: str
    article: str
    what: str
    limit_on: date


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """A 巡查, 复查, 初验 or 复验: the n-th of its kind."""

    number: str
    site: Site
    day: date
    kind: str
    no: int
    visited_on: date
    result: str
    seen: str
    inspector: str
    lines: tuple[FindingLine, ...]
    water: tuple[WaterLine, ...]
    breaches: tuple[BreachLine, ...]
    photos: int
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class BreachNotice:
    """整改通知书. `breach` is its own number, `agreement`: it offends the agreement and no prohibition."""

    number: str
    site: Site
    day: date
    breach: str
    article: str
    rule: str
    agreement: bool
    reported: bool
    """Whether article 17 asks for a report when it is not mended."""
    what: str
    demand: str
    found_on: date
    limit_on: date
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class StopNotice:
    """停工通知书: why, from when; `breaches` that are open."""

    number: str
    site: Site
    day: date
    stopped_on: date
    why: str
    breaches: tuple[BreachLine, ...]
    by: str
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class ReportLetter:
    """情况报告函 to the authority (article 17). `checks`: day and words of each time somebody looked again."""

    number: str
    site: Site
    day: date
    authority: str
    breach: str
    article: str
    rule: str
    what: str
    demand: str
    found_on: date
    limit_on: date
    done: bool
    """It has had its consequences already."""
    mended_on: date | None
    checks: tuple[tuple[date, str], ...]
    address: str
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class DeductionLine:
    """What is kept back for a breach."""

    breach: str
    article: str
    reason: str
    amount: Money


@dataclass(frozen=True, slots=True)
class DepositAccount:
    """押金结算单: held − deducted = refund. `receipts`: number and amount of each deposit taken."""

    number: str
    site: Site
    day: date
    receipts: tuple[tuple[str, Money], ...]
    payer: str
    held: Money
    lines: tuple[DeductionLine, ...]
    deducted: Money
    refund: Money
    checked: str
    """`复验 2027-02-20 周敏`; empty for one that ended early."""
    due_on: date | None
    approved: str
    """Who allowed the refund, and when; empty while nobody has."""
    clerk: str
    reprint: ReprintMark | None = None

    @property
    def adds_up(self) -> bool:
        """Whether what is kept back and what goes back are what is held, and the lines are what is kept back."""
        return (
            self.held == self.deducted + self.refund and total(x.amount for x in self.lines) == self.deducted
        )
