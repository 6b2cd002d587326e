"""Contracts, the month's count and the purchase plan on the start page (D0.3, D2.9); and what search finds of them.

Worked out from what stands when it is shown (T21).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.reception.queries.contracts import ending_contracts, find_contracts
from frontdesk.areas.reception.queries.counts import CountFilter, count_rows, counts_due, unsettled_counts
from frontdesk.areas.reception.queries.purchases import (
    PlanFilter,
    plan_is_due,
    plan_rows,
    plans_sent_back,
    plans_to_approve,
)
from frontdesk.areas.reception.queries.stock import find_assets, find_goods
from frontdesk.areas.reception.rules.contracts import ContractState
from frontdesk.areas.reception.rules.stock import COUNT_PREFIX, PLAN_PREFIX, AssetState, CountState, PlanState
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.store.work import Actor
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

CONTRACT_TONES = {
    ContractState.COMING: "info", ContractState.RUNNING: "ok", ContractState.ENDING: "warn",
    ContractState.EXPIRED: "bad", ContractState.RENEWED: "neutral", ContractState.ENDED: "neutral",
    ContractState.VOID: "neutral",
}  # fmt: skip
ASSET_TONES = {AssetState.USED: "ok", AssetState.REPAIR: "warn"}
COUNT_TONES = {
    CountState.OPEN: "info",
    CountState.FIXED: "ok",
    CountState.LEFT: "warn",
    CountState.VOID: "neutral",
}
PLAN_TONES = {
    PlanState.DRAFT: "info", PlanState.SUBMITTED: "warn", PlanState.SENT_BACK: "bad", PlanState.APPROVED: "ok",
    PlanState.DONE: "neutral", PlanState.VOID: "neutral",
}  # fmt: skip


def stock_groups(session: Session, actor: Actor, today: date) -> tuple[TodayGroup, ...]:
    """Contracts that run out; what the month asks for; differences that wait; a plan to approve, for who may."""
    return (_contracts(session, today), _month(session, today), _differences(session), _plans(session, actor))


def _contracts(session: Session, today: date) -> TodayGroup:
    rows = ending_contracts(session, today)
    lines = tuple(
        TodayLine(
            "bad" if row.days_left < 0 else "warn",
            tr("已过 {n} 天", n=-row.days_left)
            if row.days_left < 0
            else tr("今天到期")
            if not row.days_left
            else tr("还有 {n} 天", n=row.days_left),
            "",
            tr("{title}，{party}", title=row.title, party=row.party),
            row.keeper,
            row.number,
            tr("续签"),
            "contracts",
            {"text": row.number, "show": "ALL"},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("合同快到期"), "ph.file-text", len(rows), lines, tr("客服接待 · 合同"))


def _month(session: Session, today: date) -> TodayGroup:
    """The count by its day and the next month's plan by its own, while there is time and when they are late."""
    dues = [
        (due, tr("{month} 资产与物料盘点", month=due.month), "counts") for due in counts_due(session, today)
    ]
    plan = plan_is_due(session, today)
    if plan is not None:
        dues.append((plan, tr("{month} 采购计划", month=plan.month), "purchases"))
    dues.sort(key=lambda each: each[0].by)
    lines = tuple(
        TodayLine(
            "bad" if due.late(today) else "warn",
            tr("超 {n} 天", n=due.late(today))
            if due.late(today)
            else tr("今天")
            if due.by == today
            else f"{due.by:%m-%d}",
            "",
            words,
            "",
            "",
            tr("盘点") if target == "counts" else tr("编制"),
            target,
        )
        for due, words, target in dues
    )
    return TodayGroup(tr("盘点和采购计划"), "ph.clipboard-text", len(lines), lines, tr("客服接待 · 资产盘点"))


def _differences(session: Session) -> TodayGroup:
    rows = unsettled_counts(session)
    lines = tuple(
        TodayLine(
            "warn", tr("{n} 处", n=row.unsettled), "", tr("{month} 盘点的差异没有处理", month=row.month), row.counter,
            row.number, "", "count_sheet", {"count_id": row.id},
        )
        for row in rows[:SHOWN]
    )  # fmt: skip
    return TodayGroup(tr("盘点差异"), "ph.clipboard-text", len(rows), lines, tr("客服接待 · 资产盘点"))


def _plans(session: Session, actor: Actor) -> TodayGroup:
    """For a supervisor what waits for a word; for who made one what was sent back."""
    rows = list(plans_to_approve(session)) if actor.may(Right.RECEPTION_LEAD) else []
    rows += [row for row in plans_sent_back(session) if row.by_id == actor.id]
    lines = tuple(
        TodayLine(
            PLAN_TONES[row.state],
            tr(row.state.value),
            "",
            tr("{month} 采购计划，{n} 行", month=row.month, n=row.lines),
            row.by,
            row.number,
            str(row.total),
            "purchases",
            {"text": row.number, "show": "ALL"},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("采购计划待办"), "ph.shopping-cart", len(rows), lines, tr("客服接待 · 采购计划"))


# -- what search finds --


@dataclass(frozen=True, slots=True)
class FoundStock:
    """A contract, an asset, a consumable, a count or a plan as search shows it; `kind` says which."""

    kind: str
    id: int
    number: str
    words: str
    where: str
    status: str
    tone: str


def found_stock(session: Session, asked: str, today: date, most: int) -> tuple[FoundStock, ...]:
    """By the beginning of a number or a tag's code; a bare name or a few figures are none."""
    told = "".join(asked.split()).upper()
    if len(told) < 4 or not told.isascii() or not any(sign.isdigit() for sign in told):
        return ()
    found = [
        FoundStock("contract", row.id, row.number, "，".join((row.title, row.party)), "", tr(row.state.value),
                   CONTRACT_TONES[row.state])
        for row in find_contracts(session, told, today, most)
    ]  # fmt: skip
    found += [
        FoundStock("asset", row.id, row.code, "，".join(p for p in (row.name, row.keeper) if p), row.place,
                   tr(row.state.value), ASSET_TONES.get(row.state, "neutral"))
        for row in find_assets(session, told, most)
    ]  # fmt: skip
    found += [
        FoundStock("consumable", row.id, row.code, tr("{name}，现有 {n} {measure}", name=row.name, n=row.stock,
                   measure=row.measure), row.place, tr("低于最低库存") if row.low else "", "warn" if row.low else "")
        for row in find_goods(session, told, most)
    ]  # fmt: skip
    if told.startswith(COUNT_PREFIX):
        found += [
            FoundStock("stock_count", row.id, row.number, tr("资产与物料盘点"), "", tr(row.state.value),
                       COUNT_TONES[row.state])
            for row in count_rows(session, CountFilter(told), 0, most)
        ]  # fmt: skip
    if told.startswith(PLAN_PREFIX):
        found += [
            FoundStock("purchase_plan", row.id, row.number, tr("采购计划，合计 {total}", total=row.total), "",
                       tr(row.state.value), PLAN_TONES[row.state])
            for row in plan_rows(session, PlanFilter(told), 0, most)
        ]  # fmt: skip
    return tuple(found)
