"""Collecting at the desk, by the keyboard: D5.1, D0.8, M6.1, M6.2, M6.4, M7.1, T8, T9, T23."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.service import AddRole, SavePerson, add_role, save_person
from frontdesk.areas.cashdesk.queries import receipt, receipts_of_unit, unprinted
from frontdesk.areas.cashdesk.queries.prepaid import prepaid_balance
from frontdesk.areas.cashdesk.rules.kinds import ROUND_OFF_SETTING, Tender
from frontdesk.areas.cashdesk.service import RegisterPaperBook, register_paper_book
from frontdesk.areas.cashdesk.ui import collect_page
from frontdesk.areas.cashdesk.ui.ahead_dialog import AheadDialog
from frontdesk.areas.cashdesk.ui.collect_page import CollectPage
from frontdesk.areas.cashdesk.ui.prepay_dialog import PrepayDialog
from frontdesk.areas.fees.rules.kinds import Category, Cycle, Pricing
from frontdesk.areas.fees.service import AddFeeItem, SetLateFee, add_fee_item, set_late_fee
from frontdesk.areas.fees.ui.adjust_dialog import AdjustDialog
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.field import Field
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.cashdesk.ui.tree import texts_of

Y = Money.yuan
K = Qt.Key
Went = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def page(desk: Desk, front: Front, show: Callable[[Any], Any]) -> CollectPage:
    """A unit that owes October (overdue), water and November; its cashier's shift is open."""
    desk.charge("255.36", month="2026-10")
    desk.charge("18.42", item="水费", month="2026-10", due=date(2026, 11, 30))
    desk.charge("255.36")
    desk.open()
    return cast(CollectPage, show(CollectPage(front)))


def words(page: QWidget, name: str) -> str:
    found = page.findChild(QWidget, name)
    assert isinstance(found, Words | StatusLabel)
    return found.text()


def cash(page: CollectPage) -> QLineEdit:
    return page.work.tenders.row(Tender.CASH).amount.inner  # type: ignore[union-attr]


def test_d5_1_from_a_known_unit_to_the_printed_receipt_in_five_keys_or_fewer(
    page: CollectPage, desk: Desk, port: Port, qtbot: QtBot
) -> None:
    page.open(unit_id=1)
    keys = [K.Key_Return]
    press(qtbot, *keys)
    assert len(keys) <= 5
    assert desk.owed() == {}
    assert [job.title for job in port.jobs] == ["收款收据 SJ00000001"]
    assert desk.broken() == []


def test_the_clerks_way_from_the_room_number_to_the_next_unit(
    page: CollectPage, desk: Desk, port: Port, bar: Bar, qtbot: QtBot
) -> None:
    """Room number, Enter, the cash that was given, Enter: stored, change said, printed, ready for the next."""
    assert focused() is page.pick.picker.inner
    press(qtbot, "1202", K.Key_Return)
    assert words(page, "unit_code") == "3-1-1202"
    assert words(page, "overdue") == "逾期 1 项 255.36"
    assert (focused(), cash(page).selectedText()) == (cash(page), "529.14")
    press(qtbot, "550")
    assert (words(page, "sum_due"), words(page, "sum_got"), words(page, "sum_change")) == (
        "529.14",
        "550.00",
        "20.86",
    )
    assert page.findChild(Words, "sum_change").property("tone") == "ok"
    press(qtbot, K.Key_Enter)
    assert bar.last() == "ok: 3-1-1202 收 529.14，实收 550.00，找零 20.86。收据 SJ00000001 已送到“前台针式”。"
    assert words(page, "done_change") == "20.86"
    assert focused() is page.pick.picker.inner
    assert len(port.jobs) == 1
    made = desk.runner.read(receipt, "1")
    assert made is not None
    assert (made.row.amount, made.change, made.printed) == (Y("529.14"), Y("20.86"), 1)


