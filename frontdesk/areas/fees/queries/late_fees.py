"""The late fee of charges on a day (M5): what has accrued, what of it was collected or waived, what is open.

It is worked out each time it is shown and becomes a charge only when it is collected (M5.3). Six queries, however
many charges are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, exists, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.fees.model import (
    Charge,
    ChargeAdjustment,
    ChargeSettlement,
    FeeItem,
    LateFeeTerm,
    LateFeeWaiver,
)
from frontdesk.areas.fees.rules.kinds import Category
from frontdesk.areas.fees.rules.late_fee import LateTerm, Move, Principal, accrue, how_words, terms_words
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.money import ZERO, Money, total

LATE_FEE = "late_fee"
"""`Charge.source_kind` of a late fee that was collected; `source_id` is the principal's charge."""

ITEM_SETTING = "late_fee.item"
"""Setting: the id of the fee item that collected late fees stand under."""

_NOTHING: ColumnElement[Any] = literal_column("0")
_NO_SOURCE: ColumnElement[Any] = literal_column("''")
# Under names of their own: what they ask stands inside queries over the same tables.
_PAID, _CHANGED = aliased(ChargeSettlement), aliased(ChargeAdjustment)
_MOST_NAMED = 5_000
S = TypeVar("S", bound=Select[*tuple[Any, ...]])


@dataclass(frozen=True, slots=True)
class LateFee:
    """The late fee of one charge on a day: open = accrued - collected - waived, never below nothing.

    `owed` is what is unpaid of the charge itself; it is nothing where only the late fee is still open. `how` says
    how the accrued amount came about.
    """

    charge_id: int
    unit_id: int
    item_id: int
    item: str
    category: Category
    period: str
    due_on: date
    owed: Money
    accrued: Money
    collected: Money
    waived: Money
    open: Money
    how: str


@dataclass(frozen=True, slots=True)
class LateFeeTermRow:
    """A late fee's term as it was set; `holds` is false for one that a later row of its day took the place of."""

    id: int
    term: LateTerm
    made_at: datetime
    made_by: str
    holds: bool


@dataclass(frozen=True, slots=True)
class LateFeeWaiverRow:
    """A waived part of a charge's late fee."""

    amount: Money
    reason: str
    approver: str
    made_on: date
    made_by: str


class _Wanted(NamedTuple):
    charge_ids: Collection[int] | None
    unit_ids: Collection[int] | None
    building_ids: Collection[int] | None
    item_ids: Collection[int]
    on: date
    found: Collection[int] | None = None
    """The charges themselves, once they have been found and are few enough to be named."""

    def narrow(self, query: S) -> S:
        """Only charges that can have a late fee on the day: overdue, and paid late if they are paid."""
        if self.found is not None:
            return query.where(Charge.id.in_(self.found))
        query = query.where(Charge.item_id.in_(self.item_ids), Charge.due_on < self.on)
        if self.charge_ids is not None:
            query = query.where(Charge.id.in_(self.charge_ids))
        if self.unit_ids is not None:
            query = query.where(Charge.unit_id.in_(self.unit_ids))
        if self.building_ids is not None:
            query = query.where(
                Charge.unit_id.in_(select(Unit.id).where(Unit.building_id.in_(self.building_ids)))
            )
        return query.where(
            or_(
                Charge.owed != _NOTHING,
                exists().where(_PAID.charge_id == Charge.id, _PAID.settled_on > Charge.due_on),
                exists().where(_CHANGED.charge_id == Charge.id, _CHANGED.made_on > Charge.due_on),
            )
        )


def late_fees(
    session: Session,
    on: date,
    *,
    charge_ids: Collection[int] | None = None,
    unit_ids: Collection[int] | None = None,
    building_ids: Collection[int] | None = None,
) -> dict[int, LateFee]:
    """Charge id -> its late fee up to and with *on*, the oldest due first; charges without any are missing.

    Of these charges, of these units, of these buildings, or of all. A charge that is paid is in it as long as
    it has a late fee, collected or not (T7).
    """
    dated = late_fee_terms_of(session)
    on_now = {item_id: terms for item_id, terms in dated.items() if any(term.rate for term in terms)}
    if not on_now or (charge_ids is not None and not charge_ids):
        return {}
    wanted = _Wanted(charge_ids, unit_ids, building_ids, frozenset(on_now), on)
    rows = session.execute(
        wanted.narrow(
            select(
                Charge.id, Charge.unit_id, Charge.item_id, FeeItem.name, FeeItem.category, Charge.period,
                Charge.due_on, Charge.amount,
            ).join(FeeItem, FeeItem.id == Charge.item_id)
        ).order_by(Charge.due_on, Charge.period, FeeItem.sort, FeeItem.id, Charge.no)
    ).all()  # fmt: skip
    if not rows:
        return {}
    if len(rows) <= _MOST_NAMED:
        wanted = wanted._replace(found=[row.id for row in rows])
    adjusted = _moves(session, wanted, ChargeAdjustment, ChargeAdjustment.made_on, 1)
    settled = _moves(session, wanted, ChargeSettlement, ChargeSettlement.settled_on, -1)
    collected, waived = _collected(session, wanted), _waived(session, wanted)
    found: dict[int, LateFee] = {}
    for row in rows:
        principal = Principal(
            row.amount, row.due_on, tuple(adjusted.get(row.id, ())), tuple(settled.get(row.id, ()))
        )
        fee = accrue(principal, on_now[row.item_id], on)
        # Taken back in a shift of an earlier day than it was made on: on that day it had not been collected.
        taken, let = max(ZERO, collected.get(row.id, ZERO)), waived.get(row.id, ZERO)
        if not (fee.amount or taken or let):
            continue
        moved = (*principal.adjusted, *principal.settled)
        found[row.id] = LateFee(
            charge_id=row.id,
            unit_id=row.unit_id,
            item_id=row.item_id,
            item=row.name,
            category=row.category,
            period=row.period,
            due_on=row.due_on,
            owed=row.amount + total(move.amount for move in moved if move.day <= on),
            accrued=fee.amount,
            collected=taken,
            waived=let,
            open=max(ZERO, fee.amount - taken - let),
            how=how_words(fee),
        )
    return found


