"""The lists of parking (D3.7): every space with its state on a day, applications, the queue, and all of one space."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries import find_unit_ids
from frontdesk.areas.archives.rules.identity import plate_key
from frontdesk.areas.permits.model.parking import (
    ParkingAnswer,
    ParkingLease,
    ParkingPlace,
    ParkingPlaceFact,
    ParkingRequest,
    ParkingVisit,
    ParkingVisitEnd,
    ParkingWait,
    ParkingWaitStep,
)
from frontdesk.areas.permits.queries.parking import (
    LeaseFacts,
    OwnedSpace,
    PlaceFacts,
    leases,
    left_estate,
    owned_spaces,
    place_facts,
)
from frontdesk.areas.permits.rules.parking import (
    LeaseState,
    PlaceKind,
    RequestKind,
    Verdict,
    Waiting,
    WaitStep,
    days_left,
    queue,
    space_key,
)
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr


class SpaceState(StrEnum):
    """What a row of the list is; the value is what stands on screen."""

    LEASED = "在租"
    ENDING = "即将到期"
    COMING = "已租未开始"
    FREE = "空位"
    OWNED = "业主车位"
    VISITOR = "访客停着"
    OUT = "停用"
    PENDING = "待审批"
    WAITING = "排队"
    OFFERED = "已通知选位"


GONE = "gone"
"""Leases of those who have left, among the counts."""


@dataclass(frozen=True, slots=True)
class ParkingRow:
    """A space, an application or a place in the queue, as the list shows it. `key` tells them apart: `place:3`.

    `until` is the last day. `left` counts the days after today for a lease. `fee` is per month.
    `gone`: whoever has the lease belongs to the unit no more.
    """

    key: str
    state: SpaceState
    code: str
    place: str = ""
    kind: PlaceKind | None = None
    unit_id: int | None = None
    unit: str = ""
    holder: str = ""
    plate: str = ""
    starts_on: date | None = None
    until: date | None = None
    fee: Money | None = None
    left: int | None = None
    what: str = ""
    place_id: int | None = None
    lease_id: int | None = None
    request_id: int | None = None
    wait_id: int | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class RequestRow:
    """An application and what became of it; `verdict` None: it waits. Ends are the first day after."""

    id: int
    number: str
    kind: RequestKind
    place_id: int
    code: str
    unit_id: int
    unit: str
    person_id: int | None
    holder: str
    plate: str
    lease_id: int | None
    lease: str
    wait_id: int | None
    starts_on: date
    ends_on: date
    fee: Money
    rent_from: date | None
    words: str
    made_on: date
    made_by: str
    verdict: Verdict | None
    answer_words: str
    approver: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class QueueStep:
    """A step of somebody in the queue."""

    step: WaitStep
    code: str
    until: date | None
    words: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class WaitRow:
    """Somebody who waits, `place` counted from 1. `offered` while a space is offered to them; it is kept until `until`."""

    id: int
    number: str
    place: int
    unit_id: int
    unit: str
    person_id: int | None
    holder: str
    plate: str
    words: str
    made_on: date
    offered: bool
    offered_place_id: int | None
    offered_code: str
    until: date | None
    overdue: bool
    steps: tuple[QueueStep, ...]


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visitor's car; `left_on` None: it stands there."""

    id: int
    place_id: int
    plate: str
    unit: str
    words: str
    at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class FactRow:
    """What a space was from a day on."""

    starts_on: date
    kind: PlaceKind
    place: str
    size: str
    fee: Money
    active: bool
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class PlaceFile:
    """All of one space: as it is, who has it and had it, what is applied for, what it was."""

    facts: PlaceFacts
    leases: tuple[LeaseFacts, ...]
    requests: tuple[RequestRow, ...]
    visits: tuple[VisitRow, ...]
    history: tuple[FactRow, ...]
    offered: WaitRow | None = None


