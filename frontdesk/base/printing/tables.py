"""Tables on paper: open (lines between rows) and ruled (a box round every cell).

A cell wraps or shrinks to the floor size; a row is never cut at a page's end, and the head stands again on every
page (T20). Measuring comes first, so that a form knows how many pages it needs before it draws one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from frontdesk.base.printing.fonts import BOLD, REGULAR
from frontdesk.base.printing.page import Align, Page
from frontdesk.base.printing.paper import (
    BODY_SIZE,
    HAIRLINE,
    HEAD_LINE,
    INNER_LINE,
    MM,
    OUTER_LINE,
)
from frontdesk.base.printing.wrap import Fitted, fit
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

GREY: Final = 0.53
"""The hairlines of open tables (#888)."""

LEADING: Final = 1.3
"""Distance of lines in a cell, in type sizes."""

BASE: Final = 0.36
"""How far the baseline of a line stands below its middle, in type sizes: half a Chinese character's height."""


_FIGURE = re.compile(r"[−-]?¥?\d[\d,]*(\.\d+)?%?")
_NOTHING = ("", "—", "-")


def figures(cells: Iterable[str]) -> bool:
    """Whether a column holds figures and nothing else, so that they stand under one another at its right."""
    told = [cell.strip() for cell in cells if cell.strip() not in _NOTHING]
    return bool(told) and all(_FIGURE.fullmatch(cell) for cell in told)


@dataclass(frozen=True, slots=True)
class Column:
    """A column *width* mm wide. Text wraps; with `wrap` false (figures) it shrinks first."""

    head: str
    width: float
    align: Align = "left"
    wrap: bool = True
    head_align: Align | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Texts of the cells. `bold` is for sums; `lead` aligns the first cell, where it is a word among figures."""

    cells: tuple[str, ...]
    bold: bool = False
    lead: Align | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A row whose lines are broken; `height` in mm, of which its lines need `least`."""

    cells: tuple[Fitted, ...]
    height: float
    bold: bool
    lead: Align | None = None
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """How a table looks. Widths of columns add up to the table's."""

    columns: tuple[Column, ...]
    style: Literal["open", "ruled"] = "open"
    row_height: float = 7.0
    """Height in mm of a row of one line."""
    size: float = BODY_SIZE
    pad: float = 1.5
    """Room in mm between a cell's edge and its text."""

    @property
    def width(self) -> float:
        return sum(column.width for column in self.columns)

    def head(self) -> Measured:
        """The row of the columns' names."""
        cells = tuple(
            fit(column.head, column.width - 2 * self.pad, size=self.size, face=BOLD, lines=2)
            for column in self.columns
        )
        return self._measured(cells, bold=True)

    def measure(self, rows: Sequence[Row]) -> list[Measured]:
        """Break the texts of *rows* into lines."""
        measured = []
        for row in rows:
            cells = tuple(
                fit(
                    text, column.width - 2 * self.pad, size=self.size, shrink=not column.wrap,
                    face=BOLD if row.bold or column.bold else REGULAR,
                )
                for text, column in zip(row.cells, self.columns, strict=True)
            )  # fmt: skip
            measured.append(self._measured(cells, row.bold, row.lead))
        return measured

    def measure_again(self, rows: Sequence[Measured]) -> list[Measured]:
        """The same lines under this table's row height: for a form that tries how close its rows must stand."""
        least = self.row_height
        return [Measured(row.cells, max(least, row.least), row.bold, row.lead, row.least) for row in rows]

    def draw(
        self, page: Page, x: float, y: float, rows: Sequence[Measured], *, head: bool = True, foot: float = 0.0,
    ) -> float:  # fmt: skip
        """Draw the head and *rows* with the top left corner at *x*, *y*; gives the y of their lower edge.

        The frame of a ruled table also holds a row *foot* mm high, which the caller fills.
        """
        all_rows = [self.head(), *rows] if head else list(rows)
        top = y
        for number, row in enumerate(all_rows):
            self._draw_cells(page, x, y, row, is_head=head and number == 0)
            y += row.height
            if number < len(all_rows) - 1:
                self._draw_rule(page, x, y, under_head=head and number == 0)
        self._draw_frame(page, x, top, y, foot)
        return y

    def _draw_cells(self, page: Page, x: float, y: float, row: Measured, *, is_head: bool) -> None:
        for number, (column, fitted) in enumerate(zip(self.columns, row.cells, strict=True)):
            align = (column.head_align or column.align) if is_head else column.align
            if number == 0 and row.lead:
                align = row.lead
            face = BOLD if row.bold or column.bold else REGULAR
            at = x + self.pad
            if align == "right":
                at = x + column.width - self.pad
            elif align == "center":
                at = x + column.width / 2
            size, lines = fitted.size, fitted.lines
            step = size * LEADING / MM
            base = y + row.height / 2 - step * (len(lines) - 1) / 2 + size * BASE / MM
            for line in lines:
                page.text(at, base, line, size=size, face=face, align=align)
                base += step
            x += column.width

    def _draw_rule(self, page: Page, x: float, y: float, *, under_head: bool) -> None:
        if self.style == "ruled":
            page.line(x, y, x + self.width, y, INNER_LINE)
        elif under_head:
            page.line(x, y, x + self.width, y, HEAD_LINE)
        else:
            page.line(x, y, x + self.width, y, HAIRLINE, grey=GREY)

    def _draw_frame(self, page: Page, x: float, top: float, bottom: float, foot: float) -> None:
        if self.style == "ruled":
            for column in self.columns[:-1]:
                x += column.width
                page.line(x, top, x, bottom, INNER_LINE)
            x -= sum(column.width for column in self.columns[:-1])
            if foot:
                page.line(x, bottom, x + self.width, bottom, INNER_LINE)
            page.rect(x, top, self.width, bottom + foot - top, OUTER_LINE)
        else:
            page.line(x, top, x + self.width, top, HEAD_LINE)
            page.line(x, bottom, x + self.width, bottom, HEAD_LINE)

    def _measured(self, cells: tuple[Fitted, ...], bold: bool, lead: Align | None = None) -> Measured:
        """One line takes the row height; more lines take what they need, clear of the rules."""
        text, several = 0.0, False
        for cell in cells:
            more = len(cell.lines) - 1
            text = max(text, cell.size * (LEADING * more + 1.05) / MM)
            several = several or more > 0
        least = text + (2.2 if several else 1.2)
        return Measured(cells, max(self.row_height, least), bold, lead, least)


def paginate(rows: Sequence[Measured], first: float, later: float, last: float) -> list[list[Measured]]:
    """Share out *rows* over pages without cutting one.

    *first* and *later* are the heights in mm that rows may take on the first and on each later page; *last* is
    what the page that carries the end must keep free below the rows (sums, signatures). Raises `Refused` for a
    row taller than a page.
    """
    pages: list[list[Measured]] = [[]]
    room = first
    used = 0.0
    for row in rows:
        if row.height > later:
            raise Refused(tr("“{text}”太长，一页纸印不下，请写短一些", text="".join(row.cells[0].lines)[:40]))
        if used + row.height > room and (pages[-1] or room < later):
            pages.append([])
            room, used = later, 0.0
        pages[-1].append(row)
        used += row.height
    if used + last > room:
        # The end does not fit under the last row: that row goes with it, so that no page carries sums alone.
        end = pages[-1][-1:] if len(pages[-1]) > 1 and pages[-1][-1].height + last <= later else []
        del pages[-1][len(pages[-1]) - len(end) :]
        pages.append(end)
    return pages
