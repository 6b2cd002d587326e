"""走访表, 满意度问卷, 满意度调查报告: golden text, the same bytes, codes read back, long words, many pages, reprints."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.reception.documents.rounds import AskedQuestion, VisitLine
from frontdesk.areas.reception.forms import FORMS
from frontdesk.areas.reception.forms.rounds import QUESTION_SHEET, SURVEY_REPORT, VISIT_SHEET
from frontdesk.base.printing.form import Form
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

ALL = pytest.mark.parametrize("form", [VISIT_SHEET, QUESTION_SHEET, SURVEY_REPORT], ids=lambda form: form.key)
REPRINT = ReprintMark(2, "王敏", datetime(2026, 11, 22, 15, 2))
COMPANY = "杭州云栖宏盛建筑装饰设计工程股份有限公司西湖区第三分公司项目部"


def within(form: Form[Any], pdf: bytes) -> bool:
    """Whether no word runs over the margins."""
    paper = form.sizes[0]
    return all(
        word.end <= paper.right + 0.3 and word.x >= paper.left - 0.3 and word.y < paper.height
        for page in range(len(read.reader(pdf).pages))
        for word in read.words(pdf, page)
    )


@ALL
def test_F6_golden_text_and_fonts(form: Form[Any]) -> None:
    pdf = form.draw(form.sample(), form.sizes[0])
    assert FORMS[form.key] is form
    assert read.text(pdf) == golden("reception", form, form.sizes[0]).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert within(form, pdf)


@ALL
def test_F1_the_same_document_gives_the_same_bytes_and_a_reprint_says_so(form: Form[Any]) -> None:
    stored = codec.from_plain(form.document, codec.to_plain(form.sample()))
    assert stored == form.sample()
    assert form.draw(stored, form.sizes[0]) == form.draw(form.sample(), form.sizes[0])
    pdf = form.draw(replace(form.sample(), reprint=REPRINT), form.sizes[0])
    assert "补打 2　王敏" in read.text(pdf)


def test_T20_a_long_round_runs_on_and_no_row_is_cut() -> None:
    lines = tuple(
        VisitLine(f"{n // 20 + 1}栋", f"3-1-{n:04d}", COMPANY, "138****2210", "独居老人，" * 6, n % 3)
        for n in range(1, 61)
    )
    pdf = VISIT_SHEET.draw(replace(VISIT_SHEET.sample(), lines=lines), VISIT_SHEET.sizes[0])
    told = read.text(pdf).replace("\n", "")
    assert len(read.reader(pdf).pages) > 2
    assert all(f"3-1-{n:04d}" in told for n in range(1, 61))
    assert within(VISIT_SHEET, pdf)
    with pytest.raises(Refused, match="没有要走访的"):
        VISIT_SHEET.draw(replace(VISIT_SHEET.sample(), lines=()), VISIT_SHEET.sizes[0])


def test_F5_the_usual_questions_stand_on_one_page_whose_code_reads_back() -> None:
    pdf = QUESTION_SHEET.draw(QUESTION_SHEET.sample(), QUESTION_SHEET.sizes[0])
    assert len(read.reader(pdf).pages) == 1
    assert read.codes(read.picture(pdf)) == ["DC-2026-02-0037"]


def test_F6_sixty_long_questions_run_on_and_nothing_leaves_the_page() -> None:
    scale = tuple(
        AskedQuestion(n, "环境保洁和绿化养护", "打分", "园区道路和公共场地的清洁" * 3) for n in range(1, 59)
    )
    choice = AskedQuestion(
        59, "", "单选", "怎样通知您最方便", tuple(f"第{n}种办法，写得长一些" for n in range(9))
    )
    sample = replace(QUESTION_SHEET.sample(), questions=(*scale, choice), unit="")
    pdf = QUESTION_SHEET.draw(sample, QUESTION_SHEET.sizes[0])
    assert len(read.reader(pdf).pages) > 1
    assert "不记名" in read.text(pdf)
    assert within(QUESTION_SHEET, pdf)


def test_a_report_whose_sums_do_not_meet_is_not_printed() -> None:
    sample = SURVEY_REPORT.sample()
    table = replace(sample.tables[0], sums=("合计", "999", *sample.tables[0].sums[2:]))
    with pytest.raises(Refused, match="对不上"):
        SURVEY_REPORT.draw(replace(sample, tables=(table, *sample.tables[1:])), SURVEY_REPORT.sizes[0])
