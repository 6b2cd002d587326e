"""突发事件: recorded, told to whom and when, dealt with, followed up, closed; nothing is ever taken out (D0.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from frontdesk.areas.archives.documents.emergencies import EmergencyFile, EmergencyLine, EmergencyReport
from frontdesk.areas.archives.model.emergencies import Emergency, EmergencyEntry, EmergencyUnit
from frontdesk.areas.archives.queries.emergencies import EmergencyView, emergency_view
from frontdesk.areas.archives.queries.units import find_unit
from frontdesk.areas.archives.rules.emergencies import (
    LONGEST_WORDS,
    EmergencyKind,
    EmergencyState,
    Entry,
    read_clock,
)
from frontdesk.areas.archives.service.papers import TOPIC as PAPERS_TOPIC
from frontdesk.areas.archives.service.papers import FilePaper, add_paper, photo_kind
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "emergencies"


@dataclass(frozen=True, slots=True)
class RecordEmergency:
    """What is known at first. Times as typed (`10:35`); `units` are codes in any writing, with 、 between; `photos` are its first files."""

    kind: EmergencyKind
    place: str
    on: date
    clock: str
    known_on: date
    known_clock: str
    words: str
    units: str = ""
    reporter: str = ""
    token: str | None = None
    photos: tuple[FilePaper, ...] = ()


@dataclass(frozen=True, slots=True)
class AddEntry:
    """A line of the course: whom one told, what was done, what was lost, or what is to be followed up until when."""

    emergency_id: int
    entry: Entry
    on: date
    clock: str
    words: str = ""
    who: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class EndEntry:
    """A follow-up is done, or a line is taken back: `words` say how, or why."""

    emergency_id: int
    line_id: int
    words: str


@dataclass(frozen=True, slots=True)
class EndEmergency:
    """It is closed with a sentence, or void with a reason."""

    emergency_id: int
    words: str


def record_emergency(work: Work, command: RecordEmergency) -> str:
    """The number. Raises `InvalidInput` for what cannot be; the same form sent twice is recorded once (T23)."""
    work.require(Right.ARCHIVES_WRITE)
    if command.token is not None:
        before = work.session.scalar(select(Emergency.number).where(Emergency.token == command.token))
        if before is not None:
            return before
    errors: dict[str, str] = {}
    happened = _moment(work, command.on, command.clock, "clock", errors)
    known = _moment(work, command.known_on, command.known_clock, "known_clock", errors)
    if happened is not None and known is not None and known < happened:
        errors["known_clock"] = tr("得知的时间早于发生的时间，请核对")
    for field, text in (("place", command.place), ("words", command.words)):
        if not text.strip():
            errors[field] = tr("请填写")
    units = _units(work, command.units, errors)
    if errors or happened is None or known is None:
        raise InvalidInput(errors)
    series = f"TF-{command.on.year}"
    emergency = Emergency(
        number=f"{series}-{next_number(work.session, series):03d}", kind=command.kind,
        place=command.place.strip()[:80], happened_at=happened, known_at=known,
        reporter=command.reporter.strip()[:60], words=command.words.strip()[:LONGEST_WORDS], at=work.now(),
        by_id=work.actor.id, by=work.actor.name, token=command.token,
    )  # fmt: skip
    work.session.add(emergency)
    work.session.flush()
    work.session.add_all(EmergencyUnit(emergency_id=emergency.id, unit_id=unit_id) for unit_id in units)
    for photo in command.photos:
        add_paper(work, replace(photo, kind=photo.kind or photo_kind(work), emergency_id=emergency.id))
    if command.photos:
        work.touch(PAPERS_TOPIC)
    work.touch(TOPIC)
    return emergency.number


def add_entry(work: Work, command: AddEntry) -> str:
    """The emergency's number. A follow-up may still be added once it is closed."""
    view = _open(work, command.emergency_id, closed=command.entry is Entry.FOLLOW)
    errors: dict[str, str] = {}
    at = _moment(work, command.on, command.clock, "clock", errors)
    if at is not None and at < view.row.happened_at:
        errors["clock"] = tr("早于事件发生的时间，请核对")
    if command.entry is Entry.TOLD and not command.who.strip():
        errors["who"] = tr("请填报告给谁")
    if command.entry is not Entry.TOLD and not command.words.strip():
        errors["words"] = tr("请填写")
    if command.entry is Entry.FOLLOW and (command.until is None or command.until < work.today()):
        errors["until"] = tr("请填今天或以后的日期")
    if errors or at is None:
        raise InvalidInput(errors)
    until = command.until if command.entry is Entry.FOLLOW else None
    _write(work, view, command.entry, command.words, at, who=command.who, until=until)
    return view.row.number


def finish_follow_up(work: Work, command: EndEntry) -> str:
    """The follow-up is done; how, in words."""
    view = _open(work, command.emergency_id, closed=True)
    if command.line_id not in {line.id for line in view.row.standing.follow}:
        raise Refused(tr("这项跟进已经有人办完了"))
    if not command.words.strip():
        raise InvalidInput({"words": tr("请填写")})
    _write(work, view, Entry.FOLLOWED, command.words, work.now(), ends=command.line_id)
    return view.row.number


