"""The papers of a decoration: golden text, codes, rare and long names, long tables, reprints."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.decoration.documents import PAPER_FORM_WORDS, PaperForm, ScopeLine
from frontdesk.areas.decoration.forms import FORMS
from frontdesk.areas.decoration.forms.applying import AGREEMENT, APPLICATION
from frontdesk.areas.decoration.forms.notices import RECTIFY
from frontdesk.areas.decoration.forms.settlement import SETTLEMENT
from frontdesk.areas.decoration.forms.telling import NEIGHBOURS
from frontdesk.areas.decoration.forms.visits import ACCEPTANCE
from frontdesk.areas.permits.forms.common import SAMPLE_CODE
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import Paper
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

EACH = [(form, paper) for form in FORMS.values() for paper in form.sizes]
NAMES = [f"{form.key}-{paper.key}" for form, paper in EACH]
ALL = pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
REPRINT = ReprintMark(2, "王敏", datetime(2026, 11, 22, 15, 2))
LONG = "买买提·阿卜杜热西提·库尔班"
RARE = "郑䶮𬱖"
COMPANY = "杭州云栖宏盛建筑装饰设计工程股份有限公司西湖区第三分公司项目部"


def whole(pdf: bytes) -> str:
    """The words of all pages without line breaks."""
    return read.text(pdf).replace("\n", "")


def within(pdf: bytes, paper: Paper) -> bool:
    """Whether no word runs over the margins."""
    return all(
        word.end <= paper.right + 0.3 and word.x >= paper.left - 0.3 and word.y < paper.height
        for page in range(len(read.reader(pdf).pages))
        for word in read.words(pdf, page)
    )


@pytest.mark.parametrize(("form", "paper"), EACH, ids=NAMES)
def test_F6_golden_text(form: Form[Any], paper: Paper) -> None:
    pdf = form.draw(form.sample(), paper)
    assert read.text(pdf) == golden("decoration", form, paper).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert not any("Helvetica" in name for name in read.fonts(pdf))


@ALL
def test_F1_the_same_document_gives_the_same_bytes(form: Form[Any]) -> None:
    stored = codec.to_plain(form.sample())
    assert codec.from_plain(form.document, stored) == form.sample()
    assert form.draw(codec.from_plain(form.document, stored)) == form.draw(form.sample())


def test_every_paper_has_its_form_and_its_name() -> None:
    assert {form.value for form in PaperForm} == set(FORMS)
    assert {form: FORMS[form.value].title for form in PaperForm} == PAPER_FORM_WORDS


@ALL
def test_F5_a_scanner_reads_the_files_number_or_the_signed_code(form: Form[Any], qtbot: QtBot) -> None:
    sample = form.sample()
    pdf = form.draw(sample)
    last = len(read.reader(pdf).pages) - 1
    wanted = SAMPLE_CODE if form.key == PaperForm.PERMIT.value else sample.site.file
    assert read.codes(read.picture(pdf, last)) == [wanted]


@ALL
def test_T12_a_reprint_is_marked_on_every_page(form: Form[Any]) -> None:
    pdf = form.draw(replace(form.sample(), reprint=REPRINT))
    assert read.text(pdf).count("补打 2　王敏　2026-11-22 15:02") == len(read.reader(pdf).pages)


@ALL
def test_T19_T20_long_and_rare_names_stay_on_the_paper(form: Form[Any]) -> None:
    sample = form.sample()
    site = replace(
        sample.site, office=COMPANY, applicant=LONG, role="其他使用人", firm=RARE + COMPANY, head=LONG,
        unit="东区 12 栋 3 单元 2801-A",
    )  # fmt: skip
    for paper in form.sizes:
        pdf = form.draw(replace(sample, site=site), paper)
        assert within(pdf, paper)
        assert RARE in whole(pdf)


@ALL
def test_T19_a_character_no_font_has_is_refused_by_name(form: Form[Any]) -> None:
    sample = form.sample()
    with pytest.raises(Refused, match="申请人"):
        form.draw(replace(sample, site=replace(sample.site, applicant="郑\U000f1234凯")))


def test_T20_a_long_scope_runs_over_pages_under_its_head() -> None:
    lines = tuple(
        ScopeLine(n, "次卧兼书房", "换洁具、橱柜、门窗　" + "定制到顶衣柜与书桌" * 4, f"图纸 {n} 号", "按条件", "第八条：闭水 48 小时")
        for n in range(1, 61)
    )  # fmt: skip
    for form in (APPLICATION, AGREEMENT):
        pdf = form.draw(replace(form.sample(), lines=lines), copies=form.copies(form.sizes[0])[:1])
        pages, said = len(read.reader(pdf).pages), whole(pdf)
        assert pages > 2
        assert within(pdf, form.sizes[0])
        assert said.count("项目和做法") >= pages - 2
        assert "图纸 60 号" in said
        assert f"第 {pages} 页，共 {pages} 页" in said


def test_T20_a_visit_with_many_findings_runs_over_pages() -> None:
    sample = ACCEPTANCE.sample()
    lines = tuple(replace(sample.lines[0], words=f"第 {n} 处已看") for n in range(1, 81))
    pdf = ACCEPTANCE.draw(replace(sample, lines=lines))
    assert len(read.reader(pdf).pages) > 2
    assert "第 80 处已看" in whole(pdf)
    assert whole(pdf).count("验收人签字") == 1


def test_article_16_the_agreement_has_its_nine_points_and_signatures_on_the_same_page() -> None:
    pdf = AGREEMENT.draw(AGREEMENT.sample(), copies=("物业联",))
    said = whole(pdf)
    assert all(f"{figure}、" in said for figure in "一二三四五六七八九")
    assert len(read.reader(pdf).pages) == 1
    assert "贰仟叁佰伍拾元整" in said


def test_an_agreement_without_money_says_so() -> None:
    free = replace(AGREEMENT.sample(), waste_fee=Money(0), deposit=Money(0))
    said = whole(AGREEMENT.draw(free))
    assert "不收管理服务费" in said
    assert "退还押金，不计利息" not in said


def test_D4_6_a_settlement_that_does_not_add_up_is_not_printed() -> None:
    with pytest.raises(Refused, match="对不上"):
        SETTLEMENT.draw(replace(SETTLEMENT.sample(), refund=Money(200_000)))
    with pytest.raises(Refused, match="对不上"):
        SETTLEMENT.draw(replace(SETTLEMENT.sample(), lines=()))


def test_a_settlement_nobody_allowed_says_that_it_is_no_order_to_pay() -> None:
    assert "尚未审批" not in whole(SETTLEMENT.draw(SETTLEMENT.sample()))
    assert "审批后方可退款" in whole(SETTLEMENT.draw(replace(SETTLEMENT.sample(), approved="")))


def test_article_17_only_what_is_reported_threatens_the_report() -> None:
    assert "第十七条" in whole(RECTIFY.draw(RECTIFY.sample()))
    own = replace(RECTIFY.sample(), agreement=True, reported=False, article="第十六条（八）")
    assert "第十七条" not in whole(RECTIFY.draw(own))


def test_a_failed_look_over_says_so() -> None:
    assert "初验合格" in whole(ACCEPTANCE.draw(ACCEPTANCE.sample()))
    failed = replace(ACCEPTANCE.sample(), result="违规", water=())
    said = whole(ACCEPTANCE.draw(failed))
    assert "初验不合格" in said
    assert "没有闭水试验记录" in said


def test_D1_9_neighbours_read_no_name_and_no_number_of_the_household() -> None:
    said = whole(NEIGHBOURS.draw(NEIGHBOURS.sample()))
    assert "李静" not in said
    assert "139" not in said
