"""To whom the key of a home may be lent: the owner, and whom the owner's recorded consent names (D3.1)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.areas.keys.rules.kinds import KeyKind, WhoKind
from frontdesk.base.values.text import tr

_OF_A_HOME = (KeyKind.DOOR, KeyKind.LETTERBOX, KeyKind.OTHER)


@dataclass(frozen=True, slots=True)
class Who:
    """Who brings or takes a key. `id_number` is staff's number for staff; `company` whom they work for."""

    kind: WhoKind
    name: str = ""
    person_id: int | None = None
    id_number: str = ""
    phone: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """One line of a unit's list: may, or may not, have its keys, from a day up to, not including, a day.

    `words` say on what terms, `source` how the owner said it.
    """

    id: int
    allow: bool
    name: str
    person_id: int | None
    starts_on: date
    ends_on: date | None
    words: str = ""
    source: str = ""

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class Basis(StrEnum):
    """Upon what a key may be lent, or why it may not."""

    FREE = "free"
    OWNER = "owner"
    ALLOWED = "allowed"
    DENIED = "denied"
    UNNAMED = "unnamed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the list says of somebody. `words` as shown at the moment of handing out and printed on the slip."""

    basis: Basis
    words: str
    consent_id: int | None = None

    @property
    def may(self) -> bool:
        return self.basis in (Basis.FREE, Basis.OWNER, Basis.ALLOWED)


def needs_consent(kind: KeyKind, *, of_unit: bool) -> bool:
    """Whether it is the key of a home. Meter wells, boxes and the entrance's door are not, though a unit may be named."""
    return of_unit and kind in _OF_A_HOME


def verdict(
    kind: KeyKind,
    unit: str,
    owners: Iterable[tuple[int, str]],
    consents: Iterable[Consent],
    who: Who,
    day: date,
) -> Verdict:
    """Whether *who* may have a key of *unit* ("" for none) on *day*. Owners are (person id, name) of that day.

    What forbids goes before what allows, and before being one of several owners.
    """
    if not needs_consent(kind, of_unit=bool(unit)):
        return Verdict(Basis.FREE, tr("公共部位的钥匙，不用业主同意"))
    named = [c for c in consents if c.holds(day) and names(c, who)]
    for consent in named:
        if not consent.allow:
            told = _told(consent)
            return Verdict(
                Basis.DENIED,
                tr("{unit} 的业主不同意借给{who}{told}", unit=unit, who=who.name, told=told),
                consent.id,
            )
    if who.person_id is not None and any(who.person_id == owner for owner, _ in owners):
        return Verdict(Basis.OWNER, tr("业主本人"))
    for consent in named:
        told = _told(consent)
        return Verdict(Basis.ALLOWED, tr("业主同意{told}", told=told), consent.id)
    return Verdict(
        Basis.UNNAMED, tr("{unit} 的业主没有登记同意借给{who}", unit=unit, who=who.name or tr("这个人"))
    )


def after_care(said: Verdict, unit: str, care_until: date | None, day: date) -> Verdict:
    """What holds of a key in our care: once its agreement has ended, only the owner still has it."""
    if care_until is None or care_until >= day or said.basis is not Basis.ALLOWED:
        return said
    return Verdict(Basis.EXPIRED, tr("{unit} 的托管 {day} 已到期，不再外借", unit=unit, day=care_until))


def names(consent: Consent, who: Who) -> bool:
    """Whether a line speaks of somebody: the same person of the archives, else the same name or company.

    Two people of the archives who share a name are told apart by who they are. What forbids also speaks of somebody
    whose name is written together with the firm's (`安居中介 何师傅`); what allows takes the very name.
    """
    if consent.person_id is not None and who.person_id is not None:
        return consent.person_id == who.person_id
    wanted = _plain(consent.name)
    if len(wanted) > 1 and not consent.allow:
        return any(wanted in _plain(name) for name in (who.name, who.company))
    return bool(wanted) and wanted in (_plain(who.name), _plain(who.company))


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _told(consent: Consent) -> str:
    """`（装修队，至 2026-12-31；业主书面 2026-11-01）`, as far as it is known."""
    until = tr("至 {day}", day=consent.ends_on - _DAY) if consent.ends_on is not None else ""
    terms = "，".join(part for part in (consent.words, until) if part)
    told = "；".join(part for part in (terms, consent.source) if part)
    return tr("（{told}）", told=told) if told else ""


_DAY = date.resolution