@dataclass(frozen=True, slots=True)
class ParkingLists:
    """Everything the page shows: rows by what its chips call them."""

    spaces: tuple[ParkingRow, ...] = ()
    pending: tuple[ParkingRow, ...] = ()
    waiting: tuple[ParkingRow, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


def waits(session: Session, today: date) -> tuple[WaitRow, ...]:
    """Who waits now, the first at the top."""
    steps: dict[int, list[QueueStep]] = defaultdict(list)
    passed: dict[int, datetime] = {}
    offers: dict[int, int | None] = {}
    rows = session.execute(
        select(ParkingWaitStep, ParkingPlace.code)
        .outerjoin(ParkingPlace, ParkingPlace.id == ParkingWaitStep.place_id)
        .order_by(ParkingWaitStep.id)
    )
    for step, code in rows:
        steps[step.wait_id].append(
            QueueStep(step.step, code or "", step.until, step.words, step.stepped_on, step.by)
        )
        offers[step.wait_id] = step.place_id
        if step.step is WaitStep.PASSED:
            passed[step.wait_id] = step.at
    people = {
        wait.id: (wait, unit)
        for wait, unit in session.execute(
            select(ParkingWait, Unit.code).join(Unit, Unit.id == ParkingWait.unit_id)
        )
        if not steps[wait.id] or steps[wait.id][-1].step not in (WaitStep.LEASED, WaitStep.LEFT)
    }
    order = queue(Waiting(i, wait.made_at, passed.get(i)) for i, (wait, _unit) in people.items())
    found = []
    for place, wait_id in enumerate(order, 1):
        wait, unit = people[wait_id]
        own = steps[wait_id]
        last = own[-1] if own and own[-1].step is WaitStep.OFFERED else None
        found.append(
            WaitRow(
                wait.id, wait.number, place, wait.unit_id, unit, wait.person_id, wait.holder, wait.plate, wait.words,
                wait.made_on, last is not None, offers.get(wait_id) if last else None, last.code if last else "",
                last.until if last else None, last is not None and last.until is not None and last.until < today,
                tuple(own),
            )
        )  # fmt: skip
    return tuple(found)


def waiting_count(session: Session) -> int:
    """How many wait for a space."""
    return len(waits(session, date.min))


def request_rows(
    session: Session, *, pending: bool = False, place_id: int | None = None, request_id: int | None = None,
    lease_id: int | None = None,
) -> tuple[RequestRow, ...]:  # fmt: skip
    """Applications, the newest first; *pending*: those that wait, the oldest first."""
    query = (
        select(ParkingRequest, ParkingPlace.code, Unit.code, ParkingAnswer, ParkingLease.number)
        .join(ParkingPlace, ParkingPlace.id == ParkingRequest.place_id)
        .join(Unit, Unit.id == ParkingRequest.unit_id)
        .outerjoin(ParkingAnswer, ParkingAnswer.request_id == ParkingRequest.id)
        .outerjoin(ParkingLease, ParkingLease.id == ParkingRequest.lease_id)
        .order_by(ParkingRequest.id if pending else ParkingRequest.id.desc())
    )
    if pending:
        query = query.where(ParkingAnswer.id.is_(None))
    if place_id is not None:
        query = query.where(ParkingRequest.place_id == place_id)
    if request_id is not None:
        query = query.where(ParkingRequest.id == request_id)
    if lease_id is not None:
        query = query.where(ParkingRequest.lease_id == lease_id)
    return tuple(
        RequestRow(
            r.id, r.number, r.kind, r.place_id, code, r.unit_id, unit, r.person_id, r.holder, r.plate, r.lease_id,
            lease or "", r.wait_id, r.starts_on, r.ends_on, r.fee, r.rent_from, r.words, r.made_on, r.made_by,
            a.verdict if a else None, a.words if a else "", a.approver if a else "", a.answered_on if a else None,
        )
        for r, code, unit, a, lease in session.execute(query)
    )  # fmt: skip


def visit_rows(
    session: Session, *, place_id: int | None = None, standing: bool = False
) -> tuple[VisitRow, ...]:
    """Visitors' cars, the newest first."""
    query = (
        select(ParkingVisit, Unit.code, ParkingVisitEnd.at)
        .outerjoin(Unit, Unit.id == ParkingVisit.unit_id)
        .outerjoin(ParkingVisitEnd, ParkingVisitEnd.visit_id == ParkingVisit.id)
        .order_by(ParkingVisit.id.desc())
    )
    if place_id is not None:
        query = query.where(ParkingVisit.place_id == place_id)
    if standing:
        query = query.where(ParkingVisitEnd.id.is_(None))
    return tuple(
        VisitRow(v.id, v.place_id, v.plate, unit or "", v.words, v.at, left)
        for v, unit, left in session.execute(query)
    )


def place_file(session: Session, place_id: int, today: date) -> PlaceFile | None:
    """All of one space; its leases newest first."""
    facts = place_facts(session, today, (place_id,)).get(place_id)
    if facts is None:
        return None
    history = session.scalars(
        select(ParkingPlaceFact)
        .where(ParkingPlaceFact.place_id == place_id)
        .order_by(ParkingPlaceFact.starts_on.desc(), ParkingPlaceFact.id.desc())
    )
    return PlaceFile(
        facts,
        tuple(reversed(leases(session, today, place_id=place_id))),
        request_rows(session, place_id=place_id),
        visit_rows(session, place_id=place_id),
        tuple(
            FactRow(f.starts_on, f.kind, f.place, f.size, f.fee, f.active, f.words, f.made_by)
            for f in history
        ),
        offered_to(session, place_id, today),
    )


def offered_to(session: Session, place_id: int, today: date) -> WaitRow | None:
    """Who in the queue is offered the space and has not let the days for it go by."""
    rows = waits(session, today)
    return next((row for row in rows if row.offered_place_id == place_id and not row.overdue), None)


def ending_leases(session: Session, today: date) -> tuple[LeaseFacts, ...]:
    """Leases whose last day is within 30 days, the first to end at the top (D3.7)."""
    found = [lease for lease in leases(session, today) if lease.state(today) is LeaseState.ENDING]
    return tuple(sorted(found, key=lambda lease: (lease.ends_on, lease.code)))


def free_places(session: Session, today: date) -> tuple[PlaceFacts, ...]:
    """Spaces to let that nobody has on that day."""
    busy = {lease.place_id for lease in leases(session, today) if lease.starts_on <= today < lease.ends_on}
    owned = {space_key(space.code) for space in owned_spaces(session, today)}
    return tuple(
        facts
        for facts in place_facts(session, today).values()
        if facts.active and facts.kind is PlaceKind.LEASED and facts.id not in busy and facts.key not in owned
    )


def parking_lists(session: Session, today: date, text: str = "") -> ParkingLists:
    """Every list at once, narrowed to what *text* is part of: code, unit, name or plate.

    A few thousand rows at most: they are put together here, for each comes from several tables.
    """
    facts = place_facts(session, today)
    now: dict[int, LeaseFacts] = {}
    for lease in leases(session, today):
        state = lease.state(today)
        # What comes is shown while nothing holds; the earliest first.
        if state in (LeaseState.RUNNING, LeaseState.ENDING):
            now[lease.place_id] = lease
        elif state is LeaseState.COMING:
            known = now.get(lease.place_id)
            if known is None or (
                known.state(today) is LeaseState.COMING and lease.starts_on < known.starts_on
            ):
                now[lease.place_id] = lease
    standing = {visit.place_id: visit for visit in visit_rows(session, standing=True)}
    owned = owned_spaces(session, today)
    owned_keys = {space_key(space.code): space for space in owned}
    gone = left_estate(session, now.values(), today)
    rows = [
        _place_row(place, now.get(place.id), standing.get(place.id), owned_keys, today, gone)
        for place in facts.values()
    ]
    known_keys = {place.key for place in facts.values()}
    rows += [_owned_row(space) for space in owned if space_key(space.code) not in known_keys]
    pending = [_request_row(row) for row in request_rows(session, pending=True)]
    waiting = [_wait_row(row) for row in waits(session, today)]
    fits = _fits(session, text)
    lists = ParkingLists(
        tuple(row for row in sorted(rows, key=lambda r: _order(r.code)) if fits(row)),
        tuple(row for row in pending if fits(row)),
        tuple(row for row in waiting if fits(row)),
    )
    counts = {state.value: sum(row.state is state for row in rows) for state in SpaceState}
    counts |= {SpaceState.PENDING.value: len(pending), SpaceState.WAITING.value: len(waiting), "": len(rows)}
    counts[SpaceState.FREE.value] = sum(
        row.state is SpaceState.FREE and row.kind is PlaceKind.LEASED for row in rows
    )
    counts[GONE] = sum(row.gone for row in rows)
    counts[SpaceState.LEASED.value] += counts[SpaceState.ENDING.value] + counts[SpaceState.COMING.value]
    return ParkingLists(lists.spaces, lists.pending, lists.waiting, counts)


def _order(code: str) -> tuple[tuple[int, int | str], ...]:
    return tuple((0, int(p)) if p.isdigit() else (1, p) for p in re.findall(r"\d+|\D+", code))


def _fits(session: Session, text: str) -> Callable[[ParkingRow], bool]:
    wanted = text.strip()
    if not wanted:
        return lambda _row: True
    key, plate = space_key(wanted), plate_key(wanted)
    units = set(find_unit_ids(session, wanted))

    def fits(row: ParkingRow) -> bool:
        return (
            row.unit_id in units
            or key in space_key(row.code)
            or wanted in row.holder
            or (bool(plate) and plate in plate_key(row.plate))
            or wanted in row.place
        )

    return fits


def _place_row(
    place: PlaceFacts,
    lease: LeaseFacts | None,
    visit: VisitRow | None,
    owned: dict[str, OwnedSpace],
    today: date,
    gone: frozenset[int],
) -> ParkingRow:
    if lease is not None:
        state = {
            LeaseState.COMING: SpaceState.COMING,
            LeaseState.ENDING: SpaceState.ENDING,
        }.get(lease.state(today), SpaceState.LEASED)
        return ParkingRow(
            f"place:{place.id}", state, place.code, place.place, place.kind, lease.unit_id, lease.unit, lease.holder,
            lease.plate, lease.starts_on, lease.last_on, lease.fee, days_left(lease.ends_on, today),
            place_id=place.id, lease_id=lease.id, gone=lease.id in gone,
        )  # fmt: skip
    space = owned.get(place.key)
    if space is not None:
        return ParkingRow(
            f"place:{place.id}", SpaceState.OWNED, place.code, place.place, PlaceKind.OWNED, space.unit_id, space.unit,
            space.holder, space.plate, place_id=place.id,
        )  # fmt: skip
    state = SpaceState.FREE if place.active else SpaceState.OUT
    if visit is not None:
        return ParkingRow(
            f"place:{place.id}", SpaceState.VISITOR, place.code, place.place, place.kind, unit=visit.unit,
            plate=visit.plate, fee=place.fee or None, what=visit.words, place_id=place.id,
        )  # fmt: skip
    return ParkingRow(
        f"place:{place.id}",
        state,
        place.code,
        place.place,
        place.kind,
        fee=place.fee or None,
        place_id=place.id,
    )


def _owned_row(space: OwnedSpace) -> ParkingRow:
    key = f"owned:{space.space_id}" if space.space_id is not None else f"unit:{space.unit_id}"
    return ParkingRow(
        key, SpaceState.OWNED, space.code, "", PlaceKind.OWNED, space.unit_id, space.unit, space.holder, space.plate,
        space.starts_on,
    )  # fmt: skip


def _request_row(row: RequestRow) -> ParkingRow:
    until = date.fromordinal(row.ends_on.toordinal() - 1)
    return ParkingRow(
        f"request:{row.id}", SpaceState.PENDING, row.code, tr(row.kind.value), None, row.unit_id, row.unit, row.holder,
        row.plate, row.starts_on if row.kind is not RequestKind.CANCEL else None, until,
        row.fee if row.kind is not RequestKind.CANCEL else None, what=row.number, place_id=row.place_id,
        lease_id=row.lease_id, request_id=row.id,
    )  # fmt: skip


def _wait_row(row: WaitRow) -> ParkingRow:
    state = SpaceState.OFFERED if row.offered else SpaceState.WAITING
    return ParkingRow(
        f"wait:{row.id}", state, row.offered_code, tr("第 {n} 位", n=row.place), None, row.unit_id, row.unit,
        row.holder, row.plate, row.made_on, row.until, what=row.words, place_id=row.offered_place_id, wait_id=row.id,
    )  # fmt: skip
