"""Sums over events: money by what it belongs to, people signed up and come (D2.7)."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.model.events import EventGuest, EventGuestMark
from frontdesk.areas.reception.rules.events import GuestMark
from frontdesk.base.values.money import Money, total


def sums(session: Session, query: Select[int, Money]) -> dict[int, Money]:
    """The amounts by the first column."""
    found: dict[int, list[Money]] = {}
    for key, amount in session.execute(query):
        found.setdefault(key, []).append(amount)
    return {key: total(amounts) for key, amounts in found.items()}


def people_of(session: Session, ids: list[int]) -> tuple[dict[int, int], dict[int, int]]:
    """People signed up (who called off is not) and people who came, by event."""
    marks: dict[int, tuple[GuestMark, int]] = {}
    for guest_id, mark, people in session.execute(
        select(EventGuestMark.guest_id, EventGuestMark.mark, EventGuestMark.people)
        .join(EventGuest, EventGuest.id == EventGuestMark.guest_id)
        .where(EventGuest.event_id.in_(ids))
        .order_by(EventGuestMark.id)
    ):
        marks[guest_id] = (mark, people)
    signed: dict[int, int] = {}
    came: dict[int, int] = {}
    for guest_id, event_id, people in session.execute(
        select(EventGuest.id, EventGuest.event_id, EventGuest.people).where(EventGuest.event_id.in_(ids))
    ):
        last = marks.get(guest_id)
        if last is None or last[0] is not GuestMark.OUT:
            signed[event_id] = signed.get(event_id, 0) + people
        if last is not None:
            came[event_id] = came.get(event_id, 0) + last[1]
    return signed, came
