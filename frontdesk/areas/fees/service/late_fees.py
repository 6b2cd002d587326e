"""Late fees (M5): the terms of an item, waiving, and the charge that collecting makes of what has accrued."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select

from frontdesk.areas.fees.model import Charge, ChargeAdjustment, FeeItem, LateFeeTerm, LateFeeWaiver
from frontdesk.areas.fees.queries.late_fees import (
    ITEM_SETTING,
    LATE_FEE,
    LateFee,
    late_fee_item,
    late_fee_term,
    late_fees,
)
from frontdesk.areas.fees.rules.hand import typed
from frontdesk.areas.fees.rules.kinds import AdjustKind, Category, Cycle, Pricing
from frontdesk.areas.fees.rules.late_fee import MOST_GRACE, LateTerm, cap_fault, rate_fault
from frontdesk.areas.fees.rules.lines import LONGEST_HOW
from frontdesk.areas.fees.service.balance import lower
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

ITEM_NAMES = ("违约金", "逾期违约金")
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class SetLateFee:
    """An item's late fee from a day on: shares, not per cent. `rate` 0 switches it off from that day."""

    item_id: int
    starts_on: date
    rate: Decimal
    cap: Decimal = Decimal(1)
    grace_days: int = 0


@dataclass(frozen=True, slots=True)
class WaiveLateFee:
    """Do not ask for `amount` of the late fee that a charge has accrued by today."""

    charge_id: int
    amount: Money
    reason: str


def set_late_fee(work: Work, command: SetLateFee) -> None:
    """A further term; days before it keep theirs. Raises `InvalidInput`.

    Asks first (`NeedsConfirmation`) when it starts before today, for what was shown to people may change then.
    """
    work.require(Right.FEES_SETUP)
    item = work.session.get_one(FeeItem, command.item_id)
    errors: dict[str, str] = {}
    if wrong := rate_fault(command.rate):
        errors["rate"] = wrong
    if wrong := cap_fault(command.cap):
        errors["cap"] = wrong
    if not 0 <= command.grace_days <= MOST_GRACE:
        errors["grace_days"] = tr("宽限天数在 0 到 {n} 之间", n=MOST_GRACE)
    if item.id == late_fee_item(work.session):
        errors["rate"] = tr("{item} 本身不再计违约金", item=item.name)
    if errors:
        raise InvalidInput(errors)
    holds = late_fee_term(work.session, item.id, command.starts_on)
    if holds == LateTerm(command.starts_on, command.rate, command.cap, command.grace_days):
        return
    if holds is None and not command.rate:
        return
    if command.starts_on < work.today():
        work.confirm(
            "late_fee.past",
            tr(
                "{item} 的违约金从 {day} 起按新的算，已经逾期的会重算。继续吗？",
                item=item.name,
                day=command.starts_on.isoformat(),
            ),
        )
    work.session.add(
        LateFeeTerm(
            item_id=item.id,
            starts_on=command.starts_on,
            rate=command.rate,
            cap=command.cap,
            grace_days=command.grace_days,
            made_at=work.now(),
            made_by=work.actor.name,
        )
    )
    work.touch("fee_items", "charges")


def waive_late_fee(work: Work, command: WaiveLateFee) -> int:
    """The waiver's id (M5.3). Takes the right to adjust, or a supervisor's leave, and stores whose it was."""
    approver_id = work.require(Right.FEES_ADJUST)
    reason = command.reason.strip()
    errors: dict[str, str] = {}
    if command.amount <= ZERO:
        errors["amount"] = tr("金额要大于零")
    if not reason:
        errors["reason"] = tr("请写减免违约金的原因")
    elif len(reason) > LONGEST_REASON:
        errors["reason"] = tr("原因最多 {n} 个字", n=LONGEST_REASON)
    if errors:
        raise InvalidInput(errors)
    fee = _open_fee(work, command.charge_id, work.today())
    if fee is None or command.amount > fee.open:
        raise Refused(
            tr("这笔的违约金到今天是 {open} 元，减免不能超过它", open=fee.open if fee else ZERO),
            field="amount",
        )
    allowed = work.approved if approver_id is not None else None
    waiver = LateFeeWaiver(
        charge_id=command.charge_id,
        amount=command.amount,
        reason=reason,
        approver_id=allowed.approver_id if allowed else work.actor.id,
        approver=allowed.approver_name if allowed else work.actor.name,
        made_on=work.today(),
        made_at=work.now(),
        made_by=work.actor.name,
    )
    work.session.add(waiver)
    work.session.flush()
    work.touch("charges")
    return waiver.id


