"""A home changes hands (过户), or its tenant (租赁变更): all of it in one command with its number, or none (D1.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.archives.queries.joined import kept_id
from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.archives.rules.kinds import Payer, RoleKind
from frontdesk.areas.archives.service.people import AddRole, SavePerson, add_role, save_person
from frontdesk.areas.archives.service.role_until import set_role_end
from frontdesk.areas.archives.service.units import SetState, set_state
from frontdesk.areas.handover.model.transfers import Transfer, TransferArrear, TransferRole, TransferThing
from frontdesk.areas.handover.queries.transfer_facts import HomeFacts, RoleFact, home_facts, open_arrears
from frontdesk.areas.handover.rules.transfers import (
    FURTHEST,
    LONGEST_AGO,
    LONGEST_BASIS,
    LONGEST_WORDS,
    MOST_NEW,
    WHOLE,
    WHYS,
    Arrears,
    ChangeKind,
    Shared,
    Side,
    Thing,
    Why,
    day_wrong,
    number_of,
    shares_wrong,
)
from frontdesk.areas.handover.service.common import may_write, tidy
from frontdesk.areas.handover.service.transfer_commands import Changed, MakeChange, NewParty, TakeOver
from frontdesk.areas.handover.service.transfer_papers import issue_change
from frontdesk.areas.handover.service.transfer_rest import Leaving, settle_rest, words_for_leases
from frontdesk.areas.handover.service.visiting import allowed
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "transfers"
_DAY = timedelta(days=1)


def make_change(work: Work, command: MakeChange) -> Changed:
    """Write it all. Raises `InvalidInput` beside the parts, `NeedsApproval` where a supervisor must allow it."""
    may_write(work)
    if (before := _done_before(work, command.token)) is not None:
        return before
    series = number_of(command.kind, work.today().year, 0).rsplit("-", 1)[0]
    count = next_number(work.session, series)
    unit = work.session.scalar(select(Unit).where(Unit.id == command.unit_id).with_for_update())
    if unit is None:
        raise Refused(tr("没有这户，请重新选择"), field="unit_id")
    must_stand(work.session, unit.id)
    facts = home_facts(work.session, unit.id, work.today(), work.now())
    out = check_change(work, command, facts)
    leave = _leave(work, command, facts, out)
    people = [_person(work, party) for party in command.new]
    out = _with_own_roles(facts, out, {person.id for person in people})
    leaving = Leaving(
        frozenset(role.person_id for role in out) - {person.id for person in people},
        frozenset(role.name for role in out) - {person.name for person in people},
        everybody=command.kind is ChangeKind.OWNER
        and not {r.role_id for r in facts.roles_of(RoleKind.OWNER)} - {r.role_id for r in out},
    )
    roles = _move_roles(work, command, facts, out, people)
    things, told = settle_rest(work, command, facts, leaving, people)
    # Rent beyond the end of a leased space has been taken off: what is left is what somebody answers for.
    facts = replace(facts, arrears=open_arrears(work.session, unit.id, work.today()))
    before_state = unit.state
    # A lease that begins later moves the home's state on its own day.
    moved = command.state is not None and command.state is not unit.state and command.on <= work.today()
    if moved and command.state is not None:
        set_state(work, SetState(unit.id, command.state, command.on))
    taken = command.take_over if facts.arrears and command.take_over is not None else None
    made = Transfer(
        number=number_of(command.kind, work.today().year, count), kind=command.kind, why=command.why, unit_id=unit.id,
        happened_on=command.on, basis=tidy(command.basis, field="basis", most=LONGEST_BASIS),
        old_names=_names(role.name for role in out if role.kind in _SIDES[command.kind]),
        new_names=_names(role.name for role in roles if role.side is not Side.OUT),
        owed=facts.owed, late=facts.late, arrears=_stand(command, facts, taken),
        taken_by_id=_taker(taken, people, facts), taken_by=taken.by.strip() if taken else "",
        taken_words=taken.words.strip() if taken else "", prepaid=facts.prepaid,
        unit_state=command.state if moved else None, state_before=before_state if moved else None,
        words=tidy(command.words, most=LONGEST_WORDS), at=work.now(), by_id=work.actor.id, by=work.actor.name,
        token=command.token, **leave,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    written: list[TransferRole | TransferArrear | TransferThing] = [*roles, *_arrears(facts), *things]
    for row in written:
        row.transfer_id = made.id
        work.session.add(row)
    work.session.flush()
    issue_change(work, made)
    work.touch(TOPIC, "units", "people", "papers")
    return Changed(made.id, made.number, unit.code, told)


_SIDES = {ChangeKind.OWNER: (RoleKind.OWNER,), ChangeKind.LEASE: (RoleKind.TENANT,)}


def _done_before(work: Work, token: str | None) -> Changed | None:
    if token is None:
        return None
    found = work.session.scalar(select(Transfer).where(Transfer.token == token))
    if found is None:
        return None
    code = work.session.get_one(Unit, found.unit_id).code
    return Changed(found.id, found.number, code, again=True)


# -- what is wrong --


def check_change(work: Work, command: MakeChange, facts: HomeFacts) -> tuple[RoleFact, ...]:
    """The roles that end. Raises `InvalidInput` by part: `why`, `on`, `out`, `new`, `arrears`, `prepaid`."""
    errors: dict[str, str] = {}
    if command.why not in WHYS[command.kind]:
        errors["why"] = tr("请选办什么")
    roles = {role.role_id: role for role in facts.roles}
    out = tuple(roles[id] for id in dict.fromkeys(command.out) if id in roles)
    if len(out) < len(set(command.out)):
        errors["out"] = tr("这户的住户刚刚改过，请重新核对谁转出")
    main = _SIDES[command.kind]
    leave = [role for role in out if role.kind in main]
    starts = [(role.name, role.starts_on) for role in leave]
    wrong = day_wrong(command.on, work.today(), starts, command.kind, command.why)
    if wrong:
        errors["on"] = wrong
    if len(command.new) > MOST_NEW:
        errors["new"] = tr("一次最多登记 {n} 位", n=MOST_NEW)
    if any(not party.name.strip() and party.person_id is None for party in command.new):
        errors["new"] = tr("请填姓名")
    if command.kind is ChangeKind.OWNER:
        _check_owners(command, facts, out, errors)
    else:
        _check_tenants(command, facts, leave, errors)
    if facts.owed + facts.late != command.owed:
        errors["arrears"] = tr("欠费刚刚变了，现在是 {owed} 元，请重新核对", owed=facts.owed + facts.late)
    if facts.prepaid != command.prepaid:
        errors["prepaid"] = tr("预存刚刚变了，现在是 {n} 元，请重新核对", n=facts.prepaid)
    elif facts.prepaid and not command.prepaid_stays and command.out:
        errors["prepaid"] = tr("这户还有预存 {n} 元：先到收款里退给交款人，或勾选留在这户", n=facts.prepaid)
    if command.take_over is not None:
        _check_take_over(command.take_over, errors)
    if errors:
        raise InvalidInput(errors)
    if work.today() - command.on > LONGEST_AGO:
        words = tr("{day} 是一年多以前，仍按这一天办吗", day=command.on.isoformat())
        work.confirm("transfer.long_ago", words)
    return out


def _check_owners(
    command: MakeChange, facts: HomeFacts, out: tuple[RoleFact, ...], errors: dict[str, str]
) -> None:
    owners = facts.roles_of(RoleKind.OWNER)
    gone = {role.role_id for role in out}
    if owners and not any(role.kind is RoleKind.OWNER for role in out):
        errors.setdefault("out", tr("请勾选转出的业主；份额变了的也勾上，再登记为新业主"))
    if not command.new:
        errors.setdefault("new", tr("请登记新业主"))
        return
    ids = [party.person_id for party in command.new if party.person_id is not None]
    stay = [role for role in owners if role.role_id not in gone]
    if len(ids) != len(set(ids)):
        errors.setdefault("new", tr("新业主里有一位登记了两次"))
    for role in stay:
        if role.person_id in ids:
            errors.setdefault("new", tr("{name}仍是业主；份额变了请在转出里也勾上", name=role.name))
    after = [Shared(role.name, role.share) for role in stay]
    after += [Shared(party.name, party.share) for party in command.new]
    wrong = shares_wrong(after)
    if wrong:
        errors.setdefault("new", wrong)


def _check_tenants(
    command: MakeChange, facts: HomeFacts, leave: list[RoleFact], errors: dict[str, str]
) -> None:
    if command.why in (Why.LET_ANEW, Why.LEFT) and not leave:
        errors.setdefault("out", tr("请勾选搬走的租户"))
    if command.why in (Why.LET_ANEW, Why.LET) and not command.new:
        errors.setdefault("new", tr("请登记新租户"))
    if command.why is Why.LEFT and command.new:
        errors.setdefault("new", tr("退租不登记新租户；要换租户请选“换租户”"))
    for party in command.new:
        if party.last_on is not None and party.last_on < command.on:
            errors.setdefault("new", tr("{name}的租期到期日早于起租日", name=party.name))
        elif party.last_on is not None and party.last_on - command.on > FURTHEST:
            errors.setdefault("new", tr("租期最长二十年（民法典第七百零五条），请核对到期日"))
    tenants = {role.role_id: role for role in facts.roles_of(RoleKind.TENANT)}
    if command.why is Why.LONGER and not command.longer:
        errors.setdefault("longer", tr("请填续租到哪天"))
    for each in command.longer:
        role = tenants.get(each.role_id)
        if role is None:
            errors.setdefault("longer", tr("这户的住户刚刚改过，请重新核对续租的是谁"))
        elif role.ends_on is not None and each.last_on + _DAY <= role.ends_on:
            until = (role.ends_on - _DAY).isoformat()
            errors.setdefault("longer", tr("{name}现在租到 {day}，续租要比它晚", name=role.name, day=until))
        elif each.last_on < command.on or each.last_on - command.on > FURTHEST:
            errors.setdefault("longer", tr("续租的到期日要在今天以后、二十年以内"))


def _check_take_over(taken: TakeOver, errors: dict[str, str]) -> None:
    if not taken.by.strip():
        errors.setdefault("arrears", tr("请选由谁承接欠费"))
    elif not taken.words.strip():
        errors.setdefault("arrears", tr("请写承接的约定，如 新业主承担，过户协议第六条"))
    elif len(taken.words.strip()) > LONGEST_WORDS:
        errors.setdefault("arrears", tr("最多 {n} 个字，请写短些", n=LONGEST_WORDS))
    elif not taken.signed:
        errors.setdefault("arrears", tr("承接欠费要本人在确认单上签字，签了再勾"))


def unmet(command: MakeChange, facts: HomeFacts) -> list[str]:
    """What stops it unless a supervisor lets it pass with a reason (T22)."""
    told = []
    if facts.arrears and command.take_over is None and _arrears_count(command, facts):
        told.append(tr("还欠 {owed} 元，没有收清也没有书面承接", owed=facts.owed + facts.late))
    if command.kind is ChangeKind.OWNER:
        told += [tr("装修 {file} 还没有办完", file=thing.what) for thing in facts.of_sort(Thing.DECORATION)]
    return told


def _arrears_count(command: MakeChange, facts: HomeFacts) -> bool:
    """A tenant who comes or goes answers for what is owed only where the agreement has the tenant pay (M2.6)."""
    if command.kind is ChangeKind.OWNER:
        return True
    return bool(command.out) and facts.unit.payer is Payer.TENANT


def _leave(
    work: Work, command: MakeChange, facts: HomeFacts, out: tuple[RoleFact, ...]
) -> dict[str, Any]:  # fmt: skip
    """A supervisor's leave for what is unmet, and for rent that is taken off where a leased space ends early."""
    stops = unmet(command, facts)
    if stops and not command.reason.strip():
        told = "；".join(stops)
        raise Refused(tr("{what}。先办清，或写明原因由主管准许", what=told), field="reason")
    asked = [*stops]
    if not work.actor.may(Right.FEES_ADJUST):
        asked += words_for_leases(command, facts)
    if not asked:
        return {}
    told = "；".join(asked)
    words = tr("{unit} {what}。这样办要主管准许", unit=facts.unit.code, what=told)
    leave = allowed(work, words)
    return {**leave, "allowed_for": "；".join(p for p in (told, command.reason.strip()) if p)[:300]}


