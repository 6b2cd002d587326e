"""红字收据, 押金收据, 押金结算单 and 票据台账: golden text, marks, sums that must meet, codes, many lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.documents import (
    Deduction,
    DepositReceipt,
    DepositSettlement,
    LedgerRun,
    NumberLedger,
    RefundMark,
    RefundReceipt,
    ReprintMark,
    VoidMark,
)
from frontdesk.areas.cashdesk.forms import FORMS
from frontdesk.areas.cashdesk.forms.deposit import DEPOSIT
from frontdesk.areas.cashdesk.forms.deposit_settlement import DEPOSIT_SETTLEMENT
from frontdesk.areas.cashdesk.forms.number_ledger import NUMBER_LEDGER
from frontdesk.areas.cashdesk.forms.receipt import RECEIPT
from frontdesk.areas.cashdesk.forms.refund import REFUND
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import A4, ROLL_80, TRACTOR_93, Paper
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

NEW: tuple[Form[Any], ...] = (REFUND, DEPOSIT, DEPOSIT_SETTLEMENT)
EACH = [(form, paper) for form in (*NEW, NUMBER_LEDGER) for paper in form.sizes]
REPRINT = ReprintMark(2, "王敏", datetime(2026, 11, 22, 15, 2))
VOID = VoidMark("收错房号", "周敏", datetime(2026, 11, 21, 10, 20))
NAMES = [f"{form.key}-{paper.key}" for form, paper in EACH]


def whole(pdf: bytes) -> str:
    """The words of all pages without line breaks."""
    return read.text(pdf).replace("\n", "")


@pytest.mark.parametrize(("form", "paper"), EACH, ids=NAMES)
def test_F6_golden_text(form: Form[Any], paper: Paper) -> None:
    pdf = form.draw(form.sample(), paper)
    assert read.text(pdf) == golden("cashdesk", form, paper).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert not any("Helvetica" in name for name in read.fonts(pdf))


def test_the_papers_of_one_till_share_their_sizes() -> None:
    assert all(form.sizes == RECEIPT.sizes for form in NEW)
    assert NUMBER_LEDGER.sizes == (A4,)
    assert [FORMS[form.key] for form in (*NEW, NUMBER_LEDGER)] == [*NEW, NUMBER_LEDGER]


@pytest.mark.parametrize("form", NEW, ids=lambda form: form.key)
def test_F5_the_code_holds_the_number(form: Form[Any], qtbot: QtBot) -> None:
    for paper in form.sizes:
        pdf = form.draw(form.sample(), paper, copies=form.copies(paper)[:1])
        assert read.codes(read.picture(pdf, 0)) == [form.number(form.sample())]


@pytest.mark.parametrize("document", [RefundReceipt, DepositReceipt, DepositSettlement, NumberLedger])
def test_the_documents_come_back_from_store(document: Any) -> None:
    sample = next(form.sample() for form in FORMS.values() if form.document is document)
    assert document.from_json(sample.to_json()) == sample


@pytest.mark.parametrize("paper", REFUND.sizes, ids=lambda paper: paper.key)
def test_M6_5_a_refund_is_negative_in_figures_and_capitals_and_names_its_receipt(paper: Paper) -> None:
    text = whole(REFUND.draw(REFUND.sample(), paper))
    assert "负叁佰零伍元整" in text
    assert "¥−305.00" in text
    assert "−225.00" in text
    assert "冲销收据 SJ00020331（2026-11-20）。原因：水表抄错，车位已退租" in text
    assert "批准：周敏" in text


def test_a_prepaid_balance_given_back_names_no_receipt() -> None:
    back = replace(REFUND.sample(), original="", original_day=None, prepaid_balance=Money(1200))
    text = read.text(REFUND.draw(back))
    assert "退还预存款。原因：" in text
    assert "退款后预存余额 12.00" in text


@pytest.mark.parametrize("paper", RECEIPT.sizes, ids=lambda paper: paper.key)
def test_T6_a_refunded_receipt_never_prints_as_valid(paper: Paper) -> None:
    plain = RECEIPT.sample()
    part = replace(plain, refunds=(RefundMark("HZ00000012", Money(22500), date(2026, 11, 21)),))
    rest = RefundMark("HZ00000013", plain.total - Money(22500), date(2026, 11, 23))
    full = replace(part, refunds=(*part.refunds, rest))
    for receipt, word in ((part, "部分红冲"), (full, "已红冲")):
        pdf = RECEIPT.draw(receipt, paper)
        assert max(read.words(pdf), key=lambda found: found.size).text == word
        assert "已红冲 225.00：HZ00000012，2026-11-21" in whole(pdf)
    assert "HZ00000013" in whole(RECEIPT.draw(full, paper))
    assert "红冲" not in read.text(RECEIPT.draw(plain, paper))


@pytest.mark.parametrize("form", NEW, ids=lambda form: form.key)
def test_T12_a_reprint_is_marked_on_every_paper(form: Form[Any]) -> None:
    for paper in form.sizes:
        pdf = form.draw(replace(form.sample(), reprint=REPRINT), paper)
        pages = len(read.reader(pdf).pages)
        assert read.text(pdf).count("补打 2　王敏　2026-11-22 15:02") == pages


@pytest.mark.parametrize("form", [DEPOSIT, DEPOSIT_SETTLEMENT], ids=lambda form: form.key)
def test_a_void_deposit_paper_says_so_large_and_in_words(form: Form[Any]) -> None:
    for paper in form.sizes:
        pdf = form.draw(replace(form.sample(), void=VOID), paper)
        assert "已作废。原因：收错房号。周敏，2026-11-21 10:20" in whole(pdf)
        assert max(read.words(pdf), key=lambda word: word.size).text == "作废"


def test_M6_7_the_settlement_shows_each_deduction_with_its_reason_and_what_stays() -> None:
    part = replace(
        DEPOSIT_SETTLEMENT.sample(), earlier=Money(30000), refunded=Money(100000), left=Money(30000),
        tenders=(replace(DEPOSIT_SETTLEMENT.sample().tenders[0], amount=Money(100000)),),
    )  # fmt: skip
    for paper in DEPOSIT_SETTLEMENT.sizes:
        text = whole(DEPOSIT_SETTLEMENT.draw(part, paper))
        assert "3单元电梯轿厢护板划伤" in text
        assert "YJ00000012" in text
        assert "¥1,000.00" in text
        assert "由李卫东代领，凭据：张硕 2026-11-20 委托书" in text
        assert text.count("−300.00") == 2 * len(DEPOSIT_SETTLEMENT.copies(paper))


def test_M6_7_a_deposit_kept_whole_pays_nothing_back() -> None:
    kept = replace(
        DEPOSIT_SETTLEMENT.sample(), deductions=(Deduction("承重墙开洞，恢复费用", Money(200000)),),
        refunded=ZERO, tenders=(),
    )  # fmt: skip
    text = read.text(DEPOSIT_SETTLEMENT.draw(kept))
    assert "没有退款" in text
    assert "零元整" in text


@pytest.mark.parametrize(
    ("form", "change"),
    [
        (REFUND, {"total": Money(-30400)}),
        (REFUND, {"lines": (), "total": ZERO, "tenders": ()}),
        (DEPOSIT, {"change": ZERO}),
        (DEPOSIT, {"amount": ZERO, "tenders": (), "change": ZERO}),
        (DEPOSIT_SETTLEMENT, {"refunded": Money(160100)}),
        (DEPOSIT_SETTLEMENT, {"left": Money(100)}),
    ],
)
def test_M6_7_sums_that_do_not_meet_are_not_printed(form: Form[Any], change: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="没有打印"):
        form.draw(replace(form.sample(), **change))


def test_T20_twenty_deductions_run_over_pages_with_number_and_copy_names() -> None:
    sample = DEPOSIT_SETTLEMENT.sample()
    many = tuple(Deduction(f"第 {n} 项损坏，按协议修复" * 3, Money(1000)) for n in range(20))
    settlement = replace(
        sample, deductions=many, refunded=Money(180000), tenders=(replace(sample.tenders[0], amount=Money(180000)),)
    )  # fmt: skip
    pdf = DEPOSIT_SETTLEMENT.draw(settlement, TRACTOR_93)
    count = len(read.reader(pdf).pages)
    assert count > 1
    for page in range(count):
        text = "\n".join(read.lines(pdf, page))
        assert "YT00000007" in text
        assert f"第 {page + 1} 页，共 {count} 页" in text
    roll = DEPOSIT_SETTLEMENT.draw(settlement, ROLL_80)
    assert len(read.reader(roll).pages) == 1
    assert whole(roll).count("第 19 项") == 3


def test_M6_9_a_long_ledger_runs_over_pages_and_signs_once() -> None:
    sample = NUMBER_LEDGER.sample()
    runs = tuple(
        LedgerRun(f"SJ{n:08d}", f"SJ{n:08d}", ("已用", "作废")[n % 2], 1, "收错房号" if n % 2 else "")
        for n in range(1, 91)
    )
    book = replace(sample.books[0], used=45, void=45, runs=runs, first="SJ00000001", last="SJ00000090")
    pdf = NUMBER_LEDGER.draw(replace(sample, books=(book, *sample.books[1:])))
    count = len(read.reader(pdf).pages)
    assert count >= 3
    texts = ["\n".join(read.lines(pdf, page)) for page in range(count)]
    assert all(f"第 {n} 页，共 {count} 页" in text for n, text in enumerate(texts, 1))
    assert sum("复核" in text for text in texts) == 1
    assert all(word.y < 289 for page in range(count) for word in read.words(pdf, page))
    assert "缺号 1 张" in texts[0]


def test_M6_9_a_ledger_that_misses_a_number_is_not_printed() -> None:
    sample = NUMBER_LEDGER.sample()
    wrong = replace(sample.books[0], runs=sample.books[0].runs[1:])
    with pytest.raises(Refused, match="收据 SJ"):
        NUMBER_LEDGER.draw(replace(sample, books=(wrong,)))


def test_an_empty_ledger_prints() -> None:
    text = read.text(NUMBER_LEDGER.draw(replace(NUMBER_LEDGER.sample(), books=())))
    assert "没有缺号" in text
