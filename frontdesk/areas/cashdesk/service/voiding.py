"""Voiding a receipt before its shift is counted (M6.5): number kept, charges owed again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.cashdesk.model import Payment, PaymentVoid, Shift
from frontdesk.areas.cashdesk.queries.receipts import find_receipt_number
from frontdesk.areas.cashdesk.rules.kinds import PAYMENT, ShiftState
from frontdesk.areas.cashdesk.service.common import told
from frontdesk.areas.fees.service import unsettle
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class VoidReceipt:
    """The receipt's number, in any habit of writing it, and why."""

    number: str
    reason: str


def void_receipt(work: Work, command: VoidReceipt) -> str:
    """Void it; returns its full number. The money goes back as it came: its tenders no longer count.

    Raises `Refused` when it is void already, or its shift has been counted: after that only a refund undoes it.
    Somebody else's receipt takes the right to act for others.
    """
    payment = work.session.scalar(
        select(Payment).where(Payment.number == find_receipt_number(work.session, command.number))
    )
    if payment is None:
        raise Refused(tr("没有收据 {number}，请核对号码", number=command.number.strip()), field="number")
    work.require(Right.VOID)
    shift = work.session.scalars(
        select(Shift)
        .where(Shift.id == payment.shift_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    approver_id = None
    if shift.cashier_id != work.actor.id:
        words = tr("{number} 是{cashier}收的，作废要主管授权", number=payment.number, cashier=shift.cashier)
        approver_id = work.require(Right.CLOSE_OTHERS, words)
    _refuse_late(payment, shift)
    if work.session.scalar(select(PaymentVoid).where(PaymentVoid.payment_id == payment.id)):
        raise Refused(tr("{number} 已经作废了，没有再改", number=payment.number))
    reason = command.reason.strip()
    if not reason:
        raise Refused(tr("请写明作废的原因"), field="reason")
    if len(reason) > _LONGEST_REASON:
        raise Refused(tr("原因超过 {n} 个字，请写短些", n=_LONGEST_REASON), field="reason")
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
