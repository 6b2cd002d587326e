"""What the office has decided about personal data, as plain values, and the command that keeps it (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.personal_settings import purposes, years_kept
from frontdesk.areas.archives.rules.personal import (
    MOST_YEARS,
    PURPOSES_SETTING,
    USUAL_PURPOSES,
    YEARS,
    YEARS_SETTING,
    purposes_text,
    read_purposes,
)
from frontdesk.base.store.settings import EXPORT_MARK, SaveSettings, get_setting, save_settings
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr

SCREEN_MARK = "privacy.screen_mark"


@dataclass(frozen=True, slots=True)
class PersonalFacts:
    """`purposes` as somebody types them, one to a line; `years` after which a person who left is made anonymous.

    `screen_mark` lays who sits here over the screen, `export_mark` who took it out over masked exports too.
    """

    purposes: str = purposes_text(USUAL_PURPOSES)
    years: int = YEARS
    screen_mark: bool = False
    export_mark: bool = False


def personal_facts(session: Session) -> PersonalFacts:
    """What is set, or what the trade begins with."""
    return PersonalFacts(
        purposes_text(purposes(session)),
        years_kept(session),
        screen_marked(session),
        bool(get_setting(session, EXPORT_MARK, False)),
    )


def screen_marked(session: Session) -> bool:
    """Whether the mark lies over the screen."""
    return bool(get_setting(session, SCREEN_MARK, False))


def save_personal(work: Work, command: PersonalFacts) -> None:
    """Keep it. Raises `InvalidInput` naming each field that cannot stand as it is."""
    errors: dict[str, str] = {}
    found = USUAL_PURPOSES
    try:
        found = read_purposes(command.purposes)
    except Refused as refused:
        errors["purposes"] = refused.text
    if not 1 <= command.years <= MOST_YEARS:
        errors["years"] = tr("请填 1 到 {most} 年", most=MOST_YEARS)
    if errors:
        raise InvalidInput(errors)
    kept = [{"name": each.name, "basis": each.basis.value, "needed": each.needed} for each in found]
    values: dict[str, object] = {
        PURPOSES_SETTING: kept,
        YEARS_SETTING: command.years,
        SCREEN_MARK: command.screen_mark,
        EXPORT_MARK: command.export_mark,
    }
    save_settings(work, SaveSettings(values))
