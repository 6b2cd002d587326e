"""本人信息: asked for, gathered from every area, frozen under a number, printed, exported, handed over (D1.9, art. 45)."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import datetime, time

from sqlalchemy import select

from frontdesk.areas.archives.documents.personal import HeldPart, HeldRow, PersonalData
from frontdesk.areas.archives.documents.resident_changes import ReprintMark
from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.model.personal import PersonalRequest, PersonalRequestEvent
from frontdesk.areas.archives.queries.held import held_of_person
from frontdesk.areas.archives.queries.joined import kept_id
from frontdesk.areas.archives.queries.personal_requests import SUBJECT
from frontdesk.areas.archives.rules.identity import mask_numbers
from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.rules.personal import (
    LONGEST_REASON,
    LONGEST_WHO,
    LONGEST_WORDS,
    REQUEST_PREFIX,
    Asker,
    RequestStep,
)
from frontdesk.areas.archives.service.consents import TOPIC
from frontdesk.areas.archives.service.looks import mark_of, note_look
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import Paper, issue_paper, keep_print, paper_document, print_count
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

FORM_KEY = "personal_data"
PARTS_IN_WORKBOOK = (("类别", 20), ("日期", 12), ("事项", 28), ("内容", 80))


@dataclass(frozen=True, slots=True)
class AskPersonalData:
    """Who asks of whom, how one made sure who they are; `unmasked` with the reason, which stands on the paper."""

    person_id: int
    asker: Asker
    checked: str
    asked_by: str = ""
    unmasked: bool = False
    reason: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What was issued: how many rows in how many sorts."""

    id: int
    number: str
    rows: int
    parts: int


@dataclass(frozen=True, slots=True)
class TakePersonalData:
    """A request's paper or workbook, by its number; `reason` where numbers stand in full and it goes out again."""

    number: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PrintedData:
    """The PDF as kept; `times` is 0 for the original, n for the n-th 补打."""

    pdf: bytes
    times: int
    number: str


@dataclass(frozen=True, slots=True)
class EndRequest:
    """It was handed over, how; or made by mistake, why."""

    request_id: int
    words: str = ""


def ask_personal_data(work: Work, command: AskPersonalData) -> AskedFor:
    """Gather it, number it and freeze it. Raises `NeedsApproval` where numbers in full take a leave."""
    work.require(Right.ARCHIVES_WRITE)
    session, today = work.session, work.today()
    if command.token is not None:
        before = session.scalar(select(PersonalRequest).where(PersonalRequest.token == command.token))
        if before is not None:
            kept = _document(work, before.number)[1]
            return _issued(before, kept)
    person = session.get_one(Person, kept_id(session, command.person_id))
    asked_by, checked, reason = (
        " ".join(text.split()) for text in (command.asked_by, command.checked, command.reason)
    )
    errors: dict[str, str] = {}
    if command.asker is not Asker.SELF and not asked_by:
        errors["asked_by"] = tr("请填来要的人的姓名")
    if not checked:
        errors["checked"] = tr("请填怎样核对了身份")
    if command.unmasked and not reason:
        errors["reason"] = tr("请填要原文的原因")
    for field, text, most in (
        ("asked_by", asked_by, LONGEST_WHO),
        ("checked", checked, LONGEST_WHO),
        ("reason", reason, LONGEST_REASON),
    ):
        if len(text) > most:
            errors[field] = tr("超过 {n} 个字，请写短些", n=most)
    if errors:
        raise InvalidInput(errors)
    reason = reason if command.unmasked else ""
    if command.unmasked:
        note_look(work, How.PRINTED, Matter.OWN, person.name, reason, person_id=person.id)
    parts = held_of_person(session, person.id, today, unmasked=command.unmasked)
    series = f"{REQUEST_PREFIX}-{today.year}"
    request = PersonalRequest(
        number=f"{series}-{next_number(session, series):03d}", person_id=person.id, asked_on=today,
        asker=command.asker, asked_by=asked_by if command.asker is not Asker.SELF else "", checked=checked,
        unmasked=command.unmasked, reason=reason, at=work.now(), by_id=work.actor.id, by=work.actor.name,
        token=command.token,
    )  # fmt: skip
    session.add(request)
    session.flush()
    document = _printable(
        PersonalData(
            number=request.number, office=str(get_setting(session, "office.name", "")),
            estate=str(get_setting(session, "estate.name", "")), person=person.name, asked_on=today,
            asker=command.asker.value, asked_by=mask_numbers(request.asked_by), checked=mask_numbers(checked),
            reason=mask_numbers(reason), parts=parts,
            made_at=_plain(work.now()), made_by=work.actor.name,
        )
    )  # fmt: skip
    issue_paper(
        work, form=FORM_KEY, number=request.number, title=tr("本人信息"), subject=(SUBJECT, request.id),
        document=codec.to_plain(document),
    )  # fmt: skip
    work.touch(TOPIC)
    return _issued(request, document)


def print_personal_data(work: Work, command: TakePersonalData) -> PrintedData:
    """One print of it as it was issued, marked 补打 from the second on (T12)."""
    work.require(Right.ARCHIVES_READ)
    from frontdesk.areas.archives.forms.personal import PERSONAL_DATA
    from frontdesk.base.printing.watermark import watermarked

    paper_id, document = _document(work, command.number)
    # One print at a time: two machines must not both be the second.
    work.session.execute(select(Paper.id).where(Paper.id == paper_id).with_for_update())
    count = print_count(work.session, paper_id)
    # Whoever asked for numbers in full has given the reason; anybody after gives their own.
    if document.reason and (count or _asked_by(work, command.number) != work.actor.id):
        _look(work, How.PRINTED, command, document)
    mark = ReprintMark(count, work.actor.name, _plain(work.now())) if count else None
    with watermarked(mark_of(work, command.reason or document.reason) if document.reason else ""):
        pdf = PERSONAL_DATA.draw(replace(document, reprint=mark))
    times = keep_print(work, paper_id, size=PERSONAL_DATA.sizes[0].key, pdf=pdf)
    work.touch(TOPIC)
    return PrintedData(pdf, times, command.number)


