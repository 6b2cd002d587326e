"""What the till has to say before a unit is merged or split: deposits held and what stands prepaid (D1.1)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from frontdesk.areas.archives.rules.unit_changes import Hindrance
from frontdesk.areas.cashdesk.queries.deposits import deposits_of_unit
from frontdesk.areas.cashdesk.queries.prepaid import prepaid_balance
from frontdesk.base.values.money import total
from frontdesk.base.values.text import tr


def cashdesk_hinders(session: Session, unit_id: int, on: date, now: datetime) -> tuple[Hindrance, ...]:
    """Both block: money that stands under a unit that is no more is found by nobody."""
    found: list[Hindrance] = []
    deposits = deposits_of_unit(session, unit_id)
    if deposits:
        sum_ = total(row.left for row in deposits)
        numbers = "、".join(row.number for row in deposits)
        found.append(Hindrance(tr("押金没有退 ¥{sum}（{numbers}）", sum=sum_, numbers=numbers), True))
    balance = prepaid_balance(session, unit_id)
    if balance:
        found.append(Hindrance(tr("预存还有 ¥{sum}，请先退还或抵扣", sum=balance), True))
    return tuple(found)
