"""A morning of calling: whom to call about arrears, what came of earlier calls, and what became of promises (M8)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.archives.model import Building, Person, Unit, UnitRole
from frontdesk.areas.archives.queries.joined import as_kept, kept_ids
from frontdesk.areas.archives.queries.units import in_parts
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.fees.model import CallLog, Charge, ChargeSettlement, PaymentPromise
from frontdesk.areas.fees.queries.owed import OwedCharge, arrears, owed_by_unit
from frontdesk.areas.fees.rules.kinds import CallResult
from frontdesk.areas.fees.rules.promises import PromiseState, promise_state
from frontdesk.base.values.money import ZERO, Money

_NOTHING: ColumnElement[Any] = literal_column("0")
_WHO = {RoleKind.OWNER: 0, RoleKind.TENANT: 1, RoleKind.AGENT: 2, RoleKind.FAMILY: 3}


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call; a call that was taken back says why in `void`. The phone is masked."""

    id: int
    unit_id: int
    unit: str
    name: str
    phone: str
    result: CallResult
    words: str
    called_on: date
    at: datetime
    by: str
    void: str = ""


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise to pay and what has become of it; `paid` is what came in since, up to its day."""

    id: int
    unit_id: int
    unit: str
    building: str
    payer: str
    amount: Money
    paid: Money
    due_on: date
    made_on: date
    made_by: str
    written: bool
    words: str
    state: PromiseState


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody of a unit who can be called; the number is masked until it is asked for (D1.9)."""

    person_id: int
    name: str
    role: RoleKind | None
    phone: str


@dataclass(frozen=True, slots=True)
class CallTarget:
    """A unit to call: what is overdue, whom to ask for, the last call and the promise that stands.

    `contact` is None where nobody of the unit has a number.
    """

    unit_id: int
    unit: str
    building_id: int
    building: str
    payer: str
    overdue: Money
    overdue_days: int
    charges: int
    contact: Contact | None
    last: CallRow | None
    promise: PromiseRow | None

    @property
    def broken(self) -> bool:
        """Whether its last promise was not kept: such units come first."""
        return self.promise is not None and self.promise.state is PromiseState.BROKEN


@dataclass(frozen=True, slots=True)
class UnitCallFacts:
    """What the caller has before them: earlier calls, what is overdue, who can be called."""

    calls: tuple[CallRow, ...]
    charges: tuple[OwedCharge, ...]
    contacts: tuple[Contact, ...]


def unit_call_facts(session: Session, unit_id: int, on: date) -> UnitCallFacts:
    """Of one unit, for the page."""
    return UnitCallFacts(
        unit_calls(session, unit_id),
        tuple(charge for charge in owed_by_unit(session, unit_id, on) if charge.overdue_days),
        contacts_of(session, [unit_id], on).get(unit_id, ()),
    )


def call_list(session: Session, on: date, *, building_id: int | None = None) -> tuple[CallTarget, ...]:
    """Units with something overdue, in the order to call them: broken promises, then the oldest and largest debts.

    Who has promised and whose day has not come, and who was called today, stand at the end.
    """
    rows = [row for row in arrears(session, on) if row.overdue]
    if building_id is not None:
        rows = [row for row in rows if row.building_id == building_id]
    ids = [row.unit_id for row in rows]
    contacts, last, told = contacts_of(session, ids, on), _last_calls(session, ids), promises(session, on)
    latest: dict[int, PromiseRow] = {}
    for promise in told:
        if promise.unit_id not in latest or promise.id > latest[promise.unit_id].id:
            latest[promise.unit_id] = promise
    found = [
        CallTarget(
            unit_id=row.unit_id,
            unit=row.unit,
            building_id=row.building_id,
            building=row.building,
            payer=row.payer,
            overdue=row.overdue,
            overdue_days=row.overdue_days,
            charges=row.charges,
            contact=next(iter(contacts.get(row.unit_id, ())), None),
            last=last.get(row.unit_id),
            promise=latest.get(row.unit_id),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda target: _order(target, on)))


def _order(target: CallTarget, on: date) -> tuple[Any, ...]:
    called = target.last is not None and target.last.called_on == on
    running = target.promise is not None and target.promise.state is PromiseState.RUNNING
    return (called, running, not target.broken, -target.overdue_days, -target.overdue.fen, target.unit)


def contacts_of(session: Session, unit_ids: list[int], on: date) -> dict[int, tuple[Contact, ...]]:
    """Unit id -> who can be called: who owes first, then owners, tenants, agents, family; each number once."""
    found: dict[int, list[tuple[int, Contact]]] = defaultdict(list)
    whom = kept_ids(session)
    for part in in_parts(unit_ids):
        debtors = session.execute(
            select(Charge.unit_id, Charge.payer_id)
            .where(Charge.unit_id.in_(part), Charge.owed != _NOTHING, Charge.payer_id.is_not(None))
            .distinct()
        )
        owes = {(row.unit_id, as_kept(whom, row.payer_id)) for row in debtors}
        rows = session.execute(
            select(UnitRole.unit_id, UnitRole.kind, Person.id, Person.name, Person.phone, Person.phone2)
            .join(Person, Person.id == UnitRole.person_id)
            .where(
                UnitRole.unit_id.in_(part),
                or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= on),
                or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on),
            )
            .order_by(UnitRole.id)
        )
        for unit_id, kind, known, name, phone, phone2 in rows:
            person_id = whom.get(known, known)
            place = -1 if (unit_id, person_id) in owes else _WHO[kind]
            found[unit_id] += [
                (place, Contact(person_id, name, kind, mask_phone(number)))
                for number in dict.fromkeys((phone, phone2))
                if number
            ]
    return {
        unit_id: tuple(dict.fromkeys(contact for _, contact in sorted(rows, key=lambda pair: pair[0])))
        for unit_id, rows in found.items()
    }


