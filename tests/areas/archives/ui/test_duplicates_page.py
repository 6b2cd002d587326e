"""重复住户 by keyboard: told apart, joined with what is taken of whom, split (L5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from frontdesk.areas.archives.queries.files import person_file
from frontdesk.areas.archives.service import SavePerson, save_person
from frontdesk.areas.archives.ui.duplicates_page import DuplicatesPage
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.widgets.desk import Desk
from tests.areas.archives.ui.conftest import CTRL_ENTER, Answers, Bar, texts

K = Qt.Key


def test_a_pair_by_keyboard_is_joined_and_split_and_another_told_apart(
    desk: Desk,
    runner: Runner,
    admin: Actor,
    shown: Callable[..., DuplicatesPage],
    press: Callable[..., None],
    bar: Bar,
    answers: Answers,
) -> None:
    one, other = (
        runner.run(save_person, SavePerson(None, name, phone=phone, nationality=land), actor=admin).value
        for name, phone, land in (("张硕", "13800138000", ""), ("张 硕", "13800138000", "新加坡"))
    )
    for name in ("李娜", "李娜"):
        runner.run(save_person, SavePerson(None, name, phone="13900139000"), actor=admin)
    page = shown(DuplicatesPage(desk))
    settle()
    words = texts(page.pane)
    assert "姓名和电话相同" in words
    assert "新加坡（不同）" in words
    assert "138****8000" in words
    press(K.Key_F2)
    settle()
    (dialog,) = [d for d in page.window().findChildren(QDialog) if d.isVisible()]
    assert set(dialog.fields) == {"keep", "name", "nationality", "reason"}
    press(CTRL_ENTER)
    settle()
    assert dialog.fields["reason"].error()
    dialog.fields["reason"].setFocus()
    press("本人到前台确认", CTRL_ENTER)
    settle()
    assert "已合并" in bar.last()
    assert desk.read(person_file, other, desk.clock.today()).nationality == "新加坡"
    assert desk.read(person_file, other, desk.clock.today()).id == one
    answers.reason = "重名"
    press(K.Key_F5)
    settle()
    assert "不再提示" in bar.last()
    page.open(show="JOINED")
    settle()
    assert "保留的一条" in texts(page.pane)
    answers.reason = "合并错了"
    press(K.Key_F7)
    settle()
    assert "已拆分" in bar.last()
    assert desk.read(person_file, one, desk.clock.today()).nationality == ""
    page.open(show="OPEN")
    settle()
    assert page.model.rowCount() == 1


def settle() -> Any:
    for _ in range(4):
        QApplication.processEvents()
