"""From the first start to the end, with real widgets: sign-in, tabs, search's way, lock, drafts, who may what."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.drafts_list import DraftsPage
from frontdesk.app.gate import Gate
from frontdesk.app.help import KeysDialog
from frontdesk.app.lock import LockPage
from frontdesk.app.program import Program
from frontdesk.app.sign_in import SignInPage
from frontdesk.app.wizard import Begin, Beginning, Wizard
from frontdesk.base.store.database import Database
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.migrate import HEAD
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.money import Money
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Role
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.dialogs import ConfirmDialog
from frontdesk.base.widgets.worker import Worker
from tests.app.conftest import BUILT, MakeProgram, NotePage, PlainPage, show
from tests.conftest import PASSWORD

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
BEGINNING = Beginning(
    Begin.EMPTY, "翠湖花园", "翠湖花园物业服务中心", "0571-88001234", "西溪路 88 号", "周敏", "secret-1"
)


def place(program: Program):  # type: ignore[no-untyped-def]
    assert program.workplace is not None
    return program.workplace


# -- the first start --


def test_the_wizard_ends_at_the_desk_of_the_administrator(make_program: MakeProgram, tmp_path: Path) -> None:
    program = make_program(tmp_path / "new")
    program.begin()
    wizard = program.gate
    assert isinstance(wizard, Wizard)
    wizard.finished.emit(BEGINNING)
    assert program.window.shown() is program.workplace
    assert place(program).top.estate.text() == "翠湖花园"
    assert place(program).top.user.text() == "周敏"
    desk = program.desk
    assert desk is not None
    assert desk.read(get_setting, "office.phone") == "0571-88001234"
    assert desk.read(get_setting, "office.address") == "西溪路 88 号"
    assert (tmp_path / "new" / "frontdesk.db").exists()


def test_import_is_where_one_begins_when_it_was_chosen(make_program: MakeProgram, tmp_path: Path) -> None:
    from dataclasses import replace

    from frontdesk.app.tabs import PageEntry, TabEntry
    from tests.app.conftest import TEST_TABS, plain

    tabs = (
        *TEST_TABS,
        TabEntry(
            "imports", "导入", "ph.table", (PageEntry("import", plain("import_page", "导入"), ("import",)),)
        ),
    )
    program = make_program(tmp_path / "new", tabs=tabs)
    program.begin()
    assert isinstance(program.gate, Wizard)
    program.gate.finished.emit(replace(BEGINNING, begin=Begin.IMPORT))
    page = place(program).current_page()
    assert page.objectName() == "import_page"


def test_a_folder_that_cannot_be_written_is_said_and_typing_stays(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    program = make_program(tmp_path / "file" / "new")
    program.begin()
    wizard = program.gate
    assert isinstance(wizard, Wizard)
    wizard.show_step(2)
    wizard.finished.emit(BEGINNING)
    assert program.gate is wizard
    assert "不能建立文件夹" in wizard.begin_page.wrong.text()
    assert wizard.stack.isEnabled()


def test_data_of_a_newer_program_is_said_in_words(
    make_program: MakeProgram, db: Database, qtbot: QtBot
) -> None:
    with db.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    program = make_program()
    program.begin()
    page = program.gate
    assert isinstance(page, Gate)
    assert page.title.text() == "数据打不开"
    assert "升级" in page.words.text()
    with db.writer.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{HEAD}'")
    show(qtbot, program.window)
    qtbot.keyClick(program.window, Qt.Key.Key_F5)
    assert isinstance(program.gate, SignInPage)


def test_a_damaged_database_is_said_in_words(make_program: MakeProgram, tmp_path: Path) -> None:
    (tmp_path / "frontdesk.db").write_bytes(b"this is no database at all" * 100)
    program = make_program()
    program.begin()
    page = program.gate
    assert isinstance(page, Gate)
    assert "已损坏" in page.words.text()


# -- signing in --


def test_signing_in_by_keyboard(program: Program, qtbot: QtBot) -> None:
    page = program.gate
    assert isinstance(page, SignInPage)
    qtbot.keyClicks(page.login.inner, "linxiao")
    qtbot.keyClick(page.login.inner, Qt.Key.Key_Return)
    qtbot.keyClicks(page.password.inner, "wrong")
    qtbot.keyClick(page.password.inner, Qt.Key.Key_Return)
    assert page.password.error() == "用户名或密码不对"
    qtbot.keyClicks(page.password.inner, PASSWORD)
    qtbot.keyClick(page.password.inner, Qt.Key.Key_Return)
    assert program.window.shown() is program.workplace
    assert place(program).top.user.text() == "林晓"


def test_who_signed_in_last_is_remembered(make_program: MakeProgram, at_work: Program) -> None:
    at_work.close()
    again = make_program()
    again.begin()
    page = again.gate
    assert isinstance(page, SignInPage)
    assert page.login.value() == "linxiao"
    assert page.password.text() == ""


# -- tabs and pages --


def test_tabs_by_alt_and_number_are_built_when_first_shown(at_work: Program, qtbot: QtBot) -> None:
    """L1: Alt+1 … in the order shown."""
    assert BUILT == ["today_page"]
    qtbot.keyClick(at_work.window, Qt.Key.Key_3, ALT)
    assert place(at_work).current_page().objectName() == "collect_page"
    qtbot.keyClick(at_work.window, Qt.Key.Key_2, ALT)
    assert place(at_work).current_page().objectName() == "units_page"
    qtbot.keyClick(at_work.window, Qt.Key.Key_3, ALT)
    assert BUILT == ["today_page", "collect_page", "units_page"]


def test_a_tab_comes_back_to_where_one_was_and_again_to_its_first_page(
    at_work: Program, qtbot: QtBot
) -> None:
    window = place(at_work)
    window.show_page("people")
    qtbot.keyClick(at_work.window, Qt.Key.Key_1, ALT)
    qtbot.keyClick(at_work.window, Qt.Key.Key_2, ALT)
    assert window.current_page().objectName() == "people_page"
    qtbot.keyClick(at_work.window, Qt.Key.Key_2, ALT)
    assert window.current_page().objectName() == "units_page"


def test_the_strip_of_a_tab_leads_to_its_pages(at_work: Program) -> None:
    window = place(at_work)
    page = window.show_page("units")
    strip = window._strips["units"]
    assert strip.keys() == ("units", "people")
    assert strip.current() == "units"
    strip.chip("people").click()
    assert window.current_page().objectName() == "people_page"
    assert window._strips["people"].current() == "people"
    window._strips["people"].chip("units").click()
    assert window.current_page() is page
    assert strip.current() == "units"


def test_the_pages_of_a_tab_have_a_key_each(qtbot: QtBot, at_work: Program) -> None:
    """L5: everything by keyboard."""
    window = place(at_work)
    window.show_page("units")
    with qtbot.waitActive(at_work.window):
        at_work.window.activateWindow()
    qtbot.keyClick(at_work.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page().objectName() == "people_page"
    qtbot.keyClick(at_work.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page().objectName() == "units_page"


def test_pages_that_take_a_right_are_in_the_strip_of_those_who_have_it(program: Program) -> None:
    program.sign_in("zhoumin", PASSWORD)
    place(program).show_page("units")
    assert place(program)._strips["units"].keys() == ("units", "people", "secret")


def test_targets_lead_to_their_page_with_their_arguments(at_work: Program) -> None:
    desk = at_work.desk
    assert desk is not None
    desk.go("unit", unit_id=7)
    page = place(at_work).current_page()
    assert isinstance(page, PlainPage)
    assert page.objectName() == "unit_page"
    assert page.opened == [{"unit_id": 7}]
    assert place(at_work).strip.current() == "archives"
    desk.go("nowhere")
    assert place(at_work).current_page() is page
    assert "打不开" in place(at_work).bar.text()


def test_going_back_goes_where_one_came_from(at_work: Program) -> None:
    window = place(at_work)
    window.show_page("collect")
    window.show_page("unit")
    window.go_back()
    assert window.current_page().objectName() == "collect_page"
    window.go_back()
    assert window.current_page().objectName() == "today_page"
    window.go_back()
    assert window.current_page().objectName() == "today_page"


def test_a_message_that_stays_lies_over_nothing_of_the_page(at_work: Program, qtbot: QtBot) -> None:
    """L1, L9: what was refused is read for long; the page ends above it until it has gone."""
    workplace = place(at_work)
    page = workplace.current_page()
    assert page is not None
    body = page.findChild(QStackedWidget)
    assert body is not None
    workplace.bar.ok("已存。")
    assert body.contentsMargins().bottom() == 0
    workplace.bar.bad("没有存下。")
    assert body.contentsMargins().bottom() == workplace.bar.height()
    workplace.bar.clear()
    assert body.contentsMargins().bottom() == 0
    workplace.bar.bad("没有存下。")
    QTest.keyClick(at_work.window, Qt.Key.Key_2, ALT)
    assert workplace.current_page() is not page
    assert body.contentsMargins().bottom() == 0


def test_search_is_reached_from_anywhere(at_work: Program, qtbot: QtBot) -> None:
    """D0.1: Ctrl+K, always there; Esc goes back to where typing was."""
    window = place(at_work)
    page = window.show_page("note")
    assert isinstance(page, NotePage)
    page.field.setFocus()
    qtbot.keyClick(page.field.inner, Qt.Key.Key_K, CTRL)
    assert QApplication.focusWidget() is window.search.line
    qtbot.keyClick(window.search.line, Qt.Key.Key_Escape)
    assert page.field.focused()


# -- the lock --


def test_the_lock_covers_the_desk_and_keeps_what_is_typed(at_work: Program, qtbot: QtBot) -> None:
    page = place(at_work).show_page("note")
    assert isinstance(page, NotePage)
    qtbot.keyClicks(page.field.inner, "call back at three")
    qtbot.keyClick(at_work.window, Qt.Key.Key_L, CTRL)
    lock = at_work.gate
    assert isinstance(lock, LockPage)
    assert not place(at_work).isVisible()
    assert "林晓" in lock.words.text()
    qtbot.keyClick(at_work.window, Qt.Key.Key_3, ALT)
    assert place(at_work).current_page() is page
    qtbot.keyClicks(lock.password.inner, "wrong")
    qtbot.keyClick(lock.password.inner, Qt.Key.Key_Return)
    assert lock.password.error() == "用户名或密码不对"
    qtbot.keyClicks(lock.password.inner, PASSWORD)
    qtbot.keyClick(lock.password.inner, Qt.Key.Key_Return)
    assert at_work.window.shown() is place(at_work)
    assert place(at_work).current_page() is page
    assert page.field.text() == "call back at three"
    assert at_work.desk is not None
    assert at_work.desk.read(drafts, 2) == ()


def test_the_lock_comes_after_the_minutes_set(at_work: Program, clock: FixedClock) -> None:
    assert at_work.idle.timer.isActive()
    assert at_work.idle.timer.interval() == 10 * 60_000
    at_work.idle.timer.timeout.emit()
    assert isinstance(at_work.gate, LockPage)
    assert not at_work.idle.timer.isActive()


def test_a_machine_that_slept_locks_at_the_first_touch(
    at_work: Program, clock: FixedClock, qtbot: QtBot
) -> None:
    handle = at_work.window.windowHandle()
    clock.forward(minutes=9)
    QTest.mouseMove(handle, at_work.window.rect().center())
    QApplication.processEvents()
    assert not at_work.locked
    clock.forward(minutes=11)
    QTest.mousePress(
        handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at_work.window.rect().center()
    )
    QApplication.processEvents()
    assert at_work.locked


def test_somebody_else_signs_in_and_typing_waits_as_a_draft(at_work: Program, qtbot: QtBot) -> None:
    page = place(at_work).show_page("note")
    assert isinstance(page, NotePage)
    qtbot.keyClicks(page.field.inner, "half a sentence")
    at_work.other_user()
    lock = at_work.gate
    assert isinstance(lock, LockPage)
    qtbot.keyClicks(lock.login.inner, "zhoumin")
    qtbot.keyClick(lock.login.inner, Qt.Key.Key_Return)
    qtbot.keyClicks(lock.password.inner, PASSWORD)
    qtbot.keyClick(lock.password.inner, Qt.Key.Key_Return)
    desk = at_work.desk
    assert desk is not None
    assert desk.actor.name == "周敏"
    assert place(at_work).top.user.text() == "周敏"
    assert place(at_work).current_page().objectName() == "today_page"
    fresh = place(at_work).show_page("note")
    assert isinstance(fresh, NotePage)
    assert fresh.field.text() == ""
    assert [d.data for d in desk.read(drafts, 2)] == [{"words": "half a sentence"}]
    assert desk.read(drafts, 3) == ()


def test_over_an_open_dialog_the_lock_asks_in_one_of_its_own(at_work: Program, qtbot: QtBot) -> None:
    asking = ConfirmDialog("作废 SJ00000001", "请确认", "作废", danger=True, parent=at_work.window)
    asking.open()
    at_work.lock()
    lock = at_work._lock_page
    assert lock is not None
    assert lock.window().objectName() == "lock_dialog"
    assert asking.isVisible()
    assert asking.findChild(type(asking.foot).__mro__[1], "lock_cover") is not None
    qtbot.keyClick(lock.window(), Qt.Key.Key_Escape)
    assert at_work.locked
    qtbot.keyClicks(lock.password.inner, PASSWORD)
    qtbot.keyClick(lock.password.inner, Qt.Key.Key_Return)
    assert not at_work.locked
    assert asking.isVisible()
    assert at_work.window.shown() is place(at_work)
    asking.reject()


# -- drafts --


def test_the_list_of_drafts_opens_and_drops_them(at_work: Program, qtbot: QtBot) -> None:
    """D0.8"""
    page = place(at_work).show_page("note")
    assert isinstance(page, NotePage)
    qtbot.keyClicks(page.field.inner, "telephone rang")
    page.keep_draft()
    assert place(at_work).top.drafts.text() == "草稿 1"
    place(at_work).top.drafts.click()
    listed = place(at_work).current_page()
    assert isinstance(listed, DraftsPage)
    qtbot.waitUntil(lambda: listed.table.current() is not None)
    assert listed.table.current().title == "便条"
    page.field.set_value("")
    qtbot.keyClick(listed.table, Qt.Key.Key_Return)
    assert place(at_work).current_page() is page
    assert page.field.text() == "telephone rang"
    place(at_work).top.drafts.click()
    qtbot.keyClick(at_work.window, Qt.Key.Key_Delete)
    assert at_work.desk is not None
    assert at_work.desk.read(drafts, 2) == ()
    assert place(at_work).top.drafts.text() == "草稿"
    assert listed.is_empty()


def test_what_is_typed_at_the_end_is_a_draft(
    make_program: MakeProgram, at_work: Program, db: Database, qtbot: QtBot
) -> None:
    page = place(at_work).show_page("note")
    assert isinstance(page, NotePage)
    qtbot.keyClicks(page.field.inner, "not yet saved")
    at_work.window.close()
    at_work.close()
    again = make_program()
    again.begin()
    again.sign_in("linxiao", PASSWORD)
    assert again.desk is not None
    assert [d.data for d in again.desk.read(drafts, 2)] == [{"words": "not yet saved"}]
    assert place(again).top.drafts.text() == "草稿 1"


# -- keys and help --


def open_dialog() -> DeskDialog:
    found = QApplication.activeModalWidget() or next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, DeskDialog) and w.isVisible()
    )
    assert isinstance(found, DeskDialog)
    return found


def words_in(dialog: DeskDialog) -> str:
    from frontdesk.base.widgets.marks import KeyHint, Words

    shown = [w.text() for w in dialog.findChildren(Words)]
    return " ".join(shown + [k.accessibleName() for k in dialog.findChildren(KeyHint)])


def test_question_mark_shows_the_keys_of_the_page_and_of_all(at_work: Program, qtbot: QtBot) -> None:
    """L5"""
    qtbot.keyClick(at_work.window, "?")
    dialog = open_dialog()
    assert isinstance(dialog, KeysDialog)
    told = words_in(dialog)
    assert "F2" in told
    assert "新的" in told
    assert "Ctrl K" in told
    dialog.accept()


def test_f1_says_what_the_page_is_for(at_work: Program, qtbot: QtBot) -> None:
    """L5"""
    place(at_work).show_page("note")
    qtbot.keyClick(at_work.window, Qt.Key.Key_F1)
    dialog = open_dialog()
    assert "这一页记便条。" in words_in(dialog)
    assert "Ctrl Enter" in words_in(dialog)
    dialog.accept()


def test_question_mark_can_be_typed_into_a_field(at_work: Program, qtbot: QtBot) -> None:
    page = place(at_work).show_page("note")
    assert isinstance(page, NotePage)
    page.field.setFocus()
    qtbot.keyClicks(page.field.inner, "why?")
    assert page.field.text() == "why?"


# -- who may what --


def test_the_shift_chip_is_for_those_who_collect(program: Program) -> None:
    program.sign_in("heqian", PASSWORD)
    assert place(program).top.shift.isHidden()
    place(program).forget_pages()
    program.sign_in("linxiao", PASSWORD)
    assert not place(program).top.shift.isHidden()
    assert place(program).top.shift.text_shown() == "班次 · 未开班"


def open_early_shift(program: Program, **options: Any) -> None:
    from frontdesk.areas.cashdesk.service import OpenShift, open_shift

    assert program.desk is not None
    program.desk.run(open_shift, OpenShift(Money.parse("500.00"), desk="一号台", name="早班", **options))


def test_the_chip_follows_the_shift_and_hides_the_drawer(program: Program) -> None:
    """M7.3: while the count is blind, the chip says how many receipts, never how much."""
    program.sign_in("linxiao", PASSWORD)
    chip = place(program).top.shift
    assert chip.text_shown() == "班次 · 未开班"
    open_early_shift(program)
    assert chip.text_shown() == "班次 · 早班 · 0 张"
    chip.click()
    page = place(program).current_page()
    assert isinstance(page, PlainPage)
    assert page.objectName() == "collect_page"


def test_the_chip_shows_the_drawer_when_counting_is_not_blind(program: Program) -> None:
    from frontdesk.app.settings.facts import SafetyFacts, save_safety

    program.sign_in("admin", PASSWORD)
    desk = program.desk
    assert desk is not None
    desk.run(save_safety, SafetyFacts(10, blind_close=False))
    open_early_shift(program)
    assert place(program).top.shift.text_shown() == "班次 · 早班 · 现金 ¥500.00"


def test_a_shift_of_yesterday_is_said_before_anything_else(
    make_program: MakeProgram, program: Program, clock: FixedClock, qtbot: QtBot
) -> None:
    """M7.6: it stays on its business date; opening the program the next day says so first."""
    program.sign_in("linxiao", PASSWORD)
    open_early_shift(program)
    program.close()
    clock.forward(days=1)
    again = make_program()
    again.begin()
    show(qtbot, again.window)
    again.sign_in("linxiao", PASSWORD)
    page = again.gate
    assert isinstance(page, Gate)
    assert again.window.shown() is page
    assert page.title.text() == "2026-11-21 的早班还没有日结"
    qtbot.keyClick(again.window, Qt.Key.Key_Return)
    assert again.window.shown() is again.workplace
    assert place(again).current_page().objectName() == "collect_page"
    assert place(again).top.shift.text_shown() == "班次 · 11-21 早班 · 未结"


def test_a_shift_of_yesterday_may_wait(program: Program, clock: FixedClock, qtbot: QtBot) -> None:
    program.sign_in("linxiao", PASSWORD)
    open_early_shift(program)
    program.lock()
    clock.forward(days=1)
    assert program._lock_page is not None
    program._lock_page.signed_in.emit(program.desk.actor, "linxiao")  # type: ignore[union-attr]
    assert program.window.shown() is program.workplace
    assert "2026-11-21 的早班还没有日结" in place(program).bar.text()
    place(program).forget_pages()
    program.sign_in("linxiao", PASSWORD)
    assert isinstance(program.gate, Gate)
    qtbot.keyClick(program.window, Qt.Key.Key_Escape)
    assert place(program).current_page().objectName() == "today_page"


# -- the window itself --


def test_size_is_remembered(make_program: MakeProgram, at_work: Program, qtbot: QtBot) -> None:
    """L9"""
    # As wide as the smallest, because the screen of the tests is narrower than that.
    at_work.window.resize(1180, 700)
    at_work.window.close()
    at_work.close()
    again = make_program()
    again.begin()
    qtbot.waitExposed(again.window)
    assert (again.window.width(), again.window.height()) == (1180, 700)


def test_the_window_is_not_made_smaller_than_its_pages(at_work: Program) -> None:
    at_work.window.resize(400, 300)
    assert (at_work.window.width(), at_work.window.height()) == (1180, 640)


def test_icon_and_title(program: Program) -> None:
    assert program.window.windowTitle() == "物业前台"
    assert not program.window.windowIcon().isNull()
    assert {s.width() for s in program.window.windowIcon().availableSizes()} >= {16, 32, 48, 256}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_look_is_chosen_and_remembered(
    make_program: MakeProgram, at_work: Program, qtbot: QtBot, mode: str
) -> None:
    from PySide6.QtGui import QAction

    from frontdesk.base.widgets.theme import apply_theme, theme, theme_mode

    try:
        menu = place(at_work).top.user.menu_shown
        action = menu.findChild(QAction, f"menu_look_{mode}")
        assert action is not None
        action.trigger()
        assert theme().dark == (mode == "dark")
        at_work.close()
        apply_theme(QApplication.instance(), "light" if mode == "dark" else "dark")  # type: ignore[arg-type]
        make_program()
        assert theme_mode() == mode
    finally:
        apply_theme(QApplication.instance(), "light")  # type: ignore[arg-type]


def test_closing_waits_for_work_under_way(at_work: Program) -> None:
    desk = at_work.desk
    assert desk is not None
    desk._busy = True
    assert not at_work.window.close()
    assert "还有事情没有做完" in place(at_work).bar.text()
    desk._busy = False
    assert at_work.window.close()


# -- the demo estate --


def small_demo(folder: Path, progress: Progress | None = None) -> None:
    """In the demo estate's place: its users and its name, no year of money."""
    from frontdesk.app.folder import create_database, open_database
    from frontdesk.base.store.users import AddUser, add_user

    clock = FixedClock(datetime(2026, 11, 21, 9, 0).astimezone())
    create_database(folder, clock, office="演示", estate="演示花园", admin_password="demo")
    assert progress is not None
    progress.step(1, 2, "演示小区：账单")
    database = open_database(folder)
    boss = Actor(1, "管理员", Role.ADMIN)
    Runner(database, clock).run(add_user, AddUser("linxiao", "林晓", Role.CASHIER, "demo"), actor=boss)
    database.close()


