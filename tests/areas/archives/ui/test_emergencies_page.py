"""突发事件 by keyboard: recorded, told, followed up, closed; the report (L5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from frontdesk.areas.archives.queries.emergencies import EmergencyFilter, EmergencyShow, emergency_rows
from frontdesk.areas.archives.rules.emergencies import EmergencyState
from frontdesk.areas.archives.ui.emergencies_page import EmergenciesPage
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.files_field import Picked
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.printing import Printing
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.areas.archives.ui.conftest import CTRL_ENTER, Answers, Bar, Estate, Went, named, texts
from tests.areas.archives.ui.test_figures_page import NoPrinter

K = Qt.Key
ENTER = K.Key_Return
JPG = b"\xff\xd8\xff\xe0" + bytes(60)


def test_an_emergency_by_keyboard_from_the_empty_page_to_its_end(
    desk: Desk,
    estate: Estate,
    shown: Callable[..., EmergenciesPage],
    press: Callable[..., None],
    bar: Bar,
    went: Went,
    answers: Answers,
    monkeypatch: Any,
) -> None:
    page = shown(EmergenciesPage(desk))
    assert page.is_empty()
    press(K.Key_F2)
    form = dialog(page)
    form.fields["kind"].set_value(next(iter(form.fields["kind"].options())).value)
    form.fields["place"].setFocus()
    press("1 栋电梯机房", ENTER, ENTER, ENTER, ENTER, ENTER, "1-1-101 张硕", ENTER, "1-1-109")
    form.fields["words"].set_value("机房冒烟")
    press(CTRL_ENTER)
    assert "没有 1-1-109 这户" in (form.fields["units"].error() or "")
    form.fields["units"].set_value("1-1-101、1-1-102")
    form.photos.set_value([Picked("冒烟.jpg", JPG)])
    press(CTRL_ENTER)
    settle()
    assert "TF-2026-001 已登记" in bar.last()
    press(K.Key_F5, "119 消防", CTRL_ENTER)
    settle()
    press(K.Key_F6)
    dialog(page).fields["words"].set_value("断电，用灭火器扑灭")
    press(CTRL_ENTER)
    settle()
    press(K.Key_F7, "郑凯", ENTER, "2026-11-25", ENTER, "检查线路", CTRL_ENTER)
    settle()
    shown_words = texts(page.pane)
    for words in ("报告 119 消防", "断电，用灭火器扑灭", "郑凯 检查线路", "1-1-102"):
        assert words in shown_words
    named(page, f"emergency_unit_{estate.units['1-1-101']}").clicked.emit()
    assert went.last == ("unit", {"unit_id": estate.units["1-1-101"]})
    desk.printing = Printing(desk.memory, NoPrinter(), SameThreadWorker())
    press(K.Key_F3)
    settle()
    paper = next(d for d in page.window().findChildren(PreviewDialog) if d.isVisible())
    paper.reject()
    file = page.stood_on()
    assert [each.name for each in file.papers] == ["冒烟"]
    monkeypatch.setattr(desk.dialogs, "pick", lambda _title, _options: "attach", raising=False)
    press(K.Key_F9)
    attach = dialog(page)
    assert attach.kind.value() == "照片"
    attach.files.set_value([Picked("机房 2.jpg", JPG + b"2")])
    press(CTRL_ENTER)
    settle()
    assert "机房 2" in texts(page.pane)
    for act, words in (("followed", "线路正常"), ("undo", "多记了"), ("close", "没有人员受伤")):
        monkeypatch.setattr(desk.dialogs, "pick", lambda _title, _options, act=act: act, raising=False)
        press(K.Key_F9)
        box = dialog(page)
        if act == "undo":
            # The newest line: the follow-up that was done; taken back it is open again.
            box.fields["words"].set_value(words)
            press(CTRL_ENTER)
            settle()
            assert len(page.stood_on().row.standing.follow) == 1
            monkeypatch.setattr(desk.dialogs, "pick", lambda _title, _options: "followed", raising=False)
            press(K.Key_F9)
            dialog(page).fields["words"].set_value("真的正常")
        else:
            box.fields["words"].set_value(words)
        press(CTRL_ENTER)
        settle()
    (row,) = desk.read(emergency_rows, EmergencyFilter(desk.clock.today(), show=EmergencyShow.CLOSED))
    assert row.standing.state is EmergencyState.CLOSED


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def dialog(page: EmergenciesPage) -> Any:
    settle()
    found = [d for d in page.window().findChildren(QDialog) if d.isVisible()]
    assert len(found) == 1
    return found[0]
