"""房屋合并（拆分）登记单 on paper: golden text, many things over pages (D1.1, F1, F6, T20)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.areas.archives.documents.unit_changes import SlipThing
from frontdesk.areas.archives.forms.unit_changes import UNIT_CHANGE
from frontdesk.base.values import codec
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden


def test_f6_golden_text_and_f1_the_same_bytes() -> None:
    sample = UNIT_CHANGE.sample()
    pdf = UNIT_CHANGE.draw(sample)
    assert read.text(pdf) == golden("archives", UNIT_CHANGE, UNIT_CHANGE.sizes[0]).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert UNIT_CHANGE.draw(codec.from_plain(type(sample), codec.to_plain(sample))) == pdf


def test_t20_many_things_run_over_pages_and_it_is_signed_once() -> None:
    sample = UNIT_CHANGE.sample()
    things = tuple(SlipThing(f"车位 B1-{n:03d}", "3-1-1202") for n in range(60))
    pdf = UNIT_CHANGE.draw(replace(sample, things=things, reason="很长的原因" * 40))
    texts = [page.extract_text() for page in read.reader(pdf).pages]
    assert len(texts) > 1
    assert ["经办人" in text for text in texts] == [False] * (len(texts) - 1) + [True]
    assert all(thing.words in "".join(texts) for thing in things)
