"""Papers about arrears: golden texts, codes, what is long, what must not be printed, and what they never say (M8.5)."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

import frontdesk.areas
from frontdesk.areas.cashdesk.forms import FORMS as CASHDESK
from frontdesk.areas.fees.documents import (
    ArrearsDetail,
    DemandLine,
    PictureCell,
    PublicLine,
    PublicList,
    RateLine,
)
from frontdesk.areas.fees.forms import FORMS
from frontdesk.areas.fees.forms.arrears_detail import ARREARS_DETAIL
from frontdesk.areas.fees.forms.building_picture import A3_LYING, A4_LYING, BUILDING_PICTURE
from frontdesk.areas.fees.forms.delivery_sheet import DELIVERY_SHEET
from frontdesk.areas.fees.forms.demand import DEMAND
from frontdesk.areas.fees.forms.lawyer_letter import LAWYER_LETTER
from frontdesk.areas.fees.forms.public_list import PUBLIC_LIST
from frontdesk.areas.fees.forms.rate_report import RATE_REPORT
from frontdesk.areas.fees.rules.grid import CellState
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money, total
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

MINE = (DEMAND, LAWYER_LETTER, ARREARS_DETAIL, PUBLIC_LIST, DELIVERY_SHEET, RATE_REPORT, BUILDING_PICTURE)
SHEETS = [(form, paper) for form in MINE for paper in form.sizes]
NAMES = [f"{form.key}-{paper.key}" for form, paper in SHEETS]
# Cutting a supply, in any words a paper might threaten it with (民法典944).
THREAT = re.compile("[停断切限][止掉]?(供)?[水电气暖热]|[水电气暖热]力?(供应)?(将|予以)?(停止|中断|切断)")
LONG_NAME = "成都天府新区翠湖花园二期商业运营管理与物业服务有限责任公司第三分公司"


@pytest.mark.parametrize(("form", "paper"), SHEETS, ids=NAMES)
def test_F6_golden_text(form: Form[Any], paper: Paper) -> None:
    pdf = form.draw(form.sample(), paper)
    assert read.text(pdf) == golden("fees", form, paper).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert not any("Helvetica" in name for name in read.fonts(pdf))


@pytest.mark.parametrize(("form", "paper"), SHEETS, ids=NAMES)
def test_T20_nothing_is_written_over_the_border(form: Form[Any], paper: Paper) -> None:
    """Ways to pay with an account's number in them are longer than a line."""
    sample = form.sample()
    if hasattr(sample, "payment_ways"):
        account = "转账：翠湖花园物业服务有限公司，城中支行 1202 0212 0990 0012 345，请注明房号。"
        sample = replace(sample, payment_ways=(account, account))
    pdf = form.draw(sample, paper)
    for page in range(len(read.reader(pdf).pages)):
        over = [w.text for w in read.words(pdf, page) if w.end > paper.right + 0.2 or w.x < paper.left - 0.2]
        assert over == []


@pytest.mark.parametrize("form", MINE, ids=lambda form: form.key)
def test_F1_what_comes_back_from_store_gives_the_same_bytes(form: Form[Any]) -> None:
    back = codec.from_json(form.document, codec.to_json(form.sample()))
    assert back == form.sample()
    assert form.draw(back) == form.draw(form.sample())


@pytest.mark.parametrize("form", [DEMAND, LAWYER_LETTER], ids=lambda form: form.key)
def test_F5_the_code_holds_the_number(form: Form[Any], qtbot: QtBot) -> None:
    assert read.codes(read.picture(form.draw(form.sample()))) == [form.number(form.sample())]


@pytest.mark.parametrize("form", [*FORMS.values(), *CASHDESK.values()], ids=lambda form: form.key)
def test_M8_5_no_paper_threatens_to_cut_a_supply(form: Form[Any]) -> None:
    for paper in form.sizes:
        found = THREAT.search(read.text(form.draw(form.sample(), paper)))
        assert found is None, found


@pytest.mark.parametrize(
    "words", ["将停水停电", "停止供水", "断电", "限电", "停暖", "水电供应将中断", "切断供气"]
)
def test_M8_5_such_a_threat_would_be_noticed(words: str) -> None:
    assert THREAT.search(f"逾期不缴的{words}处理")