def _calls(*tests: ColumnElement[bool]) -> Any:
    void = aliased(CallLog)
    return (
        select(CallLog, Unit.code, void.words)
        .join(Unit, Unit.id == CallLog.unit_id)
        .outerjoin(void, void.voids_id == CallLog.id)
        .where(CallLog.result != CallResult.VOID, *tests)
        .order_by(CallLog.id.desc())
    )


def _call(row: Any) -> CallRow:
    call, code, void = row
    return CallRow(
        call.id, call.unit_id, code, call.name, call.phone, call.result, call.words, call.called_on, call.at,
        call.by, void or "",
    )  # fmt: skip


def unit_calls(session: Session, unit_id: int) -> tuple[CallRow, ...]:
    """A unit's calls, the latest first, those that were taken back included."""
    return tuple(_call(row) for row in session.execute(_calls(CallLog.unit_id == unit_id)))


def day_calls(session: Session, on: date) -> tuple[CallRow, ...]:
    """What was called on a day, the latest first."""
    return tuple(_call(row) for row in session.execute(_calls(CallLog.called_on == on)))


def _last_calls(session: Session, unit_ids: list[int]) -> dict[int, CallRow]:
    void = aliased(CallLog)
    found: dict[int, CallRow] = {}
    for part in in_parts(unit_ids):
        latest = (
            select(func.max(CallLog.id))
            .outerjoin(void, void.voids_id == CallLog.id)
            .where(CallLog.unit_id.in_(part), CallLog.result != CallResult.VOID, void.id.is_(None))
            .group_by(CallLog.unit_id)
        )
        for row in session.execute(_calls(CallLog.id.in_(latest))):
            found[row[0].unit_id] = _call(row)
    return found


def promises(session: Session, on: date, *, unit_id: int | None = None) -> tuple[PromiseRow, ...]:
    """Every promise that was not taken back with its call, the earliest day first; its state is that of *on*."""
    void = aliased(CallLog)
    later = aliased(PaymentPromise)
    later_void = aliased(CallLog)
    paid = (
        select(func.coalesce(func.sum(ChargeSettlement.amount), _NOTHING))
        .join(Charge, Charge.id == ChargeSettlement.charge_id)
        .where(
            Charge.unit_id == PaymentPromise.unit_id,
            ChargeSettlement.at >= PaymentPromise.made_at,
            ChargeSettlement.settled_on <= PaymentPromise.due_on,
            ChargeSettlement.settled_on <= on,
        )
        .correlate(PaymentPromise)
        .scalar_subquery()
    )
    replaced = (
        select(later.id)
        .outerjoin(later_void, and_(later_void.voids_id == later.call_id, later.call_id.is_not(None)))
        .where(
            later.unit_id == PaymentPromise.unit_id,
            later.id > PaymentPromise.id,
            later.made_on <= PaymentPromise.due_on,
            later_void.id.is_(None),
        )
        .correlate(PaymentPromise)
        .exists()
    )
    payer = (
        select(func.max(Charge.payer_name))
        .where(Charge.unit_id == PaymentPromise.unit_id, Charge.owed != _NOTHING)
        .correlate(PaymentPromise)
        .scalar_subquery()
    )
    query = (
        select(PaymentPromise, Unit.code, Building.name, payer, paid, replaced)
        .join(Unit, Unit.id == PaymentPromise.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .outerjoin(void, and_(void.voids_id == PaymentPromise.call_id, PaymentPromise.call_id.is_not(None)))
        .where(PaymentPromise.made_on <= on, void.id.is_(None))
        .order_by(PaymentPromise.due_on, Unit.sort_key, PaymentPromise.id)
    )
    if unit_id is not None:
        query = query.where(PaymentPromise.unit_id == unit_id)
    return tuple(
        PromiseRow(
            promise.id, promise.unit_id, code, building, name or "", promise.amount, Money(int(_fen(sum_))),
            promise.due_on, promise.made_on, promise.made_by, promise.written, promise.words,
            promise_state(promise.amount, promise.due_on, Money(int(_fen(sum_))), on, replaced=bool(other)),
        )
        for promise, code, building, name, sum_, other in session.execute(query)
    )  # fmt: skip


def _fen(amount: Any) -> int:
    return amount.fen if isinstance(amount, Money) else int(amount or 0)


def open_promises(session: Session, on: date) -> tuple[PromiseRow, ...]:
    """Promises that ask for something: due today and not kept, or broken; of units that still owe."""
    found = [
        promise
        for promise in promises(session, on)
        if promise.state is PromiseState.BROKEN
        or (promise.state is PromiseState.RUNNING and promise.due_on == on)
    ]
    if not found:
        return ()
    owing = {row.unit_id for row in arrears(session, on) if row.owed > ZERO}
    # Who has promised anew is watched by the new promise.
    latest: dict[int, PromiseRow] = {}
    for promise in found:
        latest[promise.unit_id] = max(latest.get(promise.unit_id, promise), promise, key=lambda p: p.id)
    return tuple(
        promise for promise in found if promise.unit_id in owing and latest[promise.unit_id] is promise
    )
