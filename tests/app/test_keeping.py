"""What is being typed outlives a hard end (D0.8): kept while it goes on, told at the next start."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from frontdesk.app.keeping import FromBefore
from frontdesk.app.program import Program
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.store.database import Database
from frontdesk.base.store.drafts import (
    DraftRow,
    DropDraft,
    Kept,
    SaveDraft,
    acts_on,
    drafts,
    drop_draft,
    keep_typed,
    save_draft,
)
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.errors import Surroundings
from tests.app.conftest import Answers, NotePage
from tests.conftest import PASSWORD


def kept(program: Program) -> tuple[DraftRow, ...]:
    assert program.desk is not None
    return program.desk.read(drafts, program.desk.actor.id)


def note_page(program: Program, qtbot: QtBot, words: str) -> NotePage:
    """The page of notes with something typed on it."""
    assert program.desk is not None
    assert program.workplace is not None
    program.desk.go("note")
    page = program.workplace.pages["note"]
    assert isinstance(page, NotePage)
    page.field.setFocus()
    qtbot.keyClicks(page.field.inner, words)
    return page


def keep(program: Program) -> None:
    """As the timer does every ten seconds."""
    assert program.keeper is not None
    program.keeper.keep()


def entries(program: Program) -> int:
    assert program.desk is not None
    return program.desk.read(lambda s: s.scalar(select(func.count()).select_from(AuditEntry)))


def test_d08_what_is_typed_is_kept_while_it_goes_on(at_work: Program, qtbot: QtBot) -> None:
    assert at_work.keeper is not None
    assert at_work.keeper.timer.isActive()
    assert at_work.keeper.timer.interval() == 10_000
    note_page(at_work, qtbot, "abc")
    assert kept(at_work) == ()
    at_work.keeper.timer.timeout.emit()
    (draft,) = kept(at_work)
    assert (draft.page, draft.key, draft.data) == ("note_page", "one", {"words": "abc"})


def test_it_is_one_row_written_only_when_changed_and_no_doing(at_work: Program, qtbot: QtBot) -> None:
    before = entries(at_work)
    page = note_page(at_work, qtbot, "abc")
    keep(at_work)
    (first,) = kept(at_work)
    at_work.clock.forward(seconds=60)  # type: ignore[attr-defined]
    keep(at_work)
    assert kept(at_work) == (first,)
    qtbot.keyClicks(page.field.inner, "d")
    keep(at_work)
    (second,) = kept(at_work)
    assert (second.id, second.data) == (first.id, {"words": "abcd"})
    assert second.saved_at > first.saved_at
    assert entries(at_work) == before


def test_leaving_the_page_keeps_at_once_and_the_chip_shows_it(at_work: Program, qtbot: QtBot) -> None:
    assert at_work.desk is not None
    note_page(at_work, qtbot, "abc")
    at_work.desk.go("archives")
    assert [d.data for d in kept(at_work)] == [{"words": "abc"}]
    assert at_work.workplace is not None
    assert at_work.workplace.top.drafts.text().endswith("1")


def test_a_page_with_nothing_typed_keeps_nothing(at_work: Program, qtbot: QtBot) -> None:
    note_page(at_work, qtbot, "")
    keep(at_work)
    assert kept(at_work) == ()


def test_saved_it_goes(at_work: Program, qtbot: QtBot) -> None:
    page = note_page(at_work, qtbot, "abc")
    keep(at_work)
    page.done()
    assert kept(at_work) == ()
    keep(at_work)
    assert kept(at_work) == ()
    # The same words typed anew are new typing.
    page.field.set_value("")
    page.form.settle()  # type: ignore[union-attr]
    qtbot.keyClicks(page.field.inner, "abc")
    keep(at_work)
    assert len(kept(at_work)) == 1


def test_thrown_away_it_goes(at_work: Program, qtbot: QtBot, answers: Answers) -> None:
    page = note_page(at_work, qtbot, "abc")
    keep(at_work)
    answers.yes = False
    page.give_up()
    assert len(kept(at_work)) == 1, "the clerk turned back"
    answers.yes = True
    page.give_up()
    assert kept(at_work) == ()


def test_left_as_a_draft_it_stays(at_work: Program, qtbot: QtBot) -> None:
    page = note_page(at_work, qtbot, "abc")
    keep(at_work)
    page.keep_draft()
    keep(at_work)
    assert [d.data for d in kept(at_work)] == [{"words": "abc"}]


def test_a_draft_taken_up_again_outlives_giving_up(at_work: Program, qtbot: QtBot) -> None:
    page = note_page(at_work, qtbot, "abc")
    page.keep_draft()
    assert at_work.desk is not None
    (left,) = kept(at_work)
    page.field.set_value("")
    page.form.settle()  # type: ignore[union-attr]
    at_work.desk.go("draft", draft=left)
    qtbot.keyClicks(page.field.inner, "d")
    keep(at_work)
    page.give_up()
    assert len(kept(at_work)) == 1


def test_typing_over_somebodys_draft_does_not_throw_it_away(at_work: Program, qtbot: QtBot) -> None:
    """The row was there before this page was typed into; giving up lets it stand."""
    assert at_work.desk is not None
    runner, actor = at_work.desk.runner, at_work.desk.actor
    runner.run(save_draft, SaveDraft("note_page", "one", "便条", {"words": "old"}), actor=actor)
    page = note_page(at_work, qtbot, "new")
    keep(at_work)
    page.give_up()
    assert len(kept(at_work)) == 1


def test_what_was_done_meanwhile_is_not_overtaken(runner: Runner, cashier: Actor) -> None:
    """The window drops the draft while the worker is still on its way with what was typed before."""
    draft = SaveDraft("note_page", "one", "便条", {"words": "abc"})
    seen = acts_on(cashier.id, "note_page", "one")
    assert keep_typed(runner, cashier, draft, seen) is Kept.NEW
    assert keep_typed(runner, cashier, draft, seen) is Kept.OVER
    runner.run(drop_draft, DropDraft("note_page", "one"), actor=cashier)
    assert keep_typed(runner, cashier, draft, seen) is Kept.OVERTAKEN
    assert runner.read(drafts, cashier.id) == ()


def test_a_disk_that_is_full_disturbs_nobody_and_is_tried_again(
    at_work: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_args: object) -> Kept:
        raise Surroundings("磁盘满了")

    note_page(at_work, qtbot, "abc")
    with monkeypatch.context() as patch:
        patch.setattr("frontdesk.app.keeping.keep_typed", full)
        keep(at_work)
        keep(at_work)
    assert caplog.text.count("typing could not be kept") == 1
    assert kept(at_work) == ()
    keep(at_work)
    assert len(kept(at_work)) == 1


def test_what_a_hard_end_left_is_said_once_to_each(at_work: Program, qtbot: QtBot) -> None:
    desk = at_work.desk
    assert desk is not None
    at_work.from_before = FromBefore("2026-11-20 08:59:12")
    note_page(at_work, qtbot, "abc")
    keep(at_work)
    at_work.from_before.say(desk)
    said = _bar_words(at_work)
    assert "上次程序没有正常关闭" in said
    assert "草稿有 1 份" in said
    desk.messages.clear()
    at_work.from_before.say(desk)
    assert "上次程序" not in _bar_words(at_work)


def test_after_an_orderly_end_nothing_is_said(at_work: Program) -> None:
    assert at_work.desk is not None
    at_work.from_before.say(at_work.desk)
    assert "上次程序" not in _bar_words(at_work)


def _bar_words(program: Program) -> str:
    assert program.workplace is not None
    bar = program.workplace.bar
    if not bar.isVisible():
        return ""
    return " ".join(str(w.property("text") or "") for w in bar.findChildren(QWidget) if w.isVisibleTo(bar))


TYPE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from frontdesk.app import start
from frontdesk.app.program import Program

work = Program._work

def typing(program, target=""):
    work(program, target)
    program.keeper.timer.setInterval(100)
    program.desk.go("edit_unit")
    page = program.workplace.pages["edit_unit"]
    page.code.setFocus()
    QTest.keyClicks(page.code.inner, "9-1-101")
    print("typed", flush=True)

Program._work = typing
sys.exit(start.open_window(Path(sys.argv[1]), login="admin", password=sys.argv[2]))
"""
LOOK = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from frontdesk.app import start
from frontdesk.app.program import Program

