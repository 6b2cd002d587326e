"""人口登记表 for the authority, on paper and as a workbook; numbers in full with a right and a reason (D1.2, D1.9)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from frontdesk.areas.archives.documents.registration import ResidentLine, ResidentList
from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.queries.registration import RegistrationRow, residents
from frontdesk.areas.archives.queries.units import in_parts
from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.rules.registration import Duty, State
from frontdesk.areas.archives.service.looks import ask_reason, mark_of, note_look
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TITLES = {
    None: "流动人口和境外人员登记表",
    Duty.NON_LOCAL: "流动人口登记表",
    Duty.FOREIGN: "境外人员登记表",
}
_COLUMNS = (
    ("房号", 12), ("姓名", 14), ("性别", 6), ("国籍或户籍地", 20), ("证件", 16), ("证件号码", 22), ("电话", 16),
    ("身份", 10), ("事由", 8), ("入住日期", 12), ("登记编号", 22), ("登记日期", 12), ("有效到", 12), ("登记机关", 20),
    ("签证到期", 12), ("情况", 12),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MakeResidentList:
    """Whom (None: all); `unmasked` with the reason. The trail keeps who asked, when and why."""

    duty: Duty | None = None
    unmasked: bool = False
    reason: str = ""


def resident_list(work: Work, command: MakeResidentList, how: How = How.PRINTED) -> ResidentList:
    """What paper and workbook show. Raises `Refused` without a reason or for nobody, `NeedsApproval` without the right."""
    work.require(Right.ARCHIVES_READ)
    reason = " ".join(command.reason.split())
    if command.unmasked:
        ask_reason(reason)
        if len(reason) > 60:
            raise Refused(tr("超过 {n} 个字，请写短些", n=60), field="reason")
        work.require(Right.UNMASK)
    session, today = work.session, work.today()
    rows = [
        row
        for row in residents(session, today)
        if row.state not in (State.NONE, State.LEFT) and command.duty in (None, row.duty)
    ]
    if not rows:
        raise Refused(tr("没有要登记的住户，没有可打印的"))
    full: dict[int, tuple[str, str]] = {}
    if command.unmasked:
        for part in in_parts([row.id for row in rows]):
            people = select(Person.id, Person.id_number, Person.phone).where(Person.id.in_(part))
            full |= {row.id: (row.id_number, row.phone) for row in session.execute(people)}
        name = tr(TITLES[command.duty])
        note_look(work, how, Matter.RESIDENTS, name, reason, people=len(full))
    return ResidentList(
        office=str(get_setting(session, "office.name", "")),
        estate=str(get_setting(session, "estate.name", "")),
        title=TITLES[command.duty],
        on=today,
        lines=tuple(_line(row, full.get(row.id)) for row in rows),
        reason=reason if command.unmasked else "",
        made_at=local_time(work.now()).replace(tzinfo=None, second=0, microsecond=0),
        made_by=work.actor.name,
    )


def print_residents(work: Work, command: MakeResidentList) -> bytes:
    """The PDF."""
    listed = resident_list(work, command)
    # ReportLab is heavy: a clerk who prints nothing never loads it.
    from frontdesk.areas.archives.forms.registration import RESIDENT_LIST
    from frontdesk.base.printing.watermark import watermarked

    with watermarked(mark_of(work, listed.reason) if listed.reason else ""):
        return RESIDENT_LIST.draw(listed)


def export_residents(work: Work, command: MakeResidentList) -> bytes:
    """The workbook."""
    listed = resident_list(work, command, How.EXPORTED)
    import xlsxwriter

    from frontdesk.base.printing.marked_book import mark_sheet

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#EEF1F4", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(tr("人口登记"))
        first = 0
        if listed.reason:
            told = tr("含个人信息原文，仅供“{reason}”使用", reason=listed.reason)
            mark = f"{told} · {mark_of(work)}"
            mark_sheet(book, sheet, mark)
            first = 1
        for column, (title, width) in enumerate(_COLUMNS):
            sheet.write_string(first, column, tr(title), head)
            sheet.set_column(column, column, width)
        for number, line in enumerate(listed.lines, first + 1):
            cells: tuple[str | date | None, ...] = (
                line.unit, line.name, line.sex, line.origin, line.id_kind, line.id_number, line.phone, line.role,
                line.purpose, line.since, line.number, line.starts_on, line.ends_on, line.station, line.visa_ends_on,
                line.state,
            )  # fmt: skip
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, datetime.combine(cell, time()), day)
                elif cell:
                    sheet.write_string(number, column, cell)
        sheet.freeze_panes(first + 1, 2)
        sheet.autofilter(first, 0, first + len(listed.lines), len(_COLUMNS) - 1)
    return out.getvalue()


def _line(row: RegistrationRow, full: tuple[str, str] | None) -> ResidentLine:
    abroad = row.nationality if row.duty is Duty.FOREIGN else ""
    return ResidentLine(
        unit=row.unit, name=row.name, sex=row.sex, origin=abroad or row.origin,
        id_kind=row.id_kind.value if row.id_kind else "", id_number=full[0] if full else row.id_number,
        phone=full[1] if full else row.phone, role=row.role.value if row.role else "", purpose=row.purpose,
        since=row.since, number=row.number, starts_on=row.starts_on, ends_on=row.ends_on, station=row.station,
        visa_ends_on=row.visa_ends_on, state=row.state.value,
    )  # fmt: skip