@pytest.mark.parametrize("typed", ["1202", "3-1-1202", "3栋1单元1202", "张硕", "zs", "zhangshuo"])
def test_d0_1_a_unit_is_found_by_any_habit_of_naming_it(
    page: CollectPage, desk: Desk, qtbot: QtBot, typed: str
) -> None:
    desk.run(save_person, SavePerson(1, "张硕"), desk.admin)
    press(qtbot, typed, K.Key_Return)
    assert words(page, "unit_code") == "3-1-1202"
    assert cash(page).selectedText() == "529.14"


def test_enter_twice_in_the_field_of_units_opens_one_and_collects_nothing(
    page: CollectPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect_page, "BOUNCE_MS", 10**9)
    press(qtbot, "1202", K.Key_Return, K.Key_Return)
    assert words(page, "unit_code") == "3-1-1202"
    assert desk.runner.read(receipts_of_unit, 1) == ()
    monkeypatch.setattr(collect_page, "BOUNCE_MS", 0)
    press(qtbot, K.Key_Return)
    assert desk.owed() == {}


def test_l5_tab_goes_in_reading_order(page: CollectPage, desk: Desk, qtbot: QtBot) -> None:
    page.open(unit_id=1)
    press(qtbot, (Qt.KeyboardModifier.AltModifier, K.Key_W))
    page.work.table.setFocus()
    seen: list[str] = []
    for _ in range(15):
        press(qtbot, K.Key_Tab)
        widget = focused()
        name = widget.objectName()
        seen.append(cast(QWidget, widget.parent()).objectName() if name == "inner" else name)
    assert seen == [
        "adjust",
        "tender_cash_amount",
        "tender_cash_remove",
        "tender_wechat_amount",
        "tender_wechat_reference",
        "tender_wechat_remove",
        "add_alipay",
        "add_card",
        "add_transfer",
        "add_cheque",
        "receipt_preview",
        "enlarge",
        "payer",
        "pay",
        seen[14],
    ]


def test_a_unit_that_is_not_there_is_not_opened(page: CollectPage, qtbot: QtBot) -> None:
    press(qtbot, "9-9-9999", K.Key_Return)
    assert page.opened is None
    assert page.pick.picker.text() == "9-9-9999"


@pytest.mark.parametrize("again", ["key", "button"])
def test_t23_pressed_twice_pays_once(page: CollectPage, desk: Desk, qtbot: QtBot, again: str) -> None:
    page.open(unit_id=1)
    if again == "key":
        press(qtbot, K.Key_Return, K.Key_Return, K.Key_Return)
    else:
        button = page.findChild(KeyButton, "pay")
        qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(desk.runner.read(receipts_of_unit, 1)) == 1


def test_t23_the_same_press_stored_twice_is_one_receipt(page: CollectPage, desk: Desk) -> None:
    page.open(unit_id=1)
    token = page.opened.token  # type: ignore[union-attr]
    page.pay()
    again = desk.collect("cash=529.14", token=token)
    assert (again.number, again.again) == ("SJ00000001", True)


