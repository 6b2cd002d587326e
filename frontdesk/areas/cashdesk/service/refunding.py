"""Refunds (红冲退款, M6.5): what undoes a receipt after its shift was counted, in today's shift, with an approver.

It touches nothing but what it names: other payments of the unit and later months stay as they were (M6.10, T5, T6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.cashdesk.documents import ReceiptLine, RefundReceipt
from frontdesk.areas.cashdesk.model import Payment, PrepaidMove, Refund, RefundLine, RefundTender, Shift
from frontdesk.areas.cashdesk.queries.prepaid import prepaid_balance
from frontdesk.areas.cashdesk.queries.receipts import find_receipt_number
from frontdesk.areas.cashdesk.queries.refunds import paid_lines, paid_tenders, refund_hindrance
from frontdesk.areas.cashdesk.rules.kinds import CHARGE, PREPAID, PREPAID_ITEM, REFUND, Series, Tender
from frontdesk.areas.cashdesk.rules.refunding import (
    Back,
    PaidLine,
    PaidTender,
    as_named,
    as_paid,
    check_tenders_back,
    latest_first,
    left_of,
    whole,
)
from frontdesk.areas.cashdesk.rules.shifts import shift_label
from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.cashdesk.service.common import (
    LONGEST_NAME,
    allowed_by,
    checked,
    lock_unit,
    office,
    open_own_shift,
    printable,
    take_number,
    tender_parts,
    tidy_reason,
    told,
    who_pays,
)
from frontdesk.areas.cashdesk.service.prepaying import move_prepaid
from frontdesk.areas.cashdesk.service.receipts import area_of
from frontdesk.areas.fees.service.taking_back import take_back
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class MakeRefund:
    """The receipt's number, in any habit of writing it, and why.

    `lines` are (line of the receipt, how much of it); None gives back all that is left, or `amount` of it from the
    last line on. `tenders` None: the way it was paid; what was paid out of 预存 goes back there always. `payee`
    empty: the payer. `token` is made when the form opens (T23).
    """

    number: str
    reason: str
    lines: tuple[tuple[int, Money], ...] | None = None
    amount: Money | None = None
    tenders: tuple[TenderInput, ...] | None = None
    payee: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class RefundPrepaid:
    """Pay a unit's prepaid balance back, in whole (`amount` None) or part."""

    unit_id: int
    reason: str
    tenders: tuple[TenderInput, ...]
    amount: Money | None = None
    payee: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Refunded:
    """The stored refund; `receipt` is the number of the receipt it undoes, empty for a prepaid balance."""

    refund_id: int
    number: str
    receipt: str
    amount: Money
    tenders: tuple[TenderInput, ...]
    again: bool = False


def refund(work: Work, command: MakeRefund) -> Refunded:
    """Give back part or all of a receipt: numbered, its charges owed again from today, its paper frozen.

    Raises `Refused` for more than was paid of a line less earlier refunds, and while the receipt can be voided;
    `NeedsApproval` where the actor may not refund.
    """
    work.require(Right.COLLECT)
    shift = open_own_shift(work)
    if (before := _stored_before(work, command.token)) is not None:
        return before
    payment = work.session.scalar(
        select(Payment)
        .where(Payment.number == find_receipt_number(work.session, command.number))
        .with_for_update()
    )
    if payment is None:
        raise Refused(tr("没有收据 {number}，请核对号码", number=command.number.strip()), field="number")
    unit = lock_unit(work, payment.unit_id)
    lines = paid_lines(work.session, payment.id)
    if hindrance := refund_hindrance(work.session, payment, left_of(lines)):
        raise Refused(hindrance)
    if payment.business_on > shift.business_on:
        raise Refused(tr("{shift}比收据的日期早，请先结班，开今天的班再退", shift=told(shift)))
    back = _back(command, lines)
    amount = total(part for _, part in back)
    paid = paid_tenders(work.session, payment)
    tenders = as_paid(amount, paid) if command.tenders is None else _tenders(work, command.tenders, paid)
    check_tenders_back(amount, back, tenders, paid)
    reason = tidy_reason(command.reason, missing=tr("请写明退款的原因"))
    approver = work.require(
        Right.REFUND, tr("{number} 退款 {amount}，要主管授权", number=payment.number, amount=amount)
    )
    payee = command.payee.strip() or payment.payer_name
    if payee != payment.payer_name:
        printable(payee, "payee")
    made = _store(work, shift, unit, payment, payee, reason, amount, approver, command.token)
    for no, (line, part) in enumerate(back, 1):
        work.session.add(
            RefundLine(
                refund_id=made.id,
                no=no,
                payment_line_id=line.id,
                item=line.item,
                period=line.period,
                amount=part,
            )
        )
    source = (REFUND, made.id)
    take_back(
        work,
        [(line.source_id, part) for line, part in back if line.source_kind == CHARGE],
        shift.business_on,
        source,
    )
    prepaid_back = total(part for line, part in back if line.source_kind == PREPAID)
    to_prepaid = total(tender.amount for tender in tenders if tender.kind is Tender.PREPAID)
    balance = _move(work, unit, shift, to_prepaid, prepaid_back, source)
    told_lines = tuple(
        ReceiptLine(line.item, line.period, _how(line.amount, line.refunded, part), -part)
        for line, part in back
    )
    _finish(work, made, shift, unit, payment, tenders, told_lines, balance)
    return Refunded(made.id, made.number, payment.number, amount, tenders)


