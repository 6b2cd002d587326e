"""The tags in a form for lending or taking back: what each is, how many of it, and away with it."""

from __future__ import annotations

from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton
from frontdesk.base.widgets.fields import NumberField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Scroll
from frontdesk.base.widgets.tokens import SPACE

MOST = 16
"""Tags in one form; who takes more fills in another."""
HEIGHT = 36

T = TypeVar("T")


class KeyLine(QWidget):
    """One line. The field is there for several keys alone: of one key there is nothing to type."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, SPACE.xs)
        row.setSpacing(SPACE.s)
        self.words = Words("", "bold")
        self.detail = Words("", "body", "text2")
        self.pieces = NumberField(f"{name}_pieces", least=1, unit=tr("把"), required=True)
        self.pieces.setFixedWidth(72)
        self.remove = IconButton("ph.x", tr("去掉"), name=f"{name}_remove")
        for part in (self.words, self.detail, None, self.pieces, self.remove):
            if part is None:
                row.addStretch(1)
            else:
                row.addWidget(part)

    def show_key(self, words: str, detail: str, most: int) -> None:
        """What it is, and of how many keys at most."""
        self.words.setText(words)
        self.detail.setText(detail)
        self.pieces.set_label(tr("{key} 几把", key=words))
        self.remove.setAccessibleName(tr("去掉 {key}", key=words))
        self.remove.setToolTip(tr("去掉 {key}", key=words))
        self.pieces.setVisible(most > 1)


class KeyLines(Scroll, Generic[T]):
    """Lines for things with an id. All widgets are there from the beginning, in the order Tab goes (L5)."""

    changed = Signal()

    def __init__(self, name: str, nothing: str, parent: QWidget | None = None) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, SPACE.s, 0)
        column.setSpacing(0)
        self._none = Words(nothing, "body", "text3")
        column.addWidget(self._none)
        self._pool = [KeyLine(f"{name}_{number}", inner) for number in range(1, MOST + 1)]
        for number, line in enumerate(self._pool):
            column.addWidget(line)
            line.remove.clicked.connect(partial(self._remove_at, number))
        column.addStretch(1)
        super().__init__(inner, parent)
        self._items: list[tuple[int, T, str, str, int]] = []
        self._show()

    def lines(self) -> dict[int, tuple[T, KeyLine]]:
        """Id -> the thing and its line, from above."""
        return {item[0]: (item[1], line) for item, line in zip(self._items, self._pool, strict=False)}

    def full(self) -> bool:
        return len(self._items) >= MOST

    def add(self, key: int, thing: T, words: str, detail: str, most: int, pieces: int) -> None:
        """One more at the end, *pieces* of at most *most* keys."""
        self._items.append((key, thing, words, detail, most))
        line = self._pool[len(self._items) - 1]
        line.pieces.set_value(pieces)
        self._show()
        self.ensureWidgetVisible(line)
        self.changed.emit()

    def _remove_at(self, at: int) -> None:
        """What stands under it moves up."""
        for number in range(at, len(self._items) - 1):
            self._pool[number].pieces.set_typed(self._pool[number + 1].pieces.typed())
        self._items.pop(at)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self._none.setVisible(not self._items)
        for number, line in enumerate(self._pool):
            line.setVisible(number < len(self._items))
        for (_key, _thing, words, detail, most), line in zip(self._items, self._pool, strict=False):
            line.show_key(words, detail, most)
