"""Issuing a permit: conditions, number, photograph, money and paper in one transaction (D3.3, D3.4, T11, T22, T23)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.archives.queries.joined import kept_id, same_ids
from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.archives.rules.identity import read_plate
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.rules.names import search_words
from frontdesk.areas.cashdesk.service.common import LONGEST_NAME, allowed_by, lock_unit, tidy_reason
from frontdesk.areas.permits.model.permits import Permit, PermitEvent, PermitPhoto, PermitTerm
from frontdesk.areas.permits.queries.conditions import IssueFacts, check_kind_facts
from frontdesk.areas.permits.queries.goods import residents
from frontdesk.areas.permits.queries.permits import PermitFilter, permit_rows
from frontdesk.areas.permits.rules.code import CodeFacts
from frontdesk.areas.permits.rules.conditions import Condition, unmet
from frontdesk.areas.permits.rules.course import LIVE, Step
from frontdesk.areas.permits.rules.kinds import FieldSort, KindFacts, permit_number, series
from frontdesk.areas.permits.service.kinds import stored_kind
from frontdesk.areas.permits.service.permit_money import OWING, Paid, Pay, lock_shift, take_money
from frontdesk.areas.permits.service.permit_papers import freeze
from frontdesk.areas.permits.service.signing import code_for
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import parse_day
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

LONGEST_VALUE = 60
LARGEST_PHOTO = 400_000


@dataclass(frozen=True, slots=True)
class Issue:
    """A permit of that kind for somebody at a unit until its last day.

    `person_id` is one of the unit's people; without it `holder` is written by name. `extra` are the kind's own
    fields as (name, words). `photo` is a JPEG in the card's size. `waits`: it is fetched later. `allow_reason`
    says why it is issued although a condition is not met. `token` is made when the form opens (T23).
    """

    kind: str
    unit_id: int
    holder: str
    ends_on: date
    person_id: int | None = None
    starts_on: date | None = None
    role: str = ""
    id_number: str = ""
    phone: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    photo: bytes | None = None
    pay: Pay = OWING
    waits: bool = False
    allow_reason: str = ""
    token: str | None = None

    def audit_summary(self) -> dict[str, object]:
        """Without the photograph, which the permit names by its hash."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "photo"}


@dataclass(frozen=True, slots=True)
class Issued:
    """The stored permit; `again` when the same press had stored it before. `change` goes back to the payer."""

    permit_id: int
    number: str
    receipt: str = ""
    deposit: str = ""
    change: Money = ZERO
    again: bool = False


@dataclass(frozen=True, slots=True)
class IssueMany:
    """Several at once, each as by itself; what cannot be issued is left out and named."""

    wanted: tuple[Issue, ...]

    def audit_summary(self) -> list[dict[str, object]]:
        """Each without its photograph."""
        return [wanted.audit_summary() for wanted in self.wanted]


@dataclass(frozen=True, slots=True)
class Batch:
    """What was issued, and (holder, why not) of the rest."""

    issued: tuple[Issued, ...]
    refused: tuple[tuple[str, str], ...]


def issue(work: Work, command: Issue) -> Issued:
    """Issue it: all or nothing.

    Raises `InvalidInput` for what is missing or wrong, `NeedsApproval` where a condition is not met and the actor
    may not allow it (a reason is wanted first), `Refused` without an open shift where money is to be taken.
    """
    return issue_as(work, command, previous=None)


