"""What must always hold of tickets, named in words where it does not."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.fees.model import Charge, ChargeAdjustment
from frontdesk.areas.reception.model.attached import TicketService, TicketServiceLine, TicketServiceVoid
from frontdesk.areas.reception.model.outages import OutageEnd
from frontdesk.areas.reception.model.tickets import Ticket, TicketNow
from frontdesk.areas.reception.queries.standing import TicketFacts, facts_of, now_values
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.words import PREFIX, SERVICE_SOURCE
from frontdesk.base.store.numbers import NumberSeries
from frontdesk.base.values.text import tr

_MOST_NAMED = 20
_CHUNK = 500


def broken_tickets(session: Session) -> list[str]:
    """Gaps in numbers (T11), courses the table knows not, places that are not what the rows say, charges that differ."""
    found = [*_numbers(session)]
    ids = session.scalars(select(Ticket.id).order_by(Ticket.id)).all()
    for at in range(0, len(ids), _CHUNK):
        found += _standings(session, ids[at : at + _CHUNK])
    return [*found, *_outages(session), *_paid(session)]


def _numbers(session: Session) -> list[str]:
    known: dict[str, set[int]] = {}
    for number in session.scalars(select(Ticket.number)):
        series, _, serial = number.rpartition("-")
        known.setdefault(f"ticket-{series}", set()).add(int(serial))
    found = []
    for prefix in PREFIX.values():
        for one in session.scalars(select(NumberSeries).where(NumberSeries.name.like(f"ticket-{prefix}-%"))):
            there = known.pop(one.name, set())
            head = one.name.removeprefix("ticket-")
            missing = [n for n in range(1, one.last + 1) if n not in there]
            found += [tr("{number} 缺号", number=f"{head}-{n:03d}") for n in missing[:_MOST_NAMED]]
            if there and max(there) > one.last:
                found.append(tr("{number} 超出编号的末号", number=f"{head}-{max(there):03d}"))
    return found


def _standings(session: Session, ids: Sequence[int]) -> list[str]:
    stored = {
        row.ticket_id: row for row in session.scalars(select(TicketNow).where(TicketNow.ticket_id.in_(ids)))
    }
    found: list[str] = []
    try:
        facts = facts_of(session, ids)
    except ValueError:
        # One of them does not follow the table: each by itself, to name it.
        facts = ()
        for one in ids:
            try:
                facts += facts_of(session, [one])
            except ValueError:
                found.append(tr("报事 {number} 的经过接不上", number=session.get_one(Ticket, one).number))
    return [*found, *(words for one in facts for words in _now(one, stored.get(one.ticket.id)))]


def _now(facts: TicketFacts, stored: TicketNow | None) -> list[str]:
    number = facts.ticket.number
    if [row.no for row in facts.rows] != list(range(1, len(facts.rows) + 1)):
        return [tr("报事 {number} 的经过缺行", number=number)]
    if stored is None:
        return [tr("报事 {number} 没有现状", number=number)]
    wrong = [name for name, value in now_values(facts).items() if getattr(stored, name) != value]
    return (
        [tr("报事 {number} 的现状与经过不符（{fields}）", number=number, fields="、".join(wrong))]
        if wrong
        else []
    )


def _outages(session: Session) -> list[str]:
    rows = session.scalars(
        select(Ticket.number)
        .join(TicketNow, TicketNow.ticket_id == Ticket.id)
        .join(OutageEnd, OutageEnd.outage_id == TicketNow.outage_id)
        .where(TicketNow.state == State.TIED)
        .limit(_MOST_NAMED)
    )
    return [tr("报事 {number} 还并在已经恢复的停水停电里", number=number) for number in rows]


def _paid(session: Session) -> list[str]:
    summed = (
        select(
            TicketServiceLine.service_id,
            func.sum(TicketServiceLine.amount, type_=TicketServiceLine.amount.type).label("amount"),
        )
        .group_by(TicketServiceLine.service_id)
        .subquery()
    )
    rows = session.execute(
        select(
            TicketService,
            summed.c.amount,
            Charge.amount,
            Charge.source_kind,
            Charge.source_id,
            Ticket.unit_id,
            Charge.unit_id,
        )
        .join(Charge, Charge.id == TicketService.charge_id)
        .join(Ticket, Ticket.id == TicketService.ticket_id)
        .outerjoin(summed, summed.c.service_id == TicketService.id)
    )
    found = []
    for service, lines, amount, kind, source, unit_id, charged_unit in rows:
        right = (SERVICE_SOURCE, service.ticket_id, unit_id)
        if service.total != lines or service.total != amount or (kind, source, charged_unit) != right:
            found.append(tr("有偿服务单 {number} 与它的应收不符", number=service.number))
    # What was voided was unpaid, and its charge was waived whole: a payment or a refund later would not fit it.
    voided = session.execute(
        select(TicketService, ChargeAdjustment)
        .join(TicketServiceVoid, TicketServiceVoid.service_id == TicketService.id)
        .join(ChargeAdjustment, ChargeAdjustment.id == TicketServiceVoid.adjustment_id)
    )
    for service, waived in voided:
        if (waived.charge_id, -waived.amount) != (service.charge_id, service.total):
            found.append(tr("有偿服务单 {number} 作废了，它的应收没有减完", number=service.number))
    return found
