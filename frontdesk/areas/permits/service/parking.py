"""Parking (D3.7): spaces taken into the books, applications and their answers, and what follows from a yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.archives.queries.joined import kept_id
from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.archives.rules.identity import read_plate
from frontdesk.areas.permits.model.parking import (
    ParkingAnswer,
    ParkingEnd,
    ParkingLease,
    ParkingPlace,
    ParkingPlaceFact,
    ParkingPlate,
    ParkingRequest,
    ParkingTerm,
    ParkingWait,
    ParkingWaitStep,
)
from frontdesk.areas.permits.queries.parking import (
    ONE_DAY,
    LeaseFacts,
    PlaceFacts,
    clashing_lease,
    held_in_archives,
    leases,
    place_facts,
    plate_elsewhere,
)
from frontdesk.areas.permits.queries.parking_lists import offered_to, waiting_count
from frontdesk.areas.permits.rules.parking import (
    PlaceKind,
    RequestKind,
    Verdict,
    WaitStep,
    meets,
    read_codes,
    space_key,
)
from frontdesk.areas.permits.service.parking_rent import charge_lease, take_off
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

LONGEST = 200
LONGEST_NAME = 80
LATEST_END = date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class AddPlaces:
    """Spaces of one sort: codes as typed (`B1-001~B1-050`), what they are and cost per month from `starts_on` on."""

    codes: str
    kind: PlaceKind
    fee: Money
    place: str = ""
    size: str = ""
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """What a space is from `starts_on` (None: today) on; `active` False takes it out of use."""

    place_id: int
    kind: PlaceKind
    fee: Money
    place: str = ""
    size: str = ""
    active: bool = True
    words: str = ""
    starts_on: date | None = None


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


@dataclass(frozen=True, slots=True)
class SwapPlate:
    """Another car stands on the lease's space from `starts_on` (None: today) on; an empty plate: none."""

    lease_id: int
    plate: str
    starts_on: date | None = None


def add_places(work: Work, command: AddPlaces) -> tuple[int, ...]:
    """The ids. Raises `Refused` for codes that stand already or belong to somebody by the archives."""
    work.require(Right.PARKING)
    codes = read_codes(command.codes)
    _check_place(command.kind, command.fee)
    next_number(work.session, "parking")
    starts_on = command.starts_on or work.today()
    made = []
    for code in codes:
        key = space_key(code)
        if work.session.scalar(select(ParkingPlace.id).where(ParkingPlace.key == key)):
            raise Refused(tr("车位 {code} 已经登记过", code=code), field="codes")
        owner = held_in_archives(work.session, key, starts_on, LATEST_END)
        if owner is not None:
            raise Refused(
                tr("车位 {code} 在档案里是 {unit} 的，不能登记成出租的", code=code, unit=owner), field="codes"
            )
        place = ParkingPlace(code=code, key=key, made_at=work.now(), made_by=work.actor.name)
        work.session.add(place)
        work.session.flush()
        made.append(place.id)
        _add_fact(
            work,
            place.id,
            starts_on,
            command.kind,
            command.place,
            command.size,
            command.fee,
            active=True,
            words="",
        )
    work.touch("parking")
    return tuple(made)


def change_place(work: Work, command: ChangePlace) -> None:
    """A further dated row. A space that is let from that day on stays a space to let."""
    work.require(Right.PARKING)
    _check_place(command.kind, command.fee)
    next_number(work.session, "parking")
    starts_on = command.starts_on or work.today()
    place = work.session.get_one(ParkingPlace, command.place_id)
    if not command.active or command.kind is not PlaceKind.LEASED:
        lease = clashing_lease(work.session, place.id, starts_on, LATEST_END)
        if lease is not None:
            raise Refused(
                tr(
                    "车位 {code} 租给 {unit} {holder}，到 {day}，请先退租再改",
                    code=place.code, unit=lease.unit, holder=lease.holder, day=lease.last_on.isoformat(),
                ),
                field="kind",
            )  # fmt: skip
    _add_fact(
        work, place.id, starts_on, command.kind, command.place, command.size, command.fee,
        active=command.active, words=command.words,
    )  # fmt: skip
    work.touch("parking")


def _check_place(kind: PlaceKind, fee: Money) -> None:
    if kind is PlaceKind.OWNED:
        raise Refused(tr("产权车位请在业主档案里登记到户，这里会列出来"), field="kind")
    if fee < ZERO:
        raise Refused(tr("月租不能是负数"), field="fee")


def _add_fact(
    work: Work, place_id: int, starts_on: date, kind: PlaceKind, place: str, size: str, fee: Money, *, active: bool,
    words: str,
) -> None:  # fmt: skip
    work.session.add(
        ParkingPlaceFact(
            place_id=place_id,
            starts_on=starts_on,
            kind=kind,
            place=place.strip()[:60],
            size=size.strip()[:40],
            fee=fee,
            active=active,
            words=words.strip()[:LONGEST],
            made_at=work.now(),
            made_by=work.actor.name,
        )
    )
    work.session.flush()


