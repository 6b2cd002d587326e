"""Decoration files read whole, many at once: each table once, whatever the number of files."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.identity import mask_id, mask_phone
from frontdesk.areas.decoration.model.files import (
    DecorationContractor,
    DecorationFile,
    DecorationPass,
    DecorationScope,
    DecorationScopeEnd,
    DecorationStep,
    DecorationTerm,
    DecorationWorker,
    DecorationWorkerEnd,
)
from frontdesk.areas.decoration.model.inspections import DecorationPlan, DecorationPlanEnd, DecorationWater
from frontdesk.areas.decoration.model.papers import DecorationBlob, DecorationPaper, DecorationPaperVoid
from frontdesk.areas.decoration.model.terms import DecorationTerms
from frontdesk.areas.decoration.queries.breach_rows import breaches_of, visits_of
from frontdesk.areas.decoration.queries.file_money import (
    agreements_of,
    charges_of,
    deposits_of,
    settlements_of,
)
from frontdesk.areas.decoration.queries.rows import (
    ContractorRow,
    FileFacts,
    PaperFileRow,
    PlanRow,
    ScopeRow,
    StepRow,
    WaterRow,
    WorkerRow,
)
from frontdesk.areas.decoration.rules.articles import (
    QUALIFIED,
    ScopeFacts,
    WorkKind,
    judge,
    structure_touched,
)
from frontdesk.areas.decoration.rules.kinds import Applicant, find_number
from frontdesk.areas.decoration.rules.papers14 import Case, PaperKind, Wanted, wanted_papers
from frontdesk.areas.decoration.rules.terms import (
    DAYS_SETTING,
    DatedTerms,
    Terms,
    TermsBook,
    read_own_days,
    read_terms,
)
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

_T = TypeVar("_T")
_CHUNK = 500


def terms_book(session: Session) -> TermsBook:
    """Every version of the office's terms of decorations."""
    rows = session.scalars(select(DecorationTerms).order_by(DecorationTerms.id))
    return TermsBook(
        tuple(DatedTerms(row.starts_on, read_terms(json.loads(row.value)), row.at, row.by) for row in rows)
    )


def terms_of(session: Session, on: date | None) -> Terms:
    """The office's terms of decorations that hold on a day (None: the last there are)."""
    return terms_book(session).on(on)


def own_days(session: Session) -> dict[date, Any]:
    """The office's own days over the legal calendar: day -> (what it is, its name)."""
    return read_own_days(get_setting(session, DAYS_SETTING))


def file_by_id(session: Session, file_id: int, on: date) -> FileFacts:
    """One file whole. Raises `Refused` when there is none."""
    found = load(session, [file_id], on)
    if not found:
        raise Refused(tr("没有这份装修申请，请重新选择"))
    return found[0]


def file_id_of(session: Session, typed: str, today: date) -> int | None:
    """The file of a number in any habit of writing it; None: there is none."""
    number = find_number(typed, year=today.year)
    return (
        session.scalar(select(DecorationFile.id).where(DecorationFile.number == number)) if number else None
    )


def last_steps() -> Any:
    """A sub-query with each file's last step: `file_id`, `no`."""
    return (
        select(DecorationStep.file_id, func.max(DecorationStep.no).label("no"))
        .group_by(DecorationStep.file_id)
        .subquery("last_step")
    )


