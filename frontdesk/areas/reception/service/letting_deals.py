"""Let or sold: the deal, the office's commission as a charge of the home, and taking it back (D2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.fees.rules.kinds import AdjustKind, Category
from frontdesk.areas.fees.service import AddHandCharge, hand_item, make_hand_charge
from frontdesk.areas.fees.service.adjusting import AdjustCharge, adjust_charge
from frontdesk.areas.reception.model.lettings import LettingDeal
from frontdesk.areas.reception.rules.lettings import (
    LONGEST_NAME,
    STEP_WORDS,
    UNDOABLE,
    LettingKind,
    LettingStep,
    SeekerStep,
    SeekKind,
)
from frontdesk.areas.reception.service import seekers
from frontdesk.areas.reception.service.desk_common import by_another, day_of, may_write, tidy
from frontdesk.areas.reception.service.letting_common import add, course_of, current_terms, for_step
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

SOURCE = "letting"
"""What a charge of a deal says it comes from; its id is the commission's."""
ITEM_SETTING = "reception.commission_item"
ITEM_NAME = "租售佣金"


@dataclass(frozen=True, slots=True)
class CloseDeal:
    """Let or sold: to whom, at what price (a month's rent or the whole), and the office's commission."""

    letting_id: int
    kind: SeekKind
    price: Money
    seeker_id: int | None = None
    who: str = ""
    commission: Money = ZERO
    on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class DealClosed:
    """The deal, and the charge of the commission if there is one."""

    number: str
    unit_id: int
    charge_id: int | None
    commission: Money


@dataclass(frozen=True, slots=True)
class UndoLetting:
    """Its signing, deal or withdrawal did not happen."""

    letting_id: int
    reason: str


def close_deal(work: Work, command: CloseDeal) -> DealClosed:
    """Close it by a deal; the commission becomes a charge of the home. Raises `InvalidInput`, `Refused`."""
    may_write(work)
    letting = for_step(work, command.letting_id, LettingStep.DEAL)
    terms = current_terms(work, letting)
    on = day_of(work, command.on)
    seeker = seekers.locked(work, command.seeker_id) if command.seeker_id is not None else None
    who = command.who.strip() or (seeker.name if seeker is not None else "")
    rents = command.kind is SeekKind.RENT
    errors: dict[str, str] = {}
    if not who:
        errors["who"] = tr("请写租客或买家是谁")
    if command.price <= ZERO:
        errors["price"] = tr("成交价要大于零")
    if command.commission < ZERO:
        errors["commission"] = tr("佣金不能是负数")
    if terms.kind is not LettingKind.BOTH and rents is not (terms.kind is LettingKind.RENT):
        errors["kind"] = tr("业主委托的是{kind}，请先改委托", kind=tr(terms.kind.value))
    if on < letting.received_on:
        errors["on"] = tr("早于登记的那天，请核对")
    if seeker is not None and seeker.outcome is not None:
        errors["seeker_id"] = tr("{name} 的{kind}已经结束", name=seeker.name, kind=tr(seeker.kind.value))
    if errors:
        raise InvalidInput(errors)
    least = terms.least_rent if rents else terms.least_price
    if least is not None and command.price < least:
        work.require(Right.RECEPTION_LEAD, tr("成交价低于业主的底价，要主管准许"))
    words = _deal_words(command, who)
    event = add(work, letting, LettingStep.DEAL, on=on, words=tidy(words, most=300))
    charge_id = None
    if command.commission > ZERO:
        how = tr("{number} {kind}佣金", number=letting.number, kind=tr("出租") if rents else tr("出售"))
        item = hand_item(work, ITEM_SETTING, Category.PAID_SERVICE, tr(ITEM_NAME))
        charge = AddHandCharge(
            letting.unit_id, item, command.commission, how, on=on, source_kind=SOURCE, source_id=letting.id
        )
        charge_id = make_hand_charge(work, charge)
    deal = LettingDeal(
        event_id=event.id, kind=command.kind, seeker_id=command.seeker_id,
        who=tidy(who, field="who", most=LONGEST_NAME), price=command.price, commission=command.commission,
        charge_id=charge_id,
    )  # fmt: skip
    work.session.add(deal)
    work.session.flush()
    if seeker is not None:
        seekers.add_event(work, seeker, SeekerStep.FOUND, on=on, words=letting.number, deal_id=deal.id)
    return DealClosed(letting.number, letting.unit_id, charge_id, command.commission)


def undo_letting(work: Work, command: UndoLetting) -> str:
    """Take back its deal, withdrawal or signing; gives what that was, in words.

    A deal's commission that nobody has paid is waived by a line of its own (M2.7); one that was paid is given back
    at the cash desk first. Raises `Refused`.
    """
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明撤销的原因"), field="reason")
    letting = for_step(work, command.letting_id, LettingStep.UNDONE)
    rows = course_of(work, letting.id)
    undone = {row.undoes_id for row in rows if row.undoes_id is not None}
    last = next((row for row in reversed(rows) if row.step in UNDOABLE and row.id not in undone), None)
    if last is None:
        raise Refused(tr("{number} 没有可以撤销的；登记错了请作废", number=letting.number))
    words = tr("{number} 的“{what}”是 {by} {day} 办的，撤销要主管准许",
               number=letting.number, what=tr(STEP_WORDS[last.step]), by=last.by, day=last.happened_on)  # fmt: skip
    by_another(work, last.by_id, last.happened_on, words)
    deal = work.session.scalar(select(LettingDeal).where(LettingDeal.event_id == last.id))
    if deal is not None:
        if deal.charge_id is not None:
            _waive(work, deal, reason)
        if deal.seeker_id is not None:
            seekers.undo_deal(work, deal.seeker_id, deal.id, reason)
    add(work, letting, LettingStep.UNDONE, words=reason, undoes_id=last.id)
    return tr("{number} {what}", number=letting.number, what=tr(STEP_WORDS[last.step]))


def _deal_words(command: CloseDeal, who: str) -> str:
    """`出租给 李芳，每月 3,000.00，佣金 1,500.00`."""
    if command.kind is SeekKind.RENT:
        told = tr("出租给 {who}，每月 {price}", who=who, price=command.price)
    else:
        told = tr("出售给 {who}，{price}", who=who, price=command.price)
    if command.commission > ZERO:
        told = tr("{told}，佣金 {amount}", told=told, amount=command.commission)
    return "；".join(part for part in (told, command.words.strip()) if part)


def _waive(work: Work, deal: LettingDeal, reason: str) -> None:
    assert deal.charge_id is not None
    words = tr("成交撤销：{reason}", reason=reason)[:200]
    try:
        adjust_charge(work, AdjustCharge(deal.charge_id, AdjustKind.WAIVE, deal.commission, words))
    except Refused as refused:
        if refused.field != "amount":
            raise
        told = tr("佣金 {amount} 已经收了，请先在收费里退款，再撤销成交", amount=deal.commission)
        raise Refused(told) from refused
