"""The office's terms of decorations: amounts, days, hours, its own days over the legal calendar."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from frontdesk.areas.decoration.model.terms import DecorationTerms
from frontdesk.areas.decoration.queries.files import terms_of
from frontdesk.areas.decoration.rules.hours import DayKind
from frontdesk.areas.decoration.rules.terms import DAYS_SETTING, Terms, stored_own_days, stored_terms
from frontdesk.areas.decoration.service.common import TOPIC
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

FARTHEST = 366
"""Days ahead that terms may be set."""


@dataclass(frozen=True, slots=True)
class SaveTerms:
    """The terms from a day on (None: today); what agreements that stand promise stays as it is."""

    terms: Terms
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class SaveOwnDays:
    """The office's own days, all of them: day -> (what it is, its name)."""

    days: Mapping[date, tuple[DayKind, str]]


def save_terms(work: Work, command: SaveTerms) -> None:
    """Store a new version, where it says anything new. Raises `InvalidInput` for what cannot be meant."""
    work.require(Right.SETTINGS)
    starts_on = command.starts_on or work.today()
    if starts_on < work.today():
        raise InvalidInput({"starts_on": tr("以前的规定不能改，请填今天或以后的日期")})
    if (starts_on - work.today()).days > FARTHEST:
        raise InvalidInput({"starts_on": tr("请填 {n} 天以内的日期", n=FARTHEST)})
    value = stored_terms(command.terms)
    if terms_of(work.session, starts_on) == command.terms:
        return
    work.session.add(
        DecorationTerms(
            starts_on=starts_on, value=json.dumps(value, ensure_ascii=False), at=work.now(),
            by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch("settings")
    work.touch(TOPIC)


def save_own_days(work: Work, command: SaveOwnDays) -> None:
    """Set them all."""
    work.require(Right.SETTINGS)
    set_setting(work, DAYS_SETTING, stored_own_days(command.days))
    work.touch(TOPIC)
