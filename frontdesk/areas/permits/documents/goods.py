"""物品放行条 and 搬运证: what leaves the estate, and when somebody may move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.areas.permits.documents.marks import ReprintMark, VoidMark


@dataclass(frozen=True, slots=True)
class Goods:
    """A line: `双门冰箱`, 1, `台`, `白色，海尔`."""

    name: str
    count: int
    measure: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class GoodsPass:
    """物品放行条, with the gate's tear-off."""

    office: str
    estate: str
    number: str
    unit: str
    resident: str
    """Who asks, and as what: `王磊（租客）`."""
    consent: str
    """The owner's: `何芳，书面，11-20`; `本人` when the owner asks; empty where none is needed."""
    carrier: str
    carrier_id: str
    """Masked."""
    vehicle: str
    starts_at: datetime
    ends_at: datetime
    goods: tuple[Goods, ...]
    code: str
    issued_at: datetime
    issued_by: str
    allowed: str = ""
    """Who allowed it although a condition was not met, and why (T22); empty otherwise."""
    void: VoidMark | None = None
    reprint: ReprintMark | None = None

    @property
    def pieces(self) -> int:
        """How many things all lines make."""
        return sum(line.count for line in self.goods)


@dataclass(frozen=True, slots=True)
class MovingPass:
    """搬运证: somebody may carry things in or out on a day."""

    office: str
    estate: str
    number: str
    unit: str
    holder: str
    """Who moves, and as what."""
    direction: str
    """`搬入`, `搬出` or what the office calls it."""
    carrier: str
    vehicle: str
    starts_on: date
    ends_on: date
    hours: str
    """`08:00–18:00`, or empty."""
    lift: str
    """Which lift or entrance, or empty."""
    code: str
    issued_on: date
    issued_by: str
    phone: str = ""
    terms: tuple[str, ...] = ()
    reprint: ReprintMark | None = None