def test_an_enter_that_is_held_down_pays_nothing(page: CollectPage, desk: Desk, qtbot: QtBot) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    page.open(unit_id=1)
    held = QKeyEvent(QEvent.Type.KeyPress, K.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(focused(), held)
    assert desk.runner.read(receipts_of_unit, 1) == ()


def test_space_unticks_and_the_cash_follows(page: CollectPage, desk: Desk, qtbot: QtBot) -> None:
    page.open(unit_id=1)
    page.work.table.setFocus()
    press(qtbot, K.Key_Down, K.Key_Space)
    assert cash(page).text() == "510.72"
    assert page.work.sums.words() == ("已选 2 项", "，按到期先后")
    press(qtbot, K.Key_Return)
    assert desk.owed() == {2: Y("18.42")}


def test_m6_2_a_part_is_typed_over_the_row(page: CollectPage, desk: Desk, qtbot: QtBot) -> None:
    page.open(unit_id=1)
    page.work.table.setFocus()
    press(qtbot, "1")
    editor = focused()
    assert editor.objectName() == "charges_editor"
    press(qtbot, "00", K.Key_Return)
    assert words(page, "sum_due") == "373.78"
    press(qtbot, "999", K.Key_Return)
    assert "只欠 255.36，不能收 999.00" in words(page, "why_words")
    assert words(page, "sum_due") == "373.78"
    press(qtbot, "5", K.Key_Escape)
    assert not page.work.table.editing()
    press(qtbot, K.Key_Return)
    assert desk.owed() == {1: Y("155.36")}


def test_m6_1_mixed_tenders_by_their_keys(page: CollectPage, desk: Desk, qtbot: QtBot) -> None:
    """Alt+W adds WeChat with what is left; Enter goes to its number, then collects."""
    page.open(unit_id=1)
    press(qtbot, "300", (Qt.KeyboardModifier.AltModifier, K.Key_W))
    row = page.work.tenders.row(Tender.WECHAT)
    assert row is not None
    assert focused() is row.amount.inner
    assert row.amount.inner.selectedText() == "229.14"
    press(qtbot, K.Key_Return)
    assert row.reference is not None
    assert focused() is row.reference.inner
    press(qtbot, "4200002386202611217731", K.Key_Return)
    made = desk.runner.read(receipt, "1")
    assert made is not None
    assert [(t.kind, t.amount, t.reference) for t in made.tenders] == [
        (Tender.CASH, Y("300"), ""),
        (Tender.WECHAT, Y("229.14"), "4200002386202611217731"),
    ]


def test_a_missing_reference_is_said_beside_its_field_and_nothing_is_stored(
    page: CollectPage, desk: Desk, qtbot: QtBot
) -> None:
    page.open(unit_id=1)
    press(qtbot, (Qt.KeyboardModifier.AltModifier, K.Key_A))
    page.pay()
    row = page.work.tenders.row(Tender.ALIPAY)
    assert row is not None
    assert row.reference is not None
    assert row.reference.error() == "支付宝要填交易单号，扫码或照手机、小票上抄"
    assert words(page, "tender_alipay_error") == row.reference.error()
    assert words(page, "trouble") == "没有收款，要改：支付宝交易单号"
    assert focused() is row.reference.inner
    assert desk.runner.read(receipts_of_unit, 1) == ()
    press(qtbot, "2026", K.Key_Return)
    assert desk.owed() == {}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [("１００。０", "金额里有句号"), ("5.5.5", "两个小数点"), ("1.234", "最多两位小数"), ("", "还差 529.14")],
)
def test_m1_3_an_amount_that_cannot_be_read_stays_as_typed_with_its_reason(
    page: CollectPage, desk: Desk, qtbot: QtBot, typed: str, wrong: str
) -> None:
    page.open(unit_id=1)
    press(qtbot, K.Key_Delete, typed, K.Key_Return)
    field = page.findChild(Field, "tender_cash_amount")
    assert wrong in field.error()
    assert wrong in words(page, "tender_cash_error")
    assert cash(page).text() == typed
    assert desk.runner.read(receipts_of_unit, 1) == ()


def test_too_little_offers_to_take_only_that(page: CollectPage, desk: Desk, qtbot: QtBot) -> None:
    page.open(unit_id=1)
    press(qtbot, "300", K.Key_Return)
    assert words(page, "sum_change") == "229.14"
    assert words(page, "trouble") == "没有收款，还差 229.14"
    assert page.findChild(KeyButton, "take_short").text() == "只收 300.00"
    press(qtbot, K.Key_F6, K.Key_Return)
    assert desk.owed() == {3: Y("229.14")}


def test_m7_1_without_an_open_shift_the_page_leads_to_opening_one(
    desk: Desk, front: Front, show: Callable[[Any], Any], went: Went, qtbot: QtBot
) -> None:
    desk.charge("255.36")
    page = show(CollectPage(front))
    page.open(unit_id=1)
    assert page.is_empty()
    qtbot.keyClick(page, K.Key_F9)
    assert went[-1][0] == "open_shift"
    assert not page.stale_close.isVisible(), "there is no shift to close"
    desk.open()
    page.refresh()
    assert not page.is_empty()
    assert words(page, "unit_code") == "3-1-1202"


