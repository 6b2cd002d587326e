"""Everything printed is kept (D0.4): the frozen document, and the PDF of each time it was printed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from frontdesk.base.store.base import Base
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.store.work import Work


class Paper(Base):
    """An issued paper: its data as it was on the day. Never changed; a correction is a new paper."""

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("form", "number"),
        Index("ix_paper_subject", "subject_kind", "subject_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(120))
    subject_kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[int]
    unit_id: Mapped[int | None] = mapped_column(index=True)
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int]
    issued_by: Mapped[str] = mapped_column(String(60))
    document: Mapped[str] = mapped_column(Text)


class PaperPrint(Base):
    """One time it was printed; `times` is 0 for the original, n for the n-th 补打."""

    __tablename__ = "paper_print"
    __table_args__ = (UniqueConstraint("paper_id", "times"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    times: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int]
    by: Mapped[str] = mapped_column(String(60))
    size: Mapped[str] = mapped_column(String(24))
    pdf: Mapped[bytes] = deferred(mapped_column(LargeBinary))


GUARDS: tuple[Guard, ...] = (*final("paper", "an issued paper"), *final("paper_print", "a print"))


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as records list it; `printed` counts every print, the original included."""

    id: int
    form: str
    number: str
    title: str
    issued_at: datetime
    issued_by: str
    printed: int


def issue_paper(
    work: Work,
    *,
    form: str,
    number: str,
    title: str,
    subject: tuple[str, int],
    document: dict[str, Any],
    unit_id: int | None = None,
) -> int:
    """Freeze a paper's data under its number; returns its id."""
    paper = Paper(
        form=form,
        number=number,
        title=title,
        subject_kind=subject[0],
        subject_id=subject[1],
        unit_id=unit_id,
        issued_at=work.now(),
        issued_by_id=work.actor.id,
        issued_by=work.actor.name,
        document=json.dumps(document, ensure_ascii=False),
    )
    work.session.add(paper)
    work.session.flush()
    return paper.id


def keep_print(work: Work, paper_id: int, *, size: str, pdf: bytes) -> int:
    """Keep the PDF as printed; returns 0 for the original, n for the n-th 补打."""
    times = print_count(work.session, paper_id)
    work.session.add(
        PaperPrint(
            paper_id=paper_id,
            times=times,
            at=work.now(),
            by_id=work.actor.id,
            by=work.actor.name,
            size=size,
            pdf=pdf,
        )
    )
    work.session.flush()
    work.touch("papers")
    return times


def print_count(session: Session, paper_id: int) -> int:
    """How often it has been printed."""
    found = session.scalar(
        select(func.count()).select_from(PaperPrint).where(PaperPrint.paper_id == paper_id)
    )
    return int(found or 0)


def paper_document(session: Session, form: str, number: str) -> tuple[int, dict[str, Any]] | None:
    """The paper's id and its frozen data."""
    found = session.scalar(select(Paper).where(Paper.form == form, Paper.number == number))
    return None if found is None else (found.id, json.loads(found.document))


def printed_pdf(session: Session, paper_id: int, times: int) -> bytes | None:
    """The PDF of one time it was printed, to open again as it was."""
    return session.scalar(
        select(PaperPrint.pdf).where(PaperPrint.paper_id == paper_id, PaperPrint.times == times)
    )


def papers_of(
    session: Session, *, subject: tuple[str, int] | None = None, unit_id: int | None = None
) -> tuple[PaperRow, ...]:
    """The papers of a record or of a unit, newest first."""
    prints = select(PaperPrint.paper_id, func.count().label("n")).group_by(PaperPrint.paper_id).subquery()
    query = select(Paper, func.coalesce(prints.c.n, 0)).outerjoin(prints, prints.c.paper_id == Paper.id)
    if subject is not None:
        query = query.where(Paper.subject_kind == subject[0], Paper.subject_id == subject[1])
    if unit_id is not None:
        query = query.where(Paper.unit_id == unit_id)
    return tuple(
        PaperRow(p.id, p.form, p.number, p.title, p.issued_at, p.issued_by, n)
        for p, n in session.execute(query.order_by(Paper.id.desc()))
    )
