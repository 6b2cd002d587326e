"""Fields of the goods pass: a time of day, and the lines of what leaves, entered as fast as one types (D3.6)."""

from __future__ import annotations

from datetime import time
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.permits.rules.goods import (
    LONGEST_WHAT,
    LONGEST_WORDS,
    MOST_LINES,
    Line,
    read_count,
    read_pasted,
    read_time,
)
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton
from frontdesk.base.widgets.field import Field, plain
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.textfields import TextField
from frontdesk.base.widgets.tokens import SIZE, SPACE

_NUMBER, _COUNT, _AWAY = 24, 96, 24
_HEAD = 24


class TimeField(TextField):
    """A time of day: `time`, None when empty. Takes 14:05, 1405, 14; all is selected on coming."""

    def value(self) -> Any:
        if not plain(self.text()):
            if self.required:
                raise self.must()
            return None
        return read_time(self.text())

    def set_value(self, value: Any) -> None:
        super().set_value(f"{value:%H:%M}" if isinstance(value, time) else None)

    def entered(self) -> None:
        if not self.read_only():
            self.inner.selectAll()

    def left(self) -> None:
        if self.error() or not plain(self.text()):
            return
        try:
            self.inner.setText(f"{self.value():%H:%M}")
        except Refused as refused:
            self.set_error(refused.text)


class _Cell(TextField):
    """A cell of a line: up and down go to the same cell of other lines, a paste of many rows fills them all."""

    went = Signal(int)
    pasted = Signal(str)
    cleared = Signal()

    def take_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            if "\n" in text.strip() or "\t" in text.strip("\n"):
                self.pasted.emit(text)
                return True
            return False
        if event.key() == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.cleared.emit()
            return True
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self.went.emit(step)
        return True


class _Row(QWidget):
    """One line: its number, what, how many, words, and away with it."""

    def __init__(self, name: str, made: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = Words("", "small", "text3", parent=self)
        self.number.setFixedWidth(_NUMBER)
        self.what = _Cell(f"{name}_{made}_what", tr("物品，如 双门冰箱"), limit=LONGEST_WHAT, parent=self)
        self.count = _Cell(f"{name}_{made}_count", tr("如 1台"), limit=14, parent=self)
        self.words = _Cell(
            f"{name}_{made}_words", tr("说明，如 白色，海尔"), limit=LONGEST_WORDS, parent=self
        )
        self.count.setFixedWidth(_COUNT)
        self.remove = IconButton("ph.x", tr("去掉这一行"), name=f"{name}_{made}_remove", parent=self)
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.setFixedSize(_AWAY, _AWAY)
        keeps = self.remove.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.remove.setSizePolicy(keeps)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.number)
        row.addWidget(self.what, 5)
        row.addWidget(self.count)
        row.addWidget(self.words, 4)
        row.addWidget(self.remove)

    @property
    def cells(self) -> tuple[_Cell, _Cell, _Cell]:
        return self.what, self.count, self.words

    def texts(self) -> tuple[str, str, str]:
        return self.what.text().strip(), self.count.text().strip(), self.words.text().strip()

    def put(self, texts: tuple[str, str, str]) -> None:
        for cell, text in zip(self.cells, texts, strict=True):
            cell.set_value(text or None)

    def show_number(self, number: int) -> None:
        self.number.setText(str(number))
        for cell, word in zip(self.cells, (tr("物品"), tr("数量"), tr("说明")), strict=True):
            cell.set_label(tr("第 {n} 行{what}", n=number, what=word))


