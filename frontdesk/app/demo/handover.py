"""The demo estate's new entrance 5-3: eight homes in one batch, in every state a handover has (D1.4).

Nothing older waits for its handover, so the entrance is made here: finished this month, its homes sold, not handed over.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import unit_row
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitKind, UnitState
from frontdesk.areas.archives.service.people import AddRole, SavePerson, add_role, save_person
from frontdesk.areas.archives.service.units import SaveUnit, save_unit
from frontdesk.areas.fees.rules.kinds import MeterKind
from frontdesk.areas.handover.queries.defects import defects
from frontdesk.areas.handover.queries.files import of_unit
from frontdesk.areas.handover.queries.lists import listed_papers
from frontdesk.areas.handover.queries.picking import UnitPick
from frontdesk.areas.handover.rules.course import NotifyWay
from frontdesk.areas.handover.rules.slots import Hours
from frontdesk.areas.handover.service.appointing import Appoint, NotifyOwners, appoint, notify_owners
from frontdesk.areas.handover.service.batches import BatchFacts, MakeBatch, make_batch
from frontdesk.areas.handover.service.defects import AddDefect, add_defect
from frontdesk.areas.handover.service.ending import Accept, Refuse, accept, refuse
from frontdesk.areas.handover.service.notices import IssueNotices, issue_notices
from frontdesk.areas.handover.service.visiting import (
    CheckArrears,
    CheckIdentity,
    FinishInspection,
    HandKeys,
    NewReading,
    ReadMeters,
    SignPapers,
    check_arrears,
    check_identity,
    finish_inspection,
    hand_keys,
    read_meters,
    sign_papers,
)
from frontdesk.areas.keys.queries.consents import owners_on
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import KeyKind, WhoKind
from frontdesk.areas.keys.service.common import Pieces
from frontdesk.areas.keys.service.receiving import NewKey, Receive, receive
from frontdesk.areas.reception.service.working import Finish, PutOff, finish, put_off
from frontdesk.base.store.work import Actor

_OWNERS = (
    ("0101", "沈砚", "13612340101"), ("0102", "陆瑶", "13612340102"), ("0201", "高翔", "13612340201"),
    ("0202", "丁可", "13612340202"), ("0301", "程洁", "13612340301"), ("0302", "方舟", "13612340302"),
    ("0401", "柳青", "13612340401"), ("0402", "苏杭", "13612340402"),
)  # fmt: skip
_HOURS = Hours(limit=1)


def hand_over_homes(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """From three weeks ago up to this morning."""
    today = year.today
    begins = today - timedelta(days=21)
    year.at(begins, 9, 20)
    homes = {room: _home(year, supervisor, room, name, phone, begins) for room, name, phone in _OWNERS}
    facts = BatchFacts(
        "5栋三单元", begins, today + timedelta(days=10), "会所一层多功能厅",
        "业主身份证原件和复印件、商品房买卖合同、入住通知书", "装修押金 2,000 元，装修时交。", _HOURS,
    )  # fmt: skip
    _run(year, make_batch, MakeBatch(facts, UnitPick(codes=" ".join(f"5-3-{room}" for room in homes))), clerk)
    files = {room: _file(year, unit_id) for room, unit_id in homes.items()}
    told = [files[room] for room in homes if room != "0402"]
    _run(year, issue_notices, IssueNotices(tuple(told)), clerk)
    year.clock.forward(minutes=30)
    _run(year, notify_owners, NotifyOwners(tuple(told), NotifyWay.DOOR, words="秩序部送达"), clerk)
    _taken_over(year, clerk, homes["0101"], files["0101"], "0101")
    _mended(year, clerk, homes["0302"], files["0302"])
    year.at(today - timedelta(days=4), 10, 0)
    _parts(year, clerk, homes["0401"], files["0401"], 1)
    _run(year, refuse, Refuse(files["0401"], "客厅墙面有裂缝，修好再收"), clerk)
    # Broken off the day before: the owner goes on today.
    year.at(today - timedelta(days=1), 15, 10)
    _parts(year, clerk, homes["0102"], files["0102"], 2)
    _run(year, appoint, Appoint(files["0201"], today, 10 * 60), clerk)
    _run(year, appoint, Appoint(files["0202"], today + timedelta(days=1), 9 * 60 + 30), clerk)


def _run(year: Year, service: Any, command: Any, actor: Actor) -> Any:
    return year.runner.run(service, command, actor=actor).value


def _home(year: Year, actor: Actor, room: str, name: str, phone: str, since: date) -> int:
    unit = SaveUnit(
        None,
        f"5-3-{room}",
        UnitKind.HOME,
        UnitState.NOT_HANDED_OVER,
        layout="两室两厅一卫",
        built_area=Decimal("89.60"),
    )
    unit_id = int(_run(year, save_unit, unit, actor))
    person_id = _run(year, save_person, SavePerson(None, name, phone=phone), actor)
    _run(year, add_role, AddRole(unit_id, person_id, RoleKind.OWNER, starts_on=since), actor)
    return unit_id


def _file(year: Year, unit_id: int) -> int:
    row = year.runner.read(of_unit, unit_id, year.today)
    if row is None:
        raise LookupError(f"unit {unit_id} is in no batch")
    return row.id


def _parts(year: Year, clerk: Actor, unit_id: int, file_id: int, upto: int) -> None:
    """The parts of the visit, as far as *upto*, with the builder's keys."""
    person_id = _owner(year, unit_id)
    papers = tuple(paper.name for paper in year.runner.read(listed_papers))
    room = next(room for room, _n, _p in _OWNERS if _code(year, unit_id).endswith(room))
    acts: list[tuple[Any, Any]] = [
        (check_identity, CheckIdentity(file_id, person_id)),
        (sign_papers, SignPapers(file_id, papers)),
        (check_arrears, CheckArrears(file_id)),
        (read_meters, ReadMeters(file_id, opened=(
            NewReading(MeterKind.WATER, f"W53{room}", Decimal("3.2")),
            NewReading(MeterKind.POWER, f"D53{room}", Decimal("21")),
        ))),
        (finish_inspection, FinishInspection(file_id)),
    ]  # fmt: skip
    for service, command in acts[:upto]:
        _run(year, service, command, clerk)
        year.clock.forward(minutes=7)
    if upto >= len(acts):
        who = Who(WhoKind.VISITOR, "开发商 赵工")
        made = _run(year, receive, Receive((NewKey(KeyKind.DOOR, 3, "新房柜", room),), who, unit_id), clerk)
        _run(year, hand_keys, HandKeys(file_id, (Pieces(made.key_ids[0], 3),)), clerk)


