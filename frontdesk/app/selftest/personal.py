"""Dialogs of personal data that stand behind a row or a person of the demo estate (D1.9)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.widgets.desk import Desk

MakeDialog = Callable[[Desk, QWidget], QDialog]


def _consent(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.ui.personal_dialogs import ConsentDialog

    return ConsentDialog(desk, lambda _name: None, parent=window)


def _consent_end(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.queries.consents import ConsentFilter, consent_rows
    from frontdesk.areas.archives.rules.personal import ConsentEnd
    from frontdesk.areas.archives.ui.personal_dialogs import EndConsentDialog

    rows = desk.read(consent_rows, ConsentFilter(desk.clock.today()))
    if not rows:
        raise NotWhole("the demo estate has no consent that holds")
    return EndConsentDialog(desk, rows[0], ConsentEnd.WITHDRAWN, lambda _purpose: None, window)


def _request(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.ui.personal_dialogs import RequestDialog

    return RequestDialog(desk, lambda _asked: None, parent=window)


def _request_end(desk: Desk, window: QWidget) -> QDialog:
    from frontdesk.areas.archives.queries.personal_requests import RequestFilter, RequestShow, request_rows
    from frontdesk.areas.archives.ui.personal_dialogs import EndRequestDialog

    rows = desk.read(request_rows, RequestFilter(desk.clock.today(), show=RequestShow.ALL))
    if not rows:
        raise NotWhole("nobody of the demo estate has asked what is held of them")
    return EndRequestDialog(desk, rows[0], lambda _number: None, parent=window)


PERSONAL_DIALOGS: tuple[tuple[str, MakeDialog], ...] = (
    ("consent", _consent),
    ("consent_end", _consent_end),
    ("personal_request", _request),
    ("personal_request_end", _request_end),
)
