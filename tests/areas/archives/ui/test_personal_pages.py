"""个人信息 and 本人信息 in their windows, once through by keyboard (D1.9, L5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt

from frontdesk.areas.archives.queries.consents import ConsentShow
from frontdesk.areas.archives.queries.personal_requests import RequestShow
from frontdesk.areas.archives.rules.personal import Asker, ConsentState, RequestState, Way
from frontdesk.areas.archives.service.consents import RecordConsent, record_consent
from frontdesk.areas.archives.ui.people_page import PeoplePage
from frontdesk.areas.archives.ui.personal_page import PersonalPage
from frontdesk.areas.archives.ui.personal_requests_page import PersonalRequestsPage
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import SaveSettings, save_settings
from frontdesk.base.store.work import Actor
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.printing import Printing
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.areas.archives.ui.conftest import GOOD_ID, Answers, Bar, Estate, Went, named, texts
from tests.areas.archives.ui.test_figures_page import NoPrinter
from tests.areas.archives.ui.test_registration_pages import SAVE, dialog, preview

FACE = "门禁人脸"


@pytest.fixture
def keyed(desk: Desk) -> Desk:
    desk.printing = Printing(desk.memory, NoPrinter(), SameThreadWorker())
    return desk


def test_d1_9_a_missing_consent_is_named_recorded_and_taken_back_by_keyboard(
    keyed: Desk,
    estate: Estate,
    runner: Runner,
    admin: Actor,
    shown: Callable[..., Any],
    press: Callable[..., None],
    answers: Answers,
    bar: Bar,
    went: Went,
    tmp_path: Path,
) -> None:
    page = shown(PersonalPage(keyed))
    assert page.is_empty()
    asked = [
        {"name": FACE, "basis": "同意", "needed": True},
        {"name": "收费", "basis": "合同履行", "needed": False},
    ]
    runner.run(save_settings, SaveSettings({"personal.purposes": asked}), actor=admin)
    page.refresh()
    assert not page.is_empty()
    page.chips.choose(ConsentShow.MISSING.name)
    page.filter_changed()
    assert page.model.rowCount() == 3
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_F2)
    form: Any = dialog(page, "consent_dialog")
    assert "张硕" in form.windowTitle()
    assert "收费：依据合同" in texts(form)
    sheet = tmp_path / "同意书.pdf"
    sheet.write_bytes(b"%PDF-1.4\n1")
    answers.file = sheet
    press(Qt.Key.Key_F3)
    form.fields["until"].set_value(date(2026, 11, 1))
    press(SAVE)
    assert form.fields["until"].error()
    form.fields["until"].set_value(date(2027, 11, 1))
    press(SAVE)
    assert "张硕 的同意已登记" in bar.last()
    page.refresh()
    assert page.model.rowCount() == 2
    page.chips.choose(ConsentShow.VALID.name)
    page.filter_changed()
    assert (page.file.row.name, page.file.row.paper) == ("张硕", f"{FACE}同意书")
    assert "不用征得同意" in texts(page.pane)
    press(Qt.Key.Key_F6)
    dialog(page, "consent_end_dialog")
    press(SAVE)
    page.refresh()
    assert page.is_empty() is False
    page.chips.choose(ConsentShow.WITHDRAWN.name)
    page.filter_changed()
    assert page.file.row.state is ConsentState.WITHDRAWN
    press(Qt.Key.Key_F3)
    assert went[-1][0] == "personal_requests"
    page.open(person_id=estate.owner, name="张硕")
    assert page.only.text() == "只看 张硕"


def test_d1_9_a_persons_pane_says_how_their_consents_stand(
    keyed: Desk, estate: Estate, shown: Callable[..., Any], went: Went
) -> None:
    people = shown(PeoplePage(keyed))
    people.search.set_text("张硕")
    people.filter_changed()
    assert f"{FACE}：没有同意" in texts(people.pane)
    assert "依据法定职责，不用征得同意" in texts(people.pane)
    named(people, "person_pane_own").clicked.emit()
    assert went[-1] == ("personal_requests", {"person_id": estate.owner, "name": "张硕"})


def test_d1_9_what_is_held_is_asked_for_printed_saved_and_handed_over_by_keyboard(
    keyed: Desk,
    estate: Estate,
    shown: Callable[..., Any],
    press: Callable[..., None],
    answers: Answers,
    bar: Bar,
    tmp_path: Path,
) -> None:
    page = shown(PersonalRequestsPage(keyed))
    assert page.is_empty()
    press(Qt.Key.Key_F2)
    form: Any = dialog(page, "request_dialog")
    press(SAVE)
    assert form.fields["person_id"].error()
    assert form.fields["checked"].error()
    press("张硕", Qt.Key.Key_Return)
    form.fields["asker"].set_value(Asker.AGENT)
    form.fields["checked"].set_value("核对委托书和双方身份证")
    press(SAVE)
    assert "姓名" in form.fields["asked_by"].error()
    form.fields["asked_by"].set_value("林芳")
    form.fields["unmasked"].set_value(True)
    form.fields["reason"].setEnabled(True)
    press(SAVE)
    assert "原因" in form.fields["reason"].error()
    form.fields["reason"].set_value("本人带到派出所")
    press(SAVE)
    assert "GR-2026-001 已生成" in bar.last()
    preview(page)
    page.refresh()
    row = page.table.current()
    assert (row.number, row.name, row.unmasked, row.state) == (
        "GR-2026-001",
        "张硕",
        True,
        RequestState.WAITING,
    )
    answers.reason = None
    press(Qt.Key.Key_F3)
    assert "原文" in answers.asked[-1]
    answers.reason = "派出所要"
    press(Qt.Key.Key_F3)
    preview(page)
    answers.file = tmp_path / "本人信息.xlsx"
    press(Qt.Key.Key_F4)
    cells = [cell for line in openpyxl.load_workbook(answers.file).active.values for cell in line if cell]
    assert any(GOOD_ID in str(cell) for cell in cells)
    assert any("派出所要" in str(cell) for cell in cells)
    press(Qt.Key.Key_F6)
    dialog(page, "request_end_dialog").fields["words"].set_value("挂号信寄出")
    press(SAVE)
    page.chips.choose(RequestShow.DELIVERED.name)
    page.filter_changed()
    assert page.file.row.state is RequestState.DELIVERED
    assert "打印过 2 次" in texts(page.pane)


def test_d1_9_who_may_not_write_sees_and_changes_nothing(
    estate: Estate, runner: Runner, admin: Actor, financier: Actor, make_desk: Any, shown: Callable[..., Any]
) -> None:
    given = RecordConsent(estate.owner, FACE, Way.SIGNED, date(2026, 11, 1))
    runner.run(record_consent, given, actor=admin)
    page = shown(PersonalPage(make_desk(financier)))
    assert page.file.row.name == "张硕"
    hidden = (page.add, page.take_back, page.more)
    assert [button.isVisibleTo(page) for button in hidden] == [False] * 3
