"""What assets and consumables share: codes that are scanned into the same field, quantities (D2.9)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from frontdesk.areas.reception.model.stock import Asset, Consumable
from frontdesk.areas.reception.rules.stock import MOST_QUANTITY
from frontdesk.areas.reception.service.desk_common import tidy
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

TOPIC = "stock"
DECIMALS = 3
"""Of a quantity."""


@dataclass(frozen=True, slots=True)
class Added:
    """Its id and code."""

    id: int
    code: str
    again: bool = False


def take_code(work: Work, typed: str, prefix: str, *, own: str = "") -> str:
    """A code nothing else has: an asset's and a consumable's are scanned into the same field."""
    code = tidy(typed, field="code", most=40).upper()
    if not code:
        if own:
            raise Refused(tr("请写编号"), field="code")
        while True:
            code = f"{prefix}-{next_number(work.session, f'stock-{prefix}'):04d}"
            if not _taken(work, code):
                return code
    if code != own and _taken(work, code):
        raise Refused(tr("编号 {code} 已经有了，请换一个", code=code), field="code")
    return code


def _taken(work: Work, code: str) -> bool:
    return any(
        work.session.scalar(select(func.count()).select_from(table).where(table.code == code))
        for table in (Asset, Consumable)
    )


def check_quantity(quantity: Decimal, field: str) -> None:
    """A quantity above nothing, of at most three decimals."""
    if not quantity.is_finite() or not Decimal(0) < quantity <= MOST_QUANTITY:
        raise Refused(tr("数量要大于零，请核对"), field=field)
    if quantity != round(quantity, DECIMALS):
        raise Refused(tr("数量最多三位小数"), field=field)
