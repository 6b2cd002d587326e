"""People, vehicles and what waits to be verified: filters, panes, and what is done from them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from frontdesk.areas.archives.queries import FlagFilter, VehicleFilter, flag_rows, vehicle_rows
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.service import (
    ImportUnits,
    RegisterResident,
    SavePerson,
    import_units,
    register_resident,
)
from frontdesk.areas.archives.ui.changes import ChangesDialog
from frontdesk.areas.archives.ui.flags_page import FlagsPage
from frontdesk.areas.archives.ui.people_page import PeoplePage
from frontdesk.areas.archives.ui.record_dialog import RecordDialog
from frontdesk.areas.archives.ui.vehicles_page import VehiclesPage
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Link
from tests.areas.archives.ui.conftest import CTRL_ENTER, Answers, Bar, Estate, MakeDesk, Went, named, texts

DATA = Path(__file__).parents[3] / "data"
EXPECTED = json.loads((DATA / "yezhu-ziliao.expected.json").read_text(encoding="utf-8"))
Show = Callable[[Any], Any]
Press = Callable[..., None]


def rows(page: Any) -> list[Any]:
    return [page.model.row(number) for number in range(page.model.rowCount())]


# -- 住户 ----------------------------------------------------------------------------------------------


@pytest.fixture
def people(desk: Desk, estate: Estate, runner: Runner, admin: Actor, shown: Show) -> PeoplePage:
    person = SavePerson(
        None, "KIM MINJI", id_number="M12345678", nationality="韩国", visa_ends_on=date(2026, 12, 10)
    )
    runner.run(
        register_resident,
        RegisterResident(estate.units["1-1-101"], person, RoleKind.TENANT),
        actor=admin,
    )
    return shown(PeoplePage(desk))


def test_people_are_listed_by_what_they_are(people: PeoplePage) -> None:
    """D1.2: chips by role, foreign residents with the end of their visa."""
    counts = [people.chips.chip(key).accessibleName() for key in tuple(people.chips.keys())]
    assert counts == ["全部 4", "业主 2", "租客 2", "家庭成员 0", "代理人 0", "单位 0", "境外 1"]
    people.chips.choose("foreign")
    assert [row.name for row in rows(people)] == ["KIM MINJI"]
    assert "2026-12-10 到期" in texts(people.pane)
    people.chips.choose("owner")
    assert {row.name for row in rows(people)} == {"张硕", "林芳"}


def test_people_are_narrowed_by_pinyin_phone_and_unit(people: PeoplePage, press: Press) -> None:
    """D0.1."""
    people.table.setFocus()
    for typed, names in (("linfang", {"林芳"}), ("5678", {"张硕"}), ("1-1-102", {"林芳", "曾姝"})):
        press("/", typed, Qt.Key.Key_Return)
        assert {row.name for row in rows(people)} == names
        press("/", Qt.Key.Key_Escape)


def test_peoples_numbers_are_masked_until_asked_for(
    make_desk: MakeDesk,
    cashier: Actor,
    estate: Estate,
    shown: Show,
    press: Press,
    answers: Answers,
    leave: Approval,
) -> None:
    """D1.9: list and pane; F6 with a reason and a supervisor's leave; masked again at the next person."""
    people = shown(PeoplePage(make_desk(cashier)))
    people.search.set_text("张硕")
    people.table.setFocus()
    assert rows(people)[0].id_number == "330106********2217"
    assert "13812345678" not in texts(people.pane)
    press(Qt.Key.Key_F6)
    assert answers.asked == ["看原文", Right.UNMASK]
    assert "13812345678" not in texts(people.pane)
    answers.approval = leave
    press(Qt.Key.Key_F6)
    assert "13812345678" in texts(people.pane)
    people.search.set_text("")
    assert "13812345678" not in texts(people.pane)


