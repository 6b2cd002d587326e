"""Taking an old 车位台账 over: spaces and leases in one transaction, the rest comes back with the reason (D1.7, D3.7)."""

from __future__ import annotations

from frontdesk.areas.archives.rules.importing.register import ImportRegister, RegisterResult
from frontdesk.areas.permits.model.parking import (
    ParkingAnswer,
    ParkingLease,
    ParkingPlace,
    ParkingPlaceFact,
    ParkingPlate,
    ParkingRequest,
    ParkingTerm,
)
from frontdesk.areas.permits.queries.parking import place_facts
from frontdesk.areas.permits.queries.register_parking import PlannedLease, PlannedSpace, plan_parking
from frontdesk.areas.permits.rules.parking import RequestKind, Verdict
from frontdesk.areas.permits.service.parking_rent import charge_lease
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


def import_parking(work: Work, command: ImportRegister) -> RegisterResult:
    """Take the good rows over, all or none. A lease that comes in is a supervisor's yes, given once for all of them.

    Rent is charged from the day after the register says it is paid to, else from `since` (the first of next month).
    Raises `Refused` or `Surroundings` for a file that cannot be read, `Cancelled` when somebody pressed cancel.
    """
    work.require(Right.PARKING)
    next_number(work.session, "parking")
    plan = plan_parking(work.session, command, work.today(), work.progress)
    if plan.leases:
        work.require(Right.PERMITS_ALLOW, tr("导入的租约要主管授权，一次就行"))
    for space in plan.spaces:
        _add_space(work, space)
    places = {facts.key: facts.id for facts in place_facts(work.session, work.today()).values()}
    for at, lease in enumerate(plan.leases):
        work.progress.step(at, len(plan.leases), tr("正在写入租约"))
        _add_lease(work, lease, places[lease.key])
    if plan.spaces or plan.leases:
        work.touch("parking", "charges")
    return plan.result


def _add_space(work: Work, space: PlannedSpace) -> None:
    book = space.book
    place = ParkingPlace(code=book.code, key=book.key, made_at=work.now(), made_by=work.actor.name)
    work.session.add(place)
    work.session.flush()
    work.session.add(
        ParkingPlaceFact(
            place_id=place.id,
            starts_on=space.starts_on,
            kind=book.kind,
            place=book.place,
            size=book.size,
            fee=space.fee,
            active=True,
            words="" if book.lease else book.words,
            made_at=work.now(),
            made_by=work.actor.name,
        )
    )
    work.session.flush()


def _add_lease(work: Work, lease: PlannedLease, place_id: int) -> None:
    """An application, its yes, the lease with its one term and its car: as if it had been applied for here."""
    who = {"made_at": work.now(), "made_by": work.actor.name}
    allowed = work.approved
    request = ParkingRequest(
        number=f"CW-{next_number(work.session, 'parking-request'):08d}",
        kind=RequestKind.NEW,
        place_id=place_id,
        unit_id=lease.unit_id,
        person_id=lease.person_id,
        holder=lease.holder,
        plate=lease.plate,
        plate_key=lease.plate_key,
        lease_id=None,
        wait_id=None,
        starts_on=lease.starts_on,
        ends_on=lease.ends_on,
        fee=lease.fee,
        rent_from=lease.rent_from,
        words="，".join(part for part in (tr("原车位台账"), lease.words) if part),
        made_on=work.today(),
        token=lease.mark,
        **who,
    )
    work.session.add(request)
    work.session.flush()
    work.session.add(
        ParkingAnswer(
            request_id=request.id,
            verdict=Verdict.APPROVED,
            words=tr("原车位台账"),
            approver_id=allowed.approver_id if allowed else work.actor.id,
            approver=allowed.approver_name if allowed else work.actor.name,
            answered_on=work.today(),
            at=work.now(),
            by=work.actor.name,
        )
    )
    stored = ParkingLease(
        number=f"ZW-{next_number(work.session, 'parking-lease'):08d}",
        place_id=place_id,
        unit_id=lease.unit_id,
        person_id=lease.person_id,
        holder=lease.holder,
        rent_from=lease.rent_from,
        made_on=work.today(),
        **who,
    )
    work.session.add(stored)
    work.session.flush()
    work.session.add(
        ParkingTerm(
            lease_id=stored.id,
            request_id=request.id,
            starts_on=lease.starts_on,
            ends_on=lease.ends_on,
            fee=lease.fee,
            **who,
        )
    )
    work.session.add(
        ParkingPlate(
            lease_id=stored.id,
            starts_on=lease.starts_on,
            plate=lease.plate,
            plate_key=lease.plate_key,
            **who,
        )
    )
    work.session.flush()
    if lease.rent_from < min(lease.ends_on, Month.of(work.today()).plus(1).start):
        charge_lease(work, stored.id, Month.of(work.today()))
