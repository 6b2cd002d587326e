"""押金: taken, listed, given back less deductions, each with its paper: M6.7, M7.1, T23."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.queries import deposit, settlement
from frontdesk.areas.cashdesk.rules.kinds import DEPOSIT_PURPOSES_SETTING, Tender
from frontdesk.areas.cashdesk.rules.tenders import parse_tender
from frontdesk.areas.cashdesk.service import TakeDeposit, take_deposit
from frontdesk.areas.cashdesk.ui.deposit_dialogs import ReturnDepositDialog, TakeDepositDialog
from frontdesk.areas.cashdesk.ui.deposits_page import DepositsPage
from frontdesk.base.store.work import Approval
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Link
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.cashdesk.ui.tree import texts_of

Y = Money.yuan
K = Qt.Key
Went = list[tuple[str, dict[str, Any]]]
LEAVE = Approval(Right.DEPOSIT, 3, "周敏", "验收合格")


def held(desk: Desk, unit_id: int, purpose: str, amount: str, *tenders: str) -> str:
    ways = tuple(parse_tender(tender) for tender in tenders)
    return str(desk.run(take_deposit, TakeDeposit(unit_id, purpose, Y(amount), ways)).number)


@pytest.fixture
def page(desk: Desk, front: Front, show: Callable[[Any], Any], answers: Answers) -> DepositsPage:
    """YJ1: 2,000.00 for decoration of 3-1-1202 by WeChat; YJ2: 50.00 for keys of 2-2-0801 in cash."""
    answers.approval = LEAVE
    desk.open("0")
    held(desk, 1, "装修", "2000", "wechat=2000:4200002")
    held(desk, 2, "钥匙", "50", "cash=50")
    return cast(DepositsPage, show(DepositsPage(front)))


def numbers(page: DepositsPage) -> list[str]:
    return [row.number for row in page._model.rows()]


def give_back(page: DepositsPage, number: str, qtbot: QtBot) -> ReturnDepositDialog:
    page.table.setFocus()
    page.table.select_key(number)
    press(qtbot, K.Key_F4)
    found = page.findChild(ReturnDepositDialog)
    assert found is not None
    return found


def test_m6_7_what_is_held_stands_with_unit_purpose_payer_and_sum(page: DepositsPage) -> None:
    assert numbers(page) == ["YJ00000002", "YJ00000001"]
    assert page.head.hint.text() == "共押 2,050.00"
    assert page.purposes.chip("装修").accessibleName() == "装修 1"
    page.purposes.choose("钥匙")
    assert numbers(page) == ["YJ00000002"]
    page.purposes.choose("")
    page.search.set_value("1202")
    page.refresh()
    assert numbers(page) == ["YJ00000001"]


def test_m6_7_a_deposit_is_taken_with_the_keyboard_and_its_receipt_printed(
    page: DepositsPage, desk: Desk, port: Port, bar: Bar, qtbot: QtBot
) -> None:
    page.table.setFocus()
    press(qtbot, K.Key_F2)
    dialog = page.findChild(TakeDepositDialog)
    dialog.unit.set_value(3)
    dialog.unit.edited.emit()
    assert dialog.payer.text() == "业主3"
    dialog.purpose.set_value("临时出入证")
    qtbot.keyClicks(dialog.amount.inner, "100")
    assert dialog.sum.text() == "100.00"
    dialog.paying.type_amount(Tender.CASH, "200")
    dialog.save()
    assert not dialog.isVisible()
    made = desk.runner.read(deposit, "3")
    assert made is not None
    assert (made.row.amount, made.change, made.row.payer) == (Y("100"), Y("100"), "业主3")
    assert port.jobs[-1].title == "押金收据 YJ00000003"
    assert bar.last() == "ok: 收押金 100.00，找零 100.00。押金收据 YJ00000003 已送到“前台针式”。"
    assert page.table.current().number == "YJ00000003"
    assert desk.broken() == []


def test_what_is_missing_is_said_beside_its_field(page: DepositsPage, desk: Desk) -> None:
    page.take()
    dialog = page.findChild(TakeDepositDialog)
    dialog.save()
    assert all(field.error() for field in (dialog.unit, dialog.purpose, dialog.amount, dialog.payer))
    dialog.unit.set_value(1)
    dialog.unit.edited.emit()
    dialog.purpose.set_value("装修")
    dialog.amount.set_value(Y("100"))
    dialog._count()
    dialog.paying.type_amount(Tender.CASH, "60")
    dialog.save()
    assert dialog.panel is not None
    assert dialog.panel.row(Tender.CASH).amount.error() == "还差 40.00"  # type: ignore[union-attr]
    assert desk.runner.read(deposit, "3") is None


def test_m6_7_it_goes_back_less_what_is_kept_each_with_its_reason(
    page: DepositsPage, desk: Desk, answers: Answers, port: Port, bar: Bar, qtbot: QtBot
) -> None:
    dialog = give_back(page, "YJ00000001", qtbot)
    dialog.more.click()
    line = dialog.deductions[0]
    qtbot.keyClicks(line.amount.inner, "280")
    assert dialog.refunded.text() == "1,720.00"
    assert dialog.stays.text() == "扣 280.00，退 1,720.00，押金结清"
    dialog.save()
    assert line.reason.error() == "每项扣款都要写原因"
    line.reason.set_value("电梯护板划伤，按协议第 7 条")
    dialog.save()
    assert not dialog.isVisible()
    assert Right.DEPOSIT in answers.asked
    made = desk.runner.read(settlement, "1")
    assert made is not None
    assert (made.row.refunded, made.row.deducted, made.row.payee) == (Y("1720"), Y("280"), "张硕")
    assert port.jobs[-1].title == "押金结算单 YT00000001"
    assert bar.last().startswith("ok: YJ00000001 退押金 1,720.00，扣 280.00。")
    assert numbers(page) == ["YJ00000002"]
    assert desk.broken() == []


def test_m6_7_never_more_than_was_left_and_in_parts(page: DepositsPage, desk: Desk, qtbot: QtBot) -> None:
    dialog = give_back(page, "YJ00000001", qtbot)
    dialog.refunded.inner.selectAll()
    qtbot.keyClicks(dialog.refunded.inner, "2000.01")
    assert dialog.stays.text() == "扣款加退还比押着的多 0.01"
    dialog.save()
    assert dialog.isVisible()
    assert desk.runner.read(settlement, "1") is None
    dialog.refunded.inner.selectAll()
    qtbot.keyClicks(dialog.refunded.inner, "500")
    assert dialog.stays.text() == "退 500.00，还押着 1,500.00"
    dialog.save()
    row = page.table.current()
    assert (row.number, row.left) == ("YJ00000001", Y("1500"))
    assert {"还押着 1,500.00", "看结算单 YT00000001"} <= texts_of(page.pane)


def test_m6_7_somebody_else_takes_it_only_with_a_written_authority(
    page: DepositsPage, desk: Desk, qtbot: QtBot
) -> None:
    dialog = give_back(page, "YJ00000001", qtbot)
    assert not dialog.authority.isVisible()
    dialog.payee.inner.selectAll()
    qtbot.keyClicks(dialog.payee.inner, "Li")
    assert dialog.authority.isVisible()
    dialog.save()
    assert dialog.authority.error()
    assert desk.runner.read(settlement, "1") is None
    dialog.authority.set_value("张硕 11-20 委托书")
    dialog.save()
    made = desk.runner.read(settlement, "1")
    assert made is not None
    assert (made.row.payee, made.row.authority) == ("Li", "张硕 11-20 委托书")


def test_a_deposit_can_be_kept_whole(page: DepositsPage, desk: Desk, qtbot: QtBot) -> None:
    dialog = give_back(page, "YJ00000002", qtbot)
    dialog.add_deduction()
    dialog.deductions[0].reason.set_value("钥匙丢了，换锁")
    qtbot.keyClicks(dialog.deductions[0].amount.inner, "50")
    assert dialog.refunded.text() == "0.00"
    dialog.save()
    made = desk.runner.read(settlement, "1")
    assert made is not None
    assert (made.row.refunded, made.row.deducted) == (ZERO, Y("50"))


def test_history_of_one_deposit_leads_to_its_settlements(
    page: DepositsPage, desk: Desk, went: Went, qtbot: QtBot
) -> None:
    dialog = give_back(page, "YJ00000001", qtbot)
    dialog.save()
    page.open(number="YJ00000001")
    assert page.table.current().left == ZERO
    assert {"已退清", "退 2,000.00"} <= texts_of(page.pane)
    page.findChild(Link, "paper_YT00000001").clicked.emit()
    assert went[-1] == ("receipt", {"form": "deposit_settlement", "number": "YT00000001"})


def test_a_deposit_taken_by_mistake_is_voided_before_the_close(
    page: DepositsPage, desk: Desk, answers: Answers, qtbot: QtBot
) -> None:
    answers.reason = "收错住户"
    page.table.setFocus()
    page.table.select_key("YJ00000002")
    press(qtbot, K.Key_F9)
    made = desk.runner.read(deposit, "2")
    assert made is not None
    assert made.row.voided
    assert numbers(page) == ["YJ00000001"]
    page.chips.choose("all")
    assert "作废" in [page._model.data(page._model.index(row, 8)) for row in range(2)]


def test_m7_1_without_an_open_shift_no_deposit_moves(
    desk: Desk, front: Front, show: Callable[[Any], Any], bar: Bar, went: Went
) -> None:
    page = cast(DepositsPage, show(DepositsPage(front)))
    assert page.is_empty()
    page.take()
    assert page.findChild(TakeDepositDialog) is None
    assert bar.last().startswith("bad: 还没有开班。")
    assert bar.pressed is not None
    bar.pressed()
    assert went[-1][0] == "open_shift"


def test_the_office_sets_what_deposits_are_for(page: DepositsPage, desk: Desk) -> None:
    desk.set(DEPOSIT_PURPOSES_SETTING, ["装修", "宠物"])
    page.refresh()
    assert "宠物" in page.purposes.keys()  # noqa: SIM118
    page.take()
    dialog = page.findChild(TakeDepositDialog)
    assert [option.value for option in dialog.purpose.options()] == ["装修", "宠物"]


def test_going_to_take_a_deposit_of_a_unit_asks_at_once(page: DepositsPage) -> None:
    page.open(target="take_deposit", unit_id=1)
    dialog = page.findChild(TakeDepositDialog)
    assert dialog.unit.value() == 1
    assert dialog.payer.text() == "张硕"


def test_l9_buttons_are_never_cut_and_dialogs_fit_the_smallest_screen(
    page: DepositsPage, qtbot: QtBot
) -> None:
    """1366 × 688 and the smallest window; a deposit of today has the most buttons there are."""
    page.table.select_key("YJ00000001")
    for width, height in ((1366, 603), (1180, 555)):
        page.window().resize(width, height)
        QApplication.processEvents()
        pane = page.pane
        shown = [pane.print_button, pane.show_button, pane.return_button, pane.void_button, page.take_button]
        for button in shown:
            assert button.isVisible()
            assert page.rect().contains(button.mapTo(page, button.rect().bottomRight()))
            assert button.width() >= button.sizeHint().width() - 1
    dialog = give_back(page, "YJ00000001", qtbot)
    for _ in range(6):
        dialog.add_deduction()
    dialog.paying.add(Tender.WECHAT)
    dialog.show_ways()
    QApplication.processEvents()
    assert dialog.height() <= 688
    assert dialog.primary is not None
    assert dialog.rect().contains(dialog.primary.mapTo(dialog, dialog.primary.rect().bottomRight()))
