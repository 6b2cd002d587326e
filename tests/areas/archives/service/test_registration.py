"""人口登记: who is to be registered, entered, renewed, ended, taken back; the authority's list (D1.2, D1.9)."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from types import SimpleNamespace

import openpyxl
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.queries.registration import (
    RegistrationFilter,
    RegistrationShow,
    registration_figures,
    registration_rows,
    registrations_at,
    registrations_due,
)
from frontdesk.areas.archives.queries.registration_view import registration_view
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, RoleKind, UnitState
from frontdesk.areas.archives.rules.registration import Duty, State, codes_of, suggested
from frontdesk.areas.archives.service import (
    RegisterResident,
    SavePerson,
    SaveUnit,
    register_resident,
    save_unit,
)
from frontdesk.areas.archives.service.duplicates import JoinPeople, join_people
from frontdesk.areas.archives.service.people import EndRole, end_role, save_person
from frontdesk.areas.archives.service.registration import (
    EndRegistration,
    EnterRegistration,
    SayDuty,
    SetRegistration,
    VoidRegistration,
    end_registration,
    enter_registration,
    say_duty,
    set_registration,
    void_registration,
)
from frontdesk.areas.archives.service.registration_list import (
    MakeResidentList,
    export_residents,
    print_residents,
)
from frontdesk.areas.today.queries.registration_lines import registration_groups
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from tests.tools import paper_reading as read

TODAY = date(2026, 11, 21)
LOCAL_ID, OTHER_ID = "330106197805122217", "110105199105121233"


def person(name, role, **more):
    def make(do, unit_id):
        return do(
            register_resident,
            RegisterResident(unit_id, SavePerson(None, name, **more), role, starts_on=date(2026, 1, 1)),
            confirmed=frozenset({"id_number", "phone"}),
        )

    return make


@pytest.fixture
def home(do, runner):
    """A home lived in by its owner (本地), a tenant from elsewhere, a foreigner and a child nobody asked about."""
    unit = do(save_unit, SaveUnit(None, "1-1-101", state=UnitState.OWNER))
    do(set_registration, SetRegistration("3301、3302", "翠湖派出所"))
    roles = {
        name: make(do, unit)
        for name, make in {
            "张硕": person("张硕", RoleKind.OWNER, id_number=LOCAL_ID),
            "何倩": person("何倩", RoleKind.TENANT, id_number=OTHER_ID, phone="13812345678"),
            "KIM": person(
                "KIM", RoleKind.TENANT, nationality="韩国", id_kind=IdKind.PASSPORT, id_number="M40217300"
            ),
            "小满": person("小满", RoleKind.FAMILY),
        }.items()
    }

    def ids(session):
        return dict(session.execute(select(Person.name, Person.id)).all())

    return SimpleNamespace(unit=unit, roles=roles, people=runner.read(ids))


def rows(runner, show=RegistrationShow.ALL, on=TODAY, **more):
    found = runner.read(registration_rows, RegistrationFilter(on, show=show, **more))
    return {row.name: row for row in found}


def entry(home, name="何倩", first=date(2026, 1, 5), last=date(2026, 12, 31), **more):
    return EnterRegistration(
        home.people[name], home.unit, first, last, "翠湖派出所", "ZZ33010601", "本人", **more
    )


def test_d1_2_documents_of_elsewhere_suggest_who_is_to_be_registered(do, runner, home):
    found = rows(runner)
    assert {name: (row.duty, row.state, row.said) for name, row in found.items()} == {
        "何倩": (Duty.NON_LOCAL, State.MISSING, False),
        "KIM": (Duty.FOREIGN, State.MISSING, False),
    }
    assert found["何倩"].sex == "男"
    do(say_duty, SayDuty(home.people["小满"], Duty.NON_LOCAL, "安徽六安", "就读"))
    do(say_duty, SayDuty(home.people["何倩"], Duty.NONE, words="已转为本地户口，见户口本"))
    found = rows(runner)
    assert (found["小满"].origin, found["小满"].purpose, found["小满"].said) == ("安徽六安", "就读", True)
    assert found["何倩"].state is State.NONE
    assert set(rows(runner, RegistrationShow.OPEN)) == {"KIM", "小满"}
    assert set(rows(runner, duty=Duty.FOREIGN)) == {"KIM"}
    assert set(rows(runner, text="六安")) == {"小满"}


@pytest.mark.parametrize(
    ("nation", "kind", "number", "local", "wanted"),
    [
        ("", IdKind.RESIDENT, OTHER_ID, ("3301",), Duty.NON_LOCAL),
        ("中国", IdKind.RESIDENT, LOCAL_ID, ("3301",), None),
        ("", IdKind.RESIDENT, OTHER_ID, (), None),
        ("法国", None, "", (), Duty.FOREIGN),
        ("", IdKind.HK_MACAO_TAIWAN, "810000199001011234", ("3301",), Duty.FOREIGN),
        ("", IdKind.OFFICER, "军字第1号", ("3301",), None),
    ],
)
def test_d1_2_the_suggestion_is_made_of_facts_only(nation, kind, number, local, wanted):
    assert suggested(nation, kind, number, local) is wanted


def test_d1_2_codes_of_here_are_figures():
    assert codes_of("3301，3302 330106") == ("3301", "3302", "330106")
    with pytest.raises(ValueError, match="杭州"):
        codes_of("杭州")


def test_d1_2_an_owner_whose_home_is_let_does_not_live_there(do, runner, home):
    let = do(save_unit, SaveUnit(None, "1-1-102", state=UnitState.LET))
    person("林芳", RoleKind.OWNER, id_number="310101198805055670")(do, let)
    assert "林芳" not in rows(runner)


def test_d1_2_a_registration_is_entered_renewed_ended_and_its_state_follows_the_day(both, admin, clock):
    def do(service, command, **how):
        return both.run(service, command, actor=admin, **how).value

    unit = do(save_unit, SaveUnit(None, "1-1-101", state=UnitState.OWNER))
    person("KIM", RoleKind.TENANT, nationality="韩国")(do, unit)
    me = both.read(lambda session: session.scalar(select(Person.id)))
    first = do(
        enter_registration, EnterRegistration(me, unit, date(2026, 1, 5), date(2026, 12, 31), "派出所")
    )

    def states(*days):
        return [rows(both, on=day)["KIM"].state for day in days]

    assert states(TODAY, date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1)) == [
        State.VALID, State.ENDING, State.ENDING, State.LATE,
    ]  # fmt: skip
    renewal = EnterRegistration(me, unit, TODAY, date(2027, 12, 31), "派出所", renews_id=first, token="t")
    second = do(enter_registration, renewal)
    assert do(enter_registration, renewal) == second
    assert states(date(2027, 1, 1)) == [State.VALID]
    with pytest.raises(Refused, match="已经不在用"):
        do(end_registration, EndRegistration(first, "搬走"))
    do(end_registration, EndRegistration(second, "回国"))
    assert states(TODAY) == [State.MISSING]
    assert both.read(registration_figures, RegistrationFilter(TODAY)).shows[RegistrationShow.MISSING] == 1


def test_d1_2_what_cannot_be_is_refused_in_words(do, runner, home):
    with pytest.raises(InvalidInput) as wrong:
        do(
            enter_registration,
            EnterRegistration(home.people["何倩"], home.unit, date(2026, 12, 1), None, " "),
        )
    assert set(wrong.value.errors) == {"starts_on", "ends_on", "station"}
    with pytest.raises(InvalidInput, match="不能早于"):
        do(enter_registration, entry(home, last=date(2025, 1, 1)))
    with pytest.raises(InvalidInput, match="超过十年"):
        do(enter_registration, entry(home, last=date(2096, 12, 31)))
    other = do(save_unit, SaveUnit(None, "1-1-102"))
    with pytest.raises(Refused, match="不是 1-1-102 的住户"):
        do(enter_registration, EnterRegistration(home.people["何倩"], other, TODAY, TODAY, "派出所"))
    do(enter_registration, entry(home))
    with pytest.raises(Refused, match="请用续期"):
        do(enter_registration, entry(home, last=date(2027, 12, 31)))
    held = rows(runner)["何倩"].registration_id
    with pytest.raises(Refused, match="续期要晚于"):
        do(enter_registration, entry(home, first=TODAY, last=date(2026, 12, 31), renews_id=held))
    with pytest.raises(InvalidInput, match="为什么不用登记"):
        do(say_duty, SayDuty(home.people["KIM"], Duty.NONE))
    with pytest.raises(Refused, match="身份证号开头"):
        do(set_registration, SetRegistration("浙江", ""))
    firm = do(save_person, SavePerson(None, "某公司", kind=PersonKind.COMPANY))
    with pytest.raises(Refused, match="是单位"):
        do(say_duty, SayDuty(firm, Duty.NON_LOCAL))


def test_d1_2_a_void_brings_back_what_stood_and_needs_leave_on_another_day(
    do, runner, home, clock, receptionist
):
    first = do(enter_registration, entry(home), actor=receptionist)
    second = do(
        enter_registration,
        entry(home, first=TODAY, last=date(2027, 6, 30), renews_id=first),
        actor=receptionist,
    )
    with pytest.raises(Refused, match="已经续期"):
        do(void_registration, VoidRegistration(first, "录错"), actor=receptionist)
    do(void_registration, VoidRegistration(second, "日期录错"), actor=receptionist)
    assert rows(runner)["何倩"].ends_on == date(2026, 12, 31)
    view = runner.read(registration_view, home.people["何倩"], TODAY)
    assert {mate.name for mate in view.household} == {"张硕", "何倩", "KIM", "小满"}
    assert [(past.id, past.step_words) for past in view.past] == [(second, "日期录错"), (first, "")]
    assert {mate.name: mate.state for mate in view.household}["小满"] is None
    clock.forward(days=1)
    with pytest.raises(NeedsApproval):
        do(void_registration, VoidRegistration(first, "录错"), actor=receptionist)
    do(void_registration, VoidRegistration(first, "录错"))
    assert rows(runner)["何倩"].state is State.MISSING


def test_d1_2_who_left_with_a_registration_is_reminded_of_until_it_is_ended(do, runner, home):
    held = do(enter_registration, entry(home))
    do(end_role, EndRole(home.roles["何倩"], TODAY))
    due = runner.read(registrations_due, TODAY)
    assert [(row.name, row.state) for row in due] == [("何倩", State.LEFT)]
    do(end_registration, EndRegistration(held, "已搬走"))
    assert runner.read(registrations_due, TODAY) == ()
    assert "何倩" not in rows(runner)


def test_d0_3_t21_the_start_page_asks_within_thirty_days_and_late(do, runner, home):
    do(enter_registration, entry(home, last=TODAY + timedelta(days=30)))
    do(enter_registration, entry(home, "KIM", last=TODAY - timedelta(days=3)))
    (group,) = runner.read(registration_groups, TODAY)
    assert [line.tone for line in group.lines] == ["bad", "warn"]
    assert group.count == 2
    assert "过期 3 天" in repr(group.lines[0])
    assert "12-21" in repr(group.lines[1])
    (before,) = runner.read(registration_groups, TODAY - timedelta(days=1))
    assert before.count == 1
    assert {row.name for row in runner.read(registrations_at, home.unit, TODAY)} == {"何倩", "KIM"}


def test_d1_9_the_list_is_masked_and_in_full_only_with_right_and_reason(do, runner, home, receptionist):
    do(enter_registration, entry(home))
    paper = read.text(do(print_residents, MakeResidentList(), actor=receptionist))
    assert "流动人口和境外人员登记表" in paper
    assert "110105********1233" in paper
    assert OTHER_ID not in paper
    assert "13812345678" not in paper
    with pytest.raises(Refused, match="原因"):
        do(print_residents, MakeResidentList(unmasked=True))
    with pytest.raises(NeedsApproval):
        do(print_residents, MakeResidentList(unmasked=True, reason="派出所核查"), actor=receptionist)
    full = do(print_residents, MakeResidentList(Duty.NON_LOCAL, unmasked=True, reason="派出所核查"))
    told = read.text(full)
    assert OTHER_ID in told
    assert "含个人信息原文" in told
    assert "KIM" not in told
    last = runner.read(lambda s: s.scalar(select(AuditEntry.command).order_by(AuditEntry.id.desc()).limit(1)))
    assert json.loads(last)["reason"] == "派出所核查"
    with pytest.raises(Refused, match="没有要登记的住户"):
        do(say_duty, SayDuty(home.people["KIM"], Duty.NONE, words="永久居留，不用登记"))
        do(print_residents, MakeResidentList(Duty.FOREIGN))


def test_d1_9_d0_7_the_workbook_the_same_way(do, home):
    do(enter_registration, entry(home))

    def cells(**more):
        book = openpyxl.load_workbook(io.BytesIO(do(export_residents, MakeResidentList(**more))))
        return [[cell for cell in row if cell is not None] for row in book.active.iter_rows(values_only=True)]

    masked = cells()
    assert masked[0][:3] == ["房号", "姓名", "性别"]
    assert OTHER_ID not in repr(masked)
    full = cells(unmasked=True, reason="派出所核查")
    assert full[0][0].startswith("含个人信息原文，仅供“派出所核查”使用")
    assert OTHER_ID in repr(full[2:])


def test_d1_2_somebody_met_twice_is_one_row_with_the_registrations_of_both(do, runner, home):
    held = do(enter_registration, entry(home))
    do(join_people, JoinPeople(home.people["小满"], home.people["何倩"], "同一个人"))
    found = rows(runner)
    assert "何倩" not in found
    assert (found["小满"].id, found["小满"].registration_id) == (home.people["小满"], held)
    view = runner.read(registration_view, home.people["小满"], TODAY)
    assert [past.id for past in view.past] == [held]
    with pytest.raises(Refused, match="请用续期"):
        do(enter_registration, entry(home, "小满"))
    do(end_registration, EndRegistration(held, "转为本地户口"))
    assert runner.read(registrations_at, home.unit, TODAY)[0].name == "KIM"


def test_rows_of_registrations_cannot_be_changed(do, db, home):
    do(enter_registration, entry(home))
    do(say_duty, SayDuty(home.people["KIM"], Duty.FOREIGN))
    for words in (
        "UPDATE residence_registration SET ends_on = '2030-01-01'",
        "DELETE FROM residence_registration",
        "DELETE FROM registration_fact",
    ):
        with pytest.raises(DBAPIError), db.write() as session:
            session.execute(text(words))
