"""D2.3 in the window: what is owed, words written, fixed, corrected, printed, exported; the draw with its findings."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from frontdesk.app.selftest.reports import REPORT_DIALOGS
from frontdesk.app.strip_figures import reception_tab
from frontdesk.areas.reception.queries.owed_reports import report_rows
from frontdesk.areas.reception.queries.spot_checks import spot_checks, spot_lines
from frontdesk.areas.reception.rules.owing import Period, ReportKind
from frontdesk.areas.reception.service.reporting import FixReport, fix_report
from frontdesk.areas.reception.service.spot_checking import DrawSpotCheck, draw_spot_check
from frontdesk.areas.reception.ui import reports_page
from frontdesk.areas.reception.ui.report_dialogs import DueDialog, FindingDialog, WriteDialog
from frontdesk.areas.reception.ui.reports_page import OwedReportsPage
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.preview import PreviewDialog
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Answers
from tests.areas.cashdesk.ui.keys import press
from tests.areas.reception.owing import lived

CTRL = Qt.KeyboardModifier.ControlModifier
D = TypeVar("D", bound=QDialog)


def on_top(qtbot: QtBot, kind: type[D]) -> D:
    """The dialog that is open, once typing goes to it."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind), found

    def has_focus() -> bool:
        widget = QApplication.focusWidget()
        return widget is not None and found.isAncestorOf(widget)

    qtbot.waitUntil(has_focus)
    return found


