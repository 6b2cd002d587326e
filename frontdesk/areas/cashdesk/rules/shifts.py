"""Names of shifts (早班, 中班, 晚班), and what an over or short is called."""

from __future__ import annotations

from datetime import date

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

SHIFT_NAMES = ("早班", "中班", "晚班")
_NOON = 12
_EVENING = 18
_LONGEST = 20


def name_by_hour(hour: int) -> str:
    """What a shift opened at that hour is called when nobody says otherwise."""
    return SHIFT_NAMES[0] if hour < _NOON else SHIFT_NAMES[1] if hour < _EVENING else SHIFT_NAMES[2]


def check_name(text: str, *, field: str) -> str:
    """A desk's or shift's name. Raises `Refused` when it is empty or long."""
    tidy = text.strip()
    if not tidy:
        raise Refused(tr("请填班次和台号"), field=field)
    if len(tidy) > _LONGEST:
        raise Refused(tr("名称超过 {n} 个字，请写短些", n=_LONGEST), field=field)
    return tidy


def shift_label(business_on: date, name: str) -> str:
    """`20261121-早`: how a shift stands on a receipt."""
    return f"{business_on:%Y%m%d}-{name.removesuffix('班')}"


def over_or_short(difference: Money) -> str:
    """`短款 5.00`, `长款 0.50`, or empty."""
    if difference < ZERO:
        return tr("短款 {amount}", amount=-difference)
    return tr("长款 {amount}", amount=difference) if difference > ZERO else ""
