"""What happens to a permit after it was issued: renewed, lost, found, replaced, withdrawn, given back … (D3.4)."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.cashdesk.service.common import LONGEST_REASON, tidy_reason
from frontdesk.areas.permits.model.permits import Permit, PermitTerm
from frontdesk.areas.permits.queries.conditions import IssueFacts, check_kind_facts
from frontdesk.areas.permits.queries.kinds import kind_on
from frontdesk.areas.permits.queries.permits import permit
from frontdesk.areas.permits.rules.conditions import unmet
from frontdesk.areas.permits.rules.course import Step, check_step
from frontdesk.areas.permits.rules.kinds import tidy_permit_number
from frontdesk.areas.permits.service.issuing import (
    Issue,
    Issued,
    add_event,
    add_term,
    allow,
    check_issuer,
    issue_as,
    reason_for,
)
from frontdesk.areas.permits.service.permit_money import OWING, Pay, lock_shift, take_money
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class Renew:
    """Until which last day it holds from now on. `charge` says whether the kind's fee is charged for the new card."""

    number: str
    ends_on: date
    pay: Pay = OWING
    charge: bool = True
    allow_reason: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Replace:
    """Another card for a lost or spoiled one, and why; its term is the old one's."""

    number: str
    reason: str
    photo: bytes | None = None
    pay: Pay = OWING
    token: str | None = None

    def audit_summary(self) -> dict[str, object]:
        """Without the photograph, which the permit names by its hash."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "photo"}


@dataclass(frozen=True, slots=True)
class Take:
    """One step of a permit's course with its words."""

    number: str
    words: str = ""


_MUST_SAY = frozenset({Step.WITHDRAWN, Step.ENDED})
_MISSING = {Step.WITHDRAWN: "请写明收回的原因", Step.ENDED: "请写明停用的原因"}


def renew(work: Work, command: Renew) -> Issued:
    """A new term with a new code and a new paper; the number stays. Conditions are asked as at the issue."""
    work.require(Right.PERMITS)
    lock_shift(work, command.pay)
    made = locked(work, command.number)
    if command.token is not None:
        before = work.session.scalar(select(PermitTerm.permit_id).where(PermitTerm.token == command.token))
        if before is not None:
            if before != made.id:
                raise Refused(tr("这一页已经续过一张了，请重新打开再续"))
            return Issued(made.id, made.number, again=True)
    standing = _check(work, made, Step.RENEWED)
    kind = kind_on(work.session, made.kind_code, work.today()).facts
    if not kind.active:
        raise Refused(tr("{kind}已停用，不能续期", kind=kind.name))
    today = work.today()
    longest = today + timedelta(days=kind.days - 1)
    if command.ends_on <= max(standing.ends_on, today):
        raise InvalidInput({"ends_on": tr("新的有效期要晚于 {day}", day=max(standing.ends_on, today))})
    if command.ends_on > longest:
        raise InvalidInput(
            {"ends_on": tr("{kind}最长 {n} 天，最晚 {day}", kind=kind.name, n=kind.days, day=longest)}
        )
    extra = json.loads(made.extra)
    facts = IssueFacts(
        kind.code,
        made.unit_id,
        command.ends_on,
        made.person_id,
        tuple(extra.items()),
        photo=made.photo is not None,
    )
    missing = unmet(check_kind_facts(work.session, kind, facts, today))
    approver = check_issuer(work, kind)
    if missing:
        approver = allow(work, missing, command.allow_reason)
    words = tr("至 {day}", day=command.ends_on)
    if missing:
        words = tr(
            "至 {day}；{who}准许：{why}",
            day=command.ends_on,
            who=approver[1],
            why=reason_for(work, command.allow_reason),
        )
    unit = work.session.get_one(Unit, made.unit_id)
    last = work.session.scalars(
        select(PermitTerm.no).where(PermitTerm.permit_id == made.id).order_by(PermitTerm.no.desc()).limit(1)
    ).one()
    add_term(work, made, kind, unit, extra, today, command.ends_on, last + 1, command.token)
    paid = take_money(
        work,
        command.pay,
        unit_id=made.unit_id,
        permit_id=made.id,
        kind=kind.name,
        number=made.number,
        payer=made.holder if made.person_id is None else "",
        fee=kind.fee if command.charge else ZERO,
        deposit=ZERO,
    )
    add_event(work, made.id, Step.RENEWED, words[:200], paid=paid, approver=approver)
    work.touch("permits", "papers")
    return Issued(made.id, made.number, paid.receipt, "", paid.change)


