"""Dialogs of registrations and change sheets that stand behind a row or a choice of the demo estate."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.areas.archives.queries.registration import RegistrationRow
from frontdesk.base.widgets.desk import Desk

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _row(desk: Desk) -> RegistrationRow:
    from frontdesk.areas.archives.queries.registration import RegistrationFilter, registration_rows

    rows = desk.read(registration_rows, RegistrationFilter(desk.clock.today()))
    if not rows:
        raise NotWhole("the demo estate has nobody to be registered")
    return rows[0]


def _entry(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.ui.registration_dialogs import EntryDialog

    return EntryDialog(desk, _row(desk), lambda _name: None, window)


def _duty(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.ui.registration_dialogs import DutyDialog

    return DutyDialog(desk, lambda _name: None, _row(desk), parent=window)


def _setup(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.ui.registration_dialogs import SetupDialog

    return SetupDialog(desk, lambda _done: None, window)


def _first_sheet(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.ui.resident_changes_page import IssueDialog

    return IssueDialog(desk, 3, first=True, parent=window)


REGISTRATION_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (
    ("registration_entry", _entry),
    ("registration_duty", _duty),
    ("registration_setup", _setup),
    ("changes_first", _first_sheet),
)
