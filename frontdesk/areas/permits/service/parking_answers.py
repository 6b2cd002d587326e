"""Parking (D3.7): what is said to an application, and what follows from a yes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.archives.rules.identity import read_plate
from frontdesk.areas.permits.model.parking import (
    ParkingAnswer,
    ParkingEnd,
    ParkingLease,
    ParkingPlate,
    ParkingRequest,
    ParkingTerm,
    ParkingWait,
    ParkingWaitStep,
)
from frontdesk.areas.permits.rules.parking import (
    RequestKind,
    Verdict,
    WaitStep,
)
from frontdesk.areas.permits.service.parking_common import (
    LONGEST,
    lease_of,
    place_at,
    refuse_parked,
    refuse_taken,
)
from frontdesk.areas.permits.service.parking_rent import charge_lease, take_off
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an application. Without a yes it takes a reason."""

    request_id: int
    verdict: Verdict
    words: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """`charged` is the rent that was charged at once, `taken_off` what was waived of rent after an early end.

    `to_refund` has been paid for days after the end and is given back as a refund (红冲退款).
    """

    request_id: int
    number: str
    lease_id: int | None
    lease: str
    charged: Money = ZERO
    taken_off: Money = ZERO
    to_refund: Money = ZERO


def answer(work: Work, command: Answer) -> Answered:
    """Say yes or no, or take an application back. A yes makes the lease, its further term, or its end, at once.

    A supervisor says yes or no (or gives leave for it); to end a lease takes the right to reduce charges, for what
    was charged for later days is taken off. Everything is looked at again, for days have passed. Raises `Refused`.
    """
    next_number(work.session, "parking")
    request = work.session.get(ParkingRequest, command.request_id)
    if request is None:
        raise Refused(tr("没有这份申请，列表已经变了，请再选一次"))
    done = work.session.scalar(select(ParkingAnswer).where(ParkingAnswer.request_id == request.id))
    if done is not None:
        if done.verdict is command.verdict:
            # The same press a second time (T23).
            return Answered(request.id, request.number, request.lease_id, "")
        raise Refused(
            tr("{number} 已经由{by}答复：{verdict}", number=request.number, by=done.by, verdict=done.verdict)
        )
    words = command.words.strip()
    if len(words) > LONGEST:
        raise Refused(tr("说明超过 {n} 个字，请写短些", n=LONGEST), field="words")
    approver_id = _require(work, request, command.verdict)
    if command.verdict is Verdict.REFUSED and not words:
        raise Refused(tr("不同意请写明原因"), field="words")
    allowed = work.approved if approver_id is not None else None
    by_clerk = command.verdict is Verdict.WITHDRAWN
    work.session.add(
        ParkingAnswer(
            request_id=request.id,
            verdict=command.verdict,
            words=words or (allowed.reason[:LONGEST] if allowed else ""),
            approver_id=None if by_clerk else allowed.approver_id if allowed else work.actor.id,
            approver="" if by_clerk else allowed.approver_name if allowed else work.actor.name,
            answered_on=work.today(),
            at=work.now(),
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch("parking")
    if command.verdict is not Verdict.APPROVED:
        return Answered(request.id, request.number, request.lease_id, "")
    return _CARRIED_OUT[request.kind](work, request)


def _require(work: Work, request: ParkingRequest, verdict: Verdict) -> int | None:
    if verdict is Verdict.WITHDRAWN:
        return work.require(Right.PARKING)
    right = Right.FEES_ADJUST if request.kind is RequestKind.CANCEL else Right.PERMITS_ALLOW
    words = tr("{number} {kind}要主管审批", number=request.number, kind=tr(request.kind.value))
    return work.require(right, words)


def _let(work: Work, request: ParkingRequest) -> Answered:
    place = place_at(work, request.place_id, request.starts_on)
    refuse_taken(work, place, request.starts_on, request.ends_on)
    refuse_parked(work, request.plate, request.plate_key, place.key, request.starts_on, request.ends_on)
    lease = ParkingLease(
        number=f"ZW-{next_number(work.session, 'parking-lease'):08d}",
        place_id=place.id,
        unit_id=request.unit_id,
        person_id=request.person_id,
        holder=request.holder,
        rent_from=request.rent_from or request.starts_on,
        made_on=work.today(),
        made_at=work.now(),
        made_by=work.actor.name,
    )
    work.session.add(lease)
    work.session.flush()
    work.session.add(_term(work, lease.id, request))
    work.session.add(
        ParkingPlate(
            lease_id=lease.id,
            starts_on=request.starts_on,
            plate=request.plate,
            plate_key=request.plate_key,
            made_at=work.now(),
            made_by=work.actor.name,
        )
    )
    if request.wait_id is not None:
        wait = work.session.get_one(ParkingWait, request.wait_id)
        work.session.add(
            ParkingWaitStep(
                wait_id=wait.id,
                step=WaitStep.LEASED,
                place_id=place.id,
                until=None,
                words=lease.number,
                stepped_on=work.today(),
                at=work.now(),
                by=work.actor.name,
            )
        )
    work.session.flush()
    charged = charge_lease(work, lease.id, max(Month.of(work.today()), Month.of(lease.rent_from)))
    return Answered(request.id, request.number, lease.id, lease.number, charged=charged.total)


def _go_on(work: Work, request: ParkingRequest) -> Answered:
    assert request.lease_id is not None
    lease = lease_of(work, request.lease_id)
    if lease.ended_on is not None or lease.ends_on != request.starts_on:
        raise Refused(tr("{number} 的租期已经变了，请撤回这份申请，重新办", number=lease.number))
    place = place_at(work, lease.place_id, request.starts_on)
    refuse_taken(work, place, request.starts_on, request.ends_on)
    if lease.plate:
        key = read_plate(lease.plate).key[:20]
        refuse_parked(work, lease.plate, key, place.key, request.starts_on, request.ends_on, lease.id)
    work.session.add(_term(work, lease.id, request))
    work.session.flush()
    charged = charge_lease(work, lease.id, Month.of(work.today()))
    return Answered(request.id, request.number, lease.id, lease.number, charged=charged.total)


def _end(work: Work, request: ParkingRequest) -> Answered:
    assert request.lease_id is not None
    lease = lease_of(work, request.lease_id)
    if lease.ended_on is not None:
        raise Refused(tr("{number} 已经退租", number=lease.number))
    work.session.add(
        ParkingEnd(
            lease_id=lease.id,
            request_id=request.id,
            ends_on=request.ends_on,
            reason=request.words,
            made_at=work.now(),
            made_by=work.actor.name,
        )
    )
    work.session.flush()
    # What is owed up to the last day is charged, what was charged beyond it is taken off.
    charged = charge_lease(work, lease.id, Month.of(work.today()))
    off, refund = take_off(work, lease, request.ends_on)
    return Answered(request.id, request.number, lease.id, lease.number, charged.total, off, refund)


_CARRIED_OUT = {RequestKind.NEW: _let, RequestKind.EXTEND: _go_on, RequestKind.CANCEL: _end}


def _term(work: Work, lease_id: int, request: ParkingRequest) -> ParkingTerm:
    return ParkingTerm(
        lease_id=lease_id,
        request_id=request.id,
        starts_on=request.starts_on,
        ends_on=request.ends_on,
        fee=request.fee,
        made_at=work.now(),
        made_by=work.actor.name,
    )
