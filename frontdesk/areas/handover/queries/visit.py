"""One home's handover whole: its parts with what stands of each, defects, what it owes, its meters and keys (D1.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.rules.identity import mask_id, mask_phone
from frontdesk.areas.fees.queries import owed_by_unit
from frontdesk.areas.fees.queries.meters import MeterState, unit_meters
from frontdesk.areas.fees.rules.kinds import MeterKind
from frontdesk.areas.fees.rules.meters import UNITS, plain_figure
from frontdesk.areas.handover.model.handing import (
    HandoverBatch,
    HandoverEvent,
    HandoverNotice,
    HandoverNoticePrint,
    HandoverReading,
    HandoverSigned,
)
from frontdesk.areas.handover.queries.course import happened
from frontdesk.areas.handover.queries.days import BatchRow, batch_row
from frontdesk.areas.handover.queries.defects import DefectRow, defects
from frontdesk.areas.handover.queries.files import HandoverRow, handover_row
from frontdesk.areas.handover.queries.lists import blocks_unpaid, listed_papers
from frontdesk.areas.handover.rules.course import PARTS, TAKEN, HandoverState, Stands, Step, standing
from frontdesk.areas.handover.rules.lists import ListedPaper
from frontdesk.areas.handover.rules.slots import slot_words
from frontdesk.areas.keys.queries.consents import owners_on
from frontdesk.areas.keys.queries.keys import KeyRow
from frontdesk.areas.keys.queries.keys import of_unit as keys_of
from frontdesk.base.store.papers import PaperRow, papers_of
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of the visit: whether it stands (`done`), what is short of it, and what was written. `id` is its place."""

    id: int
    step: Step
    done: bool
    short: str
    words: str
    on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What a meter showed."""

    kind: MeterKind
    meter: str
    value: Decimal

    @property
    def words(self) -> str:
        unit = tr(UNITS[self.kind]) if self.kind in UNITS else ""
        return f"{tr(self.kind.value)} {plain_figure(self.value)}{unit}"


@dataclass(frozen=True, slots=True)
class EventLine:
    """A line of the course; `undone` was taken back afterwards."""

    id: int
    step: Step
    on: date
    at: datetime
    words: str
    by: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Came:
    """Who came. The number is masked (D1.9)."""

    who: str
    agent: bool
    id_number: str
    phone: str
    authority: str
    person_id: int | None


@dataclass(frozen=True, slots=True)
class VisitFile:
    """A home with all that its page shows. `owners` are (person id, name); `signed` the papers that are by now."""

    row: HandoverRow
    batch: BatchRow
    stands: Stands
    parts: tuple[PartRow, ...]
    owners: tuple[tuple[int, str], ...]
    came: Came | None
    owed: Money
    blocks: bool
    papers: tuple[ListedPaper, ...]
    signed: frozenset[str]
    meters: tuple[MeterState, ...]
    readings: tuple[ReadingRow, ...]
    keys: tuple[KeyRow, ...]
    slips: tuple[str, ...]
    defects: tuple[DefectRow, ...]
    lines: tuple[EventLine, ...]
    issued: tuple[PaperRow, ...]
    fees_from: date | None
    result: str
    result_by: str

    @property
    def next_part(self) -> Step | None:
        """The first part that does not stand; None when only the result is left."""
        return next((part.step for part in self.parts if not part.done), None)


def visit_file(session: Session, file_id: int, on: date) -> VisitFile | None:
    """Everything about one home of a batch; None where there is none."""
    row = handover_row(session, file_id, on)
    if row is None:
        return None
    batch = session.get_one(HandoverBatch, row.batch_id)
    events = tuple(
        session.scalars(
            select(HandoverEvent).where(HandoverEvent.file_id == file_id).order_by(HandoverEvent.id)
        )
    )
    stands = standing(happened(events))
    by_id = {event.id: event for event in events}
    held = {step: by_id[id] for step, id in stands.parts.items()}
    papers = listed_papers(session)
    signed = _signed(session, held.get(Step.PAPERS))
    readings = _readings(session, held.get(Step.METERS))
    owed = total(charge.owed for charge in owed_by_unit(session, row.unit_id, on))
    blocks = blocks_unpaid(session)
    found = defects(session, on, file_ids=(file_id,))
    undone = {event.undoes_id for event in events if event.undoes_id is not None}
    result = next(
        (e for e in reversed(events) if e.id not in undone and (e.step in TAKEN or e.step in _ENDS)), None
    )
    slips = tuple(e.slip for e in events if e.slip and e.id not in undone)
    done = stands.state is HandoverState.DONE
    return VisitFile(
        row=row,
        batch=batch_row(batch, []),
        stands=stands,
        parts=tuple(
            _part(at, step, held.get(step), papers, signed, readings, owed, blocks and not done, found)
            for at, step in enumerate(PARTS, 1)
        ),
        owners=owners_on(session, row.unit_id, on),
        came=_came(held.get(Step.IDENTITY)),
        owed=owed,
        blocks=blocks,
        papers=papers,
        signed=signed,
        meters=tuple(m for m in unit_meters(session, row.unit_id) if m.ended_on is None),
        readings=readings,
        keys=keys_of(session, row.unit_id, on),
        slips=slips,
        defects=found,
        lines=tuple(
            EventLine(e.id, e.step, e.happened_on, e.at, event_words(e), e.by, e.id in undone)
            for e in reversed(events)
        ),
        issued=_issued(session, file_id),
        fees_from=result.fees_from if result is not None and done else None,
        result=event_words(result) if result is not None and row.state.value in _RESULT_STATES else "",
        result_by=result.by if result is not None and row.state.value in _RESULT_STATES else "",
    )


_ENDS = frozenset({Step.REFUSED, Step.PUT_OFF})
_RESULT_STATES = frozenset({
    HandoverState.DONE.value, HandoverState.REFUSED.value, HandoverState.PUT_OFF.value,
})  # fmt: skip


def _signed(session: Session, event: HandoverEvent | None) -> frozenset[str]:
    if event is None:
        return frozenset()
    return frozenset(session.scalars(select(HandoverSigned.name).where(HandoverSigned.event_id == event.id)))


def _readings(session: Session, event: HandoverEvent | None) -> tuple[ReadingRow, ...]:
    if event is None:
        return ()
    rows = session.scalars(
        select(HandoverReading).where(HandoverReading.event_id == event.id).order_by(HandoverReading.id)
    )
    return tuple(ReadingRow(row.kind, row.meter, row.value) for row in rows)


def _issued(session: Session, file_id: int) -> tuple[PaperRow, ...]:
    """The home's papers, the newest first; a notice is printed with others, which is counted with them."""
    query = (
        select(HandoverNotice.paper_id, func.count())
        .join(HandoverNoticePrint, HandoverNoticePrint.notice_id == HandoverNotice.id)
        .where(HandoverNotice.file_id == file_id)
        .group_by(HandoverNotice.paper_id)
    )
    together = {paper_id: int(count) for paper_id, count in session.execute(query)}
    rows = papers_of(session, subject=("handover", file_id))
    return tuple(replace(row, printed=together.get(row.id, row.printed)) for row in rows)


