"""统计: what held on a day, whatever came after (D1.8, T15)."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from frontdesk.areas.archives.queries.statistics import ArchiveFigures, archive_figures
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitKind, UnitState
from frontdesk.areas.archives.service import (
    AddPet,
    AddRole,
    AddVehicle,
    EndRole,
    RegisterResident,
    SavePerson,
    SaveUnit,
    SetState,
    WithdrawVehicle,
    add_pet,
    add_role,
    add_vehicle,
    end_role,
    register_resident,
    save_person,
    save_unit,
    set_state,
    withdraw_vehicle,
)
from frontdesk.areas.archives.service.registration import (
    EndRegistration,
    EnterRegistration,
    end_registration,
    enter_registration,
)
from frontdesk.areas.archives.service.statistics import MakeFigures, draw_figures, figures_workbook
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.errors import Refused
from tests.tools import paper_reading as read

FIRST = date(2026, 11, 21)
SURE = frozenset({"plate", "phone", "id_number"})


def test_d1_8_each_day_says_what_held_then(both: Runner, admin: Actor, clock: FixedClock) -> None:
    """T15: a state, a resident, a car and a pet of later days are not there before; what ended was there."""

    def do(service, command):  # type: ignore[no-untyped-def]
        return both.run(service, command, actor=admin, confirmed=SURE).value

    home = do(save_unit, SaveUnit(None, "1-1-101", state=UnitState.VACANT, handed_over_on=FIRST))
    do(save_unit, SaveUnit(None, "2-1-101", state=UnitState.UNSOLD))
    do(save_unit, SaveUnit(None, "B1-001", kind=UnitKind.PARKING, state=UnitState.UNSOLD))
    person = SavePerson(None, "Smith", nationality="英国", registered_on=date(2026, 11, 23))
    do(register_resident, RegisterResident(home, person, RoleKind.TENANT, starts_on=FIRST))
    car = do(add_vehicle, AddVehicle(home, "浙A8ZS61"))
    clock.forward(days=4)
    do(set_state, SetState(home, UnitState.LET, date(2026, 11, 24)))
    do(add_pet, AddPet(home, "豆豆"))
    clock.forward(days=4)
    do(withdraw_vehicle, WithdrawVehicle(car, date(2026, 11, 29)))
    role = both.read(roles_of, home)
    do(end_role, EndRole(role, date(2026, 11, 29)))

    def on(day: int, kind: UnitKind | None = UnitKind.HOME) -> ArchiveFigures:
        return both.read(archive_figures, date(2026, 11, day), kind)

    assert [row.building for row in on(22).buildings] == ["1栋", "2栋"]
    assert (on(22).whole.of(UnitState.VACANT), on(22).whole.of(UnitState.LET)) == (1, 0)
    assert (on(26).whole.of(UnitState.VACANT), on(26).whole.of(UnitState.LET)) == (0, 1)
    assert (on(20).whole.handed_over, on(21).whole.handed_over) == (0, 1)
    assert on(26, None).whole.units == 3
    residents = {day: on(day).residents for day in (20, 22, 24, 28, 29)}
    assert [r.tenants for r in residents.values()] == [0, 1, 1, 1, 0]
    assert [r.foreign for r in residents.values()] == [0, 1, 1, 1, 0]
    assert [r.registered for r in residents.values()] == [0, 0, 1, 1, 0]
    assert [r.vehicles for r in residents.values()] == [0, 1, 1, 1, 0]
    assert [r.pets for r in residents.values()] == [0, 0, 0, 1, 1]


def test_T15_a_registration_renewed_or_ended_since_held_before(
    runner: Runner, admin: Actor, clock: FixedClock
) -> None:
    """D1.8: what was entered on later days takes nothing from an earlier one; 中国籍 is no foreigner's."""

    def do(service, command):  # type: ignore[no-untyped-def]
        return runner.run(service, command, actor=admin, confirmed=SURE).value

    home = do(save_unit, SaveUnit(None, "1-1-101", state=UnitState.OWNER))
    someone = do(save_person, SavePerson(None, "何倩", nationality="中国籍"))
    do(add_role, AddRole(home, someone, RoleKind.FAMILY, starts_on=FIRST))
    first = do(enter_registration, EnterRegistration(someone, home, FIRST, date(2026, 11, 25), "派出所"))
    clock.forward(days=8)
    again = EnterRegistration(
        someone, home, date(2026, 11, 28), date(2027, 11, 28), "派出所", renews_id=first
    )
    second = do(enter_registration, again)
    clock.forward(days=1)
    do(end_registration, EndRegistration(second, "搬走"))

    def on(day: int) -> tuple[int, int]:
        found = runner.read(archive_figures, date(2026, 11, day)).residents
        return found.registered, found.foreign

    assert [on(day) for day in (20, 21, 25, 26, 28, 30)] == [(0, 0), (1, 0), (1, 0), (0, 0), (1, 0), (0, 0)]


def roles_of(session, unit_id):  # type: ignore[no-untyped-def]
    from frontdesk.areas.archives.queries import unit_file

    return unit_file(session, unit_id, date(2026, 11, 25)).roles[0].id


def test_d1_8_paper_and_workbook_say_the_same_and_what_cannot_be_is_refused(
    runner: Runner, admin: Actor
) -> None:
    """D0.7: figures as numbers, a chart on each sheet; a day to come and an empty estate are said."""
    with pytest.raises(Refused, match="没有可统计的"):
        runner.run(draw_figures, MakeFigures(FIRST), actor=admin)
    for door in range(1, 4):
        runner.run(save_unit, SaveUnit(None, f"3-1-10{door}", state=UnitState.OWNER), actor=admin)
    with pytest.raises(Refused, match="还没有到"):
        runner.run(draw_figures, MakeFigures(date(2026, 11, 22)), actor=admin)
    text = read.text(runner.run(draw_figures, MakeFigures(FIRST), actor=admin).value)
    assert "2026-11-21 当天的情况" in text
    assert "3（100%）" in text
    content = runner.run(figures_workbook, MakeFigures(FIRST, UnitKind.HOME), actor=admin).value
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = [[cell.value for cell in row] for row in book["房屋"].iter_rows(min_row=3, max_row=5)]
    assert rows[0][:2] == ["楼栋", "合计"]
    assert rows[1][:6] == ["3栋", 3, 0, 0, 0, 3]
    assert rows[2][0] == "合计"
    assert [len(sheet._charts) for sheet in book.worksheets] == [1, 1]
