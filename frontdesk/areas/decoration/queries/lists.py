"""Lists: files by filter, visits planned, breaches, deposits to give back; and what today asks for (D0.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.decoration.model.breaches import (
    DecorationBreach,
    DecorationBreachVoid,
    DecorationRecheck,
)
from frontdesk.areas.decoration.model.files import DecorationContractor, DecorationFile, DecorationStep
from frontdesk.areas.decoration.model.inspections import DecorationPlan, DecorationPlanEnd
from frontdesk.areas.decoration.queries.board import column_of, firm_words, scope_words, under_way_ids
from frontdesk.areas.decoration.queries.files import last_steps, load, number_condition
from frontdesk.areas.decoration.queries.needing import line_of, refund_by
from frontdesk.areas.decoration.queries.rows import BreachRow, FileFacts
from frontdesk.areas.decoration.rules.board import Line
from frontdesk.areas.decoration.rules.course import OVER, Column, State
from frontdesk.areas.decoration.rules.kinds import VisitKind
from frontdesk.base.values.money import Money


@dataclass(frozen=True, slots=True)
class FileFilter:
    """What a list of files shows; None and empty mean all. Days are of the application, both included.

    `text` is part of a number, unit code, name or firm. `over`: only what is over (True), or is not (False).
    """

    text: str = ""
    states: tuple[State, ...] = ()
    over: bool | None = None
    unit_id: int | None = None
    first: date | None = None
    last: date | None = None
    own_workers: bool | None = None


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as lists show it."""

    id: int
    number: str
    unit_id: int
    unit: str
    applicant: str
    firm: str
    scope: str
    state: State
    version: int
    column: Column | None
    line: Line
    applied_on: date
    starts_on: date
    ends_on: date
    deposit: Money
    held: Money
    breaches: int


@dataclass(frozen=True, slots=True)
class DueVisit:
    """A planned visit that is still to be made."""

    plan_id: int
    file_id: int
    number: str
    unit: str
    applicant: str
    firm: str
    state: State
    kind: VisitKind
    on: date
    at: time | None
    words: str
    late: int


@dataclass(frozen=True, slots=True)
class OpenBreach:
    """A breach with its file; `late` days over its limit, `must_report` since when article 17 asks for a report."""

    file_id: int
    file_number: str
    unit: str
    applicant: str
    firm: str
    breach: BreachRow
    late: int
    must_report: date | None


@dataclass(frozen=True, slots=True)
class RefundDue:
    """A deposit to give back; `late` days over the day it was due."""

    file_id: int
    number: str
    unit: str
    applicant: str
    state: State
    held: Money
    deductions: Money
    due_on: date | None
    late: int
    line: Line


def file_rows(
    session: Session, wanted: FileFilter, on: date, offset: int = 0, limit: int | None = None
) -> tuple[FileRow, ...]:
    """Files, the newest first."""
    query = _where(select(DecorationFile.id), wanted, on).order_by(DecorationFile.id.desc())
    ids = session.scalars(query.limit(limit).offset(offset)).all()
    return tuple(
        FileRow(
            f.id, f.number, f.unit_id, f.unit, f.applicant, firm_words(f), scope_words(f), f.state, f.version,
            column_of(f), line_of(f, on), f.applied_on, f.starts_on, f.ends_on, f.taken, f.held,
            len(f.breaches),
        )
        for f in load(session, ids, on)
    )  # fmt: skip


def file_count(session: Session, wanted: FileFilter, on: date) -> int:
    """How many `file_rows` there are in all."""
    return session.scalar(_where(select(func.count(DecorationFile.id)), wanted, on)) or 0


def _where(query: Select[Any], wanted: FileFilter, on: date) -> Select[Any]:
    last = last_steps()
    query = (
        query.join(Unit, Unit.id == DecorationFile.unit_id)
        .join(DecorationStep, DecorationStep.file_id == DecorationFile.id)
        .join(last, and_(last.c.file_id == DecorationStep.file_id, last.c.no == DecorationStep.no))
    )
    if wanted.states:
        query = query.where(DecorationStep.after.in_(wanted.states))
    if wanted.over is not None:
        query = query.where(
            DecorationStep.after.in_(OVER) if wanted.over else DecorationStep.after.not_in(OVER)
        )
    if wanted.unit_id is not None:
        query = query.where(DecorationFile.unit_id == wanted.unit_id)
    if wanted.first is not None:
        query = query.where(DecorationFile.applied_on >= wanted.first)
    if wanted.last is not None:
        query = query.where(DecorationFile.applied_on <= wanted.last)
    if wanted.own_workers is not None:
        query = query.where(_newest_firm(DecorationContractor.own_workers == wanted.own_workers))
    text = wanted.text.strip()
    if text:
        query = query.where(
            or_(
                number_condition(text, on),
                DecorationFile.applicant.contains(text, autoescape=True),
                Unit.code.contains(text, autoescape=True),
                DecorationFile.summary.contains(text, autoescape=True),
                _newest_firm(DecorationContractor.name.contains(text, autoescape=True)),
            )
        )
    return query


