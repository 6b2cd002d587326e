"""The bookmarks of a batch beside its pages (F4): a click or the arrows go to the page, the pages move the bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.popup import ITEM_ROLE, ItemDelegate, ListModel, paint_matched
from frontdesk.base.widgets.theme import theme_changed
from frontdesk.base.widgets.tokens import SPACE

WIDTH = 168


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark of a PDF; the first page is 0, the widest level 0."""

    title: str
    page: int
    level: int


def bookmarks(document: QPdfDocument) -> list[Bookmark]:
    """The bookmarks of a document as they are read, each level under the one above it."""
    model = QPdfBookmarkModel()
    model.setDocument(document)
    found: list[Bookmark] = []

    def read(parent: QModelIndex, level: int) -> None:
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            title = str(index.data(int(QPdfBookmarkModel.Role.Title)))
            found.append(Bookmark(title, int(index.data(int(QPdfBookmarkModel.Role.Page))), level))
            read(index, level + 1)

    read(QModelIndex(), 0)
    model.setDocument(None)  # type: ignore[arg-type]
    return found


class _Delegate(ItemDelegate):
    def paint_item(self, painter: QPainter, rect: QRectF, item: Any) -> None:
        inner = rect.adjusted(SPACE.l + item.level * SPACE.l, 0, -SPACE.s, 0)
        paint_matched(painter, inner, item.title, (), strong=item.level == 0)


class Outline(QListView):
    """A batch's bookmarks. `wanted(page)` when the clerk goes to one."""

    wanted = Signal(int)

    def __init__(self, marks: list[Bookmark], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_outline")
        self.setAccessibleName(tr("目录"))
        self.setFixedWidth(WIDTH)
        self._marks = marks
        self._follows = False
        model = ListModel(lambda mark: mark.title, self)
        model.set_items(marks)
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._go)
        theme_changed.connect(self.viewport().update)
        self.follow(0)

    def current_row(self) -> int:
        return self.currentIndex().row()

    def hovered_row(self) -> int:
        return -1

    def follow(self, page: int) -> None:
        """Stand on the last bookmark at or before that page, without going anywhere."""
        at = max((n for n, mark in enumerate(self._marks) if mark.page <= page), default=0)
        if self.current_row() >= 0 and self._marks[self.current_row()].page == self._marks[at].page:
            return
        self._follows = True
        self.setCurrentIndex(self.model().index(at, 0))
        self._follows = False

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if not self._follows:
            self._go(current)

    def _go(self, index: QModelIndex | QPersistentModelIndex) -> None:
        mark = index.data(ITEM_ROLE)
        if isinstance(mark, Bookmark):
            self.wanted.emit(mark.page)