def test_from_a_person_to_unit_and_edit(people: PeoplePage, press: Press, went: Went, estate: Estate) -> None:
    """Enter the first unit's card, F4 their page, a link each unit."""
    people.search.set_text("张硕")
    people.table.setFocus()
    press(Qt.Key.Key_Return)
    assert went.last == ("unit", {"unit_id": estate.units["1-1-101"]})
    press(Qt.Key.Key_F4)
    assert went.last == ("edit_person", {"person_id": estate.owner})
    link = next(x for x in people.pane.findChildren(Link) if x.objectName().startswith("person_unit_"))
    link.clicked.emit()
    assert went.last[0] == "unit"


def test_a_persons_history_is_masked(people: PeoplePage, desk: Desk, estate: Estate) -> None:
    """D0.6, D1.9."""
    from frontdesk.areas.archives.service import save_person

    people.search.set_text("张硕")
    desk.run(
        save_person, SavePerson(estate.owner, "张硕", phone="13800009999", id_number="330106********2217")
    )
    named(people.pane, "person_pane_history", Link).clicked.emit()
    dialog = people.findChild(ChangesDialog)
    assert dialog is not None
    model = dialog.table.rows_model()
    told = " ".join(
        str(model.index(r, c).data()) for r in range(model.rowCount()) for c in range(model.columnCount())
    )
    assert "138****9999" in told
    assert "13800009999" not in told
    dialog.close()


def test_no_people_yet_says_how_to_begin(desk: Desk, shown: Show, went: Went, press: Press) -> None:
    """L7."""
    page = shown(PeoplePage(desk))
    assert page.is_empty()
    page.setFocus()
    press(Qt.Key.Key_F4)
    assert went.last == ("import", {})


def test_people_go_out_masked(people: PeoplePage, answers: Answers, tmp_path: Path) -> None:
    """D0.7, D1.9."""
    answers.file = tmp_path / "people.xlsx"
    people.export()
    told = " ".join(str(c.value) for row in openpyxl.load_workbook(answers.file).active for c in row)
    assert "138****5678" in told
    assert "13812345678" not in told


# -- 车辆 ----------------------------------------------------------------------------------------------


def test_a_vehicle_tells_whom_to_call(
    desk: Desk, estate: Estate, shown: Show, press: Press, went: Went
) -> None:
    """D1.3: by plate however written; the people of its unit, their telephones masked."""
    page = shown(VehiclesPage(desk))
    page.table.setFocus()
    press("/", "8zs", Qt.Key.Key_Return)
    assert [row.plate for row in rows(page)] == ["浙A·8ZS61"]
    told = texts(page.pane)
    assert "张硕" in told
    assert "138****5678" in told
    press(Qt.Key.Key_Return)
    assert went.last == ("unit", {"unit_id": estate.units["1-1-101"]})


def test_a_vehicle_is_withdrawn_and_stays_readable(
    desk: Desk, estate: Estate, shown: Show, press: Press
) -> None:
    """D0.5: nothing is deleted."""
    page = shown(VehiclesPage(desk))
    page.table.setFocus()
    press(Qt.Key.Key_F6)
    dialog = next(d for d in page.findChildren(RecordDialog) if d.isVisible())
    dialog.save()
    assert desk.read(vehicle_rows, VehicleFilter()) == ()
    assert page.chips.chip("withdrawn").accessibleName() == "已注销 1"
    page.chips.choose("withdrawn")
    assert "2026-11-21 注销" in page.model.index(0, 5).data()
    assert not page.edit.isVisibleTo(page)


def test_no_vehicles_yet(desk: Desk, shown: Show) -> None:
    """L7."""
    assert shown(VehiclesPage(desk)).is_empty()


# -- 待核实 --------------------------------------------------------------------------------------------


@pytest.fixture
def flags(desk: Desk, runner: Runner, admin: Actor, shown: Show) -> FlagsPage:
    runner.run(import_units, ImportUnits(DATA / "yezhu-ziliao.xlsx"), actor=admin)
    return shown(FlagsPage(desk))


