"""Lists to Excel as they are shown (D0.7): as a workbook, or as CSV that Excel opens as it was meant."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from frontdesk.base.store.files import (
    FileInUse,
    another_name,
    must_be_free,
    not_written,
    put_in_place,
    safe_name,
)
from frontdesk.base.store.location import within_reach
from frontdesk.base.store.settings import EXPORT_MARK, get_setting
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import Money
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.rows import Column, PagedModel, shown
from frontdesk.base.widgets.table import Table

R = TypeVar("R")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LIKE_A_FIGURE = re.compile(r"[0-9][0-9eE+\-/.:, %]*")


def export_rows(
    path: Path,
    columns: Sequence[Column[R]],
    rows: Iterable[R],
    *,
    title: str = "",
    mark: str = "",
    progress: Progress | None = None,
) -> int:
    """Write rows to a workbook, or to a CSV file where *path* ends so. How many rows.

    Amounts and dates are such, everything else is as it is shown. *title* stands above the heads of a workbook,
    *mark* (who took it out) under it, and in the first line of a CSV file, which can carry it nowhere else.
    Raises `FileInUse` where the file is open in another program (before anything is read), `Surroundings` when it
    cannot be written, `Cancelled` when stopped; nothing is left behind then, and a file that was there stays.
    """
    path = within_reach(path)
    must_be_free(path)
    used = [c for c in columns if c.kind != "tick"]
    # Written beside the target and put in its place at the end: a file that was there before is lost to nobody.
    part = path.with_name(f".{path.name}.part")
    try:
        part.touch()
    except OSError as error:
        raise not_written(path, error) from error
    watched = progress or Progress()
    if path.suffix.lower() == ".csv":
        count = _write_csv(part, path, used, rows, mark, watched)
    else:
        count = _write_book(part, path, used, rows, title, mark, watched)
    put_in_place(part, path)
    return count


def _write_csv(
    part: Path, path: Path, columns: Sequence[Column[R]], rows: Iterable[R], mark: str, progress: Progress
) -> int:
    """With the mark by which Excel knows UTF-8, and with its line ends."""
    count = 0
    try:
        with part.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file, lineterminator="\r\n")
            if mark:
                out.writerow([f"# {mark}"])
            out.writerow([column.title for column in columns])
            for count, row in enumerate(rows, start=1):
                if count % 500 == 0:
                    progress.step(count, 0, tr("已写 {count} 行", count=count))
                out.writerow([_cell(column, row) for column in columns])
    except OSError as error:
        part.unlink(missing_ok=True)
        raise not_written(path, error) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return count


def _cell(column: Column[R], row: R) -> str:
    value = column.value(row)
    if isinstance(value, Money):
        return value.plain
    if isinstance(value, datetime):
        return f"{local_time(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and column.text is shown:
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    return "" if value is None or value == "" else csv_text(column.text(value))


def csv_text(text: str) -> str:
    """A text so that Excel leaves it one when it opens the file.

    What begins like a formula gets an apostrophe, so that nobody's name is computed. Figures that are no amount
    (phones, ID numbers, room 3-12) get a tab after them: Excel would make a number or a date of them (T13).
    """
    if text.startswith(_FORMULA):
        return "'" + text
    return text + "\t" if _LIKE_A_FIGURE.fullmatch(text) else text


def _write_book(
    part: Path,
    path: Path,
    columns: Sequence[Column[R]],
    rows: Iterable[R],
    title: str,
    mark: str,
    progress: Progress,
) -> int:
    import xlsxwriter

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
    if mark:
        from frontdesk.base.printing.marked_book import mark_sheet

        mark_sheet(book, sheet, mark, top)
        top += 1
    for number, column in enumerate(columns):
        sheet.set_column(number, number, max(8, (column.width or 240) / 8))
        sheet.write_string(top, number, column.title, head)
    sheet.freeze_panes(top + 1, 0)
    count = 0
    try:
        for count, row in enumerate(rows, start=1):
            if count % 500 == 0:
                progress.step(count, 0, tr("已写 {count} 行", count=count))
            for number, column in enumerate(columns):
                _write(sheet, top + count, number, column, row, formats)
    except BaseException:
        _abandon(book, sheet, part)
        raise
    try:
        book.close()
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        part.unlink(missing_ok=True)
        raise not_written(path, error if isinstance(error, OSError) else OSError(str(error))) from error
    return count


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
    _ask_where(desk, model.columns, source, name, f"{name} {desk.clock.today().isoformat()}.xlsx")


def export_mark(desk: Desk) -> str:
    """Who takes a list out and when, where the office wants it on masked ones too (D1.9); "" where not."""
    if not desk.read(get_setting, EXPORT_MARK, False):
        return ""
    office = str(desk.read(get_setting, "office.name", ""))
    at = local_time(desk.clock.now())
    return " · ".join(part for part in (f"{desk.actor.name} {at:%Y-%m-%d %H:%M}", office) if part)


def _ask_where(
    desk: Desk, columns: Sequence[Column[Any]], source: Callable[[], Iterable[Any]], name: str, suggested: str
) -> None:
    path = desk.dialogs.choose_save_file(
        tr("导出到 Excel"), safe_name(suggested), tr("Excel 工作簿 (*.xlsx);;CSV 文件 (*.csv)")
    )
    if path is None:
        return

    mark = export_mark(desk)

    def told(count: int) -> None:
        desk.messages.ok(tr("已导出 {count} 行。", count=count), str(path))

    def refused(error: Exception) -> None:
        if isinstance(error, FileInUse):
            again = another_name(path).name
            desk.messages.bad(
                tr("没有导出。"),
                error.text,
                action=tr("换个名字存"),
                then=lambda: _ask_where(desk, columns, source, name, again),
            )

    desk.run_job(
        lambda progress: export_rows(path, columns, source(), title=name, mark=mark, progress=progress),
        title=tr("正在导出 {name}", name=name),
        then=told,
        failed=refused,
    )
