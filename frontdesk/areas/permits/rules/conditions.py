"""What must be met before a permit is issued or renewed, each named in a clerk's words (D3.3, D3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.permits.rules.goods import Condition, unmet
from frontdesk.areas.permits.rules.kinds import Needs
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

__all__ = ["Condition", "Decoration", "Facts", "conditions", "unmet"]


@dataclass(frozen=True, slots=True)
class Decoration:
    """What is known of a unit's decoration: approved until a day, or why not."""

    approved: bool
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the conditions are held against. `lease_end` is the last day of the holder's lease, None without one.

    `tenant`: the holder lives there by a lease. `photo`: a photograph is at hand.
    """

    ends_on: date
    owed_months: int = 0
    owed: Money = ZERO
    tenant: bool = False
    lease_end: date | None = None
    decoration: Decoration | None = None
    vaccinated_until: date | None = None
    photo: bool = False


def conditions(needs: Needs, facts: Facts, today: date) -> tuple[Condition, ...]:
    """Each condition of the kind, met or not, in the order it is shown."""
    found: list[Condition] = []
    if needs.within_lease and facts.tenant:
        found.append(_lease(facts))
    if needs.arrears_months is not None:
        found.append(_arrears(needs.arrears_months, facts))
    if needs.decoration:
        known = facts.decoration or Decoration(False, tr("没有批准的装修"))
        found.append(Condition("decoration", known.approved, known.text))
    if needs.vaccination:
        found.append(_vaccination(facts.vaccinated_until, today))
    if needs.photo:
        words = tr("照片已有") if facts.photo else tr("没有照片，这种证要有照片")
        found.append(Condition("photo", facts.photo, words))
    return tuple(found)


def _lease(facts: Facts) -> Condition:
    end = facts.lease_end
    if end is None:
        return Condition("lease", True, tr("租约没有登记到期日"))
    if facts.ends_on <= end:
        return Condition("lease", True, tr("租约至 {day}，新有效期不超过租约", day=end))
    return Condition("lease", False, tr("租约到 {day} 为止，有效期不能超过它", day=end))


def _arrears(most: int, facts: Facts) -> Condition:
    if facts.owed <= ZERO:
        return Condition("arrears", True, tr("本户没有欠费"))
    months = facts.owed_months
    if most and months <= most:
        return Condition(
            "arrears", True, tr("本户欠费 {months} 个月，未超过 {most} 个月", months=months, most=most)
        )
    if not most:
        words = tr("本户欠费 {owed} 元（{months} 个月），要先结清", owed=facts.owed, months=months)
    else:
        words = tr(
            "本户欠费 {owed} 元（{months} 个月），超过 {most} 个月", owed=facts.owed, months=months, most=most
        )
    return Condition("arrears", False, words)


def _vaccination(until: date | None, today: date) -> Condition:
    if until is None:
        return Condition("vaccination", False, tr("没有填免疫有效期，请看免疫证"))
    if until < today:
        return Condition("vaccination", False, tr("免疫到 {day} 已过期，请先去免疫", day=until))
    return Condition("vaccination", True, tr("免疫有效至 {day}", day=until))
