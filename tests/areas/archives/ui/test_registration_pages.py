"""人口登记 and 变更通知 in their windows, once through by keyboard (D1.2, D1.9, L5)."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from frontdesk.areas.archives.rules.registration import Duty, State
from frontdesk.areas.archives.service.registration import SayDuty, say_duty
from frontdesk.areas.archives.ui.registration_page import RegistrationPage
from frontdesk.areas.archives.ui.resident_changes_page import ResidentChangesPage
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.printing import Printing
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.areas.archives.ui.conftest import Answers, Bar, Estate, Went
from tests.areas.archives.ui.test_figures_page import NoPrinter

SAVE = (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return)


def look(page: QWidget, name: str) -> None:
    folder = os.environ.get("FRONTDESK_LOOK")
    if folder:
        QApplication.processEvents()
        page.grab().save(str(Path(folder) / f"{name}.png"))


def dialog(page: QWidget, name: str) -> QDialog:
    QApplication.processEvents()
    (found,) = [d for d in page.window().findChildren(QDialog, name) if d.isVisible()]
    return found


def preview(page: QWidget) -> None:
    """A paper is shown; closed again."""
    QApplication.processEvents()
    (found,) = [d for d in page.window().findChildren(PreviewDialog) if d.isVisible()]
    found.reject()
    QApplication.processEvents()


@pytest.fixture
def keyed(desk: Desk) -> Desk:
    desk.printing = Printing(desk.memory, NoPrinter(), SameThreadWorker())
    return desk


def test_d1_2_a_resident_is_added_registered_renewed_and_listed_by_keyboard(
    keyed: Desk,
    estate: Estate,
    runner: Runner,
    admin: Actor,
    shown: Callable[..., RegistrationPage],
    press: Callable[..., None],
    answers: Answers,
    bar: Bar,
    went: Went,
    tmp_path: Path,
) -> None:
    page = shown(RegistrationPage(keyed))
    assert page.is_empty()
    press(Qt.Key.Key_F2)
    form: Any = dialog(page, "duty_dialog")
    press(SAVE)
    assert form.fields["person_id"].error()
    look(form, "duty")
    press("曾姝")
    look(form, "picked")
    press(Qt.Key.Key_Return)
    assert form.fields["person_id"].value() == estate.tenant
    form.fields["origin"].set_value("安徽六安")
    press(SAVE)
    assert "怎么登记已记下" in bar.last()
    page.refresh()
    row = page.table.current()
    assert (row.name, row.state, row.origin) == ("曾姝", State.MISSING, "安徽六安")
    press(Qt.Key.Key_F4)
    entry: Any = dialog(page, "registration_dialog")
    press(SAVE)
    assert entry.fields["station"].error()
    entry.fields["station"].set_value("翠湖派出所")
    entry.fields["ends_on"].set_value(date(2026, 12, 10))
    look(entry, "entry")
    press(SAVE)
    assert "登记已记下" in bar.last()
    assert page.file.row.state is State.ENDING
    assert [mate.name for mate in page.file.household] == ["曾姝"]
    look(page, "registration")
    press(Qt.Key.Key_F4)
    dialog(page, "registration_dialog")
    press(SAVE)
    page.chips.choose("ALL")
    page.filter_changed()
    assert page.file.row.state is State.VALID
    assert len(page.file.past) == 2
    press(Qt.Key.Key_F3)
    asked: Any = dialog(page, "resident_list_dialog")
    asked.fields["unmasked"].set_value(True)
    press(SAVE)
    assert "原因" in asked.fields["reason"].error()
    look(asked, "listed")
    asked.fields["reason"].set_value("派出所核查")
    press(SAVE)
    preview(page)
    answers.file = tmp_path / "登记表.xlsx"
    press(Qt.Key.Key_F3)
    asked = dialog(page, "resident_list_dialog")
    asked.fields["way"].set_value("excel")
    press(SAVE)
    assert "已导出" in bar.last()
    assert openpyxl.load_workbook(answers.file).active.max_row == 2
    answers.reason = "已搬走"
    press(Qt.Key.Key_F6)
    assert "登记已注销" in bar.last()
    page.open(text="曾姝")
    assert page.table.current().state is State.MISSING
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    assert went.last == ("unit", {"unit_id": estate.units["1-1-102"]})


def test_d1_2_a_foreigner_stands_in_the_list_and_another_desk_s_words_arrive(
    keyed: Desk, estate: Estate, runner: Runner, admin: Actor, shown: Callable[..., RegistrationPage]
) -> None:
    runner.run(say_duty, SayDuty(estate.tenant, Duty.FOREIGN, purpose="经商"), actor=admin)
    page = shown(RegistrationPage(keyed))
    assert page.table.current().duty is Duty.FOREIGN
    page.duty.set_value(Duty.NON_LOCAL)
    page.duty.edited.emit()
    assert page.model.rowCount() == 0
    page.clear_filters()
    assert page.model.rowCount() == 1


def test_d1_2_changes_are_told_once_by_keyboard_and_departments_set(
    keyed: Desk,
    estate: Estate,
    shown: Callable[..., ResidentChangesPage],
    press: Callable[..., None],
    answers: Answers,
    bar: Bar,
    went: Went,
    tmp_path: Path,
) -> None:
    page = shown(ResidentChangesPage(keyed))
    waiting = page.model.rowCount()
    assert waiting == 3
    assert page.chips.current() == "WAITING"
    look(page, "waiting")
    press(Qt.Key.Key_F7)
    setup: Any = dialog(page, "changes_departments")
    look(setup, "departments")
    setup.fields["MOVED_IN"].set_value("保安队 客服")
    press(SAVE)
    assert "照此办" in bar.last()
    press(Qt.Key.Key_F2)
    issue: Any = dialog(page, "changes_issue")
    look(issue, "issue")
    press(SAVE)
    assert "BG-2026-001 已出，3 项" in bar.last()
    preview(page)
    page.refresh()
    assert page.model.rowCount() == 0
    press(Qt.Key.Key_F2)
    assert "没有新的变更" in bar.last()
    page.open(text="BG-2026-001")
    assert page.model.rowCount() == waiting
    assert page.file.sheet is not None
    look(page, "told")
    assert ("保安队", 1) in page.file.sheet.counts
    press(Qt.Key.Key_F4)
    preview(page)
    answers.file = tmp_path / "通知单.xlsx"
    press(Qt.Key.Key_F5)
    assert "BG-2026-001 已导出" in bar.last()
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    assert went.last[0] == "unit"


def test_with_no_change_the_page_says_what_comes_here(
    keyed: Desk, shown: Callable[..., ResidentChangesPage]
) -> None:
    page = shown(ResidentChangesPage(keyed))
    assert page.is_empty()
    assert not page.issue.isVisible()
