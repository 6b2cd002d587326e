"""The audit trail: who did what, when, with whose leave, and each value before and after (D0.6)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, event, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from frontdesk.base.store.base import Base
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.store.work import Work
from frontdesk.base.values.money import Money

_SECRET = ("password", "secret")
_LONGEST = 20_000
_LONGEST_ID = 60
_CHANGES = "audit_changes"


class AuditEntry(Base):
    """One command that was carried out."""

    __tablename__ = "audit_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int]
    actor: Mapped[str] = mapped_column(String(60))
    approver_id: Mapped[int | None]
    approver: Mapped[str | None] = mapped_column(String(60))
    approval_reason: Mapped[str | None] = mapped_column(Text)
    action: Mapped[str] = mapped_column(String(120))
    command: Mapped[str] = mapped_column(Text)


class AuditChange(Base):
    """One field of one record, before and after; field `*` for a record that was made."""

    __tablename__ = "audit_change"
    __table_args__ = (Index("ix_audit_change_record", "table_name", "record_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), index=True)
    table_name: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[str] = mapped_column(String(60))
    field: Mapped[str] = mapped_column(String(60))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


GUARDS: tuple[Guard, ...] = (
    *final("audit_entry", "an audit entry"),
    *final("audit_change", "an audit entry"),
)

_OWN = (AuditEntry, AuditChange)
_UNSEEN = frozenset({"password_hash", "pdf", "document"})


class Recorder:
    """Listens to one session and writes the trail at the end of its command."""

    def __init__(self, session: Session) -> None:
        self._changes: list[dict[str, Any]] = []
        session.info[_CHANGES] = self._changes
        event.listen(session, "after_flush", self._after_flush)

    def _after_flush(self, session: Session, _context: object) -> None:
        for record in session.new:
            if not isinstance(record, _OWN):
                self._changes.append(_change(record, "*", None, None))
        for record in session.dirty:
            state = inspect(record)
            for attribute in state.mapper.column_attrs:
                history = state.attrs[attribute.key].history
                if history.has_changes():
                    before = history.deleted[0] if history.deleted else None
                    after = history.added[0] if history.added else None
                    self._changes.append(_change(record, attribute.key, before, after))

    def write(self, work: Work, action: str, command: object) -> None:
        """Add the entry and its changes to the command's own transaction."""
        leave = work.approved
        entry = AuditEntry(
            at=work.now(),
            actor_id=work.actor.id,
            actor=work.actor.name,
            approver_id=leave.approver_id if leave else None,
            approver=leave.approver_name if leave else None,
            approval_reason=leave.reason if leave else None,
            action=action,
            command=_told(command),
        )
        changes = list(self._changes)
        self._changes.clear()
        work.session.add(entry)
        work.session.flush()
        if changes:
            work.session.execute(
                AuditChange.__table__.insert(),  # type: ignore[attr-defined]
                [{"entry_id": entry.id, **change} for change in changes],
            )


def note_made(session: Session, table: str, ids: Iterable[int]) -> None:
    """Put records into the trail that were inserted in bulk, past the session: one `*` row for each."""
    session.info[_CHANGES].extend(
        {"table_name": table, "record_id": str(made), "field": "*", "before": None, "after": None}
        for made in ids
    )


def _change(record: object, field: str, before: object, after: object) -> dict[str, Any]:
    state: Any = inspect(record)
    hidden = field in _UNSEEN
    return {
        "table_name": state.mapper.local_table.name,
        # A stored file is known by its hash, which is longer than the column: its beginning says which.
        "record_id": ",".join(map(str, state.mapper.primary_key_from_instance(record)))[:_LONGEST_ID],
        "field": field,
        "before": None if before is None else ("…" if hidden else _plain(before)),
        "after": None if after is None else ("…" if hidden else _plain(after)),
    }


def _plain(value: object) -> str:
    return value.plain if isinstance(value, Money) else str(value)


def _told(command: object) -> str:
    """The command as JSON. A command with `audit_summary()` says it in short (an import of 10,000 rows)."""
    summary = getattr(command, "audit_summary", None)
    told = json.dumps(summary() if summary else command, default=_jsonable, ensure_ascii=False)
    return (
        told if len(told) <= _LONGEST else json.dumps({"type": type(command).__name__, "length": len(told)})
    )


def _jsonable(value: object) -> object:
    if isinstance(value, Money):
        return value.plain
    if isinstance(value, Decimal):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: "***" if any(s in f.name for s in _SECRET) else getattr(value, f.name)
            for f in fields(value)
        }
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    return str(value)


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One line of a record's 修改记录; `field` is `*` where the record was made."""

    at: datetime
    actor: str
    approver: str | None
    action: str
    field: str
    before: str | None
    after: str | None


def history(session: Session, table: str, record_id: int | str) -> tuple[HistoryRow, ...]:
    """What happened to one record, newest first (D0.6)."""
    rows = session.execute(
        select(AuditEntry, AuditChange)
        .join(AuditChange, AuditChange.entry_id == AuditEntry.id)
        .where(AuditChange.table_name == table, AuditChange.record_id == str(record_id))
        .order_by(AuditChange.id.desc())
    ).all()
    return tuple(
        HistoryRow(
            entry.at, entry.actor, entry.approver, entry.action, change.field, change.before, change.after
        )
        for entry, change in rows
    )
