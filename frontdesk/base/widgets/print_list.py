"""Lists on paper as they are shown (D0.7): all rows of the filter, drawn on the worker, looked at, then printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from frontdesk.base.printing.paper import A4
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, IconButton, KeyButton
from frontdesk.base.widgets.choices import ChoiceField
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.figurefields import DateField, MonthField
from frontdesk.base.widgets.preview import show_preview
from frontdesk.base.widgets.rows import NONE, Column, PagedModel
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.textfields import TextField

if TYPE_CHECKING:
    from frontdesk.base.store.runner import Runner

FORM_KEY = "list"
"""What the printer of lists is remembered under."""
KEY = "Ctrl+P"
"""Prints the list on every page that has one."""
STEP = 500

Rows = Callable[[], Iterable[Any]]


def print_button(
    name: str, press: Callable[[], object], *, small: bool = False, parent: QWidget | None = None
) -> KeyButton:
    """打印 with the one key of all lists; *small* where the head has room for the icon alone."""
    button = (
        IconButton("ph.printer", tr("打印列表"), KEY, name=name, parent=parent)
        if small
        else KeyButton(tr("打印"), KEY, icon="ph.printer", name=name, parent=parent)
    )
    if not small:
        button.setToolTip(tr("打印列表"))
    button.clicked.connect(press)
    return button


def filter_words(filters: QWidget) -> str:
    """What the fields of a filter row narrow the list by, from left to right: `未收，楼栋 3 栋，含“张”`."""
    found: list[tuple[int, str]] = []
    for widget in filters.findChildren(QWidget):
        if not widget.isVisibleTo(filters):
            continue
        words = _narrowing(widget)
        if words:
            found.append((widget.mapTo(filters, QPoint(0, 0)).x(), words))
    return "，".join(words for _, words in sorted(found))


def _narrowing(widget: QWidget) -> str:
    """What one field says; empty where it narrows nothing."""
    if isinstance(widget, ChipRow):
        key = widget.current()
        return widget.chip(key).text() if key not in ("", "all") else ""
    if isinstance(widget, ChoiceField):
        return f"{widget.label} {widget.text()}" if widget.value() not in (None, "") else ""
    if isinstance(widget, DateField | MonthField):
        return f"{widget.label} {widget.text()}" if widget.text() else ""
    if isinstance(widget, TextField):
        text = widget.text().strip()
        return tr("含“{text}”", text=text) if text else ""
    return ""


def print_list(
    desk: Desk,
    table: Table,
    title: str,
    rows: Rows | None = None,
    sums: Mapping[str, Money | None] | None = None,
    filter_words: str = "",
) -> None:
    """Draw what the list shows, in its order and with the columns it shows, and open the preview.

    Texts are those of the list's cells, so that what is masked there is masked here (D1.9). A paged list needs
    *rows*, which reads all of its filter (called on the worker). *sums* are amounts by the `name` of their columns.
    """
    model = table.rows_model()
    source: Rows
    if isinstance(model, PagedModel):
        if rows is None:
            raise TypeError("a paged list needs rows")
        source = rows
    else:
        here = model.rows()
        source = rows or (lambda: here)
    if not model.rowCount():
        desk.tell(Refused(tr("列表里没有内容，没有可打印的。换一个条件再打印。")))
        return
    columns = [
        c for n, c in enumerate(model.columns) if c.kind != "tick" and not table.isColumnHidden(n)
    ]  # fmt: skip
    draw = partial(
        _draw, desk.runner, columns, source, title, dict(sums or {}), filter_words,
        desk.clock.today(), local_time(desk.clock.now()), desk.actor.name,
    )  # fmt: skip
    owner: QObject = table

    def show(pdf: bytes) -> None:
        # A page that has gone meanwhile wants no preview over the one that came.
        if isValid(owner):
            show_preview(desk, FORM_KEY, pdf, title, papers=(A4,), parent=table.window())

    desk.run_job(draw, title=tr("正在准备打印 {title}", title=title), then=show)


def _draw(
    runner: Runner,
    columns: list[Column[Any]],
    source: Rows,
    title: str,
    sums: Mapping[str, Money | None],
    filter_words: str,
    day: date,
    at: datetime,
    by: str,
    progress: Progress,
) -> bytes:
    # Heavy, and only wanted here.
    from frontdesk.base.printing.list_paper import ListColumn, ListPaper, draw_list
    from frontdesk.base.store.settings import get_setting

    texts: list[tuple[str, ...]] = []
    for count, row in enumerate(source(), start=1):
        if count % STEP == 0:
            progress.step(count, 0, tr("已读 {count} 行", count=count))
        texts.append(tuple(column.text(column.value(row)) for column in columns))
    paper = ListPaper(
        office=str(runner.read(get_setting, "office.name", "")),
        title=title,
        columns=tuple(ListColumn(column.title, column.at_right) for column in columns),
        rows=tuple(texts),
        day=day,
        at=at,
        by=by,
        filter_words=filter_words,
        sums=_sums(columns, sums),
    )
    return draw_list(paper, progress)


def _sums(columns: list[Column[Any]], sums: Mapping[str, Money | None]) -> tuple[str, ...]:
    """A row of sums: 合计 in the first column, the amounts under theirs; empty where none is shown."""
    given = {column.name: sums[column.name] for column in columns if column.name and column.name in sums}
    if not given:
        return ()
    # As the foot of the list has it: a dash where there is nothing.
    cells = [str(given[c.name] or NONE) if given.get(c.name) is not None else "" for c in columns]
    if not cells[0]:
        cells[0] = tr("合计")
    return tuple(cells)
