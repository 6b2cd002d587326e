"""Figures of decorations: by step, overdue, deposits held, breaches by article in a span."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.decoration.model.breaches import DecorationBreach, DecorationBreachVoid
from frontdesk.areas.decoration.model.files import DecorationFile, DecorationStep
from frontdesk.areas.decoration.queries.board import column_of, under_way_ids
from frontdesk.areas.decoration.queries.files import load
from frontdesk.areas.decoration.queries.lists import open_breaches, refunds_due, visits_due
from frontdesk.areas.decoration.rules.articles import ARTICLES, Ground
from frontdesk.areas.decoration.rules.course import AT_WORK, Column, Step
from frontdesk.base.values.money import Money, total


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """How many breaches of an article."""

    ground: Ground
    article: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """As they stand on a day, and what happened in a span of days, both included.

    `overdue_permits`: built on after the permit's end; `late_visits`, `late_breaches`, `late_refunds` are over their
    days. `applied`, `started`, `finished`, `refunded` count steps in the span.
    """

    under_way: int
    by_column: tuple[tuple[Column, int], ...]
    overdue_permits: int
    late_visits: int
    open_breaches: int
    late_breaches: int
    to_report: int
    late_refunds: int
    deposits: int
    deposit_held: Money
    applied: int
    started: int
    finished: int
    refunded: int
    visits: int
    breaches: tuple[ArticleCount, ...]


def figures(session: Session, first: date, last: date, on: date) -> Figures:
    """The figures."""
    files = load(session, under_way_ids(session), on)
    columns = Counter(column_of(facts) for facts in files)
    breaches = open_breaches(session, on)
    steps = _steps(session, first, last)
    return Figures(
        under_way=len(files),
        by_column=tuple((column, columns[column]) for column in Column),
        overdue_permits=sum(1 for f in files if f.state in AT_WORK and f.ends_on < on),
        late_visits=sum(1 for visit in visits_due(session, on, on) if visit.late),
        open_breaches=sum(1 for row in breaches if row.breach.open),
        late_breaches=sum(1 for row in breaches if row.late),
        to_report=sum(1 for row in breaches if row.must_report is not None),
        late_refunds=sum(1 for row in refunds_due(session, on) if row.late),
        deposits=sum(1 for f in files if f.held),
        deposit_held=total(f.held for f in files),
        applied=session.scalar(
            select(func.count())
            .select_from(DecorationFile)
            .where(DecorationFile.applied_on.between(first, last))
        )
        or 0,
        started=steps[Step.START],
        finished=steps[Step.FIRST_PASS],
        refunded=steps[Step.REFUND],
        visits=steps[Step.INSPECT],
        breaches=_by_article(session, first, last),
    )


def _steps(session: Session, first: date, last: date) -> Counter[Step]:
    rows = session.execute(
        select(DecorationStep.kind, func.count())
        .where(DecorationStep.step_on.between(first, last))
        .group_by(DecorationStep.kind)
    )
    return Counter({row[0]: row[1] for row in rows})


def _by_article(session: Session, first: date, last: date) -> tuple[ArticleCount, ...]:
    rows = session.execute(
        select(DecorationBreach.ground, func.count())
        .outerjoin(DecorationBreachVoid, DecorationBreachVoid.breach_id == DecorationBreach.id)
        .where(DecorationBreachVoid.id.is_(None), DecorationBreach.found_on.between(first, last))
        .group_by(DecorationBreach.ground)
    )
    counts = {row[0]: row[1] for row in rows}
    return tuple(
        ArticleCount(ground, ARTICLES[ground].label, ARTICLES[ground].text, counts[ground])
        for ground in Ground
        if ground in counts
    )
