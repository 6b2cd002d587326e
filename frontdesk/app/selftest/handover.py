"""The dialogs of 收楼, each with a home of the demo estate that asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

if TYPE_CHECKING:
    from frontdesk.areas.handover.queries.visit import VisitFile

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _file(desk: Desk, show: str) -> VisitFile:
    from frontdesk.areas.handover.queries.files import HandoverFilter, HandoverShow, handover_rows
    from frontdesk.areas.handover.queries.visit import visit_file

    today = desk.clock.today()
    rows = desk.read(handover_rows, HandoverFilter(today, show=HandoverShow[show]), 0, 1)
    found = desk.read(visit_file, rows[0].id, today) if rows else None
    if found is None:
        raise NotWhole(f"the demo estate has no home to hand over that is {show}")
    return found


def _identity(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.handover.ui.part_dialogs import IdentityDialog

    return IdentityDialog(desk, _file(desk, "APPOINTED"), lambda _saved: None, window)


def _defect(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.handover.ui.end_dialogs import DefectDialog

    return DefectDialog(desk, _file(desk, "VISITING"), lambda _added: None, window)


def _result(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.handover.ui.end_dialogs import ResultDialog

    return ResultDialog(desk, _file(desk, "VISITING"), lambda _ended: None, window)


def _slots(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.handover.ui.slot_dialog import SlotDialog

    return SlotDialog(desk, _file(desk, "TOLD").row, lambda _made: None, window)


def _batch(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.handover.ui.batch_dialogs import BatchDialog

    return BatchDialog(desk, lambda _made: None, None, window)


HANDOVER_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (
    ("handover_identity", _identity),
    ("handover_defect", _defect),
    ("handover_result", _result),
    ("handover_slots", _slots),
    ("handover_batch", _batch),
)
