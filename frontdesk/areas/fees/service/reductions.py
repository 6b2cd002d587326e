"""Reductions (M2.7): a unit that pays only a share for some time, and many charges reduced at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import exists, select

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.fees.model import (
    Charge,
    FeeItem,
    ReductionBatch,
    ReductionBatchLine,
    UnitReduction,
    UnitReductionEnd,
)
from frontdesk.areas.fees.queries.reductions import BatchWanted, batch_lines, reductions
from frontdesk.areas.fees.rules.kinds import AdjustKind, Cycle, ReductionKind
from frontdesk.areas.fees.rules.late_fee import percent
from frontdesk.areas.fees.rules.reductions import REDUCIBLE, share_fault
from frontdesk.areas.fees.service.adjusting import LONGEST_REASON, AdjustCharge, adjust_charge
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class AddReduction:
    """From `starts_on` up to, not including, `ends_on` (None: until ended) only the share `paid` is to pay."""

    unit_id: int
    item_id: int
    kind: ReductionKind
    starts_on: date
    ends_on: date | None
    paid: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class EndReduction:
    """From `ends_on` on the full price is to pay again; the reduction's first day: it never held."""

    reduction_id: int
    ends_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class ReduceBatch:
    """Reduce many charges at once. `shown` is the total the dry run showed: another one by now is refused."""

    wanted: BatchWanted
    reason: str
    shown: Money | None = None


@dataclass(frozen=True, slots=True)
class BatchReduced:
    """What a batch did: `charges` were reduced by `total` together."""

    batch_id: int
    charges: int
    total: Money


def add_reduction(work: Work, command: AddReduction) -> int:
    """The reduction's id. It counts from the next billing on; charges that stand are left as they are.

    Takes the right to adjust, or a supervisor's leave. Raises `InvalidInput`; asks (`NeedsConfirmation`) where
    charges of these days stand already: those come up among the differences to decide about.
    """
    approver_id = work.require(Right.FEES_ADJUST)
    unit = work.session.get_one(Unit, command.unit_id)
    item = work.session.get_one(FeeItem, command.item_id)
    errors = _reason_errors(command.reason)
    if item.pricing not in REDUCIBLE or item.cycle is Cycle.ONCE:
        errors["item_id"] = tr("{item} 不是按天计费的，不能按比例减；请对单笔应收减免", item=item.name)
    elif command.kind is ReductionKind.NO_HEATING and item.cycle is not Cycle.HEATING:
        errors["kind"] = tr("停热只用于供暖季的收费项目")
    if wrong := share_fault(command.paid):
        errors["paid"] = wrong
    if command.ends_on is not None and command.ends_on <= command.starts_on:
        errors["ends_on"] = tr("结束日要在开始日之后")
    if errors:
        raise InvalidInput(errors)
    next_number(work.session, "billing")
    _refuse_overlap(work, command, unit.code, item.name)
    last = command.ends_on or date.max
    billed = exists().where(
        Charge.unit_id == unit.id,
        Charge.item_id == item.id,
        Charge.starts_on < last,
        Charge.ends_on > command.starts_on,
    )
    if work.session.scalar(select(billed)):
        work.confirm(
            "reduction.billed",
            tr(
                "{unit} 的{item}在这段时间已经生成过应收，那些不会自动变，差额在“减免”页里逐笔决定。继续吗？",
                unit=unit.code,
                item=item.name,
            ),
        )
    allowed = work.approved if approver_id is not None else None
    row = UnitReduction(
        unit_id=unit.id,
        item_id=item.id,
        kind=command.kind,
        starts_on=command.starts_on,
        ends_on=command.ends_on,
        share=command.paid,
        reason=command.reason.strip(),
        approver_id=allowed.approver_id if allowed else work.actor.id,
        approver=allowed.approver_name if allowed else work.actor.name,
        made_on=work.today(),
        made_at=work.now(),
        made_by=work.actor.name,
    )
    work.session.add(row)
    work.session.flush()
    work.touch("reductions", "charges")
    return row.id


def end_reduction(work: Work, command: EndReduction) -> None:
    """Set another end (M2.4: lifted in mid-season by days). Raises `InvalidInput`.

    A season that was charged already comes up among the differences, to be charged for by days.
    """
    work.require(Right.FEES_ADJUST)
    next_number(work.session, "billing")
    (row,) = reductions(work.session, reduction_id=command.reduction_id)
    errors = _reason_errors(command.reason)
    if command.ends_on < row.starts_on:
        errors["ends_on"] = tr("结束日不能早于开始日 {day}", day=row.starts_on.isoformat())
    elif row.ends_on is not None and command.ends_on >= row.ends_on:
        errors["ends_on"] = tr(
            "这项减免到 {day} 已经结束；要延长请另加一条", day=row.last_on.isoformat() if row.last_on else ""
        )
    if errors:
        raise InvalidInput(errors)
    work.session.add(
        UnitReductionEnd(
            reduction_id=row.id,
            ends_on=command.ends_on,
            reason=command.reason.strip(),
            made_at=work.now(),
            made_by=work.actor.name,
        )
    )
    work.touch("reductions", "charges")


