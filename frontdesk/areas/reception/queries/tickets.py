"""One ticket whole (D2.2): what was said, its limits, its time line, what can be done with it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.joined import as_kept, kept_ids
from frontdesk.areas.reception.model.attached import ReceptionBlob, TicketPhoto, TicketPhotoVoid
from frontdesk.areas.reception.model.outages import Outage
from frontdesk.areas.reception.model.tickets import Ticket, TicketEvent
from frontdesk.areas.reception.queries.limits import wall
from frontdesk.areas.reception.queries.standing import TicketFacts, facts_of, opening_of, row_of
from frontdesk.areas.reception.queries.ticket_rows import TicketRow, rows_by_id
from frontdesk.areas.reception.rules.course import (
    Act,
    LimitStep,
    Promise,
    Standing,
    acts_from,
    begins,
    take,
)
from frontdesk.areas.reception.rules.limits import over
from frontdesk.areas.reception.rules.words import find_number, handler_words
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photograph; `event_no` None: brought with the report."""

    id: int
    name: str
    hash: str
    kind: str
    words: str
    event_no: int | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A line of 经过. `act` None: the reception itself, or (`late`) a limit that ran out. `no` is the row's."""

    at: datetime
    words: str
    who: str
    act: Act | None = None
    late: bool = False
    no: int | None = None


@dataclass(frozen=True, slots=True)
class TicketDetail:
    """A ticket as its pane shows it. The caller's number is masked (`row.phone`, D1.9): `caller_number` gives it whole.

    `promise` are the limits as they stand, `acts` what can be done on the day in the table's order.
    """

    row: TicketRow
    building_id: int | None
    entrance: str
    spot: str
    person_id: int | None
    place: str
    category: str
    problem: str
    wished: str
    wished_at: datetime | None
    promise: Promise
    standing: Standing
    outage: str
    acts: tuple[Act, ...]
    lines: tuple[TimeLine, ...]
    photos: tuple[PhotoRow, ...]
    old_number: str


def ticket(session: Session, ticket_id: int, now: datetime, today: date) -> TicketDetail:
    """One ticket. Raises `Refused` when there is none."""
    found = facts_of(session, [ticket_id])
    if not found:
        raise Refused(tr("没有这张报事单，请重新选择"))
    facts = found[0]
    stored = facts.ticket
    outage = ""
    if facts.standing.outage_id is not None:
        outage = session.get_one(Outage, facts.standing.outage_id).number
    return TicketDetail(
        row=rows_by_id(session, [ticket_id], now, today)[0],
        building_id=stored.building_id,
        entrance=stored.entrance,
        spot=stored.spot,
        person_id=as_kept(kept_ids(session), stored.person_id),
        place=stored.place,
        category=stored.category,
        problem=stored.problem,
        wished=stored.wished,
        wished_at=stored.wished_at,
        promise=facts.standing.promise,
        standing=facts.standing,
        outage=outage,
        acts=acts_from(facts.standing, today),
        lines=time_line(facts, now, today),
        photos=photos_of(session, ticket_id),
        old_number=stored.old_number,
    )


def ticket_id_of(session: Session, typed: str, today: date) -> int | None:
    """The ticket of a number in any habit of writing it; None: there is none."""
    number = find_number(typed, today)
    return session.scalar(select(Ticket.id).where(Ticket.number == number)) if number else None


def photos_of(session: Session, ticket_id: int) -> tuple[PhotoRow, ...]:
    """The photographs that stand, in their order."""
    rows = session.execute(
        select(TicketPhoto, ReceptionBlob.kind)
        .join(ReceptionBlob, ReceptionBlob.hash == TicketPhoto.hash)
        .outerjoin(TicketPhotoVoid, TicketPhotoVoid.photo_id == TicketPhoto.id)
        .where(TicketPhoto.ticket_id == ticket_id, TicketPhotoVoid.id.is_(None))
        .order_by(TicketPhoto.id)
    )
    return tuple(PhotoRow(p.id, p.name, p.hash, kind, p.words, p.event_no, p.at, p.by) for p, kind in rows)


