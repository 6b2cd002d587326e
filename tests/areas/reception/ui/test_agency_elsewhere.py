"""Commissions, viewings and events on the start page, on the unit card, in search and in the strip: D0.1–D0.3."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pytestqt.qtbot import QtBot

from frontdesk.app.searching import way_to
from frontdesk.app.strip_figures import reception_tab
from frontdesk.areas.reception.rules.lettings import LettingKind, SeekKind
from frontdesk.areas.reception.service.event_people import SignUp, sign_up
from frontdesk.areas.reception.service.events import ApproveEvent, Plan, PlanEvent, approve_event, plan_event
from frontdesk.areas.reception.service.letting_terms import Terms
from frontdesk.areas.reception.service.lettings import TakeLetting, take_letting
from frontdesk.areas.reception.service.seekers import TakeSeeker, Wishes, take_seeker
from frontdesk.areas.reception.service.viewings import ArrangeViewing, arrange_viewing
from frontdesk.areas.today.queries import today_groups
from frontdesk.areas.today.queries.search import search
from frontdesk.areas.today.ui.card_page import UnitCardPage
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui.tree import texts_of

Went = list[tuple[str, dict[str, Any]]]


def fill(desk: Desk) -> None:
    """A commission that runs out, who looks, a viewing at ten, an event on Monday with the home's people, a plan."""
    clerk = desk.receptionist
    terms = Terms(LettingKind.RENT, TODAY + timedelta(days=10), Money.yuan(3200))
    letting = desk.run(take_letting, TakeLetting(1, terms, owner="张硕", signed=True), clerk)
    seeker = desk.run(take_seeker, TakeSeeker(Wishes(SeekKind.RENT, "许文彬"), "13800005521"), clerk)
    desk.run(arrange_viewing, ArrangeViewing(letting.id, TODAY, "何倩", seeker.id, begins="10:00"), clerk)
    for title, approved in (("茶话会", True), ("包饺子", False)):
        plan = Plan(title, "会所", TODAY + timedelta(days=2), "14:00", "何倩")
        made = desk.run(plan_event, PlanEvent(plan), clerk)
        if approved:
            desk.run(approve_event, ApproveEvent(made.id, 1), desk.supervisor)
            desk.run(sign_up, SignUp(made.id, unit_id=1, person_id=1, people=2), clerk)


def lines(desk: Desk, actor: Any) -> dict[str, list[tuple[str, str, str]]]:
    found = desk.runner.read(today_groups, actor, desk.clock.today(), desk.clock.now())
    return {group.title: [(line.when, line.unit, line.target) for line in group.lines] for group in found}


def test_D0_3_viewings_what_runs_out_and_what_is_coming_stand_on_the_start_page(desk: Desk) -> None:
    fill(desk)
    shown = lines(desk, desk.receptionist)
    assert shown["今天的看房"] == [("10:00", "3-1-1202", "viewings")]
    assert shown["快到期的租售委托"] == [("12-01 到期", "3-1-1202", "lettings")]
    assert shown["社区活动"] == [("11-23", "", "events")]
    # A plan waits for who may approve it.
    assert len(lines(desk, desk.supervisor)["社区活动"]) == 2
    assert "今天的看房" not in lines(desk, desk.financier)
    strip = desk.runner.read(reception_tab, TODAY)
    assert (strip["lettings"], strip["events"]) == ("1 到期", "1 待审批")


def test_D0_1_they_are_found_and_lead_to_their_page(desk: Desk) -> None:
    fill(desk)

    def found(asked: str) -> list[tuple[str, str]]:
        hits = desk.runner.read(search, asked, limit=30, today=TODAY, now=desk.clock.now())
        ways = [way_to(hit) for hit in hits if hit.group == "租售与活动"]
        return [(way[0], way[1]["text"]) for way in ways if way is not None]

    assert found("ZS-20261121") == [("lettings", "ZS-20261121-001")]
    assert found("KF-20261121-001") == [("viewings", "KF-20261121-001")]
    assert found("许文彬") == [("seekers", "KH-20261121-001")]
    assert found("茶话会") == [("events", "HD-2026-001")]
    assert found("zs") == []


def test_D0_2_the_card_shows_them_with_the_way_to_each(
    desk: Desk, front: Front, show: Callable[[Any], Any], qtbot: QtBot, went: Went
) -> None:
    fill(desk)
    page: UnitCardPage = show(UnitCardPage(front))
    page.open(unit_id=1)
    qtbot.waitUntil(lambda: "租售与活动" in " ".join(texts_of(page)))
    told = " ".join(texts_of(page))
    assert "快到期，3,200.00，到 12-01" in told
    assert "报名 茶话会" in told
