"""What permits, goods passes and parking hold of a person (本人信息, D1.9)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.documents.personal import HeldPart, HeldRow
from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.held import Whom, part, told
from frontdesk.areas.permits.model.goods import GoodsPass
from frontdesk.areas.permits.model.parking import ParkingLease, ParkingPlace, ParkingRequest, ParkingWait
from frontdesk.areas.permits.model.permits import Permit, PermitKind, PermitTerm
from frontdesk.base.values.text import tr


def held_of(session: Session, whom: Whom) -> tuple[HeldPart, ...]:
    """Permits in the person's name, passes they asked for, spaces let to them or asked for."""
    return (
        part(tr("证件"), _permits(session, whom)),
        part(tr("物品放行条"), _goods(session, whom)),
        part(tr("车位租用"), _parking(session, whom)),
    )


def _permits(session: Session, whom: Whom) -> Iterator[HeldRow]:
    until = select(PermitTerm.permit_id, func.max(PermitTerm.ends_on).label("ends_on"))
    terms = until.group_by(PermitTerm.permit_id).subquery()
    found = session.execute(
        select(Permit, PermitKind.name, Unit.code, terms.c.ends_on)
        .join(PermitKind, PermitKind.id == Permit.kind_id)
        .join(Unit, Unit.id == Permit.unit_id)
        .outerjoin(terms, terms.c.permit_id == Permit.id)
        .where(whom.theirs(Permit.person_id, Permit.phone, Permit.id_number))
        .order_by(Permit.id)
    )
    for each, kind, code, ends_on in found:
        words = told(
            tr(kind), code, each.holder, whom.id_number(each.id_number) if each.id_number else "",
            whom.phone(each.phone) if each.phone else "", tr("有照片") if each.photo else "",
            tr("有效到 {day}", day=ends_on) if ends_on is not None else "",
        )  # fmt: skip
        yield HeldRow(each.made_on, each.number, words)


def _goods(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(GoodsPass, Unit.code)
        .join(Unit, Unit.id == GoodsPass.unit_id)
        .where(GoodsPass.asker_id.in_(whom.ids))
        .order_by(GoodsPass.id)
    )
    for each, code in found:
        moved = tr("搬出") if each.moves_out else ""
        words = told(code, moved, tr("{n} 件", n=each.pieces), each.plate, whom.words(each.words))
        yield HeldRow(each.made_on, each.number, words)


def _parking(session: Session, whom: Whom) -> Iterator[HeldRow]:
    leases = session.execute(
        select(ParkingLease, ParkingPlace.code, Unit.code)
        .join(ParkingPlace, ParkingPlace.id == ParkingLease.place_id)
        .join(Unit, Unit.id == ParkingLease.unit_id)
        .where(ParkingLease.person_id.in_(whom.ids))
        .order_by(ParkingLease.id)
    )
    for lease, place, code in leases:
        words = told(tr("租约"), code, place, tr("{day} 起计租", day=lease.rent_from))
        yield HeldRow(lease.made_on, lease.number, words)
    requests = session.execute(
        select(ParkingRequest, ParkingPlace.code, Unit.code)
        .join(ParkingPlace, ParkingPlace.id == ParkingRequest.place_id)
        .join(Unit, Unit.id == ParkingRequest.unit_id)
        .where(ParkingRequest.person_id.in_(whom.ids))
        .order_by(ParkingRequest.id)
    )
    for request, place, code in requests:
        words = told(tr(request.kind.value), code, place, request.plate, whom.words(request.words))
        yield HeldRow(request.made_on, request.number, words)
    waits = session.execute(
        select(ParkingWait, Unit.code)
        .join(Unit, Unit.id == ParkingWait.unit_id)
        .where(ParkingWait.person_id.in_(whom.ids))
        .order_by(ParkingWait.id)
    )
    for wait, code in waits:
        yield HeldRow(wait.made_on, wait.number, told(tr("排队"), code, wait.plate, whom.words(wait.words)))
