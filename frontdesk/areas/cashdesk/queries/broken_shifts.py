"""What must always hold of shifts and their closes; part of `check`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.documents import DayReport
from frontdesk.areas.cashdesk.model import (
    CashMovement,
    Deposit,
    DepositSettlement,
    Payment,
    Refund,
    Shift,
    ShiftClose,
    ShiftCount,
)
from frontdesk.areas.cashdesk.queries.figures import refund_label, shift_figures
from frontdesk.areas.cashdesk.queries.series import NUMBERED
from frontdesk.areas.cashdesk.rules.identity import IdentityBroken
from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, ShiftState
from frontdesk.base.values.money import ZERO, total
from frontdesk.base.values.text import tr

_MOST = 20


def broken_shifts(session: Session) -> list[str]:
    """Shifts whose state, figures or times cannot be, in words, at most twenty of each sort."""
    return [*_shift_states(session), *_after_the_close(session), *_closed_figures(session)]


def _shift_states(session: Session) -> list[str]:
    query = (
        select(Shift.id, Shift.business_on, Shift.name, Shift.state, ShiftCount.id, ShiftClose.id)
        .outerjoin(ShiftCount, ShiftCount.shift_id == Shift.id)
        .outerjoin(ShiftClose, ShiftClose.shift_id == Shift.id)
        .order_by(Shift.id)
    )
    broken = []
    for _, day, name, state, count, close in session.execute(query):
        should = (state is not ShiftState.OPEN, state is ShiftState.CLOSED)
        if (count is not None, close is not None) != should:
            broken.append(tr("{day} {name} 的状态和它的清点、日结对不上", day=day, name=name))
    return broken[:_MOST]


def _after_the_close(session: Session) -> list[str]:
    broken: list[str] = []
    columns: tuple[tuple[str, Any, Any], ...] = (
        (tr("收款"), Payment.at, Payment.shift_id),
        (tr("退款"), Refund.at, Refund.shift_id),
        (tr("收押金"), Deposit.at, Deposit.shift_id),
        (tr("退押金"), DepositSettlement.at, DepositSettlement.shift_id),
        (tr("缴款或零星收支"), CashMovement.at, CashMovement.shift_id),
    )
    for what, column, joined in columns:
        query = (
            select(ShiftClose.report_number, func.count())
            .where(joined == ShiftClose.shift_id, column > ShiftClose.closed_at)
            .group_by(ShiftClose.report_number)
            .order_by(ShiftClose.report_number)
        )
        broken += [
            tr("{report} 结班以后又多了 {n} 笔{what}", report=report, n=n, what=what)
            for report, n in session.execute(query.limit(_MOST))
        ]
    for kind in NUMBERED:
        if kind.void is None:
            continue
        voids = (
            select(ShiftClose.report_number, kind.table.number)
            .join(kind.table, kind.table.shift_id == ShiftClose.shift_id)
            .join(kind.void, kind.void_of == kind.table.id)
            .where(kind.void.at > ShiftClose.closed_at)
            .order_by(kind.table.id)
        )
        broken += [
            tr("{report} 结班以后作废了 {number}", report=report, number=number)
            for report, number in session.execute(voids.limit(_MOST))
        ]
    return broken


def _closed_figures(session: Session) -> list[str]:
    """The figures a close stored are those its receipts still add up to (M7.4, M7.5)."""
    broken = []
    rows = session.execute(
        select(ShiftClose, ShiftCount)
        .join(ShiftCount, ShiftCount.shift_id == ShiftClose.shift_id)
        .order_by(ShiftClose.id)
    ).all()
    for close, count in rows:
        wrong = _wrong_in_close(session, close, count)
        if wrong:
            broken.append(
                tr(
                    "日报表 {report} 存的数和流水对不上：{what}",
                    report=close.report_number,
                    what="、".join(wrong),
                )
            )
    return broken[:_MOST]


def _wrong_in_close(session: Session, close: ShiftClose, count: ShiftCount) -> list[str]:
    figures = shift_figures(session, close.shift_id)
    report = DayReport.from_json(close.figures)
    try:
        proof = figures.prove()
    except IdentityBroken:
        return [tr("费项、收款方式、收据三个合计不等")]
    stored_tenders = dict(zip(report.tenders, report.net().amounts, strict=True))
    tenders = {tr(TENDER_WORDS[kind]): amount for kind, amount in figures.net_by_tender.items() if amount}
    back = {row.item: -row.total for row in report.refunds}
    deposits = figures.deposits
    points = {
        tr("应有现金"): close.expected == figures.expected_cash == report.cash.expected,
        tr("实点"): close.counted == count.counted == report.cash.counted,
        tr("差额"): close.difference == close.counted - close.expected,
        tr("留存与上缴"): close.kept_back + close.handed_in == close.counted
        and close.handed_in == total(move.amount for move in figures.moves if move.at_close),
        tr("费项"): {row.item: row.total for row in report.income} == dict(figures.by_item),
        tr("退款"): back == {refund_label(item): v for item, v in figures.refunds.by_item.items()},
        tr("押金"): {row.purpose: (row.taken, row.paid_back, row.deducted) for row in report.deposits}
        == {
            purpose: (
                deposits.taken.get(purpose, ZERO),
                deposits.paid_back.get(purpose, ZERO),
                deposits.deducted.get(purpose, ZERO),
            )
            for purpose in deposits.purposes
        },
        tr("收款方式"): {k: v for k, v in stored_tenders.items() if v} == tenders,
        tr("收据合计"): report.by_receipts == proof.by_receipts,
    }
    return [name for name, holds in points.items() if not holds]
