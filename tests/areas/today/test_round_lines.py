"""Planned visits and surveys on the start page, the unit card, in the one search, behind the strip's words (D0.1–D0.3, D2.7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from frontdesk.app.checks import broken
from frontdesk.app.searching import way_to
from frontdesk.app.strip_figures import reception_tab
from frontdesk.areas.reception.service.questionnaires import SeedQuestionnaire, seed_questionnaire
from frontdesk.areas.reception.service.surveys import HandOut, hand_out
from frontdesk.areas.reception.service.visit_plans import MakePlan, make_plan
from frontdesk.areas.today.queries import today_groups
from frontdesk.areas.today.queries.search import search
from frontdesk.areas.today.ui.card_page import UnitCardPage
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Link
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui.conftest import answers, bar, front, front_of, port, show, went
from tests.areas.cashdesk.ui.tree import texts_of

__all__ = ["answers", "bar", "front", "front_of", "port", "show", "went"]


def begin(desk: Desk) -> None:
    """A plan and a survey that ended yesterday."""
    desk.run(make_plan, MakePlan("重点走访", TODAY, TODAY), desk.receptionist)
    asked = desk.run(seed_questionnaire, SeedQuestionnaire(), desk.receptionist).id
    desk.run(hand_out, HandOut(asked, "下半年满意度调查", TODAY, TODAY), desk.receptionist)
    desk.clock.at += timedelta(days=1)


def test_D0_3_late_plans_and_surveys_to_fix_stand_on_the_start_page(desk: Desk) -> None:
    begin(desk)
    today = desk.clock.today()
    found = {g.title: g for g in desk.runner.read(today_groups, desk.receptionist, today, desk.clock.now())}
    plan, survey = found["走访计划"].lines[0], found["满意度调查"].lines[0]
    assert (plan.when, plan.number, plan.target, plan.arguments) == (
        "超 1 天", "ZF-2026-001", "visit_round", {"plan_id": 1},
    )  # fmt: skip
    assert (survey.right, survey.number, survey.target) == ("该定稿了", "DC-2026-01", "survey_results")
    strip = desk.runner.read(reception_tab, today)
    assert (strip["visit_plans"], strip["surveys"]) == ("1 超期", "1 该定稿")
    assert broken(desk.runner) == []


def test_D0_1_search_finds_plans_surveys_and_a_scanned_sheet(desk: Desk) -> None:
    begin(desk)

    def find(asked: str) -> list[tuple[str, Any]]:
        hits = desk.runner.read(search, asked, limit=30, today=desk.clock.today(), now=desk.clock.now())
        return [
            (hit.label, way_to(hit)) for hit in hits if hit.kind in ("visit_plan", "survey", "survey_sheet")
        ]

    assert find("zf-2026-001") == [("ZF-2026-001", ("visit_round", {"plan_id": 1}))]
    assert find("重点走访") == [("ZF-2026-001", ("visit_round", {"plan_id": 1}))]
    assert find("满意度") == [("DC-2026-01", ("surveys", {"text": "DC-2026-01", "show": "ALL"}))]
    assert find("DC-2026-01-0002") == [("DC-2026-01-0002", ("survey_entry", {"survey_id": 1, "sheet_id": 2}))]
    assert find("138") == []


def test_D0_2_the_card_says_what_is_planned_and_awaited(
    desk: Desk, front: Front, show: Any, went: list[Any]
) -> None:
    begin(desk)
    card = show(UnitCardPage(front))
    card.open(unit_id=1)
    told = " ".join(texts_of(card.east))
    assert "重点走访" in told
    assert "待走访，11-21 前" in told
    assert "问卷没有交回，11-21 截止" in told
    card.findChild(Link, "card_sheet_3").clicked.emit()
    assert went[-1] == ("survey_entry", {"survey_id": 1, "sheet_id": 3})