def unit_late_fees(session: Session, unit_id: int, on: date) -> dict[int, LateFee]:
    """One unit's, as `late_fees`."""
    return late_fees(session, on, unit_ids=(unit_id,))


def late_fee_item(session: Session) -> int | None:
    """The fee item that collected late fees stand under; None until one was collected."""
    found = get_setting(session, ITEM_SETTING, None)
    return None if found is None else int(found)


def late_fee_terms_of(session: Session) -> dict[int, tuple[LateTerm, ...]]:
    """Item id -> its terms in order of their days; of two for one day the later one holds."""
    found: dict[int, dict[date, LateTerm]] = defaultdict(dict)
    for row in session.execute(
        select(
            LateFeeTerm.item_id,
            LateFeeTerm.starts_on,
            LateFeeTerm.rate,
            LateFeeTerm.cap,
            LateFeeTerm.grace_days,
        ).order_by(LateFeeTerm.starts_on, LateFeeTerm.id)
    ):
        found[row.item_id][row.starts_on] = LateTerm(row.starts_on, row.rate, row.cap, row.grace_days)
    return {item_id: tuple(dated.values()) for item_id, dated in found.items()}


def late_fee_term(session: Session, item_id: int, on: date) -> LateTerm | None:
    """What holds for an item on a day; None where nothing was ever set by then."""
    terms = [term for term in late_fee_terms_of(session).get(item_id, ()) if term.starts_on <= on]
    return terms[-1] if terms else None


def late_fee_words(session: Session, on: date) -> dict[int, str]:
    """Item id -> what holds for it on a day, in words; items without a late fee are missing."""
    found = {}
    for item_id, dated in late_fee_terms_of(session).items():
        words = terms_words(next((term for term in reversed(dated) if term.starts_on <= on), None))
        if words:
            found[item_id] = words
    return found


def late_fee_terms(session: Session, item_id: int) -> tuple[LateFeeTermRow, ...]:
    """Every term ever set for an item, the latest day first."""
    rows = session.scalars(
        select(LateFeeTerm)
        .where(LateFeeTerm.item_id == item_id)
        .order_by(LateFeeTerm.starts_on.desc(), LateFeeTerm.id.desc())
    ).all()
    seen: set[date] = set()
    found = []
    for row in rows:
        term = LateTerm(row.starts_on, row.rate, row.cap, row.grace_days)
        found.append(LateFeeTermRow(row.id, term, row.made_at, row.made_by, row.starts_on not in seen))
        seen.add(row.starts_on)
    return tuple(found)


def late_fee_waivers(session: Session, charge_id: int) -> tuple[LateFeeWaiverRow, ...]:
    """What was waived of a charge's late fee, in order."""
    return tuple(
        LateFeeWaiverRow(row.amount, row.reason, row.approver, row.made_on, row.made_by)
        for row in session.scalars(
            select(LateFeeWaiver).where(LateFeeWaiver.charge_id == charge_id).order_by(LateFeeWaiver.id)
        )
    )


def _moves(
    session: Session,
    wanted: _Wanted,
    kind: type[ChargeAdjustment] | type[ChargeSettlement],
    day: Any,
    sign: int,
) -> dict[int, list[Move]]:
    found: dict[int, list[Move]] = defaultdict(list)
    query = select(kind.charge_id, day, kind.amount).join(Charge, Charge.id == kind.charge_id)
    for charge_id, moved_on, amount in session.execute(wanted.narrow(query)):
        found[charge_id].append(Move(moved_on, amount * sign))
    return found


def _collected(session: Session, wanted: _Wanted) -> dict[int, Money]:
    """Principal's charge id -> late fee that was made a charge by the day, less what of it was taken back."""
    fee = aliased(Charge)
    made = (
        wanted.narrow(select(fee.source_id, func.sum(fee.amount)).join(Charge, Charge.id == fee.source_id))
        .where(fee.source_kind == LATE_FEE, fee.source_kind != _NO_SOURCE, fee.made_on <= wanted.on)
        .group_by(fee.source_id)
    )
    found: dict[int, Money] = {
        charge_id: amount for charge_id, amount in session.execute(made) if charge_id is not None
    }
    back = (
        wanted.narrow(
            select(fee.source_id, func.sum(ChargeAdjustment.amount))
            .join(Charge, Charge.id == fee.source_id)
            .join(ChargeAdjustment, ChargeAdjustment.charge_id == fee.id)
        )
        .where(
            fee.source_kind == LATE_FEE, fee.source_kind != _NO_SOURCE, ChargeAdjustment.made_on <= wanted.on
        )
        .group_by(fee.source_id)
    )
    if found:
        for charge_id, amount in session.execute(back):
            if charge_id is not None:
                found[charge_id] = found.get(charge_id, ZERO) + amount
    return found


def _waived(session: Session, wanted: _Wanted) -> dict[int, Money]:
    query = wanted.narrow(
        select(LateFeeWaiver.charge_id, func.sum(LateFeeWaiver.amount)).join(
            Charge, Charge.id == LateFeeWaiver.charge_id
        )
    ).where(LateFeeWaiver.made_on <= wanted.on)
    rows = session.execute(query.group_by(LateFeeWaiver.charge_id))
    return {charge_id: amount for charge_id, amount in rows}  # noqa: C416
