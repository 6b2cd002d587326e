"""A home as it stands before it changes hands: people, what is owed and held, permits, cars, keys, what is under way (D1.5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import ParkingSpace, Person, Pet, UnitRole, Vehicle
from frontdesk.areas.archives.queries import UnitRow, unit_row
from frontdesk.areas.archives.queries.joined import kept_ids
from frontdesk.areas.archives.rules.identity import mask_id, mask_phone
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.cashdesk.queries.deposits import DepositRow, deposits_of_unit
from frontdesk.areas.cashdesk.queries.prepaid import prepaid_balance
from frontdesk.areas.decoration.queries.lists import FileRow, files_of_unit
from frontdesk.areas.decoration.rules.course import OVER, State
from frontdesk.areas.fees.queries import owed_by_unit
from frontdesk.areas.fees.queries.late_fees import unit_late_fees
from frontdesk.areas.handover.rules.transfers import Thing
from frontdesk.areas.keys.queries.consents import consents_of
from frontdesk.areas.keys.queries.keys import KeyRow
from frontdesk.areas.keys.queries.keys import of_unit as keys_of
from frontdesk.areas.keys.queries.moves import open_loans
from frontdesk.areas.permits.model.permits import Permit
from frontdesk.areas.permits.queries.parking import leases
from frontdesk.areas.permits.queries.permits import of_unit as permits_of
from frontdesk.areas.permits.rules.course import State as PermitState
from frontdesk.areas.permits.rules.course import Step, may_take
from frontdesk.areas.permits.rules.parking import LeaseState
from frontdesk.areas.reception.queries.parcels import ParcelRow, waiting_for
from frontdesk.areas.reception.queries.ticket_rows import of_unit as tickets_of
from frontdesk.areas.reception.rules.course import OPEN as TICKET_OPEN
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr

_ORDER = (RoleKind.OWNER, RoleKind.FAMILY, RoleKind.AGENT, RoleKind.TENANT)


@dataclass(frozen=True, slots=True)
class RoleFact:
    """Somebody who is something to the home now; `person_id` is whom they were joined with. Numbers masked (D1.9)."""

    role_id: int
    person_id: int
    name: str
    kind: RoleKind
    share: Decimal | None
    relation: str
    starts_on: date | None
    ends_on: date | None
    id_number: str
    phone: str


@dataclass(frozen=True, slots=True)
class ArrearFact:
    """A charge that is open today, with its late fee up to today; `payer` is its frozen name (M2.6)."""

    charge_id: int
    item: str
    period: str
    starts_on: date
    ends_on: date
    due_on: date
    payer: str
    owed: Money
    late: Money


@dataclass(frozen=True, slots=True)
class ThingFact:
    """Something of the home besides: `person_id` or `name` say whose it is, where it is anybody's."""

    sort: Thing
    id: int
    what: str
    person_id: int | None = None
    name: str = ""
    number: str = ""

    def of(self, person_ids: Collection[int], names: Collection[str]) -> bool:
        """Whether it belongs to one of those people."""
        if self.person_id is not None:
            return self.person_id in person_ids
        return bool(self.name) and self.name in names


@dataclass(frozen=True, slots=True)
class LoanFact:
    """Keys of a tag that somebody has on loan."""

    id: int
    who: str
    left: int


