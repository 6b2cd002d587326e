"""Opening a shift at the till shows what the last one left word of, to be read and signed on the way (D2.8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.queries import current_shift
from frontdesk.areas.cashdesk.ui.open_page import OpenShiftPage
from frontdesk.areas.reception.queries.shift_log import NoteFilter, note_rows
from frontdesk.areas.reception.rules.shift_log import NoteState
from frontdesk.areas.reception.service.shift_log import WriteNote, write_note
from frontdesk.areas.reception.ui.opening_note import OpeningNoteDialog, read_first
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.keys import press
from tests.areas.reception.ui.test_held_windows import Answers, at, dialog_of, said

K = Qt.Key
SAVE = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)


@pytest.fixture
def answers() -> Answers:
    return Answers()


def notes(desk: Desk) -> list[Any]:
    return list(desk.runner.read(note_rows, NoteFilter()))


def test_D2_8_what_the_last_shift_left_word_of_is_read_and_signed_on_opening(
    desk: Desk, front: Front, show: Callable[[Any], Any], qtbot: QtBot
) -> None:
    desk.run(write_note, WriteNote("电梯已修复，等维保签字\n快递 6 件在后柜", shift="夜班"), desk.supervisor)
    page: OpenShiftPage = show(OpenShiftPage(front, read_first))
    page.float_.setFocus()
    press(qtbot, "500", SAVE)
    dialog = dialog_of(page, qtbot, OpeningNoteDialog)
    assert "快递 6 件在后柜" in said(dialog)
    assert desk.runner.read(current_shift, desk.cashier.id) is None
    press(qtbot, K.Key_Escape)  # back to the float, which stands as it was counted
    assert (desk.runner.read(current_shift, desk.cashier.id), page.float_.text()) == (None, "500.00")
    at(page, qtbot, page.float_)
    press(qtbot, SAVE)
    dialog_of(page, qtbot, OpeningNoteDialog)
    press(qtbot, "电梯签字由我跟进", SAVE)
    assert desk.runner.read(current_shift, desk.cashier.id) is not None
    row = notes(desk)[0]
    assert (row.state, [(s.by, s.words) for s in row.signed]) == (
        NoteState.READ, [("林晓", "电梯签字由我跟进")]
    )  # fmt: skip


def test_D2_8_the_shift_opens_with_the_note_left_for_later_or_without_any(
    desk: Desk, front: Front, show: Callable[[Any], Any], qtbot: QtBot
) -> None:
    # One's own, and what is older than yesterday, does not stand in the way of somebody who waits at the till.
    desk.run(write_note, WriteNote("上周的事"), desk.supervisor)
    desk.clock.at += timedelta(days=3)
    desk.run(write_note, WriteNote("自己写的"), desk.cashier)
    gone: list[str] = []
    read_first(front, front, lambda: gone.append("on"))  # type: ignore[arg-type]
    assert gone == ["on"]
    desk.run(write_note, WriteNote("电梯停用"), desk.supervisor)
    page: OpenShiftPage = show(OpenShiftPage(front, read_first))
    page.float_.setFocus()
    press(qtbot, "500", SAVE)
    dialog_of(page, qtbot, OpeningNoteDialog)
    press(qtbot, K.Key_F6)
    assert desk.runner.read(current_shift, desk.cashier.id) is not None
    assert all(row.state is NoteState.OPEN for row in notes(desk))
