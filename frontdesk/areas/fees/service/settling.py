"""What is paid of charges. The money itself moves in the cash desk, which calls this in its own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.fees.model import Charge, ChargeSettlement, FeeItem
from frontdesk.areas.fees.service.balance import lower, raise_by
from frontdesk.areas.fees.service.late_fees import drop_late_fees
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

Source = tuple[str, int]
"""Kind and id of the higher area's document that moved the money: ("payment", 7)."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A charge of which `amount` was paid now, in the words for its receipt line; `owed` is what is left."""

    charge_id: int
    unit_id: int
    item: str
    period: str
    how: str
    amount: Money
    owed: Money


def settle(
    work: Work, amounts: Mapping[int, Money] | Iterable[tuple[int, Money]], on: date, source: Source
) -> tuple[Settled, ...]:
    """Pay *amounts* (charge id -> how much of it) on a business day.

    Raises `Refused` when more would be paid of a charge than is owed of it, also when another desk has just
    taken it; nothing of the visit stands then.
    """
    wanted = list(amounts.items() if isinstance(amounts, Mapping) else amounts)
    if len({charge_id for charge_id, _ in wanted}) != len(wanted):
        raise ValueError("a charge stands twice in one settlement")
    # In order of id, so that two desks never wait for each other.
    for charge_id, amount in sorted(wanted):
        if amount <= ZERO:
            raise Refused(tr("收款金额要大于零"), field="amount")
        if not lower(work.session, charge_id, amount):
            raise Refused(_less_owed(work, charge_id), field="amount")
    rows = {
        row.id: row
        for row in work.session.execute(
            select(
                Charge.id,
                Charge.unit_id,
                FeeItem.name,
                Charge.period,
                Charge.how,
                Charge.owed,
                Charge.starts_on,
            )
            .join(FeeItem, FeeItem.id == Charge.item_id)
            .where(Charge.id.in_([charge_id for charge_id, _ in wanted]))
        )
    }
    work.session.add_all(
        ChargeSettlement(
            charge_id=charge_id,
            amount=amount,
            settled_on=on,
            charge_starts_on=rows[charge_id].starts_on,
            source_kind=source[0],
            source_id=source[1],
            at=work.now(),
        )
        for charge_id, amount in wanted
    )
    work.session.flush()
    work.touch("charges")
    return tuple(
        Settled(id, rows[id].unit_id, rows[id].name, rows[id].period, rows[id].how, amount, rows[id].owed)
        for id, amount in wanted
    )


def unsettle(work: Work, source: Source, on: date) -> tuple[tuple[int, Money], ...]:
    """Undo what a document settled: the charges are owed again from *on*. Nothing else is touched (M6.10).

    Returns (charge id, amount owed again). What was undone already is not undone twice.
    """
    rows = work.session.execute(
        select(
            ChargeSettlement.charge_id, ChargeSettlement.charge_starts_on, func.sum(ChargeSettlement.amount)
        )
        .where(ChargeSettlement.source_kind == source[0], ChargeSettlement.source_id == source[1])
        .group_by(ChargeSettlement.charge_id, ChargeSettlement.charge_starts_on)
        .order_by(ChargeSettlement.charge_id)
    ).all()
    undone: list[tuple[int, Money]] = []
    for charge_id, starts_on, amount in rows:
        if not amount:
            continue
        raise_by(work.session, charge_id, amount)
        work.session.add(
            ChargeSettlement(
                charge_id=charge_id,
                amount=-amount,
                settled_on=on,
                charge_starts_on=starts_on,
                source_kind=source[0],
                source_id=source[1],
                at=work.now(),
            )
        )
        undone.append((charge_id, amount))
    work.session.flush()
    # A late fee that is owed again accrues on, it does not stand as a charge (M5.3).
    drop_late_fees(work, [charge_id for charge_id, _ in undone], on, tr("收据作废或退款，违约金重新计"))
    work.touch("charges")
    return tuple(undone)


def _less_owed(work: Work, charge_id: int) -> str:
    row = work.session.execute(
        select(Unit.code, FeeItem.name, Charge.period, Charge.owed)
        .join(Unit, Unit.id == Charge.unit_id)
        .join(FeeItem, FeeItem.id == Charge.item_id)
        .where(Charge.id == charge_id)
    ).one_or_none()
    if row is None:
        return tr("要收的这笔应收已找不到，请重新打开这一户")
    if not row.owed:
        return tr(
            "{unit} {period} 的{item}已经收清，这次没有收，请重新打开这一户",
            unit=row.code,
            period=row.period,
            item=row.name,
        )
    return tr(
        "{unit} {period} 的{item}只欠 {owed} 元，收的不能比它多",
        unit=row.code,
        period=row.period,
        item=row.name,
        owed=row.owed,
    )
