"""场地使用协议 and 代办受理单: golden text, the same bytes, long and rare words, the number read back (F1, F5, F6, T12, T20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.reception.documents.services import HandedPaper
from frontdesk.areas.reception.forms import FORMS
from frontdesk.areas.reception.forms.services import ERRAND_SLIP, PLACE_AGREEMENT
from frontdesk.base.printing.form import Form
from frontdesk.base.values import codec
from frontdesk.base.values.money import ZERO
from tests.areas.reception.forms.test_held_papers import COMPANY, whole, within
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

BOTH = pytest.mark.parametrize("form", [PLACE_AGREEMENT, ERRAND_SLIP], ids=lambda form: form.key)
REPRINT = ReprintMark(2, "王敏", datetime(2026, 11, 22, 15, 2))


@BOTH
def test_F6_golden_text_and_fonts_and_F1_the_same_bytes(form: Form[Any]) -> None:
    pdf = form.draw(form.sample(), form.sizes[0])
    assert FORMS[form.key] is form
    assert read.text(pdf) == golden("reception", form, form.sizes[0]).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert within(form, pdf)
    stored = codec.from_plain(form.document, codec.to_plain(form.sample()))
    assert form.draw(stored, form.sizes[0]) == pdf
    again = form.draw(replace(form.sample(), reprint=REPRINT), form.sizes[0])
    assert "补打 2　王敏" in read.text(again)


def test_F5_the_slips_number_is_read_back_from_its_tear_off() -> None:
    pdf = ERRAND_SLIP.draw(ERRAND_SLIP.sample(), ERRAND_SLIP.sizes[0])
    assert read.codes(read.picture(pdf, 0, 200)) == ["DB-20261121-002"]


def test_T20_long_words_wrap_and_nothing_is_cut() -> None:
    long = tuple(f"第 {n} 条 {COMPANY}" * 3 for n in range(12))
    agreement = replace(
        PLACE_AGREEMENT.sample(),
        booker=COMPANY,
        location=COMPANY,
        purpose=COMPANY * 2,
        terms=long,
        words=COMPANY * 3,
    )
    pdf = PLACE_AGREEMENT.draw(agreement, PLACE_AGREEMENT.sizes[0])
    assert within(PLACE_AGREEMENT, pdf)
    assert all(f"第 {n} 条" in whole(pdf) for n in range(12))
    papers = tuple(HandedPaper(f"{COMPANY}{n}", 2, back=True) for n in range(6))
    slip = replace(ERRAND_SLIP.sample(), what=COMPANY * 3, papers=papers, who=COMPANY)
    pdf = ERRAND_SLIP.draw(slip, ERRAND_SLIP.sizes[0])
    assert within(ERRAND_SLIP, pdf)
    assert f"项目部{5} 2 份（原件，办完交还）" in whole(pdf)
    assert "凭此联领取" in whole(pdf)


def test_D2_6_what_is_free_says_so() -> None:
    free = replace(PLACE_AGREEMENT.sample(), fee=ZERO, how="", deposit=ZERO, due_on=None)
    told = whole(PLACE_AGREEMENT.draw(free, PLACE_AGREEMENT.sizes[0]))
    assert "免费" in told
    assert "押金500" not in told
    slip = whole(ERRAND_SLIP.draw(replace(ERRAND_SLIP.sample(), fee=ZERO, papers=()), ERRAND_SLIP.sizes[0]))
    assert "不收费" in slip
