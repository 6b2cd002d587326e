"""钥匙借用单, 交接单, 托管协议, 清点表 and the labels: golden text, codes, long names, many lines, reprints."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.keys.documents import KeyLine, Party, TagLabel
from frontdesk.areas.keys.forms import FORMS
from frontdesk.areas.keys.forms.care import KEY_CARE
from frontdesk.areas.keys.forms.count import KEY_COUNT
from frontdesk.areas.keys.forms.handover import KEY_HANDOVER
from frontdesk.areas.keys.forms.loan import KEY_LOAN
from frontdesk.areas.keys.forms.tags import KEY_TAGS
from frontdesk.areas.keys.rules.kinds import Slip
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import Paper
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

EACH = [(form, paper) for form in FORMS.values() for paper in form.sizes]
NAMES = [f"{form.key}-{paper.key}" for form, paper in EACH]
SLIPS: tuple[Form[Any], ...] = (KEY_LOAN, KEY_HANDOVER, KEY_CARE, KEY_COUNT)
REPRINT = ReprintMark(2, "王敏", datetime(2026, 11, 22, 15, 2))
LONG = "买买提·阿卜杜热西提·库尔班"
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
    assert read.text(pdf) == golden("keys", form, paper).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert not any("Helvetica" in name for name in read.fonts(pdf))


@pytest.mark.parametrize(("form", "paper"), EACH, ids=NAMES)
def test_F1_the_same_document_gives_the_same_bytes(form: Form[Any], paper: Paper) -> None:
    stored = codec.to_plain(form.sample())
    assert codec.from_plain(form.document, stored) == form.sample()
    assert form.draw(codec.from_plain(form.document, stored), paper) == form.draw(form.sample(), paper)


def test_every_slip_has_its_form() -> None:
    assert {slip.value for slip in Slip} <= set(FORMS)


@pytest.mark.parametrize("form", SLIPS, ids=lambda form: form.key)
def test_F5_the_code_holds_the_number(form: Form[Any], qtbot: QtBot) -> None:
    for paper in form.sizes:
        pdf = form.draw(form.sample(), paper, copies=form.copies(paper)[:1])
        assert read.codes(read.picture(pdf, 0)) == [form.number(form.sample())]


def test_F5_a_scanner_reads_every_label_of_a_full_sheet(qtbot: QtBot) -> None:
    sheet = KEY_TAGS.sample()
    labels = tuple(TagLabel(f"K-{n:06d}", f"A 柜 {n:02d}") for n in range(1, 27))
    pdf = KEY_TAGS.draw(replace(sheet, labels=labels))
    assert len(read.reader(pdf).pages) == 2
    assert sorted(read.codes(read.picture(pdf, 0))) == [label.tag for label in labels[:24]]
    assert sorted(read.codes(read.picture(pdf, 1))) == [label.tag for label in labels[24:]]


def test_a_label_never_says_whose_door_its_key_opens() -> None:
    """A key lost in the street must not lead to its door: the label knows no unit and no place at all."""
    assert set(TagLabel.__dataclass_fields__) == {"tag", "hangs"}


@pytest.mark.parametrize("form", SLIPS, ids=lambda form: form.key)
def test_T12_a_reprint_is_marked_on_every_page(form: Form[Any]) -> None:
    for paper in form.sizes:
        pdf = form.draw(replace(form.sample(), reprint=REPRINT), paper)
        assert read.text(pdf).count("补打 2　王敏　2026-11-22 15:02") == len(read.reader(pdf).pages)


@pytest.mark.parametrize("form", [KEY_LOAN, KEY_HANDOVER, KEY_CARE], ids=lambda form: form.key)
def test_T19_T20_long_names_wrap_and_many_keys_run_over_pages(form: Form[Any]) -> None:
    party = Party(LONG, "外来人员", COMPANY, "330106********2417", "138****5678")
    lines = tuple(
        KeyLine(f"K-{n:06d}", "地下二层车库东区弱电间与消防水泵房合用通道" * 2, "设备房", 99, "主锁与插销锁各一") for n in range(1, 41)
    )  # fmt: skip
    changes: dict[str, Any] = {"office": COMPANY, "lines": lines}
    if form is KEY_LOAN:
        changes |= {"borrower": party, "why": "更换消防主机与联动测试，" * 8, "basis": ("业主同意" * 30,), "allowed": "周敏：" + "漏水抢修" * 20}  # fmt: skip
    elif form is KEY_HANDOVER:
        changes |= {"other": party, "giver": party.words, "taker": COMPANY * 2, "words": "开发商移交" * 20}
    else:
        changes |= {"owner": party, "authority": "业主签字的委托书" * 12}
    for paper in form.sizes:
        pdf = form.draw(replace(form.sample(), **changes), paper, copies=form.copies(paper)[:1])
        pages = len(read.reader(pdf).pages)
        said = whole(pdf)
        assert pages > 1
        assert within(pdf, paper)
        assert all(f"K-{n:06d}" in said for n in range(1, 41))
        assert said.count("牌号") >= pages - 1
        assert f"第 {pages} 页，共 {pages} 页" in said
        assert LONG in said
        assert "3960 把" in said


def test_a_count_of_hundreds_runs_over_pages_and_signs_once() -> None:
    sample = KEY_COUNT.sample()
    lines = tuple(
        replace(sample.lines[0], tag=f"K-{n:06d}", where="东区设备间" * 6, words="") for n in range(1, 301)
    )
    pdf = KEY_COUNT.draw(replace(sample, lines=lines, there=300, missing=0, unexpected=0))
    pages = len(read.reader(pdf).pages)
    said = whole(pdf)
    assert pages > 5
    assert "没有差异" in said
    assert said.count("监盘人") == 1
    assert within(pdf, KEY_COUNT.sizes[0])


def test_sums_that_do_not_meet_are_not_printed() -> None:
    with pytest.raises(Refused, match="没有打印"):
        KEY_COUNT.draw(replace(KEY_COUNT.sample(), missing=0))


def test_an_agreement_without_a_list_or_an_end_says_so() -> None:
    said = whole(KEY_CARE.draw(replace(KEY_CARE.sample(), consents=(), until=None)))
    assert "除甲方本人外不外借" in said
    assert "至甲方取回时止" in said


def test_T19_a_character_no_font_has_is_refused_by_name() -> None:
    bad = replace(KEY_LOAN.sample(), borrower=Party("郑\U000f1234凯"))
    with pytest.raises(Refused, match="姓名"):
        KEY_LOAN.draw(bad)
