"""Files that a clerk brings: chosen, dragged onto a page, or pasted from the clipboard; and the field that holds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QPainter,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.file_kinds import LARGEST, OPEN_PATTERN
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.field import Field
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.theme import colour
from frontdesk.base.widgets.tokens import SIZE, SPACE

CHOSEN, DROPPED, PASTED, SCANNED = "chosen", "dropped", "pasted", "scanned"
PHOTOS = "照片 (*.jpg *.jpeg *.png *.bmp *.webp)"
_NAMES = 60
"""So many signs of the names of files are shown."""


@dataclass(frozen=True, slots=True)
class Picked:
    """A file that was brought; `way` is how."""

    name: str
    content: bytes
    way: str = CHOSEN


def read_picked(paths: Sequence[Path], way: str) -> tuple[list[Picked], str]:
    """The files there, and what went wrong with the others in words ("" for nothing)."""
    found: list[Picked] = []
    trouble = []
    for path in paths:
        try:
            if path.is_dir():
                trouble.append(tr("“{name}”是文件夹，请选里面的文件", name=path.name))
            elif path.stat().st_size > LARGEST:
                n = LARGEST // 1024 // 1024
                trouble.append(tr("“{name}”超过 {n} MB，请压缩或分开扫描后再附上", name=path.name, n=n))
            else:
                found.append(Picked(path.name, path.read_bytes(), way))
        except OSError:
            trouble.append(tr("“{name}”读不出来，请核对后再选", name=path.name))
    return found, "；".join(trouble)


def read_clipboard(desk: Desk) -> tuple[list[Picked], str]:
    """Files or the picture on the clipboard, as `read_picked`."""
    data = QGuiApplication.clipboard().mimeData()
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data is not None else []
    if paths:
        return read_picked(paths, PASTED)
    image = QGuiApplication.clipboard().image()
    if not isinstance(image, QImage) or image.isNull():
        return [], tr("剪贴板里没有图片，请先截图或复制照片")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    at = local_time(desk.clock.now())
    name = tr("截图 {time}", time=f"{at:%Y%m%d %H%M%S}") + ".png"
    return [Picked(name, bytes(buffer.data().data()), PASTED)], ""


class FileDrops(QObject):
    """Files dragged onto *widget* or anything in it that takes none itself go to *taken*."""

    def __init__(self, widget: QWidget, taken: Callable[[list[Path]], object]) -> None:
        super().__init__(widget)
        self._taken = taken
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent):
            paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
            if paths:
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                if event.type() == QEvent.Type.Drop:
                    self._taken(paths)
                return True
        return super().eventFilter(watched, event)


class FilesField(Field):
    """Files chosen, dragged in or pasted (Ctrl+V anywhere on the dialog). `tuple[Picked, …]`.

    *word* stands on the button and over the choice of a file, *key* presses it, *pattern* is what may be chosen,
    *hint* stands where there are none yet. Not *framed* it is a row of a form, without the dashed place to drop on.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        desk: Desk,
        *,
        word: str = "",
        key: str = "",
        pattern: str = "",
        hint: str = "",
        framed: bool = True,
        required: bool = False,
        high: int = 64,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, required=required, parent=parent)
        self._desk = desk
        self._word = word or tr("选文件")
        self._pattern = pattern or tr(OPEN_PATTERN)
        self._hint = hint or tr("拖到这里，或粘贴截图 Ctrl+V")
        self._framed = framed
        self.files: list[Picked] = []
        self.setAcceptDrops(True)
        self.setFixedHeight(high if framed else SIZE.control)
        self.words = Words("", "body", "text2", parent=self)
        self.words.setObjectName(f"{name}_words")
        self.add_button = KeyButton(self._word, key, name=f"{name}_add", icon="ph.paperclip", parent=self)
        self.add_button.clicked.connect(self._choose)
        self.clear_button = KeyButton(tr("去掉"), name=f"{name}_clear", parent=self)
        self.clear_button.clicked.connect(self._clear)
        self.setFocusProxy(self.add_button)
        row = QHBoxLayout(self)
        edge = SPACE.l if framed else 0
        row.setContentsMargins(edge, 0, edge, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.add_button)
        row.addWidget(self.words, 1)
        row.addWidget(self.clear_button)
        self._show()

    def watch_paste(self, page: QWidget) -> None:
        """Ctrl+V anywhere on *page* but in a field of text brings the clipboard's picture here."""
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), page)
        key.activated.connect(self.paste)

    # -- the field --

    def must(self) -> Refused:
        return Refused(tr("请选{what}", what=self.label or tr("文件")))

    def value(self) -> Any:
        if self.required and not self.files:
            raise self.must()
        return tuple(self.files)

    def set_value(self, value: Any) -> None:
        self.files = list(value or ())
        self.set_error(None)
        self._show()

    def typed(self) -> Any:
        return [each.name for each in self.files]

    def set_typed(self, kept: Any) -> None:
        # Bytes do not go into a draft: the files are chosen again.
        self.set_value(None)

    def paint_frame(self, painter: QPainter) -> None:
        if not self._framed:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(colour("bad" if self.error() else "ctledge")))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), SIZE.radius, SIZE.radius)

    # -- what comes --

    def _choose(self) -> None:
        path = self._desk.dialogs.choose_open_file(self._word, self._pattern)
        if path is not None:
            self.take([path])

    def take(self, paths: Sequence[Path], way: str = CHOSEN) -> None:
        """Read these; one that cannot be read is said."""
        self._took(*read_picked(paths, way))

    def paste(self) -> None:
        """The clipboard's picture, or files copied there; where there are none it is said beside the field."""
        self._took(*read_clipboard(self._desk))

    def _took(self, found: list[Picked], trouble: str) -> None:
        self.files += found
        self.set_error(trouble or None)
        self._told()

    def _clear(self) -> None:
        self.files.clear()
        self._told()

    def _told(self) -> None:
        self._show()
        self.edited.emit()
        self.changed.emit()

    def _show(self) -> None:
        self.clear_button.setVisible(bool(self.files))
        names = "、".join(each.name for each in self.files)
        if len(self.files) > 3:
            names = tr("{first} 等 {n} 个", first=self.files[0].name, n=len(self.files))
        self.words.setText(names[:_NAMES] or self._hint)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()], DROPPED)
        event.acceptProposedAction()


class PhotosField(FilesField):
    """The same, of pictures that a service takes by name and content: `tuple[(name, bytes), …]`."""

    def __init__(
        self,
        name: str,
        desk: Desk,
        *,
        word: str = "",
        pattern: str = "",
        hint: str = "",
        framed: bool = True,
        high: int = 64,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name, desk, word=word or tr("选照片"), pattern=pattern or tr(PHOTOS),
            hint=hint or tr("拖到这里，或粘贴微信截图 Ctrl+V"), framed=framed, high=high, parent=parent,
        )  # fmt: skip

    def value(self) -> Any:
        return tuple((each.name, each.content) for each in self.files)

    def set_value(self, value: Any) -> None:
        super().set_value([Picked(name, content) for name, content in value or ()])
