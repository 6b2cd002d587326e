"""The owners' word on their keys: the list of a unit, and what it says of somebody (D3.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, UnitRole
from frontdesk.areas.archives.queries.joined import as_kept, kept_ids
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.keys.model import KeyConsent, KeyConsentEnd
from frontdesk.areas.keys.queries.keys import KeyRow, keys_by_id
from frontdesk.areas.keys.rules.consent import Consent, Verdict, Who, after_care, needs_consent, verdict


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One line of a unit's list. `over` once it no longer holds, `later` while it does not hold yet."""

    id: int
    unit_id: int
    allow: bool
    name: str
    person_id: int | None
    starts_on: date
    ends_on: date | None
    words: str
    source: str
    at: datetime
    by: str
    over: bool
    later: bool
    ended_by: str = ""
    ended_for: str = ""

    @property
    def holds(self) -> bool:
        return not self.over and not self.later


@dataclass(frozen=True, slots=True)
class Judged:
    """What the owner's word is on one key for one borrower, with the list it comes from."""

    key: KeyRow
    verdict: Verdict
    needs: bool
    owners: tuple[tuple[int, str], ...]
    consents: tuple[ConsentRow, ...]


def consents_of(session: Session, unit_id: int, on: date) -> tuple[ConsentRow, ...]:
    """The unit's whole list: what holds first, what forbids before what allows, then what is over."""
    query = (
        select(KeyConsent, KeyConsentEnd)
        .outerjoin(KeyConsentEnd, KeyConsentEnd.consent_id == KeyConsent.id)
        .where(KeyConsent.unit_id == unit_id)
        .order_by(KeyConsent.id)
    )
    rows = []
    whom = kept_ids(session)
    for consent, end in session.execute(query):
        days = [day for day in (consent.ends_on, end.ends_on if end else None) if day is not None]
        ends_on = min(days) if days else None
        rows.append(
            ConsentRow(
                id=consent.id,
                unit_id=unit_id,
                allow=consent.allow,
                name=consent.name,
                person_id=as_kept(whom, consent.person_id),
                starts_on=consent.starts_on,
                ends_on=ends_on,
                words=consent.words,
                source=consent.source,
                at=consent.at,
                by=consent.by,
                over=ends_on is not None and ends_on <= on,
                later=consent.starts_on > on,
                ended_by=end.by if end else "",
                ended_for=end.reason if end else "",
            )
        )
    return tuple(sorted(rows, key=lambda r: (r.over, r.later, r.allow, r.id)))


def owners_on(session: Session, unit_id: int, on: date) -> tuple[tuple[int, str], ...]:
    """(person id, name) of those who own the unit on the day; of somebody joined, the id that stands for them."""
    query = (
        select(UnitRole.person_id, Person.name)
        .join(Person, Person.id == UnitRole.person_id)
        .where(
            UnitRole.unit_id == unit_id,
            UnitRole.kind == RoleKind.OWNER,
            or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= on),
            or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on),
        )
        .order_by(UnitRole.id)
    )
    whom = kept_ids(session)
    return tuple((whom.get(row.person_id, row.person_id), row.name) for row in session.execute(query))


def judge(session: Session, key_ids: tuple[int, ...], who: Who, on: date) -> tuple[Judged, ...]:
    """The owner's word on each key for *who*, as the clerk sees it before handing out and the service asks it."""
    found = []
    # Two records that were joined are one person, whichever of them a line names.
    who = replace(who, person_id=as_kept(kept_ids(session), who.person_id))
    for key in keys_by_id(session, key_ids, on):
        needs = needs_consent(key.kind, of_unit=key.unit_id is not None)
        owners = owners_on(session, key.unit_id, on) if key.unit_id is not None else ()
        listed = consents_of(session, key.unit_id, on) if key.unit_id is not None else ()
        lines = [_plain(row) for row in listed]
        said = verdict(key.kind, key.unit, owners, lines, who, on)
        if needs and key.in_care:
            said = after_care(said, key.unit, key.care_until, on)
        found.append(Judged(key, said, needs, owners, listed))
    return tuple(found)


def _plain(row: ConsentRow) -> Consent:
    return Consent(
        row.id, row.allow, row.name, row.person_id, row.starts_on, row.ends_on, row.words, row.source
    )
