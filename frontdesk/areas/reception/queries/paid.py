"""Paid work of tickets: each 有偿服务单 with its lines, and what of its charge is still owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.fees.model import Charge
from frontdesk.areas.reception.model.attached import TicketService, TicketServiceLine, TicketServiceVoid
from frontdesk.areas.reception.rules.words import LineKind
from frontdesk.base.values.money import Money


@dataclass(frozen=True, slots=True)
class ServiceLineRow:
    """One line; `price` in yuan."""

    kind: LineKind
    what: str
    quantity: Decimal
    measure: str
    price: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A 有偿服务单; `owed` is what its charge still asks for, `void` why it does not count."""

    id: int
    number: str
    ticket_id: int
    charge_id: int
    total: Money
    owed: Money
    words: str
    done_on: date
    by: str
    lines: tuple[ServiceLineRow, ...]
    void: str = ""

    @property
    def untouched(self) -> bool:
        """Nothing of it is paid, waived or void: it may be voided."""
        return not self.void and self.owed == self.total


def services_of(session: Session, ticket_id: int) -> tuple[ServiceRow, ...]:
    """A ticket's, in their order, in two statements."""
    rows = session.execute(
        select(TicketService, Charge.owed, TicketServiceVoid.reason)
        .join(Charge, Charge.id == TicketService.charge_id)
        .outerjoin(TicketServiceVoid, TicketServiceVoid.service_id == TicketService.id)
        .where(TicketService.ticket_id == ticket_id)
        .order_by(TicketService.id)
    ).all()
    lines: dict[int, list[ServiceLineRow]] = {}
    for line in session.scalars(
        select(TicketServiceLine)
        .where(TicketServiceLine.service_id.in_([row.id for row, _owed, _void in rows]))
        .order_by(TicketServiceLine.service_id, TicketServiceLine.no)
    ):
        lines.setdefault(line.service_id, []).append(
            ServiceLineRow(line.kind, line.what, line.quantity, line.measure, line.price, line.amount)
        )
    return tuple(
        ServiceRow(
            row.id, row.number, row.ticket_id, row.charge_id, row.total, owed, row.words, row.done_on, row.by,
            tuple(lines.get(row.id, ())), void or "",
        )
        for row, owed, void in rows
    )  # fmt: skip
