"""A watermark in a workbook: a line above the heads, head and foot of the printed sheet, a picture under the cells."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

_TURN = 20
_PALE = (180, 35, 24, 34)
"""Red, green, blue and how much of it: figures stay readable over it."""
_SIZE, _AROUND = 18, 90
_LONGEST = 250
"""Excel takes 255 characters as head or foot."""


def mark_sheet(book: Any, sheet: Any, mark: str, row: int = 0) -> None:
    """Put *mark* on *sheet* (XlsxWriter's, of *book*): in *row*, in head and foot, and as its background."""
    bold = book.add_format({"bold": True, "font_color": "#B42318"})
    sheet.write_string(row, 0, mark, bold)
    told = mark.replace("&", "&&")
    sheet.set_header(f"&C&12&KB42318{told}"[:_LONGEST])
    sheet.set_footer(f"&L&9{told}"[: _LONGEST - 12] + "&R&P / &N")
    sheet.set_background(io.BytesIO(background(mark)))


@lru_cache(maxsize=4)
def background(mark: str) -> bytes:
    """A tile of pale slanted text, as PNG."""
    from PIL import Image, ImageDraw, ImageFont

    from frontdesk.base.values.resources import resource

    letters = ImageFont.truetype(str(resource("fonts", "NotoSansSC-Regular.ttf")), _SIZE)
    left, top, right, bottom = letters.getbbox(mark)
    wide, high = int(right - left) + _AROUND, int(bottom - top) + _AROUND
    line = Image.new("RGBA", (wide, high), (255, 255, 255, 0))
    ImageDraw.Draw(line).text((_AROUND / 2, _AROUND / 2), mark, font=letters, fill=_PALE)
    tile = line.rotate(_TURN, expand=True)
    sheet = Image.new("RGB", tile.size, (255, 255, 255))
    sheet.paste(tile, mask=tile)
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()
