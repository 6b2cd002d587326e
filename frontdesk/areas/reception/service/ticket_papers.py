"""Papers of tickets: frozen under a number when issued, printed from what was frozen (D0.4, F1, T12)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, or_, select

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.cashdesk.service.common import office, wall_clock
from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.reception.documents.kinds import TICKET_FORM_WORDS, TicketForm
from frontdesk.areas.reception.documents.tickets import (
    CallbackLine,
    CallbackSheet,
    ComplaintSheet,
    CourseLine,
    PaidLine,
    PaidService,
    TicketFacts,
    WorkOrder,
)
from frontdesk.areas.reception.model.attached import (
    TicketPhoto,
    TicketPhotoVoid,
    TicketService,
    TicketServiceLine,
    TicketServiceVoid,
)
from frontdesk.areas.reception.model.tickets import Ticket
from frontdesk.areas.reception.queries.limits import wall
from frontdesk.areas.reception.queries.places import notes_of
from frontdesk.areas.reception.queries.standing import TicketFacts as Standing
from frontdesk.areas.reception.queries.standing import facts_of
from frontdesk.areas.reception.rules.course import Act, State
from frontdesk.areas.reception.rules.words import TicketKind, handler_words
from frontdesk.base.store.papers import Paper, issue_paper, keep_print, paper_document, print_count
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

SUBJECT = "ticket"
"""The papers' subject kind; its id is the ticket's."""
CALLS_SUBJECT = "callbacks"
"""回访表 is of a day: its id is the day's ordinal."""
MOST_CALLS = 200
SATISFACTION = {5: "很满意", 4: "满意", 3: "一般", 2: "不满意", 1: "很不满意"}
# What differs between two papers that say the same.
_PASSING = ("number", "day", "clerk")


@dataclass(frozen=True, slots=True)
class IssueTicketPaper:
    """派工单, 投诉处理单 or 有偿服务单 of a ticket; `about_id` is which paid service (None: the newest)."""

    form: TicketForm
    ticket_id: int
    about_id: int | None = None


@dataclass(frozen=True, slots=True)
class IssueCallbackSheet:
    """回访表 of these tickets, in this order."""

    ticket_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IssuedTicketPaper:
    """A frozen paper; `again`: nothing has changed since it was issued, so it is the same one."""

    paper_id: int
    form: TicketForm
    number: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class PrintTicketPaper:
    """A paper by its form and number; `size` None is its usual one."""

    form: TicketForm
    number: str
    size: str | None = None


def issue_ticket_paper(work: Work, command: IssueTicketPaper) -> IssuedTicketPaper:
    """Freeze the paper as the ticket stands now. Where one that says the same was issued before, it is that one.

    Raises `Refused` where the ticket is not so far yet, and for what cannot be printed.
    """
    work.require(Right.RECEPTION)
    maker = _MAKERS.get(command.form)
    found = facts_of(work.session, [command.ticket_id])
    if not found or maker is None:
        raise Refused(tr("没有这张报事单，请重新选择"))
    facts = found[0]
    if facts.standing.state is State.VOID:
        raise Refused(tr("{number} 已作废，不再开单", number=facts.ticket.number))
    document = maker(work, facts, command.about_id)
    return _freeze(work, command.form, document, (SUBJECT, facts.ticket.id), facts.ticket.unit_id)


def issue_callback_sheet(work: Work, command: IssueCallbackSheet) -> IssuedTicketPaper:
    """Freeze the list of those to call today. Raises `Refused` for none or too many."""
    work.require(Right.RECEPTION)
    if not command.ticket_ids:
        raise Refused(tr("没有要回访的报事，没有开回访表"))
    if len(command.ticket_ids) > MOST_CALLS:
        raise Refused(tr("一张回访表最多 {n} 件，请分批打印", n=MOST_CALLS))
    today = work.today()
    lines = tuple(_call_line(work, facts) for facts in facts_of(work.session, command.ticket_ids))
    document = CallbackSheet(
        number=f"HF-{today:%Y%m%d}", day=today, lines=lines, clerk=work.actor.name, **_office(work)
    )
    return _freeze(work, TicketForm.CALLBACKS, document, (CALLS_SUBJECT, today.toordinal()), None)


def print_ticket_paper(work: Work, command: PrintTicketPaper) -> PrintedPaper:
    """Draw what was frozen and keep the PDF; from the second time on it says 补打 with the count."""
    work.require(Right.RECEPTION)
    words = tr(TICKET_FORM_WORDS[command.form])
    return print_stored(work, command.form.value, command.number, command.size, words)


