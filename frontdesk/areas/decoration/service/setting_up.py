"""The office's terms of decorations: amounts, days, hours, its own days over the legal calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from frontdesk.areas.decoration.rules.hours import DayKind
from frontdesk.areas.decoration.rules.terms import DAYS_SETTING, SETTING, Terms, stored_own_days, stored_terms
from frontdesk.areas.decoration.service.common import TOPIC
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.rights import Right


@dataclass(frozen=True, slots=True)
class SaveTerms:
    """The terms from now on; agreements that stand keep theirs."""

    terms: Terms


@dataclass(frozen=True, slots=True)
class SaveOwnDays:
    """The office's own days, all of them: day -> (what it is, its name)."""

    days: Mapping[date, tuple[DayKind, str]]


def save_terms(work: Work, command: SaveTerms) -> None:
    """Set them. Raises `InvalidInput` for days and amounts that cannot be meant."""
    work.require(Right.SETTINGS)
    set_setting(work, SETTING, stored_terms(command.terms))
    work.touch(TOPIC)


def save_own_days(work: Work, command: SaveOwnDays) -> None:
    """Set them all."""
    work.require(Right.SETTINGS)
    set_setting(work, DAYS_SETTING, stored_own_days(command.days))
    work.touch(TOPIC)
