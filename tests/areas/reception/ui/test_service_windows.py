"""摊位与广告, 场地清单, 场地预订, 代办 by keyboard alone (D2.6, L5, D0.8, T23)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.app.checks import broken
from frontdesk.areas.cashdesk.ui.collect_page import CollectPage
from frontdesk.areas.cashdesk.ui.deposit_dialogs import TakeDepositDialog
from frontdesk.areas.cashdesk.ui.deposits_page import DepositsPage
from frontdesk.areas.keys.ui.act_dialog import ActDialog
from frontdesk.areas.reception.queries.bookings import BookingFilter, BookingShow, booking_file, booking_rows
from frontdesk.areas.reception.queries.errands import ErrandFilter, ErrandShow, errand_kinds, errand_rows
from frontdesk.areas.reception.queries.let_places import place_rows
from frontdesk.areas.reception.rules.errands import ErrandState
from frontdesk.areas.reception.rules.places import BookingState, Paid, PlaceKind
from frontdesk.areas.reception.service.bookings import BookPlace, book_place
from frontdesk.areas.reception.service.let_places import SavePlace, SetPlacePrice, save_place, set_place_price
from frontdesk.areas.reception.ui.bookings_page import BookingsPage
from frontdesk.areas.reception.ui.errand_dialogs import ErrandDialog, read_papers
from frontdesk.areas.reception.ui.errands_page import ErrandsPage
from frontdesk.areas.reception.ui.place_list_page import PlaceListPage
from frontdesk.areas.reception.ui.places_page import PlacesPage
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui.conftest import Bar
from tests.areas.cashdesk.ui.keys import press
from tests.areas.reception.ui.test_held_windows import SAVE, Answers, at, dialog_of, said

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
Show = Callable[[Any], Any]
Y = Money.yuan


@pytest.fixture
def answers() -> Answers:
    return Answers()


def place(desk: Desk, code: str = "A1") -> int:
    found = int(desk.run(save_place, SavePlace(None, code, PlaceKind.STALL, "南门内东侧"), desk.supervisor))
    desk.run(set_place_price, SetPlacePrice(found, Y("100"), deposit=Y("500")), desk.supervisor)
    return found


def book(desk: Desk, key: int, day: int = 0, days: int = 2, who: str = "云栖净水") -> Any:
    first = TODAY + timedelta(days=day)
    command = BookPlace(key, first, first + timedelta(days=days - 1), who, "展示", phone="13812345512")
    return desk.run(book_place, command, desk.receptionist)


def rows(desk: Desk, show: BookingShow = BookingShow.HOLDS) -> Any:
    return desk.runner.read(booking_rows, BookingFilter(TODAY, show=show))


def test_D2_6_a_month_is_walked_days_are_marked_and_booked_by_keyboard(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, went: list[Any]
) -> None:
    place(desk)
    key = place(desk, "A2")
    page: PlacesPage = show(PlacesPage(front))
    grid = page.grid
    grid.setFocus()
    spot = grid.spot()
    assert spot is not None
    assert (spot.place.code, spot.first) == ("A1", TODAY)
    assert "A1 11-21 空着" in grid.accessibleDescription()
    press(qtbot, K.Key_Down, K.Key_Right, (SHIFT, K.Key_Right), (SHIFT, K.Key_Right), K.Key_Return)
    dialog = dialog_of(page, qtbot)
    assert dialog.place.value() == key
    assert "3 天 × 100.00 = 300.00 元，押金 500.00 元" in dialog.told.text()
    press(qtbot, K.Key_Tab, "云栖净水", K.Key_Tab, "赵经理", K.Key_Tab, "13812345512", K.Key_Tab, SAVE)
    assert "purpose" in {name for name, field in dialog.fields.items() if field.error()}
    press(qtbot, "净水器展示", SAVE)
    row = rows(desk)[0]
    assert (row.place, row.starts_on, row.last, row.fee) == (
        "A2",
        TODAY + timedelta(1),
        TODAY + timedelta(3),
        Y("300"),
    )
    assert "CD-20261121-001" in bar.said[-1][1]
    at(page, qtbot, grid)
    qtbot.waitUntil(lambda: "CD-20261121-001" in said(page.pane))
    assert "138****5512" in said(page.pane)
    assert "13812345512" not in said(page.pane)
    assert "未收" in grid.accessibleDescription()
    press(qtbot, K.Key_Return)
    assert went[-1] == ("bookings", {"text": "CD-20261121-001"})
    # Past the month's edge stands the next month, where nothing is booked.
    press(qtbot, K.Key_End, K.Key_Right)
    qtbot.waitUntil(lambda: grid.spot() is not None and f"{grid.spot().first}" == "2026-12-01")
    # The days of somebody else are refused while one still types, and once more when saved.
    press(qtbot, K.Key_F2)
    dialog = dialog_of(page, qtbot)
    dialog.first.set_value(TODAY + timedelta(2))
    dialog.show_told()
    assert "已经订给 云栖净水" in dialog.told.text()
    dialog.booker.set_value("别人")
    dialog.fields["purpose"].set_value("摆摊")
    dialog.last.setFocus()
    press(qtbot, SAVE)
    assert "已经订给 云栖净水" in dialog.first.error()
    assert len(rows(desk)) == 1
    # On other days than one stood on: one stands on what was booked, so that F5 takes its money and no other's.
    dialog.place.set_value(key)
    dialog.first.set_value(TODAY + timedelta(5))
    dialog.last.set_value(TODAY + timedelta(6))
    press(qtbot, SAVE)
    made = max(rows(desk), key=lambda row: row.id)
    at(page, qtbot, grid)
    qtbot.waitUntil(lambda: grid.spot() is not None and grid.spot().booking is not None)
    assert (made.booker, grid.spot().booking.id) == ("别人", made.id)
    press(qtbot, K.Key_F5)
    assert went[-1][1]["charge_ids"] == (made.charge_id,)


def test_D2_6_places_are_set_up_and_priced_in_one_go(
    desk: Desk, front_of: Callable[..., Front], show: Show, qtbot: QtBot
) -> None:
    page: PlaceListPage = show(PlaceListPage(front_of(desk.supervisor)))
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    dialog_of(page, qtbot)
    press(qtbot, "b1", K.Key_Tab, K.Key_Tab, "2 m", K.Key_Tab, "3栋大堂", SAVE)
    qtbot.waitUntil(
        lambda: (
            [d.objectName() for d in page.findChildren(ActDialog) if d.isVisible()] == ["place_price_dialog"]
        )
    )
    dialog_of(page, qtbot)
    press(qtbot, "80", K.Key_Tab, K.Key_Tab, "1500", SAVE)
    row = desk.runner.read(place_rows, TODAY)[0]
    assert (row.code, row.location, row.price.day, row.price.month) == ("B1", "3栋大堂", Y("80"), Y("1500"))
    at(page, qtbot)
    assert "80.00 / 天，1,500.00 / 月" in said(page.pane)
    press(qtbot, K.Key_F7)
    dialog_of(page, qtbot).fields["active"].set_value(False)
    press(qtbot, SAVE)
    assert not desk.runner.read(place_rows, TODAY)[0].active


def test_D2_6_from_the_list_a_booking_is_collected_ended_and_printed(
    desk: Desk,
    front_of: Callable[..., Front],
    show: Show,
    qtbot: QtBot,
    bar: Bar,
    answers: Answers,
    went: list[Any],
) -> None:
    key = place(desk)
    made = book(desk, key)
    later = book(desk, key, 10)
    page: BookingsPage = show(BookingsPage(front_of(desk.supervisor)))
    at(page, qtbot)
    press(qtbot, K.Key_F5)
    assert went[-1] == (
        "collect",
        {"unit_id": made.pay_unit_id, "charge_ids": (made.charge_id,), "payer": "云栖净水"},
    )
    answers.picks = "deposit"
    press(qtbot, K.Key_F9)
    assert went[-1][0] == "take_deposit"
    assert went[-1][1]["asked"]["source"] == ("place_booking", made.id)
    press(qtbot, K.Key_Down, K.Key_F4)
    dialog = dialog_of(page, qtbot)
    assert dialog.fields["keep"].value() == Y("0")
    press(qtbot, "商家改期", SAVE)
    assert "应收减了 200.00" in bar.said[-1][2]
    gone = rows(desk, BookingShow.CANCELLED)[0]
    assert (gone.id, gone.state, gone.paid) == (later.id, BookingState.CANCELLED, Paid.FREE)
    assert broken(desk.runner) == []


def test_D2_6_the_till_takes_what_the_booking_asks_and_no_more(
    desk: Desk, front: Front, show: Show, qtbot: QtBot
) -> None:
    desk.open()
    key = place(desk)
    first, second = book(desk, key), book(desk, key, 10, who="别的公司")
    page: CollectPage = show(CollectPage(front))
    page.open(unit_id=second.pay_unit_id, charge_ids=(second.charge_id,), payer="别的公司")
    assert (page.visit.ticked, page.visit.payer, page.visit.due) == ({second.charge_id}, "别的公司", Y("200"))
    page.pay()
    paid = {row.id: row.paid for row in rows(desk)}
    assert paid == {first.id: Paid.OWING, second.id: Paid.PAID}
    deposits: DepositsPage = show(DepositsPage(front))
    asked = {
        "amount": Y("500"),
        "payer": "别的公司",
        "words": second.number,
        "source": ("place_booking", second.id),
    }
    deposits.open(target="take_deposit", unit_id=second.pay_unit_id, asked=asked)
    dialog: Any = dialog_of(deposits, qtbot, TakeDepositDialog)
    assert dialog.purpose.value() == "其他"
    dialog.save()
    file = desk.runner.read(booking_file, second.id, TODAY)
    assert [(d.amount, d.void) for d in file.deposits] == [(Y("500"), False)]
    assert file.deposit_short == Y("0")
    assert broken(desk.runner) == []


def test_D2_6_an_errand_is_received_and_taken_to_its_signature_by_keyboard(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, answers: Answers
) -> None:
    page: ErrandsPage = show(ErrandsPage(front))
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    dialog = dialog_of(page, qtbot, ErrandDialog)
    press(qtbot, "3-1-1202", K.Key_Tab, K.Key_Tab)
    assert dialog.asker.text() == "张硕"
    press(qtbot, K.Key_Tab, K.Key_Tab, "宽带报装 300M", SAVE)
    row = desk.runner.read(errand_rows, ErrandFilter(TODAY))[0]
    assert (row.number, row.kind, row.who) == ("DB-20261121-001", "电话、宽带报装", "张硕")
    assert "DB-20261121-001" in bar.said[-1][1]
    at(page, qtbot)
    for words, state in (
        ("李师傅", ErrandState.HANDED),
        ("已开通", ErrandState.DONE),
        ("", ErrandState.COLLECTED),
    ):
        press(qtbot, K.Key_Return)
        dialog_of(page, qtbot)
        press(qtbot, words, SAVE) if words else press(qtbot, SAVE)
        every = desk.runner.read(errand_rows, ErrandFilter(TODAY, show=ErrandShow.ALL))
        assert every[0].state is state
        page.open(text="DB-20261121-001")
        at(page, qtbot)
    assert "领取：张硕" in said(page.pane)
    assert "交办：李师傅" in said(page.pane)
    assert broken(desk.runner) == []


def test_D2_6_the_offices_kinds_and_papers_as_typed(
    desk: Desk, front_of: Callable[..., Front], show: Show, qtbot: QtBot, answers: Answers
) -> None:
    page: ErrandsPage = show(ErrandsPage(front_of(desk.supervisor)))
    answers.picks = ""
    page.open(target="receive_errand", unit_id=1)
    dialog: Any = dialog_of(page, qtbot, ErrandDialog)
    press(qtbot, K.Key_Tab, K.Key_Tab, K.Key_Tab, "换卡", SAVE)
    at(page, qtbot)
    real, page.desk.dialogs.pick = (
        page.desk.dialogs.pick,
        lambda *a, **k: "kinds" if "要做什么" in a[0] else "",
    )
    press(qtbot, K.Key_F9)
    page.desk.dialogs.pick = real
    dialog = dialog_of(page, qtbot)
    press(qtbot, "代办社保卡", SAVE)
    assert desk.runner.read(errand_kinds)[-1].words == "代办社保卡"
    papers = read_papers("房产证 原件\n\n身份证复印件 2份\n申请表")
    assert [(p.name, p.copies, p.original) for p in papers] == [
        ("房产证", 1, True),
        ("身份证复印件", 2, False),
        ("申请表", 1, False),
    ]
    assert dialog is not None


def test_D2_6_an_errand_put_off_is_still_the_one_stood_on(
    desk: Desk, front: Front, show: Show, qtbot: QtBot
) -> None:
    page: ErrandsPage = show(ErrandsPage(front))
    for what, days in (("宽带", 1), ("燃气", 3)):
        page.open(target="receive_errand", unit_id=1)
        dialog: Any = dialog_of(page, qtbot, ErrandDialog)
        dialog.fields["what"].set_value(what)
        dialog.fields["promised_on"].set_value(TODAY + timedelta(days))
        dialog.save()
    at(page, qtbot)
    page.table.select_row(0)
    first = page.table.current()
    press(qtbot, K.Key_F7)
    dialog = dialog_of(page, qtbot)
    dialog.fields["promised_on"].set_value(TODAY + timedelta(9))
    dialog.fields["words"].set_value("住户不在家")
    dialog.save()
    # It has gone down the list; the next key is for it.
    assert page.table.currentIndex().row() == 1
    assert page.table.current().id == first.id
