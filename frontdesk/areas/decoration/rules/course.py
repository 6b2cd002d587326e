"""The course of a decoration file (D4.3): which step leads from which state to which, and who may take it.

The table is explicit: what does not stand in it cannot happen. A file's state is what its last step led to. Going
back (回退) leads to the state before on the file's trail: the states it went through, cut where it came back to one.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from frontdesk.base.values.rights import Right


class State(StrEnum):
    """Where a file stands; the value is what stands on screen."""

    NEW = "未申请"
    APPLIED = "已申请"
    RETURNED = "退回补正"
    ACCEPTED = "待工程审批"
    REFUSED = "不予批准"
    APPROVED = "待签协议"
    AGREED = "待缴费"
    PAID = "待开工"
    RUNNING = "施工中"
    STOPPED = "已停工"
    FINISHED = "待初验"
    CHECKED = "待复验"
    RECHECKED = "待结算押金"
    SETTLED = "待财务审批"
    ALLOWED = "待退押金"
    REFUNDED = "待归档"
    WITHDRAWN = "已撤回"
    LAPSED = "已失效"
    ARCHIVED = "已归档"


class Step(StrEnum):
    """What somebody does with a file; the value is what stands in its time line."""

    APPLY = "申请"
    SEND_BACK = "退回"
    RESUBMIT = "重新提交"
    ACCEPT = "受理"
    APPROVE = "工程审批"
    REFUSE = "不予批准"
    AGREE = "签订协议"
    PAY = "缴费"
    START = "开工"
    INSPECT = "巡查"
    STOP = "停工"
    RESUME = "复工"
    EXTEND = "延期"
    CHANGE_FIRM = "换施工单位"
    ADD_WORKS = "增加内容"
    FINISH = "竣工申请"
    FIRST_PASS = "初验"
    FIRST_FAIL = "初验不合格"
    SECOND_PASS = "复验"
    SECOND_FAIL = "复验不合格"
    SETTLE = "押金结算"
    ALLOW_REFUND = "批准退款"
    DENY_REFUND = "退款退回"
    REFUND = "押金退还"
    NO_DEPOSIT = "没有押金"
    ARCHIVE = "归档"
    WITHDRAW = "撤回"
    LAPSE = "失效"
    GO_BACK = "回退"


_S, _T = State, Step

COURSE: dict[tuple[State, Step], State] = {
    (_S.NEW, _T.APPLY): _S.APPLIED,
    (_S.APPLIED, _T.ACCEPT): _S.ACCEPTED,
    (_S.APPLIED, _T.SEND_BACK): _S.RETURNED,
    (_S.APPLIED, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.RETURNED, _T.RESUBMIT): _S.APPLIED,
    (_S.RETURNED, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.ACCEPTED, _T.APPROVE): _S.APPROVED,
    (_S.ACCEPTED, _T.SEND_BACK): _S.RETURNED,
    (_S.ACCEPTED, _T.REFUSE): _S.REFUSED,
    (_S.ACCEPTED, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.APPROVED, _T.AGREE): _S.AGREED,
    (_S.APPROVED, _T.EXTEND): _S.APPROVED,
    (_S.APPROVED, _T.CHANGE_FIRM): _S.APPROVED,
    (_S.APPROVED, _T.ADD_WORKS): _S.ACCEPTED,
    (_S.APPROVED, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.APPROVED, _T.LAPSE): _S.LAPSED,
    (_S.AGREED, _T.PAY): _S.PAID,
    (_S.AGREED, _T.EXTEND): _S.AGREED,
    (_S.AGREED, _T.CHANGE_FIRM): _S.AGREED,
    (_S.AGREED, _T.ADD_WORKS): _S.ACCEPTED,
    (_S.AGREED, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.AGREED, _T.LAPSE): _S.LAPSED,
    (_S.PAID, _T.START): _S.RUNNING,
    (_S.PAID, _T.EXTEND): _S.PAID,
    (_S.PAID, _T.CHANGE_FIRM): _S.PAID,
    (_S.PAID, _T.ADD_WORKS): _S.ACCEPTED,
    (_S.PAID, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.PAID, _T.LAPSE): _S.LAPSED,
    (_S.RUNNING, _T.INSPECT): _S.RUNNING,
    (_S.RUNNING, _T.EXTEND): _S.RUNNING,
    (_S.RUNNING, _T.CHANGE_FIRM): _S.RUNNING,
    # What was approved is not widened by itself: with more in it the file is approved, agreed and started anew.
    (_S.RUNNING, _T.ADD_WORKS): _S.ACCEPTED,
    (_S.RUNNING, _T.STOP): _S.STOPPED,
    (_S.RUNNING, _T.FINISH): _S.FINISHED,
    (_S.RUNNING, _T.LAPSE): _S.LAPSED,
    (_S.STOPPED, _T.INSPECT): _S.STOPPED,
    (_S.STOPPED, _T.EXTEND): _S.STOPPED,
    (_S.STOPPED, _T.CHANGE_FIRM): _S.STOPPED,
    (_S.STOPPED, _T.RESUME): _S.RUNNING,
    (_S.STOPPED, _T.LAPSE): _S.LAPSED,
    (_S.FINISHED, _T.FIRST_PASS): _S.CHECKED,
    (_S.FINISHED, _T.FIRST_FAIL): _S.RUNNING,
    (_S.CHECKED, _T.SECOND_PASS): _S.RECHECKED,
    (_S.CHECKED, _T.SECOND_FAIL): _S.CHECKED,
    (_S.RECHECKED, _T.SETTLE): _S.SETTLED,
    (_S.RECHECKED, _T.NO_DEPOSIT): _S.REFUNDED,
    (_S.SETTLED, _T.ALLOW_REFUND): _S.ALLOWED,
    (_S.SETTLED, _T.DENY_REFUND): _S.RECHECKED,
    (_S.ALLOWED, _T.REFUND): _S.REFUNDED,
    (_S.REFUNDED, _T.ARCHIVE): _S.ARCHIVED,
    # What ended early: a deposit that is held is settled as any other, then it is put away.
    (_S.WITHDRAWN, _T.SETTLE): _S.SETTLED,
    (_S.WITHDRAWN, _T.ARCHIVE): _S.ARCHIVED,
    (_S.REFUSED, _T.SETTLE): _S.SETTLED,
    (_S.REFUSED, _T.ARCHIVE): _S.ARCHIVED,
    (_S.LAPSED, _T.SETTLE): _S.SETTLED,
    (_S.LAPSED, _T.ARCHIVE): _S.ARCHIVED,
}
"""Every step but going back."""

BACK: dict[State, frozenset[State]] = {
    _S.RETURNED: frozenset({_S.APPLIED, _S.ACCEPTED}),
    _S.ACCEPTED: frozenset({_S.APPLIED}),
    _S.REFUSED: frozenset({_S.ACCEPTED}),
    _S.APPROVED: frozenset({_S.ACCEPTED}),
    _S.AGREED: frozenset({_S.APPROVED}),
    _S.PAID: frozenset({_S.AGREED}),
    _S.RUNNING: frozenset({_S.PAID}),
    _S.FINISHED: frozenset({_S.RUNNING}),
    _S.CHECKED: frozenset({_S.FINISHED}),
    _S.RECHECKED: frozenset({_S.CHECKED}),
    _S.SETTLED: frozenset({_S.RECHECKED, _S.WITHDRAWN, _S.REFUSED, _S.LAPSED}),
    _S.ALLOWED: frozenset({_S.SETTLED}),
    _S.REFUNDED: frozenset({_S.ALLOWED, _S.RECHECKED}),
    _S.WITHDRAWN: frozenset({_S.APPLIED, _S.RETURNED, _S.ACCEPTED, _S.APPROVED, _S.AGREED, _S.PAID}),
    _S.LAPSED: frozenset({_S.APPROVED, _S.AGREED, _S.PAID, _S.RUNNING, _S.STOPPED}),
    _S.ARCHIVED: frozenset({_S.REFUNDED, _S.WITHDRAWN, _S.REFUSED, _S.LAPSED}),
}
"""Where going back may lead. A file under 停工 is resumed instead; an application itself is withdrawn instead."""

RIGHTS: dict[Step, Right] = {
    _T.APPLY: Right.DECORATION,
    _T.SEND_BACK: Right.DECORATION,
    _T.RESUBMIT: Right.DECORATION,
    _T.ACCEPT: Right.DECORATION,
    _T.APPROVE: Right.DECORATION_APPROVE,
    _T.REFUSE: Right.DECORATION_APPROVE,
    _T.AGREE: Right.DECORATION,
    _T.PAY: Right.DECORATION,
    _T.START: Right.DECORATION,
    _T.INSPECT: Right.DECORATION_INSPECT,
    _T.STOP: Right.DECORATION_INSPECT,
    _T.RESUME: Right.DECORATION_APPROVE,
    _T.EXTEND: Right.DECORATION_APPROVE,
    _T.CHANGE_FIRM: Right.DECORATION_APPROVE,
    _T.ADD_WORKS: Right.DECORATION,
    _T.FINISH: Right.DECORATION,
    _T.FIRST_PASS: Right.DECORATION_INSPECT,
    _T.FIRST_FAIL: Right.DECORATION_INSPECT,
    _T.SECOND_PASS: Right.DECORATION_INSPECT,
    _T.SECOND_FAIL: Right.DECORATION_INSPECT,
    _T.SETTLE: Right.DECORATION,
    _T.ALLOW_REFUND: Right.DECORATION_REFUND,
    _T.DENY_REFUND: Right.DECORATION_REFUND,
    _T.REFUND: Right.DECORATION,
    _T.NO_DEPOSIT: Right.DECORATION,
    _T.ARCHIVE: Right.DECORATION,
    _T.WITHDRAW: Right.DECORATION,
    _T.LAPSE: Right.DECORATION_APPROVE,
    _T.GO_BACK: Right.DECORATION_APPROVE,
}
"""Who may take a step. Money it moves asks the cash desk's own rights besides."""

