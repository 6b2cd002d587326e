"""D0.8: a long dialog left for the telephone waits as a draft, kept by F7 and by itself; saving or giving up ends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from frontdesk.areas.archives.ui.correspondence_page import CorrespondencePage
from frontdesk.areas.archives.ui.emergencies_page import EmergenciesPage
from frontdesk.base.store.drafts import drafts, save_draft
from frontdesk.base.widgets.desk import Desk
from tests.areas.archives.ui.conftest import Answers, Bar

K = Qt.Key
PAGES: tuple[tuple[Any, str, str, str], ...] = (
    (CorrespondencePage, "title", "消防检查的通知", "登记收发文 消防检查的通知"),
    (EmergenciesPage, "place", "地下室", "登记突发事件 地下室"),
)


@pytest.mark.parametrize(("kind", "field", "typed", "title"), PAGES)
def test_D0_8_a_dialog_is_left_taken_up_again_and_its_draft_goes(
    desk: Desk, shown: Callable[..., Any], press: Callable[..., None], bar: Bar, answers: Answers,
    kind: Any, field: str, typed: str, title: str,
) -> None:  # fmt: skip
    page = shown(kind(desk))
    press(K.Key_F2)
    dialog = box(page)
    assert page.take_typing() is None
    dialog.fields[field].set_value(typed)
    press(K.Key_F7)
    assert "已留作草稿" in bar.last()
    assert not [d for d in page.window().findChildren(QDialog) if d.isVisible()]
    (kept,) = desk.read(drafts, desk.actor.id)
    assert (kept.title, kept.data[field]) == (title, typed)
    page.open(draft=kept)
    dialog = box(page)
    assert dialog.fields[field].value() == typed
    # Given up it stays as it was left; what is typed meanwhile is kept by itself and asked about.
    dialog.fields[field].set_value(f"{typed}二")
    taken = page.take_typing()
    assert taken is not None
    assert taken.key == kept.key
    dialog.reject()
    assert answers.asked
    (kept,) = desk.read(drafts, desk.actor.id)
    page.open(draft=kept)
    dialog = box(page)
    for name, value in (("party", "区住建局"), ("words", "冒烟")):
        if name in dialog.fields:
            dialog.fields[name].set_value(value)
    if "kind" in dialog.fields:
        dialog.fields["kind"].set_value(dialog.fields["kind"].options()[0].value)
    dialog.save()
    assert desk.read(drafts, desk.actor.id) == ()
    assert page.take_typing() is None


def test_D0_8_what_is_typed_in_a_dialog_is_kept_by_itself_until_it_is_given_up(
    desk: Desk, shown: Callable[..., Any], press: Callable[..., None]
) -> None:
    page = shown(CorrespondencePage(desk))
    press(K.Key_F2)
    dialog = box(page)
    dialog.fields["title"].set_value("来函")
    # As the program does it every few seconds, and for another user.
    taken = page.take_typing()
    desk.run(save_draft, taken)
    assert page.keep_typing()
    assert len(desk.read(drafts, desk.actor.id)) == 1
    dialog.reject()
    assert desk.read(drafts, desk.actor.id) == ()


def box(page: Any) -> Any:
    """The dialog that is open, with the keys."""
    (found,) = [d for d in page.window().findChildren(QDialog) if d.isVisible()]
    found.activateWindow()
    for _ in range(200):
        QApplication.processEvents()
        if found.isActiveWindow():
            break
        QTest.qWait(10)
    return found