def load(session: Session, ids: Collection[int], on: date) -> tuple[FileFacts, ...]:
    """The files of *ids*, in that order, each whole, as they stand on the day *on*."""
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > _CHUNK:
        parts = (wanted[at : at + _CHUNK] for at in range(0, len(wanted), _CHUNK))
        return tuple(facts for part in parts for facts in load(session, part, on))
    rows = {
        file.id: (file, code)
        for file, code in session.execute(
            select(DecorationFile, Unit.code)
            .join(Unit, Unit.id == DecorationFile.unit_id)
            .where(DecorationFile.id.in_(wanted))
        )
    }
    book = terms_book(session)
    steps = _steps(session, wanted)
    spans = _newest(session, DecorationTerm, wanted)
    firms = _contractors(session, wanted)
    papers = _papers(session, wanted, firms)
    scope = _scope(session, wanted)
    workers = _workers(session, wanted)
    plans = _plans(session, wanted)
    water = _water(session, wanted)
    visits = visits_of(session, wanted, papers)
    breaches = breaches_of(session, wanted, on)
    agreements = agreements_of(session, wanted)
    charges = charges_of(session, wanted)
    deposits = deposits_of(session, wanted)
    settlements = settlements_of(session, wanted)
    found = []
    for file_id in wanted:
        if file_id not in rows:
            continue
        file, unit = rows[file_id]
        own_firms = firms[file_id]
        own_papers = tuple(papers.get(file_id, ()))
        there = frozenset(paper.kind for paper in own_papers if not paper.stale)
        signed = agreements.get(file_id)
        terms = book.agreed(on, signed.signed_on, signed.at) if signed is not None else book.on(on)
        items = _judged(scope.get(file_id, ()), there, own_firms[-1], terms)
        found.append(
            FileFacts(
                id=file.id, number=file.number, unit_id=file.unit_id, unit=unit, person_id=file.person_id,
                applicant=file.applicant, role=file.role, phone=mask_phone(file.phone),
                consent_by=file.consent_by, consent_way=file.consent_way, consent_on=file.consent_on,
                summary=file.summary, applied_on=file.applied_on, by=file.by, steps=tuple(steps[file_id]),
                starts_on=spans[file_id].starts_on, ends_on=spans[file_id].ends_on, contractor=own_firms[-1],
                contractors=tuple(own_firms), scope=items, papers=own_papers,
                wanted=_wanted(file.role, own_firms[-1], items), workers=tuple(workers.get(file_id, ())),
                plans=tuple(plans.get(file_id, ())), visits=tuple(visits.get(file_id, ())),
                breaches=tuple(breaches.get(file_id, ())), water=tuple(water.get(file_id, ())),
                agreement=signed, charges=tuple(charges.get(file_id, ())),
                deposits=tuple(deposits.get(file_id, ())), settlement=settlements.get(file_id), terms=terms,
            )
        )  # fmt: skip
    return tuple(found)


def case_of(role: Applicant, *, firm: bool, kinds: Collection[WorkKind]) -> Case:
    """The case that article 14's list depends on."""
    works = set(kinds)
    return Case(
        owner=role is Applicant.OWNER,
        firm=firm,
        structure=structure_touched(works),
        planning=bool(works & {WorkKind.FACADE, WorkKind.BUILDING}),
        heating=WorkKind.HEATING in works,
        gas=WorkKind.GAS in works,
        load=WorkKind.LOAD in works,
        waterproof=WorkKind.WATERPROOF in works,
        outside=bool(works & {WorkKind.BALCONY, WorkKind.OUTSIDE}),
        qualified=bool(works & QUALIFIED),
    )


def _wanted(role: Applicant, firm: ContractorRow, items: Iterable[ScopeRow]) -> tuple[Wanted, ...]:
    kinds = {item.kind for item in items if item.stands}
    return wanted_papers(case_of(role, firm=not firm.own_workers, kinds=kinds))


def _judged(
    items: Iterable[tuple[DecorationScope, DecorationScopeEnd | None]],
    there: frozenset[PaperKind],
    firm: ContractorRow,
    terms: Terms,
) -> tuple[ScopeRow, ...]:
    found = []
    for item, end in items:
        facts = ScopeFacts(
            item.kind, item.words, item.drawing, there, not firm.own_workers, firm.grade, terms.test_hours
        )
        found.append(
            ScopeRow(
                item.id, item.no, item.room, item.kind, item.words, item.drawing, judge(facts), item.added_on,
                end.ended_on if end else None, end.reason if end else "",
            )
        )  # fmt: skip
    return tuple(found)


def grouped(rows: Iterable[tuple[int, _T]]) -> dict[int, list[_T]]:
    """(key, row) pairs by their keys, in their order."""
    found: dict[int, list[_T]] = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    return found


def _newest(session: Session, table: Any, ids: list[int]) -> dict[int, Any]:
    rows = session.scalars(select(table).where(table.file_id.in_(ids)).order_by(table.id))
    return {row.file_id: row for row in rows}


def _steps(session: Session, ids: list[int]) -> dict[int, list[StepRow]]:
    rows = session.scalars(
        select(DecorationStep).where(DecorationStep.file_id.in_(ids)).order_by(DecorationStep.no)
    )
    return grouped(
        (
            s.file_id,
            StepRow(
                s.id, s.no, s.kind, s.before, s.after, s.step_on, s.words, s.allowed, s.allow_reason, s.approver,
                s.at, s.by,
            ),
        )
        for s in rows
    )  # fmt: skip


