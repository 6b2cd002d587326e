"""One page: text, lines and codes at places in millimetres from the top left corner.

What is drawn is gathered and written at the end as one path for each sort of line and one text object, which is
several times faster than a text object for every string.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Literal

from frontdesk.base.printing.codes import Bars, Modules
from frontdesk.base.printing.fonts import REGULAR, CidFont, Use, font
from frontdesk.base.printing.paper import BODY_SIZE, INNER_LINE, MM, Paper
from frontdesk.base.printing.pictures import Picture

Align = Literal["left", "center", "right"]
Piece = tuple[str, str, float]
"""Text, font name and size: a part of a line that mixes them."""
Shade = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""

# Distance and width in mm of the lines that fill a large mark.
_HATCH = 1.35
_HATCH_LINE = 0.28


class Page:
    """A page, or one of the papers that stand on a sheet together. `y` of a text is its baseline."""

    def __init__(self, document: Any, paper: Paper, sheet_height: float, down: float) -> None:
        """*document* is ReportLab's; *down* is where this paper begins on a sheet *sheet_height* mm high."""
        self.paper = paper
        self.height = paper.height
        self._document = document
        self._top = (sheet_height - down) * MM
        self._uses: dict[str, tuple[CidFont, Use]] = {}
        self._under: list[str] = []
        self._fills: list[str] = []
        self._strokes: dict[tuple[float, float, str], list[str]] = {}
        self._texts: list[str] = []
        self._extras: list[str] = []
        self._pictures: list[str] = []
        self.pictures: list[str] = []
        """Names of the pictures that stand on the page."""
        self._font = ("", 0.0)
        self._tracking = 0.0
        self._grey = 0.0

    def text(
        self, x: float, y: float, text: str, *, size: float = BODY_SIZE, face: str = REGULAR,
        align: Align = "left", tracking: float = 0.0, grey: float = 0.0,
    ) -> float:  # fmt: skip
        """Draw one line; gives its width in mm. *tracking* is space in mm after each character but the last."""
        if not text:
            return 0.0
        found, use = self._uses.get(face) or self._use(face)
        width = found.width(text, size) / MM + tracking * (len(text) - 1)
        if align != "left":
            x -= width if align == "right" else width / 2
        self._show(x, y, use.encode(text), size, tracking, grey)
        return width

    def pieces(self, x: float, y: float, pieces: Iterable[Piece], align: Align = "left") -> float:
        """Draw one line of parts in different fonts; gives its width in mm."""
        parts = [part for part in pieces if part[0]]
        width = sum(font(face).width(text, size) for text, face, size in parts) / MM
        x -= width if align == "right" else width / 2 if align == "center" else 0.0
        for text, face, size in parts:
            found, use = self._use(face)
            self._show(x, y, use.encode(text), size)
            x += found.width(text, size) / MM
        return width

    def line(
        self, x1: float, y1: float, x2: float, y2: float, width: float = INNER_LINE, grey: float = 0.0,
        dash: tuple[float, float] | None = None,
    ) -> None:  # fmt: skip
        """A straight line; *dash* is the length of stroke and gap in mm, *grey* from 0 (black) to 1."""
        path = self._path(width, grey, dash)
        path.append(f"{x1 * MM:.2f} {self._y(y1):.2f} m {x2 * MM:.2f} {self._y(y2):.2f} l")

    def rect(self, x: float, y: float, width: float, height: float, line: float = INNER_LINE) -> None:
        """An open rectangle; *x*, *y* is its top left corner."""
        path = self._path(line, 0.0, None)
        path.append(f"{x * MM:.2f} {self._y(y + height):.2f} {width * MM:.2f} {height * MM:.2f} re")

    def fill(self, x: float, y: float, width: float, height: float, shade: Shade) -> None:
        """A filled rectangle under all lines and words; *x*, *y* is its top left corner."""
        red, green, blue = shade
        place = f"{x * MM:.2f} {self._y(y + height):.2f} {width * MM:.2f} {height * MM:.2f} re f"
        self._fills.append(f"{red:.3g} {green:.3g} {blue:.3g} rg {place}")

    def hatched(
        self, x: float, y: float, text: str, size: float, face: str, degrees: float, tracking: float = 0.0,
    ) -> None:  # fmt: skip
        """Large characters filled with thin lines around a centre, turned anticlockwise: a mark over other words.

        The words below stay readable, also from a needle printer, which has no grey.
        """
        found, use = self._use(face)
        turn = math.radians(degrees)
        cos, sin = math.cos(turn), math.sin(turn)
        half = found.width(text, size) / 2 + tracking * MM * (len(text) - 1) / 2
        drop, high = 0.36 * size, 0.9 * size
        runs = " ".join(f"{name} {size:g} Tf <{codes}> Tj" for name, codes in use.encode(text))
        place = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x * MM:.2f} {self._y(y):.2f} cm"
        shape = f"BT 7 Tr {tracking * MM:.2f} Tc 1 0 0 1 {-half:.2f} {-drop:.2f} Tm {runs} ET"
        hatch = []
        at = -half - high
        while at < half + high:
            hatch.append(f"{at:.2f} {-high:.2f} m {at + 2 * high:.2f} {high:.2f} l")
            at += _HATCH * MM
        # Text as a clipping path unites overlapping strokes of a character, which an outline would show.
        self._extras.append(f"q {place} {shape} {_HATCH_LINE * MM:.2f} w [] 0 d {' '.join(hatch)} S Q")

    def slanted(self, x: float, y: float, text: str, size: float, degrees: float, grey: float) -> None:
        """One line under everything else, turned anticlockwise about its beginning; it stays text."""
        _found, use = self._use(REGULAR)
        turn = math.radians(degrees)
        cos, sin = math.cos(turn), math.sin(turn)
        runs = " ".join(f"{name} {size:g} Tf <{codes}> Tj" for name, codes in use.encode(text))
        place = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x * MM:.2f} {self._y(y):.2f} Tm"
        self._under.append(f"q {grey:g} g BT {place} {runs} ET Q")

    def qr(self, x: float, y: float, side: float, modules: Modules) -> None:
        """A QR code as an image mask of one bit a module; *x*, *y* is its top left corner, *side* in mm."""
        length = side * MM
        place = f"{length:.2f} 0 0 {length:.2f} {x * MM:.2f} {self._y(y + side):.2f} cm"
        image = (
            f"BI /IM true /W {modules.side} /H {modules.side} /BPC 1 /D [1 0] /F /AHx ID {modules.bits}> EI"
        )
        self._extras.append(f"q {place} {image} Q")

    def picture(self, x: float, y: float, width: float, height: float, picture: Picture) -> None:
        """A photograph that fills the rectangle, cut at its longer sides, under all lines and words."""
        from reportlab.pdfbase import pdfdoc

        name = pdfdoc.xObjectName(picture.name)
        if picture.name not in self.pictures and not self._document.hasForm(picture.name):
            stream = pdfdoc.PDFStream(content=picture.data)
            stream.filters = []
            stream.dictionary.dict.update({
                "Type": pdfdoc.PDFName("XObject"), "Subtype": pdfdoc.PDFName("Image"), "Width": picture.width,
                "Height": picture.height, "ColorSpace": pdfdoc.PDFName(picture.space), "BitsPerComponent": 8,
                "Filter": pdfdoc.PDFName("DCTDecode"),
            })  # fmt: skip
            self._document.Reference(stream, name)
        self.pictures.append(picture.name)
        scale = max(width / picture.width, height / picture.height) * MM
        wide, tall = picture.width * scale, picture.height * scale
        left, bottom = x * MM - (wide - width * MM) / 2, self._y(y + height) - (tall - height * MM) / 2
        frame = f"{x * MM:.2f} {self._y(y + height):.2f} {width * MM:.2f} {height * MM:.2f} re W n"
        self._pictures.append(f"q {frame} {wide:.2f} 0 0 {tall:.2f} {left:.2f} {bottom:.2f} cm /{name} Do Q")

    def bars(self, x: float, y: float, width: float, height: float, bars: Bars) -> None:
        """A linear code as upright rectangles; *x*, *y* is its top left corner."""
        step = width * MM / bars.modules
        bottom, tall = self._y(y + height), height * MM
        path = " ".join(
            f"{x * MM + start * step:.3f} {bottom:.2f} {length * step:.3f} {tall:.2f} re"
            for start, length in bars.runs
        )
        self._extras.append(f"{path} f")

    def finish(self) -> str:
        """The drawing as PDF operators."""
        out = [*self._fills, "0 g"] if self._fills else []
        out += self._pictures
        # Over fills, which would cover it, and under every line and word.
        out += self._under
        for (width, grey, dash), path in self._strokes.items():
            out.append(f"{width * MM:.2f} w {grey:g} G [{dash}] 0 d")
            out.append("\n".join(path) + " S")
        if self._texts:
            out.append("BT\n" + "\n".join(self._texts) + "\nET 0 g")
        out.extend(self._extras)
        return "q 0 G 0 g\n" + "\n".join(out) + "\nQ"

    def _y(self, y: float) -> float:
        return self._top - y * MM

    def _use(self, face: str) -> tuple[CidFont, Use]:
        found = self._uses.get(face)
        if found is None:
            known = font(face)
            found = self._uses[face] = (known, known.use(self._document))
        return found

    def _path(self, width: float, grey: float, dash: tuple[float, float] | None) -> list[str]:
        pattern = f"{dash[0] * MM:.2f} {dash[1] * MM:.2f}" if dash else ""
        return self._strokes.setdefault((width, grey, pattern), [])

    def _show(
        self, x: float, y: float, runs: list[tuple[str, str]], size: float, tracking: float = 0.0, grey: float = 0.0
    ) -> None:  # fmt: skip
        texts = self._texts
        if grey != self._grey:
            texts.append(f"{grey:g} g")
            self._grey = grey
        if tracking != self._tracking:
            texts.append(f"{tracking * MM:.2f} Tc")
            self._tracking = tracking
        texts.append(f"1 0 0 1 {x * MM:.2f} {self._top - y * MM:.2f} Tm")
        for name, codes in runs:
            if (name, size) != self._font:
                self._font = (name, size)
                texts.append(f"{name} {size:g} Tf")
            texts.append(f"<{codes}> Tj")
