"""What 场地使用协议 and 代办受理单 show (D2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.base.values.money import Money


@dataclass(frozen=True, slots=True)
class PlaceAgreement:
    """场地使用协议: who may use which place from `first` to `last`, both included, for what, at what price."""

    office: str
    estate: str
    number: str
    day: date
    place: str
    kind: str
    location: str
    size: str
    booker: str
    unit: str
    contact: str
    phone: str
    purpose: str
    first: date
    last: date
    days: int
    fee: Money
    how: str
    deposit: Money
    due_on: date | None
    terms: tuple[str, ...]
    words: str
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class HandedPaper:
    """A paper handed in; `back` where it is an original that goes back."""

    name: str
    copies: int
    back: bool


@dataclass(frozen=True, slots=True)
class ErrandSlip:
    """代办受理单 with its tear-off. `phone` is masked; `at` is the desk's wall clock."""

    office: str
    office_phone: str
    estate: str
    number: str
    day: date
    at: datetime
    unit: str
    who: str
    phone: str
    kind: str
    what: str
    papers: tuple[HandedPaper, ...]
    promised_on: date
    fee: Money
    clerk: str
    reprint: ReprintMark | None = None