def _came(event: HandoverEvent | None) -> Came | None:
    if event is None:
        return None
    return Came(
        event.who,
        event.agent,
        mask_id(event.id_number),
        mask_phone(event.phone),
        event.authority,
        event.person_id,
    )


def _part(
    at: int,
    step: Step,
    event: HandoverEvent | None,
    papers: tuple[ListedPaper, ...],
    signed: frozenset[str],
    readings: tuple[ReadingRow, ...],
    owed: Money,
    blocks: bool,
    found: tuple[DefectRow, ...],
) -> PartRow:
    short, told = "", ""
    if step is Step.IDENTITY and event is not None:
        told = "，".join(
            part
            for part in (event.who, tr("代理人") if event.agent else tr("业主"), mask_id(event.id_number))
            if part
        )
    elif step is Step.PAPERS:
        lacks = [paper.name for paper in papers if paper.needed and paper.name not in signed]
        told = tr("{n} 份", n=len(signed)) if signed else ""
        if event is not None and lacks:
            short = tr("缺 {names}", names="、".join(lacks))
    elif step is Step.ARREARS:
        if event is not None:
            told = tr("不欠费") if not event.owed else tr("当时欠 {owed} 元", owed=event.owed)
            if event.approver:
                told += tr("，{who}准许", who=event.approver)
        if blocks and owed and (event is None or owed > (event.owed or Money(0)) or not event.approver):
            short = tr("现在欠 {owed} 元", owed=owed)
    elif step is Step.METERS:
        told = "，".join(row.words for row in readings)
    elif step is Step.KEYS and event is not None and event.slip:
        told = tr("{n} 把，{slip}", n=event.pieces, slip=event.slip)
    elif step is Step.INSPECTED:
        live = [row for row in found if row.state.name != "VOID"]
        told = tr("遗留问题 {n} 条", n=len(live)) if live else (tr("没有问题") if event is not None else "")
    words = event.words if event is not None else ""
    told = "；".join(part for part in (told, words) if part)
    done = event is not None and not short
    return PartRow(
        at,
        step,
        done,
        short,
        told,
        event.happened_on if event is not None else None,
        event.by if event else "",
    )


def event_words(event: HandoverEvent) -> str:
    """A row of the course in words."""
    head = tr(event.step.value)
    match event.step:
        case Step.NOTIFIED if event.way is not None:
            head = tr("通知：{way}", way=tr(event.way.value))
        case Step.APPOINTED if event.slot_on is not None and event.slot_at is not None:
            head = tr("预约 {day} {slot}", day=event.slot_on.isoformat(), slot=slot_words(event.slot_at))
        case Step.IDENTITY:
            head = tr("来人 {who}，{role}", who=event.who, role=tr("代理人") if event.agent else tr("业主"))
        case Step.ARREARS:
            owed = event.owed or Money(0)
            head = tr("费用核对：欠 {owed} 元", owed=owed) if owed else tr("费用核对：不欠费")
        case Step.KEYS if event.slip:
            head = tr("交接钥匙 {n} 把，{slip}", n=event.pieces, slip=event.slip)
        case Step.ACCEPTED | Step.WITH_DEFECTS if event.fees_from is not None:
            head = tr("{what}，费用从 {day} 起", what=head, day=event.fees_from.isoformat())
        case Step.PUT_OFF if event.until_on is not None:
            head = tr("暂缓到 {day}", day=event.until_on.isoformat())
    if event.approver and event.step is not Step.UNDONE:
        head = tr("{what}（{who}准许）", what=head, who=event.approver)
    return tr("{head}：{words}", head=head, words=event.words) if event.words else head
