"""What the lists of the archives share: chips with counts, a field to narrow by, rows read by page, a pane (L2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.filters import FilterField
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, PageAsk, PagedModel
from frontdesk.base.widgets.table import Table

EXPORT_STEP = 5_000

Read = Callable[..., Any]


class ListPage(Page):
    """A list of one sort of record.

    *rows* is the query (session, filter, offset, limit), *figures* the one (session, filter) that counts. Subclasses
    say how the filter stands (`wanted`) and what to do with the figures (`show_figures`, which returns how many rows
    there are in the filter and how many in all).
    """

    left = Signal()
    """The back arrow of a page that has no word in the strip."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        columns: Sequence[Column[Any]],
        chips: Sequence[tuple[str, str]],
        *,
        rows: Read,
        figures: Read,
        placeholder: str,
        topics: Iterable[str],
        faint: Callable[[Any], bool] | None = None,
        back: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, name, title, back=back, topics=topics, parent=parent)
        if self.head.back is not None:
            self.head.back.clicked.connect(self.left)
        self._title = title
        self._rows_query, self._figures_query = rows, figures
        self._stand: tuple[Any, int] | None = None
        self._follow: tuple[Any, int] | None = None
        self._sought: Callable[[Any], bool] | None = None
        self.model: PagedModel[Any] = PagedModel(columns, self._fetch, key=lambda r: r.id, faint=faint)
        self.table = Table(f"{name}_list", title=title, memory=desk.memory)
        self.table.set_model(self.model)
        self.table.current_changed.connect(self.row_changed)
        self.table.opened.connect(self.row_opened)
        self.chips = ChipRow(chips, name=f"{name}_chips")
        self.chips.chosen.connect(lambda _key: self.filter_changed())
        self.filters.add(self.chips)
        self.search = FilterField(f"{name}_filter", placeholder)
        self.search.asked.connect(lambda _text: self.filter_changed())
        self.search.left_by_key.connect(self._to_list)
        self.filters.add_right(self.search)
        clear = KeyButton(tr("清除筛选"), "Esc", name=f"{name}_clear")
        clear.clicked.connect(self.clear_filters)
        none = EmptyState(
            "ph.funnel",
            tr("没有符合条件的{what}", what=title),
            tr("换一个条件，或者清除筛选再看。"),
            (clear,),
            name=f"{name}_none",
        )
        self.views = QStackedWidget()
        self.views.addWidget(self.table)
        self.views.addWidget(none)
        self.export_button = KeyButton(tr("导出"), "F8", icon="ph.export", name=f"{name}_export")
        self.export_button.clicked.connect(self.export)
        self.print_button = print_button(f"{name}_print", self.print_list)
        self.head.add_action(self.print_button)

    # -- what subclasses say --

    def wanted(self, sort: str = "", descending: bool = False) -> Any:
        """The filter as it stands."""
        raise AssertionError("each list says it")

    def show_figures(self, figures: Any) -> tuple[int, int]:
        """Show the chips' counts; (rows in the filter, rows without any filter)."""
        raise AssertionError("each list says it")

    def empty_state(self) -> EmptyState:
        """What to say when there is nothing of this at all."""
        raise AssertionError("each list says it")

    def row_changed(self, row: Any) -> None:
        """The selection stands on *row* now."""

    def row_opened(self, row: Any) -> None:
        """Enter or a double click on *row*."""

    def forget_filters(self) -> None:
        """Put choosers of the subclass's own back to all."""

    # -- reading --

    def refresh(self) -> None:
        """Read again; the row that was stood on stays."""
        row = self.table.current()
        number = self.table.currentIndex().row()
        self._stand = (self.model.key(row) if row is not None and self.model.key else None, max(0, number))
        self._read()

    def filter_changed(self) -> None:
        """Another filter: begin at the first row."""
        self._stand = None
        self._read()

    def stand_on(self, sought: Callable[[Any], bool]) -> None:
        """Stand on what was just made, where it is among the first: the next key is for it, not for who stood there."""
        self._sought = sought
        self._read()

    def _read(self) -> None:
        self.desk.read_later(
            self._figures_query, self.wanted(), key=f"{self.objectName()}_figures", then=self._told
        )

    def _told(self, figures: Any) -> None:
        count, every = self.show_figures(figures)
        self.model.set_count(count)
        self.views.setCurrentIndex(0 if count else 1)
        self.show_emptiness(every)
        if count:
            self.table.select_row(min(self._stand[1], count - 1) if self._stand else 0)
        else:
            self.row_changed(None)
        self._follow, self._stand = self._stand, None
        if self.model.rows_here():
            self._follow_row()

    def show_emptiness(self, every: int) -> None:
        """The empty page where there is nothing at all."""
        self.print_button.setVisible(bool(every))
        if every:
            self.hide_empty()
        elif not self.is_empty():
            self.show_empty(self.empty_state())

    def _fetch(self, ask: PageAsk, deliver: Callable[[Sequence[Any]], None]) -> None:
        def arrived(rows: Sequence[Any]) -> None:
            if isValid(self.model):
                deliver(rows)
                self._follow_row()

        self.desk.read_later(
            self._rows_query,
            self.wanted(ask.sort, ask.descending),
            ask.offset,
            ask.limit,
            key=f"{self.objectName()}_rows_{ask.offset}",
            then=arrived,
        )

    def _follow_row(self) -> None:
        """What was done may have moved the row in the order: the next key is for it, not for who stands there now."""
        if self._sought is not None and self.model.row(0) is not None:
            sought, self._sought = self._sought, None
            rows = (self.model.row(number) for number in range(min(self.model.rowCount(), self.model.PAGE)))
            found = next((at for at, row in enumerate(rows) if row is not None and sought(row)), None)
            if found is not None:
                self._follow = None
                self.table.select_row(found)
                return
        follow, self._follow = self._follow, None
        if follow is not None and self.table.currentIndex().row() == follow[1]:
            self.table.select_key(follow[0])

    # -- filters --

    def clear_filters(self) -> None:
        """Everything again."""
        self.forget_filters()
        self.search.set_text("")
        self.chips.choose(self.chips.keys()[0])
        self.filter_changed()
        self._to_list()

    def _to_list(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_start(self) -> None:
        if self.is_empty():
            super().focus_start()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- on paper and to Excel --

    def export(self) -> None:
        """What the filter lets through, in the order shown, to Excel (D0.7); numbers stay masked (D1.9)."""
        export_table(self.desk, self.table, self._title, rows=self._every_row())

    def print_list(self) -> None:
        """The same on paper (D0.7), as masked as it is shown (D1.9)."""
        words = filter_words(self.filters)
        print_list(self.desk, self.table, self._title, self._every_row(), filter_words=words)

    def _every_row(self) -> Callable[[], Iterator[Any]]:
        """Reads all rows of the filter as it stands now, a part at a time; called on the worker."""
        ask = self.model.ask_for(0, EXPORT_STEP)
        wanted = self.wanted(ask.sort, ask.descending)
        count = self.model.rowCount()
        read, query = self.desk.runner.read, self._rows_query

        def rows() -> Iterator[Any]:
            for offset in range(0, count, EXPORT_STEP):
                yield from read(query, wanted, offset, EXPORT_STEP)

        return rows