def photo_bytes(session: Session, digest: str) -> bytes | None:
    """The bytes of a photograph by its hash."""
    return session.scalar(select(ReceptionBlob.bytes).where(ReceptionBlob.hash == digest))


_LIMIT_WORDS = {
    LimitStep.DISPATCH: "派单时限已到",
    LimitStep.ARRIVE: "到场时限已到",
    LimitStep.FINISH: "完成时限已到",
    LimitStep.CALL: "回访时限已到",
}


def time_line(facts: TicketFacts, now: datetime, today: date) -> tuple[TimeLine, ...]:
    """What happened, the oldest first, with the limits that ran out between."""
    stored = facts.ticket
    words = tr("{channel}受理，等级{level}", channel=tr(stored.channel.value), level=tr(stored.level.value))
    lines = [TimeLine(stored.at, words, stored.by)]
    standing = begins(opening_of(stored))
    told: set[tuple[LimitStep, datetime]] = set()
    for event in (*facts.rows, None):
        until, day = (event.at, event.on_day) if event is not None else (now, today)
        limit = standing.limit()
        waits = standing.on_day(day) is standing.state and standing.under is not None
        if limit is not None and limit not in told and not waits and over(limit[1], until) is not None:
            told.add(limit)
            lines.append(TimeLine(limit[1], tr(_LIMIT_WORDS[limit[0]]), tr("系统"), late=True))
        if event is not None:
            lines.append(TimeLine(event.at, event_words(event), event.by, event.act, no=event.no))
            standing = take(standing, row_of(event))
    return tuple(lines)


def event_words(event: TicketEvent) -> str:
    """A row of the course in words."""
    act, words = event.act, event.words
    if act is Act.LOG:
        return words
    head = tr(act.value)
    if act is Act.DISPATCH:
        head = tr("派给{who}", who=handler_words(event.department, event.worker))
    elif act is Act.PUT_OFF and event.until is not None:
        head = tr("延后至 {day}", day=event.until.isoformat())
    elif act is Act.LEVEL and event.level is not None:
        head = tr("等级改为{level}", level=tr(event.level.value))
    elif act in (Act.CALL, Act.SEND_BACK) and event.satisfaction is not None:
        head = tr("{act}，满意度 {n}", act=head, n=event.satisfaction)
    elif act is Act.CLOSE and event.worker:
        head = tr("关闭，经办 {who}", who=event.worker)
    elif act is Act.RESTORED_PLAIN:
        head = tr("恢复")
    elif act is Act.SERVICE:
        head = tr("有偿服务单")
    if event.approver:
        head = tr("{act}（{who}授权）", act=head, who=event.approver)
    return tr("{head}：{words}", head=head, words=words) if words else head


def limits_told(detail: TicketDetail, now: datetime) -> str:
    """`应在 08:02 前派单，12:00 前到场`: what still runs, for the head of the pane. "" where nothing does."""
    local, parts = wall(now), []
    order = (
        (LimitStep.DISPATCH, detail.promise.dispatch_by, tr("派单")),
        (LimitStep.ARRIVE, detail.promise.arrive_by, tr("到场")),
        (LimitStep.FINISH, detail.promise.finish_by, tr("完成")),
        (LimitStep.CALL, detail.promise.call_by, tr("回访")),
    )
    begun = False
    for step, by, word in order:
        begun = begun or step is detail.row.limit_step
        if (
            not begun
            or by is None
            or (step is LimitStep.CALL and detail.row.limit_step is not LimitStep.CALL)
        ):
            continue
        at = wall(by)
        same = abs(at.date() - local.date()) < timedelta(days=1)
        parts.append(tr("{at} 前{what}", at=f"{at:%H:%M}" if same else f"{at:%m-%d %H:%M}", what=word))
    return tr("应在 {parts}", parts="，".join(parts)) if parts else ""
