"""T14, D1.7: importing again: the same changes nothing, a correction corrects, the desk's own work stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from frontdesk.areas.archives import queries
from frontdesk.areas.archives import service as archives
from frontdesk.areas.archives.queries import FlagFilter, unit_file
from frontdesk.areas.archives.rules.importing.plan import Outcome
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitState
from frontdesk.base.store.audit import history

TODAY = date(2026, 11, 21)
HEAD = ["房号", "业主姓名", "身份证号", "联系电话", "建筑面积", "入住状态", "车牌号", "车位号", "备注"]


def sheet(*rows):
    return [HEAD, *rows]


@pytest.fixture
def rows(ids):
    return [
        ["1-101", "张三", ids[0], "13800138000", 90, "自住", "京A12345", "B1-001", "老人独居"],
        ["1-102", "李四、王五", "", "13800138001", 80, "空置", "", "", ""],
        ["1-103", "", "", "1391", 70, "出租", "", "", ""],
    ]


@pytest.fixture
def first(take, rows):
    return take(sheet(*rows))


def changed(rows, row, column, value):
    """The rows with one cell corrected."""
    copy = [list(line) for line in rows]
    copy[row][HEAD.index(column)] = value
    return sheet(*copy)


@pytest.fixture
def file_of(runner):
    return lambda code: runner.read(unit_file, runner.read(queries.find_unit, code).id, TODAY)


def test_t14_again_changes_nothing_and_doubles_nothing(take, runner, rows, first):
    again = take(sheet(*rows))
    assert (first.units, first.people, first.unchanged) == (3, 3, 0)
    assert (again.units, again.people, again.unchanged) == (0, 0, 3)
    assert runner.read(queries.person_count) == 3
    assert runner.read(queries.vehicle_count) == 1
    assert {row.outcome for row in again.rows} == {Outcome.SAME}
    assert len(runner.read(history, "unit", 1)) == 1


def test_t14_a_corrected_cell_is_taken_over_and_logged(take, runner, rows, first):
    again = take(changed(rows, 0, "建筑面积", 90.5))
    assert (again.units, again.people, again.unchanged) == (1, 0, 2)
    assert runner.read(queries.find_unit, "1-101").built_area == Decimal("90.5")
    assert [(r.field, r.before, r.after) for r in runner.read(history, "unit", 1)][0] == (
        "built_area",
        "90",
        "90.5",
    )


def test_t14_a_corrected_number_changes_the_person_and_settles_the_doubt(take, runner, rows, file_of):
    wrong = "440305194805229640"
    first = take(changed(rows, 0, "身份证号", wrong))
    assert [(f.row, f.reason) for f in first.flagged][0] == (2, "身份证号校验位不符")
    again = take(sheet(*rows))
    assert (again.units, again.people) == (1, 1)
    assert "身份证号校验位不符" not in [flag.reason for flag in file_of("1-101").flags]
    [settled] = runner.read(queries.flag_rows, FlagFilter(settled=True))
    assert (settled.reason, settled.settled_words) == ("身份证号校验位不符", "再次导入时已改正")
    assert runner.read(queries.person_count) == 3


def test_t14_a_name_that_was_missing_is_added_with_its_telephone(take, rows, first, file_of):
    assert [f.reason for f in file_of("1-103").flags] == ["电话号码位数不符", "缺业主姓名"]
    filled = changed(rows, 2, "业主姓名", "赵六")
    filled[3][HEAD.index("联系电话")] = "13900139000"
    again = take(filled)
    assert (again.units, again.people) == (1, 1)
    file = file_of("1-103")
    assert [(role.name, role.phone) for role in file.roles] == [("赵六", "139****9000")]
    assert file.flags == ()


def test_d1_7_another_owner_in_the_workbook_never_replaces_one(take, rows, first, file_of):
    again = take(changed(rows, 0, "业主姓名", "钱七"))
    assert (again.units, again.people, again.unchanged) == (0, 0, 3)
    assert ("业主与档案不符", "钱七") in [(f.reason, f.value) for f in again.flagged]
    file = file_of("1-101")
    assert [role.name for role in file.roles] == ["张三"]
    assert [(f.reason, f.value) for f in file.flags] == [("业主与档案不符", "钱七")]


def test_d1_7_a_settled_doubt_does_not_come_back(take, do, runner, rows, first, file_of):
    flag = next(f for f in file_of("1-103").flags if f.reason == "缺业主姓名")
    do(archives.settle_flag, archives.SettleFlag(flag.id, "开发商未售"))
    again = take(sheet(*rows))
    assert [f.reason for f in again.flagged] == ["电话号码位数不符"]
    assert [f.reason for f in file_of("1-103").flags] == ["电话号码位数不符"]
    [kept] = runner.read(queries.flag_rows, FlagFilter(settled=True))
    assert (kept.settled_by, kept.settled_words) == ("管理员", "开发商未售")


def test_t14_last_years_workbook_does_not_undo_what_the_desk_has_done(take, do, rows, first, file_of):
    file = file_of("1-101")
    do(archives.set_state, archives.SetState(file.unit.id, UnitState.LET, TODAY))
    do(archives.withdraw_vehicle, archives.WithdrawVehicle(file.vehicles[0].id, TODAY))
    do(archives.withdraw_note, archives.WithdrawNote(file.notes[0].id))
    do(archives.end_role, archives.EndRole(file.roles[0].id, TODAY))
    buyer = do(archives.save_person, archives.SavePerson(None, "买家"))
    do(archives.add_role, archives.AddRole(file.unit.id, buyer, RoleKind.OWNER, starts_on=TODAY))
    again = take(sheet(*rows))
    assert (again.units, again.people, again.unchanged) == (0, 0, 3)
    after = file_of("1-101")
    assert after.unit.state is UnitState.LET
    assert [role.name for role in after.roles if not role.over] == ["买家"]
    assert [vehicle.over for vehicle in after.vehicles] == [True]
    assert [note.over for note in after.notes] == [True]
    assert after.flags == ()


def test_t14_where_both_have_moved_the_archives_stay_and_say_so(take, do, rows, first, file_of):
    do(archives.set_state, archives.SetState(file_of("1-101").unit.id, UnitState.LET, TODAY))
    again = take(changed(rows, 0, "入住状态", "装修中"))
    assert again.units == 0
    assert file_of("1-101").unit.state is UnitState.LET
    assert [(f.reason, f.value) for f in file_of("1-101").flags] == [("房屋状态与档案不符", "装修中")]


def test_t14_units_entered_by_hand_are_filled_and_not_overwritten(take, do, rows, file_of):
    do(archives.save_unit, archives.SaveUnit(None, "1-101", state=UnitState.OWNER, layout="三室两厅"))
    result = take(sheet(*rows))
    assert (result.units, result.made) == (3, 2)
    file = file_of("1-101")
    assert (file.unit.layout, file.unit.built_area, file.unit.owners) == ("三室两厅", 90, "张三")


def test_t14_a_sheet_with_fewer_columns_takes_nothing_away(take, rows, first, file_of):
    again = take([["房号", "业主姓名", "建筑面积"], ["1-101", "张三", 90], ["1-102", "李四、王五", 80]])
    assert (again.units, again.unchanged) == (0, 2)
    assert file_of("1-101").roles[0].phone == "138****8000"
    assert file_of("1-101").unit.state is UnitState.OWNER
    assert [f.reason for f in file_of("1-103").flags] == ["电话号码位数不符", "缺业主姓名"]
    assert take(sheet(*rows)).unchanged == 3


def test_t14_new_rows_of_a_longer_workbook_are_added(take, runner, rows, first):
    again = take(sheet(*rows, ["1栋104", "孙八", "", "13800138004", 60, "自住", "", "", ""]))
    assert (again.units, again.made, again.people, again.unchanged) == (1, 1, 1, 3)
    assert runner.read(queries.unit_count) == 4


def test_t15_a_state_that_is_corrected_holds_from_today(take, runner, clock, rows, first):
    clock.forward(days=30)
    take(changed(rows, 1, "入住状态", "装修中"))
    [change] = [c for c in runner.read(history, "unit", 2) if c.field == "state"]
    assert (change.before, change.after) == ("空置", "装修中")
