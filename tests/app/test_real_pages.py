"""The window with its own pages over a small estate: search opens cards, F3 collects, the lock and drafts hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.app.lock import LockPage
from frontdesk.app.program import Program
from frontdesk.app.tabs import TABS
from frontdesk.areas.archives.model import Person
from frontdesk.areas.reception.queries.calls import CallFilter, call_rows
from frontdesk.base.store.database import Database
from frontdesk.base.store.drafts import drafts
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.widgets.fields import MoneyField
from tests.app.conftest import MakeProgram, show
from tests.areas.cashdesk.desk import Desk as Estate
from tests.areas.cashdesk.ui.tree import texts_of
from tests.areas.keys.cabinet import STAFF, Cabinet
from tests.conftest import PASSWORD


@pytest.fixture
def at_desk(make_program: MakeProgram, db: Database, qtbot: QtBot, tmp_path: Path) -> Program:
    """林晓 at work, her shift open, 3-1-1202 owing 255.36."""
    estate = Estate(db)
    estate.build()
    estate.charge("255.36")
    estate.open()
    with db.write() as session:
        person = session.get_one(Person, 1)
        person.phone, person.initials, person.pinyin = "13812345678", "zs", "zhangshuo"
    program = make_program(tabs=TABS)
    program.begin()
    show(qtbot, program.window)
    assert program.sign_in("linxiao", PASSWORD)
    return program


def place(program: Program) -> Any:
    assert program.workplace is not None
    return program.workplace


def look_for(program: Program, qtbot: QtBot, text: str) -> None:
    search = place(program).search
    qtbot.keyClick(program.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(search.line.hasFocus)
    qtbot.keyClicks(search.line, text)
    qtbot.waitUntil(lambda: bool(search.hits_shown()))


def test_a_hit_opens_its_card_by_enter(at_desk: Program, qtbot: QtBot) -> None:
    """D0.1, D0.2, L12: the focus never leaves the field until Enter."""
    look_for(at_desk, qtbot, "zs")
    search = place(at_desk).search
    assert [hit.what for hit in search.hits_shown()] == ["张硕"]
    assert QApplication.focusWidget() is search.line
    qtbot.keyClick(search.line, Qt.Key.Key_Return)
    assert place(at_desk).current_page().objectName() == "unit_card_page"
    assert place(at_desk).strip.current() == "archives"


def test_f3_on_a_hit_collects(at_desk: Program, qtbot: QtBot) -> None:
    look_for(at_desk, qtbot, "1202")
    hit = place(at_desk).search.hits_shown()[0]
    assert (hit.what, hit.status.word) == ("3-1-1202", "待缴 255.36")
    qtbot.keyClick(place(at_desk).search.line, Qt.Key.Key_F3)
    page = place(at_desk).current_page()
    assert page.objectName() == "cashdesk_collect_page"
    assert page.opened.unit.code == "3-1-1202"


def test_a_callers_number_finds_the_home_and_one_key_logs_the_call(at_desk: Program, qtbot: QtBot) -> None:
    """The office's hotline: as the telephone shows the number, pasted; pressed twice it is one call (T23)."""
    desk = at_desk.desk
    assert desk is not None
    search = place(at_desk).search
    for _ in range(2):
        look_for(at_desk, qtbot, "+86 138-1234-5678")
        assert [hit.what for hit in search.hits_shown()] == ["138****5678"]
        assert "F4 记来电" in search.list.foot.words()
        qtbot.keyClick(search.line, Qt.Key.Key_F4)
        card = place(at_desk).current_page()
        assert card.objectName() == "unit_card_page"
        assert place(at_desk).bar.text() == "来电 138****5678 张硕 已记下。"
    assert any("来电 张硕" in words for words in texts_of(card))
    assert [(r.unit, r.name) for r in desk.read(call_rows, CallFilter(desk.clock.today()))] == [
        ("3-1-1202", "张硕")
    ]
    qtbot.keyClick(at_desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(search.line, "0571 8765 4321")
    search.line.ask_now()
    qtbot.waitUntil(search.list.isVisible)
    assert search.hits_shown() == []
    qtbot.keyClick(search.line, Qt.Key.Key_F4)
    page = place(at_desk).current_page()
    assert page.objectName() == "calls_page"
    assert "档案里没有这个号码" in place(at_desk).bar.text()
    assert page.model.rowCount() == 2
    look_for(at_desk, qtbot, "1202")
    assert "F4" not in search.list.foot.words(), "a unit's code is no number"


def typing_an_amount(at_desk: Program, qtbot: QtBot) -> Any:
    assert at_desk.desk is not None
    at_desk.desk.go("collect", unit_id=1)
    page = place(at_desk).current_page()
    qtbot.wait(1)
    field = next(f for f in page.findChildren(MoneyField) if f.isVisible())
    field.inner.selectAll()
    qtbot.keyClicks(field.inner, "300.00")
    qtbot.waitUntil(lambda: page.visit.touched)
    return page


def test_what_was_typed_at_the_till_is_there_after_the_lock(at_desk: Program, qtbot: QtBot) -> None:
    page = typing_an_amount(at_desk, qtbot)
    qtbot.keyClick(at_desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    lock = at_desk.gate
    assert isinstance(lock, LockPage)
    qtbot.keyClicks(lock.password.inner, PASSWORD)
    qtbot.keyClick(lock.password.inner, Qt.Key.Key_Return)
    assert place(at_desk).current_page() is page
    assert [given.text for given in page.visit.given] == ["300.00"]
    assert page.opened.unit.code == "3-1-1202"


def test_after_a_defect_the_till_is_kept_as_a_draft(at_desk: Program, qtbot: QtBot) -> None:
    """D0.8: what is kept is told by the polite dialog; the page itself stays as it is."""
    page = typing_an_amount(at_desk, qtbot)
    assert at_desk.keep_typing() == 1
    assert page.opened is not None
    assert at_desk.desk is not None
    (draft,) = at_desk.desk.read(drafts, 2)
    assert (draft.page, draft.key) == ("collect", "3-1-1202")
    assert place(at_desk).top.drafts.text() == "草稿 1"


def test_a_draft_of_the_till_is_taken_up_from_the_list(at_desk: Program, qtbot: QtBot) -> None:
    typing_an_amount(at_desk, qtbot)
    at_desk.keep_typing()
    place(at_desk).forget_pages()
    place(at_desk).begin()
    place(at_desk).top.drafts.click()
    listed = place(at_desk).current_page()
    qtbot.waitUntil(lambda: listed.table.current() is not None)
    qtbot.keyClick(listed.table, Qt.Key.Key_Return)
    page = place(at_desk).current_page()
    assert page.objectName() == "cashdesk_collect_page"
    assert page.opened.unit.code == "3-1-1202"
    assert [given.text for given in page.visit.given] == ["300.00"]


@pytest.mark.parametrize("target", ["billing", "arrears", "fee_items", "archives"])
def test_l5_a_page_begins_where_it_wants_to_whatever_had_the_keys_before(
    at_desk: Program, qtbot: QtBot, target: str
) -> None:
    """Not on its first button, where Enter would print: the stack would choose that when the old page goes."""
    assert at_desk.desk is not None
    at_desk.desk.go("collect", unit_id=1)
    qtbot.wait(1)
    assert place(at_desk).current_page().isAncestorOf(QApplication.focusWidget())
    at_desk.desk.go(target)
    qtbot.wait(1)
    focus = QApplication.focusWidget()
    assert place(at_desk).current_page().isAncestorOf(focus)
    assert not focus.objectName().endswith(("_print", "_export"))
    assert focus.objectName() != "back"
    at_desk.desk.go("collect")
    at_desk.desk.go(target)
    assert QApplication.focusWidget() is focus


def test_the_strip_says_what_waits_behind_each_page_and_forgets_it_when_it_is_done(
    at_desk: Program, db: Database, clock: FixedClock, qtbot: QtBot
) -> None:
    """06: `钥匙 1 逾期`; T21: worked out when shown."""
    cabinet = Cabinet(Estate(db))
    lent = cabinet.lend((cabinet.plant(2), 2), who=STAFF, days=1)
    place(at_desk).show_page("keys")
    chip = place(at_desk)._strips["keys"].chip("keys")
    assert chip.accessibleName() == "钥匙"
    clock.forward(days=3)
    place(at_desk).show_page("permits")
    chip = place(at_desk)._strips["permits"].chip("keys")
    qtbot.waitUntil(lambda: chip.accessibleName() == "钥匙 1 逾期")
    cabinet.back(lent.movement_ids[0])
    at_desk.desk.touched.emit(frozenset({"keys"}))
    qtbot.waitUntil(lambda: chip.accessibleName() == "钥匙")


def test_l5_the_tenth_page_of_a_strip_has_a_key_too(at_desk: Program, qtbot: QtBot) -> None:
    """Ctrl+0 lies behind Ctrl+9; Ctrl+10 would be no key at all."""
    assert at_desk.sign_in("zhoumin", PASSWORD)
    shown = place(at_desk)
    shown.show_page("collect")
    with qtbot.waitActive(at_desk.window):
        at_desk.window.activateWindow()
    strip = shown._strips["collect"]
    tenth = strip.keys()[9]
    qtbot.keyClick(at_desk.window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert strip.current() == tenth or shown._strips[tenth].current() == tenth
    assert shown.current_page() is not None
