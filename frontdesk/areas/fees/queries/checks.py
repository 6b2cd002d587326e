"""What must always hold of charges; `check` names what does not."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select, type_coerce
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.fees.model import Charge, ChargeAdjustment, ChargeSettlement
from frontdesk.areas.fees.queries.late_fees import LATE_FEE
from frontdesk.areas.fees.queries.meter_checks import broken_meters
from frontdesk.areas.fees.rules.lines import sum_of_lines
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

_MOST = 20
_MONEY = Charge.owed.type
_NOTHING: ColumnElement[Any] = literal_column("0")
_NO_SOURCE: ColumnElement[Any] = literal_column("''")
_late = Charge.__table__.alias("late")
_added = ChargeAdjustment.__table__.alias("added")


def broken_invariants(session: Session) -> list[str]:
    """Every broken invariant of the fees in words, at most twenty of each sort.

    What is owed is amount + adjustments - settlements (M2.7); a charge is the sum of its lines (M1.2). A late fee is
    a charge only when it is collected, and never comes to more than its principal (M5.1, M5.3).
    """
    return [
        *_wrong_balances(session),
        *_wrong_sums(session),
        *_wrong_late_fees(session),
        *broken_meters(session),
    ]


def _wrong_balances(session: Session) -> list[str]:
    adjusted, settled = _of_charge(ChargeAdjustment), _of_charge(ChargeSettlement)
    left = type_coerce(Charge.amount + adjusted - settled, Charge.owed.type)
    rows = session.execute(
        select(Unit.code, Charge.period, Charge.id, Charge.owed, left)
        .join(Unit, Unit.id == Charge.unit_id)
        .where(Charge.owed != left)
        .order_by(Charge.id)
        .limit(_MOST)
    )
    return [
        tr(
            "应收 {id}（{unit} {period}）记着欠 {owed}，按流水应欠 {left}",
            id=charge_id,
            unit=unit,
            period=period,
            owed=owed,
            left=flow,
        )
        for unit, period, charge_id, owed, flow in rows
    ]


def _wrong_late_fees(session: Session) -> list[str]:
    is_late = (Charge.source_kind == LATE_FEE, Charge.source_kind != _NO_SOURCE)
    rows = session.execute(
        select(
            Charge.id, Charge.source_id, Charge.owed, type_coerce(Charge.amount + _of_charge(ChargeAdjustment), _MONEY)
        ).where(*is_late)
    ).all()  # fmt: skip
    wrong = [
        tr("违约金 {id} 没有收却立着，欠 {owed}", id=charge_id, owed=owed)
        for charge_id, _, owed, _ in rows
        if owed
    ]
    taken: dict[int, Money] = defaultdict(lambda: ZERO)
    for _, principal_id, _, net in rows:
        taken[principal_id or 0] += net
    most = {
        charge_id: amount + (added or ZERO)
        for charge_id, amount, added in session.execute(
            select(Charge.id, Charge.amount, func.sum(_added.c.amount, type_=_MONEY))
            .outerjoin(_added, (_added.c.charge_id == Charge.id) & (_added.c.amount > _NOTHING))
            .where(Charge.id.in_(select(_late.c.source_id).where(_late.c.source_kind == LATE_FEE)))
            .group_by(Charge.id, Charge.amount)
        )
    }
    wrong += [
        tr(
            "应收 {id} 收了违约金 {taken}，超过本金 {most}",
            id=charge_id,
            taken=sum_,
            most=most.get(charge_id, ZERO),
        )
        for charge_id, sum_ in sorted(taken.items())
        if sum_ > most.get(charge_id, ZERO)
    ]
    return wrong[:_MOST]


def _of_charge(kind: type[ChargeAdjustment] | type[ChargeSettlement]) -> ColumnElement[Any]:
    nothing: ColumnElement[Any] = literal_column("0")
    found = select(func.coalesce(func.sum(kind.amount), nothing)).where(kind.charge_id == Charge.id)
    return found.correlate(Charge).scalar_subquery()


def _wrong_sums(session: Session) -> list[str]:
    wrong = []
    for charge_id, amount, lines in session.execute(
        select(Charge.id, Charge.amount, Charge.lines).execution_options(yield_per=5000)
    ):
        if sum_of_lines(lines) != amount:
            wrong.append(tr("应收 {id} 的金额 {amount} 和它的明细对不上", id=charge_id, amount=amount))
            if len(wrong) == _MOST:
                break
    return wrong
