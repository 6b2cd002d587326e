"""The self-test's samples of decoration's dialogs stand, each of its own class."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from frontdesk.app.selftest.decorations import DECORATION_DIALOGS
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.decoration.site import Site


def test_every_dialog_of_a_step_stands_with_its_sample(
    desk: Desk, front_of: Callable[..., Front], qtbot: QtBot
) -> None:
    from PySide6.QtWidgets import QWidget

    Site(desk).apply()
    window = QWidget()
    qtbot.addWidget(window)
    front = front_of(desk.supervisor)
    kinds = set()
    for _name, make in DECORATION_DIALOGS:
        dialog = make(front, window)
        assert dialog.accessibleName()
        kinds.add(type(dialog))
    assert len(kinds) == len(DECORATION_DIALOGS)