def test_a_counted_shift_takes_no_more_money(
    desk: Desk, front: Front, show: Callable[[Any], Any], went: Went
) -> None:
    desk.open()
    desk.count("100=5")
    page = show(CollectPage(front))
    page.findChild(KeyButton, "go_on_closing").click()
    assert went[-1][0] == "close"


def test_whoever_may_not_collect_is_told_so(
    desk: Desk, front_of: Callable[[Actor], Front], show: Callable[[Any], Any]
) -> None:
    page = show(CollectPage(front_of(desk.receptionist)))
    assert page.is_empty()
    assert page.findChild(QWidget, "no_right") is not None


def test_m7_6_a_shift_of_yesterday_is_said_first(
    page: CollectPage, desk: Desk, front: Front, went: Went
) -> None:
    desk.clock.forward(days=1)
    page.refresh()
    assert page.stale.isVisible()
    assert page.stale.text() == "还是 11-21 的班"
    page.findChild(KeyButton, "stale_close").click()
    assert went[-1][0] == "close"


def test_a_unit_that_owes_nothing_says_what_can_be_done(page: CollectPage, went: Went, qtbot: QtBot) -> None:
    page.open(unit_id=2)
    assert page.findChild(QWidget, "nothing_owed").isVisible()
    page.findChild(KeyButton, "clear_receipts").click()
    assert went[-1] == ("receipts", {"unit_id": 2})
    assert focused().objectName() == "clear_switch"
    press(qtbot, K.Key_Return)
    assert focused() is page.pick.picker.inner


@pytest.mark.parametrize("key", [K.Key_Escape, K.Key_F7, K.Key_F2])
def test_d0_8_a_visit_left_half_typed_waits_as_a_draft_and_comes_back(
    page: CollectPage, desk: Desk, bar: Bar, qtbot: QtBot, key: Qt.Key
) -> None:
    page.open(unit_id=1)
    press(qtbot, "300", key)
    assert "已留作草稿" in bar.last()
    (draft,) = desk.runner.read(drafts, desk.cashier.id)
    assert (draft.page, draft.key) == ("collect", "3-1-1202")
    link = page.findChild(Link, "draft_1")
    assert link.text().startswith("收款 3-1-1202 张硕")
    link.clicked.emit()
    assert cash(page).text() == "300"
    assert "接着上次没收完的" in bar.last()
    press(qtbot, K.Key_Return)
    assert words(page, "trouble") == "没有收款，还差 229.14"
    press(qtbot, "600", K.Key_Return)
    assert desk.runner.read(drafts, desk.cashier.id) == ()
    assert desk.owed() == {}


def test_a_draft_is_taken_up_by_its_key_and_can_be_begun_anew(
    page: CollectPage, desk: Desk, bar: Bar
) -> None:
    page.open(unit_id=1)
    page.work.tenders.amount_typed.emit(Tender.CASH, "12")
    assert page.may_leave()
    page.leave()
    page.open(key="3-1-1202", draft=None)
    assert cash(page).text() == "12"
    assert bar.pressed is not None
    bar.pressed()
    assert cash(page).text() == "529.14"
    assert desk.runner.read(drafts, desk.cashier.id) == ()


def test_d0_8_going_elsewhere_in_the_middle_keeps_a_draft_and_the_page(
    page: CollectPage, desk: Desk, bar: Bar, qtbot: QtBot
) -> None:
    """Another tab, the lock, the end of the program: what was typed stands, without a word about it."""
    page.open(unit_id=1)
    press(qtbot, "300")
    page.hide()
    (draft,) = desk.runner.read(drafts, desk.cashier.id)
    assert draft.data["given"][0][1] == "300"
    assert bar.said == []
    page.show()
    assert cash(page).text() in ("300", "300.00")
    page.work.table.setFocus()
    page.visit.type_amount(Tender.CASH, "600")
    page.pay()
    assert desk.runner.read(drafts, desk.cashier.id) == ()