def export_personal_data(work: Work, command: TakePersonalData) -> bytes:
    """The same as a workbook, for who wants to take it along (art. 45: 查阅、复制)."""
    work.require(Right.ARCHIVES_READ)
    document = _document(work, command.number)[1]
    if document.reason:
        _look(work, How.EXPORTED, command, document)
    import xlsxwriter

    from frontdesk.base.printing.marked_book import mark_sheet

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(document.number)
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bg_color": "#EEF1F4", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        title = tr("{number}　{name} 的个人信息　{day}", number=document.number, name=document.person,
                   day=document.asked_on.isoformat())  # fmt: skip
        sheet.write_string(0, 0, title, bold)
        first = 1
        if document.reason:
            told = tr("含个人信息原文，仅供“{reason}”使用", reason=command.reason)
            mark_sheet(book, sheet, f"{told} · {mark_of(work)}", row=1)
            first = 2
        for column, (words, width) in enumerate(PARTS_IN_WORKBOOK):
            sheet.write_string(first, column, tr(words), head)
            sheet.set_column(column, column, width)
        at = first + 1
        for part in document.parts:
            for row in part.rows:
                sheet.write_string(at, 0, part.title)
                if row.on is not None:
                    sheet.write_datetime(at, 1, datetime.combine(row.on, time()), day)
                sheet.write_string(at, 2, row.what)
                sheet.write_string(at, 3, row.words, wrap)
                at += 1
            if not part.rows:
                sheet.write_string(at, 0, part.title)
                sheet.write_string(at, 3, tr("没有记录"))
                at += 1
        sheet.freeze_panes(first + 1, 0)
        sheet.autofilter(first, 0, at - 1, len(PARTS_IN_WORKBOOK) - 1)
    return out.getvalue()


def deliver_request(work: Work, command: EndRequest) -> str:
    """It was handed over; the number."""
    return _end(work, command, RequestStep.DELIVERED)


def void_request(work: Work, command: EndRequest) -> str:
    """It was made by mistake: the number is not used again, the paper stays (D0.5)."""
    return _end(work, command, RequestStep.VOIDED)


def _end(work: Work, command: EndRequest, step: RequestStep) -> str:
    work.require(Right.ARCHIVES_WRITE)
    session = work.session
    request = session.get(PersonalRequest, command.request_id)
    if request is None:
        raise Refused(tr("没有这个请求，请再看一遍列表"))
    steps = {
        event.step: event
        for event in session.scalars(
            select(PersonalRequestEvent).where(PersonalRequestEvent.request_id == request.id)
        )
    }
    if RequestStep.VOIDED in steps:
        raise Refused(tr("{number} 已经作废", number=request.number))
    if RequestStep.DELIVERED in steps:
        day = steps[RequestStep.DELIVERED].happened_on
        raise Refused(tr("{number} 在 {day} 已经交付", number=request.number, day=day))
    words = " ".join(command.words.split())
    if not words:
        raise InvalidInput({"words": tr("请填写")})
    if len(words) > LONGEST_WORDS:
        raise InvalidInput({"words": tr("超过 {n} 个字，请写短些", n=LONGEST_WORDS)})
    session.add(
        PersonalRequestEvent(
            request_id=request.id, step=step, happened_on=work.today(), words=words, at=work.now(),
            by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    session.flush()
    work.touch(TOPIC)
    return request.number


def _document(work: Work, number: str) -> tuple[int, PersonalData]:
    found = paper_document(work.session, FORM_KEY, number)
    if found is None:
        raise Refused(tr("没有 {number} 这份本人信息", number=number), field="number")
    return found[0], codec.from_plain(PersonalData, found[1])


def _asked_by(work: Work, number: str) -> int | None:
    return work.session.scalar(select(PersonalRequest.by_id).where(PersonalRequest.number == number))


def _look(work: Work, how: How, command: TakePersonalData, document: PersonalData) -> None:
    """Numbers in full go out once more: with the right and a reason, which is kept."""
    request = work.session.scalar(select(PersonalRequest).where(PersonalRequest.number == command.number))
    person_id = request.person_id if request is not None else None
    note_look(work, how, Matter.OWN, document.person, command.reason, person_id=person_id)


def _issued(request: PersonalRequest, document: PersonalData) -> AskedFor:
    rows = [len(part.rows) for part in document.parts if part.rows]
    return AskedFor(request.id, request.number, sum(rows), len(rows))


def _printable(document: PersonalData) -> PersonalData:
    """Characters no font has stand as their number (`〔U+1F600〕`): who asks is answered all the same."""
    from frontdesk.base.printing import fonts

    def whole(text: str) -> str:
        missing = set(fonts.missing_characters(text))
        return "".join(f"〔U+{ord(sign):X}〕" if sign in missing else sign for sign in text)

    parts = tuple(
        HeldPart(part.title, tuple(HeldRow(row.on, whole(row.what), whole(row.words)) for row in part.rows))
        for part in document.parts
    )
    return replace(document, person=whole(document.person), asked_by=whole(document.asked_by), parts=parts)


def _plain(at: datetime) -> datetime:
    return local_time(at).replace(tzinfo=None, second=0, microsecond=0)
