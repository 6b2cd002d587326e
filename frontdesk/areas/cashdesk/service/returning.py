"""Deposits paid back (押金结算单, M6.7): in whole or part less deductions, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.cashdesk import documents
from frontdesk.areas.cashdesk.model import (
    Deposit,
    DepositDeduction,
    DepositSettlement,
    DepositSettlementTender,
    DepositSettlementVoid,
    DepositTender,
    DepositVoid,
    Shift,
)
from frontdesk.areas.cashdesk.queries.deposits import left_of_deposit
from frontdesk.areas.cashdesk.queries.series import find_number
from frontdesk.areas.cashdesk.rules.kinds import SETTLEMENT, Series, Tender
from frontdesk.areas.cashdesk.rules.shifts import shift_label
from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.cashdesk.service.common import (
    LONGEST_NAME,
    LONGEST_REASON,
    allowed_by,
    checked,
    lock_unit,
    office,
    open_own_shift,
    printable,
    shift_of_paper,
    take_number,
    tender_parts,
    tidy_reason,
    told,
)
from frontdesk.areas.cashdesk.service.depositing import refuse_late
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class DeductionInput:
    """One thing kept back, with its reason; `source_kind` and `source_id` name a higher area's cause."""

    reason: str
    amount: Money
    source_kind: str = ""
    source_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReturnDeposit:
    """The number of the 押金收据, in any habit of writing it; `refunded` is paid back now.

    `refunded` None: all that is left less the deductions. `tenders` None: cash, or as the deposit was given when
    that was one other way. `payee` empty: the payer; anybody else needs `authority`, the written authority
    (委托书 …). `token` is made when the form opens (T23).
    """

    number: str
    refunded: Money | None = None
    deductions: tuple[DeductionInput, ...] = ()
    tenders: tuple[TenderInput, ...] | None = None
    payee: str = ""
    authority: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """The stored settlement; `left` is what stays held of the deposit."""

    settlement_id: int
    number: str
    deposit: str
    refunded: Money
    deducted: Money
    left: Money
    again: bool = False


@dataclass(frozen=True, slots=True)
class VoidSettlement:
    """The number of the 押金结算单, in any habit of writing it, and why."""

    number: str
    reason: str


def return_deposit(work: Work, command: ReturnDeposit) -> Returned:
    """Pay a deposit back in today's shift, less deductions; numbered, its sheet frozen.

    Never more than was left of it. Raises `Refused` in words; `NeedsApproval` where the actor may not.
    """
    work.require(Right.COLLECT)
    shift = open_own_shift(work)
    if (before := _stored_before(work, command.token)) is not None:
        return before
    held = _held(work, command.number, shift)
    unit = lock_unit(work, held.unit_id)
    left = left_of_deposit(work.session, held.id)
    if not left:
        raise Refused(tr("{number} 已经全部退完", number=held.number))
    deductions = _deductions(command)
    kept = total(deduction.amount for deduction in deductions)
    refunded = left - kept if command.refunded is None else command.refunded
    if refunded < ZERO or refunded + kept > left:
        raise Refused(
            tr("{number} 还押着 {left}，扣款 {kept} 加退款 {refunded} 超过了它",
               number=held.number, left=left, kept=kept, refunded=max(ZERO, refunded)),
            field="refunded",
        )  # fmt: skip
    if not refunded and not kept:
        raise Refused(tr("请填要退的金额或扣款"), field="refunded")
    tenders = _tenders(work, command, held, refunded)
    payee, authority = _payee(command, held)
    words = tr("退押金 {number} {amount}，要主管授权", number=held.number, amount=refunded)
    approver_id, approver = allowed_by(work, work.require(Right.DEPOSIT, words))
    book, serial, number = take_number(work, Series.SETTLEMENT)
    made = DepositSettlement(
        book=book,
        serial=serial,
        number=number,
        shift_id=shift.id,
        deposit_id=held.id,
        refunded=refunded,
        deducted=kept,
        payee=payee,
        authority=authority,
        approver_id=approver_id,
        approver=approver,
        business_on=shift.business_on,
        at=work.now(),
        cashier_id=work.actor.id,
        cashier=work.actor.name,
        token=command.token,
    )
    work.session.add(made)
    work.session.flush()
    _store_parts(work, made, deductions, tenders)
    _freeze(work, made, held, shift, unit, left, deductions, tenders)
    work.touch("deposits", "shifts", "papers")
    return Returned(made.id, number, held.number, refunded, kept, left - refunded - kept)


