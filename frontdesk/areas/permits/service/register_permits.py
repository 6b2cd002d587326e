"""Taking an old 证件台账 over: good rows in one transaction, the rest comes back with the reason (D1.7, D3.4).

Old numbers that can be read as ours are kept, and the series goes on behind the highest of them. Each permit gets
our paper and our signed code with it, so that a card is printed anew whenever its holder comes by.
"""

from __future__ import annotations

import json

from sqlalchemy import select, text

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.importing.register import ImportRegister, RegisterResult
from frontdesk.areas.archives.rules.names import search_words
from frontdesk.areas.permits.model.permits import Permit, PermitEvent
from frontdesk.areas.permits.queries.register_permits import PlannedPermit, plan_permits
from frontdesk.areas.permits.rules.course import Step
from frontdesk.areas.permits.rules.kinds import permit_number, series
from frontdesk.areas.permits.service.issuing import add_term
from frontdesk.areas.permits.service.kinds import stored_kind
from frontdesk.base.store.numbers import last_number, next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


def import_permits(work: Work, command: ImportRegister) -> RegisterResult:
    """Take the good rows over, all or none: no fee, no deposit and no condition is asked of what was issued before.

    Raises `Refused` or `Surroundings` for a file that cannot be read, `Cancelled` when somebody pressed cancel.
    """
    work.require(Right.PERMITS)
    plan = plan_permits(work.session, command, work.today(), work.progress)
    if not plan.permits:
        return plan.result
    _raise_series(work, plan.permits)
    for at, planned in enumerate(plan.permits):
        work.progress.step(at, len(plan.permits), tr("正在写入证件"))
        _write(work, planned)
    work.touch("permits", "papers")
    return plan.result


def _raise_series(work: Work, planned: tuple[PlannedPermit, ...]) -> None:
    """Whatever is issued from now on has a number behind those that were handed out before."""
    highest: dict[str, int] = {}
    for each in planned:
        if each.book.number:
            prefix, _, figures = each.book.number.rpartition("-")
            highest[prefix] = max(highest.get(prefix, 0), int(figures))
    for prefix, serial in highest.items():
        if serial > last_number(work.session, series(prefix)):
            next_number(work.session, series(prefix))
            work.session.execute(
                text("UPDATE number_series SET last = :last WHERE name = :name"),
                {"last": max(serial, last_number(work.session, series(prefix))), "name": series(prefix)},
            )


def _write(work: Work, planned: PlannedPermit) -> None:
    book = planned.book
    kind_id, kind = stored_kind(work, book.kind)
    number = book.number or permit_number(kind.prefix, next_number(work.session, series(kind.prefix)))
    pinyin, initials = search_words(book.holder)
    made = Permit(
        number=number,
        kind_id=kind_id,
        kind_code=kind.code,
        unit_id=planned.unit_id,
        person_id=planned.person_id,
        holder=book.holder,
        pinyin=pinyin,
        initials=initials,
        id_number=book.id_number,
        phone=book.phone,
        role=planned.role,
        extra=json.dumps(dict(book.extra), ensure_ascii=False),
        photo=None,
        previous_id=None,
        allowed="",
        allow_reason="",
        approver_id=None,
        approver="",
        made_on=book.issued_on,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        token=planned.mark,
    )
    work.session.add(made)
    work.session.flush()
    unit = work.session.scalars(select(Unit).where(Unit.id == planned.unit_id)).one()
    add_term(work, made, kind, unit, dict(book.extra), book.starts_on, book.ends_on, 1)
    old = tr("原编号 {number}", number=book.old) if book.old and not book.number else ""
    words = "，".join(part for part in (tr("原证件台账"), old, book.words) if part)
    _event(work, made, Step.ISSUED, words)
    if not book.waits:
        _event(work, made, Step.COLLECTED, "")
    if book.step is not None:
        _event(work, made, book.step, tr("原证件台账"))


def _event(work: Work, made: Permit, step: Step, words: str) -> None:
    """On the day it was issued; what became of it later is known from today on."""
    work.session.add(
        PermitEvent(
            permit_id=made.id,
            step=step,
            on=made.made_on if step in (Step.ISSUED, Step.COLLECTED) else work.today(),
            words=words[:200],
            charge_id=None,
            receipt="",
            deposit="",
            approver_id=None,
            approver="",
            at=work.now(),
            by_id=work.actor.id,
            by=work.actor.name,
        )
    )
    work.session.flush()
