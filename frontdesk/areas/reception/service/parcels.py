"""What is held for somebody: taken in, told of, collected against a signature, sent back, corrected (D2.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.reception.model.parcels import Parcel, ParcelEvent
from frontdesk.areas.reception.rules.parcels import (
    LONGEST_NAME,
    MOST_PIECES,
    PREFIX,
    STEP_WORDS,
    TAKING,
    Happened,
    NotifyWay,
    ParcelKind,
    ParcelStep,
    standing,
)
from frontdesk.areas.reception.service.desk_common import (
    by_another,
    check_unit,
    day_number,
    day_of,
    may_write,
    person_name,
    tidy,
)
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

TOPIC = "parcels"


@dataclass(frozen=True, slots=True)
class TakeParcel:
    """Something comes in for a unit, or for somebody in words. `token` is made when the form opens (T23)."""

    kind: ParcelKind = ParcelKind.PARCEL
    unit_id: int | None = None
    taker: str = ""
    carrier: str = ""
    tracking: str = ""
    pieces: int = 1
    shelf: str = ""
    person_id: int | None = None
    phone: str = ""
    words: str = ""
    on: date | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in: its id and number."""

    id: int
    number: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class NotifyParcels:
    """Somebody was told of these, or was not reached."""

    parcel_ids: tuple[int, ...]
    way: NotifyWay
    words: str = ""


@dataclass(frozen=True, slots=True)
class CollectParcels:
    """Somebody takes these, all that is here of each, and signs by name. `pieces` is for one alone: so many of it."""

    parcel_ids: tuple[int, ...]
    who: str
    pieces: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class SendBack:
    """What is here of it goes back to who brought it, and why."""

    parcel_id: int
    words: str


@dataclass(frozen=True, slots=True)
class VoidParcel:
    """It was entered by mistake."""

    parcel_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class UndoParcel:
    """The last thing that happened to it did not."""

    parcel_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeParcel:
    """What is known of it, corrected: its history keeps what it was (D0.6). `phone` None: as it stands."""

    parcel_id: int
    unit_id: int | None
    taker: str = ""
    carrier: str = ""
    tracking: str = ""
    shelf: str = ""
    phone: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Collected:
    """Numbers of what went, and how many pieces."""

    numbers: tuple[str, ...]
    pieces: int
    who: str


def take_parcel(work: Work, command: TakeParcel) -> Taken:
    """Register it under a number of its day."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(Parcel).where(Parcel.token == command.token))
        if before is not None:
            return Taken(before.id, before.number, again=True)
    parcel = make_parcel(work, command)
    work.touch(TOPIC)
    return Taken(parcel.id, parcel.number)


def make_parcel(work: Work, command: TakeParcel) -> Parcel:
    """The row itself, checked. A known person's own name is what stands there."""
    named = person_name(work, command.person_id)
    taker = named or tidy(command.taker, field="taker", most=LONGEST_NAME)
    if command.unit_id is None and not taker:
        raise Refused(tr("请选房号，或写明是谁的"), field="unit_id")
    check_unit(work, command.unit_id)
    if not 1 <= command.pieces <= MOST_PIECES:
        raise Refused(tr("件数在 1 到 {n} 之间", n=MOST_PIECES), field="pieces")
    tracking = tidy(command.tracking, field="tracking", most=60)
    if tracking:
        _check_tracking(work, tracking, None)
    on = day_of(work, command.on)
    parcel = Parcel(
        number=day_number(work, PREFIX[command.kind], on),
        kind=command.kind,
        carrier=tidy(command.carrier, field="carrier", most=40),
        tracking=tracking,
        pieces=command.pieces,
        shelf=tidy(command.shelf, field="shelf", most=40),
        unit_id=command.unit_id,
        person_id=command.person_id,
        taker=taker,
        phone=tidy(command.phone, field="phone", most=40),
        words=tidy(command.words),
        received_on=on,
        received_at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        token=command.token,
        left_pieces=command.pieces,
    )
    work.session.add(parcel)
    work.session.flush()
    return parcel


