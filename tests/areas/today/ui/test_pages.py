"""The start page and the unit card through real widgets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.rules.tenders import parse_tender
from frontdesk.areas.cashdesk.service import ConfirmCount, TakeDeposit, take_deposit
from frontdesk.areas.cashdesk.service import confirm_count as store_count
from frontdesk.areas.fees.rules.kinds import Category, Pricing, ReductionKind
from frontdesk.areas.fees.service import (
    AddFeeItem,
    AddReduction,
    SetLateFee,
    add_fee_item,
    add_reduction,
    set_late_fee,
)
from frontdesk.areas.fees.ui import papers
from frontdesk.areas.today.ui import TodayPage, UnitCardPage
from frontdesk.base.store.work import Actor
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Role
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Link
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.page import Page
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.tree import texts_of
from tests.base.widgets.conftest import Answers


@pytest.fixture
def went() -> list[tuple[str, Any]]:
    return []


def _front(desk: Desk, tmp_path: Path, went: list[tuple[str, Any]], actor: Actor | None = None) -> Front:
    front = Front(
        desk.runner, desk.clock, actor or desk.cashier, memory=Memory(tmp_path / "memory.json"),
        dialogs=Answers(), worker=SameThreadWorker(),
    )  # fmt: skip
    front.went.connect(lambda target, arguments: went.append((target, arguments)))
    return front


def _show(qtbot: QtBot, page: Page) -> None:
    qtbot.addWidget(page)
    page.resize(1366, 604)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.focus_start()
    QApplication.processEvents()


def _texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.mark.usefixtures("light")
def test_enter_on_a_line_opens_its_work(
    qtbot: QtBot, desk: Desk, tmp_path: Path, went: list[tuple[str, Any]]
) -> None:
    """D0.3, L5"""
    desk.charge("255.36", month="2026-05")
    page = TodayPage(_front(desk, tmp_path, went))
    _show(qtbot, page)
    table = page.findChild(Table, "today_list")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert went == [("collect", {"unit_id": 1})]
    qtbot.keyClick(page, Qt.Key.Key_F9)
    assert went[-1][0] == "close"


@pytest.mark.usefixtures("light")
def test_a_calm_day_says_so(qtbot: QtBot, desk: Desk, tmp_path: Path, went: list[tuple[str, Any]]) -> None:
    """L7"""
    page = TodayPage(_front(desk, tmp_path, went))
    _show(qtbot, page)
    assert page.findChild(QWidget, "today_calm").isVisible()
    page.findChild(KeyButton, "today_open_shift").click()
    assert went == [("open_shift", {})]


@pytest.mark.usefixtures("light")
def test_who_collects_nothing_is_offered_no_till(
    qtbot: QtBot, desk: Desk, tmp_path: Path, went: list[tuple[str, Any]]
) -> None:
    """L7: neither 收费 nor 日结 nor 开班 for the reception, on the buttons or by their keys."""
    clerk = replace(desk.cashier, role=Role.SERVICE)
    page = TodayPage(_front(desk, tmp_path, went, clerk))
    _show(qtbot, page)
    for name in ("today_collect", "today_close", "today_open_shift"):
        button = page.findChild(KeyButton, name)
        assert button is None or not button.isVisible()
    for key in (Qt.Key.Key_F3, Qt.Key.Key_F8, Qt.Key.Key_F9):
        qtbot.keyClick(page, key)
    assert went == []


@pytest.mark.usefixtures("light")
def test_the_pane_is_blind_until_the_count_is_stored(
    qtbot: QtBot, desk: Desk, tmp_path: Path, went: list[tuple[str, Any]]
) -> None:
    """M7.3: neither the drawer nor what follows from it stands in any widget."""
    desk.charge("255.36")
    shift = desk.open("500")
    desk.collect("cash=300")
    page = TodayPage(_front(desk, tmp_path, went))
    _show(qtbot, page)
    told = _texts(page)
    assert "1" in told.splitlines()
    assert "755.36" not in told
    assert page.findChild(QLabel, "today_paid").text() == "0.00"
    counts = {Money.yuan(100): 7, Money.yuan(50): 1, Money.yuan(5): 1}
    desk.run(store_count, ConfirmCount(shift, counts), yes=("close_check",))
    page.refresh()
    QApplication.processEvents()
    assert "755.36" in _texts(page)
    assert page.findChild(QLabel, "today_paid").text() == "255.36"


@pytest.mark.usefixtures("light")
def test_the_card_has_one_key_for_each_thing(
    qtbot: QtBot,
    desk: Desk,
    tmp_path: Path,
    went: list[tuple[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """D0.2"""
    desk.charge("255.36", month="2026-10")
    page = UnitCardPage(_front(desk, tmp_path, went))
    page.open(unit_id=1)
    _show(qtbot, page)
    assert page.findChild(QLabel, "card_code").text() == "3-1-1202"
    told = _texts(page)
    for words in ("张硕", "255.36", "逾期 21 天", "没有要留意的事"):
        assert words in told
    for key, target in ((Qt.Key.Key_F3, "collect"), (Qt.Key.Key_F2, "edit_unit")):
        qtbot.keyClick(page, key)
        assert went[-1] == (target, {"unit_id": 1})
    shown: list[Any] = []
    monkeypatch.setattr(papers, "show", lambda desk, batch, parent, sent: shown.append(batch))
    qtbot.keyClick(page, Qt.Key.Key_F8)
    assert shown[0].pdf.startswith(b"%PDF")
    assert len(shown[0].numbers) == 1
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)


@pytest.mark.usefixtures("light")
def test_the_card_reads_again_when_money_came(
    qtbot: QtBot, desk: Desk, tmp_path: Path, went: list[tuple[str, Any]]
) -> None:
    desk.charge("255.36")
    front = _front(desk, tmp_path, went)
    page = UnitCardPage(front)
    page.open(unit_id=1)
    _show(qtbot, page)
    assert "都缴清了" not in _texts(page)
    desk.open()
    desk.collect("cash=255.36")
    front.touched.emit(frozenset({"payments"}))
    QApplication.processEvents()
    assert "都缴清了" in _texts(page)


@pytest.mark.usefixtures("light")
def test_m5_3_the_card_shows_the_late_fee_up_to_today(
    qtbot: QtBot, desk: Desk, tmp_path: Path, went: list[tuple[str, Any]]
) -> None:
    desk.charge("255.36", month="2026-10")
    command = SetLateFee(1, date(2026, 1, 1), Decimal("0.0005"))
    desk.run(set_late_fee, command, desk.supervisor, yes=("late_fee.past",))
    page = UnitCardPage(_front(desk, tmp_path, went))
    page.open(unit_id=1)
    _show(qtbot, page)
    fee = AddFeeItem(
        "高层物业费", Category.SERVICE, Pricing.UNIT, price=Decimal(90), price_from=date(2026, 1, 1)
    )
    item = desk.run(add_fee_item, fee, desk.supervisor)
    vacant = AddReduction(
        1, item, ReductionKind.VACANT, date(2026, 8, 1), date(2026, 12, 10), Decimal("0.7"), "空置"
    )
    desk.run(add_reduction, vacant, desk.supervisor)
    page.refresh()
    QApplication.processEvents()
    told = _texts(page).splitlines()
    assert "高层物业费仍缴 70% · 2026-08-01 起 · 到 2026-12-09" in told
    assert "违约金" in told
    assert "2.68" in told
    assert "258.04" in told


@pytest.mark.usefixtures("light")
def test_the_card_shows_what_is_held_for_the_unit(
    qtbot: QtBot, desk: Desk, tmp_path: Path, went: list[tuple[str, Any]]
) -> None:
    """M6.3, M6.7: the prepaid balance and each deposit, with the way to them."""
    desk.open("0")
    page = UnitCardPage(_front(desk, tmp_path, went))
    _show(qtbot, page)
    page.open(unit_id=1)
    assert page.findChild(QWidget, "card_held") is None
    desk.collect("cash=50", lines=(), prepay=Money.yuan("50"))
    desk.run(
        take_deposit,
        TakeDeposit(1, "装修", Money.yuan("2000"), (parse_tender("wechat=2000:4200"),), words="ZX-2026-031"),
    )
    page.refresh()
    shown = page.findChild(QWidget, "card_held")
    assert shown is not None
    assert {"预存", "50.00", "装修押金　ZX-2026-031", "2,000.00", "YJ00000001"} <= texts_of(shown)
    link = page.findChild(Link, "card_held_link")
    link.clicked.emit()
    assert went[-1] == ("deposits", {"unit_id": 1})
