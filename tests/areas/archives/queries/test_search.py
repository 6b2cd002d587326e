"""D0.1: one search finds units, people, telephones and vehicles, best first, as one types."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.areas.archives import queries
from frontdesk.areas.archives import service as archives
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitState

TODAY = date(2026, 11, 21)
UNITS = ("1-1-1202", "2-1-0301", "3-1-1202", "3-1-1203", "3-2-1202", "11-1-202", "A-1503")
PEOPLE = (
    ("张硕", "13812341202", "3-1-1202", RoleKind.OWNER),
    ("曾姝", "13955667788", "3-1-1202", RoleKind.TENANT),
    ("赵思齐", "13700001111", "2-1-0301", RoleKind.FAMILY),
    ("单雄信", "13612020000", "1-1-1202", RoleKind.OWNER),
    ("解晓东", "010-62345678", "3-2-1202", RoleKind.OWNER),
    ("John Smith", "13500000001", "A-1503", RoleKind.OWNER),
    ("张硕果", "13500000002", "11-1-202", RoleKind.OWNER),
)


@pytest.fixture
def estate(do):
    ids = {
        code: do(archives.save_unit, archives.SaveUnit(None, code, state=UnitState.OWNER)) for code in UNITS
    }
    for name, phone, code, kind in PEOPLE:
        who = do(archives.save_person, archives.SavePerson(None, name, phone=phone))
        ends_on = date(2027, 6, 1) if kind is RoleKind.TENANT else None
        do(archives.add_role, archives.AddRole(ids[code], who, kind, ends_on=ends_on))
    do(archives.add_vehicle, archives.AddVehicle(ids["3-1-1202"], "浙a·8zs61", "白色", "轿车", "B1-076"))
    do(archives.add_vehicle, archives.AddVehicle(ids["2-1-0301"], "浙AD12021"))
    return ids


@pytest.fixture
def find(runner, estate):
    return lambda text, limit=20: runner.read(queries.search, text, limit, TODAY)


def labels(hits, kind=None):
    return [hit.label for hit in hits if kind in (None, hit.kind)]


@pytest.mark.parametrize("text", ["3-1-1202", "3栋1单元1202", "３－１－１２０２", "03-01-1202室", "311202"])
def test_d0_1_the_whole_code_in_any_habit_comes_first(find, text):
    first = find(text)[0]
    assert (first.kind, first.label, first.unit_code, first.where) == (
        "unit",
        "3-1-1202",
        "3-1-1202",
        "3栋 1单元",
    )
    assert first.second == "张硕 · 自住"


def test_d0_1_a_room_finds_every_unit_of_it_then_telephones_and_plates(find):
    hits = find("1202")
    assert labels(hits, "unit") == ["1-1-1202", "3-1-1202", "3-2-1202"]
    assert [(hit.label, hit.second) for hit in hits if hit.kind == "person"] == [
        ("138****1202", "张硕 · 业主"), ("136****0000", "单雄信 · 业主"),
    ]  # fmt: skip
    assert labels(hits, "vehicle") == ["浙A·D12021"]
    assert [hit.kind for hit in hits] == ["unit"] * 3 + ["person"] * 2 + ["vehicle"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("3#1202", ["3-1-1202", "3-2-1202"]), ("3栋", ["3-1-1202", "3-1-1203", "3-2-1202"]), ("3栋1单元", ["3-1-1202", "3-1-1203"]),
        ("3-1-12", ["3-1-1202", "3-1-1203"]), ("3-12", ["3-1-1202", "3-1-1203", "3-2-1202"]), ("a1503", []), ("A座15", ["A-1503"]),
        ("31202", []), ("1203", ["3-1-1203"]), ("0301", ["2-1-0301"]), ("301", ["2-1-0301"]),
    ],
)  # fmt: skip
def test_d0_1_as_one_types(find, text, codes):
    assert labels(find(text), "unit") == codes


@pytest.mark.parametrize("text", ["张硕", "zhangshuo", "zhang shuo", "zhangs", "ZS", "zs", "硕"])
def test_d0_1_a_name_in_characters_pinyin_and_initials(find, text):
    people = labels(find(text), "person")
    assert people[0] in ("张硕", "曾姝")
    assert "张硕" in people
    assert people.index("张硕") < people.index("张硕果")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("shanxiong", "单雄信"), ("danxiong", "单雄信"), ("sxx", "单雄信"), ("dxx", "单雄信"), ("xiexd", None), ("xiexiao", "解晓东"),
        ("jiexiao", "解晓东"), ("zengshu", "曾姝"), ("cs", "曾姝"), ("siqi", "赵思齐"), ("johns", "John Smith"), ("js", "John Smith"),
    ],
)  # fmt: skip
def test_d0_1_both_readings_of_a_surname(find, text, name):
    people = labels(find(text), "person")
    assert (people[:1] == [name]) if name else (people == [])


def test_d0_1_what_was_matched_is_marked(find):
    [unit] = [hit for hit in find("1203") if hit.kind == "unit"]
    assert [unit.label[a:b] for a, b in unit.matched] == ["1203"]
    tenant = next(hit for hit in find("zs") if hit.label == "曾姝")
    assert (tenant.by, tenant.hint, tenant.hint_matched) == ("initials", "zs", ((0, 2),))
    assert tenant.second == "租客 · 至 2027-05-31"
    family = next(hit for hit in find("zs") if hit.label == "赵思齐")
    assert (family.hint, family.hint_matched) == ("zsq", ((0, 2),))
    car = next(hit for hit in find("zs") if hit.kind == "vehicle")
    assert (car.label, car.label[car.matched[0][0] : car.matched[0][1]]) == ("浙A·8ZS61", "ZS")
    assert (car.second, car.unit_code) == ("B1-076 · 白色 轿车", "3-1-1202")


@pytest.mark.parametrize("text", ["浙A8ZS61", "浙a·8zs61", "8zs6", "ZS61", "浙A 8ZS"])
def test_d0_1_a_part_of_a_plate_in_any_case_with_or_without_its_dot(find, text):
    assert "浙A·8ZS61" in labels(find(text), "vehicle")


def test_d1_9_telephones_are_masked_and_only_what_shows_is_marked(find):
    [hit] = [hit for hit in find("2341202") if hit.kind == "person"]
    assert hit.label == "138****1202"
    assert "".join(hit.label[a:b] for a, b in hit.matched) == "1202"
    assert all("13812341202" not in f"{h.label}{h.second}{h.hint}" for h in find("13812341202"))
    assert labels(find("01062345"), "person") == ["010-****5678"]


def test_d0_1_too_little_or_nothing_finds_nothing(find):
    assert find("") == ()
    assert find("   ") == ()
    assert labels(find("12"), "person") == []
    assert find("%") == ()
    assert find("没有这人") == ()


def test_d0_1_somebody_who_left_is_found_last_and_says_so(do, find, estate):
    who = do(archives.save_person, archives.SavePerson(None, "张硕士"))
    role = do(
        archives.add_role,
        archives.AddRole(estate["3-1-1203"], who, RoleKind.OWNER, starts_on=date(2020, 1, 1)),
    )
    do(archives.end_role, archives.EndRole(role, date(2026, 1, 1)))
    last = [hit for hit in find("张硕") if hit.kind == "person"][-1]
    assert (last.label, last.second, last.unit_id) == ("张硕士", "已无关联房屋", None)


def test_d0_1_a_withdrawn_vehicle_is_not_found(do, find):
    [car] = [hit for hit in find("8zs61") if hit.kind == "vehicle"]
    do(archives.withdraw_vehicle, archives.WithdrawVehicle(car.id, TODAY))
    assert labels(find("8zs61"), "vehicle") == []


def test_d0_1_the_same_on_both_databases(both, admin):
    run = lambda service, command: both.run(service, command, actor=admin).value  # noqa: E731
    unit = run(archives.save_unit, archives.SaveUnit(None, "3-1-1202"))
    who = run(archives.save_person, archives.SavePerson(None, "单雄", phone="13812341202"))
    run(archives.add_role, archives.AddRole(unit, who, RoleKind.OWNER))
    run(archives.add_vehicle, archives.AddVehicle(unit, "京A12021"))
    for text, kinds in (
        ("1202", ["unit", "person", "vehicle"]),
        ("sx", ["person"]),
        ("danx", ["person"]),
        ("单", ["person"]),
    ):
        assert [hit.kind for hit in both.read(queries.search, text, 20, TODAY)] == kinds
    assert both.read(queries.find_unit, "311202").owners == "单雄"
