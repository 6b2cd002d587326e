"""The list of charges: read by the page as it scrolls, with the sums of the whole filter in a fixed foot (T8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from frontdesk.areas.fees.queries import (
    ChargeFilter,
    ChargeRow,
    ChargeTotals,
    charge_totals,
    late_charges,
    late_fee_words,
)
from frontdesk.areas.fees.ui.sums import SumsRow
from frontdesk.areas.fees.ui.words import charge_state
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.print_list import print_list
from frontdesk.base.widgets.rows import Column, PageAsk, PagedModel
from frontdesk.base.widgets.table import Table

EXPORT_STEP = 5_000
LATE: tuple[Column[ChargeRow], ...] = (
    Column(
        tr("违约金"),
        lambda r: r.late_fee or None,
        kind="money",
        width=72,
        sort=False,
        name="late_fee",
        tip=lambda r: tr("到今天为止，收款时另开一笔") if r.late_fee else "",
    ),
)


class ChargeList(QWidget):
    """`chosen(row or None)` as the selection moves, `opened(row)` on Enter, `counted(totals)` after each reading."""

    chosen = Signal(object)
    opened = Signal(object)
    counted = Signal(object)
    clear_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted = ChargeFilter()
        self._keep: tuple[int, int] | None = None
        self._takes_focus = False
        self._with_late = False
        self.model: PagedModel[ChargeRow] = PagedModel(self._columns(), self._fetch, key=lambda r: r.id)
        self.table = Table("billing_charges", title=tr("应收"), memory=desk.memory)
        self.table.set_model(self.model)
        self.table.current_changed.connect(self.chosen)
        self.table.opened.connect(self.opened)
        clear = KeyButton(tr("清除筛选"), name="billing_clear")
        clear.clicked.connect(self.clear_wanted)
        self._none = EmptyState(
            "ph.funnel",
            tr("没有符合条件的应收"),
            tr("换一个账期、楼栋或状态，或者清除筛选再看。"),
            (clear,),
            name="billing_none",
        )
        self._views = QStackedWidget()
        self._views.addWidget(self.table)
        self._views.addWidget(self._none)
        self.sums = SumsRow(self.table, "billing_sums")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._views, 1)
        column.addWidget(self.sums)

    def _columns(self) -> tuple[Column[ChargeRow], ...]:
        today = self._desk.clock.today
        # With a column more, the amounts stand closer: the names of items keep their room.
        sum_wide, day_wide = (84, 100) if self._with_late else (92, 108)
        return (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=100, name="unit"),
            Column(tr("户主"), lambda r: r.payer_name, width=72, sort=False),
            Column(tr("收费项目"), lambda r: r.item, width=136, name="item"),
            Column(tr("账期"), lambda r: r.period, width=68, name="period"),
            Column(tr("计算说明"), lambda r: r.how, kind="quiet", sort=False),
            Column(tr("应收（元）"), _due, kind="money", width=sum_wide, name="amount", tip=_due_tip),
            Column(
                tr("已收"), lambda r: r.paid or None, kind="money", width=sum_wide, name="paid", sort=False
            ),
            Column(tr("未收"), lambda r: r.owed or None, kind="money", width=sum_wide, name="owed"),
            *(LATE if self._with_late else ()),
            Column(tr("状态"), lambda r: charge_state(r, today()), kind="status", width=104, sort=False),
            Column(tr("缴费期限"), lambda r: r.due_on, width=day_wide, name="due_on"),
        )

    def show_filter(self, wanted: ChargeFilter, *, keep: bool = False) -> None:
        """Read what the filter lets through; with *keep* the charge that was stood on stays."""
        row = self.table.current() if keep else None
        self._keep = (row.id, self.table.currentIndex().row()) if row is not None else None
        self._wanted = wanted
        self._follow_late_fees()
        self._desk.read_later(charge_totals, wanted, key="billing_totals", then=self._show_totals)

    def _follow_late_fees(self) -> None:
        """A column for late fees as soon as the office has any; without them it would only stand in the way."""
        with_late = bool(self._desk.read(late_fee_words, self._desk.clock.today()))
        if with_late == self._with_late:
            return
        self._with_late = with_late
        self.model = PagedModel(self._columns(), self._fetch, key=lambda r: r.id)
        self.table.set_model(self.model)

    def _show_totals(self, totals: ChargeTotals) -> None:
        self.model.set_count(totals.count)
        rest = tr("，其中调整 {sum}", sum=totals.adjusted) if totals.adjusted else ""
        sums = {"amount": totals.amount + totals.adjusted}
        if self._desk.may(Right.REPORTS):
            # What has come in, and its difference, grows by the day's takings: nothing for a blind cashier (M7.3).
            sums |= {"paid": totals.paid, "owed": totals.owed}
        self.sums.show_sums(tr("共 {n} 笔", n=f"{totals.count:,}"), rest, sums)
        self._views.setCurrentWidget(self.table if totals.count else self._none)
        if totals.count and not (self._keep and self._stand_again(*self._keep)):
            self.table.select_first()
        self._keep = None
        if self._takes_focus and totals.count:
            self.take_focus()
        self.counted.emit(totals)

    def _stand_again(self, charge_id: int, number: int) -> bool:
        """The same row, if the charge still stands there (or that is not known yet)."""
        if not self.table.select_row(number):
            return False
        row = self.table.current()
        return row is None or row.id == charge_id

    def _fetch(self, ask: PageAsk, deliver: Callable[[Sequence[ChargeRow]], None]) -> None:
        def arrived(rows: Sequence[ChargeRow]) -> None:
            if isValid(self.model):
                deliver(rows)

        key = f"billing_rows_{ask.offset}"
        self._desk.read_later(
            late_charges,
            self._desk.clock.today(),
            self._sorted(ask),
            ask.offset,
            ask.limit,
            key=key,
            then=arrived,
        )

    def _sorted(self, ask: PageAsk) -> ChargeFilter:
        return replace(self._wanted, sort=ask.sort or "unit", descending=ask.descending)

    def take_focus(self) -> None:
        """Go to the list; when it is not there yet, as soon as it is, unless somebody types elsewhere."""
        typing = isinstance(QApplication.focusWidget(), QLineEdit)
        self._takes_focus = not self.table.isVisibleTo(self)
        if not self._takes_focus and not typing:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        """Down or Enter in the search field: on to what was found."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def export(self, name: str) -> None:
        """All the filter lets through, in the order shown, to Excel."""
        wanted = self._sorted(self.model.ask_for(0, EXPORT_STEP))
        export_table(self._desk, self.table, name, rows=lambda: self._every(wanted))

    def print_list(self, name: str, filter_words: str) -> None:
        """The same on paper, with the sums of the foot (D0.7)."""
        wanted = self._sorted(self.model.ask_for(0, EXPORT_STEP))
        sums = {column: self.sums.sum_of(column) for column in ("amount", "paid", "owed")}
        print_list(self._desk, self.table, name, lambda: self._every(wanted), sums, filter_words)

    def _every(self, wanted: ChargeFilter) -> Iterator[ChargeRow]:
        # On the worker's thread, a part at a time: a year of a large estate is too much to hold at once.
        offset = 0
        today = self._desk.clock.today()
        while rows := self._desk.runner.read(late_charges, today, wanted, offset, EXPORT_STEP):
            yield from rows
            offset += len(rows)


def _due(row: ChargeRow) -> Money:
    """What is due with its adjustments."""
    return row.amount + row.adjusted


def _due_tip(row: ChargeRow) -> str:
    if not row.adjusted:
        return ""
    return tr("原应收 {amount}，调整 {adjusted}", amount=row.amount, adjusted=row.adjusted)
