"""A code takes the strongest level that its place has room for."""

from __future__ import annotations

import pytest

from frontdesk.base.printing.codes import QR_MODULE_LEAST, qr, qr_within
from frontdesk.base.values.errors import Refused

LONG = "FD1" + "ABCDEFGH" * 19


def test_the_strongest_level_that_fits_is_taken() -> None:
    sides = [qr(LONG, level).side * QR_MODULE_LEAST for level in "QML"]
    assert sides == sorted(sides, reverse=True)
    for level, side in zip("QML", sides, strict=True):
        assert qr_within(LONG, side) == qr(LONG, level)
    with pytest.raises(Refused, match="放不下"):
        qr_within(LONG, sides[-1] - 0.5)