def issue_as(work: Work, command: Issue, *, previous: Permit | None) -> Issued:
    """The same for a permit that replaces another: conditions were asked then, the photograph may be its."""
    work.require(Right.PERMITS)
    # Locked first, in the cash desk's order: a second press waits here, and then finds what the first one made.
    lock_shift(work, command.pay)
    unit = lock_unit(work, command.unit_id)
    if command.token is not None:
        before = work.session.scalar(select(Permit).where(Permit.token == command.token))
        if before is not None:
            if before.unit_id != command.unit_id or before.by_id != work.actor.id:
                raise Refused(tr("这一页已经办过一张了，请重新打开再办"))
            return Issued(before.id, before.number, again=True)
    if previous is None:
        must_stand(work.session, unit.id)
    return _store(work, _prepare(work, command, unit, previous), previous)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A command that may be stored as it is: everything has been asked."""

    command: Issue
    kind_id: int
    kind: KindFacts
    unit: Unit
    extra: dict[str, str]
    missing: tuple[Condition, ...]
    reason: str
    approver_id: int | None
    approver: str


def _prepare(work: Work, command: Issue, unit: Unit, previous: Permit | None) -> _Ready:
    """Ask everything. Writes nothing but the kind's own version, so that a batch goes on after a refusal."""
    kind_id, kind = stored_kind(work, command.kind)
    if previous is None and not kind.active:
        raise Refused(tr("{kind}已停用，不能再办", kind=kind.name), field="kind")
    approver_id, approver = check_issuer(work, kind)
    command, extra = _tidy(work, command, kind, replaces=previous is not None)
    if previous is None:
        _ask_second(work, command, kind, extra)
    facts = IssueFacts(
        kind.code,
        unit.id,
        command.ends_on,
        command.person_id,
        tuple(extra.items()),
        photo=command.photo is not None,
    )
    missing = () if previous is not None else unmet(check_kind_facts(work.session, kind, facts, work.today()))
    reason = ""
    if missing:
        approver_id, approver = allow(work, missing, command.allow_reason)
        reason = reason_for(work, command.allow_reason)
    return _Ready(command, kind_id, kind, unit, extra, missing, reason, approver_id, approver)


def _ask_second(work: Work, command: Issue, kind: KindFacts, extra: Mapping[str, str]) -> None:
    """Ask before somebody gets a second good permit of a kind for the same thing (the same car, the same dog)."""
    told = json.dumps(extra, ensure_ascii=False)
    rows = permit_rows(
        work.session, PermitFilter("live", kind.code, unit_id=command.unit_id), work.today(), limit=None
    )
    ids = [row.id for row in rows if row.holder == command.holder and row.state in LIVE]
    same = same_ids(work.session, command.person_id)
    tests = (
        Permit.id.in_(ids),
        Permit.person_id.in_(same) if same else Permit.person_id.is_(None),
        Permit.extra == told,
    )
    number = work.session.scalar(select(Permit.number).where(*tests).order_by(Permit.id.desc()).limit(1))
    if number is not None:
        words = tr(
            "{who}已有在用的{kind} {number}，再办一张吗？", who=command.holder, kind=kind.name, number=number
        )
        work.confirm("permit.second", words)


def _store(work: Work, ready: _Ready, previous: Permit | None) -> Issued:
    command, kind, unit = ready.command, ready.kind, ready.unit
    number = permit_number(kind.prefix, next_number(work.session, series(kind.prefix)))
    pinyin, initials = search_words(command.holder)
    made = Permit(
        number=number,
        kind_id=ready.kind_id,
        kind_code=kind.code,
        unit_id=unit.id,
        person_id=command.person_id,
        holder=command.holder,
        pinyin=pinyin,
        initials=initials,
        id_number=command.id_number,
        phone=command.phone,
        role=command.role,
        extra=json.dumps(ready.extra, ensure_ascii=False),
        photo=_keep_photo(work, command.photo) or (previous.photo if previous is not None else None),
        previous_id=previous.id if previous is not None else None,
        allowed="\n".join(condition.text for condition in ready.missing)[:400],
        allow_reason=ready.reason,
        approver_id=ready.approver_id,
        approver=ready.approver,
        made_on=work.today(),
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        token=command.token,
    )
    work.session.add(made)
    work.session.flush()
    add_term(work, made, kind, unit, ready.extra, command.starts_on or work.today(), command.ends_on, 1)
    paid = take_money(
        work,
        command.pay,
        unit_id=unit.id,
        permit_id=made.id,
        kind=kind.name,
        number=number,
        payer=command.holder if command.person_id is None else "",
        fee=kind.fee,
        deposit=ZERO if previous is not None else kind.deposit,
    )
    add_event(work, made.id, Step.ISSUED, paid=paid, approver=(ready.approver_id, ready.approver))
    if not command.waits:
        add_event(work, made.id, Step.COLLECTED)
    work.touch("permits", "papers")
    return Issued(made.id, number, paid.receipt, paid.deposit, paid.change)


