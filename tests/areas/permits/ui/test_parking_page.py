"""车位 with real widgets and keys: applied for, allowed, gone on, ended, the queue, rent to the till (D3.7, L2, L5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from frontdesk.areas.permits.queries.parking import leases
from frontdesk.areas.permits.queries.parking_lists import request_rows, waits
from frontdesk.areas.permits.rules.parking import PlaceKind, Verdict
from frontdesk.areas.permits.ui.parking_command import CommandDialog
from frontdesk.areas.permits.ui.parking_form import LeaseForm
from frontdesk.areas.permits.ui.parking_page import ParkingPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Link, Words
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar
from tests.areas.cashdesk.ui.keys import press
from tests.areas.cashdesk.ui.tree import texts_of
from tests.areas.permits.office import TENANT
from tests.areas.permits.office import let as rented
from tests.areas.permits.service.test_parking import let, places

K = Qt.Key
Y = Money.yuan
CTRL_ENTER = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)
Went = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def page(desk: Desk, front_of: Callable[[Any], Front], show: Callable[[Any], Any]) -> ParkingPage:
    """The supervisor's, with three spaces to let and one for visitors; B1-001 is let."""
    places(desk)
    places(desk, "F-01", PlaceKind.VISITOR, "0")
    let(desk)
    return cast(ParkingPage, show(ParkingPage(front_of(desk.supervisor))))


def codes(page: ParkingPage) -> list[str]:
    return [row.code for row in page._model.rows()]


def dialog_of(page: ParkingPage) -> CommandDialog:
    shown = [found for found in page.findChildren(QDialog) if found.isVisible()]
    assert isinstance(shown[-1], CommandDialog)
    return shown[-1]


def words_of(page: ParkingPage) -> str:
    return "\n".join(words.text() for words in page.pane.findChildren(Words) if words.isVisibleTo(page.pane))


def foot(page: ParkingPage) -> list[tuple[str, str]]:
    """Words and keys of the pane's buttons that can be pressed now."""
    return [(b.text(), b.key) for b in page.pane.findChildren(KeyButton) if b.isVisibleTo(page.pane)]


def test_chips_count_and_narrow_and_the_pane_follows(page: ParkingPage, desk: Desk) -> None:
    assert codes(page) == ["B1-001"]
    assert page.chips.chip("free").accessibleName() == "空位 2"
    assert foot(page) == [("续租", "F5"), ("退租", "F6"), ("换车", "F7"), ("收租", "F3")]
    assert "ZW-00000001" in words_of(page)
    assert "140.00 未收" in words_of(page)
    page.chips.choose("free")
    assert codes(page) == ["B1-002", "B1-003"]
    assert foot(page) == [("修改", "F7")]
    page.chips.choose("all")
    assert codes(page) == ["B1-001", "B1-002", "B1-003", "F-01"]
    page.search.set_value("京A1")
    page.refresh()
    assert codes(page) == ["B1-001"]


def test_d3_7_a_space_is_applied_for_with_the_keyboard_and_allowed_with_one_key(
    page: ParkingPage, desk: Desk, bar: Bar, qtbot: QtBot, went: Went
) -> None:
    page.chips.choose("free")
    page.table.setFocus()
    press(qtbot, K.Key_F2)
    form = page.inner()
    assert isinstance(form, LeaseForm)
    assert form.fee.value() == Y("300")
    form.unit.set_value(2)
    form.unit.edited.emit()
    assert form.holder.text() == "业主2"
    form.starts_on.set_value(date(2026, 11, 21))
    form.plate.setFocus()
    press(qtbot, "N00007", CTRL_ENTER)
    # An unusual plate is asked about, and kept.
    assert page.inner() is None
    assert page.chips.current() == "pending"
    assert bar.last().startswith("ok: CW-00000002 已提交。")
    assert foot(page) == [("批准", "F5"), ("不同意", "F6"), ("撤回", "F7")]
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    lease = desk.runner.read(leases, desk.clock.today())[-1]
    assert (lease.code, lease.unit, lease.holder, lease.plate) == ("B1-002", "2-2-0801", "业主2", "N00007")
    assert bar.last() == "ok: CW-00000002 已批准。B1-002 业主2，到 2027-11-20。租金 100.00 已记入应收。"
    assert bar.pressed is not None
    bar.pressed()
    assert went[-1] == ("collect", {"unit_id": 2})


def test_what_the_form_shows_beside_it_is_what_is_charged(
    page: ParkingPage, desk: Desk, bar: Bar, qtbot: QtBot
) -> None:
    page.chips.choose("free")
    page.apply()
    form = cast(LeaseForm, page.inner())
    form.unit.set_value(2)
    form.unit.edited.emit()
    form.fee.set_value(Y("320"))
    form._show_side()
    shown = [words.text() for words in form.pane.findChildren(Words)]  # type: ignore[union-attr]
    assert "106.67" in shown
    form.allow_button.click()
    assert "租金 106.67 已记入应收" in bar.last()


