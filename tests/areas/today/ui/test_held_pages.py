"""The unit card takes a parcel in and lets a visitor in by a key each; the start page says the last shift's note (D0.2, D2.8)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.reception.service.parcels import TakeParcel, take_parcel
from frontdesk.areas.reception.service.shift_log import WriteNote, write_note
from frontdesk.areas.today.ui import TodayPage, UnitCardPage
from frontdesk.base.values.clock import local_time
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.page import Page
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.tree import texts_of
from tests.base.widgets.conftest import Answers


@pytest.fixture
def went() -> list[tuple[str, Any]]:
    return []


@pytest.fixture
def front(desk: Desk, tmp_path: Path, went: list[tuple[str, Any]]) -> Front:
    made = Front(
        desk.runner, desk.clock, desk.receptionist, memory=Memory(tmp_path / "memory.ini"), dialogs=Answers(),
        worker=SameThreadWorker(),
    )  # fmt: skip
    made.went.connect(lambda target, arguments: went.append((target, arguments)))
    return made


def shown(qtbot: QtBot, page: Page) -> Any:
    qtbot.addWidget(page)
    page.resize(1366, 603)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.refresh()
    return page


@pytest.mark.usefixtures("light")
def test_D0_2_two_keys_from_the_search_box_to_the_form(
    qtbot: QtBot, desk: Desk, front: Front, went: list[tuple[str, Any]]
) -> None:
    """Enter on the unit found opens its card, F10 takes a parcel in, F11 lets a visitor in."""
    desk.run(take_parcel, TakeParcel(unit_id=1, taker="张硕", pieces=2), desk.receptionist)
    page = shown(qtbot, UnitCardPage(front))
    page.open(unit_id=1)
    assert "代收 2 件" in texts_of(page)
    take = page.findChild(KeyButton, "card_take_parcel")
    assert take is not None
    qtbot.waitUntil(take.isVisible)
    page.focus_start()
    qtbot.keyClick(page, Qt.Key.Key_F10)
    qtbot.keyClick(page, Qt.Key.Key_F11)
    assert went == [("take_parcel", {"unit_id": 1}), ("let_in", {"unit_id": 1})]


@pytest.mark.usefixtures("light")
def test_D2_8_the_start_page_says_what_the_last_shift_left(
    qtbot: QtBot, desk: Desk, front: Front, went: list[tuple[str, Any]]
) -> None:
    made = desk.run(write_note, WriteNote("电梯已修复\n快递 6 件", shift="夜班"), desk.supervisor)
    page = shown(qtbot, TodayPage(front))
    told = texts_of(page)
    assert f"夜班交来 · 周敏 {local_time(desk.clock.now()):%H:%M}" in told
    assert "电梯已修复；快递 6 件" in told
    sign = page.findChild(KeyButton, "today_sign")
    assert sign is not None
    sign.click()
    assert went == [("shift_log", {"text": made.number})]
