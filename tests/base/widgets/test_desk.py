"""The desk: asks and runs again, runs once, drops overtaken answers, cancels long work, tells errors in words."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from frontdesk.base.store.settings import get_setting, set_setting
from frontdesk.base.store.work import Approval, Work
from frontdesk.base.values.errors import InvalidInput, Refused, Surroundings
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk, QuietMessages
from frontdesk.base.widgets.tokens import BUSY_SHOWN_MS, PROGRESS_SHOWN_MS
from frontdesk.base.widgets.worker import Worker


@dataclass(frozen=True)
class Put:
    """Stores `value` under `demo`."""

    value: int


def put(work: Work, command: Put) -> int:
    set_setting(work, "demo", command.value)
    return command.value


def put_after_yes(work: Work, command: Put) -> int:
    work.confirm("large", "这笔比平时大，确定吗？")
    work.confirm("twice", "今天收过一次，还要收吗？")
    return put(work, command)


def put_by_leave(work: Work, command: Put) -> int | None:
    approver = work.require(Right.FEES_ADJUST)
    put(work, command)
    return approver


def put_then_fail(work: Work, command: Put) -> int:
    put(work, command)
    raise ZeroDivisionError("a slip of ours")


def refuse(work: Work, command: Put) -> int:
    raise Refused("单价不能为空。请先在收费项目里填单价。", field="price")


def refuse_many(work: Work, command: Put) -> int:
    raise InvalidInput({"price": "请填单价", "who": "请填交款人"})


def no_disk(work: Work, command: Put) -> int:
    raise Surroundings("磁盘满了，没有保存。请删些文件再试。")


def demo(session: Session) -> Any:
    return get_setting(session, "demo")


class FormStub:
    """A form of one field, `price`."""

    def __init__(self) -> None:
        self.shown: Refused | None = None
        self.cleared = 0
        self.focused = 0

    def show_errors(self, error: Refused) -> None:
        self.shown = error

    def clear_errors(self) -> None:
        self.cleared += 1

    def error_words(self) -> str:
        return "要改一处：单价。" if self.shown and self.shown.field == "price" else ""

    def focus_first_error(self) -> None:
        self.focused += 1


def test_a_write_stands_tells_its_topics_and_then_answers(desk: Desk) -> None:
    order: list[object] = []
    desk.touched.connect(lambda topics: order.append(topics))
    desk.run(put, Put(7), then=lambda value: order.append(value))
    assert order == [frozenset({"settings"}), 7]
    assert desk.read(demo) == 7


def test_questions_are_asked_and_the_service_runs_again(desk: Desk, answers: Any) -> None:
    results: list[int] = []
    desk.run(put_after_yes, Put(3), then=results.append)
    assert len(answers.asked) == 2
    assert results == [3]


def test_a_no_leaves_everything_as_it_was(desk: Desk, answers: Any, messages: QuietMessages) -> None:
    answers.yes = False
    called: list[object] = []
    desk.run(put_after_yes, Put(3), then=called.append, failed=called.append)
    assert called == []
    assert messages.said == []
    assert desk.read(demo) is None
    assert not desk.busy


def test_a_supervisors_leave_is_asked_for_and_kept_with_the_act(desk: Desk, answers: Any) -> None:
    answers.approval = Approval(Right.FEES_ADJUST, 3, "周敏")
    results: list[int | None] = []
    desk.run(put_by_leave, Put(5), then=results.append)
    assert answers.asked == [Right.FEES_ADJUST]
    assert results == [3]


def test_without_leave_nothing_is_written(desk: Desk, answers: Any) -> None:
    desk.run(put_by_leave, Put(5), then=lambda _: pytest.fail("ran without leave"))
    assert desk.read(demo) is None


def test_a_second_call_while_one_waits_for_an_answer_does_nothing_T23(desk: Desk, answers: Any) -> None:
    ran: list[int] = []

    def confirm(text: str, **how: Any) -> bool:
        desk.run(put, Put(99), then=ran.append)
        return True

    answers.confirm = confirm
    desk.run(put_after_yes, Put(1), then=ran.append)
    assert ran == [1]
    assert desk.read(demo) == 1


def test_then_may_write_again(desk: Desk) -> None:
    desk.run(put, Put(1), then=lambda _: desk.run(put, Put(2)))
    assert desk.read(demo) == 2


def test_a_refusal_stands_beside_the_field_and_in_the_bar(desk: Desk, messages: QuietMessages) -> None:
    form, failed = FormStub(), list[Exception]()
    desk.run(refuse, Put(1), form=form, failed=failed.append)
    assert form.shown is not None
    assert form.shown.field == "price"
    assert messages.said == [("bad", "没有保存。", "要改一处：单价。")]
    assert isinstance(failed[0], Refused)
    assert form.cleared == 0


def test_a_refusal_without_a_form_is_said_in_its_own_words(desk: Desk, messages: QuietMessages) -> None:
    desk.run(refuse, Put(1))
    assert messages.said == [("bad", "单价不能为空。", "请先在收费项目里填单价。")]


def test_several_errors_reach_the_form_together(desk: Desk) -> None:
    form = FormStub()
    desk.run(refuse_many, Put(1), form=form)
    assert isinstance(form.shown, InvalidInput)
    assert set(form.shown.errors) == {"price", "who"}


def test_success_clears_the_forms_errors(desk: Desk) -> None:
    form = FormStub()
    desk.run(put, Put(1), form=form)
    assert form.cleared == 1


def test_bad_surroundings_are_told_as_they_stand(desk: Desk, messages: QuietMessages) -> None:
    desk.run(no_disk, Put(1))
    assert messages.said == [("bad", "磁盘满了，没有保存。", "请删些文件再试。")]


def test_a_defect_is_logged_once_told_politely_and_rolled_back(
    desk: Desk, messages: QuietMessages, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        desk.run(put_then_fail, Put(8))
    assert [r.exc_info is not None for r in caplog.records] == [True]
    tone, text, detail = messages.said[0]
    assert tone == "bad"
    assert "ZeroDivision" not in text + detail
    assert "！" not in text + detail
    assert desk.read(demo) is None
    desk.run(put, Put(9))
    assert desk.read(demo) == 9


# -- the worker ---------------------------------------------------------------------------------------


@pytest.fixture
def threaded(desk: Desk) -> Iterator[Desk]:
    """The same desk with a real thread behind it."""
    desk.worker = Worker(desk)
    yield desk
    desk.worker.close()


def test_an_overtaken_answer_is_dropped(qtbot: QtBot, threaded: Desk) -> None:
    begun, gate = threading.Event(), threading.Event()
    read: list[str] = []
    answers: list[str] = []

    def search(session: Session, text: str) -> str:
        read.append(text)
        if text == "z":
            begun.set()
            gate.wait(10)
        return text

    threaded.read_later(search, "z", key="search", then=answers.append)
    assert begun.wait(10)
    threaded.read_later(search, "zs", key="search", then=answers.append)
    threaded.read_later(search, "zsq", key="search", then=answers.append)
    threaded.read_later(search, "other", key="else", then=answers.append)
    gate.set()
    qtbot.waitUntil(lambda: "other" in answers)
    assert answers == ["zsq", "other"]
    assert "zs" not in read, "a question overtaken before it began is not even read"


def test_answers_arrive_on_the_windows_thread(qtbot: QtBot, threaded: Desk) -> None:
    where: list[tuple[int, int]] = []
    inside: list[int] = []

    def query(session: Session) -> int:
        inside.append(threading.get_ident())
        return 1

    threaded.read_later(query, key="k", then=lambda _: where.append((threading.get_ident(), inside[0])))
    qtbot.waitUntil(lambda: bool(where))
    assert where[0][0] == threading.get_ident()
    assert where[0][1] != threading.get_ident()


def test_an_answer_for_a_widget_that_is_gone_is_dropped(qtbot: QtBot, threaded: Desk) -> None:
    from shiboken6 import delete

    label = QLabel()
    begun, gate, later = threading.Event(), threading.Event(), list[int]()

    def slow(session: Session) -> str:
        begun.set()
        gate.wait(10)
        return "late"

    threaded.read_later(slow, key="a", then=label.setText)
    assert begun.wait(10)
    delete(label)
    gate.set()
    threaded.read_later(lambda session: 1, key="b", then=later.append)
    qtbot.waitUntil(lambda: later == [1])


def test_a_failed_reading_is_told_and_handed_over(
    qtbot: QtBot, threaded: Desk, messages: QuietMessages
) -> None:
    failed: list[Exception] = []

    def query(session: Session) -> int:
        raise Surroundings("数据库打不开。")

    threaded.read_later(query, key="k", then=lambda _: None, failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert messages.said[0][1] == "数据库打不开。"


def _wait_for_cancel(work: Work, command: Put) -> int:
    put(work, command)
    work.session.flush()
    for step in range(100_000):
        work.progress.step(step, 100_000, "正在生成")
        threading.Event().wait(0.001)
    return command.value


def test_cancelled_long_work_is_rolled_back_and_said_L6(
    qtbot: QtBot, threaded: Desk, messages: QuietMessages
) -> None:
    failed: list[Exception] = []
    threaded.run_long(_wait_for_cancel, Put(4), title="正在生成应收", failed=failed.append)
    assert threaded.busy
    work = threaded.work
    assert work is not None
    with qtbot.waitSignal(work.progressed):
        pass
    work.cancel()
    qtbot.waitUntil(lambda: bool(failed))
    assert messages.said == [("warn", "已取消，什么也没有改", "")]
    assert threaded.read(demo) is None
    assert not threaded.busy


def test_long_work_writes_tells_topics_and_asks_as_short_work_does(
    qtbot: QtBot, threaded: Desk, answers: Any
) -> None:
    results: list[int] = []
    topics: list[frozenset[str]] = []
    threaded.touched.connect(topics.append)
    threaded.run_long(put_after_yes, Put(6), title="正在导入", then=results.append)
    qtbot.waitUntil(lambda: bool(results))
    assert (results, len(answers.asked)) == ([6], 2)
    assert topics == [frozenset({"settings"})]


def test_only_one_write_at_a_time_T23(qtbot: QtBot, threaded: Desk) -> None:
    gate = threading.Event()
    done: list[str] = []

    def job(progress: Progress) -> str:
        gate.wait(10)
        return "first"

    threaded.run_job(job, title="打印", then=done.append)
    threaded.run_job(lambda progress: "second", title="打印", then=done.append)
    threaded.run(put, Put(1), then=lambda _: done.append("third"))
    gate.set()
    qtbot.waitUntil(lambda: not threaded.busy)
    assert done == ["first"]


def test_long_work_is_shown_only_when_it_lasts_L6(desk: Desk, messages: QuietMessages) -> None:
    held: list[Callable[[], None]] = []

    class Held:
        """A worker that waits until the test lets it go on."""

        def run(self, job: Any, success: Any, failure: Any) -> None:
            held.append(lambda: success(job()))

        def say(self, message: Any) -> None:
            message()

        def close(self) -> None:
            pass

    desk.worker = Held()
    desk.run_job(lambda progress: progress.step(3, 10, "第 3 户"), title="正在打印")
    work = desk.work
    assert work is not None
    first, second = work.findChildren(QTimer)
    assert (first.interval(), second.interval()) == (BUSY_SHOWN_MS, PROGRESS_SHOWN_MS) == (300, 2000)
    assert first.isActive()
    assert second.isActive()
    assert messages.works == []
    first.timeout.emit()
    assert messages.works == [work]
    assert (work.title, work.slow) == ("正在打印", False)
    second.timeout.emit()
    assert work.slow
    held[0]()
    assert (work.done, work.of, work.words, work.over) == (3, 10, "第 3 户", True)
    assert not first.isActive()
    desk.run_job(lambda progress: None, title="很快")
    quick = desk.work
    assert quick is not None
    held[1]()
    assert not any(timer.isActive() for timer in quick.findChildren(QTimer)), "what is over is never shown"
    assert messages.works == [work]


def test_going_elsewhere_and_another_person(desk: Desk, supervisor: Any) -> None:
    went: list[tuple[str, object]] = []
    desk.went.connect(lambda target, arguments: went.append((target, arguments)))
    desk.go("unit", unit_id=7)
    assert went == [("unit", {"unit_id": 7})]
    assert not desk.may(Right.FEES_ADJUST)
    desk.sign_in(supervisor)
    assert desk.may(Right.FEES_ADJUST)


def test_what_is_remembered_is_there_next_time(tmp_path: Any) -> None:
    from PySide6.QtCore import QByteArray

    from frontdesk.base.widgets.memory import Memory

    first = Memory(tmp_path / "m.ini")
    first.set("columns/units", {"房号": 84})
    first.set_bytes("window", QByteArray(b"\x00\x01\xff"))
    first.save()
    second = Memory(tmp_path / "m.ini")
    assert second.get("columns/units") == {"房号": 84}
    assert second.get_bytes("window").data() == b"\x00\x01\xff"
    assert second.get("nothing", 5) == 5
