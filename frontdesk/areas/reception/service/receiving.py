"""Taking a ticket (受理, D2.1): from the first word to the number, its limits promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from frontdesk.areas.archives.model import Building, Person, Unit
from frontdesk.areas.archives.queries.unit_ends import ended_words
from frontdesk.areas.archives.rules.identity import read_phone
from frontdesk.areas.reception.model.tickets import Ticket
from frontdesk.areas.reception.queries.limits import limit_rule, wall
from frontdesk.areas.reception.queries.standing import TicketFacts, facts_of
from frontdesk.areas.reception.rules.course import Act, wants_call
from frontdesk.areas.reception.rules.words import (
    AT_DESK,
    Channel,
    Level,
    TicketKind,
    WordList,
    series_of,
    ticket_number,
)
from frontdesk.areas.reception.service.attaching import PhotoInput, keep_photos
from frontdesk.areas.reception.service.common import (
    LONGEST_NAME,
    LONGEST_WORDS,
    Taken,
    append,
    known_word,
    promise_from,
    require_desk,
    store_ticket,
    taken,
    tidy,
)
from frontdesk.areas.reception.service.tying import open_outage_id
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr

LONGEST_WISH = 100
LONGEST_PHONE = 40


@dataclass(frozen=True, slots=True)
class Receive:
    """What the caller says. No unit: a common part by building, entrance and `spot` in words.

    `place`, `category`, `problem` are words of the office's lists. `wished_at` has its zone. `outage_id` ties it to
    an outage at once; `answered` is what the desk said, where that was all there was to do.
    """

    kind: TicketKind
    channel: Channel
    what: str
    unit_id: int | None = None
    building_id: int | None = None
    entrance: str = ""
    spot: str = ""
    person_id: int | None = None
    caller: str = ""
    phone: str = ""
    place: str = ""
    category: str = ""
    problem: str = ""
    level: Level = Level.NORMAL
    wished: str = ""
    wished_at: datetime | None = None
    photos: tuple[PhotoInput, ...] = ()
    outage_id: int | None = None
    answered: str = ""
    token: str | None = None


def receive(work: Work, command: Receive) -> Taken:
    """Store it; its number and state. Raises `InvalidInput` for what is missing."""
    require_desk(work)
    if (before := _same_press(work, command)) is not None:
        return before
    _check(work, command)
    phone = read_phone(command.phone)
    if len(phone.number) > LONGEST_PHONE:
        raise Refused(tr("电话最多 {n} 个字，请核对", n=LONGEST_PHONE), field="phone")
    on, unit = work.today(), command.unit_id
    promised = promise_from(work, command.kind, command.level, wall(work.now()))
    ticket = Ticket(
        number=ticket_number(command.kind, on, next_number(work.session, series_of(command.kind, on))),
        kind=command.kind,
        channel=command.channel,
        unit_id=unit,
        building_id=None if unit is not None else command.building_id,
        entrance="" if unit is not None else tidy(command.entrance, longest=20, field="entrance"),
        spot=tidy(command.spot, longest=60, field="spot"),
        person_id=command.person_id,
        caller=_caller(work, command),
        phone=phone.number or _known_phone(work, command),
        what=command.what.strip(),
        place=known_word(work, WordList.PLACE, command.place, "place"),
        category=known_word(work, WordList.CATEGORY, command.category, "category"),
        problem=known_word(work, WordList.PROBLEM, command.problem, "problem", command.category.strip()),
        level=command.level,
        wished=tidy(command.wished, longest=LONGEST_WISH, field="wished"),
        wished_at=command.wished_at,
        dispatch_by=promised.dispatch_by,
        arrive_by=promised.arrive_by,
        finish_by=promised.finish_by,
        received_on=on,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        token=command.token,
    )
    facts = store_ticket(work, ticket)
    keep_photos(work, ticket.id, command.photos, None)
    if command.outage_id is not None:
        outage_id = open_outage_id(work, command.outage_id)
        facts = append(work, facts, Act.TIE, fields={"outage_id": outage_id})
    elif command.answered.strip():
        facts = append(
            work, facts, done_act(work, facts), command.answered, fields={"worker": work.actor.name}
        )
    return taken(work, facts)


def done_act(work: Work, facts: TicketFacts) -> Act:
    """What ends the work: 完成, after which somebody is called back, or 办结, after which nobody is."""
    ticket = facts.ticket
    rule = limit_rule(work.session, ticket.kind, facts.standing.level, work.today())
    return Act.DONE if wants_call(ticket.channel, rule.call_days, ticket.phone, ticket.caller) else Act.SETTLE


def _same_press(work: Work, command: Receive) -> Taken | None:
    if command.token is None:
        return None
    found = work.session.scalar(select(Ticket).where(Ticket.token == command.token))
    if found is None:
        return None
    if found.by_id != work.actor.id:
        raise Refused(tr("这一页已经存过了，请重新打开再填"))
    return taken(work, facts_of(work.session, [found.id])[0], again=True)


def _check(work: Work, command: Receive) -> None:
    errors: dict[str, str] = {}
    what = command.what.strip()
    if not what:
        errors["what"] = tr("请写是什么事")
    elif len(what) > LONGEST_WORDS:
        errors["what"] = tr("最多 {n} 个字，请写短些", n=LONGEST_WORDS)
    somewhere = command.unit_id is not None or command.building_id is not None or command.spot.strip()
    if not somewhere and command.kind not in AT_DESK:
        errors["unit_id"] = tr("请填房号，公共部位请写在哪里")
    if command.unit_id is not None and work.session.get(Unit, command.unit_id) is None:
        errors["unit_id"] = tr("没有这一户，请重新选择")
    elif command.unit_id is not None and (ended := ended_words(work.session, command.unit_id)):
        errors["unit_id"] = tr("{what}，请选新的房屋", what=ended)
    if command.building_id is not None and work.session.get(Building, command.building_id) is None:
        errors["building_id"] = tr("没有这栋楼，请重新选择")
    if command.person_id is not None and work.session.get(Person, command.person_id) is None:
        errors["caller"] = tr("没有这个人，请重新选择")
    if command.wished_at is not None and command.wished_at < work.now():
        errors["wished_at"] = tr("希望的时间已经过了，请核对")
    if command.outage_id is not None and command.answered.strip():
        errors["answered"] = tr("并入停水停电的报事等恢复后再回复，请不要写答复")
    if errors:
        raise InvalidInput(errors)


def _caller(work: Work, command: Receive) -> str:
    told = tidy(command.caller, longest=LONGEST_NAME, field="caller")
    if told or command.person_id is None:
        return told
    return work.session.get_one(Person, command.person_id).name[:LONGEST_NAME]


def _known_phone(work: Work, command: Receive) -> str:
    """The archive's number of a caller who is chosen from it: whoever calls back needs one, and nobody types it again."""
    if command.person_id is None:
        return ""
    return (work.session.get_one(Person, command.person_id).phone or "")[:LONGEST_PHONE]
