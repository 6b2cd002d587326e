"""人口登记表 and 变更通知单 on paper: golden text, many rows over pages, a page for each department (D1.2, F1, F6, T20)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.areas.archives.forms.registration import RESIDENT_LIST
from frontdesk.areas.archives.forms.resident_changes import RESIDENT_CHANGES
from frontdesk.base.values import codec
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden


@pytest.mark.parametrize("form", [RESIDENT_LIST, RESIDENT_CHANGES], ids=lambda form: form.key)
def test_f6_golden_text_and_f1_the_same_bytes(form) -> None:
    sample = form.sample()
    pdf = form.draw(sample)
    assert read.text(pdf) == golden("archives", form, form.sizes[0]).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert form.draw(codec.from_plain(type(sample), codec.to_plain(sample))) == pdf


def test_t20_many_residents_run_over_pages_and_none_is_lost() -> None:
    sample = RESIDENT_LIST.sample()
    one = replace(sample.lines[0], station="很长的登记机关" * 4)
    lines = tuple(replace(one, unit=f"9-9-{n:04d}") for n in range(1, 46))
    pdf = RESIDENT_LIST.draw(replace(sample, lines=lines))
    pages = len(read.reader(pdf).pages)
    assert pages > 2
    found = {word.text for page in range(pages) for word in read.words(pdf, page)}
    assert {line.unit for line in lines} <= found


def test_d1_2_a_department_of_many_changes_signs_on_its_last_page_only() -> None:
    sample = RESIDENT_CHANGES.sample()
    part = replace(sample.parts[0], lines=sample.parts[0].lines * 15)
    pdf = RESIDENT_CHANGES.draw(replace(sample, parts=(part, sample.parts[1])))
    texts = [page.extract_text() for page in read.reader(pdf).pages]
    assert len(texts) == 4
    assert ["签收人" in text for text in texts] == [False, False, True, True]
