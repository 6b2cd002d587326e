"""Parts that most papers share: the heading, lines to sign on, boxes to tick, copies' names, marks, the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from frontdesk.base.printing.fonts import BOLD, REGULAR, TITLE, font
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import (
    BODY_SIZE,
    CAPITALS_SIZE,
    FLOOR_SIZE,
    HEAD_LINE,
    INNER_LINE,
    MM,
    OUTER_LINE,
    SIGN_LINE,
    SMALL_SIZE,
    SUM_SIZE,
    TITLE_SIZE,
    TITLE_TRACKING,
)
from frontdesk.base.printing.tables import BASE, LEADING, Table
from frontdesk.base.printing.wrap import fit
from frontdesk.base.values.capitals import capitals
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

FOOT_GREY = 0.2
_PART_GAP = 3.0
_BOX = 2.8
_TIME = re.compile(r"(20\d\d)-?(0[1-9]|1[0-2])(?:-?([0-3]\d))?")


def long_day(day: date) -> str:
    """`2026 年 11 月 21 日`."""
    return tr("{year} 年 {month} 月 {day} 日", year=day.year, month=day.month, day=day.day)


def minute(at: datetime) -> str:
    """`2026-11-21 14:05`."""
    return f"{at:%Y-%m-%d %H:%M}"


def heading(
    page: Page, y: float, title: str, *, left: float, right: float, office: str, number: str,
    size: float = TITLE_SIZE, tracking: float = TITLE_TRACKING, double_rule: bool = False, bold_number: bool = True,
) -> None:  # fmt: skip
    """The office at the left, the title in the paper's middle, the number at the right. *y* is the office's baseline.

    What is told of a day or a span of time has no number: that stands there as it is read, without `No.`.
    """
    middle = page.paper.width / 2
    lower = y + (0.0 if double_rule else 1.7)
    width = page.text(middle, lower, title, size=size, face=TITLE, align="center", tracking=tracking)
    half = width / 2 + 2.6
    if double_rule:
        page.line(middle - half, y + 2.0, middle + half, y + 2.0, OUTER_LINE)
        page.line(middle - half, y + 2.6, middle + half, y + 2.6, INNER_LINE)
    block(page, left, y, office, middle - half - left - 2)
    room = right - middle - half - 2
    told = time_told(number)
    if told:
        page.text(right, y, fit(told, room, size=BODY_SIZE).lines[0], align="right")
        return
    face = BOLD if bold_number else REGULAR
    shown = fit(number, room - 7, size=10.0 if bold_number else BODY_SIZE, face=face)
    page.pieces(right, y, [("No. ", REGULAR, BODY_SIZE), (shown.lines[0], face, shown.size)], "right")


def time_told(number: str) -> str:
    """`20261101-20261130` as `2026-11-01 至 2026-11-30`, `2026-11-21` as it is; empty for what is a number."""
    whole = _TIME.fullmatch(number)
    if whole is None and number.count("-") == 1:
        ends = [_TIME.fullmatch(part) for part in number.split("-")]
        if all(ends):
            first, last = ("-".join(filter(None, end.groups())) for end in ends if end is not None)
            return first if first == last else tr("{first} 至 {last}", first=first, last=last)
    return "-".join(filter(None, whole.groups())) if whole is not None else ""


def under_heading(page: Page, y: float, words: Sequence[str], x: float) -> None:
    """Small words under the office's name: the page's number, the number of the bought paper."""
    page.text(x, y, "　".join(word for word in words if word), size=SMALL_SIZE)


def page_of(number: int, of: int) -> str:
    """`第 1 页，共 2 页`; empty for a single page."""
    return tr("第 {number} 页，共 {of} 页", number=number, of=of) if of > 1 else ""


def block(page: Page, x: float, y: float, text: str, width: float, size: float = BODY_SIZE) -> float:
    """A text that shrinks, then wraps upwards, its last line at *y*; gives the height of the lines above it."""
    fitted = fit(text, width, size=size)
    step = fitted.size * LEADING / MM
    for number, line in enumerate(fitted.lines):
        page.text(x, y - step * (len(fitted.lines) - 1 - number), line, size=fitted.size)
    return step * (len(fitted.lines) - 1)


def lines(page: Page, x: float, y: float, texts: Sequence[str], size: float = BODY_SIZE, face: str = REGULAR,
          leading: float = LEADING) -> float:  # fmt: skip
    """Lines one under the other from the baseline *y*; gives the baseline after the last."""
    for text in texts:
        page.text(x, y, text, size=size, face=face)
        y += size * leading / MM
    return y


def signature(page: Page, x: float, y: float, label: str, *, right: float | None = None,
              length: float = SIGN_LINE) -> float:  # fmt: skip
    """A label and a line to sign on, *length* mm or up to *right*; gives where the line ends."""
    start = x + page.text(x, y, label) + 0.8
    end = right if right is not None else start + length
    page.line(start, y + 0.9, end, y + 0.9, HEAD_LINE)
    return end


def signature_before(page: Page, right: float, y: float, label: str, length: float = SIGN_LINE) -> float:
    """The same, ending at *right*; gives where the label begins."""
    start = right - length - 0.8 - font(REGULAR).width(label, BODY_SIZE) / MM
    signature(page, start, y, label, right=right)
    return start


def tick_box(page: Page, x: float, y: float, label: str, *, ticked: bool = False) -> float:
    """A box to tick, or *ticked*, and its word; gives where the next one begins."""
    page.rect(x, y - 2.6, _BOX, _BOX, HEAD_LINE)
    if ticked:
        page.text(x + _BOX / 2, y - 0.1, "✓", face=BOLD, align="center")
    return x + 4.0 + page.text(x + 4.0, y, label) + 3.4


def tick_width(label: str) -> float:
    """How much room in mm a box and its word take, up to where the next one begins."""
    return 4.0 + font(REGULAR).width(label, BODY_SIZE) / MM + 3.4


Part = Sequence[tuple[str, str]]
"""Pieces of text and font that stay together."""


def spread_size(room: float, parts: Sequence[Part]) -> float | None:
    """The type size at which *parts* stand side by side in *room* mm; None when not even the floor does."""
    size = BODY_SIZE
    while sum(_widths(parts, size)) + _PART_GAP * (len(parts) - 1) > room:
        size -= 0.5
        if size < FLOOR_SIZE:
            return None
    return size


def spread(page: Page, y: float, left: float, right: float, parts: Sequence[Part]) -> None:
    """Parts of one line with equal gaps between them; all shrink together."""
    size = spread_size(right - left, parts) or FLOOR_SIZE
    widths = _widths(parts, size)
    gap = (right - left - sum(widths)) / max(1, len(parts) - 1)
    x = left
    for part, width in zip(parts, widths, strict=True):
        page.pieces(x, y, [(text, face, size) for text, face in part])
        x += width + gap


def _widths(parts: Sequence[Part], size: float) -> list[float]:
    return [sum(font(face).width(text, size) for text, face in part) / MM for part in parts]


def sum_row(page: Page, table: Table, x: float, y: float, amount: Money, height: float) -> float:
    """`合计人民币（大写） … ¥…` under a table, in its style; gives the y of the lower edge.

    A ruled table is drawn with a foot of the same height, so that one frame holds both.
    """
    width, last = table.width, table.columns[-1].width
    middle = y + height / 2
    figures = f"¥{amount}"
    ruled = table.style == "ruled"
    figure_size = 10.0 if ruled else SUM_SIZE
    figure_width = font(BOLD).width(figures, figure_size) / MM
    edge = min(x + width - last, x + width - figure_width - 2 * table.pad)
    if ruled:
        page.line(edge, y, edge, y + height, INNER_LINE)
    else:
        page.line(x, y + height, x + width, y + height, HEAD_LINE)
    label = tr("合计人民币（大写）")
    size = CAPITALS_SIZE if ruled else BODY_SIZE
    label_width = page.text(x + table.pad, middle + size * BASE / MM, label, size=size) + 1.5
    words = fit(capitals(amount), edge - x - label_width - 2 * table.pad, size=size, face=BOLD, lines=2)
    step = words.size * LEADING / MM
    base = middle - step * (len(words.lines) - 1) / 2 + words.size * BASE / MM
    lines(page, x + table.pad + label_width, base, words.lines, size=words.size, face=BOLD)
    page.text(
        x + width - table.pad, middle + figure_size * BASE / MM, figures,
        size=figure_size, face=BOLD, align="right",
    )  # fmt: skip
    return y + height


def upright(page: Page, x: float, y: float, words: Sequence[str], size: float = BODY_SIZE) -> float:
    """Words written downwards, one character under the other, centred at *x*; gives the y after the last."""
    step = size * 1.18 / MM
    for word in words:
        for character in word:
            page.text(x, y, character, size=size, align="center")
            y += step
        y += step * 0.3
    return y


def void_stamp(page: Page, x: float, y: float, size: float = 110.0) -> None:
    """作废 large across the paper around a centre."""
    page.hatched(x, y, tr("作废"), size, BOLD, 14.0, tracking=size / 8)


def reprint_words(count: int, by: str, at: datetime) -> str:
    """`补打 1　王敏　2026-11-21 15:02`."""
    return tr("补打 {count}　{by}　{at}", count=count, by=by, at=minute(at))


def boxed(page: Page, right: float, y: float, text: str, size: float = BODY_SIZE) -> None:
    """A text in a frame that ends at *right*: marks nobody shall overlook."""
    width = font(BOLD).width(text, size) / MM
    page.text(right - 1.2, y, text, size=size, face=BOLD, align="right")
    page.rect(right - width - 2.4, y - size * 0.95 / MM, width + 2.4, size * 1.3 / MM, OUTER_LINE)


def foot(page: Page, left: str, right: str, middle: str = "") -> None:
    """The last line of a page, in grey."""
    paper = page.paper
    y = page.height - paper.bottom + 1.2
    page.text(paper.left, y, left, size=SMALL_SIZE, grey=FOOT_GREY)
    page.text((paper.left + paper.right) / 2, y, middle, size=SMALL_SIZE, align="center", grey=FOOT_GREY)
    page.text(paper.right, y, right, size=SMALL_SIZE, align="right", grey=FOOT_GREY)
