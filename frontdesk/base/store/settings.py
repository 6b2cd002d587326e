"""What the office sets: a key and a JSON value, kept in the database so that every desk has the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from frontdesk.base.store.base import Base
from frontdesk.base.store.work import Work
from frontdesk.base.values.rights import Right

EXPORT_MARK = "privacy.export_mark"
"""The setting: workbooks of masked lists say who made them and when (D1.9)."""


class Setting(Base):
    """One setting."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


def get_setting(session: Session, key: str, default: Any = None) -> Any:
    """The stored value, or *default* while nobody has set it."""
    found = session.get(Setting, key)
    return default if found is None else json.loads(found.value)


def all_settings(session: Session) -> dict[str, Any]:
    """Every setting that has been set."""
    return {row.key: json.loads(row.value) for row in session.scalars(select(Setting))}


def set_setting(work: Work, key: str, value: Any) -> None:
    """Set it; the audit trail keeps what it was."""
    told = json.dumps(value, ensure_ascii=False)
    found = work.session.get(Setting, key)
    if found is None:
        work.session.add(Setting(key=key, value=told))
    elif found.value != told:
        found.value = told
    work.touch("settings")


@dataclass(frozen=True, slots=True)
class SaveSettings:
    """Several settings at once: key -> what JSON holds."""

    values: Mapping[str, Any]


def save_settings(work: Work, command: SaveSettings) -> None:
    """Set them all or none. Takes the right to change settings."""
    work.require(Right.SETTINGS)
    for key, value in command.values.items():
        set_setting(work, key, value)
