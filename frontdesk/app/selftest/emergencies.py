"""The dialog of emergencies that stands behind a choice: a sentence that ends a line, or all of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _follow_up(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.queries.emergencies import EmergencyFilter, emergency_rows
    from frontdesk.areas.archives.service.emergencies import finish_follow_up
    from frontdesk.areas.archives.ui.emergency_dialogs import WordsDialog

    rows = [r for r in desk.read(emergency_rows, EmergencyFilter(desk.clock.today())) if r.standing.follow]
    if not rows:
        raise NotWhole("the demo estate has no emergency to follow up")
    follow = rows[0].standing.follow
    return WordsDialog(
        desk, rows[0], "跟进办完了", "", finish_follow_up, lambda _n: None, lines=follow, parent=window
    )


EMERGENCY_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (("emergency_words", _follow_up),)
