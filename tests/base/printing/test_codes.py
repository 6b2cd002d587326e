"""F5: codes are read back from the page rendered at 200 dpi."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.base.printing.codes import BAR_LEAST, QR_MODULE_LEAST, QR_SIDE_LEAST, code128, qr
from frontdesk.base.printing.paper import A5
from frontdesk.base.printing.press import Press
from frontdesk.base.values.errors import Refused
from tests.tools import paper_reading as read


@pytest.mark.parametrize(
    "text", ["SJ00020331", "NT-202611-3-0118", "JK-20261121-02", "RZ1:" + "k7Q" * 42, "3-1-1202 张硕"]
)
def test_F5_qr_at_its_least_side_is_read(text: str, qtbot: QtBot) -> None:
    modules = qr(text)
    side = modules.side_least()
    press = Press(title="码", author="", day=date(2026, 11, 21))
    press.page(A5).qr(20, 20, side, modules)
    assert read.codes(read.picture(press.finish())) == [text]
    assert side >= QR_SIDE_LEAST
    assert side / modules.side >= QR_MODULE_LEAST


@pytest.mark.parametrize("text", ["SJ00020331", "A", "NT-202611-3-0118", "0123456789"])
def test_F5_code128_at_its_least_width_is_read(text: str, qtbot: QtBot) -> None:
    bars = code128(text)
    press = Press(title="码", author="", day=date(2026, 11, 21))
    press.page(A5).bars(20, 20, bars.width_least(), 10, bars)
    assert read.codes(read.picture(press.finish())) == [text]
    assert bars.width_least() / bars.modules >= BAR_LEAST


def test_short_numbers_stay_in_the_smallest_code() -> None:
    """A receipt's and a notice's number fit version 1, so that a module is as large as it can be."""
    assert qr("SJ00020331").side == qr("NT-202611-3-0118").side == 21


def test_code128_begins_and_ends_with_a_bar() -> None:
    bars = code128("SJ00020331")
    assert bars.runs[0][0] == 0
    assert sum(bars.runs[-1]) == bars.modules


@pytest.mark.parametrize(("make", "text"), [(qr, ""), (code128, ""), (code128, "三栋"), (qr, "x" * 5000)])
def test_what_cannot_be_a_code_is_refused_in_words(make: object, text: str) -> None:
    with pytest.raises(Refused):
        make(text)  # type: ignore[operator]
