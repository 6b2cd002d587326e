"""变更通知单: what is told, once each, to whom; masked; printed as issued (D1.2, D0.6, D1.9, T12)."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.archives.model import UnitRole
from frontdesk.areas.archives.model.resident_changes import ChangeSheet
from frontdesk.areas.archives.queries.resident_changes import (
    ChangeFilter,
    ChangeShow,
    broken_change_sheets,
    change_figures,
    change_rows,
    change_view,
    waiting_changes,
)
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.rules.resident_changes import ChangeKind, FieldChange, net_changes
from frontdesk.areas.archives.service import (
    RegisterResident,
    SavePerson,
    SaveUnit,
    register_resident,
    save_unit,
)
from frontdesk.areas.archives.service.people import EndRole, end_role, save_person
from frontdesk.areas.archives.service.resident_changes import (
    IssueChanges,
    PrintChanges,
    SaveDepartments,
    export_changes,
    issue_changes,
    print_changes,
    save_departments,
)
from frontdesk.areas.archives.service.residents import ChangeResident, change_resident
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from tests.tools import paper_reading as read

TODAY = date(2026, 11, 21)
FIRST = date(2026, 11, 1)


def move_in(do, unit, name, role=RoleKind.TENANT, ends_on=None, **more):
    resident = RegisterResident(unit, SavePerson(None, name, **more), role, starts_on=TODAY, ends_on=ends_on)
    return do(register_resident, resident)


def person_of(runner, role_id):
    return runner.read(lambda session: session.get_one(UnitRole, role_id).person_id)


def waiting(runner):
    return [(row.kind, row.name, row.before, row.after) for row in runner.read(waiting_changes, TODAY).rows]


@pytest.fixture
def unit(do):
    return do(save_unit, SaveUnit(None, "1-1-101"))


def test_d1_2_moves_owners_ends_extensions_and_phones_are_told_once(both, admin):
    def do(service, command):
        return both.run(service, command, actor=admin).value

    unit = do(save_unit, SaveUnit(None, "1-1-101"))
    owner = move_in(do, unit, "张硕", RoleKind.OWNER, phone="13812345678")
    tenant = move_in(do, unit, "何倩", ends_on=date(2027, 11, 21))
    assert waiting(both) == [
        (ChangeKind.OWNER_IN, "张硕", "", "电话 138****5678"),
        (ChangeKind.MOVED_IN, "何倩", "", "到 2027-11-20"),
    ]
    first = do(issue_changes, IssueChanges())
    assert (first.number, first.lines) == ("BG-2026-001", 2)
    assert waiting(both) == []
    with pytest.raises(Refused, match="没有要通知的变更"):
        do(issue_changes, IssueChanges())
    do(end_role, EndRole(owner, date(2026, 12, 1)))
    me = person_of(both, tenant)
    longer = SavePerson(me, "何倩", phone="13900000021")
    do(
        change_resident,
        ChangeResident(tenant, longer, RoleKind.TENANT, starts_on=TODAY, ends_on=date(2028, 11, 21)),
    )
    assert waiting(both) == [
        (ChangeKind.OWNER_OUT, "张硕", "", "2026-11-30 为最后一天"),
        (ChangeKind.EXTENDED, "何倩", "到 2027-11-20", "到 2028-11-20"),
        (ChangeKind.PHONE, "何倩", "", "139****0021"),
    ]
    second = do(issue_changes, IssueChanges())
    assert second.number == "BG-2026-002"
    assert both.read(broken_change_sheets) == []
    spans = both.read(
        lambda session: session.execute(
            select(ChangeSheet.after_id, ChangeSheet.upto_id).order_by(ChangeSheet.id)
        ).all()
    )
    assert spans[0].upto_id == spans[1].after_id


def test_d1_2_what_is_again_as_it_was_is_no_news(do, runner, unit):
    role = move_in(do, unit, "张硕", RoleKind.OWNER, phone="13812345678")
    do(issue_changes, IssueChanges())
    me = person_of(runner, role)
    do(save_person, SavePerson(me, "张硕", phone="13900000021"))
    assert waiting(runner) == [(ChangeKind.PHONE, "张硕", "138****5678", "139****0021")]
    do(save_person, SavePerson(me, "张硕", phone="13812345678"))
    assert waiting(runner) == []


def test_d1_2_an_entry_taken_back_before_anybody_was_told_is_no_news(do, runner, unit):
    role = move_in(do, unit, "何倩")
    do(end_role, EndRole(role, TODAY))
    assert waiting(runner) == []


def test_d1_2_a_role_changed_is_told(do, runner, unit):
    role = move_in(do, unit, "何倩")
    do(issue_changes, IssueChanges())
    person = SavePerson(person_of(runner, role), "何倩")
    do(change_resident, ChangeResident(role, person, RoleKind.OWNER, starts_on=TODAY))
    assert waiting(runner) == [(ChangeKind.ROLE, "何倩", "租客", "业主")]


def test_d1_2_a_workbook_s_import_is_no_news_of_residents(take, runner):
    take([["房号", "业主姓名", "电话"], ["1-1-101", "张硕", "13812345678"]])
    assert runner.read(waiting_changes, TODAY).rows == ()


def test_d1_2_each_department_hears_of_its_kinds(do, runner, unit, receptionist):
    heard = dict.fromkeys(ChangeKind, ()) | {
        ChangeKind.MOVED_IN: ("保安队",),
        ChangeKind.OWNER_IN: ("保安队", "财务"),
    }
    do(save_departments, SaveDepartments(heard))
    move_in(do, unit, "张硕", RoleKind.OWNER)
    tenant = move_in(do, unit, "何倩")
    number = do(issue_changes, IssueChanges()).number
    pages = read.text(do(print_changes, PrintChanges(number)).pdf).split("致：")
    assert len(pages) == 3
    assert "何倩" in pages[1]
    assert "何倩" not in pages[2]
    do(end_role, EndRole(tenant, date(2026, 12, 1)))
    assert waiting(runner) == []
    with pytest.raises(InvalidInput, match="至少留一个部门"):
        do(save_departments, SaveDepartments({}))
    with pytest.raises(InvalidInput, match="最多 20 个字"):
        do(save_departments, SaveDepartments({ChangeKind.PHONE: ("很长" * 11,)}))
    with pytest.raises(NeedsApproval):
        do(save_departments, SaveDepartments(heard), actor=receptionist)


def test_t12_d1_9_a_sheet_is_printed_as_it_was_issued_and_again_as_a_reprint(do, runner, unit):
    role = move_in(do, unit, "张硕", RoleKind.OWNER)
    do(issue_changes, IssueChanges())
    do(save_person, SavePerson(person_of(runner, role), "张硕", phone="13812345678"))
    sheet = do(issue_changes, IssueChanges(words="请尽快更新门禁"))
    do(save_person, SavePerson(person_of(runner, role), "张大硕", phone="13900000021"))
    first = do(print_changes, PrintChanges(sheet.number))
    again = do(print_changes, PrintChanges(sheet.number))
    assert (first.times, again.times) == (0, 1)
    paper = read.text(first.pdf)
    assert "138****5678" in paper
    assert "13812345678" not in paper
    assert "张大硕" not in paper
    assert "请尽快更新门禁" in paper
    assert "补打" not in paper
    assert "补打 1" in read.text(again.pdf)
    book = openpyxl.load_workbook(io.BytesIO(do(export_changes, PrintChanges(sheet.number))))
    assert book.sheetnames == ["1 客服", "2 财务"]
    assert [c.value for c in book["2 财务"][3]][:3] == ["1-1-101", "电话变更", "张硕"]
    with pytest.raises(Refused, match="没有变更通知单"):
        do(print_changes, PrintChanges("BG-2026-099"))


def test_d1_2_d0_7_the_list_shows_what_waits_and_what_was_told(do, runner, unit, clock):
    move_in(do, unit, "张硕", RoleKind.OWNER)
    number = do(issue_changes, IssueChanges()).number
    move_in(do, unit, "何倩")
    figures = runner.read(change_figures, ChangeFilter(TODAY))
    assert (figures.count, figures.every, figures.shows[ChangeShow.TOLD]) == (1, 2, 1)
    (told,) = runner.read(change_rows, ChangeFilter(TODAY, text=number.lower(), show=ChangeShow.ALL))
    view = runner.read(change_view, told.id, TODAY)
    assert view.sheet.number == number
    assert dict(view.sheet.counts) == {"秩序": 1, "工程": 1, "财务": 1, "客服": 1}
    (open_,) = runner.read(change_rows, ChangeFilter(TODAY, department="秩序"))
    assert runner.read(change_view, open_.id, TODAY).waiting == 1
    assert runner.read(change_rows, ChangeFilter(TODAY, department="财务")) == ()


def test_d1_2_the_first_sheet_begins_on_the_day_said(do, runner, unit, clock):
    move_in(do, unit, "张硕", RoleKind.OWNER)
    clock.forward(days=40)
    day = clock.today()
    with pytest.raises(Refused, match="没有要通知的变更"):
        do(issue_changes, IssueChanges())
    with pytest.raises(Refused, match="不能晚于今天"):
        do(issue_changes, IssueChanges(date(2027, 12, 1)))
    assert do(issue_changes, IssueChanges(FIRST)).lines == 1
    assert runner.read(waiting_changes, day).first_on == day


def test_sheets_cannot_be_changed_and_two_cannot_begin_at_one_place(do, db, unit):
    move_in(do, unit, "张硕", RoleKind.OWNER)
    do(issue_changes, IssueChanges())
    for words in (
        "UPDATE change_sheet_line SET name = '别人'",
        "DELETE FROM change_sheet",
        "INSERT INTO change_sheet(number, after_id, upto_id, first_on, last_on, words, at, by_id, by)"
        " SELECT 'BG-2026-009', after_id, upto_id, first_on, last_on, '', at, by_id, by FROM change_sheet",
    ):
        with pytest.raises(DBAPIError), db.write() as session:
            session.execute(text(words))


def test_net_changes_are_the_first_before_and_the_last_after():
    made, net = net_changes(
        [
            FieldChange(3, 7, "phone", "b", "c"),
            FieldChange(1, 7, "phone", "a", "b"),
            FieldChange(2, 8, "*", None, None),
            FieldChange(4, 8, "phone", "x", "y"),
        ]
    )
    assert made == {8}
    assert [(one.record_id, one.before, one.after, one.last_id) for one in net] == [(7, "a", "c", 3)]
