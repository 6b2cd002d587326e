"""Photographs: only what a PDF can carry as it came, measured from the file itself."""

from __future__ import annotations

import base64

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from frontdesk.base.printing.pictures import read_jpeg, read_picture
from frontdesk.base.values.errors import Refused


def encoded(width: int, height: int, form: QImage.Format, kind: str = "JPEG") -> bytes:
    image = QImage(width, height, form)
    image.fill(QColor("grey"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, 85)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


@pytest.mark.parametrize(
    ("form", "space"),
    [(QImage.Format.Format_RGB32, "DeviceRGB"), (QImage.Format.Format_Grayscale8, "DeviceGray")],
)
def test_a_jpegs_measures(form: QImage.Format, space: str) -> None:
    found = read_jpeg(encoded(358, 441, form))
    assert (found.width, found.height, found.space) == (358, 441, space)
    assert read_picture(base64.b64encode(found.data).decode()) == found
    assert found.name == read_jpeg(found.data).name


def test_what_is_no_jpeg_is_refused() -> None:
    whole = encoded(20, 20, QImage.Format.Format_RGB32)
    png = encoded(20, 20, QImage.Format.Format_RGB32, "PNG")
    # Four colours (CMYK) would print in false ones.
    at = whole.index(b"\xff\xc0")
    cmyk = whole[: at + 9] + b"\x04" + whole[at + 10 :]
    for data in (
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xff\xff\xff",
        png,
        whole[:30],
        cmyk,
        b"\xff\xd8\xff\xda\x00\x08",
    ):
        with pytest.raises(Refused, match="JPEG"):
            read_jpeg(data)
    with pytest.raises(Refused, match="照片"):
        read_picture("%%%")
