"""What 过户确认单 and 租赁变更确认单 show. Numbers of documents and telephones stand masked in them (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.base.values.money import Money, total


@dataclass(frozen=True, slots=True)
class PartyLine:
    """Somebody who leaves, comes in or stays: `part` is 转出, 转入, 续期."""

    part: str
    role: str
    name: str
    id_number: str
    phone: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class OwedLine:
    """A charge that was open, with the late fee up to the document's day."""

    item: str
    period: str
    payer: str
    owed: Money
    late: Money


@dataclass(frozen=True, slots=True)
class RestLine:
    """Something that belonged to those who leave, or is under way, and what was done with it."""

    sort: str
    what: str
    done: str


@dataclass(frozen=True, slots=True)
class HomeChange:
    """过户确认单 or 租赁变更确认单 (`title` says which, or that it undoes one): both sides sign it."""

    office: str
    estate: str
    number: str
    day: date
    title: str
    unit: str
    area: str
    on: date
    why: str
    basis: str
    parties: tuple[PartyLine, ...]
    arrears: tuple[OwedLine, ...]
    owed: Money
    late: Money
    arrears_words: str
    fees_words: str
    prepaid: Money
    prepaid_words: str
    rest: tuple[RestLine, ...]
    state: str
    words: str
    allowed: str
    old_sign: str
    new_sign: str
    clerk: str
    reprint: ReprintMark | None = None

    def wrong(self) -> bool:
        """Whether a sum is not that of its lines."""
        return self.owed != total(line.owed for line in self.arrears) or self.late != total(
            line.late for line in self.arrears
        )