def test_nothing_typed_leaves_no_draft(page: CollectPage, desk: Desk, qtbot: QtBot) -> None:
    page.open(unit_id=1)
    press(qtbot, K.Key_Escape)
    assert desk.runner.read(drafts, desk.cashier.id) == ()


def test_no_printer_keeps_the_receipt_and_offers_a_pdf(
    page: CollectPage, desk: Desk, port: Port, bar: Bar, answers: Answers, tmp_path: Any, qtbot: QtBot
) -> None:
    port.names = ()
    answers.file = tmp_path / "收据.pdf"
    page.open(unit_id=1)
    press(qtbot, K.Key_Return)
    assert bar.last().startswith("warn: 3-1-1202 收 529.14。收据没有打印。这台电脑没有装打印机。收据已经存好")
    assert "还没有打印" in words(page, "done_state")
    assert desk.runner.read(unprinted, 1) == ("SJ00000001",)
    assert bar.pressed is not None
    bar.pressed()
    assert answers.file.read_bytes().startswith(b"%PDF")
    assert "还没有打印" not in words(page, "done_state")
    assert desk.runner.read(unprinted, 1) == ()


def test_a_pdf_that_was_not_saved_after_all_is_sent_later_as_it_is(
    page: CollectPage, desk: Desk, port: Port, bar: Bar, answers: Answers, tmp_path: Any, qtbot: QtBot
) -> None:
    """M6.6, T12: turning back in the file dialog makes the next paper no reprint."""
    port.names = ()
    answers.file = None
    page.open(unit_id=1)
    press(qtbot, K.Key_Return)
    assert bar.pressed is not None
    bar.pressed()
    assert "还没有打印" in words(page, "done_state")
    answers.file = tmp_path / "收据.pdf"
    bar.pressed()
    assert answers.file.read_bytes().startswith(b"%PDF")
    assert "还没有打印" not in words(page, "done_state")
    made = desk.runner.read(receipt, "1")
    assert made is not None
    assert made.printed == 1


def test_a_printer_that_refuses_gets_the_same_paper_again_not_a_second_print(
    page: CollectPage, desk: Desk, port: Port, qtbot: QtBot
) -> None:
    """M6.6, T12: what nobody holds in hand is not marked 补打."""
    port.gone = True
    page.open(unit_id=1)
    press(qtbot, K.Key_Return)
    assert "还没有打印" in words(page, "done_state")
    port.gone = False
    page.findChild(KeyButton, "done_print").click()
    assert len(port.jobs) == 1
    made = desk.runner.read(receipt, "1")
    assert made is not None
    assert made.printed == 1
    page.findChild(KeyButton, "done_print").click()
    made = desk.runner.read(receipt, "1")
    assert made is not None
    assert made.printed == 2


def test_m6_5_the_receipt_just_made_can_be_voided(
    page: CollectPage, desk: Desk, answers: Answers, bar: Bar, qtbot: QtBot
) -> None:
    page.open(unit_id=1)
    press(qtbot, K.Key_Return, K.Key_F9)
    assert answers.asked[-1] == "作废收据 SJ00000001"
    assert "已作废" in words(page, "done_state")
    assert len(desk.owed()) == 3
    made = desk.runner.read(receipt, "1")
    assert made is not None
    assert (made.voided, made.void_reason) == (True, "金额收错")