def reduce_batch(work: Work, command: ReduceBatch) -> BatchReduced:
    """Adjust every charge the dry run (`batch_lines`) shows something off: all or none (M2.7).

    Takes the right to adjust, or a supervisor's leave. Raises `InvalidInput`, `Refused` where nothing is to be
    reduced or something was paid since it was shown, `Cancelled` when it was stopped.
    """
    approver_id = work.require(Right.FEES_ADJUST)
    wanted = command.wanted
    errors = _reason_errors(command.reason)
    if not wanted.item_ids:
        errors["item_ids"] = tr("请至少选一个收费项目")
    if wanted.last < wanted.first:
        errors["last"] = tr("结束账期早于开始账期")
    if wanted.share is None:
        if wanted.fixed <= ZERO:
            errors["fixed"] = tr("金额要大于零")
    elif not 0 < wanted.share <= 1:
        errors["share"] = tr("减免的比例在 0 到 100% 之间")
    if errors:
        raise InvalidInput(errors)
    lines = [line for line in batch_lines(work.session, wanted) if line.off]
    off = total(line.off for line in lines)
    if not lines:
        raise Refused(tr("没有可以减免的应收：都已收清，或这段账期还没有生成"))
    if command.shown is not None and off != command.shown:
        raise Refused(
            tr(
                "试算之后有变动，现在合计减免 {now}，试算是 {shown}；没有减免，请重新试算",
                now=off,
                shown=command.shown,
            )
        )
    allowed = work.approved if approver_id is not None else None
    batch = ReductionBatch(
        words=_words(work, wanted),
        reason=command.reason.strip(),
        charges=len(lines),
        total=off,
        approver_id=allowed.approver_id if allowed else work.actor.id,
        approver=allowed.approver_name if allowed else work.actor.name,
        made_on=work.today(),
        made_at=work.now(),
        made_by=work.actor.name,
    )
    work.session.add(batch)
    work.session.flush()
    for done, line in enumerate(sorted(lines, key=lambda one: one.charge_id)):
        if done % 50 == 0:
            work.progress.step(done, len(lines), line.unit)
        adjustment_id = adjust_charge(
            work, AdjustCharge(line.charge_id, AdjustKind.WAIVE, line.off, command.reason)
        )
        work.session.add(ReductionBatchLine(batch_id=batch.id, adjustment_id=adjustment_id))
    work.session.flush()
    work.touch("charges", "reductions")
    return BatchReduced(batch.id, len(lines), off)


def _reason_errors(reason: str) -> dict[str, str]:
    if not reason.strip():
        return {"reason": tr("请写原因")}
    if len(reason.strip()) > LONGEST_REASON:
        return {"reason": tr("原因最多 {n} 个字", n=LONGEST_REASON)}
    return {}


def _refuse_overlap(work: Work, command: AddReduction, unit: str, item: str) -> None:
    last = command.ends_on or date.max
    for row in reductions(work.session, unit_id=command.unit_id, item_id=command.item_id):
        if max(row.starts_on, command.starts_on) < min(row.ends_on or date.max, last):
            raise Refused(
                tr(
                    "{unit} 的{item}从 {day} 起已有{kind}减免，请先结束那一条",
                    unit=unit,
                    item=item,
                    day=row.starts_on.isoformat(),
                    kind=tr(row.kind.value),
                ),
                field="starts_on",
            )


def _words(work: Work, wanted: BatchWanted) -> str:
    """`3栋 · 物业服务费 · 2026-01 至 2026-03 · 减 30%`."""
    session = work.session
    items = session.scalars(
        select(FeeItem.name).where(FeeItem.id.in_(wanted.item_ids)).order_by(FeeItem.sort)
    )
    places = list(
        session.scalars(
            select(Building.name).where(Building.id.in_(wanted.building_ids)).order_by(Building.sort)
        )
    )
    if wanted.unit_ids:
        codes = select(Unit.code).where(Unit.id.in_(wanted.unit_ids)).order_by(Unit.sort_key)
        places += list(session.scalars(codes))
    months = (
        str(wanted.first)
        if wanted.first == wanted.last
        else tr("{first} 至 {last}", first=wanted.first, last=wanted.last)
    )
    off = (
        tr("每笔减 {amount} 元", amount=wanted.fixed)
        if wanted.share is None
        else tr("减 {share}", share=percent(wanted.share))
    )
    return " · ".join(["、".join(places) or tr("全部"), "、".join(items), months, off])[:300]
