"""The table of a ticket's course (D2.2), walked whole: every state with every act, and what follows from the rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from frontdesk.areas.reception.rules.course import (
    AUTOMATIC,
    COURSE,
    MISSES_ENOUGH,
    OPEN,
    Act,
    LimitStep,
    Opening,
    Promise,
    Row,
    Standing,
    State,
    acts_from,
    begins,
    right_of,
    stand,
    take,
    target,
    wants_call,
)
from frontdesk.areas.reception.rules.words import AT_DESK, Channel, Level, TicketKind
from frontdesk.base.values.rights import Right

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 1, tzinfo=UTC)
S, A = State, Act

KNOWN: dict[State, str] = {
    S.RECEIVED: "派单 记一笔 完成 办结 延后 改级 并入 作废",
    S.WAITING: "派单 记一笔 完成 办结 延后 改级 并入 作废",
    S.DISPATCHED: "派单 记一笔 到场 完成 办结 延后 改级 有偿服务 并入 作废",
    S.WORKING: "派单 记一笔 完成 办结 延后 改级 有偿服务 并入 作废",
    S.CALLING: "记一笔 回访 回访未接通 退回重办 改级 有偿服务 作废",
    S.FINISHED: "记一笔 退回重办 改级 有偿服务 关闭 作废",
    S.PUT_OFF: "记一笔 延后 提前恢复 改级 作废",
    S.TIED: "记一笔 改级 移出 恢复 恢复办结 作废",
    S.CLOSED: "退回重办",
    S.VOID: "",
}
"""What can be done in each state, written out a second time."""
LEADS: dict[Act, State] = {
    A.DISPATCH: S.DISPATCHED, A.ARRIVE: S.WORKING, A.DONE: S.CALLING, A.SETTLE: S.FINISHED, A.PUT_OFF: S.PUT_OFF,
    A.CALL: S.FINISHED, A.MISS: S.CALLING, A.SEND_BACK: S.WAITING, A.TIE: S.TIED, A.UNTIE: S.WAITING,
    A.RESTORED: S.CALLING, A.RESTORED_PLAIN: S.FINISHED, A.CLOSE: S.CLOSED, A.VOID: S.VOID,
}  # fmt: skip


def standing(state: State, **more: Any) -> Standing:
    plain: dict[str, Any] = {}
    if state is S.PUT_OFF:
        plain = {"under": S.DISPATCHED, "until": DAY + timedelta(days=3)}
    return Standing(state, Level.NORMAL, Promise(), **(plain | more))


def row(act: Act, on: date = DAY, **more: Any) -> Row:
    return Row(act, on, AT, **more)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", Act)
def test_every_state_with_every_act(state: State, act: Act) -> None:
    """D2.2: what stands in the table can be done and leads there; nothing else can."""
    now = standing(state)
    after = target(now, act, DAY)
    if act.value not in KNOWN[state].split():
        assert after is None
        with pytest.raises(ValueError, match=act.value):
            take(now, row(act))
        return
    expected = S.DISPATCHED if act is A.RESUME else LEADS.get(act, state)
    assert after is expected
    assert take(now, row(act, until=DAY)).state is expected
    assert (act in acts_from(now, DAY)) is (act not in AUTOMATIC)


def test_the_table_names_only_what_leads_somewhere() -> None:
    assert {state for state, _act in COURSE} == set(State) - {S.VOID}
    assert set(COURSE.values()) == set(State)
    assert frozenset({S.CLOSED, S.VOID}) == frozenset(State) - OPEN


@pytest.mark.parametrize("kind", TicketKind)
def test_what_the_desk_may_answer_begins_received_the_rest_waits(kind: TicketKind) -> None:
    expected = S.RECEIVED if kind in AT_DESK else S.WAITING
    assert begins(Opening(kind, Level.NORMAL, Promise())).state is expected


def test_put_off_is_back_by_itself_on_its_day_as_it_was() -> None:
    """D2.2."""
    until = DAY + timedelta(days=3)
    now = take(standing(S.WORKING, department="工程部"), row(A.PUT_OFF, until=until))
    assert now.on_day(until - timedelta(days=1)) is S.PUT_OFF
    assert now.on_day(until) is S.WORKING
    assert target(now, A.DONE, until - timedelta(days=1)) is None
    done = take(now, row(A.DONE, until))
    assert (done.state, done.under, done.until, done.department) == (S.CALLING, None, None, "工程部")
    again = take(now, row(A.PUT_OFF, until, until=until + timedelta(days=2)))
    assert (again.under, again.on_day(until + timedelta(days=2))) == (S.WORKING, S.WORKING)
    longer = take(now, row(A.PUT_OFF, DAY, until=until + timedelta(days=9)))
    assert (longer.under, longer.until) == (S.WORKING, until + timedelta(days=9))
    assert take(now, row(A.RESUME)).state is S.WORKING
    assert take(take(now, row(A.LOG)), row(A.VOID)).limit() is None


def test_not_content_goes_back_to_be_dispatched_and_is_counted() -> None:
    """D2.2."""
    opening = Opening(TicketKind.REPAIR, Level.NORMAL, Promise())
    rows = [
        row(A.DISPATCH, department="工程部", worker="谢涛"), row(A.DONE), row(A.SEND_BACK, reached=True, satisfaction=2),
        row(A.DISPATCH, department="工程部", worker="吴涛"), row(A.DONE), row(A.CALL, reached=True, satisfaction=4),
        row(A.CLOSE), row(A.SEND_BACK),
    ]  # fmt: skip
    after = stand(opening, rows)
    assert (after.state, after.sent_back, after.department, after.done_at) == (S.WAITING, 2, "", None)
    before = stand(opening, rows[:-1])
    assert (before.state, before.sent_back, before.satisfaction, before.worker) == (S.CLOSED, 1, 4, "吴涛")


def test_nobody_is_given_up_before_three_calls() -> None:
    now = standing(S.CALLING)
    for _ in range(MISSES_ENOUGH):
        assert target(now, A.GIVE_UP, DAY) is None
        now = take(now, row(A.MISS, reached=False))
    assert target(now, A.GIVE_UP, DAY) is S.FINISHED
    assert take(now, row(A.GIVE_UP)).state is S.FINISHED


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("level", Level)
def test_levels_voids_and_what_is_major_are_the_leads(act: Act, level: Level) -> None:
    """D2.2: only the lead changes a level, voids, and closes what is 重大."""
    now = Standing(S.FINISHED, level, Promise())
    lead = act in (A.LEVEL, A.VOID) or (act is A.CLOSE and level is Level.MAJOR)
    assert right_of(now, act) is (Right.RECEPTION_LEAD if lead else Right.RECEPTION)


def test_which_limit_runs_in_which_state() -> None:
    """D2.2: limits are watched at each step."""
    by = [AT + timedelta(hours=n) for n in range(4)]
    promise = Promise(*by)
    runs = {
        S.WAITING: (LimitStep.DISPATCH, by[0]), S.DISPATCHED: (LimitStep.ARRIVE, by[1]),
        S.RECEIVED: (LimitStep.FINISH, by[2]), S.WORKING: (LimitStep.FINISH, by[2]),
        S.CALLING: (LimitStep.CALL, by[3]),
    }  # fmt: skip
    for state in State:
        now = Standing(state, Level.NORMAL, promise, under=S.WORKING if state is S.PUT_OFF else None)
        expected = (LimitStep.FINISH, by[2]) if state is S.PUT_OFF else runs.get(state)
        assert now.limit() == expected
    only = Promise(finish_by=by[2])
    assert Standing(S.WAITING, Level.NORMAL, only).limit() == (LimitStep.FINISH, by[2])
    assert Standing(S.CALLING, Level.NORMAL, only).limit() is None
    assert Standing(S.WAITING, Level.NORMAL, Promise()).limit() is None


@pytest.mark.parametrize(
    ("channel", "days", "phone", "caller", "called"),
    [
        (Channel.PHONE, 3, "13812345678", "", True),
        (Channel.VISIT, 3, "", "张硕", True),
        (Channel.PATROL, 3, "13812345678", "谢涛", False),
        (Channel.PHONE, None, "13812345678", "张硕", False),
        (Channel.VISIT, 3, " ", "", False),
    ],
)
def test_who_is_called_back(
    channel: Channel, days: int | None, phone: str, caller: str, called: bool
) -> None:
    assert wants_call(channel, days, phone, caller) is called