def test_m6_9_the_number_of_the_bought_paper_is_proposed_and_stored(
    page: CollectPage, desk: Desk, qtbot: QtBot
) -> None:
    assert not page.work.pane.paper_number.isVisible()
    desk.run(register_paper_book, RegisterPaperBook("0031851", "0031900"))
    page.open(unit_id=1)
    assert page.work.pane.paper_number.isVisible()
    assert page.work.pane.paper_number.text() == "0031851"
    page.work.pane.paper_number.setFocus()
    page.work.pane.paper_number.inner.selectAll()
    press(qtbot, "x", K.Key_Return)
    assert "照票面填" in page.work.pane.paper_number.error()
    assert desk.runner.read(receipts_of_unit, 1) == ()
    page.work.pane.paper_number.inner.selectAll()
    press(qtbot, "0031852", K.Key_Return)
    (row,) = desk.runner.read(receipts_of_unit, 1)
    assert row.paper_number == "0031852"


def test_m2_7_a_waiver_takes_a_reason_and_a_supervisors_leave(
    page: CollectPage, desk: Desk, answers: Answers, bar: Bar, qtbot: QtBot
) -> None:
    page.open(unit_id=1)
    assert "10-31 到期，到今天逾期 21 天" in words(page, "why_words")
    page.findChild(Link, "adjust").clicked.emit()
    dialog = page.findChild(AdjustDialog)
    dialog.primary.click()
    assert (dialog.amount.error(), dialog.reason.error()) != ("", "")
    dialog.amount.inner.setText("300")
    dialog.reason.set_value("漏水赔付")
    answers.approval = Approval(Right.FEES_ADJUST.value, desk.supervisor.id, "周敏")
    dialog.primary.click()
    assert "只欠 255.36" in dialog.amount.error()
    dialog.amount.inner.setText("55.36")
    dialog.primary.click()
    assert not dialog.isVisible()
    assert desk.owed()[1] == Y("200")
    assert words(page, "sum_due") == "473.78"
    assert bar.last() == "ok: 减免 55.36 已记下。应收照新的数列好了。"


def test_t8_the_sum_is_of_everything_ticked_however_long_the_list(page: CollectPage, desk: Desk) -> None:
    for month in range(1, 10):
        desk.charge("10.01", item="水费", month=f"2026-{month:02d}")
    page.open(unit_id=1)
    assert words(page, "sum_due") == "619.23"
    assert page.work.sums.words()[0] == "已选 12 项"


def test_the_receipt_is_drawn_before_there_is_one(page: CollectPage, qtbot: QtBot) -> None:
    page.open(unit_id=1)
    qtbot.waitUntil(lambda: page.work.pane.preview.page_count() == 1, timeout=20_000)
    said = page.work.pane.preview.accessibleDescription()
    assert "收款后编号" in said
    assert "529.14" in said


def test_what_is_owed_is_read_again_when_it_changes_elsewhere(
    page: CollectPage, desk: Desk, front: Front, qtbot: QtBot
) -> None:
    page.open(unit_id=1)
    page.work.table.ticked.emit(2, False)
    desk.collect("cash=255.36", amount="255.36")
    front.touched.emit(frozenset({"charges"}))
    assert words(page, "sum_due") == "255.36"
    assert page.visit.ticked == {3}


def test_every_unit_says_whose_it_is_and_leads_to_its_card(
    page: CollectPage, went: Went, qtbot: QtBot
) -> None:
    page.open(unit_id=1)
    press(qtbot, K.Key_F4)
    assert went[-1] == ("unit", {"unit_id": 1})
    press(qtbot, K.Key_F2, K.Key_F7)
    assert went[-1][0] == "receipts"


def test_nothing_that_a_person_uses_is_without_a_name(page: CollectPage) -> None:
    page.open(unit_id=1)
    for button in page.findChildren(KeyButton):
        assert button.objectName(), button.text()
        assert button.accessibleName() or not button.isVisibleTo(page), button.objectName()
    for field in page.findChildren(Field):
        assert field.accessibleName(), field.objectName()


