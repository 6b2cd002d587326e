"""The steps of asking for money (M8.3): which paper comes next, and from which day. Facts in, a decision out.

缴费通知单 → first 催缴单 → second 催缴单 → draft of a 律师函. A step counts from the day it reached the unit; the
next is offered so many days after it (settings). What was issued before the oldest debt had fallen due belongs
to an earlier round and does not count: who has paid everything and falls behind again begins anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from frontdesk.areas.fees.rules.kinds import NoticeKind
from frontdesk.base.values.periods import Month

ORDER: Final[tuple[NoticeKind, ...]] = tuple(NoticeKind)
USUAL_DAYS: Final[dict[NoticeKind, int]] = {
    NoticeKind.FIRST: 7,
    NoticeKind.SECOND: 15,
    NoticeKind.LAWYER: 30,
}
"""Days from the day a step reached the unit until the next is offered, until the office sets others."""
MOST_DAYS: Final = 365

STEP_WORDS: Final[dict[NoticeKind, str]] = {
    NoticeKind.NOTICE: "缴费通知单",
    NoticeKind.FIRST: "催缴单（第一次）",
    NoticeKind.SECOND: "催缴单（第二次）",
    NoticeKind.LAWYER: "律师函（草稿）",
}


def setting_key(kind: NoticeKind) -> str:
    """Under what the office keeps the days before a step: `steps.first_days`."""
    return f"steps.{kind.value}_days"


class Readiness(StrEnum):
    """Whether a unit's next step can be taken."""

    READY = "ready"
    WAITING = "waiting"
    """Its days are not over."""
    UNDELIVERED = "undelivered"
    """The last step has not reached the unit, or nobody has entered it."""
    END = "end"
    """The lawyer's letter was the last; the matter is the court's, or it is asked again."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: issued, and perhaps delivered, on these days. `period` is a payment notice's month."""

    kind: NoticeKind
    issued_on: date
    delivered_on: date | None
    number: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """Where a unit stands: the last step that counts, the one that comes next, and from which day (None: open)."""

    last: Taken | None
    next: NoticeKind
    readiness: Readiness
    since: date | None = None

    @property
    def ready(self) -> bool:
        return self.readiness is Readiness.READY


def counts(step: Taken, oldest_due: date, oldest_period: str) -> bool:
    """Whether a step speaks of a debt that still stands.

    A payment notice also names what falls due after it, so it counts for periods up to its own; a demand names
    only what was overdue.
    """
    if step.kind is NoticeKind.NOTICE:
        return oldest_period <= (step.period or str(Month.of(step.issued_on)))
    return oldest_due < step.issued_on


def next_step(
    taken: Sequence[Taken],
    oldest_due: date,
    oldest_period: str,
    on: date,
    days: Mapping[NoticeKind, int] | None = None,
) -> NextStep:
    """Where a unit with overdue debts stands on a day.

    *taken* are its notices in any order, *oldest_due* and *oldest_period* its oldest open debt's. A step is there
    only when the one before it is: a lawyer's letter that was printed by mistake skips nothing.
    """
    waits = {**USUAL_DAYS, **(days or {})}
    last: Taken | None = None
    for kind in ORDER:
        found = [step for step in taken if step.kind is kind and counts(step, oldest_due, oldest_period)]
        if not found:
            break
        # Several of one kind: the one that was delivered first is what its days count from.
        last = min(found, key=lambda step: (step.delivered_on or date.max, step.issued_on))
    if last is None:
        return NextStep(None, NoticeKind.NOTICE, Readiness.READY)
    if last.kind is NoticeKind.LAWYER:
        return NextStep(last, NoticeKind.LAWYER, Readiness.END)
    following = ORDER[ORDER.index(last.kind) + 1]
    if last.delivered_on is None:
        return NextStep(last, following, Readiness.UNDELIVERED)
    # Nobody is pressed for what was not overdue when the notice came.
    begun = max(last.delivered_on, oldest_due)
    since = begun + timedelta(days=waits[following])
    ready = Readiness.READY if on >= since else Readiness.WAITING
    return NextStep(last, following, ready, since)


def may_take(step: NextStep, kind: NoticeKind) -> bool:
    """Whether *kind* may be issued now: the step that is offered, or one that was taken before, once more."""
    if step.last is not None and ORDER.index(kind) <= ORDER.index(step.last.kind):
        return True
    return kind is step.next and step.ready
