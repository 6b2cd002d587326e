"""What visitors, parcels, found things and the shift log share: who may write, words that fit, days, numbers, units."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.archives.queries.joined import kept_id
from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

LONGEST_WORDS = 200


def may_write(work: Work) -> None:
    """Whoever writes at the reception has the right to, or a supervisor's leave."""
    work.require(Right.RECEPTION)


def tidy(text: str, *, missing: str = "", field: str = "words", most: int = LONGEST_WORDS) -> str:
    """Words that fit, blanks around them left out; *missing* is said where they must not be empty."""
    words = text.strip()
    if missing and not words:
        raise Refused(missing, field=field)
    if len(words) > most:
        raise Refused(tr("超过 {n} 个字，请写短些", n=most), field=field)
    return words


def day_of(work: Work, on: date | None, *, field: str = "on") -> date:
    """The day of what happened: today unless an earlier one is said."""
    today = work.today()
    if on is not None and on > today:
        raise Refused(tr("日期不能晚于今天 {today}", today=today), field=field)
    return on or today


def day_number(work: Work, prefix: str, day: date) -> str:
    """`KD-20261121-003`, taken in this transaction."""
    series = f"{prefix}-{day:%Y%m%d}"
    return f"{series}-{next_number(work.session, series):03d}"


def check_unit(work: Work, unit_id: int | None) -> None:
    """Raises `Refused` for a unit that is not there, or has become others."""
    if unit_id is not None and work.session.scalar(select(Unit.id).where(Unit.id == unit_id)) is None:
        raise Refused(tr("没有这户，请重新选择"), field="unit_id")
    must_stand(work.session, unit_id)


def person_name(work: Work, person_id: int | None, *, field: str = "taker") -> str:
    """The name of somebody of the archives; "" for nobody. Raises `Refused` where there is none of that id."""
    if person_id is None:
        return ""
    person = work.session.get(Person, kept_id(work.session, person_id))
    if person is None:
        raise Refused(tr("没有这位住户，请重新选择"), field=field)
    return person.name


def by_another(work: Work, by_id: int, on: date, words: str) -> None:
    """What somebody else, or another day, has entered is taken back by a supervisor's leave only."""
    if by_id != work.actor.id or on != work.today():
        work.require(Right.RECEPTION_LEAD, words)
