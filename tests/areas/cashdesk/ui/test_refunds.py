"""退款 from the list of papers, line by line, and what is prepaid: M6.3, M6.5, M6.10, T6, T23."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.queries import prepaid_balance, receipt, refund
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.service import PrintReceipt, print_receipt
from frontdesk.areas.cashdesk.ui.collect_page import CollectPage
from frontdesk.areas.cashdesk.ui.prepay_dialog import PrepayDialog
from frontdesk.areas.cashdesk.ui.receipts_page import ReceiptsPage
from frontdesk.areas.cashdesk.ui.refund_dialogs import RefundDialog, RefundPrepaidDialog
from frontdesk.areas.fees.queries import owed_by_unit
from frontdesk.base.store.work import Approval
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Link
from tests.areas.cashdesk.desk import UNITS, WATER, Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.cashdesk.ui.tree import texts_of

Y = Money.yuan
K = Qt.Key
LEAVE = Approval(Right.REFUND, 3, "周敏", "水表抄错")


@pytest.fixture
def yesterday(desk: Desk) -> Desk:
    """SJ1 of 3-1-1202: service fee 100.00 and water 18.42, in cash and WeChat; its shift is closed. SJ2 is today's."""
    desk.charge("100.00")
    desk.charge("18.42", item=WATER)
    desk.charge("60.00", unit=UNITS[1])
    desk.open("0")
    desk.collect("cash=50", "wechat=68.42:42000012")
    desk.run(print_receipt, PrintReceipt("1"))
    desk.count("50=1", {Tender.WECHAT: (1, Y("68.42"))})
    desk.close()
    desk.clock.forward(days=1)
    desk.open("0")
    desk.collect("cash=60", unit=UNITS[1])
    return desk


@pytest.fixture
def page(yesterday: Desk, front: Front, show: Callable[[Any], Any], answers: Answers) -> ReceiptsPage:
    answers.approval = LEAVE
    made = cast(ReceiptsPage, show(ReceiptsPage(front)))
    made.open(number="SJ00000001")
    return made


def owed(desk: Desk) -> dict[int, Money]:
    """What the first unit owes today."""
    return {c.charge_id: c.owed for c in desk.runner.read(owed_by_unit, 1, desk.clock.today())}


def ask(page: ReceiptsPage, qtbot: QtBot) -> RefundDialog:
    press(qtbot, K.Key_F4)
    found = page.findChild(RefundDialog)
    assert found is not None
    return found


def test_m6_5_the_whole_receipt_goes_back_as_it_was_paid(
    page: ReceiptsPage, yesterday: Desk, answers: Answers, port: Port, bar: Bar, qtbot: QtBot
) -> None:
    dialog = ask(page, qtbot)
    assert [field.text() for field in dialog.amounts.values()] == ["100.00", "18.42"]
    assert dialog.sum.text() == "118.42"
    assert [(g.kind, g.text) for g in dialog.paying.given] == [
        (Tender.CASH, "50.00"),
        (Tender.WECHAT, "68.42"),
    ]
    dialog.reason.set_value("水表抄错")
    assert dialog.primary is not None
    dialog.primary.click()
    assert not dialog.isVisible()
    assert Right.REFUND in answers.asked
    made = yesterday.runner.read(refund, "1")
    assert made is not None
    assert (made.row.amount, made.row.receipt, made.row.approver) == (Y("118.42"), "SJ00000001", "周敏")
    assert port.jobs[-1].title == "红字收据 HZ00000001"
    assert bar.last() == "ok: SJ00000001 已退 118.42。红字收据 HZ00000001 已送到“前台针式”。"
    assert owed(yesterday) == {1: Y("100.00"), 2: Y("18.42")}
    assert yesterday.broken() == []


def test_m6_10_one_line_in_part_by_another_way_touches_nothing_else(
    page: ReceiptsPage, yesterday: Desk, qtbot: QtBot
) -> None:
    dialog = ask(page, qtbot)
    service, water = dialog.amounts.values()
    service.inner.clear()
    qtbot.keyClicks(service.inner, "0")
    water.inner.selectAll()
    qtbot.keyClicks(water.inner, "8.42")
    assert dialog.sum.text() == "8.42"
    assert [(g.kind, g.text) for g in dialog.paying.given] == [(Tender.CASH, "8.42")]
    dialog.reason.set_value("多收一吨")
    dialog.save()
    assert owed(yesterday) == {2: Y("8.42")}
    found = yesterday.runner.read(receipt, "1")
    assert found is not None
    assert found.row.refunded == Y("8.42")
    other = yesterday.runner.read(receipt, "2")
    assert other is not None
    assert not other.row.refunded
    assert yesterday.broken() == []


