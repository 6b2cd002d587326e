"""Commissions to let or sell a home: taken, signed, noted on, withdrawn, voided (D2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.archives.rules.identity import checked_phone
from frontdesk.areas.reception.model.lettings import Letting
from frontdesk.areas.reception.rules.lettings import LONGEST_NAME, PREFIX, LettingStep
from frontdesk.areas.reception.service.desk_common import (
    by_another,
    check_unit,
    day_number,
    day_of,
    may_write,
    person_name,
    tidy,
)
from frontdesk.areas.reception.service.letting_common import TOPIC, add, for_step
from frontdesk.areas.reception.service.letting_terms import Terms, add_terms, faults
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class TakeLetting:
    """An owner gives a home into commission. `first_on` None: from today; `signed`: the paper is signed. `token` is the form's (T23)."""

    unit_id: int
    terms: Terms
    person_id: int | None = None
    owner: str = ""
    phone: str = ""
    signed: bool = False
    first_on: date | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class LettingTaken:
    """Its id and number."""

    id: int
    number: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class SignLetting:
    """The paper came back signed, on the day `on`."""

    letting_id: int
    on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class LogLetting:
    """Something to know, as a line of its course."""

    letting_id: int
    words: str


@dataclass(frozen=True, slots=True)
class WithdrawLetting:
    """The owner takes it back, and why."""

    letting_id: int
    words: str


@dataclass(frozen=True, slots=True)
class VoidLetting:
    """It was entered by mistake."""

    letting_id: int
    reason: str


def take_letting(work: Work, command: TakeLetting) -> LettingTaken:
    """Register it under a number of its day. Raises `InvalidInput` for terms that do not fit together."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(Letting).where(Letting.token == command.token))
        if before is not None:
            return LettingTaken(before.id, before.number, again=True)
    check_unit(work, command.unit_id)
    today = work.today()
    errors = faults(command.terms, today)
    owner = command.owner.strip() or person_name(work, command.person_id, field="owner")
    if not owner:
        errors["owner"] = tr("请写委托人，是业主本人或持委托书的代理人")
    first_on = command.first_on or today
    if first_on > command.terms.last_on:
        errors.setdefault("last_on", tr("早于开始的那天，请核对"))
    if errors:
        raise InvalidInput(errors)
    open_before = work.session.scalar(
        select(Letting.number).where(Letting.unit_id == command.unit_id, Letting.outcome.is_(None)).limit(1)
    )
    if open_before is not None:
        words = tr("这户已经有一份没有办完的委托 {number}，还要再登一份吗？", number=open_before)
        work.confirm("letting_twice", words)
    letting = Letting(
        number=day_number(work, PREFIX, today), unit_id=command.unit_id, person_id=command.person_id,
        owner=tidy(owner, field="owner", most=LONGEST_NAME), phone=tidy(checked_phone(command.phone), field="phone", most=40),
        received_on=today, received_at=work.now(), by_id=work.actor.id, by=work.actor.name, token=command.token,
        terms_no=0, ends_on=command.terms.last_on + timedelta(days=1),
    )  # fmt: skip
    work.session.add(letting)
    work.session.flush()
    add_terms(work, letting, command.terms, first_on)
    if command.signed:
        add(work, letting, LettingStep.SIGNED)
    work.touch(TOPIC)
    return LettingTaken(letting.id, letting.number)


def sign_letting(work: Work, command: SignLetting) -> str:
    """The owner has signed; gives the number."""
    may_write(work)
    letting = for_step(work, command.letting_id, LettingStep.SIGNED)
    on = day_of(work, command.on)
    if on < letting.received_on:
        raise Refused(tr("早于登记的那天，请核对"), field="on")
    add(work, letting, LettingStep.SIGNED, on=on, words=tidy(command.words))
    return letting.number


def log_letting(work: Work, command: LogLetting) -> str:
    """Write down what was said; gives the number."""
    may_write(work)
    words = tidy(command.words, missing=tr("请写要记的事"), most=300)
    letting = for_step(work, command.letting_id, LettingStep.LOGGED)
    add(work, letting, LettingStep.LOGGED, words=words)
    return letting.number


def withdraw_letting(work: Work, command: WithdrawLetting) -> str:
    """The owner takes it back; gives the number."""
    may_write(work)
    words = tidy(command.words, missing=tr("请写为什么撤回"), most=300)
    letting = for_step(work, command.letting_id, LettingStep.WITHDRAWN)
    add(work, letting, LettingStep.WITHDRAWN, words=words)
    return letting.number


def void_letting(work: Work, command: VoidLetting) -> str:
    """The row stays, marked void."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    letting = for_step(work, command.letting_id, LettingStep.VOIDED)
    words = tr("{number} 是 {by} {day} 登记的，作废要主管准许",
               number=letting.number, by=letting.by, day=letting.received_on)  # fmt: skip
    by_another(work, letting.by_id, letting.received_on, words)
    add(work, letting, LettingStep.VOIDED, words=reason)
    return letting.number
