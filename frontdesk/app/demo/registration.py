"""The demo estate's registrations: valid, ending, over, one still to be made; a change sheet and what came after it (D1.2)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import find_unit, unit_file
from frontdesk.areas.archives.rules.kinds import IdKind, RoleKind
from frontdesk.areas.archives.rules.registration import STATION_SETTING, Duty
from frontdesk.areas.archives.service.people import EndRole, SavePerson, end_role
from frontdesk.areas.archives.service.registration import (
    EnterRegistration,
    SayDuty,
    enter_registration,
    say_duty,
)
from frontdesk.areas.archives.service.resident_changes import (
    IssueChanges,
    PrintChanges,
    issue_changes,
    print_changes,
)
from frontdesk.areas.archives.service.residents import RegisterResident, register_resident
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Actor, Work

_STATION = "翠湖派出所"
# Unit, name, nationality, from where, what for, days the registration has left (None: not made yet).
_PEOPLE = (
    ("2-1-0201", "何小满", "", "安徽省六安市", "居住", 212),
    ("2-1-0101", "KIM MINSU", "韩国", "", "经商", 17),
    ("1-1-0201", "罗建平", "", "四川省南充市", "务工", -6),
    ("1-1-0101", "蒋春燕", "", "河南省信阳市", "就读", None),
)


def register_people(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """Four residents from elsewhere; the sheet of the fortnight, and a change no sheet has told."""
    today = year.today

    def station(work: Work, _command: str) -> None:
        set_setting(work, STATION_SETTING, _STATION)

    year.runner.run(station, "demo", actor=supervisor)
    made: list[tuple[int, int]] = []
    for number, (code, name, nation, origin, purpose, left) in enumerate(_PEOPLE):
        year.at(today - timedelta(days=16 - number), 10, 20 + number)
        unit = year.runner.read(find_unit, code)
        if unit is None:
            continue
        kind = IdKind.PASSPORT if nation else None
        person = SavePerson(
            None, name, id_kind=kind, id_number=f"M{40_217_300 + number}" if nation else "",
            phone=f"1380571{4400 + number}", nationality=nation,
            visa_ends_on=today + timedelta(days=80) if nation else None,
        )  # fmt: skip
        role = RoleKind.TENANT if nation else RoleKind.FAMILY
        begun = today - timedelta(days=340)
        role_id = _run(
            year, register_resident, RegisterResident(unit.id, person, role, starts_on=begun), clerk
        )
        person_id = _person(year, unit.id, role_id, today)
        made.append((unit.id, role_id))
        duty = Duty.FOREIGN if nation else Duty.NON_LOCAL
        _run(year, say_duty, SayDuty(person_id, duty, origin, purpose), clerk)
        if left is not None:
            ends = today + timedelta(days=left)
            number_told = "" if nation else f"ZZ33010620{number:06d}"
            entry = EnterRegistration(
                person_id, unit.id, max(begun, ends - timedelta(days=364)), ends, _STATION, number_told, name
            )
            _run(year, enter_registration, entry, clerk)
    year.at(today - timedelta(days=9), 16, 30)
    sheet = _run(year, issue_changes, IssueChanges(today - timedelta(days=18)), clerk)
    _run(year, print_changes, PrintChanges(sheet.number), clerk)
    if made:
        year.at(today - timedelta(days=2), 9, 15)
        _, role_id = made[-1]
        _run(year, end_role, EndRole(role_id, today + timedelta(days=25), "毕业回原籍"), clerk)


def _person(year: Year, unit_id: int, role_id: int, on: date) -> int:
    roles = year.runner.read(unit_file, unit_id, on).roles
    return next(role.person_id for role in roles if role.id == role_id)


def _run(year: Year, service: Any, command: Any, actor: Actor) -> Any:
    return year.runner.run(service, command, actor=actor).value
