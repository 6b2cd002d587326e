"""通知、公告、温馨提示 and 张贴清单: golden text, sizes, as large as one page allows, pages where it is long (D2.5, F6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from frontdesk.areas.reception.documents.notices import NoticePaper, PostingGroup
from frontdesk.areas.reception.forms import FORMS
from frontdesk.areas.reception.forms.notices import (
    POSTING_LIST,
    PUBLIC_NOTICE,
    head_of,
    sample_list,
    sample_notice,
)
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import A3, A4, MM, Paper
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

EACH = pytest.mark.parametrize(
    ("form", "paper"),
    [(PUBLIC_NOTICE, A4), (PUBLIC_NOTICE, A3), (POSTING_LIST, A4)],
    ids=lambda one: one.key,
)
PARAGRAPH = "为加强小区消防安全管理，防止电动自行车火灾事故发生，现将停放和充电的有关事项通知如下，请各位业主、住户相互转告。"


def pages(pdf: bytes) -> int:
    return len(read.reader(pdf).pages)


def within(pdf: bytes, paper: Paper) -> bool:
    """Whether no word runs over the margins that the paper has."""
    return all(
        word.end <= paper.width - 10 and word.x >= 10 and word.y < paper.height
        for page in range(pages(pdf))
        for word in read.words(pdf, page)
    )


@EACH
def test_F6_golden_text_and_F1_the_same_bytes(form: Form[Any], paper: Paper) -> None:
    pdf = form.draw(form.sample(), paper)
    assert FORMS[form.key] is form
    assert read.text(pdf) == golden("reception", form, paper).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert within(pdf, paper)
    stored = codec.from_plain(form.document, codec.to_plain(form.sample()))
    assert stored == form.sample()
    assert form.draw(stored, paper) == pdf


def test_D2_5_A3_is_the_same_paper_drawn_larger() -> None:
    four, three = (PUBLIC_NOTICE.draw(sample_notice(), paper) for paper in (A4, A3))
    box = read.reader(three).pages[0].mediabox
    assert (round(float(box.width) / MM), round(float(box.height) / MM)) == (297, 420)
    assert read.text(four).split("\n")[1:] == read.text(three).split("\n")[1:]


def test_D2_5_a_long_text_shrinks_then_goes_on_to_the_next_page() -> None:
    middling = replace(sample_notice(), paragraphs=(PARAGRAPH,) * 8)
    long = replace(sample_notice(), paragraphs=(PARAGRAPH,) * 24)
    assert pages(PUBLIC_NOTICE.draw(middling, A4)) == 1
    pdf = PUBLIC_NOTICE.draw(long, A4)
    assert pages(pdf) == 2
    assert within(pdf, A4)
    assert "第 2 页，共 2 页" in read.text(pdf)
    # The office never stands alone on a page.
    last = " ".join(word.text for word in read.words(pdf, 1))
    assert "翠湖花园物业服务中心" in last
    assert "相互转告" in last.replace(" ", "")


def test_D2_5_the_head_says_the_form_once() -> None:
    notice = sample_notice()
    assert head_of(notice) == ("停水通知", "")
    assert head_of(replace(notice, form="公告", title="电动车停放的规定")) == ("公告", "电动车停放的规定")
    assert head_of(replace(notice, form="温馨提示", title="春节温馨提示")) == ("春节温馨提示", "")


def test_D2_5_draft_void_and_correction_say_so() -> None:
    notice: NoticePaper = sample_notice()
    assert "草稿，未审核" in read.text(PUBLIC_NOTICE.draw(replace(notice, number=""), A4))
    words = "更正 TZ-2026-016《停水通知》，原件作废"
    assert words in read.text(PUBLIC_NOTICE.draw(replace(notice, corrects=words), A4))
    void = PUBLIC_NOTICE.draw(replace(notice, void=True), A4)
    assert void != PUBLIC_NOTICE.draw(notice, A4)
    assert "草稿" not in read.text(void)


def test_T19_a_character_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="正文"):
        PUBLIC_NOTICE.draw(replace(sample_notice(), paragraphs=("停\U000f0000水",)), A4)


def test_T20_a_long_list_keeps_its_rows_whole_and_its_count() -> None:
    posting = sample_list()
    line = posting.groups[0].lines[0]
    long = replace(posting, groups=(PostingGroup("3栋", (line,) * 60),), up=60, down=0)
    pdf = POSTING_LIST.draw(long, A4)
    assert pages(pdf) >= 2
    assert within(pdf, A4)
    with pytest.raises(Refused, match="对不上"):
        POSTING_LIST.draw(replace(long, up=59), A4)
