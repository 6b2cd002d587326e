"""Spot checks (D2.3): what a month's draw was taken from, its lines, and whether it can be drawn again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.reception.model.owed import SpotCheck, SpotFinding, SpotTicket
from frontdesk.areas.reception.model.tickets import Ticket, TicketNow
from frontdesk.areas.reception.queries.report_tickets import place_words, with_places
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.owing import Period
from frontdesk.areas.reception.rules.sampling import draw
from frontdesk.areas.reception.rules.words import TicketKind, handler_words
from frontdesk.base.values.text import tr

GOOD, FAULTY = "符合", "有问题"


@dataclass(frozen=True, slots=True)
class SpotCheckRow:
    """A month that was drawn. `looked`, `faulty`: lines with a finding, and with a bad one."""

    id: int
    number: str
    period: Period
    seed: str
    permille: int
    complaints: int
    others: int
    lines: int
    looked: int
    faulty: int
    drawn_at: datetime
    drawn_by: str


@dataclass(frozen=True, slots=True)
class SpotLineRow:
    """A drawn ticket as it stands today, with its newest finding (`result` empty: none yet)."""

    id: int
    no: int
    ticket_id: int
    number: str
    kind: TicketKind
    received_on: date
    place: str
    what: str
    state: State
    handler: str
    result: str
    words: str
    by: str
    found_on: date | None
    complaint: bool


def population(
    session: Session, period: Period, through_id: int | None = None
) -> tuple[dict[str, int], dict[str, int], int]:
    """Complaints and other tickets received in the days, number → id in the order they came, and the highest id.

    Void ones too: whether that was right is what a check asks. *through_id* leaves out what was entered after a draw.
    """
    query = (
        select(Ticket.number, Ticket.id, Ticket.kind)
        .where(Ticket.received_on >= period.first, Ticket.received_on <= period.last)
        .order_by(Ticket.id)
    )
    if through_id is not None:
        query = query.where(Ticket.id <= through_id)
    complaints: dict[str, int] = {}
    others: dict[str, int] = {}
    highest = 0
    for number, ticket_id, kind in session.execute(query):
        (complaints if kind is TicketKind.COMPLAINT else others)[number] = ticket_id
        highest = ticket_id
    return complaints, others, highest


def spot_lines(session: Session, check_id: int) -> tuple[SpotLineRow, ...]:
    """The lines of a draw."""
    last = (
        select(SpotFinding.line_id, func.max(SpotFinding.no).label("no"))
        .group_by(SpotFinding.line_id)
        .subquery()
    )
    query = with_places(
        select(SpotTicket, Ticket, TicketNow, SpotFinding, Unit.code, Building.name)
        .join(Ticket, Ticket.id == SpotTicket.ticket_id)
        .join(TicketNow, TicketNow.ticket_id == Ticket.id)
        .outerjoin(last, last.c.line_id == SpotTicket.id)
        .outerjoin(SpotFinding, (SpotFinding.line_id == SpotTicket.id) & (SpotFinding.no == last.c.no))
    ).where(SpotTicket.check_id == check_id)
    return tuple(
        SpotLineRow(
            line.id, line.no, ticket.id, ticket.number, ticket.kind, ticket.received_on,
            place_words(ticket, code, building), ticket.what, now.state, handler_words(now.department, now.worker),
            "" if found is None else tr(GOOD if found.good else FAULTY), "" if found is None else found.words,
            "" if found is None else found.by, None if found is None else found.on_day,
            ticket.kind is TicketKind.COMPLAINT,
        )
        for line, ticket, now, found, code, building in session.execute(query.order_by(SpotTicket.no))
    )  # fmt: skip


def spot_checks(session: Session) -> tuple[SpotCheckRow, ...]:
    """Every draw, the newest month first."""
    return tuple(
        _row(session, check)
        for check in session.scalars(select(SpotCheck).order_by(SpotCheck.first_on.desc()))
    )


def spot_check(session: Session, check_id: int) -> SpotCheckRow | None:
    """One draw."""
    check = session.get(SpotCheck, check_id)
    return None if check is None else _row(session, check)


def _row(session: Session, check: SpotCheck) -> SpotCheckRow:
    lines = spot_lines(session, check.id)
    return SpotCheckRow(
        check.id, check.number, Period(check.first_on, check.last_on), check.seed, check.permille, check.complaints,
        check.others, len(lines), sum(bool(line.result) for line in lines),
        sum(line.result == tr(FAULTY) for line in lines), check.at, check.by,
    )  # fmt: skip


def broken_spot_checks(session: Session) -> list[str]:
    """Draws whose seed does not give the stored sample again."""
    broken = []
    for check in session.scalars(select(SpotCheck).order_by(SpotCheck.id)):
        period = Period(check.first_on, check.last_on)
        complaints, others, _highest = population(session, period, check.through_id)
        again = (
            *draw(tuple(complaints), check.seed, check.permille),
            *draw(tuple(others), check.seed, check.permille),
        )
        stored = tuple(
            session.scalars(
                select(Ticket.number)
                .join(SpotTicket, SpotTicket.ticket_id == Ticket.id)
                .where(SpotTicket.check_id == check.id)
                .order_by(SpotTicket.no)
            )
        )
        if again != stored or (len(complaints), len(others)) != (check.complaints, check.others):
            broken.append(tr("抽查 {number}：按种子再抽，和存着的样本不一样", number=check.number))
    return broken
