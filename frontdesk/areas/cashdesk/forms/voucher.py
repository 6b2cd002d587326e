"""What the numbered papers of the till have in common, whatever they are called: 收据, 红字收据, 押金收据, 押金结算单.

A form turns its document into a `Voucher`; the sheets and the roll draw any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from frontdesk.areas.cashdesk.documents import ReprintMark, TenderPart, VoidMark
from frontdesk.base.printing.paper import A5, ROLL_80, TRACTOR_93, TRACTOR_140, Paper
from frontdesk.base.printing.parts import minute
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

SIZES: tuple[Paper, ...] = (TRACTOR_93, TRACTOR_140, A5, ROLL_80)
"""The papers they all fit; the first is the usual one."""


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
    notes: tuple[str, ...] = ()
    """Plain sentences after them."""
    stamp: str = ""
    """Large across the paper: 作废, 已红冲."""
    second: str = "收据"
    """Whose the second copy is, where one strike prints all three."""
    reprint: ReprintMark | None = None


def copies_named(second: str) -> Callable[[Paper], tuple[str, ...]]:
    """One strike makes all three copies of continuous paper; sheets are printed one by one; a roll has one."""

    def copies(paper: Paper) -> tuple[str, ...]:
        if paper.continuous:
            return ("",)
        if paper.roll:
            return (tr("{second}联", second=tr(second)),)
        return tr("第一联 存根"), tr("第二联 {second}", second=tr(second)), tr("第三联 记账")

    return copies


def void_words(paper: str, mark: VoidMark) -> str:
    """What stands on a voided paper beside the large mark (T6)."""
    return tr(
        "{paper}已作废。原因：{reason}。{by}，{at}",
        paper=paper,
        reason=mark.reason.rstrip("。"),
        by=mark.by,
        at=minute(mark.at),
    )


def tender(part: TenderPart) -> str:
    """`微信 500.00（尾号 7731）`."""
    words = f"{part.kind} {part.amount}"
    return tr("{words}（{reference}）", words=words, reference=part.reference) if part.reference else words


def tenders(parts: Iterable[TenderPart]) -> str:
    """`微信 500.00（尾号 7731）　现金 300.00`."""
    return "　".join(tender(part) for part in parts)
