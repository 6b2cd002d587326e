"""The one window: a calm page while nobody sits here, the desk once somebody does. No business code."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from frontdesk.base.values.resources import resource
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.tokens import SIZE

MEMORY_FILE = "window.ini"
"""In the data folder: what this machine remembers of the window."""
FIRST_SIZE = (1366, 736)
TITLE_BAR = 32
LEAST_GRIP = 120
ICON_SIZES = (16, 20, 24, 32, 48, 64, 128, 256)


def application_icon() -> QIcon:
    """A white building on the accent, drawn for each size."""
    icon = QIcon()
    for size in ICON_SIZES:
        icon.addFile(str(resource("icons", f"frontdesk-{size}.png")), QSize(size, size))
    return icon


def can_be_reached(frame: QRect, rooms: Iterable[QRect]) -> bool:
    """Whether enough of the title bar lies on one of the screens to take the window by."""
    title = QRect(frame.left(), frame.top(), frame.width(), TITLE_BAR)
    shown = (room.intersected(title) for room in rooms)
    return any(part.width() >= LEAST_GRIP and part.height() >= TITLE_BAR // 2 for part in shown)


class MainWindow(QMainWindow):
    """Shows one thing at a time; what lies underneath stays as it was. Size and state are remembered."""

    leaving = Signal()
    """The window is about to close."""

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("main_window")
        self.setWindowTitle(tr("物业前台"))
        self.setWindowIcon(application_icon())
        self.setMinimumSize(*SIZE.window_min)
        self.memory = memory
        self._placed = False
        self.may_close: Callable[[], bool] = lambda: True
        self._stack = QStackedWidget(self)
        self.setCentralWidget(self._stack)

    def display(self, widget: QWidget) -> None:
        """Show *widget* and keep the others underneath."""
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def shown(self) -> QWidget | None:
        """What is shown now."""
        return self._stack.currentWidget()

    def drop(self, widget: QWidget) -> None:
        """Let *widget* go for good."""
        self._stack.removeWidget(widget)
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        if not self._placed:
            self._placed = True
            kept = self.memory.get_bytes("window/geometry")
            if kept.isEmpty() or not self.restoreGeometry(kept) or not self._can_be_reached():
                self._first_place()
        super().showEvent(event)

    def _can_be_reached(self) -> bool:
        """The screen it stood on may have been unplugged since."""
        if self.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
            return True
        return can_be_reached(
            self.frameGeometry(), [s.availableGeometry() for s in QGuiApplication.screens()]
        )

    def _first_place(self) -> None:
        room = self.screen().availableGeometry()
        wide, tall = FIRST_SIZE
        self.resize(wide, tall)
        fits = room.width() >= self.minimumWidth() and room.height() >= self.minimumHeight()
        if fits and (room.width() <= wide or room.height() <= tall + TITLE_BAR):
            # An office screen of 1366 × 768 has no room to spare.
            self.setWindowState(Qt.WindowState.WindowMaximized)
        elif fits:
            self.move(room.center() - self.rect().center())
        else:
            self.move(room.topLeft())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.remember()
        self.leaving.emit()
        super().closeEvent(event)

    def remember(self) -> None:
        """Keep size and state for the next start."""
        self.memory.set_bytes("window/geometry", self.saveGeometry())
        self.memory.save()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isVisible():
            self.memory.set_bytes("window/geometry", self.saveGeometry())
