"""入住通知书: one for each home of a batch, in one PDF by building; and the list of who took them (D1.4, F4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.queries.units import unit_rows_by_id
from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.cashdesk.service.common import wall_clock
from frontdesk.areas.fees.queries import owed_by_unit
from frontdesk.areas.fees.queries.owed import owing
from frontdesk.areas.fees.rules.lines import figure
from frontdesk.areas.fees.service.notices import office_facts
from frontdesk.areas.handover.documents.handing import DeliveryLine, DueLine, MoveInDelivery, MoveInNotice
from frontdesk.areas.handover.model.handing import (
    HandoverBatch,
    HandoverNotice,
    HandoverNoticePrint,
    HandoverUnit,
)
from frontdesk.areas.handover.queries.days import batch_hours
from frontdesk.areas.handover.queries.lists import listed_papers
from frontdesk.areas.handover.rules.course import HandoverState
from frontdesk.areas.handover.rules.slots import Hours, clock_words, slot_words
from frontdesk.areas.handover.service.common import TOPIC, day_number, may_write
from frontdesk.areas.handover.service.papers import TITLES
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import Paper, issue_paper, keep_print
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import total
from frontdesk.base.values.text import tr

BATCH_FORM = "move_in_batch"
_PASSING = ("number", "day", "clerk", "reprint")


@dataclass(frozen=True, slots=True)
class IssueNotices:
    """Notices for these homes; one that was issued and still says the same is printed again as 补打."""

    file_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NoticesMade:
    """What came off the press: kept under `number`; `made` are new, `again` stood already."""

    paper_id: int
    number: str
    numbers: tuple[str, ...]
    made: int
    again: int
    pdf: bytes


@dataclass(frozen=True, slots=True)
class MakeDelivery:
    """The list to sign for the homes' last notices."""

    file_ids: tuple[int, ...]


def issue_notices(work: Work, command: IssueNotices) -> NoticesMade:
    """One PDF, building by building. Raises `Refused` for none, `Cancelled` when stopped: then nothing is stored."""
    from frontdesk.areas.handover.forms import FORMS

    may_write(work)
    rows = _homes(work, command.file_ids)
    if not rows:
        raise Refused(tr("没有要通知的房屋，请重新选择"), field="file_ids")
    told = _told(work, [unit.id for _row, _b, unit in rows])
    stood = _last_notices(work, [row.id for row, _b, _u in rows])
    chosen: list[tuple[HandoverNotice, MoveInNotice]] = []
    made = 0
    batches: dict[int, HandoverBatch] = {}
    for row, building, unit in rows:
        work.progress.step(len(chosen), 2 * len(rows), unit.code)
        batch = batches.setdefault(row.batch_id, work.session.get_one(HandoverBatch, row.batch_id))
        document = _document(work, row, batch, building, unit, told)
        before = stood.get(row.id)
        if before is not None and _body(codec.to_plain(before[1])) == _body(codec.to_plain(document)):
            chosen.append(before)
            continue
        serial = next_number(work.session, f"RZ-{work.today():%Y%m%d}")
        document = replace(document, number=f"RZ-{work.today():%Y%m%d}-{serial:04d}")
        chosen.append((_store(work, row, document), document))
        made += 1
    times = _times(work, [notice.id for notice, _ in chosen])
    at = wall_clock(work.now())
    documents = [
        replace(document, reprint=ReprintMark(times[notice.id], work.actor.name, at))
        if times.get(notice.id)
        else document
        for notice, document in chosen
    ]
    form = FORMS["move_in_notice"]
    pdf = form.draw_all(documents, form.sizes[0], progress=work.progress)
    number = day_number(work, "RP", work.today())
    title = tr("入住通知书 {n} 份", n=len(chosen))
    paper_id = issue_paper(
        work, form=BATCH_FORM, number=number, title=title, subject=("handover_batch", rows[0][0].batch_id),
        document={"notices": [[notice.number, times.get(notice.id, 0)] for notice, _ in chosen]},
    )  # fmt: skip
    keep_print(work, paper_id, size=form.sizes[0].key, pdf=pdf)
    work.session.add_all(HandoverNoticePrint(notice_id=notice.id, paper_id=paper_id) for notice, _ in chosen)
    work.session.flush()
    work.touch(TOPIC)
    numbers = tuple(notice.number for notice, _ in chosen)
    return NoticesMade(paper_id, number, numbers, made, len(chosen) - made, pdf)


def make_delivery(work: Work, command: MakeDelivery) -> str:
    """Number and keep the list of the homes' notices, building by building; its number."""
    may_write(work)
    rows = _homes(work, command.file_ids)
    stood = _last_notices(work, [row.id for row, _b, _u in rows])
    wanted = [(row, building) for row, building, _unit in rows if row.id in stood]
    if not wanted:
        raise Refused(tr("还没有打印入住通知书，先打印再做送达表"), field="file_ids")
    facts = office_facts(work)
    buildings = list(dict.fromkeys(building.name for _row, building in wanted))
    batches = {row.batch_id for row, _ in wanted}
    names = [work.session.get_one(HandoverBatch, id).name for id in sorted(batches)]
    number = day_number(work, "RS", work.today())

    def lines(name: str) -> tuple[DeliveryLine, ...]:
        found = [stood[row.id][1] for row, building in wanted if building.name == name]
        return tuple(DeliveryLine(notice.unit, notice.owner, notice.number) for notice in found)

    delivery = MoveInDelivery(
        office=facts["office"], estate=facts["estate"], number=number, day=work.today(), batch="、".join(names),
        buildings=tuple(buildings), lines=tuple(lines(name) for name in buildings), clerk=work.actor.name,
    )  # fmt: skip
    issue_paper(
        work, form="move_in_delivery", number=number, title=f"{tr(TITLES['move_in_delivery'])} {number}",
        subject=("handover_batch", min(batches)), document=codec.to_plain(delivery),
    )  # fmt: skip
    return number


