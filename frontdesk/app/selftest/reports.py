"""The dialogs of the owed reports, each with a report or a drawn ticket of the demo estate."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _write(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.queries.owed_reports import report_rows, report_view
    from frontdesk.areas.reception.ui.report_dialogs import WriteDialog

    rows = [row for row in desk.read(report_rows, desk.clock.today()) if row.number and row.check_id is None]
    if not rows:
        raise NotWhole("the demo estate has no fixed report")
    row = rows[0]
    view = desk.read(
        report_view,
        row.kind,
        row.period,
        now=desk.clock.now(),
        by=desk.actor.name,
        money=True,
        number=row.number,
    )
    if view is None:
        raise NotWhole(f"{row.number} is not found")
    return WriteDialog(desk, row, view, lambda _words: None, corrects=row.number, parent=window)


def _finding(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.queries.spot_checks import spot_checks, spot_lines
    from frontdesk.areas.reception.ui.report_dialogs import FindingDialog

    drawn = desk.read(spot_checks)
    if not drawn:
        raise NotWhole("the demo estate has no spot check")
    return FindingDialog(desk, desk.read(spot_lines, drawn[0].id)[0], lambda _words: None, parent=window)


def _due(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.queries.owed_reports import month_due_day
    from frontdesk.areas.reception.ui.report_dialogs import DueDialog

    return DueDialog(desk, desk.read(month_due_day), lambda _words: None, parent=window)


REPORT_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (
    ("report_write", _write),
    ("spot_finding", _finding),
    ("report_due", _due),
)
