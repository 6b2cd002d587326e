"""What the office has decided about taking and giving back money, as plain values, and the command that keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.queries import deposit_purposes
from frontdesk.areas.cashdesk.rules.kinds import (
    DEPOSIT_PURPOSES_SETTING,
    FROM_TAKINGS_SETTING,
    REFERENCE_LATER_SETTING,
    ROUND_OFF_LIMIT,
    ROUND_OFF_SETTING,
)
from frontdesk.areas.fees.rules.notices import DAYS_TO_PAY
from frontdesk.base.store.settings import SaveSettings, get_setting, save_settings
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

DAYS_SETTING = "notice.days_to_pay"
MOST_DAYS = 90
MOST_ROUNDING = Money(99)
"""抹零 drops the fen and the jiao, never a yuan (M6.3)."""
MOST_PURPOSES = 12
LONGEST_PURPOSE = 10


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """`round_off` is the most that 抹零 drops; `purposes` of deposits, one to a line; `from_takings` is 坐支 (M7.7)."""

    round_off: Money = MOST_ROUNDING
    purposes: str = ""
    reference_later: bool = False
    from_takings: bool = False
    days_to_pay: int = DAYS_TO_PAY


def money_facts(session: Session) -> MoneyFacts:
    """What is set, or the plain values."""
    return MoneyFacts(
        round_off=Money.yuan(str(get_setting(session, ROUND_OFF_SETTING, ROUND_OFF_LIMIT))),
        purposes="\n".join(deposit_purposes(session)),
        reference_later=bool(get_setting(session, REFERENCE_LATER_SETTING, False)),
        from_takings=bool(get_setting(session, FROM_TAKINGS_SETTING, False)),
        days_to_pay=int(get_setting(session, DAYS_SETTING, DAYS_TO_PAY)),
    )


def save_money(work: Work, command: MoneyFacts) -> None:
    """Keep it. Raises `InvalidInput` naming each field that cannot stand as it is."""
    errors: dict[str, str] = {}
    if not ZERO <= command.round_off <= MOST_ROUNDING:
        errors["round_off"] = tr("抹零只抹分和角，请填 0 到 {most}", most=MOST_ROUNDING)
    purposes = list(dict.fromkeys(line.strip() for line in command.purposes.splitlines() if line.strip()))
    if not purposes:
        errors["purposes"] = tr("请至少写一种押金用途")
    elif len(purposes) > MOST_PURPOSES:
        errors["purposes"] = tr("押金用途最多 {n} 种", n=MOST_PURPOSES)
    elif any(len(word) > LONGEST_PURPOSE for word in purposes):
        errors["purposes"] = tr("每种用途最多 {n} 个字", n=LONGEST_PURPOSE)
    if not 1 <= command.days_to_pay <= MOST_DAYS:
        errors["days_to_pay"] = tr("请填 1 到 {most} 天", most=MOST_DAYS)
    if errors:
        raise InvalidInput(errors)
    values: dict[str, object] = {
        ROUND_OFF_SETTING: command.round_off.plain,
        DEPOSIT_PURPOSES_SETTING: purposes,
        REFERENCE_LATER_SETTING: command.reference_later,
        FROM_TAKINGS_SETTING: command.from_takings,
        DAYS_SETTING: command.days_to_pay,
    }
    save_settings(work, SaveSettings(values))
