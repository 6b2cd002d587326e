"""Decorations on the start page, the unit card and in search (D0.1, D0.2, D0.3, D4.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.searching import way_to
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.today.queries.search import search
from frontdesk.areas.today.queries.start_desk import desk_groups
from frontdesk.areas.today.ui.card_page import UnitCardPage
from frontdesk.base.store.work import Actor
from frontdesk.base.values.rights import Role
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Link
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.keys import press
from tests.areas.decoration.site import Site


@pytest.fixture
def site(desk: Desk) -> Site:
    """Under way, with a breach."""
    desk.open()
    made = Site(desk)
    made.to(State.RUNNING)
    made.breach("300")
    return made


def titles(desk: Desk, actor: Actor) -> dict[str, int]:
    groups = desk.runner.read(desk_groups, actor, desk.clock.today(), desk.clock.now())
    return {group.title: group.count for group in groups if group.title.startswith("装修")}


def test_d0_3_what_is_due_stands_on_the_start_page_for_who_may_do_it(desk: Desk, site: Site) -> None:
    assert titles(desk, desk.supervisor) == {
        "装修巡查": 0, "装修违规": 0, "装修押金该退了": 0, "装修退款待批准": 0,
    }  # fmt: skip
    desk.clock.forward(days=8)
    told = titles(desk, desk.supervisor)
    assert told["装修巡查"] >= 1
    assert told["装修违规"] == 1
    assert site.number
    assert titles(desk, Actor(9, "方怡", Role.FINANCE)).get("装修违规") is None


def test_d0_3_a_settlement_waits_on_the_start_page_of_who_allows_refunds(desk: Desk) -> None:
    desk.open()
    made = Site(desk).to(State.SETTLED)
    for actor in (desk.financier, desk.supervisor):
        groups = desk.runner.read(desk_groups, actor, desk.clock.today(), desk.clock.now())
        [group] = [group for group in groups if group.title == "装修退款待批准"]
        [line] = group.lines
        assert "装修押金 2,000.00" in line.text
        assert line.arguments == {"file_id": made.id}
    made.step(Step.ALLOW_REFUND, "同意", actor=desk.financier)
    groups = desk.runner.read(desk_groups, desk.financier, desk.clock.today(), desk.clock.now())
    assert [group.count for group in groups if group.title == "装修退款待批准"] == [0]
    told = desk.runner.read(desk_groups, desk.receptionist, desk.clock.today(), desk.clock.now())
    assert "装修退款待批准" not in [group.title for group in told]


def test_d0_2_the_unit_card_shows_the_file_with_what_is_next_and_leads_to_it(
    desk: Desk, site: Site, front: Front, show: Callable[..., Any], went: list[Any]
) -> None:
    page = cast(UnitCardPage, show(UnitCardPage(front)))
    page.open(unit_id=1)
    link = cast(QWidget, page).findChild(Link, f"card_decoration_{site.number}")
    assert link is not None
    link.clicked.emit()
    assert went == [("decoration_file", {"file_id": site.id})]


def test_d0_2_f7_of_the_card_opens_the_running_file_or_a_new_application(
    desk: Desk, site: Site, front: Front, show: Callable[..., Any], went: list[Any], qtbot: QtBot
) -> None:
    page = cast(UnitCardPage, show(UnitCardPage(front)))
    page.open(unit_id=1)
    press(qtbot, Qt.Key.Key_F7)
    page.open(unit_id=2)
    press(qtbot, Qt.Key.Key_F7, Qt.Key.Key_F9)
    assert [told[0] for told in went] == ["decoration_file", "new_decoration", "receipts"]
    assert went[0][1] == {"file_id": site.id}
    assert went[1][1] == {"unit_id": 2}
    assert ("F9", "收据") in page.shortcuts()
    # A file that is over is history: the next press begins another one.
    site.mend(site.facts.breaches[0].id)
    site.days(61)
    site.step(Step.LAPSE, "过期没有延期")
    page.open(unit_id=1)
    page.refresh()
    press(qtbot, Qt.Key.Key_F7)
    assert went[-1] == ("new_decoration", {"unit_id": 1})


def test_d0_2_who_may_not_decorate_has_no_such_key(
    desk: Desk, site: Site, front_of: Callable[..., Front], show: Callable[..., Any], went: list[Any]
) -> None:
    page = show(UnitCardPage(front_of(desk.financier)))
    page.open(unit_id=1)
    assert page.findChild(KeyButton, "card_decorate") is None


def test_d0_1_search_finds_a_file_by_its_number_and_by_its_firm(desk: Desk, site: Site) -> None:
    for asked in (site.number, site.number.lower(), "锦合"):
        hits = desk.runner.read(search, asked, limit=12, today=desk.clock.today(), now=desk.clock.now())
        found = [hit for hit in hits if hit.kind == "decoration"]
        assert [hit.label for hit in found] == [site.number], asked
        assert way_to(found[0]) == ("decoration_file", {"file_id": site.id})
    none = desk.runner.read(search, "13", limit=12, today=desk.clock.today(), now=desk.clock.now())
    assert not [hit for hit in none if hit.kind == "decoration"]