def test_a_clash_stands_beside_the_field_and_nothing_typed_is_lost(
    page: ParkingPage, desk: Desk, bar: Bar
) -> None:
    page.apply()
    form = cast(LeaseForm, page.inner())
    form.unit.set_value(2)
    form.unit.edited.emit()
    form.place.set_value(1)
    form.place.edited.emit()
    form.save()
    assert "租给 3-1-1202 张硕" in form.place.error()
    assert form.holder.text() == "业主2"
    assert page.inner() is form


def test_a_form_left_for_the_telephone_waits_as_a_draft(page: ParkingPage, desk: Desk, qtbot: QtBot) -> None:
    page.apply()
    form = cast(LeaseForm, page.inner())
    form.unit.set_value(2)
    form.unit.edited.emit()
    form.words.setFocus()
    press(qtbot, "later", K.Key_F7)
    assert page.inner() is None
    [kept] = desk.runner.read(drafts, desk.supervisor.id)
    page.open(key=kept.key, draft=kept)
    again = cast(LeaseForm, page.inner())
    assert (again.words.text(), again.holder.text()) == ("later", "业主2")


def test_d3_7_going_on_and_ending_are_applied_for_in_their_dialogs(
    page: ParkingPage, desk: Desk, bar: Bar, qtbot: QtBot
) -> None:
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    dialog = dialog_of(page)
    assert dialog.field("last_on").value() == date(2028, 11, 16)
    dialog.save_button.click()
    assert not dialog.isVisible()
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    assert desk.runner.read(leases, desk.clock.today())[0].last_on == date(2028, 11, 16)
    page.chips.choose("leased")
    page.table.setFocus()
    press(qtbot, K.Key_F6)
    dialog = dialog_of(page)
    dialog.save_button.click()
    assert dialog.field("words").error()
    dialog.field("words").set_value("卖车")
    dialog.save_button.click()
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    assert "未收的租金减了 90.00" in bar.last()
    assert desk.runner.read(leases, desk.clock.today())[0].last_on == date(2026, 11, 21)


def test_d3_7_no_says_why(page: ParkingPage, desk: Desk, answers: Answers, bar: Bar, qtbot: QtBot) -> None:
    page.extend()
    dialog_of(page).save_button.click()
    answers.reason = "欠租"
    page.table.setFocus()
    press(qtbot, K.Key_F6)
    assert desk.runner.read(request_rows)[0].verdict is Verdict.REFUSED
    assert bar.last() == "ok: CW-00000002：不同意。欠租"


def test_t22_a_clerk_asks_the_supervisor_on_the_spot(
    desk: Desk, front_of: Callable[[Any], Front], show: Callable[[Any], Any], answers: Answers, qtbot: QtBot
) -> None:
    places(desk)
    page = cast(ParkingPage, show(ParkingPage(front_of(desk.receptionist))))
    assert not page.rent_button.isVisible()
    page.apply()
    form = cast(LeaseForm, page.inner())
    form.unit.set_value(1)
    form.unit.edited.emit()
    form.place.set_value(1)
    form.place.edited.emit()
    form.allow_button.click()
    # Without leave the application waits.
    assert answers.asked[-1] == "permits.allow"
    assert [row.verdict for row in desk.runner.read(request_rows)] == [None]


def test_another_cars_dialog_names_the_space_it_has(page: ParkingPage, desk: Desk, qtbot: QtBot) -> None:
    let(desk, 2, 2, plate="京B88888", holder="业主2")
    page.refresh()
    page.table.select_key("place:1")
    page.table.setFocus()
    press(qtbot, K.Key_F7)
    dialog = dialog_of(page)
    dialog.field("plate").set_value("京B88888")
    dialog.save_button.click()
    assert "B1-002" in dialog.field("plate").error()


def test_t4_rent_is_shown_before_it_is_made_and_leads_to_the_till(
    page: ParkingPage, desk: Desk, bar: Bar, qtbot: QtBot, went: Went
) -> None:
    page.table.setFocus()
    press(qtbot, K.Key_F8)
    dialog = dialog_of(page)
    assert dialog.note.text() == "到 2026-11 的租金都已生成。"
    dialog.field("through").set_value("2026-12")
    dialog.field("through").edited.emit()
    assert dialog.note.text() == "1 份租约 1 笔，合计 300.00。"
    dialog.save_button.click()
    assert bar.last().startswith("ok: 生成了 1 笔租金，合计 300.00。")
    page.table.setFocus()
    press(qtbot, K.Key_F3)
    dialog = dialog_of(page)
    dialog.field("through").set_value("2027-01")
    dialog.field("through").edited.emit()
    assert "合计 300.00" in dialog.note.text()
    dialog.save_button.click()
    assert went[-1] == ("collect", {"unit_id": 1})
    assert sum((money.fen for money in desk.owed().values()), 0) == 74000


