"""A 装修施工许可证 at the gate and at the desk (核验): what its number and its newest paper are today."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.decoration.documents.kinds import PAPER_FORM_WORDS, PaperForm
from frontdesk.areas.decoration.model.files import DecorationFile
from frontdesk.areas.decoration.queries.files import file_by_id, load
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.course import State
from frontdesk.areas.permits.queries.checking import Checked
from frontdesk.areas.permits.rules.checking import Found
from frontdesk.base.store.papers import Paper
from frontdesk.base.values.text import tr

_NUMBER = re.compile(r"(ZX-\d{4}-\d{4,6})(?:-\d{1,3})?")


_NOT_NOW = frozenset({
    State.STOPPED, State.WITHDRAWN, State.LAPSED, State.REFUSED, State.PAID,
    # Under way once, and approved anew since more was to be built.
    State.ACCEPTED, State.RETURNED, State.APPLIED, State.APPROVED, State.AGREED,
})  # fmt: skip


def permit_checked(session: Session, number: str, today: date) -> Checked | None:
    """What the permit of that number is; None: it is none of a decoration, or none was issued."""
    match = _NUMBER.fullmatch(number)
    file_id = (
        session.scalar(select(DecorationFile.id).where(DecorationFile.number == match[1]))
        if match is not None
        else None
    )
    if file_id is None:
        return None
    papers = _permits(session, file_id)
    if not papers:
        return None
    facts = file_by_id(session, file_id, today)
    firm = facts.contractor
    said = (
        (tr("施工单位"), tr("业主自行组织施工") if firm.own_workers else firm.name),
        (tr("现场负责人"), "　".join(word for word in (firm.head, firm.head_phone) if word)),
        (tr("经过"), tr("{day} {step}", day=facts.steps[-1].on, step=tr(facts.steps[-1].kind.value))),
    )
    return Checked(
        found_of(facts, today),
        kind=tr(PAPER_FORM_WORDS[PaperForm.PERMIT]),
        number=papers[-1].number,
        holder=tr("{name}（{role}）", name=facts.applicant, role=tr(facts.role.value)),
        unit=facts.unit,
        until=tr("{start} 至 {end}", start=facts.starts_on, end=facts.ends_on),
        facts=tuple((label, value) for label, value in said if value),
        record="decoration",
        record_id=file_id,
        unit_id=facts.unit_id,
        code=str(json.loads(papers[-1].document).get("code", "")),
    )


def found_of(facts: FileFacts, today: date) -> Found:
    """How a permit that was issued stands: good only while the works may go on."""
    if facts.state is State.RUNNING:
        if facts.starts_on > today:
            return Found.EARLY
        return Found.ENDED if facts.ends_on < today else Found.GENUINE
    if facts.state in _NOT_NOW:
        return Found.WITHDRAWN
    return Found.ENDED


def permits_no_longer_good(session: Session, at: datetime) -> Iterator[tuple[str, str]]:
    """Number and word of each permit whose code still says that it is good, and yet it is not."""
    today = at.date()
    rows = session.execute(
        select(Paper.subject_id, Paper.number).where(Paper.form == PaperForm.PERMIT.value).order_by(Paper.id)
    ).all()
    newest = {row.subject_id: row.number for row in rows}
    files = {facts.id: facts for facts in load(session, list(newest), today)}
    for row in rows:
        facts = files.get(row.subject_id)
        if facts is None or facts.ends_on < today:
            continue
        if found_of(facts, today) not in (Found.GENUINE, Found.EARLY):
            yield row.number, tr(facts.state.value)
        elif newest[row.subject_id] != row.number:
            yield row.number, tr("已换新证")


def _permits(session: Session, file_id: int) -> list[Paper]:
    return list(
        session.scalars(
            select(Paper)
            .where(
                Paper.form == PaperForm.PERMIT.value,
                Paper.subject_kind == "decoration",
                Paper.subject_id == file_id,
            )
            .order_by(Paper.id)
        )
    )
