"""One PDF: sheets, bookmarks, and bytes that depend on nothing but what was drawn (F1)."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Final

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from frontdesk.base.printing.fonts import REGULAR, font
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import MM, Offset, Paper
from frontdesk.base.printing.watermark import draw_watermark, watermark
from frontdesk.base.values.text import tr

# Streams as bytes: ASCII85 makes them a quarter longer and slower for nothing.
rl_config.useA85 = 0

_CUT_SIZE: Final = 7.0
_CUT_DASH: Final = (0.8, 0.8)


class Press:
    """Gathers pages into one PDF. Made for one document or batch, used once."""

    def __init__(self, *, title: str, author: str, day: date, offset: Offset | None = None) -> None:
        """*day* is the document's own; it stands as the date of the PDF, so that printing again changes no byte."""
        font(REGULAR)  # known to ReportLab from here on, so that its Helvetica never slips in
        self._buffer = BytesIO()
        self._canvas = Canvas(
            self._buffer, pageCompression=1, invariant=1, initialFontName=REGULAR, lang="zh-CN"
        )  # fmt: skip
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(title)
        self._canvas.setCreator("FrontDesk")
        self._canvas.setDateFormatter(lambda *_now: f"D:{day:%Y%m%d}000000")
        self._offset = offset or Offset()
        self._mark = watermark()
        self._sheet: list[Page] = []
        self._pending: tuple[str, ...] = ()
        self._open: tuple[str, ...] = ()
        self._bookmarks = 0
        self.pages = 0
        """Papers begun so far."""

    def page(self, paper: Paper, height: float | None = None) -> Page:
        """The next paper: a new sheet, or the next place on the sheet when several stand on it.

        *height* in mm is for a roll, which is as long as what it carries.
        """
        if self._sheet and (len(self._sheet) >= self._sheet[0].paper.up or self._sheet[0].paper != paper):
            self._flush()
        if not self._sheet:
            tall = (height or paper.height) * paper.up
            self._canvas.setPageSize((paper.width * MM, tall * MM))
            self._tall = tall
        down = len(self._sheet) * paper.height
        page = Page(self._canvas._doc, paper, self._tall, down)
        page.height = height or paper.height
        if self._mark:
            draw_watermark(page, self._mark)
        self._sheet.append(page)
        self.pages += 1
        self._set_bookmark(down)
        return page

    def bookmark(self, *path: str) -> None:
        """Head the next page with a bookmark; a part of the path that the last one had too is not repeated (F4)."""
        self._pending = path

    def finish(self) -> bytes:
        """The PDF."""
        if self._sheet:
            self._flush()
        if self._bookmarks:
            self._canvas.showOutline()
        self._canvas.save()
        return self._buffer.getvalue()

    def _set_bookmark(self, down: float) -> None:
        path, self._pending = self._pending, ()
        same = 0
        while same < min(len(path), len(self._open)) and path[: same + 1] == self._open[: same + 1]:
            same += 1
        for level in range(min(same, max(0, len(path) - 1)), len(path)):
            self._bookmarks += 1
            key = f"b{self._bookmarks}"
            self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=(self._tall - down) * MM, zoom=0)
            self._canvas.addOutlineEntry(path[level], key, level, closed=level == 0)
        self._open = path or self._open

    def _flush(self) -> None:
        paper = self._sheet[0].paper
        if self._offset != Offset():
            self._canvas.addLiteral(f"1 0 0 1 {self._offset.right * MM:.2f} {-self._offset.down * MM:.2f} cm")
        if paper.up > 1:
            _draw_cuts(self._sheet[0])
        for page in self._sheet:
            self._canvas.addLiteral(page.finish())
            # How the canvas is told which images its page names.
            self._canvas._formsinuse += page.pictures
        self._canvas.showPage()
        self._sheet.clear()


def _draw_cuts(first: Page) -> None:
    """Lines along which the sheet is cut into its papers."""
    paper = first.paper
    words = tr("裁切线")
    for number in range(1, paper.up):
        y = number * paper.height
        cut_line(first, y, words)


def cut_line(page: Page, y: float, words: str) -> None:
    """A dashed line from edge to edge with a word in the middle."""
    paper = page.paper
    left, right = paper.strip, paper.width - paper.strip
    middle = (left + right) / 2
    gap = font(REGULAR).width(words, _CUT_SIZE) / MM / 2 + 2
    page.line(left, y, middle - gap, y, dash=_CUT_DASH)
    page.line(middle + gap, y, right, y, dash=_CUT_DASH)
    page.text(middle, y + 0.9, words, size=_CUT_SIZE, align="center")
