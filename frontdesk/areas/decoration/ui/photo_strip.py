"""Photographs of a file as small pictures; more are added by the button or dragged in (07b)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.pane import clear_layout
from frontdesk.base.widgets.tokens import SPACE

_WIDE, _HIGH = 88, 64
_LARGE = 760
MOST = 6


class PhotoStrip(QWidget):
    """`add_wanted()` by the button, `dropped(list[Path])`, `opened(name, jpeg)`."""

    add_wanted = Signal()
    dropped = Signal(object)
    opened = Signal(str, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAcceptDrops(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.l)
        self._row.setSpacing(SPACE.s)

    def show_photos(self, photos: list[tuple[str, bytes]], hint: str, *, may: bool) -> None:
        """The newest few, a button for more, and words beside."""
        clear_layout(self._row)
        for at, (name, content) in enumerate(photos[:MOST]):
            picture = QPixmap()
            if not picture.loadFromData(content):
                continue
            button = QToolButton(self)
            button.setObjectName(f"{self.objectName()}_{at}")
            button.setAccessibleName(name or tr("照片 {n}", n=at + 1))
            button.setToolTip(name)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            scaled = picture.scaled(
                _WIDE, _HIGH, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            button.setIcon(QIcon(scaled))
            button.setIconSize(scaled.size())
            button.clicked.connect(lambda _on=False, n=name, c=content: self.opened.emit(n, c))
            self._row.addWidget(button)
        if may:
            add = KeyButton(tr("加照片…"), name=f"{self.objectName()}_add", icon="ph.camera")
            add.clicked.connect(self.add_wanted)
            self._row.addWidget(add)
        self._row.addWidget(Words(hint, "body", "text2"))
        self._row.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()


class PhotoDialog(DeskDialog):
    """One photograph, large."""

    def __init__(self, title: str, content: bytes, parent: QWidget | None = None) -> None:
        super().__init__(title, name="decoration_photo", width=_LARGE + 2 * SPACE.xl, parent=parent)
        picture = QPixmap()
        picture.loadFromData(content)
        shown = QLabel(self)
        shown.setPixmap(
            picture.scaled(
                _LARGE, 460, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(shown)
        self.add_cancel(tr("关闭"))


def read_files(paths: Any) -> list[tuple[str, bytes]]:
    """Names and bytes. Raises `OSError`."""
    return [(path.name, path.read_bytes()) for path in paths]
