"""Who looks for a home to rent or buy: wishes taken down, corrected, ended (D2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from frontdesk.areas.archives.rules.identity import checked_phone
from frontdesk.areas.reception.model.lettings import Seeker, SeekerEvent
from frontdesk.areas.reception.rules.lettings import (
    LONGEST_NAME,
    MOST_ROOMS,
    SEEKER_PREFIX,
    SEEKER_STEP_WORDS,
    SeekerHappened,
    SeekerStep,
    SeekKind,
    seeker_outcome,
)
from frontdesk.areas.reception.service.desk_common import by_another, day_number, may_write, tidy
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

TOPIC = "seekers"


@dataclass(frozen=True, slots=True)
class Wishes:
    """Who, and what they look for; None: no matter. `price_to` is a month's rent for who rents."""

    kind: SeekKind
    name: str
    rooms: int | None = None
    area_from: Decimal | None = None
    area_to: Decimal | None = None
    price_to: Money | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class TakeSeeker:
    """Somebody asks for a home. `token` is made when the form opens (T23)."""

    wishes: Wishes
    phone: str
    token: str | None = None


@dataclass(frozen=True, slots=True)
class SeekerTaken:
    """Its id and number."""

    id: int
    number: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class ChangeSeeker:
    """They look for something else: its history keeps what it was (D0.6). `phone` None: as it stands."""

    seeker_id: int
    wishes: Wishes
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class EndSeeker:
    """They do not look any more; or, with `void`, the row was a mistake."""

    seeker_id: int
    words: str
    void: bool = False


@dataclass(frozen=True, slots=True)
class LogSeeker:
    """Something to know, as a line of its course."""

    seeker_id: int
    words: str


@dataclass(frozen=True, slots=True)
class UndoSeeker:
    """They look on: what ended it did not happen. A deal is taken back where it was closed."""

    seeker_id: int
    reason: str


def take_seeker(work: Work, command: TakeSeeker) -> SeekerTaken:
    """Register them under a number of the day."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(Seeker).where(Seeker.token == command.token))
        if before is not None:
            return SeekerTaken(before.id, before.number, again=True)
    told = _facts(command.wishes)
    phone = tidy(
        checked_phone(command.phone), missing=tr("请留电话，有合适的房子好通知"), field="phone", most=40
    )
    today = work.today()
    seeker = Seeker(
        number=day_number(work, SEEKER_PREFIX, today), phone=phone, received_on=today, received_at=work.now(),
        by_id=work.actor.id, by=work.actor.name, token=command.token, **told,
    )  # fmt: skip
    work.session.add(seeker)
    work.session.flush()
    work.touch(TOPIC)
    return SeekerTaken(seeker.id, seeker.number)


def change_seeker(work: Work, command: ChangeSeeker) -> str:
    """Correct it; gives the number."""
    may_write(work)
    seeker = _looking(work, command.seeker_id)
    told = _facts(command.wishes)
    if command.phone is not None and command.phone.strip():
        told["phone"] = tidy(checked_phone(command.phone), field="phone", most=40)
    for name, value in told.items():
        if getattr(seeker, name) != value:
            setattr(seeker, name, value)
    work.touch(TOPIC)
    return seeker.number


def log_seeker(work: Work, command: LogSeeker) -> str:
    """Write down what was said; gives the number."""
    may_write(work)
    words = tidy(command.words, missing=tr("请写要记的事"), most=300)
    seeker = locked(work, command.seeker_id)
    add_event(work, seeker, SeekerStep.LOGGED, words=words)
    return seeker.number


def end_seeker(work: Work, command: EndSeeker) -> str:
    """End the search, or mark it void; gives the number."""
    may_write(work)
    missing = tr("请写明作废的原因") if command.void else tr("请写为什么不找了")
    words = tidy(command.words, missing=missing, most=300)
    seeker = _looking(work, command.seeker_id)
    if command.void:
        told = tr("{number} 是 {by} {day} 登记的，作废要主管准许",
                  number=seeker.number, by=seeker.by, day=seeker.received_on)  # fmt: skip
        by_another(work, seeker.by_id, seeker.received_on, told)
    add_event(work, seeker, SeekerStep.VOIDED if command.void else SeekerStep.GAVE_UP, words=words)
    return seeker.number


def undo_seeker(work: Work, command: UndoSeeker) -> str:
    """They look on; gives the number."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明撤销的原因"), field="reason")
    seeker = locked(work, command.seeker_id)
    last = _ending(work, seeker)
    if last is None or last.step is SeekerStep.VOIDED:
        raise Refused(tr("{number} 没有可以撤销的", number=seeker.number))
    if last.deal_id is not None:
        raise Refused(
            tr("{number} 是成交了的，请到 {letting} 撤销成交", number=seeker.number, letting=last.words)
        )
    told = tr("{number} 的“{what}”是 {by} {day} 办的，撤销要主管准许", number=seeker.number,
              what=tr(SEEKER_STEP_WORDS[last.step]), by=last.by, day=last.happened_on)  # fmt: skip
    by_another(work, last.by_id, last.happened_on, told)
    add_event(work, seeker, SeekerStep.UNDONE, words=reason, undoes_id=last.id)
    return seeker.number