def test_M8_5_both_steps_and_every_text_that_papers_are_made_of_are_free_of_it() -> None:
    first = read.text(DEMAND.draw(replace(DEMAND.sample(), step=1)))
    assert "第一次" in first
    assert "诉讼" not in first
    assert THREAT.search(first) is None
    areas = Path(frontdesk.areas.__path__[0])
    files = [
        *areas.glob("*/forms/*.py"),
        *areas.glob("*/documents*"),
        areas / "fees" / "service" / "steps.py",
    ]
    assert len(files) > 10
    for path in files:
        if "reception" in path.parts or path.stem == "emergencies":
            # These papers tell of outages, which is no threat; none of them speaks of arrears.
            continue
        for text in re.findall(r'"([^"]*)"', path.read_text("utf-8") if path.is_file() else ""):
            assert THREAT.search(text) is None, (path, text)


def test_M8_5_the_boards_list_has_no_place_for_a_name() -> None:
    assert {field.name for field in fields(PublicLine)} == {"unit", "months", "owed"}
    assert not {"owner", "who", "payer", "name"} & {field.name for field in fields(PublicList)}


def demand(count: int) -> Any:
    lines = tuple(
        DemandLine(
            "物业服务费",
            f"{2018 + n // 12}-{n % 12 + 1:02d}",
            date(2018, 1, 31) + timedelta(30 * n),
            9,
            Money(25536),
        )
        for n in range(count)
    )
    return replace(DEMAND.sample(), lines=lines, total=total(line.amount for line in lines))


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (17, 1), (26, 2), (60, 3)])
def test_T20_a_demand_keeps_its_receipt_apart_on_the_last_page(count: int, pages: int) -> None:
    pdf = DEMAND.draw(demand(count))
    assert len(read.reader(pdf).pages) == pages
    rows = [word for page in range(pages) for word in read.words(pdf, page) if word.text == "物业服务费"]
    assert len(rows) == count
    last = read.words(pdf, pages - 1)
    tear = next(word.y for word in last if word.text.startswith("回执"))
    above = [word.y for word in last if word.y < tear]
    below = [word.y for word in last if word.y > tear + 2]
    assert max(above) < tear - 1
    assert max(below) < A4.height - A4.bottom + 1
    for page in range(pages):
        assert any(f"第 {page + 1} 页，共 {pages} 页" in line for line in read.lines(pdf, page)) == (
            pages > 1
        )


@pytest.mark.parametrize("form", [DEMAND, LAWYER_LETTER], ids=lambda form: form.key)
def test_T20_long_names_stay_on_the_paper(form: Form[Any]) -> None:
    pdf = form.draw(replace(form.sample(), owner=LONG_NAME, office=LONG_NAME))
    found = read.words(pdf)
    assert "先生" not in "".join(word.text for word in found)
    assert all(word.end <= A4.right + 0.2 for word in found)


@pytest.mark.parametrize(
    "form", [DEMAND, LAWYER_LETTER, ARREARS_DETAIL, PUBLIC_LIST, BUILDING_PICTURE], ids=lambda f: f.key
)
def test_sums_that_do_not_meet_are_not_printed(form: Form[Any]) -> None:
    wrong = replace(form.sample(), total=form.sample().total + Money(1))
    with pytest.raises(Refused, match="对不上"):
        form.draw(wrong)


def test_a_rate_whose_rows_do_not_meet_its_sum_is_not_printed() -> None:
    with pytest.raises(Refused, match="对不上"):
        RATE_REPORT.draw(replace(RATE_REPORT.sample(), paid=Money(1)))


def test_F4_a_batch_of_demands_has_bookmarks_by_building_and_unit() -> None:
    batch = [
        replace(DEMAND.sample(), number=f"CJ-{n}", building=f"{n // 2}栋", unit=f"{n // 2}-1-{n}")
        for n in range(4)
    ]
    marks = read.bookmarks(DEMAND.draw_all(batch))
    assert marks == [
        (0, "0栋", 1),
        (1, "0-1-0", 1),
        (1, "0-1-1", 2),
        (0, "1栋", 3),
        (1, "1-1-2", 3),
        (1, "1-1-3", 4),
    ]


