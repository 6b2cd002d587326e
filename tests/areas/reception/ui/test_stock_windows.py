"""合同, 资产盘点, 资产, 物料 and 采购计划 by keyboard alone (D2.9, L5, D0.8, T23)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.keys.ui.act_dialog import ActDialog
from frontdesk.areas.reception.queries.contracts import (
    ContractFilter,
    ContractShow,
    contract_file,
    contract_rows,
)
from frontdesk.areas.reception.queries.counts import CountFilter, count_file, count_rows
from frontdesk.areas.reception.queries.purchases import PlanFilter, plan_file, plan_rows
from frontdesk.areas.reception.queries.stock import (
    AssetFilter,
    GoodsFilter,
    asset_file,
    asset_rows,
    goods_rows,
)
from frontdesk.areas.reception.queries.stock_checks import broken_stock
from frontdesk.areas.reception.rules.contracts import ContractState
from frontdesk.areas.reception.rules.stock import AssetState, CountState, PlanState
from frontdesk.areas.reception.service.assets import AddAsset, add_asset
from frontdesk.areas.reception.service.consumables import AddConsumable, add_consumable
from frontdesk.areas.reception.service.stock_counts import BeginCount, begin_count
from frontdesk.areas.reception.ui.assets_page import AssetsPage
from frontdesk.areas.reception.ui.contract_dialogs import ContractDialog
from frontdesk.areas.reception.ui.contracts_page import ContractsPage
from frontdesk.areas.reception.ui.count_sheet_page import CountSheetPage
from frontdesk.areas.reception.ui.counts_page import CountsPage
from frontdesk.areas.reception.ui.goods_page import GoodsPage
from frontdesk.areas.reception.ui.purchase_form import PurchaseFormPage
from frontdesk.areas.reception.ui.purchases_page import PurchasesPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.cashdesk.ui.conftest import Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.reception.ui.test_held_windows import Answers, at, dialog_of, said

K = Qt.Key
SAVE = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)
Show = Callable[[Any], Any]
D = Decimal


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def lead(front_of: Callable[..., Front], desk: Desk) -> Front:
    """The supervisor's window."""
    return front_of(desk.supervisor)


def ask(desk: Desk, query: Callable[..., Any], *args: Any) -> Any:
    return desk.runner.read(query, *args)


def stocked(desk: Desk) -> None:
    """A printer, paper of which little is left, disinfectant with a bar code."""
    run = desk.run
    run(add_asset, AddAsset("针式打印机", "前台", keeper="何倩"), desk.receptionist)
    run(add_consumable, AddConsumable("A4 复印纸", "包", D(10), D(6), price=D("21.5")), desk.receptionist)
    run(add_consumable, AddConsumable("消毒液", "升", D(1), D(3), code="6901234567892"), desk.receptionist)


def test_D2_9_a_contract_is_registered_renewed_and_ended_by_keyboard(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, answers: Answers, tmp_path: Path
) -> None:
    scan = tmp_path / "电梯合同.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    answers.chosen_file = scan
    page: ContractsPage = show(ContractsPage(front))
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    dialog = dialog_of(page, qtbot, ContractDialog)
    press(qtbot, SAVE)
    assert {name for name, field in dialog.fields.items() if field.error()} == {
        "kind", "title", "party", "starts_on", "last_on"
    }  # fmt: skip
    dialog.kind.setFocus()
    press(qtbot, K.Key_Down, K.Key_Down, K.Key_Down, K.Key_Return, "电梯维护保养合同", K.Key_Return)
    for words in (
        "AS-88",
        "安顺电梯",
        "钱工",
        "13812345678",
        "48600",
        "按季付",
        "林晓",
        "2026-01-01",
        "2026-12-10",
    ):
        press(qtbot, words, K.Key_Return)
    assert dialog.sizeHint().height() <= 700  # L9: a low screen has it whole
    dialog.files.add_button.click()
    press(qtbot, SAVE)
    assert bar.said[-1][1] == "已登记 HT-2026-001。"
    row = ask(desk, contract_rows, ContractFilter(TODAY))[0]
    told = (row.kind, row.party, row.their_number, row.amount, row.keeper, row.state)
    assert told == ("电梯维保", "安顺电梯", "AS-88", Money.yuan("48600"), "林晓", ContractState.ENDING)
    assert [f.name for f in ask(desk, contract_file, row.id, TODAY).files] == ["电梯合同.pdf"]
    assert "138****5678" in said(page.pane)  # D1.9
    at(page, qtbot)
    press(qtbot, K.Key_F5)
    dialog = dialog_of(page, qtbot, ContractDialog)
    assert dialog.starts.value() == date(2026, 12, 11)  # it goes on the day after
    press(qtbot, SAVE)
    assert [r.number for r in ask(desk, contract_rows, ContractFilter(TODAY, sort="number"))] == [
        "HT-2026-001", "HT-2026-002"
    ]  # fmt: skip
    at(page, qtbot)
    page.table.select_row(0)
    press(qtbot, K.Key_F6)
    dialog_of(page, qtbot)
    press(qtbot, "双方协商解除", SAVE)
    over = ask(desk, contract_rows, ContractFilter(TODAY, show=ContractShow.OVER))
    assert [(r.number, r.state) for r in over] == [("HT-2026-001", ContractState.ENDED)]
    assert ask(desk, broken_stock) == []


