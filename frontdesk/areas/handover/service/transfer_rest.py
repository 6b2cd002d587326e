"""What belongs to those who leave: permits taken back, leased spaces and cars ended, keys and the word on them (D1.5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.service.belongings import (
    EndSpace,
    WithdrawPet,
    WithdrawVehicle,
    end_space,
    withdraw_pet,
    withdraw_vehicle,
)
from frontdesk.areas.handover.model.transfers import TransferThing
from frontdesk.areas.handover.queries.transfer_facts import HomeFacts, KeyFact, ThingFact
from frontdesk.areas.handover.rules.transfers import ChangeKind, KeyFate, Thing
from frontdesk.areas.handover.service.transfer_commands import KeyDone, MakeChange
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import WhoKind
from frontdesk.areas.keys.service.caring import EndCare, end_care
from frontdesk.areas.keys.service.common import Pieces
from frontdesk.areas.keys.service.consents import EndConsent, end_consent
from frontdesk.areas.keys.service.handing_over import HandOver, hand_over
from frontdesk.areas.keys.service.returning import BackFrom, ReturnKeys, return_keys
from frontdesk.areas.permits.queries.parking import leases
from frontdesk.areas.permits.rules.parking import Verdict
from frontdesk.areas.permits.service.course import Take, withdraw
from frontdesk.areas.permits.service.parking import Cancel, apply_to_cancel
from frontdesk.areas.permits.service.parking_answers import Answer, answer
from frontdesk.base.store.users import User
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.rights import Right, may
from frontdesk.base.values.text import tr

ENDABLE = (Thing.VEHICLE, Thing.LEASE, Thing.SPACE, Thing.PET)
"""What the clerk ticks; permits and the word on keys go with whom they name."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who leaves, by id and name; `everybody`: no owner stays, so the old owners' word on the keys is over."""

    person_ids: frozenset[int]
    names: frozenset[str]
    everybody: bool


def settle_rest(
    work: Work, command: MakeChange, facts: HomeFacts, leaving: Leaving, people: list[Person]
) -> tuple[list[TransferThing], tuple[str, ...]]:
    """Rows of what was there and done, and what the clerk must still know."""
    rows: list[TransferThing] = []
    told: list[str] = []
    why = tr(
        "{day} {what}，{who}迁出",
        day=command.on,
        what=tr(command.kind.value),
        who="、".join(sorted(leaving.names)),
    )
    for thing in facts.of_sort(Thing.PERMIT):
        if thing.of(leaving.person_ids, leaving.names):
            withdraw(work, Take(thing.number, why[:200]))
            rows.append(_row(thing, tr("已收回")))
    wanted = set(command.ends)
    known = {(thing.sort, thing.id) for thing in facts.of_sort(*ENDABLE)}
    if wanted - known:
        raise Refused(tr("车辆、车位刚刚改过，请重新核对"), field="ends")
    for thing in facts.of_sort(*ENDABLE):
        done = ""
        if (thing.sort, thing.id) in wanted:
            done, more = _end(work, command, thing, why)
            told += more
        rows.append(_row(thing, done))
    for thing in facts.of_sort(Thing.CONSENT):
        if leaving.everybody or thing.of(leaving.person_ids, leaving.names):
            end_consent(work, EndConsent(thing.id, reason=why[:200]))
            rows.append(_row(thing, tr("已结束")))
    rows += _keys(work, command, facts, people)
    rows += [
        TransferThing(
            sort=Thing.DEPOSIT, ref_id=row.id,
            what=tr("{number} {purpose} {left} 元，交款人{payer}", number=row.number, purpose=row.purpose, left=row.left,
                    payer=row.payer)[:200],
            done=tr("仍退交款人"),
        )
        for row in facts.deposits
    ]  # fmt: skip
    rows += [_row(thing, "") for thing in facts.of_sort(Thing.DECORATION, Thing.TICKET, Thing.PARCEL)]
    return rows, tuple(told)


def _row(thing: ThingFact, done: str) -> TransferThing:
    return TransferThing(sort=thing.sort, ref_id=thing.id, what=thing.what[:200], done=done[:120])


def _end(work: Work, command: MakeChange, thing: ThingFact, why: str) -> tuple[str, list[str]]:
    """Its registration is over; what was done, and what of it is still to be done at the till."""
    if thing.sort is Thing.VEHICLE:
        withdraw_vehicle(work, WithdrawVehicle(thing.id, command.on))
        return tr("已注销"), []
    if thing.sort is Thing.PET:
        withdraw_pet(work, WithdrawPet(thing.id, command.on))
        return tr("已注销"), []
    if thing.sort is Thing.SPACE:
        end_space(work, EndSpace(thing.id, command.on))
        return tr("不随房转，到 {day}", day=(command.on - _DAY).isoformat()), []
    return _end_lease(work, command, thing, why)