def test_d3_7_the_queue_from_joining_to_the_lease(
    page: ParkingPage, desk: Desk, answers: Answers, bar: Bar, qtbot: QtBot
) -> None:
    page.table.setFocus()
    press(qtbot, K.Key_F4)
    dialog = dialog_of(page)
    dialog.field("unit_id").set_value(2)
    dialog.field("unit_id").edited.emit()
    assert dialog.field("holder").value() == "业主2"
    dialog.save_button.click()
    assert page.chips.current() == "waiting"
    assert foot(page) == [("通知选位", "F5"), ("退出排队", "F7")]
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    dialog = dialog_of(page)
    dialog.field("place_id").set_value(2)
    dialog.save_button.click()
    assert foot(page)[0] == ("办租用", "F5")
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    form = cast(LeaseForm, page.inner())
    assert (form.place.value(), form.holder.text(), form.unit.value()) == (2, "业主2", 2)
    form.allow_button.click()
    assert desk.runner.read(waits, desk.clock.today()) == ()
    assert desk.runner.read(leases, desk.clock.today())[-1].unit == "2-2-0801"


def test_visitors_come_and_leave(page: ParkingPage, desk: Desk, bar: Bar, qtbot: QtBot) -> None:
    page.chips.choose("all")
    page.table.select_key("place:4")
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    dialog = dialog_of(page)
    dialog.field("plate").set_value("京D00001")
    dialog.save_button.click()
    assert foot(page) == [("车已离开", "F5"), ("修改", "F7")]
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    assert bar.last() == "ok: 京D·00001 已离开。"
    assert foot(page)[0] == ("登记访客车", "F5")


def test_a_lease_offers_the_permit_for_its_car(page: ParkingPage, went: Went) -> None:
    link = page.pane.findChild(Link, "parking_lease_link")
    assert link is not None
    link.clicked.emit()
    target, told = went[-1]
    assert (target, told["unit_id"], told["kind"], told["until"]) == (
        "issue_permit",
        1,
        "TC",
        date(2027, 11, 16),
    )
    assert told["extra"] == {"plate": "京A·12345", "space": "B1-001"}


def test_l7_an_empty_page_says_how_to_begin(
    desk: Desk, front_of: Callable[[Any], Front], show: Callable[[Any], Any], qtbot: QtBot
) -> None:
    page = cast(ParkingPage, show(ParkingPage(front_of(desk.supervisor))))
    assert page.is_empty()
    begin = page.findChild(KeyButton, "parking_begin")
    assert begin is not None
    begin.click()
    dialog = dialog_of(page)
    dialog.field("codes").set_value("B1-001~B1-012")
    dialog.field("fee").set_value(Y("300"))
    dialog.save_button.click()
    assert not page.is_empty()
    assert page.chips.chip("free").accessibleName() == "空位 12"
    page.change_place()
    dialog = dialog_of(page)
    dialog.field("active").set_value(False)
    dialog.save_button.click()
    assert page.table.current().state.value == "停用"


def test_coming_here_for_a_unit_or_a_chip(page: ParkingPage, desk: Desk) -> None:
    page.open(show="free")
    assert codes(page) == ["B1-002", "B1-003"]
    page.open(unit_id=1)
    page.refresh()
    assert codes(page) == ["B1-001"]
    page.open(unit_id=3)
    form = cast(LeaseForm, page.inner())
    assert form.unit.value() == 3


def test_d3_7_a_lease_of_somebody_who_has_left_is_listed_and_said(page: ParkingPage, desk: Desk) -> None:
    tenant = rented(desk)
    let(desk, 2, 2, holder=TENANT, person_id=tenant, plate="京B22222")
    page.refresh()
    assert not page.chips.chip("left").isVisibleTo(page)
    # The tenancy ends on 2027-06-01, the lease of the space on 2027-11-16.
    desk.clock.forward(days=200)
    page.open(show="left")
    page.refresh()
    assert page.chips.chip("left").accessibleName() == "人已搬走 1"
    assert codes(page) == ["B1-002"]
    assert "在租，人已搬走" in [str(page._model.index(0, column).data()) for column in range(9)]
    assert "已不在这户，请联系退租" in "\n".join(texts_of(page.pane))
    assert ("退租", "F6") in foot(page)
