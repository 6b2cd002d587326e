"""收发文登记簿: documents in and out of a span, and the originals that were lent (D1.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One document. `readers` have read it or are to; `done` says how it was dealt with and where it is filed."""

    number: str
    on: date
    party: str
    reference: str
    title: str
    kind: str
    secrecy: str
    copies: int
    handler: str
    answer_by: date | None
    readers: str
    done: str


@dataclass(frozen=True, slots=True)
class LoanLine:
    """An original that was lent; `returned` None while it is away."""

    number: str
    title: str
    who: str
    why: str
    lent: date
    until: date
    returned: date | None


@dataclass(frozen=True, slots=True)
class CorrespondenceRegister:
    """收文登记, 发文登记 or both (`what`), of a span, both days included."""

    office: str
    estate: str
    what: str
    first: date
    last: date
    lines: tuple[RegisterLine, ...]
    loans: tuple[LoanLine, ...]
    made_at: datetime
    made_by: str
