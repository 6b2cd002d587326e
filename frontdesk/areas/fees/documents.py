"""What the papers of the fees area show. A document is stored when it is issued and drawn from that ever after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from frontdesk.base.values import codec
from frontdesk.base.values.money import Money, total


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One charge on a notice. `amount` is what is unpaid of it, `late_fee` what has accrued (None: none)."""

    item: str
    period: str
    """The period as it is written: `2026-10`."""
    how: str
    """计算说明 (M2.8): how the amount came about."""
    due_on: date
    amount: Money
    late_fee: Money | None = None


@dataclass(frozen=True, slots=True)
class ReprintMark:
    """补打: the how-manieth printing after the first, by whom and when (T12). `count` starts at 1."""

    count: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PaymentNotice:
    """缴费通知单: what one unit owes on a day, with a tear-off 回执.

    The mark is added with `dataclasses.replace` when a stored notice is printed again.
    """

    office: str
    estate: str
    number: str
    """`NT-202611-3-0118`; the QR code holds it."""
    day: date
    """The day the notice was written."""
    building: str
    """Heads the bookmarks of a batch: `3栋`."""
    unit: str
    """Unit code: `3-1-1202`."""
    owner: str
    area: str
    """Built area as it is written, `89.60㎡`; empty where there is none (a parking space)."""
    due_before: date
    lines: tuple[NoticeLine, ...]
    total: Money
    """Amounts and late fees together."""
    payment_ways: tuple[str, ...]
    """Ways to pay, one text each; the paper numbers them."""
    phone: str = ""
    late_fee_terms: str = ""
    """How the late fee is worked out, where the office has one: `逾期每日万分之五，单利，不超过本金`."""
    reprint: ReprintMark | None = None

    @property
    def adds_up(self) -> bool:
        """Whether the total is the sum of the lines and their late fees (M1.2)."""
        parts = [line.amount for line in self.lines] + [line.late_fee for line in self.lines if line.late_fee]
        return total(parts) == self.total

    def to_json(self) -> str:
        return codec.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return codec.from_json(cls, text)


@dataclass(frozen=True, slots=True)
class DemandLine:
    """One overdue charge on a demand. `amount` is what is unpaid, `late_fee` what has accrued (None: none).

    `charge_id` is not printed: it says which debt a signed demand speaks of (M8.4).
    """

    item: str
    period: str
    due_on: date
    overdue_days: int
    amount: Money
    late_fee: Money | None = None
    charge_id: int = 0


@dataclass(frozen=True, slots=True)
class Demand:
    """催缴单, `step` 1 or 2: what is overdue, what was asked before, until when to pay; with a tear-off 回执."""

    office: str
    estate: str
    number: str
    """`CJ-202611-3-0007`; the QR code holds it."""
    day: date
    building: str
    unit: str
    owner: str
    area: str
    step: int
    pay_before: date
    lines: tuple[DemandLine, ...]
    total: Money
    """Amounts and late fees together."""
    earlier: tuple[str, ...] = ()
    """What was asked before, one sentence each: `2026-11-03 缴费通知单 NT-202611-3-0118，门贴送达`."""
    payment_ways: tuple[str, ...] = ()
    phone: str = ""
    address: str = ""
    late_fee_terms: str = ""
    reprint: ReprintMark | None = None

    @property
    def principal(self) -> Money:
        """The charges without their late fees."""
        return total(line.amount for line in self.lines)

    @property
    def late_fee(self) -> Money:
        return total(line.late_fee for line in self.lines if line.late_fee)

    @property
    def adds_up(self) -> bool:
        return self.principal + self.late_fee == self.total

    def to_json(self) -> str:
        return codec.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return codec.from_json(cls, text)


@dataclass(frozen=True, slots=True)
class LetterSum:
    """What is overdue of one item, on a lawyer's letter: from its first period to its last."""

    item: str
    first_period: str
    last_period: str
    charges: int
    amount: Money
    late_fee: Money | None = None


@dataclass(frozen=True, slots=True)
class LawyerLetter:
    """律师函, a draft for the lawyer to look over, sign and send; on its own it binds nobody."""

    office: str
    estate: str
    number: str
    day: date
    building: str
    unit: str
    owner: str
    area: str
    sums: tuple[LetterSum, ...]
    total: Money
    days_to_pay: int
    """Days from the receipt of the letter."""
    oldest_due_on: date
    earlier: tuple[str, ...] = ()
    firm: str = ""
    """The law firm's name; empty leaves a line to fill in."""
    lawyer: str = ""
    phone: str = ""
    address: str = ""
    charge_ids: tuple[int, ...] = ()
    """The debts it speaks of; not printed."""
    reprint: ReprintMark | None = None

    @property
    def principal(self) -> Money:
        return total(line.amount for line in self.sums)

    @property
    def late_fee(self) -> Money:
        return total(line.late_fee for line in self.sums if line.late_fee)

    @property
    def adds_up(self) -> bool:
        return self.principal + self.late_fee == self.total

    def to_json(self) -> str:
        return codec.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return codec.from_json(cls, text)


