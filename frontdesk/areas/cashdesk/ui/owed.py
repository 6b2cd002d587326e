"""What a unit owes, as the collecting page needs it: charges with their late fees, and why an amount is owed.

Plain Python.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr


class Owed(Protocol):
    """What the page needs of a charge that is owed (`fees.queries.OwedCharge` is one)."""

    @property
    def charge_id(self) -> int: ...
    @property
    def item(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def due_on(self) -> date: ...
    @property
    def how(self) -> str: ...
    @property
    def amount(self) -> Money: ...
    @property
    def paid(self) -> Money: ...
    @property
    def owed(self) -> Money: ...
    @property
    def overdue_days(self) -> int: ...


class Late(Protocol):
    """What the page needs of a late fee (`fees.queries.LateFee` is one)."""

    @property
    def open(self) -> Money: ...
    @property
    def how(self) -> str: ...


@dataclass(frozen=True, slots=True)
class LateOnly:
    """A charge that is paid and of which only the late fee is left (M5.1): a row like the others."""

    charge_id: int
    item: str
    period: str
    due_on: date
    how: str = ""
    amount: Money = ZERO
    paid: Money = ZERO
    owed: Money = ZERO
    overdue_days: int = 0

    @property
    def starts_on(self) -> date:
        return self.due_on


def why(charge: Owed, late: Money = ZERO, late_how: str = "", *, left: bool = False) -> str:
    """How the amount that is owed came about, in one line (M2.8); with its late fee, *left* for another day or not."""
    fee = tr("违约金 {how} = {late}", how=late_how, late=late) if late else ""
    if fee and left:
        fee += tr("，这次不收，继续计")
    if not charge.amount:
        return tr("费用已经收齐；{fee}", fee=fee)
    words = [f"{charge.how} = {charge.amount}" if charge.how else tr("应收 {amount}", amount=charge.amount)]
    adjusted = charge.owed + charge.paid - charge.amount
    if adjusted < ZERO:
        words.append(tr("减免 {amount}", amount=-adjusted))
    elif adjusted > ZERO:
        words.append(tr("补收 {amount}", amount=adjusted))
    if charge.paid:
        words.append(tr("已收 {amount}", amount=charge.paid))
    if charge.owed != charge.amount:
        words.append(tr("还欠 {amount}", amount=charge.owed))
    day = f"{charge.due_on:%m-%d}"
    if charge.overdue_days > 0 and not fee:
        words.append(tr("{day} 到期，到今天逾期 {n} 天", day=day, n=charge.overdue_days))
    else:
        words.append(tr("{day} 到期", day=day))
    if fee:
        words.append(fee)
    return "；".join(words)


def overdue(charges: Iterable[Owed]) -> tuple[int, Money]:
    """How many of the charges are overdue, and what is owed of them."""
    late = [c for c in charges if c.overdue_days > 0]
    return len(late), total(c.owed for c in late)
