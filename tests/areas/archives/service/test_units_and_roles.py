"""D1.1, D1.2: units, people and their roles in time; T15: what held on a past day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.archives import queries
from frontdesk.areas.archives import service as archives
from frontdesk.areas.archives.rules.kinds import Payer, RoleKind, UnitState
from frontdesk.base.store.audit import history
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.periods import Month


@pytest.fixture
def do(runner, admin):
    """Run a service as the administrator and hand back what it returns."""
    return lambda service, command, **how: (
        runner.run(service, command, actor=how.pop("actor", admin), **how).value
    )


@pytest.fixture
def unit(do):
    return do(archives.save_unit, archives.SaveUnit(None, "3栋1单元1202室", built_area=Decimal("89.6")))


def person(do, name, **more):
    return do(archives.save_person, archives.SavePerson(None, name, **more))


@pytest.mark.parametrize(
    "text",
    [
        "3-1-1202",
        "3栋1单元1202",
        "3#1202",
        "1202",
        "03-01-1202",
        "3号楼1单元1202室",
        "３－１－１２０２",
        "311202",
    ],
)
def test_d0_1_a_unit_is_found_in_any_habit_of_writing(do, runner, unit, text):
    found = runner.read(queries.find_unit, text)
    assert found is not None
    assert (found.id, found.code, found.floor) == (unit, "3-1-1202", 12)


def test_d0_1_a_code_that_several_units_fit_is_refused_and_names_them(do, runner, unit):
    do(archives.save_unit, archives.SaveUnit(None, "3-2-1202"))
    with pytest.raises(Refused, match="3-1-1202、3-2-1202"):
        runner.read(queries.find_unit, "3栋1202")
    assert runner.read(queries.find_unit, "3-9-1202") is None
    assert runner.read(queries.find_unit, "张三") is None


def test_d1_1_one_unit_has_one_code_however_written(do, unit):
    with pytest.raises(InvalidInput) as refused:
        do(archives.save_unit, archives.SaveUnit(None, "03-1-01202"))
    assert refused.value.errors == {"code": "房号 3-1-1202 已经有了"}


@pytest.mark.parametrize("area", [Decimal(0), Decimal("-3"), Decimal("1000000")])
def test_d1_1_an_impossible_area_is_refused_beside_its_field(do, area):
    with pytest.raises(InvalidInput) as refused:
        do(archives.save_unit, archives.SaveUnit(None, "1-101", built_area=area))
    assert list(refused.value.errors) == ["built_area"]


def test_t15_the_state_of_a_past_day_is_what_held_then(do, runner, clock, unit):
    clock.forward(days=20)
    do(archives.set_state, archives.SetState(unit, UnitState.LET, date(2026, 12, 10)))
    november, december = (runner.read(queries.billing_units, Month(2026, m).span)[0] for m in (11, 12))
    assert (november.state, december.state) == (UnitState.VACANT, UnitState.LET)
    assert runner.read(queries.find_unit, "1202").state is UnitState.LET


def test_t15_a_state_entered_late_for_an_earlier_day_does_not_undo_a_later_one(do, runner, clock, unit):
    clock.forward(days=20)
    do(archives.set_state, archives.SetState(unit, UnitState.LET, date(2026, 12, 10)))
    do(archives.set_state, archives.SetState(unit, UnitState.DECORATING, date(2026, 11, 25)))
    assert runner.read(queries.find_unit, "1202").state is UnitState.LET
    assert runner.read(queries.billing_units, Month(2026, 11).span)[0].state is UnitState.DECORATING


def test_d1_2_the_same_role_twice_on_one_day_is_refused(do, unit):
    who = person(do, "张三")
    do(archives.add_role, archives.AddRole(unit, who, RoleKind.OWNER, ends_on=date(2026, 6, 1)))
    do(archives.add_role, archives.AddRole(unit, who, RoleKind.OWNER, starts_on=date(2026, 6, 1)))
    with pytest.raises(InvalidInput) as refused:
        do(archives.add_role, archives.AddRole(unit, who, RoleKind.OWNER, starts_on=date(2026, 5, 31)))
    assert refused.value.errors["starts_on"] == "张三在这段时间里已经是这户的业主"


def test_d1_2_shares_of_one_day_never_pass_a_hundred_per_cent(do, unit):
    add = lambda name, share, **days: do(  # noqa: E731
        archives.add_role, archives.AddRole(unit, person(do, name), RoleKind.OWNER, Decimal(share), **days)
    )
    add("张三", "60", ends_on=date(2026, 1, 1))
    add("李四", "40")
    add("王五", "60", starts_on=date(2026, 1, 1))
    with pytest.raises(InvalidInput, match=r"100.5%"):
        add("赵六", "0.5", starts_on=date(2027, 1, 1))
    with pytest.raises(InvalidInput):
        add("钱七", "0", starts_on=date(2027, 1, 1))


def test_d1_2_a_role_ends_and_stays(do, runner, unit):
    who = person(do, "张三", phone="13800138000")
    role = do(archives.add_role, archives.AddRole(unit, who, RoleKind.OWNER, starts_on=date(2020, 5, 1)))
    with pytest.raises(Refused, match="早于"):
        do(archives.end_role, archives.EndRole(role, date(2020, 4, 30)))
    do(archives.end_role, archives.EndRole(role, date(2026, 11, 1)))
    october, november = (runner.read(queries.billing_units, Month(2026, m).span)[0] for m in (10, 11))
    assert (october.payer_name, november.payer_name, november.payer_id) == ("张三", "", None)
    assert runner.read(queries.unit_row, unit, date(2026, 10, 31)).owners == "张三"
    with pytest.raises(Refused, match="已经结束"):
        do(archives.end_role, archives.EndRole(role, date(2026, 11, 5)))


def test_m2_6_the_tenant_pays_where_the_agreement_says_so(do, runner, unit):
    for name, kind in (("张三", RoleKind.OWNER), ("李四", RoleKind.OWNER), ("租客甲", RoleKind.TENANT)):
        do(archives.add_role, archives.AddRole(unit, person(do, name), kind))
    assert runner.read(queries.billing_units, Month(2026, 11).span)[0].payer_name == "张三、李四"
    command = archives.SaveUnit(unit, "3-1-1202", payer=Payer.TENANT)
    do(archives.save_unit, command)
    assert runner.read(queries.payer_of, unit, date(2026, 11, 30))[1] == "租客甲"


def test_d1_2_a_wrong_check_digit_is_asked_about_and_kept(do):
    command = archives.SavePerson(None, "张三", id_number="440305194805229640")
    with pytest.raises(NeedsConfirmation, match="身份证号校验位不符") as asked:
        do(archives.save_person, command)
    assert do(archives.save_person, command, confirmed=frozenset({asked.value.key}))


def test_d1_2_one_document_number_is_one_person(do):
    person(do, "张三", id_number="440305199901210576")
    with pytest.raises(InvalidInput, match="已登记在“张三”名下"):
        person(do, "李四", id_number="440305 19990121 0576")


def test_d1_9_a_masked_number_given_back_leaves_the_stored_one(do, runner):
    who = person(do, "张三", id_number="440305199901210576", phone="13800138000")
    do(
        archives.save_person,
        archives.SavePerson(who, "张三丰", id_number="440305********0576", phone="138****8000"),
    )
    numbers = do(archives.reveal_person, archives.RevealPerson(who, "寄送挂号信"))
    assert (numbers.id_number, numbers.phone) == ("440305199901210576", "13800138000")


def test_d1_9_seeing_a_number_takes_a_right_and_a_reason(do, receptionist):
    who = person(do, "张三", phone="13800138000")
    with pytest.raises(Refused, match="原因"):
        do(archives.reveal_person, archives.RevealPerson(who, " "))
    with pytest.raises(NeedsApproval):
        do(archives.reveal_person, archives.RevealPerson(who, "要寄信"), actor=receptionist)


def test_d0_6_a_change_keeps_who_and_what_before_and_after(do, runner):
    who = person(do, "张三")
    do(archives.save_person, archives.SavePerson(who, "张三丰"))
    rows = {row.field: (row.before, row.after, row.actor) for row in runner.read(history, "person", who)}
    assert rows["name"] == ("张三", "张三丰", "管理员")
    assert rows["pinyin"][1] == "zhangsanfeng"


def test_rights_a_financier_reads_and_may_not_write(do, unit, financier):
    with pytest.raises(NeedsApproval):
        do(archives.set_state, archives.SetState(unit, UnitState.LET, date(2026, 11, 1)), actor=financier)


@pytest.mark.parametrize("table", ["unit", "person", "unit_role", "building", "vehicle", "unit_note"])
def test_t16_nothing_of_the_archives_can_be_deleted(do, db, unit, table):
    who = person(do, "张三")
    do(archives.add_role, archives.AddRole(unit, who, RoleKind.OWNER))
    do(archives.add_vehicle, archives.AddVehicle(unit, "京A12345"))
    do(archives.add_note, archives.AddNote(unit, "老人独居"))
    with pytest.raises(DBAPIError, match="never deleted"), db.write() as session:
        session.execute(text(f"DELETE FROM {table}"))
