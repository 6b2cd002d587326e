"""What the office has decided about personal data: the purposes, and after how many years a name goes (D1.9)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from frontdesk.areas.archives.rules.personal import (
    PURPOSES_SETTING,
    USUAL_PURPOSES,
    YEARS,
    YEARS_SETTING,
    Basis,
    Purpose,
)
from frontdesk.base.store.settings import get_setting


def purposes(session: Session) -> tuple[Purpose, ...]:
    """What personal data is used for, in the office's order."""
    kept = get_setting(session, PURPOSES_SETTING, None)
    if not kept:
        return USUAL_PURPOSES
    return tuple(Purpose(each["name"], Basis(each["basis"]), bool(each["needed"])) for each in kept)


def years_kept(session: Session) -> int:
    """After so many whole years a person who left is made anonymous."""
    return int(get_setting(session, YEARS_SETTING, YEARS))
