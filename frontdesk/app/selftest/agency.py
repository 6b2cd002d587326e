"""The dialogs of commissions and of events, each with one of the demo estate."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _take_letting(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.queries import find_unit
    from frontdesk.areas.reception.ui.letting_dialogs import TakeLettingDialog

    unit = desk.read(find_unit, "3-1-1202")
    return TakeLettingDialog(desk, lambda _made: None, unit_id=unit.id if unit else None, parent=window)


def _event_plan(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.reception.queries.events import EventFilter, EventShow, event_file, event_rows
    from frontdesk.areas.reception.ui.event_plan_dialog import PlanDialog

    today = desk.clock.today()
    rows = desk.read(event_rows, EventFilter(today, show=EventShow.WAITING))
    if not rows:
        raise NotWhole("the demo estate has no event that waits for approval")
    file = desk.read(event_file, rows[0].id, today)
    return PlanDialog(desk, lambda _made: None, file=file, parent=window)


def _guest(kind: str) -> MakeDialog:
    """Signing up for, or checking in at, the event that was held and is not summed up."""

    def make(desk: Desk, window: QWidget) -> QDialog:
        from frontdesk.areas.reception.queries.events import EventFilter, EventShow, event_rows
        from frontdesk.areas.reception.ui import event_dialogs as dialogs

        rows = desk.read(event_rows, EventFilter(desk.clock.today(), show=EventShow.HELD))
        if not rows:
            raise NotWhole("the demo estate has no event that was held and is not summed up")
        made = dialogs.SignUpDialog if kind == "sign_up" else dialogs.CheckInDialog
        return made(desk, rows[0], lambda _done: None, parent=window)

    return make


AGENCY_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (
    ("take_letting", _take_letting),
    ("event_plan", _event_plan),
    ("event_sign_up", _guest("sign_up")),
    ("event_check_in", _guest("check_in")),
)
