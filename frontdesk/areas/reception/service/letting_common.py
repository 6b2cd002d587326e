"""What every act on a commission uses: the row, locked; its course; the one place that writes it (D2.6)."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.archives.model import Person
from frontdesk.areas.reception.model.lettings import Letting, LettingEvent, LettingTerms
from frontdesk.areas.reception.rules.lettings import (
    COURSE,
    OPEN,
    LettingHappened,
    LettingState,
    LettingStep,
    stands,
    state,
)
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

TOPIC = "lettings"


def locked(work: Work, letting_id: int) -> Letting:
    """The row, locked, so that two desks do not close it twice."""
    letting = work.session.scalar(select(Letting).where(Letting.id == letting_id).with_for_update())
    if letting is None:
        raise Refused(tr("没有这份委托，请重新选择"))
    return letting


def whole_phone(work: Work, letting: Letting) -> str:
    """The owner's number in full: the one that was told, else the archives'."""
    person = work.session.get(Person, letting.person_id) if letting.person_id is not None else None
    return letting.phone or (person.phone if person is not None else "")


def current_terms(work: Work, letting: Letting) -> LettingTerms:
    """The terms that hold."""
    query = select(LettingTerms).where(
        LettingTerms.letting_id == letting.id, LettingTerms.no == letting.terms_no
    )
    return work.session.scalars(query).one()


def standing(work: Work, letting: Letting) -> LettingState:
    """How it stands today."""
    last_on = letting.ends_on - timedelta(days=1)
    return state(letting.outcome, letting.signed_on, last_on, work.today())


def require_step(work: Work, letting: Letting, step: LettingStep) -> None:
    """Raises `Refused` where its course does not lead there."""
    now = standing(work, letting)
    if step in COURSE[now]:
        return
    if now is LettingState.UNSIGNED and step in (LettingStep.VIEWED, LettingStep.DEAL):
        raise Refused(tr("{number} 业主还没有签委托书，请先签", number=letting.number))
    if now is LettingState.EXPIRED and step is LettingStep.VIEWED:
        raise Refused(tr("{number} 委托已经到期，请先和业主续期", number=letting.number))
    if step is LettingStep.SIGNED and now in OPEN:
        raise Refused(tr("{number} 已经签过委托书，或者已经到期要先续期", number=letting.number))
    raise Refused(tr("{number} {state}，没有再记", number=letting.number, state=tr(now.value)))


def for_step(work: Work, letting_id: int, step: LettingStep) -> Letting:
    letting = locked(work, letting_id)
    require_step(work, letting, step)
    return letting


def course_of(work: Work, letting_id: int) -> list[LettingEvent]:
    query = select(LettingEvent).where(LettingEvent.letting_id == letting_id).order_by(LettingEvent.id)
    return list(work.session.scalars(query))


def add(
    work: Work, letting: Letting, step: LettingStep, *, on: date | None = None, words: str = "",
    undoes_id: int | None = None,
) -> LettingEvent:  # fmt: skip
    """Write a row of a locked commission's course, and what it comes to beside it."""
    event = LettingEvent(
        letting_id=letting.id, step=step, happened_on=on or work.today(), at=work.now(), words=words,
        undoes_id=undoes_id, by_id=work.actor.id, by=work.actor.name,
    )  # fmt: skip
    work.session.add(event)
    work.session.flush()
    rows = [LettingHappened(r.id, r.step, r.happened_on, r.undoes_id) for r in course_of(work, letting.id)]
    found = stands(rows)
    letting.signed_on, letting.outcome, letting.ended_on = found.signed_on, found.outcome, found.ended_on
    work.session.flush()
    work.touch(TOPIC)
    return event
