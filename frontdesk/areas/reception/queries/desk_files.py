"""Photographs and papers that hang on an event or a commission, those that stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.model.attached import ReceptionBlob
from frontdesk.areas.reception.model.events import DeskFile, DeskFileVoid


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file: its `kind` is `jpg` or `pdf`."""

    id: int
    name: str
    hash: str
    kind: str
    words: str
    at: datetime
    by: str


def files_of_event(session: Session, event_id: int) -> tuple[FileRow, ...]:
    """An event's, in their order."""
    return _files(session, DeskFile.event_id == event_id)


def files_of_letting(session: Session, letting_id: int) -> tuple[FileRow, ...]:
    """A commission's, in their order."""
    return _files(session, DeskFile.letting_id == letting_id)


def _files(session: Session, whose: ColumnElement[bool]) -> tuple[FileRow, ...]:
    rows = session.execute(
        select(DeskFile, ReceptionBlob.kind)
        .join(ReceptionBlob, ReceptionBlob.hash == DeskFile.hash)
        .outerjoin(DeskFileVoid, DeskFileVoid.file_id == DeskFile.id)
        .where(whose, DeskFileVoid.id.is_(None))
        .order_by(DeskFile.id)
    )
    return tuple(FileRow(f.id, f.name, f.hash, kind, f.words, f.at, f.by) for f, kind in rows)
