"""Bars of counts on paper: upright for days in their order, lying where the words are long. Greys that copy well."""

from __future__ import annotations

from typing import Final

from frontdesk.areas.reception.documents.reports import ReportChart
from frontdesk.base.printing.fonts import REGULAR, font
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import FLOOR_SIZE, INNER_LINE, MM, OUTER_LINE, SMALL_SIZE
from frontdesk.base.printing.tables import BASE, LEADING
from frontdesk.base.printing.wrap import Fitted, fit
from frontdesk.base.values.text import tr

UPRIGHT_HIGH: Final = 34.0
_LABELS_HIGH = 5.0
_ABOVE = 4.0
_SHADE = (0.45, 0.45, 0.45)
_ROW = 5.6
_LABEL_MOST = 52.0
_FIGURE_WIDE = 14.0
_MOST_LABELS = 16


def height(chart: ReportChart) -> float:
    """How high the chart stands on paper, in mm."""
    if not any(bar.count for bar in chart.bars):
        return 8.0
    if chart.lying:
        return sum(_row_height(label) for label in _labels(chart)) + 1.0
    return _ABOVE + UPRIGHT_HIGH + _LABELS_HIGH


def draw(page: Page, chart: ReportChart, x: float, y: float, room: float) -> None:
    """Draw it into *room* mm from its top left corner."""
    if not any(bar.count for bar in chart.bars):
        page.text(x, y + 5.0, tr("期内没有。"), size=SMALL_SIZE)
    elif chart.lying:
        _lying(page, chart, x, y, room)
    else:
        _upright(page, chart, x, y, room)


def _upright(page: Page, chart: ReportChart, x: float, y: float, room: float) -> None:
    most = max(bar.count for bar in chart.bars)
    base = y + _ABOVE + UPRIGHT_HIGH
    page.line(x, base, x + room, base, OUTER_LINE)
    pitch = room / len(chart.bars)
    every = -(-len(chart.bars) // _MOST_LABELS)
    for n, bar in enumerate(chart.bars):
        high = UPRIGHT_HIGH * bar.count / most
        middle = x + pitch * (n + 0.5)
        if bar.count:
            wide = min(pitch * 0.72, 14.0)
            page.fill(middle - wide / 2, base - high, wide, high, _SHADE)
            page.text(middle, base - high - 1.0, str(bar.count), size=FLOOR_SIZE, align="center")
        if n % every == 0:
            page.text(middle, base + 4.0, bar.label, size=SMALL_SIZE, align="center")


def _labels(chart: ReportChart) -> list[Fitted]:
    return [fit(bar.label, _LABEL_MOST, size=SMALL_SIZE, lines=2) for bar in chart.bars]


def _row_height(label: Fitted) -> float:
    return max(_ROW, len(label.lines) * label.size * LEADING / MM + 1.2)


def _lying(page: Page, chart: ReportChart, x: float, y: float, room: float) -> None:
    most = max(chart.whole, *(bar.count for bar in chart.bars))
    labels = _labels(chart)
    longest = max(font(REGULAR).width(line, label.size) for label in labels for line in label.lines) / MM
    left = x + longest + 2.0
    wide = room - longest - 2.0 - _FIGURE_WIDE
    top = y
    for bar, label in zip(chart.bars, labels, strict=True):
        high = _row_height(label)
        middle = y + high / 2
        step = label.size * LEADING / MM
        base = middle - step * (len(label.lines) - 1) / 2 + label.size * BASE / MM
        for line in label.lines:
            page.text(left - 2.0, base, line, size=label.size, align="right")
            base += step
        long = wide * bar.count / most
        if bar.count:
            page.fill(left, middle - 1.7, long, 3.4, _SHADE)
        page.text(left + long + 1.4, middle + SMALL_SIZE * BASE / MM, str(bar.count), size=SMALL_SIZE)
        y += high
    page.line(left, top, left, y, INNER_LINE)
