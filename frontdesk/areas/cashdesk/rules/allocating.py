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
    """What is still owed of one charge. `label` names it in words (`物业服务费 2026-11`)."""

    charge_id: int
    due_on: date
    amount: Money
    label: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a payment that goes to one charge."""

    charge_id: int
    amount: Money


def oldest_first(dues: Sequence[Due], amount: Money) -> tuple[Part, ...]:
    """*amount* over what is due, oldest due day first; of one day, in the order given.

    Raises `Refused` for nothing, and for more than is owed.
    """
    if amount <= ZERO:
        raise Refused(tr("本次收款要大于零"), field="amount")
    owed = total(due.amount for due in dues)
    if amount > owed:
        raise Refused(tr("这户只欠 {owed}，不能收 {amount}", owed=owed, amount=amount), field="amount")
    parts = []
    rest = amount
    for due in sorted(dues, key=lambda d: d.due_on):
        if not rest:
            break
        part = min(rest, due.amount)
        if part > ZERO:
            parts.append(Part(due.charge_id, part))
            rest -= part
    return tuple(parts)


def as_chosen(dues: Sequence[Due], lines: Sequence[tuple[int, Money]]) -> tuple[Part, ...]:
    """The clerk's own choice, in the clerk's order. Raises `Refused`, naming the charge that does not fit."""
    known = {due.charge_id: due for due in dues}
    if not lines:
        raise Refused(tr("请至少勾选一项收费"), field="lines")
    if len({charge_id for charge_id, _ in lines}) < len(lines):
        raise Refused(tr("同一项收费勾了两次，请核对"), field="lines")
    for charge_id, amount in lines:
        due = known.get(charge_id)
        if due is None:
            raise Refused(tr("有一项收费已经收过或不属于这户，请按 F5 重新读取后再收"), field="lines")
        if amount <= ZERO:
            raise Refused(tr("“{label}”的本次收要大于零", label=due.label), field="lines")
        if amount > due.amount:
            raise Refused(
                tr("“{label}”只欠 {owed}，不能收 {amount}", label=due.label, owed=due.amount, amount=amount),
                field="lines",
            )
    return tuple(Part(charge_id, amount) for charge_id, amount in lines)
