"""A watermark: who took it out and when, aslant and pale under every page that is drawn meanwhile (D1.9).

Real text under the words, which stay as black as they are. It stands once more, level and small, at the page's edge:
what reads a PDF as text tears slanted lines apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from frontdesk.base.printing.fonts import REGULAR, font
from frontdesk.base.printing.paper import MM

if TYPE_CHECKING:
    from frontdesk.base.printing.page import Page

DEGREES = 24.0
GREY = 0.86
SIZE = 11.0
"""Points."""
_ACROSS, _DOWN = 22.0, 38.0
"""Millimetres between two marks of a line, and between two lines."""
_EDGE, _LEVEL = 2.5, 6.5
"""Of the level line: millimetres from the lower edge, and its size in points."""
_MARK: ContextVar[str] = ContextVar("watermark", default="")


@contextmanager
def watermarked(text: str) -> Iterator[None]:
    """Every PDF begun meanwhile carries *text* on each page; "" for none."""
    token = _MARK.set(text)
    try:
        yield
    finally:
        _MARK.reset(token)


def watermark() -> str:
    """What pages begun now carry."""
    return _MARK.get()


def draw_watermark(page: Page, text: str) -> None:
    """Lay *text* under the page, again and again, each line half a step aside."""
    page.text(page.paper.width / 2, page.height - _EDGE, text, size=_LEVEL, align="center", grey=GREY / 2)
    wide = font(REGULAR).width(text, SIZE) / MM
    turn = math.radians(DEGREES)
    across, high = wide + _ACROSS, wide * math.sin(turn)
    y, line = _DOWN, 0
    while y < page.height + high:
        x = _ACROSS / 2 - (across / 2 if line % 2 else 0.0)
        while x < page.paper.width:
            page.slanted(x, y, text, SIZE, DEGREES, GREY)
            x += across
        y, line = y + _DOWN, line + 1
