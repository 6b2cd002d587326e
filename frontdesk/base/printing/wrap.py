"""Breaking a text into lines: it wraps or shrinks, and is never cut off (T20).

Chinese breaks between any two characters, but no line begins with a closing mark or ends with an opening one;
a run of Latin letters and figures stays together where it can.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from frontdesk.base.printing.fonts import REGULAR, font
from frontdesk.base.printing.paper import BODY_SIZE, FLOOR_SIZE, MM

_OPENING = "（《【〔“‘([{"
_CLOSING = "，。、；：？！）》】〕”’…—%)]},.;:?!"
# A piece that is not broken unless it is wider than the line, with the blanks behind it.
_PIECE = re.compile(
    rf"[{re.escape(_OPENING)}]*"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9.,:/_@#&'+-]*[A-Za-z0-9])?|\S)?"
    rf"[{re.escape(_CLOSING)}]*\s*"
)
_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines as they are drawn, and the type size they fit in."""

    lines: tuple[str, ...]
    size: float


# The papers of a batch repeat their items, periods and days, and a form may measure a table at several heights.
@lru_cache(maxsize=4096)
def fit(text: str, width: float, *, size: float = BODY_SIZE, face: str = REGULAR, floor: float = FLOOR_SIZE,
        shrink: bool = True, lines: int = 1) -> Fitted:  # fmt: skip
    """*text* in *width* mm: as it is, else (when *shrink*) smaller down to *floor*, else in more lines.

    It shrinks no further than needed to fit into *lines* lines; at the floor it takes as many as it needs.
    """
    measure = font(face)
    if "\n" not in text and measure.width(text, size) <= width * MM:
        return Fitted((text,), size)
    while True:
        broken = wrap(text, width, size=size, face=face)
        if len(broken) <= lines or not shrink or size - _STEP < floor:
            return Fitted(broken, size)
        size -= _STEP


@lru_cache(maxsize=1024)
def wrap(text: str, width: float, *, size: float = BODY_SIZE, face: str = REGULAR) -> tuple[str, ...]:
    """*text* in lines of at most *width* mm at *size* points; a line break in the text is kept."""
    return tuple(line for part in text.split("\n") for line in _wrap_part(part, width * MM, size, face))


def _wrap_part(text: str, width: float, size: float, face: str) -> list[str]:
    measure = font(face)
    if measure.width(text, size) <= width:
        return [text]
    lines = []
    line = ""
    for match in _PIECE.finditer(text):
        piece = match[0]
        if measure.width((line + piece).rstrip(), size) <= width:
            line += piece
            continue
        if line:
            lines.append(line.rstrip())
        # A piece wider than a line (an account number, a long word) is broken between characters.
        while len(piece) > 1 and measure.width(piece.rstrip(), size) > width:
            count = _fitting(piece, width, size, face)
            lines.append(piece[:count])
            piece = piece[count:]
        line = piece
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


def _fitting(text: str, width: float, size: float, face: str) -> int:
    """How many characters of *text* fit, at least one, so that no closing mark begins the next line."""
    measure = font(face)
    count = 1
    while count < len(text) and measure.width(text[: count + 1], size) <= width:
        count += 1
    while count > 1 and text[count : count + 1] and text[count] in _CLOSING:
        count -= 1
    return count
