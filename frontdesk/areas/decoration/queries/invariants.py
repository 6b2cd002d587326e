"""What must always hold of decorations, named in words where it does not."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.model import DepositDeduction, DepositSettlement, DepositSettlementVoid
from frontdesk.areas.decoration.model.breaches import DecorationBreach
from frontdesk.areas.decoration.model.files import DecorationFile
from frontdesk.areas.decoration.queries.files import load
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.course import State, Step, target, trail_of
from frontdesk.areas.decoration.rules.kinds import BREACH_SERIES, SERIES, breach_number, file_number
from frontdesk.areas.decoration.rules.terms import BREACH_SOURCE
from frontdesk.base.store.numbers import NumberSeries
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr

_MOST_NAMED = 20
_CHUNK = 500


def broken_decorations(session: Session) -> list[str]:
    """Gaps in numbers (T11), steps the table does not know, money that is nowhere, deductions without a breach."""
    found = [*_numbers(session)]
    ids = session.scalars(select(DecorationFile.id).order_by(DecorationFile.id)).all()
    for at in range(0, len(ids), _CHUNK):
        for facts in load(session, ids[at : at + _CHUNK], date.max):
            found += _course(facts)
            found += _money(session, facts)
    return found


def _numbers(session: Session) -> list[str]:
    found = []
    for prefix, column, make in (
        (SERIES, DecorationFile.number, file_number),
        (BREACH_SERIES, DecorationBreach.number, breach_number),
    ):
        known = set(session.scalars(select(column)))
        series = session.scalars(select(NumberSeries).where(NumberSeries.name.like(f"{prefix}-____")))
        for one in series:
            year = one.name.rsplit("-", 1)[-1]
            if not year.isdigit() or one.name != f"{prefix}-{year}":
                continue
            missing = [make(int(year), n) for n in range(1, one.last + 1) if make(int(year), n) not in known]
            found += [tr("{number} 缺号", number=number) for number in missing[:_MOST_NAMED]]
    return found


def _course(facts: FileFacts) -> list[str]:
    trail: tuple[State, ...] = ()
    states: list[State] = []
    for no, step in enumerate(facts.steps, 1):
        before = trail[-1] if trail else State.NEW
        known = target(trail, step.kind)
        if step.no != no or step.before is not before or step.after is not known:
            return [tr("装修 {number} 的第 {n} 步接不上前一步", number=facts.number, n=no)]
        states.append(step.after)
        trail = trail_of(states)
    return []


def _money(session: Session, facts: FileFacts) -> list[str]:
    found = []
    whole = total(d.left + d.refunded + d.deducted for d in facts.deposits if not d.voided)
    if whole != facts.taken:
        found.append(tr("装修 {number} 的押金收退对不上", number=facts.number))
    if facts.state in (State.REFUNDED, State.ARCHIVED) and facts.last(Step.REFUND) is not None:
        found += _kept(session, facts)
    return found


def _kept(session: Session, facts: FileFacts) -> list[str]:
    """What was kept back is what the settlement said, breach by breach, while its sheets stand."""
    if facts.settlement is None or facts.held:
        return []
    rows = session.execute(
        select(
            DepositDeduction.source_id, func.sum(DepositDeduction.amount, type_=DepositDeduction.amount.type)
        )
        .join(DepositSettlement, DepositSettlement.id == DepositDeduction.settlement_id)
        .outerjoin(DepositSettlementVoid, DepositSettlementVoid.settlement_id == DepositSettlement.id)
        .where(
            DepositSettlementVoid.id.is_(None),
            DepositDeduction.source_kind == BREACH_SOURCE,
            DepositSettlement.deposit_id.in_([deposit.id for deposit in facts.deposits]),
        )
        .group_by(DepositDeduction.source_id)
    )
    kept: dict[int | None, Money] = {row[0]: row[1] for row in rows}
    meant: dict[int | None, Money] = {line.breach_id: line.amount for line in facts.settlement.lines}
    if any(kept.get(key, ZERO) != meant.get(key, ZERO) for key in {*kept, *meant}):
        return [tr("装修 {number} 的扣款与结算不符", number=facts.number)]
    return []
