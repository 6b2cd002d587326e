"""What a unit owes, ticked; the amount taken now is typed over the last column (03_collect)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from frontdesk.areas.cashdesk.ui.owed import Owed
from frontdesk.areas.cashdesk.ui.visit import Visit
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import hline, paint_box
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.rows import NONE, Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.theme import colour, font, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TYPED = "0123456789.０１２３４５６７８９。"


def state_of(charge: Owed, today: date) -> Status:
    """How urgent a charge is: dot and word; hollow for a period that has not begun."""
    if charge.starts_on > today:
        return Status("neutral", tr("可预收"), hollow=True)
    if not charge.owed:
        return Status("warn", tr("只欠违约金"))
    if charge.overdue_days > 0:
        return Status("bad", tr("逾期 {n} 天", n=charge.overdue_days))
    return Status("neutral", tr("{day} 到期", day=f"{charge.due_on:%m-%d}"))


class _Editor(QLineEdit):
    """The amount of one row while it is typed. Enter keeps it, Esc lets it go."""

    kept = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("charges_editor")
        self.setAccessibleName(tr("本次收"))
        self.setFrame(False)
        self.setFont(font("bold"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setTextMargins(SPACE.xs, 0, SPACE.s, 0)
        self.hide()

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() in (*_ENTER, Qt.Key.Key_Escape) and not event.modifiers():  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            if not event.isAutoRepeat():
                self.kept.emit(self.text())
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("ctl"))
        paint_box(
            painter, self.rect().toRectF(), None, None, focus=colour("accent"), radius=SIZE.radius_small
        )
        painter.end()
        super().paintEvent(event)


class ChargeTable(Table):
    """The owed charges of one unit.

    Space ticks, a figure typed on a row begins a part payment, Enter asks to collect (`pay_wanted`).
    """

    ticked = Signal(int, bool)
    part_typed = Signal(int, str)
    """(charge id, what was typed for 本次收)"""
    pay_wanted = Signal()

    def __init__(
        self,
        visit: Visit,
        today: Callable[[], date],
        memory: Memory | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("charges", title=tr("应收的费用"), memory=memory, parent=parent)
        self._visit = visit
        self._rows: RowsModel[Owed] = RowsModel(
            [
                Column("", lambda c: c.charge_id in visit.ticked, kind="tick", width=52, sort=False),
                Column(tr("费项"), lambda c: c.item, width=144, sort=False),
                Column(tr("账期"), lambda c: c.period, width=72, sort=False),
                Column(tr("状态"), lambda c: state_of(c, today()), kind="status", width=104, sort=False),
                Column(tr("计算说明"), lambda c: c.how, kind="quiet", sort=False),
                Column(tr("应收（元）"), lambda c: c.owed or None, kind="money", width=96, sort=False),
                Column(tr("违约金"), self._late, text=self._late_words, right=True, width=76, sort=False),
                Column(tr("本次收"), self._taken, kind="strong", right=True, width=108, sort=False),
            ],
            key=lambda c: c.charge_id,
            faint=lambda c: c.charge_id not in visit.ticked,
            parent=self,
        )
        self.set_model(self._rows)
        self._rows.ticked.connect(lambda row, on: self.ticked.emit(row.charge_id, on))
        self._editor = _Editor(self.viewport())
        self._edited: int | None = None
        self._editor.kept.connect(self._keep)
        self._editor.left.connect(self.end_editing)
        self.verticalScrollBar().valueChanged.connect(self.end_editing)
        self.setToolTip(tr("空格勾选，直接输入数字可以只收一部分"))

    def _taken(self, charge: Owed) -> Money | None:
        return self._visit.take(charge) or None

    def _late(self, charge: Owed) -> tuple[Money, bool] | None:
        """The late fee, and whether it is left for another day."""
        fee = self._visit.late.get(charge.charge_id)
        return (fee, charge.charge_id in self._visit.late_left) if fee else None

    def _late_words(self, fee: tuple[Money, bool] | None) -> str:
        """`2.68`, or `以后收`."""
        if fee is None:
            return NONE
        return tr("以后收") if fee[1] else str(fee[0])

    def show_visit(self) -> None:
        """Show the visit as it is now; the selection stays on its row."""
        self.end_editing()
        self._rows.set_rows(self._visit.charges)
        if self.current() is None:
            self.select_first()
        self.horizontalHeader().viewport().update()

    # -- part payment --

    def edit_part(self, text: str = "") -> None:
        """Begin typing what is taken of the current row; *text* is the first key, if one began it."""
        charge: Owed | None = self.current()
        if charge is None:
            return
        self._edited = charge.charge_id
        index = self.model().index(self.currentIndex().row(), len(self._rows.columns) - 1)
        cell = self.visualRect(index)
        self._editor.setGeometry(
            QRect(cell.left(), cell.top() + 1, cell.width() - SPACE.l, cell.height() - 3)
        )
        self._editor.setText(text or str(self._visit.take(charge) or self._visit.whole(charge)))
        self._editor.show()
        self._editor.setFocus()
        if not text:
            self._editor.selectAll()

    def editing(self) -> bool:
        return self._edited is not None

    def _keep(self, text: str) -> None:
        charge_id = self._edited
        self.end_editing()
        if charge_id is not None:
            self.part_typed.emit(charge_id, text)

    def end_editing(self) -> None:
        """Let go of what was being typed."""
        if self._edited is None:
            return
        self._edited = None
        had = self._editor.hasFocus()
        self._editor.hide()
        if had:
            self.setFocus()

    def mouseDoubleClickEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        index: QModelIndex = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == len(self._rows.columns) - 1:
            self.edit_part()
            event.accept()
            return
        super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() or event.modifiers() == Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and plain:
            if not event.isAutoRepeat():
                self.pay_wanted.emit()
            event.accept()
            return
        if plain and event.text() and event.text() in _TYPED:
            self.edit_part(event.text())
            event.accept()
            return
        super().keyPressEvent(event)


class SumsRow(QWidget):
    """The sums under the list, in its columns: how many are ticked, what they owe, what is taken now."""

    def __init__(self, table: ChargeTable, visit: Visit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._visit = visit
        self.setObjectName("sums")
        self.setFixedHeight(SIZE.row + 2)
        table.horizontalHeader().sectionResized.connect(lambda *_: self.update())
        theme_changed.connect(self.update)

    def words(self) -> tuple[str, str]:
        """The head of the row in bold, and what follows it."""
        ticked = len(self._visit.ticked)
        if not ticked:
            return tr("没有勾选"), ""
        part = tr("，其中 {n} 项收一部分", n=len(self._visit.parts)) if self._visit.parts else ""
        return tr("已选 {n} 项", n=ticked), part + tr("，按到期先后")

    def owed(self) -> Money:
        """What is owed of the ticked charges."""
        return Money(sum(c.owed.fen for c in self._visit.charges if c.charge_id in self._visit.ticked))

    def late(self) -> Money:
        """The late fees that are taken now."""
        return Money(sum(amount.fen for _, amount in self._visit.late_fees()))

    def renew(self) -> None:
        head, rest = self.words()
        self.setAccessibleName(
            tr("{head}{rest}，本次收 {due}", head=head, rest=rest, due=self._visit.charged)
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        hline(painter, 0, self.width(), 0, colour("line"))
        head, rest = self.words()
        left = self._table.columnViewportPosition(1) + SPACE.s
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font("bold"))
        painter.setPen(colour("text"))
        painter.drawText(QRect(left, 1, 400, self.height() - 1), middle | Qt.AlignmentFlag.AlignLeft, head)
        left += painter.fontMetrics().horizontalAdvance(head)
        for column, amount in ((5, self.owed()), (6, self.late()), (7, self._visit.charged)):
            edge = self._table.columnViewportPosition(column) + self._table.columnWidth(column)
            padding = self._table.paddings(column)[1]
            cell = QRect(edge - 160, 1, 160 - padding, self.height() - 1)
            painter.drawText(cell, middle | Qt.AlignmentFlag.AlignRight, str(amount) if amount else NONE)
        painter.setFont(font("body"))
        painter.setPen(colour("text2"))
        painter.drawText(QRect(left, 1, 400, self.height() - 1), middle | Qt.AlignmentFlag.AlignLeft, rest)
        painter.end()
