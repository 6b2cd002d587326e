"""本人信息 on paper: golden text, the same bytes, long words over pages with nothing lost (D1.9, F1, F6, T20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from frontdesk.areas.archives.documents.personal import HeldPart, HeldRow
from frontdesk.areas.archives.forms.personal import PERSONAL_DATA
from frontdesk.base.values import codec
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden


def test_f6_golden_text_and_f1_the_same_bytes() -> None:
    sample = PERSONAL_DATA.sample()
    pdf = PERSONAL_DATA.draw(sample)
    assert read.text(pdf) == golden("archives", PERSONAL_DATA, PERSONAL_DATA.sizes[0]).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert PERSONAL_DATA.draw(codec.from_plain(type(sample), codec.to_plain(sample))) == pdf


def test_t20_years_of_records_run_over_pages_with_their_mark_and_none_is_lost() -> None:
    rows = tuple(
        HeldRow(date(2024, 1, 1 + n % 28), f"BS-{n:04d}", "水管漏水，地板泡胀，" * (1 + n % 12))
        for n in range(120)
    )
    parts = (*PERSONAL_DATA.sample().parts, HeldPart("报事", rows))
    pdf = PERSONAL_DATA.draw(replace(PERSONAL_DATA.sample(), parts=parts, reason="本人要带走"))
    pages = [page.extract_text() for page in read.reader(pdf).pages]
    assert len(pages) > 4
    # T20: the copy's mark stands on every page; what the person signs on the last only.
    assert all("补打 1" in page for page in pages)
    assert ["收到的人" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    found = {word.text for page in range(len(pages)) for word in read.words(pdf, page)}
    assert {row.what for row in rows} <= found