def back(qtbot: QtBot, page: OwedReportsPage, key: str) -> None:
    """The dialog is gone: typing goes to the list, which stands on *key*."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    page.window().activateWindow()
    page.table.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.table)
    assert page.table.select_key(key)


@pytest.fixture
def page_of(
    desk: Desk, front_of: Callable[..., Front], show: Callable[..., Any], qtbot: QtBot
) -> Callable[..., OwedReportsPage]:
    """The page of somebody, read."""

    def make(actor: Any = None, **arguments: Any) -> OwedReportsPage:
        page = cast(OwedReportsPage, show(OwedReportsPage(front_of(actor or desk.supervisor))))
        page.open(**arguments)
        qtbot.waitUntil(lambda: page._rows != () or page.is_empty())
        return page

    return make


def words(page: OwedReportsPage) -> list[tuple[str, str, str]]:
    today = page.desk.clock.today()
    return [
        (row.kind.name, row.period.first.isoformat(), reports_page.status_of(row, today).word)
        for row in page.model.rows()
    ]


def test_D2_3_what_is_owed_stands_first_and_says_how_late_it_is(
    desk: Desk, page_of: Callable[..., OwedReportsPage]
) -> None:
    lived(desk)
    page = page_of()
    assert words(page) == [
        ("WEEKLY", "2026-11-10", "超 7 天"),
        ("WEEKLY", "2026-11-17", "今天到期"),
        ("WEEKLY", "2026-11-24", "这一期还没过完"),
        ("MONTHLY", "2026-11-01", "这一期还没过完"),
        ("SUMMARY", "2026-11-01", "这一期还没过完"),
    ]
    assert any("1 份超期，1 份待做" in label.text() for label in page.head.findChildren(reports_page.Words))
    page.chips.choose("weekly")
    assert [name for name, _first, _word in words(page)] == ["WEEKLY"] * 3


def test_L7_without_a_ticket_the_page_says_what_will_be_here(page_of: Callable[..., OwedReportsPage]) -> None:
    page = page_of()
    assert page.is_empty()
    assert not page.act_button.isVisibleTo(page)


def test_D2_3_words_are_kept_then_fixed_then_corrected_by_keyboard(
    desk: Desk, page_of: Callable[..., OwedReportsPage], qtbot: QtBot
) -> None:
    lived(desk)
    page = page_of(kind=ReportKind.WEEKLY, first=reports_page.date(2026, 11, 17))
    press(qtbot, Qt.Key.Key_F4)
    dialog = on_top(qtbot, WriteDialog)
    dialog.fields["words.summary"].set_typed("噪声为主")
    press(qtbot, (CTRL, Qt.Key.Key_Return))
    qtbot.waitUntil(lambda: any(row.written for row in page.model.rows()))
    back(qtbot, page, "WEEKLY-2026-11-17")
    press(qtbot, Qt.Key.Key_F4)
    dialog = on_top(qtbot, WriteDialog)
    assert dialog.fields["words.summary"].value() == "噪声为主"
    press(qtbot, Qt.Key.Key_F9)
    assert dialog.isVisible()
    assert dialog.fields["words.causes"].error() == "请写“主要问题和原因”，没有就写“无”"
    dialog.fields["words.causes"].set_typed("夜里施工")
    dialog.fields["words.measures"].set_typed("无")
    press(qtbot, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: any(row.number for row in page.model.rows()))
    back(qtbot, page, "TSZB-20261124")
    assert page.correct_button.isVisibleTo(page)
    press(qtbot, Qt.Key.Key_F6)
    dialog = on_top(qtbot, WriteDialog)
    dialog.fields["reason"].set_typed("漏写一件")
    press(qtbot, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: any(row.number == "TSZB-20261124-2" for row in page.model.rows()))
    rows = [row for row in desk.runner.read(report_rows, desk.clock.today()) if row.number]
    assert [row.replaced for row in rows] == ["", "TSZB-20261124-2"]


def test_D2_3_the_desk_writes_but_only_the_lead_draws_and_corrects(
    desk: Desk, page_of: Callable[..., OwedReportsPage], qtbot: QtBot
) -> None:
    month = lived(desk)
    month.at(7, month=12)
    page = page_of(desk.receptionist, kind=ReportKind.SPOT_CHECK, first=reports_page.date(2026, 11, 1))
    assert page.current() is not None
    assert not page.act_button.isVisibleTo(page)
    page.table.select_key("MONTHLY-2026-11-01")
    assert page.act_button.isVisibleTo(page)


def test_D2_3_the_draft_is_looked_at_and_the_workbook_has_its_chart(
    desk: Desk, page_of: Callable[..., OwedReportsPage], answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    lived(desk)
    page = page_of(kind=ReportKind.WEEKLY, first=reports_page.date(2026, 11, 17))
    press(qtbot, (CTRL, Qt.Key.Key_P))
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PreviewDialog))
    on_top(qtbot, PreviewDialog).reject()
    back(qtbot, page, "WEEKLY-2026-11-17")
    answers.file = tmp_path / "周报.xlsx"
    press(qtbot, Qt.Key.Key_F8)
    qtbot.waitUntil(answers.file.exists)
    book = CalamineWorkbook.from_path(answers.file)
    assert book.sheet_names == ["概况", "图", "按类别", "按楼栋", "逐件（含以前还在办的）"]
    sums = {row[0]: row[1:] for row in book.get_sheet_by_name("按类别").to_python() if row[0]}
    assert sums["合计"][:3] == [3, 1, 2]
    with zipfile.ZipFile(answers.file) as packed:
        assert len([name for name in packed.namelist() if name.startswith("xl/charts/chart")]) == 2


def test_D2_3_the_sample_is_drawn_and_its_findings_entered(
    desk: Desk, page_of: Callable[..., OwedReportsPage], qtbot: QtBot
) -> None:
    month = lived(desk)
    month.at(7, month=12)
    page = page_of(kind=ReportKind.SPOT_CHECK, first=reports_page.date(2026, 11, 1))
    press(qtbot, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: page.spot.current() is not None)
    row = page.current()
    assert row is not None
    assert row.number == "CC-202611"
    press(qtbot, Qt.Key.Key_F4)
    dialog = on_top(qtbot, FindingDialog)
    press(qtbot, (CTRL, Qt.Key.Key_Return))
    assert dialog.fields["good"].error()
    dialog.fields["good"].set_value(False)
    press(qtbot, (CTRL, Qt.Key.Key_Return))
    assert dialog.fields["words"].error() == "请写发现了什么"
    dialog.fields["words"].set_typed("没有回访记录")
    press(qtbot, (CTRL, Qt.Key.Key_Return))
    (check,) = desk.runner.read(spot_checks)
    assert (check.looked, check.faulty) == (1, 1)
    assert desk.runner.read(spot_lines, check.id)[0].words == "没有回访记录"
    qtbot.waitUntil(lambda: "有问题 1 件" in page.spot.told.text())


def test_M7_3_takings_of_a_summary_are_for_those_who_may_see_reports(
    desk: Desk, page_of: Callable[..., OwedReportsPage], qtbot: QtBot
) -> None:
    month = lived(desk)
    desk.charge("255.36")
    desk.open()
    desk.collect("cash=255.36")
    month.at(7, month=12)
    page = page_of(desk.receptionist, kind=ReportKind.SUMMARY, first=reports_page.date(2026, 11, 1))
    qtbot.waitUntil(lambda: page.beside.currentWidget() is page.pane)
    shown = [label.text() for label in page.pane.findChildren(reports_page.Words)]
    assert any("受理" in text for text in shown)
    assert not any("255.36" in text or "收款" in text for text in shown)
    page = page_of(desk.supervisor, kind=ReportKind.SUMMARY, first=reports_page.date(2026, 11, 1))
    qtbot.waitUntil(lambda: page.beside.currentWidget() is page.pane)
    assert any("255.36" in label.text() for label in page.pane.findChildren(reports_page.Words))


def test_the_self_tests_samples_of_these_dialogs_stand(
    desk: Desk, front_of: Callable[..., Front], qtbot: QtBot
) -> None:
    month = lived(desk)
    words = {"summary": "无", "causes": "无", "measures": "无"}
    week = Period(reports_page.date(2026, 11, 10), reports_page.date(2026, 11, 16))
    desk.run(fix_report, FixReport(ReportKind.WEEKLY, week, words, 0), desk.supervisor)
    month.at(7, month=12)
    november = Period(reports_page.date(2026, 11, 1), reports_page.date(2026, 11, 30))
    desk.run(draw_spot_check, DrawSpotCheck(november), desk.supervisor)
    window = QWidget()
    qtbot.addWidget(window)
    made = [make(front_of(desk.supervisor), window) for _name, make in REPORT_DIALOGS]
    assert [type(dialog) for dialog in made] == [WriteDialog, FindingDialog, DueDialog]
    assert all(dialog.accessibleName() for dialog in made)
    # L9: within a screen of 768 lines less its task bar, a correction's field of reasons too.
    assert max(dialog.sizeHint().height() for dialog in made) <= 688


def test_L1_the_strip_says_how_many_are_late(desk: Desk) -> None:
    month = lived(desk)
    month.at(7, month=12)
    figures = desk.runner.read(reception_tab, desk.clock.today())
    assert figures["owed_reports"] == "6 超期"


def test_D2_3_the_office_says_until_which_day_a_month_is_due(
    desk: Desk, page_of: Callable[..., OwedReportsPage], qtbot: QtBot
) -> None:
    month = lived(desk)
    month.at(7, month=12)
    page = page_of(kind=ReportKind.MONTHLY, first=reports_page.date(2026, 11, 1))
    assert ("MONTHLY", "2026-11-01", "超 2 天") in words(page)
    press(qtbot, Qt.Key.Key_F9)
    dialog = on_top(qtbot, DueDialog)
    dialog.fields["day"].set_value(29)
    press(qtbot, (CTRL, Qt.Key.Key_Return))
    assert dialog.fields["day"].error()
    dialog.fields["day"].set_value(10)
    press(qtbot, (CTRL, Qt.Key.Key_Return))
    qtbot.waitUntil(lambda: ("MONTHLY", "2026-11-01", "待做") in words(page))
    assert not page_of(desk.receptionist).due_button.isVisibleTo(page)
