"""The shift log: written by who leaves, read and signed by who comes (D2.8); and the list of what waits, to sign."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.cashdesk.service.common import office, wall_clock
from frontdesk.areas.keys.queries import KeyFilter, key_figures, out_now
from frontdesk.areas.keys.rules.kinds import KeyState
from frontdesk.areas.reception.documents.held import HeldLine, HeldList, NoteTicket, ShiftRecord, WaitingLine
from frontdesk.areas.reception.model.shift_log import ShiftNote, ShiftNoteRead, ShiftNoteVoid
from frontdesk.areas.reception.queries.held_figures import held_figures
from frontdesk.areas.reception.queries.parcels import ParcelFilter, ParcelShow, parcel_rows
from frontdesk.areas.reception.queries.tickets_of_note import tickets_of_note
from frontdesk.areas.reception.rules.shift_log import LONGEST_WORDS, MOST_LINES, PREFIX, NoteKind, points
from frontdesk.areas.reception.service.desk_common import by_another, day_number, may_write, tidy
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

TOPIC = "shift_log"
LIST_PREFIX = "QS"
MOST_LISTED = 2_000
MOST_TICKETS = 20
"""Tickets of note that stand on the paper; of the rest their number."""


@dataclass(frozen=True, slots=True)
class WriteNote:
    """What the next one must know, a point on each line; or what the morning meeting said."""

    words: str
    kind: NoteKind = NoteKind.HANDOVER
    shift: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """Its id and number."""

    id: int
    number: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class SignNote:
    """I have read it, and what I have to say to it."""

    note_id: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class SignNotes:
    """The same for several at once, as a shift is opened."""

    note_ids: tuple[int, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class VoidNote:
    """It was written by mistake."""

    note_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class MakeHeldList:
    """The list to sign of everything that waits now, or of one unit's."""

    unit_id: int | None = None


