"""Decoration files (装修, D4): the application, its dated steps, terms, contractors, scope and workers.

Rows are added, never changed. Where a file stands follows from its last step; its version is that step's number.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.decoration.rules.articles import WorkKind
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.rules.kinds import Applicant, ConsentWay
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final


class DecorationFile(Base):
    """An application and all that comes of it. `person_id` None: `applicant` is a name in words.

    `consent_by` and what follows is the owner's leave, where the applicant is somebody else (article 13).
    """

    __tablename__ = "decoration_file"
    __table_args__ = (Index("ix_decoration_file_unit", "unit_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    applicant: Mapped[str] = mapped_column(String(80))
    role: Mapped[Applicant] = mapped_column(words(Applicant))
    phone: Mapped[str] = mapped_column(String(40), default="")
    consent_by: Mapped[str] = mapped_column(String(80), default="")
    consent_way: Mapped[ConsentWay | None] = mapped_column(words(ConsentWay))
    consent_on: Mapped[date | None]
    summary: Mapped[str] = mapped_column(String(200), default="")
    applied_on: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    # Made when the form opens: the same press twice finds its first file here (T23).
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class DecorationStep(Base):
    """A step taken (D4.3): from which state to which, on which day, by whom, with which words.

    `allowed` says what was not met and yet allowed, `allow_reason` why, `approver` by whom (T22). `unit_state` is what
    the home was before this step made it 装修中.
    """

    __tablename__ = "decoration_step"
    __table_args__ = (
        UniqueConstraint("file_id", "no"),
        Index("ix_decoration_step_kind", "kind", "step_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("decoration_file.id"))
    no: Mapped[int]
    kind: Mapped[Step] = mapped_column(words(Step))
    before: Mapped[State] = mapped_column(words(State))
    after: Mapped[State] = mapped_column(words(State))
    step_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(300), default="")
    allowed: Mapped[str] = mapped_column(String(600), default="")
    allow_reason: Mapped[str] = mapped_column(String(200), default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)
    unit_state: Mapped[str | None] = mapped_column(String(24))


class DecorationTerm(Base):
    """From when to when, both days included; the newest holds. The step is the application or the extension."""

    __tablename__ = "decoration_term"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="span"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("decoration_file.id"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("decoration_step.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationContractor(Base):
    """Who builds, from a day on; the newest holds. `own_workers`: the owner's own people, and no firm.

    `head` is who answers for the site, with a telephone.
    """

    __tablename__ = "decoration_contractor"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("decoration_file.id"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("decoration_step.id"))
    own_workers: Mapped[bool]
    name: Mapped[str] = mapped_column(String(80), default="", index=True)
    licence: Mapped[str] = mapped_column(String(24), default="")
    grade: Mapped[str] = mapped_column(String(24), default="")
    head: Mapped[str] = mapped_column(String(60), default="")
    head_phone: Mapped[str] = mapped_column(String(40), default="")
    starts_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationScope(Base):
    """An item of work: which room, which kind, in which words, on which drawing."""

    __tablename__ = "decoration_scope"
    __table_args__ = (UniqueConstraint("file_id", "no"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("decoration_file.id"))
    no: Mapped[int]
    room: Mapped[str] = mapped_column(String(24))
    kind: Mapped[WorkKind] = mapped_column(words(WorkKind))
    words: Mapped[str] = mapped_column(String(200), default="")
    drawing: Mapped[str] = mapped_column(String(60), default="")
    added_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationScopeEnd(Base):
    """An item taken out of the scope (撤下)."""

    __tablename__ = "decoration_scope_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    scope_id: Mapped[int] = mapped_column(ForeignKey("decoration_scope.id"), unique=True)
    ended_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationWorker(Base):
    """Somebody who works there. Their 临时出入证 is the permits' own; it names this row."""

    __tablename__ = "decoration_worker"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("decoration_file.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    id_number: Mapped[str] = mapped_column(String(40), default="")
    trade: Mapped[str] = mapped_column(String(24), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    joined_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationWorkerEnd(Base):
    """A worker who is no longer there."""

    __tablename__ = "decoration_worker_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("decoration_worker.id"), unique=True)
    left_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationPass(Base):
    """A worker's 临时出入证: a permit of the permits' own, which knows how it stands."""

    __tablename__ = "decoration_pass"
    id: Mapped[int] = mapped_column(primary_key=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("decoration_worker.id"), index=True)
    permit_id: Mapped[int] = mapped_column(ForeignKey("permit.id"), unique=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


_NEXT_STEP = (
    "NEW.no <> (SELECT COALESCE(MAX(no), 0) + 1 FROM decoration_step WHERE file_id = NEW.file_id) "
    "OR NEW.before <> COALESCE((SELECT s.after FROM decoration_step s WHERE s.file_id = NEW.file_id "
    "ORDER BY s.no DESC LIMIT 1), '未申请')"
)

GUARDS: tuple[Guard, ...] = (
    *final("decoration_file", "a decoration file"),
    *final("decoration_step", "a step"),
    *final("decoration_term", "a term"),
    *final("decoration_contractor", "a contractor"),
    *final("decoration_scope", "an item of the scope"),
    *final("decoration_scope_end", "an item's withdrawal"),
    *final("decoration_worker", "a worker"),
    *final("decoration_worker_end", "a worker's end"),
    *final("decoration_pass", "a worker's pass"),
    Guard("decoration_step", "insert", "not the next step from where the file stands", _NEXT_STEP, "next"),
)
