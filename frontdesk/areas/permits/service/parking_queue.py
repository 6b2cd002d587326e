"""The queue for a space, and visitors' cars (D3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.archives.queries.joined import kept_id
from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.archives.rules.identity import read_plate
from frontdesk.areas.permits.model.parking import (
    ParkingVisit,
    ParkingVisitEnd,
    ParkingWait,
    ParkingWaitStep,
)
from frontdesk.areas.permits.queries.parking import (
    ONE_DAY,
    clashing_lease,
    held_in_archives,
    place_facts,
    plate_elsewhere,
)
from frontdesk.areas.permits.queries.parking_lists import WaitRow, waits
from frontdesk.areas.permits.rules.parking import PlaceKind, WaitStep
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

OFFER_DAYS = 3
"""So many days an offered space is kept when nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class JoinQueue:
    """Somebody waits for a space. `words` say which sort would do. `token` is made when the form opens (T23)."""

    unit_id: int
    holder: str = ""
    person_id: int | None = None
    plate: str = ""
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class StepQueue:
    """Offer a space until a day (None: three days), pass the offer on to the next, or leave the queue."""

    wait_id: int
    step: WaitStep
    place_id: int | None = None
    until: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Arrive:
    """A visitor's car on a visitors' space; `unit_id` is whom they visit."""

    place_id: int
    plate: str
    unit_id: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Leave:
    """The visitor's car has left."""

    visit_id: int


def join_queue(work: Work, command: JoinQueue) -> tuple[int, str]:
    """(id, number) of the place in the queue. Asks when the unit waits already."""
    work.require(Right.PARKING)
    next_number(work.session, "parking")
    if command.token is not None:
        before = work.session.scalar(select(ParkingWait).where(ParkingWait.token == command.token))
        if before is not None:
            return before.id, before.number
    unit = work.session.get_one(Unit, command.unit_id)
    must_stand(work.session, unit.id)
    holder, person_id = command.holder.strip(), command.person_id
    if person_id is not None:
        person_id = kept_id(work.session, person_id)
        holder = work.session.get_one(Person, person_id).name
    errors = {}
    if not holder:
        errors["holder"] = tr("请填要车位的人")
    elif len(holder) > 80:
        errors["holder"] = tr("姓名最多 {n} 个字", n=80)
    if len(command.words.strip()) > 200:
        errors["words"] = tr("说明超过 {n} 个字，请写短些", n=200)
    if errors:
        raise InvalidInput(errors)
    same = next((row for row in waits(work.session, work.today()) if row.unit_id == unit.id), None)
    if same is not None:
        work.confirm(
            "parking.twice", tr("{unit} 已在排队（第 {n} 位），再排一个吗？", unit=unit.code, n=same.place)
        )
    made = ParkingWait(
        number=f"PD-{next_number(work.session, 'parking-wait'):08d}",
        unit_id=unit.id,
        person_id=person_id,
        holder=holder,
        plate=read_plate(command.plate).plate,
        words=command.words.strip(),
        made_on=work.today(),
        made_at=work.now(),
        made_by=work.actor.name,
        token=command.token,
    )
    work.session.add(made)
    work.session.flush()
    work.touch("parking")
    return made.id, made.number