def void_settlement(work: Work, command: VoidSettlement) -> str:
    """Void a settlement before its shift is counted: the deposit is held again. Returns its full number."""
    number = find_number(work.session, Series.SETTLEMENT, command.number)
    made = work.session.scalar(select(DepositSettlement).where(DepositSettlement.number == number))
    if made is None:
        raise Refused(
            tr("没有押金结算单 {number}，请核对号码", number=command.number.strip()), field="number"
        )
    work.require(Right.VOID)
    shift, approver_id = shift_of_paper(work, made.shift_id, made.number)
    refuse_late(shift, made.number, tr("押金要重新收，请另开押金收据"))
    query = select(DepositSettlementVoid.id).where(DepositSettlementVoid.settlement_id == made.id)
    if work.session.scalar(query):
        raise Refused(tr("{number} 已经作废了，没有再改", number=made.number))
    reason = tidy_reason(command.reason, missing=tr("请写明作废的原因"))
    work.session.add(
        DepositSettlementVoid(
            settlement_id=made.id,
            reason=reason,
            at=work.now(),
            by_id=work.actor.id,
            by=work.actor.name,
            approver_id=approver_id,
        )
    )
    work.session.flush()
    work.touch("deposits", "shifts")
    return made.number


def _stored_before(work: Work, token: str | None) -> Returned | None:
    """The settlement the same press made before (T23). The shift is locked, so a second press has waited."""
    if token is None:
        return None
    found = work.session.scalar(select(DepositSettlement).where(DepositSettlement.token == token))
    if found is None:
        return None
    if found.cashier_id != work.actor.id:
        raise Refused(tr("这一页已经退过押金了，请重新打开再退"))
    held = work.session.get_one(Deposit, found.deposit_id)
    left = left_of_deposit(work.session, held.id)
    return Returned(found.id, found.number, held.number, found.refunded, found.deducted, left, again=True)


def _held(work: Work, typed: str, shift: Shift) -> Deposit:
    number = find_number(work.session, Series.DEPOSIT, typed)
    held = work.session.scalar(select(Deposit).where(Deposit.number == number).with_for_update())
    if held is None:
        raise Refused(tr("没有押金收据 {number}，请核对号码", number=typed.strip()), field="number")
    if work.session.scalar(select(DepositVoid.id).where(DepositVoid.deposit_id == held.id)):
        raise Refused(tr("{number} 已经作废，没有押金可退", number=held.number))
    if held.business_on > shift.business_on:
        raise Refused(tr("{shift}比押金收据的日期早，请先结班，开今天的班再退", shift=told(shift)))
    return held


def _deductions(command: ReturnDeposit) -> tuple[DeductionInput, ...]:
    for deduction in command.deductions:
        reason = tidy_reason(deduction.reason, missing=tr("每笔扣款都要写明原因"), field="deductions")
        if deduction.amount <= ZERO:
            raise Refused(tr("“{reason}”的扣款要大于零", reason=reason), field="deductions")
    return command.deductions


