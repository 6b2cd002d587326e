"""Papers of one home: 收楼验收单, 业主资料卡; frozen under a number, printed from what was frozen (D0.4, F1, T12)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from frontdesk.areas.archives.queries.files import person_file, unit_file
from frontdesk.areas.archives.rules.identity import mask_numbers
from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.cashdesk.service.common import office, wall_clock
from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.fees.rules.lines import figure
from frontdesk.areas.fees.rules.meters import UNITS, plain_figure
from frontdesk.areas.handover.documents.handing import (
    AcceptanceSheet,
    CardPerson,
    OwnerCard,
    PlaceLine,
    SheetDefect,
    SheetPaper,
    SheetReading,
)
from frontdesk.areas.handover.queries.lists import listed_places
from frontdesk.areas.handover.queries.visit import VisitFile, visit_file
from frontdesk.areas.handover.rules.course import Step
from frontdesk.areas.handover.service.common import day_number, may_write
from frontdesk.base.store.papers import Paper, issue_paper, keep_print, paper_document, print_count
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

SUBJECT = "handover"
TITLES: dict[str, str] = {
    "acceptance_sheet": "收楼验收单",
    "owner_card": "业主资料卡",
    "move_in_notice": "入住通知书",
    "move_in_delivery": "入住通知书送达表",
    "handover_figures": "收楼统计",
    "transfer_sheet": "过户确认单",
    "lease_sheet": "租赁变更确认单",
}
PREFIX = {"acceptance_sheet": "YS", "owner_card": "ZL"}
# What differs between two papers that say the same.
_PASSING = ("number", "day", "clerk", "reprint")


@dataclass(frozen=True, slots=True)
class IssueSheet:
    """A paper of a home as it stands now: `acceptance_sheet` or `owner_card`."""

    file_id: int
    form: str


@dataclass(frozen=True, slots=True)
class PrintHandover:
    """A paper of the handover by its form and number; `size` None is its usual one."""

    form: str
    number: str
    size: str | None = None


def issue_sheet(work: Work, command: IssueSheet) -> str:
    """Freeze it; its number. One that says the same as the last keeps that number, and is a 补打."""
    may_write(work)
    file = visit_file(work.session, command.file_id, work.today())
    if file is None:
        raise Refused(tr("没有这一户，请重新选择"))
    document: Any = _acceptance(work, file) if command.form == "acceptance_sheet" else _card(work, file)
    plain = codec.to_plain(document)
    last = work.session.scalar(
        select(Paper)
        .where(Paper.form == command.form, Paper.subject_kind == SUBJECT, Paper.subject_id == file.row.id)
        .order_by(Paper.id.desc())
        .limit(1)
    )
    if last is not None and _body(json.loads(last.document)) == _body(plain):
        return last.number
    number = day_number(work, PREFIX[command.form], work.today())
    issue_paper(
        work,
        form=command.form,
        number=number,
        title=f"{tr(TITLES[command.form])} {number}",
        subject=(SUBJECT, file.row.id),
        document={**plain, "number": number},
        unit_id=file.row.unit_id,
    )
    return number


def _body(plain: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in plain.items() if key not in _PASSING}


def print_handover(work: Work, command: PrintHandover) -> PrintedPaper:
    """Draw what was stored and keep the PDF; from the second time on it says 补打 with the count."""
    # ReportLab is heavy: a clerk who prints nothing never loads it.
    from frontdesk.areas.handover.forms import FORMS

    found = paper_document(work.session, command.form, command.number)
    if found is None:
        raise Refused(tr("没有{paper} {number}", paper=tr(TITLES[command.form]), number=command.number))
    paper_id, data = found
    # One print at a time: two machines must not both be the second.
    work.session.execute(select(Paper.id).where(Paper.id == paper_id).with_for_update())
    form = FORMS[command.form]
    size = form.size(command.size)
    count = print_count(work.session, paper_id)
    mark = ReprintMark(count, work.actor.name, wall_clock(work.now())) if count else None
    pdf = form.draw(replace(codec.from_plain(form.document, data), reprint=mark), size)
    times = keep_print(work, paper_id, size=size.key, pdf=pdf)
    return PrintedPaper(pdf, times, form.key, command.number, size.key, paper_id)


def _area(file: Any) -> str:
    return tr("{area}㎡", area=figure(file.built_area)) if file.built_area else ""


def _acceptance(work: Work, file: VisitFile) -> AcceptanceSheet:
    names = office(work)
    unit = unit_file(work.session, file.row.unit_id, work.today()).unit
    live = [row for row in file.defects if row.state.name != "VOID"]
    seen = any(part.step is Step.INSPECTED and part.on is not None for part in file.parts)
    places = list(dict.fromkeys([*listed_places(work.session), *(row.place for row in live)]))
    came = ""
    if file.came is not None:
        role = tr("代理人") if file.came.agent else tr("业主")
        number = tr("证件 {id}", id=file.came.id_number) if file.came.id_number else ""
        came = "　".join(part for part in (f"{file.came.who}（{role}）", number) if part)
    readings = tuple(
        SheetReading(r.kind.value, r.meter, f"{plain_figure(r.value)} {tr(UNITS[r.kind])}")
        for r in file.readings
    ) or tuple(SheetReading(m.kind.value, m.number, "") for m in file.meters)
    keys = next(
        (
            "，".join(part for part in (p.words, "") if part)
            for p in file.parts
            if p.step is Step.KEYS and p.on
        ),
        "",
    )
    return AcceptanceSheet(
        office=names.office, estate=names.estate, number="", day=work.today(), unit=file.row.unit, area=_area(unit),
        owner=file.row.owners, came=came,
        places=tuple(PlaceLine(place, seen, _seen_words(place, live)) for place in places), readings=readings, keys=keys,
        papers=tuple(
            SheetPaper(p.name, tr("签署") if p.signed else tr("发放"), p.name in file.signed) for p in file.papers
        ),
        defects=tuple(
            SheetDefect(d.no, d.place, d.words, d.promised_on, d.ticket, tr(d.state.value)) for d in live
        ),
        result=_result_words(file),
        fees_words=tr("费用从 {day} 起算。", day=file.fees_from.isoformat()) if file.fees_from is not None else "",
        clerk=work.actor.name,
    )  # fmt: skip


def _seen_words(place: str, live: list[Any]) -> str:
    numbers = [str(row.no) for row in live if row.place == place]
    return tr("见遗留问题 {numbers}", numbers="、".join(numbers)) if numbers else ""


def _result_words(file: VisitFile) -> str:
    """`2026-11-21　收楼，有遗留，费用从 2026-12-01 起`; "" while nobody has said how it ended."""
    day = file.row.ended_on
    return f"{day.isoformat()}　{file.result}" if file.result and day is not None else file.result


def _card(work: Work, file: VisitFile) -> OwnerCard:
    names, today = office(work), work.today()
    known = unit_file(work.session, file.row.unit_id, today)
    unit = known.unit
    people, emergency = [], ""
    for role in known.roles:
        if role.over:
            continue
        person = person_file(work.session, role.person_id, today)
        emergency = emergency or person.emergency_contact
        share = tr("份额 {share}%", share=figure(role.share)) if role.share is not None else ""
        told = "，".join(part for part in (share, role.relation) if part)
        people.append(CardPerson(role.kind.value, role.name, person.id_number, person.phone, told))
    handed = unit.handed_over_on
    return OwnerCard(
        office=names.office, estate=names.estate, number="", day=today, unit=unit.code, kind=unit.kind.value,
        state=unit.state.value, layout=unit.layout, area=_area(unit),
        handed_over=handed.isoformat() if handed is not None else tr("还没有收楼"), people=tuple(people),
        vehicles=tuple(" ".join(p for p in (v.plate, v.colour, v.model) if p) for v in known.vehicles if not v.over),
        spaces=tuple(space.code for space in known.spaces if not space.over),
        pets=tuple("，".join(p for p in (pet.name, pet.breed) if p) for pet in known.pets if not pet.over),
        emergency=mask_numbers(emergency), clerk=work.actor.name,
    )  # fmt: skip
