"""Charges written by hand: paid service, permits, whatever no rule works out (M2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries import payer_of
from frontdesk.areas.fees.model import Charge, FeeItem
from frontdesk.areas.fees.queries.late_fees import late_fee_item
from frontdesk.areas.fees.rules.hand import typed
from frontdesk.areas.fees.rules.kinds import Pricing
from frontdesk.areas.fees.rules.lines import LONGEST_HOW
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class AddHandCharge:
    """A charge of an item that is priced by hand.

    `how` says what it is for, as it shall stand on notice and receipt. It is for the day `on` (today where none
    is given) and due on `due_on` (the item's due day of that month, or the day itself when that has passed).
    `source_kind` and `source_id` name what a higher area charges for. `payer` is who owes it where that is nobody
    of the archives (empty: whoever owes for the unit).
    """

    unit_id: int
    item_id: int
    amount: Money
    how: str
    on: date | None = None
    due_on: date | None = None
    source_kind: str = ""
    source_id: int | None = None
    payer: str = ""


def add_hand_charge(work: Work, command: AddHandCharge) -> int:
    """The charge's id. Several of one item and month may stand beside each other. Raises `InvalidInput`."""
    work.require(Right.FEES_BILL)
    return make_hand_charge(work, command)


def make_hand_charge(work: Work, command: AddHandCharge) -> int:
    """The same for a higher area that asks for its own right first: who issues a permit charges its fee."""
    item = work.session.get_one(FeeItem, command.item_id)
    work.session.get_one(Unit, command.unit_id)
    day = command.on or work.today()
    due_on = command.due_on or max(day, Month.of(day).day(item.due_day))
    how = command.how.strip()
    errors: dict[str, str] = {}
    if item.pricing is not Pricing.HAND:
        errors["item_id"] = tr("{item} 按规则计算，请用“生成应收”，不要手工录入", item=item.name)
    elif item.id == late_fee_item(work.session):
        errors["item_id"] = tr("{item} 收款时会自动另开一笔，不用手工录入", item=item.name)
    elif not item.active:
        errors["item_id"] = tr("{item} 已停用，请换一个收费项目", item=item.name)
    if command.amount <= ZERO:
        errors["amount"] = tr("金额要大于零")
    if not how:
        errors["how"] = tr("请写清楚收的是什么")
    elif len(how) > LONGEST_HOW:
        errors["how"] = tr("说明最多 {n} 个字", n=LONGEST_HOW)
    if due_on < day:
        errors["due_on"] = tr("到期日早于发生日，请核对")
    if errors:
        raise InvalidInput(errors)
    # Two desks that write one for the same unit at once take turns, so that each gets a number of its own.
    next_number(work.session, "hand-charge")
    month = Month.of(day)
    last = work.session.scalar(
        select(func.max(Charge.no)).where(
            Charge.unit_id == command.unit_id, Charge.item_id == item.id, Charge.period == str(month)
        )
    )
    priced = typed(command.amount, how)
    payer_id, payer_name = payer_of(work.session, command.unit_id, day)
    if command.payer:
        payer_id, payer_name = None, command.payer
    charge = Charge(
        unit_id=command.unit_id,
        item_id=item.id,
        period=str(month),
        no=(last or 0) + 1,
        starts_on=day,
        ends_on=day + timedelta(days=1),
        due_on=due_on,
        amount=priced.amount,
        owed=priced.amount,
        how=priced.how,
        lines=priced.stored,
        payer_id=payer_id,
        payer_name=payer_name,
        made_on=work.today(),
        made_at=work.now(),
        made_by=work.actor.name,
        source_kind=command.source_kind,
        source_id=command.source_id,
    )
    work.session.add(charge)
    work.session.flush()
    work.touch("charges")
    return charge.id
