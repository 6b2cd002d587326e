"""核验: the scanner types, the page says what it is, the field keeps the focus: D3.5, L5."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.permits.queries.signing import key_rows
from frontdesk.areas.permits.rules.checking import FOUND_WORDS, Found
from frontdesk.areas.permits.service.goods import TakeTearOff, take_tear_off
from frontdesk.areas.permits.ui.verify_page import VerifyPage
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Words
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.cashdesk.ui.tree import texts_of
from tests.areas.permits.office import issue, look

K = Qt.Key
Went = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def page(desk: Desk, front: Front, show: Callable[[Any], Any]) -> VerifyPage:
    issue(desk)
    page = cast(VerifyPage, show(VerifyPage(front)))
    page.focus_start()
    return page


def said(page: VerifyPage) -> str:
    found = page.result.findChild(Words, "verify_word")
    assert found is not None
    return str(found.text())


def test_d3_5_what_a_scanner_types_is_judged_at_its_enter_and_the_field_is_ready_for_the_next(
    page: VerifyPage, desk: Desk, qtbot: QtBot
) -> None:
    code = look(desk, "1").code
    press(qtbot, code, K.Key_Return)
    assert said(page) == "有效"
    assert {"出门条 CM-00000001", "3-1-1202", "张硕（业主）"} <= texts_of(page.result)
    assert focused() is page.field.inner
    assert page.field.text() == ""
    desk.run(take_tear_off, TakeTearOff("1", True))
    press(qtbot, code, K.Key_Return)
    assert said(page) == "已放行过"
    press(qtbot, code[:-1] + ("0" if code[-1] != "0" else "1"), K.Key_Return)
    assert said(page) == "内容被改动"
    assert "出门条 CM-00000001" not in texts_of(page.result)
    assert [row.checked.found for row in page.model.rows()] == [Found.CHANGED, Found.USED, Found.GENUINE]


def test_l5_what_is_scanned_while_the_list_has_the_focus_still_comes_into_the_field(
    page: VerifyPage, qtbot: QtBot
) -> None:
    press(qtbot, "cm1", K.Key_Return)
    page.table.setFocus()
    press(qtbot, "CM-1", K.Key_Return)
    assert said(page) == "有效"
    assert len(page.model.rows()) == 2


def test_a_check_of_before_is_shown_again_by_enter(page: VerifyPage, qtbot: QtBot) -> None:
    press(qtbot, "cm1", K.Key_Return, "nix", K.Key_Return)
    assert said(page) == "没有这个编号"
    page.table.setFocus()
    press(qtbot, K.Key_Down, K.Key_Return)
    assert said(page) == "有效"


def test_the_record_and_the_unit_open_by_key(page: VerifyPage, qtbot: QtBot, went: Went) -> None:
    assert not page.more.isVisibleTo(page)
    press(qtbot, "cm1", K.Key_Return, K.Key_F4, K.Key_F3)
    assert went == [("goods_out", {"number": "CM-00000001"}), ("unit", {"unit_id": 1})]


def test_nothing_typed_asks_nothing(page: VerifyPage, qtbot: QtBot) -> None:
    press(qtbot, K.Key_Return)
    assert page.model.rows() == []
    assert page.shown is None


def test_it_is_led_to_with_a_text(page: VerifyPage) -> None:
    page.open(text="CM-1")
    assert said(page) == "有效"


@pytest.mark.parametrize("found", list(Found))
def test_l3_every_result_has_a_dot_and_a_word(page: VerifyPage, found: Found) -> None:
    from frontdesk.areas.permits.queries.checking import Checked

    page._show(Checked(found, number="JZ-00004406"))
    assert said(page) == FOUND_WORDS[found][1]
    assert page.result.accessibleName().startswith(FOUND_WORDS[found][1])


def test_d3_5_the_gates_page_is_saved_and_the_field_is_ready_again(
    page: VerifyPage, desk: Desk, qtbot: QtBot, answers: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "门岗核验.html"
    monkeypatch.setattr(answers, "choose_save_file", lambda *_a: target, raising=False)
    press(qtbot, K.Key_F7)
    (row,) = desk.runner.read(key_rows)
    assert row.public in target.read_text("utf-8")
    assert focused() is page.field.inner
