"""居住证明, 暂住登记代办单, and the paper of a kind that the office makes for itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.permits.documents.marks import ReprintMark


@dataclass(frozen=True, slots=True)
class ResidenceLetter:
    """居住证明: says of whom the office knows that they live here, and that it is a supporting paper."""

    office: str
    estate: str
    number: str
    holder: str
    id_kind: str
    """`居民身份证`, or empty when none is stated."""
    id_number: str
    """In full when the holder wants it on their own paper, else masked."""
    unit: str
    address: str
    """The estate's and the unit's address as it is written on letters; empty leaves the unit alone."""
    role: str
    since: date | None
    """From when the office's register has them at the unit."""
    until: date | None
    """The lease's end, where one is known."""
    purpose: str
    """What it is for: `办理子女入学`; empty for none."""
    code: str
    issued_on: date
    issued_by: str
    ends_on: date
    """Until when the signed code says that the paper is good."""
    phone: str = ""
    others: tuple[tuple[str, str], ...] = ()
    """Who lives with them: name and relation."""
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """暂住登记代办单: the desk carries papers to the police for somebody who is not from here."""

    office: str
    estate: str
    number: str
    unit: str
    holder: str
    gender: str
    nation: str
    """Nationality, or where the person is registered."""
    id_kind: str
    id_number: str
    phone: str
    moved_in: date | None
    stays_until: date | None
    landlord: str
    landlord_phone: str
    papers: tuple[tuple[str, bool], ...]
    """Each paper and whether it was handed over."""
    issued_on: date
    issued_by: str
    ready_on: date | None = None
    """The day the desk promises an answer for."""
    remark: str = ""
    office_phone: str = ""
    code: str = ""
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class Permission:
    """A kind of the office's own, on A5: title, holder, what the kind asks, validity, terms."""

    office: str
    estate: str
    title: str
    number: str
    unit: str
    holder: str
    role: str
    facts: tuple[tuple[str, str], ...]
    """The kind's own fields: label and words."""
    starts_on: date
    ends_on: date
    code: str
    issued_on: date
    issued_by: str
    terms: tuple[str, ...] = ()
    phone: str = ""
    with_photo: bool = False
    photo: str = ""
    photo_hash: str = ""
    reprint: ReprintMark | None = None
