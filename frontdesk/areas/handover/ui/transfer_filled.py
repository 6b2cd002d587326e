"""What is filled in of a change before it is written, part by part; which parts there are and what is short of each (D1.5).

Plain values: a draft keeps them as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from frontdesk.areas.archives.rules.kinds import Payer, RoleKind, UnitState
from frontdesk.areas.handover.queries.transfer_facts import HomeFacts, ThingFact
from frontdesk.areas.handover.rules.transfers import ChangeKind, KeyFate, Thing, Why, plain_share
from frontdesk.areas.handover.service.transfer_commands import (
    KeyDone,
    LongerLease,
    MakeChange,
    NewParty,
    TakeOver,
)
from frontdesk.areas.handover.service.transfer_rest import ENDABLE
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr


class Part(StrEnum):
    """A part of the act, in the order of the page."""

    HOME = "房屋和日期"
    OUT = "谁转出"
    NEW = "谁转入"
    LONGER = "续租到哪天"
    ARREARS = "欠费"
    PREPAID = "预存和押金"
    THINGS = "证件、车辆、车位"
    KEYS = "钥匙"
    REST = "在办的事"


@dataclass(frozen=True, slots=True)
class Ended:
    """A car, space, pet or leased space that ends with who leaves."""

    sort: Thing
    id: int


@dataclass(frozen=True, slots=True)
class Filled:
    """What the clerk has filled in. None: that part has not been looked at.

    `owed` and `prepaid` are what stood there when the part was filled in: where it is another now, it is done again.
    """

    kind: ChangeKind
    unit_id: int | None = None
    on: date | None = None
    why: Why | None = None
    basis: str = ""
    state: UnitState | None = None
    words: str = ""
    out: tuple[int, ...] | None = None
    new: tuple[NewParty, ...] = ()
    longer: tuple[LongerLease, ...] = ()
    owed: Money | None = None
    take_over: TakeOver | None = None
    allow: str = ""
    prepaid: Money | None = None
    ends: tuple[Ended, ...] | None = None
    keys: tuple[KeyDone, ...] | None = None
    seen: bool = False
    rest_reason: str = ""
    token: str = ""


def parts_of(filled: Filled) -> tuple[Part, ...]:
    """Which parts it takes: a lease that goes on longer changes nobody's keys."""
    if filled.kind is ChangeKind.OWNER:
        return (
            Part.HOME, Part.OUT, Part.NEW, Part.ARREARS, Part.PREPAID, Part.THINGS, Part.KEYS, Part.REST,
        )  # fmt: skip
    match filled.why:
        case Why.LONGER:
            return (Part.HOME, Part.LONGER, Part.ARREARS)
        case Why.LET:
            return (Part.HOME, Part.NEW, Part.ARREARS, Part.KEYS)
        case Why.LEFT:
            return (Part.HOME, Part.OUT, Part.ARREARS, Part.PREPAID, Part.THINGS, Part.KEYS)
        case _:
            return (Part.HOME, Part.OUT, Part.NEW, Part.ARREARS, Part.PREPAID, Part.THINGS, Part.KEYS)


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part as the page shows it: `tone` and `word` say how it stands, `told` what was filled in. `id` is its place."""

    id: int
    part: Part
    done: bool
    tone: str
    word: str
    told: str


def lines_of(filled: Filled, facts: HomeFacts | None) -> tuple[PartLine, ...]:
    """Every part with how it stands."""
    found = []
    for at, part in enumerate(parts_of(filled), 1):
        done, tone, word, told = _stands(part, filled, facts)
        found.append(PartLine(at, part, done, tone, word, told))
    return tuple(found)


Stand = tuple[bool, str, str, str]


def _todo(told: str = "", word: str = "") -> Stand:
    return (False, "warn", word or tr("待办"), told)


def _done(told: str, word: str = "", tone: str = "ok") -> Stand:
    return (True, tone, word or tr("已填"), told)


def _stands(part: Part, filled: Filled, facts: HomeFacts | None) -> Stand:
    if part is Part.HOME:
        return _home(filled, facts)
    if facts is None:
        return (False, "neutral", tr("先选房屋"), "")
    match part:
        case Part.OUT:
            return _out(filled, facts)
        case Part.NEW:
            return _new(filled, facts)
        case Part.LONGER:
            return _longer(filled, facts)
        case Part.ARREARS:
            return _arrears(filled, facts)
        case Part.PREPAID:
            return _prepaid(filled, facts)
        case Part.THINGS:
            return _things(filled, facts)
        case Part.KEYS:
            return _keys(filled, facts)
        case _:
            return _rest(filled, facts)


def _home(filled: Filled, facts: HomeFacts | None) -> Stand:
    if facts is None or filled.on is None or filled.why is None:
        begun = facts.unit.code if facts is not None else ""
        return _todo(tr("{unit}，选日期和事由", unit=begun) if begun else tr("选房屋、日期和事由"))
    told = [facts.unit.code, filled.on.isoformat(), tr(filled.why.value), filled.basis]
    if filled.state is not None and filled.state is not facts.unit.state:
        told.append(tr("以后{state}", state=tr(filled.state.value)))
    return _done("，".join(part for part in told if part))


def leaving(filled: Filled, facts: HomeFacts) -> tuple[set[int], set[str]]:
    """Who leaves by what is filled in: ids and names."""
    out = [role for role in facts.roles if role.role_id in (filled.out or ())]
    new = {party.person_id for party in filled.new}
    gone = [role for role in out if role.person_id not in new]
    return {role.person_id for role in gone}, {role.name for role in gone}


def _out(filled: Filled, facts: HomeFacts) -> Stand:
    if filled.out is None:
        return _todo()
    named = [f"{role.name}（{tr(role.kind.value)}）" for role in facts.roles if role.role_id in filled.out]
    if len(named) < len(filled.out):
        return _todo(tr("住户刚刚改过，请重新核对"))
    return _done("、".join(named) or tr("没有人转出"))


def _new(filled: Filled, facts: HomeFacts) -> Stand:
    if not filled.new:
        return _todo()
    told = []
    for party in filled.new:
        more = ""
        if party.share is not None:
            more = f" {plain_share(party.share)}%"
        elif party.last_on is not None:
            more = tr(" 到 {day}", day=party.last_on.isoformat())
        told.append(f"{party.name}{more}")
    return _done("、".join(told))


def _longer(filled: Filled, facts: HomeFacts) -> Stand:
    names = {role.role_id: role.name for role in facts.roles}
    told = [
        tr("{name} 到 {day}", name=names.get(each.role_id, ""), day=each.last_on.isoformat())
        for each in filled.longer
    ]
    return _done("、".join(told)) if told else _todo()


def counts(filled: Filled, facts: HomeFacts) -> bool:
    """Whether what is owed must be settled, taken over or allowed before this."""
    if filled.kind is ChangeKind.OWNER:
        return True
    return bool(filled.out) and facts.unit.payer is Payer.TENANT


def _arrears(filled: Filled, facts: HomeFacts) -> Stand:
    whole = facts.owed + facts.late
    if not facts.arrears:
        return _done(tr("不欠费"), tr("不欠费"))
    told = tr("欠 {owed} 元", owed=whole)
    if facts.late != ZERO:
        told = tr("欠 {owed} 元，其中违约金 {late} 元", owed=whole, late=facts.late)
    if not counts(filled, facts):
        return _done(tr("{told}，仍由交款人付", told=told), tr("照旧"), "info")
    if filled.owed != whole:
        return _todo(told, tr("要处理"))
    if filled.take_over is not None:
        taken = filled.take_over
        return _done(tr("{told}，由{who}书面承接", told=told, who=taken.by), tr("书面承接"))
    if filled.allow:
        return _done(tr("{told}，{why}", told=told, why=filled.allow), tr("要主管准许"), "warn")
    return _todo(told, tr("要处理"))


def _prepaid(filled: Filled, facts: HomeFacts) -> Stand:
    held = tr("押金 {n} 笔仍退交款人", n=len(facts.deposits)) if facts.deposits else ""
    if facts.prepaid == ZERO:
        return _done(held or tr("没有预存和押金"), tr("不用办") if not held else "")
    told = "，".join(part for part in (tr("预存 {n} 元", n=facts.prepaid), held) if part)
    if filled.prepaid != facts.prepaid:
        return _todo(told)
    return _done(tr("{told}，留在这户", told=told))


def permits_going(filled: Filled, facts: HomeFacts) -> tuple[ThingFact, ...]:
    """Permits of those who leave: they are taken back with the act."""
    ids, names = leaving(filled, facts)
    return tuple(thing for thing in facts.of_sort(Thing.PERMIT) if thing.of(ids, names))


def usual_ends(filled: Filled, facts: HomeFacts) -> tuple[Ended, ...]:
    """What is ticked to begin with: cars and pets go with owners who all leave, a leased space with who leased it."""
    ids, names = leaving(filled, facts)
    owners = {role.person_id for role in facts.roles_of(RoleKind.OWNER)}
    all_go = filled.kind is ChangeKind.OWNER and owners <= ids
    found = []
    for thing in facts.of_sort(*ENDABLE):
        unit_wide = thing.sort in (Thing.VEHICLE, Thing.PET) and all_go
        if unit_wide or (thing.sort is Thing.LEASE and thing.of(ids, names)):
            found.append(Ended(thing.sort, thing.id))
    return tuple(found)


def _things(filled: Filled, facts: HomeFacts) -> Stand:
    permits, endable = permits_going(filled, facts), facts.of_sort(*ENDABLE)
    if not permits and not endable:
        return _done(tr("没有"), tr("不用办"))
    told = [tr("收回证件 {n} 张", n=len(permits))] if permits else []
    if filled.ends is None:
        return (
            _todo("，".join([*told, tr("车辆、车位 {n} 项待核对", n=len(endable))]))
            if endable
            else _todo("，".join(told))
        )
    if filled.ends:
        told.append(tr("结束登记 {n} 项", n=len(filled.ends)))
    return _done("，".join(told) or tr("都照旧"))


def _keys(filled: Filled, facts: HomeFacts) -> Stand:
    if not facts.keys:
        return _done(tr("柜里没有这户的钥匙，也没有借出的"), tr("不用办"))
    if filled.keys is None:
        return _todo(tr("钥匙 {n} 块牌待核对", n=len(facts.keys)))
    fates = [each.fate for each in filled.keys]
    told = [
        tr("{what} {n} 块牌", what=tr(fate.value), n=fates.count(fate)) for fate in KeyFate if fate in fates
    ]
    return _done("，".join(told))


def _rest(filled: Filled, facts: HomeFacts) -> Stand:
    going = facts.of_sort(Thing.DECORATION, Thing.TICKET, Thing.PARCEL)
    if not going:
        return _done(tr("没有"), tr("不用办"))
    counted = [
        tr("{what} {n} 件", what=tr(sort.value), n=len(facts.of_sort(sort)))
        for sort in (Thing.DECORATION, Thing.TICKET, Thing.PARCEL)
        if facts.of_sort(sort)
    ]
    told = "，".join(counted)
    if not filled.seen:
        return _todo(told)
    if facts.of_sort(Thing.DECORATION):
        if not filled.rest_reason:
            return _todo(tr("{told}，装修没有办完要主管准许", told=told))
        return _done(tr("{told}，{why}", told=told, why=filled.rest_reason), tr("要主管准许"), "warn")
    return _done(told, tr("已核对"))


def command_of(filled: Filled, facts: HomeFacts) -> MakeChange:
    """What the service is asked for, once every part is done."""
    assert filled.unit_id is not None
    assert filled.on is not None
    assert filled.why is not None
    parts = parts_of(filled)
    going = _reasons(filled)
    return MakeChange(
        kind=filled.kind, unit_id=filled.unit_id, on=filled.on, why=filled.why, owed=facts.owed + facts.late,
        prepaid=facts.prepaid, basis=filled.basis, out=(filled.out or ()) if Part.OUT in parts else (),
        new=filled.new if Part.NEW in parts else (), longer=filled.longer if Part.LONGER in parts else (),
        take_over=filled.take_over if facts.arrears and counts(filled, facts) else None,
        prepaid_stays=filled.prepaid == facts.prepaid,
        keys=(filled.keys or ()) if Part.KEYS in parts else (),
        ends=tuple((each.sort, each.id) for each in filled.ends or ()) if Part.THINGS in parts else (),
        state=filled.state, words=filled.words, reason="；".join(going), token=filled.token or None,
    )  # fmt: skip


def _reasons(filled: Filled) -> Sequence[str]:
    return [why for why in (filled.allow if filled.take_over is None else "", filled.rest_reason) if why]


def another_home(filled: Filled) -> Filled:
    """Another home was chosen: what was filled in of the first one's people and things is gone."""
    return replace(
        filled, out=None, longer=(), owed=None, take_over=None, allow="", prepaid=None, ends=None, keys=None,
        seen=False, rest_reason="",
    )  # fmt: skip