def test_D2_9_assets_are_registered_moved_and_mended(
    desk: Desk, front: Front, show: Show, qtbot: QtBot
) -> None:
    page: AssetsPage = show(AssetsPage(front))
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    dialog_of(page, qtbot)
    press(
        qtbot, "点钞机", K.Key_Return, K.Key_Return, "前台", K.Key_Return, "何倩", K.Key_Return, "1280", SAVE
    )
    row = ask(desk, asset_rows, AssetFilter())[0]
    assert (row.code, row.place, row.value) == ("ZC-0001", "前台", Money.yuan("1280"))
    at(page, qtbot)
    press(qtbot, K.Key_F6)
    dialog_of(page, qtbot)
    press(qtbot, "收费窗口 2", SAVE)
    at(page, qtbot)
    press(qtbot, K.Key_F5)
    dialog_of(page, qtbot)
    press(qtbot, "送检", SAVE)
    file = ask(desk, asset_file, row.id)
    assert (file.row.place, file.row.keeper, file.row.state) == ("收费窗口 2", "何倩", AssetState.REPAIR)
    assert page.repair.text() == "修好"
    assert "调拨到 收费窗口 2" in said(page.pane)


def test_D2_9_what_is_taken_and_brought_is_written_by_keyboard(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, answers: Answers
) -> None:
    page: GoodsPage = show(GoodsPage(front))
    press(qtbot, K.Key_F2)
    dialog_of(page, qtbot)
    press(qtbot, "A4 复印纸", K.Key_Return, "包", K.Key_Return, K.Key_Return, "仓库", K.Key_Return)
    press(qtbot, "24", K.Key_Return, "10", SAVE)
    at(page, qtbot)
    press(qtbot, K.Key_Return)
    dialog_of(page, qtbot)
    press(qtbot, "15", K.Key_Return, "前台 何倩", K.Key_Return, "打印收据", SAVE)
    assert bar.last() == "warn: A4 复印纸 现有 9 包。已经低于最低库存，做采购计划时会列出。"
    at(page, qtbot)
    press(qtbot, K.Key_F6)
    dialog_of(page, qtbot)
    press(qtbot, "20", K.Key_Return, "晨光文具", SAVE)
    assert ask(desk, goods_rows, GoodsFilter())[0].stock == D(29)
    at(page, qtbot)
    answers.picks = "undo"
    press(qtbot, K.Key_F9)
    assert ask(desk, goods_rows, GoodsFilter())[0].stock == D(9)
    assert "入库 +20 晨光文具" in said(page.pane)


