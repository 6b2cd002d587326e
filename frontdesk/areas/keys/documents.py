"""What the papers of the key cabinet show. A document is stored when it is issued and drawn from that ever after.

Numbers of documents and telephones stand masked in them (D1.9). Times are the desk's wall clock, without a zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class KeyLine:
    """Keys of one tag on a paper. `where` is the unit's code or the place."""

    tag: str
    where: str
    kind: str
    pieces: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Who brings or takes the keys: name, what they are (员工), company, masked document number and telephone."""

    name: str
    kind: str = ""
    company: str = ""
    id_number: str = ""
    phone: str = ""

    @property
    def words(self) -> str:
        """`外来人员 李师傅，工程部，证件 110101********1234，电话 138****5678`."""
        number = tr("证件 {id}", id=self.id_number) if self.id_number else ""
        phone = tr("电话 {phone}", phone=self.phone) if self.phone else ""
        name = " ".join(part for part in (self.kind, self.name) if part)
        return "，".join(part for part in (name, self.company, number, phone) if part)


@dataclass(frozen=True, slots=True)
class KeyLoan:
    """钥匙借用单. `basis` is upon what the key of a home is lent, `allowed` who allowed what the list did not."""

    office: str
    estate: str
    number: str
    day: date
    at: datetime
    lines: tuple[KeyLine, ...]
    borrower: Party
    why: str
    until: date
    basis: tuple[str, ...]
    allowed: str
    deposit: str
    """Number of the deposit's receipt; empty without one."""
    deposit_amount: Money | None
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class KeyHandover:
    """钥匙交接单: keys come to the office or go from it for good. `what` says which (`收到钥匙`, `移交钥匙`)."""

    office: str
    estate: str
    number: str
    day: date
    what: str
    giver: str
    taker: str
    other: Party
    unit: str
    lines: tuple[KeyLine, ...]
    words: str
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One line of the list in an agreement: who may (or may not) have the keys, until when, on what terms."""

    allow: bool
    name: str
    until: str
    words: str


@dataclass(frozen=True, slots=True)
class CareAgreement:
    """钥匙托管协议. `until` None: until it is called back. `authority` is what the owner signed for it."""

    office: str
    estate: str
    number: str
    day: date
    unit: str
    owner: Party
    lines: tuple[KeyLine, ...]
    until: date | None
    authority: str
    consents: tuple[ConsentLine, ...]
    terms: tuple[str, ...]
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One tag in a count: how many should hang there and how many do, in a word, and what explains it."""

    tag: str
    where: str
    kind: str
    hook: str
    expected: int
    found: int
    result: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class CountSheet:
    """钥匙清点表 of one cabinet."""

    office: str
    estate: str
    number: str
    day: date
    cabinet: str
    begun_at: datetime
    closed_at: datetime
    lines: tuple[CountedLine, ...]
    there: int
    missing: int
    unexpected: int
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class TagLabel:
    """One label: the tag's code and where it hangs. Never whose door it opens: a key that is lost must not say it."""

    tag: str
    hangs: str = ""


@dataclass(frozen=True, slots=True)
class TagSheet:
    """钥匙标签: labels to cut out or to stick on."""

    office: str
    day: date
    labels: tuple[TagLabel, ...]
