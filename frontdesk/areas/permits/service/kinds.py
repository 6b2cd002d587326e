"""Kinds of permits set by the office: a change is a new version from a day on (D3.3)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from frontdesk.areas.permits.model.permits import PermitKind
from frontdesk.areas.permits.queries.kinds import KindRow, kind_on, kind_versions, kinds, used_codes
from frontdesk.areas.permits.rules.kinds import SEEDS, KindFacts, check_kind, named_fields
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class SaveKind:
    """A kind as it shall stand from today (or `starts_on`, not before today).

    Its code tells which one; `new` says that there must be none of it yet. A field without a name is a new one.
    """

    facts: KindFacts
    starts_on: date | None = None
    new: bool = False


def save_kind(work: Work, command: SaveKind) -> int:
    """Store the version; its id. What was issued before keeps its own. Raises `InvalidInput`."""
    work.require(Right.PERMITS_SETUP)
    today = work.today()
    starts_on = command.starts_on or today
    if starts_on < today:
        raise InvalidInput({"starts_on": tr("新的规定不能从今天以前开始")})
    known = kinds(work.session, starts_on)
    versions = kind_versions(work.session, command.facts.code, starts_on)
    before = next((row.facts for row in known if row.facts.code == command.facts.code), None)
    if before is None and versions:
        before = versions[-1].facts  # it begins on a later day
    if command.new and before is not None:
        raise InvalidInput(
            {"code": tr("已经有代码是 {code} 的证：{name}", code=before.code, name=before.name)}
        )
    names = {field.name for row in versions for field in row.facts.fields}
    names |= {field.name for field in before.fields} if before is not None else set()
    fields = named_fields(command.facts.fields, names)
    facts = replace(command.facts, name=command.facts.name.strip(), fields=fields)
    check_kind(facts, tuple(row.facts for row in known))
    if before is not None and before.prefix != facts.prefix and before.code in used_codes(work.session):
        raise InvalidInput({"prefix": tr("已经发过 {prefix} 开头的证，前缀不能再改", prefix=before.prefix)})
    return _store(work, facts, starts_on)


def stored_kind(work: Work, code: str) -> tuple[int, KindFacts]:
    """The version that holds today, stored when it is one of the first seven that nobody has changed."""
    row = kind_on(work.session, code, work.today())
    if row.id is None:
        # Two desks that issue the first one of a kind at once take turns, and store it once.
        next_number(work.session, "permit-kinds")
        row = kind_on(work.session, code, work.today())
    return (row.id if row.id is not None else _store(work, row.facts, work.today())), row.facts


def seed(work: Work, _command: None = None) -> tuple[KindRow, ...]:
    """Store the first seven that are not stored yet."""
    stored = set(work.session.scalars(select(PermitKind.code)))
    for facts in SEEDS:
        if facts.code not in stored:
            _store(work, facts, work.today())
    return kinds(work.session, work.today())


def _store(work: Work, facts: KindFacts, starts_on: date) -> int:
    made = PermitKind(
        code=facts.code,
        name=facts.name.strip(),
        prefix=facts.prefix,
        form=facts.form,
        days=facts.days,
        fee=facts.fee,
        deposit=facts.deposit,
        photo=facts.photo,
        returns=facts.returns,
        fields=json.dumps([codec.to_plain(field) for field in facts.fields], ensure_ascii=False),
        needs=json.dumps(codec.to_plain(facts.needs)),
        issuers=json.dumps([role.value for role in facts.issuers], ensure_ascii=False),
        terms=json.dumps(list(facts.terms), ensure_ascii=False),
        active=facts.active,
        starts_on=starts_on,
        at=work.now(),
        by=work.actor.name,
    )
    work.session.add(made)
    work.session.flush()
    work.touch("permit_kinds")
    return made.id
