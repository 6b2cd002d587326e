"""Each look at numbers in full is a row with its reason that nobody changes; what goes out in full is marked (D1.9)."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.archives.queries.looks import LookFilter, LookShow, look_figures, look_rows, looks_of
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.service import (
    RegisterResident,
    RevealPerson,
    SavePerson,
    SaveUnit,
    register_resident,
    reveal_person,
    save_unit,
)
from frontdesk.areas.archives.service.exporting import ExportUnits, export_units
from frontdesk.areas.archives.service.people import save_person
from frontdesk.base.store.work import Approval
from frontdesk.base.values.errors import NeedsApproval, Refused
from frontdesk.base.values.rights import Right

TODAY = date(2026, 11, 21)
ALL = LookFilter(TODAY, show=LookShow.ALL)
GOOD_ID = "330106197805122217"


def somebody(runner, admin) -> int:
    unit = runner.run(save_unit, SaveUnit(None, "1-1-101"), actor=admin).value
    person = SavePerson(
        None, "张硕", id_number=GOOD_ID, phone="13812345678", emergency_contact="林芳 13922222216"
    )
    register = RegisterResident(unit, person, RoleKind.OWNER)
    runner.run(register_resident, register, actor=admin, confirmed=frozenset({"id_number"}))
    return 1


def test_d1_9_a_look_takes_the_right_and_a_reason_and_stands_for_good(both, supervisor, cashier, admin):
    runner = both
    person_id = somebody(runner, admin)
    with pytest.raises(Refused, match="原因"):
        runner.run(reveal_person, RevealPerson(person_id, "  "), actor=supervisor)
    with pytest.raises(NeedsApproval):
        runner.run(reveal_person, RevealPerson(person_id, "核对"), actor=cashier)
    assert runner.read(look_rows, ALL) == ()
    seen = runner.run(reveal_person, RevealPerson(person_id, "核对 身份"), actor=supervisor).value
    assert (seen.id_number, seen.phone, seen.emergency) == (GOOD_ID, "13812345678", "林芳 13922222216")
    leave = Approval(Right.UNMASK.value, supervisor.id, supervisor.name, "业主在场")
    runner.run(reveal_person, RevealPerson(person_id, "联系业主"), actor=cashier, approval=leave)
    newest, first = runner.read(looks_of, person_id)
    assert (newest.by, newest.approver, newest.reason) == (cashier.name, supervisor.name, "联系业主")
    assert (first.how, first.matter, first.name, first.approver) == (How.SEEN, Matter.PERSON, "张硕", "")
    figures = runner.read(look_figures, LookFilter(TODAY, text="联系"))
    assert (figures.count, figures.every) == (1, 2)
    assert {name for _id, name in figures.lookers} == {cashier.name, supervisor.name}
    for statement in (
        "UPDATE number_look SET reason = '-'", "DELETE FROM number_look",
        "UPDATE audit_entry SET actor = '-'", "DELETE FROM audit_entry", "DELETE FROM audit_change",
    ):  # fmt: skip
        with pytest.raises(DBAPIError), both.db.write() as session:
            session.execute(text(statement))
    assert len(runner.read(looks_of, person_id)) == 2


def test_d1_9_a_mask_given_back_leaves_the_emergency_contact_alone(runner, supervisor, admin):
    person_id = somebody(runner, admin)
    back = SavePerson(
        person_id, "张硕", id_number="330106********2217", phone="138****5678", emergency_contact="林芳 139****2216"
    )  # fmt: skip
    runner.run(save_person, back, actor=admin)
    seen = runner.run(reveal_person, RevealPerson(person_id, "核对"), actor=supervisor).value
    assert (seen.id_number, seen.phone, seen.emergency) == (GOOD_ID, "13812345678", "林芳 13922222216")


def test_d1_9_a_workbook_in_full_says_who_took_it_when_and_why_above_beneath_and_under_its_cells(
    runner, supervisor, admin
):
    somebody(runner, admin)
    masked = runner.run(export_units, ExportUnits(), actor=supervisor).value
    assert runner.read(look_rows, ALL) == ()
    full = runner.run(export_units, ExportUnits(unmasked=True, reason="交业委会"), actor=supervisor).value
    (look,) = runner.read(look_rows, ALL)
    assert (look.how, look.matter, look.people, look.reason) == (How.EXPORTED, Matter.UNITS, 1, "交业委会")
    sheet = openpyxl.load_workbook(io.BytesIO(full)).active
    mark = sheet.cell(1, 1).value
    for words in ("含个人信息原文", "交业委会", supervisor.name, "2026-11-21"):
        assert words in mark
        assert words in sheet.oddHeader.center.text
        assert words in sheet.oddFooter.left.text
    names = zipfile.ZipFile(io.BytesIO(full)).namelist()
    assert any(name.startswith("xl/media/") for name in names)
    assert not any(name.startswith("xl/media/") for name in zipfile.ZipFile(io.BytesIO(masked)).namelist())
    assert openpyxl.load_workbook(io.BytesIO(masked)).active.cell(1, 1).value == "房号"
