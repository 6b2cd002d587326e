"""What a meter's reading means: consumption, roll-over, what is odd about it, whose period it belongs to (M3).

A reading belongs to the period of billing whose days hold the day it was taken on, whenever it was entered. What
comes in late is billed by billing that period once more, as a further charge; each reading is billed once for an
item and never again (T4). Its whole consumption counts in the month and the calendar year of that day, and costs
what is charged on that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from frontdesk.areas.fees.rules.kinds import Category, MeterKind, Odd
from frontdesk.areas.fees.rules.tariffs import Tariff
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

METERED: dict[Category, MeterKind] = {
    Category.WATER: MeterKind.WATER,
    Category.POWER: MeterKind.POWER,
    Category.HOT_WATER: MeterKind.HOT_WATER,
    Category.GAS: MeterKind.GAS,
    Category.HEATING: MeterKind.HEAT,
}
"""Which meters an item that is priced by meter reads."""

UNITS: dict[MeterKind, str] = {
    MeterKind.WATER: "吨",
    MeterKind.POWER: "度",
    MeterKind.HOT_WATER: "吨",
    MeterKind.GAS: "立方米",
    MeterKind.HEAT: "吉焦",
}
"""What each kind counts."""

NONE_USED = Decimal(0)
USUAL_OF = 6
TOO_MUCH = 3
ENOUGH_OTHERS = 10
MOST_DECIMALS = 4
FEWEST_DIGITS, MOST_DIGITS, USUAL_DIGITS = 3, 10, 5


class Used(NamedTuple):
    """A reading's consumption, and the day it was read on."""

    reading_id: int
    day: date
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Metered:
    """What a unit's meters of one kind say of a period.

    `readings` are those of the period that were not billed yet, in order. `month_before` and `year_before` were
    used in the same calendar month and year before the first of them, whoever lived there and whichever meter
    counted. `waiting` says why the unit cannot be billed yet; `left` names earlier months with unbilled readings.
    `tariffs` are the item's, in order of their days.
    """

    kind: MeterKind
    tariffs: tuple[Tariff, ...] = ()
    readings: tuple[Used, ...] = ()
    month_before: Decimal = NONE_USED
    year_before: Decimal = NONE_USED
    waiting: str = ""
    left: tuple[str, ...] = ()


class Judged(NamedTuple):
    """The consumption of a reading, if it has one, and what is odd about it."""

    use: Decimal | None
    odd: Odd | None


def consumption(
    last: Decimal, value: Decimal, *, digits: int, multiplier: Decimal = Decimal(1), rolled: bool = False
) -> Decimal:
    """reading − last, with 10^digits added on a confirmed roll-over, times the multiplier (倍率) (M3.1).

    Raises `Refused` for a lower reading that did not roll over, and for a roll-over that was none.
    """
    if rolled and value >= last:
        raise Refused(tr("读数没有低于上次的 {last}，不是翻转", last=plain_figure(last)), field="value")
    if not rolled and value < last:
        raise Refused(tr("读数低于上次的 {last}", last=plain_figure(last)), field="value")
    return (value - last + (10**digits if rolled else 0)) * multiplier


def usual_use(uses: Sequence[Decimal]) -> Decimal | None:
    """What a unit usually uses: the median of its last six consumptions (given in order); None without any."""
    return median(uses[-USUAL_OF:]) if uses else None


def usual_of_others(uses: Sequence[Decimal]) -> Decimal | None:
    """What homes like this one use, for a meter without a past: the median of those read together with it.

    Only homes that use anything count, and only where there are enough of them to say so.
    """
    used = [use for use in uses if use > 0]
    return median(used) if len(used) >= ENOUGH_OTHERS else None


def judge(
    last: Decimal, value: Decimal | None, *, digits: int, multiplier: Decimal, usual: Decimal | None
) -> Judged:
    """Whether a reading can stand, or has to wait until somebody decides (M3.2)."""
    if value is None:
        return Judged(None, Odd.MISSING)
    if value < last:
        return Judged(None, Odd.LOWER)
    use = consumption(last, value, digits=digits, multiplier=multiplier)
    return Judged(use, Odd.MUCH if usual is not None and use > TOO_MUCH * usual else None)


def odd_words(
    odd: Odd, last: Decimal, value: Decimal | None, use: Decimal | None, usual: Decimal | None
) -> str:
    """What is odd, with its figures: `低于上次读数 704`, `用量 240，平时 8`."""
    if odd is Odd.LOWER:
        return tr("低于上次读数 {last}", last=plain_figure(last))
    if odd is Odd.MUCH and use is not None and usual is not None:
        return tr("用量 {use}，超过平时 {usual} 的三倍", use=plain_figure(use), usual=plain_figure(usual))
    return tr(odd.value)


def value_fault(value: Decimal, digits: int) -> str:
    """Why a reading cannot stand on such a meter, or an empty text."""
    if not value.is_finite() or value < 0:
        return tr("读数不能是负数")
    if decimals_of(value) > MOST_DECIMALS:
        return tr("读数最多 {n} 位小数", n=MOST_DECIMALS)
    if value >= 10**digits:
        return tr("这块表只有 {n} 位，读数 {value} 太大", n=digits, value=plain_figure(value))
    return ""


def may_have_rolled(last: Decimal, value: Decimal, digits: int) -> bool:
    """Whether a lower reading looks like a roll-over: little is used when it is taken for one."""
    return value < last and value - last + 10**digits <= 10**digits // 10


def decimals_of(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain_figure(number: Decimal) -> str:
    """A reading or consumption as it is said: `10`, `11.5`, `1,200`."""
    return f"{number:,.{decimals_of(number)}f}"


def reading_figure(number: Decimal | None) -> str:
    """A reading as it stands on the meter, without separators; nothing for none."""
    return "" if number is None else f"{number:.{decimals_of(number)}f}"
