"""Papers of commissions, viewings and events: frozen as they stand, printed from what was frozen (D0.4, F1, T12)."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from frontdesk.areas.cashdesk.service.common import office
from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.reception.documents.agency import (
    AGENCY_FORM_WORDS,
    AccountLine,
    AgencyForm,
    EventSummary,
    GuestLine,
    Mandate,
    SignInSheet,
    SummaryPhoto,
    ViewingSheet,
)
from frontdesk.areas.reception.model.lettings import Letting
from frontdesk.areas.reception.queries.events import EventFile, event_file
from frontdesk.areas.reception.queries.lettings import LettingRow, letting_file, letting_row
from frontdesk.areas.reception.queries.tickets import photo_bytes
from frontdesk.areas.reception.queries.viewings import viewing_row
from frontdesk.areas.reception.rules.events import EventBase, EventStep, GuestMark
from frontdesk.areas.reception.rules.lettings import LettingState, SeekKind, plain
from frontdesk.areas.reception.service.letting_common import locked, whole_phone
from frontdesk.areas.reception.service.ticket_papers import freeze, print_stored
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import total
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

MOST_PHOTOS = 6
PHOTO_SIDE = 900
"""Pixels of a photograph's longer side on paper, where it is 55 mm wide."""


@dataclass(frozen=True, slots=True)
class IssueAgencyPaper:
    """A paper of a commission (委托书), a viewing (看房记录) or an event (签到表, 总结), by its id."""

    form: AgencyForm
    record_id: int


@dataclass(frozen=True, slots=True)
class AgencyPaper:
    """A frozen paper; `again`: nothing has changed since it was issued, so it is the same one."""

    form: AgencyForm
    number: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class PrintAgencyPaper:
    """A paper by its form and number; `size` None is its usual one."""

    form: AgencyForm
    number: str
    size: str | None = None


def issue_agency_paper(work: Work, command: IssueAgencyPaper) -> AgencyPaper:
    """Freeze the paper as its record stands now; one that says the same as before is that one."""
    work.require(Right.RECEPTION)
    document, unit_id = _MAKERS[command.form](work, command.record_id)
    words = tr(AGENCY_FORM_WORDS[command.form])
    subject = (_SUBJECTS[command.form], command.record_id)
    _paper_id, number, again = freeze(work, command.form.value, words, document, subject, unit_id)
    return AgencyPaper(command.form, number, again)


def print_agency_paper(work: Work, command: PrintAgencyPaper) -> PrintedPaper:
    """Draw what was frozen and keep the PDF; from the second time on it says 补打 with the count."""
    work.require(Right.RECEPTION)
    words = tr(AGENCY_FORM_WORDS[command.form])
    return print_stored(work, command.form.value, command.number, command.size, words)


# -- what the papers say --


def _letting(work: Work, letting_id: int) -> LettingRow:
    row = letting_row(work.session, letting_id, work.today())
    if row is None:
        raise Refused(tr("没有这份委托，请重新选择"))
    return row


def _area(row: LettingRow) -> str:
    return f"{plain(row.area)}㎡" if row.area is not None else ""


def _phone(work: Work) -> str:
    return str(get_setting(work.session, "office.phone", ""))


def _mandate(work: Work, letting_id: int) -> tuple[Mandate, int]:
    row = _letting(work, letting_id)
    if row.state is LettingState.VOID:
        raise Refused(tr("{number} 已作废，不再开单", number=row.number))
    file = letting_file(work.session, letting_id, work.today())
    assert file is not None
    names = office(work)
    document = Mandate(
        office=names.office, estate=names.estate, office_phone=_phone(work), number=row.number, day=work.today(),
        unit=row.unit, layout=row.layout, area=_area(row), owner=row.owner,
        # The owner's own paper has the owner's own number.
        phone=whole_phone(work, locked(work, letting_id)), kind=row.kind.value, rent=row.rent, price=row.price,
        furniture=row.furniture, words=row.words, first=row.starts_on, last=row.last_on,
        keys=tuple(key.tag for key in file.keys), clerk=work.actor.name,
    )  # fmt: skip
    return document, row.unit_id


def asked_words(row: LettingRow, kind: SeekKind | None = None) -> str:
    """`每月 3,200.00 元，售价 2,680,000.00 元`; of *kind* alone where one is given."""
    told = []
    if row.rent is not None and kind is not SeekKind.BUY:
        told.append(tr("每月 {rent} 元", rent=row.rent))
    if row.price is not None and kind is not SeekKind.RENT:
        told.append(tr("售价 {price} 元", price=row.price))
    return "，".join(told)


