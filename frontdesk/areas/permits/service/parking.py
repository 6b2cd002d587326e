"""Parking (D3.7): applications for a space, to go on with one, to give one up; and another car."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.archives.queries.joined import kept_id
from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.permits.model.parking import (
    ParkingAnswer,
    ParkingPlate,
    ParkingRequest,
)
from frontdesk.areas.permits.queries.parking import (
    ONE_DAY,
    LeaseFacts,
    PlaceFacts,
    place_facts,
)
from frontdesk.areas.permits.queries.parking_lists import offered_to, waiting_count
from frontdesk.areas.permits.rules.parking import (
    RequestKind,
    meets,
)
from frontdesk.areas.permits.service.parking_common import (
    LATEST_END,
    LONGEST,
    lease_of,
    place_at,
    plate_of,
    refuse_parked,
    refuse_taken,
)
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Apply:
    """To let a space from `starts_on` up to and including `last_on`. `fee` None: the space's own.

    `person_id` None: `holder` is a name in words; both empty take who owes for the unit. `rent_from`: the first day
    rent is charged for here. `wait_id`: from the queue. `token` is made when the form opens (T23).
    """

    place_id: int
    unit_id: int
    starts_on: date
    last_on: date
    holder: str = ""
    person_id: int | None = None
    plate: str = ""
    fee: Money | None = None
    rent_from: date | None = None
    words: str = ""
    wait_id: int | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Extend:
    """A lease goes on up to and including `last_on`; `fee` None: as before."""

    lease_id: int
    last_on: date
    fee: Money | None = None
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """A lease ends: `last_on` is its last day. The day before its first: it never held."""

    lease_id: int
    last_on: date
    words: str
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """The stored application; `again` when the same press had stored it before."""

    request_id: int
    number: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class SwapPlate:
    """Another car stands on the lease's space from `starts_on` (None: today) on; an empty plate: none."""

    lease_id: int
    plate: str
    starts_on: date | None = None


def apply_for_space(work: Work, command: Apply) -> Applied:
    """Store the application. Raises `InvalidInput` or `Refused`, and names who has the space or where the car is.

    Asks first when others wait in the queue, and when somebody else has applied for the same days.
    """
    work.require(Right.PARKING)
    next_number(work.session, "parking")
    if (before := _stored_before(work, command.token)) is not None:
        return before
    unit = work.session.get_one(Unit, command.unit_id)
    must_stand(work.session, unit.id)
    place = place_at(work, command.place_id, command.starts_on)
    ends_on = _after(command.last_on, "last_on")
    errors: dict[str, str] = {}
    if ends_on <= command.starts_on:
        errors["last_on"] = tr("到期日早于开始日，请核对")
    fee = place.fee if command.fee is None else command.fee
    if fee < ZERO:
        errors["fee"] = tr("月租不能是负数")
    if len(command.words.strip()) > LONGEST:
        errors["words"] = tr("说明超过 {n} 个字，请写短些", n=LONGEST)
    if command.rent_from is not None and not command.starts_on <= command.rent_from <= ends_on:
        errors["rent_from"] = tr("租金起算日要在租期里")
    person_id, holder = _holder(work, command, errors)
    if errors:
        raise InvalidInput(errors)
    plate, plate_key = plate_of(work, command.plate)
    refuse_taken(work, place, command.starts_on, ends_on)
    refuse_parked(work, plate, plate_key, place.key, command.starts_on, ends_on)
    _ask_others(work, place, command, ends_on)
    return _store(
        work, RequestKind.NEW, place.id, unit.id, person_id, holder, command.starts_on, ends_on, fee,
        words=command.words, plate=plate, plate_key=plate_key, rent_from=command.rent_from, wait_id=command.wait_id,
        token=command.token,
    )  # fmt: skip


def apply_to_extend(work: Work, command: Extend) -> Applied:
    """Store it; the further term begins where the lease ends. Raises `Refused` in words."""
    work.require(Right.PARKING)
    next_number(work.session, "parking")
    if (before := _stored_before(work, command.token)) is not None:
        return before
    lease = lease_of(work, command.lease_id)
    _refuse_waiting(work, lease)
    if lease.ended_on is not None:
        raise Refused(tr("{number} 已经退租，请重新申请租用", number=lease.number))
    ends_on = _after(command.last_on, "last_on")
    if ends_on <= lease.ends_on:
        raise Refused(tr("现在租到 {day}，续租要比它晚", day=lease.last_on.isoformat()), field="last_on")
    fee = lease.fee if command.fee is None else command.fee
    if fee < ZERO:
        raise Refused(tr("月租不能是负数"), field="fee")
    refuse_taken(work, place_at(work, lease.place_id, lease.ends_on), lease.ends_on, ends_on)
    return _store(
        work, RequestKind.EXTEND, lease.place_id, lease.unit_id, lease.person_id, lease.holder, lease.ends_on, ends_on,
        fee, words=command.words, lease_id=lease.id, token=command.token,
    )  # fmt: skip


def apply_to_cancel(work: Work, command: Cancel) -> Applied:
    """Store it. Raises `Refused` for a day outside the lease, and without a reason."""
    work.require(Right.PARKING)
    next_number(work.session, "parking")
    if (before := _stored_before(work, command.token)) is not None:
        return before
    lease = lease_of(work, command.lease_id)
    _refuse_waiting(work, lease)
    ends_on = _after(command.last_on, "last_on")
    if not command.words.strip():
        raise Refused(tr("请写退租的原因"), field="words")
    if not lease.starts_on <= ends_on < lease.ends_on:
        raise Refused(
            tr(
                "{number} 租期是 {first} 至 {last}，退租日要在里面，而且早于到期日",
                number=lease.number, first=lease.starts_on.isoformat(), last=lease.last_on.isoformat(),
            ),
            field="last_on",
        )  # fmt: skip
    return _store(
        work, RequestKind.CANCEL, lease.place_id, lease.unit_id, lease.person_id, lease.holder, lease.starts_on,
        ends_on, ZERO, words=command.words, lease_id=lease.id, token=command.token,
    )  # fmt: skip


