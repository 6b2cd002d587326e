"""What the papers of numbered stationery show (票证领用表, 票证盘点表, D3.8).

Numbers stand as they are printed on the blanks; runs of them are already words (`JZ000101–000150`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from frontdesk.areas.permits.documents.marks import ReprintMark
from frontdesk.base.values import codec
from frontdesk.base.values.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One range of blanks: `居住证`, `JZ000101`, `JZ000150`, 50 pieces."""

    kind: str
    first: str
    last: str
    pieces: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class StationeryDraw:
    """票证领用表: what the desk took over from finance on a day. `handed_by` gave it out, `taken_by` took it."""

    office: str
    estate: str
    number: str
    day: date
    lines: tuple[DrawnLine, ...]
    handed_by: str
    taken_by: str
    words: str = ""
    reprint: ReprintMark | None = None

    @property
    def pieces(self) -> int:
        return sum(line.pieces for line in self.lines)

    def to_json(self) -> str:
        return codec.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return codec.from_json(cls, text)


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One kind of blank in a month-end count.

    `before` + `drawn` - `used` - `spoiled` - `returned` = `left` (pieces; the movements are the month's).
    `left_numbers` are the numbers the books say are left, `counted_numbers` those that were found where they were
    taken down (else empty). `difference` is counted less left; `reason` explains it, or is empty: left open.
    """

    kind: str
    before: int
    drawn: int
    used: int
    spoiled: int
    returned: int
    left: int
    counted: int
    left_numbers: str = ""
    counted_numbers: str = ""
    reason: str = ""

    @property
    def difference(self) -> int:
        return self.counted - self.left


@dataclass(frozen=True, slots=True)
class StationeryCount:
    """票证盘点表: the month-end count of all kinds, and the photocopy money (复印费) handed in with it.

    `copies` × `copy_price` = `copy_money`; `copy_words` say where the money went (`当班抽屉，单号 LX-20261130-01` or
    `已交财务 方怡`). With no copies the part is left out.
    """

    office: str
    estate: str
    number: str
    month: str
    day: date
    counted_by: str
    lines: tuple[CountedLine, ...]
    copies: int = 0
    copy_price: Money = ZERO
    copy_money: Money = ZERO
    copy_words: str = ""
    words: str = ""
    reprint: ReprintMark | None = None

    def to_json(self) -> str:
        return codec.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return codec.from_json(cls, text)
