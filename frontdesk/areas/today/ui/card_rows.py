"""Lines of the unit card: cells of fixed widths side by side, so that columns stand under each other in a section."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import StatusLabel, Tone, Words
from frontdesk.base.widgets.pane import Section

_LINE = 24


def add_cells(section: Section, *cells: tuple[QWidget, int], name: str = "") -> QWidget:
    """One line; each cell is a widget and its width, 0 for what is left. Long words are cut with their tip."""
    line = QWidget(section)
    if name:
        line.setObjectName(name)
    line.setFixedHeight(_LINE)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget, width in cells:
        if width:
            widget.setFixedWidth(width - 8)
            row.addWidget(widget)
        else:
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row.addWidget(widget, 1)
    section.add(line)
    return line


def word(text: str, face: str = "body", tone: str = "text", *, right: bool = False) -> Words:
    """A cell of words; shows itself whole in its tip when it is cut."""
    return _Cut(text, face, tone, right=right)


class _Cut(Words):
    """Words that end in … when there is no room."""

    def __init__(self, text: str, face: str, tone: str, *, right: bool) -> None:
        super().__init__(text, face, tone, right=right)  # type: ignore[arg-type]
        self._whole = text
        self.setAccessibleName(text)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)


def due_state(due_on: date, overdue_days: int) -> StatusLabel:
    """`● 逾期 21 天` or `● 11-30 到期`."""
    tone, text = due_words(due_on, overdue_days)
    return StatusLabel(tone, text)


def due_words(due_on: date, overdue_days: int) -> tuple[Tone, str]:
    """Tone and words of a due day."""
    if overdue_days > 0:
        return "bad", tr("逾期 {n} 天", n=overdue_days)
    return "neutral", tr("{day} 到期", day=f"{due_on:%m-%d}")


def joined(parts: Sequence[str], mark: str = " · ") -> str:
    """The parts that say something."""
    return mark.join(part for part in parts if part)
