"""Numbered stationery (票证, D3.8): drawn from finance, used, spoiled, returned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from frontdesk.areas.cashdesk.rules.numbers import paper_number
from frontdesk.areas.cashdesk.service.books import RegisterPaperBook, register_paper_book
from frontdesk.areas.cashdesk.service.common import office
from frontdesk.areas.permits.documents.stationery import DrawnLine, StationeryDraw
from frontdesk.areas.permits.model.stationery import (
    StationeryKind,
    StationeryMark,
    StationeryMarkVoid,
    StationeryRange,
)
from frontdesk.areas.permits.queries.stationery import drawn_ranges, kinds, marks_of
from frontdesk.areas.permits.rules.stationery import (
    RECEIPTS,
    Fate,
    Part,
    placed,
    read_numbers,
    read_range,
    refuse_drawn,
    run_words,
)
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

LONGEST = 200
DRAW_FORM = "stationery_draw"
SUBJECT = "stationery_range"


@dataclass(frozen=True, slots=True)
class AddKind:
    """A kind of blank the office makes for itself, and the prefix its numbers usually have."""

    name: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """A range taken over from finance: the first and last number as printed. `on` None: today.

    `token` is made when the form opens (T23).
    """

    kind: str
    first: str
    last: str
    handed_by: str
    words: str = ""
    on: date | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Drew:
    """The stored range; `number` is of its paper. `again`: the same press had stored it before."""

    range_id: int
    number: str
    pieces: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class MarkNumbers:
    """What became of numbers, typed as people write them. `words`: for what, why, or to whom.

    `permit` is the number of the permit issued on the blank.
    """

    kind: str
    fate: Fate
    numbers: str
    words: str = ""
    permit: str = ""
    on: date | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class MarkedNumbers:
    """How many pieces were entered, and their numbers in words."""

    pieces: int
    numbers: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class VoidMark:
    """An entry was a mistake: its numbers are left again."""

    mark_id: int
    reason: str


def add_kind(work: Work, command: AddKind) -> int:
    """The kind's id. Raises `InvalidInput` for a name that is taken or empty."""
    work.require(Right.STATIONERY)
    next_number(work.session, "stationery")
    name, prefix = command.name.strip(), command.prefix.strip().upper()
    errors = {}
    if not name:
        errors["name"] = tr("请填票证的名称")
    elif len(name) > 20:
        errors["name"] = tr("名称最多 {n} 个字", n=20)
    elif name in {row.name for row in kinds(work.session)}:
        errors["name"] = tr("已经有“{name}”了", name=name)
    if len(prefix) > 10:
        errors["prefix"] = tr("字头最多 {n} 个字", n=10)
    if errors:
        raise InvalidInput(errors)
    return _new_kind(work, name, prefix).id


def kind_of(work: Work, name: str) -> StationeryKind:
    """The kind of that name; one of the usual ones is taken into the books at its first use. Raises `Refused`."""
    found = work.session.scalar(select(StationeryKind).where(StationeryKind.name == name))
    if found is not None:
        return found
    usual = next((row for row in kinds(work.session) if row.name == name), None)
    if usual is None:
        raise Refused(tr("没有“{name}”这种票证，请先新增", name=name), field="kind")
    return _new_kind(work, name, usual.prefix)


def _new_kind(work: Work, name: str, prefix: str) -> StationeryKind:
    made = StationeryKind(
        name=name,
        prefix=prefix,
        receipts=name == RECEIPTS,
        sort=int(work.session.scalar(select(func.max(StationeryKind.sort))) or 0) + 1,
        made_at=work.now(),
        made_by=work.actor.name,
    )
    work.session.add(made)
    work.session.flush()
    work.touch("stationery")
    return made


def draw(work: Work, command: Draw) -> Drew:
    """Store the range and freeze its paper (票证领用表). Raises `Refused` when its numbers are here already.

    A receipt book is taken into the cash desk's ledger as well (M6.9), which takes the right to collect.
    """
    work.require(Right.STATIONERY)
    next_number(work.session, "stationery")
    if command.token is not None:
        before = work.session.scalar(select(StationeryRange).where(StationeryRange.token == command.token))
        if before is not None:
            return Drew(before.id, before.number, before.last - before.first + 1, again=True)
    wanted = read_range(command.first, command.last)
    [(first, last)] = wanted.runs
    handed_by, words = command.handed_by.strip(), command.words.strip()
    on = _day(work, command.on)
    errors = {}
    if not handed_by:
        errors["handed_by"] = tr("请填财务谁交的")
    elif len(handed_by) > 60:
        errors["handed_by"] = tr("姓名最多 {n} 个字", n=60)
    if len(words) > LONGEST:
        errors["words"] = tr("说明超过 {n} 个字，请写短些", n=LONGEST)
    if errors:
        raise InvalidInput(errors)
    kind = kind_of(work, command.kind)
    refuse_drawn(wanted, drawn_ranges(work.session, kind.id), marks_of(work.session, kind.id))
    book_id = None
    if kind.receipts:
        book_id = register_paper_book(
            work,
            RegisterPaperBook(
                paper_number(wanted.prefix, first, wanted.width),
                paper_number(wanted.prefix, last, wanted.width),
                on,
            ),
        )
    made = StationeryRange(
        number=f"LY-{next_number(work.session, 'stationery-draw'):08d}",
        kind_id=kind.id,
        prefix=wanted.prefix,
        width=wanted.width,
        first=first,
        last=last,
        handed_by=handed_by,
        words=words,
        book_id=book_id,
        drawn_on=on,
        at=work.now(),
        by=work.actor.name,
        token=command.token,
    )
    work.session.add(made)
    work.session.flush()
    _freeze(work, made, kind.name)
    work.touch("stationery", "papers")
    return Drew(made.id, made.number, last - first + 1)


