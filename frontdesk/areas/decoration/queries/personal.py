"""What the decorations hold of a person: files they applied for, and work they did there (本人信息, D1.9)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.documents.personal import HeldPart, HeldRow
from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.held import Whom, part, told
from frontdesk.areas.decoration.model.files import DecorationContractor, DecorationFile, DecorationWorker
from frontdesk.base.values.text import tr


def held_of(session: Session, whom: Whom) -> tuple[HeldPart, ...]:
    """Applications in the person's name, and where they stand as a worker or as head of a site."""
    return (part(tr("装修"), (*_files(session, whom), *_working(session, whom))),)


def _files(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(DecorationFile, Unit.code)
        .join(Unit, Unit.id == DecorationFile.unit_id)
        .where(whom.theirs(DecorationFile.person_id, DecorationFile.phone))
        .order_by(DecorationFile.id)
    )
    for each, code in found:
        phone = whom.phone(each.phone) if each.phone else ""
        words = told(code, tr(each.role.value), each.applicant, phone, whom.words(each.summary))
        yield HeldRow(each.applied_on, each.number, words)


def _working(session: Session, whom: Whom) -> Iterator[HeldRow]:
    workers = session.execute(
        select(DecorationWorker, DecorationFile.number)
        .join(DecorationFile, DecorationFile.id == DecorationWorker.file_id)
        .where(whom.theirs(None, DecorationWorker.phone, DecorationWorker.id_number))
        .order_by(DecorationWorker.id)
    )
    for worker, number in workers:
        words = told(
            tr("工人"), worker.name, worker.trade, whom.id_number(worker.id_number) if worker.id_number else "",
            whom.phone(worker.phone) if worker.phone else "",
        )  # fmt: skip
        yield HeldRow(worker.joined_on, number, words)
    heads = session.execute(
        select(DecorationContractor, DecorationFile.number)
        .join(DecorationFile, DecorationFile.id == DecorationContractor.file_id)
        .where(whom.theirs(None, DecorationContractor.head_phone))
        .order_by(DecorationContractor.id)
    )
    for firm, number in heads:
        words = told(tr("现场负责人"), firm.head, firm.name, whom.phone(firm.head_phone))
        yield HeldRow(firm.starts_on, number, words)
