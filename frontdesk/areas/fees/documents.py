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
