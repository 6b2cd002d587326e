"""The list to read meters by: this reading is typed straight down the column, Enter goes to the next (M3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries.meters import MeterLine
from frontdesk.areas.fees.rules.kinds import Odd
from frontdesk.areas.fees.rules.meters import (
    judge,
    may_have_rolled,
    plain_figure,
    reading_figure,
    value_fault,
)
from frontdesk.areas.fees.rules.reading_book import read_figure
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.textfields import TextField
from frontdesk.base.widgets.tokens import SIZE

VALUE_COLUMN = 5
_PAGE = 10


def typed_value(text: str) -> Decimal | None:
    """What was typed as a reading; None for nothing or for what is none."""
    return read_figure(text) if text.strip() else None


def fault_of(line: MeterLine, text: str) -> str:
    """Why what was typed cannot be taken, or an empty text."""
    if not text.strip():
        return ""
    value = read_figure(text)
    if value is None:
        return tr("这里只能填数字")
    if line.later_on is not None and value != line.value:
        return tr("{day} 已有读数，不能再改", day=line.later_on.isoformat())
    if line.billed and value != line.value:
        return tr("已生成应收，不能再改")
    return value_fault(value, line.digits)


def hint_of(line: MeterLine, text: str) -> Status:
    """What is odd about a meter, or how it stands: typed, read, waiting, not read."""
    fault = fault_of(line, text)
    if fault:
        return Status("bad", fault)
    value = typed_value(text)
    if value is None:
        if line.waiting:
            return Status("warn", tr("待处理：{why}", why=line.waiting))
        if line.value is not None:
            return Status("ok", tr("已抄，已计费") if line.billed else tr("已抄"))
        if line.read_this_month:
            return Status("neutral", tr("本月 {day} 抄过", day=line.last_on.isoformat()[5:]))
        return Status("neutral", tr("未抄"), hollow=True)
    judged = judge(line.last_value, value, digits=line.digits, multiplier=line.multiplier, usual=line.usual)
    if judged.odd is Odd.LOWER:
        if may_have_rolled(line.last_value, value, line.digits):
            return Status("warn", tr("低于上次，可能翻转"))
        return Status("warn", tr("低于上次"))
    if judged.odd is Odd.MUCH:
        return Status("warn", tr("超过平时三倍"))
    return Status("info", tr("待保存"))


def use_of(line: MeterLine, text: str) -> Decimal | None:
    """The consumption of what was typed, else of what stands."""
    value = typed_value(text)
    if value is None or value < line.last_value:
        return line.use if value is None else None
    return (value - line.last_value) * line.multiplier


class EntryModel(RowsModel[MeterLine]):
    """The meters, with what is typed for each and not stored yet (`typed`: meter id -> text)."""

    def __init__(self) -> None:
        self.typed: dict[int, str] = {}
        super().__init__(self._columns(), key=lambda line: line.meter_id)

    def _columns(self) -> tuple[Column[MeterLine], ...]:
        return (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=112, name="unit"),
            Column(tr("表号"), lambda r: r.number, kind="quiet", width=112),
            Column(tr("位置"), lambda r: r.place, kind="quiet", width=88),
            Column(tr("最近抄表"), lambda r: r.last_on, kind="quiet", width=96),
            Column(tr("上期读数"), lambda r: r.last_value, reading_figure, right=True, width=96),
            Column(
                tr("本期读数"), self.shown, str, right=True, width=136, name="value", sort=lambda r: r.value
            ),
            Column(tr("用量"), lambda r: use_of(r, self.text_of(r)), _figure, right=True, width=80),
            Column(tr("平时"), lambda r: r.usual, _figure, right=True, width=64, kind="text"),
            Column(tr("提示"), lambda r: hint_of(r, self.text_of(r)), kind="status"),
        )

    def text_of(self, line: MeterLine) -> str:
        """What is typed for a meter; empty where nothing is."""
        return self.typed.get(line.meter_id, "")

    def shown(self, line: MeterLine) -> str:
        """This reading as the column shows it: typed, or stored."""
        return self.text_of(line) or reading_figure(line.value)

    def set_text(self, meter_id: int, text: str) -> None:
        """Something was typed for a meter, or taken back."""
        if text.strip():
            self.typed[meter_id] = text
        else:
            self.typed.pop(meter_id, None)
        at = self.find(meter_id)
        if at >= 0:
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))


def _figure(value: Decimal | None) -> str:
    return "" if value is None else plain_figure(value)


class _ValueField(TextField):
    """The field that stands in the row where typing goes."""

    def __init__(self, table: EntryTable) -> None:
        super().__init__("meter_value", right=True, parent=table.viewport())
        self._table = table
        self.set_label(tr("本期读数"))
        self.enter_moves = False
        self.inner.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def entered(self) -> None:
        self.inner.selectAll()
        self._table.viewport().update()

    def left(self) -> None:
        self._table.viewport().update()

    def take_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._table.paste(QGuiApplication.clipboard().text())
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _PAGE,
            Qt.Key.Key_PageUp: -_PAGE,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._table.step(step)
            return True
        return False


class EntryTable(Table):
    """`typed_changed` on every figure. The field of the current row has the focus where the table would."""

    typed_changed = Signal()

    def __init__(self, name: str, *, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(name, title=tr("抄表"), memory=memory, parent=parent)
        self.entry_model = EntryModel()
        self.field = _ValueField(self)
        self.field.edited.connect(self._edited)
        self.field.submitted.connect(lambda: self.step(1))
        self.set_model(self.entry_model)
        self.setFocusProxy(self.field)
        self.current_changed.connect(lambda _row: self._place())
        self.verticalScrollBar().valueChanged.connect(lambda _at: self._place(keep=True))
        self.horizontalHeader().sectionResized.connect(lambda *_: self._place(keep=True))

    def hasFocus(self) -> bool:
        """Typing in the row's field is being in the list."""
        return super().hasFocus() or self.field.focused()

    def set_lines(self, lines: Sequence[MeterLine]) -> None:
        """Show these meters; what is typed stays."""
        self.entry_model.set_rows(lines)
        if self.current() is None:
            self.select_first()
        self._place()

    def typed(self) -> dict[int, str]:
        """Meter id -> what is typed and not stored."""
        return dict(self.entry_model.typed)

    def set_typed(self, typed: Mapping[int, str]) -> None:
        """Put back what was typed."""
        self.entry_model.typed = {id: text for id, text in typed.items() if text.strip()}
        self.entry_model.set_rows(self.entry_model.rows())
        self._place()
        self.typed_changed.emit()

    def step(self, by: int) -> None:
        """Go up or down the column; the last row keeps what is typed there."""
        at = self.currentIndex().row() + by
        self.select_row(max(0, min(self.entry_model.rowCount() - 1, at)))

    def paste(self, text: str) -> bool:
        """Figures pasted one under the other fill the rows from this one down; one alone goes into its field."""
        lines = [line.split("\t")[0].strip() for line in text.replace("\r", "").strip("\n").split("\n")]
        if len(lines) < 2:
            return False
        start = self.currentIndex().row()
        rows = self.entry_model.rows()
        for line, value in zip(rows[start:], lines, strict=False):
            self.entry_model.set_text(line.meter_id, value)
        self.select_row(min(start + len(lines), len(rows)) - 1)
        self._place()
        self.typed_changed.emit()
        return True

    def _edited(self) -> None:
        line: MeterLine | None = self.current()
        if line is not None:
            self.entry_model.set_text(line.meter_id, self.field.text())
            self._show_fault(line)
            self.typed_changed.emit()

    def _show_fault(self, line: MeterLine) -> None:
        self.field.set_error(fault_of(line, self.field.text()))

    def _place(self, *, keep: bool = False) -> None:
        """Put the field into the current row; *keep* where only its place has changed."""
        line: MeterLine | None = self.current()
        if line is None:
            self.field.hide()
            return
        index = self.model().index(self.currentIndex().row(), VALUE_COLUMN)
        rect = self.visualRect(index)
        self.field.setGeometry(rect.left(), rect.top(), rect.width(), SIZE.control - 1)
        if not keep:
            self.field.inner.setText(self.entry_model.shown(line))
            self._show_fault(line)
            self.field.setAccessibleName(tr("{unit} 本期读数", unit=line.unit))
            if self.field.focused():
                self.field.inner.selectAll()
        self.field.setVisible(True)
        self.field.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(keep=True)

    def edit_at(self, index: QModelIndex) -> None:
        """Go to a row and type there."""
        self.select_row(index.row())
        self.field.setFocus()

    def mousePressEvent(self, event: Any) -> None:
        super().mousePressEvent(event)
        self.field.setFocus(Qt.FocusReason.MouseFocusReason)
