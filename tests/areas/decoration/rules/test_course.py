"""The table of the course, exhaustively (D4.3): every state with every step, who may, where going back leads."""

from __future__ import annotations

from itertools import product

import pytest

from frontdesk.areas.decoration.rules.course import (
    BACK,
    COLUMN_OF,
    COURSE,
    MAIN,
    OVER,
    RIGHTS,
    WORDS_NEEDED,
    State,
    Step,
    current_step,
    occupied,
    place_of,
    right_of,
    steps_from,
    target,
    trail_of,
)
from frontdesk.areas.decoration.service.stepping import PLAIN
from frontdesk.base.values.rights import Right, Role, may

S, T = State, Step

TABLE = """
未申请      申请=已申请
已申请      受理=待工程审批 退回=退回补正 撤回=已撤回
退回补正    重新提交=已申请 撤回=已撤回
待工程审批  工程审批=待签协议 退回=退回补正 不予批准=不予批准 撤回=已撤回
不予批准    押金结算=待财务审批 归档=已归档
待签协议    签订协议=待缴费 延期=待签协议 换施工单位=待签协议 增加内容=待工程审批 撤回=已撤回 失效=已失效
待缴费      缴费=待开工 延期=待缴费 换施工单位=待缴费 增加内容=待工程审批 撤回=已撤回 失效=已失效
待开工      开工=施工中 延期=待开工 换施工单位=待开工 增加内容=待工程审批 撤回=已撤回 失效=已失效
施工中      巡查=施工中 延期=施工中 换施工单位=施工中 增加内容=待工程审批 停工=已停工 竣工申请=待初验 失效=已失效
已停工      巡查=已停工 延期=已停工 换施工单位=已停工 复工=施工中 失效=已失效
待初验      初验=待复验 初验不合格=施工中
待复验      复验=待结算押金 复验不合格=待复验
待结算押金  押金结算=待财务审批 没有押金=待归档
待财务审批  批准退款=待退押金 退款退回=待结算押金
待退押金    押金退还=待归档
待归档      归档=已归档
已撤回      押金结算=待财务审批 归档=已归档
已失效      押金结算=待财务审批 归档=已归档
已归档
"""


def wanted() -> dict[tuple[State, Step], State]:
    """The table as people read it."""
    found = {}
    for line in TABLE.strip().splitlines():
        state, *pairs = line.split()
        for pair in pairs:
            step, to = pair.split("=")
            found[State(state), Step(step)] = State(to)
    return found


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_d4_3_every_state_with_every_step(state: State, step: Step) -> None:
    """What does not stand in the table cannot happen."""
    if step is Step.GO_BACK:
        for before in State:
            found = target((before, state), step)
            assert found is (before if before in BACK.get(state, ()) else None)
        return
    trail = () if state is State.NEW else (state,)
    assert target(trail, step) is wanted().get((state, step))


def test_the_table_is_the_whole_course() -> None:
    assert wanted() == COURSE
    assert {state for state, _step in COURSE} | {State.ARCHIVED} == set(State)
    assert set(COURSE.values()) | {State.NEW} == set(State)


def test_every_state_can_be_reached_and_every_one_can_be_put_away() -> None:
    reached, edge = {State.NEW}, [State.NEW]
    while edge:
        state = edge.pop()
        for (at, _step), to in COURSE.items():
            if at is state and to not in reached:
                reached.add(to)
                edge.append(to)
    assert reached == set(State)
    ends, grown = {State.ARCHIVED}, True
    while grown:
        more = {at for (at, _step), to in COURSE.items() if to in ends} - ends
        ends |= more
        grown = bool(more)
    assert ends == set(State)


def test_going_back_leads_only_to_where_one_step_came_from() -> None:
    for state, before in BACK.items():
        for one in before:
            assert any(to is state and at is one for (at, _step), to in COURSE.items()), (one, state)


def test_a_trail_is_cut_where_it_comes_back() -> None:
    assert trail_of([S.APPLIED, S.ACCEPTED, S.RETURNED, S.APPLIED]) == (S.APPLIED,)
    assert trail_of([S.PAID, S.RUNNING, S.STOPPED, S.RUNNING, S.RUNNING]) == (S.PAID, S.RUNNING)
    lapsed = trail_of([S.APPLIED, S.ACCEPTED, S.APPROVED, S.LAPSED])
    assert target(lapsed, T.GO_BACK) is S.APPROVED
    settled = (*lapsed, S.SETTLED)
    assert target(settled, T.GO_BACK) is S.LAPSED
    assert target((), T.GO_BACK) is None
    assert target((S.APPLIED,), T.GO_BACK) is None


