"""A charge split by days between the old and the new owner, where the clerk asks for it (M2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from frontdesk.areas.fees.model import Charge
from frontdesk.areas.fees.queries.transfers import split_plan
from frontdesk.areas.fees.rules.hand import typed
from frontdesk.areas.fees.rules.kinds import AdjustKind
from frontdesk.areas.fees.rules.lines import LONGEST_HOW
from frontdesk.areas.fees.rules.transfers import SPLIT
from frontdesk.areas.fees.service.adjusting import AdjustCharge, adjust_charge
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class SplitCharge:
    """`on` is the new owner's first day."""

    charge_id: int
    on: date


def split_charge(work: Work, command: SplitCharge) -> int:
    """The id of the other owner's new charge; the first one is reduced by as much, so the sum stays (M2.7).

    Takes the right to adjust, or a supervisor's leave. Raises `Refused` as `split_plan`.
    """
    work.require(Right.FEES_ADJUST)
    next_number(work.session, "billing")
    plan = split_plan(work.session, command.charge_id, command.on)
    charge = work.session.get_one(Charge, command.charge_id)
    parts, to_old = plan.halves, plan.moves_to_old
    who_id, who = (plan.old_id, plan.old_name) if to_old else (plan.new_id, plan.new_name)
    days = parts.old_days if to_old else parts.new_days
    of = parts.old_days + parts.new_days
    adjust_charge(
        work,
        AdjustCharge(
            charge.id,
            AdjustKind.WAIVE,
            plan.moved,
            tr("{day} 过户，{name} {days} 天另开一笔", day=command.on.isoformat(), name=who, days=days),
        ),
    )
    how = tr("{net} × {days}/{of}（{day} 过户）", net=plan.net, days=days, of=of, day=command.on.isoformat())
    priced = typed(plan.moved, how[:LONGEST_HOW])
    last = work.session.scalar(
        select(func.max(Charge.no)).where(
            Charge.unit_id == charge.unit_id, Charge.item_id == charge.item_id, Charge.period == charge.period
        )
    )
    other = Charge(
        unit_id=charge.unit_id,
        item_id=charge.item_id,
        period=charge.period,
        no=(last or 0) + 1,
        starts_on=charge.starts_on if to_old else command.on,
        ends_on=command.on if to_old else charge.ends_on,
        # What is overdue already has its late fee on the first charge up to today: never twice (M5.1).
        due_on=max(charge.due_on, work.today()),
        amount=priced.amount,
        owed=priced.amount,
        how=priced.how,
        lines=priced.stored,
        payer_id=who_id,
        payer_name=who,
        made_on=work.today(),
        made_at=work.now(),
        made_by=work.actor.name,
        source_kind=SPLIT,
        source_id=charge.id,
    )
    work.session.add(other)
    work.session.flush()
    work.touch("charges")
    return other.id