def write_note(work: Work, command: WriteNote) -> NoteWritten:
    """Keep the note with its paper, which also says what waits at the desk at that moment."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(ShiftNote).where(ShiftNote.token == command.token))
        if before is not None:
            return NoteWritten(before.id, before.number, again=True)
    words = tidy(command.words, missing=tr("请写要交给下一班的事；没有事就写“无”"), most=LONGEST_WORDS)
    told = points(words)
    if not told:
        raise Refused(tr("请写要交给下一班的事；没有事就写“无”"), field="words")
    if len(told) > MOST_LINES:
        raise Refused(tr("一次最多 {n} 条，请分成两份", n=MOST_LINES), field="words")
    shift = tidy(command.shift, field="shift", most=40)
    today = work.today()
    note = ShiftNote(
        number=day_number(work, PREFIX[command.kind], today), kind=command.kind, shift=shift, written_on=today,
        at=work.now(), words="\n".join(told), by_id=work.actor.id, by=work.actor.name, token=command.token,
    )  # fmt: skip
    work.session.add(note)
    work.session.flush()
    names = office(work)
    handover = command.kind is NoteKind.HANDOVER
    told_of = tickets_of_note(work.session, work.now(), today) if handover else ()
    paper = ShiftRecord(
        office=names.office, estate=names.estate, number=note.number, day=today, kind=command.kind.value,
        shift=shift, at=wall_clock(work.now()), points=told,
        waiting=waiting(work) if handover else (), clerk=work.actor.name,
        tickets=tuple(
            NoteTicket(one.row.number, one.row.unit, one.row.what, one.why, one.row.handler)
            for one in told_of[:MOST_TICKETS]
        ),
        more_tickets=max(0, len(told_of) - MOST_TICKETS),
    )  # fmt: skip
    issue_paper(
        work,
        form="shift_record",
        number=note.number,
        title=tr("{kind}记录 {number}", kind=tr(command.kind.value), number=note.number),
        subject=("shift_note", note.id),
        document=codec.to_plain(paper),
    )
    work.touch(TOPIC)
    return NoteWritten(note.id, note.number)


def waiting(work: Work) -> tuple[WaitingLine, ...]:
    """What waits at the desk now, as the paper lists it; what there is none of is left out."""
    figures = held_figures(work.session, work.today())
    states = key_figures(work.session, KeyFilter(work.today())).states
    out = sum(row.out for row in out_now(work.session, work.today())) if states[KeyState.OUT] else 0
    late = states[KeyState.OVERDUE]
    rows = (
        (tr("代收快递"), figures.parcels, tr("{n} 件", n=figures.parcels), ""),
        (tr("信件、文件"), figures.letters, tr("{n} 件", n=figures.letters), ""),
        (tr("其中逾期未领"), figures.overdue, tr("{n} 件", n=figures.overdue), tr("请再通知一次")),
        (tr("在内访客"), figures.inside, tr("{n} 人", n=figures.inside),
         tr("隔天未离 {n} 人", n=figures.overnight) if figures.overnight else ""),
        (tr("失物待认领"), figures.found, tr("{n} 件", n=figures.found),
         tr("该移交 {n} 件", n=figures.found_due) if figures.found_due else ""),
        (tr("借出的钥匙"), out, tr("{n} 把", n=out), tr("{n} 块牌逾期", n=late) if late else ""),
    )  # fmt: skip
    return tuple(WaitingLine(what, count, words) for what, n, count, words in rows if n)


def sign_note(work: Work, command: SignNote) -> str:
    """Sign for it once; gives the number. Who wrote it does not sign."""
    note = _note(work, command.note_id)
    if note.by_id == work.actor.id:
        raise Refused(tr("这是您自己写的，由接班的人签收"))
    voided = work.session.scalar(select(ShiftNoteVoid.id).where(ShiftNoteVoid.note_id == note.id))
    if voided is not None:
        raise Refused(tr("{number} 已经作废，不用签收", number=note.number))
    before = work.session.scalar(
        select(ShiftNoteRead.id).where(ShiftNoteRead.note_id == note.id, ShiftNoteRead.by_id == work.actor.id)
    )
    if before is not None:
        return note.number
    work.session.add(
        ShiftNoteRead(
            note_id=note.id, at=work.now(), words=tidy(command.words), by_id=work.actor.id, by=work.actor.name
        )
    )
    work.session.flush()
    work.touch(TOPIC)
    return note.number


def sign_notes(work: Work, command: SignNotes) -> int:
    """Sign for each of them; how many."""
    for note_id in command.note_ids:
        sign_note(work, SignNote(note_id, command.words))
    return len(command.note_ids)


def void_note(work: Work, command: VoidNote) -> str:
    """It stays, marked void; gives the number."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    note = _note(work, command.note_id)
    if work.session.scalar(select(ShiftNoteVoid.id).where(ShiftNoteVoid.note_id == note.id)) is not None:
        raise Refused(tr("{number} 已经作废", number=note.number))
    words = tr("{number} 是 {by} {day} 写的，作废要主管准许",
               number=note.number, by=note.by, day=note.written_on)  # fmt: skip
    by_another(work, note.by_id, note.written_on, words)
    work.session.add(
        ShiftNoteVoid(note_id=note.id, reason=reason, at=work.now(), by_id=work.actor.id, by=work.actor.name)
    )
    work.session.flush()
    work.touch(TOPIC)
    return note.number


def make_held_list(work: Work, command: MakeHeldList) -> str:
    """Number and keep the list of what waits, in the order of the units; gives the number."""
    may_write(work)
    today = work.today()
    wanted = ParcelFilter(today, show=ParcelShow.HERE, unit_id=command.unit_id, sort="unit")
    rows = parcel_rows(work.session, wanted, 0, MOST_LISTED + 1)
    if not rows:
        raise Refused(tr("没有等人来领的东西，不用打印"))
    if len(rows) > MOST_LISTED:
        raise Refused(tr("等人来领的超过 {n} 笔，请按房号分开打印", n=MOST_LISTED))
    names = office(work)
    number = day_number(work, LIST_PREFIX, today)
    paper = HeldList(
        office=names.office, estate=names.estate, number=number, day=today,
        lines=tuple(
            HeldLine(
                row.unit, row.taker, row.kind.value, row.number, row.carrier, row.left, row.shelf, row.received_on
            )
            for row in rows
        ),
        pieces=sum(row.left for row in rows), clerk=work.actor.name,
    )  # fmt: skip
    issue_paper(
        work,
        form="held_list",
        number=number,
        title=tr("代收物品签收表 {number}", number=number),
        subject=("held_list", 0),
        document=codec.to_plain(paper),
        unit_id=command.unit_id,
    )
    return number


def _note(work: Work, note_id: int) -> ShiftNote:
    note = work.session.get(ShiftNote, note_id)
    if note is None:
        raise Refused(tr("没有这条记录，请重新选择"))
    return note