WORDS_NEEDED = frozenset({
    _T.APPROVE, _T.SEND_BACK, _T.REFUSE, _T.WITHDRAW, _T.STOP, _T.RESUME, _T.EXTEND, _T.CHANGE_FIRM, _T.LAPSE, _T.GO_BACK,
    _T.FIRST_FAIL, _T.SECOND_FAIL, _T.DENY_REFUND,
})  # fmt: skip
"""Steps that are not taken without words: the engineer's answer, or the reason."""

MAIN: tuple[Step, ...] = (
    _T.APPLY, _T.ACCEPT, _T.APPROVE, _T.AGREE, _T.PAY, _T.START, _T.INSPECT, _T.FINISH, _T.FIRST_PASS,
    _T.SECOND_PASS, _T.REFUND, _T.ARCHIVE,
)  # fmt: skip
"""The twelve steps of the time line, in order."""

_NOW: dict[State, Step] = {
    _S.NEW: _T.APPLY,
    _S.APPLIED: _T.ACCEPT,
    _S.RETURNED: _T.APPLY,
    _S.ACCEPTED: _T.APPROVE,
    _S.APPROVED: _T.AGREE,
    _S.AGREED: _T.PAY,
    _S.PAID: _T.START,
    _S.RUNNING: _T.INSPECT,
    _S.STOPPED: _T.INSPECT,
    _S.FINISHED: _T.FIRST_PASS,
    _S.CHECKED: _T.SECOND_PASS,
    _S.RECHECKED: _T.REFUND,
    _S.SETTLED: _T.REFUND,
    _S.ALLOWED: _T.REFUND,
    _S.REFUNDED: _T.ARCHIVE,
    _S.REFUSED: _T.ARCHIVE,
    _S.WITHDRAWN: _T.ARCHIVE,
    _S.LAPSED: _T.ARCHIVE,
}

