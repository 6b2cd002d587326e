"""收款收据 on all its papers: golden text, copies, marks, many lines, codes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.documents import Receipt, ReceiptLine, ReprintMark, TenderPart, VoidMark
from frontdesk.areas.cashdesk.forms.receipt import RECEIPT, sample
from frontdesk.base.printing.paper import A5, ROLL_80, TRACTOR_93, TRACTOR_140, Paper
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money, total
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

LONG_NAME = "成都天府新区翠湖花园二期商业运营管理与物业服务有限责任公司第三分公司（代付）"
REPRINT = ReprintMark(2, "王敏", datetime(2026, 11, 22, 15, 2))
VOID = VoidMark("收错房号，应为 3-1-1201", "周敏", datetime(2026, 11, 21, 10, 20))
PAPERS = pytest.mark.parametrize("paper", RECEIPT.sizes, ids=lambda paper: paper.key)


def with_lines(count: int) -> Receipt:
    lines = tuple(
        replace(sample().lines[n % 5], period=f"{2020 + n // 12}-{n % 12 + 1:02d}") for n in range(count)
    )
    owed = total(line.amount for line in lines)
    return replace(
        sample(), lines=lines, total=owed, tenders=(TenderPart("微信", owed, "尾号 7731"),), change=Money(0)
    )


def joined(pdf: bytes, page: int) -> str:
    return "\n".join(read.lines(pdf, page))


def upright(pdf: bytes, page: int, paper: Paper) -> str:
    """The words written downwards at the right."""
    return "".join(
        word.text for word in read.words(pdf, page) if word.x > paper.right - 12 and len(word.text) == 1
    )


def test_the_document_comes_back_from_store() -> None:
    stored = replace(sample(), void=VOID, reprint=REPRINT, paper_number="0012345")
    assert Receipt.from_json(stored.to_json()) == stored


@PAPERS
def test_F6_golden_text(paper: Paper) -> None:
    pdf = RECEIPT.draw(sample(), paper)
    assert read.text(pdf) == golden("cashdesk", RECEIPT, paper).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert not any("Helvetica" in name for name in read.fonts(pdf))


@PAPERS
def test_F5_the_code_holds_the_receipt_number_on_every_page(paper: Paper, qtbot: QtBot) -> None:
    pdf = RECEIPT.draw(with_lines(30), paper)
    for page in range(len(read.reader(pdf).pages)):
        assert read.codes(read.picture(pdf, page)) == ["SJ00020331"]


def test_F1_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib; from frontdesk.areas.cashdesk.forms.receipt import *;"
        "print([hashlib.sha256(RECEIPT.draw(sample(), paper)).hexdigest() for paper in RECEIPT.sizes])"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert other.strip() == str(
        [hashlib.sha256(RECEIPT.draw(sample(), p)).hexdigest() for p in RECEIPT.sizes]
    )


@pytest.mark.parametrize("paper", [TRACTOR_93, TRACTOR_140], ids=lambda paper: paper.key)
def test_one_strike_carries_the_three_copies_names_and_leaves_the_strips_empty(
    paper: Paper, qtbot: QtBot
) -> None:
    pdf = RECEIPT.draw(replace(sample(), void=VOID, reprint=REPRINT, payer=LONG_NAME), paper)
    assert len(read.reader(pdf).pages) == 1
    assert upright(pdf, 0, paper) == "①存根②收据③记账"
    image = read.picture(pdf)
    assert read.dark(image, 0, 0, 12.7, paper.height) == 0
    assert read.dark(image, 241 - 12.7, 0, 241, paper.height) == 0


def test_sheets_carry_one_copys_name_each() -> None:
    pdf = RECEIPT.draw(sample(), A5)
    assert [upright(pdf, page, A5) for page in range(3)] == ["第一联存根", "第二联收据", "第三联记账"]
    one = RECEIPT.draw(sample(), A5, copies=["第二联 收据"])
    assert [upright(one, page, A5) for page in range(len(read.reader(one).pages))] == ["第二联收据"]


@PAPERS
def test_T20_forty_lines_keep_marks_copy_names_and_numbers_on_every_page(paper: Paper) -> None:
    receipt = replace(with_lines(40), reprint=REPRINT, void=VOID, paper_number="0012345")
    pdf = RECEIPT.draw(receipt, paper)
    count = len(read.reader(pdf).pages)
    copies = len(RECEIPT.copies(paper))
    each = count // copies
    assert each == 1 if paper is ROLL_80 else each > 1
    for page in range(count):
        text = joined(pdf, page)
        assert "SJ00020331" in text
        assert "补打 2　王敏　2026-11-22 15:02" in text
        assert "作废" in text
        assert "纸质收据 No. 0012345" in text
        if paper is not ROLL_80:
            assert f"第 {page % each + 1} 页，共 {each} 页" in text
            assert upright(pdf, page, paper) in {"①存根②收据③记账", "第一联存根", "第二联收据", "第三联记账"}
            assert text.count("合计人民币") == (page % each == each - 1)
            assert all(word.y <= paper.height - paper.bottom for word in read.words(pdf, page))
    periods = [word.text for page in range(each) for word in read.words(pdf, page)]
    shown = [line for line in receipt.lines if any(line.period in text for text in periods)]
    assert len(shown) == 40


@pytest.mark.parametrize(("paper", "count"), [(TRACTOR_93, 8), (TRACTOR_140, 17), (A5, 12), (ROLL_80, 200)])
def test_so_many_lines_fit_on_one_page(paper: Paper, count: int) -> None:
    pdf = RECEIPT.draw(with_lines(count), paper, copies=[""])
    assert len(read.reader(pdf).pages) == 1
    found = read.words(pdf)
    sign = next(word.y for word in found if word.text.startswith("交款人签字"))
    paid = next(word.y for word in found if "微信" in word.text)
    assert paid + 4 < sign < float(read.reader(pdf).pages[0].mediabox.height) / read.MM


@PAPERS
def test_T20_a_long_payer_stands_whole_inside_the_margins(paper: Paper) -> None:
    pdf = RECEIPT.draw(replace(sample(), payer=LONG_NAME, office=LONG_NAME), paper)
    found = read.words(pdf)
    at = next(n for n, word in enumerate(found) if word.text.startswith("交款人："))
    shown = found[at].text
    while len(shown) < len("交款人：" + LONG_NAME):
        at += 1
        shown += found[at].text
    assert shown == "交款人：" + LONG_NAME
    assert all(word.end <= paper.right + 0.1 for word in found)


def test_T6_a_voided_receipt_shows_so_large_and_in_words(qtbot: QtBot) -> None:
    plain, void = sample(), replace(sample(), void=VOID)
    for paper in RECEIPT.sizes:
        text = read.text(RECEIPT.draw(void, paper))
        assert "本收据已作废。原因：收错房号，应为 3-1-1201。周敏，2026-11-21 10:20" in text.replace("\n", "")
        assert "作废" not in read.text(RECEIPT.draw(plain, paper))
        largest = max(read.words(RECEIPT.draw(void, paper)), key=lambda word: word.size)
        assert largest.text == "作废"
        assert largest.size >= 50
        drawn = [
            read.dark(read.picture(RECEIPT.draw(r, paper), 0, 100), 0, 0, 241, 200, 100)
            for r in (plain, void)
        ]
        assert drawn[1] > drawn[0] + 1000


def test_T12_a_reprint_names_who_printed_it_and_keeps_the_cashier() -> None:
    pdf = RECEIPT.draw(replace(sample(), reprint=REPRINT), TRACTOR_93)
    text = read.text(pdf)
    assert "补打 2　王敏　2026-11-22 15:02" in text
    assert "收款人：林晓" in text
    assert "补打" not in read.text(RECEIPT.draw(sample(), TRACTOR_93))


@PAPERS
def test_T12_several_receipts_each_have_their_own_number_sum_and_mark(paper: Paper) -> None:
    receipts = [
        replace(
            sample(), number=f"SJ0002033{n}", lines=(ReceiptLine("水费", "2026-10", "", Money(1000 * n)),),
            total=Money(1000 * n), tenders=(TenderPart("现金", Money(1000 * n)),), change=Money(0),
            reprint=REPRINT if n == 2 else None,
        )
        for n in (1, 2, 3)
    ]  # fmt: skip
    pdf = RECEIPT.draw_all(receipts, paper, copies=RECEIPT.copies(paper)[:1])
    assert len(read.reader(pdf).pages) == 3
    for page, receipt in enumerate(receipts):
        text = joined(pdf, page)
        assert receipt.number in text
        assert f"¥{receipt.total}" in text
        assert ("补打" in text) == (receipt.reprint is not None)
        assert not any(other.number in text for other in receipts if other is not receipt)
    assert [title for _, title, _ in read.bookmarks(pdf)] == [receipt.number for receipt in receipts]


@pytest.mark.parametrize(
    "change",
    [{"total": Money(83681)}, {"change": Money(1317)}, {"tenders": (TenderPart("现金", Money(83682)),)}],
)
def test_M6_2_sums_that_do_not_meet_are_not_printed(change: dict[str, object]) -> None:
    with pytest.raises(Refused, match="对不上"):
        RECEIPT.draw(replace(sample(), **change))  # type: ignore[arg-type]


def test_a_negative_receipt_and_one_without_lines() -> None:
    back = replace(
        sample(), lines=(ReceiptLine("水费", "2026-10", "多收退还", Money(-22500)),), total=Money(-22500),
        tenders=(TenderPart("现金", Money(-22500)),), change=Money(0),
    )  # fmt: skip
    for paper in RECEIPT.sizes:
        text = read.text(RECEIPT.draw(back, paper))
        assert "负贰佰贰拾伍元整" in text
        assert "¥−225.00" in text
    empty = replace(sample(), lines=(), total=Money(0), tenders=(), change=Money(0))
    assert "零元整" in read.text(RECEIPT.draw(empty, TRACTOR_93))


def test_what_is_not_known_is_left_out() -> None:
    text = read.text(RECEIPT.draw(replace(sample(), area="", prepaid_balance=None), TRACTOR_93))
    assert "建筑面积" not in text
    assert "预存余额" not in text


def test_T19_a_missing_character_is_refused_by_name_and_place() -> None:
    with pytest.raises(Refused) as caught:
        RECEIPT.draw(replace(sample(), payer="张𪚥"))
    assert "收款收据 SJ00020331 的交款人“张𪚥”里有打印字库没有的字：𪚥（U+2A6A5）" in str(caught.value)
    with pytest.raises(Refused, match="的作废原因"):
        RECEIPT.draw(replace(sample(), void=replace(VOID, reason="👍")))


def test_a_rare_name_is_copied_out_as_written() -> None:
    pdf = RECEIPT.draw(replace(sample(), payer="李𬭎𫞢"), TRACTOR_93)
    assert "交款人：李𬭎𫞢" in joined(pdf, 0)
    assert "李𬭎𫞢" in read.reader(pdf).pages[0].extract_text()
