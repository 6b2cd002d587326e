"""待匿名 by keyboard: what hinders, one who goes by a typed word, what is told of it afterwards (D1.9, L5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.service import AddRole, SavePerson, add_role, save_person
from frontdesk.areas.archives.ui.anonymising_page import AnonymisingPage
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.widgets.desk import Desk
from tests.areas.archives.ui.conftest import CTRL_ENTER, Bar, Estate, texts

K = Qt.Key


def test_one_due_goes_by_a_typed_word_and_stands_among_those_done(
    desk: Desk,
    runner: Runner,
    admin: Actor,
    shown: Callable[..., AnonymisingPage],
    press: Callable[..., None],
    bar: Bar,
    estate: Estate,
) -> None:
    for name, left in (("旧租客", date(2021, 6, 1)), ("新租客", date(2026, 6, 1))):
        made = runner.run(save_person, SavePerson(None, name, phone="13900139000"), actor=admin).value
        role = AddRole(1, made, RoleKind.TENANT, starts_on=date(2020, 1, 1), ends_on=left)
        runner.run(add_role, role, actor=admin)
    page = shown(AnonymisingPage(desk))
    settle()
    assert page.model.rowCount() == 1
    assert "2021-06-01" in texts(page.pane)
    assert "不能恢复" in texts(page.pane)
    press(K.Key_F6)
    settle()
    (dialog,) = [d for d in page.window().findChildren(QDialog) if d.isVisible()]
    assert set(dialog.fields) == {"reason", "typed"}
    press("已超过保存年限", K.Key_Return, "是", CTRL_ENTER)
    settle()
    assert "匿名" in str(dialog.fields["typed"].error())
    dialog.fields["typed"].set_value("匿名")
    press(CTRL_ENTER)
    settle()
    assert "NM-2026-001" in bar.last()
    assert page.is_empty() or page.model.rowCount() == 0
    page.open(show="DONE")
    settle()
    assert "已匿名#" in texts(page.pane)
    assert "已超过保存年限" in texts(page.pane)


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()
