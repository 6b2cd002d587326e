"""收发文登记簿 of a span, drawn (D1.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.archives.documents.correspondence import CorrespondenceRegister, LoanLine, RegisterLine
from frontdesk.areas.archives.queries.correspondence import (
    DocumentFilter,
    DocumentShow,
    DocumentView,
    document_rows,
    document_view,
)
from frontdesk.areas.archives.rules.correspondence import Direction, State, Step
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class MakeRegister:
    """`first` to `last`, both included; what came, what went, or both (None)."""

    first: date
    last: date
    direction: Direction | None = None


def make_register(work: Work, command: MakeRegister) -> bytes:
    """The PDF. Raises `Refused` for a span that is none, and for one in which nothing came or went."""
    work.require(Right.ARCHIVES_READ)
    if command.last < command.first:
        raise Refused(tr("结束的日子不能早于开始的日子"), field="last")
    register = read_register(work, command)
    if not register.lines:
        raise Refused(tr("这段时间没有收发文，没有可打印的"), field="first")
    # ReportLab is heavy: a clerk who prints nothing never loads it.
    from frontdesk.areas.archives.forms.correspondence import CORRESPONDENCE

    return CORRESPONDENCE.draw(register)


def read_register(work: Work, command: MakeRegister) -> CorrespondenceRegister:
    """What the paper shows."""
    session, today = work.session, work.today()
    wanted = DocumentFilter(
        today, show=DocumentShow.ALL, direction=command.direction, first=command.first, last=command.last,
        descending=False,
    )  # fmt: skip
    views = [document_view(session, row.id, today) for row in document_rows(session, wanted, limit=None)]
    found = [view for view in views if view is not None]
    return CorrespondenceRegister(
        office=str(get_setting(session, "office.name", "")),
        estate=str(get_setting(session, "estate.name", "")),
        what="收发文" if command.direction is None else command.direction.value,
        first=command.first,
        last=command.last,
        lines=tuple(_line(view) for view in found),
        loans=tuple(loan for view in found for loan in _loans(view)),
        made_at=local_time(work.now()).replace(tzinfo=None, second=0, microsecond=0),
        made_by=work.actor.name,
    )


def _line(view: DocumentView) -> RegisterLine:
    row = view.row
    course = [event for event in reversed(view.course) if not event.undone]
    readers = dict.fromkeys(event.who for event in course if event.step is Step.SENT_ROUND)
    waiting = {each.who for each in row.standing.reading}
    told = [
        f"{event.on:%m-%d} {event.words}"
        for event in course
        if event.step in (Step.ANSWERED, Step.FILED, Step.VOIDED)
    ]
    if row.standing.state is State.VOID:
        told.insert(0, tr("作废"))
    return RegisterLine(
        number=row.number,
        on=row.on,
        party=row.party,
        reference=row.reference,
        title=row.title,
        kind=row.kind,
        secrecy=row.secrecy.value,
        copies=row.copies,
        handler=row.handler,
        answer_by=row.answer_by,
        readers="、".join(tr("{who}（未阅）", who=who) if who in waiting else who for who in readers),
        done="；".join(told),
    )


def _loans(view: DocumentView) -> list[LoanLine]:
    course = [event for event in reversed(view.course) if not event.undone]
    loans = []
    for event in course:
        if event.step is not Step.LENT or event.until is None:
            continue
        back = next((each.on for each in course if each.step is Step.RETURNED and each.id > event.id), None)
        loans.append(
            LoanLine(view.row.number, view.row.title, event.who, event.words, event.on, event.until, back)
        )
    return loans