def test_l9_sums_tenders_and_the_button_are_never_cut(page: CollectPage, qtbot: QtBot) -> None:
    """1366 × 688, and the smallest window there may be; with every way to pay that is offered in use."""
    page.open(unit_id=1)
    ways = [kind for kind in Tender if kind is not Tender.PREPAID]
    for kind in ways:
        page.work.tenders.added.emit(kind)
    for width, height in ((1366, 603), (1180, 555)):
        page.window().resize(width, height)
        QApplication.processEvents()
        pay = page.findChild(KeyButton, "pay")
        assert page.rect().contains(pay.mapTo(page, pay.rect().bottomRight()))
        for kind in ways:
            row = page.work.tenders.row(kind)
            assert row is not None
            corner = row.mapTo(page, row.rect().bottomRight())
            assert page.rect().contains(corner)
        assert pay.height() == 40
        assert page.work.table.height() >= 60


# -- late fees, 抹零, 预存, 预交 --


@pytest.fixture
def late(page: CollectPage, desk: Desk) -> CollectPage:
    """October's charge bears 0.05 % a day since the first of November: 2.68 by now (M5.2)."""
    desk.run(
        set_late_fee, SetLateFee(1, date(2026, 1, 1), Decimal("0.0005")), desk.admin, yes=("late_fee.past",)
    )
    page.open(unit_id=1)
    return page


def cell(page: CollectPage, row: int, title: str) -> str:
    model = page.work.table.model()
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    return str(model.index(row, heads.index(title)).data())


def test_m6_2_the_late_fee_stands_beside_its_charge_and_is_collected_with_it(
    late: CollectPage, desk: Desk, qtbot: QtBot
) -> None:
    assert [cell(late, 0, head) for head in ("应收（元）", "违约金", "本次收")] == [
        "255.36",
        "2.68",
        "258.04",
    ]
    assert cell(late, 1, "违约金") == "—"
    assert words(late, "sum_due") == "531.82"
    assert words(late, "due_words") == "含违约金 2.68"
    assert words(late, "why_head") == "为什么是 258.04"
    assert words(late, "why_words").endswith("违约金 255.36 × 0.05% × 21天 = 2.68")
    press(qtbot, K.Key_Return)
    made = desk.runner.read(receipt, "1")
    assert made is not None
    assert {line.item: line.amount for line in made.lines}["违约金"] == Y("2.68")
    assert made.row.amount == Y("531.82")
    assert desk.owed() == {}
    assert desk.broken() == []


def test_m5_3_a_late_fee_is_left_for_later_with_one_key_and_still_stands(
    late: CollectPage, desk: Desk, qtbot: QtBot
) -> None:
    press(qtbot, (Qt.KeyboardModifier.AltModifier, K.Key_L))
    assert cell(late, 0, "违约金") == "以后收"
    assert words(late, "sum_due") == "529.14"
    press(qtbot, K.Key_Return)
    late.open(unit_id=1)
    assert [cell(late, 0, head) for head in ("状态", "应收（元）", "违约金", "本次收")] == [
        "只欠违约金", "—", "2.68", "2.68",
    ]  # fmt: skip
    press(qtbot, K.Key_Return)
    made = desk.runner.read(receipt, "2")
    assert made is not None
    assert made.row.amount == Y("2.68")
    late.open(unit_id=1)
    assert late.work.clear_switch.isVisible()


def test_m6_3_the_fen_are_dropped_with_one_key_and_stand_on_the_receipt(
    page: CollectPage, desk: Desk, qtbot: QtBot
) -> None:
    page.open(unit_id=1)
    press(qtbot, K.Key_F5)
    assert (words(page, "sum_due"), cash(page).text()) == ("529.10", "529.10")
    assert words(page, "due_words") == "抹零 −0.04"
    press(qtbot, K.Key_F5)
    assert words(page, "sum_due") == "529.00"
    press(qtbot, K.Key_Return)
    made = desk.runner.read(receipt, "1")
    assert made is not None
    assert (made.lines[-1].item, made.lines[-1].amount) == ("抹零", Y("-0.14"))
    assert made.row.amount == Y("529.00")
    assert desk.owed() == {}
    assert desk.broken() == []


