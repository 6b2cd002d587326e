"""钥匙标签: labels of 63.5 × 33.9 mm, three by eight on A4, each with the tag's code for the scanner.

The label names no door and no unit: who finds a key in the street must not learn what it opens.
"""

from __future__ import annotations

from datetime import date

from frontdesk.areas.keys.documents import TagLabel, TagSheet
from frontdesk.areas.keys.forms import common
from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import code128
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, BODY_SIZE, INNER_LINE, MM, SMALL_SIZE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import LEADING
from frontdesk.base.printing.wrap import fit
from frontdesk.base.values.text import tr

COLUMNS, ROWS = 3, 8
WIDE, TALL, ACROSS = 63.5, 33.9, 2.5
"""The usual sheet of 24 labels; *ACROSS* is the gap between two columns."""
_PAD = 3.2
_BARS = 11.0


def compose(press: Press, sheet: TagSheet, paper: Paper, copy: str) -> None:
    """As many sheets as there are labels for."""
    each = COLUMNS * ROWS
    left = (paper.width - COLUMNS * WIDE - (COLUMNS - 1) * ACROSS) / 2
    top = (paper.height - ROWS * TALL) / 2
    for first in range(0, max(1, len(sheet.labels)), each):
        page = press.page(paper)
        for at, label in enumerate(sheet.labels[first : first + each]):
            row, column = divmod(at, COLUMNS)
            x, y = left + column * (WIDE + ACROSS), top + row * TALL
            _marks(page, x, y)
            _label(page, x, y, label, sheet.office)


def _marks(page: Page, x: float, y: float) -> None:
    """Corners to cut along, where the sheet is plain paper."""
    for corner, across in ((x, 1.8), (x + WIDE, -1.8)):
        page.line(corner, y, corner + across, y, INNER_LINE, grey=0.53)
        page.line(corner, y + TALL, corner + across, y + TALL, INNER_LINE, grey=0.53)
    for corner in (x, x + WIDE):
        page.line(corner, y, corner, y + 1.8, INNER_LINE, grey=0.53)
        page.line(corner, y + TALL - 1.8, corner, y + TALL, INNER_LINE, grey=0.53)


def _label(page: Page, x: float, y: float, label: TagLabel, office: str) -> None:
    room = WIDE - 2 * _PAD
    hangs = fit(label.hangs, room, size=BODY_SIZE, face=BOLD, lines=2)
    step = hangs.size * LEADING / MM
    parts.lines(
        page, x + _PAD, y + 6.2 - step * (len(hangs.lines) - 1) / 2, hangs.lines, size=hangs.size, face=BOLD
    )  # fmt: skip
    bars = code128(label.tag)
    wide = bars.width_least()
    page.bars(x + (WIDE - wide) / 2, y + 9.9, wide, _BARS, bars)
    page.text(x + WIDE / 2, y + 25.0, label.tag, size=11.0, face=BOLD, align="center", tracking=0.5)
    found = fit(tr("拾到请送 {office}", office=office), room, size=SMALL_SIZE, lines=2)
    base = y + 30.2 - (len(found.lines) - 1) * found.size * LEADING / MM / 2
    for line in found.lines:
        page.text(x + WIDE / 2, base, line, size=found.size, align="center")
        base += found.size * LEADING / MM


def sample() -> TagSheet:
    """Five labels, one of a cabinet with a long name."""
    hangs = ("A 柜 12", "A 柜 13", "B 柜 01", "", "地下一层监控中心工程部值班室北墙钥匙柜（大） 20")
    return TagSheet(
        office="翠湖花园物业服务中心",
        day=date(2026, 11, 21),
        labels=tuple(TagLabel(f"K-{118 + n:06d}", where) for n, where in enumerate(hangs)),
    )


KEY_TAGS: Form[TagSheet] = Form(
    key="key_tags",
    title="钥匙标签",
    document=TagSheet,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda sheet: sheet.labels[0].tag if sheet.labels else "",
    day=lambda sheet: sheet.day,
    fault=no_fault,
    labels=common.LABELS,
)