def _check_tracking(work: Work, tracking: str, own: int | None) -> None:
    """The same waybill twice is a slip of the scanner, not a second parcel."""
    query = select(Parcel.number).where(Parcel.tracking == tracking, Parcel.outcome.is_(None))
    found = work.session.scalar(query.where(Parcel.id != own) if own is not None else query)
    if found is not None:
        raise Refused(
            tr("这个单号已经登记为 {number}，还没有领走；一单几件请改件数", number=found), field="tracking"
        )


def notify_parcels(work: Work, command: NotifyParcels) -> int:
    """Write down that somebody was told; gives how many pieces it was about. Not reached counts as not told."""
    may_write(work)
    words = tidy(command.words)
    parcels = lock_parcels(work, command.parcel_ids)
    for parcel in parcels:
        _check_here(parcel)
        add_event(work, parcel, ParcelStep.NOTIFIED, way=command.way, words=words)
    return sum(parcel.left_pieces for parcel in parcels)


def collect_parcels(work: Work, command: CollectParcels) -> Collected:
    """Give them out; raises `Refused` for what is not here any more."""
    may_write(work)
    who = tidy(command.who, missing=tr("请写领取人的姓名，算作签收"), field="who", most=LONGEST_NAME)
    words = tidy(command.words)
    parcels = lock_parcels(work, command.parcel_ids)
    if command.pieces is not None and len(parcels) > 1:
        raise Refused(tr("几件一起领时都是全部领走；只领一部分请一件一件办"), field="pieces")
    count = 0
    for parcel in parcels:
        _check_here(parcel)
        pieces = parcel.left_pieces if command.pieces is None else command.pieces
        if not 1 <= pieces <= parcel.left_pieces:
            raise Refused(
                tr("{number} 这里还有 {n} 件", number=parcel.number, n=parcel.left_pieces), field="pieces"
            )
        add_event(work, parcel, ParcelStep.COLLECTED, pieces=pieces, who=who, words=words)
        count += pieces
    return Collected(tuple(parcel.number for parcel in parcels), count, who)


def send_back(work: Work, command: SendBack) -> str:
    """What is left goes back; gives the number."""
    may_write(work)
    words = tidy(command.words, missing=tr("请写明退给谁、为什么退"))
    parcel = _one(work, command.parcel_id)
    _check_here(parcel)
    add_event(work, parcel, ParcelStep.SENT_BACK, pieces=parcel.left_pieces, words=words)
    return parcel.number


def void_parcel(work: Work, command: VoidParcel) -> str:
    """Entered by mistake, and nothing of it was given out."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    parcel = _one(work, command.parcel_id)
    _check_here(parcel)
    if parcel.left_pieces < parcel.pieces:
        raise Refused(tr("{number} 已经领走一部分，不能作废", number=parcel.number))
    words = tr("{number} 是 {by} {day} 登记的，作废要主管准许",
               number=parcel.number, by=parcel.by, day=parcel.received_on)  # fmt: skip
    by_another(work, parcel.by_id, parcel.received_on, words)
    add_event(work, parcel, ParcelStep.VOIDED, pieces=parcel.left_pieces, words=reason)
    return parcel.number


def undo_parcel(work: Work, command: UndoParcel) -> str:
    """Take back the last thing that happened to it; gives what that was, in words."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明撤销的原因"), field="reason")
    parcel = _one(work, command.parcel_id)
    rows = _course(work, parcel.id)
    undone = {row.undoes_id for row in rows if row.undoes_id is not None}
    standing_rows = [row for row in rows if row.id not in undone and row.step is not ParcelStep.UNDONE]
    if not standing_rows:
        raise Refused(tr("{number} 登记以后还没有办过别的；登记错了请作废", number=parcel.number))
    last = standing_rows[-1]
    words = tr("{number} 的“{what}”是 {by} {day} 办的，撤销要主管准许",
               number=parcel.number, what=tr(STEP_WORDS[last.step]), by=last.by, day=last.happened_on)  # fmt: skip
    by_another(work, last.by_id, last.happened_on, words)
    if last.step in TAKING and parcel.tracking:
        _check_tracking(work, parcel.tracking, parcel.id)
    add_event(work, parcel, ParcelStep.UNDONE, undoes_id=last.id, words=reason)
    return tr("{number} {what}", number=parcel.number, what=tr(STEP_WORDS[last.step]))