def _end_lease(work: Work, command: MakeChange, thing: ThingFact, why: str) -> tuple[str, list[str]]:
    """The space is given back; rent charged beyond its last day is taken off, what was paid for it is to be refunded."""
    lease = leases(work.session, work.today(), lease_ids=(thing.id,))[0]
    # One that began later never held.
    last_on = max(command.on, lease.starts_on) - _DAY
    if last_on >= lease.last_on:
        return tr("到 {day} 为止", day=lease.last_on.isoformat()), []
    applied = apply_to_cancel(work, Cancel(thing.id, last_on, why[:200]))
    done = answer(with_leave(work, Right.FEES_ADJUST), Answer(applied.request_id, Verdict.APPROVED))
    told = []
    if done.to_refund != ZERO:
        told.append(tr("车位 {code} 多收的租金 {n} 元要办退款", code=lease.code, n=done.to_refund))
    return tr("已退租，最后一天 {day}", day=last_on.isoformat()), told


def words_for_leases(command: MakeChange, facts: HomeFacts) -> list[str]:
    """Why a supervisor is asked where a leased space ends early: rent may be taken off."""
    wanted = {id for sort, id in command.ends if sort is Thing.LEASE}
    return [
        tr("车位 {space} 提前退租", space=thing.what)
        for thing in facts.of_sort(Thing.LEASE)
        if thing.id in wanted
    ]


def with_leave(work: Work, right: Right) -> Work:
    """The same work for a step that takes *right*: whoever gave leave for the change has given it for its parts.

    Only where they have that right themselves; else the work as it is, which then asks.
    """
    given = work.approval
    if work.actor.may(right) or given is None or given.right == right:
        return work
    approver = work.session.get(User, given.approver_id)
    if approver is None or not may(approver.role, right):
        return work
    return replace(work, approval=replace(given, right=right))


# -- keys --


def _keys(
    work: Work, command: MakeChange, facts: HomeFacts, people: list[Person]
) -> list[TransferThing]:  # fmt: skip
    """Keys that come back, or go on to whoever comes in: movements of the cabinet, with its own 交接单."""
    by_id = {key.row.id: key for key in facts.keys}
    fates = {each.key_id: each.fate for each in command.keys}
    if set(fates) - set(by_id):
        raise Refused(tr("钥匙刚刚动过，请重新核对"), field="keys")
    told: dict[int, str] = {id: tr("照旧") for id in by_id}
    moving = [KeyDone(id, fate) for id, fate in fates.items() if fate is not KeyFate.STAYS]
    for each in moving:
        loans = by_id[each.key_id].loans
        if loans:
            back = ReturnKeys(tuple(BackFrom(loan.id) for loan in loans), words=_words(command))
            return_keys(work, back)
        told[each.key_id] = tr("已收回柜里")
    passed = [by_id[each.key_id] for each in moving if each.fate is KeyFate.PASSED_ON]
    if passed:
        told |= _pass_on(work, command, facts, passed, people)
    return [
        TransferThing(sort=Thing.KEY, ref_id=key.row.id, what=key.words[:200], done=told[key.row.id][:120])
        for key in facts.keys
    ]


def _pass_on(
    work: Work, command: MakeChange, facts: HomeFacts, passed: list[KeyFact], people: list[Person]
) -> dict[int, str]:
    """To the first who comes in; a tenant takes them by the owner's word, which the change itself is."""
    if not people:
        raise Refused(tr("没有新住户，钥匙不能交出去，请选收回柜里或照旧"), field="keys")
    first = people[0]
    who = Who(WhoKind.RESIDENT, first.name, first.id)
    owners = "、".join(role.name for role in facts.roles_of(RoleKind.OWNER))
    authority = ""
    if command.kind is ChangeKind.LEASE:
        authority = tr(
            "业主{owners}同意，{basis}", owners=owners, basis=command.basis.strip() or tr("租赁合同")
        )
    told: dict[int, str] = {}
    plain: list[Pieces] = []
    for key in passed:
        pieces = key.row.on_hand + sum(loan.left for loan in key.loans)
        if key.row.in_care:
            slip = end_care(work, EndCare(key.row.id, who, authority, words=_words(command))).number
            told[key.row.id] = tr("交给{who}，{slip}", who=first.name, slip=slip)
        else:
            plain.append(Pieces(key.row.id, pieces))
    if plain:
        slip = hand_over(work, HandOver(tuple(plain), who, authority, None, _words(command))).number
        told |= {each.key_id: tr("交给{who}，{slip}", who=first.name, slip=slip) for each in plain}
    return told


def _words(command: MakeChange) -> str:
    return tr("{day} {what}", day=command.on.isoformat(), what=tr(command.kind.value))
