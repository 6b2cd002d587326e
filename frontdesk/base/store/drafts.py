"""Drafts (草稿): a form left for the telephone waits until somebody comes back to it (D0.8)."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from frontdesk.base.store.base import Base
from frontdesk.base.store.runner import Runner, told_in_words
from frontdesk.base.store.work import Actor, Work


class Draft(Base):
    """One form's typing, as the fields showed it. A draft is no record: it goes when it is saved or let go."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("user_id", "page", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    page: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(120))
    data: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as the list shows it; `page` and `key` say where it goes on."""

    id: int
    page: str
    key: str
    title: str
    data: dict[str, Any]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """`key` tells two drafts of one page apart (the unit's code, say)."""

    page: str
    key: str
    title: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DropDraft:
    """The draft of that page and key, of the user who acts."""

    page: str
    key: str


class Kept(Enum):
    """What became of typing that was kept by itself: a new draft, written over one, or somebody was quicker."""

    NEW = "new"
    OVER = "over"
    OVERTAKEN = "overtaken"


_acts: Counter[tuple[int, str, str]] = Counter()
"""How often this process's own window has kept or dropped a draft on purpose."""


def acts_on(user_id: int, page: str, key: str) -> int:
    """A number that changes with each `save_draft` and `drop_draft` of that draft in this process."""
    return _acts[user_id, page, key]


def keep_typed(runner: Runner, actor: Actor, command: SaveDraft, seen: int) -> Kept:
    """Keep what is being typed, by itself, from any thread; nothing when the draft was acted upon since *seen*.

    Typing is no doing: it leaves nothing in the audit trail, which would grow by a form every ten seconds.
    Raises `Surroundings` where the database cannot be written.
    """
    key = (actor.id, command.page, command.key)
    with told_in_words(), runner.db.write() as session:
        if _acts[key] != seen:
            return Kept.OVERTAKEN
        was_there = _put(session, actor, command, runner.clock.now())
        return Kept.OVER if was_there else Kept.NEW


def drafts(session: Session, user_id: int) -> tuple[DraftRow, ...]:
    """A user's drafts, newest first."""
    found = session.scalars(select(Draft).where(Draft.user_id == user_id).order_by(Draft.saved_at.desc()))
    return tuple(DraftRow(d.id, d.page, d.key, d.title, json.loads(d.data), d.saved_at) for d in found)


def save_draft(work: Work, command: SaveDraft) -> None:
    """Keep the typing; the same page and key is written over."""
    _acts[work.actor.id, command.page, command.key] += 1
    _put(work.session, work.actor, command, work.now())
    work.touch("drafts")


def _put(session: Session, actor: Actor, command: SaveDraft, at: datetime) -> bool:
    """Whether there was one already."""
    found = session.scalar(
        select(Draft).where(Draft.user_id == actor.id, Draft.page == command.page, Draft.key == command.key)
    )
    told = json.dumps(command.data, ensure_ascii=False, default=str)
    if found is not None:
        found.title, found.data, found.saved_at = command.title, told, at
        return True
    session.add(
        Draft(
            user_id=actor.id,
            page=command.page,
            key=command.key,
            title=command.title,
            data=told,
            saved_at=at,
        )
    )
    return False


def drop_draft(work: Work, command: DropDraft) -> None:
    """Let it go: it was saved as a record, or somebody threw it away."""
    _acts[work.actor.id, command.page, command.key] += 1
    work.session.execute(
        delete(Draft).where(
            Draft.user_id == work.actor.id, Draft.page == command.page, Draft.key == command.key
        )
    )
    work.touch("drafts")