def print_stored(work: Work, key: str, number: str, wanted: str | None, words: str) -> PrintedPaper:
    """One print of a frozen paper of reception, marked 补打 from the second on. Raises `Refused` for none."""
    # ReportLab is heavy: a clerk who prints nothing never loads it.
    from frontdesk.areas.reception.forms import FORMS

    found = paper_document(work.session, key, number)
    if found is None:
        raise Refused(tr("没有{paper} {number}", paper=words, number=number), field="number")
    paper_id, data = found
    # One print at a time: two machines must not both be the second.
    work.session.execute(select(Paper.id).where(Paper.id == paper_id).with_for_update())
    form = FORMS[key]
    size = form.size(wanted)
    count = print_count(work.session, paper_id)
    mark = ReprintMark(count, work.actor.name, wall_clock(work.now())) if count else None
    pdf = form.draw(replace(codec.from_plain(form.document, data), reprint=mark), size)
    times = keep_print(work, paper_id, size=size.key, pdf=pdf)
    return PrintedPaper(pdf, times, form.key, number, size.key, paper_id)


def freeze(
    work: Work, key: str, words: str, document: Any, subject: tuple[str, int], unit_id: int | None
) -> tuple[int, str, bool]:
    """Store the document under its number, or `-2`, `-3` where it says something else than before.

    The paper's id, its number, and whether it is the one that stood already. Raises `Refused` before anything is
    stored for what could never be printed.
    """
    from frontdesk.areas.reception.forms import FORMS

    base = document.number
    earlier = work.session.scalars(
        select(Paper)
        .where(
            Paper.form == key,
            Paper.subject_kind == subject[0],
            Paper.subject_id == subject[1],
            or_(Paper.number == base, Paper.number.like(f"{base}-%")),
        )
        .order_by(Paper.id)
    ).all()
    if earlier and _says_the_same(earlier[-1], document):
        return earlier[-1].id, earlier[-1].number, True
    if earlier:
        document = replace(document, number=f"{base}-{len(earlier) + 1}")
    FORMS[key].check(document)
    paper_id = issue_paper(
        work,
        form=key,
        number=document.number,
        title=f"{words} {document.number}",
        subject=subject,
        document=codec.to_plain(document),
        unit_id=unit_id,
    )
    work.touch("papers")
    return paper_id, document.number, False


def _freeze(
    work: Work, form: TicketForm, document: Any, subject: tuple[str, int], unit_id: int | None
) -> IssuedTicketPaper:
    words = tr(TICKET_FORM_WORDS[form])
    paper_id, number, again = freeze(work, form.value, words, document, subject, unit_id)
    return IssuedTicketPaper(paper_id, form, number, again)


def _says_the_same(paper: Paper, document: Any) -> bool:
    def essence(data: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in data.items() if name not in _PASSING}

    return essence(json.loads(paper.document)) == essence(codec.to_plain(document))


# -- what the papers say --


def _office(work: Work) -> dict[str, Any]:
    named = office(work)
    phone = str(get_setting(work.session, "office.phone", ""))
    return {"office": named.office, "estate": named.estate, "office_phone": phone}


def place_of(work: Work, ticket: Ticket) -> str:
    """The unit's code, or the words of the common part."""
    if ticket.unit_id is not None:
        unit = work.session.get(Unit, ticket.unit_id)
        return "　".join(word for word in (unit.code if unit else "", ticket.spot) if word)
    building = work.session.get(Building, ticket.building_id) if ticket.building_id else None
    where = "-".join(word for word in (building.name if building else "", ticket.entrance) if word)
    # A spot alone (大堂) would be every building's.
    return "　".join(word for word in (where, ticket.spot) if word)


def _ticket(work: Work, facts: Standing, *, whole_phone: bool = False) -> TicketFacts:
    ticket = facts.ticket
    wished = f"{wall(ticket.wished_at):%Y-%m-%d %H:%M}" if ticket.wished_at is not None else ""
    return TicketFacts(
        number=ticket.number, kind=tr(ticket.kind.value), level=tr(facts.standing.level.value),
        channel=tr(ticket.channel.value), place=place_of(work, ticket), caller=ticket.caller,
        phone=ticket.phone if whole_phone else mask_phone(ticket.phone), what=ticket.what,
        about=" · ".join(tr(word) for word in (ticket.place, ticket.category, ticket.problem) if word),
        wished="　".join(word for word in (wished, ticket.wished) if word), received_at=wall(ticket.at),
        received_by=ticket.by,
    )  # fmt: skip


def _photos(work: Work, ticket_id: int) -> int:
    query = (
        select(func.count())
        .select_from(TicketPhoto)
        .outerjoin(TicketPhotoVoid, TicketPhotoVoid.photo_id == TicketPhoto.id)
        .where(TicketPhoto.ticket_id == ticket_id, TicketPhotoVoid.id.is_(None))
    )
    return int(work.session.scalar(query) or 0)


