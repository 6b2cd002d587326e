"""What the office sets for tickets: its word lists, time limits by kind and level, working hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.reception.model.lists import TicketLimit, TicketWord
from frontdesk.areas.reception.queries.words import WordRow, word_rows
from frontdesk.areas.reception.rules.limits import SETTING, LimitRule, WorkHours, check_rule, stored_hours
from frontdesk.areas.reception.rules.words import PARENT, SEEDS, Level, TicketKind, WordList
from frontdesk.areas.reception.service.common import LONGEST_WORD, TOPIC, must
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

WORDS_TOPIC = "ticket_words"


@dataclass(frozen=True, slots=True)
class SaveWord:
    """A word of a list from now on: new, moved (`sort`), taken out of use or back (`active`)."""

    which: WordList
    words: str
    parent: str = ""
    active: bool = True
    sort: int | None = None


@dataclass(frozen=True, slots=True)
class SaveLimits:
    """The limits of a kind and level from a day on (None: today)."""

    kind: TicketKind
    level: Level
    rule: LimitRule
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class SaveHours:
    """The office's working hours from now on; what was promised stays."""

    hours: WorkHours


def save_word(work: Work, command: SaveWord) -> int:
    """Store it; its id. Raises `Refused` for one that stands so already, or below a word that is none."""
    work.require(Right.RECEPTION_SETUP)
    which = command.which
    told = must(command.words, tr("请写词"), longest=LONGEST_WORD, field="words")
    parent = command.parent.strip()
    seed(work, which)
    if (above := PARENT.get(which)) is not None:
        if above is WordList.CATEGORY or above is WordList.DEPARTMENT:
            seed(work, above)
        if parent not in {row.words for row in word_rows(work.session, above)}:
            raise Refused(tr("请先选{which}", which=tr(above.value)), field="parent")
    elif parent:
        raise Refused(tr("{which}没有上一级，请去掉", which=tr(which.value)), field="parent")
    rows = word_rows(work.session, which, active_only=False)
    same = next((row for row in rows if (row.words, row.parent) == (told, parent)), None)
    sort = command.sort if command.sort is not None else same.sort if same is not None else len(rows) + 1
    if same is not None and (same.active, same.sort) == (command.active, sort):
        raise Refused(tr("“{word}”已经是这样，没有再改", word=told), field="words")
    if same is None and not command.active:
        raise Refused(tr("没有“{word}”，请重新选择", word=told), field="words")
    return _add(work, WordRow(None, which, told, parent, command.active, sort))


def seed(work: Work, which: WordList) -> None:
    """Store the words an office begins with, when it first touches the list."""
    # Two desks that touch a list for the first time at once take turns.
    next_number(work.session, "ticket-words")
    if work.session.scalar(select(TicketWord.id).where(TicketWord.which == which).limit(1)) is not None:
        return
    for at, (word, parent) in enumerate(SEEDS[which], 1):
        _add(work, WordRow(None, which, word, parent, True, at))


def _add(work: Work, row: WordRow) -> int:
    made = TicketWord(
        which=row.which,
        words=row.words,
        parent=row.parent,
        active=row.active,
        sort=row.sort,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
    )
    work.session.add(made)
    work.session.flush()
    work.touch(WORDS_TOPIC)
    return made.id


def save_limits(work: Work, command: SaveLimits) -> int:
    """Store the version; its id. What was promised before stays. Raises `InvalidInput`."""
    work.require(Right.RECEPTION_SETUP)
    check_rule(command.rule)
    starts_on = command.starts_on or work.today()
    if starts_on < work.today():
        raise InvalidInput({"starts_on": tr("新的规定不能从今天以前开始")})
    rule = command.rule
    made = TicketLimit(
        kind=command.kind,
        level=command.level,
        dispatch_minutes=rule.dispatch_minutes,
        arrive_minutes=rule.arrive_minutes,
        finish_hours=rule.finish_hours,
        call_days=rule.call_days,
        working=rule.working,
        starts_on=starts_on,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
    )
    work.session.add(made)
    work.session.flush()
    work.touch(TOPIC)
    return made.id


def save_hours(work: Work, command: SaveHours) -> None:
    """Set them. Raises `InvalidInput` for spans that overlap."""
    work.require(Right.RECEPTION_SETUP)
    set_setting(work, SETTING, stored_hours(command.hours))
    work.touch(TOPIC)