def test_the_draft_says_on_every_page_that_it_is_one() -> None:
    draft = LAWYER_LETTER.sample()
    long = replace(draft, earlier=draft.earlier * 20)
    pdf = LAWYER_LETTER.draw(long)
    pages = len(read.reader(pdf).pages)
    assert pages > 1
    for page in range(pages):
        assert any("草稿" in line for line in read.lines(pdf, page))


def test_m8_1_a_detail_has_a_sum_for_each_year_and_for_each_unit() -> None:
    text = read.text(ARREARS_DETAIL.draw(ARREARS_DETAIL.sample()))
    for words in (
        "2025 年小计  2 笔",
        "2026 年小计  3 笔",
        "3-1-1202 小计  5 笔",
        "B1-076 小计",
        "壹仟叁佰肆拾陆元贰角玖分",
    ):
        assert words in text
    sample: ArrearsDetail = ARREARS_DETAIL.sample()
    alone = tuple(line for line in sample.lines if line.unit == "3-1-1202" and line.period > "2026")
    sums = total(line.owed for line in alone) + total(line.late_fee for line in alone if line.late_fee)
    short = read.text(ARREARS_DETAIL.draw(replace(sample, units=("3-1-1202",), lines=alone, total=sums)))
    assert "3-1-1202 小计" not in short
    assert "2026 年小计" in short


def test_m8_2_low_rates_are_marked_in_words() -> None:
    text = read.text(RATE_REPORT.draw(RATE_REPORT.sample()))
    assert "75.0% 低" in text
    assert "97.2% 低" not in text
    empty = replace(
        RATE_REPORT.sample(), lines=(RateLine("1栋", 0, Money(0), Money(0)),), due=Money(0), paid=Money(0)
    )
    assert "—" in read.text(RATE_REPORT.draw(empty))


def picture(floors: int, entrances: int, columns: int) -> Any:
    cells = tuple(
        PictureCell(e, r, c, f"{floors - r:02d}{c + 1:02d}", CellState.OVER.value, Money(166572))
        for e in range(entrances)
        for r in range(floors)
        for c in range(columns)
    )
    return replace(
        BUILDING_PICTURE.sample(), entrances=tuple((str(e + 1), columns) for e in range(entrances)), cells=cells,
        rows=tuple(f"{n} 层" for n in range(floors, 0, -1)), total=total(c.amount for c in cells if c.amount),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("size", "floors", "entrances", "columns", "pages"),
    [(A4_LYING, 40, 1, 8, 1), (A4_LYING, 40, 3, 8, 3), (A3_LYING, 40, 2, 8, 1), (A4_LYING, 90, 1, 4, 3)],
)
def test_d5_2_large_buildings_stay_readable_over_several_pages(
    size: Paper, floors: int, entrances: int, columns: int, pages: int
) -> None:
    pdf = BUILDING_PICTURE.draw(picture(floors, entrances, columns), size)
    assert len(read.reader(pdf).pages) == pages
    words = [word for page in range(pages) for word in read.words(pdf, page)]
    amounts = [word for word in words if word.text == "1,665.72"]
    assert len(amounts) == floors * entrances * columns
    assert min(word.size for word in amounts) >= 5
    assert sum(word.text == "久" for word in words) == len(amounts) + pages  # the legend's too
    assert all(word.end < size.right + 0.5 and word.y < size.height - size.bottom + 2 for word in words)


def test_d4_5_a_home_in_decoration_has_its_letter_on_paper_and_in_the_legend() -> None:
    sample = BUILDING_PICTURE.sample()
    words = [word.text for word in read.words(BUILDING_PICTURE.draw(sample), 0)]
    assert sample.decorating == 2
    assert "装修中 2 户" in read.text(BUILDING_PICTURE.draw(sample))
    assert words.count("装欠") == 1
    assert words.count("装清") == 1
    plain = replace(sample, cells=tuple(replace(cell, decorating=False) for cell in sample.cells))
    assert "装" not in read.text(BUILDING_PICTURE.draw(plain))