def replace_permit(work: Work, command: Replace) -> Issued:
    """A new number that names the old one, which is dead from now on."""
    work.require(Right.PERMITS)
    lock_shift(work, command.pay)
    old = locked(work, command.number)
    if command.token is not None:
        before = work.session.scalar(select(Permit).where(Permit.token == command.token))
        if before is not None:
            if before.previous_id != old.id:
                raise Refused(tr("这一页已经补过一张了，请重新打开再补"))
            return Issued(before.id, before.number, again=True)
    standing = _check(work, old, Step.REPLACED)
    if standing.ends_on < work.today():
        raise Refused(
            tr("{number} 到 {day} 已经到期，不能补证，请重新办一张", number=old.number, day=standing.ends_on)
        )
    reason = tidy_reason(command.reason, missing=tr("请写明补证的原因，如 遗失、损坏"))
    made = issue_as(
        work,
        Issue(
            kind=old.kind_code,
            unit_id=old.unit_id,
            holder=old.holder,
            ends_on=standing.ends_on,
            person_id=old.person_id,
            starts_on=min(standing.starts_on, work.today()),
            role=old.role,
            id_number=old.id_number,
            phone=old.phone,
            extra=tuple(json.loads(old.extra).items()),
            photo=command.photo,
            pay=command.pay,
            token=command.token,
        ),
        previous=old,
    )
    add_event(work, old.id, Step.REPLACED, tr("{why}，新证 {number}", why=reason, number=made.number)[:200])
    return made


def report_lost(work: Work, command: Take) -> str:
    """Its code and number are refused at the gate's desk from now on."""
    return _take(work, command, Step.LOST)


def report_found(work: Work, command: Take) -> str:
    """A lost one that turned up holds again."""
    return _take(work, command, Step.FOUND)


def withdraw(work: Work, command: Take) -> str:
    """Taken back by the office, with a reason: the holder has left, or misused it."""
    return _take(work, command, Step.WITHDRAWN)


def give_back(work: Work, command: Take) -> str:
    """Brought back by its holder."""
    return _take(work, command, Step.RETURNED)


def end(work: Work, command: Take) -> str:
    """Ended with a reason, where there is nothing to bring back."""
    return _take(work, command, Step.ENDED)


def collect_card(work: Work, command: Take) -> str:
    """Fetched by its holder."""
    return _take(work, command, Step.COLLECTED)


def _take(work: Work, command: Take, step: Step) -> str:
    work.require(Right.PERMITS)
    made = locked(work, command.number)
    _check(work, made, step)
    words = command.words.strip()
    if step in _MUST_SAY:
        words = tidy_reason(words, missing=tr(_MISSING[step]), field="words")
    elif len(words) > LONGEST_REASON:
        raise Refused(tr("最多 {n} 个字，请写短些", n=LONGEST_REASON), field="words")
    add_event(work, made.id, step, words)
    work.touch("permits")
    return made.number


def locked(work: Work, number: str) -> Permit:
    """The permit, so that two desks do not take a step at once."""
    wanted = tidy_permit_number(number) or number.strip()
    found = work.session.scalar(select(Permit).where(Permit.number == wanted).with_for_update())
    if found is None:
        raise Refused(tr("没有证 {number}，请核对编号", number=number.strip()), field="number")
    return found


@dataclass(frozen=True, slots=True)
class _Standing:
    starts_on: date
    ends_on: date


def _check(work: Work, made: Permit, step: Step) -> _Standing:
    """The term that counts. Raises `Refused` where the step may not be taken now."""
    found = permit(work.session, made.id, work.today())
    assert found is not None
    check_step(step, found.row.state, made.number)
    return _Standing(found.row.starts_on, found.row.ends_on)
