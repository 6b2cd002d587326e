"""What permits and parking still need a person for: a valid permit, a lease, a place in the queue (D1.9)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.anonymising import Leaving
from frontdesk.areas.permits.model.parking import ParkingLease
from frontdesk.areas.permits.model.permits import Permit, PermitEvent, PermitTerm
from frontdesk.areas.permits.queries.parking import leases
from frontdesk.areas.permits.queries.parking_lists import waits
from frontdesk.areas.permits.rules.course import LAST_STEPS
from frontdesk.areas.permits.rules.parking import LeaseState
from frontdesk.base.values.text import tr


def hindering(session: Session, leaving: Leaving) -> Iterable[tuple[int | None, str]]:
    """Permits whose term runs and that nobody has ended, leases that are not over, and who waits for a space."""
    until = select(PermitTerm.permit_id, func.max(PermitTerm.ends_on).label("ends_on"))
    terms = until.group_by(PermitTerm.permit_id).subquery()
    over = (
        select(PermitEvent.id)
        .where(PermitEvent.permit_id == Permit.id, PermitEvent.step.in_(LAST_STEPS))
        .exists()
    )
    for person_id, number in session.execute(
        select(Permit.person_id, Permit.number)
        .join(terms, terms.c.permit_id == Permit.id)
        .where(leaving.among(Permit.person_id), terms.c.ends_on >= leaving.on, ~over)
        .order_by(Permit.id)
    ):
        yield person_id, tr("证件 {number} 还有效", number=number)
    ids = session.scalars(select(ParkingLease.id).where(leaving.among(ParkingLease.person_id))).all()
    for lease in leases(session, leaving.on, lease_ids=ids) if ids else ():
        if lease.person_id is not None and lease.state(leaving.on) is not LeaseState.OVER:
            yield lease.person_id, tr("车位租约 {number} 还没有结束", number=lease.number)
    people = leaving.ids
    for wait in waits(session, leaving.on):
        if wait.person_id in people:
            yield wait.person_id, tr("还在排队等车位（{number}）", number=wait.number)
