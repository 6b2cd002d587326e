"""What must hold of notices, whatever was done."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.model.notices import (
    NoticeEvent,
    NoticePlace,
    NoticeText,
    PublicNotice,
)
from frontdesk.areas.reception.queries.notice_rounds import rounds_of
from frontdesk.areas.reception.queries.notice_texts import FORM
from frontdesk.areas.reception.rules.notices import NoticeStep, place_states, state_of
from frontdesk.base.store.papers import Paper


def broken_notices(session: Session) -> list[str]:
    """Each thing that does not hold, in words."""
    steps: dict[int, list[NoticeStep]] = defaultdict(list)
    writers: dict[int, list[int]] = defaultdict(list)
    wrong: list[str] = []
    for event in session.scalars(select(NoticeEvent).order_by(NoticeEvent.notice_id, NoticeEvent.no)):
        steps[event.notice_id].append(event.step)
        if event.step is NoticeStep.SUBMITTED:
            writers[event.notice_id].append(event.by_id)
        elif (
            event.step is NoticeStep.APPROVED
            and event.by_id == writers[event.notice_id][-1]
            and not event.words
        ):
            wrong.append(f"notice {event.notice_id}: reviewed by who wrote it, without a reason")
    places: dict[int, dict[int, NoticePlace]] = defaultdict(dict)
    for place in session.scalars(select(NoticePlace).order_by(NoticePlace.id)):
        places[place.notice_id][place.id] = place
    papers = set(session.scalars(select(Paper.number).where(Paper.form == FORM)))
    counted = session.execute(select(NoticeText.notice_id, func.count()).group_by(NoticeText.notice_id))
    texts = {notice_id: int(count) for notice_id, count in counted}
    for notice in session.scalars(select(PublicNotice).order_by(PublicNotice.id)):
        name = notice.number or f"notice {notice.id}"
        course, own = steps[notice.id], places[notice.id]
        if notice.state is not state_of(course, [place.state for place in own.values()]):
            wrong.append(f"{name}: how it stands is not what happened to it")
        if own and {i: p.state for i, p in own.items()} != place_states(own, rounds_of(session, notice.id)):
            wrong.append(f"{name}: how it stands at its boards is not what was done there")
        if (NoticeStep.APPROVED in course) != (notice.number is not None):
            wrong.append(f"{name}: has a number without being approved, or none after it")
        if notice.number is not None and notice.number not in papers:
            wrong.append(f"{name}: has no paper")
        if texts.get(notice.id, 0) != course.count(NoticeStep.SUBMITTED):
            wrong.append(
                f"{name}: was handed in {course.count(NoticeStep.SUBMITTED)} times, but has other texts"
            )
    return wrong
