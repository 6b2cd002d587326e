"""Dialogs of contracts, stock and the shift log that no button of the demo estate leads to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _opening_note(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.queries.shift_log import NoteFilter, note_rows
    from frontdesk.areas.reception.ui.opening_note import OpeningNoteDialog

    notes = desk.read(note_rows, NoteFilter(), 0, 2)
    if not notes:
        raise NotWhole("the demo estate has no shift note")
    return OpeningNoteDialog(desk, notes, lambda: None, window)


def _renew_contract(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.queries.contracts import ContractFilter, contract_rows
    from frontdesk.areas.reception.ui.contract_dialogs import ContractDialog

    rows = desk.read(contract_rows, ContractFilter(desk.clock.today()), 0, 1)
    if not rows:
        raise NotWhole("the demo estate has no contract")
    return ContractDialog(desk, lambda _made: None, renews=rows[0], parent=window)


STOCK_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (
    ("opening_note", _opening_note),
    ("contract_renew", _renew_contract),
)
