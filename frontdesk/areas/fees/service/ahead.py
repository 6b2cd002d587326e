"""Billing months ahead (M6.8), and what is decided where a charge would come out otherwise since (M2.4, M2.7)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.fees.model import Charge, PriceDifference
from frontdesk.areas.fees.queries.ahead import Difference, ahead_plan, differences
from frontdesk.areas.fees.rules.ahead import AHEAD, months_fault
from frontdesk.areas.fees.rules.kinds import AdjustKind
from frontdesk.areas.fees.rules.plan import Skipped
from frontdesk.areas.fees.service.adjusting import AdjustCharge, adjust_charge
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class BillAhead:
    """Charge a unit for months not yet billed; `item_ids` None: every item that is priced by days."""

    unit_id: int
    months: tuple[Month, ...]
    item_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class BilledAhead:
    """The charges that were made, in order of month and item; `stood` had been billed already."""

    charge_ids: tuple[int, ...]
    total: Money
    stood: int
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class DecideDifference:
    """What to do about a charge that would come out otherwise now: put it right, or leave it as it is.

    `expected` is what it would come to as it was shown: another one since then is refused.
    """

    charge_id: int
    expected: Money
    put_right: bool


def bill_ahead(work: Work, command: BillAhead) -> BilledAhead:
    """Make charges at the known price, marked as made ahead; ordinary billing finds them standing (M2.5, T4).

    Takes the right to collect or to bill. Raises `Refused` for months that have passed and where nothing at all
    can be charged, saying why.
    """
    if not work.actor.may(Right.COLLECT):
        work.require(Right.FEES_BILL)
    months = tuple(dict.fromkeys(command.months))
    if fault := months_fault(months, Month.of(work.today())):
        raise Refused(fault, field="months")
    # Whoever bills at the same time takes turns, so that the second sees what the first made.
    next_number(work.session, "billing")
    plan = ahead_plan(work.session, command.unit_id, months, command.item_ids)
    if not plan.lines:
        reason = next((one.reason for one in plan.skipped), "")
        raise Refused(
            tr("这几个月没有可以预缴的：{reason}", reason=reason)
            if reason
            else tr("这几个月的应收都已生成，可以直接收款")
            if plan.stood
            else tr("这户没有可以预缴的收费项目"),
            field="months",
        )
    charges = [
        Charge(
            unit_id=line.unit_id,
            item_id=line.item_id,
            period=line.period,
            starts_on=line.starts_on,
            ends_on=line.ends_on,
            due_on=line.due_on,
            amount=line.amount,
            owed=line.amount,
            how=line.how,
            lines=line.stored,
            payer_id=line.payer_id,
            payer_name=line.payer_name,
            made_on=work.today(),
            made_at=work.now(),
            made_by=work.actor.name,
            source_kind=AHEAD,
        )
        for line in plan.lines
    ]
    work.session.add_all(charges)
    work.session.flush()
    work.touch("charges")
    return BilledAhead(
        tuple(charge.id for charge in charges),
        total(charge.amount for charge in charges),
        plan.stood,
        plan.skipped,
    )


def decide_difference(work: Work, command: DecideDifference) -> None:
    """Store what was decided (M6.8): 补收 or 减免 of the difference, or the charge is left as it is.

    What was paid already cannot be reduced: the difference then comes off the unit's next open charge of the
    same item, and is refused where there is none. Takes the right to adjust.
    """
    approver_id = work.require(Right.FEES_ADJUST)
    next_number(work.session, "billing")
    charge = work.session.get_one(Charge, command.charge_id)
    asked = next(
        (one for one in differences(work.session, unit_id=charge.unit_id) if one.charge_id == charge.id), None
    )
    if asked is None or asked.expected != command.expected:
        raise Refused(tr("这笔的差额已经变了，没有改动，请重新看一遍"))
    adjustment_id = _put_right(work, charge, asked) if command.put_right else None
    allowed = work.approved if approver_id is not None else None
    work.session.add(
        PriceDifference(
            charge_id=charge.id,
            expected=asked.expected,
            adjusted=asked.more if command.put_right else ZERO,
            adjustment_id=adjustment_id,
            approver=allowed.approver_name if allowed else work.actor.name,
            made_on=work.today(),
            made_at=work.now(),
            made_by=work.actor.name,
        )
    )
    work.touch("charges")


def _put_right(work: Work, charge: Charge, asked: Difference) -> int:
    reason = tr("{item} {period} 重算差额：{how}", item=asked.item, period=asked.period, how=asked.how)[:200]
    if asked.more > ZERO:
        return adjust_charge(work, AdjustCharge(charge.id, AdjustKind.ADD, asked.more, reason))
    off = -asked.more
    target = charge.id if charge.owed >= off else _next_open(work, charge, off)
    return adjust_charge(work, AdjustCharge(target, AdjustKind.WAIVE, off, reason))


def _next_open(work: Work, charge: Charge, off: Money) -> int:
    """The unit's first later charge of the item that owes as much: what was paid too much comes off that."""
    found = work.session.scalar(
        select(Charge.id)
        .where(
            Charge.unit_id == charge.unit_id,
            Charge.item_id == charge.item_id,
            Charge.id != charge.id,
            Charge.owed >= off,
        )
        .order_by(Charge.period, Charge.id)
        .limit(1)
    )
    if found is None:
        raise Refused(
            tr(
                "{period} 这笔已经收了，也没有同项的未缴应收可抵；要退钱请办退款，或等下期应收生成后再抵",
                period=charge.period,
            )
        )
    return found
