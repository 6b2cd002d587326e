"""The rent of leases (D3.7): each month a charge of the fees' own, no day charged twice (T4), part months by days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from frontdesk.areas.fees.model import Charge, FeeItem
from frontdesk.areas.fees.rules.kinds import AdjustKind, Category, Cycle, Pricing
from frontdesk.areas.fees.service import AddHandCharge, AdjustCharge, adjust_charge, make_hand_charge
from frontdesk.areas.permits.model.parking import ParkingRent
from frontdesk.areas.permits.queries.parking import LeaseFacts
from frontdesk.areas.permits.queries.parking_rent import (
    ITEM_NAME,
    ITEM_SETTING,
    LeaseRent,
    rent_due,
    rent_item_of,
)
from frontdesk.areas.permits.rules.parking import MOST_MONTHS, PARKING, too_much
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class ChargeRent:
    """Charge what is not charged yet up to and including a month: of every lease, or of one.

    `item_id` is the fee item rent is charged by from now on; None: as before.
    """

    through: Month
    lease_id: int | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class RentCharged:
    """How many charges were made for how many leases, and their sum."""

    charges: int
    leases: int
    total: Money


def charge_rent(work: Work, command: ChargeRent) -> RentCharged:
    """Make the charges. A month that was charged before adds nothing (T4).

    Of every lease it takes the right to bill; of one, for a payment in advance, the right to collect does too.
    """
    if command.lease_id is None or not work.actor.may(Right.COLLECT):
        work.require(Right.FEES_BILL)
    latest = Month.of(work.today()).plus(MOST_MONTHS if command.lease_id is not None else 1)
    if command.through > latest:
        raise Refused(tr("最多生成到 {month}", month=latest), field="through")
    next_number(work.session, "parking")
    if command.item_id is not None:
        chosen = work.session.get(FeeItem, command.item_id)
        if chosen is None or not chosen.active or chosen.pricing is not Pricing.HAND:
            raise Refused(tr("请选一个手工录入的收费项目"), field="item_id")
        set_setting(work, ITEM_SETTING, chosen.id)
    return _charge(work, command.through, command.lease_id)


def charge_lease(work: Work, lease_id: int, through: Month) -> RentCharged:
    """The same for one lease, inside a command that has asked for its own right and has the turn."""
    return _charge(work, through, lease_id)


def _charge(work: Work, through: Month, lease_id: int | None) -> RentCharged:
    due = rent_due(work.session, through, lease_id)
    if not due:
        return RentCharged(0, 0, ZERO)
    item = rent_item(work)
    made = 0
    for done, rent in enumerate(due):
        work.progress.step(done, len(due), tr("正在生成车位租金"))
        for part in rent.parts:
            charge_id = make_hand_charge(
                work,
                AddHandCharge(
                    rent.unit_id, item, part.amount, part.how, on=part.starts_on, source_kind=PARKING,
                    source_id=rent.lease_id,
                ),
            )  # fmt: skip
            work.session.add(
                ParkingRent(
                    lease_id=rent.lease_id,
                    charge_id=charge_id,
                    starts_on=part.starts_on,
                    ends_on=part.ends_on,
                    fee=part.fee,
                )
            )
            made += 1
    work.session.flush()
    work.touch("charges", "parking")
    return RentCharged(made, len(due), total(rent.total for rent in due))


def rent_item(work: Work) -> int:
    """The fee item that rent is charged by: the one that was chosen, else 车位租金, which is made at the first need."""
    known = rent_item_of(work.session)
    if known is not None:
        return known
    if work.session.scalar(select(FeeItem.id).where(FeeItem.name == tr(ITEM_NAME))) is not None:
        raise Refused(
            tr("收费项目“{name}”已停用或不是手工录入的，请到“收费项目”里改好再生成租金", name=tr(ITEM_NAME))
        )
    made = FeeItem(
        name=tr(ITEM_NAME),
        category=Category.PARKING,
        pricing=Pricing.HAND,
        cycle=Cycle.ONCE,
        due_day=31,
        active=True,
        sort=int(work.session.scalar(select(func.max(FeeItem.sort))) or 0) + 1,
        made_at=work.now(),
    )
    work.session.add(made)
    work.session.flush()
    work.touch("fee_items")
    return made.id


def take_off(work: Work, lease: LeaseFacts, new_end: date) -> tuple[Money, Money]:
    """(taken off, to be refunded) of what was charged for days from *new_end* on.

    What is still owed is reduced by a signed line (M2.7), which takes that right; what was paid already can only be
    refunded, and is named.
    """
    off, refund = ZERO, ZERO
    rows = work.session.execute(
        select(ParkingRent, Charge)
        .join(Charge, Charge.id == ParkingRent.charge_id)
        .where(ParkingRent.lease_id == lease.id, ParkingRent.ends_on > new_end)
        .order_by(ParkingRent.starts_on)
    ).all()
    for rent, charge in rows:
        over = too_much(charge.amount, rent.fee, rent.starts_on, rent.ends_on, new_end)
        waive = min(over, charge.owed)
        if waive > ZERO:
            reason = tr("{lease} 退租，{day} 起不收", lease=lease.number, day=new_end.isoformat())
            adjust_charge(work, AdjustCharge(charge.id, AdjustKind.WAIVE, waive, reason))
            off = off + waive
        refund = refund + over - waive
    return off, refund


__all__ = ["ChargeRent", "LeaseRent", "RentCharged", "charge_lease", "charge_rent", "rent_item", "take_off"]
