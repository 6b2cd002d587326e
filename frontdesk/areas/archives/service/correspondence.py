"""Documents in and out: numbered by year, sent round, answered, filed, originals lent and returned (D1.6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from frontdesk.areas.archives.model.correspondence import Correspondence
from frontdesk.areas.archives.rules.correspondence import (
    LONGEST_WORDS,
    MOST_COPIES,
    PREFIX,
    STEP_WORDS,
    Direction,
    Secrecy,
    Step,
)
from frontdesk.areas.archives.service.correspondence_common import (
    TOPIC,
    add_step,
    by_another,
    day_of,
    must,
    not_void,
    one_document,
    rows_of,
    standing_of,
)
from frontdesk.areas.archives.service.papers import TOPIC as PAPERS_TOPIC
from frontdesk.areas.archives.service.papers import FilePaper, add_paper
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class RegisterDocument:
    """A document that came or goes. `readers` it is sent round to at once; `papers` are its scans."""

    direction: Direction
    party: str
    title: str
    on: date | None = None
    kind: str = ""
    reference: str = ""
    secrecy: Secrecy = Secrecy.PLAIN
    copies: int = 1
    handler: str = ""
    answer_by: date | None = None
    words: str = ""
    readers: tuple[str, ...] = ()
    papers: tuple[FilePaper, ...] = ()
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """What was registered: its id and number."""

    id: int
    number: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class ChangeDocument:
    """What is known of it, corrected; its history keeps what it was (D0.6). Number, day and direction stand."""

    document_id: int
    party: str
    title: str
    kind: str = ""
    reference: str = ""
    secrecy: Secrecy = Secrecy.PLAIN
    copies: int = 1
    handler: str = ""
    answer_by: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class SendRound:
    """These are to read it."""

    document_id: int
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkRead:
    """These (rows of those it was sent round to) have read it, and what they wrote on it."""

    document_id: int
    event_ids: tuple[int, ...]
    words: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class DoneWith:
    """It was answered, or filed: `words` say how, or where it stands."""

    document_id: int
    words: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Lend:
    """Somebody borrows the original, for what, up to and including a day."""

    document_id: int
    who: str
    words: str
    until: date | None


@dataclass(frozen=True, slots=True)
class BackOut:
    """It was registered by mistake, or its last row should not have been written."""

    document_id: int
    reason: str


def register_document(work: Work, command: RegisterDocument) -> Registered:
    """Register it under the next number of its year."""
    work.require(Right.ARCHIVES_WRITE)
    if command.token is not None:
        before = work.session.scalar(select(Correspondence).where(Correspondence.token == command.token))
        if before is not None:
            return Registered(before.id, before.number, again=True)
    on = day_of(work, command.on)
    document = Correspondence(
        number=_number(work, command.direction, on),
        direction=command.direction,
        happened_on=on,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        token=command.token,
        **_facts(command, on),
    )
    work.session.add(document)
    work.session.flush()
    for reader in _readers(command.readers):
        add_step(work, document, Step.SENT_ROUND, who=reader, on=on)
    for paper in command.papers:
        _attach(work, document.id, paper)
    work.touch(TOPIC)
    return Registered(document.id, document.number)


def change_document(work: Work, command: ChangeDocument) -> str:
    """Correct it; gives the number."""
    work.require(Right.ARCHIVES_WRITE)
    document = one_document(work, command.document_id)
    not_void(work, document)
    for name, value in _facts(command, document.happened_on).items():
        if getattr(document, name) != value:
            setattr(document, name, value)
    work.session.flush()
    work.touch(TOPIC)
    return document.number


def send_round(work: Work, command: SendRound) -> str:
    """Ask these to read it; gives the number."""
    work.require(Right.ARCHIVES_WRITE)
    document = one_document(work, command.document_id)
    standing = not_void(work, document)
    readers = _readers(command.readers)
    if not readers:
        raise Refused(tr("请写送给谁看"), field="readers")
    waiting = {row.who for row in standing.reading}
    for reader in readers:
        if reader in waiting:
            raise Refused(
                tr("{number} 已经送给 {who} 了，还没有看", number=document.number, who=reader),
                field="readers",
            )
        add_step(work, document, Step.SENT_ROUND, who=reader)
    return document.number


def mark_read(work: Work, command: MarkRead) -> str:
    """Note who has read it; gives the number."""
    work.require(Right.ARCHIVES_WRITE)
    document = one_document(work, command.document_id)
    standing = not_void(work, document)
    reading = {row.id: row for row in standing.reading}
    if not command.event_ids:
        raise Refused(tr("请选谁看过了"), field="event_ids")
    on = day_of(work, command.on)
    for event_id in dict.fromkeys(command.event_ids):
        if event_id not in reading:
            raise Refused(tr("这位已经看过了，没有再记"), field="event_ids")
        asked = reading[event_id]
        if on < asked.on:
            raise Refused(tr("看的日期不能早于送阅的 {day}", day=asked.on), field="on")
        add_step(work, document, Step.READ, who=asked.who, words=command.words, on=on, ends_id=event_id)
    return document.number


def answer_document(work: Work, command: DoneWith) -> str:
    """It is dealt with; gives the number."""
    return _done(work, command, Step.ANSWERED, tr("请写怎么办结的，如“已复函 FW-2026-003”"))


def file_document(work: Work, command: DoneWith) -> str:
    """The original is filed; gives the number."""
    return _done(work, command, Step.FILED, tr("请写归到哪里，如“2026 年来文盒 1”"))


def lend_document(work: Work, command: Lend) -> str:
    """Somebody takes the original; gives the number."""
    work.require(Right.ARCHIVES_WRITE)
    document = one_document(work, command.document_id)
    standing = not_void(work, document)
    if standing.lent is not None:
        raise Refused(
            tr("{number} 的原件在 {who} 手里，还没有还", number=document.number, who=standing.lent.who)
        )
    errors = {}
    if not command.who.strip():
        errors["who"] = tr("请写谁借的")
    if not command.words.strip():
        errors["words"] = tr("请写借去做什么")
    if command.until is None:
        errors["until"] = tr("请写哪天还")
    elif command.until < work.today():
        errors["until"] = tr("归还的日子不能早于今天")
    if errors:
        raise InvalidInput(errors)
    add_step(work, document, Step.LENT, who=command.who, words=command.words, until=command.until)
    return document.number


def return_document(work: Work, command: DoneWith) -> str:
    """The original is back; gives the number."""
    work.require(Right.ARCHIVES_WRITE)
    document = one_document(work, command.document_id)
    lent = standing_of(work, document).lent
    if lent is None:
        raise Refused(tr("{number} 的原件没有借出，没有再记", number=document.number))
    on = day_of(work, command.on)
    if on < lent.on:
        raise Refused(tr("归还的日期不能早于借出的 {day}", day=lent.on), field="on")
    add_step(work, document, Step.RETURNED, who=lent.who, words=command.words, on=on, ends_id=lent.id)
    return document.number


def void_document(work: Work, command: BackOut) -> str:
    """Registered by mistake: its number stays used; gives it."""
    work.require(Right.ARCHIVES_WRITE)
    document = one_document(work, command.document_id)
    if not_void(work, document).lent is not None:
        raise Refused(tr("{number} 的原件还借在外面，先登记归还再作废", number=document.number))
    reason = must(command.reason, tr("请写明作废的原因"), "reason")
    by_another(work, document.by_id, local_time(document.at).date(), document.number, tr("作废"))
    add_step(work, document, Step.VOIDED, words=reason)
    return document.number


def undo_document(work: Work, command: BackOut) -> str:
    """Take back the last row that stands; gives what that was, in words."""
    work.require(Right.ARCHIVES_WRITE)
    document = one_document(work, command.document_id)
    rows = rows_of(work, document.id)
    undone = {row.ends_id for row in rows if row.step is Step.UNDONE}
    left = [row for row in rows if row.step is not Step.UNDONE and row.id not in undone]
    if not left:
        raise Refused(tr("{number} 登记以后还没有办过别的；登记错了请作废", number=document.number))
    reason = must(command.reason, tr("请写明撤销的原因"), "reason")
    last = left[-1]
    told = tr(STEP_WORDS[last.step])
    by_another(work, last.by_id, local_time(last.at).date(), document.number, told)
    add_step(work, document, Step.UNDONE, words=reason, ends_id=last.id)
    return tr("{number} {what}", number=document.number, what=told)


# -- what is filled in --


def _done(work: Work, command: DoneWith, step: Step, missing: str) -> str:
    work.require(Right.ARCHIVES_WRITE)
    document = one_document(work, command.document_id)
    standing = not_void(work, document)
    before = standing.answered_on if step is Step.ANSWERED else standing.filed_on
    if before is not None:
        raise Refused(
            tr(
                "{number} {day} 已经{what}，没有再记",
                number=document.number,
                day=before,
                what=tr(STEP_WORDS[step]),
            )
        )
    if step is Step.FILED and standing.lent is not None:
        raise Refused(tr("{number} 的原件还借在外面，先登记归还再归档", number=document.number))
    on = day_of(work, command.on)
    if on < document.happened_on:
        raise Refused(tr("日期不能早于收发的 {day}", day=document.happened_on), field="on")
    add_step(work, document, step, words=must(command.words, missing, "words"), on=on)
    return document.number


def _facts(command: RegisterDocument | ChangeDocument, on: date) -> dict[str, object]:
    """What is filled in, checked all at once. Raises `InvalidInput`."""
    told = {
        name: " ".join(str(getattr(command, name)).split())
        for name in ("party", "title", "kind", "reference", "handler", "words")
    }
    longest = {"party": 80, "title": 120, "kind": 24, "reference": 40, "handler": 60, "words": LONGEST_WORDS}
    errors = {
        name: tr("超过 {n} 个字，请写短些", n=longest[name])
        for name, text in told.items()
        if len(text) > longest[name]
    }
    if not told["party"]:
        errors["party"] = tr("请写来文或收文的单位")
    if not told["title"]:
        errors["title"] = tr("请写标题")
    if not 1 <= command.copies <= MOST_COPIES:
        errors["copies"] = tr("份数在 1 到 {n} 之间", n=MOST_COPIES)
    if command.answer_by is not None and command.answer_by < on:
        errors["answer_by"] = tr("办理期限不能早于收发的 {day}", day=on)
    if errors:
        raise InvalidInput(errors)
    return {**told, "secrecy": command.secrecy, "copies": command.copies, "answer_by": command.answer_by}


def _attach(work: Work, document_id: int, paper: FilePaper) -> None:
    add_paper(work, replace(paper, correspondence_id=document_id))
    work.touch(PAPERS_TOPIC)


def _readers(names: tuple[str, ...]) -> list[str]:
    readers = list(dict.fromkeys(name for name in (" ".join(n.split()) for n in names) if name))
    if any(len(name) > 60 for name in readers):
        raise Refused(tr("姓名超过 {n} 个字，请用顿号或逗号隔开", n=60), field="readers")
    return readers


def _number(work: Work, direction: Direction, on: date) -> str:
    series = f"{PREFIX[direction]}-{on.year}"
    return f"{series}-{next_number(work.session, series):03d}"
