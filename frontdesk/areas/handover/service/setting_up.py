"""The lists of a handover, as the office wants them (D1.4)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.handover.rules.lists import (
    BLOCK_SETTING,
    LONGEST_NAME,
    MEND_SETTING,
    MOST_PAPERS,
    MOST_PLACES,
    PAPERS_SETTING,
    PLACES_SETTING,
    ListedPaper,
)
from frontdesk.areas.handover.service.common import TOPIC
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

LONGEST_PLACE = 40
MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class SetLists:
    """Papers and places in their order; `block_unpaid`: what is owed stops a handover; days to mend a defect in."""

    papers: tuple[ListedPaper, ...]
    places: tuple[str, ...]
    block_unpaid: bool
    mend_days: int


def set_lists(work: Work, command: SetLists) -> SetLists:
    """Keep them. What was signed before stays as it was. Raises `InvalidInput`."""
    work.require(Right.HANDOVER_ALLOW, tr("改收楼的文件清单要主管准许"))
    errors: dict[str, str] = {}
    names = [paper.name.strip() for paper in command.papers]
    places = [place.strip() for place in command.places if place.strip()]
    for field, words, most, longest in (
        ("papers", names, MOST_PAPERS, LONGEST_NAME),
        ("places", places, MOST_PLACES, LONGEST_PLACE),
    ):
        if not words or not all(words):
            errors[field] = tr("请至少写一项，一行一项")
        elif len(words) > most:
            errors[field] = tr("最多 {n} 项", n=most)
        elif len(set(words)) < len(words):
            errors[field] = tr("有重复的，请核对")
        elif max(map(len, words)) > longest:
            errors[field] = tr("一项最多 {n} 个字", n=longest)
    if not 1 <= command.mend_days <= MOST_DAYS:
        errors["mend_days"] = tr("天数在 1 到 {n} 之间", n=MOST_DAYS)
    if errors:
        raise InvalidInput(errors)
    set_setting(
        work,
        PAPERS_SETTING,
        [[name, paper.signed, paper.needed] for name, paper in zip(names, command.papers, strict=True)],
    )
    set_setting(work, PLACES_SETTING, places)
    set_setting(work, BLOCK_SETTING, command.block_unpaid)
    set_setting(work, MEND_SETTING, command.mend_days)
    work.touch(TOPIC)
    return command
