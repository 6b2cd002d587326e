"""The card's lines of visits that are planned or were made, and of a questionnaire that is awaited (D0.2, D2.7)."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.reception.rules.visit_plans import TargetState
from frontdesk.areas.today.queries import UnitCard
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Link
from frontdesk.base.widgets.pane import Pane

_MOST = 3


def rounds(pane: Pane, card: UnitCard) -> list[tuple[str, dict[str, Any], Link]]:
    """走访与调查: a line for each, with where it leads. Nothing where there is none."""
    if not (card.planned or card.asked):
        return []
    section = pane.add_section(tr("走访与调查"), name="card_rounds")
    ways: list[tuple[str, dict[str, Any], Link]] = []
    for visit in card.planned[:_MOST]:
        if visit.state is TargetState.DONE and visit.made_on is not None:
            told = tr("{day} 走访过", day=visit.made_on)
            if visit.satisfaction is not None:
                told += tr("，满意度 {n}", n=visit.satisfaction)
            line = section.add_state("ok", visit.name, told)
        else:
            until = tr("{state}，{day} 前", state=tr(visit.state.value), day=f"{visit.until:%m-%d}")
            line = section.add_state("bad" if visit.until < card.on else "info", visit.name, until)
        link = Link(visit.number, f"card_visit_{visit.target_id}")
        line.addWidget(link)
        ways.append(("visit_round", {"plan_id": visit.plan_id, "text": card.unit.code, "show": "ALL"}, link))
    for sheet in card.asked[:_MOST]:
        until = tr("问卷没有交回，{day} 截止", day=f"{sheet.last_on:%m-%d}")
        line = section.add_state("info", sheet.title, until)
        link = Link(tr("录入"), f"card_sheet_{sheet.sheet_id}")
        line.addWidget(link)
        ways.append(("survey_entry", {"survey_id": sheet.survey_id, "sheet_id": sheet.sheet_id}, link))
    return ways
