"""Draws every paper on its sample, and reads each back as a scanner and a printer would.

The samples are fixed, so the files are the same bytes on every machine: they are compared between Windows and
Linux.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from frontdesk.app.papers import file_name, papers
from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.printing.codes import code128, qr
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.list_paper import ListColumn, ListPaper, draw_list
from frontdesk.base.printing.paper import A5, Offset, Paper
from frontdesk.base.printing.ruler import draw_ruler

DPI = 200
PLAIN_DPI = 72
"""Of a paper without codes, which is only looked at for whether it is empty."""
_DAY = date(2026, 11, 21)
_OBJECT = re.compile(rb"\d+ 0 obj(.*?)endobj", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper as drawn: `code` stands in its codes, where it has `coded` any."""

    name: str
    pdf: bytes
    coded: bool
    code: str = ""


def draw_papers(folder: Path, failed: Callable[[str, Exception], object]) -> list[Drawn]:
    """Write every paper into *folder*; what cannot be drawn is handed to *failed* and the others are drawn."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn: list[Drawn] = []

    def draw(name: str, make: Callable[[], bytes], code: Callable[[], str]) -> None:
        try:
            before = _codes_made()
            pdf = make()
            drawn.append(Drawn(f"{name}.pdf", pdf, _codes_made() > before, code()))
            (folder / f"{name}.pdf").write_bytes(pdf)
        except Exception as error:
            failed(name, error)

    for _area, form, size in papers():
        draw(file_name(form, size), partial(_sample, form, size), partial(_code, form))
    draw("list-A4", lambda: draw_list(list_sample()), lambda: "")
    draw("ruler-A5", lambda: draw_ruler(A5, Offset(), day=_DAY), lambda: A5.key)
    return drawn


def _sample(form: Form[Any], size: Paper) -> bytes:
    return form.draw(form.sample(), size)


def _code(form: Form[Any]) -> str:
    """What its codes say: the signed text of a permit, the file's number on a decoration's paper, else its own."""
    document = form.sample()
    signed = getattr(document, "code", "")
    site = getattr(document, "site", None)
    return str(signed or (site.file if site is not None else "") or form.number(document))


def list_sample() -> ListPaper:
    """A printed list of two pages, with figures, long words and sums."""
    rows = tuple(
        (f"3-1-{floor:02d}{door:02d}", "张硕、林芳" if door == 1 else "王𬭎", "物业服务费 2026-11", f"{255.36:.2f}")
        for floor in range(1, 25)
        for door in range(1, 5)
    )  # fmt: skip
    return ListPaper(
        office="翠湖花园物业服务中心",
        title="应收账单",
        columns=(
            ListColumn("房号"),
            ListColumn("业主"),
            ListColumn("费项"),
            ListColumn("金额", figures=True),
        ),
        rows=rows,
        day=_DAY,
        at=datetime(2026, 11, 21, 10, 30),  # noqa: DTZ001 - local time, as printed
        by="林晓",
        filter_words="3 栋",
        sums=("合计", "", "", "24,514.56"),
    )


def _codes_made() -> int:
    """How often a code was asked for so far: a paper that asks for none carries none."""
    return sum(found.hits + found.misses for found in (qr.cache_info(), code128.cache_info()))


def read_back(drawn: Drawn) -> int:
    """How many pages it has, each rendered. Raises `NotWhole` for a font left out or a code that is not read."""
    loose = fonts_left_out(drawn.pdf)
    if loose:
        raise NotWhole(f"{drawn.name}: fonts not embedded: {', '.join(loose)}")
    from PySide6.QtCore import QSize

    from frontdesk.base.widgets.pdf import open_pdf

    document = open_pdf(drawn.pdf)
    read: list[str] = []
    pages = document.pageCount()
    for page in range(pages):
        points = document.pagePointSize(page)
        dpi = DPI if drawn.coded else PLAIN_DPI
        size = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
        grey = _grey(document, page, size, drawn.name)
        read += _codes(grey) if drawn.coded else []
    document.close()
    if drawn.coded and not any(drawn.code in text for text in read):
        raise NotWhole(f"{drawn.name}: the code {drawn.code!r} is not read, but {read}")
    return pages


def _grey(document: object, page: int, size: object, name: str) -> tuple[bytes, int, int]:
    """A page on white in grey: its pixels, its width and height."""
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QColor, QImage, QPainter
    from PySide6.QtPdf import QPdfDocument

    assert isinstance(document, QPdfDocument)
    assert isinstance(size, QSize)
    sheet = QImage(size, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    grey = sheet.convertToFormat(QImage.Format.Format_Grayscale8)
    step, width = grey.bytesPerLine(), grey.width()
    data = bytes(grey.constBits())
    pixels = b"".join(data[y * step : y * step + width] for y in range(grey.height()))
    if min(pixels) > 128:
        raise NotWhole(f"{name}: page {page + 1} is empty")
    return pixels, width, grey.height()


def _codes(picture: tuple[bytes, int, int]) -> list[str]:
    import zxingcpp

    pixels, width, height = picture
    view = memoryview(pixels).cast("B", shape=[height, width])
    return [found.text for found in zxingcpp.read_barcodes(view)]


def fonts_left_out(pdf: bytes) -> list[str]:
    """Fonts of a PDF whose glyphs are not in it; another machine would put its own in their place."""
    bodies = [match[1] for match in _OBJECT.finditer(pdf)]
    fonts = [body for body in bodies if re.search(rb"/Type\s*/Font\b(?!Descriptor)", body)]
    loose = [body for body in fonts if b"/FontDescriptor" not in body and b"/DescendantFonts" not in body]
    loose += [body for body in bodies if b"/Type /FontDescriptor" in body and b"/FontFile" not in body]
    if not fonts:
        return ["?"]
    named = (re.search(rb"/(?:BaseFont|FontName)\s*/([^\s/<>]+)", body) for body in loose)
    return [found[1].decode("latin-1") if found else "?" for found in named]
