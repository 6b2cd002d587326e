"""The deposit settled (D4.3): deductions each grounded on a breach, the refund allowed, then paid in the shift."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.cashdesk.service import DeductionInput, ReturnDeposit, return_deposit
from frontdesk.areas.decoration.model.files import DecorationStep
from frontdesk.areas.decoration.model.money import DecorationSettlement, DecorationSettlementLine
from frontdesk.areas.decoration.queries.rows import FileFacts, SettlementDrawn, SettlementLine
from frontdesk.areas.decoration.rules.course import Step
from frontdesk.areas.decoration.rules.splitting import split_deductions
from frontdesk.areas.decoration.rules.terms import BREACH_SOURCE
from frontdesk.areas.decoration.service.common import (
    LONGEST_REASON,
    StepInput,
    Taken,
    lock_again,
    open_file,
    record,
    require_step,
    taken,
    tidy,
)
from frontdesk.base.store.work import Approval, Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class SettleLine:
    """What is kept back for a breach; `reason` empty: what the breach says."""

    breach_id: int
    amount: Money
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Settle(StepInput):
    """The settlement drawn; `lines` None: what the breaches propose."""

    lines: tuple[SettleLine, ...] | None = None


@dataclass(frozen=True, slots=True)
class RefundDeposit(StepInput):
    """The refund paid out in the actor's shift. `tenders` None: cash, or as it was given.

    `payee` empty: who paid it; anybody else needs `authority`, the written authority.
    """

    tenders: tuple[TenderInput, ...] | None = None
    payee: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class RefundedDeposit:
    """What was paid and kept, and the numbers of the 押金结算单."""

    step: Taken
    numbers: tuple[str, ...]
    refunded: Money
    deducted: Money


def settle(work: Work, command: Settle) -> Taken:
    """Draw the settlement over all that is held. Raises `Refused` for more than that, or a breach not of this file."""
    if (before := lock_again(work, command)) is not None:
        return before
    facts = open_file(work, command.file_id, command.version)
    require_step(work, facts, Step.SETTLE)
    lines = _lines(facts, command.lines)
    kept = total(line.amount for line in lines)
    if kept > facts.held:
        raise Refused(
            tr("扣款 {kept} 超过了押着的 {held}，请改扣款", kept=kept, held=facts.held), field="lines"
        )
    words = command.words.strip() or tr(
        "押金 {held}，扣 {kept}，退 {refund}", held=facts.held, kept=kept, refund=facts.held - kept
    )
    made = record(work, facts, Step.SETTLE, command, words=words)
    drawn = DecorationSettlement(
        file_id=facts.id,
        step_id=made.id,
        held=facts.held,
        deducted=kept,
        refund=facts.held - kept,
        made_on=made.step_on,
        at=work.now(),
        by=work.actor.name,
    )
    work.session.add(drawn)
    work.session.flush()
    work.session.add_all(
        DecorationSettlementLine(
            settlement_id=drawn.id, breach_id=line.breach_id, reason=line.reason, amount=line.amount
        )
        for line in lines
    )
    work.session.flush()
    return taken(facts, made)


def refund_deposit(work: Work, command: RefundDeposit) -> RefundedDeposit:
    """Pay what the settlement says in the actor's shift, with the leave of who allowed it; then the step.

    Raises `Refused` without an open shift, or where something of the deposit moved since it was drawn.
    """
    if (before := lock_again(work, command)) is not None:
        return RefundedDeposit(before, (), ZERO, ZERO)
    facts = open_file(work, command.file_id, command.version)
    require_step(work, facts, Step.REFUND)
    drawn = facts.settlement
    if drawn is None or drawn.held != facts.held:
        raise Refused(tr("结算以后押金有变动，请退回重新结算"))
    words = command.words.strip() or tr("退 {refund}，扣 {kept}", refund=drawn.refund, kept=drawn.deducted)
    # The step's own facts first, while the deposit is still held; one transaction stores both or nothing.
    made = record(work, facts, Step.REFUND, command, words=words)
    numbers = _pay_back(work, facts, drawn, command)
    return RefundedDeposit(taken(facts, made), numbers, drawn.refund, drawn.deducted)


def _lines(facts: FileFacts, given: tuple[SettleLine, ...] | None) -> tuple[SettleLine, ...]:
    known = {breach.id: breach for breach in facts.breaches}
    if given is None:
        given = tuple(SettleLine(b.id, b.deduction, b.deduction_reason) for b in facts.breaches)
    found, seen = [], set()
    for line in given:
        breach = known.get(line.breach_id)
        if breach is None:
            raise Refused(tr("每笔扣款都要有本户的违规作依据，请重新选择"), field="lines")
        if line.breach_id in seen:
            raise Refused(tr("{number} 扣了两次，请合成一笔", number=breach.number), field="lines")
        if line.amount < ZERO:
            raise Refused(tr("扣款不能是负数"), field="lines")
        seen.add(line.breach_id)
        if line.amount:
            reason = tidy(line.reason, longest=LONGEST_REASON, field="lines")
            reason = reason or breach.deduction_reason or breach.what[:LONGEST_REASON]
            found.append(SettleLine(line.breach_id, line.amount, reason))
    return tuple(found)


def _pay_back(
    work: Work, facts: FileFacts, drawn: SettlementDrawn, command: RefundDeposit
) -> tuple[str, ...]:
    held = [deposit for deposit in facts.deposits if deposit.left]
    if len(held) > 1 and command.tenders is not None:
        raise Refused(tr("押金分几张收据收的，请按原来的方式退"), field="tenders")
    shares = split_deductions(
        [deposit.left for deposit in held], [(line.breach_id, line.amount) for line in drawn.lines]
    )
    lines: dict[int, SettlementLine] = {line.breach_id: line for line in drawn.lines}
    before = work.approval
    if not work.actor.may(Right.DEPOSIT):
        # Who allowed the refund in its own step allowed the paying out with it.
        leave = facts.last(Step.ALLOW_REFUND)
        assert leave is not None
        work.approval = _leave(work, leave.id)
    numbers = []
    for at, (deposit, share) in enumerate(zip(held, shares, strict=True)):
        kept = tuple(
            DeductionInput(
                f"{lines[breach_id].number} {lines[breach_id].reason}"[:LONGEST_REASON], amount,
                BREACH_SOURCE, breach_id,
            )
            for breach_id, amount in share
        )  # fmt: skip
        back = deposit.left - total(amount for _breach, amount in share)
        done = return_deposit(
            work,
            ReturnDeposit(
                deposit.number, back, kept, command.tenders if back else None, command.payee, command.authority,
                f"{command.token}:{at}" if command.token else None,
            ),
        )  # fmt: skip
        numbers.append(done.number)
    work.approval = before
    return tuple(numbers)


def _leave(work: Work, step_id: int) -> Approval:
    step = work.session.get_one(DecorationStep, step_id)
    if step.approver_id is not None:
        return Approval(Right.DEPOSIT, step.approver_id, step.approver, step.words)
    return Approval(Right.DEPOSIT, step.by_id, step.by, step.words)
