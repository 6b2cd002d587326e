"""A paper as it will be printed: the PDF itself on screen (F3)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import by_keyboard, paint_box
from frontdesk.base.widgets.paper_view import Sheets, paint_sheet
from frontdesk.base.widgets.theme import colour, font, theme_changed


class PaperPreview(QWidget):
    """One page in a pane, as wide as the pane. `opened` when it is double-clicked, or Enter is pressed on it."""

    opened = Signal()

    def __init__(
        self, pdf: bytes | None = None, name: str = "preview", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sheets = Sheets(self)
        self._page = 0
        self._ring = False
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme_changed.connect(self.update)
        self.show_pdf(pdf)

    def show_pdf(self, pdf: bytes | None) -> None:
        """Show the first page of these bytes; None empties it."""
        before = self._shape()
        self._sheets.load(pdf)
        self._page = 0
        count = self._sheets.count
        self.setAccessibleName(tr("单据预览，共 {n} 页", n=count) if count else tr("单据预览，还没有内容"))
        self.setAccessibleDescription(self._sheets.words(0) if count else self._sheets.trouble)
        if self._shape() != before:
            self.updateGeometry()
        self.update()

    def page_count(self) -> int:
        return self._sheets.count

    def page(self) -> int:
        return self._page

    def set_page(self, page: int) -> None:
        """Another page, the first being 0; held between the first and the last."""
        if self._sheets.count:
            self._page = max(0, min(page, self._sheets.count - 1))
            self.setAccessibleDescription(self._sheets.words(self._page))
            self.updateGeometry()
            self.update()

    def _shape(self) -> tuple[float, float]:
        """Width and height of what is shown, in points; A5 lying when there is nothing."""
        return self._sheets.points(self._page) if self._sheets.count else (595.0, 420.0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        wide, tall = self._shape()
        return round(width * tall / wide)

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 60)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_PageDown:
            self.set_page(self._page + 1)
        elif event.key() == Qt.Key.Key_PageUp:
            self.set_page(self._page - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._sheets.count:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._sheets.count:
            self.opened.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._ring = by_keyboard(event.reason())  # type: ignore[attr-defined]
            self.update()
        elif event.type() == QEvent.Type.FocusOut:
            self._ring = False
            self.update()
        return super().event(event)

    def sheet(self) -> QRectF:
        """Where the page lies in the widget: as large as it fits, at the top."""
        wide, tall = self._shape()
        scale = min(self.width() / wide, self.height() / tall)
        width = wide * scale
        return QRectF((self.width() - width) / 2, 0, width, tall * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        where = self.sheet()
        if self._sheets.count:
            paint_sheet(painter, where, self._sheets, self._page)
        else:
            paint_box(painter, where, colour("subtle"), colour("line"), radius=4, dashed=True)
            painter.setPen(colour("text3"))
            painter.setFont(font("body"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(
                where.adjusted(12, 12, -12, -12), flags, self._sheets.trouble or tr("还没有可预览的单据")
            )
        if self._ring:
            paint_box(painter, where, None, None, focus=colour("accent"), radius=4)
        painter.end()