def issue_many(work: Work, command: IssueMany) -> Batch:
    """Each by itself in one transaction: what is refused takes no number and is named. Fees are left owing.

    Raises `Refused` for a kind with a deposit, which is taken from each holder at the desk.
    """
    work.require(Right.PERMITS)
    names: dict[str, str] = {}
    for code in {wanted.kind for wanted in command.wanted}:
        _, kind = stored_kind(work, code)
        names[code] = kind.name
        if kind.deposit > ZERO:
            raise Refused(tr("{kind}要收押金，请一张一张办", kind=kind.name), field="kind")
    issued: list[Issued] = []
    refused: list[tuple[str, str]] = []
    for done, wanted in enumerate(command.wanted):
        work.progress.step(done, len(command.wanted), wanted.holder)
        try:
            unit = lock_unit(work, wanted.unit_id)
            ready = _prepare(work, replace(wanted, pay=OWING), unit, None)
        except NeedsConfirmation:
            refused.append((wanted.holder, tr("已有在用的{kind}，没有再办", kind=names[wanted.kind])))
            continue
        except (Refused, NeedsApproval) as error:
            refused.append((wanted.holder, error.text))
            continue
        issued.append(_store(work, ready, None))
    work.progress.step(len(command.wanted), len(command.wanted))
    return Batch(tuple(issued), tuple(refused))


def check_issuer(work: Work, kind: KindFacts) -> tuple[int | None, str]:
    """Who allowed it where the kind is another role's to issue; (None, "") where nobody had to be asked."""
    if not kind.issuers or work.actor.role in kind.issuers:
        return None, ""
    who = "、".join(tr(role.value) for role in kind.issuers)
    words = tr("{kind}要{who}办，或主管授权", kind=kind.name, who=who)
    return allowed_by(work, work.require(Right.PERMITS_ALLOW, words))


def _tidy(work: Work, command: Issue, kind: KindFacts, *, replaces: bool) -> tuple[Issue, dict[str, str]]:
    """The command with its words in shape. Raises `InvalidInput` naming every field that cannot stand."""
    errors: dict[str, str] = {}
    holder, role, number, phone = (
        command.holder.strip(),
        command.role.strip(),
        command.id_number,
        command.phone,
    )
    if command.person_id is not None:
        # Whoever was joined with somebody holds it as the one they are.
        command = replace(command, person_id=kept_id(work.session, command.person_id))
        person = work.session.get(Person, command.person_id)
        roles = [
            r
            for r in residents(work.session, command.unit_id, work.today())
            if r.person_id == command.person_id
        ]
        if person is None or (not roles and not replaces):
            errors["holder"] = tr("这个人现在不住在这户，请重新选择")
        else:
            holder = person.name
            role = roles[0].kind.value if roles else role
            number, phone = number or person.id_number, phone or person.phone
    elif role in {word.value for word in RoleKind}:
        # Only the archives say who is an owner or a tenant.
        role = ""
    if not holder:
        errors.setdefault("holder", tr("请选持证人，或写上姓名"))
    elif len(holder) > LONGEST_NAME:
        errors["holder"] = tr("最多 {n} 个字，请写短些", n=LONGEST_NAME)
    starts_on = command.starts_on or work.today()
    if command.ends_on < starts_on or command.ends_on < work.today():
        errors["ends_on"] = tr("有效期要到今天以后")
    elif not replaces and command.ends_on > starts_on + timedelta(days=kind.days - 1):
        last = starts_on + timedelta(days=kind.days - 1)
        errors["ends_on"] = tr("{kind}最长 {n} 天，最晚 {day}", kind=kind.name, n=kind.days, day=last)
    if starts_on > work.today() + timedelta(days=92):
        errors["starts_on"] = tr("开始日期太远，请核对")
    if command.photo is not None and (
        len(command.photo) > LARGEST_PHOTO or not command.photo.startswith(b"\xff\xd8")
    ):
        errors["photo"] = tr("照片不是裁好的 JPG，请重新选")
    extra = _read_extra(command, kind, errors)
    if errors:
        raise InvalidInput(errors)
    tidy = replace(
        command,
        holder=holder,
        role=role[:24],
        id_number=number.strip().upper()[:40],
        phone=phone.strip()[:40],
    )
    return tidy, extra


