"""What the numbered papers of the till have in common, whatever they are called: 收据, 红字收据, 押金收据, 押金结算单.

A form turns its document into a `Voucher`; the sheets and the roll draw any of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from frontdesk.areas.cashdesk.documents import ReprintMark, TenderPart
from frontdesk.base.printing.paper import Paper
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """One line of the table; on a roll `name` and `when` stand before the amount, `how` beneath."""

    name: str
    when: str
    how: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Voucher:
    """One paper as it is drawn. Texts are whole sentences, as they stand on it."""

    title: str
    office: str
    number: str
    heads: tuple[str, str, str, str]
    """Heads of the table's columns; without the second there is none for `when`."""
    rows: tuple[VoucherRow, ...]
    total: Money
    unit: str
    person: str
    """`交款人：张硕`: whoever signs."""
    day: date
    paid: str
    """`收款方式：微信 500.00`, under the table."""
    made: tuple[str, ...]
    """What stands before the line to sign on: the seal's place, who took the money, the shift."""
    sign: str
    area: str = ""
    small: tuple[str, ...] = ()
    """Small words under the office's name: the number of the bought paper, the receipt that is undone."""
    beside: str = ""
    """At the right of `paid`: the balance afterwards."""
    balance: tuple[str, Money] | None = None
    """The same as a word and its figure, for the roll."""
    tenders: tuple[TenderPart, ...] = ()
    """The ways to pay one by one, for the roll; `paid` says them in one sentence."""
    change: Money = ZERO
    remarks: tuple[str, ...] = ()
    """Bold sentences under the table: why it is void, what it undoes, what was refunded of it."""
    stamp: str = ""
    """Large across the paper: 作废, 已红冲."""
    reprint: ReprintMark | None = None


def copies(paper: Paper) -> tuple[str, ...]:
    """One strike makes all three copies of continuous paper; sheets are printed one by one; a roll has one."""
    if paper.continuous:
        return ("",)
    if paper.roll:
        return (tr("收据联"),)
    return tr("第一联 存根"), tr("第二联 收据"), tr("第三联 记账")


def tender(part: TenderPart) -> str:
    """`微信 500.00（尾号 7731）`."""
    words = f"{part.kind} {part.amount}"
    return tr("{words}（{reference}）", words=words, reference=part.reference) if part.reference else words


def tenders(parts: Iterable[TenderPart]) -> str:
    """`微信 500.00（尾号 7731）　现金 300.00`."""
    return "　".join(tender(part) for part in parts)