def test_doubts_of_an_import_are_listed_masked(flags: FlagsPage) -> None:
    """D1.7, D1.9: as many as the sample says, with what stood there, and what the archives hold now."""
    reasons = sorted(row.reason for row in rows(flags))
    assert reasons == sorted(flag["reason"] for flag in EXPECTED["flagged"])
    flags.reason.take_from_list(
        next(i for i, o in enumerate(flags.reason.options()) if o.value == "身份证号校验位不符")
    )
    row = rows(flags)[0]
    assert len(rows(flags)) == 1
    assert "********" in row.value
    told = texts(flags.pane)
    assert row.value in told
    assert "第 58 行" in told
    assert "档案里现在" in told


def test_a_doubt_is_settled_with_words_and_the_next_one_comes(
    flags: FlagsPage, press: Press, desk: Desk, bar: Bar
) -> None:
    """Work through the list by keys: Tab to the words, Enter settles, the selection stands on the next."""
    first, second = rows(flags)[:2]
    flags.words.setFocus()
    press("电话核对过", Qt.Key.Key_Return)
    assert "核实完毕" in bar.last()
    assert flags.table.current().id == second.id
    settled = desk.read(flag_rows, FlagFilter(settled=True))
    assert [(f.id, f.settled_by, f.settled_words) for f in settled] == [(first.id, "周敏", "电话核对过")]
    press(CTRL_ENTER)
    assert flags.chips.chip("open").accessibleName() == f"待核实 {len(EXPECTED['flagged']) - 2}"
    flags.chips.choose("settled")
    assert "电话核对过" in [row.settled_words for row in rows(flags)]
    assert not flags.settle.isVisibleTo(flags)
    assert "周敏" in texts(flags.pane)


def test_from_a_doubt_to_where_it_is_mended(flags: FlagsPage, press: Press, went: Went) -> None:
    """F4: the person it is about, else the unit; Enter the unit's card; `/` by unit."""
    flags.search.set_text("身份证号校验位")
    row = rows(flags)[0]
    flags.table.setFocus()
    press(Qt.Key.Key_F4)
    assert went.last == ("edit_person", {"person_id": row.person_id, "unit_id": row.unit_id})
    flags.search.set_text("缺业主姓名")
    row = rows(flags)[0]
    flags.table.setFocus()
    press(Qt.Key.Key_F4)
    assert went.last == ("edit_unit", {"unit_id": row.unit_id})
    press(Qt.Key.Key_Return)
    assert went.last == ("unit", {"unit_id": row.unit_id})
    flags.search.set_text(row.unit_code)
    assert {found.unit_id for found in rows(flags)} == {row.unit_id}


def test_a_doubtful_number_can_be_seen_with_a_reason(
    flags: FlagsPage, press: Press, answers: Answers
) -> None:
    """D1.9."""
    flags.search.set_text("电话号码位数")
    row = rows(flags)[0]
    assert "*" in row.value
    flags.table.setFocus()
    QApplication.processEvents()
    press(Qt.Key.Key_F6)
    assert answers.asked == ["看原文"]
    assert row.value not in flags._value.text()
    assert "*" not in flags._value.text()


def test_doubts_go_to_excel(flags: FlagsPage, answers: Answers, tmp_path: Path) -> None:
    """D0.7."""
    answers.file = tmp_path / "flags.xlsx"
    flags.export()
    sheet = openpyxl.load_workbook(answers.file).active
    assert sheet.max_row == 2 + len(EXPECTED["flagged"])


def test_arguments_narrow_the_doubts(flags: FlagsPage) -> None:
    """`go("flags", reason=…)`, `go("flags", text=…)`."""
    flags.open(reason="缺业主姓名")
    assert {row.reason for row in rows(flags)} == {"缺业主姓名"}
    flags.open(text="身份证号校验位")
    assert {row.reason for row in rows(flags)} == {"身份证号校验位不符"}


def test_nothing_to_verify(desk: Desk, estate: Estate, shown: Show) -> None:
    """L7."""
    assert shown(FlagsPage(desk)).is_empty()
