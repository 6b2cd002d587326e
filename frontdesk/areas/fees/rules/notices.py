"""What a payment notice says of a unit's open charges. Facts in; the document itself is made of what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr

DAYS_TO_PAY = 7
"""Where everything on a notice is overdue, it asks to pay within so many days (setting `notice.days_to_pay`)."""


class NoticeUnit(NamedTuple):
    """Whom a notice is for; `building` heads its bookmarks."""

    unit: str
    building: str
    payer: str
    area: Decimal | None


class NoticeCharge(NamedTuple):
    """An open charge; owed = amount + adjusted - paid. `late_fee` is what is open of its late fee (M5).

    Nothing is owed of a charge of which only the late fee is still open (T7).
    """

    item: str
    period: str
    how: str
    due_on: date
    amount: Money
    adjusted: Money
    owed: Money
    late_fee: Money = ZERO
    item_id: int = 0


def pay_before(charges: Sequence[NoticeCharge], month: Month, today: date, days_to_pay: int) -> date:
    """The day a notice asks to pay before: the latest due day on it, if that is still to come.

    Else the month's last day, and when that has passed too, so many days from today.
    """
    due = max(charge.due_on for charge in charges)
    if due >= today:
        return due
    return month.span.last if month.span.last >= today else today + timedelta(days=days_to_pay)


def told(charge: NoticeCharge) -> str:
    """How the amount came about, and what was paid or adjusted of it since (M2.7, M2.8)."""
    paid = charge.amount + charge.adjusted - charge.owed
    words = []
    if charge.adjusted < ZERO:
        words.append(tr("已减免 {amount}", amount=-charge.adjusted))
    elif charge.adjusted:
        words.append(tr("补收 {amount}", amount=charge.adjusted))
    if paid:
        words.append(tr("已缴 {amount}", amount=paid))
    if not words:
        return charge.how
    since = "，".join(words)
    return tr("{how}（应收 {amount}，{since}）", how=charge.how, amount=charge.amount, since=since)