def refund_prepaid(work: Work, command: RefundPrepaid) -> Refunded:
    """Pay back what a unit has prepaid; never more than stands. The same paper, naming no receipt."""
    work.require(Right.COLLECT)
    shift = open_own_shift(work)
    if (before := _stored_before(work, command.token)) is not None:
        return before
    unit = lock_unit(work, command.unit_id)
    stands = prepaid_balance(work.session, unit.id)
    if not stands:
        raise Refused(tr("{unit} 没有预存，不用退", unit=unit.code))
    amount = stands if command.amount is None else command.amount
    if amount <= ZERO or amount > stands:
        raise Refused(
            tr("{unit} 的预存是 {stands}，不能退 {amount}", unit=unit.code, stands=stands, amount=amount),
            field="amount",
        )
    latest = work.session.scalar(
        select(PrepaidMove.business_on)
        .where(PrepaidMove.unit_id == unit.id)
        .order_by(PrepaidMove.business_on.desc())
        .limit(1)
    )
    if latest is not None and latest > shift.business_on:
        raise Refused(tr("{shift}比存入的日期早，请先结班，开今天的班再退", shift=told(shift)))
    tenders = checked(work, command.tenders)
    given = total(tender.amount for tender in tenders)
    if any(tender.kind is Tender.PREPAID for tender in tenders):
        raise Refused(tr("退的就是预存款，不能再退回预存；请选别的退款方式"), field="tenders")
    if given != amount:
        raise Refused(
            tr("退款方式合计 {given}，要退的是 {amount}，请核对", given=given, amount=amount), field="tenders"
        )
    reason = tidy_reason(command.reason, missing=tr("请写明退款的原因"))
    words = tr("{unit} 退预存 {amount}，要主管授权", unit=unit.code, amount=amount)
    approver = work.require(Right.REFUND, words)
    _, owner = who_pays(work, unit.id, command.payee, None, shift.business_on)
    made = _store(work, shift, unit, None, owner, reason, amount, approver, command.token)
    work.session.add(
        RefundLine(refund_id=made.id, no=1, payment_line_id=None, item=tr(PREPAID_ITEM), amount=amount)
    )
    balance = _move(work, unit, shift, ZERO, amount, (REFUND, made.id))
    line = ReceiptLine(tr(PREPAID_ITEM), "", tr("退预存余额"), -amount)
    _finish(work, made, shift, unit, None, tenders, (line,), balance)
    return Refunded(made.id, made.number, "", amount, tenders)


def _back(command: MakeRefund, lines: Sequence[PaidLine]) -> Back:
    if command.lines is not None:
        back = as_named(lines, command.lines)
        if command.amount is not None and command.amount != total(part for _, part in back):
            raise Refused(
                tr("按行填的和退款金额 {amount} 不一样，请核对", amount=command.amount), field="amount"
            )
        return back
    return whole(lines) if command.amount is None else latest_first(lines, command.amount)


def _tenders(
    work: Work, given: tuple[TenderInput, ...], paid: Sequence[PaidTender]
) -> tuple[TenderInput, ...]:
    """The tenders chosen; going back the way it came needs no new reference number."""
    known = {tender.kind: tender.reference for tender in paid}
    return checked(work, [replace(t, reference=t.reference or known.get(t.kind, "")) for t in given])