def _owner(year: Year, unit_id: int) -> int:
    return int(year.runner.read(owners_on, unit_id, year.clock.today())[0][0])


def _code(year: Year, unit_id: int) -> str:
    return str(year.runner.read(unit_row, unit_id).code)


def _taken_over(year: Year, clerk: Actor, unit_id: int, file_id: int, _room: str) -> None:
    """Taken over a fortnight ago; what was promised for last week is not mended."""
    year.at(year.today - timedelta(days=14), 9, 30)
    _parts(year, clerk, unit_id, file_id, 5)
    late = AddDefect(file_id, "卫生间", "淋浴房玻璃门关不严", "门窗五金", year.today - timedelta(days=5))
    _run(year, add_defect, late, clerk)
    ticket = year.runner.read(defects, year.clock.today(), file_ids=(file_id,))[0].ticket_id
    _run(year, put_off, PutOff(ticket, "玻璃门厂家补货", until=year.today + timedelta(days=6)), clerk)
    _run(year, accept, Accept(file_id, state=UnitState.VACANT), clerk)


def _mended(year: Year, clerk: Actor, unit_id: int, file_id: int) -> None:
    """Taken over; its defect is mended and waits for the owner to look again."""
    year.at(year.today - timedelta(days=6), 14, 0)
    _parts(year, clerk, unit_id, file_id, 5)
    added = AddDefect(file_id, "厨房", "水槽下角阀滴水", "给排水", year.today + timedelta(days=8))
    _run(year, add_defect, added, clerk)
    _run(year, accept, Accept(file_id, state=UnitState.OWNER), clerk)
    year.at(year.today - timedelta(days=1), 11, 0)
    row = year.runner.read(defects, year.clock.today(), file_ids=(file_id,))[0]
    _run(year, finish, Finish(row.ticket_id, "换了角阀，试水不漏"), clerk)
