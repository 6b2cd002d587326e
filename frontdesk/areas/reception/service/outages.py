"""Outages (停水、停电、电梯, D2.2): put down with places and words to say, changed, over; whoever is tied to it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.reception.model.outages import Outage, OutageEnd, OutagePlace, OutageWords
from frontdesk.areas.reception.model.tickets import Ticket, TicketNow
from frontdesk.areas.reception.queries.standing import facts_of
from frontdesk.areas.reception.rules.course import Act, State, wants_call
from frontdesk.areas.reception.rules.words import OutageKind, outage_number
from frontdesk.areas.reception.service.common import OUTAGES, append, must, require_desk, tidy
from frontdesk.areas.reception.service.tying import open_outage_id
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr

LONGEST_SAY = 300


@dataclass(frozen=True, slots=True)
class OutagePlaceInput:
    """A building, one of its entrances, or a unit."""

    building_id: int | None = None
    entrance: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenOutage:
    """What failed where, since when (None: now), until when probably, and what callers are told. Stamps have zones."""

    kind: OutageKind
    say: str
    what: str = ""
    whole: bool = False
    places: tuple[OutagePlaceInput, ...] = ()
    starts_at: datetime | None = None
    expected_until: datetime | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeOutage:
    """Other words to say, or another end expected."""

    outage_id: int
    say: str
    expected_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EndOutage:
    """It is over since `ended_at` (None: now); `words` stand on every ticket that was tied to it."""

    outage_id: int
    ended_at: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class VoidOutage:
    """Entered by mistake: its tickets wait to be dispatched."""

    outage_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class EndedOutage:
    """How many tickets were tied to it: they are to be told now, or wait again."""

    number: str
    tickets: int


def open_outage(work: Work, command: OpenOutage) -> int:
    """Store it; its id. Raises `InvalidInput` for one without a place or words."""
    require_desk(work)
    if command.token is not None:
        found = work.session.scalar(select(Outage).where(Outage.token == command.token))
        if found is not None:
            if found.by_id != work.actor.id:
                raise Refused(tr("这一页已经存过了，请重新打开再填"))
            return found.id
    starts = command.starts_at or work.now()
    errors = _check_places(work, command)
    if starts > work.now() and (starts - work.now()).days > 60:
        errors["starts_at"] = tr("开始时间在两个月以后，请核对")
    if command.expected_until is not None and command.expected_until <= starts:
        errors["expected_until"] = tr("预计恢复的时间早于开始，请核对")
    if not command.say.strip():
        errors["say"] = tr("请写怎样答复来电的人")
    if errors:
        raise InvalidInput(errors)
    day = work.today()
    made = Outage(
        number=outage_number(day, next_number(work.session, f"outage-{day:%Y%m%d}")),
        kind=command.kind,
        what=tidy(command.what, longest=200, field="what"),
        whole=command.whole,
        starts_at=starts,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        token=command.token,
    )
    work.session.add(made)
    work.session.flush()
    for place in dict.fromkeys(command.places):
        whole_unit = place.unit_id is not None
        work.session.add(
            OutagePlace(
                outage_id=made.id,
                building_id=None if whole_unit else place.building_id,
                entrance="" if whole_unit else place.entrance.strip(),
                unit_id=place.unit_id,
            )
        )
    _say(work, made.id, command.say, command.expected_until)
    return made.id


def _check_places(work: Work, command: OpenOutage) -> dict[str, str]:
    if command.whole:
        return {} if not command.places else {"places": tr("全小区就不用再选楼栋，请去掉其中一样")}
    if not command.places:
        return {"places": tr("请选哪几栋、哪几户")}
    for place in command.places:
        if place.unit_id is not None:
            if work.session.get(Unit, place.unit_id) is None:
                return {"places": tr("没有这一户，请重新选择")}
        elif place.building_id is None or work.session.get(Building, place.building_id) is None:
            return {"places": tr("没有这栋楼，请重新选择")}
        elif place.entrance.strip() and not work.session.scalar(
            select(Unit.id)
            .where(Unit.building_id == place.building_id, Unit.entrance == place.entrance.strip())
            .limit(1)
        ):
            return {"places": tr("没有 {entrance} 单元，请重新选择", entrance=place.entrance.strip())}
    return {}


def change_outage(work: Work, command: ChangeOutage) -> int:
    """Say otherwise from now on; the outage's id."""
    require_desk(work)
    outage_id = open_outage_id(work, command.outage_id)
    starts = work.session.get_one(Outage, outage_id).starts_at
    if command.expected_until is not None and command.expected_until <= starts:
        raise Refused(tr("预计恢复的时间早于开始，请核对"), field="expected_until")
    _say(work, outage_id, command.say, command.expected_until)
    return outage_id


def end_outage(work: Work, command: EndOutage) -> EndedOutage:
    """It is over: every ticket tied to it is to be told, one call-back each.

    A patrol's own finds are done with it: nobody waits for a word. Raises `Refused`.
    """
    require_desk(work)
    outage = work.session.get_one(Outage, open_outage_id(work, command.outage_id))
    ended = command.ended_at or work.now()
    if ended > work.now():
        raise Refused(tr("恢复的时间还没有到，请核对"), field="ended_at")
    if ended < outage.starts_at:
        raise Refused(tr("恢复的时间早于开始，请核对"), field="ended_at")
    _end(work, outage, ended, command.words, void=False)
    told = command.words.strip() or tr("{kind}已恢复", kind=tr(outage.kind.value))
    return EndedOutage(outage.number, _all_tied(work, outage, Act.RESTORED, told))


def void_outage(work: Work, command: VoidOutage) -> EndedOutage:
    """Void it (D0.5): its tickets wait to be dispatched, limits counted anew."""
    require_desk(work)
    outage = work.session.get_one(Outage, open_outage_id(work, command.outage_id))
    reason = must(command.reason, tr("请写明作废的原因"), longest=LONGEST_SAY, field="reason")
    _end(work, outage, work.now(), reason, void=True)
    return EndedOutage(outage.number, _all_tied(work, outage, Act.UNTIE, reason))


def _end(work: Work, outage: Outage, ended: datetime, words: str, *, void: bool) -> None:
    work.session.add(
        OutageEnd(
            outage_id=outage.id,
            ended_at=ended,
            void=void,
            words=tidy(words, longest=LONGEST_SAY),
            at=work.now(),
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch(OUTAGES)


def _all_tied(work: Work, outage: Outage, act: Act, words: str) -> int:
    tied = select(TicketNow.ticket_id).where(TicketNow.outage_id == outage.id, TicketNow.state == State.TIED)
    ids = work.session.scalars(
        select(Ticket.id).where(Ticket.id.in_(tied)).order_by(Ticket.id).with_for_update()
    ).all()
    for facts in facts_of(work.session, ids):
        ticket, told = facts.ticket, act
        if act is Act.RESTORED and not wants_call(ticket.channel, 0, ticket.phone, ticket.caller):
            told = Act.RESTORED_PLAIN
        append(work, facts, told, words, fields={"outage_id": outage.id})
    return len(ids)


def _say(work: Work, outage_id: int, say: str, expected_until: datetime | None) -> None:
    last = work.session.scalar(select(func.max(OutageWords.no)).where(OutageWords.outage_id == outage_id))
    work.session.add(
        OutageWords(
            outage_id=outage_id,
            no=(last or 0) + 1,
            say=must(say, tr("请写怎样答复来电的人"), longest=LONGEST_SAY, field="say"),
            expected_until=expected_until,
            at=work.now(),
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch(OUTAGES)
