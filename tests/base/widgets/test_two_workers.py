"""L6: while long work runs, a small question is answered; it does not wait in line behind it."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any, cast

from pytestqt.qtbot import QtBot

from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import Clock
from frontdesk.base.values.progress import Progress
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.worker import Worker


def test_a_question_is_answered_while_long_work_runs(
    qtbot: QtBot, runner: Runner, clock: Clock, admin: Actor, tmp_path: Path
) -> None:
    memory, nobody = Memory(tmp_path / "m.ini"), cast(Any, None)
    desk = Desk(runner, clock, admin, memory=memory, dialogs=nobody, worker=Worker(), long_worker=Worker())
    go_on, done, answers = Event(), [], []

    def long(progress: Progress) -> str:
        assert go_on.wait(20)
        return "billed"

    desk.run_job(long, title="生成应收", then=done.append)
    desk.read_later(lambda session: "found", key="search", then=answers.append)
    qtbot.waitUntil(lambda: answers == ["found"])
    assert done == []
    go_on.set()
    qtbot.waitUntil(lambda: done == ["billed"])
    desk.close()