class GoodsLinesField(Field):
    """What leaves, line by line: `tuple[Line, ...]`. There is always an empty line at the end to type into.

    Enter goes to the next cell, and on an empty line leaves the list; Ctrl+Delete takes a line away; rows copied
    in Excel are pasted all at once.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.rows: list[_Row] = []
        self._made = 0
        self.sum = Words("", "body", "text2", parent=self)
        self.sum.setObjectName(f"{name}_sum")
        self.paste = Link(tr("粘贴从 Excel 复制的行"), f"{name}_paste", self)
        self.paste.clicked.connect(self._paste_clipboard)
        foot = QHBoxLayout()
        foot.setContentsMargins(_NUMBER + SPACE.s, 0, _AWAY + SPACE.s, 0)
        foot.addWidget(self.paste)
        foot.addStretch(1)
        foot.addWidget(self.sum)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE.xs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addLayout(self._list)
        column.addLayout(foot)
        column.addStretch(1)
        self._add()
        self._show()

    # -- lines --

    def _add(self) -> _Row:
        self._made += 1
        row = _Row(self.objectName(), self._made, self)
        for at, cell in enumerate(row.cells):
            cell.enter_moves = False
            cell.edited.connect(self._edited)
            cell.submitted.connect(lambda row=row, at=at: self._entered(row, at))
            cell.went.connect(lambda step, row=row, at=at: self._went(row, at, step))
            cell.pasted.connect(lambda text, row=row: self._pasted(row, text))
            cell.cleared.connect(lambda row=row: self._remove(row))
        row.remove.clicked.connect(lambda _on=False, row=row: self._remove(row))
        self.rows.append(row)
        self._list.addWidget(row)
        if len(self.rows) == 1:
            self.setFocusProxy(row.what)
        self._order()
        return row

    def _order(self) -> None:
        """Tab goes cell by cell, line by line, and then to what stands under them."""
        way = [cell.inner for row in self.rows for cell in row.cells]
        for one, next_ in pairwise([*way, self.paste]):
            QWidget.setTabOrder(one, next_)

    def showEvent(self, event: QShowEvent) -> None:
        # The order that was set before there was a window is lost when it comes into one.
        self._order()
        super().showEvent(event)

    def _remove(self, row: _Row) -> None:
        if len(self.rows) == 1:
            row.put(("", "", ""))
        else:
            at = self.rows.index(row)
            self.rows.remove(row)
            self._list.removeWidget(row)
            after = self.rows[min(at, len(self.rows) - 1)]
            self.setFocusProxy(self.rows[0].what)
            after.what.setFocus(Qt.FocusReason.OtherFocusReason)
            row.hide()
            row.deleteLater()
        self._edited()

    def _edited(self) -> None:
        self._tail()
        self._show()
        self._changed_by_hand()

    def _tail(self) -> None:
        """One empty line at the end, as long as there may be more."""
        if any(self.rows[-1].texts()) and len(self.rows) < MOST_LINES:
            self._add()

    def _show(self) -> None:
        for number, row in enumerate(self.rows, 1):
            row.show_number(number)
            row.remove.setVisible(len(self.rows) > 1 and (any(row.texts()) or number < len(self.rows)))
        count, lines = 0, 0
        for row in self.rows:
            if any(row.texts()):
                lines += 1
                try:
                    count += read_count(row.count.text())[0]
                except Refused:
                    continue
        self.sum.setText(tr("共 {lines} 项，{n} 件", lines=lines, n=count) if lines else "")
        self.setFixedHeight(len(self.rows) * (SIZE.control + SPACE.xs) + _HEAD)

    def _entered(self, row: _Row, at: int) -> None:
        """Enter: the next cell; from the end of a line the next line; from an empty last line out of the list."""
        number = self.rows.index(row)
        if at == 0 and not any(row.texts()) and number == len(self.rows) - 1 and number:
            self.paste.setFocus(Qt.FocusReason.TabFocusReason)
            self.paste.focusNextChild()
        elif at < 2:
            row.cells[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
        elif number + 1 < len(self.rows):
            self.rows[number + 1].what.setFocus(Qt.FocusReason.TabFocusReason)

    def _went(self, row: _Row, at: int, step: int) -> None:
        number = self.rows.index(row) + step
        if 0 <= number < len(self.rows):
            self.rows[number].cells[at].setFocus(Qt.FocusReason.TabFocusReason)

    # -- pasting --

    def _paste_clipboard(self) -> None:
        self._pasted(self.rows[-1], QGuiApplication.clipboard().text())

    def _pasted(self, row: _Row, text: str) -> None:
        """Rows from *row* on; what stands in it is kept, and they begin beneath."""
        found = read_pasted(text)
        if not found:
            return
        at = self.rows.index(row) + (1 if any(row.texts()) else 0)
        kept = [r.texts() for r in self.rows]
        self.set_rows([*kept[:at], *found, *(texts for texts in kept[at:] if any(texts))])
        self._edited()
        self.rows[-1].what.setFocus(Qt.FocusReason.TabFocusReason)

    def set_rows(self, texts: list[tuple[str, str, str]]) -> None:
        """Show these lines, as texts, and an empty one after them."""
        texts = texts[:MOST_LINES]
        while len(self.rows) < max(1, len(texts)):
            self._add()
        while len(self.rows) > max(1, len(texts)):
            row = self.rows.pop()
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for row, line in zip(self.rows, texts or [("", "", "")], strict=True):
            row.put(line)
        self._tail()
        self._show()

    # -- the field --

    def value(self) -> tuple[Line, ...]:
        found: list[Line] = []
        wrong: tuple[str, _Cell] | None = None
        for number, row in enumerate(self.rows, 1):
            what, told, words = row.texts()
            row.what.set_error(None)
            row.count.set_error(None)
            if not (what or told or words):
                continue
            if not what:
                row.what.set_error(tr("请写物品"))
                wrong = wrong or (tr("第 {n} 行没有写物品", n=number), row.what)
                continue
            try:
                count, measure = read_count(told or "1")
            except Refused as refused:
                row.count.set_error(refused.text)
                wrong = wrong or (tr("第 {n} 行：{why}", n=number, why=refused.text), row.count)
                continue
            found.append(Line(what, count, measure, words))
        if wrong is not None:
            self.setFocusProxy(wrong[1])
            raise Refused(wrong[0])
        self.setFocusProxy(self.rows[0].what)
        if not found:
            raise Refused(tr("请至少写一样物品"))
        return tuple(found)

    def set_value(self, value: Any) -> None:
        lines = value if isinstance(value, tuple) else ()
        self.set_rows([(line.what, f"{line.count}{line.measure}", line.words) for line in lines])
        self.set_error(None)

    def typed(self) -> Any:
        return [list(row.texts()) for row in self.rows if any(row.texts())]

    def set_typed(self, kept: Any) -> None:
        rows = kept if isinstance(kept, list) else []
        self.set_rows(
            [(str(r[0]), str(r[1]), str(r[2])) for r in rows if isinstance(r, list) and len(r) == 3]
        )

    def paint_frame(self, painter: QPainter) -> None:
        pass