def _freeze(work: Work, made: StationeryRange, kind: str) -> None:
    names = office(work)
    size = made.last - made.first + 1
    line = DrawnLine(
        kind,
        paper_number(made.prefix, made.first, made.width),
        paper_number(made.prefix, made.last, made.width),
        size,
    )
    paper = StationeryDraw(
        office=names.office,
        estate=names.estate,
        number=made.number,
        day=made.drawn_on,
        lines=(line,),
        handed_by=made.handed_by,
        taken_by=work.actor.name,
        words=made.words,
    )
    issue_paper(
        work,
        form=DRAW_FORM,
        number=made.number,
        title=tr("票证领用表 {kind} {n} 张", kind=kind, n=size),
        subject=(SUBJECT, made.id),
        document=codec.to_plain(paper),
    )


def mark_numbers(work: Work, command: MarkNumbers) -> MarkedNumbers:
    """Store what became of them. Raises `Refused` for a number that was never drawn or has been accounted for.

    What was spoiled takes a reason, what goes back takes who got it. Receipts are used and spoiled at the cash desk.
    """
    work.require(Right.STATIONERY)
    next_number(work.session, "stationery")
    if command.token is not None:
        before = work.session.scalar(select(StationeryMark).where(StationeryMark.token == command.token))
        if before is not None:
            return MarkedNumbers(0, "", again=True)
    words, permit = command.words.strip(), command.permit.strip().upper()
    on = _day(work, command.on)
    errors = {}
    if not words and not (command.fate is Fate.USED and permit):
        errors["words"] = {
            Fate.USED: tr("请写用在哪里，或填证件号"),
            Fate.SPOILED: tr("请写作废的原因"),
            Fate.RETURNED: tr("请写退给谁"),
        }[command.fate]
    elif len(words) > LONGEST:
        errors["words"] = tr("说明超过 {n} 个字，请写短些", n=LONGEST)
    if len(permit) > 40:
        errors["permit"] = tr("证件号最多 {n} 个字", n=40)
    wanted = read_numbers(command.numbers)
    if not wanted:
        errors["numbers"] = tr("请填号码")
    if errors:
        raise InvalidInput(errors)
    kind = kind_of(work, command.kind)
    if kind.receipts and command.fate is not Fate.RETURNED:
        raise Refused(tr("收据的使用和损毁在收款和票据台账里登记，这里只登记退回"), field="kind")
    drawn, marks = drawn_ranges(work.session, kind.id), marks_of(work.session, kind.id)
    parts = placed(wanted, drawn, marks, field="numbers")
    _refuse_early(work, parts, on)
    for at, part in enumerate(parts):
        work.session.add(
            StationeryMark(
                range_id=part.draw_id,
                fate=command.fate,
                first=part.first,
                last=part.last,
                words=words,
                permit=permit,
                marked_on=on,
                at=work.now(),
                by=work.actor.name,
                token=command.token if at == 0 else None,
            )
        )
        work.session.flush()
    work.touch("stationery")
    shapes = {one.id: (one.prefix, one.width) for one in drawn}
    told = "、".join(run_words(*shapes[part.draw_id], (part.first, part.last)) for part in parts)
    return MarkedNumbers(sum(part.pieces for part in parts), told)


def _refuse_early(work: Work, parts: list[Part], on: date) -> None:
    for part in parts:
        drawn_on = work.session.get_one(StationeryRange, part.draw_id).drawn_on
        if on < drawn_on:
            raise Refused(tr("这些号码 {day} 才领用，日期要不早于它", day=drawn_on.isoformat()), field="on")


def _day(work: Work, on: date | None) -> date:
    day = on or work.today()
    if day > work.today():
        raise Refused(tr("日期还没到，请核对"), field="on")
    return day


def void_mark(work: Work, command: VoidMark) -> None:
    """Take an entry back with a reason (D0.5). Raises `Refused` when it was taken back before."""
    work.require(Right.STATIONERY)
    next_number(work.session, "stationery")
    mark = work.session.get(StationeryMark, command.mark_id)
    if mark is None:
        raise Refused(tr("没有这条登记，列表已经变了，请再选一次"))
    reason = command.reason.strip()
    if not reason:
        raise Refused(tr("请写明为什么撤销"), field="reason")
    if len(reason) > LONGEST:
        raise Refused(tr("原因超过 {n} 个字，请写短些", n=LONGEST), field="reason")
    if work.session.scalar(select(StationeryMarkVoid.id).where(StationeryMarkVoid.mark_id == mark.id)):
        raise Refused(tr("这条登记已经撤销"))
    work.session.add(
        StationeryMarkVoid(
            mark_id=mark.id, reason=reason, voided_on=work.today(), at=work.now(), by=work.actor.name
        )
    )
    work.session.flush()
    work.touch("stationery")
