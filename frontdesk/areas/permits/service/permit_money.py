"""Fee and deposit of a permit, through the shift or left owing, in the transaction that issues it (D3.3)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.cashdesk.queries.deposits import deposit_purposes
from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.cashdesk.service import Collect, TakeDeposit, collect, take_deposit
from frontdesk.areas.cashdesk.service.common import open_own_shift
from frontdesk.areas.fees.rules.kinds import Category
from frontdesk.areas.fees.service import AddHandCharge, hand_item, make_hand_charge
from frontdesk.areas.permits.rules.kinds import PERMIT
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

ITEM_SETTING = "permits.fee_item"
ITEM_NAME = "证件工本费"


@dataclass(frozen=True, slots=True)
class Pay:
    """How it is paid. `fee` None leaves the fee owing (记账); `deposit` None takes none, where none is asked."""

    fee: tuple[TenderInput, ...] | None = None
    deposit: tuple[TenderInput, ...] | None = None


OWING = Pay()
"""Nothing is taken now."""


@dataclass(frozen=True, slots=True)
class Paid:
    """What came of it: the charge, the numbers of the receipts, and what goes back to the payer."""

    charge_id: int | None = None
    receipt: str = ""
    deposit: str = ""
    change: Money = ZERO


def lock_shift(work: Work, pay: Pay) -> None:
    """The clerk's shift before anything else is locked, where money is taken. Raises `Refused` without one (M7.1)."""
    if pay.fee or pay.deposit:
        open_own_shift(work)


def take_money(
    work: Work,
    pay: Pay,
    *,
    unit_id: int,
    permit_id: int,
    kind: str,
    number: str,
    payer: str,
    fee: Money,
    deposit: Money,
) -> Paid:
    """Charge the fee and collect it where it is tendered; take the deposit. Raises `Refused` in words.

    Money needs the clerk's own open shift (M7.1).
    """
    charge_id, receipt, change = None, "", ZERO
    if fee > ZERO:
        charge_id = make_hand_charge(
            work,
            AddHandCharge(
                unit_id,
                fee_item(work),
                fee,
                tr("{kind} {number} 工本费", kind=kind, number=number),
                source_kind=PERMIT,
                source_id=permit_id,
            ),
        )
        if pay.fee is not None:
            made = collect(work, Collect(unit_id, pay.fee, lines=((charge_id, fee),), payer=payer))
            receipt, change = made.number, made.change
    taken = ""
    if deposit > ZERO:
        if not pay.deposit:
            raise InvalidInput({"deposit": tr("这种证要收押金 {sum} 元", sum=deposit)})
        held = take_deposit(
            work,
            TakeDeposit(
                unit_id,
                _purpose(work, kind),
                deposit,
                pay.deposit,
                words=f"{kind} {number}",
                payer=payer,
                source_kind=PERMIT,
                source_id=permit_id,
            ),
        )
        taken, change = held.number, change + held.change
    return Paid(charge_id, receipt, taken, change)


def _purpose(work: Work, kind: str) -> str:
    known = deposit_purposes(work.session)
    return kind if kind in known else tr("其他") if tr("其他") in known else known[-1]


def fee_item(work: Work) -> int:
    """The fee item that permits are charged by."""
    return hand_item(work, ITEM_SETTING, Category.PERMITS, tr(ITEM_NAME), any_of_kind=True)
