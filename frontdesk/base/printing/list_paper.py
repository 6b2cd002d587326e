"""A plain list on A4 (D0.7): what a list shows, on paper, as many pages as it takes.

It stands upright, or lies where its columns need the room. Long words wrap, figures stay on one line as long as
the type may shrink, no row is cut at a page's end, and heads stand again on every page (T20).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from frontdesk.base.printing import fonts
from frontdesk.base.printing.fonts import BOLD, REGULAR, TITLE, font
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, BODY_SIZE, FLOOR_SIZE, MM, SMALL_SIZE, Paper
from frontdesk.base.printing.parts import block, foot, long_day, minute
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import LEADING, Column, Measured, Row, Table, paginate
from frontdesk.base.printing.wrap import fit, wrap
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr

LYING: Final = replace(A4, key="A4L", width=A4.height, height=A4.width)
STEP: Final = 500
"""How many rows are done between two looks at whether somebody has cancelled."""

_PAD = 1.5
_ROW_HEIGHT = 6.0
_EDGE = 2 * _PAD + 0.1
"""What a column takes beside its text, whatever the type size; a hair more, lest rounding breaks a line."""
_TITLE = 15.0
_LEAST = 9.0
"""A column is at least so wide, in mm: two characters and their padding."""
_UPRIGHT_TEXT = 46.0
"""A column of words that would be wider than this may wrap before the paper is laid across."""
_WORDS_LEAST = 24.0
_UPRIGHT_SIZES = (BODY_SIZE, 8.5, 8.0)
"""Lying paper takes half as many rows again: a list stands upright as long as it can be read well there."""
# Figures, codes, masked numbers, plates: torn apart nobody reads them.
_UNBROKEN = re.compile(r"[A-Za-z0-9.,:/_@#&'+*·-]{2,}")
_PARTS = 10
_WRITING = 0.5


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its head, and whether it holds figures, which stand at the right and are not wrapped."""

    head: str
    figures: bool = False


@dataclass(frozen=True, slots=True)
class ListPaper:
    """A list as it is printed. Every row (and `sums`, empty for none) has a text for every column.

    `at` is local time, `by` who printed it; `filter_words` is what the list was narrowed by, empty for all of it.
    """

    office: str
    title: str
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    day: date
    at: datetime
    by: str
    filter_words: str = ""
    sums: tuple[str, ...] = ()


def draw_list(paper: ListPaper, progress: Progress | None = None) -> bytes:
    """The PDF of a list; the same list gives the same bytes (F1).

    Raises `Refused`, before anything is drawn, for a character no font has and for more columns than a page
    takes; `Cancelled` when *progress* says so.
    """
    watched = progress or Progress()
    _check(paper, watched)
    sheet, table = _layout(paper, watched)
    measured = _measure(table, paper.rows, watched)
    sums = table.measure([Row(paper.sums, bold=True)]) if paper.sums else []
    below = sum(row.height for row in sums)
    top = _Top(paper, sheet)
    bottom = sheet.height - sheet.bottom - 4.0
    head = table.head().height
    shares = paginate(
        measured, first=bottom - top.first - head, later=bottom - top.later - head, last=below
    )  # fmt: skip
    press = Press(title=paper.title, author=paper.office, day=paper.day)
    printed = tr("打印时间 {at}　{by}", at=minute(paper.at), by=paper.by)
    done = 0
    for number, share in enumerate(shares):
        _step(
            watched, done, len(measured), _PARTS * (1 - _WRITING), tr("正在排第 {page} 页", page=number + 1)
        )
        page = press.page(sheet)
        y = top.draw(page, first=number == 0)
        rows = [*share, *sums] if number == len(shares) - 1 else share
        table.draw(page, sheet.left, y, rows)
        foot(page, printed, tr("第 {number} 页，共 {of} 页", number=number + 1, of=len(shares)))
        done += len(share)
    watched.step(_PARTS, _PARTS, tr("正在写成 PDF"))
    return press.finish()