@dataclass(frozen=True, slots=True)
class KeyFact:
    """A tag of the home that hangs here or is out."""

    row: KeyRow
    loans: tuple[LoanFact, ...]

    @property
    def words(self) -> str:
        """`K-000012 入户门，柜里 1 把，借出 1 把（孙伟）`."""
        told = [f"{self.row.tag} {tr(self.row.kind.value)}"]
        if self.row.on_hand:
            told.append(tr("柜里 {n} 把", n=self.row.on_hand))
        if self.row.in_care:
            told.append(tr("托管"))
        told += [tr("借出 {n} 把（{who}）", n=loan.left, who=loan.who) for loan in self.loans]
        return "，".join(told)


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """Everything the page of a change shows and its service asks; `things` are of every `Thing` but keys and deposits."""

    unit: UnitRow
    roles: tuple[RoleFact, ...]
    arrears: tuple[ArrearFact, ...]
    prepaid: Money
    deposits: tuple[DepositRow, ...]
    things: tuple[ThingFact, ...]
    keys: tuple[KeyFact, ...]

    @property
    def owed(self) -> Money:
        """Without late fees."""
        return total(row.owed for row in self.arrears)

    @property
    def late(self) -> Money:
        return total(row.late for row in self.arrears)

    def of_sort(self, *sorts: Thing) -> tuple[ThingFact, ...]:
        return tuple(thing for thing in self.things if thing.sort in sorts)

    def roles_of(self, *kinds: RoleKind) -> tuple[RoleFact, ...]:
        return tuple(role for role in self.roles if role.kind in kinds)


def home_facts(session: Session, unit_id: int, today: date, now: datetime) -> HomeFacts:
    """The home as it stands today."""
    return HomeFacts(
        unit=unit_row(session, unit_id, today),
        roles=_roles(session, unit_id, today),
        arrears=open_arrears(session, unit_id, today),
        prepaid=prepaid_balance(session, unit_id),
        deposits=deposits_of_unit(session, unit_id),
        things=(
            *_permits(session, unit_id, today),
            *_belongings(session, unit_id, today),
            *_consents(session, unit_id, today),
            *_under_way(session, unit_id, today, now),
        ),
        keys=_keys(session, unit_id, today),
    )


def _roles(session: Session, unit_id: int, today: date) -> tuple[RoleFact, ...]:
    whom = kept_ids(session)
    query = (
        select(UnitRole, Person)
        .join(Person, Person.id == UnitRole.person_id)
        .where(UnitRole.unit_id == unit_id, or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > today))
        .order_by(UnitRole.id)
    )
    rows = [
        RoleFact(
            role.id, whom.get(role.person_id, role.person_id), person.name, role.kind, role.share, role.relation,
            role.starts_on, role.ends_on, mask_id(person.id_number), mask_phone(person.phone),
        )
        for role, person in session.execute(query)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (_ORDER.index(row.kind), row.role_id)))


def open_arrears(session: Session, unit_id: int, today: date) -> tuple[ArrearFact, ...]:
    """Open charges, the oldest due first; one of which the late fee alone is open is among them (T7)."""
    late = {id: fee for id, fee in unit_late_fees(session, unit_id, today).items() if fee.open}
    rows = [
        ArrearFact(
            charge.charge_id, charge.item, charge.period, charge.starts_on, charge.ends_on, charge.due_on,
            charge.payer_name, charge.owed, late[charge.charge_id].open if charge.charge_id in late else ZERO,
        )
        for charge in owed_by_unit(session, unit_id, today)
    ]  # fmt: skip
    known = {row.charge_id for row in rows}
    rows += [
        ArrearFact(
            fee.charge_id, fee.item, fee.period, fee.due_on, fee.due_on, fee.due_on, "", ZERO, fee.open
        )
        for fee in late.values()
        if fee.charge_id not in known
    ]
    return tuple(sorted(rows, key=lambda row: (row.due_on, row.charge_id)))


def _permits(session: Session, unit_id: int, today: date) -> list[ThingFact]:
    """Those that can still be taken back; one that ended by itself is nobody's any more."""
    query = select(Permit.id, Permit.person_id).where(Permit.unit_id == unit_id)
    whose = {row.id: row.person_id for row in session.execute(query)}
    whom = kept_ids(session)
    found = []
    for row in permits_of(session, unit_id, today):
        if row.state is PermitState.EXPIRED or not may_take(Step.WITHDRAWN, row.state):
            continue
        person_id = whose.get(row.id)
        kept = None if person_id is None else whom.get(person_id, person_id)
        what = f"{row.kind} {row.number} {row.holder}"
        found.append(ThingFact(Thing.PERMIT, row.id, what, kept, row.holder, row.number))
    return found