@dataclass(frozen=True, slots=True)
class DetailLine:
    """One open charge of a list of arrears: due = amount and adjustments, less what was paid, leaves `owed`."""

    unit: str
    item: str
    period: str
    how: str
    due_on: date
    overdue_days: int
    amount: Money
    paid: Money
    owed: Money
    late_fee: Money | None = None


@dataclass(frozen=True, slots=True)
class ArrearsDetail:
    """欠费明细: everything a unit, or an owner with all units, owed on a day, item by item and month by month."""

    office: str
    estate: str
    number: str
    """`QF-202611-0004`."""
    on: date
    """What was owed at the end of this day (T15)."""
    who: str
    """Owner or payer; empty where nobody is on record."""
    units: tuple[str, ...]
    """Unit codes, with the area behind where it is known: `3-1-1202（89.60㎡）`."""
    lines: tuple[DetailLine, ...]
    total: Money
    """What is owed and late fees together."""
    phone: str = ""
    late_fee_terms: str = ""
    made_at: datetime | None = None
    made_by: str = ""

    @property
    def adds_up(self) -> bool:
        owed = total(line.owed for line in self.lines)
        return owed + total(line.late_fee for line in self.lines if line.late_fee) == self.total and all(
            line.amount - line.paid == line.owed for line in self.lines
        )


@dataclass(frozen=True, slots=True)
class PublicLine:
    """A unit on a list that hangs where everybody reads it: its code, and nothing about who lives there (M8.5)."""

    unit: str
    months: int
    owed: Money


@dataclass(frozen=True, slots=True)
class PublicList:
    """欠费公示: unit codes and what is overdue, for a notice board. There is no field a name could stand in."""

    office: str
    estate: str
    number: str
    day: date
    building: str
    lines: tuple[PublicLine, ...]
    total: Money
    pay_before: date
    payment_ways: tuple[str, ...] = ()
    phone: str = ""

    @property
    def adds_up(self) -> bool:
        return total(line.owed for line in self.lines) == self.total


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A paper to bring to a unit, and room to sign for it."""

    building: str
    unit: str
    owner: str
    number: str
    amount: Money


@dataclass(frozen=True, slots=True)
class DeliverySheet:
    """送达登记表: papers in delivery order, to be signed at each door. Carried by staff, not put up."""

    office: str
    estate: str
    number: str
    day: date
    what: str
    """What is delivered: `催缴单（第一次）`."""
    lines: tuple[DeliveryLine, ...]
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class RateLine:
    """What fell due of one thing in a period and how much of it is paid (M8.2). `level` 1 stands under a level 0."""

    label: str
    units: int
    due: Money
    paid: Money
    level: int = 0


@dataclass(frozen=True, slots=True)
class RateReport:
    """收缴率: by building and item, with bars against the trade's 90 %."""

    office: str
    estate: str
    first: date
    last: date
    """The period; both days belong to it."""
    on: date
    """Payments up to the end of this day count."""
    by: str
    """What the lines are: `楼栋`, `收费项目`."""
    lines: tuple[RateLine, ...]
    due: Money
    paid: Money
    made_at: datetime
    made_by: str

    @property
    def adds_up(self) -> bool:
        tops = [line for line in self.lines if line.level == 0]
        return total(t.due for t in tops) == self.due and total(t.paid for t in tops) == self.paid


@dataclass(frozen=True, slots=True)
class PictureCell:
    """A unit in the picture of its building; `amount` is None where nothing is owed. All places from 0."""

    entrance: int
    row: int
    column: int
    room: str
    state: str
    """A `CellState`'s word; the form knows its shade and letter."""
    amount: Money | None = None
    decorating: bool = False


@dataclass(frozen=True, slots=True)
class BuildingPicture:
    """楼栋图: floors by units, each with its state and what it owes."""

    office: str
    estate: str
    building: str
    filter_words: str
    """`2026-11 · 物业服务费`."""
    entrances: tuple[tuple[str, int], ...]
    """Name and number of columns."""
    rows: tuple[str, ...]
    """What stands before each row, from the top: `18 层`."""
    cells: tuple[PictureCell, ...]
    counts: tuple[tuple[str, int], ...]
    """State and number of units, in the legend's order."""
    total: Money
    day: date
    made_at: datetime
    made_by: str

    @property
    def adds_up(self) -> bool:
        return total(cell.amount for cell in self.cells if cell.amount) == self.total

    @property
    def decorating(self) -> int:
        """How many homes are 装修中."""
        return sum(cell.decorating for cell in self.cells)
