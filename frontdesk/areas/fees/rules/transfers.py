"""A charge of a period in which the unit changed hands, split by days where the clerk asks for it (M2.6). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Span
from frontdesk.base.values.text import tr

SPLIT = "split"
"""`Charge.source_kind` of the part that was split off; `source_id` is the charge it was split from."""


@dataclass(frozen=True, slots=True)
class Halves:
    """The old owner's days and amount, and the new one's; together the whole to the fen."""

    old: Money
    old_days: int
    new: Money
    new_days: int


def halves(net: Money, span: Span, on: date) -> Halves:
    """*net* shared by days: the old owner's go up to the day before *on*. Raises `Refused` naming the field."""
    if not span.start < on < span.end:
        raise Refused(
            tr(
                "过户日要在 {first} 之后、{last} 之前（含），才有两家的天数",
                first=span.start.isoformat(),
                last=span.last.isoformat(),
            ),
            field="on",
        )
    days = (on - span.start).days
    old = net.prorate(days, span.days)
    if old in (ZERO, net):
        raise Refused(tr("金额太小，分不出两家的"), field="on")
    return Halves(old, days, net - old, span.days - days)
