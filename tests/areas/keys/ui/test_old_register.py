"""导入钥匙登记本: looked over by keyboard, columns matched by hand, rejects saved, stored once (D1.7, T14, L5, L7)."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from frontdesk.areas.archives.rules.importing.register import Fate
from frontdesk.areas.archives.ui.register_page import RegisterPage
from frontdesk.areas.keys.queries import find_tag
from frontdesk.areas.keys.ui.keys_page import KeysPage
from frontdesk.areas.keys.ui.old_register_page import KeysRegisterPage
from frontdesk.base.values.rights import Role
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import TODAY
from tests.areas.cashdesk.ui.conftest import Bar
from tests.areas.cashdesk.ui.keys import press
from tests.areas.keys.cabinet import Cabinet
from tests.areas.keys.ui.conftest import Answers

K = Qt.Key
SAVE = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)
Show = Callable[[Any], Any]
ROWS = (
    ("编号", "房号", "种类", "数量", "谁拿的", "借出日期", "应还日期"),
    ("A-1", "3-1-1202", "入户门", 2, "", "", ""),
    ("A-2", "3-1-1202", "信报箱", 1, "郑凯", "2026-11-02", "2026-11-30"),
    ("A-3", "9-9-9999", "入户门", 1, "", "", ""),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "钥匙.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(ROWS):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    return path


@pytest.fixture
def page(
    cabinet: Cabinet, front: Front, show: Show, answers: Answers, file: Path, monkeypatch: Any
) -> RegisterPage:
    """The workbook is what is chosen."""
    assert cabinet.actor
    monkeypatch.setattr(Answers, "choose_open_file", lambda _self, _title, _pattern: file, raising=False)
    found: RegisterPage = show(KeysRegisterPage(front))
    return found


def fates(page: RegisterPage) -> list[str]:
    return [page._model.row(n).fate.value for n in range(page._model.rowCount())]  # type: ignore[union-attr]


def test_d1_7_what_is_not_recognised_is_matched_by_hand_and_then_stored(
    page: RegisterPage, cabinet: Cabinet, qtbot: QtBot, bar: Bar
) -> None:
    """谁拿的 is no title we know: without it the loan's day stands alone, and the row comes back."""
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    assert fates(page) == ["存入", "退回", "退回"]
    assert page.result is not None
    assert page.result.of(Fate.REJECTED)[0].reason == "有借出日期，没有借用人"
    borrower = page._maps["借用人"]
    borrower.set_value("E")
    borrower.edited.emit()
    assert fates(page) == ["存入", "存入", "退回"]
    assert page.store_button.text() == "存入 2 行"
    assert cabinet.read(find_tag, "K-1", TODAY) is None, "nothing is stored by looking"
    press(qtbot, SAVE)
    assert bar.last().startswith("ok: 钥匙登记本存好了。")
    lent = cabinet.read(find_tag, "K-2", TODAY)
    assert (lent.holder, lent.out) == ("郑凯", 1)
    assert not page.store_button.isVisible()


def test_t14_a_second_time_there_is_nothing_to_store(page: RegisterPage, qtbot: QtBot) -> None:
    press(qtbot, K.Key_F2, SAVE, K.Key_F2)
    assert fates(page) == ["已有", "退回", "退回"]
    assert not page.store_button.isVisible()


def test_rejects_are_saved_with_the_reason(
    page: RegisterPage, qtbot: QtBot, tmp_path: Path, monkeypatch: Any
) -> None:
    target = tmp_path / "退回.xlsx"
    monkeypatch.setattr(Answers, "choose_save_file", lambda *_args: target, raising=False)
    press(qtbot, K.Key_F2, K.Key_F8)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(target.read_bytes())).get_sheet_by_index(0).to_python()
    assert [row[-2] for row in rows] == ["退回原因", "有借出日期，没有借用人", "档案里没有 9-9-9999"]


def test_chips_narrow_the_rows_and_esc_goes_back(page: RegisterPage, qtbot: QtBot) -> None:
    press(qtbot, K.Key_F2)
    page.chips.choose("REJECTED")
    assert fates(page) == ["退回", "退回"]
    with qtbot.waitSignal(page.left):
        press(qtbot, K.Key_Escape)


def test_a_file_that_is_none_is_told_and_the_page_stays(
    page: RegisterPage, qtbot: QtBot, bar: Bar, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(Answers, "choose_open_file", lambda *_args: tmp_path / "没有.xlsx", raising=False)
    press(qtbot, K.Key_F2)
    assert "找不到文件 没有.xlsx" in bar.last()
    assert page.is_empty()


def test_the_cabinet_leads_there_for_who_may(
    front: Front, show: Show, went: Any, front_of: Any, cabinet: Cabinet
) -> None:
    page = show(KeysPage(front))
    page.findChild(object, "import_keys_begin").click()
    assert went[-1] == ("import_keys", {})
    looking = KeysPage(front_of(cabinet.desk.financier))
    assert cabinet.desk.financier.role is Role.FINANCE
    assert looking.findChild(object, "import_keys_open").isHidden()
