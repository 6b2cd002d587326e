"""档案统计 on paper: golden text, and many buildings over pages with their head (D1.8, F1, F6, T20)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.areas.archives.forms.figures import ARCHIVE_FIGURES, sample
from frontdesk.base.printing.paper import A4
from frontdesk.base.values import codec
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden


def test_f6_golden_text_and_f1_the_same_bytes() -> None:
    pdf = ARCHIVE_FIGURES.draw(sample())
    assert read.text(pdf) == golden("archives", ARCHIVE_FIGURES, A4).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    again = codec.from_plain(type(sample()), codec.to_plain(sample()))
    assert ARCHIVE_FIGURES.draw(again) == pdf


def test_t20_sixty_buildings_run_over_pages_with_their_sum() -> None:
    one = sample().lines[0]
    lines = tuple(replace(one, building=f"{n}栋") for n in range(1, 61))
    pdf = ARCHIVE_FIGURES.draw(replace(sample(), lines=lines))
    pages = len(read.reader(pdf).pages)
    assert pages > 1
    words = [[word.text for word in read.words(pdf, page)] for page in range(pages)]
    assert {f"{n}栋" for n in range(1, 61)} <= {text for page in words for text in page}
    assert any("5,760" in text for page in words for text in page)
