"""What the frame itself shows of the cash desk: the shift chip, and a shift left open from an earlier day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.queries import current_shift, shift_summary
from frontdesk.base.store.work import Actor
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Tone


@dataclass(frozen=True, slots=True)
class ShiftFacts:
    """What the chip says after 班次. `strong` is the drawer's figure, empty where blind counting hides it (M7.3)."""

    tone: Tone
    parts: tuple[str, ...]
    strong: str = ""


def shift_facts(session: Session, actor: Actor, today: date) -> ShiftFacts:
    """The chip for whoever sits here."""
    shift = current_shift(session, actor.id)
    if shift is None:
        return ShiftFacts("neutral", (tr("未开班"),))
    if shift.business_on < today:
        return ShiftFacts("warn", (f"{shift.business_on:%m-%d} {shift.name}", tr("未结")))
    told = shift_summary(session, shift.id, viewer=actor)
    if told.cash is None:
        return ShiftFacts("ok", (shift.name, tr("{n} 张", n=told.receipts)))
    return ShiftFacts("ok", (shift.name, tr("现金")), f"¥{told.cash}")
