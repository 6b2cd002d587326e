"""The duty to report (article 17), with its clock: what was done or is not mended goes to the authority."""

from __future__ import annotations

from datetime import date, timedelta

from frontdesk.areas.decoration.rules.articles import REPORTED, Ground
from frontdesk.areas.decoration.rules.kinds import BreachState


def breach_state(*, limit_on: date, mended: bool, void: bool, today: date) -> BreachState:
    """How far a breach is. The limit's own day is still in time."""
    if void:
        return BreachState.VOID
    if mended:
        return BreachState.MENDED
    return BreachState.OVERDUE if today > limit_on else BreachState.OPEN


def report_from(ground: Ground, *, found_on: date, limit_on: date, done: bool, mended: bool) -> date | None:
    """From which day on a breach must be reported; None: it need not.

    What has had its consequences is reported from the day it was found, mended or not; else what offends articles 5
    to 9 from the day after a limit that went by.
    """
    if ground not in REPORTED:
        return None
    if done:
        return found_on
    return None if mended else limit_on + timedelta(days=1)
