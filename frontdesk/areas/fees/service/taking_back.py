"""A part of what was paid of charges given back (M6.5, M6.10). The money itself moves in the cash desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select

from frontdesk.areas.fees.model import Charge, ChargeSettlement
from frontdesk.areas.fees.service.balance import raise_by
from frontdesk.areas.fees.service.late_fees import drop_late_fees
from frontdesk.areas.fees.service.settling import Source
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr


def take_back(work: Work, amounts: Iterable[tuple[int, Money]], on: date, source: Source) -> None:
    """(charge id, how much of it) is owed again from *on*: a further, negative settlement of *source*.

    Only these charges are touched: other payments and later months stay as they were (T5, T6). Raises `Refused`
    when more would be given back of a charge than is paid of it.
    """
    wanted = sorted(amounts)
    if len({charge_id for charge_id, _ in wanted}) != len(wanted):
        raise ValueError("a charge stands twice in one refund")
    ids = [charge_id for charge_id, _ in wanted]
    # In order of id and locked, so that two desks never wait for each other.
    starts_on = {
        row.id: row.starts_on
        for row in work.session.execute(
            select(Charge.id, Charge.starts_on)
            .where(Charge.id.in_(ids))
            .order_by(Charge.id)
            .with_for_update()
        )
    }
    settled = select(ChargeSettlement.charge_id, func.sum(ChargeSettlement.amount))
    settled = settled.where(ChargeSettlement.charge_id.in_(ids)).group_by(ChargeSettlement.charge_id)
    paid: dict[int, Money] = {row[0]: row[1] for row in work.session.execute(settled)}
    for charge_id, amount in wanted:
        if amount <= ZERO:
            raise Refused(tr("退款金额要大于零"), field="lines")
        if amount > paid.get(charge_id, ZERO):
            raise Refused(
                tr("这笔应收只收过 {paid}，不能退 {amount}", paid=paid.get(charge_id, ZERO), amount=amount),
                field="lines",
            )
        raise_by(work.session, charge_id, amount)
        work.session.add(
            ChargeSettlement(
                charge_id=charge_id,
                amount=-amount,
                settled_on=on,
                charge_starts_on=starts_on[charge_id],
                source_kind=source[0],
                source_id=source[1],
                at=work.now(),
            )
        )
    work.session.flush()
    # A late fee that is owed again accrues on, it does not stand as a charge (M5.3).
    drop_late_fees(work, ids, on, tr("收据作废或退款，违约金重新计"))
    work.touch("charges")
