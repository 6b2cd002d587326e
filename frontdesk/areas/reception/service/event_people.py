"""Who signs up for an event and who came; what was paid for it (D2.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.archives.rules.identity import checked_phone
from frontdesk.areas.reception.model.events import (
    EventGuest,
    EventGuestMark,
    EventSpend,
    EventSpendVoid,
)
from frontdesk.areas.reception.rules.events import MOST_PEOPLE, GuestMark
from frontdesk.areas.reception.service.desk_common import check_unit, day_of, may_write, person_name, tidy
from frontdesk.areas.reception.service.events import TOPIC, plan_of, require_open
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class SignUp:
    """Somebody comes with `people` in all; `came`: they stand here already. `token` is the form's (T23)."""

    event_id: int
    name: str = ""
    unit_id: int | None = None
    person_id: int | None = None
    phone: str = ""
    people: int = 1
    words: str = ""
    came: bool = False
    token: str | None = None


@dataclass(frozen=True, slots=True)
class SignedUp:
    """The guest, and for how many."""

    id: int
    name: str
    people: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class MarkGuests:
    """These came (with as many as signed up, or `people` for one alone), did not, or will not."""

    guest_ids: tuple[int, ...]
    mark: GuestMark
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Spend:
    """What was paid, on the budget's line `line_no` (None: unplanned), against which slip."""

    event_id: int
    what: str
    amount: Money
    line_no: int | None = None
    on: date | None = None
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class VoidSpend:
    """A payment written down by mistake, and why."""

    spend_id: int
    reason: str


