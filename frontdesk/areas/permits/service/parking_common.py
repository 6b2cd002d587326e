"""What applications for spaces and their answers look at alike: the space, the lease, the car (D3.7)."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.archives.rules.identity import read_plate
from frontdesk.areas.permits.queries.parking import (
    LeaseFacts,
    PlaceFacts,
    clashing_lease,
    held_in_archives,
    leases,
    place_facts,
    plate_elsewhere,
)
from frontdesk.areas.permits.rules.parking import PlaceKind
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

LONGEST = 200
LATEST_END = date(2200, 1, 1)


def plate_of(work: Work, text: str) -> tuple[str, str]:
    """The plate in its shape, and its key. An unusual one is asked about, never refused (T18)."""
    plate = read_plate(text)
    if plate.key and not plate.usual:
        work.confirm("plate", tr("车牌 {plate} 的写法少见，仍按所填保存吗", plate=plate.plate))
    return plate.plate, plate.key[:20]


def place_at(work: Work, place_id: int, on: date) -> PlaceFacts:
    """A space that is let, as it stands on the day. Raises `Refused` for any other."""
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


def lease_of(work: Work, lease_id: int) -> LeaseFacts:
    """The lease. Raises `Refused` for none."""
    found = leases(work.session, work.today(), lease_ids=(lease_id,))
    if not found:
        raise Refused(tr("没有这份租约，列表已经变了，请再选一次"))
    return found[0]


def refuse_taken(work: Work, place: PlaceFacts, starts_on: date, ends_on: date) -> None:
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


def refuse_parked(
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