RIGHT_OF_ROLE = {
    Role.SERVICE: {Right.DECORATION, Right.DECORATION_INSPECT},
    Role.CASHIER: {Right.DECORATION, Right.DECORATION_INSPECT},
    Role.SUPERVISOR: {
        Right.DECORATION, Right.DECORATION_INSPECT, Right.DECORATION_APPROVE, Right.DECORATION_REFUND,
    },
    Role.FINANCE: {Right.DECORATION_REFUND},
    Role.ADMIN: {
        Right.DECORATION, Right.DECORATION_INSPECT, Right.DECORATION_APPROVE, Right.DECORATION_REFUND,
    },
}  # fmt: skip
APPROVALS = {T.APPROVE, T.REFUSE, T.RESUME, T.EXTEND, T.CHANGE_FIRM, T.LAPSE, T.GO_BACK}


@pytest.mark.parametrize(("role", "step"), list(product(Role, Step)))
def test_d4_3_each_step_says_who_may_take_it(role: Role, step: Step) -> None:
    right = RIGHTS[step]
    assert may(role, right) is (right in RIGHT_OF_ROLE[role])
    assert (right is Right.DECORATION_APPROVE) is (step in APPROVALS)
    assert (right is Right.DECORATION_REFUND) is (step in {T.ALLOW_REFUND, T.DENY_REFUND})


def test_what_stands_before_the_engineer_only_the_engineer_sends_back() -> None:
    assert right_of(S.ACCEPTED, T.SEND_BACK) is Right.DECORATION_APPROVE
    assert right_of(S.APPLIED, T.SEND_BACK) is Right.DECORATION


def test_each_state_has_its_place() -> None:
    for state in State:
        listed = steps_from(state)
        assert (Step.GO_BACK in listed) is (state in BACK)
        if state not in OVER and state is not State.NEW:
            assert state in COLUMN_OF
            assert listed
        assert (current_step(state) is None) is (state is State.ARCHIVED)
    assert len(MAIN) == 12
    assert place_of(Step.INSPECT) == 7
    assert WORDS_NEEDED & set(MAIN) == {Step.APPROVE}


def test_every_plain_step_is_in_the_table_and_has_no_money_or_visit_of_its_own() -> None:
    own = {T.APPLY, T.RESUBMIT, T.AGREE, T.PAY, T.START, T.INSPECT, T.EXTEND, T.CHANGE_FIRM, T.FINISH,
           T.ADD_WORKS, T.FIRST_PASS, T.FIRST_FAIL, T.SECOND_PASS, T.SECOND_FAIL, T.SETTLE, T.REFUND}  # fmt: skip
    assert set(Step) == own | PLAIN
    assert not own & PLAIN


def test_a_home_is_in_decoration_from_the_start_until_the_file_is_put_away() -> None:
    at_work = (S.APPLIED, S.ACCEPTED, S.APPROVED, S.AGREED, S.PAID, S.RUNNING)
    assert occupied(at_work)
    assert occupied((*at_work, S.FINISHED, S.CHECKED, S.RECHECKED))
    assert not occupied(at_work[:-1])
    assert not occupied((*at_work, S.LAPSED))
    assert not occupied((*at_work, S.LAPSED, S.SETTLED)), "what lapsed is not built on while it is settled"
    assert not occupied((S.APPLIED, S.WITHDRAWN, S.SETTLED))
    assert not occupied((*at_work, S.PAID)), "a start taken back never was"
    assert occupied((*at_work, S.LAPSED, S.RUNNING)), "a lapse taken back never was"
    assert occupied((*at_work, S.REFUNDED, S.ARCHIVED, S.REFUNDED))


def test_a_home_under_way_stays_in_decoration_while_more_is_approved() -> None:
    """增加内容: through approval, agreement and fees again; only what ends it ends it."""
    widened = (S.APPLIED, S.ACCEPTED, S.APPROVED, S.AGREED, S.PAID, S.RUNNING, S.ACCEPTED)
    assert occupied(widened)
    assert occupied((*widened, S.RETURNED, S.APPLIED, S.ACCEPTED))
    assert occupied((*widened, S.APPROVED, S.AGREED, S.PAID))
    assert occupied((*widened, S.APPROVED, S.AGREED, S.PAID, S.RUNNING, S.PAID)), "it was under way before"
    assert not occupied((*widened, S.REFUSED))
    assert not occupied((S.APPLIED, S.ACCEPTED, S.APPROVED, S.ACCEPTED)), "it was never started"
