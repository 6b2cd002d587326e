"""A permit as it will print, before it is one: nothing is written (L8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.permits.model.permits import Permit, PermitTerm
from frontdesk.areas.permits.queries.goods import residents
from frontdesk.areas.permits.queries.kinds import kind_on
from frontdesk.areas.permits.rules.kinds import PaperForm
from frontdesk.areas.permits.service.issuing import Issue
from frontdesk.areas.permits.service.permit_papers import DOCUMENTS, document_of, with_photo
from frontdesk.base.store.papers import paper_document
from frontdesk.base.store.work import Actor, Work
from frontdesk.base.values import codec
from frontdesk.base.values.clock import Clock
from frontdesk.base.values.text import tr


def preview(session: Session, command: Issue, actor: Actor, clock: Clock) -> tuple[str, Any]:
    """(form, document) of what is being written; its number and code come when it is issued."""
    kind = kind_on(session, command.kind, clock.today()).facts
    unit = session.get_one(Unit, command.unit_id)
    person = session.get(Person, command.person_id) if command.person_id is not None else None
    roles = residents(session, unit.id, clock.today()) if person is not None else ()
    role = next(
        (r.kind.value for r in roles if person is not None and r.person_id == person.id), command.role
    )
    made = Permit(
        number=tr("办证后编号"),
        unit_id=unit.id,
        person_id=command.person_id,
        holder=person.name if person is not None else command.holder,
        id_number=command.id_number or (person.id_number if person is not None else ""),
        phone=command.phone or (person.phone if person is not None else ""),
        role=role,
        photo=None,
    )
    starts_on = command.starts_on or clock.today()
    term = PermitTerm(starts_on=starts_on, ends_on=max(starts_on, command.ends_on), code="")
    work = Work(session, actor, clock)
    return kind.form.value, document_of(work, made, term, kind, unit, dict(command.extra))


def stored(session: Session, form: str, paper: str, ends_on: date | None = None) -> Any:
    """The document of a stored paper with its photograph; with *ends_on* as it will be once renewed till then."""
    found = paper_document(session, form, paper)
    if found is None:
        return None
    document = with_photo(session, codec.from_plain(DOCUMENTS[PaperForm(form)], found[1]))
    return (
        replace(document, ends_on=ends_on)
        if ends_on is not None and hasattr(document, "ends_on")
        else document
    )