def _store(
    work: Work, kind: RequestKind, place_id: int, unit_id: int, person_id: int | None, holder: str, starts_on: date,
    ends_on: date, fee: Money, *, words: str, plate: str = "", plate_key: str = "", rent_from: date | None = None,
    lease_id: int | None = None, wait_id: int | None = None, token: str | None,
) -> Applied:  # fmt: skip
    made = ParkingRequest(
        number=f"CW-{next_number(work.session, 'parking-request'):08d}",
        kind=kind,
        place_id=place_id,
        unit_id=unit_id,
        person_id=person_id,
        holder=holder,
        plate=plate,
        plate_key=plate_key,
        lease_id=lease_id,
        wait_id=wait_id,
        starts_on=starts_on,
        ends_on=ends_on,
        fee=fee,
        rent_from=rent_from,
        words=words.strip()[:LONGEST],
        made_on=work.today(),
        made_at=work.now(),
        made_by=work.actor.name,
        token=token,
    )
    work.session.add(made)
    work.session.flush()
    work.touch("parking")
    return Applied(made.id, made.number)


def _stored_before(work: Work, token: str | None) -> Applied | None:
    if token is None:
        return None
    found = work.session.scalar(select(ParkingRequest).where(ParkingRequest.token == token))
    return None if found is None else Applied(found.id, found.number, again=True)


def _after(last_on: date, field: str) -> date:
    if last_on >= LATEST_END:
        raise Refused(tr("日期太远，请核对"), field=field)
    return last_on + ONE_DAY


def _holder(work: Work, command: Apply, errors: dict[str, str]) -> tuple[int | None, str]:
    if command.person_id is not None:
        person = work.session.get_one(Person, kept_id(work.session, command.person_id))
        return person.id, person.name
    holder = command.holder.strip()
    if not holder:
        errors["holder"] = tr("请填承租人")
    elif len(holder) > LONGEST_NAME:
        errors["holder"] = tr("姓名最多 {n} 个字", n=LONGEST_NAME)
    return None, holder


def _ask_others(work: Work, place: PlaceFacts, command: Apply, ends_on: date) -> None:
    waiting = waiting_count(work.session)
    if waiting and command.wait_id is None:
        work.confirm("parking.queue", tr("还有 {n} 户在排队等车位，不从排队里办吗？", n=waiting))
    offered = offered_to(work.session, place.id, work.today())
    if offered is not None and offered.id != command.wait_id:
        work.confirm(
            "parking.offered",
            tr(
                "车位 {code} 已通知 {holder}，保留到 {day}，仍要给别人吗？",
                code=place.code, holder=offered.holder, day=offered.until.isoformat() if offered.until else "",
            ),
        )  # fmt: skip
    open_requests = select(ParkingRequest).outerjoin(
        ParkingAnswer, ParkingAnswer.request_id == ParkingRequest.id
    )
    for other in work.session.scalars(
        open_requests.where(
            ParkingAnswer.id.is_(None),
            ParkingRequest.place_id == place.id,
            ParkingRequest.kind == RequestKind.NEW,
        )
    ):
        if meets(command.starts_on, ends_on, other.starts_on, other.ends_on):
            work.confirm(
                "parking.applied",
                tr(
                    "{number} {holder} 也在申请车位 {code}，还没批，仍要提交吗？",
                    number=other.number, holder=other.holder, code=place.code,
                ),
            )  # fmt: skip


def _refuse_waiting(work: Work, lease: LeaseFacts) -> None:
    open_one = work.session.scalar(
        select(ParkingRequest.number)
        .outerjoin(ParkingAnswer, ParkingAnswer.request_id == ParkingRequest.id)
        .where(ParkingRequest.lease_id == lease.id, ParkingAnswer.id.is_(None))
        .limit(1)
    )
    if open_one is not None:
        raise Refused(tr("{lease} 已有申请 {number} 在等审批", lease=lease.number, number=open_one))


def swap_plate(work: Work, command: SwapPlate) -> str:
    """Another car; returns its plate. Raises `Refused` when it has another space (by its code), or the lease is over."""
    work.require(Right.PARKING)
    next_number(work.session, "parking")
    lease = lease_of(work, command.lease_id)
    starts_on = max(command.starts_on or work.today(), lease.starts_on)
    if starts_on >= lease.ends_on:
        raise Refused(tr("{number} 已经结束，不能换车", number=lease.number))
    if lease.plates and starts_on < lease.plates[-1][0]:
        raise Refused(
            tr("{day} 已经换过车，日期要不早于它", day=lease.plates[-1][0].isoformat()), field="starts_on"
        )
    plate, plate_key = plate_of(work, command.plate)
    place = place_facts(work.session, starts_on, (lease.place_id,))[lease.place_id]
    refuse_parked(work, plate, plate_key, place.key, starts_on, lease.ends_on, lease.id)
    work.session.add(
        ParkingPlate(
            lease_id=lease.id,
            starts_on=starts_on,
            plate=plate,
            plate_key=plate_key,
            made_at=work.now(),
            made_by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch("parking")
    return plate
