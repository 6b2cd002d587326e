"""Duplicate people: found to be one and joined, split again, or said to be two (D0.5, D1.2)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import or_, select

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.model.duplicates import PersonApart, PersonJoin, PersonSplit
from frontdesk.areas.archives.queries.anonymising import refuse_anonymous
from frontdesk.areas.archives.queries.joined import kept_ids, standing
from frontdesk.areas.archives.rules.duplicates import CHOSEN, FACTS
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind
from frontdesk.areas.archives.rules.roles import RoleSpan
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "people"
_DAYS = ("visa_ends_on",)


@dataclass(frozen=True, slots=True)
class JoinPeople:
    """`joined_id` is the same person as `kept_id`; `take` names what is taken of the joined one (keys of CHOSEN)."""

    kept_id: int
    joined_id: int
    reason: str
    take: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class SplitPeople:
    """The join was wrong."""

    join_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class KeepApart:
    """The two are not the same person."""

    one_id: int
    other_id: int
    reason: str = ""


def join_people(work: Work, command: JoinPeople) -> int:
    """The join's id. Raises `Refused` where the two cannot be one: joined already, or the same role at one unit."""
    work.require(Right.ARCHIVES_SETUP)
    reason = _reason(command.reason)
    if command.kept_id == command.joined_id:
        raise Refused(tr("请选两条不同的住户记录"))
    kept, joined = _locked(work, command.kept_id, command.joined_id)
    refuse_anonymous(work.session, kept.id, joined.id)
    whom = kept_ids(work.session)
    for person in (kept, joined):
        if person.id in whom:
            raise Refused(tr("{name}已经合并过，请刷新后再看", name=person.name))
    if joined.id in whom.values():
        raise Refused(tr("有别的记录已合并到这一份，请保留它，合并另一份"), field="keep")
    _no_role_twice(work, kept, joined)
    if unknown := command.take - set(CHOSEN):
        raise ValueError(f"unknown facts: {sorted(unknown)}")
    before, other = facts_of(kept), facts_of(joined)
    after = dict(before)
    for key in command.take:
        after |= {name: other[name] for name in CHOSEN[key]}
    row = PersonJoin(
        kept_id=kept.id, joined_id=joined.id, reason=reason, kept_before=_json(before), joined_before=_json(other),
        after=_json(after), at=work.now(), by_id=work.actor.id, by=work.actor.name,
    )  # fmt: skip
    work.session.add(row)
    put_facts(kept, after)
    work.session.flush()
    mirror(work, kept)
    work.touch("people", "units")
    return row.id


def split_people(work: Work, command: SplitPeople) -> None:
    """Both say again what they said; what was changed on the kept one since stays with it. Newest join first."""
    work.require(Right.ARCHIVES_SETUP)
    reason = _reason(command.reason)
    row = work.session.get_one(PersonJoin, command.join_id)
    kept, joined = _locked(work, row.kept_id, row.joined_id)
    refuse_anonymous(work.session, kept.id, joined.id)
    if work.session.scalar(select(PersonSplit.id).where(PersonSplit.join_id == row.id)) is not None:
        raise Refused(tr("这两条已经拆分过了"))
    later = select(PersonJoin.id).where(PersonJoin.kept_id == row.kept_id, PersonJoin.id > row.id, standing())
    if work.session.scalar(later) is not None:
        raise Refused(tr("之后还有记录合并到{name}，请先拆分后合并的那一条", name=kept.name))
    work.session.add(
        PersonSplit(join_id=row.id, reason=reason, at=work.now(), by_id=work.actor.id, by=work.actor.name)
    )
    after, before, now = json.loads(row.after), json.loads(row.kept_before), facts_of(kept)
    for names in CHOSEN.values():
        # A number goes with its kind: they go back together or not at all.
        if all(now[name] == after[name] for name in names):
            put_facts(kept, {name: before[name] for name in names})
    put_facts(joined, json.loads(row.joined_before))
    work.session.flush()
    mirror(work, kept)
    work.touch("people", "units")