def _belongings(session: Session, unit_id: int, today: date) -> list[ThingFact]:
    """Cars, spaces, pets: a car and a pet are the home's, a leased space whoever leased it."""
    whom = kept_ids(session)
    found = [
        ThingFact(Thing.VEHICLE, v.id, " ".join(p for p in (v.plate, v.colour, v.model) if p))
        for v in session.scalars(
            select(Vehicle)
            .where(Vehicle.unit_id == unit_id, Vehicle.withdrawn_on.is_(None))
            .order_by(Vehicle.id)
        )
    ]
    for lease in leases(session, today, unit_id=unit_id):
        if lease.state(today) is LeaseState.OVER:
            continue
        person_id = None if lease.person_id is None else whom.get(lease.person_id, lease.person_id)
        what = tr("{code} {holder}，到 {day}", code=lease.code, holder=lease.holder, day=lease.last_on)
        found.append(ThingFact(Thing.LEASE, lease.id, what, person_id, lease.holder, lease.number))
    found += [
        ThingFact(Thing.SPACE, space.id, space.code)
        for space in session.scalars(
            select(ParkingSpace)
            .where(
                ParkingSpace.unit_id == unit_id,
                or_(ParkingSpace.ends_on.is_(None), ParkingSpace.ends_on > today),
            )
            .order_by(ParkingSpace.code)
        )
    ]
    found += [
        ThingFact(Thing.PET, pet.id, "，".join(p for p in (pet.name, pet.breed) if p))
        for pet in session.scalars(
            select(Pet).where(Pet.unit_id == unit_id, Pet.withdrawn_on.is_(None)).order_by(Pet.id)
        )
    ]
    return found


def _consents(session: Session, unit_id: int, today: date) -> list[ThingFact]:
    """Lines of the owner's list of who may have the keys; whoever they name."""
    whom = kept_ids(session)
    return [
        ThingFact(
            Thing.CONSENT,
            row.id,
            tr("可以借给{name}", name=row.name) if row.allow else tr("不可以借给{name}", name=row.name),
            None if row.person_id is None else whom.get(row.person_id, row.person_id),
            row.name,
        )
        for row in consents_of(session, unit_id, today)
        if not row.over and not row.ended_by
    ]


def under_way(session: Session, unit_id: int, today: date) -> tuple[FileRow, ...]:
    """Decoration of the home that is not over."""
    return tuple(
        row
        for row in files_of_unit(session, unit_id, today)
        if row.state not in OVER and row.state is not State.NEW
    )


def _under_way(session: Session, unit_id: int, today: date, now: datetime) -> list[ThingFact]:
    found = [
        ThingFact(Thing.DECORATION, row.id, f"{row.number} {tr(row.state.value)}", number=row.number)
        for row in under_way(session, unit_id, today)
    ]
    found += [
        ThingFact(Thing.TICKET, row.id, f"{row.number} {row.what}"[:200], number=row.number)
        for row in tickets_of(session, unit_id, now, today)
        if row.state in TICKET_OPEN
    ]
    found += [
        ThingFact(Thing.PARCEL, row.id, _parcel(row), number=row.number)
        for row in waiting_for(session, unit_id, today)
    ]
    return found


def _parcel(row: ParcelRow) -> str:
    told = tr("{number} {kind} {n} 件", number=row.number, kind=tr(row.kind.value), n=row.left)
    return f"{told}（{row.taker}）" if row.taker else told


def _keys(session: Session, unit_id: int, today: date) -> tuple[KeyFact, ...]:
    rows = [row for row in keys_of(session, unit_id, today) if row.on_hand or row.out]
    if not rows:
        return ()
    loans = open_loans(today, tuple(row.id for row in rows))
    of_key: dict[int, list[LoanFact]] = {}
    query = select(loans.c.key_id, loans.c.id, loans.c.who, loans.c.left).order_by(loans.c.id)
    for key_id, loan_id, who, left in session.execute(query):
        of_key.setdefault(key_id, []).append(LoanFact(loan_id, who, left))
    return tuple(KeyFact(row, tuple(of_key.get(row.id, ()))) for row in rows)