def _step(progress: Progress, done: int, of: int, before: float, words: str) -> None:
    """Tell how far one half of the work has come; *before* is what was done when it began, in tenths."""
    progress.step(int(before + _PARTS * _WRITING * done / max(1, of)), _PARTS, words)


def _check(paper: ListPaper, progress: Progress) -> None:
    """Refuse characters without a shape, by their place."""
    title = paper.title
    places = [
        (tr("抬头"), paper.office), (tr("标题"), title), (tr("筛选"), paper.filter_words),
        (tr("打印人"), paper.by), *((tr("“{title}”的列名", title=title), c.head) for c in paper.columns),
        *((tr("“{title}”的合计", title=title), text) for text in paper.sums),
    ]  # fmt: skip
    fonts.require(places)
    for start in range(0, len(paper.rows), STEP):
        progress.step(0, _PARTS, tr("正在看第 {n} 行", n=start + 1))
        part = paper.rows[start : start + STEP]
        # Nearly every list is whole: the characters of many rows are looked at together first.
        if not fonts.missing_characters("".join("".join(row) for row in part)):
            continue
        for number, row in enumerate(part, start=start + 1):
            fonts.require(
                (tr("“{title}”第 {n} 行的{head}", title=title, n=number, head=column.head), text)
                for column, text in zip(paper.columns, row, strict=True)
            )


# -- columns ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Need:
    """What a column takes in mm at the usual type size: `least` without tearing anything, `whole` in one line."""

    least: float
    whole: float
    firm: bool = False
    """Figures: words give way before them."""

    def at(self, size: float) -> _Need:
        """The same at another type size."""

        def scaled(width: float) -> float:
            return max(_LEAST, (width - _EDGE) * size / BODY_SIZE + _EDGE)

        return _Need(scaled(self.least), scaled(self.whole), self.firm)

    @property
    def fair(self) -> float:
        """Enough that words wrap once or twice at most."""
        return max(self.least, min(self.whole, _UPRIGHT_TEXT))


def _layout(paper: ListPaper, progress: Progress) -> tuple[Paper, Table]:
    """The sheet and the table with its widths."""
    needs = [
        _need(column, number, paper, progress) for number, column in enumerate(paper.columns)
    ]  # fmt: skip
    size = next((z for z in _UPRIGHT_SIZES if sum(need.at(z).fair for need in needs) <= A4.room), None)
    sheet = A4 if size is not None else LYING
    if len(needs) * _LEAST > sheet.room:
        words = tr("“{title}”有 {n} 列，一张纸印不下。请导出到 Excel", title=paper.title, n=len(needs))
        raise Refused(words)
    if size is None:
        size = BODY_SIZE
        while size > FLOOR_SIZE and sum(need.at(size).least for need in needs) > sheet.room:
            size -= 0.5
    widths = _widths([n.at(size) for n in needs], sheet.room)
    columns = tuple(
        Column(c.head, width, "right" if c.figures else "left", wrap=not c.figures)
        for c, width in zip(paper.columns, widths, strict=True)
    )
    return sheet, Table(columns, row_height=_ROW_HEIGHT, size=size, pad=_PAD)