work = Program._work

def looking(program, target=""):
    work(program, target)
    def told():
        bar = program.workplace.bar
        words = [str(w.property("text") or "") for w in bar.findChildren(QWidget) if w.isVisibleTo(bar)]
        print("|".join([program.workplace.top.drafts.text(), *words]), flush=True)
        program.window.close()
    QTimer.singleShot(1500, program, told)

Program._work = looking
sys.exit(start.open_window(Path(sys.argv[1]), login="admin", password=sys.argv[2]))
"""


@pytest.mark.slow
def test_d08_a_killed_process_loses_nothing_typed(db: Database) -> None:
    """Typed on the page of a new unit, killed without a word, started again: the draft is there and it is said."""
    assert db.path is not None
    folder = db.path.parent
    db.close()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    running = subprocess.Popen(
        [sys.executable, "-c", TYPE, str(folder), PASSWORD],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    try:
        _until(lambda: bool(_drafts_of(folder)), running)
    finally:
        running.kill()  # SIGKILL; TerminateProcess on Windows
        running.communicate(timeout=60)
    (draft,) = _drafts_of(folder)
    assert draft.page == "archives_edit_unit_page"
    assert draft.data["code"] == "9-1-101"
    again = subprocess.run(
        [sys.executable, "-c", LOOK, str(folder), PASSWORD],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
        timeout=120,
    )
    assert again.returncode == 0, again.stderr
    assert "1" in again.stdout.split("|")[0]
    assert "上次程序没有正常关闭" in again.stdout
    assert "草稿有 1 份" in again.stdout
    assert not list((folder / "logs").glob("running-*")), "this end was an orderly one"


def _drafts_of(folder: Path) -> tuple[DraftRow, ...]:
    db = Database(folder / "frontdesk.db")
    try:
        with db.read() as session:
            return drafts(session, 1)
    finally:
        db.close()


def _until(true: Callable[[], bool], running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert running.poll() is None, running.stderr.read().decode() if running.stderr else ""
        assert time.monotonic() < deadline, "nothing was kept"
        time.sleep(0.1)