def test_D2_9_a_count_is_scanned_typed_explained_fixed_and_put_right(
    desk: Desk, front: Front, show: Show, qtbot: QtBot, bar: Bar, port: Port, went: list[Any]
) -> None:
    stocked(desk)
    page: CountsPage = show(CountsPage(front))
    press(qtbot, K.Key_F2)
    target, arguments = went[-1]
    assert target == "count_sheet"
    sheet: CountSheetPage = show(CountSheetPage(front))
    sheet.open(**arguments)
    count_id = arguments["count_id"]
    assert sheet.scan.focused()
    press(qtbot, "zc-0001", K.Key_Return)
    assert bar.last() == "ok: 针式打印机 在。还有 2 项没盘。"
    press(qtbot, "xx-9", K.Key_Return)
    assert "没有编号 XX-9" in bar.last()
    press(qtbot, "6901234567892", K.Key_Return)
    assert sheet.found.focused()
    press(qtbot, "2.5", K.Key_Return)
    # Without a scanner: the list, Enter, the figure, Enter.
    sheet.table.select_key(ask(desk, count_file, count_id).lines[0].id)
    row = next(line for line in ask(desk, count_file, count_id).lines if line.found is None)
    sheet.table.select_key(row.id)
    sheet.table.setFocus()
    press(qtbot, K.Key_Return)
    assert (sheet.found.focused(), sheet.found.value()) == (True, D(6))
    press(qtbot, K.Key_Return)
    lines = {line.name: line for line in ask(desk, count_file, count_id).lines}
    assert {name: line.found for name, line in lines.items()} == {
        "针式打印机": D(1), "A4 复印纸": D(6), "消毒液": D("2.5")
    }  # fmt: skip
    sheet.table.select_key(lines["消毒液"].id)
    press(qtbot, K.Key_F4)
    dialog_of(sheet, qtbot)
    press(qtbot, "洒了半瓶", SAVE)
    at(sheet, qtbot)
    press(qtbot, SAVE)
    dialog_of(sheet, qtbot)
    press(qtbot, "周敏", SAVE)
    assert len(port.jobs) == 1
    assert not sheet.found.isVisibleTo(sheet)
    at(sheet, qtbot)
    sheet.table.select_key(lines["消毒液"].id)
    press(qtbot, K.Key_F4)
    dialog_of(sheet, qtbot)
    press(qtbot, SAVE)
    row = ask(desk, count_rows, CountFilter())[0]
    assert (row.state, row.counter, row.witness) == (CountState.FIXED, "林晓", "周敏")
    assert next(g.stock for g in ask(desk, goods_rows, GoodsFilter()) if g.name == "消毒液") == D("2.5")
    page.refresh()
    assert "消毒液 −0.5 升" in said(page.pane)
    assert ask(desk, broken_stock) == []


def test_D2_9_a_plan_is_written_with_what_runs_short_approved_and_received(
    desk: Desk, lead: Front, show: Show, qtbot: QtBot, bar: Bar, port: Port, went: list[Any]
) -> None:
    stocked(desk)
    page: PurchasesPage = show(PurchasesPage(lead))
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    assert went[-1] == ("purchase_form", {})
    form: PurchaseFormPage = show(PurchaseFormPage(lead))
    form.open()
    assert [row.what.text() for row in form.lines.rows if row.used()] == ["A4 复印纸"]
    assert form.lines.sum.text() == "86.00"
    form.lines.rows[1].what.setFocus()
    press(qtbot, "对讲机电池", K.Key_Tab, "4", K.Key_Return, "块", K.Key_Return, "75", K.Key_Return, "更换")
    assert form.lines.sum.text() == "386.00"
    form.lines.rows[2].why.setFocus()
    press(qtbot, "没写要买什么", SAVE)
    assert "第 3 行" in form.lines.error()
    press(qtbot, K.Key_F7)
    assert [row.title for row in ask(desk, drafts, lead.actor.id)] == ["采购计划"]
    form.open(draft=ask(desk, drafts, lead.actor.id)[0])
    assert [row.what.text() for row in form.lines.rows[:2]] == ["A4 复印纸", "对讲机电池"]
    form.lines.rows[2].why.set_value("")
    press(qtbot, SAVE)
    plan = ask(desk, plan_rows, PlanFilter())[0]
    assert (plan.number, plan.total, str(plan.month)) == ("CG-202612", Money.yuan("386"), "2026-12")
    at(page, qtbot)
    page.refresh()
    for state in (PlanState.SUBMITTED, PlanState.APPROVED):
        press(qtbot, K.Key_F5)
        assert ask(desk, plan_rows, PlanFilter())[0].state is state
    press(qtbot, K.Key_F4)
    assert len(port.jobs) == 1
    press(qtbot, K.Key_F5)
    dialog = dialog_of(page, qtbot)
    assert dialog.fields["quantity"].value() == D(4)
    press(qtbot, SAVE)
    assert bar.last() == "ok: A4 复印纸 收下 4 包。现有 10 包。"
    assert "已到 4 包" in said(page.pane)
    assert ask(desk, plan_file, plan.id).lines[0].left == 0
    assert ask(desk, broken_stock) == []


def test_T23_one_press_registers_one_thing(desk: Desk, front: Front, show: Show, qtbot: QtBot) -> None:
    page: AssetsPage = show(AssetsPage(front))
    press(qtbot, K.Key_F2)
    dialog: ActDialog = dialog_of(page, qtbot)
    press(qtbot, "点钞机", K.Key_Return, K.Key_Return, "前台", SAVE)
    dialog.save()
    assert len(ask(desk, asset_rows, AssetFilter())) == 1
    count = desk.run(begin_count, BeginCount(), desk.receptionist)
    assert desk.run(begin_count, BeginCount(), desk.receptionist) == count
