"""Who is whom: the joins that stand, for everything that asks for a person (D1.2). There are a handful of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import exists, func, or_, select, text
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model.duplicates import PersonJoin, PersonSplit

# Written out: every search asks it.
_STANDING = text(
    "SELECT j.joined_id, j.kept_id FROM person_join j "
    "WHERE NOT EXISTS (SELECT 1 FROM person_split s WHERE s.join_id = j.id)"
)


def standing() -> Any:
    """The joins that nobody has undone: a condition."""
    return ~exists().where(PersonSplit.join_id == PersonJoin.id)


def joined_ids() -> Any:
    """Ids of the people who are somebody else: a select."""
    return select(PersonJoin.joined_id).where(standing())


def kept_of(column: Any) -> Any:
    """Whom the person of *column* is: an SQL expression."""
    found = select(PersonJoin.kept_id).where(PersonJoin.joined_id == column, standing())
    return func.coalesce(found.correlate_except(PersonJoin, PersonSplit).scalar_subquery(), column)


def is_same(column: Any, person_id: int) -> Any:
    """Rows whose *column* names the person, whichever of the records joined with them it is: a condition."""
    kept = select(PersonJoin.kept_id).where(PersonJoin.joined_id == person_id, standing())
    others = select(PersonJoin.joined_id).where(
        or_(PersonJoin.kept_id == person_id, PersonJoin.kept_id.in_(kept)), standing()
    )
    return or_(column == person_id, column.in_(kept), column.in_(others))


def kept_ids(session: Session) -> dict[int, int]:
    """Joined id -> kept id."""
    return {row.joined_id: row.kept_id for row in session.execute(_STANDING)}


def kept_id(session: Session, person_id: int) -> int:
    """The person themselves, or whom they were joined with."""
    return kept_ids(session).get(person_id, person_id)


def as_kept(whom: Mapping[int, int], person_id: int | None) -> int | None:
    """The id that stands for a person who may be nobody; *whom* is `kept_ids`, read once for a list."""
    return None if person_id is None else whom.get(person_id, person_id)


def same_ids(session: Session, person_id: int | None) -> frozenset[int]:
    """Ids under which the person stands in older rows of any area: their own, and of those joined with them."""
    return frozenset() if person_id is None else frozenset(same_people(session, [person_id]))


def same_people(session: Session, people: Iterable[int]) -> dict[int, int]:
    """The people and whoever was joined with them, each with the id that stands for them."""
    kept = kept_ids(session)
    wanted = {kept.get(person_id, person_id) for person_id in people}
    return {each: each for each in wanted} | {one: whom for one, whom in kept.items() if whom in wanted}
