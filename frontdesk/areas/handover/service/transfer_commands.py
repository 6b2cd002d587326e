"""What the clerk asks for when a home or its lease changes hands, and what comes back (D1.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, UnitState
from frontdesk.areas.handover.rules.transfers import ChangeKind, KeyFate, Thing, Why
from frontdesk.base.values.money import Money


@dataclass(frozen=True, slots=True)
class NewParty:
    """Who comes in: somebody of the archives (`person_id`) or new; an owner's `share`, a tenant's `last_on`."""

    name: str
    person_id: int | None = None
    kind: PersonKind = PersonKind.PERSON
    id_kind: IdKind | None = None
    id_number: str = ""
    phone: str = ""
    share: Decimal | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Who takes over what is owed, in writing; `signed` once the paper bears the signature."""

    by: str
    words: str
    signed: bool


@dataclass(frozen=True, slots=True)
class KeyDone:
    """What becomes of a tag's keys."""

    key_id: int
    fate: KeyFate


@dataclass(frozen=True, slots=True)
class LongerLease:
    """A tenant's role goes on up to and including a day."""

    role_id: int
    last_on: date


@dataclass(frozen=True, slots=True)
class MakeChange:
    """One change, whole. `out` are roles that end on `on`; `ends` cars, spaces, pets and leases that end with them.

    `owed` and `prepaid` are what the page showed: where they are another meanwhile, it is looked at again.
    `prepaid_stays`: those who leave know that it stays with the home. `reason` is for the supervisor's leave.
    """

    kind: ChangeKind
    unit_id: int
    on: date
    why: Why
    owed: Money
    prepaid: Money
    basis: str = ""
    out: tuple[int, ...] = ()
    new: tuple[NewParty, ...] = ()
    longer: tuple[LongerLease, ...] = ()
    take_over: TakeOver | None = None
    prepaid_stays: bool = False
    keys: tuple[KeyDone, ...] = ()
    ends: tuple[tuple[Thing, int], ...] = ()
    state: UnitState | None = None
    words: str = ""
    reason: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """The document's number, its home, and what the clerk must still know."""

    transfer_id: int
    number: str
    unit: str
    told: tuple[str, ...] = ()
    again: bool = False
