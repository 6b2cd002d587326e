"""Drafts (草稿): a form left for the telephone waits until somebody comes back to it (D0.8)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from frontdesk.base.store.base import Base
from frontdesk.base.store.work import Work


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


def drafts(session: Session, user_id: int) -> tuple[DraftRow, ...]:
    """A user's drafts, newest first."""
    found = session.scalars(select(Draft).where(Draft.user_id == user_id).order_by(Draft.saved_at.desc()))
    return tuple(DraftRow(d.id, d.page, d.key, d.title, json.loads(d.data), d.saved_at) for d in found)


def save_draft(work: Work, command: SaveDraft) -> None:
    """Keep the typing; the same page and key is written over."""
    found = work.session.scalar(
        select(Draft).where(
            Draft.user_id == work.actor.id, Draft.page == command.page, Draft.key == command.key
        )
    )
    told = json.dumps(command.data, ensure_ascii=False, default=str)
    if found is None:
        work.session.add(
            Draft(
                user_id=work.actor.id,
                page=command.page,
                key=command.key,
                title=command.title,
                data=told,
                saved_at=work.now(),
            )
        )
    else:
        found.title, found.data, found.saved_at = command.title, told, work.now()
    work.touch("drafts")


def drop_draft(work: Work, command: DropDraft) -> None:
    """Let it go: it was saved as a record, or somebody threw it away."""
    work.session.execute(
        delete(Draft).where(
            Draft.user_id == work.actor.id, Draft.page == command.page, Draft.key == command.key
        )
    )
    work.touch("drafts")