def _contractors(session: Session, ids: list[int]) -> dict[int, list[ContractorRow]]:
    rows = session.scalars(
        select(DecorationContractor)
        .where(DecorationContractor.file_id.in_(ids))
        .order_by(DecorationContractor.id)
    )
    return grouped(
        (
            c.file_id,
            ContractorRow(
                c.id, c.own_workers, c.name, c.licence, c.grade, c.head, mask_phone(c.head_phone), c.starts_on
            ),
        )
        for c in rows
    )


def _scope(
    session: Session, ids: list[int]
) -> dict[int, list[tuple[DecorationScope, DecorationScopeEnd | None]]]:
    rows = session.execute(
        select(DecorationScope, DecorationScopeEnd)
        .outerjoin(DecorationScopeEnd, DecorationScopeEnd.scope_id == DecorationScope.id)
        .where(DecorationScope.file_id.in_(ids))
        .order_by(DecorationScope.no)
    )
    return grouped((item.file_id, (item, end)) for item, end in rows)


def _papers(
    session: Session, ids: list[int], firms: dict[int, list[ContractorRow]]
) -> dict[int, list[PaperFileRow]]:
    rows = session.execute(
        select(DecorationPaper, DecorationBlob.kind, DecorationBlob.size)
        .outerjoin(DecorationBlob, DecorationBlob.hash == DecorationPaper.hash)
        .outerjoin(DecorationPaperVoid, DecorationPaperVoid.paper_id == DecorationPaper.id)
        .where(DecorationPaper.file_id.in_(ids), DecorationPaperVoid.id.is_(None))
        .order_by(DecorationPaper.id)
    )
    return grouped(
        (
            p.file_id,
            PaperFileRow(
                p.id, p.kind, p.name, p.hash, kind or "", size or 0, p.words, p.inspection_id, p.breach_id,
                p.received_on, p.by, _of_another(p.contractor_id, firms.get(p.file_id, [])),
            ),
        )
        for p, kind, size in rows
    )  # fmt: skip


def _of_another(contractor_id: int | None, firms: list[ContractorRow]) -> bool:
    """Whether a paper is of a contractor who no longer builds."""
    whose = next((firm for firm in firms if firm.id == contractor_id), None)
    return whose is not None and whose.licence != firms[-1].licence


def _workers(session: Session, ids: list[int]) -> dict[int, list[WorkerRow]]:
    passes: dict[int, int] = {
        row[0]: row[1]
        for row in session.execute(
            select(DecorationPass.worker_id, DecorationPass.permit_id)
            .join(DecorationWorker, DecorationWorker.id == DecorationPass.worker_id)
            .where(DecorationWorker.file_id.in_(ids))
            .order_by(DecorationPass.id)
        )
    }
    rows = session.execute(
        select(DecorationWorker, DecorationWorkerEnd.left_on)
        .outerjoin(DecorationWorkerEnd, DecorationWorkerEnd.worker_id == DecorationWorker.id)
        .where(DecorationWorker.file_id.in_(ids))
        .order_by(DecorationWorker.id)
    )
    return grouped(
        (
            w.file_id,
            WorkerRow(
                w.id, w.name, mask_id(w.id_number), w.trade, mask_phone(w.phone), w.joined_on, left,
                passes.get(w.id),
            ),
        )
        for w, left in rows
    )  # fmt: skip


def _plans(session: Session, ids: list[int]) -> dict[int, list[PlanRow]]:
    rows = session.scalars(
        select(DecorationPlan)
        .outerjoin(DecorationPlanEnd, DecorationPlanEnd.plan_id == DecorationPlan.id)
        .where(DecorationPlan.file_id.in_(ids), DecorationPlanEnd.id.is_(None))
        .order_by(DecorationPlan.planned_on, DecorationPlan.id)
    )
    return grouped((p.file_id, PlanRow(p.id, p.kind, p.planned_on, p.planned_at, p.words)) for p in rows)


def _water(session: Session, ids: list[int]) -> dict[int, list[WaterRow]]:
    rows = session.scalars(
        select(DecorationWater).where(DecorationWater.file_id.in_(ids)).order_by(DecorationWater.id)
    )
    return grouped(
        (
            w.file_id,
            WaterRow(w.room, w.started_at, w.ended_at, w.passed, w.seen_by, w.words, w.by),
        )
        for w in rows
    )


def number_condition(text: str, today: date) -> ColumnElement[bool]:
    """Files whose number is or holds what somebody typed."""
    number = find_number(text, year=today.year)
    if number is not None:
        return DecorationFile.number == number
    return DecorationFile.number.contains(text.strip().upper(), autoescape=True)
