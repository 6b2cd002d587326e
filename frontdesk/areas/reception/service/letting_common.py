"""What every act on a commission uses: the row, locked; its course; the one place that writes it (D2.6)."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.archives.model import Person
from frontdesk.areas.reception.model.lettings import (
    Letting,
    LettingEvent,
    LettingTerms,
    LettingViewing,
    LettingViewingEnd,
)
from frontdesk.areas.reception.rules.lettings import (
    COURSE,
    ENDING,
    OPEN,
    STEP_WORDS,
    LettingHappened,
    LettingState,
    LettingStep,
    ViewResult,
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


def call_off_viewings(work: Work, letting: Letting, why: str) -> None:
    """Viewings of later days are off once nothing is let or sold here any more; today's still gets its result."""
    ended = select(LettingViewingEnd.viewing_id)
    coming = select(LettingViewing).where(
        LettingViewing.letting_id == letting.id, LettingViewing.held_on > work.today(), LettingViewing.id.not_in(ended)
    )  # fmt: skip
    for viewing in work.session.scalars(coming.order_by(LettingViewing.id)).all():
        work.session.add(
            LettingViewingEnd(
                viewing_id=viewing.id, result=ViewResult.CANCELLED, words=why, next_words=tr("告诉看房人"),
                ended_on=work.today(), at=work.now(), by_id=work.actor.id, by=work.actor.name,
            )
        )  # fmt: skip
    work.touch("viewings")


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
    if step in ENDING:
        call_off_viewings(work, letting, tr("委托{what}", what=tr(STEP_WORDS[step])))
    work.touch(TOPIC)
    return event
