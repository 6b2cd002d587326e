"""What must hold of parking and stationery, whatever was done: named in words where it does not."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.fees.model import Charge
from frontdesk.areas.permits.model.parking import ParkingRent
from frontdesk.areas.permits.queries.parking import leases
from frontdesk.areas.permits.rules.parking import PARKING, meets
from frontdesk.base.values.text import tr


def broken_parking(session: Session) -> list[str]:
    """Two leases on a space in one day, a car on two spaces, a day charged twice, a rent that is no charge of ours."""
    return [
        *_two_leases(session),
        *_two_spaces(session),
        *_charged_twice(session),
        *_strange_charges(session),
    ]


def _two_leases(session: Session) -> list[str]:
    of_place = defaultdict(list)
    for lease in leases(session, date.max):
        of_place[lease.place_id].append(lease)
    return [
        tr("车位 {code} 同时租给 {first} 和 {second}", code=one.code, first=one.number, second=other.number)
        for found in of_place.values()
        for at, one in enumerate(found)
        for other in found[at + 1 :]
        if meets(one.starts_on, one.ends_on, other.starts_on, other.ends_on)
    ]


def _two_spaces(session: Session) -> list[str]:
    of_plate = defaultdict(list)
    for lease in leases(session, date.max):
        for key, start, end in lease.plate_spans():
            of_plate[key].append((lease.code, start, end))
    return [
        tr("车牌 {plate} 同时在车位 {first} 和 {second}", plate=key, first=one[0], second=other[0])
        for key, spans in of_plate.items()
        for at, one in enumerate(spans)
        for other in spans[at + 1 :]
        if meets(one[1], one[2], other[1], other[2])
    ]


def _charged_twice(session: Session) -> list[str]:
    of_lease = defaultdict(list)
    for rent in session.scalars(select(ParkingRent).order_by(ParkingRent.lease_id, ParkingRent.starts_on)):
        of_lease[rent.lease_id].append(rent)
    return [
        tr("租约 {id} 的 {day} 收了两次租金", id=lease_id, day=after.starts_on.isoformat())
        for lease_id, rents in of_lease.items()
        for before, after in pairwise(rents)
        if after.starts_on < before.ends_on
    ]


def _strange_charges(session: Session) -> list[str]:
    rows = session.execute(
        select(ParkingRent.id, Charge.id, Charge.source_kind, Charge.source_id, ParkingRent.lease_id)
        .select_from(ParkingRent)
        .join(Charge, Charge.id == ParkingRent.charge_id)
    )
    return [
        tr("应收 {charge} 不是租约 {lease} 的租金", charge=charge_id, lease=lease_id)
        for _id, charge_id, kind, source_id, lease_id in rows
        if kind != PARKING or source_id != lease_id
    ]
