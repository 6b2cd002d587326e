"""The office's own terms of decorations: amounts, days and hours, as the settings hold them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from frontdesk.areas.decoration.rules.hours import DayKind, Hours, working_spans
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.money import ZERO, Money, priced
from frontdesk.base.values.text import tr

DAYS_SETTING = "decoration.own_days"
"""Setting: the office's own days, `{"2027-01-01": ["法定节假日", "元旦"]}`."""
SOURCE = "decoration"
"""The source kind under which fees (the management fee) and the cash desk (the deposit) know a file."""
WASTE_SOURCE = "decoration_waste"
"""The same of the fee for its waste."""
BREACH_SOURCE = "decoration_breach"
PURPOSE = "装修"
"""The purpose under which its deposit is taken."""
USUAL_DEPOSIT, USUAL_WASTE_FEE = Money(200_000), Money(35_000)
"""What stands until the office sets its own."""


@dataclass(frozen=True, slots=True)
class Terms:
    """`management_fee` and `waste_fee` are per home, or per square metre built where `by_area` says so.

    `approve_days`: days the engineer has; `recheck_days`: between 初验 and 复验; `refund_days`: from 复验 until the
    deposit is back; `lapse_days`: from the planned start until an approval that nobody used may lapse;
    `inspect_days`: between inspections; `test_hours`: of a water test; `mend_days`: limit offered with a notice;
    `soon_days`: an end that near is said.
    """

    deposit: Money = USUAL_DEPOSIT
    management_fee: Money = ZERO
    waste_fee: Money = USUAL_WASTE_FEE
    by_area: bool = False
    approve_days: int = 3
    recheck_days: int = 90
    refund_days: int = 7
    lapse_days: int = 30
    inspect_days: int = 7
    test_hours: int = 48
    mend_days: int = 3
    soon_days: int = 7
    hours: Hours = field(default_factory=Hours)


@dataclass(frozen=True, slots=True)
class DatedTerms:
    """A version of the terms: from which day on, stored when (an instant) and by whom."""

    starts_on: date
    terms: Terms
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class TermsBook:
    """Every version, in the order they were stored."""

    versions: tuple[DatedTerms, ...] = ()

    def on(self, day: date | None) -> Terms:
        """What holds on *day* (None: what holds last of all)."""
        return self._holding(self.versions, day)

    def holding(self, day: date) -> DatedTerms | None:
        """The version that holds on *day*; None: what an office begins with."""
        begun = [version for version in self.versions if version.starts_on <= day]
        return max(begun, key=lambda version: (version.starts_on, version.at)) if begun else None

    def agreed(self, day: date, signed_on: date | None, signed_at: datetime | None) -> Terms:
        """What holds on *day* for a file. What its agreement promises stays as it was when that was signed: the days
        until 复验 and until the deposit is back, the hours of a water test.
        """
        now = self.on(day)
        if signed_on is None or signed_at is None:
            return now
        known = tuple(version for version in self.versions if version.at <= signed_at)
        then = self._holding(known, signed_on)
        return replace(
            now, recheck_days=then.recheck_days, refund_days=then.refund_days, test_hours=then.test_hours
        )

    @staticmethod
    def _holding(versions: tuple[DatedTerms, ...], day: date | None) -> Terms:
        begun = [version for version in versions if day is None or version.starts_on <= day]
        return max(begun, key=lambda version: (version.starts_on, version.at)).terms if begun else Terms()


DAYS: dict[str, tuple[int, int]] = {
    "approve_days": (0, 60),
    "recheck_days": (0, 730),
    "refund_days": (0, 180),
    "lapse_days": (1, 365),
    "inspect_days": (1, 90),
    "test_hours": (24, 240),
    "mend_days": (0, 60),
    "soon_days": (1, 60),
}
"""The least and the most that each number of days (of hours for the water test) may be."""
_MONEY = ("deposit", "management_fee", "waste_fee")
MOST = Money(100_000_000)


def read_terms(stored: Mapping[str, Any] | None) -> Terms:
    """The terms of what is stored; what cannot be read is as an office begins."""
    stored, plain = stored or {}, Terms()
    values: dict[str, Any] = {"by_area": bool(stored.get("by_area", plain.by_area))}
    for name in _MONEY:
        values[name] = Money.yuan(str(stored[name])) if name in stored else getattr(plain, name)
    for name in DAYS:
        values[name] = int(stored.get(name, getattr(plain, name)))
    if "quiet" in stored:
        quiet = tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in stored["quiet"])
        values["hours"] = Hours(quiet, bool(stored.get("rest_days_quiet", True)))
    return Terms(**values)


def stored_terms(terms: Terms) -> dict[str, Any]:
    """What JSON holds of *terms*. Raises `InvalidInput` for days and amounts that cannot be meant."""
    errors = {}
    for name, (least, most) in DAYS.items():
        if not least <= getattr(terms, name) <= most:
            errors[name] = tr("请填 {least} 到 {most} 的整数", least=least, most=most)
    for name in _MONEY:
        if not ZERO <= getattr(terms, name) <= MOST:
            errors[name] = tr("请填 0 到 {most} 的金额", most=MOST)
    if terms.hours.quiet and not working_spans(terms.hours):
        errors["quiet"] = tr("这样一整天都不能施工，请改时段")
    if errors:
        raise InvalidInput(errors)
    return {
        **{name: getattr(terms, name).plain for name in _MONEY},
        **{name: getattr(terms, name) for name in DAYS},
        "by_area": terms.by_area,
        "quiet": [[a.isoformat("minutes"), b.isoformat("minutes")] for a, b in terms.hours.quiet],
        "rest_days_quiet": terms.hours.rest_days_quiet,
    }


def read_own_days(stored: Mapping[str, Any] | None) -> dict[date, tuple[DayKind, str]]:
    """The office's own days."""
    return {
        date.fromisoformat(day): (DayKind(kind), str(name)) for day, (kind, name) in (stored or {}).items()
    }


def stored_own_days(days: Mapping[date, tuple[DayKind, str]]) -> dict[str, list[str]]:
    """What JSON holds of them. Raises `InvalidInput` where a day says it is unknown."""
    if any(kind is DayKind.UNKNOWN for kind, _name in days.values()):
        raise InvalidInput({"days": tr("请选工作日、休息日或法定节假日")})
    return {day.isoformat(): [kind.value, name.strip()[:20]] for day, (kind, name) in sorted(days.items())}


def fee_for(fee: Money, area: Decimal | None, *, by_area: bool) -> Money:
    """What a home pays: *fee* itself, or per square metre built, rounded once (M1.2). No area: nothing is known."""
    if not by_area:
        return fee
    return priced(Decimal(fee.fen) / 100, area) if area is not None else ZERO
