"""A notice's rounds to its boards as the rules read them, and which notice has put it right."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.model.notices import NoticeRound, NoticeRoundPlace, PublicNotice
from frontdesk.areas.reception.rules.notices import NoticeState, Round


def rounds_of(session: Session, notice_id: int) -> tuple[Round, ...]:
    """The oldest first, those taken back among them."""
    places: dict[int, list[int]] = defaultdict(list)
    for round_id, place_id in session.execute(
        select(NoticeRoundPlace.round_id, NoticeRoundPlace.place_id)
        .join(NoticeRound, NoticeRound.id == NoticeRoundPlace.round_id)
        .where(NoticeRound.notice_id == notice_id)
        .order_by(NoticeRoundPlace.id)
    ):
        places[round_id].append(place_id)
    rows = session.scalars(
        select(NoticeRound).where(NoticeRound.notice_id == notice_id).order_by(NoticeRound.id)
    )
    return tuple(Round(row.id, row.step, tuple(places[row.id]), row.undoes_id) for row in rows)


def corrected_by(session: Session, notice_id: int) -> str | None:
    """The number of the issued notice that puts this one right; None while there is none."""
    return session.scalar(
        select(PublicNotice.number).where(
            PublicNotice.corrects_id == notice_id,
            PublicNotice.number.is_not(None),
            PublicNotice.state != NoticeState.VOID,
        )
    )