def _read_extra(command: Issue, kind: KindFacts, errors: dict[str, str]) -> dict[str, str]:
    given = dict(command.extra)
    extra: dict[str, str] = {}
    for field in kind.fields:
        words = given.get(field.name, "").strip()
        if not words:
            if field.required:
                errors[field.name] = tr("请填{what}", what=field.label)
            continue
        if len(words) > LONGEST_VALUE:
            errors[field.name] = tr("最多 {n} 个字，请写短些", n=LONGEST_VALUE)
        elif field.sort is FieldSort.DAY:
            try:
                words = parse_day(words).isoformat()
            except Refused as refused:
                errors[field.name] = refused.text
        elif field.sort is FieldSort.PLATE:
            words = read_plate(words).plate
        extra[field.name] = words
    return extra


def allow(work: Work, missing: tuple[Condition, ...], reason: str) -> tuple[int, str]:
    """Who allows what is not met (T22). Raises `Refused` while no reason is given, then `NeedsApproval`."""
    words = "；".join(condition.text for condition in missing)
    given = work.approval is not None and work.approval.right == Right.PERMITS_ALLOW
    if not reason.strip() and not (given and work.approval is not None and work.approval.reason.strip()):
        raise Refused(tr("{what}。要准许办，请写明理由", what=words), field="allow_reason")
    return allowed_by(work, work.require(Right.PERMITS_ALLOW, tr("{what}。办证要主管授权", what=words)))


def reason_for(work: Work, typed: str) -> str:
    told = typed.strip() or (work.approved.reason.strip() if work.approved is not None else "")
    return tidy_reason(told, missing=tr("请写明准许的理由"), field="allow_reason")


def _keep_photo(work: Work, jpeg: bytes | None) -> str | None:
    if jpeg is None:
        return None
    hash_ = hashlib.sha256(jpeg).hexdigest()
    if work.session.get(PermitPhoto, hash_) is None:
        work.session.add(PermitPhoto(hash=hash_, jpeg=jpeg, at=work.now()))
        work.session.flush()
    return hash_


def add_term(
    work: Work,
    made: Permit,
    kind: KindFacts,
    unit: Unit,
    extra: Mapping[str, str],
    starts_on: date,
    ends_on: date,
    no: int,
    token: str | None = None,
) -> PermitTerm:
    """A term with its signed code and its paper."""
    code = code_for(
        work,
        CodeFacts(
            kind=kind.prefix,
            number=made.number,
            holder=made.holder,
            unit=unit.code,
            starts_on=starts_on,
            ends_on=ends_on,
            note=extra.get("plate", "") or extra.get("vehicle", ""),
        ),
    )
    term = PermitTerm(
        permit_id=made.id,
        no=no,
        starts_on=starts_on,
        ends_on=ends_on,
        code=code,
        paper=made.number if no == 1 else f"{made.number}/{no}",
        token=token,
    )
    work.session.add(term)
    work.session.flush()
    freeze(work, made, term, kind, unit, extra)
    return term


def add_event(
    work: Work,
    permit_id: int,
    step: Step,
    words: str = "",
    *,
    paid: Paid | None = None,
    approver: tuple[int | None, str] = (None, ""),
) -> None:
    """One step of its course, today."""
    paid = paid or Paid()
    work.session.add(
        PermitEvent(
            permit_id=permit_id,
            step=step,
            on=work.today(),
            words=words,
            charge_id=paid.charge_id,
            receipt=paid.receipt,
            deposit=paid.deposit,
            approver_id=approver[0],
            approver=approver[1],
            at=work.now(),
            by_id=work.actor.id,
            by=work.actor.name,
        )
    )
    work.session.flush()