def sign_up(work: Work, command: SignUp) -> SignedUp:
    """Put them on the list. Asks again where the same person stands on it."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(EventGuest).where(EventGuest.token == command.token))
        if before is not None:
            return SignedUp(before.id, before.name, before.people, again=True)
    event = require_open(work, command.event_id)
    check_unit(work, command.unit_id)
    name = command.name.strip() or person_name(work, command.person_id, field="name")
    name = tidy(name, missing=tr("请写是谁，或选一户"), field="name", most=80)
    if not 1 <= command.people <= MOST_PEOPLE:
        raise Refused(tr("人数要在 1 到 {n} 之间", n=MOST_PEOPLE), field="people")
    if command.came and event.held_on > work.today():
        raise Refused(tr("{number} 要到 {day} 才举办，先报名", number=event.number, day=event.held_on))
    twin = select(EventGuest.id).where(
        EventGuest.event_id == event.id, EventGuest.name == name, EventGuest.unit_id == command.unit_id
    )
    if (known := work.session.scalar(twin.limit(1))) is not None and last_mark(
        work, known
    ) is not GuestMark.OUT:
        work.confirm("signed_up_twice", tr("{name} 已经在名单上，还要再登一次吗？", name=name))
    guest = EventGuest(
        event_id=event.id, unit_id=command.unit_id, person_id=command.person_id, name=name,
        phone=tidy(checked_phone(command.phone), field="phone", most=40), people=command.people,
        words=tidy(command.words, most=120), at=work.now(), by_id=work.actor.id, by=work.actor.name,
        token=command.token,
    )  # fmt: skip
    work.session.add(guest)
    work.session.flush()
    if command.came:
        _mark(work, guest, GuestMark.CAME, command.people)
    work.touch(TOPIC)
    return SignedUp(guest.id, name, command.people)


def mark_guests(work: Work, command: MarkGuests) -> int:
    """Write down of each whether they came; how many."""
    may_write(work)
    if not command.guest_ids:
        raise Refused(tr("请选至少一位"))
    rows = work.session.scalars(select(EventGuest).where(EventGuest.id.in_(command.guest_ids))).all()
    if len(rows) < len(set(command.guest_ids)):
        raise Refused(tr("没有这位，请重新选择"))
    for event_id in {guest.event_id for guest in rows}:
        event = require_open(work, event_id)
        if command.mark is not GuestMark.OUT and event.held_on > work.today():
            raise Refused(
                tr("{number} 要到 {day} 才举办，到时再签到", number=event.number, day=event.held_on)
            )
    for guest in sorted(rows, key=lambda row: row.id):
        people = 0
        if command.mark is GuestMark.CAME:
            people = command.people if command.people is not None else guest.people
            if not 1 <= people <= MOST_PEOPLE:
                raise Refused(tr("人数要在 1 到 {n} 之间", n=MOST_PEOPLE), field="people")
        _mark(work, guest, command.mark, people)
    work.touch(TOPIC)
    return len(rows)


def spend(work: Work, command: Spend) -> int:
    """Write down what was paid; its id. More than the line's budget is asked about."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(EventSpend.id).where(EventSpend.token == command.token))
        if before is not None:
            return before
    event = require_open(work, command.event_id, spending=True)
    errors: dict[str, str] = {}
    what = command.what.strip()
    if not what:
        errors["what"] = tr("请写买了什么、付给谁")
    elif len(what) > 60:
        errors["what"] = tr("超过 {n} 个字，请写短些", n=60)
    if command.amount <= ZERO:
        errors["amount"] = tr("金额要大于零")
    budget = {line.no: line for line in plan_of(work, event)[1]}
    if command.line_no is not None and command.line_no not in budget:
        errors["line_no"] = tr("预算里没有这一项，请重新选择")
    if errors:
        raise InvalidInput(errors)
    on = day_of(work, command.on)
    if command.line_no is not None:
        line = budget[command.line_no]
        spent = work.session.scalars(
            select(EventSpend.amount)
            .outerjoin(EventSpendVoid, EventSpendVoid.spend_id == EventSpend.id)
            .where(
                EventSpend.event_id == event.id, EventSpend.line_no == command.line_no, EventSpendVoid.id.is_(None)
            )
        )  # fmt: skip
        whole = sum(spent, ZERO) + command.amount
        if whole > line.amount:
            words = tr("{what} 预算 {budget}，连这笔一共 {spent}，超了 {over}，照记吗？",
                       what=line.what, budget=line.amount, spent=whole, over=whole - line.amount)  # fmt: skip
            work.confirm("over_budget", words)
    paid = EventSpend(
        event_id=event.id, line_no=command.line_no, what=what, amount=command.amount, spent_on=on,
        words=tidy(command.words, most=120), at=work.now(), by_id=work.actor.id, by=work.actor.name,
        token=command.token,
    )  # fmt: skip
    work.session.add(paid)
    work.session.flush()
    work.touch(TOPIC)
    return paid.id


def void_spend(work: Work, command: VoidSpend) -> str:
    """It stays, marked void; gives what it was."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    paid = work.session.get(EventSpend, command.spend_id)
    if paid is None:
        raise Refused(tr("没有这笔支出，请重新选择"))
    require_open(work, paid.event_id, spending=True)
    if work.session.scalar(select(EventSpendVoid.id).where(EventSpendVoid.spend_id == paid.id)) is not None:
        raise Refused(tr("{what} 已经作废，没有再改", what=paid.what))
    work.session.add(
        EventSpendVoid(
            spend_id=paid.id, reason=reason, at=work.now(), by_id=work.actor.id, by=work.actor.name
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
    return paid.what


def last_mark(work: Work, guest_id: int) -> GuestMark | None:
    """What is known of their coming."""
    query = select(EventGuestMark.mark).where(EventGuestMark.guest_id == guest_id)
    return work.session.scalar(query.order_by(EventGuestMark.id.desc()).limit(1))


def _mark(work: Work, guest: EventGuest, mark: GuestMark, people: int) -> None:
    work.session.add(
        EventGuestMark(
            guest_id=guest.id, mark=mark, people=people, at=work.now(), by_id=work.actor.id, by=work.actor.name
        )
    )  # fmt: skip
    work.session.flush()
