"""试印页: rulers on a paper, to see how far a printer moves the print and to set its offset (F2)."""

from __future__ import annotations

from datetime import date

from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import QR_SIDE_LEAST, qr
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import HEAD_LINE, INNER_LINE, SMALL_SIZE, SUM_SIZE, Offset, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.wrap import wrap
from frontdesk.base.values.text import tr

_MARK = 20
"""Where the two lines to measure stand: so many mm from the printable left and from the upper edge."""


def draw_ruler(paper: Paper, offset: Offset, *, day: date) -> bytes:
    """A PDF for *paper*, moved by *offset*: a frame at the margins, rulers in mm, and what to measure."""
    press = Press(title=tr("试印页"), author="", day=day, offset=offset)
    for _ in range(paper.up):
        _draw(press.page(paper), paper, offset)
    return press.finish()


def _draw(page: Page, paper: Paper, offset: Offset) -> None:
    page.rect(paper.left, paper.top, paper.room, paper.height - paper.top - paper.bottom, INNER_LINE)
    _draw_scale(page, paper)
    across, down = paper.strip + _MARK, _MARK
    page.line(across, paper.top, across, paper.height - paper.bottom, HEAD_LINE)
    page.line(paper.left, down, paper.right, down, HEAD_LINE)
    x, room = across + 4, paper.right - across - 6
    page.text(x, down + 7, tr("试印页"), size=SUM_SIZE, face=BOLD)
    page.text(x, down + 12.5, paper.label)
    texts = (
        tr("现在的偏移：向右 {right} mm，向下 {down} mm。", right=f"{offset.right:g}", down=f"{offset.down:g}"),
        tr("竖线应离纸的左边 {across} mm，横线应离上边 {down} mm。用尺量一量，差多少就在偏移里加多少。",
           across=f"{across:g}", down=f"{down:g}"),
    )  # fmt: skip
    lines = [line for text in texts for line in wrap(text, room, size=SMALL_SIZE)]
    end = parts.lines(page, x, down + 17, lines, size=SMALL_SIZE, leading=1.5)
    if end + QR_SIDE_LEAST < paper.height - paper.bottom - 2:
        page.qr(x, end, QR_SIDE_LEAST, qr(f"{paper.key} {offset.right:g} {offset.down:g}"))


def _draw_scale(page: Page, paper: Paper) -> None:
    """Ticks each millimetre along the upper and the left edge of the frame, numbered by tens from the paper's edge."""
    for at in range(int(paper.left) + 1, int(paper.right) + 1):
        page.line(at, paper.top, at, paper.top + _tick(at), INNER_LINE)
        if at % 10 == 0 and at - paper.left > 8 and at != paper.strip + _MARK:
            page.text(at, paper.top + 5.4, str(at), size=7, align="center")
    for at in range(int(paper.top) + 1, int(paper.height - paper.bottom) + 1):
        page.line(paper.left, at, paper.left + _tick(at), at, INNER_LINE)
        if at % 10 == 0 and at - paper.top > 8 and at != _MARK:
            page.text(paper.left + 3.4, at + 0.9, str(at), size=7)


def _tick(at: int) -> float:
    return 3.0 if at % 10 == 0 else 2.0 if at % 5 == 0 else 1.2