def _stand(command: MakeChange, facts: HomeFacts, taken: TakeOver | None) -> Arrears:
    if not facts.arrears:
        return Arrears.NONE
    if taken is not None:
        return Arrears.TAKEN_OVER
    return Arrears.ALLOWED if _arrears_count(command, facts) else Arrears.STAYS


# -- what is done --


def _person(work: Work, party: NewParty) -> Person:
    """Somebody of the archives, or written into them now, their document checked as the archives do."""
    if party.person_id is not None:
        found = work.session.get(Person, kept_id(work.session, party.person_id))
        if found is None:
            raise InvalidInput({"new": tr("没有这个人，请重新选择")})
        return found
    try:
        made = save_person(
            work,
            SavePerson(None, party.name, party.kind, party.id_kind, party.id_number, party.phone),
        )
    except InvalidInput as error:
        words = "；".join(error.errors.values())
        raise InvalidInput({"new": tr("{name}：{words}", name=party.name, words=words)}) from error
    return work.session.get_one(Person, made)


def _with_own_roles(
    facts: HomeFacts, out: tuple[RoleFact, ...], coming: set[int]
) -> tuple[RoleFact, ...]:  # fmt: skip
    """Who comes in as an owner or tenant is no family member, agent or tenant of the home any more."""
    ended = {role.role_id for role in out}
    own = [
        role
        for role in facts.roles
        if role.person_id in coming and role.role_id not in ended and role.kind is not RoleKind.OWNER
    ]
    return (*out, *own)