MAIN_OF: dict[Step, Step] = {
    **{step: step for step in MAIN},
    _T.RESUBMIT: _T.APPLY,
    _T.SETTLE: _T.REFUND,
    _T.ALLOW_REFUND: _T.REFUND,
    _T.NO_DEPOSIT: _T.REFUND,
}
"""Which of the twelve a step belongs to, where it belongs to one."""

OVER = frozenset({_S.REFUSED, _S.WITHDRAWN, _S.LAPSED, _S.ARCHIVED})
"""States in which nothing more is built."""
AT_WORK = frozenset({_S.RUNNING, _S.STOPPED})
"""The permit hangs at the door."""
APPROVED_STATES = frozenset({_S.APPROVED, _S.AGREED, _S.PAID, _S.RUNNING, _S.STOPPED, _S.FINISHED})
"""The engineer has said yes and the work is not yet looked over: workers and materials may come."""


class Column(StrEnum):
    """The columns of the board."""

    APPLYING = "申请受理"
    APPROVING = "工程审批"
    SIGNING = "协议与缴费"
    WORKING = "施工中"
    CHECKING = "验收"
    REFUNDING = "押金退还"


COLUMN_OF: dict[State, Column] = {
    _S.APPLIED: Column.APPLYING,
    _S.RETURNED: Column.APPLYING,
    _S.ACCEPTED: Column.APPROVING,
    _S.APPROVED: Column.SIGNING,
    _S.AGREED: Column.SIGNING,
    _S.PAID: Column.SIGNING,
    _S.RUNNING: Column.WORKING,
    _S.STOPPED: Column.WORKING,
    _S.FINISHED: Column.CHECKING,
    _S.CHECKED: Column.CHECKING,
    _S.RECHECKED: Column.REFUNDING,
    _S.SETTLED: Column.REFUNDING,
    _S.ALLOWED: Column.REFUNDING,
    _S.REFUNDED: Column.REFUNDING,
}
"""Where a file stands on the board; one that ended early stands under 押金退还 while a deposit is held of it."""