def test_what_does_not_fit_is_said_while_it_is_typed_and_nothing_is_stored(
    page: ReceiptsPage, yesterday: Desk, qtbot: QtBot
) -> None:
    dialog = ask(page, qtbot)
    service, water = dialog.amounts.values()
    service.inner.selectAll()
    qtbot.keyClicks(service.inner, "100.01")
    assert "还可以退 100.00，不能退 100.01" in dialog.trouble.text()
    service.set_value(Y("0"))
    water.set_value(Y("0"))
    dialog._count()
    assert dialog.trouble.text() == "请至少填一项要退的金额"
    service.set_value(Y("100"))
    dialog._count()
    dialog.save()
    assert dialog.reason.error()
    assert dialog.isVisible()
    assert yesterday.runner.read(refund, "1") is None


def test_m6_5_saving_too_much_of_a_line_names_the_line_and_what_is_left(
    page: ReceiptsPage, yesterday: Desk, qtbot: QtBot
) -> None:
    dialog = ask(page, qtbot)
    service, water = dialog.amounts.values()
    dialog.reason.set_value("多收")
    water.inner.selectAll()
    qtbot.keyClicks(water.inner, "18.43")
    dialog.save()
    assert "还可以退 18.42，不能退 18.43" in dialog.trouble.text()
    assert (service.error(), bool(water.error())) == ("", True)
    assert dialog.focusWidget() is water.inner
    assert yesterday.runner.read(refund, "1") is None


def test_m6_5_of_many_lines_one_is_given_back_with_few_keys(
    page: ReceiptsPage, yesterday: Desk, qtbot: QtBot
) -> None:
    dialog = ask(page, qtbot)
    service = dialog.amounts[1]
    dialog.none_button.click()
    assert [field.text() for field in dialog.amounts.values()] == ["", ""]
    assert dialog.trouble.text() == "请至少填一项要退的金额"
    assert dialog.focusWidget() is service.inner
    qtbot.keyClicks(service.inner, "30")
    assert dialog.trouble.isHidden()
    assert dialog.sum.text() == "30.00"
    dialog.reason.set_value("多收")
    dialog.save()
    assert owed(yesterday) == {1: Y("30.00")}


def test_ways_that_do_not_make_the_sum_are_refused_beside_them(page: ReceiptsPage, qtbot: QtBot) -> None:
    dialog = ask(page, qtbot)
    dialog.reason.set_value("水表抄错")
    dialog.paying.type_amount(Tender.CASH, "60")
    dialog.show_ways(anew=True)
    dialog.save()
    assert dialog.panel is not None
    row = dialog.panel.row(Tender.WECHAT)
    assert row is not None
    assert row.amount.error() == "多了 10.00，请改成 58.42"
    assert dialog.isVisible()


def test_t6_the_list_the_pane_and_the_reprint_say_that_it_was_refunded(
    page: ReceiptsPage, yesterday: Desk, qtbot: QtBot
) -> None:
    dialog = ask(page, qtbot)
    dialog.reason.set_value("水表抄错")
    dialog.save()
    assert page._model.data(page._model.index(page._model.find("SJ00000001"), 7)) == "已红冲"
    assert {"已红冲 118.42", "看红字收据 HZ00000001"} <= texts_of(page.pane)
    qtbot.waitUntil(lambda: "已红冲" in page.pane.preview.accessibleDescription(), timeout=20_000)
    assert not page.pane.refund_button.isVisible()
    again = yesterday.run(print_receipt, PrintReceipt("1"))
    assert again.times == 1
    page.findChild(Link, "paper_HZ00000001").clicked.emit()
    assert page.kinds.current() == "refund"
    row = page.table.current()
    assert (row.number, row.amount) == ("HZ00000001", Y("-118.42"))
    told = texts_of(page.pane)
    assert {"周敏", "水表抄错", "看原收据 SJ00000001", "−118.42"} <= told
    assert not page.pane.void_button.isVisible()


def test_m6_5_a_receipt_of_this_shift_is_voided_not_refunded(page: ReceiptsPage) -> None:
    page.open(number="SJ00000002")
    assert page.pane.void_button.isVisible()
    assert not page.pane.refund_button.isVisible()


def test_m7_1_a_refund_takes_an_open_shift(
    page: ReceiptsPage, yesterday: Desk, bar: Bar, qtbot: QtBot
) -> None:
    yesterday.count("50=1,10=1")
    yesterday.close()
    page.open(number="SJ00000001")
    press(qtbot, K.Key_F4)
    assert page.findChild(RefundDialog) is None
    assert bar.last().startswith("bad: 还没有开班。")


def test_without_a_supervisors_leave_nothing_goes_back(
    page: ReceiptsPage, yesterday: Desk, answers: Answers, qtbot: QtBot
) -> None:
    answers.approval = None
    dialog = ask(page, qtbot)
    dialog.reason.set_value("水表抄错")
    dialog.save()
    assert dialog.isVisible()
    assert yesterday.runner.read(refund, "1") is None


