"""A paper as it will be printed: the PDF itself on screen (F3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.base.printing.paper import Paper
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import HairLine, Words, by_keyboard, ground, paint_box
from frontdesk.base.widgets.outline import WIDTH as OUTLINE
from frontdesk.base.widgets.outline import Outline
from frontdesk.base.widgets.paper_view import PaperView, Sheets, paint_sheet
from frontdesk.base.widgets.print_settings import PrintSettingsDialog
from frontdesk.base.widgets.printing import Printing, print_paper, save_pdf
from frontdesk.base.widgets.theme import colour, font, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE


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

    def turn(self) -> None:
        """A quarter to the right."""
        self._sheets.turn()
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


class PreviewDialog(QDialog):
    """A paper before it is printed, or when it is looked at again: pages, zoom, 打印, 保存为 PDF.

    *papers* are the sizes its form can be drawn on: with them the print settings can be opened. *on_print* is told
    the printer's name once the paper has been sent. `printed` says whether 打印 was pressed.
    """

    def __init__(
        self,
        desk: Desk,
        form_key: str,
        pdf: bytes,
        title: str,
        *,
        papers: Sequence[Paper] = (),
        copies: int | None = None,
        on_print: Callable[[str], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._form_key, self._pdf, self._title = desk, form_key, pdf, title
        self._papers, self._copies, self._on_print = tuple(papers), copies, on_print
        self.printed = False
        self.setObjectName("preview_dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.view = PaperView(pdf, self)
        self._pages = Words("", "body", "text2", parent=self)
        self._pages.setObjectName("preview_pages")
        self._zoom = KeyButton("", "Ctrl+0", "flat", name="preview_fit", parent=self)
        self._zoom.clicked.connect(lambda: self.view.set_zoom(0))
        self._zoom.setToolTip(tr("按窗口宽度"))
        smaller = IconButton(
            "ph.magnifying-glass-minus", tr("缩小"), "Ctrl+-", name="preview_smaller", parent=self
        )
        smaller.clicked.connect(lambda: self.view.closer(-1))
        larger = IconButton(
            "ph.magnifying-glass-plus", tr("放大"), "Ctrl+=", name="preview_larger", parent=self
        )
        larger.clicked.connect(lambda: self.view.closer(1))
        self._printer = Words("", "body", "text2", parent=self)
        self._printer.setObjectName("preview_printer")
        self._settings = KeyButton(tr("打印设置"), "F8", "link", name="preview_settings", parent=self)
        self._settings.clicked.connect(self._open_settings)
        self._settings.setVisible(bool(papers))
        save = KeyButton(tr("保存为 PDF"), "Ctrl+S", name="preview_save", parent=self)
        save.clicked.connect(self.save)
        close = KeyButton(tr("关闭"), "Esc", name="preview_close", shortcut=False, parent=self)
        close.clicked.connect(self.reject)
        print_it = KeyButton(
            tr("打印"), "Ctrl+P", "primary", icon="ph.printer", name="preview_print", parent=self
        )
        print_it.clicked.connect(self.print_it)
        print_it.setEnabled(self.view.page_count() > 0)
        save.setEnabled(self.view.page_count() > 0)
        head = self._row(
            SIZE.page_head, Words(title, "lead", parent=self), self._pages, None, smaller, self._zoom, larger
        )
        foot = self._row(SIZE.foot, self._printer, self._settings, None, save, close, print_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(HairLine(parent=self))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        marks = self.view.bookmarks()
        self.outline = Outline(marks, self) if len(marks) > 1 else None
        if self.outline is not None:
            middle.addWidget(self.outline)
            middle.addWidget(HairLine(vertical=True, parent=self))
            self.outline.wanted.connect(self.view.go_to)
            self.view.moved.connect(self.outline.follow)
        middle.addWidget(self.view, 1)
        column.addLayout(middle, 1)
        column.addWidget(HairLine(parent=self))
        column.addWidget(foot)
        self.view.moved.connect(lambda _page: self._say())
        self.view.zoomed.connect(lambda _zoom: self._say())
        self.resize(self._first_size())
        self._say()
        self.view.setFocus()

    def _row(self, height: int, *parts: QWidget | None) -> QWidget:
        """A strip of widgets; None stands for the room between left and right."""
        strip = QWidget(self)
        strip.setFixedHeight(height)
        ground(strip, "subtle" if height == SIZE.foot and parts[0] is self._printer else "surface")
        row = QHBoxLayout(strip)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.setSpacing(SPACE.s)
        for part in parts:
            if part is None:
                row.addStretch(1)
            else:
                row.addWidget(part)
        return strip

    def _first_size(self) -> QSize:
        """As large as the first page wants at its real size, within the screen."""
        room = self.screen().availableGeometry().size() * 0.92
        shape = (595.0, 420.0) if not self.view.page_count() else self.view.shape(0)
        wide = max(640, min(1000, round(shape[0] * self.logicalDpiX() / 72) + 2 * SPACE.xl + SPACE.s))
        tall = (
            SIZE.page_head + SIZE.foot + 2 * SPACE.l + round((wide - 2 * SPACE.xl) * shape[1] / shape[0]) + 2
        )
        if self.outline is not None:
            wide += OUTLINE
        return QSize(min(wide, room.width()), max(320, min(tall, room.height())))

    def _say(self) -> None:
        count = self.view.page_count()
        self._pages.setText(
            tr("第 {at} 页，共 {n} 页", at=self.view.page() + 1, n=count) if count > 1 else ""
        )
        zoom = self.view.zoom()
        self._zoom.setText(f"{zoom}%" if zoom else tr("适合宽度"))
        printing: Printing = self._desk.printing
        printer = printing.printer_for(self._form_key)
        copies = self._copies or printing.setup(self._form_key).copies
        if not printer:
            self._printer.setText(tr("这台电脑没有装打印机"))
        elif printer not in printing.printers():
            self._printer.setText(tr("打印机“{name}”现在不在", name=printer))
        else:
            self._printer.setText(tr("{name} · {copies} 份", name=printer, copies=copies))

    def print_it(self) -> None:
        """Send it and close; what goes wrong is told in the message bar, with a way to save it."""
        self.printed = True
        print_paper(
            self._desk, self._form_key, self._pdf, self._copies, title=self._title, then=self._on_print
        )
        self.accept()

    def save(self) -> None:
        """Save it as PDF; the preview stays."""
        save_pdf(self._desk, self._pdf, f"{self._title}.pdf")

    def _open_settings(self) -> None:
        dialog = PrintSettingsDialog(
            self._desk.printing, self._form_key, self._title, self._papers, parent=self
        )
        dialog.exec()
        dialog.deleteLater()
        self._say()


def show_preview(
    desk: Desk,
    form_key: str,
    pdf: bytes,
    title: str,
    *,
    papers: Sequence[Paper] = (),
    copies: int | None = None,
    on_print: Callable[[str], object] | None = None,
    parent: QWidget | None = None,
) -> bool:
    """Open the preview and wait for it; whether 打印 was pressed."""
    dialog = PreviewDialog(
        desk, form_key, pdf, title, papers=papers, copies=copies, on_print=on_print, parent=parent
    )
    dialog.exec()
    dialog.deleteLater()
    return dialog.printed
