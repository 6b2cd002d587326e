"""What must always hold of charges; `check` names what does not."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select, type_coerce
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.fees.model import Charge, ChargeAdjustment, ChargeSettlement
from frontdesk.areas.fees.rules.lines import sum_of_lines
from frontdesk.base.values.text import tr

_MOST = 20


def broken_invariants(session: Session) -> list[str]:
    """Every broken invariant of the fees in words, at most twenty of each sort.

    What is owed is amount + adjustments - settlements (M2.7); a charge is the sum of its lines (M1.2).
    """
    return [*_wrong_balances(session), *_wrong_sums(session)]


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
