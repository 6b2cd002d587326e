"""Time limits and working hours as the office has set them, and the desk's wall clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.decoration.queries.files import own_days
from frontdesk.areas.decoration.rules.hours import DayKind, day_facts
from frontdesk.areas.reception.model.lists import TicketLimit
from frontdesk.areas.reception.rules.limits import SEEDS, SETTING, Calendar, LimitRule, WorkHours, read_hours
from frontdesk.areas.reception.rules.words import Level, TicketKind
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.clock import local_time


def wall(stamp: datetime) -> datetime:
    """A stored stamp on the desk's wall clock, naive."""
    return local_time(stamp).replace(tzinfo=None)


def stamp(at: datetime) -> datetime:
    """A moment of the desk's wall clock as it is stored."""
    return at.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class LimitRow:
    """The limits of a kind and level on a day; `starts_on` None: as an office begins."""

    kind: TicketKind
    level: Level
    rule: LimitRule
    starts_on: date | None
    by: str


def limit_rows(session: Session, on: date) -> tuple[LimitRow, ...]:
    """The limits of every kind and level as they stand on the day."""
    found = {key: LimitRow(*key, rule, None, "") for key, rule in SEEDS.items()}
    query = select(TicketLimit).where(TicketLimit.starts_on <= on)
    for row in session.scalars(query.order_by(TicketLimit.starts_on, TicketLimit.id)):
        found[row.kind, row.level] = LimitRow(row.kind, row.level, _rule(row), row.starts_on, row.by)
    return tuple(found.values())


def limit_rule(session: Session, kind: TicketKind, level: Level, on: date) -> LimitRule:
    """The limits of one kind and level on the day."""
    row = session.scalar(
        select(TicketLimit)
        .where(TicketLimit.kind == kind, TicketLimit.level == level, TicketLimit.starts_on <= on)
        .order_by(TicketLimit.starts_on.desc(), TicketLimit.id.desc())
        .limit(1)
    )
    return SEEDS[kind, level] if row is None else _rule(row)


def work_hours(session: Session) -> WorkHours:
    """The office's working hours."""
    return read_hours(get_setting(session, SETTING))


def calendar_of(session: Session) -> Calendar:
    """The office's hours over the legal calendar with its own days."""
    own = own_days(session)

    @cache
    def kind_of(day: date) -> DayKind:
        return day_facts(day, own).kind

    return Calendar(work_hours(session), kind_of)


def _rule(row: TicketLimit) -> LimitRule:
    return LimitRule(row.dispatch_minutes, row.arrive_minutes, row.finish_hours, row.call_days, row.working)
