"""Kinds of permits as they stand on a day: what the office has set, and the seven it begins with (D3.3)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.permits.model.permits import Permit, PermitKind
from frontdesk.areas.permits.rules.kinds import SEEDS, KindFacts, KindField, Needs
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Role
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind as it stands; `id` is None while the office has neither changed nor used it."""

    id: int | None
    facts: KindFacts
    starts_on: date | None


def kinds(session: Session, on: date, *, active_only: bool = False) -> tuple[KindRow, ...]:
    """Every kind on the day: the office's first seven in their order, then its own."""
    found = {seed.code: KindRow(None, seed, None) for seed in SEEDS}
    # In their order the latest day stands last, of one day the latest word: a change put down for a day to come
    # holds from then on, whatever is changed before that day.
    begun = select(PermitKind).where(PermitKind.starts_on <= on)
    first: dict[str, int] = {}
    stands: dict[str, PermitKind] = {}
    for row in session.scalars(begun.order_by(PermitKind.starts_on, PermitKind.id)):
        first[row.code] = min(first.get(row.code, row.id), row.id)
        stands[row.code] = row
    for code in sorted(stands, key=lambda code: first[code]):
        found[code] = KindRow(stands[code].id, facts_of(stands[code]), stands[code].starts_on)
    return tuple(row for row in found.values() if row.facts.active or not active_only)


def known_kinds(session: Session, on: date) -> tuple[KindRow, ...]:
    """Every kind on the day, then those that begin on a later one: for where they are set."""
    now = kinds(session, on)
    known = {row.facts.code for row in now}
    later: dict[str, KindRow] = {}
    ahead = select(PermitKind).where(PermitKind.starts_on > on)
    for row in session.scalars(ahead.order_by(PermitKind.starts_on, PermitKind.id.desc())):
        if row.code not in known and row.code not in later:
            later[row.code] = KindRow(row.id, facts_of(row), row.starts_on)
    return (*now, *later.values())


def kind_on(session: Session, code: str, on: date) -> KindRow:
    """One kind on the day. Raises `Refused` for a code nobody knows."""
    found = next((row for row in kinds(session, on) if row.facts.code == code), None)
    if found is None:
        raise Refused(tr("没有 {code} 这种证，请重新选择", code=code), field="kind")
    return found


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a kind: from which day, who put it down; `holds` on the day that was asked."""

    id: int
    facts: KindFacts
    starts_on: date
    at: datetime
    by: str
    holds: bool


def kind_versions(session: Session, code: str, on: date) -> tuple[VersionRow, ...]:
    """Every version of a kind, the latest day first; empty while nobody has changed or used it."""
    rows = session.scalars(
        select(PermitKind)
        .where(PermitKind.code == code)
        .order_by(PermitKind.starts_on.desc(), PermitKind.id.desc())
    ).all()
    holds = next((row.id for row in rows if row.starts_on <= on), None)
    return tuple(
        VersionRow(row.id, facts_of(row), row.starts_on, row.at, row.by, row.id == holds) for row in rows
    )


def kind_version(session: Session, kind_id: int) -> KindFacts:
    """The version a permit was issued by."""
    return facts_of(session.get_one(PermitKind, kind_id))


def used_codes(session: Session) -> frozenset[str]:
    """Kinds of which there is a permit: their code and prefix stay."""
    return frozenset(session.scalars(select(Permit.kind_code).distinct()))


def facts_of(row: PermitKind) -> KindFacts:
    """A stored version as plain values."""
    return KindFacts(
        code=row.code,
        name=row.name,
        prefix=row.prefix,
        form=row.form,
        days=row.days,
        fee=row.fee,
        deposit=row.deposit,
        photo=row.photo,
        returns=row.returns,
        fields=tuple(codec.from_plain(KindField, field) for field in json.loads(row.fields)),
        needs=codec.from_plain(Needs, json.loads(row.needs)),
        issuers=tuple(Role(role) for role in json.loads(row.issuers)),
        terms=tuple(json.loads(row.terms)),
        active=row.active,
    )
