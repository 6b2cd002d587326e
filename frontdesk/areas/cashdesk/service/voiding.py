"""Voiding a receipt before its shift is counted (M6.5): number kept, charges owed again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.cashdesk.model import Payment, PaymentVoid, Shift
from frontdesk.areas.cashdesk.queries.receipts import find_receipt_number, void_hindrance
from frontdesk.areas.cashdesk.rules.kinds import PAYMENT, ShiftState
from frontdesk.areas.cashdesk.service.common import lock_unit, shift_of_paper, tidy_reason, told
from frontdesk.areas.cashdesk.service.prepaying import undo_prepaid
from frontdesk.areas.fees.service import unsettle
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class VoidReceipt:
    """The receipt's number, in any habit of writing it, and why."""

    number: str
    reason: str


def void_receipt(work: Work, command: VoidReceipt) -> str:
    """Void it; returns its full number. The money goes back as it came: its tenders no longer count.

    Raises `Refused` when it is void already, or its shift has been counted: after that only a refund undoes it;
    when part of it was refunded, or what it prepaid has been used since. Somebody else's receipt takes the right
    to act for others.
    """
    payment = work.session.scalar(
        select(Payment).where(Payment.number == find_receipt_number(work.session, command.number))
    )
    if payment is None:
        raise Refused(tr("没有收据 {number}，请核对号码", number=command.number.strip()), field="number")
    work.require(Right.VOID)
    shift, approver_id = shift_of_paper(work, payment.shift_id, payment.number)
    _refuse_late(payment, shift)
    if work.session.scalar(select(PaymentVoid).where(PaymentVoid.payment_id == payment.id)):
        raise Refused(tr("{number} 已经作废了，没有再改", number=payment.number))
    reason = tidy_reason(command.reason, missing=tr("请写明作废的原因"))
    lock_unit(work, payment.unit_id)
    if hindrance := void_hindrance(work.session, payment):
        raise Refused(hindrance)
    work.session.add(
        PaymentVoid(
            payment_id=payment.id,
            reason=reason,
            at=work.now(),
            by_id=work.actor.id,
            by=work.actor.name,
            approver_id=approver_id,
        )
    )
    work.session.flush()
    unsettle(work, (PAYMENT, payment.id), shift.business_on)
    undo_prepaid(work, payment.unit_id, shift.business_on, (PAYMENT, payment.id))
    work.touch("payments", "charges", "shifts")
    return payment.number


def _refuse_late(payment: Payment, shift: Shift) -> None:
    if shift.state is ShiftState.CLOSED:
        raise Refused(
            tr(
                "{number} 属于 {shift}，已经结班，不能作废；要退钱请在今天的班次办红冲退款",
                number=payment.number,
                shift=told(shift),
            )
        )
    if shift.state is ShiftState.COUNTED:
        raise Refused(tr("本班已经确认清点，{number} 不能作废；请结班后办红冲退款", number=payment.number))
