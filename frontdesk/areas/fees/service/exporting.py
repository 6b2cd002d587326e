"""Charges and arrears to Excel, with their sums; each export stands in the audit trail (D0.7)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from frontdesk.areas.fees.queries.charges import ChargeFilter, charge_totals, charges
from frontdesk.areas.fees.queries.owed import ArrearsRow, By, arrears_by, arrears_by_age
from frontdesk.areas.fees.rules.ages import Age
from frontdesk.base.store.work import Work
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

_CHARGE_HEADS = (
    ("房号", 12), ("楼栋", 8), ("交款人", 14), ("收费项目", 16), ("账期", 9), ("计算说明", 44), ("缴费期限", 12),
    ("应收", 12), ("调整", 12), ("已收", 12), ("欠费", 12),
)  # fmt: skip
_SHEETS: tuple[tuple[By, str, str], ...] = (
    ("building", "按楼栋", "楼栋"),
    ("item", "按收费项目", "收费项目"),
    ("owner", "按业主", "业主"),
    ("unit", "按房屋", "房号"),
)


@dataclass(frozen=True, slots=True)
class ExportCharges:
    """The charges a filter lets through, all pages of them."""

    wanted: ChargeFilter = field(default_factory=ChargeFilter)


@dataclass(frozen=True, slots=True)
class ExportArrears:
    """Arrears on a day, today where none is given."""

    on: date | None = None


def export_charges(work: Work, command: ExportCharges) -> bytes:
    """A workbook with one row for each charge and the sums over the whole filter below (T8)."""
    work.require(Right.ARCHIVES_READ)
    rows = charges(work.session, command.wanted, limit=None)
    sums = charge_totals(work.session, command.wanted)
    book = _Book()
    book.sheet(tr("应收"), _CHARGE_HEADS)
    for done, row in enumerate(rows):
        if done % 500 == 0:
            work.progress.step(done, len(rows), tr("正在写工作簿"))
        book.row(
            (row.unit, row.building, row.payer_name, row.item, row.period, row.how, row.due_on, row.amount,
             row.adjusted, row.paid, row.owed)
        )  # fmt: skip
    book.row(
        (tr("合计 {n} 笔", n=sums.count), *[""] * 6, sums.amount, sums.adjusted, sums.paid, sums.owed),
        bold=True,
    )
    return book.finish()


def export_arrears(work: Work, command: ExportArrears) -> bytes:
    """A workbook of arrears on a day: by age, building, item, owner and unit, a sheet each (M8.1)."""
    work.require(Right.REPORTS)
    on = command.on or work.today()
    book = _Book()
    ages = arrears_by_age(work.session, on)
    book.sheet(tr("按账龄"), (("账龄", 12), ("欠费", 14), ("笔数", 8), ("户数", 8)))
    for age in ages:
        book.row((tr(age.age.value), age.owed, age.charges, age.units))
    book.row((tr("合计"), total(age.owed for age in ages), sum(age.charges for age in ages), ""), bold=True)
    for number, (by, title, head) in enumerate(_SHEETS, 1):
        work.progress.step(number, len(_SHEETS) + 1, tr(title))
        _arrears_sheet(book, tr(title), head, arrears_by(work.session, on, by))
    return book.finish()


def _arrears_sheet(book: _Book, title: str, head: str, rows: Sequence[ArrearsRow]) -> None:
    heads = [(head, 18), ("欠费", 14), ("其中逾期", 14), ("笔数", 8)] + [(age.value, 14) for age in Age]
    book.sheet(title, heads)
    for row in rows:
        book.row((row.label, row.owed, row.overdue, row.charges, *row.ages))
    ages = [total(row.ages[n] for row in rows) for n in range(len(Age))]
    book.row(
        (tr("合计"), total(row.owed for row in rows), total(row.overdue for row in rows),
         sum(row.charges for row in rows), *ages),
        bold=True,
    )  # fmt: skip


class _Book:
    """A workbook in memory: amounts as numbers with two decimals, days as days, everything else as text."""

    def __init__(self) -> None:
        import xlsxwriter

        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._out, {"in_memory": True, "strings_to_formulas": False})
        self._bold = self._book.add_format({"bold": True})
        money, day = {"num_format": "#,##0.00"}, {"num_format": "yyyy-mm-dd"}
        self._money = {
            False: self._book.add_format(money),
            True: self._book.add_format({**money, "bold": True}),
        }
        self._day = self._book.add_format(day)
        self._sheet: Any = None
        self._line = 0

    def sheet(self, title: str, heads: Iterable[tuple[str, int]]) -> None:
        self._sheet = self._book.add_worksheet(title)
        self._sheet.freeze_panes(1, 0)
        for column, (head, width) in enumerate(heads):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, tr(head), self._bold)
        self._line = 1

    def row(self, values: Iterable[object], *, bold: bool = False) -> None:
        for column, value in enumerate(values):
            plain = self._bold if bold else None
            if isinstance(value, Money):
                self._sheet.write_number(self._line, column, Decimal(value.plain), self._money[bold])
            elif isinstance(value, date):
                self._sheet.write_datetime(self._line, column, datetime.combine(value, time()), self._day)
            elif isinstance(value, int):
                self._sheet.write_number(self._line, column, value, plain)
            elif value:
                self._sheet.write_string(self._line, column, str(value), plain)
        self._line += 1

    def finish(self) -> bytes:
        self._book.close()
        return self._out.getvalue()
