"""Dialogs of emergencies that stand behind a choice, and those of 批量建房 and 改房号, which take a right of their own."""

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


def _section(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.ui.plan_dialogs import SectionDialog

    return SectionDialog(desk, None, lambda _part: None, window)


def _series(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.ui.plan_dialogs import SeriesDialog

    return SeriesDialog(desk, None, lambda _part: None, window)


def _renumber(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.queries import unit_rows
    from frontdesk.areas.archives.ui.renumber_dialog import RenumberDialog

    return RenumberDialog(desk, desk.read(unit_rows)[0], window)


EMERGENCY_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (
    ("emergency_words", _follow_up),
    ("plan_section", _section),
    ("plan_series", _series),
    ("renumber", _renumber),
)
