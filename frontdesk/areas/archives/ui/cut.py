"""Lines of a pane: words side by side in fixed widths, cut with their tip where there is no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.pane import Section
from frontdesk.base.widgets.theme import FontName
from frontdesk.base.widgets.tokens import SIZE, SPACE


class Cut(Words):
    """Words that end in … when there is no room; whole in the tip."""

    def __init__(
        self, text: str, face: FontName = "body", tone: str = "text", *, right: bool = False
    ) -> None:
        super().__init__(text, face, tone, right=right)
        self._whole = text
        self.setAccessibleName(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)


def add_cells(section: Section, *cells: tuple[QWidget, int], name: str = "") -> QWidget:
    """One line of 24; each cell is a widget and its width, 0 for what is left."""
    line = QWidget(section)
    if name:
        line.setObjectName(name)
    line.setFixedHeight(SIZE.heading)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE.s)
    for widget, width in cells:
        if width:
            widget.setFixedWidth(width - SPACE.s)
            row.addWidget(widget)
        else:
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row.addWidget(widget, 1)
    section.add(line)
    return line
