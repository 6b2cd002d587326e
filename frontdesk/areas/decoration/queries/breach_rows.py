"""Visits and breaches of files, as they stand on a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.decoration.model.breaches import (
    DecorationBreach,
    DecorationBreachVoid,
    DecorationDeduction,
    DecorationRecheck,
    DecorationReport,
)
from frontdesk.areas.decoration.model.inspections import DecorationFinding, DecorationInspection
from frontdesk.areas.decoration.queries.rows import BreachRow, FindingRow, PaperFileRow, RecheckRow, VisitRow
from frontdesk.areas.decoration.rules.articles import ARTICLES
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.rules.reporting import breach_state, report_from
from frontdesk.base.values.money import ZERO


def visits_of(
    session: Session, ids: Sequence[int], papers: Mapping[int, Sequence[PaperFileRow]]
) -> dict[int, list[VisitRow]]:
    """The visits of files, oldest first; *papers* tell how many photographs show one."""
    photos = Counter(
        paper.inspection_id for own in papers.values() for paper in own if paper.kind is PaperKind.PHOTO
    )
    findings: dict[int, list[FindingRow]] = defaultdict(list)
    for row in session.scalars(
        select(DecorationFinding)
        .join(DecorationInspection, DecorationInspection.id == DecorationFinding.inspection_id)
        .where(DecorationInspection.file_id.in_(ids))
        .order_by(DecorationFinding.inspection_id, DecorationFinding.no)
    ):
        findings[row.inspection_id].append(FindingRow(row.no, row.scope_id, row.result, row.words))
    found: dict[int, list[VisitRow]] = defaultdict(list)
    for v in session.scalars(
        select(DecorationInspection)
        .where(DecorationInspection.file_id.in_(ids))
        .order_by(DecorationInspection.id)
    ):
        found[v.file_id].append(
            VisitRow(
                v.id, v.kind, v.no, v.visited_on, v.result, v.seen, v.inspector, tuple(findings.get(v.id, ())),
                photos[v.id],
            )
        )  # fmt: skip
    return found


def breaches_of(session: Session, ids: Sequence[int], on: date) -> dict[int, list[BreachRow]]:
    """The breaches of files, oldest first, void ones left out."""
    rechecks: dict[int, list[RecheckRow]] = defaultdict(list)
    for row in session.scalars(
        select(DecorationRecheck)
        .join(DecorationBreach, DecorationBreach.id == DecorationRecheck.breach_id)
        .where(DecorationBreach.file_id.in_(ids))
        .order_by(DecorationRecheck.no)
    ):
        rechecks[row.breach_id].append(
            RecheckRow(row.no, row.checked_on, row.mended, row.limit_on, row.words, row.by)
        )
    kept: dict[int, DecorationDeduction] = {}
    for deduction in session.scalars(
        select(DecorationDeduction)
        .join(DecorationBreach, DecorationBreach.id == DecorationDeduction.breach_id)
        .where(DecorationBreach.file_id.in_(ids))
        .order_by(DecorationDeduction.id)
    ):
        kept[deduction.breach_id] = deduction
    found: dict[int, list[BreachRow]] = defaultdict(list)
    for breach, report in session.execute(
        select(DecorationBreach, DecorationReport)
        .outerjoin(DecorationReport, DecorationReport.breach_id == DecorationBreach.id)
        .outerjoin(DecorationBreachVoid, DecorationBreachVoid.breach_id == DecorationBreach.id)
        .where(DecorationBreach.file_id.in_(ids), DecorationBreachVoid.id.is_(None))
        .order_by(DecorationBreach.id)
    ):
        found[breach.file_id].append(
            _row(breach, report, rechecks.get(breach.id, []), kept.get(breach.id), on)
        )
    return found


def _row(
    breach: DecorationBreach,
    report: DecorationReport | None,
    rechecks: list[RecheckRow],
    kept: DecorationDeduction | None,
    on: date,
) -> BreachRow:
    limit = next((r.limit_on for r in reversed(rechecks) if r.limit_on is not None), breach.limit_on)
    mended_on = rechecks[-1].on if rechecks and rechecks[-1].mended else None
    mended = mended_on is not None
    due = report_from(
        breach.ground, found_on=breach.found_on, limit_on=limit, done=breach.done, mended=mended
    )
    return BreachRow(
        id=breach.id,
        number=breach.number,
        inspection_id=breach.inspection_id,
        ground=breach.ground,
        article=ARTICLES[breach.ground].label,
        what=breach.what,
        demand=breach.demand,
        found_on=breach.found_on,
        limit_on=limit,
        done=breach.done,
        state=breach_state(limit_on=limit, mended=mended, void=False, today=on),
        mended_on=mended_on,
        rechecks=tuple(rechecks),
        deduction=kept.amount if kept is not None else ZERO,
        deduction_reason=kept.reason if kept is not None else "",
        reported_on=report.reported_on if report is not None else None,
        authority=report.authority if report is not None else "",
        report_from=None if report is not None else due,
        by=breach.by,
    )
