"""The reports the desk owes (D2.3): drafts, what was fixed, and the spot check with its seed and findings."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.owing import ReportKind
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final


class OwedDraft(Base):
    """The words a person has written for a report so far (JSON: key → text), until it is fixed; the figures are not
    kept, they are worked out of the records each time.
    """

    __tablename__ = "owed_draft"
    __table_args__ = (UniqueConstraint("kind", "first_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReportKind] = mapped_column(words(ReportKind))
    first_on: Mapped[date]
    last_on: Mapped[date]
    texts: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class OwedReport(Base):
    """A fixed report: the n-th of its period. Its figures and words stand in the paper of the same number.

    From the second on it corrects the one before, with a reason.
    """

    __tablename__ = "owed_report"
    __table_args__ = (
        UniqueConstraint("kind", "first_on", "no"),
        CheckConstraint("(no = 1) = (corrects_id IS NULL)", name="corrects"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReportKind] = mapped_column(words(ReportKind))
    first_on: Mapped[date]
    last_on: Mapped[date]
    no: Mapped[int]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("owed_report.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200), default="")
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), unique=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class SpotCheck(Base):
    """The draw of a month: of its tickets up to `through_id`, `permille` of a thousand by `seed`."""

    __tablename__ = "spot_check"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    first_on: Mapped[date] = mapped_column(unique=True)
    last_on: Mapped[date]
    seed: Mapped[str] = mapped_column(String(40))
    permille: Mapped[int]
    through_id: Mapped[int]
    complaints: Mapped[int]
    others: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class SpotTicket(Base):
    """A ticket that was drawn: the n-th line of the sheet."""

    __tablename__ = "spot_ticket"
    __table_args__ = (UniqueConstraint("check_id", "no"), UniqueConstraint("check_id", "ticket_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"))
    no: Mapped[int]
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))


class SpotFinding(Base):
    """What was found of a drawn ticket; the newest holds, earlier ones stay."""

    __tablename__ = "spot_finding"
    __table_args__ = (UniqueConstraint("line_id", "no"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("spot_ticket.id"))
    no: Mapped[int]
    good: Mapped[bool]
    words: Mapped[str] = mapped_column(String(200), default="")
    on_day: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


_NEXT = (
    "NEW.no <> (SELECT COALESCE(MAX(no), 0) + 1 FROM owed_report "
    "WHERE kind = NEW.kind AND first_on = NEW.first_on)"
)

GUARDS: tuple[Guard, ...] = (
    Guard("owed_draft", "delete", "a report's draft is never deleted"),
    *final("owed_report", "a fixed report"),
    Guard("owed_report", "insert", "not the next report of its period", _NEXT, "next"),
    *final("spot_check", "a spot check"),
    *final("spot_ticket", "a drawn ticket"),
    *final("spot_finding", "a finding"),
)
