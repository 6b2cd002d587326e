"""The unit card (一户一卡, D0.2): everything about one unit, read in one go from all areas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import (
    Building,
    ParkingSpace,
    Person,
    Pet,
    ReviewFlag,
    UnitNote,
    UnitRole,
    Vehicle,
)
from frontdesk.areas.archives.queries import UnitRow, unit_row
from frontdesk.areas.archives.queries.consents import missing_at
from frontdesk.areas.archives.queries.emergencies import EmergencyRow, emergencies_of_unit
from frontdesk.areas.archives.queries.registration import RegistrationRow, registrations_at
from frontdesk.areas.archives.queries.unit_ends import UnitBond, bonds_of
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.archives.rules.kinds import NoteLevel, RoleKind
from frontdesk.areas.cashdesk.model import PaymentLine
from frontdesk.areas.cashdesk.queries import (
    DepositRow,
    ReceiptRow,
    deposits_of_unit,
    prepaid_balance,
    receipts_of_unit,
)
from frontdesk.areas.decoration.queries.lists import FileRow
from frontdesk.areas.fees.model import Notice, NoticeDelivery
from frontdesk.areas.fees.queries import (
    LateFee,
    OwedCharge,
    ReductionRow,
    owed_by_unit,
    reductions,
    unit_late_fees,
)
from frontdesk.areas.handover.queries.files import HandoverRow
from frontdesk.areas.handover.queries.transfers import TransferRow, transfers_of_unit
from frontdesk.areas.keys.queries import ConsentRow, consents_of
from frontdesk.areas.permits.queries.goods import GoodsRow
from frontdesk.areas.permits.queries.parking import LeaseFacts
from frontdesk.areas.reception.queries.bookings import BookingRow, bookings_of_unit
from frontdesk.areas.reception.queries.calls import CallRow, calls_of_unit
from frontdesk.areas.reception.queries.errands import ErrandRow, errands_of_unit
from frontdesk.areas.reception.queries.events import EventRow, events_of_unit
from frontdesk.areas.reception.queries.lettings import LettingRow, lettings_of_unit
from frontdesk.areas.reception.queries.parcels import ParcelRow, waiting_for
from frontdesk.areas.reception.queries.survey_checks import UnitSheet, sheets_of_unit
from frontdesk.areas.reception.queries.ticket_rows import TicketRow
from frontdesk.areas.reception.queries.visit_targets import UnitVisit, visits_of_unit
from frontdesk.areas.reception.queries.visits import VisitRow, inside_of
from frontdesk.areas.today.queries.card_desk import (
    CardKey,
    card_goods,
    card_keys,
    card_leases,
    card_permits,
)
from frontdesk.areas.today.queries.decoration_lines import card_decorations
from frontdesk.areas.today.queries.handover_lines import card_handover
from frontdesk.areas.today.queries.paper_lines import NO_PAPERS, CardPapers, card_papers
from frontdesk.areas.today.queries.permit_lines import PermitLine
from frontdesk.areas.today.queries.ticket_lines import card_tickets
from frontdesk.base.store.audit import AuditChange, AuditEntry
from frontdesk.base.values.clock import SystemClock
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

_ROLE_ORDER = (RoleKind.OWNER, RoleKind.FAMILY, RoleKind.TENANT, RoleKind.AGENT)
_RECENT = 3
_EVENTS = 8
_SILENT = ("key", "sort_key", "building_id", "entrance", "room")
"""Fields that follow the code: nobody has changed them."""


@dataclass(frozen=True, slots=True)
class CardPerson:
    """Somebody who has to do with the unit today; the phone is masked (D1.9). `until` is the last day, if known."""

    person_id: int
    name: str
    role: RoleKind
    share: str
    relation: str
    phone: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class CardVehicle:
    """A vehicle and the space it stands on."""

    plate: str
    colour: str
    model: str
    space: str


@dataclass(frozen=True, slots=True)
class CardPet:
    """A pet and when its vaccination ends."""

    name: str
    breed: str
    vaccinated_until: date | None


@dataclass(frozen=True, slots=True)
class CardNote:
    """A note that stands."""

    level: NoteLevel
    text: str


@dataclass(frozen=True, slots=True)
class CardNotice:
    """A payment notice and whether it was delivered."""

    number: str
    period: str
    total: Money
    issued_on: date
    delivered: str
    delivered_on: date | None


@dataclass(frozen=True, slots=True)
class CardEvent:
    """One thing that happened to the unit, newest first: kind `payment`, `notice`, `note` or `change`."""

    at: datetime
    kind: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class UnitCard:
    """The card as of a day.

    `late_fees` are those open on the day, also of charges that are paid (M5); `reductions` hold then or are to
    come. `prepaid` and `deposits` are what is held for the unit now; `consents` say who may, and may not, have its
    keys; `goods` are passes that are not done with. `decorations` begin with those under way.
    `planned` are visits that are asked for and the last one made, `asked` sheets of surveys that are awaited.
    `parcels` wait for the unit, `visitors` are inside to see it, `calls` came from it within the week.
    `registrations` are people of it who are to be registered with the authority, `emergencies` those that touched it.
    `lacking`: purposes of which everybody is asked, with the names of who has not consented (D1.9).
    `lettings` and `errands` are not over, `community` are events to come, `bookings` run or come. `filed` are its papers, and what it lacks of them.
    """

    unit: UnitRow
    place: str
    people: tuple[CardPerson, ...]
    notes: tuple[CardNote, ...]
    vehicles: tuple[CardVehicle, ...]
    spaces: tuple[str, ...]
    pets: tuple[CardPet, ...]
    flags: tuple[str, ...]
    owed: tuple[OwedCharge, ...]
    late_fees: tuple[LateFee, ...]
    reductions: tuple[ReductionRow, ...]
    prepaid: Money
    deposits: tuple[DepositRow, ...]
    payments: tuple[ReceiptRow, ...]
    payment_words: dict[str, str]
    payment_count: int
    notices: tuple[CardNotice, ...]
    events: tuple[CardEvent, ...]
    keys: tuple[CardKey, ...] = ()
    consents: tuple[ConsentRow, ...] = ()
    leases: tuple[LeaseFacts, ...] = ()
    goods: tuple[GoodsRow, ...] = ()
    decorations: tuple[FileRow, ...] = ()
    permits: tuple[PermitLine, ...] = ()
    tickets: tuple[TicketRow, ...] = ()
    parcels: tuple[ParcelRow, ...] = ()
    visitors: tuple[VisitRow, ...] = ()
    calls: tuple[CallRow, ...] = ()
    errands: tuple[ErrandRow, ...] = ()
    lettings: tuple[LettingRow, ...] = ()
    community: tuple[EventRow, ...] = ()
    bookings: tuple[BookingRow, ...] = ()
    registrations: tuple[RegistrationRow, ...] = ()
    lacking: tuple[tuple[str, tuple[str, ...]], ...] = ()
    emergencies: tuple[EmergencyRow, ...] = ()
    filed: CardPapers = NO_PAPERS
    planned: tuple[UnitVisit, ...] = ()
    asked: tuple[UnitSheet, ...] = ()
    handover: HandoverRow | None = None
    transfers: tuple[TransferRow, ...] = ()
    on: date = date.min
    bonds: tuple[UnitBond, ...] = ()


def unit_card(session: Session, unit_id: int, on: date, now: datetime | None = None) -> UnitCard:
    """Everything the card shows of a unit as of *on*: some dozen small reads, however long its history.

    *now* is the instant at which goods passes are looked at; None: the machine's clock.
    """
    unit = unit_row(session, unit_id)
    building = session.get_one(Building, unit.building_id)
    payments = receipts_of_unit(session, unit_id)
    return UnitCard(
        unit=unit,
        bonds=bonds_of(session, unit_id),
        place=building.name,
        people=_people(session, unit_id, on),
        notes=tuple(
            CardNote(n.level, n.text)
            for n in session.scalars(
                select(UnitNote)
                .where(UnitNote.unit_id == unit_id, UnitNote.withdrawn_at.is_(None))
                .order_by(UnitNote.level.desc(), UnitNote.id)
            )
        ),
        vehicles=tuple(
            CardVehicle(v.plate, v.colour, v.model, v.space_code)
            for v in session.scalars(
                select(Vehicle).where(Vehicle.unit_id == unit_id, Vehicle.withdrawn_on.is_(None))
            )
        ),
        spaces=tuple(
            session.scalars(
                select(ParkingSpace.code)
                .where(
                    ParkingSpace.unit_id == unit_id,
                    (ParkingSpace.ends_on.is_(None)) | (ParkingSpace.ends_on > on),
                )
                .order_by(ParkingSpace.code)
            )
        ),
        pets=tuple(
            CardPet(p.name, p.breed, p.vaccinated_until)
            for p in session.scalars(select(Pet).where(Pet.unit_id == unit_id, Pet.withdrawn_on.is_(None)))
        ),
        flags=tuple(
            session.scalars(
                select(ReviewFlag.reason).where(
                    ReviewFlag.unit_id == unit_id, ReviewFlag.settled_at.is_(None)
                )
            )
        ),
        owed=owed_by_unit(session, unit_id, on),
        reductions=tuple(row for row in reductions(session, unit_id=unit_id) if row.state(on) != "ended"),
        late_fees=tuple(fee for fee in unit_late_fees(session, unit_id, on).values() if fee.open),
        prepaid=prepaid_balance(session, unit_id),
        deposits=deposits_of_unit(session, unit_id),
        payments=payments[:_RECENT],
        payment_words=_payment_words(session, payments[:_EVENTS]),
        payment_count=len(payments),
        notices=_notices(session, unit_id),
        events=_events(session, unit_id, payments),
        keys=card_keys(session, unit_id, on),
        consents=tuple(row for row in consents_of(session, unit_id, on) if row.holds),
        leases=card_leases(session, unit_id, on),
        goods=card_goods(session, unit_id, now or SystemClock().now(), on),
        decorations=card_decorations(session, unit_id, on),
        permits=card_permits(session, unit_id, on),
        tickets=card_tickets(session, unit_id, now or SystemClock().now(), on),
        parcels=waiting_for(session, unit_id, on),
        errands=errands_of_unit(session, unit_id, on),
        lettings=lettings_of_unit(session, unit_id, on),
        community=events_of_unit(session, unit_id, on),
        bookings=bookings_of_unit(session, unit_id, on),
        visitors=inside_of(session, unit_id, on),
        planned=visits_of_unit(session, unit_id, on),
        asked=sheets_of_unit(session, unit_id, on),
        filed=card_papers(session, unit_id, on),
        registrations=registrations_at(session, unit_id, on),
        lacking=missing_at(session, unit_id, on),
        emergencies=emergencies_of_unit(session, unit_id, on),
        calls=calls_of_unit(session, unit_id, on),
        handover=card_handover(session, unit_id, on),
        transfers=transfers_of_unit(session, unit_id),
        on=on,
    )


def _people(session: Session, unit_id: int, on: date) -> tuple[CardPerson, ...]:
    rows = session.execute(
        select(UnitRole, Person)
        .join(Person, Person.id == UnitRole.person_id)
        .where(
            UnitRole.unit_id == unit_id,
            (UnitRole.ends_on.is_(None)) | (UnitRole.ends_on > on),
            (UnitRole.starts_on.is_(None)) | (UnitRole.starts_on <= on),
        )
        .order_by(UnitRole.id)
    ).all()
    people = [
        CardPerson(
            person.id,
            person.name,
            role.kind,
            "" if role.share is None else f"{role.share}%",
            role.relation,
            mask_phone(person.phone),
            role.starts_on,
            role.ends_on - timedelta(days=1) if role.ends_on else None,
        )
        for role, person in rows
    ]
    return tuple(sorted(people, key=lambda p: _ROLE_ORDER.index(p.role)))


def _payment_words(session: Session, payments: tuple[ReceiptRow, ...]) -> dict[str, str]:
    """`物业服务费 2026-09、水费`: what each receipt was for, by its number."""
    wanted = {p.id: p.number for p in payments}
    parts: dict[str, list[str]] = {number: [] for number in wanted.values()}
    rows = session.execute(
        select(PaymentLine.payment_id, PaymentLine.item, PaymentLine.period)
        .where(PaymentLine.payment_id.in_(wanted))
        .order_by(PaymentLine.payment_id, PaymentLine.no)
    )
    for payment_id, item, period in rows:
        parts[wanted[payment_id]].append(f"{item} {period}")
    return {number: _in_short(said) for number, said in parts.items()}


def _in_short(lines: list[str]) -> str:
    if len(lines) <= 1:
        return "".join(lines)
    return tr("{first} 等 {n} 项", first=lines[0], n=len(lines))


def _notices(session: Session, unit_id: int) -> tuple[CardNotice, ...]:
    rows = session.execute(
        select(Notice, NoticeDelivery.way, NoticeDelivery.delivered_on)
        .outerjoin(NoticeDelivery, NoticeDelivery.notice_id == Notice.id)
        .where(Notice.unit_id == unit_id)
        .order_by(Notice.id.desc(), NoticeDelivery.id.desc())
        .limit(_EVENTS)
    )
    found: dict[str, CardNotice] = {}
    for notice, way, day in rows:
        found.setdefault(
            notice.number,
            CardNotice(notice.number, notice.period, notice.total, notice.issued_on, way or "", day),
        )
    return tuple(found.values())[:_RECENT]


def _events(session: Session, unit_id: int, payments: tuple[ReceiptRow, ...]) -> tuple[CardEvent, ...]:
    events = [
        CardEvent(p.at, "void" if p.voided else "payment", f"{p.amount}", p.cashier)
        for p in payments[:_EVENTS]
    ]
    for issued in session.scalars(
        select(Notice).where(Notice.unit_id == unit_id).order_by(Notice.id.desc()).limit(_EVENTS)
    ):
        events.append(CardEvent(issued.issued_at, "notice", issued.number, issued.issued_by))
    for note in session.scalars(select(UnitNote).where(UnitNote.unit_id == unit_id)):
        events.append(CardEvent(note.at, "note", note.text, note.by))
    changes = session.execute(
        select(AuditEntry.at, AuditEntry.actor, AuditChange.field, AuditChange.after)
        .join(AuditEntry, AuditEntry.id == AuditChange.entry_id)
        .where(
            AuditChange.table_name == "unit",
            AuditChange.record_id == str(unit_id),
            AuditChange.field.not_in(_SILENT),
        )
        .order_by(AuditChange.id.desc())
        .limit(_EVENTS)
    )
    for at, actor, field, after in changes:
        events.append(CardEvent(at, "made" if field == "*" else "change", f"{field}:{after or ''}", actor))
    return tuple(sorted(events, key=lambda e: e.at, reverse=True)[:_EVENTS])