# -- what a deal does --


def locked(work: Work, seeker_id: int) -> Seeker:
    """The row, locked."""
    seeker = work.session.scalar(select(Seeker).where(Seeker.id == seeker_id).with_for_update())
    if seeker is None:
        raise Refused(tr("没有这位客户，请重新选择"), field="seeker_id")
    return seeker


def add_event(
    work: Work, seeker: Seeker, step: SeekerStep, *, on: date | None = None, words: str = "",
    deal_id: int | None = None, undoes_id: int | None = None,
) -> None:  # fmt: skip
    """Write a row of a locked search's course, and what it comes to beside it."""
    work.session.add(
        SeekerEvent(
            seeker_id=seeker.id, step=step, happened_on=on or work.today(), at=work.now(), words=words,
            deal_id=deal_id, undoes_id=undoes_id, by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    rows = [SeekerHappened(r.id, r.step, r.happened_on, r.undoes_id) for r in _course(work, seeker.id)]
    seeker.outcome, seeker.ended_on = seeker_outcome(rows)
    work.session.flush()
    work.touch(TOPIC)


def undo_deal(work: Work, seeker_id: int, deal_id: int, reason: str) -> None:
    """The deal that ended the search was taken back: they look on."""
    seeker = locked(work, seeker_id)
    last = _ending(work, seeker)
    if last is not None and last.deal_id == deal_id:
        add_event(work, seeker, SeekerStep.UNDONE, words=reason, undoes_id=last.id)


def _course(work: Work, seeker_id: int) -> list[SeekerEvent]:
    query = select(SeekerEvent).where(SeekerEvent.seeker_id == seeker_id).order_by(SeekerEvent.id)
    return list(work.session.scalars(query))


def _ending(work: Work, seeker: Seeker) -> SeekerEvent | None:
    """The row that ended it, if it stands."""
    rows = _course(work, seeker.id)
    undone = {row.undoes_id for row in rows if row.undoes_id is not None}
    passing = (SeekerStep.LOGGED, SeekerStep.UNDONE)
    return next((row for row in reversed(rows) if row.step not in passing and row.id not in undone), None)


def _looking(work: Work, seeker_id: int) -> Seeker:
    seeker = locked(work, seeker_id)
    if seeker.outcome is not None:
        what = tr(SEEKER_STEP_WORDS[seeker.outcome])
        raise Refused(tr("{number} 已经{what}，没有再记", number=seeker.number, what=what))
    return seeker


def _facts(wishes: Wishes) -> dict[str, object]:
    """The columns, or `InvalidInput` by field."""
    errors: dict[str, str] = {}
    name = wishes.name.strip()
    if not name:
        errors["name"] = tr("请写姓名")
    if wishes.rooms is not None and not 1 <= wishes.rooms <= MOST_ROOMS:
        errors["rooms"] = tr("室数不对，请核对")
    for field, area in (("area_from", wishes.area_from), ("area_to", wishes.area_to)):
        if area is not None and not (area.is_finite() and 0 < area <= 100_000):
            errors[field] = tr("面积不对，请核对")
    least, most = wishes.area_from, wishes.area_to
    if not errors and least is not None and most is not None and most < least:
        errors["area_to"] = tr("比前面的小，请核对")
    if wishes.price_to is not None and wishes.price_to <= ZERO:
        errors["price_to"] = tr("金额要大于零")
    if errors:
        raise InvalidInput(errors)
    return {
        "kind": wishes.kind, "name": tidy(name, field="name", most=LONGEST_NAME), "rooms": wishes.rooms,
        "area_from": wishes.area_from, "area_to": wishes.area_to, "price_to": wishes.price_to,
        "words": tidy(wishes.words, most=300),
    }  # fmt: skip
