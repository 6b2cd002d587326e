"""Tickets on the start page, on the unit card and in search; a call taken from where the caller was found: D0.1–D0.3."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.app.searching import caller_of, way_to
from frontdesk.areas.archives.model import Person
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.words import Level, OutageKind
from frontdesk.areas.reception.service.outages import OpenOutage, OutagePlaceInput, open_outage
from frontdesk.areas.today.queries import today_groups
from frontdesk.areas.today.queries.search import Hit, search
from frontdesk.areas.today.ui.card_page import UnitCardPage
from frontdesk.areas.today.ui.today_page import TodayPage
from frontdesk.base.store.work import Actor
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.keys import press
from tests.areas.cashdesk.ui.tree import texts_of
from tests.areas.reception.counter import FRIDAY, Counter

K = Qt.Key
Went = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def counter(desk: Desk) -> Counter:
    return Counter(desk)


def groups(counter: Counter, actor: Actor) -> dict[str, list[tuple[str, str]]]:
    """Title -> (when, unit) of each line."""
    clock = counter.desk.clock
    found = counter.read(today_groups, actor, clock.today(), clock.now())
    return {group.title: [(line.when, line.unit) for line in group.lines] for group in found}


def found(counter: Counter, asked: str) -> list[Hit]:
    clock = counter.desk.clock
    return list(counter.read(search, asked, limit=30, today=clock.today(), now=clock.now()))


def test_d0_3_what_is_over_its_limit_and_whom_to_call_stand_on_the_start_page(counter: Counter) -> None:
    counter.to(State.CALLING)
    counter.at(FRIDAY.replace(day=23, hour=9))
    counter.receive(unit_id=2, what="信报箱锁坏")
    counter.at(FRIDAY.replace(day=23, hour=12, minute=10))
    shown = groups(counter, counter.desk.receptionist)
    assert shown["工单超时"] == [("已超 2:40", "2-2-0801")]
    assert shown["今日回访"] == [("今天", "3-1-1202")]
    assert "工单超时" not in groups(counter, counter.desk.financier)


def test_d2_2_what_is_grave_stands_on_the_leads_page_at_once(counter: Counter) -> None:
    counter.receive(level=Level.MAJOR, what="电梯困人")
    assert "重大报事" in groups(counter, counter.desk.supervisor)
    assert "重大报事" not in groups(counter, counter.desk.receptionist)


def test_f2_on_the_start_page_takes_a_ticket_and_outages_are_said_there(
    counter: Counter, front_of: Callable[[Actor], Front], show: Callable[[Any], Any], went: Went, qtbot: QtBot
) -> None:
    counter.run(
        open_outage,
        OpenOutage(OutageKind.WATER, "十二点半来水。", places=(OutagePlaceInput(building_id=1),),
                   starts_at=datetime(2026, 11, 20, 8, 0).astimezone()),
    )  # fmt: skip
    counter.receive(outage_id=1)
    page = show(TodayPage(front_of(counter.desk.receptionist)))
    said = " ".join(texts_of(page.pane))
    assert "3栋停水" in said
    assert "十二点半来水。已关联报事 1 件。" in said
    press(qtbot, K.Key_F2)
    assert went == [("new_ticket", {})]


def test_d0_2_the_unit_card_shows_open_tickets_and_f6_takes_one(
    counter: Counter, front_of: Callable[[Actor], Front], show: Callable[[Any], Any], went: Went, qtbot: QtBot
) -> None:
    counter.receive()
    counter.to(State.CLOSED, what="早就好了")
    page = show(UnitCardPage(front_of(counter.desk.receptionist)))
    page.open(unit_id=1)
    said = " ".join(texts_of(page))
    assert "厨房下水管漏水" in said
    assert "早就好了" not in said
    press(qtbot, K.Key_F6)
    assert went == [("new_ticket", {"unit_id": 1})]


@pytest.mark.parametrize("asked", ["BS-20261120-001", "bs20261120001", "bs1", "BS 1120 1"])
def test_d0_1_a_ticket_is_found_by_its_number(counter: Counter, asked: str) -> None:
    counter.receive()
    hit = found(counter, asked)[0]
    assert (hit.kind, hit.label) == ("ticket", "BS-20261120-001")
    assert way_to(hit) == ("tickets", {"ticket_id": 1})


def test_d0_1_an_open_ticket_is_found_by_its_words(counter: Counter) -> None:
    counter.receive()
    counter.to(State.CLOSED, what="下水管漏水已修")
    assert [hit.label for hit in found(counter, "下水管") if hit.kind == "ticket"] == ["BS-20261120-001"]


def test_a_call_is_taken_from_the_number_that_was_pasted(counter: Counter) -> None:
    """D2.1: the unit, who calls and the number go along."""
    with counter.db.write() as session:
        session.get_one(Person, 1).phone = "13812345678"
    hit = next(hit for hit in found(counter, "138 1234 5678") if hit.sort == "phone")
    assert caller_of(hit, "138 1234 5678") == {"unit_id": 1, "person_id": 1, "phone": "13812345678"}
    assert caller_of(replace(hit, kind="unit", sort="unit"), "3-1-1202") == {"unit_id": 1}
