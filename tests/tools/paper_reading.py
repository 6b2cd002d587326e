"""Reads papers back as a person and a scanner would: text by line, fonts, bookmarks, pictures, codes."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import zxingcpp
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from frontdesk.base.printing.fonts import BOLD, REGULAR, font

MM = 72 / 25.4


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


@dataclass(frozen=True)
class Word:
    """A string on a page; x and y in mm from the top left corner, y being the baseline."""

    x: float
    y: float
    text: str
    size: float
    bold: bool

    @property
    def end(self) -> float:
        """Where it ends, in mm from the left."""
        return self.x + font(BOLD if self.bold else REGULAR).width(self.text, self.size) / MM


def words(pdf: bytes, page: int = 0) -> list[Word]:
    """Strings of a page in the order they were drawn, through the fonts' own maps back to text."""
    found: list[Word] = []
    sheet = reader(pdf).pages[page]
    height = float(sheet.mediabox.height)
    fonts = sheet["/Resources"].get_object()["/Font"].get_object()
    maps = {
        name: _to_unicode(font.get_object()["/ToUnicode"].get_object().get_data())
        for name, font in fonts.items()
    }
    now: dict[str, Any] = {"map": {}, "bold": False, "size": 0.0, "at": (0.0, 0.0), "run": False}

    def visit(operator: bytes, operands: list[Any], cm: list[float], tm: list[float]) -> None:
        if operator == b"Tf":
            now["map"], now["size"] = maps[operands[0]], float(operands[1])
            now["bold"] = "Bold" in fonts[operands[0]].get_object()["/BaseFont"]
        elif operator == b"Tm":
            now["at"], now["run"] = (float(operands[4]) + cm[4], float(operands[5]) + cm[5]), False
        elif operator == b"Tj":
            raw = getattr(operands[0], "original_bytes", None) or bytes(operands[0])
            shown = "".join(now["map"][raw[i : i + 2]] for i in range(0, len(raw), 2))
            if now["run"]:  # goes on where the last string ended: a fallback within a text
                shown = found.pop().text + shown
            x, y = now["at"]
            found.append(Word(round(x / MM, 2), round((height - y) / MM, 2), shown, now["size"], now["bold"]))
            now["run"] = True

    sheet.extract_text(visitor_operand_before=visit)
    return found


def _to_unicode(cmap: bytes) -> dict[bytes, str]:
    pairs = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", cmap, re.MULTILINE)
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in pairs
        if text != b"FFFF"
    }


def lines(pdf: bytes, page: int = 0) -> list[str]:
    """The page's text by line, from the top, words from the left."""
    rows: dict[int, list[Word]] = defaultdict(list)
    for word in words(pdf, page):
        rows[round(word.y * 2)].append(word)
    return ["  ".join(w.text for w in sorted(rows[y], key=lambda w: w.x)).strip() for y in sorted(rows)]


def text(pdf: bytes) -> str:
    """All pages' lines, each page headed by its number and size in mm."""
    out = []
    for number, page in enumerate(reader(pdf).pages):
        width, height = float(page.mediabox.width) / MM, float(page.mediabox.height) / MM
        out.append(f"== page {number + 1}: {width:.1f} x {height:.1f} mm")
        out += lines(pdf, number)
    return "\n".join(out) + "\n"


def fonts(pdf: bytes) -> dict[str, bool]:
    """Fonts of the document by name, and whether their glyphs are inside."""
    found = {}
    for page in reader(pdf).pages:
        for used in page["/Resources"].get_object()["/Font"].get_object().values():
            known = used.get_object()
            inner = known["/DescendantFonts"][0].get_object() if "/DescendantFonts" in known else known
            descriptor = inner.get("/FontDescriptor")
            found[str(known["/BaseFont"])] = (
                descriptor is not None and "/FontFile2" in descriptor.get_object()
            )
    return found


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1) of every bookmark, in order."""
    source = reader(pdf)

    def walk(items: list[Any], level: int) -> list[tuple[int, str, int]]:
        out = []
        for item in items:
            if isinstance(item, list):
                out += walk(item, level + 1)
            else:
                out.append((level, str(item.title), source.get_destination_page_number(item) + 1))
        return out

    return walk(source.outline, 0)


def picture(pdf: bytes, page: int = 0, dpi: int = 200) -> QImage:
    """The page as it is printed, in grey on white. Needs a QGuiApplication."""
    document = QPdfDocument(None)
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    points = document.pagePointSize(page)
    size = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
    sheet = QImage(size, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    document.close()
    return sheet.convertToFormat(QImage.Format.Format_Grayscale8)


def codes(image: QImage) -> list[str]:
    """Texts of the codes on a picture."""
    pixels = bytes(image.constBits())
    width, height, step = image.width(), image.height(), image.bytesPerLine()
    rows = b"".join(pixels[y * step : y * step + width] for y in range(height))
    return [found.text for found in zxingcpp.read_barcodes(memoryview(rows).cast("B", shape=[height, width]))]


def dark(image: QImage, left: float, top: float, right: float, bottom: float, dpi: int = 200) -> int:
    """How many dark pixels a part of the picture has; edges in mm."""
    scale = dpi / 25.4
    pixels, step = bytes(image.constBits()), image.bytesPerLine()
    first, last = max(0, int(left * scale)), min(image.width(), int(right * scale))
    rows = range(max(0, int(top * scale)), min(image.height(), int(bottom * scale)))
    return sum(pixel < 128 for y in rows for pixel in pixels[y * step + first : y * step + last])
