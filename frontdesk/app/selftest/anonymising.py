"""The dialog that makes somebody anonymous: only a supervisor's buttons lead to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _anonymise(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.queries.anonymising import AnonymisingFilter, anonymising_rows
    from frontdesk.areas.archives.ui.anonymising_dialogs import AnonymiseDialog

    rows = desk.read(anonymising_rows, AnonymisingFilter(desk.clock.today()))
    if not rows:
        raise NotWhole("the demo estate has nobody who left long ago")
    return AnonymiseDialog(desk, rows, lambda _command: None, window)


ANONYMISING_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (("anonymise", _anonymise),)
