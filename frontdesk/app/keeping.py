"""What is being typed is kept as drafts when the desk is left: at the end, for another user, after a defect (D0.8)."""

from __future__ import annotations

import logging

from PySide6.QtWidgets import QWidget

from frontdesk.base.values.errors import DeskError
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Page

log = logging.getLogger(__name__)


def keep_typing(desk: Desk, root: QWidget) -> int:
    """Keep what is typed on every page within *root*; returns on how many there was something."""
    kept = 0
    for page in root.findChildren(Page):
        try:
            kept += page.keep_typing()
        except DeskError as error:
            log.warning("a draft could not be kept: %s", error.text)
    if kept:
        desk.touched.emit(frozenset({"drafts"}))
    return kept
