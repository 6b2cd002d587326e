"""Files chosen in the file dialog or dragged in: photographs of a visit, papers of an application."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.field import Field
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SIZE, SPACE

PHOTOS = "照片 (*.jpg *.jpeg *.png *.bmp *.webp)"
PAPERS = "文件和照片 (*.pdf *.jpg *.jpeg *.png *.bmp *.doc *.docx *.xls *.xlsx *.dwg *.ofd)"


class FilesField(Field):
    """`tuple[(name, bytes), …]`. What cannot be read is said beside it."""

    def __init__(
        self, name: str, desk: Desk, word: str, *, pattern: str = PHOTOS, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent=parent)
        self.desk, self._pattern = desk, pattern
        self.files: list[tuple[str, bytes]] = []
        self.setAcceptDrops(True)
        self.add_button = KeyButton(word, name=f"{name}_add", icon="ph.paperclip", parent=self)
        self.add_button.clicked.connect(self._choose)
        self.clear_button = KeyButton(tr("去掉"), name=f"{name}_clear", parent=self)
        self.clear_button.clicked.connect(self._clear)
        self.words = Words("", "body", "text2", parent=self)
        self.words.setObjectName(f"{name}_words")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.add_button)
        row.addWidget(self.clear_button)
        row.addWidget(self.words, 1)
        self.setFixedHeight(SIZE.control)
        self.setFocusProxy(self.add_button)
        self._show()

    def value(self) -> Any:
        return tuple(self.files)

    def set_value(self, value: Any) -> None:
        self.files = list(value or ())
        self._show()

    def typed(self) -> Any:
        return [name for name, _content in self.files]

    def set_typed(self, kept: Any) -> None:
        # Bytes do not go into a draft: the files are chosen again.
        self.set_value(None)

    def paint_frame(self, painter: Any) -> None:
        """The buttons have frames of their own."""

    def _choose(self) -> None:
        path = self.desk.dialogs.choose_open_file(tr("选文件"), tr(self._pattern))
        if path is not None:
            self.take([path])

    def take(self, paths: list[Path]) -> None:
        """Read these; one that cannot be read is said."""
        self.set_error(None)
        for path in paths:
            try:
                self.files.append((path.name, path.read_bytes()))
            except OSError:
                self.set_error(tr("“{name}”读不出来，请核对后再选", name=path.name))
        self._show()
        self._changed_by_hand()

    def _clear(self) -> None:
        self.files.clear()
        self._show()
        self._changed_by_hand()

    def _show(self) -> None:
        self.clear_button.setVisible(bool(self.files))
        names = "、".join(name for name, _content in self.files)
        self.words.setText(names[:60] if names else tr("可拖入"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()
