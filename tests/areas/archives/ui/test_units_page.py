"""The list of units: filters, pages, its pane, where its keys lead, and what goes out to Excel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.archives.service import SaveUnit, SetState, save_unit, set_state
from frontdesk.areas.archives.ui.export_dialog import ExportDialog
from frontdesk.areas.archives.ui.units_page import UnitsPage
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor, Approval, Work
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk
from tests.areas.archives.ui.conftest import CTRL_ENTER, Answers, Bar, Estate, MakeDesk, Went, named, texts

Show = Callable[[UnitsPage], UnitsPage]
Press = Callable[..., None]


@pytest.fixture
def page(desk: Desk, estate: Estate, shown: Show) -> UnitsPage:
    return shown(UnitsPage(desk))


def codes(page: UnitsPage) -> list[str]:
    rows = [page.model.row(number) for number in range(page.model.rowCount())]
    return [row.code for row in rows]


def test_chips_count_the_states_and_show_them(page: UnitsPage) -> None:
    """L2, D1.1: 未售 and 未收楼 stand under one chip."""
    counts = {key: page.chips.chip(key).accessibleName() for key in tuple(page.chips.keys())}
    assert counts["all"] == "全部 4"
    assert counts["owner"] == "自住 1"
    assert counts["not_yet"] == "未售/未收楼 2"
    page.chips.choose("not_yet")
    assert codes(page) == ["2-1-201", "2-1-202"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zs", ["1-1-101", "1-1-102"]),
        ("zhangshuo", ["1-1-101"]),
        ("zengshu", ["1-1-102"]),
        ("林芳", ["1-1-102"]),
        ("5678", ["1-1-101"]),
        ("1栋1单元102", ["1-1-102"]),
    ],
)
def test_slash_narrows_by_code_name_phone_and_pinyin(
    page: UnitsPage, press: Press, typed: str, found: list[str]
) -> None:
    """L5, D0.1: `/` goes to the field from the list, Enter back to the list, Esc brings all of them again."""
    press("/")
    assert page.search.inner.hasFocus()
    press(typed, Qt.Key.Key_Return)
    assert codes(page) == found
    assert page.table.hasFocus()
    press("/", Qt.Key.Key_Escape)
    assert len(codes(page)) == 4


def test_building_and_kind_narrow(page: UnitsPage) -> None:
    """The chooser of buildings holds those there are, with how many units each has."""
    assert [option.text for option in page.building.options()] == ["全部楼栋", "1栋", "2栋"]
    page.building.take_from_list(2)
    assert codes(page) == ["2-1-201", "2-1-202"]
    page.kind.take_from_list(2)
    assert codes(page) == []
    none = named(page, "archives_units_page_none")
    assert none.isVisibleTo(page)
    named(page, "archives_units_page_clear").click()
    assert len(codes(page)) == 4


def test_numbers_are_masked_in_list_and_pane(page: UnitsPage) -> None:
    """D1.9."""
    assert page.model.row(0).phone == "138****5678"
    assert "138****5678" in texts(page.pane)
    assert "13812345678" not in texts(page.pane)


def test_the_pane_follows_the_selection(page: UnitsPage, press: Press) -> None:
    """L2: who lives there, vehicles, facts."""
    page.table.setFocus()
    assert "浙A·8ZS61" in texts(page.pane)
    press(Qt.Key.Key_Down)
    shown = texts(page.pane)
    assert "1-1-102" in shown
    assert "曾姝" in shown
    assert "120.00 ㎡" in shown


def test_keys_lead_to_card_edit_and_collecting(
    page: UnitsPage, press: Press, went: Went, estate: Estate
) -> None:
    """Enter 一户一卡, F4 修改, F3 收费, F2 新增房屋."""
    unit_id = estate.units["1-1-101"]
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    assert went.last == ("unit", {"unit_id": unit_id})
    press(Qt.Key.Key_F4)
    assert went.last == ("edit_unit", {"unit_id": unit_id})
    press(Qt.Key.Key_F3)
    assert went.last == ("collect", {"unit_id": unit_id})
    press(Qt.Key.Key_F2)
    assert went.last == ("edit_unit", {})


def test_a_write_elsewhere_is_read_again_and_the_selection_stays(
    page: UnitsPage, desk: Desk, estate: Estate, supervisor: Actor
) -> None:
    """Writes say what they touched; the row stood on is stood on again."""
    page.table.select_row(1)
    command = SetState(estate.units["1-1-102"], UnitState.VACANT, desk.clock.today())
    desk.run(set_state, command)
    assert page.model.row(1).state is UnitState.VACANT
    assert page.table.current().code == "1-1-102"
    assert page.chips.chip("vacant").accessibleName() == "空置 1"
    assert "空置" in texts(page.pane)


def test_sorting_is_the_queries(page: UnitsPage) -> None:
    """D0.7: by area, both ways."""
    area = next(n for n, c in enumerate(page.model.columns) if c.name == "built_area")
    page.model.sort(area, Qt.SortOrder.DescendingOrder)
    assert codes(page)[0] == "1-1-102"


def test_a_long_list_is_read_by_page(desk: Desk, runner: Runner, admin: Actor, shown: Show) -> None:
    """D0.7: only what is looked at is read, the last row as well as the first."""

    def build(work: Work, _none: None) -> None:
        for number in range(450):
            save_unit(work, SaveUnit(None, f"{number // 90 + 1}-1-{number % 90 + 101}"))

    runner.run(build, None, actor=admin)
    page = shown(UnitsPage(desk))
    assert page.model.rowCount() == 450
    assert page.model.rows_here() == 200
    page.table.select_row(449)
    assert page.table.current().code == "5-1-190"
    assert page.pane.file is not None
    assert page.pane.file.unit.code == "5-1-190"
    assert page.model.rows_here() == 250


def test_the_empty_page_says_how_to_begin(desk: Desk, shown: Show, press: Press, went: Went) -> None:
    """L7: import is the one primary thing; no second way stands in the head."""
    page = shown(UnitsPage(desk))
    assert page.is_empty()
    assert not page.new_button.isVisibleTo(page)
    assert not page.filters.isVisibleTo(page)
    page.setFocus()
    press(Qt.Key.Key_F4)
    assert went.last == ("import", {})
    press(Qt.Key.Key_F2)
    assert went.last == ("edit_unit", {})


def test_the_first_unit_ends_the_empty_page(desk: Desk, shown: Show) -> None:
    page = shown(UnitsPage(desk))
    desk.run(save_unit, SaveUnit(None, "3-1-1202"))
    assert not page.is_empty()
    assert codes(page) == ["3-1-1202"]
    assert page.new_button.isVisibleTo(page)


def export_dialog(page: UnitsPage) -> ExportDialog:
    dialog = page.findChild(ExportDialog)
    assert dialog is not None
    return dialog


def cells(path: Path) -> str:
    return " ".join(str(cell.value) for row in openpyxl.load_workbook(path).active for cell in row)


def test_export_is_masked(page: UnitsPage, press: Press, answers: Answers, bar: Bar, tmp_path: Path) -> None:
    """D0.7, D1.9: what the filter lets through, numbers masked."""
    answers.file = tmp_path / "units.xlsx"
    page.chips.choose("owner")
    page.table.setFocus()
    press(Qt.Key.Key_F8)
    press(CTRL_ENTER)
    written = cells(answers.file)
    assert "1-1-101" in written
    assert "138****5678" in written
    assert "13812345678" not in written
    assert "1-1-102" not in written
    assert "已导出 1 户" in bar.last()


def test_export_in_full_takes_a_reason_and_the_right(
    make_desk: MakeDesk,
    cashier: Actor,
    estate: Estate,
    shown: Show,
    answers: Answers,
    tmp_path: Path,
) -> None:
    """D1.9: a clerk without the right needs a supervisor's leave; the file says what it was for."""
    page = shown(UnitsPage(make_desk(cashier)))
    answers.file = tmp_path / "full.xlsx"
    page.export()
    dialog = export_dialog(page)
    dialog.how.set_value(True)
    dialog._how_chosen()
    dialog._export()
    assert dialog.reason.error()
    dialog.reason.set_value("业委会核对")
    dialog._export()
    assert answers.asked[-1] == Right.UNMASK
    assert not answers.file.exists()
    QApplication.processEvents()
    answers.approval = Approval(Right.UNMASK.value, 3, "周敏")
    page.export()
    dialog = next(d for d in page.findChildren(ExportDialog) if d.isVisible())
    dialog.how.set_value(True)
    dialog._how_chosen()
    dialog.reason.set_value("业委会核对")
    dialog._export()
    written = cells(answers.file)
    assert "13812345678" in written
    assert "业委会核对" in written
