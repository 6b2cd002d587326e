"""The strip of a tab's pages, with a menu at its end for the pages it has no room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import Chip, ChipRow
from frontdesk.base.widgets.theme import font, icon
from frontdesk.base.widgets.tokens import SPACE

_CARET = 12


class MoreChip(Chip):
    """The strip's last place: 更多, or the page of its menu that is shown. A click opens the menu and chooses nothing."""

    asked = Signal(str)

    def __init__(self, pages: Sequence[tuple[str, str]], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("更多"), sub=True, name=name, parent=parent)
        self.menu_shown = QMenu(self)
        self.menu_shown.setObjectName(f"{name}_menu")
        self.menu_shown.setFont(font("body"))
        self._words = dict(pages)
        self._lines: dict[str, QAction] = {}
        for key, text in pages:
            line = self.menu_shown.addAction(text)
            line.setObjectName(f"{name}_{key}")
            line.triggered.connect(lambda _on=False, key=key: self.asked.emit(key))
            self._lines[key] = line
        self.clicked.connect(self.open_menu)

    def holds(self, key: str) -> bool:
        """Whether that page is in the menu."""
        return key in self._lines

    def stand_at(self, key: str) -> None:
        """That page of the menu is the one shown; an empty *key* is none of them."""
        self.setText(self._words.get(key, tr("更多")))
        self._say()
        self.setChecked(bool(key))
        for other, line in self._lines.items():
            line.setFont(font("bold" if other == key else "body"))
        self.updateGeometry()

    def count(self, key: str, count: int | str | None) -> None:
        """The figure behind that page's word in the menu."""
        said = f"{count:,}" if isinstance(count, int) else count or ""
        self._lines[key].setText(self._words[key] + (f"\t{said}" if said else ""))

    def open_menu(self) -> None:
        """Show the menu under the chip; the arrows move in it, Esc closes it."""
        self.menu_shown.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def nextCheckState(self) -> None:
        """A click leaves the chip as it is: what is shown decides (`stand_at`)."""

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(_CARET + SPACE.xs, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        box = QRect(self.width() - SPACE.m - _CARET, (self.height() - _CARET) // 2, _CARET, _CARET)
        icon("ph.caret-down", "accent" if self.isChecked() else "text2").paint(painter, box)
        painter.end()


class SubTabs(ChipRow):
    """The strip of sub-pages: 收款 · 楼栋图 · 应收账单 … `chosen(key)` when another one is taken.

    *more* stand in a menu in the strip's last place; it shows the word of the one that is chosen.
    """

    def __init__(
        self,
        tabs: Sequence[tuple[str, str]],
        *,
        name: str,
        more: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tabs, sub=True, name=name, parent=parent)
        self.more: MoreChip | None = None
        self._standing = ""
        self._more = [key for key, _text in more]
        if more:
            self.more = MoreChip(more, name=f"{name}_more", parent=self)
            self._group.addButton(self.more)
            self._row.insertWidget(self._row.count() - 1, self.more)
            self.more.asked.connect(self.chosen)

    def keys(self) -> tuple[str, ...]:
        return super().keys() + tuple(self._more)

    def current(self) -> str:
        return self._standing or super().current()

    def choose(self, key: str) -> None:
        if self.more is None:
            super().choose(key)
            return
        self._standing = key if self.more.holds(key) else ""
        if self._standing:
            self.more.stand_at(key)
            self._stop_at_chosen()
        else:
            super().choose(key)
            self.more.stand_at("")
            self._stop_at_chosen()

    def _stop_at_chosen(self) -> None:
        super()._stop_at_chosen()
        if self.more is not None:
            on = self.more.isChecked()
            self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def set_count(self, key: str, count: int | str | None) -> None:
        if self.more is not None and self.more.holds(key):
            self.more.count(key, count)
        else:
            super().set_count(key, count)
