"""A unit's facts and what belongs to it: saved by keyboard, refused in words, kept as a draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from frontdesk.areas.archives.queries import UnitFile, find_unit, unit_file, unit_history
from frontdesk.areas.archives.rules.kinds import NoteLevel, UnitKind, UnitState
from frontdesk.areas.archives.service import AddNote, AddPet, AddSpace, add_note, add_pet, add_space
from frontdesk.areas.archives.ui.changes import ChangesDialog
from frontdesk.areas.archives.ui.edit_unit_page import PAGE, EditUnitPage
from frontdesk.areas.archives.ui.record_dialog import RecordDialog
from frontdesk.base.store.database import Database
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.widgets.desk import Desk
from tests.areas.archives.ui.conftest import CTRL_ENTER, Answers, Bar, Estate, MakeDesk, Went, named, texts

Show = Callable[[EditUnitPage], EditUnitPage]
Press = Callable[..., None]
TODAY = date(2026, 11, 21)


@pytest.fixture
def page(desk: Desk, estate: Estate, shown: Show) -> EditUnitPage:
    made = EditUnitPage(desk)
    made.open(unit_id=estate.units["1-1-101"])
    return shown(made)


def stored(page: EditUnitPage) -> UnitFile:
    assert page.unit_id is not None
    return page.desk.read(unit_file, page.unit_id, TODAY)


def dialog_of(page: EditUnitPage) -> RecordDialog:
    QApplication.processEvents()
    found = [d for d in page.window().findChildren(RecordDialog) if d.isVisible()]
    assert len(found) == 1
    return found[0]


def field(page: EditUnitPage, name: str):  # type: ignore[no-untyped-def]
    assert page.form is not None
    return page.form.fields[name]


def test_a_new_unit_by_keys_alone_stands_after_a_restart(
    desk: Desk, shown: Show, press: Press, tmp_path: Path, clock: FixedClock, bar: Bar
) -> None:
    """D0.8: fields in reading order, Enter moves on, Ctrl+Enter saves; a code in any habit of writing."""
    page = shown(EditUnitPage(desk))
    page.open()
    QApplication.processEvents()
    assert page.code.inner.hasFocus()
    press("3栋1单元1202", Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    press("12", Qt.Key.Key_Return, Qt.Key.Key_Return)
    press(
        "两室两厅一卫", Qt.Key.Key_Return, "89.6", Qt.Key.Key_Return, "72.14", Qt.Key.Key_Return, "2021-6-18"
    )
    press(CTRL_ENTER)
    assert "已新增 3-1-1202" in bar.last()
    again = Database(tmp_path / "frontdesk.db")
    unit = Runner(again, clock).read(find_unit, "3-1-1202")
    again.close()
    assert unit is not None
    assert (unit.floor, unit.layout) == (12, "两室两厅一卫")
    assert (unit.built_area, unit.inner_area) == (Decimal("89.6"), Decimal("72.14"))
    assert unit.handed_over_on == date(2021, 6, 18)


def test_after_a_new_unit_its_people_can_be_entered(
    desk: Desk, shown: Show, press: Press, went: Went
) -> None:
    """The page stays: F4 registers somebody at the unit just made."""
    page = shown(EditUnitPage(desk))
    page.open()
    assert not page.belongings.isVisibleTo(page)
    page.code.set_value("3-1-1202")
    page.save()
    assert page.unit_id is not None
    assert page.belongings.isVisibleTo(page)
    press(Qt.Key.Key_F4)
    assert went.last == ("edit_person", {"unit_id": page.unit_id})


def test_the_code_says_how_it_is_read(page: EditUnitPage, press: Press) -> None:
    """A slip shows before it is saved."""
    assert "1 栋 1 单元 101" in texts(page.side)
    page.code.inner.selectAll()
    press("5#2-803")
    assert page.code.text() == "5#2-803"
    assert "5-2-803" in texts(page.side)


def test_changes_are_saved_and_stand_in_the_history(page: EditUnitPage, bar: Bar) -> None:
    """D0.6: from what to what."""
    left: list[object] = []
    page.left.connect(lambda: left.append(1))
    field(page, "state").set_value(UnitState.DECORATING)
    field(page, "kind").set_value(UnitKind.OFFICE)
    page.save()
    assert stored(page).unit.state is UnitState.DECORATING
    assert stored(page).unit.kind is UnitKind.OFFICE
    assert left
    changes = page.desk.read(unit_history, page.unit_id)
    assert any((c.what, c.before, c.after) == ("状态", "自住", "装修中") for c in changes)
    named(page.side, "edit_unit_history").clicked.emit()
    shown = page.findChild(ChangesDialog)
    assert shown is not None
    assert shown.table.rows_model().rowCount() == len(changes)
    shown.close()


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    page: EditUnitPage, press: Press, bar: Bar
) -> None:
    """D0.8: several at once; the first has the focus; the message bar counts them."""
    page.code.set_value("1-1-102")
    field(page, "built_area").set_value(Decimal(80))
    field(page, "inner_area").set_value(Decimal(90))
    field(page, "layout").set_value("三室")
    page.save()
    assert field(page, "code").error() == "房号 1-1-102 已经有了"
    assert field(page, "inner_area").error() == "套内面积大于建筑面积，请核对"
    assert "要改 2 处" in bar.last()
    assert field(page, "layout").text() == "三室"
    assert stored(page).unit.code == "1-1-101"
    page.code.inner.selectAll()
    press(Qt.Key.Key_Delete, CTRL_ENTER)
    assert field(page, "code").error() == "请填房号"
    assert "没有保存" in bar.last()


def test_esc_asks_before_typing_is_thrown_away(page: EditUnitPage, press: Press, answers: Answers) -> None:
    """D0.8."""
    left: list[object] = []
    page.left.connect(lambda: left.append(1))
    answers.yes = False
    field(page, "layout").inner.setFocus()
    press("x", Qt.Key.Key_Escape)
    assert answers.asked
    assert not left
    answers.yes = True
    press(Qt.Key.Key_Escape)
    assert left


def test_a_draft_waits_and_is_taken_up_again(
    page: EditUnitPage, press: Press, estate: Estate, runner: Runner, supervisor: Actor, bar: Bar
) -> None:
    """D0.8: F7, the list of drafts, and the unit itself offers it."""
    field(page, "layout").inner.setFocus()
    field(page, "layout").inner.selectAll()
    press("三室一厅", Qt.Key.Key_F7)
    kept = runner.read(drafts, supervisor.id)
    assert [(d.page, d.title) for d in kept] == [(PAGE, "房屋 1-1-101 的修改")]
    page.open(unit_id=estate.units["1-1-102"])
    assert field(page, "layout").text() == ""
    page.open(unit_id=estate.units["1-1-101"])
    assert "没填完的草稿" in bar.last()
    assert bar.pressed is not None
    bar.pressed()
    assert field(page, "layout").text() == "三室一厅"
    page.save()
    assert stored(page).unit.layout == "三室一厅"
    assert runner.read(drafts, supervisor.id) == ()


def test_typing_is_kept_when_another_unit_is_opened(
    page: EditUnitPage, press: Press, estate: Estate, runner: Runner, supervisor: Actor, bar: Bar
) -> None:
    """Nothing typed is lost: it becomes a draft by itself; coming back to the same unit changes nothing."""
    field(page, "layout").inner.setFocus()
    press("abc")
    page.open(unit_id=estate.units["1-1-101"])
    assert field(page, "layout").text() == "abc"
    page.open(unit_id=estate.units["1-1-102"])
    assert "草稿" in bar.last()
    kept = runner.read(drafts, supervisor.id)
    assert len(kept) == 1
    page.open(key=kept[0].key, draft=kept[0])
    assert page.unit_id == estate.units["1-1-101"]
    assert field(page, "layout").text() == "abc"


def test_a_vehicle_is_entered_corrected_and_withdrawn_by_keys(
    page: EditUnitPage, press: Press, answers: Answers
) -> None:
    """D1.3; T18: an unusual plate only asks."""
    press(Qt.Key.Key_F5)
    dialog_of(page)
    press("浙a99", Qt.Key.Key_Return, "B1-9", CTRL_ENTER)
    assert any("写法少见" in asked for asked in answers.asked)
    assert [v.plate for v in stored(page).vehicles] == ["浙A·8ZS61", "浙a99"]
    shelf = page.belongings.vehicles
    shelf.table.setFocus()
    shelf.table.select_row(0)
    press(Qt.Key.Key_Return)
    dialog = dialog_of(page)
    dialog.form.fields["colour"].set_value("黑色")
    dialog.save()
    assert stored(page).vehicles[0].colour == "黑色"
    shelf.table.setFocus()
    shelf.table.select_row(0)
    press(Qt.Key.Key_Delete)
    dialog_of(page).save()
    assert stored(page).vehicles[0].withdrawn_on == TODAY
    assert [row.plate for row in shelf.model.rows()] == ["浙a99"]
    page.belongings.ended.toggle()
    assert len(shelf.model.rows()) == 2


def test_a_plate_twice_is_refused_beside_its_field(page: EditUnitPage, press: Press) -> None:
    """The dialog stays, with what was typed."""
    press(Qt.Key.Key_F5)
    dialog = dialog_of(page)
    press("浙A8ZS61", CTRL_ENTER)
    assert "已登记在这户" in dialog.form.fields["plate"].error()
    assert dialog.isVisible()
    assert dialog.form.fields["plate"].typed() == "浙A8ZS61"
    dialog.form.settle()
    dialog.reject()


def test_a_space_is_somebodys_from_a_day_to_a_day(
    page: EditUnitPage, press: Press, desk: Desk, estate: Estate
) -> None:
    """M2.5 counts them by day; the last day is said, the day after stored."""
    desk.run(add_space, AddSpace(estate.units["1-1-102"], "B1-001", ends_on=date(2026, 12, 1)))
    press(Qt.Key.Key_F6)
    dialog = dialog_of(page)
    press("B1-001", CTRL_ENTER)
    assert "1-1-102" in dialog.form.fields["code"].error()
    dialog.form.fields["starts_on"].set_value(date(2026, 12, 1))
    dialog.form.fields["ends_on"].set_value(date(2027, 11, 30))
    dialog.save()
    space = stored(page).spaces[0]
    assert (space.code, space.starts_on, space.ends_on) == ("B1-001", date(2026, 12, 1), date(2027, 12, 1))
    page.belongings.spaces.table.select_row(0)
    page.belongings.spaces._end()
    dialog = dialog_of(page)
    dialog.form.fields["on"].set_value(date(2027, 5, 31))
    dialog.save()
    assert stored(page).spaces[0].ends_on == date(2027, 6, 1)


def test_pets_and_notes(page: EditUnitPage, press: Press, desk: Desk, answers: Answers) -> None:
    """D1.3: a vaccination renewed; a note taken down stays in the record."""
    assert page.unit_id is not None
    desk.run(add_pet, AddPet(page.unit_id, "豆豆", "柯基", vaccinated_until=date(2026, 12, 6)))
    shelf = page.belongings.pets
    shelf.table.select_row(0)
    shelf._change()
    dialog = dialog_of(page)
    dialog.form.fields["vaccinated_until"].set_value(date(2027, 12, 6))
    dialog.save()
    assert stored(page).pets[0].vaccinated_until == date(2027, 12, 6)
    page.code.setFocus()
    press(Qt.Key.Key_F9)
    dialog = dialog_of(page)
    dialog.form.fields["level"].set_value(NoteLevel.WATCH)
    dialog.form.fields["text"].set_value("家有老人")
    dialog.save()
    assert [(n.level, n.text) for n in stored(page).notes] == [(NoteLevel.WATCH, "家有老人")]
    page.belongings.notes.table.select_row(0)
    page.belongings.notes._end()
    assert "家有老人" in answers.asked[-1]
    assert stored(page).notes[0].over
    assert page.belongings.notes.model.rows() == []


def test_an_empty_note_is_refused(page: EditUnitPage, press: Press) -> None:
    press(Qt.Key.Key_F9)
    dialog = dialog_of(page)
    press(CTRL_ENTER)
    assert dialog.form.fields["text"].error() == "请填内容"
    dialog.reject()


def test_a_role_ends_on_its_last_day(page: EditUnitPage, estate: Estate) -> None:
    """D1.2: from a day up to a day; the facts typed meanwhile are not touched by the reading."""
    page.open(unit_id=estate.units["1-1-102"])
    field(page, "layout").inner.setFocus()
    field(page, "layout").set_typed("三室")
    shelf = page.belongings.people
    shelf.table.select_row(1)
    assert shelf.table.current().name == "曾姝"
    shelf._end()
    dialog = dialog_of(page)
    dialog.form.fields["ends_on"].set_value(date(2026, 11, 20))
    dialog.save()
    role = next(r for r in stored(page).roles if r.name == "曾姝")
    assert role.ends_on == TODAY
    assert role.over
    assert [row.name for row in shelf.model.rows()] == ["林芳"]
    assert field(page, "layout").text() == "三室"


def test_enter_on_somebody_leads_to_their_page(page: EditUnitPage, press: Press, went: Went) -> None:
    page.belongings.people.table.setFocus()
    page.belongings.people.table.select_row(0)
    press(Qt.Key.Key_Return)
    target, arguments = went.last
    role = stored(page).roles[0]
    assert target == "edit_person"
    assert arguments == {"unit_id": page.unit_id, "person_id": role.person_id, "role_id": role.id}


def test_who_may_not_write_is_asked_for_leave(
    make_desk: MakeDesk, financier: Actor, estate: Estate, shown: Show, answers: Answers
) -> None:
    """A supervisor can allow it on the spot; without, nothing is stored."""
    page = EditUnitPage(make_desk(financier))
    page.open(unit_id=estate.units["1-1-101"])
    shown(page)
    field(page, "layout").set_typed("三室")
    page.save()
    assert answers.asked == ["archives.write"]
    assert stored(page).unit.layout == ""
    assert field(page, "layout").text() == "三室"


def test_notes_added_elsewhere_are_shown(page: EditUnitPage, desk: Desk) -> None:
    """Writes say what they touched."""
    assert page.unit_id is not None
    desk.run(add_note, AddNote(page.unit_id, "管道井在门口"))
    assert [row.text for row in page.belongings.notes.model.rows()] == ["管道井在门口"]