def test_t23_the_same_press_twice_makes_one_refund(page: ReceiptsPage, yesterday: Desk, qtbot: QtBot) -> None:
    dialog = ask(page, qtbot)
    dialog.reason.set_value("水表抄错")
    dialog.save()
    dialog.save()
    assert yesterday.runner.read(refund, "2") is None


def test_each_sort_of_paper_has_its_list_and_says_what_it_is_when_there_is_none(page: ReceiptsPage) -> None:
    assert [page.kinds.chip(key).text() for key in ("receipt", "refund", "deposit", "deposit_settlement")] == [
        "收据", "红字收据", "押金收据", "押金结算单",
    ]  # fmt: skip
    page.open(form="refund")
    page.search.set_value(None)
    page.chips.choose("shift")
    assert page.is_empty()
    assert "本班没有退款" in texts_of(page)
    page.kinds.choose("deposit")
    assert "本班没有收押金" in texts_of(page)


def test_m6_3_a_prepaid_balance_is_paid_back(
    yesterday: Desk, front: Front, show: Callable[[Any], Any], answers: Answers, port: Port, qtbot: QtBot
) -> None:
    answers.approval = LEAVE
    yesterday.collect("cash=500", lines=(), prepay=Y("500"))
    page = cast(CollectPage, show(CollectPage(front)))
    page.open(unit_id=1)
    page.work.unit_head.prepay.click()
    asked = page.findChild(PrepayDialog)
    asked.findChild(KeyButton, "prepay_refund").click()
    dialog = page.findChild(RefundPrepaidDialog)
    assert dialog.amount.text() == "500.00"
    dialog.amount.inner.selectAll()
    qtbot.keyClicks(dialog.amount.inner, "600")
    dialog.reason.set_value("房子卖了")
    dialog.save()
    assert dialog.amount.error() == "3-1-1202 的预存是 500.00，不能退 600.00"
    dialog.amount.inner.selectAll()
    qtbot.keyClicks(dialog.amount.inner, "120")
    dialog.save()
    assert not dialog.isVisible()
    assert yesterday.runner.read(prepaid_balance, 1) == Y("380")
    assert port.jobs[-1].title == "红字收据 HZ00000001"
    assert page.visit.balance == Y("380")
    assert yesterday.broken() == []


def test_a_foreign_key_sequence_is_not_taken_twice(page: ReceiptsPage) -> None:
    """F4 refunds a receipt or gives a deposit back, never both."""
    keys = [page.pane.refund_button, page.pane.return_button]
    assert [QKeySequence(button.key).toString() for button in keys] == ["F4", "F4"]
    assert sum(button.isVisible() for button in keys) == 1
    assert page.desk.clock.today() == date(2026, 11, 22)


def test_m6_3_what_was_paid_out_of_the_balance_goes_back_there(
    yesterday: Desk, front: Front, show: Callable[[Any], Any], answers: Answers, qtbot: QtBot
) -> None:
    answers.approval = LEAVE
    yesterday.collect("cash=30", unit=UNITS[2], lines=(), prepay=Y("30"))
    yesterday.charge("50.00", unit=UNITS[2])
    yesterday.collect("prepaid=30", "cash=20", unit=UNITS[2])
    yesterday.count("50=2,10=1")
    yesterday.close()
    yesterday.open("0")
    page = cast(ReceiptsPage, show(ReceiptsPage(front)))
    page.open(number="SJ00000004")
    dialog = ask(page, qtbot)
    assert [(g.kind, g.text) for g in dialog.paying.given] == [
        (Tender.CASH, "20.00"),
        (Tender.PREPAID, "30.00"),
    ]
    assert dialog.panel is not None
    row = dialog.panel.row(Tender.PREPAID)
    assert row is not None
    assert row.hint.text() == "退回这户的预存"
    dialog.reason.set_value("重复收费")
    dialog.save()
    assert not dialog.isVisible()
    assert yesterday.runner.read(prepaid_balance, 3) == Y("30")


def test_d0_5_a_refund_made_by_mistake_says_what_to_do_instead(
    page: ReceiptsPage, yesterday: Desk, qtbot: QtBot
) -> None:
    """M6.5: a refund is final. The money comes back by a new receipt, after which the drawer and the debts are right."""
    dialog = ask(page, qtbot)
    assert "退款不能作废" in dialog.text.text()
    dialog.reason.set_value("户号看错")
    assert dialog.primary is not None
    dialog.primary.click()
    page.open(number="HC00000001", form="refund")
    told = texts_of(page.pane)
    assert "退款不能作废" in told
    assert any("重新收一次" in words for words in told)
    assert not page.pane.void_button.isVisible()
    yesterday.collect("cash=50", "wechat=68.42:42000012")
    assert owed(yesterday) == {}
