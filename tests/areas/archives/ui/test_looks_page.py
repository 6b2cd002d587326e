"""谁看过原文 and what stands in full for a while: seen with a reason, covered again, listed, exported (D1.9, L5)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from frontdesk.areas.archives.service import RevealPerson, reveal_person
from frontdesk.areas.archives.ui.edit_person_page import EditPersonPage
from frontdesk.areas.archives.ui.looks_page import LooksPage
from frontdesk.areas.archives.ui.people_page import PeoplePage
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import EXPORT_MARK, SaveSettings, save_settings
from frontdesk.base.store.work import Actor
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Link
from tests.areas.archives.ui.conftest import GOOD_ID, Answers, Bar, Estate, Went, named, texts

K = Qt.Key
Show = Callable[[Any], Any]
Press = Callable[..., None]


def test_d1_9_a_number_seen_with_a_reason_is_covered_after_a_minute_and_when_the_page_is_left(
    desk: Desk, estate: Estate, shown: Show, press: Press, answers: Answers, bar: Bar, went: Went
) -> None:
    page: PeoplePage = shown(PeoplePage(desk))
    page.open(text="张硕")
    page.table.setFocus()
    QApplication.processEvents()
    answers.reason = "联系业主"
    press(K.Key_F6)
    assert "13812345678" in texts(page.pane)
    assert GOOD_ID in texts(page.pane)
    assert not bar.said
    assert page.pane._shown is not None
    page.pane._shown.now()
    assert "138****5678" in texts(page.pane)
    assert "13812345678" not in texts(page.pane)
    assert page.pane.eye.isVisible()
    press(K.Key_F6)
    assert "13812345678" in texts(page.pane)
    page.hide()
    page.show()
    assert "13812345678" not in texts(page.pane)
    link: Link = named(page, "person_pane_looks", Link)
    link.clicked.emit()
    assert went.last == ("looks", {"person_id": estate.owner, "name": "张硕"})


def test_d1_9_the_fields_of_a_form_are_covered_again_and_what_was_typed_over_stays(
    desk: Desk, estate: Estate, shown: Show, press: Press, answers: Answers
) -> None:
    page: EditPersonPage = shown(EditPersonPage(desk))
    page.open(person_id=estate.owner)
    answers.reason = "核对"
    press(K.Key_F6)
    assert page._fields["phone"].value() == "13812345678"
    page._fields["phone"].set_value("13700000001")
    assert page._shown is not None
    page._shown.now()
    assert page._fields["id_number"].value() == "330106********2217"
    assert page._fields["phone"].value() == "13700000001"


@pytest.fixture
def looks(runner: Runner, supervisor: Actor, admin: Actor, estate: Estate) -> None:
    for actor, person_id, reason in (
        (supervisor, estate.owner, "办理业务核对身份"),
        (admin, estate.tenant, "联系租客"),
    ):
        runner.run(reveal_person, RevealPerson(person_id, reason), actor=actor)


def test_d1_9_who_looked_is_listed_narrowed_and_exported_and_has_no_button_that_changes_it(
    desk: Desk, looks: None, estate: Estate, shown: Show, press: Press, answers: Answers, tmp_path: Path,
    runner: Runner, admin: Actor,
) -> None:  # fmt: skip
    page: LooksPage = shown(LooksPage(desk))
    assert [page.model.row(n).name for n in range(page.model.rowCount())] == ["曾姝", "张硕"]
    assert "联系租客" in texts(page.pane)
    press("/", "核对身份", K.Key_Return)
    QApplication.processEvents()
    assert page.model.rowCount() == 1
    assert "张硕" in texts(page.pane)
    page.open(person_id=estate.tenant, name="曾姝")
    assert page.model.rowCount() == 1
    assert page.only.isVisible()
    page.only.click()
    page.by.set_value(admin.id)
    page.filter_changed()
    assert [page.model.row(n).by for n in range(page.model.rowCount())] == [admin.name]
    runner.run(save_settings, SaveSettings({EXPORT_MARK: True}), actor=admin)
    answers.file = tmp_path / "looks.xlsx"
    press(K.Key_F8)
    sheet = openpyxl.load_workbook(answers.file).active
    assert sheet is not None
    assert "周敏 2026-11-21" in str(sheet.cell(2, 1).value)
    assert sheet.cell(4, 7).value == "联系租客"
    answers.file = tmp_path / "looks.csv"
    press(K.Key_F8)
    assert answers.file.read_text("utf-8-sig").startswith("# 周敏 2026-11-21")
    page.row_opened(page.model.row(0))


def test_d1_9_with_nothing_seen_the_page_says_what_would_stand_here(
    desk: Desk, estate: Estate, shown: Show
) -> None:
    page: LooksPage = shown(LooksPage(desk))
    assert page.is_empty()