# -- applying --


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
    place = _place(work, command.place_id, command.starts_on)
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
    plate, plate_key = _plate(work, command.plate)
    _refuse_taken(work, place, command.starts_on, ends_on)
    _refuse_parked(work, plate, plate_key, place.key, command.starts_on, ends_on)
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
    lease = _lease(work, command.lease_id)
    _refuse_waiting(work, lease)
    if lease.ended_on is not None:
        raise Refused(tr("{number} 已经退租，请重新申请租用", number=lease.number))
    ends_on = _after(command.last_on, "last_on")
    if ends_on <= lease.ends_on:
        raise Refused(tr("现在租到 {day}，续租要比它晚", day=lease.last_on.isoformat()), field="last_on")
    fee = lease.fee if command.fee is None else command.fee
    if fee < ZERO:
        raise Refused(tr("月租不能是负数"), field="fee")
    _refuse_taken(work, _place(work, lease.place_id, lease.ends_on), lease.ends_on, ends_on)
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
    lease = _lease(work, command.lease_id)
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


def _plate(work: Work, text: str) -> tuple[str, str]:
    """The plate in its shape, and its key. An unusual one is asked about, never refused (T18)."""
    plate = read_plate(text)
    if plate.key and not plate.usual:
        work.confirm("plate", tr("车牌 {plate} 的写法少见，仍按所填保存吗", plate=plate.plate))
    return plate.plate, plate.key[:20]


def _place(work: Work, place_id: int, on: date) -> PlaceFacts:
    place = place_facts(work.session, on, (place_id,)).get(place_id)
    if place is None:
        raise Refused(tr("没有这个车位，请重新选择"), field="place_id")
    if not place.active:
        raise Refused(tr("车位 {code} 已停用，请换一个", code=place.code), field="place_id")
    if place.kind is not PlaceKind.LEASED:
        raise Refused(
            tr("车位 {code} 是{kind}车位，不出租", code=place.code, kind=tr(place.kind.value)),
            field="place_id",
        )
    return place


def _lease(work: Work, lease_id: int) -> LeaseFacts:
    found = leases(work.session, work.today(), lease_ids=(lease_id,))
    if not found:
        raise Refused(tr("没有这份租约，列表已经变了，请再选一次"))
    return found[0]


def _refuse_taken(work: Work, place: PlaceFacts, starts_on: date, ends_on: date) -> None:
    """Two leases never share a day of a space, and a space of somebody's own is not let: refused by name (D3.7)."""
    lease = clashing_lease(work.session, place.id, starts_on, ends_on)
    if lease is not None:
        raise Refused(
            tr(
                "车位 {code} {first} 至 {last} 租给 {unit} {holder}（{number}），请换车位或改日期",
                code=place.code, first=lease.starts_on.isoformat(), last=lease.last_on.isoformat(), unit=lease.unit,
                holder=lease.holder, number=lease.number,
            ),
            field="place_id",
        )  # fmt: skip
    owner = held_in_archives(work.session, place.key, starts_on, ends_on)
    if owner is not None:
        raise Refused(tr("车位 {code} 在档案里是 {unit} 的", code=place.code, unit=owner), field="place_id")


def _refuse_parked(
    work: Work,
    plate: str,
    plate_key: str,
    key: str,
    starts_on: date,
    ends_on: date,
    but_lease: int | None = None,
) -> None:
    other = plate_elsewhere(work.session, plate_key, key, starts_on, ends_on, but_lease=but_lease)
    if other is not None:
        raise Refused(
            tr("已在车位 {code}，一辆车只能有一个车位（{plate}）", plate=plate, code=other),
            field="plate",
        )


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


# -- answering --


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
    place = _place(work, request.place_id, request.starts_on)
    _refuse_taken(work, place, request.starts_on, request.ends_on)
    _refuse_parked(work, request.plate, request.plate_key, place.key, request.starts_on, request.ends_on)
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
    lease = _lease(work, request.lease_id)
    if lease.ended_on is not None or lease.ends_on != request.starts_on:
        raise Refused(tr("{number} 的租期已经变了，请撤回这份申请，重新办", number=lease.number))
    place = _place(work, lease.place_id, request.starts_on)
    _refuse_taken(work, place, request.starts_on, request.ends_on)
    if lease.plate:
        key = read_plate(lease.plate).key[:20]
        _refuse_parked(work, lease.plate, key, place.key, request.starts_on, request.ends_on, lease.id)
    work.session.add(_term(work, lease.id, request))
    work.session.flush()
    charged = charge_lease(work, lease.id, Month.of(work.today()))
    return Answered(request.id, request.number, lease.id, lease.number, charged=charged.total)


def _end(work: Work, request: ParkingRequest) -> Answered:
    assert request.lease_id is not None
    lease = _lease(work, request.lease_id)
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


def swap_plate(work: Work, command: SwapPlate) -> str:
    """Another car; returns its plate. Raises `Refused` when it has another space (by its code), or the lease is over."""
    work.require(Right.PARKING)
    next_number(work.session, "parking")
    lease = _lease(work, command.lease_id)
    starts_on = max(command.starts_on or work.today(), lease.starts_on)
    if starts_on >= lease.ends_on:
        raise Refused(tr("{number} 已经结束，不能换车", number=lease.number))
    if lease.plates and starts_on < lease.plates[-1][0]:
        raise Refused(
            tr("{day} 已经换过车，日期要不早于它", day=lease.plates[-1][0].isoformat()), field="starts_on"
        )
    plate, plate_key = _plate(work, command.plate)
    place = place_facts(work.session, starts_on, (lease.place_id,))[lease.place_id]
    _refuse_parked(work, plate, plate_key, place.key, starts_on, lease.ends_on, lease.id)
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
