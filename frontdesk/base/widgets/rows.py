"""Rows of frozen dataclasses as Qt models: columns are data, rows are never changed here."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from frontdesk.base.values.clock import local_time
from frontdesk.base.values.masks import cover_numbers
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Kind = Literal["text", "quiet", "strong", "money", "number", "status", "tick", "unit"]

SORT_ROLE = Qt.ItemDataRole.UserRole
VALUE_ROLE = Qt.ItemDataRole.UserRole + 1
FAINT_ROLE = Qt.ItemDataRole.UserRole + 2
GROUP_ROLE = Qt.ItemDataRole.UserRole + 3
NONE = "—"


@dataclass(frozen=True, slots=True)
class Status:
    """A state as a list shows it: tone (`ok warn bad info neutral`), word, and a hollow dot for not yet.

    Tone "" shows the word alone, set where words beside dots stand.
    """

    tone: str
    word: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A row that heads the rows beneath it; it cannot be selected."""

    title: str
    count: int | None = None
    icon: str = ""
    hint: str = ""


def shown(value: Any) -> str:
    """A value in a cell (L4): `2026-11-21`, `2026-11-21 14:05` on this machine's clock, `−1,234.50`, `—` for none.

    A telephone or resident's number in words that somebody typed is covered, in lists as on paper and in Excel (D1.9).
    """
    if value is None or value == "":
        return NONE
    if isinstance(value, datetime):
        return f"{local_time(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return tr("是") if value else tr("否")
    if isinstance(value, Status):
        return value.word
    if isinstance(value, int):
        return f"{value:,}"
    return cover_numbers(str(value))


def natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """A key that puts 3-1-202 before 3-1-1202."""
    return tuple((0, int(p)) if p.isdigit() else (1, p) for p in re.findall(r"\d+|\D+", text))


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column of a list.

    `value` takes what a row says here; `text` writes it. `width` is in logical pixels with the padding, 0 takes
    what is left (one column should). `sort`: False cannot be sorted by; a callable gives the key from the row.
    `name` is what a paged query gets to sort by, and under what the width is remembered.
    `kind`: `quiet` is text2, `strong` is bold; `money` and `number` are right-aligned, negative in red; `status` takes a
    `Status`; `tick` a bool that a click changes; `unit` sorts 3-1-202 before 3-1-1202.
    """

    title: str
    value: Callable[[R], Any]
    text: Callable[[Any], str] = shown
    right: bool = False
    kind: Kind = "text"
    width: int = 0
    sort: bool | Callable[[R], Any] = True
    name: str = ""
    tip: Callable[[R], str] | None = None

    @property
    def at_right(self) -> bool:
        return self.right or self.kind in ("money", "number")

    def sort_key(self, row: R) -> Any:
        """What the row is sorted by; nothing comes after everything."""
        value = self.sort(row) if callable(self.sort) else self.value(row)
        if value is None:
            return (1, 0)
        if isinstance(value, Status):
            return (0, value.word)
        if self.kind == "unit" and isinstance(value, str):
            return (0, natural(value))
        return (0, value)


class _ColumnsModel(QAbstractTableModel, Generic[R]):
    """What both models share: heads, and cells of rows that are there."""

    ticked = Signal(object, bool)
    """(row, on): a tick was clicked; the owner decides and sets the rows anew."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        key: Callable[[R], Any] | None = None,
        faint: Callable[[R], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns: tuple[Column[R], ...] = tuple(columns)
        self.key = key
        self._faint = faint
        self.sorted_by: tuple[int, Qt.SortOrder] | None = None

    def row(self, at: Index | int) -> R | Group | None:
        """The row there; None where none is, or where it has not been read yet."""
        raise AssertionError("both models say it")

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row(index)
        if row is None:
            return None
        if isinstance(row, Group):
            return self._group_data(row, index, role)
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(column.value(row))
        if role == VALUE_ROLE:
            return column.value(row)
        if role == SORT_ROLE:
            return column.sort_key(row)
        if role == FAINT_ROLE:
            return self._faint is not None and self._faint(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column.at_right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.CheckStateRole and column.kind == "tick":
            return Qt.CheckState.Checked if column.value(row) else Qt.CheckState.Unchecked
        return None

    def _group_data(self, row: Group, index: Index, role: int) -> Any:
        if role == GROUP_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole and index.column() == 0:
            return row.title
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.row(index), Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def tick(self, index: Index) -> None:
        """A click on the tick, or Space: tells `ticked` what is wanted."""
        row = self.row(index)
        column = next((c for c in self.columns if c.kind == "tick"), None)
        if row is not None and not isinstance(row, Group) and column is not None:
            self.ticked.emit(row, not column.value(row))


class RowsModel(_ColumnsModel[R]):
    """A read-only table over rows that are all here. *key* tells a row again after the next reading.

    *faint* marks rows that do not count (withdrawn, not ticked). Rows may hold `Group`s; then sorting is off.
    """

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        key: Callable[[R], Any] | None = None,
        faint: Callable[[R], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, key=key, faint=faint, parent=parent)
        self._rows: list[R | Group] = []

    def set_rows(self, rows: Sequence[R | Group]) -> None:
        """Show these instead; the chosen order is kept."""
        self.beginResetModel()
        self._rows = list(rows)
        self._sort_rows()
        self.endResetModel()

    def rows(self) -> list[R]:
        """The rows as shown, without groups."""
        return [r for r in self._rows if not isinstance(r, Group)]

    def row(self, at: Index | int) -> R | Group | None:
        number = at if isinstance(at, int) else at.row()
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def find(self, key: Any) -> int:
        """The number of the row with that key; -1 for none."""
        if self.key is None:
            return -1
        for number, row in enumerate(self._rows):
            if not isinstance(row, Group) and self.key(row) == key:
                return number
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or self.columns[column].sort is False:
            return
        self.layoutAboutToBeChanged.emit()
        self.sorted_by = (column, order)
        self._sort_rows()
        self.layoutChanged.emit()

    def _sort_rows(self) -> None:
        if self.sorted_by is None or any(isinstance(r, Group) for r in self._rows):
            return
        number, order = self.sorted_by
        column = self.columns[number]
        rows = self.rows()
        empty = [r for r in rows if column.sort_key(r)[0]]
        full = [r for r in rows if not column.sort_key(r)[0]]
        full.sort(key=column.sort_key, reverse=order == Qt.SortOrder.DescendingOrder)
        self._rows = [*full, *empty]


@dataclass(frozen=True, slots=True)
class PageAsk:
    """Which rows are wanted: from *offset*, *limit* of them, sorted by the column of that name ("" as they come)."""

    offset: int
    limit: int
    sort: str = ""
    descending: bool = False


class PagedModel(_ColumnsModel[R]):
    """A list of which only the pages looked at are read, for a hundred thousand rows.

    `fetch(ask, deliver)` is called when a page comes into sight and calls `deliver(rows)` at once or later (from
    `Desk.read_later` with a key of the page's offset). Answers to an order or a filter that has changed since are
    dropped. Call `set_count` when the number of rows is known or has changed.
    """

    PAGE = 200
    KEPT = 30

    def __init__(
        self,
        columns: Sequence[Column[R]],
        fetch: Callable[[PageAsk, Callable[[Sequence[R]], None]], None],
        *,
        key: Callable[[R], Any] | None = None,
        faint: Callable[[R], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, key=key, faint=faint, parent=parent)
        self._fetch = fetch
        self._count = 0
        self._pages: OrderedDict[int, Sequence[R]] = OrderedDict()
        self._wanted: set[int] = set()
        self._round = 0

    def set_count(self, count: int) -> None:
        """Begin anew with so many rows; every page is read again when it is looked at."""
        self.beginResetModel()
        self._count = count
        self._forget()
        self.endResetModel()

    def _forget(self) -> None:
        self._round += 1
        self._pages.clear()
        self._wanted.clear()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def row(self, at: Index | int) -> R | Group | None:
        number = at if isinstance(at, int) else at.row()
        if not 0 <= number < self._count:
            return None
        page, place = divmod(number, self.PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._want(page)
            rows = self._pages.get(page)
            if rows is None:
                return None
        else:
            self._pages.move_to_end(page)
        return rows[place] if place < len(rows) else None

    def find(self, key: Any) -> int:
        """The number of the row with that key among those that are here; -1 for none."""
        if self.key is not None:
            for page, rows in self._pages.items():
                for place, row in enumerate(rows):
                    if self.key(row) == key:
                        return page * self.PAGE + place
        return -1

    def rows_here(self) -> int:
        """How many rows are held now."""
        return sum(len(rows) for rows in self._pages.values())

    def ask_for(self, offset: int, limit: int) -> PageAsk:
        """A question for rows in the order shown: for an export, which reads them all."""
        name, descending = "", False
        if self.sorted_by is not None:
            column = self.columns[self.sorted_by[0]]
            name = column.name or column.title
            descending = self.sorted_by[1] == Qt.SortOrder.DescendingOrder
        return PageAsk(offset, limit, name, descending)

    def _want(self, page: int) -> None:
        if page in self._wanted:
            return
        self._wanted.add(page)
        asked = self._round

        def deliver(rows: Sequence[R]) -> None:
            if asked != self._round:
                return
            self._wanted.discard(page)
            self._pages[page] = tuple(rows)
            while len(self._pages) > self.KEPT:
                self._pages.popitem(last=False)
            first = page * self.PAGE
            last = min(first + len(rows), self._count) - 1
            if last >= first:
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

        self._fetch(self.ask_for(page * self.PAGE, self.PAGE), deliver)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or self.columns[column].sort is False:
            return
        self.beginResetModel()
        self.sorted_by = (column, order)
        self._forget()
        self.endResetModel()


def money_text(value: Money | None) -> str:
    """An amount in a list: `—` for none, zero as it is."""
    return NONE if value is None else str(value)
