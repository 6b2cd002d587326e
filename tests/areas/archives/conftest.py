"""What tests of the archives share: workbooks made on the spot, and a short way to run a service."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import xlsxwriter

from frontdesk.areas.archives.service import ImportUnits, import_units
from frontdesk.base.store.runner import Runner
from tests.postgres import BOTH, fresh_database, postgres

__all__ = ["both", "postgres"]


@pytest.fixture(params=BOTH)
def both(request, clock):
    """A runner on SQLite, and one on a real PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("runner")
        return
    request.getfixturevalue("postgres")
    with fresh_database() as database:
        yield Runner(database, clock)


@pytest.fixture
def do(runner, admin):
    """Run a service as the administrator and hand back what it returns."""
    return lambda service, command, **how: (
        runner.run(service, command, actor=how.pop("actor", admin), **how).value
    )


@pytest.fixture
def workbook(tmp_path):
    """Write {sheet: rows} as an .xlsx; `merged` holds (sheet, first row, first column, last row, last column) from 0."""

    def write(sheets, merged=(), name="yezhu.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            day = book.add_format({"num_format": "yyyy/m/d"})
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for r, row in enumerate(rows):
                    for c, cell in enumerate(row):
                        if isinstance(cell, datetime.date):
                            sheet.write_datetime(
                                r, c, datetime.datetime(cell.year, cell.month, cell.day), day
                            )
                        elif isinstance(cell, str):
                            if cell:
                                sheet.write_string(r, c, cell)
                        elif cell is not None:
                            sheet.write_number(r, c, cell)
                for where, top, left, bottom, right in merged:
                    if where == title:
                        sheet.merge_range(top, left, bottom, right, rows[top][left])
        return path

    return write


@pytest.fixture
def take(do, workbook):
    """Import {sheet: rows} (or rows of one sheet) and hand back the result."""

    def run(sheets, merged=(), sheet=None, column_map=None):
        sheets = sheets if isinstance(sheets, dict) else {"Sheet1": sheets}
        return do(import_units, ImportUnits(workbook(sheets, merged), sheet, column_map))

    return run


def number(first: str) -> str:
    """A resident's number with its check digit (GB 11643) for the 17 figures of *first*."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(c) * w for c, w in zip(first, weights, strict=True)) % 11]


@pytest.fixture
def ids():
    """Three residents' numbers that are right."""
    return number("11010519910512123"), number("31010119880505567"), number("44030520000101012")
