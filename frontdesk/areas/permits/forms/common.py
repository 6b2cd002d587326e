"""What the papers of permits share: the signed code, a photograph or its place, marks, numbered terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from frontdesk.areas.permits.documents.marks import ReprintMark, VoidMark
from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import qr_within
from frontdesk.base.printing.fonts import REGULAR, font
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import FLOOR_SIZE, HAIRLINE, HEAD_LINE, MM
from frontdesk.base.printing.pictures import read_picture
from frontdesk.base.printing.wrap import Fitted, fit, wrap
from frontdesk.base.values.text import tr

LABEL_GREY: Final = 0.3
PLACE_GREY: Final = 0.45
_PLACE_SHADE: Final = (0.953, 0.957, 0.965)

SAMPLE_CODE: Final = (
    "FD101B4EPN70955M00024V09SMVQRN0GCSD64PK2CHG684JE2MKY9810JR76YGTAVYS1390P7QRBGGTAXVXPDKBE1G94ESC478RS9Y5Q"
    "DVMYTGFZS4B2SQGCGYT5PYM18JTPKSFBA4YJBRKS4CKEENGY2QMRC"
)
"""Signed by a key of nobody's: what the samples carry."""


def signed_code(page: Page, x: float, y: float, side: float, code: str) -> None:
    """The QR code of a signed text, or its empty place where there is none to show yet (a preview)."""
    if code:
        page.qr(x, y, side, qr_within(code, side))
        return
    page.rect(x, y, side, side, HAIRLINE)
    page.text(x + side / 2, y + side / 2 + 1, tr("二维码"), size=8.5, align="center", grey=PLACE_GREY)


def photo(page: Page, x: float, y: float, width: float, height: float, jpeg: str) -> None:
    """The photograph of a document's base64 text in a hairline, or the place to stick one on."""
    if jpeg:
        page.picture(x, y, width, height, read_picture(jpeg))
    else:
        page.fill(x, y, width, height, _PLACE_SHADE)
        page.text(x + width / 2, y + height / 2 + 1, tr("照片"), size=8.5, align="center", grey=PLACE_GREY)
    page.rect(x, y, width, height, HAIRLINE)


def marks(
    page: Page, y: float, void: VoidMark | None, reprint: ReprintMark | None, indent: float = 0.0
) -> None:
    """补打 in a frame at the right, and 作废 over the whole page: on every page of the paper (T12, T20).

    Why it is void stands at the left, *indent* mm in.
    """
    if reprint:
        words = parts.reprint_words(reprint.count, reprint.by, reprint.at)
        parts.boxed(page, page.paper.right, y, words)
    if void:
        words = tr("作废　{reason}　{by}　{at}", reason=void.reason, by=void.by, at=parts.minute(void.at))
        shown = fit(words, page.paper.room * 0.58 - indent, face=REGULAR, lines=2)
        lift = (len(shown.lines) - 1) * shown.size * 1.2 / MM / 2
        parts.lines(page, page.paper.left + indent, y - lift, shown.lines, size=shown.size, leading=1.2)
        parts.void_stamp(page, page.paper.width / 2, page.height / 2)


def roomy(text: str, width: float, size: float, face: str, *, most: int = 3) -> Fitted:
    """*text* as large as reads well: on one line down to two thirds of *size*, else on two, then on up to *most*."""
    for lines, floor in (
        (1, max(FLOOR_SIZE, size * 0.66)),
        (2, max(FLOOR_SIZE, size * 0.5)),
        (most, FLOOR_SIZE),
    ):
        found = fit(text, width, size=size, face=face, floor=floor, lines=lines)
        if len(found.lines) <= lines:
            break
    return found


def width_of(text: str, size: float, face: str = REGULAR) -> float:
    """In mm."""
    return font(face).width(text, size) / MM


@dataclass(frozen=True, slots=True)
class Terms:
    """Numbered terms broken into lines with hanging numbers."""

    lines: tuple[tuple[str, str], ...]
    """Number (on a term's first line, else empty) and words."""
    size: float
    step: float
    """Distance of lines in mm."""

    @property
    def height(self) -> float:
        return len(self.lines) * self.step

    def draw(self, page: Page, x: float, y: float) -> float:
        """Draw them with the first baseline at *y*; gives the baseline after the last."""
        hang = width_of("0. ", self.size)
        for number, words in self.lines:
            page.text(x, y, number, size=self.size)
            page.text(x + hang, y, words, size=self.size)
            y += self.step
        return y


def terms(texts: Sequence[str], width: float, height: float, size: float) -> Terms:
    """The terms as large and as airy as *height* mm allows, down to the floor; then they are higher than that."""
    found = _broken(texts, width, size)
    while found.height > height and found.size - 0.25 >= FLOOR_SIZE:
        found = _broken(texts, width, found.size - 0.25)
    return _broken(texts, width, found.size, 1.22) if found.height > height else found


def _broken(texts: Sequence[str], width: float, size: float, leading: float = 1.45) -> Terms:
    hang = width_of("0. ", size)
    out: list[tuple[str, str]] = []
    for number, text in enumerate(texts, 1):
        for at, line in enumerate(wrap(text, width - hang, size=size)):
            out.append((f"{number}." if at == 0 else "", line))
    return Terms(tuple(out), size, size * leading / MM)


def too_long(texts: Sequence[str], width: float, height: float, size: float) -> str:
    """What a form says of terms that find no room; empty when they do."""
    if terms(texts, width, height, size).height <= height + 0.01:
        return ""
    return tr("使用须知太长，印不下，没有打印。请在证件种类里写短一些")


def label(page: Page, x: float, y: float, words: str, size: float) -> None:
    """The grey word before a fact."""
    page.text(x, y, words, size=size, grey=LABEL_GREY)


def crop_marks(page: Page, columns: Sequence[float], rows: Sequence[float]) -> None:
    """Short lines at the edges of a sheet that say where to cut; *columns* and *rows* are in mm."""
    away, length = 2.0, 5.0
    top, bottom, left, right = rows[0], rows[-1], columns[0], columns[-1]
    for x in columns:
        page.line(x, top - away - length, x, top - away, HEAD_LINE)
        page.line(x, bottom + away, x, bottom + away + length, HEAD_LINE)
    for y in rows:
        page.line(left - away - length, y, left - away, y, HEAD_LINE)
        page.line(right + away, y, right + away + length, y, HEAD_LINE)
