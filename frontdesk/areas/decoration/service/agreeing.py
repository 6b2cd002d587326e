"""The agreement signed, its fees and deposit taken through the desk's shift (D4.3, article 16)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.cashdesk.service import Collect, TakeDeposit, collect, take_deposit
from frontdesk.areas.decoration.model.money import DecorationAgreement
from frontdesk.areas.decoration.queries.files import file_by_id
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.rules.terms import MOST, PURPOSE, SOURCE, WASTE_SOURCE
from frontdesk.areas.decoration.service.common import (
    LONGEST_NAME,
    TOPIC,
    StepInput,
    Taken,
    lock_again,
    must,
    open_file,
    record,
    require_step,
    taken,
)
from frontdesk.areas.fees.rules.kinds import Category
from frontdesk.areas.fees.service import AddHandCharge, hand_item, make_hand_charge
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

MANAGEMENT_ITEM, WASTE_ITEM = "decoration.management_item", "decoration.waste_item"
"""Settings: the fee items that the two fees are charged by."""
ITEM_NAMES = {MANAGEMENT_ITEM: "装修管理费", WASTE_ITEM: "装修垃圾清运费"}


@dataclass(frozen=True, slots=True)
class Agree(StepInput):
    """The agreement as signed. `signed_by` is who signed for the home; `words` what was agreed besides."""

    signed_by: str = ""
    management_fee: Money = ZERO
    waste_fee: Money = ZERO
    deposit: Money = ZERO


@dataclass(frozen=True, slots=True)
class Pay(StepInput):
    """What is paid now. When all of it is there the step is taken; until then what came is stored.

    `payer` empty: whoever owes for the home. Fees and deposit are two receipts, each with its tenders.
    """

    fee_tenders: tuple[TenderInput, ...] = ()
    deposit_tenders: tuple[TenderInput, ...] = ()
    payer: str = ""
    payer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """What was stored: the receipts' numbers (empty where nothing was paid of it), and what is still to come.

    `step` is the step taken, None while something is missing.
    """

    receipt: str
    deposit: str
    change: Money
    fees_owed: Money
    deposit_short: Money
    step: Taken | None
    again: bool = False


def agree(work: Work, command: Agree) -> Taken:
    """Store the agreement and take its step. Amounts below what was charged already are refused."""
    if (before := lock_again(work, command)) is not None:
        return before
    facts = open_file(work, command.file_id, command.version)
    require_step(work, facts, Step.AGREE)
    errors = {}
    for name in ("management_fee", "waste_fee", "deposit"):
        if not ZERO <= getattr(command, name) <= MOST:
            errors[name] = tr("请填 0 到 {most} 的金额", most=MOST)
    for name, waste in (("management_fee", False), ("waste_fee", True)):
        charged = facts.charged(waste=waste)
        if getattr(command, name) < charged:
            errors.setdefault(name, tr("已经记了 {amount}，不能比它少；要少收请先减免", amount=charged))
    if command.deposit < facts.taken:
        errors.setdefault("deposit", tr("已经押了 {amount}，不能比它少", amount=facts.taken))
    if errors:
        raise InvalidInput(errors)
    signer = must(command.signed_by, tr("请写谁签的协议"), longest=LONGEST_NAME, field="signed_by")
    made = record(work, facts, Step.AGREE, command)
    work.session.add(
        DecorationAgreement(
            file_id=facts.id,
            step_id=made.id,
            signed_on=made.step_on,
            signed_by=signer,
            management_fee=command.management_fee,
            waste_fee=command.waste_fee,
            deposit=command.deposit,
            words=command.words.strip(),
            at=work.now(),
            by=work.actor.name,
        )
    )
    work.session.flush()
    return taken(facts, made)


def pay(work: Work, command: Pay) -> Paid:
    """Take the fees and the deposit in the actor's shift, in one transaction; then the step, when all is there.

    Raises `Refused` without an open shift, for tenders of what is not owed, or that do not meet it.
    """
    if (before := lock_again(work, command)) is not None:
        facts = file_by_id(work.session, command.file_id, work.today())
        return Paid("", "", ZERO, facts.fees_owed, facts.deposit_short, before, again=True)
    facts = open_file(work, command.file_id, command.version)
    if facts.state in (State.PAID, State.RUNNING, State.STOPPED):
        # A receipt that was voided since is paid again; the step was taken then.
        work.require(Right.DECORATION)
    else:
        require_step(work, facts, Step.PAY)
    owes = bool(facts.fees_owed or facts.deposit_short)
    if owes and not command.fee_tenders and not command.deposit_tenders:
        raise Refused(_still(facts), field="fee_tenders" if facts.fees_owed else "deposit_tenders")
    receipt, change = _collect_fees(work, facts, command)
    number, more = _take_deposit(work, facts, command)
    facts = file_by_id(work.session, facts.id, work.today())
    step = None
    if facts.state is State.AGREED and not facts.fees_owed and not facts.deposit_short:
        made = record(work, facts, Step.PAY, command, words=command.words.strip() or _told(facts))
        step = taken(facts, made)
    work.touch(TOPIC)
    return Paid(receipt, number, change + more, facts.fees_owed, facts.deposit_short, step)


def _still(facts: FileFacts) -> str:
    parts = []
    if facts.fees_owed:
        parts.append(tr("费用 {amount}", amount=facts.fees_owed))
    if facts.deposit_short:
        parts.append(tr("押金 {amount}", amount=facts.deposit_short))
    return tr("还要收{parts}，请填收款方式", parts="、".join(parts))


def _told(facts: FileFacts) -> str:
    """`押金 2,000.00，清运费 350.00`: what the time line says."""
    parts = [tr("押金 {amount}", amount=facts.taken)] if facts.taken else []
    management, waste = facts.charged(waste=False), facts.charged(waste=True)
    if management:
        parts.append(tr("管理费 {amount}", amount=management))
    if waste:
        parts.append(tr("清运费 {amount}", amount=waste))
    return "，".join(parts) or tr("没有费用")


def _collect_fees(work: Work, facts: FileFacts, command: Pay) -> tuple[str, Money]:
    if not command.fee_tenders:
        return "", ZERO
    if not facts.fees_owed:
        raise Refused(tr("费用已经收清，不用再收"), field="fee_tenders")
    for waste, key in ((False, MANAGEMENT_ITEM), (True, WASTE_ITEM)):
        amount = facts.uncharged(waste=waste)
        if amount:
            make_hand_charge(
                work,
                AddHandCharge(
                    facts.unit_id, fee_item(work, key), amount, tr("装修 {number}", number=facts.number),
                    source_kind=WASTE_SOURCE if waste else SOURCE, source_id=facts.id,
                ),
            )  # fmt: skip
    now = file_by_id(work.session, facts.id, work.today())
    lines = tuple((charge.id, charge.owed) for charge in now.charges if charge.owed)
    done = collect(
        work,
        Collect(
            facts.unit_id, command.fee_tenders, lines, payer=command.payer, payer_id=command.payer_id,
            late_fees=False, token=f"{command.token}:fee" if command.token else None,
        ),
    )  # fmt: skip
    return done.number, done.change


def _take_deposit(work: Work, facts: FileFacts, command: Pay) -> tuple[str, Money]:
    if not command.deposit_tenders:
        return "", ZERO
    if not facts.deposit_short:
        raise Refused(tr("押金已经收齐，不用再收"), field="deposit_tenders")
    done = take_deposit(
        work,
        TakeDeposit(
            facts.unit_id, PURPOSE, facts.deposit_short, command.deposit_tenders, facts.number, command.payer,
            command.payer_id, SOURCE, facts.id, f"{command.token}:deposit" if command.token else None,
        ),
    )  # fmt: skip
    return done.number, done.change


def fee_item(work: Work, key: str) -> int:
    """The fee item of one of the two fees."""
    return hand_item(work, key, Category.DECORATION, tr(ITEM_NAMES[key]))