def _newest_firm(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    newest = (
        select(func.max(DecorationContractor.id))
        .where(DecorationContractor.file_id == DecorationFile.id)
        .correlate(DecorationFile)
        .scalar_subquery()
    )
    return exists().where(DecorationContractor.id == newest, condition)


def visits_due(session: Session, on: date, until: date | None = None) -> tuple[DueVisit, ...]:
    """Planned visits up to and including *until* (None: all), the earliest first; late ones are among them."""
    plans = _plans(session, until)
    return _visits(plans, _facts(session, [plan.file_id for plan in plans], on), on)


def _facts(session: Session, ids: Iterable[int], on: date) -> dict[int, FileFacts]:
    return {facts.id: facts for facts in load(session, sorted(set(ids)), on)}


def _plans(session: Session, until: date | None) -> Sequence[DecorationPlan]:
    query = (
        select(DecorationPlan)
        .outerjoin(DecorationPlanEnd, DecorationPlanEnd.plan_id == DecorationPlan.id)
        .where(DecorationPlanEnd.id.is_(None))
        .order_by(DecorationPlan.planned_on, DecorationPlan.planned_at, DecorationPlan.id)
    )
    if until is not None:
        query = query.where(DecorationPlan.planned_on <= until)
    return session.scalars(query).all()


def _visits(
    plans: Sequence[DecorationPlan], files: Mapping[int, FileFacts], on: date
) -> tuple[DueVisit, ...]:
    return tuple(
        DueVisit(
            plan.id, plan.file_id, facts.number, facts.unit, facts.applicant, firm_words(facts), facts.state,
            plan.kind, plan.planned_on, plan.planned_at, plan.words, max(0, (on - plan.planned_on).days),
        )
        for plan in plans
        if (facts := files[plan.file_id]).state not in OVER
    )  # fmt: skip


def open_breaches(session: Session, on: date) -> tuple[OpenBreach, ...]:
    """Breaches that are not mended, or are still to be reported, the one longest over its limit first."""
    return _breaches(_facts(session, _breached(session), on).values(), on)


def _breached(session: Session) -> Sequence[int]:
    """Files with a breach that may be open still."""
    mended = exists().where(DecorationRecheck.breach_id == DecorationBreach.id, DecorationRecheck.mended)
    return session.scalars(
        select(DecorationBreach.file_id)
        .outerjoin(DecorationBreachVoid, DecorationBreachVoid.breach_id == DecorationBreach.id)
        .where(DecorationBreachVoid.id.is_(None), or_(~mended, DecorationBreach.done))
        .distinct()
    ).all()


def _breaches(files: Iterable[FileFacts], on: date) -> tuple[OpenBreach, ...]:
    found = []
    for facts in files:
        for breach in facts.breaches:
            if not breach.open and breach.report_from is None:
                continue
            due = breach.report_from if breach.report_from is not None and breach.report_from <= on else None
            late = max(0, (on - breach.limit_on).days) if breach.open else 0
            if not breach.open and due is None:
                continue
            if facts.state in OVER and due is None:
                continue
            found.append(_breach(facts, breach, late, due))
    return tuple(sorted(found, key=lambda row: (-row.late, row.breach.limit_on, row.breach.id)))


def _breach(facts: FileFacts, breach: BreachRow, late: int, due: date | None) -> OpenBreach:
    return OpenBreach(
        facts.id, facts.number, facts.unit, facts.applicant, firm_words(facts), breach, late, due
    )


def refunds_due(session: Session, on: date) -> tuple[RefundDue, ...]:
    """Deposits to give back, the one longest due first."""
    return _refunds(_facts(session, under_way_ids(session), on).values(), on)


def _refunds(files: Iterable[FileFacts], on: date) -> tuple[RefundDue, ...]:
    found = []
    for facts in files:
        if column_of(facts) is not Column.REFUNDING or not facts.held:
            continue
        due_on = refund_by(facts)
        late = max(0, (on - due_on).days) if due_on is not None else 0
        drawn = facts.settlement
        kept = drawn.deducted if drawn is not None and drawn.held == facts.held else facts.deductions
        found.append(
            RefundDue(
                facts.id, facts.number, facts.unit, facts.applicant, facts.state, facts.held, kept, due_on,
                late, line_of(facts, on),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda row: (row.due_on or date.max, row.file_id)))


@dataclass(frozen=True, slots=True)
class TodayDecorations:
    """What today asks for: visits up to today, breaches over their limit or to be reported, refunds overdue."""

    visits: tuple[DueVisit, ...]
    breaches: tuple[OpenBreach, ...]
    refunds: tuple[RefundDue, ...]


def today_decorations(session: Session, on: date) -> TodayDecorations:
    """The start page's lines of decorations."""
    asking = _asking(session, on)
    return TodayDecorations(
        visits=asking.visits,
        breaches=tuple(row for row in asking.breaches if row.late or row.must_report is not None),
        refunds=tuple(row for row in asking.refunds if row.late),
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """What decorations ask for, late or not, with how many are under way."""

    under_way: int
    visits: tuple[DueVisit, ...]
    breaches: tuple[OpenBreach, ...]
    refunds: tuple[RefundDue, ...]


def _asking(session: Session, on: date) -> _Asking:
    """Each file is read once, though a visit, a breach and a deposit may all speak of it."""
    plans, breached, under_way = _plans(session, on), _breached(session), under_way_ids(session)
    files = _facts(session, (*(plan.file_id for plan in plans), *breached, *under_way), on)
    return _Asking(
        under_way=len(under_way),
        visits=_visits(plans, files, on),
        breaches=_breaches((files[i] for i in breached), on),
        refunds=_refunds((files[i] for i in under_way), on),
    )


def files_of_unit(session: Session, unit_id: int, on: date) -> tuple[FileRow, ...]:
    """A home's files, those under way first."""
    rows = file_rows(session, FileFilter(unit_id=unit_id), on)
    return tuple(sorted(rows, key=lambda row: row.state in OVER))


@dataclass(frozen=True, slots=True)
class StripCounts:
    """The numbers beside the words of the strip."""

    under_way: int
    visits: int
    breaches: int
    refunds: int


def strip_counts(session: Session, on: date) -> StripCounts:
    """Under way, visits due up to today, breaches that are not mended, deposits to be given back."""
    asking = _asking(session, on)
    return StripCounts(asking.under_way, len(asking.visits), len(asking.breaches), len(asking.refunds))
