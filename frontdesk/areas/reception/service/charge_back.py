"""A charge of the reception asked for less, or not at all any more: by a further signed line, never an edit (M2.7)."""

from __future__ import annotations

from sqlalchemy import func, select

from frontdesk.areas.fees.model import Charge, ChargeSettlement
from frontdesk.areas.fees.rules.kinds import AdjustKind
from frontdesk.areas.fees.service import AdjustCharge, adjust_charge
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr


def keep_of(work: Work, charge_id: int, keep: Money, reason: str) -> Money:
    """Ask for *keep* of a charge and no more; gives what was taken off, by the right to adjust.

    What is paid already is given back at the cash desk first (红冲退款), where there is its shift and its receipt.
    Raises `Refused`, field `keep`.
    """
    charge = work.session.get_one(Charge, charge_id, populate_existing=True, with_for_update=True)
    settled = work.session.scalar(
        select(func.sum(ChargeSettlement.amount)).where(ChargeSettlement.charge_id == charge_id)
    )
    paid = settled or ZERO
    asked = charge.owed + paid
    if not ZERO <= keep <= asked:
        raise Refused(tr("留下的费用在 0 到 {fee} 之间", fee=asked), field="keep")
    if paid > keep:
        raise Refused(
            tr("已经收了 {paid}。要退的先到“票据”里退款，再来办；不退的，留下的费用写 {paid}", paid=paid),
            field="keep",
        )
    off = asked - keep
    if off > ZERO:
        adjust_charge(work, AdjustCharge(charge_id, AdjustKind.WAIVE, off, reason))
    return off
