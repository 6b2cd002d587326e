"""The papers of tickets and the owed reports: golden text, bars read back, long and rare words, long tables, reprints."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.reception.documents.kinds import (
    REPORT_FORM_WORDS,
    TICKET_FORM_WORDS,
    ReportForm,
    TicketForm,
)
from frontdesk.areas.reception.documents.reports import ReportBar, ReportChart
from frontdesk.areas.reception.documents.tickets import PaidLine
from frontdesk.areas.reception.forms import FORMS
from frontdesk.areas.reception.forms.reports import MONTHLY, SUMMARY, WEEKLY
from frontdesk.areas.reception.forms.spot_check import SPOT_CHECK
from frontdesk.areas.reception.forms.tickets import CALLBACKS, COMPLAINT, ORDER, PAID
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import Paper
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

MINE = (ORDER, PAID, COMPLAINT, CALLBACKS, WEEKLY, MONTHLY, SUMMARY, SPOT_CHECK)
EACH = [(form, paper) for form in MINE for paper in form.sizes]
NAMES = [f"{form.key}-{paper.key}" for form, paper in EACH]
ALL = pytest.mark.parametrize("form", MINE, ids=lambda form: form.key)
REPRINT = ReprintMark(2, "王敏", datetime(2026, 11, 22, 15, 2))
RARE = "郑䶮𬱖"
LONG = "买买提·阿卜杜热西提·库尔班（租客，由其父亲代为报修）"
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
    assert read.text(pdf) == golden("reception", form, paper).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert not any("Helvetica" in name for name in read.fonts(pdf))
    assert len(read.reader(pdf).pages) == 1


@ALL
def test_F1_the_same_document_gives_the_same_bytes(form: Form[Any]) -> None:
    stored = codec.to_plain(form.sample())
    assert codec.from_plain(form.document, stored) == form.sample()
    assert form.draw(codec.from_plain(form.document, stored)) == form.draw(form.sample())


def test_every_paper_has_its_form_and_its_name() -> None:
    named: dict[str, str] = {**TICKET_FORM_WORDS, **REPORT_FORM_WORDS}
    assert {form.key: form.title for form in MINE} == named
    assert {form.value for form in (*TicketForm, *ReportForm)} == {form.key for form in MINE}
    assert {form.key for form in MINE} <= set(FORMS)


@pytest.mark.parametrize(
    ("form", "paper"), [(f, p) for f in (ORDER, PAID, COMPLAINT) for p in f.sizes], ids=lambda x: x.key
)
def test_F5_a_scanner_reads_the_number_as_bars(form: Form[Any], paper: Paper, qtbot: QtBot) -> None:
    sample = form.sample()
    pdf = form.draw(sample, paper)
    assert read.codes(read.picture(pdf, 0)) == [sample.number]


def test_F5_a_second_dispatch_still_carries_the_tickets_number(qtbot: QtBot) -> None:
    again = replace(ORDER.sample(), number="BS-20261121-007-2", round_no=2)
    pdf = ORDER.draw(again)
    assert read.codes(read.picture(pdf, 0)) == ["BS-20261121-007"]
    assert "第 2 次派单" in whole(pdf)


@ALL
def test_T12_a_reprint_is_marked_on_every_page(form: Form[Any]) -> None:
    pdf = form.draw(replace(form.sample(), reprint=REPRINT))
    assert read.text(pdf).count("补打 2　王敏　2026-11-22 15:02") == len(read.reader(pdf).pages)


def test_D2_2_unit_prices_have_two_places_like_the_amounts_and_more_where_there_are_more() -> None:
    sample = PAID.sample()
    lines = tuple(
        PaidLine("材料", "角阀", Decimal(1), "只", Decimal(price), Money(6000))
        for price in ("60", "33.3", "0.125")
    )
    said = read.text(PAID.draw(replace(sample, lines=lines, total=Money(18000)))).split()
    assert {"60.00", "33.30", "0.125"} <= set(said)
    assert "60" not in said


def _worst(form: Form[Any]) -> Any:
    sample = replace(form.sample(), office=COMPANY)
    if form in (ORDER, PAID, COMPLAINT):
        ticket = replace(
            sample.ticket, caller=RARE + LONG, place="东区 12 栋 3 单元 2801-A 及地下二层设备夹层", what=COMPANY * 6,
            about="公共部位 · 消防设施设备 · 损坏或者缺失", wished=COMPANY,
        )  # fmt: skip
        sample = replace(sample, ticket=ticket)
    if form is ORDER:
        return replace(sample, department=COMPANY, worker=RARE, words=COMPANY * 3, hints=(COMPANY,) * 4)
    if form is PAID:
        line = PaidLine("材料", COMPANY * 2, Decimal("1234.567"), "立方米", Decimal("99999.99"), Money(10450))
        return replace(sample, lines=(line,), remark=COMPANY * 2, worker=LONG)
    if form is COMPLAINT:
        return replace(
            sample, course=tuple(replace(x, words=COMPANY * 2, by=LONG) for x in sample.course * 12)
        )
    if form is CALLBACKS:
        return replace(
            sample,
            lines=tuple(replace(x, caller=RARE, what=COMPANY * 2, words=COMPANY) for x in sample.lines * 15),
        )
    if form is SPOT_CHECK:
        lines = tuple(
            replace(x, what=COMPANY * 2, place=RARE + LONG, words=COMPANY * 2) for x in sample.lines
        )
        return replace(sample, lines=lines)
    words = tuple(replace(x, text=(RARE + COMPANY * 8 + "\n") * 4) for x in sample.words)
    bars = tuple(ReportBar(COMPANY * (n % 3 + 1), n * 17) for n in range(12))
    wide = tuple(
        replace(table, rows=tuple((COMPANY, *row[1:]) for row in table.rows)) for table in sample.tables
    )
    return replace(sample, words=words, charts=(ReportChart("按类别", bars, lying=True),), tables=wide)


@pytest.mark.parametrize(("form", "paper"), EACH, ids=NAMES)
def test_T19_T20_long_and_rare_words_stay_on_the_paper(form: Form[Any], paper: Paper) -> None:
    pdf = form.draw(_worst(form), paper)
    assert within(pdf, paper)
    assert RARE in whole(pdf)
    pages = len(read.reader(pdf).pages)
    if pages > 1:
        assert f"第 {pages} 页，共 {pages} 页" in whole(pdf)


def test_T19_a_character_no_font_has_is_refused_by_name() -> None:
    sample = ORDER.sample()
    with pytest.raises(Refused, match="来人"):
        ORDER.draw(replace(sample, ticket=replace(sample.ticket, caller="郑\U000f1234凯")))


def test_T20_a_long_call_list_repeats_its_head() -> None:
    sample = CALLBACKS.sample()
    lines = tuple(replace(sample.lines[0], what=f"第 {n} 件") for n in range(1, 61))
    pdf = CALLBACKS.draw(replace(sample, lines=lines))
    pages = len(read.reader(pdf).pages)
    assert pages > 2
    assert whole(pdf).count("住户说的") == pages
    assert "第 60 件" in whole(pdf)


def test_what_does_not_add_up_is_not_printed() -> None:
    with pytest.raises(Refused, match="对不上"):
        PAID.draw(replace(PAID.sample(), total=Money(10451)))
    with pytest.raises(Refused, match="没有收费项目"):
        PAID.draw(replace(PAID.sample(), lines=()))
    report = SUMMARY.sample()
    counts, money = report.tables
    with pytest.raises(Refused, match="受理和办结: 办结"):
        SUMMARY.draw(replace(report, tables=(replace(counts, sums=("合计", "181", "170")), money)))
    with pytest.raises(Refused, match="收款: 金额"):
        SUMMARY.draw(replace(report, tables=(counts, replace(money, sums=("合计", "", "386,420.51")))))
    spot = SPOT_CHECK.sample()
    with pytest.raises(Refused, match="件数对不上"):
        SPOT_CHECK.draw(replace(spot, lines=spot.lines[:2]))


def test_a_draft_says_so_and_a_correction_names_what_it_replaces() -> None:
    assert "草稿，没有定稿" in whole(WEEKLY.draw(replace(WEEKLY.sample(), number="")))
    told = whole(WEEKLY.draw(replace(WEEKLY.sample(), corrects="TSZB-20261117", reason="漏记一件")))
    assert "本表更正 TSZB-20261117，以本表为准。更正原因：漏记一件" in told
    assert "草稿" not in told


def test_M2_money_of_a_paid_service_stands_in_capitals() -> None:
    assert "壹佰零肆元伍角整" in whole(PAID.draw(PAID.sample()))


def test_an_empty_report_says_that_there_was_nothing() -> None:
    sample = WEEKLY.sample()
    none = tuple(
        replace(chart, bars=tuple(replace(bar, count=0) for bar in chart.bars)) for chart in sample.charts
    )
    empty = replace(sample, charts=none, tables=tuple(replace(t, rows=(), sums=()) for t in sample.tables))
    assert whole(WEEKLY.draw(empty)).count("期内没有。") == 4
