"""The dialog that joins two people: it stands behind a pair."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _join(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.queries.duplicates import DuplicateFilter, duplicate_rows, duplicate_view
    from frontdesk.areas.archives.ui.duplicate_dialogs import JoinDialog

    rows = desk.read(duplicate_rows, DuplicateFilter())
    file = desk.read(duplicate_view, rows[0].id, desk.clock.today()) if rows else None
    if file is None:
        raise NotWhole("the demo estate has nobody who was met twice")
    return JoinDialog(desk, file, lambda _name: None, window)


DUPLICATE_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (("duplicate_join", _join),)
