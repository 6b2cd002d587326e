"""房屋租售委托书, 看房记录, 活动签到表, 活动总结: golden text, the same bytes, long words, many rows, codes, photographs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.reception.documents.agency import GuestLine, SummaryPhoto
from frontdesk.areas.reception.forms import FORMS
from frontdesk.areas.reception.forms.agency import MANDATE, VIEWING
from frontdesk.areas.reception.forms.events import EVENT_SUMMARY, SIGN_IN, sample_photo
from frontdesk.base.printing.form import Form
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

ALL = pytest.mark.parametrize("form", [MANDATE, VIEWING, SIGN_IN, EVENT_SUMMARY], ids=lambda form: form.key)
LONG = "买买提·阿卜杜热西提·库尔班和杭州云栖宏盛建筑装饰设计工程股份有限公司西湖区第三分公司项目部"


def within(form: Form[Any], pdf: bytes) -> bool:
    """Whether no word runs over the margins."""
    paper = form.sizes[0]
    return all(
        word.end <= paper.right + 0.3 and word.x >= paper.left - 0.3 and word.y < paper.height
        for page in range(len(read.reader(pdf).pages))
        for word in read.words(pdf, page)
    )


@ALL
def test_F6_F1_T12_golden_text_the_same_bytes_and_the_copy_mark(form: Form[Any]) -> None:
    pdf = form.draw(form.sample(), form.sizes[0])
    assert FORMS[form.key] is form
    assert read.text(pdf) == golden("reception", form, form.sizes[0]).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert within(form, pdf)
    stored = codec.from_plain(form.document, codec.to_plain(form.sample()))
    assert form.draw(stored, form.sizes[0]) == pdf
    mark = ReprintMark(2, "王敏", datetime(2026, 11, 22, 15, 2))
    assert "补打 2　王敏" in read.text(form.draw(replace(form.sample(), reprint=mark), form.sizes[0]))


@pytest.mark.parametrize("form", [MANDATE, VIEWING], ids=lambda form: form.key)
def test_F5_the_number_is_read_back_off_the_page(form: Form[Any]) -> None:
    pdf = form.draw(form.sample(), form.sizes[0])
    assert read.codes(read.picture(pdf)) == [form.sample().number]


def test_F6_long_words_wrap_and_one_price_stands_alone() -> None:
    mandate = replace(MANDATE.sample(), owner=LONG, words=LONG * 4, furniture=LONG, kind="出租", price=None)
    pdf = MANDATE.draw(mandate, MANDATE.sizes[0])
    assert within(MANDATE, pdf)
    assert "售价" not in read.text(pdf)
    pdf = VIEWING.draw(replace(VIEWING.sample(), who=LONG, words=LONG * 2), VIEWING.sizes[0])
    assert within(VIEWING, pdf)


def test_T20_a_long_list_runs_on_and_photographs_are_embedded() -> None:
    guests = tuple(GuestLine(f"3-1-{n:04d}", LONG, "", 1, "") for n in range(40))
    pdf = SIGN_IN.draw(replace(SIGN_IN.sample(), guests=guests), SIGN_IN.sizes[0])
    pages = len(read.reader(pdf).pages)
    assert pages > 1
    assert read.text(pdf).count("实到人数") == pages
    photos = tuple(SummaryPhoto(sample_photo(n), LONG) for n in range(6))
    whole = replace(EVENT_SUMMARY.sample(), photos=photos, evaluation="\n".join([LONG] * 20))
    pdf = EVENT_SUMMARY.draw(whole, EVENT_SUMMARY.sizes[0])
    assert sum(len(page.images) for page in read.reader(pdf).pages) == 6
    assert within(EVENT_SUMMARY, pdf)


def test_F6_sums_that_do_not_meet_are_not_printed() -> None:
    with pytest.raises(Refused, match="对不上"):
        EVENT_SUMMARY.draw(replace(EVENT_SUMMARY.sample(), spent=Money.yuan(1)), EVENT_SUMMARY.sizes[0])
