"""缴费通知单: D5.3, M8.3, F3, F4, T12."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.fees.queries import NoticeFilter, notices
from frontdesk.areas.fees.rules.kinds import DeliveryWay
from frontdesk.areas.fees.ui import BillingPage
from frontdesk.areas.fees.ui.notices_page import NoticesPage
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.preview import PreviewDialog
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.fees.ui.conftest import Went
from tests.areas.fees.ui.estate import IDS, NOVEMBER, Estate
from tests.areas.fees.ui.finding import close, closed, counts, dialog, named, settle, shown, texts

Y = Money.yuan
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SAVE = (CTRL, K.Key_Return)


@pytest.fixture
def page(estate: Estate, desk: Desk, show: Callable[[Any], Any]) -> NoticesPage:
    """Three homes of building 3 and one of building 2 owe for November."""
    estate.items()
    estate.bill()
    estate.hand("2-1-0401", "40.00")
    return cast(NoticesPage, show(NoticesPage(desk, NOVEMBER)))


def issue(page: NoticesPage, qtbot: QtBot) -> PreviewDialog:
    """F8, everything, Ctrl+Enter: the preview that opens."""
    press(qtbot, K.Key_F8)
    dialog(page, "print_notices")
    press(qtbot, SAVE)
    return cast(PreviewDialog, dialog(page, "preview_dialog"))


def test_f4_a_batch_is_one_pdf_with_bookmarks_by_building_seen_before_it_is_printed(
    page: NoticesPage, bar: Bar, port: Port, qtbot: QtBot
) -> None:
    preview = issue(page, qtbot)
    assert preview.view.page_count() == 4
    assert bar.last() == "ok: 缴费通知单 4 份写好了，共 4 页。新开 4 份。送到以后请登记送达。"
    assert port.jobs == []
    press(qtbot, (CTRL, K.Key_P))
    assert closed(page, "preview_dialog")
    assert [job.title for job in port.jobs] == ["缴费通知单 NB-20261121-001 共 4 份"]
    reader = PdfReader(io.BytesIO(port.jobs[0].pdf))
    assert [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)] == ["2栋", "3栋"]
    assert bar.last() == "ok: 缴费通知单 4 份已送到“前台针式”。送到各户以后请登记送达。"


def test_the_list_stands_in_delivery_order(page: NoticesPage, qtbot: QtBot) -> None:
    close(issue(page, qtbot))
    assert [row[1:] for row in shown(page.table)] == [
        ("2-1-0401", "NT-202611-2-0001", "40.00", "2026-11-21", "1 次", "未送达", "—"),
        ("3-1-0702", "NT-202611-3-0001", "362.95", "2026-11-21", "1 次", "未送达", "—"),
        ("3-1-1202", "NT-202611-3-0002", "335.36", "2026-11-21", "1 次", "未送达", "—"),
        ("3-2-0101", "NT-202611-3-0003", "185.25", "2026-11-21", "1 次", "未送达", "—"),
    ]
    assert counts(page, "notices_state", "all", "waiting") == ("全部 4", "未送达 4")


def test_buildings_are_chosen_by_ticking(page: NoticesPage, estate: Estate, qtbot: QtBot) -> None:
    press(qtbot, K.Key_F8)
    ask = dialog(page, "print_notices")
    assert ask.words.text() == "4 户 · 923.56 元"
    press(qtbot, K.Key_Space)
    assert ask.words.text() == "请勾选楼栋"
    press(qtbot, SAVE)
    assert ask.isVisible()
    press(qtbot, K.Key_Tab, K.Key_Space)
    assert ask.words.text() == "1 户 · 40.00 元"
    press(qtbot, SAVE)
    close(dialog(page, "preview_dialog"))
    assert [row[1] for row in shown(page.table)] == ["2-1-0401"]


def test_a_second_batch_takes_up_what_stands_instead_of_new_numbers(
    page: NoticesPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    """T12: what has not changed is 补打 of the same number."""
    close(issue(page, qtbot))
    estate.pay("3-1-1202", "300.00")
    close(issue(page, qtbot))
    assert bar.last() == "ok: 缴费通知单 4 份写好了，共 4 页。新开 1 份，补打 3 份。送到以后请登记送达。"
    assert [row[5] for row in shown(page.table)] == ["2 次", "2 次", "1 次", "1 次", "2 次"]


def test_nobody_who_owes_is_said_in_words(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], bar: Bar, qtbot: QtBot
) -> None:
    page = show(NoticesPage(desk, NOVEMBER))
    assert named(page, EmptyState, "no_notices").isVisible()
    assert not page.print_button.isVisible()
    press(qtbot, K.Key_F8)
    assert closed(page, "print_notices")
    assert bar.said[-1][:2] == ("warn", "2026-11 和以前的账期没有欠费。")


def test_m8_3_ticked_notices_are_delivered_with_way_day_and_who(
    page: NoticesPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    close(issue(page, qtbot))
    page.table.setFocus()
    page.table.select_row(1)
    press(qtbot, K.Key_Space, K.Key_Down, K.Key_Space)
    assert page.deliver_button.text() == "登记送达 2"
    press(qtbot, K.Key_F6)
    ask = dialog(page, "delivery")
    assert ask.which.inner.value() == ("NT-202611-3-0001", "NT-202611-3-0002")
    press(qtbot, K.Key_Right, SAVE)
    assert closed(page, "delivery")
    rows = estate.runner.read(notices, NoticeFilter())
    assert [(r.unit, r.way, r.delivered_by) for r in rows if r.way] == [
        ("3-1-0702", DeliveryWay.ON_DOOR, "周敏"),
        ("3-1-1202", DeliveryWay.ON_DOOR, "周敏"),
    ]
    assert bar.last() == "ok: 2 份通知单已登记送达。方式：门贴。"
    assert [row[6] for row in shown(page.table)] == ["未送达", "门贴 11-21", "门贴 11-21", "未送达"]
    assert counts(page, "notices_state", "all", "waiting") == ("全部 4", "未送达 2")
    assert page.deliver_button.text() == "登记送达"


def test_a_buildings_notices_are_delivered_at_once(page: NoticesPage, estate: Estate, qtbot: QtBot) -> None:
    close(issue(page, qtbot))
    page.building.set_value(2)
    page.building.edited.emit()
    press(qtbot, K.Key_F6)
    ask = dialog(page, "delivery")
    ask.which.inner.setFocus()
    press(qtbot, K.Key_Right, SAVE)
    rows = estate.runner.read(notices, NoticeFilter())
    assert [r.unit for r in rows if r.way is DeliveryWay.AT_HOME] == ["3-1-0702", "3-1-1202", "3-2-0101"]
    page.chips.choose("waiting")
    assert shown(page.table) == []


def test_a_day_that_cannot_be_is_refused_beside_its_field(
    page: NoticesPage, estate: Estate, qtbot: QtBot
) -> None:
    close(issue(page, qtbot))
    press(qtbot, K.Key_F6)
    ask = dialog(page, "delivery")
    ask.day.set_value(date(2026, 11, 22))
    press(qtbot, SAVE)
    assert ask.day.error() == "送达日期在今天之后，请核对"
    ask.day.set_value(date(2026, 11, 20))
    press(qtbot, SAVE)
    assert "才开的，送达不能早于它" in ask.day.error()
    assert all(row.way is None for row in estate.runner.read(notices, NoticeFilter()))


def test_the_pane_shows_the_paper_and_prints_it_again_with_its_mark(
    page: NoticesPage, port: Port, went: Went, qtbot: QtBot
) -> None:
    """F3, T12: the stored paper; 补打 counts."""
    close(issue(page, qtbot))
    page.table.select_row(2)
    qtbot.waitUntil(lambda: page.preview.page_count() == 1)
    assert "3-1-1202" in texts(page.pane)
    press(qtbot, K.Key_F7)
    dialog(page, "preview_dialog")
    press(qtbot, (CTRL, K.Key_P))
    assert [job.title for job in port.jobs] == ["缴费通知单 NT-202611-3-0002"]
    assert "补打" in PdfReader(io.BytesIO(port.jobs[0].pdf)).pages[0].extract_text()
    assert shown(page.table)[2][5] == "2 次"
    named(page, KeyButton, "notice_unit").click()
    assert went == [("unit", {"unit_id": IDS["3-1-1202"]})]


def test_excel_has_every_notice_of_the_filter(
    page: NoticesPage, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("frontdesk.areas.fees.ui.notices_page.EXPORT_STEP", 3)
    close(issue(page, qtbot))
    settle()
    answers.file = tmp_path / "通知单.xlsx"
    press(qtbot, (CTRL, K.Key_E))
    rows = list(load_workbook(answers.file).active.values)
    assert [row[0] for row in rows[2:]] == ["2-1-0401", "3-1-0702", "3-1-1202", "3-2-0101"]


def test_today_leads_to_the_notices_that_wait(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], bar: Bar, qtbot: QtBot
) -> None:
    """D0.3: from the start page's line to the list of that month and building."""
    estate.items()
    estate.bill()
    page = show(BillingPage(desk))
    page.open(target="notices", period="2026-11", building_id=2)
    settle()
    assert isinstance(page.inner(), NoticesPage)
    ask = dialog(page, "print_notices")
    assert [check.value() for check in ask.checks.values()] == [True]
    press(qtbot, SAVE)
    close(dialog(page, "preview_dialog"))
    assert len(estate.runner.read(notices, NoticeFilter())) == 3
    estate.clock.at += timedelta(days=1)
    named(page, KeyButton, "back").click()
    assert page.inner() is None
