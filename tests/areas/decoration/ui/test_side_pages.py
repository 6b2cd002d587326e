"""巡查计划, 违规整改, 押金待退, 归档, 统计: what is overdue stands first, and is dealt with from there (D4.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.ui.breach_dialogs import RecheckDialog, ReportDialog
from frontdesk.areas.decoration.ui.ending_pages import ArchivePage, RefundsPage
from frontdesk.areas.decoration.ui.figures_page import FiguresPage
from frontdesk.areas.decoration.ui.side_pages import BreachesPage, VisitsPage
from frontdesk.areas.decoration.ui.visit_dialog import VisitDialog
from frontdesk.base.widgets import print_list
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.keys import press
from tests.areas.cashdesk.ui.tree import texts_of
from tests.areas.decoration.site import Site
from tests.areas.decoration.ui.conftest import Picks
from tests.tools import paper_reading as read

K = Qt.Key
D = TypeVar("D", bound=QWidget)


@pytest.fixture
def chief(front_of: Callable[..., Front], desk: Desk) -> Front:
    return front_of(desk.supervisor)


@pytest.fixture
def site(desk: Desk) -> Site:
    """Under way, with a breach."""
    desk.open()
    made = Site(desk)
    made.to(State.RUNNING)
    made.breach("300")
    return made


def dialog_of(page: QWidget, kind: type[D]) -> D:
    return [dialog for dialog in page.findChildren(kind) if dialog.isVisible()][-1]


def click(where: QWidget, name: str) -> None:
    button = where.findChild(KeyButton, name)
    assert button is not None
    assert button.isVisibleTo(where)
    button.click()


def test_d4_4_a_late_visit_says_how_late_and_is_entered_from_the_list(
    desk: Desk, chief: Front, site: Site, show: Callable[..., Any], qtbot: QtBot
) -> None:
    desk.clock.forward(days=9)
    page = cast(VisitsPage, show(VisitsPage(chief)))
    rows = page.model.rows()
    assert [row.late for row in rows] == sorted((row.late for row in rows), reverse=True)
    patrol = next(row for row in rows if row.words == "" or row.kind.value == "巡查")
    page.table.select_key(patrol.plan_id)
    page.table.setFocus()
    press(qtbot, K.Key_F4)
    dialog = dialog_of(page, VisitDialog)
    dialog.seen.set_value("水电开槽")
    click(dialog, "decoration_visit_save")
    assert site.facts.visits[-1].seen == "水电开槽"


def test_a_visit_that_is_not_needed_is_dropped_with_its_reason(
    chief: Front, site: Site, show: Callable[..., Any], answers: Picks
) -> None:
    page = cast(VisitsPage, show(VisitsPage(chief)))
    count = len(site.facts.plans)
    answers.reason = "停工"
    click(page, "visits_drop")
    assert len(site.facts.plans) == count - 1


def test_d4_4_a_breach_over_its_limit_is_looked_at_again_and_reported(
    desk: Desk, chief: Front, site: Site, show: Callable[..., Any]
) -> None:
    desk.clock.forward(days=5)
    page = cast(BreachesPage, show(BreachesPage(chief)))
    [row] = page.model.rows()
    assert row.late == 2
    click(page, "breaches_report")
    report = dialog_of(page, ReportDialog)
    click(report, "decoration_report_save")
    assert report.authority.error()
    report.authority.set_value("区住建局")
    click(report, "decoration_report_save")
    assert site.facts.breaches[0].authority == "区住建局"
    click(page, "breaches_check")
    again = dialog_of(page, RecheckDialog)
    again.mended.set_value(False)
    again.mended.edited.emit()
    click(again, "decoration_recheck_save")
    assert "请填新的期限" in again.limit_on.error()
    again.limit_on.set_value(desk.clock.today() + timedelta(days=3))
    again.words.set_value("还差抹灰")
    click(again, "decoration_recheck_save")
    assert site.facts.breaches[0].limit_on == desk.clock.today() + timedelta(days=3)


def test_d4_3_a_refund_that_is_overdue_stands_in_the_list_and_opens_its_file(
    desk: Desk, chief: Front, show: Callable[..., Any], went: list[Any], qtbot: QtBot
) -> None:
    desk.open()
    site = Site(desk)
    site.to(State.RECHECKED)
    desk.clock.forward(days=10)
    page = cast(RefundsPage, show(RefundsPage(chief)))
    [row] = page.model.rows()
    assert row.late == 3
    page.table.setFocus()
    press(qtbot, K.Key_Return)
    assert went == [("decoration_file", {"file_id": site.id})]


def test_what_ended_stands_in_the_archive_and_is_found_by_its_firm(
    desk: Desk, chief: Front, show: Callable[..., Any]
) -> None:
    page = cast(ArchivePage, show(ArchivePage(chief)))
    assert page.is_empty()
    site = Site(desk)
    site.apply()
    site.step(Step.WITHDRAW, "不装了")
    page.refresh()
    assert [row.number for row in page.model.rows()] == [site.number]
    page.search.set_text("锦合")
    page.refresh()
    assert page.model.rowCount() == 1
    page.search.set_text("没有")
    page.refresh()
    assert page.model.rowCount() == 0


def test_the_figures_say_the_steps_and_the_breaches_by_article(
    desk: Desk, chief: Front, site: Site, show: Callable[..., Any]
) -> None:
    page = cast(FiguresPage, show(FiguresPage(chief)))
    assert "第五条（三）" in " ".join(texts_of(page.breaches))
    assert "2,000.00" in " ".join(texts_of(page.money))
    page.last.set_value(desk.clock.today() - timedelta(days=400))
    page.refresh()
    assert page.last.error()


def test_d0_7_ctrl_p_prints_the_list_as_it_stands(
    desk: Desk,
    chief: Front,
    site: Site,
    show: Callable[..., Any],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers: list[list[str]] = []

    def keep(_desk: Front, _key: str, pdf: bytes, _title: str, **_how: Any) -> bool:
        papers.append(read.lines(pdf, 0))
        return False

    monkeypatch.setattr(print_list, "show_preview", keep)
    for kind in (VisitsPage, BreachesPage):
        page = show(kind(chief))
        page.refresh()
        page.table.setFocus()
        press(qtbot, (Qt.KeyboardModifier.ControlModifier, K.Key_P))
    visits, breaches = papers
    assert visits[0] == "巡查计划"
    assert breaches[0] == "违规整改"
    assert any("ZG-2026-0001" in line for line in breaches)