def make_late_fee(work: Work, charge_id: int, amount: Money, on: date) -> int:
    """The charge (its id) for *amount* of the late fee that a charge has accrued by *on*, the day of payment.

    To be settled by the caller in the same transaction. Raises `Refused` when less is open than that.
    """
    if amount <= ZERO:
        raise Refused(tr("违约金的金额要大于零"), field="amount")
    fee = _open_fee(work, charge_id, on)
    if fee is None or amount > fee.open:
        raise Refused(
            tr(
                "违约金到 {day} 只有 {open} 元，不能收 {amount}，请重新打开这一户",
                day=on.isoformat(),
                open=fee.open if fee else ZERO,
                amount=amount,
            ),
            field="amount",
        )
    principal = work.session.get_one(Charge, charge_id)
    how = tr("{item} {period}：{how}", item=fee.item, period=fee.period, how=fee.how)
    if amount != fee.accrued:
        how = tr("{how}，计 {accrued}，本次收 {amount}", how=how, accrued=fee.accrued, amount=amount)
    item_id = _item(work)
    month = str(Month.of(on))
    last = work.session.scalar(
        select(func.max(Charge.no)).where(
            Charge.unit_id == principal.unit_id, Charge.item_id == item_id, Charge.period == month
        )
    )
    priced = typed(amount, how[:LONGEST_HOW])
    charge = Charge(
        unit_id=principal.unit_id,
        item_id=item_id,
        period=month,
        no=(last or 0) + 1,
        starts_on=on,
        ends_on=on + timedelta(days=1),
        due_on=on,
        amount=priced.amount,
        owed=priced.amount,
        how=priced.how,
        lines=priced.stored,
        payer_id=principal.payer_id,
        payer_name=principal.payer_name,
        made_on=on,
        made_at=work.now(),
        made_by=work.actor.name,
        source_kind=LATE_FEE,
        source_id=charge_id,
    )
    work.session.add(charge)
    work.session.flush()
    work.touch("charges")
    return charge.id


def drop_late_fees(work: Work, charge_ids: Iterable[int], on: date, reason: str) -> None:
    """Late fees among these charges that are owed again are taken back, so that they show as accruing (M5.3).

    `unsettle` calls it for a receipt that is voided or refunded; what is not a late fee is left alone.
    """
    rows = work.session.execute(
        select(Charge.id, Charge.owed).where(
            Charge.id.in_(list(charge_ids)), Charge.source_kind == LATE_FEE, Charge.owed > ZERO
        )
    ).all()
    for charge_id, owed in rows:
        lower(work.session, charge_id, owed)
        work.session.add(
            ChargeAdjustment(
                charge_id=charge_id,
                kind=AdjustKind.WAIVE,
                amount=-owed,
                reason=reason,
                approver_id=work.actor.id,
                approver=work.actor.name,
                made_on=on,
                made_at=work.now(),
                made_by=work.actor.name,
            )
        )
    work.session.flush()


def _open_fee(work: Work, charge_id: int, on: date) -> LateFee | None:
    """What is open now; two desks that come at once take turns, so that nothing is collected or waived twice."""
    next_number(work.session, "late-fee")
    return late_fees(work.session, on, charge_ids=(charge_id,)).get(charge_id)


def _item(work: Work) -> int:
    """The fee item of late fees, made on first use."""
    known = late_fee_item(work.session)
    if known is not None:
        return known
    item = None
    for name in ITEM_NAMES:
        item = work.session.scalar(select(FeeItem).where(FeeItem.name == name))
        if item is None or item.pricing is Pricing.HAND:
            break
    if item is None:
        item = FeeItem(
            name=name,
            category=Category.OTHER,
            pricing=Pricing.HAND,
            cycle=Cycle.ONCE,
            due_day=31,
            sort=int(work.session.scalar(select(func.max(FeeItem.sort))) or 0) + 1,
            made_at=work.now(),
        )
        work.session.add(item)
        work.session.flush()
        work.touch("fee_items")
    set_setting(work, ITEM_SETTING, item.id)
    return item.id
