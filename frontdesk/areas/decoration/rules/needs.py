"""What must be there before a step is taken, in the clerk's words (D4.3), and which of it a supervisor may lift (T22).

What the regulation prohibits or leaves to another authority nobody lifts: its paper lifts it, or the item goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class Need:
    """Something that is not there. `liftable`: a supervisor may allow the step without it, with a reason."""

    text: str
    liftable: bool = False


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """What a step is judged by, on the day it is taken.

    `missing_accept` and `missing_start` name papers, `against` says why the scope cannot be approved, `untested` the
    rooms without a water test that held. `owed` is unpaid of the fees, `short` of the deposit, `held` what is held of
    it, `settled` what the last settlement was drawn over. `paid`: some money of this file has been taken.
    """

    on: date
    starts_on: date
    ends_on: date
    missing_accept: tuple[str, ...] = ()
    missing_start: tuple[str, ...] = ()
    items: int = 1
    against: tuple[str, ...] = ()
    agreed: bool = True
    owed: Money = ZERO
    short: Money = ZERO
    held: Money = ZERO
    paid: bool = False
    settled: Money | None = None
    head: str = ""
    workers: int = 0
    visits: int = 0
    open_breaches: tuple[str, ...] = ()
    untested: tuple[str, ...] = ()
    recheck_from: date | None = None
    lapse_from: date | None = None


def needs(state: State, step: Step, to: State, facts: NeedFacts) -> tuple[Need, ...]:
    """What is not there for *step* from *state* to *to*; empty when it may be taken."""
    match step:
        case Step.ACCEPT:
            return (*_items(facts), *_papers(facts.missing_accept))
        case Step.APPROVE:
            return (*_items(facts), *(Need(text) for text in facts.against))
        case Step.PAY:
            return _money(facts)
        case Step.START:
            return _start(facts)
        case Step.RESUME:
            return _breaches(facts)
        case Step.FIRST_PASS:
            return (*_tests(facts), *_breaches(facts))
        case Step.SECOND_PASS:
            return (*_early(facts), *_breaches(facts))
        case Step.SETTLE:
            nothing = () if facts.held else (Need(tr("没有押着的押金，不用结算")),)
            return (*nothing, *_breaches(facts))
        case Step.NO_DEPOSIT:
            return (Need(tr("还押着 {amount}，请办押金结算", amount=facts.held)),) if facts.held else ()
        case Step.ALLOW_REFUND | Step.REFUND:
            same = facts.settled is not None and facts.settled == facts.held
            return () if same else (Need(tr("结算以后押金有变动，请退回重新结算")),)
        case Step.ARCHIVE:
            return _archive(facts)
        case Step.LAPSE:
            return _lapse(state, facts)
        case Step.GO_BACK:
            return _back(state, to, facts)
        case _:
            return ()


def _items(facts: NeedFacts) -> tuple[Need, ...]:
    return () if facts.items else (Need(tr("还没有施工内容，请先写上")),)


def _papers(missing: tuple[str, ...]) -> tuple[Need, ...]:
    return (Need(tr("缺：{papers}", papers="、".join(missing)), liftable=True),) if missing else ()


def _money(facts: NeedFacts) -> tuple[Need, ...]:
    found = []
    if facts.owed:
        found.append(Need(tr("费用还有 {amount} 没有收", amount=facts.owed)))
    if facts.short:
        found.append(Need(tr("押金还差 {amount}", amount=facts.short)))
    return tuple(found)


def _start(facts: NeedFacts) -> tuple[Need, ...]:
    found = [*_money(facts), *_papers(facts.missing_start)]
    if facts.ends_on < facts.on:
        found.append(Need(tr("施工期限 {day} 已经过了，请先延期", day=facts.ends_on.isoformat())))
    if not facts.head:
        found.append(Need(tr("请写现场负责人")))
    if not facts.workers:
        found.append(Need(tr("还没有登记施工人员")))
    return tuple(found)


def _breaches(facts: NeedFacts) -> tuple[Need, ...]:
    if not facts.open_breaches:
        return ()
    return (Need(tr("没有整改完：{what}", what="、".join(facts.open_breaches)), liftable=True),)


def _tests(facts: NeedFacts) -> tuple[Need, ...]:
    if not facts.untested:
        return ()
    return (Need(tr("第八条：{rooms}还没有合格的闭水试验", rooms="、".join(facts.untested))),)


def _early(facts: NeedFacts) -> tuple[Need, ...]:
    if facts.recheck_from is None or facts.on >= facts.recheck_from:
        return ()
    return (Need(tr("{day} 起才能复验", day=facts.recheck_from.isoformat()), liftable=True),)


def _archive(facts: NeedFacts) -> tuple[Need, ...]:
    found = []
    if facts.held:
        found.append(Need(tr("还押着 {amount}，请先退押金", amount=facts.held)))
    if facts.owed:
        found.append(Need(tr("费用还有 {amount} 没有收", amount=facts.owed), liftable=True))
    return tuple(found)


def _lapse(state: State, facts: NeedFacts) -> tuple[Need, ...]:
    if state in (State.RUNNING, State.STOPPED):
        if facts.on > facts.ends_on:
            return ()
        return (Need(tr("施工期限到 {day}，还没有过", day=facts.ends_on.isoformat()), liftable=True),)
    if facts.lapse_from is None or facts.on >= facts.lapse_from:
        return ()
    return (Need(tr("{day} 起没有开工才失效", day=facts.lapse_from.isoformat()), liftable=True),)


def _back(state: State, to: State, facts: NeedFacts) -> tuple[Need, ...]:
    if state is State.PAID and (facts.paid or facts.held):
        return (Need(tr("已经收了钱，请先作废收据和押金收据")),)
    if state is State.RUNNING and facts.visits:
        return (Need(tr("开工后已经巡查过，不能退回开工前")),)
    if state is State.REFUNDED and to is State.ALLOWED and facts.held != facts.settled:
        return (Need(tr("押金已经退了，请先作废押金结算单")),)
    return ()
