"""盘点表 and 采购计划表: golden text, the same bytes, long words within the margins, many pages, faults (D2.9, F1, F6, T20)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from frontdesk.areas.reception.documents.stock import CountedLine
from frontdesk.areas.reception.forms import FORMS
from frontdesk.areas.reception.forms.stock import PURCHASE_PLAN, STOCK_COUNT
from frontdesk.base.printing.form import Form
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from tests.areas.reception.forms.test_held_papers import COMPANY, REPRINT, whole, within
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

BOTH = pytest.mark.parametrize("form", [STOCK_COUNT, PURCHASE_PLAN], ids=lambda form: form.key)


@BOTH
def test_F6_golden_text_and_the_same_bytes(form: Form[Any]) -> None:
    pdf = form.draw(form.sample(), form.sizes[0])
    assert FORMS[form.key] is form
    assert read.text(pdf) == golden("reception", form, form.sizes[0]).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert within(form, pdf)
    stored = codec.from_plain(form.document, codec.to_plain(form.sample()))
    assert stored == form.sample()
    assert form.draw(stored, form.sizes[0]) == pdf  # F1
    marked = form.draw(replace(form.sample(), reprint=REPRINT), form.sizes[0])
    assert "补打 2　王敏" in read.text(marked)  # T12


def test_T20_a_long_count_goes_over_pages_and_long_names_stay_within_the_margins() -> None:
    sheet = STOCK_COUNT.sample()
    lines = tuple(
        CountedLine(
            f"地点 {n // 9}", f"ZC-{n:04d}", COMPANY if n % 7 == 0 else "办公椅", "", Decimal(1), None
        )
        for n in range(90)
    )
    blank = replace(sheet, lines=lines, fixed_on=None, counter="", witness="")
    pdf = STOCK_COUNT.draw(blank, STOCK_COUNT.sizes[0])
    assert len(read.reader(pdf).pages) > 2
    assert within(STOCK_COUNT, pdf)
    words = whole(pdf)
    assert all(f"ZC-{n:04d}" in words for n in range(90))


def test_F2_sheets_that_contradict_themselves_are_refused() -> None:
    plan = PURCHASE_PLAN.sample()
    with pytest.raises(Refused, match="对不上"):
        PURCHASE_PLAN.draw(replace(plan, total=Money(1)), PURCHASE_PLAN.sizes[0])
    sheet = STOCK_COUNT.sample()
    uncounted = (replace(sheet.lines[0], found=None), *sheet.lines[1:])
    with pytest.raises(Refused, match="没有盘完"):
        STOCK_COUNT.draw(replace(sheet, lines=uncounted), STOCK_COUNT.sizes[0])