def _viewing(work: Work, viewing_id: int) -> tuple[ViewingSheet, int]:
    found = viewing_row(work.session, viewing_id, work.today())
    if found is None:
        raise Refused(tr("没有这次看房，请重新选择"))
    row = _letting(work, found.letting_id)
    names = office(work)
    document = ViewingSheet(
        office=names.office, estate=names.estate, office_phone=_phone(work), number=found.number, day=work.today(),
        letting=row.number, unit=row.unit, layout=row.layout, area=_area(row), asked=asked_words(row), who=found.who,
        phone=found.phone, when=found.when, leader=found.leader, key_way=found.key_way.value, words=found.words,
        clerk=work.actor.name,
    )  # fmt: skip
    return document, row.unit_id


def _event(work: Work, event_id: int) -> EventFile:
    file = event_file(work.session, event_id, work.today())
    if file is None:
        raise Refused(tr("没有这个活动，请重新选择"))
    return file


def _sign_in(work: Work, event_id: int) -> tuple[SignInSheet, None]:
    file = _event(work, event_id)
    row = file.row
    if row.base is not EventBase.APPROVED:
        raise Refused(tr("{number} {state}，不用打签到表", number=row.number, state=tr(row.state.value)))
    names = office(work)
    guests = tuple(
        GuestLine(guest.unit, guest.name, guest.phone, guest.people, guest.words)
        for guest in file.guests
        if guest.mark is not GuestMark.OUT
    )
    document = SignInSheet(
        office=names.office, estate=names.estate, number=row.number, day=row.held_on, title=row.title,
        hours=row.hours, place=row.place, responsible=row.responsible, guests=guests,
        people=sum(guest.people for guest in guests), clerk=work.actor.name,
    )  # fmt: skip
    return document, None


def _summary(work: Work, event_id: int) -> tuple[EventSummary, None]:
    file = _event(work, event_id)
    row = file.row
    closed = next((step for step in file.course if step.step is EventStep.CLOSED), None)
    if row.base is not EventBase.CLOSED or closed is None:
        raise Refused(tr("{number} 还没有总结，总结以后再打印", number=row.number))
    names = office(work)
    came = [guest for guest in file.guests if guest.mark is GuestMark.CAME]
    pictures = [each for each in file.files if each.kind == "jpg"][:MOST_PHOTOS]
    photos = tuple(
        SummaryPhoto(_small(photo_bytes(work.session, each.hash) or b""), each.words) for each in pictures
    )
    lines = tuple(AccountLine(line.what, line.budget, line.spent) for line in file.accounts)
    document = EventSummary(
        office=names.office, estate=names.estate, number=row.number, day=row.held_on, title=row.title,
        hours=row.hours, place=row.place, responsible=row.responsible, plan=row.words, signed=row.signed,
        came=row.came, homes=len({guest.unit_id for guest in came if guest.unit_id is not None}), lines=lines,
        budget=total(line.budget for line in lines), spent=total(line.spent for line in lines),
        evaluation=closed.words, score=closed.score or 0, photos=photos, clerk=work.actor.name,
    )  # fmt: skip
    return document, None


def _small(jpeg: bytes) -> str:
    """A photograph as a paper holds it: its longer side `PHOTO_SIDE` pixels at most, as base64 text."""
    from PIL import Image

    with Image.open(BytesIO(jpeg)) as picture:
        small = picture.convert("RGB")
    small.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
    made = BytesIO()
    small.save(made, "JPEG", quality=80, optimize=True)
    return base64.b64encode(made.getvalue()).decode("ascii")


_MAKERS: dict[AgencyForm, Callable[[Work, int], tuple[Any, int | None]]] = {
    AgencyForm.MANDATE: _mandate,
    AgencyForm.VIEWING: _viewing,
    AgencyForm.SIGN_IN: _sign_in,
    AgencyForm.SUMMARY: _summary,
}
_SUBJECTS = {
    AgencyForm.MANDATE: Letting.__tablename__,
    AgencyForm.VIEWING: "letting_viewing",
    AgencyForm.SIGN_IN: "community_event",
    AgencyForm.SUMMARY: "community_event",
}
