"""Which charges a payment settles (M6.2): oldest due first, or as the clerk chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class Due:
    """What is still owed of one charge. `label` names it in words (`物业服务费 2026-11`).

    `late` is the late fee that is open on it (M5); `amount` is nothing where only that is left.
    """

    charge_id: int
    due_on: date
    amount: Money
    label: str = ""
    late: Money = ZERO


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a payment that goes to one charge, and what of it goes to its late fee."""

    charge_id: int
    amount: Money
    late: Money = ZERO


def oldest_first(dues: Sequence[Due], amount: Money) -> tuple[Part, ...]:
    """*amount* over what is due, oldest due day first, each with its late fee (M6.2); of one day, in the order given.

    Of a charge the principal comes first, so that what is left of it accrues less. Raises `Refused` for
    nothing, and for more than is owed.
    """
    if amount <= ZERO:
        raise Refused(tr("本次收款要大于零"), field="amount")
    owed = total(due.amount + due.late for due in dues)
    if amount > owed:
        raise Refused(tr("这户只欠 {owed}，不能收 {amount}", owed=owed, amount=amount), field="amount")
    parts = []
    rest = amount
    for due in sorted(dues, key=lambda d: d.due_on):
        principal = min(rest, due.amount)
        late = min(rest - principal, due.late)
        if principal + late > ZERO:
            parts.append(Part(due.charge_id, principal, late))
            rest -= principal + late
    return tuple(parts)


def as_chosen(
    dues: Sequence[Due],
    lines: Sequence[tuple[int, Money]],
    late_fees: Sequence[tuple[int, Money]] = (),
) -> tuple[Part, ...]:
    """The clerk's own choice, in the clerk's order: charges, and late fees by their charge.

    A late fee may be taken without its charge. Raises `Refused`, naming the charge that does not fit.
    """
    known = {due.charge_id: due for due in dues}
    if not lines and not late_fees:
        raise Refused(tr("请至少勾选一项收费"), field="lines")
    for chosen in (lines, late_fees):
        if len({charge_id for charge_id, _ in chosen}) < len(chosen):
            raise Refused(tr("同一项收费勾了两次，请核对"), field="lines")
    for charge_id, amount in lines:
        _check(known.get(charge_id), amount)
    for charge_id, amount in late_fees:
        _check_late(known.get(charge_id), amount)
    late = dict(late_fees)
    parts = [Part(charge_id, amount, late.pop(charge_id, ZERO)) for charge_id, amount in lines]
    return (*parts, *(Part(charge_id, ZERO, amount) for charge_id, amount in late.items()))


def check_rounding(rounding: Money, charges: Money, cash: Money, limit: Money) -> None:
    """抹零 (M6.3): drops the fen or jiao of a cash payment, within the limit. Raises `Refused`."""
    if rounding < ZERO:
        raise Refused(tr("抹零不能是负数"), field="rounding")
    if not rounding:
        return
    if not limit:
        raise Refused(tr("没有开抹零，请按应收的数收款"), field="rounding")
    if rounding > limit:
        raise Refused(
            tr("抹零最多 {limit}，不能抹 {rounding}", limit=limit, rounding=rounding), field="rounding"
        )
    if not cash:
        raise Refused(tr("只有现金可以抹零"), field="rounding")
    if rounding >= charges:
        raise Refused(tr("抹零要比收的费用小"), field="rounding")


def _check(due: Due | None, amount: Money) -> None:
    if due is None:
        raise Refused(tr("有一项收费已经收过或不属于这户，请按 F5 重新读取后再收"), field="lines")
    if amount <= ZERO:
        raise Refused(tr("“{label}”的本次收要大于零", label=due.label), field="lines")
    if amount > due.amount:
        raise Refused(
            tr("“{label}”只欠 {owed}，不能收 {amount}", label=due.label, owed=due.amount, amount=amount),
            field="lines",
        )


def _check_late(due: Due | None, amount: Money) -> None:
    if due is None or not due.late:
        raise Refused(tr("有一笔违约金已经收过或不再计，请按 F5 重新读取后再收"), field="lines")
    if amount <= ZERO or amount > due.late:
        raise Refused(
            tr("“{label}”的违约金是 {late}，不能收 {amount}", label=due.label, late=due.late, amount=amount),
            field="lines",
        )
