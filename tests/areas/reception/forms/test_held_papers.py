"""交接班记录 and 代收物品签收表: golden text, the same bytes, long and rare words, many pages, reprints."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.reception.documents.held import HeldLine
from frontdesk.areas.reception.forms import FORMS
from frontdesk.areas.reception.forms.held import HELD_LIST, SHIFT_RECORD
from frontdesk.base.printing.form import Form
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

BOTH = pytest.mark.parametrize("form", [SHIFT_RECORD, HELD_LIST], ids=lambda form: form.key)
REPRINT = ReprintMark(2, "王敏", datetime(2026, 11, 22, 15, 2))
COMPANY = "杭州云栖宏盛建筑装饰设计工程股份有限公司西湖区第三分公司项目部"


def whole(pdf: bytes) -> str:
    """The words of all pages without line breaks."""
    return read.text(pdf).replace("\n", "")


def within(form: Form[Any], pdf: bytes) -> bool:
    """Whether no word runs over the margins."""
    paper = form.sizes[0]
    return all(
        word.end <= paper.right + 0.3 and word.x >= paper.left - 0.3 and word.y < paper.height
        for page in range(len(read.reader(pdf).pages))
        for word in read.words(pdf, page)
    )


@BOTH
def test_F6_golden_text_and_fonts(form: Form[Any]) -> None:
    pdf = form.draw(form.sample(), form.sizes[0])
    assert FORMS[form.key] is form
    assert read.text(pdf) == golden("reception", form, form.sizes[0]).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert within(form, pdf)


@BOTH
def test_F1_the_same_document_gives_the_same_bytes(form: Form[Any]) -> None:
    stored = codec.from_plain(form.document, codec.to_plain(form.sample()))
    assert stored == form.sample()
    assert form.draw(stored, form.sizes[0]) == form.draw(form.sample(), form.sizes[0])


@BOTH
def test_T12_a_reprint_says_so_on_every_page(form: Form[Any]) -> None:
    pdf = form.draw(replace(form.sample(), reprint=REPRINT), form.sizes[0])
    assert "补打 2　王敏" in read.text(pdf)


def test_T20_many_rows_run_on_and_none_is_cut() -> None:
    lines = tuple(
        HeldLine(f"3-1-{n:04d}", "买买提·阿卜杜热西提·库尔班", "快递", f"KD-20261121-{n:03d}", COMPANY, 1, "", date(2026, 11, 21))
        for n in range(1, 61)
    )  # fmt: skip
    pdf = HELD_LIST.draw(replace(HELD_LIST.sample(), lines=lines, pieces=60), HELD_LIST.sizes[0])
    pages = len(read.reader(pdf).pages)
    assert pages > 1
    told = whole(pdf)
    assert all(f"KD-20261121-{n:03d}" in told for n in range(1, 61))
    assert told.count("签名、日期") == pages
    assert within(HELD_LIST, pdf)


def test_F6_long_points_wrap_and_a_meeting_has_its_own_title() -> None:
    points = tuple(f"{COMPANY}{n}" * 3 for n in range(12))
    record = replace(SHIFT_RECORD.sample(), points=points, kind="晨会", waiting=())
    pdf = SHIFT_RECORD.draw(record, SHIFT_RECORD.sizes[0])
    told = whole(pdf)
    assert "晨会记录" in told
    assert "主持人签字" in told
    assert "交班时前台在办的" not in told
    assert all(f"项目部{n}" in told for n in range(12))
    assert within(SHIFT_RECORD, pdf)


def test_a_list_whose_sum_is_wrong_is_not_printed() -> None:
    with pytest.raises(Refused, match="对不上"):
        HELD_LIST.draw(replace(HELD_LIST.sample(), pieces=7), HELD_LIST.sizes[0])
    with pytest.raises(Refused, match="没有内容"):
        SHIFT_RECORD.draw(replace(SHIFT_RECORD.sample(), points=()), SHIFT_RECORD.sizes[0])