def keep_apart(work: Work, command: KeepApart) -> None:
    """The two are remembered as two; saying it twice is saying it once."""
    work.require(Right.ARCHIVES_WRITE)
    one, other = sorted((command.one_id, command.other_id))
    if one == other:
        raise Refused(tr("请选两条不同的住户记录"))
    _locked(work, one, other)
    whom = kept_ids(work.session)
    if whom.get(one, one) == whom.get(other, other):
        raise Refused(tr("这两条已经合并，要分开请先拆分"))
    known = select(PersonApart.id).where(PersonApart.one_id == one, PersonApart.other_id == other)
    if work.session.scalar(known) is not None:
        return
    work.session.add(
        PersonApart(
            one_id=one, other_id=other, reason=command.reason.strip()[:200], at=work.now(), by_id=work.actor.id,
            by=work.actor.name,
        )
    )  # fmt: skip
    work.touch("people")


def mirror(work: Work, kept: Person) -> None:
    """Whoever was joined with *kept* says what *kept* says."""
    joins = select(PersonJoin.joined_id).where(PersonJoin.kept_id == kept.id, standing())
    for person in work.session.scalars(select(Person).where(Person.id.in_(joins))):
        put_facts(person, facts_of(kept))
    work.session.flush()


def mirror_all(work: Work) -> None:
    """The same for everybody, after an import."""
    work.session.flush()
    for person in work.session.scalars(
        select(Person).where(Person.id.in_(select(PersonJoin.kept_id).where(standing())))
    ):
        mirror(work, person)


def facts_of(person: Person) -> dict[str, Any]:
    """What its row says, as JSON can hold it."""
    return {name: _plain(getattr(person, name)) for name in FACTS}


def put_facts(person: Person, facts: Mapping[str, Any]) -> None:
    """Write them where they differ, so that the trail names only what changed."""
    for name, value in facts.items():
        if _plain(getattr(person, name)) != value:
            setattr(person, name, _typed(name, value))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _typed(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "kind":
        return PersonKind(value)
    if name == "id_kind":
        return IdKind(value)
    return date.fromisoformat(value) if name in _DAYS else value


def _json(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False)


def _reason(text: str) -> str:
    if not text.strip():
        raise InvalidInput({"reason": tr("请写明原因")})
    return text.strip()[:200]


def _locked(work: Work, one_id: int, other_id: int) -> tuple[Person, Person]:
    """Both rows in the order asked for, held in the order of their ids."""
    ids = sorted((one_id, other_id))
    query = select(Person).where(Person.id.in_(ids)).order_by(Person.id).with_for_update()
    found = {person.id: person for person in work.session.scalars(query)}
    if one_id not in found or other_id not in found:
        raise Refused(tr("没有这位住户，请重新选择"))
    return found[one_id], found[other_id]


def _no_role_twice(work: Work, kept: Person, joined: Person) -> None:
    """One person is not the same thing twice to a unit on one day: the clerk says first which of the two holds."""
    group = {kept.id} | {one for one, whom in kept_ids(work.session).items() if whom == kept.id}
    rows = work.session.execute(
        select(UnitRole, Unit.code)
        .join(Unit, Unit.id == UnitRole.unit_id)
        .where(or_(UnitRole.person_id.in_(group), UnitRole.person_id == joined.id))
    ).all()
    spans = [
        (
            role.unit_id, code,
            RoleSpan(role.id, role.person_id, "", role.kind, role.share, role.starts_on, role.ends_on),
        )
        for role, code in rows
    ]  # fmt: skip
    held = [
        (unit, code, role)
        for unit, code, role in spans
        if role.ends_on is None or role.starts_on != role.ends_on
    ]
    theirs = [(unit, role) for unit, _, role in held if role.person_id in group]
    for unit_id, code, mine in held:
        if mine.person_id == joined.id and any(
            unit == unit_id and role.kind is mine.kind and role.meets(mine) for unit, role in theirs
        ):
            raise Refused(
                tr(
                    "两条记录在 {unit} 都登记为{role}，日子重叠。请先在这户的资料里改好其中一条的起止日期，再合并",
                    unit=code,
                    role=tr(mine.kind.value),
                ),
                field="keep",
            )