def _stored_before(work: Work, token: str | None) -> Refunded | None:
    """The refund the same press made before (T23). The shift is locked, so a second press has waited for it."""
    found = None if token is None else work.session.scalar(select(Refund).where(Refund.token == token))
    if found is None:
        return None
    if found.cashier_id != work.actor.id:
        raise Refused(tr("这一页已经退过款了，请重新打开再退"))
    receipt = "" if found.payment_id is None else work.session.get_one(Payment, found.payment_id).number
    tenders = work.session.scalars(
        select(RefundTender).where(RefundTender.refund_id == found.id).order_by(RefundTender.id)
    )
    given = tuple(TenderInput(t.kind, t.amount, t.reference) for t in tenders)
    return Refunded(found.id, found.number, receipt, found.amount, given, again=True)


def _store(
    work: Work, shift: Shift, unit: Unit, payment: Payment | None, payee: str, reason: str, amount: Money,
    approver: int | None, token: str | None,
) -> Refund:  # fmt: skip
    if len(payee) > LONGEST_NAME:
        raise Refused(tr("收款人超过 {n} 个字，请写短些", n=LONGEST_NAME), field="payee")
    approver_id, approver_name = allowed_by(work, approver)
    book, serial, number = take_number(work, Series.REFUND)
    made = Refund(
        book=book,
        serial=serial,
        number=number,
        shift_id=shift.id,
        payment_id=None if payment is None else payment.id,
        unit_id=unit.id,
        payee=payee,
        reason=reason,
        amount=amount,
        approver_id=approver_id,
        approver=approver_name,
        business_on=shift.business_on,
        at=work.now(),
        cashier_id=work.actor.id,
        cashier=work.actor.name,
        token=token,
    )
    work.session.add(made)
    work.session.flush()
    return made


def _move(
    work: Work, unit: Unit, shift: Shift, goes_in: Money, goes_out: Money, source: tuple[str, int]
) -> Money | None:
    """What the refund does to the unit's prepaid balance; the balance, or None where it has none to tell of."""
    stands = prepaid_balance(work.session, unit.id)
    if goes_out > stands:
        raise Refused(
            tr(
                "{unit} 的预存已经用掉，只剩 {stands}，不能退 {out}",
                unit=unit.code,
                stands=stands,
                out=goes_out,
            ),
            field="lines",
        )
    balance = move_prepaid(work, unit.id, goes_in - goes_out, shift.business_on, source)
    return balance if balance or goes_in or goes_out else None


def _finish(
    work: Work, made: Refund, shift: Shift, unit: Unit, payment: Payment | None,
    tenders: tuple[TenderInput, ...], lines: tuple[ReceiptLine, ...], balance: Money | None,
) -> None:  # fmt: skip
    """Its tenders stored and its paper frozen."""
    for tender in tenders:
        work.session.add(
            RefundTender(
                refund_id=made.id, kind=tender.kind, amount=tender.amount, reference=tender.reference
            )
        )
        # One by one, so that their ids keep the order they were given in.
        work.session.flush()
    names = office(work)
    paper = RefundReceipt(
        office=names.office,
        estate=names.estate,
        number=made.number,
        original="" if payment is None else payment.number,
        original_day=None if payment is None else payment.business_on,
        unit=unit.code,
        payee=made.payee,
        area=area_of(unit),
        day=made.business_on,
        lines=lines,
        total=-made.amount,
        tenders=tender_parts(tenders, -1),
        reason=made.reason,
        cashier=made.cashier,
        approver=made.approver,
        shift=shift_label(shift.business_on, shift.name),
        prepaid_balance=balance,
    )
    issue_paper(
        work,
        form=Series.REFUND.value,
        number=made.number,
        title=tr("红字收据 {amount}", amount=-made.amount),
        subject=(REFUND, made.id),
        unit_id=unit.id,
        document=codec.to_plain(paper),
    )
    work.touch("payments", "refunds", "charges", "shifts", "papers")


def _how(paid: Money, refunded: Money, part: Money) -> str:
    """`原收 255.36，退其中一部分`: what is given back beside what was paid."""
    if refunded:
        return tr("原收 {paid}，已退 {refunded}", paid=paid, refunded=refunded)
    return tr("原收 {paid}", paid=paid) if part == paid else tr("原收 {paid}，退其中一部分", paid=paid)