def _order(work: Work, facts: Standing, about_id: int | None) -> WorkOrder:
    """派工单: once it is dispatched, and as it was dispatched last."""
    sent = [row for row in facts.rows if row.act is Act.DISPATCH]
    if not sent or facts.standing.state not in (State.DISPATCHED, State.WORKING, State.PUT_OFF):
        raise Refused(tr("{number} 现在没有派出去，请先派单再打派工单", number=facts.ticket.number))
    row, promise, ticket = sent[-1], facts.standing.promise, facts.ticket
    hints = notes_of(work.session, ticket.unit_id, work.today()) if ticket.unit_id is not None else ()
    return WorkOrder(
        number=ticket.number, day=work.today(), ticket=_ticket(work, facts, whole_phone=True),
        department=tr(row.department), worker=row.worker, dispatched_at=wall(row.at), dispatched_by=row.by,
        arrive_by=wall(promise.arrive_by) if promise.arrive_by else None,
        finish_by=wall(promise.finish_by) if promise.finish_by else None, words=row.words, hints=tuple(hints),
        photos=_photos(work, ticket.id), round_no=len(sent), clerk=work.actor.name, **_office(work),
    )  # fmt: skip


def _paid(work: Work, facts: Standing, about_id: int | None) -> PaidService:
    """有偿服务单 of a paid service of the ticket."""
    query = (
        select(TicketService)
        .outerjoin(TicketServiceVoid, TicketServiceVoid.service_id == TicketService.id)
        .where(TicketService.ticket_id == facts.ticket.id, TicketServiceVoid.id.is_(None))
    )
    if about_id is not None:
        query = query.where(TicketService.id == about_id)
    made = work.session.scalar(query.order_by(TicketService.id.desc()).limit(1))
    if made is None:
        raise Refused(tr("{number} 没有有偿服务，不能开有偿服务单", number=facts.ticket.number))
    lines = work.session.scalars(
        select(TicketServiceLine)
        .where(TicketServiceLine.service_id == made.id)
        .order_by(TicketServiceLine.no)
    )
    return PaidService(
        number=made.number, day=made.done_on, ticket=_ticket(work, facts),
        worker=handler_words(tr(facts.standing.department), facts.standing.worker),
        lines=tuple(
            PaidLine(tr(x.kind.value), x.what, x.quantity, x.measure, x.price, x.amount) for x in lines
        ),
        total=made.total, remark=made.words, clerk=made.by, **_office(work),
    )  # fmt: skip


def _complaint(work: Work, facts: Standing, about_id: int | None) -> ComplaintSheet:
    """投诉处理单 of a complaint, with its course so far."""
    ticket, standing = facts.ticket, facts.standing
    if ticket.kind is not TicketKind.COMPLAINT:
        raise Refused(tr("{number} 不是投诉，不开投诉处理单", number=ticket.number))
    closing = [row.words for row in facts.rows if row.act is Act.CLOSE]
    return ComplaintSheet(
        number=ticket.number, day=work.today(), ticket=_ticket(work, facts),
        state=tr(standing.on_day(work.today()).value),
        handler=handler_words(tr(standing.department), standing.worker),
        finish_by=wall(standing.promise.finish_by) if standing.promise.finish_by else None,
        course=tuple(
            CourseLine(
                wall(row.at), tr(row.act.value),
                "　".join(word for word in (handler_words(tr(row.department), row.worker), row.words) if word), row.by,
            )
            for row in facts.rows
        ),
        returned=standing.sent_back, satisfaction=satisfaction_words(standing.satisfaction),
        closing=closing[-1] if closing and standing.state is State.CLOSED else "",
        photos=_photos(work, ticket.id), clerk=work.actor.name, **_office(work),
    )  # fmt: skip


def satisfaction_words(score: int | None) -> str:
    """`5 很满意`; empty for none."""
    return f"{score} {tr(SATISFACTION[score])}" if score in SATISFACTION else ""


def _call_line(work: Work, facts: Standing) -> CallbackLine:
    ticket, standing = facts.ticket, facts.standing
    calls = [row for row in facts.rows if row.act in (Act.CALL, Act.SEND_BACK)]
    # What was heard of an earlier round says nothing of this one.
    heard = calls[-1] if calls and standing.state in (State.FINISHED, State.CLOSED) else None
    return CallbackLine(
        number=ticket.number, kind=tr(ticket.kind.value), place=place_of(work, ticket), caller=ticket.caller,
        phone=mask_phone(ticket.phone), what=ticket.what,
        done_on=wall(standing.done_at).date() if standing.done_at else None,
        worker=handler_words(tr(standing.department), standing.worker),
        due_on=wall(standing.promise.call_by).date() if standing.promise.call_by else None,
        result=tr("联系上") if heard is not None and heard.reached else "",
        satisfaction=satisfaction_words(heard.satisfaction) if heard is not None else "",
        words=heard.words if heard is not None else "", by=heard.by if heard is not None else "",
    )  # fmt: skip


_MAKERS: dict[TicketForm, Callable[[Work, Standing, int | None], Any]] = {
    TicketForm.ORDER: _order,
    TicketForm.PAID: _paid,
    TicketForm.COMPLAINT: _complaint,
}
