"""What 盘点表 and 采购计划表 show (D2.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.base.values.money import Money


@dataclass(frozen=True, slots=True)
class CountedLine:
    """An asset or consumable of the sheet; `found` None: to be written in by hand."""

    place: str
    code: str
    name: str
    measure: str
    expected: Decimal
    found: Decimal | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class CountSheet:
    """资产与物料盘点表 of a month, place by place; `fixed_on` None while it is still to be counted."""

    office: str
    estate: str
    number: str
    day: date
    month: str
    lines: tuple[CountedLine, ...]
    clerk: str
    fixed_on: date | None = None
    counter: str = ""
    witness: str = ""
    words: str = ""
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of the plan: quantity × estimated price (yuan), rounded once to the fen."""

    what: str
    quantity: Decimal
    measure: str
    price: Decimal
    amount: Money
    why: str = ""


@dataclass(frozen=True, slots=True)
class PurchaseSheet:
    """采购计划表 for a month. `state` in words; `decided_by` and `decided_on` once it is approved."""

    office: str
    estate: str
    number: str
    day: date
    month: str
    state: str
    lines: tuple[PlannedLine, ...]
    total: Money
    words: str
    made_by: str
    clerk: str
    submitted_by: str = ""
    submitted_on: date | None = None
    decided_by: str = ""
    decided_on: date | None = None
    reprint: ReprintMark | None = None