def change_parcel(work: Work, command: ChangeParcel) -> str:
    """Correct where it lies, whose it is, and its waybill; gives the number."""
    may_write(work)
    parcel = _one(work, command.parcel_id)
    taker = tidy(command.taker, field="taker", most=LONGEST_NAME)
    if command.unit_id is None and not taker:
        raise Refused(tr("请选房号，或写明是谁的"), field="unit_id")
    if command.unit_id != parcel.unit_id:
        check_unit(work, command.unit_id)
    tracking = tidy(command.tracking, field="tracking", most=60)
    if tracking and tracking != parcel.tracking and parcel.outcome is None:
        _check_tracking(work, tracking, parcel.id)
    told = {
        "unit_id": command.unit_id,
        "taker": taker,
        "carrier": tidy(command.carrier, field="carrier", most=40),
        "tracking": tracking,
        "shelf": tidy(command.shelf, field="shelf", most=40),
        "phone": parcel.phone if command.phone is None else tidy(command.phone, field="phone", most=40),
        "words": tidy(command.words),
    }
    if taker != parcel.taker:
        parcel.person_id = None
    for name, value in told.items():
        if getattr(parcel, name) != value:
            setattr(parcel, name, value)
    work.touch(TOPIC)
    return parcel.number


# -- the one place that writes its course --


def lock_parcels(work: Work, parcel_ids: Iterable[int]) -> list[Parcel]:
    """The rows, locked in one order, so that two desks do not give the same parcel out."""
    wanted = sorted(set(parcel_ids))
    if not wanted:
        raise Refused(tr("请选至少一件"), field="parcel_ids")
    query = select(Parcel).where(Parcel.id.in_(wanted)).order_by(Parcel.id).with_for_update()
    parcels = list(work.session.scalars(query))
    if len(parcels) < len(wanted):
        raise Refused(tr("没有这一件，请重新选择"), field="parcel_ids")
    return parcels


def add_event(
    work: Work,
    parcel: Parcel,
    step: ParcelStep,
    *,
    on: date | None = None,
    pieces: int = 0,
    who: str = "",
    way: NotifyWay | None = None,
    words: str = "",
    undoes_id: int | None = None,
) -> ParcelEvent:
    """Write a row of a locked parcel's course, and what it comes to beside it."""
    event = ParcelEvent(
        parcel_id=parcel.id, step=step, happened_on=on or work.today(), at=work.now(), pieces=pieces, who=who,
        way=way, words=words, undoes_id=undoes_id, by_id=work.actor.id, by=work.actor.name,
    )  # fmt: skip
    work.session.add(event)
    work.session.flush()
    stands = standing(parcel.pieces, happened(_course(work, parcel.id)))
    parcel.left_pieces = stands.left
    parcel.notified_on = stands.notified_on
    parcel.outcome = stands.outcome
    parcel.ended_on = stands.ended_on
    work.session.flush()
    work.touch(TOPIC)
    return event


def happened(rows: Sequence[ParcelEvent]) -> tuple[Happened, ...]:
    """The rows as the rules read them."""
    return tuple(
        Happened(
            row.id, row.step, row.happened_on, row.pieces, row.way is not NotifyWay.FAILED, row.undoes_id
        )
        for row in rows
    )


def _course(work: Work, parcel_id: int) -> list[ParcelEvent]:
    query = select(ParcelEvent).where(ParcelEvent.parcel_id == parcel_id).order_by(ParcelEvent.id)
    return list(work.session.scalars(query))


def _one(work: Work, parcel_id: int) -> Parcel:
    return lock_parcels(work, (parcel_id,))[0]


def _check_here(parcel: Parcel) -> None:
    if parcel.outcome is not None:
        raise Refused(
            tr("{number} 已经{what}，没有再记", number=parcel.number, what=tr(STEP_WORDS[parcel.outcome])),
            field="parcel_ids",
        )
