"""Backups as the office meets them in the window: made by themselves, by hand, restored with two questions, at the
first start, where nothing opens; and data of an older program brought up to date behind a page."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from frontdesk.app import backup_watch, cli, first_start, start
from frontdesk.app.backing_up import BackupFacts, back_up, backup_facts, save_backup_facts
from frontdesk.app.backup_watch import BackupWatch
from frontdesk.app.folder import open_database
from frontdesk.app.program import Program
from frontdesk.app.settings import backup_page
from frontdesk.app.settings.backup_page import BackupSheet, Shelf, state_words
from frontdesk.app.settings.page import SettingsPage
from frontdesk.app.sign_in import SignInPage
from frontdesk.app.wizard import Begin, Beginning, Wizard
from frontdesk.base.store import backup, location
from frontdesk.base.store.backup import Why, read_manifest, verify
from frontdesk.base.store.database import Database
from frontdesk.base.store.glance import estate_at_a_glance, step_of
from frontdesk.base.store.migrate import HEAD
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import SaveSettings, get_setting, save_settings
from frontdesk.base.store.shelf import LastRun
from frontdesk.base.store.users import approve
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.progress import Progress
from frontdesk.base.widgets.desk import Desk, QuietMessages
from frontdesk.base.widgets.worker import SameThreadWorker, Worker
from tests.app.conftest import Answers, MakeProgram, show
from tests.conftest import PASSWORD

RELEASED = Path(__file__).parents[1] / "data/frontdesk-0.1.0.db.gz"


def shelf(folder: Path) -> list[Path]:
    return sorted((folder / "backups").glob("*.fdbackup"))


def whys(folder: Path) -> list[Why]:
    return sorted(read_manifest(path).why for path in shelf(folder))


def desk_of(program: Program) -> Desk:
    assert program.desk is not None
    return program.desk


def quiet(program: Program) -> QuietMessages:
    """The message bar, replaced by one that remembers."""
    told = QuietMessages()
    desk_of(program).messages = told
    return told


def sheet_of(program: Program, login: str) -> BackupSheet:
    assert program.sign_in(login, PASSWORD)
    desk_of(program).go("settings", sheet="backup")
    assert program.workplace is not None
    page = program.workplace.current_page()
    assert isinstance(page, SettingsPage)
    page.refresh()
    sheet = page.sheets["backup"]
    assert isinstance(sheet, BackupSheet)
    return sheet


def named(runner: Runner, name: str, admin: Actor) -> None:
    runner.run(save_settings, SaveSettings({"estate.name": name}), actor=admin)


# -- by themselves --


def test_the_first_sign_in_of_a_day_makes_one_and_the_second_none(
    at_work: Program, tmp_path: Path, clock: FixedClock
) -> None:
    watch = at_work.backups
    assert isinstance(watch, BackupWatch)
    assert watch.timer.isActive(), "the first page comes first"
    assert shelf(tmp_path) == []
    watch.look()
    assert whys(tmp_path) == [Why.DAILY]
    assert read_manifest(shelf(tmp_path)[0]).by == "林晓"
    watch.look()
    assert len(shelf(tmp_path)) == 1
    clock.forward(days=1)
    watch.look()
    assert len(shelf(tmp_path)) == 2


def test_after_a_days_close_there_is_one_with_it_in_it(
    at_work: Program, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = at_work.backups
    assert watch is not None
    watch.look()
    watch.heard(frozenset({"shifts"}))
    assert whys(tmp_path) == [Why.DAILY], "nothing was closed"
    monkeypatch.setattr(backup_watch, "last_close", lambda _session: 1)
    watch.heard(frozenset({"payments"}))
    assert whys(tmp_path) == [Why.DAILY], "nothing was said of shifts"
    clock.forward(hours=9)
    watch.heard(frozenset({"shifts", "papers"}))
    assert whys(tmp_path) == [Why.CLOSE], "the evening's stays, the morning's goes"
    (made,) = shelf(tmp_path)
    clock.forward(hours=1)
    watch.heard(frozenset({"shifts"}))
    assert shelf(tmp_path) == [made], "once for each close"


def test_the_number_of_the_last_close_is_read_from_an_offices_own_data(tmp_path: Path) -> None:
    (tmp_path / "frontdesk.db").write_bytes(gzip.decompress(RELEASED.read_bytes()))
    db = open_database(tmp_path)
    with db.read() as session:
        closes = session.scalar(text("SELECT count(*) FROM shift WHERE state = 'closed'"))
        assert backup_watch.last_close(session) == closes
        assert closes
    db.close()


def test_switched_off_none_is_made_and_an_old_one_is_said(
    at_work: Program, tmp_path: Path, clock: FixedClock, runner: Runner, admin: Actor
) -> None:
    watch, told = at_work.backups, quiet(at_work)
    assert watch is not None
    runner.run(save_backup_facts, BackupFacts("", daily=False), actor=admin)
    watch.look()
    assert shelf(tmp_path) == []
    assert "还没有备份" in said(told)
    back_up(tmp_path, runner, by="x")
    told = quiet(at_work)
    clock.forward(days=3)
    watch.look()
    assert said(told) == ""
    clock.forward(days=1)
    watch.look()
    assert "已有 4 天没有备份" in said(told)


def said(told: QuietMessages) -> str:
    return "".join(str(one) for one in told.said)


def test_what_fails_is_said_and_the_clerk_works_on(at_work: Program, tmp_path: Path) -> None:
    watch, told = at_work.backups, quiet(at_work)
    assert watch is not None
    (tmp_path / "backups").write_text("a file stands there", encoding="utf-8")
    watch.look()
    assert "自动备份没有做成" in said(told)
    assert desk_of(at_work).read(get_setting, "estate.name") is None


def test_a_second_place_that_is_gone_is_said_and_the_first_stands(
    at_work: Program, tmp_path: Path, runner: Runner, admin: Actor
) -> None:
    other = tmp_path / "U盘"
    other.mkdir()
    runner.run(save_backup_facts, BackupFacts(str(other)), actor=admin)
    assert runner.read(backup_facts) == BackupFacts(str(other))
    other.rmdir()
    watch, told = at_work.backups, quiet(at_work)
    assert watch is not None
    watch.look()
    assert "第二处" in said(told)
    assert len(shelf(tmp_path)) == 1


@pytest.mark.parametrize("folder", ["备份", "没有的"])
def test_a_second_place_must_be_there(folder: str, runner: Runner, admin: Actor, tmp_path: Path) -> None:
    given = folder if folder == "备份" else str(tmp_path / folder)
    with pytest.raises(Refused) as told:
        runner.run(save_backup_facts, BackupFacts(given), actor=admin)
    assert told.value.field == "folder"
    assert not isinstance(told.value, InvalidInput)


def test_the_window_goes_on_while_it_is_made_and_closing_it_gives_up(
    make_program: MakeProgram, db: Database, qtbot: QtBot, tmp_path: Path
) -> None:
    program = make_program(worker=Worker)
    program.begin()
    show(qtbot, program.window)
    assert program.sign_in("linxiao", PASSWORD)
    assert program.backups is not None
    program.backups.look()
    qtbot.waitUntil(lambda: len(shelf(tmp_path)) == 1, timeout=20_000)
    verify(shelf(tmp_path)[0])
    program.window.hide()
    program.close()
    assert not list(tmp_path.rglob("*.part*"))


@pytest.mark.parametrize("why", [Why.CLOSE, Why.DAILY])
def test_who_closes_the_day_and_goes_home_has_the_days_backup(
    make_program: MakeProgram, db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: Why
) -> None:
    program = make_program(worker=Worker)
    program.begin()
    assert program.sign_in("linxiao", PASSWORD)
    begun, go_on = threading.Event(), threading.Event()
    real = backup.copy_database

    def slow(source: Path, target: Path, progress: Progress) -> None:
        begun.set()
        go_on.wait(20)
        real(source, target, progress)

    monkeypatch.setattr(backup, "copy_database", slow)
    assert program.backups is not None
    if why is Why.CLOSE:
        monkeypatch.setattr(backup_watch, "last_close", lambda _session: 1)
        program.backups.heard(frozenset({"shifts"}))
    else:
        program.backups.look()
    assert begun.wait(20)
    # It goes on only after the end has been asked for.
    threading.Timer(0.3, go_on.set).start()
    program.window.hide()
    program.close()
    assert whys(tmp_path) == ([Why.CLOSE] if why is Why.CLOSE else [])
    assert not list(tmp_path.rglob("*.part*"))


# -- the settings page --


def test_the_page_lists_them_and_makes_one_now(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    sheet = sheet_of(program, "heqian")
    assert not sheet.model.rows()
    assert "还没有备份" in sheet.state.accessibleName()
    qtbot.keyClick(program.window, Qt.Key.Key_F2)
    (row,) = sheet.model.rows()
    assert (row.by, row.why, row.wrong) == ("何倩", Why.HAND, "")
    assert "最近一次备份：" in sheet.state.accessibleName()
    (tmp_path / "backups" / "frontdesk-20260101-080000-daily.fdbackup").write_bytes(b"PK torn")
    sheet.refresh()
    sheet.table.select_key(tmp_path / "backups" / "frontdesk-20260101-080000-daily.fdbackup")
    assert not sheet.restore_button.isEnabled()


def test_one_is_made_elsewhere(
    program: Program, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    sheet_of(program, "heqian")
    target = tmp_path / "U盘" / "给总部.fdbackup"
    asked: list[str] = []

    def choose(_title: str, suggested: str, _pattern: str) -> Path:
        asked.append(suggested)
        return target

    monkeypatch.setattr(answers, "choose_save_file", choose)
    qtbot.keyClick(program.window, Qt.Key.Key_F6)
    assert asked[0].startswith("frontdesk-20261121-")
    assert verify(target).by == "何倩"


def test_restoring_asks_twice_says_what_goes_and_signs_everybody_out(
    program: Program, tmp_path: Path, runner: Runner, admin: Actor, answers: Answers, qtbot: QtBot,
    clock: FixedClock,
) -> None:  # fmt: skip
    named(runner, "翠湖花园", admin)
    made = back_up(tmp_path, runner, by="林晓")[0]
    clock.forward(minutes=5)
    named(runner, "改名花园", admin)
    runner.db.close()
    sheet = sheet_of(program, "admin")
    sheet.table.select_key(made.path)
    qtbot.keyClick(program.window, Qt.Key.Key_F8)
    first, second = answers.asked
    assert "翠湖花园" in first
    assert "登记过 1 件事" in first
    assert "现在的数据会先备份一份" in second
    qtbot.waitUntil(lambda: isinstance(program.gate, SignInPage))
    page = program.gate
    assert isinstance(page, SignInPage)
    assert page.title.text() == "翠湖花园"
    assert "已恢复到" in page.words.text()
    assert Why.RESTORE in whys(tmp_path)
    assert program.sign_in("admin", PASSWORD)
    with desk_of(program).runner.db.read() as session:
        query = text("SELECT actor FROM audit_entry WHERE action LIKE '%note_restored' ORDER BY id DESC")
        assert session.scalar(query) == "管理员"


def test_turning_back_at_either_question_changes_nothing(
    program: Program, tmp_path: Path, runner: Runner, admin: Actor, answers: Answers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    made = back_up(tmp_path, runner, by="林晓")[0]
    sheet = sheet_of(program, "admin")
    for times in (0, 1):
        asked: list[str] = []

        def confirm(text: str, asked: list[str] = asked, times: int = times, **_: object) -> bool:
            asked.append(text)
            return len(asked) <= times

        monkeypatch.setattr(answers, "confirm", confirm)
        sheet.offer(made.path)
        assert len(asked) == times + 1
    assert program.gate is None
    assert whys(tmp_path) == [Why.HAND]


def test_who_is_no_administrator_needs_one_beside_them(
    program: Program, tmp_path: Path, runner: Runner, answers: Answers, qtbot: QtBot
) -> None:
    made = back_up(tmp_path, runner, by="林晓")[0]
    sheet = sheet_of(program, "linxiao")
    sheet.offer(made.path)
    assert program.gate is None, "nobody gave leave"
    answers.approval = lambda right: runner.read(approve, "admin", PASSWORD, right, "")
    runner.db.close()
    sheet.offer(made.path)
    runner.db.close()
    qtbot.waitUntil(lambda: isinstance(program.gate, SignInPage))
    assert any("管理员准许" in words for words in answers.asked)


def test_another_window_that_has_it_open_is_said_and_the_data_stays(
    program: Program, tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    made = back_up(tmp_path, runner, by="林晓")[0]
    sheet = sheet_of(program, "admin")
    other = Database(tmp_path / "frontdesk.db")
    with other.read() as session:
        session.connection()
        sheet.offer(made.path)
        qtbot.waitUntil(lambda: isinstance(program.gate, SignInPage))
    other.close()
    page = program.gate
    assert isinstance(page, SignInPage)
    assert "另一个窗口" in page.wrong.text()
    assert program.sign_in("admin", PASSWORD)


def test_of_a_server_the_page_says_who_makes_the_backups(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program.sign_in("admin", PASSWORD)
    desk = desk_of(program)
    monkeypatch.setattr(type(desk.runner.db), "is_sqlite", property(lambda _self: False))
    sheet = BackupSheet(desk)
    qtbot.addWidget(sheet)
    sheet.refresh()
    empty = sheet.findChild(QWidget, "backup_of_server")
    assert empty is not None
    assert sheet.now_button.isVisibleTo(sheet) is False


def test_the_state_says_the_worst_first(clock: FixedClock) -> None:
    now = clock.now()
    assert state_words(Shelf((), None, None, None))[0] == "warn"
    assert state_words(Shelf((), now, 0, LastRun(now, True)))[0] == "ok"
    tone, words = state_words(Shelf((), now - timedelta(days=4), 4, None))
    assert (tone, "4 天前" in words) == ("warn", True)
    tone, words = state_words(Shelf((), now, 0, LastRun(now, False, "磁盘满了")))
    assert (tone, "磁盘满了" in words) == ("bad", True)
    assert state_words(Shelf((), now, 0, LastRun(now, True, "第二处连不上")))[0] == "warn"


def test_the_second_place_is_chosen_and_a_wise_one_is_told_from_an_unwise(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, answers: Answers
) -> None:
    sheet = sheet_of(program, "admin")
    assert "只存在本机" in sheet.second_words.text()
    other = tmp_path / "同一块"
    other.mkdir()
    monkeypatch.setattr(answers, "choose_folder", lambda _title: other)
    qtbot.keyClick(program.window, Qt.Key.Key_F4)
    qtbot.keyClick(program.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk_of(program).read(backup_facts).folder == str(other)
    assert "同一块磁盘" in sheet.second_words.text()
    monkeypatch.setattr(backup_page, "second_is_wise", lambda *_args: True)
    sheet.refresh()
    assert str(tmp_path / "backups") in sheet.second_words.text()


# -- opened from outside, at the first start, where nothing opens --


def test_a_double_click_asks_once_somebody_has_signed_in(
    program: Program, tmp_path: Path, runner: Runner, answers: Answers, qtbot: QtBot
) -> None:
    made = back_up(tmp_path, runner, by="林晓")[0]
    answers.yes = False
    program.restoring.offer(made.path)
    assert answers.asked == []
    assert program.sign_in("admin", PASSWORD)
    qtbot.waitUntil(lambda: len(answers.asked) == 1)
    assert "这份备份" in answers.asked[0]
    program.restoring.offer(made.path)
    qtbot.waitUntil(lambda: len(answers.asked) == 2)
    # While the desk is locked nobody is there to be asked.
    program.lock()
    program.restoring.offer(made.path)
    assert len(answers.asked) == 2


def test_a_first_start_can_begin_with_a_backup(
    make_program: MakeProgram, db: Database, tmp_path: Path, runner: Runner, admin: Actor, answers: Answers,
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    named(runner, "翠湖花园", admin)
    made = back_up(tmp_path, runner, by="林晓")[0]
    new = tmp_path / "新电脑"
    program = make_program(new)
    program.begin()
    show(qtbot, program.window)
    assert isinstance(program.gate, Wizard)
    monkeypatch.setattr(answers, "choose_open_file", lambda *_args: made.path)
    qtbot.keyClick(program.window, Qt.Key.Key_F6)
    page = program.gate
    assert isinstance(page, SignInPage)
    assert "翠湖花园" in answers.asked[0]
    assert "请用备份里的用户登录" in page.words.text()
    assert program.sign_in("admin", PASSWORD)
    assert estate_at_a_glance(new / "frontdesk.db") == "翠湖花园"


def test_a_backup_that_cannot_be_used_is_said_in_the_wizard(
    make_program: MakeProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    stray = tmp_path / "x.fdbackup"
    stray.write_bytes(b"nothing")
    program = make_program(tmp_path / "new")
    program.restoring.offer(stray)
    program.begin()
    wizard = program.gate
    assert isinstance(wizard, Wizard)
    assert "不是物业前台的备份文件" in wizard.office_page.wrong.text()


def test_damaged_data_can_be_replaced_without_signing_in(
    make_program: MakeProgram, db: Database, tmp_path: Path, runner: Runner, answers: Answers, qtbot: QtBot
) -> None:
    made = back_up(tmp_path, runner, by="林晓")[0]
    db.close()
    for tail in ("-wal", "-shm"):
        Path(f"{db.path}{tail}").unlink(missing_ok=True)
    assert db.path is not None
    db.path.write_bytes(b"this is no database" * 1000)
    program = make_program()
    program.begin()
    show(qtbot, program.window)
    assert program.gate is not None
    assert program.gate.objectName() == "cannot_open_page"
    program.restoring.offer(made.path)
    qtbot.keyClick(program.window, Qt.Key.Key_F6)
    assert isinstance(program.gate, SignInPage)
    assert program.sign_in("admin", PASSWORD)
    assert list((tmp_path / "backups").glob("before-restore-*.damaged.db"))


@pytest.mark.skipif(HEAD == "0001", reason="nothing has changed since the release")
@pytest.mark.parametrize("worker", [SameThreadWorker, Worker])
def test_data_of_an_older_program_is_brought_up_to_date_behind_a_page(
    make_program: MakeProgram, tmp_path: Path, qtbot: QtBot, worker: Callable[[], object]
) -> None:
    (tmp_path / "frontdesk.db").write_bytes(gzip.decompress(RELEASED.read_bytes()))
    program = make_program(worker=worker)
    program.begin()
    show(qtbot, program.window)
    if worker is Worker:
        assert program.gate is not None
        assert program.gate.objectName() == "gate_work_page"
    qtbot.waitUntil(lambda: isinstance(program.gate, SignInPage), timeout=30_000)
    assert step_of(tmp_path / "frontdesk.db") == HEAD
    assert whys(tmp_path) == [Why.UPGRADE]
    assert program.sign_in("linxiao", "demo")


# -- where the data lies --


def test_a_bad_place_is_confirmed_before_anything_is_set_up(
    make_program: MakeProgram, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(location, "is_network", lambda _folder: True)
    assert first_start.location_warning(tmp_path) is not None
    program = make_program(tmp_path / "new")
    program.begin()
    wizard = program.gate
    assert isinstance(wizard, Wizard)
    beginning = Beginning(Begin.EMPTY, "甲", "乙", "", "", "丙", "geheim-1")
    answers.yes = False
    wizard.finished.emit(beginning)
    assert "网络盘" in answers.asked[0]
    assert not (tmp_path / "new" / "frontdesk.db").exists()
    answers.yes = True
    wizard.finished.emit(beginning)
    assert (tmp_path / "new" / "frontdesk.db").exists()


@pytest.mark.parametrize(("login", "told"), [("admin", True), ("linxiao", False)])
def test_the_administrator_is_told_of_a_bad_place(
    program: Program, monkeypatch: pytest.MonkeyPatch, login: str, told: bool
) -> None:
    monkeypatch.setattr(location, "is_network", lambda _folder: True)
    assert program.sign_in(login, PASSWORD)
    heard = quiet(program)
    assert program.backups is not None
    program.backups.signed_in()
    assert ("不稳妥" in said(heard)) is told


def test_a_file_that_is_double_clicked_opens_the_window_with_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given: list[tuple[Path | None, Path | None]] = []

    def open_window(folder: Path | None, *, backup: Path | None = None) -> int:
        given.append((folder, backup))
        return 0

    monkeypatch.setattr(start, "open_window", open_window)
    path = tmp_path / "给总部 2026.FDBACKUP"
    assert cli.run([str(path)]) == 0
    assert cli.run(["--data", str(tmp_path), str(path)]) == 0
    assert cli.run([]) == 0
    assert given == [(None, path), (tmp_path, path), (None, None)]


def test_a_second_start_hands_its_backup_to_the_window_there_is(
    program: Program, tmp_path: Path, runner: Runner, answers: Answers, qtbot: QtBot
) -> None:
    made = back_up(tmp_path, runner, by="林晓")[0]
    answers.yes = False
    assert program.sign_in("admin", PASSWORD)
    running = object.__new__(start._Run)
    running._window, running._program = program.window, program
    running._rung(None)
    assert answers.asked == []
    running._rung(made.path)
    qtbot.waitUntil(lambda: len(answers.asked) == 1)
    assert "这份备份" in answers.asked[0]


@pytest.mark.skipif(HEAD == "0001", reason="nothing has changed since the release")
def test_who_was_to_sign_in_at_once_does_so_after_the_upgrade(
    make_program: MakeProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    """The demo estate of an older program opens as it always did."""
    (tmp_path / "frontdesk.db").write_bytes(gzip.decompress(RELEASED.read_bytes()))
    program = make_program(worker=Worker)
    program.begin(None, lambda: program.sign_in("linxiao", "demo"))
    qtbot.waitUntil(lambda: program.workplace is not None, timeout=30_000)
    assert desk_of(program).actor.name == "林晓"
