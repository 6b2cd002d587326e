"""The paper beside the form of a notice, drawn as it would print a moment after one stops typing (D2.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from frontdesk.areas.reception.ui.notice_prints import drawing_of, look_at
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Pane
from frontdesk.base.widgets.preview import PaperPreview
from frontdesk.base.widgets.tokens import SPACE

WIDE = 408
_DRAW_AFTER_MS = 250


class NoticeSheet(Pane):
    """*paper* reads what is to be drawn, *title* says how it is called when it is looked at large."""

    def __init__(self, desk: Desk, paper: Callable[[], Any], title: Callable[[], str]) -> None:
        super().__init__("notice_form_side")
        self._desk, self._paper, self._title = desk, paper, title
        self._pdf: bytes | None = None
        section = self.add_section(tr("纸面"), tr("双击放大"), name="notice_form_sheet", line=False)
        self.preview = PaperPreview(name="notice_form_preview")
        wide = WIDE - 2 * SPACE.xl
        self.preview.setFixedSize(wide, round(wide * 297 / 210))
        self.preview.opened.connect(self._look)
        section.add(self.preview)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_DRAW_AFTER_MS)
        self._wait.timeout.connect(self.draw)

    def draw_soon(self) -> None:
        """When typing rests."""
        self._wait.start()

    def draw(self) -> None:
        """The paper as it would print today."""

        def drawn(pdf: bytes) -> None:
            if isValid(self):
                self._pdf = pdf
                self.preview.show_pdf(pdf)

        # What cannot be drawn yet is no fault: the sheet before stays.
        self._desk.worker.run(drawing_of(self._paper()), drawn, lambda _error: None)

    def _look(self) -> None:
        if self._pdf is not None:
            look_at(self._desk, self._title(), self._pdf, self)