def step_queue(work: Work, command: StepQueue) -> None:
    """Raises `Refused` when the space is not free, is offered to another, or the row waits no longer.

    Asks before somebody is offered a space over the heads of those before them.
    """
    work.require(Right.PARKING)
    next_number(work.session, "parking")
    rows = waits(work.session, work.today())
    row = next((one for one in rows if one.id == command.wait_id), None)
    if row is None:
        raise Refused(tr("这一户已经不在排队，列表已经变了，请再选一次"))
    until = None
    if command.step is WaitStep.OFFERED:
        until = command.until or work.today() + timedelta(days=OFFER_DAYS)
        _check_offer(work, command, rows, row, until)
    elif command.step is WaitStep.PASSED and not row.offered:
        raise Refused(tr("还没有通知 {holder} 选位，不用让", holder=row.holder))
    elif command.step is WaitStep.LEASED:
        raise Refused(tr("租到车位由申请批准时自动记下，请办租用申请"))
    elif command.step is WaitStep.LEFT and not command.words.strip():
        raise Refused(tr("请写明为什么退出排队"), field="words")
    work.session.add(
        ParkingWaitStep(
            wait_id=row.id,
            step=command.step,
            place_id=command.place_id if command.step is WaitStep.OFFERED else None,
            until=until,
            words=command.words.strip()[:200],
            stepped_on=work.today(),
            at=work.now(),
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch("parking")


def _check_offer(
    work: Work, command: StepQueue, rows: tuple[WaitRow, ...], row: WaitRow, until: date
) -> None:
    today = work.today()
    place = place_facts(work.session, today, (command.place_id or 0,)).get(command.place_id or 0)
    if place is None:
        raise Refused(tr("请选要给的车位"), field="place_id")
    if not place.active or place.kind is not PlaceKind.LEASED:
        raise Refused(tr("车位 {code} 不出租，请换一个", code=place.code), field="place_id")
    lease = clashing_lease(work.session, place.id, today, today + ONE_DAY)
    if lease is not None:
        raise Refused(
            tr(
                "车位 {code} 租给 {unit} {holder}，到 {day}",
                code=place.code, unit=lease.unit, holder=lease.holder, day=lease.last_on.isoformat(),
            ),
            field="place_id",
        )  # fmt: skip
    owner = held_in_archives(work.session, place.key, today, today + ONE_DAY)
    if owner is not None:
        raise Refused(tr("车位 {code} 在档案里是 {unit} 的", code=place.code, unit=owner), field="place_id")
    if until < today:
        raise Refused(tr("保留到的日子已经过去，请核对"), field="until")
    for other in rows:
        if other.id != row.id and other.offered_place_id == place.id and other.offered:
            raise Refused(
                tr(
                    "车位 {code} 已通知 {holder}，保留到 {day}",
                    code=place.code, holder=other.holder, day=other.until.isoformat() if other.until else "",
                ),
                field="place_id",
            )  # fmt: skip
    before = [other for other in rows if other.place < row.place and not other.offered]
    if before:
        work.confirm(
            "parking.order",
            tr("{holder} 前面还有 {n} 户没有通知，先通知这一户吗？", holder=row.holder, n=len(before)),
        )


def arrive(work: Work, command: Arrive) -> int:
    """The visit's id. Raises `Refused` when the space is taken or the car has another one (by its code)."""
    work.require(Right.PARKING)
    next_number(work.session, "parking")
    today = work.today()
    place = place_facts(work.session, today, (command.place_id,)).get(command.place_id)
    if place is None or not place.active or place.kind is not PlaceKind.VISITOR:
        raise Refused(tr("请选一个访客车位"), field="place_id")
    plate = read_plate(command.plate)
    if not plate.key:
        raise Refused(tr("请填车牌号"), field="plate")
    standing = work.session.scalar(
        select(ParkingVisit.plate)
        .outerjoin(ParkingVisitEnd, ParkingVisitEnd.visit_id == ParkingVisit.id)
        .where(ParkingVisit.place_id == place.id, ParkingVisitEnd.id.is_(None))
    )
    if standing is not None:
        raise Refused(
            tr("车位 {code} 停着 {plate}，请先登记离开", code=place.code, plate=standing), field="place_id"
        )
    other = plate_elsewhere(work.session, plate.key[:20], place.key, today, today + ONE_DAY)
    if other is not None:
        raise Refused(
            tr("车牌 {plate} 已经在车位 {code}，一辆车只能有一个车位", plate=plate.plate, code=other),
            field="plate",
        )
    if not plate.usual:
        work.confirm("plate", tr("车牌 {plate} 的写法少见，仍按所填保存吗", plate=plate.plate))
    if command.unit_id is not None:
        work.session.get_one(Unit, command.unit_id)
    visit = ParkingVisit(
        place_id=place.id,
        unit_id=command.unit_id,
        plate=plate.plate,
        plate_key=plate.key[:20],
        words=command.words.strip()[:200],
        came_on=today,
        at=work.now(),
        by=work.actor.name,
    )
    work.session.add(visit)
    work.session.flush()
    work.touch("parking")
    return visit.id


def leave(work: Work, command: Leave) -> None:
    """Raises `Refused` when it has left already."""
    work.require(Right.PARKING)
    next_number(work.session, "parking")
    visit = work.session.get_one(ParkingVisit, command.visit_id)
    if work.session.scalar(select(ParkingVisitEnd.id).where(ParkingVisitEnd.visit_id == visit.id)):
        raise Refused(tr("{plate} 已经登记离开", plate=visit.plate))
    work.session.add(
        ParkingVisitEnd(visit_id=visit.id, left_on=work.today(), at=work.now(), by=work.actor.name)
    )
    work.session.flush()
    work.touch("parking")
