"""房屋合并、拆分 by keyboard: merged with a sum that was wrong first, listed, split again, kept as a draft (D1.1, L5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from frontdesk.areas.archives.queries import find_unit, unit_file
from frontdesk.areas.archives.queries.unit_changes import ChangeFilter, change_rows
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.service import (
    AddRole,
    AddVehicle,
    SavePerson,
    SaveUnit,
    add_role,
    add_vehicle,
    save_person,
    save_unit,
)
from frontdesk.areas.archives.ui.unit_change_form import UnitChangeFormPage
from frontdesk.areas.archives.ui.unit_changes_page import UnitChangesPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.printing import Printing
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.areas.archives.ui.conftest import CTRL_ENTER, Answers, Bar, Went, texts
from tests.areas.archives.ui.test_figures_page import NoPrinter

K = Qt.Key


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def type_in(page: UnitChangeFormPage, press: Callable[..., None], **typed: str) -> None:
    assert page.form is not None
    for name, text in typed.items():
        field = page.form.fields[name]
        field.set_value(None)
        field.setFocus()
        press(text)
    page.look_now()
    settle()


def test_two_homes_are_merged_and_split_again_by_keyboard(
    desk: Desk, runner: Runner, admin: Actor, shown: Callable[..., UnitChangeFormPage], press: Callable[..., None],
    bar: Bar, answers: Answers, went: Went,
) -> None:  # fmt: skip
    def do(service: object, command: object) -> int:
        return int(runner.run(service, command, actor=admin).value)  # type: ignore[arg-type]

    desk.printing = Printing(desk.memory, NoPrinter(), SameThreadWorker())
    owner = do(save_person, SavePerson(None, "张硕"))
    for code, built in (("6-1-1202", "89.60"), ("6-1-1203", "127.35")):
        unit_id = do(save_unit, SaveUnit(None, code, built_area=Decimal(built)))
        do(add_role, AddRole(unit_id, owner, RoleKind.OWNER, starts_on=date(2020, 1, 1)))
    do(add_vehicle, AddVehicle(unit_id, "粤B12345"))
    page = shown(UnitChangeFormPage(desk))
    assert page.form is not None
    page.open()
    type_in(page, press, units="6-1-1202、6-1-1203")
    assert page.form.fields["built_1"].typed() == "216.95"
    assert "建筑面积一致" in texts(page.side)
    type_in(page, press, built_1="217", reason="业主打通")
    assert "多 0.05 ㎡" in texts(page.side)
    press(CTRL_ENTER)
    settle()
    assert "多 0.05 ㎡" in page.form.fields["built_1"].error()
    page.keep_draft()
    (kept,) = desk.read(drafts, desk.actor.id)
    assert kept.title == "房屋合并 6-1-1202、6-1-1203"
    page.open(draft=kept)
    settle()
    assert page.form.fields["built_1"].typed() == "217"
    type_in(page, press, built_1="216.95")
    answers.asked.clear()
    press(CTRL_ENTER)
    settle()
    assert "从 2026-11-21 起合并为 6-1-1202" in answers.asked[-1]
    assert "FH-2026-001 已合并为 6-1-1202" in bar.last()
    assert went.last == ("unit_changes", {"number": "FH-2026-001"})
    made = desk.read(find_unit, "6-1-1202")
    assert made is not None
    assert [v.plate for v in desk.read(unit_file, made.id, desk.clock.today()).vehicles] == ["粤B·12345"]
    listed = shown(UnitChangesPage(desk))
    settle()
    assert "6-1-1202(旧)" in texts(listed.pane)
    assert "业主打通" in texts(listed.pane)
    press(K.Key_F3)
    settle()
    (paper,) = [d for d in listed.window().findChildren(PreviewDialog) if d.isVisible()]
    paper.reject()
    listed.window().activateWindow()
    listed.table.setFocus()
    settle()
    press(K.Key_F7)
    target, asked = went.last
    assert (target, asked["units"], asked["kind"].value) == ("change_units", "6-1-1202", "拆分")
    desk.clock.at = desk.clock.at.replace(day=22)  # type: ignore[attr-defined]
    page = shown(UnitChangeFormPage(desk))
    assert page.form is not None
    page.open(**asked)
    settle()
    type_in(
        page, press, code_1="6-1-1202", built_1="100", code_2="6-1-1203", built_2="116.95", reason="恢复原状"
    )
    press(K.Key_F6)
    settle()
    assert (page.shown, page._boxes[2].isVisible()) == (3, True)
    press(K.Key_F9)
    page.table.setFocus()
    press(K.Key_Return)
    settle()
    press(CTRL_ENTER)
    settle()
    assert "已拆分为 6-1-1202、6-1-1203" in bar.last()
    new = desk.read(find_unit, "6-1-1203")
    assert new is not None
    assert [v.plate for v in desk.read(unit_file, new.id, desk.clock.today()).vehicles] == ["粤B·12345"]
    assert len(desk.read(change_rows, ChangeFilter())) == 2
