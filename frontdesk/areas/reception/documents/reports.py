"""What the reports say that the desk owes: one shape for 周报表, 统计分析报表 and 工作总结, and the spot check.

The figures are worked out once, when a report is fixed, and stored as they stand on the paper; a cell is text, and
`kinds` says what it is, so that the workbook gets figures again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.base.values.money import Money, total

TEXT: Final = "text"
COUNT: Final = "count"
AMOUNT: Final = "amount"
FIGURE: Final = "figure"
"""A share or a mean: a number in the workbook, and no sum of its cells."""


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A figure that leads: `收到投诉` `12` `上期 9`."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportBar:
    """A bar of a chart."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ReportChart:
    """Bars: upright for days in order, lying (`lying`) for words that are long. `measure` heads the workbook's column."""

    title: str
    bars: tuple[ReportBar, ...]
    lying: bool = False
    measure: str = ""
    whole: int = 0
    """What a bar of the whole width stands for (100 for shares); 0 is the longest bar."""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table. `widths` in mm, 0 takes what is left (one column). `kinds`: `text`, `count`, `amount` or `figure` for each column.

    `sums` is empty, or a cell for each column; the sum of a column of counts or amounts is proved against its cells
    unless it is empty. `nothing` stands where there is no row.
    """

    title: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[str, ...] = ()
    nothing: str = ""

    def wrong(self) -> str:
        """The head of a column whose sum is not that of its cells; empty when all are."""
        for at, cell in enumerate(self.sums):
            cells = [row[at] for row in self.rows if row[at]]
            if self.kinds[at] == COUNT and cell and _count(cell) != sum(map(_count, cells)):
                return self.heads[at]
            if self.kinds[at] == AMOUNT and cell and _amount(cell) != total(map(_amount, cells)):
                return self.heads[at]
        return ""


def _count(cell: str) -> int:
    return int(cell.replace(",", ""))


def _amount(cell: str) -> Money:
    return Money.yuan(cell.replace(",", ""))


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What a person writes under the figures: `key` never changes, `title` stands on the paper."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DeskReport:
    """A report the desk owes. `number` is empty while it is a draft. `first` and `last` are both included.

    `stood_at`: until when records were counted. `corrects` is the number of the fixed report that this one takes the
    place of, `reason` why.
    """

    office: str
    estate: str
    kind: str
    title: str
    number: str
    first: date
    last: date
    stood_at: datetime
    figures: tuple[ReportFigure, ...]
    charts: tuple[ReportChart, ...]
    tables: tuple[ReportTable, ...]
    words: tuple[ReportWords, ...]
    made_at: datetime
    made_by: str
    corrects: str = ""
    reason: str = ""
    reprint: ReprintMark | None = None

    def wrong(self) -> str:
        """`table: column` whose sum does not meet; empty when all do."""
        for table in self.tables:
            if table.wrong():
                return f"{table.title}: {table.wrong()}"
        return ""


@dataclass(frozen=True, slots=True)
class SpotLine:
    """A ticket that was drawn; `found`, `words`, `by` are empty until somebody has looked."""

    no: int
    number: str
    kind: str
    received_on: date
    place: str
    what: str
    state: str
    handler: str
    found: str = ""
    words: str = ""
    by: str = ""
    found_on: date | None = None


@dataclass(frozen=True, slots=True)
class SpotPopulation:
    """Of how many tickets of a sort how many were drawn."""

    sort: str
    count: int
    drawn: int


@dataclass(frozen=True, slots=True)
class SpotCheckSheet:
    """抽查表: the sample of a month with its seed, by which it can be drawn again."""

    number: str
    office: str
    estate: str
    month: str
    day: date
    seed: str
    share: str
    populations: tuple[SpotPopulation, ...]
    lines: tuple[SpotLine, ...]
    drawn_at: datetime
    drawn_by: str
    clerk: str
    reprint: ReprintMark | None = None
