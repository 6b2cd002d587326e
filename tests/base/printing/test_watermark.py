"""The watermark: on every page, as text that can be read, under words that stay black (D1.9)."""

from __future__ import annotations

from frontdesk.app.selftest.papers import list_sample
from frontdesk.base.printing.list_paper import draw_list
from frontdesk.base.printing.watermark import watermark, watermarked
from tests.tools import paper_reading as read

MARK = "周敏 2026-11-21 10:30 · 翠湖花园"


def test_d1_9_every_page_carries_the_mark_and_its_words_stay_whole_and_black() -> None:
    plain = draw_list(list_sample())
    with watermarked(MARK):
        marked = draw_list(list_sample())
    assert watermark() == ""
    assert draw_list(list_sample()) == plain
    pages = read.reader(marked).pages
    assert len(pages) > 1
    for page in pages:
        told = page.extract_text()
        assert told.count(MARK) > 4
        assert "物业服务费 2026-11" in told
    dark, pale = read_ink(marked), read_ink(plain)
    # The mark is pale: what is black is the list alone.
    assert abs(dark - pale) < pale * 0.02


def read_ink(pdf: bytes) -> int:
    """How many points of the first page are nearly black."""
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage

    from frontdesk.base.widgets.pdf import open_pdf

    document = open_pdf(pdf)
    picture = QImage(document.render(0, QSize(827, 1169))).convertToFormat(QImage.Format.Format_ARGB32)
    return sum(
        1
        for y in range(picture.height() - 24)
        for x in range(0, picture.width(), 2)
        if (seen := picture.pixelColor(x, y)).alpha() > 128 and seen.lightness() < 90
    )
