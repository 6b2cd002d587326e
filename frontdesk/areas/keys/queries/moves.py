"""What stands of a tag's history, and the figures of every tag that follow from it, as the database adds them up."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, Subquery, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.keys.model import KeyMovement, KeyMovementVoid
from frontdesk.areas.keys.rules.course import Moved, Standing, standing
from frontdesk.areas.keys.rules.kinds import Move


def stands(move: Any = KeyMovement) -> Any:
    """Whether a movement (or an alias of it) has not been undone."""
    return ~select(KeyMovementVoid.id).where(KeyMovementVoid.movement_id == move.id).exists()


def moved(session: Session, key_id: int) -> tuple[Moved, ...]:
    """What happened to a tag's keys and stands, the oldest first."""
    query = select(KeyMovement).where(KeyMovement.key_id == key_id, stands()).order_by(KeyMovement.id)
    return tuple(
        Moved(m.id, m.kind, m.moved_on, m.pieces, m.who, m.until, m.loan_id) for m in session.scalars(query)
    )


def standing_of(session: Session, key_id: int, on: date | None = None) -> Standing:
    """Where a tag's keys are, or were at the end of a day."""
    return standing(moved(session, key_id), on)


Only = Select[int] | tuple[int, ...] | None
"""The tags a question is about, by id, so that the database adds up no others; None for all of them."""


def sums(on: date, only: Only = None) -> Subquery:
    """Of each tag, by the end of the day: keys in the cabinet, out, lost and gone, and whether they are in care."""
    m = KeyMovement
    asked = (m.key_id.in_(only),) if only is not None else ()
    ended = case((m.kind == Move.CARE_ENDED, m.id))
    care = case((m.kind == Move.IN_CARE, m.id))
    return (
        select(
            m.key_id.label("key_id"),
            func.sum(m.change).label("on_hand"),
            func.sum(
                case((m.kind == Move.LENT, m.pieces), (m.loan_id.is_not(None), -m.pieces), else_=0)
            ).label("out"),
            func.sum(
                case(
                    (m.kind == Move.LOST, m.pieces),
                    (m.kind.in_((Move.FOUND, Move.REPLACED)), -m.pieces),
                    else_=0,
                )
            ).label("lost"),
            func.sum(case((m.kind.in_((Move.HANDED_OVER, Move.CARE_ENDED)), m.pieces), else_=0)).label(
                "gone"
            ),
            case(
                (func.coalesce(func.max(care), 0) > func.coalesce(func.max(ended), 0), func.max(care))
            ).label("care_id"),
        )
        .where(stands(), m.moved_on <= on, *asked)
        .group_by(m.key_id)
        .subquery("sums")
    )


@cache
def _sides() -> tuple[Any, Any]:
    """A loan's movement, and those that bring its keys back. Made once: to name so wide a table anew takes longer than
    to ask it, and every page of keys, the strip and the start page ask."""
    return aliased(KeyMovement, name="lent"), aliased(KeyMovement, name="back")


def open_loans(on: date, only: Only = None) -> Subquery:
    """Every loan that was out at the end of the day, with how many keys of it had not come back (`left`)."""
    lent, back = _sides()
    of_back = (back.key_id.in_(only),) if only is not None else ()
    of_lent = (lent.key_id.in_(only),) if only is not None else ()
    returned = (
        select(back.loan_id.label("loan_id"), func.sum(back.pieces).label("pieces"))
        .where(back.loan_id.is_not(None), stands(back), back.moved_on <= on, *of_back)
        .group_by(back.loan_id)
        .subquery("returned")
    )
    left = lent.pieces - func.coalesce(returned.c.pieces, 0)
    return (
        select(
            lent.id.label("id"),
            lent.key_id.label("key_id"),
            lent.who.label("who"),
            lent.company.label("company"),
            lent.phone.label("phone"),
            lent.person_id.label("person_id"),
            lent.moved_on.label("moved_on"),
            lent.until.label("until"),
            lent.why.label("why"),
            lent.slip.label("slip"),
            lent.by.label("by"),
            left.label("left"),
        )
        .outerjoin(returned, returned.c.loan_id == lent.id)
        .where(and_(lent.kind == Move.LENT, stands(lent), lent.moved_on <= on, left > 0), *of_lent)
        .subquery("loans")
    )
