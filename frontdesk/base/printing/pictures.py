"""Photographs on paper: JPEG as it came, embedded whole, so that the same photo gives the same bytes (F1)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

# Markers that begin a frame (ITU T.81, table B.1): baseline, extended and progressive; others hold no measures.
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_SCAN = 0xDA
_COLOURS = {1: "DeviceGray", 3: "DeviceRGB"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG with its measures in pixels; `space` is the PDF's name of its colours."""

    data: bytes
    width: int
    height: int
    space: str

    @property
    def name(self) -> str:
        """What it is called inside a PDF: a photo that stands on several pages is embedded once."""
        return "photo" + sha256(self.data).hexdigest()[:16]


def read_picture(text: str) -> Picture:
    """The picture of a document's base64 text. Raises `Refused` for what is no JPEG in grey or colour."""
    try:
        return read_jpeg(base64.b64decode(text, validate=True))
    except binascii.Error as error:
        raise Refused(tr("照片存坏了，印不出来，请重新拍一张")) from error


def read_jpeg(data: bytes) -> Picture:
    """*data* with its measures. Raises `Refused` for what is no JPEG in grey or colour."""
    at = 2
    while data[:2] == b"\xff\xd8" and at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _FRAMES and at + 10 <= len(data):
            height, width = (int.from_bytes(data[p : p + 2], "big") for p in (at + 5, at + 7))
            space = _COLOURS.get(data[at + 9])
            if space and width and height and data[at + 4] == 8:
                return Picture(data, width, height, space)
            break
        if marker == _SCAN or length < 2:
            break
        at += 2 + length
    raise Refused(tr("照片不是能打印的 JPEG，请换一张"))
