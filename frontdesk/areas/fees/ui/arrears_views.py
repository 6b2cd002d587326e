"""The pages about arrears, as chips at the head of each: 欠费 · 收缴率 · 催缴 · 电话催缴 · 时效."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Page

VIEWS: tuple[tuple[str, str], ...] = (
    ("arrears", "欠费"),
    ("collection_rate", "收缴率"),
    ("demands", "催缴"),
    ("calls", "电话催缴"),
    ("limitation", "时效"),
)
"""Target of `Desk.go` and word."""


class ArrearsViews(ChipRow):
    """The chip of this page is on and stays on; another one leads to its page. *sub* is for a page's head."""

    def __init__(self, desk: Desk, here: str, *, sub: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(
            [(key, tr(words)) for key, words in VIEWS], sub=sub, name=f"{here}_views", parent=parent
        )
        self._desk, self._here = desk, here
        self.blockSignals(True)
        self.choose(here)
        self.blockSignals(False)
        self.chosen.connect(self._lead)

    def _lead(self, key: str) -> None:
        if key == self._here:
            return
        # This page is shown again with its own chip on.
        self.blockSignals(True)
        self.choose(self._here)
        self.blockSignals(False)
        self._desk.go(key)


def lead_with_views(page: Page, here: str) -> ArrearsViews:
    """The chips in the place of the page's title, behind the arrow that leads back to 欠费."""
    views = ArrearsViews(page.desk, here, sub=True)
    page.head.title.hide()
    page.head.hint.hide()
    page.head.middle.addWidget(views)
    assert page.head.back is not None
    page.head.back.clicked.connect(lambda: page.desk.go("arrears"))
    return views
