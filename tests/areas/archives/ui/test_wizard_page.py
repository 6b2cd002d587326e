"""批量建房 by keyboard: the plan, the picture, the making, the draft (D1.1, D0.8, L5)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from frontdesk.areas.archives.queries import find_unit, unit_count, unit_rows
from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.areas.archives.rules.renumbering import Scope
from frontdesk.areas.archives.ui.plan_dialogs import SectionDialog, SeriesDialog
from frontdesk.areas.archives.ui.renumber_dialog import RenumberDialog
from frontdesk.areas.archives.ui.units_page import UnitsPage
from frontdesk.areas.archives.ui.wizard_page import PAGE, WizardPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.widgets.desk import Desk
from tests.areas.archives.ui.conftest import CTRL_ENTER, Bar, Estate, named, texts

ENTER = Qt.Key.Key_Return


def test_a_building_with_shops_and_spaces_is_made_by_keyboard(
    desk: Desk, estate: Estate, shown: Callable[..., WizardPage], press: Callable[..., None], bar: Bar
) -> None:
    """D1.1, L5: clashes are named before anything is made; then all of it stands."""
    page = shown(WizardPage(desk))
    assert "还没有。按 F4 加一段楼层" in texts(page)
    press("1-2", ENTER, "1-2")
    press(Qt.Key.Key_F4)
    dialog(page, SectionDialog)
    press("1", ENTER, "1-2", CTRL_ENTER)
    press(Qt.Key.Key_F4)
    dialog(page, SectionDialog)
    press("甲", ENTER, "1-2", CTRL_ENTER)
    box = dialog(page, SectionDialog)
    assert "看不懂“甲”" in (box.fields["floors"].error() or "")
    box.fields["floors"].set_value("2-3")
    press(CTRL_ENTER)
    press(Qt.Key.Key_F6)
    series = dialog(page, SeriesDialog)
    series.fields["prefix"].setFocus()
    press("B1-", ENTER, ENTER, "30", CTRL_ENTER)
    assert len(page.parts()) == 3
    page.look_now()
    assert "已经有 4 户：1-1-101、1-1-102、2-1-201、2-1-202" in page.trouble.text()
    assert page.told.text() == "要建 50 户：住宅 24，车位 30"
    assert len(page.picture.shown()) == 12
    press(CTRL_ENTER)
    assert "一户也没有建" in bar.last()
    assert desk.read(unit_count) == 4
    assert page.form is not None
    page.form.fields["skip_taken"].set_value(True)
    press(CTRL_ENTER)
    assert "建好了 50 户" in bar.last()
    made = desk.read(find_unit, "B1-030")
    assert made is not None
    assert made.kind is UnitKind.PARKING
    assert page.parts() == ()


def test_a_plan_waits_as_a_draft_and_a_part_is_copied_changed_and_dropped(
    desk: Desk, shown: Callable[..., WizardPage], press: Callable[..., None]
) -> None:
    """D0.8: nothing typed is lost for the telephone."""
    page = shown(WizardPage(desk))
    press("7", ENTER, "1", Qt.Key.Key_F4)
    dialog(page, SectionDialog)
    press("2-6", ENTER, "1-2", CTRL_ENTER)
    page.table.setFocus()
    press(Qt.Key.Key_F9)
    copied = dialog(page, SectionDialog)
    assert copied.fields["doors"].value() == "1-2"
    press("8-9", CTRL_ENTER)
    assert [part.floors for part in page.parts()] == ["2-6", "8-9"]
    press(Qt.Key.Key_F7)
    kept = next(d for d in desk.read(drafts, desk.actor.id) if d.page == PAGE)
    assert kept.title == "批量建房 7"
    again = shown(WizardPage(desk))
    again.open(draft=kept)
    QApplication.processEvents()
    assert [part.floors for part in again.parts()] == ["2-6", "8-9"]
    again.table.setFocus()
    press(Qt.Key.Key_Delete)
    assert [part.floors for part in again.parts()] == ["8-9"]
    assert named(again, "wizard_told") is again.told


def dialog(page: WizardPage, kind: type):  # type: ignore[no-untyped-def]
    QApplication.processEvents()
    found = [d for d in page.window().findChildren(kind) if d.isVisible()]
    assert len(found) == 1
    return found[0]


def test_an_entrance_gets_another_number_from_the_list(
    desk: Desk, estate: Estate, shown: Callable[..., UnitsPage], press: Callable[..., None], bar: Bar
) -> None:
    """D1.1: F9 on a unit; what comes of it and what is in the way is said before it is stored."""
    page = shown(UnitsPage(desk))
    press(Qt.Key.Key_F9)
    box = dialog(page, RenumberDialog)
    box.fields["scope"].set_value(Scope.BUILDING)
    box.fields["scope"].edited.emit()
    press("2", ENTER, "门牌更换", CTRL_ENTER)
    assert "已经有2栋了" in (box.number.error() or "")
    box.fields["scope"].set_value(Scope.ENTRANCE)
    box.number.set_value("7")
    box.number.edited.emit()
    assert box.told.text() == "1-1-101 → 1-7-101，1-1-102 → 1-7-102"
    press(CTRL_ENTER)
    assert "改了 2 户" in bar.last()
    assert [row.code for row in desk.read(unit_rows)[:2]] == ["1-7-101", "1-7-102"]
    assert "原房号" in texts(page.pane)
