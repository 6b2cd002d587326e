"""A list of decorations of one sort, as the strip's pages beside the board have it (D4.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.decoration.queries.lists import StripCounts, strip_counts
from frontdesk.areas.decoration.ui.words import show_counts
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.filters import FilterField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

Read = Callable[[Any, date, str], Sequence[Any]]
_TOPICS = ("decoration", "deposits", "receipts", "units", "settings")


class SideList(Page):
    """A list of one sort; Enter opens the file. Subclasses say columns, query and the foot's buttons."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        columns: Sequence[Column[Any]],
        read: Read,
        key: Callable[[Any], Any],
        empty: EmptyState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, name, title, topics=_TOPICS, parent=parent)
        self._query, self._nothing = read, empty
        self.search = FilterField(f"{name}_filter", tr("筛选"), width=160)
        self.search.setToolTip(tr("房号、姓名、施工单位、编号"))
        self.search.asked.connect(lambda _text: self.refresh())
        export = KeyButton(tr("导出"), "F8", icon="ph.export", name=f"{name}_export")
        self.print_button = print_button(f"{name}_print", self._print, small=True)
        self.head.add_action(self.search)
        self.head.add_action(self.print_button)
        self.head.add_action(export)
        self._title = title
        self.model: RowsModel[Any] = RowsModel(columns, key=key, parent=self)
        self.table = Table(f"{name}_list", title=title, memory=desk.memory)
        self.table.set_model(self.model)
        self.search.left_by_key.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.table.current_changed.connect(lambda _row: self.row_changed(self.current()))
        self.table.opened.connect(self._open)
        export.clicked.connect(lambda: export_table(desk, self.table, title))
        self.set_body(self.table)
        self.hint = Words("", "body", "text2")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE.l)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.addWidget(self.hint, 1)
        row.addLayout(self._buttons)
        self.open_button = KeyButton(tr("打开"), "Enter", name=f"{name}_open", shortcut=False)
        self.open_button.clicked.connect(lambda: self._open(self.current()))
        self.set_foot(box)

    def add_buttons(self, *buttons: KeyButton) -> None:
        """What can be done with the row, at the foot; 打开 comes last."""
        for button in (*buttons, self.open_button):
            self._buttons.addWidget(button)

    def _print(self) -> None:
        """The list as it stands (D0.7), with what it is narrowed to."""
        asked = self.search.text().strip()
        print_list(
            self.desk, self.table, self._title, filter_words=tr("筛选：{text}", text=asked) if asked else ""
        )

    def open(self, **arguments: Any) -> None:
        self.search.set_text("")
        self.refresh()

    def refresh(self) -> None:
        def read(session: Any, on: date, text: str) -> tuple[Sequence[Any], StripCounts]:
            return self._query(session, on, text), strip_counts(session, on)

        today = self.desk.clock.today()
        key = self.objectName()
        self.desk.read_later(read, today, self.search.text(), key=key, then=self._show)

    def _show(self, found: tuple[Sequence[Any], StripCounts]) -> None:
        rows, counts = found
        show_counts(self, counts)
        before = self.current()
        self.model.set_rows(list(rows))
        if not rows and not self.search.text():
            self.show_empty(self._nothing)
        else:
            self.hide_empty()
        if (
            before is not None
            and self.model.key is not None
            and self.table.select_key(self.model.key(before))
        ):
            return
        if rows:
            self.table.select_row(0)
        self.row_changed(self.current())

    def current(self) -> Any:
        """The row stood on."""
        return self.table.current()

    def row_changed(self, row: Any) -> None:
        """Another row; subclasses show what can be done with it."""
        self.open_button.setVisible(row is not None)

    def file_id(self, row: Any) -> int:
        return int(row.file_id)

    def _open(self, row: object) -> None:
        if row is not None:
            self.desk.go("decoration_file", file_id=self.file_id(row))


def fits(text: str, *parts: str) -> bool:
    wanted = text.strip().lower()
    return not wanted or any(wanted in part.lower() for part in parts)


def late_status(late: int, words: str) -> Status:
    if late:
        return Status("bad", tr("超 {n} 天", n=late))
    return Status("info", words)
