"""Papers and photographs of decoration files: what was brought, and the files themselves under their content's hash."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final


class DecorationBlob(Base):
    """A file's bytes; `hash` is the SHA-256 of them in hexadecimal, `kind` its sort (`pdf`, `jpg`, `png`)."""

    __tablename__ = "decoration_blob"
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    bytes: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class DecorationPaper(Base):
    """A paper of a file. `hash` None: seen and kept on paper only. Photographs name the visit or breach they show."""

    __tablename__ = "decoration_paper"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("decoration_file.id"), index=True)
    kind: Mapped[PaperKind] = mapped_column(words(PaperKind))
    name: Mapped[str] = mapped_column(String(120), default="")
    hash: Mapped[str | None] = mapped_column(ForeignKey("decoration_blob.hash"))
    words: Mapped[str] = mapped_column(String(200), default="")
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("decoration_inspection.id"), index=True)
    breach_id: Mapped[int | None] = mapped_column(ForeignKey("decoration_breach.id"), index=True)
    # Whose licence or certificate it is: another contractor brings its own (article 14).
    contractor_id: Mapped[int | None] = mapped_column(ForeignKey("decoration_contractor.id"))
    received_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationPaperVoid(Base):
    """A paper entered by mistake (D0.5)."""

    __tablename__ = "decoration_paper_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("decoration_paper.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("decoration_blob", "a stored file"),
    *final("decoration_paper", "a paper of a decoration"),
    *final("decoration_paper_void", "a paper's void"),
)