def _tenders(work: Work, command: ReturnDeposit, held: Deposit, refunded: Money) -> tuple[TenderInput, ...]:
    if not refunded:
        if command.tenders:
            raise Refused(tr("没有要退的钱，不用填退款方式"), field="tenders")
        return ()
    given = work.session.scalars(
        select(DepositTender).where(DepositTender.deposit_id == held.id).order_by(DepositTender.id)
    ).all()
    if command.tenders is None:
        if len(given) == 1 and given[0].kind is not Tender.CASH:
            return (TenderInput(given[0].kind, refunded, given[0].reference),)
        return (TenderInput(Tender.CASH, refunded),)
    known = {tender.kind: tender.reference for tender in given}
    tenders = checked(
        work,
        [TenderInput(t.kind, t.amount, t.reference or known.get(t.kind, "")) for t in command.tenders],
    )
    if any(tender.kind is Tender.PREPAID for tender in tenders):
        raise Refused(tr("押金不能退成预存，请选别的退款方式"), field="tenders")
    paid = total(tender.amount for tender in tenders)
    if paid != refunded:
        raise Refused(
            tr("退款方式合计 {given}，要退的是 {amount}，请核对", given=paid, amount=refunded),
            field="tenders",
        )
    return tenders


def _payee(command: ReturnDeposit, held: Deposit) -> tuple[str, str]:
    """Who gets the money, and the written authority where that is not the payer. Raises `Refused`."""
    payee = command.payee.strip() or held.payer_name
    authority = command.authority.strip()
    if len(payee) > LONGEST_NAME:
        raise Refused(tr("收款人超过 {n} 个字，请写短些", n=LONGEST_NAME), field="payee")
    if len(authority) > LONGEST_REASON:
        raise Refused(tr("说明超过 {n} 个字，请写短些", n=LONGEST_REASON), field="authority")
    if payee != held.payer_name:
        printable(payee, "payee")
        printable(authority, "authority")
    if payee != held.payer_name and not authority:
        raise Refused(
            tr(
                "押金是{payer}交的；退给{payee}要写明书面委托（委托书、日期）",
                payer=held.payer_name,
                payee=payee,
            ),
            field="authority",
        )
    return payee, authority if payee != held.payer_name else ""


def _store_parts(
    work: Work,
    made: DepositSettlement,
    deductions: tuple[DeductionInput, ...],
    tenders: tuple[TenderInput, ...],
) -> None:
    for no, deduction in enumerate(deductions, 1):
        work.session.add(
            DepositDeduction(
                settlement_id=made.id,
                no=no,
                reason=deduction.reason.strip(),
                amount=deduction.amount,
                source_kind=deduction.source_kind,
                source_id=deduction.source_id,
            )
        )
    for tender in tenders:
        work.session.add(
            DepositSettlementTender(
                settlement_id=made.id, kind=tender.kind, amount=tender.amount, reference=tender.reference
            )
        )
        # One by one, so that their ids keep the order they were given in.
        work.session.flush()


def _freeze(
    work: Work, made: DepositSettlement, held: Deposit, shift: Shift, unit: Unit, left: Money,
    deductions: tuple[DeductionInput, ...], tenders: tuple[TenderInput, ...],
) -> None:  # fmt: skip
    names = office(work)
    paper = documents.DepositSettlement(
        office=names.office,
        estate=names.estate,
        number=made.number,
        deposit=held.number,
        deposit_day=held.business_on,
        unit=unit.code,
        payer=held.payer_name,
        payee=made.payee,
        authority=made.authority,
        purpose=held.purpose,
        day=made.business_on,
        amount=held.amount,
        earlier=held.amount - left,
        deductions=tuple(documents.Deduction(d.reason.strip(), d.amount) for d in deductions),
        refunded=made.refunded,
        left=left - made.refunded - made.deducted,
        tenders=tender_parts(tenders),
        cashier=made.cashier,
        approver=made.approver,
        shift=shift_label(shift.business_on, shift.name),
    )
    issue_paper(
        work,
        form=Series.SETTLEMENT.value,
        number=made.number,
        title=tr("押金结算单 {purpose} {amount}", purpose=held.purpose, amount=made.refunded),
        subject=(SETTLEMENT, made.id),
        unit_id=unit.id,
        document=codec.to_plain(paper),
    )