def _move_roles(
    work: Work, command: MakeChange, facts: HomeFacts, out: tuple[RoleFact, ...], people: list[Person]
) -> list[TransferRole]:
    rows = []
    for role in out:
        ends_on = max(command.on, role.starts_on) if role.starts_on is not None else command.on
        set_role_end(work, role.role_id, ends_on)
        rows.append(_row(role, Side.OUT, ends_on))
    by_id = {role.role_id: role for role in facts.roles}
    for each in command.longer:
        set_role_end(work, each.role_id, each.last_on + _DAY)
        rows.append(_row(by_id[each.role_id], Side.LONGER, each.last_on + _DAY))
    owner = command.kind is ChangeKind.OWNER
    alone = owner and len(command.new) == 1 and not _staying(facts, out)
    for party, person in zip(command.new, people, strict=True):
        share = party.share if not alone else WHOLE
        until = None if owner or party.last_on is None else party.last_on + _DAY
        kind = RoleKind.OWNER if owner else RoleKind.TENANT
        try:
            role_id = add_role(
                work,
                AddRole(facts.unit.id, person.id, kind, share if owner else None, "", command.on, until),
            )
        except InvalidInput as error:
            words = "；".join(error.errors.values())
            raise InvalidInput({"new": tr("{name}：{words}", name=person.name, words=words)}) from error
        rows.append(
            TransferRole(
                role_id=role_id, side=Side.IN, person_id=person.id, name=person.name, kind=kind,
                share=share if owner else None, starts_on=command.on, ends_on=until, ended_before=None,
            )
        )  # fmt: skip
    return rows


def _staying(facts: HomeFacts, out: tuple[RoleFact, ...]) -> bool:
    return bool({r.role_id for r in facts.roles_of(RoleKind.OWNER)} - {r.role_id for r in out})


def _row(role: RoleFact, side: Side, ends_on: date) -> TransferRole:
    return TransferRole(
        role_id=role.role_id, side=side, person_id=role.person_id, name=role.name, kind=role.kind, share=role.share,
        starts_on=role.starts_on, ends_on=ends_on, ended_before=role.ends_on,
    )  # fmt: skip


def _arrears(facts: HomeFacts) -> list[TransferArrear]:
    return [
        TransferArrear(
            charge_id=row.charge_id, item=row.item, period=row.period, payer=row.payer, owed=row.owed, late=row.late
        )
        for row in facts.arrears
    ]  # fmt: skip


def _taker(taken: TakeOver | None, people: list[Person], facts: HomeFacts) -> int | None:
    if taken is None:
        return None
    by = taken.by.strip()
    known = [(person.name, person.id) for person in people]
    known += [(role.name, role.person_id) for role in facts.roles]
    return next((id for name, id in known if name == by), None)


def _names(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(names))[:400]