def steps_from(state: State) -> tuple[Step, ...]:
    """What can be done with a file in *state*, the usual step first, going back last."""
    found = [step for (at, step) in COURSE if at is state]
    return (*found, Step.GO_BACK) if state in BACK else tuple(found)


def right_of(state: State, step: Step) -> Right:
    """Who may take *step*; what stands before the engineer only the engineer sends back."""
    if step is Step.SEND_BACK and state is State.ACCEPTED:
        return Right.DECORATION_APPROVE
    return RIGHTS[step]


def trail_of(states: Iterable[State]) -> tuple[State, ...]:
    """The states a file went through, in order, cut where it came back to one."""
    trail: list[State] = []
    for state in states:
        if state in trail:
            del trail[trail.index(state) + 1 :]
        else:
            trail.append(state)
    return tuple(trail)


def target(trail: tuple[State, ...], step: Step) -> State | None:
    """The state *step* leads to from the end of *trail* (empty: a new file); None: it cannot be taken."""
    state = trail[-1] if trail else State.NEW
    if step is not Step.GO_BACK:
        return COURSE.get((state, step))
    before = trail[-2] if len(trail) > 1 else None
    return before if before is not None and before in BACK.get(state, frozenset()) else None


def occupied(states: Iterable[State]) -> bool:
    """Whether the home shows as 装修中 after *states*, all that were gone through: from the start until the file is put
    away or ends. A file under way that is approved anew (增加内容) leaves the home as it is.
    """
    trail: list[tuple[State, bool]] = []
    for state in states:
        last, now = trail[-1] if trail else (State.NEW, False)
        at = next((at for at, (known, _is) in enumerate(trail) if known is state), None)
        if at is None:
            trail.append((state, state not in OVER and (now or state in AT_WORK)))
            continue
        # Going back takes the start, or the end, back with it.
        taken_back = last in OVER or (last in AT_WORK and state is State.PAID)
        trail[at:] = [(state, trail[at][1] if taken_back else now or state in AT_WORK)]
    return bool(trail) and trail[-1][1]


def current_step(state: State) -> Step | None:
    """Which of the twelve steps is to be taken now; None: all are done."""
    return _NOW.get(state)


def place_of(step: Step) -> int:
    """The number of one of the twelve steps, from 1."""
    return MAIN.index(step) + 1
