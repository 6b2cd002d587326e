"""Roles in time: who is what to a unit from a day up to, not including, a day (D1.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from frontdesk.areas.archives.rules.kinds import Payer, RoleKind, UnitState
from frontdesk.base.values.text import tr

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """One role of one person at one unit; `share` in per cent, only of owners; an open end is None."""

    role_id: int
    person_id: int
    name: str
    kind: RoleKind
    share: Decimal | None
    starts_on: date | None
    ends_on: date | None

    def holds(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day < self.ends_on
        )

    def meets(self, other: RoleSpan) -> bool:
        """Whether the two share a day."""
        return (self.ends_on is None or other.starts_on is None or other.starts_on < self.ends_on) and (
            other.ends_on is None or self.starts_on is None or self.starts_on < other.ends_on
        )


def role_errors(new: RoleSpan, others: Iterable[RoleSpan]) -> dict[str, str]:
    """What speaks against *new* beside the unit's *others* (itself not among them): field -> words."""
    errors: dict[str, str] = {}
    if new.starts_on and new.ends_on and new.ends_on < new.starts_on:
        errors["ends_on"] = tr("结束日期早于开始日期，请核对")
    if new.share is not None and not Decimal(0) < new.share <= WHOLE:
        errors["share"] = tr("份额请填 0 到 100 之间的数")
    beside = [role for role in others if role.kind is new.kind and new.meets(role)]
    if any(role.person_id == new.person_id for role in beside):
        errors["starts_on"] = tr("{name}在这段时间里已经是这户的{role}", name=new.name, role=new.kind.value)
    if new.kind is RoleKind.OWNER and new.share is not None and "share" not in errors:
        most = _most_shares([role for role in beside if role.share is not None], new)
        if most > WHOLE:
            errors["share"] = tr("业主份额合计 {sum}%，超过 100%，请核对", sum=format(most.normalize(), "f"))
    return errors


def _most_shares(others: Sequence[RoleSpan], new: RoleSpan) -> Decimal:
    """The largest sum of shares on any one day of *new*: it is reached on a day on which some role begins."""
    days = {new.starts_on} | {
        role.starts_on
        for role in others
        if role.starts_on is not None and (new.starts_on is None or role.starts_on >= new.starts_on)
    }
    most = Decimal(0)
    for day in days:
        held = (role.share or Decimal(0) for role in others if day is None or role.holds(day))
        if day is None:
            held = (role.share or Decimal(0) for role in others if role.starts_on is None)
        most = max(most, sum(held, Decimal(0)))
    return most + (new.share or Decimal(0))


def payers(payer: Payer, roles: Iterable[RoleSpan], day: date) -> tuple[RoleSpan, ...]:
    """Who owes on *day* by M2.6: whom the agreement names; the owners where there is no tenant.

    Several owners come with the largest share first, then in the order they were entered.
    """
    held = [role for role in roles if role.holds(day)]
    wanted = RoleKind.TENANT if payer is Payer.TENANT else RoleKind.OWNER
    found = [role for role in held if role.kind is wanted] or [
        role for role in held if role.kind is RoleKind.OWNER
    ]
    return tuple(sorted(found, key=lambda role: (-(role.share or 0), role.role_id)))


def state_on(changes: Iterable[tuple[date, int, UnitState]], day: date, default: UnitState) -> UnitState:
    """The state that held at the end of *day* (T15), from (starts_on, id, state) rows.

    A day before the first row takes that row's state: it is the earliest that is known.
    """
    ordered = sorted(changes)
    past = [state for starts_on, _, state in ordered if starts_on <= day]
    if past:
        return past[-1]
    return ordered[0][2] if ordered else default
