"""对账 (D5.4): a file chosen, held against the day's tenders, its lines shown, kept, opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.queries.statements import statement_checks
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.rules.matching import Fate
from frontdesk.areas.cashdesk.ui.statement_dialog import BankDialog, column, letter
from frontdesk.areas.cashdesk.ui.statement_page import EVERY, StatementPage
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar
from tests.areas.cashdesk.ui.keys import press
from tests.areas.cashdesk.ui.tree import texts_of
from tests.on_screen import has_the_keyboard

DATA = Path(__file__).parents[3] / "data"
WECHAT = DATA / "wechat-2026-11-20.csv"
K = Qt.Key
Went = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def page(desk: Desk, front: Front, show: Callable[[Any], Any]) -> StatementPage:
    """Two WeChat receipts of the file's day, one for 36 fen less than WeChat has."""
    desk.clock.forward(days=-1)
    desk.charge("119.17")
    desk.charge("255.00")
    desk.open("0")
    desk.collect("wechat=119.17:4200000890727360438182992", amount="119.17")
    desk.collect("wechat=255.00:FD202611200003", amount="255.00")
    front.sign_in(desk.supervisor)
    return cast(StatementPage, show(StatementPage(front)))


def fates(page: StatementPage) -> list[str]:
    return [row.fate.value for row in page._model.rows()]


def test_d5_4_the_first_check_by_keyboard(
    page: StatementPage,
    desk: Desk,
    answers: Answers,
    bar: Bar,
    went: Went,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert page.is_empty()
    monkeypatch.setattr(answers, "choose_open_file", lambda *_: WECHAT)
    page.focus_start()
    press(qtbot, K.Key_F2)
    assert not page.is_empty()
    assert bar.last() == "warn: 对上 1 笔。11 笔对不上，请逐笔查明。"
    assert fates(page) == [Fate.DIFFERS] + [Fate.THEIRS_ONLY] * 10
    words = texts_of(page.facts)
    assert "2,398.47" in words
    assert "374.17" in words
    page.table.setFocus()
    press(qtbot, K.Key_Return)
    assert went == [("receipt", {"number": "SJ00000002"})]
    page.chips.choose(EVERY)
    assert len(fates(page)) == 12
    assert len(desk.runner.read(statement_checks)) == 1


def test_d5_4_what_was_found_stands_after_a_restart(
    page: StatementPage, front: Front, show: Callable[[Any], Any]
) -> None:
    page.check_file(WECHAT)
    again = cast(StatementPage, show(StatementPage(front)))
    assert fates(again) == fates(page)
    assert again.head.hint.text() == "微信对账 2026-11-20"


def test_m7_3_a_cashier_is_told_who_checks(desk: Desk, front: Front, show: Callable[[Any], Any]) -> None:
    page = cast(StatementPage, show(StatementPage(front)))
    assert page.is_empty()
    assert not page.choose_button.isVisible()


def test_d5_4_a_banks_file_is_asked_what_it_is_of(
    page: StatementPage, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    bank = tmp_path / "流水.csv"
    bank.write_text("记账日期,凭证,进账,出账\n2026-11-20,BK1,10.00,\n", encoding="gb18030")
    page.check_file(bank)
    dialog = page.findChild(BankDialog)
    assert dialog is not None
    dialog.tender.set_value(Tender.CARD)
    has_the_keyboard(qtbot, dialog)
    press(qtbot, (Qt.KeyboardModifier.ControlModifier, K.Key_Return))
    assert dialog._fields["day"].error() == "请填日期在哪一列"
    dialog._fields["amount"].set_value("c")
    dialog._fields["day"].set_value("A")
    dialog._fields["reference"].set_value("B")
    press(qtbot, (Qt.KeyboardModifier.ControlModifier, K.Key_Return))
    checks = desk.runner.read(statement_checks)
    assert [(row.tender, row.theirs_only, row.theirs.plain) for row in checks] == [(Tender.CARD, 1, "10.00")]


def test_d5_4_a_file_that_is_none_is_refused_in_words(page: StatementPage, bar: Bar, tmp_path: Path) -> None:
    empty = tmp_path / "空.csv"
    empty.write_bytes(b"")
    page.check_file(empty)
    assert "空文件" in bar.last()
    assert page.is_empty()


def test_letters_and_columns_are_each_others_inverse() -> None:
    assert [letter(n) for n in (0, 25, 26, 51)] == ["A", "Z", "AA", "AZ"]
    assert all(column(letter(n), "day") == n for n in range(200))
