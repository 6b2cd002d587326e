"""What taking an old 车位台账 over would do, row by row, before anything is stored (D1.7, D3.7, T14).

A lease is known again by its space, its unit and its first day: the same register again changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Vehicle
from frontdesk.areas.archives.queries.registers import Homes, read_register
from frontdesk.areas.archives.rules.identity import read_plate
from frontdesk.areas.archives.rules.importing.register import (
    Fate,
    ImportRegister,
    RegisterLine,
    RegisterResult,
    Rows,
    result_of,
)
from frontdesk.areas.permits.model.parking import ParkingRequest
from frontdesk.areas.permits.queries.parking import (
    ONE_DAY,
    PlaceFacts,
    leases,
    owned_spaces,
    place_facts,
)
from frontdesk.areas.permits.rules.parking import PlaceKind, Term, meets, months_of, rent_parts, space_key
from frontdesk.areas.permits.rules.register_parking import SHAPE, BookLease, BookSpace, read_space
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class PlannedLease:
    """A lease to be stored; `ends_on` is the first day it holds no more. Its rent is charged from `rent_from`."""

    mark: str
    key: str
    code: str
    unit_id: int
    person_id: int | None
    holder: str
    plate: str
    plate_key: str
    starts_on: date
    ends_on: date
    fee: Money
    rent_from: date
    words: str


@dataclass(frozen=True, slots=True)
class PlannedSpace:
    """A space that is not in the books yet, as it is from a day on."""

    book: BookSpace
    starts_on: date
    fee: Money


@dataclass(frozen=True, slots=True)
class ParkingPlan:
    """The result, and what has to be written for it."""

    result: RegisterResult
    spaces: tuple[PlannedSpace, ...]
    leases: tuple[PlannedLease, ...]


def preview_parking(
    session: Session, command: ImportRegister, today: date, progress: Progress | None = None
) -> RegisterResult:
    """Exactly what taking the register now would give. Raises `Refused` or `Surroundings` for the file."""
    return plan_parking(session, command, today, progress or Progress()).result


def plan_parking(session: Session, command: ImportRegister, today: date, progress: Progress) -> ParkingPlan:
    """The fate of each row, and every space and lease that has to be stored."""
    tables, lines = read_register(command, SHAPE, progress)
    planner = _Planner(session, command, today)
    for at, line in enumerate(lines):
        progress.step(at, len(lines), tr("正在对照车位"))
        planner.take(line)
    made = tuple(planner.leases)
    sums: tuple[tuple[str, int | Money], ...] = (
        (tr("新车位"), len(planner.spaces)),
        (tr("租约"), len(made)),
        (tr("到本月要收的租金（元）"), total(_charged(lease, today) for lease in made)),
    )
    return ParkingPlan(result_of(tables, planner.rows.found, sums), tuple(planner.spaces.values()), made)


def _charged(lease: PlannedLease, today: date) -> Money:
    """What storing the lease charges at once: from `rent_from` through this month."""
    until = min(lease.ends_on, Month.of(today).plus(1).start)
    term = Term(lease.rent_from, lease.ends_on, lease.fee)
    if lease.rent_from >= until:
        return ZERO
    return total(
        part.amount
        for month in months_of(lease.rent_from, until)
        for part in rent_parts(lease.code, (term,), lease.ends_on, month)
    )


@dataclass
class _Held:
    """Days somebody has a space, or a car one."""

    starts_on: date
    ends_on: date
    words: str
    unit_id: int = 0
    row: int = 0


@dataclass
class _Books:
    """What the office has, by the spaces' keys and the plates' keys."""

    places: dict[str, PlaceFacts] = field(default_factory=dict)
    held: dict[str, list[_Held]] = field(default_factory=lambda: defaultdict(list))
    cars: dict[str, list[tuple[str, _Held]]] = field(default_factory=lambda: defaultdict(list))
    owned: dict[str, str] = field(default_factory=dict)
    parked: dict[str, str] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)


class _Planner:
    def __init__(self, session: Session, command: ImportRegister, today: date) -> None:
        self.today = today
        self.since = command.since or Month.of(today).plus(1).start
        self.homes = Homes(session, today)
        self.books = _read_books(session, today)
        self.rows = Rows()
        self.spaces: dict[str, PlannedSpace] = {}
        self.leases: list[PlannedLease] = []
        self._first: dict[str, int] = {}

    def take(self, line: RegisterLine) -> None:
        """One row: the space when it is new, and its lease."""
        book, fault = read_space(line)
        if book is None:
            self.rows.add(line, Fate.REJECTED, "", "", "", fault)
            return
        lease = book.lease
        what = tr("车位 {code}", code=book.code)
        who = lease.holder if lease else ""
        when = tr("{first} 至 {last}", first=lease.starts_on, last=lease.last_on) if lease else ""
        fault = self._space_fault(book)
        if not fault and lease is not None:
            fault = self._let(line, book, lease)
            if fault == _SAME:
                self.rows.add(line, Fate.SAME, what, who, when, tr("这份租约已经在了"))
                return
        if fault:
            self.rows.add(line, Fate.REJECTED, what, who, when, fault)
            return
        new = self._place(line, book)
        if lease is None and not new:
            known = self._first.get(book.key)
            reason = tr("与第 {row} 行是同一个车位", row=known) if known else tr("车位已经登记过")
            self.rows.add(line, Fate.SAME, what, who, when, reason)
            return
        self.rows.add(line, Fate.NEW, what, who, when, "" if lease else tr("空位") if new else "")

    def _space_fault(self, book: BookSpace) -> str:
        owner = self.books.owned.get(book.key)
        if owner is not None:
            return tr("车位 {code} 在档案里是 {unit} 的", code=book.code, unit=owner)
        place = self.books.places.get(book.key)
        if place is None or book.lease is None:
            return ""
        if not place.active or place.kind is not PlaceKind.LEASED:
            return tr("车位 {code} 在程序里不是出租的", code=book.code)
        return ""

    def _let(self, line: RegisterLine, book: BookSpace, lease: BookLease) -> str:
        """Why the lease cannot be taken; `_SAME` when it came before; else it is planned."""
        unit_id = self.homes.find(line)
        if unit_id is None:
            return self.homes.missing(line)
        mark = book.mark(self.homes.code(unit_id))
        held = self.books.held[book.key]
        if mark in self.books.marks or any(
            h.unit_id == unit_id and h.starts_on == lease.starts_on and not h.row for h in held
        ):
            return _SAME
        ends_on = lease.last_on + ONE_DAY
        other = next((h for h in held if meets(lease.starts_on, ends_on, h.starts_on, h.ends_on)), None)
        if other is not None:
            return tr("这段时间车位租给 {other}", other=other.words)
        fee = self._fee(book)
        if fee is None:
            return tr("没有月租")
        holder = lease.holder or next(iter(self.homes.people.get(unit_id, {})), "")
        if not holder:
            return tr("缺承租人")
        plate = read_plate(lease.plate)
        elsewhere = self._parked(plate.key[:20], book.key, lease.starts_on, ends_on)
        if elsewhere:
            return tr("车牌 {plate} 这段时间在车位 {code}", plate=plate.plate, code=elsewhere)
        words = tr(
            "{unit} {holder}（第 {row} 行）", unit=self.homes.code(unit_id), holder=holder, row=line.row
        )
        taken = _Held(lease.starts_on, ends_on, words, unit_id, line.row)
        held.append(taken)
        self.books.marks.add(mark)
        if plate.key:
            self.books.cars[plate.key[:20]].append((book.code, taken))
        paid = lease.paid_to + ONE_DAY if lease.paid_to is not None else self.since
        self.leases.append(
            PlannedLease(
                mark, book.key, book.code, unit_id, self.homes.person(unit_id, holder), holder, plate.plate,
                plate.key[:20], lease.starts_on, ends_on, fee, min(max(lease.starts_on, paid), ends_on), book.words,
            )
        )  # fmt: skip
        return ""

    def _fee(self, book: BookSpace) -> Money | None:
        if book.fee is not None:
            return book.fee
        if book.key in self.spaces:
            return self.spaces[book.key].fee
        place = self.books.places.get(book.key)
        return place.fee if place is not None else None

    def _parked(self, plate_key: str, key: str, starts_on: date, ends_on: date) -> str:
        """The code of another space that the car has in these days."""
        if not plate_key:
            return ""
        for code, held in self.books.cars.get(plate_key, ()):
            if space_key(code) != key and meets(starts_on, ends_on, held.starts_on, held.ends_on):
                return code
        registered = self.books.parked.get(plate_key, "")
        own = registered and space_key(registered) in self.books.owned
        return registered if own and space_key(registered) != key else ""

    def _place(self, line: RegisterLine, book: BookSpace) -> bool:
        """Whether the space is new; then it is planned, from the first day anybody has it."""
        if book.key in self.books.places:
            return False
        start = book.lease.starts_on if book.lease else self.today
        known = self.spaces.get(book.key)
        if known is not None:
            if start < known.starts_on:
                self.spaces[book.key] = PlannedSpace(known.book, start, known.fee)
            return False
        self._first[book.key] = line.row
        self.spaces[book.key] = PlannedSpace(book, min(start, self.today), book.fee or ZERO)
        return True


_SAME = "="


def _read_books(session: Session, today: date) -> _Books:
    books = _Books()
    places = place_facts(session, today)
    books.places = {facts.key: facts for facts in places.values()}
    for lease in leases(session, today):
        words = tr("{unit} {holder}（{number}）", unit=lease.unit, holder=lease.holder, number=lease.number)
        held = _Held(lease.starts_on, lease.ends_on, words, lease.unit_id)
        books.held[places[lease.place_id].key].append(held)
        for plate, begins, ends in lease.plate_spans():
            books.cars[plate].append((lease.code, _Held(begins, ends, words)))
    books.owned = {space_key(space.code): space.unit for space in owned_spaces(session, today)}
    rows = session.execute(
        select(Vehicle.plate_key, Vehicle.space_code).where(
            Vehicle.withdrawn_on.is_(None), Vehicle.space_code != ""
        )
    )
    books.parked = {row.plate_key: row.space_code for row in rows}
    tokens = session.scalars(select(ParkingRequest.token).where(ParkingRequest.token.like("reg:%")))
    books.marks = {token for token in tokens if token}
    return books
