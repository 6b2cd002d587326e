"""D0.6, D0.7, D1.9: lists by page and filter, history, and what is masked in them."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from frontdesk.areas.archives import queries
from frontdesk.areas.archives import service as archives
from frontdesk.areas.archives.queries import FlagFilter, PersonFilter, UnitFilter, VehicleFilter
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitKind, UnitState
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.values.errors import NeedsApproval, NeedsConfirmation, Refused

TODAY = date(2026, 11, 21)


@pytest.fixture
def estate(take, ids):
    rows = [
        [
            "房号",
            "业主姓名",
            "身份证号",
            "联系电话",
            "建筑面积",
            "入住状态",
            "车牌号",
            "房屋类型",
            "租户姓名",
            "租户电话",
            "租赁到期日",
        ]
    ]
    for building in (1, 2):
        for room in range(1, 13):
            rows.append(
                [
                    f"{building}-{room}01",
                    f"业主{building}{room:02d}",
                    "",
                    f"138000{building}{room:02d}00",
                    80 + room,
                    "自住",
                    "",
                    "住宅",
                ]
            )
    rows[1] = [
        "1-101",
        "单雄",
        ids[0],
        "13812345678",
        90,
        "出租",
        "京A12345",
        "住宅",
        "租客甲",
        "13900001111",
        "2027-05-31",
    ]
    rows[2] = ["1-201", "", "", "1391", 91, "空置", "", "商铺"]
    return take(rows)


def codes(rows):
    return [row.code for row in rows]


def test_d0_7_units_by_building_kind_state_text_and_doubts(runner, estate):
    page = lambda **wanted: codes(runner.read(queries.unit_rows, UnitFilter(**wanted), 0, 100))  # noqa: E731
    first = runner.read(queries.buildings)[0]
    assert (first.name, first.units) == ("1栋", 12)
    assert len(page(building_id=first.id)) == 12
    assert page(kind=UnitKind.SHOP) == ["1-201"]
    assert page(state=UnitState.LET) == ["1-101"]
    assert page(flagged=True) == ["1-201"]
    assert page(text="单雄") == ["1-101"]
    assert page(text="5678") == ["1-101"]
    assert page(text="2栋301") == ["2-301"]
    assert page(text="%") == []
    assert runner.read(queries.unit_count, UnitFilter(text="1201")) == 2


def test_d0_7_pages_follow_each_other_in_a_persons_order(runner, estate):
    pages = [codes(runner.read(queries.unit_rows, UnitFilter(), offset, 10)) for offset in (0, 10, 20)]
    assert sum(pages, []) == codes(runner.read(queries.unit_rows, UnitFilter(), 0, None))
    assert pages[0][:2] == ["1-101", "1-201"]
    assert pages[2][-1] == "2-1201"
    falling = runner.read(queries.unit_rows, UnitFilter(descending=True), 0, 1)
    assert codes(falling) == ["2-1201"]


def test_d0_7_people_by_name_pinyin_role_and_building(runner, estate):
    names = lambda **wanted: [r.name for r in runner.read(queries.person_rows, PersonFilter(**wanted))]  # noqa: E731
    assert names(role=RoleKind.TENANT, on=TODAY) == ["租客甲"]
    assert names(text="danx") == ["单雄"]
    assert names(text="sx") == ["单雄"]
    assert names(text="5678") == ["单雄"]
    assert names(text="1-101") == ["单雄"]
    assert runner.read(queries.person_count) == 24
    assert len(names(building_id=2)) == 12
    [row] = runner.read(queries.person_rows, PersonFilter(text="单雄"))
    assert (row.units, row.roles) == ("1-101", "业主")
    assert (row.id_number, row.phone) == ("110105********" + row.id_number[-4:], "138****5678")


def test_d0_7_vehicles(do, runner, estate):
    [row] = runner.read(queries.vehicle_rows, VehicleFilter(text="京a·123"))
    assert (row.plate, row.unit_code) == ("京A·12345", "1-101")
    do(archives.withdraw_vehicle, archives.WithdrawVehicle(row.id, TODAY))
    assert runner.read(queries.vehicle_count) == 0
    assert runner.read(queries.vehicle_rows, VehicleFilter(withdrawn=True))[0].withdrawn_on == TODAY


def test_d1_7_doubts_stand_on_a_list_until_somebody_settles_them(do, runner, estate):
    rows = runner.read(queries.flag_rows)
    assert [(row.unit_code, row.reason) for row in rows] == [
        ("1-201", "电话号码位数不符"),
        ("1-201", "缺业主姓名"),
    ]
    assert "第 3 行" in rows[0].source
    do(archives.settle_flag, archives.SettleFlag(rows[0].id, "已电话核对"))
    assert runner.read(queries.flag_count) == 1
    assert runner.read(queries.flag_count, FlagFilter(settled=True)) == 1
    with pytest.raises(Refused, match="已由 管理员 核实"):
        do(archives.settle_flag, archives.SettleFlag(rows[0].id))


def test_d1_9_numbers_in_doubts_are_masked(take, runner):
    take([["房号", "业主姓名", "身份证号", "电话"], ["1-101", "", "440305194805229640", "13812345678"]])
    values = [row.value for row in runner.read(queries.flag_rows)]
    assert "440305********9640；138****5678" in values
    assert all("19480522" not in value for value in values)


def test_d0_6_the_history_of_a_unit_and_of_a_person(do, runner, estate):
    unit = runner.read(queries.find_unit, "1-101")
    do(archives.set_state, archives.SetState(unit.id, UnitState.OWNER, TODAY))
    do(archives.add_note, archives.AddNote(unit.id, "家有老人"))
    changes = runner.read(queries.unit_history, unit.id)
    assert [(c.record, c.what, c.before, c.after) for c in changes[:2]] == [
        ("备注", "", "", "建立"), ("房屋", "状态", "出租", "自住"),
    ]  # fmt: skip
    assert {c.by for c in changes} == {"管理员"}
    [person] = runner.read(queries.person_rows, PersonFilter(text="单雄"))
    do(
        archives.save_person,
        archives.SavePerson(person.id, "单雄", id_number=person.id_number, phone="13987654321"),
    )
    newest = runner.read(queries.person_history, person.id)[0]
    assert (newest.what, newest.before, newest.after) == ("电话", "138****5678", "139****4321")


def test_d0_7_d1_9_the_export_is_masked_and_formulas_stay_text(do, runner, estate, receptionist):
    unit = runner.read(queries.find_unit, "1-101")
    do(archives.save_unit, archives.SaveUnit(unit.id, "1-101", layout="=1+1", built_area=Decimal("90")))
    book = openpyxl.load_workbook(
        io.BytesIO(do(archives.export_units, archives.ExportUnits(), actor=receptionist))
    )
    rows = list(book.active.values)
    head, first = rows[0], dict(zip(rows[0], rows[1], strict=True))
    assert len(rows) == 25
    assert head[:3] == ("房号", "楼栋", "单元")
    assert (first["业主姓名"], first["联系电话"], first["租户姓名"], first["车牌号"]) == (
        "单雄", "138****5678", "租客甲", "京A·12345",
    )  # fmt: skip
    assert first["证件号码"].startswith("110105********")
    assert (first["户型"], first["建筑面积"]) == ("=1+1", 90)


def test_d1_9_an_export_in_full_takes_its_right_a_reason_and_a_mark(
    do, runner, estate, receptionist, supervisor
):
    command = archives.ExportUnits(UnitFilter(text="1-101"), unmasked=True, reason="办理交房 & 核对")
    with pytest.raises(NeedsApproval):
        do(archives.export_units, command, actor=receptionist)
    with pytest.raises(Refused, match="原因"):
        do(archives.export_units, archives.ExportUnits(unmasked=True), actor=supervisor)
    rows = list(
        openpyxl.load_workbook(io.BytesIO(do(archives.export_units, command, actor=supervisor))).active.values
    )
    assert "仅供“办理交房 & 核对”使用 · 周敏" in rows[0][0]
    assert dict(zip(rows[1], rows[2], strict=True))["联系电话"] == "13812345678"
    with runner.db.read() as session:
        logged = session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
        assert (logged.actor, "export_units" in logged.action) == ("周敏", True)
        assert "办理交房" in logged.command


def test_d1_3_a_plate_at_another_unit_or_of_an_unusual_form_is_asked_about(do, runner, estate):
    other = runner.read(queries.find_unit, "1-301").id
    with pytest.raises(NeedsConfirmation, match="已登记在 1-101"):
        do(archives.add_vehicle, archives.AddVehicle(other, "京A12345"))
    with pytest.raises(NeedsConfirmation, match="写法少见"):
        do(archives.add_vehicle, archives.AddVehicle(other, "无牌"))
    with pytest.raises(Refused, match="请填车牌号"):
        do(archives.add_vehicle, archives.AddVehicle(other, " "))
    both = frozenset({"plate_elsewhere", "plate"})
    assert do(archives.add_vehicle, archives.AddVehicle(other, "京A12345"), confirmed=both)
    with pytest.raises(Refused, match="已登记在这户"):
        do(archives.add_vehicle, archives.AddVehicle(other, "京a·12345"), confirmed=both)


def test_d1_1_a_space_belongs_to_one_unit_at_a_time(do, runner, estate):
    one, other = (runner.read(queries.find_unit, code).id for code in ("1-101", "1-301"))
    space = do(archives.add_space, archives.AddSpace(one, "B1-001", starts_on=date(2026, 1, 1)))
    with pytest.raises(Refused, match="是 1-101 的"):
        do(archives.add_space, archives.AddSpace(other, "B1-001", starts_on=date(2026, 6, 1)))
    do(archives.end_space, archives.EndSpace(space, date(2026, 6, 1)))
    assert do(archives.add_space, archives.AddSpace(other, "B1-001", starts_on=date(2026, 6, 1)))


def test_d1_3_pets_and_notes_are_withdrawn_and_stay(do, runner, estate):
    unit = runner.read(queries.find_unit, "1-101").id
    pet = do(archives.add_pet, archives.AddPet(unit, "豆豆", "柯基", vaccinated_until=date(2026, 12, 6)))
    note = do(archives.add_note, archives.AddNote(unit, "上门请先电话"))
    do(archives.withdraw_pet, archives.WithdrawPet(pet, TODAY))
    do(archives.withdraw_note, archives.WithdrawNote(note))
    file = runner.read(queries.unit_file, unit, TODAY)
    assert [(p.name, p.over) for p in file.pets] == [("豆豆", True)]
    assert [(n.text, n.over) for n in file.notes] == [("上门请先电话", True)]
    for service, command in (
        (archives.withdraw_pet, archives.WithdrawPet(pet, TODAY)),
        (archives.withdraw_note, archives.WithdrawNote(note)),
        (archives.add_note, archives.AddNote(unit, "  ")),
        (archives.add_pet, archives.AddPet(unit, "")),
    ):
        with pytest.raises(Refused):
            do(service, command)
