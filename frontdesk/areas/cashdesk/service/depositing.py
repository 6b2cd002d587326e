"""Deposits taken (押金, M6.7): own receipt, own balance, no income."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.cashdesk.documents import DepositReceipt
from frontdesk.areas.cashdesk.model import Deposit, DepositTender, DepositVoid, Shift
from frontdesk.areas.cashdesk.queries.deposits import deposit_purposes, left_of_deposit
from frontdesk.areas.cashdesk.queries.series import find_number
from frontdesk.areas.cashdesk.rules.kinds import DEPOSIT, Series, ShiftState, Tender
from frontdesk.areas.cashdesk.rules.shifts import shift_label
from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.cashdesk.service.common import (
    LONGEST_REASON,
    balanced,
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
    who_pays,
)
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class TakeDeposit:
    """`purpose` is a word of the office's list; `words` say what for more closely. `payer` empty: who owes for it.

    `source_kind` and `source_id` name what a higher area takes it for. `token` is made when the form opens (T23).
    """

    unit_id: int
    purpose: str
    amount: Money
    tenders: tuple[TenderInput, ...]
    words: str = ""
    payer: str = ""
    payer_id: int | None = None
    source_kind: str = ""
    source_id: int | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class TookDeposit:
    """The stored deposit; `again` when the same press had stored it before."""

    deposit_id: int
    number: str
    amount: Money
    change: Money
    again: bool = False


@dataclass(frozen=True, slots=True)
class VoidDeposit:
    """The number of the 押金收据, in any habit of writing it, and why."""

    number: str
    reason: str


def take_deposit(work: Work, command: TakeDeposit) -> TookDeposit:
    """Store the deposit, number its receipt, freeze it: all or nothing. Raises `Refused` in words."""
    work.require(Right.COLLECT)
    shift = open_own_shift(work)
    if command.token is not None:
        before = work.session.scalar(select(Deposit).where(Deposit.token == command.token))
        if before is not None:
            if before.unit_id != command.unit_id or before.cashier_id != work.actor.id:
                raise Refused(tr("这一页已经收过押金了，请重新打开再收"))
            return TookDeposit(before.id, before.number, before.amount, before.change, again=True)
    unit = lock_unit(work, command.unit_id)
    must_stand(work.session, unit.id)
    if command.purpose not in deposit_purposes(work.session):
        raise Refused(
            tr("没有“{purpose}”这种押金，可用：{known}", purpose=command.purpose,
               known="、".join(deposit_purposes(work.session))),
            field="purpose",
        )  # fmt: skip
    words = command.words.strip()
    if len(words) > LONGEST_REASON:
        raise Refused(tr("说明超过 {n} 个字，请写短些", n=LONGEST_REASON), field="words")
    printable(words, "words")
    if command.amount <= ZERO:
        raise Refused(tr("押金要大于零"), field="amount")
    tenders = checked(work, command.tenders)
    if any(tender.kind is Tender.PREPAID for tender in tenders):
        raise Refused(tr("押金不能用预存抵扣，请选别的收款方式"), field="tenders")
    paid = balanced(work, command.amount, tenders)
    payer_id, payer = who_pays(work, unit.id, command.payer, command.payer_id, shift.business_on)
    book, serial, number = take_number(work, Series.DEPOSIT)
    made = Deposit(
        book=book,
        serial=serial,
        number=number,
        shift_id=shift.id,
        unit_id=unit.id,
        payer_id=payer_id,
        payer_name=payer,
        purpose=command.purpose,
        words=words,
        source_kind=command.source_kind,
        source_id=command.source_id,
        amount=command.amount,
        tendered=paid.tendered,
        change=paid.change,
        business_on=shift.business_on,
        at=work.now(),
        cashier_id=work.actor.id,
        cashier=work.actor.name,
        token=command.token,
    )
    work.session.add(made)
    work.session.flush()
    for tender in tenders:
        work.session.add(
            DepositTender(
                deposit_id=made.id, kind=tender.kind, amount=tender.amount, reference=tender.reference
            )
        )
        # One by one, so that their ids keep the order they were given in.
        work.session.flush()
    names = office(work)
    paper = DepositReceipt(
        office=names.office,
        estate=names.estate,
        number=number,
        unit=unit.code,
        payer=payer,
        day=shift.business_on,
        purpose=made.purpose,
        words=words,
        amount=made.amount,
        tenders=tender_parts(tenders),
        change=made.change,
        cashier=made.cashier,
        shift=shift_label(shift.business_on, shift.name),
    )
    issue_paper(
        work,
        form=Series.DEPOSIT.value,
        number=number,
        title=tr("押金收据 {purpose} {amount}", purpose=made.purpose, amount=made.amount),
        subject=(DEPOSIT, made.id),
        unit_id=unit.id,
        document=codec.to_plain(paper),
    )
    work.touch("deposits", "shifts", "papers")
    return TookDeposit(made.id, number, made.amount, made.change)


def void_deposit(work: Work, command: VoidDeposit) -> str:
    """Void a deposit's receipt before its shift is counted; returns its full number. The money goes back.

    Raises `Refused` when it is void already, settled in part, or its shift has been counted: then it is returned.
    """
    number = find_number(work.session, Series.DEPOSIT, command.number)
    made = work.session.scalar(select(Deposit).where(Deposit.number == number))
    if made is None:
        raise Refused(tr("没有押金收据 {number}，请核对号码", number=command.number.strip()), field="number")
    work.require(Right.VOID)
    shift, approver_id = shift_of_paper(work, made.shift_id, made.number)
    # The shift first, as everybody does; then the deposit, so that nobody settles it meanwhile.
    work.session.execute(select(Deposit.id).where(Deposit.id == made.id).with_for_update())
    refuse_late(shift, made.number, tr("请在今天的班次退押金"))
    if work.session.scalar(select(DepositVoid.id).where(DepositVoid.deposit_id == made.id)):
        raise Refused(tr("{number} 已经作废了，没有再改", number=made.number))
    if left_of_deposit(work.session, made.id) != made.amount:
        raise Refused(tr("{number} 已经退过，请先作废它的结算单", number=made.number))
    reason = tidy_reason(command.reason, missing=tr("请写明作废的原因"))
    work.session.add(
        DepositVoid(
            deposit_id=made.id,
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


def refuse_late(shift: Shift, number: str, instead: str) -> None:
    """Raise `Refused` when a paper's shift has been counted or closed; *instead* says what can be done."""
    if shift.state is ShiftState.CLOSED:
        raise Refused(
            tr(
                "{number} 属于 {shift}，已经结班，不能作废；{instead}",
                number=number,
                shift=told(shift),
                instead=instead,
            )
        )
    if shift.state is ShiftState.COUNTED:
        raise Refused(tr("本班已经确认清点，{number} 不能作废；{instead}", number=number, instead=instead))
