"""The units to Excel: masked for everybody, in full only for whom it is allowed, logged and marked (D0.7, D1.9)."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import ParkingSpace, Person, UnitRole, Vehicle
from frontdesk.areas.archives.queries.units import UnitFilter, in_parts, unit_rows
from frontdesk.areas.archives.rules.identity import mask_id, mask_phone
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.service.looks import ask_reason, mark_of, note_look
from frontdesk.base.store.work import Work
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

_COLUMNS = (
    ("房号", 12), ("楼栋", 10), ("单元", 6), ("类型", 8), ("状态", 8), ("户型", 12), ("建筑面积", 10),
    ("套内面积", 10), ("收楼日期", 12), ("业主姓名", 18), ("证件号码", 22), ("联系电话", 16), ("备用电话", 16),
    ("租户姓名", 14), ("租户电话", 16), ("车位号", 14), ("车牌号", 16),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExportUnits:
    """Which units; `unmasked` takes its own right and a reason, which are logged."""

    wanted: UnitFilter = field(default_factory=UnitFilter)
    unmasked: bool = False
    reason: str = ""


@dataclass(slots=True)
class _Beside:
    owners: list[Person] = field(default_factory=list)
    tenants: list[Person] = field(default_factory=list)
    spaces: list[str] = field(default_factory=list)
    plates: list[str] = field(default_factory=list)


def export_units(work: Work, command: ExportUnits) -> bytes:
    """The workbook. Raises `Refused` without a reason for full numbers, `NeedsApproval` without the right."""
    work.require(Right.ARCHIVES_READ)
    if command.unmasked:
        ask_reason(command.reason)
        work.require(Right.UNMASK)
    rows = unit_rows(work.session, command.wanted, limit=None)
    beside = _beside(work.session, [row.id for row in rows], work.today())
    if command.unmasked:
        people = {p.id for held in beside.values() for p in (*held.owners, *held.tenants)}
        name = tr("{n} 户", n=len(rows))
        note_look(work, How.EXPORTED, Matter.UNITS, name, command.reason, people=len(people))
    import xlsxwriter

    from frontdesk.base.printing.marked_book import mark_sheet

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#EEF1F4", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        area = book.add_format({"num_format": "0.00##"})
        sheet = book.add_worksheet(tr("业主档案"))
        first = 0
        if command.unmasked:
            told = tr("含个人信息原文，仅供“{reason}”使用", reason=command.reason.strip())
            mark = f"{told} · {mark_of(work)}"
            mark_sheet(book, sheet, mark)
            first = 1
        for column, (title, width) in enumerate(_COLUMNS):
            sheet.write_string(first, column, tr(title), head)
            sheet.set_column(column, column, width)
        for number, row in enumerate(rows):
            if number % 500 == 0:
                work.progress.step(number, len(rows), tr("正在导出第 {n} 户", n=number + 1))
            line = first + 1 + number
            held = beside.get(row.id, _Beside())
            texts = {
                0: row.code, 1: row.building, 2: row.entrance, 3: tr(row.kind.value), 4: tr(row.state.value),
                5: row.layout, **_people(held, masked=not command.unmasked),
                15: "、".join(held.spaces), 16: "、".join(held.plates),
            }  # fmt: skip
            for column, text in texts.items():
                if text:
                    sheet.write_string(line, column, text)
            for column, number_of in ((6, row.built_area), (7, row.inner_area)):
                if number_of is not None:
                    sheet.write_number(line, column, _cell_number(number_of), area)
            if row.handed_over_on is not None:
                sheet.write_datetime(line, 8, datetime.combine(row.handed_over_on, time()), day)
        sheet.freeze_panes(first + 1, 1)
        sheet.autofilter(first, 0, first + max(len(rows), 1), len(_COLUMNS) - 1)
    return out.getvalue()


def _cell_number(area: Decimal) -> float:
    """Excel's own cells are floats; an area of four places survives that, and no money is worked out from it."""
    return float(area)


def _people(held: _Beside, *, masked: bool) -> dict[int, str]:
    number = mask_id if masked else str
    phone = mask_phone if masked else str
    return {
        9: "、".join(p.name for p in held.owners),
        10: "、".join(number(p.id_number) for p in held.owners if p.id_number),
        11: "、".join(phone(p.phone) for p in held.owners if p.phone),
        12: "、".join(phone(p.phone2) for p in held.owners if p.phone2),
        13: "、".join(p.name for p in held.tenants),
        14: "、".join(phone(p.phone) for p in held.tenants if p.phone),
    }


def _beside(session: Session, unit_ids: list[int], today: date) -> Mapping[int, _Beside]:
    """People, spaces and plates of the units as they are now: a query each, however many units."""
    found: dict[int, _Beside] = defaultdict(_Beside)
    for part in in_parts(unit_ids):
        for unit_id, kind, person in session.execute(
            select(UnitRole.unit_id, UnitRole.kind, Person)
            .join(Person, Person.id == UnitRole.person_id)
            .where(UnitRole.unit_id.in_(part), or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= today))
            .where(or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > today))
            .where(UnitRole.kind.in_([RoleKind.OWNER, RoleKind.TENANT]))
            .order_by(UnitRole.id)
        ):
            (found[unit_id].owners if kind is RoleKind.OWNER else found[unit_id].tenants).append(person)
        for unit_id, code in session.execute(
            select(ParkingSpace.unit_id, ParkingSpace.code)
            .where(ParkingSpace.unit_id.in_(part))
            .where(or_(ParkingSpace.ends_on.is_(None), ParkingSpace.ends_on > today))
            .order_by(ParkingSpace.code)
        ):
            found[unit_id].spaces.append(code)
        for unit_id, plate in session.execute(
            select(Vehicle.unit_id, Vehicle.plate)
            .where(Vehicle.unit_id.in_(part), Vehicle.withdrawn_on.is_(None))
            .order_by(Vehicle.id)
        ):
            found[unit_id].plates.append(plate)
    return found