def _homes(work: Work, file_ids: Sequence[int]) -> list[tuple[HandoverUnit, Building, Unit]]:
    """The homes in delivery order; those that left their batch are not among them."""
    found: list[tuple[HandoverUnit, Building, Unit]] = []
    wanted = sorted(set(file_ids))
    for at in range(0, len(wanted), 500):
        query = (
            select(HandoverUnit, Building, Unit)
            .join(Unit, Unit.id == HandoverUnit.unit_id)
            .join(Building, Building.id == Unit.building_id)
            .where(HandoverUnit.id.in_(wanted[at : at + 500]), HandoverUnit.state != HandoverState.VOID)
        )
        found += [(row, building, unit) for row, building, unit in work.session.execute(query)]
    return sorted(found, key=lambda each: (each[1].sort, each[1].id, each[2].sort_key))


@dataclass(frozen=True, slots=True)
class _Told:
    """What all notices of a run need, read once: the office, the papers, owners by unit, which units owe anything."""

    office: dict[str, Any]
    papers: tuple[str, ...]
    owners: dict[int, str]
    owing: frozenset[int]


def _told(work: Work, unit_ids: Sequence[int]) -> _Told:
    today = work.today()
    owners: dict[int, str] = {}
    for at in range(0, len(unit_ids), 500):
        part = tuple(unit_ids[at : at + 500])
        owners |= {row.id: row.owners for row in unit_rows_by_id(work.session, part, today)}
    owed = owing(work.session, today)
    return _Told(
        office_facts(work), tuple(paper.name for paper in listed_papers(work.session)), owners,
        frozenset(work.session.scalars(select(owed.c.unit_id).distinct())),
    )  # fmt: skip


def _document(
    work: Work, row: HandoverUnit, batch: HandoverBatch, building: Building, unit: Unit, told: _Told
) -> MoveInNotice:
    today, facts = work.today(), told.office
    owed = owed_by_unit(work.session, unit.id, today) if unit.id in told.owing else ()
    owners = told.owners.get(unit.id, "")
    appointment = ""
    if row.appointed_on is not None and row.appointed_at is not None and not row.came:
        appointment = f"{row.appointed_on.isoformat()} {slot_words(row.appointed_at)}"
    begins = batch.fees_from
    return MoveInNotice(
        office=facts["office"], estate=facts["estate"], number="", day=today, building=building.name, unit=unit.code,
        owner=owners, area=tr("{area}㎡", area=figure(unit.built_area)) if unit.built_area else "", batch=batch.name,
        first=batch.starts_on, last=batch.ends_on - timedelta(days=1), hours=hours_words(batch_hours(batch)),
        place=batch.place, appointment=appointment,
        bring=tuple(line.strip() for line in batch.bring.replace("、", "\n").splitlines() if line.strip()),
        dues=tuple(DueLine(c.item, c.period, c.due_on, c.owed) for c in owed), total=total(c.owed for c in owed),
        dues_words=batch.dues,
        fees_words=tr("物业服务费从 {day} 起算。", day=begins.isoformat()) if begins is not None else "",
        papers=told.papers, phone=facts["phone"],
        clerk=work.actor.name,
    )  # fmt: skip


def hours_words(hours: Hours) -> str:
    """`每天 09:00–12:00、13:30–17:00`."""
    parts: tuple[tuple[int, int], ...]
    if hours.pause_from < hours.pause_to:
        parts = ((hours.opens, hours.pause_from), (hours.pause_to, hours.closes))
    else:
        parts = ((hours.opens, hours.closes),)
    told = "、".join(f"{clock_words(a)}–{clock_words(b)}" for a, b in parts)
    return tr("每天 {hours}", hours=told)


def _body(plain: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in plain.items() if key not in _PASSING}


def _store(work: Work, row: HandoverUnit, document: MoveInNotice) -> HandoverNotice:
    paper_id = issue_paper(
        work, form="move_in_notice", number=document.number, title=f"{tr(TITLES['move_in_notice'])} {document.number}",
        subject=("handover", row.id), document=codec.to_plain(document), unit_id=row.unit_id,
    )  # fmt: skip
    notice = HandoverNotice(file_id=row.id, number=document.number, paper_id=paper_id, issued_on=work.today())
    work.session.add(notice)
    work.session.flush()
    return notice


def _last_notices(work: Work, file_ids: Sequence[int]) -> dict[int, tuple[HandoverNotice, MoveInNotice]]:
    """File id -> its last notice with what it says."""
    import json

    found: dict[int, tuple[HandoverNotice, MoveInNotice]] = {}
    for at in range(0, len(file_ids), 500):
        query = (
            select(HandoverNotice, Paper.document)
            .join(Paper, Paper.id == HandoverNotice.paper_id)
            .where(HandoverNotice.file_id.in_(file_ids[at : at + 500]))
            .order_by(HandoverNotice.id)
        )
        for notice, document in work.session.execute(query):
            found[notice.file_id] = (notice, codec.from_plain(MoveInNotice, json.loads(document)))
    return found


def _times(work: Work, notice_ids: Sequence[int]) -> dict[int, int]:
    """Notice id -> how often it was printed before."""
    found: dict[int, int] = {}
    for at in range(0, len(notice_ids), 500):
        query = (
            select(HandoverNoticePrint.notice_id, func.count())
            .where(HandoverNoticePrint.notice_id.in_(notice_ids[at : at + 500]))
            .group_by(HandoverNoticePrint.notice_id)
        )
        for notice_id, count in work.session.execute(query):
            found[notice_id] = count
    return found
