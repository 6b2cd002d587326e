"""The office's lists for handing homes over, and its settings."""

from __future__ import annotations

from sqlalchemy.orm import Session

from frontdesk.areas.handover.rules.lists import (
    BLOCK_SETTING,
    MEND_DAYS,
    MEND_SETTING,
    PAPERS,
    PAPERS_SETTING,
    PLACES,
    PLACES_SETTING,
    ListedPaper,
)
from frontdesk.base.store.settings import get_setting


def listed_papers(session: Session) -> tuple[ListedPaper, ...]:
    """Papers to sign or hand out, in the office's order."""
    kept = get_setting(session, PAPERS_SETTING)
    return PAPERS if kept is None else tuple(ListedPaper(*row) for row in kept)


def listed_places(session: Session) -> tuple[str, ...]:
    """Places an owner looks at, in the office's order."""
    kept = get_setting(session, PLACES_SETTING)
    return PLACES if kept is None else tuple(str(word) for word in kept)


def blocks_unpaid(session: Session) -> bool:
    """Whether what is owed stops a handover until it is paid, or a supervisor lets it pass."""
    return bool(get_setting(session, BLOCK_SETTING, True))


def mend_days(session: Session) -> int:
    """Days within which a defect is promised to be mended, unless another day is said."""
    return int(get_setting(session, MEND_SETTING, MEND_DAYS))
