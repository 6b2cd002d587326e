"""QR codes and Code 128, made by zxing-cpp and drawn by the page.

Least sizes follow what was printed and read back: a QR module of 0.4 mm and a side of 12.5 mm for short numbers,
a Code 128 bar of 0.33 mm. A quiet zone of four modules (QR) or ten (Code 128) must stay white around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import zxingcpp

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

QR_SIDE_LEAST = 12.5
QR_MODULE_LEAST = 0.4
QR_QUIET = 4
BAR_LEAST = 0.33
BAR_QUIET = 10


@dataclass(frozen=True, slots=True)
class Modules:
    """A square of modules. `bits` is the picture in hexadecimal, a dark module being a 1, rows filled to bytes."""

    side: int
    bits: str

    def side_least(self) -> float:
        """The smallest side in mm that is read reliably."""
        return max(QR_SIDE_LEAST, self.side * QR_MODULE_LEAST)

    def quiet(self, side: float) -> float:
        """Width in mm of the white border that a code of *side* mm needs."""
        return side / self.side * QR_QUIET


@dataclass(frozen=True, slots=True)
class Bars:
    """A row of bars: start and length of each in modules, and how many modules the code is wide."""

    modules: int
    runs: tuple[tuple[int, int], ...]

    def width_least(self) -> float:
        """The smallest width in mm that is read reliably, without its quiet zones."""
        return self.modules * BAR_LEAST


def qr_within(text: str, side: float) -> Modules:
    """The QR code of *text* at the strongest level whose modules are large enough on *side* mm.

    Raises `Refused` when not even the weakest fits.
    """
    for level in ("Q", "M", "L"):
        made = qr(text, level)
        if made.side_least() <= side + 1e-6:
            return made
    raise Refused(tr("编码太长，{side} mm 的二维码放不下", side=f"{side:g}"))


# A receipt on several copies asks for the same code each time.
@lru_cache(maxsize=64)
def qr(text: str, level: str = "Q") -> Modules:
    """The QR code of *text*; level Q survives a quarter of the ink going astray, M a sixth, L a fourteenth."""
    pixels, side = _make(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    row_bytes = (side + 7) // 8
    pixels = pixels.replace(b"\x00", b"1").replace(b"\xff", b"0")
    rows = (pixels[at : at + side].ljust(8 * row_bytes, b"0") for at in range(0, side * side, side))
    return Modules(side, "".join(f"{int(row, 2):0{2 * row_bytes}x}" for row in rows))


@lru_cache(maxsize=64)
def code128(text: str) -> Bars:
    """The Code 128 of *text*: ASCII, for scanners that read no QR."""
    if not text.isascii():
        raise Refused(tr("条形码里只能有字母、数字和符号：{text}", text=text))
    pixels, width = _make(text, zxingcpp.BarcodeFormat.Code128)
    row = pixels[:width]
    runs = []
    start = 0
    while (start := row.find(b"\x00", start)) >= 0:
        end = row.find(b"\xff", start)
        end = len(row) if end < 0 else end
        runs.append((start, end - start))
        start = end
    return Bars(len(row), tuple(runs))


def _make(text: str, form: zxingcpp.BarcodeFormat, **options: str) -> tuple[bytes, int]:
    """The code at one pixel a module, a byte each (0 is dark), and its width."""
    if not text:
        raise Refused(tr("没有编号，印不出条码"))
    try:
        image: Any = zxingcpp.create_barcode(text, form, **options).to_image(scale=1, add_quiet_zones=False)
    except ValueError as error:
        raise Refused(tr("“{text}”太长，编不成码", text=text)) from error
    view = memoryview(image)
    return view.tobytes(), (view.shape or (0, 0))[1]