def test_m6_3_without_a_limit_nothing_is_dropped(page: CollectPage, desk: Desk) -> None:
    desk.set(ROUND_OFF_SETTING, "0")
    page.open(unit_id=1)
    assert not page.findChild(KeyButton, "round_off").isVisible()


def test_m6_3_change_is_kept_as_a_prepayment_and_used_next_time(
    page: CollectPage, desk: Desk, qtbot: QtBot
) -> None:
    page.open(unit_id=1)
    press(qtbot, "600", K.Key_F6)
    assert (words(page, "sum_due"), words(page, "sum_change")) == ("600.00", "0.00")
    assert words(page, "due_words") == "含预存 70.86"
    press(qtbot, K.Key_Return)
    assert desk.runner.read(prepaid_balance, 1) == Y("70.86")
    desk.charge("100.00", month="2026-12", due=date(2026, 11, 30))
    page.open(unit_id=1)
    page.work.table.ticked.emit(page.visit.charges[0].charge_id, True)
    assert "预存 70.86" in [fact.text() for fact in page.work.unit_head.facts]
    assert [(g.kind, g.text) for g in page.visit.given] == [(Tender.CASH, "29.14"), (Tender.PREPAID, "70.86")]
    press(qtbot, K.Key_Return)
    assert desk.runner.read(prepaid_balance, 1) == Y("0")
    assert desk.owed() == {}
    assert desk.broken() == []


def test_m6_3_money_is_prepaid_where_nothing_is_owed(
    page: CollectPage, desk: Desk, port: Port, qtbot: QtBot
) -> None:
    page.open(unit_id=2)
    assert page.work.clear_switch.isVisible()
    qtbot.keyClick(page, K.Key_F9)
    dialog = page.findChild(PrepayDialog)
    qtbot.keyClicks(dialog.amount.inner, "0")
    qtbot.keyClick(dialog.amount.inner, K.Key_Return)
    assert dialog.amount.error() == "请填大于零的金额"
    qtbot.keyClicks(dialog.amount.inner, "500")
    qtbot.keyClick(dialog.amount.inner, K.Key_Return)
    assert (words(page, "sum_due"), cash(page).text()) == ("500.00", "500.00")
    press(qtbot, K.Key_Return)
    assert desk.runner.read(prepaid_balance, 2) == Y("500")
    assert [job.title for job in port.jobs] == ["收款收据 SJ00000001"]
    assert desk.broken() == []


def test_m6_8_months_ahead_are_charged_ticked_and_collected(
    page: CollectPage, desk: Desk, bar: Bar, qtbot: QtBot
) -> None:
    desk.run(
        add_fee_item,
        AddFeeItem(
            "月租", Category.PARKING, Pricing.UNIT, Cycle.MONTHLY, 31, Decimal("80"), date(2026, 1, 1)
        ),
        desk.admin,
    )
    page.open(unit_id=1)
    qtbot.keyClick(page, K.Key_F3)
    dialog = page.findChild(AheadDialog)
    assert "月租" in texts_of(dialog)
    dialog.months.inner.selectAll()
    qtbot.keyClicks(dialog.months.inner, "2")
    assert dialog.total.text() == "160.00"
    dialog.save.click()
    assert bar.last().startswith("ok: 2 笔预交已列好、勾上，共 160.00。")
    assert words(page, "sum_due") == "689.14"
    press(qtbot, K.Key_Return)
    assert desk.owed() == {}


def test_03_collect_the_tenant_stands_in_the_head(page: CollectPage, desk: Desk) -> None:
    person = desk.run(save_person, SavePerson(None, "曾姝", phone="13900001111"), desk.admin)
    desk.run(
        add_role,
        AddRole(1, person, RoleKind.TENANT, starts_on=date(2026, 6, 1), ends_on=date(2027, 6, 1)),
        desk.admin,
    )
    page.open(unit_id=1)
    assert "租客 曾姝（至 2027-05-31）" in [fact.text() for fact in page.work.unit_head.facts]
