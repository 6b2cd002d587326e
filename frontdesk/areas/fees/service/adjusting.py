"""Adjustments (M2.7): a further, signed line on a charge, with its reason and who allowed it; never an edit."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.fees.model import Charge, ChargeAdjustment
from frontdesk.areas.fees.rules.kinds import AdjustKind
from frontdesk.areas.fees.service.balance import lower, raise_by
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class AdjustCharge:
    """减免 takes `amount` off a charge, 补收 puts it on; `amount` is always positive."""

    charge_id: int
    kind: AdjustKind
    amount: Money
    reason: str


def adjust_charge(work: Work, command: AdjustCharge) -> int:
    """The adjustment's id.

    Takes the right to adjust, or a supervisor's leave, and stores whose it was. Raises `InvalidInput` without a
    reason or amount, `Refused` when more would be waived than is owed.
    """
    approver_id = work.require(Right.FEES_ADJUST)
    reason = command.reason.strip()
    errors: dict[str, str] = {}
    if command.amount <= ZERO:
        errors["amount"] = tr("金额要大于零")
    if not reason:
        errors["reason"] = tr("请写减免或补收的原因")
    elif len(reason) > LONGEST_REASON:
        errors["reason"] = tr("原因最多 {n} 个字", n=LONGEST_REASON)
    if errors:
        raise InvalidInput(errors)
    charge = work.session.get_one(Charge, command.charge_id)
    if command.kind is AdjustKind.WAIVE:
        if not lower(work.session, charge.id, command.amount):
            work.session.refresh(charge)
            if not charge.owed:
                raise Refused(tr("这笔已经收清，不能再减免；要退钱请走退款"), field="amount")
            raise Refused(tr("这笔只欠 {owed} 元，减免不能超过它", owed=charge.owed), field="amount")
        signed = -command.amount
    else:
        raise_by(work.session, charge.id, command.amount)
        signed = command.amount
    allowed = work.approved if approver_id is not None else None
    adjustment = ChargeAdjustment(
        charge_id=charge.id,
        kind=command.kind,
        amount=signed,
        reason=reason,
        approver_id=allowed.approver_id if allowed else work.actor.id,
        approver=allowed.approver_name if allowed else work.actor.name,
        made_on=work.today(),
        made_at=work.now(),
        made_by=work.actor.name,
    )
    work.session.add(adjustment)
    work.session.flush()
    work.touch("charges")
    return adjustment.id
