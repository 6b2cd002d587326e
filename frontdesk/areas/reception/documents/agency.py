"""What the papers of commissions and events show: 房屋租售委托书, 看房记录, 活动签到表, 活动总结 (D2.6, D2.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.base.values.money import Money


class AgencyForm(StrEnum):
    """A paper of commissions or events, by its form; stored with what was printed and never changed."""

    MANDATE = "letting_mandate"
    VIEWING = "viewing_sheet"
    SIGN_IN = "event_sign_in"
    SUMMARY = "event_summary"


AGENCY_FORM_WORDS: dict[AgencyForm, str] = {
    AgencyForm.MANDATE: "房屋租售委托书",
    AgencyForm.VIEWING: "看房记录",
    AgencyForm.SIGN_IN: "活动签到表",
    AgencyForm.SUMMARY: "活动总结",
}


@dataclass(frozen=True, slots=True)
class Mandate:
    """房屋租售委托书: the home, what the owner asks, until when. Least prices are not on it; `keys` are tags in our care."""

    office: str
    estate: str
    office_phone: str
    number: str
    day: date
    unit: str
    layout: str
    area: str
    owner: str
    phone: str
    kind: str
    rent: Money | None
    price: Money | None
    furniture: str
    words: str
    first: date
    last: date
    keys: tuple[str, ...]
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class ViewingSheet:
    """看房记录: taken along to a viewing, signed by who was led through. `asked` says the price in words."""

    office: str
    estate: str
    office_phone: str
    number: str
    day: date
    letting: str
    unit: str
    layout: str
    area: str
    asked: str
    who: str
    phone: str
    when: str
    leader: str
    key_way: str
    words: str
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class GuestLine:
    """Somebody who signed up; `phone` is masked."""

    unit: str
    name: str
    phone: str
    people: int
    words: str


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """活动签到表: who signed up, with a place to sign, and empty rows for who comes without."""

    office: str
    estate: str
    number: str
    day: date
    title: str
    hours: str
    place: str
    responsible: str
    guests: tuple[GuestLine, ...]
    people: int
    clerk: str
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A line of the budget beside what was spent on it."""

    what: str
    budget: Money
    spent: Money


@dataclass(frozen=True, slots=True)
class SummaryPhoto:
    """A photograph, a JPEG as base64 text, and what it shows."""

    jpeg: str
    words: str


@dataclass(frozen=True, slots=True)
class EventSummary:
    """活动总结: what was planned, who came, what it cost, how it went. `day` is the event's own, `score` 1–5."""

    office: str
    estate: str
    number: str
    day: date
    title: str
    hours: str
    place: str
    responsible: str
    plan: str
    signed: int
    came: int
    homes: int
    lines: tuple[AccountLine, ...]
    budget: Money
    spent: Money
    evaluation: str
    score: int
    photos: tuple[SummaryPhoto, ...]
    clerk: str
    reprint: ReprintMark | None = None
