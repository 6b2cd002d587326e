"""收发文登记簿 on paper: golden text, many rows over pages under their heads (D1.6, F1, F6, T20)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.areas.archives.forms.correspondence import CORRESPONDENCE, LYING, sample
from frontdesk.base.values import codec
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden


def test_f6_golden_text_and_f1_the_same_bytes() -> None:
    pdf = CORRESPONDENCE.draw(sample())
    assert read.text(pdf) == golden("archives", CORRESPONDENCE, LYING).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    again = codec.from_plain(type(sample()), codec.to_plain(sample()))
    assert CORRESPONDENCE.draw(again) == pdf


def test_t20_many_documents_run_over_pages_under_their_heads() -> None:
    one = sample().lines[0]
    lines = tuple(replace(one, number=f"SW-2026-{n:03d}", title="很长的标题" * 9) for n in range(1, 61))
    pdf = CORRESPONDENCE.draw(replace(sample(), lines=lines))
    pages = len(read.reader(pdf).pages)
    assert pages > 3
    words = [[word.text for word in read.words(pdf, page)] for page in range(pages)]
    numbers = [text for page in words for text in page if text.startswith("SW-2026-") and len(text) == 11]
    assert {f"SW-2026-{n:03d}" for n in range(1, 61)} <= set(numbers)
    assert all(any("承办人" in text for text in page) for page in words[: pages - 1])