def _need(column: ListColumn, number: int, paper: ListPaper, progress: Progress) -> _Need:
    progress.step(0, _PARTS, tr("正在量“{head}”", head=column.head))
    texts = {row[number] for row in paper.rows}
    plain, bold = font(REGULAR), font(BOLD)
    # A head may take two lines.
    head = bold.width(column.head, BODY_SIZE) / MM
    half = bold.width(column.head[: (len(column.head) + 1) // 2], BODY_SIZE) / MM
    whole = max((plain.width(text, BODY_SIZE) / MM for text in texts), default=0.0)
    if paper.sums:
        whole = max(whole, bold.width(paper.sums[number], BODY_SIZE) / MM)
    if column.figures:
        figures = max(whole, head if len(column.head) <= 4 else half)
        return _Need(max(_LEAST, figures + _EDGE), max(whole, head) + _EDGE, firm=True)
    pieces = {piece for text in texts for piece in _UNBROKEN.findall(text)}
    unbroken = max((plain.width(piece, BODY_SIZE) / MM for piece in pieces), default=0.0)
    least = max(
        min(whole, _WORDS_LEAST), min(unbroken, _UPRIGHT_TEXT), head if len(column.head) <= 4 else half
    )
    return _Need(max(_LEAST, least + _EDGE), max(whole, head, least) + _EDGE)


def _widths(needs: Sequence[_Need], room: float) -> list[float]:
    """Widths that fill *room*: what each needs, then what its words would like, then the rest by size."""
    least, whole = sum(n.least for n in needs), sum(n.whole for n in needs)
    if least >= room:
        # Even the smallest type does not do it: words give way, and figures only where that is not enough.
        firm = sum(n.least - _LEAST for n in needs if n.firm)
        spare = room - _LEAST * len(needs)
        for_figures = min(1.0, spare / firm) if firm else 1.0
        loose = sum(n.least - _LEAST for n in needs if not n.firm) or 1.0
        for_words = max(0.0, spare - firm * for_figures) / loose
        return [_LEAST + (n.least - _LEAST) * (for_figures if n.firm else for_words) for n in needs]
    if whole >= room:
        share = (room - least) / (whole - least)
        return [n.least + (n.whole - n.least) * share for n in needs]
    return [n.whole * room / whole for n in needs]


def _measure(table: Table, rows: Sequence[tuple[str, ...]], progress: Progress) -> list[Measured]:
    """Break the texts of all rows into lines."""
    measured: list[Measured] = []
    for start in range(0, len(rows), STEP):
        _step(progress, start, len(rows), 0.0, tr("正在排第 {n} 行", n=start + 1))
        measured += table.measure([Row(row) for row in rows[start : start + STEP]])
    return measured


# -- above the table ----------------------------------------------------------------------------------


class _Top:
    """What stands above the table: title, office and day, what was filtered; later pages repeat the title small."""

    def __init__(self, paper: ListPaper, sheet: Paper) -> None:
        self._paper, self._sheet = paper, sheet
        room = sheet.room
        self._title = fit(paper.title, room, size=_TITLE, face=TITLE, floor=BODY_SIZE)
        self._count = tr("共 {n} 行", n=f"{len(paper.rows):,}")
        words = tr("筛选：{words}", words=paper.filter_words) if paper.filter_words else ""
        self._filter = wrap(words, room - 30.0, size=BODY_SIZE) if words else ()
        self._title_step = self._title.size * LEADING / MM
        self._line = BODY_SIZE * LEADING / MM
        self._first = sheet.top + 5.5 + self._title_step * len(self._title.lines) + 1.0
        # Where the table begins on the first page and on later ones, in mm from the top.
        self.first = self._first + self._line * max(1, len(self._filter)) + 1.0
        self.later = sheet.top + 5.0

    def draw(self, page: Page, *, first: bool) -> float:
        """Draw it; where the table begins."""
        return self._draw_first(page) if first else self._draw_later(page)

    def _draw_first(self, page: Page) -> float:
        sheet, paper = self._sheet, self._paper
        y = sheet.top + 4.5
        middle = sheet.width / 2
        for line in self._title.lines:
            page.text(middle, y, line, size=self._title.size, face=TITLE, align="center")
            y += self._title_step
        y = self._first - 2.5
        block(page, sheet.left, y, paper.office, sheet.room - 50.0)
        page.text(sheet.right, y, long_day(paper.day), align="right")
        y += self._line
        for number, line in enumerate(self._filter):
            page.text(sheet.left, y + number * self._line, line)
        page.text(sheet.right, y, self._count, align="right")
        return self.first

    def _draw_later(self, page: Page) -> float:
        sheet, paper = self._sheet, self._paper
        y = sheet.top + 2.5
        title = fit(paper.title, sheet.room - 50.0, size=SMALL_SIZE, face=BOLD, floor=SMALL_SIZE)
        page.text(sheet.left, y, title.lines[0], size=title.size, face=BOLD)
        page.text(sheet.right, y, long_day(paper.day), size=SMALL_SIZE, align="right")
        return self.later