def undo_entry(work: Work, command: EndEntry) -> str:
    """A line that should not have been written: it stays and says so."""
    view = _open(work, command.emergency_id, closed=True)
    line = next((line for line in view.lines if line.id == command.line_id), None)
    if line is None or line.id in view.gone or line.entry in (Entry.UNDONE, Entry.VOIDED):
        raise Refused(tr("这一条已经撤销了"))
    if any(each.ends_id == line.id and each.id not in view.gone for each in view.lines):
        raise Refused(tr("这项跟进已经办完，要先撤销“跟进完成”那一条"))
    if not command.words.strip():
        raise InvalidInput({"words": tr("请填写")})
    _write(work, view, Entry.UNDONE, command.words, work.now(), ends=line.id)
    return view.row.number


def close_emergency(work: Work, command: EndEmergency) -> str:
    """Closed with how it ended. Raises `Refused` while somebody still has a follow-up to do."""
    view = _open(work, command.emergency_id)
    if view.row.standing.follow:
        raise Refused(tr("还有 {n} 项跟进没有办完，办完再结案", n=len(view.row.standing.follow)))
    if not command.words.strip():
        raise InvalidInput({"words": tr("请填写")})
    _write(work, view, Entry.CLOSED, command.words, work.now())
    return view.row.number


def void_emergency(work: Work, command: EndEmergency) -> str:
    """Recorded by mistake: the number is not used again, the record stays (D0.5)."""
    view = _open(work, command.emergency_id)
    if not command.words.strip():
        raise InvalidInput({"words": tr("请填写")})
    _write(work, view, Entry.VOIDED, command.words, work.now())
    return view.row.number


def draw_report(work: Work, emergency_id: int) -> bytes:
    """突发事件报告 as it stands now."""
    work.require(Right.ARCHIVES_READ)
    # ReportLab is heavy: a clerk who prints nothing never loads it.
    from frontdesk.areas.archives.forms.emergencies import EMERGENCY

    return EMERGENCY.draw(read_report(work, emergency_id))


def read_report(work: Work, emergency_id: int) -> EmergencyReport:
    """What the paper shows."""
    view = _view(work, emergency_id)
    row = view.row
    lines = [line for line in view.lines if line.id not in view.gone and line.entry is not Entry.UNDONE]
    lines.sort(key=lambda line: (line.at, line.id))
    return EmergencyReport(
        office=str(get_setting(work.session, "office.name", "")),
        estate=str(get_setting(work.session, "estate.name", "")),
        number=row.number, kind=row.kind.value, state=row.standing.state.value, place=row.place,
        happened_at=_plain(row.happened_at), known_at=_plain(row.known_at), reporter=row.reporter, words=row.words,
        units=row.units,
        lines=tuple(
            EmergencyLine(_plain(line.at), line.entry.value, line.who, line.words, line.until, line.by)
            for line in lines
        ),
        files=tuple(
            EmergencyFile(paper.name, paper.kind, paper.sort.upper(), _plain(local_time(paper.at)), paper.by)
            for paper in view.papers
        ),
        made_at=_plain(local_time(work.now())), made_by=work.actor.name,
    )  # fmt: skip


def _plain(at: datetime) -> datetime:
    return at.replace(tzinfo=None, second=0, microsecond=0)


def _view(work: Work, emergency_id: int) -> EmergencyView:
    view = emergency_view(work.session, emergency_id, work.today())
    if view is None:
        raise Refused(tr("没有这个事件，请再看一遍列表"))
    return view


def _open(work: Work, emergency_id: int, *, closed: bool = False) -> EmergencyView:
    """The emergency while something may be written into it; *closed* when a closed one may be too."""
    work.require(Right.ARCHIVES_WRITE)
    view = _view(work, emergency_id)
    state = view.row.standing.state
    if state is EmergencyState.VOID:
        raise Refused(tr("{number} 已经作废", number=view.row.number))
    if state is EmergencyState.CLOSED and not closed:
        raise Refused(tr("{number} 已经结案；要补记，先撤销“结案”那一条", number=view.row.number))
    return view


def _write(
    work: Work,
    view: EmergencyView,
    entry: Entry,
    words: str,
    at: datetime,
    *,
    who: str = "",
    until: date | None = None,
    ends: int | None = None,
) -> None:
    work.session.add(
        EmergencyEntry(
            emergency_id=view.row.id, entry=entry, happened_at=at, words=words.strip()[:LONGEST_WORDS],
            who=who.strip()[:60], until=until, ends_id=ends, at=work.now(), by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.touch(TOPIC)


def _moment(work: Work, on: date, clock: str, field: str, errors: dict[str, str]) -> datetime | None:
    """The moment of a day and a typed time; what is wrong goes to *errors*."""
    at = read_clock(clock)
    if at is None:
        errors[field] = tr("时间请写成 9:05")
        return None
    moment = datetime.combine(on, at).astimezone()
    if moment > work.now():
        errors[field] = tr("时间还没有到，请核对")
        return None
    return moment


def _units(work: Work, text: str, errors: dict[str, str]) -> list[int]:
    found: list[int] = []
    for word in re.split(r"[、，,；;\s]+", text.strip()):
        if not word:
            continue
        try:
            unit = find_unit(work.session, word)
        except Refused as refused:
            errors["units"] = refused.text
            continue
        if unit is None:
            errors["units"] = tr("没有 {code} 这户", code=word)
        elif unit.id not in found:
            found.append(unit.id)
    return found
