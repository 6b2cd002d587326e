"""Lists to Excel as they are shown (D0.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.money import Money
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.rows import Column, PagedModel, shown
from frontdesk.base.widgets.table import Table

R = TypeVar("R")


def export_rows(
    path: Path,
    columns: Sequence[Column[R]],
    rows: Iterable[R],
    *,
    title: str = "",
    progress: Progress | None = None,
) -> int:
    """Write rows to a workbook: amounts and dates as such, everything else as it is shown. How many rows.

    *title* stands above the heads. Raises `Surroundings` when the file cannot be written, `Cancelled` when stopped;
    nothing is left behind then.
    """
    import xlsxwriter

    watched = progress or Progress()
    # Written beside the target and put in its place at the end: a file that was there before is lost to nobody.
    part = path.with_name(f".{path.name}.part")
    try:
        part.touch()
    except OSError as error:
        raise _not_written(path) from error
    used = [c for c in columns if c.kind != "tick"]
    book = xlsxwriter.Workbook(str(part), {"constant_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True, "bottom": 1})
    formats = {
        "money": book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "text": book.add_format({"num_format": "@"}),
    }
    sheet = book.add_worksheet()
    top = 0
    if title:
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        top = 1
    for number, column in enumerate(used):
        sheet.set_column(number, number, max(8, (column.width or 240) / 8))
        sheet.write_string(top, number, column.title, head)
    sheet.freeze_panes(top + 1, 0)
    count = 0
    try:
        for count, row in enumerate(rows, start=1):
            if count % 500 == 0:
                watched.step(count, 0, tr("已写 {count} 行", count=count))
            for number, column in enumerate(used):
                _write(sheet, top + count, number, column, row, formats)
    except BaseException:
        _abandon(book, sheet, part)
        raise
    try:
        book.close()
        part.replace(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        part.unlink(missing_ok=True)
        raise _not_written(path) from error
    return count


def _not_written(path: Path) -> Surroundings:
    return Surroundings(
        tr("文件“{name}”写不进去，没有导出。请关掉正在打开它的程序，或换个位置再试。", name=path.name)
    )


def _abandon(book: Any, sheet: Any, part: Path) -> None:
    """Let the half-made workbook go, with the temporary file in which XlsxWriter keeps its rows."""
    book.fileclosed = True
    sheet.row_data_fh.close()
    Path(sheet.row_data_filename).unlink(missing_ok=True)
    part.unlink(missing_ok=True)


def _write(sheet: Any, line: int, number: int, column: Column[R], row: R, formats: dict[str, Any]) -> None:
    value = column.value(row)
    if isinstance(value, Money):
        sheet.write_number(line, number, Decimal(value.plain), formats["money"])
    elif isinstance(value, datetime):
        sheet.write_datetime(line, number, local_time(value).replace(tzinfo=None), formats["time"])
    elif isinstance(value, date):
        sheet.write_datetime(line, number, datetime(value.year, value.month, value.day), formats["day"])  # noqa: DTZ001
    elif isinstance(value, int | Decimal) and not isinstance(value, bool) and column.text is shown:
        sheet.write_number(line, number, value)
    elif value is not None and value != "":
        sheet.write_string(line, number, column.text(value), formats["text"])


def export_table(
    desk: Desk,
    table: Table,
    name: str,
    *,
    rows: Callable[[], Iterable[Any]] | None = None,
) -> None:
    """Ask where to, write what the list shows in its order, and say how many rows went out.

    *name* is suggested for the file and stands above the heads. A paged list needs *rows*, which reads them all
    (called on the worker).
    """
    model = table.rows_model()
    if isinstance(model, PagedModel):
        if rows is None:
            raise TypeError("a paged list needs rows")
        source = rows
    else:
        here = model.rows()
        source = rows or (lambda: here)
    suggested = f"{name} {desk.clock.today().isoformat()}.xlsx"
    path = desk.dialogs.choose_save_file(tr("导出到 Excel"), suggested, tr("Excel 工作簿 (*.xlsx)"))
    if path is None:
        return
    columns = model.columns

    def told(count: int) -> None:
        desk.messages.ok(tr("已导出 {count} 行。", count=count), str(path))

    desk.run_job(
        lambda progress: export_rows(path, columns, source(), title=name, progress=progress),
        title=tr("正在导出 {name}", name=name),
        then=told,
    )
