"""缴费通知单: golden text, codes, bookmarks, what is long, what is missing, what must not be printed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.areas.fees.documents import NoticeLine, PaymentNotice
from frontdesk.areas.fees.forms import FORMS
from frontdesk.areas.fees.forms.payment_notice import PAYMENT_NOTICE, sample
from frontdesk.base.printing.paper import A4, A4_HALF, A5, Paper
from frontdesk.base.values.errors import Cancelled, Refused
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.progress import Progress
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

LONG_NAME = "成都天府新区翠湖花园二期商业运营管理与物业服务有限责任公司第三分公司"


def with_lines(lines: tuple[NoticeLine, ...]) -> PaymentNotice:
    owed = [line.amount for line in lines] + [line.late_fee for line in lines if line.late_fee]
    return replace(sample(), lines=lines, total=total(owed))


def test_the_document_comes_back_from_store() -> None:
    assert PaymentNotice.from_json(sample().to_json()) == sample()


@pytest.mark.parametrize("paper", PAYMENT_NOTICE.sizes, ids=lambda paper: paper.key)
def test_F6_golden_text(paper: Paper) -> None:
    pdf = PAYMENT_NOTICE.draw(sample(), paper)
    assert read.text(pdf) == golden("fees", PAYMENT_NOTICE, paper).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert not any("Helvetica" in name for name in read.fonts(pdf))


def test_F1_same_bytes_twice_and_in_another_process() -> None:
    once = PAYMENT_NOTICE.draw(sample(), A5)
    assert PAYMENT_NOTICE.draw(PaymentNotice.from_json(sample().to_json()), A5) == once
    program = (
        "import hashlib; from frontdesk.areas.fees.forms.payment_notice import *;"
        "PAYMENT_NOTICE.draw_all([sample()] * 3);"  # what was printed before leaves no trace
        "print(hashlib.sha256(PAYMENT_NOTICE.draw(sample(), A5)).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    import hashlib

    assert other.strip() == hashlib.sha256(once).hexdigest()


@pytest.mark.parametrize("paper", PAYMENT_NOTICE.sizes, ids=lambda paper: paper.key)
def test_F5_the_code_holds_the_number(paper: Paper, qtbot: QtBot) -> None:
    assert read.codes(read.picture(PAYMENT_NOTICE.draw(sample(), paper))) == ["NT-202611-3-0118"]


def test_F5_every_page_of_a_long_notice_has_its_code(qtbot: QtBot) -> None:
    pdf = PAYMENT_NOTICE.draw(with_lines(sample().lines * 6))
    assert [read.codes(read.picture(pdf, page)) for page in range(3)] == [["NT-202611-3-0118"]] * 3


def test_F4_a_batch_has_bookmarks_by_building_and_unit() -> None:
    notices = [
        replace(
            sample(),
            number=f"NT-202611-{building}-{unit:04d}",
            building=f"{building}栋",
            unit=f"{building}-1-{unit}",
        )
        for building in (1, 2, 3)
        for unit in (101, 102)
    ]
    marks = read.bookmarks(PAYMENT_NOTICE.draw_all(notices))
    assert marks[:4] == [(0, "1栋", 1), (1, "1-1-101", 1), (1, "1-1-102", 2), (0, "2栋", 3)]
    assert len(marks) == 9
    half = PAYMENT_NOTICE.draw_all(notices, A4_HALF)
    assert len(read.reader(half).pages) == 3
    assert [page for _, _, page in read.bookmarks(half)] == [1, 1, 1, 2, 2, 2, 3, 3, 3]


def test_a_single_notice_has_no_bookmarks() -> None:
    assert read.bookmarks(PAYMENT_NOTICE.draw(sample())) == []


def test_F4_a_batch_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    progress = Progress(report=lambda done, of, words: told.append((done, of)))
    PAYMENT_NOTICE.draw_all([sample()] * 5, progress=progress)
    assert told == [(0, 5), (1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]

    def stop(done: int, of: int, words: str) -> None:
        if done == 2:
            progress.cancelled.set()

    progress.report = stop
    with pytest.raises(Cancelled):
        PAYMENT_NOTICE.draw_all([sample()] * 5, progress=progress)


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (7, 1), (10, 1), (12, 2), (30, 3)])
def test_T20_lines_never_run_into_what_is_below(count: int, pages: int) -> None:
    lines = tuple(sample().lines[n % 5] for n in range(count))
    pdf = PAYMENT_NOTICE.draw(with_lines(lines))
    assert len(read.reader(pdf).pages) == pages
    everything = [word for page in range(pages) for word in read.words(pdf, page)]
    assert (
        sum(word.text in {"物业服务费", "公共能耗分摊", "水费", "车位管理费"} for word in everything) == count
    )
    last = read.words(pdf, pages - 1)
    tear = next(word.y for word in last if "回执" in word.text)
    pay = [word.y for word in last if "对金额有疑问" in word.text]
    assert max(pay) < tear - 2
    for page in range(pages):
        assert all(word.y < 146 for word in read.words(pdf, page))
        numbers = [line for line in read.lines(pdf, page) if "NT-202611-3-0118" in line]
        assert numbers
        shown = any(f"第 {page + 1} 页，共 {pages} 页" in line for line in read.lines(pdf, page))
        assert shown == (pages > 1)


def test_T20_a_long_name_wraps_before_the_next_words() -> None:
    pdf = PAYMENT_NOTICE.draw(replace(sample(), owner=LONG_NAME, office=LONG_NAME))
    found = read.words(pdf)
    assert "先生" not in "".join(word.text for word in found)
    names = [word for word in found if word.text in LONG_NAME and len(word.text) > 4]
    assert "".join(word.text for word in names).count("有限责任公司") == 2
    area = next(word for word in found if word.text.startswith("建筑面积"))
    title = next(word for word in found if word.text == "缴费通知单")
    assert all(word.end < (area.x if word.y > 20 else title.x) for word in names)
    assert all(word.end <= A5.right + 0.1 for word in found)


def test_names_with_rare_characters_come_out_as_written() -> None:
    pdf = PAYMENT_NOTICE.draw(replace(sample(), owner="李𬭎𫞢"))
    assert any("李𬭎𫞢 先生 / 女士" in line for line in read.lines(pdf))


def test_T19_a_missing_character_is_refused_with_its_place_before_anything_is_drawn() -> None:
    told: list[int] = []
    progress = Progress(report=lambda done, of, words: told.append(done))
    with pytest.raises(Refused) as caught:
        PAYMENT_NOTICE.draw_all([sample(), replace(sample(), number="NT-2", owner="张𪚥")], progress=progress)
    assert "缴费通知单 NT-2 的业主姓名“张𪚥”" in str(caught.value)
    assert "𪚥（U+2A6A5）" in str(caught.value)
    assert told == []


def test_a_total_that_does_not_meet_its_lines_is_not_printed() -> None:
    with pytest.raises(Refused, match="对不上"):
        PAYMENT_NOTICE.draw(replace(sample(), total=Money(83681)))


def test_amounts_below_zero_and_no_lines_at_all() -> None:
    line = NoticeLine("减免", "2026-11", "空置房减免", date(2026, 11, 30), Money(-25536))
    text = read.text(PAYMENT_NOTICE.draw(with_lines((line,))))
    assert "−255.36" in text
    assert "负贰佰伍拾伍元叁角陆分" in text
    empty = read.text(PAYMENT_NOTICE.draw(with_lines(())))
    assert "零元整" in empty
    assert "没有待缴的费用" in empty
    assert "请在" not in empty


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(sample(), area="", owner="", phone="", payment_ways=(), late_fee_terms="")
    text = read.text(PAYMENT_NOTICE.draw(bare))
    for word in ("建筑面积", "先生", "致电", "缴费方式", "违约金按"):
        assert word not in text


def test_M8_5_nothing_threatens_to_cut_supplies() -> None:
    text = read.text(PAYMENT_NOTICE.draw(sample()))
    assert not any(word in text for word in ("停水", "停电", "停气", "停暖"))


def test_the_registry_names_the_form_by_its_key() -> None:
    assert FORMS["payment_notice"] is PAYMENT_NOTICE
    assert PAYMENT_NOTICE.size() is A5
    assert PAYMENT_NOTICE.size("A4/2") is A4_HALF
    with pytest.raises(Refused, match="不能用这种纸"):
        PAYMENT_NOTICE.size(A4.key)


def test_an_empty_batch_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="没有要打印的缴费通知单"):
        PAYMENT_NOTICE.draw_all([])
