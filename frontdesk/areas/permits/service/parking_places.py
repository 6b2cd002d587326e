"""Parking (D3.7): spaces taken into the books, and what is true of each from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.permits.model.parking import (
    ParkingPlace,
    ParkingPlaceFact,
)
from frontdesk.areas.permits.queries.parking import (
    clashing_lease,
    held_in_archives,
)
from frontdesk.areas.permits.rules.parking import (
    PlaceKind,
    read_codes,
    space_key,
)
from frontdesk.areas.permits.service.parking_common import (
    LATEST_END,
    LONGEST,
)
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


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