@pytest.mark.parametrize("after_typing", [False, True])
def test_the_demo_estate_stands_beside_the_offices_own_data(
    make_program: MakeProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after_typing: bool
) -> None:
    from dataclasses import replace

    monkeypatch.setattr("frontdesk.app.demo.build.build_demo", small_demo)
    program = make_program(tmp_path / "new")
    program.begin()
    assert isinstance(program.gate, Wizard)
    program.gate.finished.emit(
        replace(BEGINNING, begin=Begin.DEMO) if after_typing else Beginning(Begin.DEMO)
    )
    assert place(program).top.estate.text() == "演示花园"
    assert place(program).top.user.text() == "林晓"
    assert "演示小区" in place(program).bar.text()
    assert (tmp_path / "new" / "frontdesk.db").exists() is after_typing
    program.close()
    again = make_program(tmp_path / "new")
    again.begin()
    if after_typing:
        assert isinstance(again.gate, SignInPage)
        assert again.gate.title.text() == "翠湖花园"
    else:
        assert isinstance(again.gate, Wizard)
        again.gate.finished.emit(Beginning(Begin.DEMO))
        assert place(again).top.estate.text() == "演示花园"


def test_a_demo_that_fails_is_said_and_can_be_tried_again(
    make_program: MakeProgram,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(folder: Path, progress: Progress | None = None) -> None:
        small_demo(folder, progress)
        raise RuntimeError("a defect")

    monkeypatch.setattr("frontdesk.app.demo.build.build_demo", broken)
    program = make_program(tmp_path / "new")
    program.begin()
    wizard = program.gate
    assert isinstance(wizard, Wizard)
    wizard.finished.emit(Beginning(Begin.DEMO))
    assert program.gate is wizard
    assert "没有建成" in wizard.office_page.wrong.text()
    assert wizard.stack.isEnabled()
    assert "a defect" in caplog.text
    monkeypatch.setattr("frontdesk.app.demo.build.build_demo", small_demo)
    wizard.finished.emit(Beginning(Begin.DEMO))
    assert place(program).top.estate.text() == "演示花园"
    assert not (tmp_path / "new" / "demo.new").exists()


def test_closing_the_window_stops_the_building_of_the_demo(
    make_program: MakeProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    steps: list[int] = []

    def slow(folder: Path, progress: Progress | None = None) -> None:
        assert progress is not None
        folder.mkdir(parents=True)
        for step in range(10_000):
            steps.append(step)
            progress.step(step, 10_000, "演示小区：账单")
            sleep(0.001)

    monkeypatch.setattr("frontdesk.app.demo.build.build_demo", slow)
    program = make_program(tmp_path / "new", worker=Worker)
    program.begin()
    wizard = program.gate
    assert isinstance(wizard, Wizard)
    wizard.finished.emit(Beginning(Begin.DEMO))
    qtbot.waitUntil(lambda: "账单" in wizard.work.text())
    assert program.window.close()
    program.close()
    assert len(steps) < 10_000
    assert not (tmp_path / "new" / "demo").exists()
