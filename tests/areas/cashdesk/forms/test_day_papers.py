"""收款日报表 and 缴款单: golden text, several pages, and the figures that must meet before they are printed."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.documents import DayReport, EarlierHandIn, HandInSlip, IncomeRow, ReprintMark
from frontdesk.areas.cashdesk.forms import FORMS
from frontdesk.areas.cashdesk.forms import day_report as report_form
from frontdesk.areas.cashdesk.forms import hand_in_slip as slip_form
from frontdesk.areas.cashdesk.forms.day_report import DAY_REPORT
from frontdesk.areas.cashdesk.forms.hand_in_slip import HAND_IN_SLIP
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import A4, A5
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money, total
from tests.tools import paper_reading as read
from tests.tools.draw_samples import golden

REPORT, SLIP = report_form.sample(), slip_form.sample()


def long_report(rows: int) -> DayReport:
    income = tuple(
        IncomeRow(
            f"物业服务费（第 {n} 项，含历年欠费）", (Money(123456789 * n), None, None, Money(100), None, None)
        )
        for n in range(rows)
    )
    net = total(row.total for row in income + REPORT.refunds)
    return replace(REPORT, income=income, by_receipts=net, printed=3, printed_by="王敏")


@pytest.mark.parametrize("form", [DAY_REPORT, HAND_IN_SLIP], ids=lambda form: form.key)
def test_F6_golden_text(form: Form[object]) -> None:
    paper = form.sizes[0]
    pdf = form.draw(form.sample(), paper)
    assert read.text(pdf) == golden("cashdesk", form, paper).read_text("utf-8")
    assert all(read.fonts(pdf).values())
    assert not any("Helvetica" in name for name in read.fonts(pdf))


def test_F1_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib; from frontdesk.areas.cashdesk.forms import FORMS;"
        "print([hashlib.sha256(f.draw(f.sample())).hexdigest() for f in FORMS.values()])"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert other.strip() == str([hashlib.sha256(f.draw(f.sample())).hexdigest() for f in FORMS.values()])


def test_the_documents_come_back_from_store() -> None:
    assert DayReport.from_json(REPORT.to_json()) == REPORT
    slip = replace(SLIP, reprint=ReprintMark(1, "王敏", datetime(2026, 11, 21, 15, 2)))
    assert HandInSlip.from_json(slip.to_json()) == slip


def test_the_registry_holds_the_areas_papers() -> None:
    assert list(FORMS) == [
        "receipt",
        "refund",
        "deposit",
        "deposit_settlement",
        "day_report",
        "hand_in_slip",
        "number_ledger",
        "income_report",
    ]
    assert all(FORMS[key].key == key for key in FORMS)


def test_M7_5_the_identity_stands_in_words() -> None:
    text = read.text(DAY_REPORT.draw(REPORT))
    assert "按费项净额 10,516.16 = 按收款方式净额 10,516.16 = 收据 − 作废 − 退款 10,516.16" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"by_receipts": Money(1051615)}, "不相等"),
        ({"deposit_tenders": REPORT.deposit_tenders[:1]}, "押金按用途和按收款方式不相等"),
        ({"cash": replace(REPORT.cash, expected=Money(80001))}, "应有数算不拢"),
        ({"kept_back": Money(50001)}, "留存和上缴"),
        ({"denominations": REPORT.denominations[1:]}, "面额合计"),
        ({"tenders": REPORT.tenders[1:]}, "缺了一列"),
    ],
)
def test_M7_5_figures_that_do_not_meet_are_not_printed(change: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        DAY_REPORT.draw(replace(REPORT, **change))  # type: ignore[arg-type]


def test_M7_3_the_drawers_arithmetic_names_what_went_in_and_out() -> None:
    plain = read.text(DAY_REPORT.draw(REPORT))
    assert "零星收入" not in plain
    cash = replace(REPORT.cash, put_in=Money(20000), taken_out=Money(20000))
    text = read.text(DAY_REPORT.draw(replace(REPORT, cash=cash)))
    assert "零星收入" in text
    assert "零星支出" in text
    assert "200.00  −200.00" in text


def test_M6_7_deposits_are_a_block_of_their_own_and_no_income() -> None:
    text = read.text(DAY_REPORT.draw(REPORT))
    assert "二、押金" in text
    assert "装修  −1,600.00  −400.00  −2,000.00" in text
    assert "其中：现金收 100.00、退 100.00；转账退 1,600.00。" in text
    assert REPORT.income_total().total == Money(1054016)
    none = read.text(DAY_REPORT.draw(replace(REPORT, deposits=(), deposit_tenders=())))
    assert "二、票据" in none


@pytest.mark.parametrize("count", range(16))
def test_T20_no_sentence_stands_in_the_lines_to_sign_on(count: int) -> None:
    notes = tuple(f"第 {n} 句附注" for n in range(count))
    pdf = DAY_REPORT.draw(replace(REPORT, notes=notes))
    last = len(read.reader(pdf).pages) - 1
    found = read.words(pdf, last)
    sign = next(word.y for word in found if word.text.startswith("财务签收"))
    assert all(word.y < sign - 4 or word.y >= sign - 0.5 for word in found)


def test_other_papers_numbers_stand_under_the_receipts() -> None:
    text = read.text(DAY_REPORT.draw(REPORT))
    assert "另有红字收据 HZ00000012（1 张）、押金收据 YJ00000031 – YJ00000032（2 张）" in text
    void = replace(REPORT.further_numbers[1], voided=("YJ00000032",))
    text = read.text(DAY_REPORT.draw(replace(REPORT, further_numbers=(void,))))
    assert "押金收据 YJ00000031 – YJ00000032  2  1（YJ00000032）" in text


def test_a_report_stored_by_0_1_0_prints_as_it_did() -> None:
    """M7.4: figures closed before there were deposits know nothing of the new blocks."""
    plain = json.loads(replace(REPORT, deposits=(), deposit_tenders=(), further_numbers=()).to_json())
    for name in ("deposits", "deposit_tenders", "further_numbers"):
        del plain[name]
    cash = REPORT.cash
    plain["cash"] = json.loads(codec.to_json(replace(cash, deposits_in=Money(0), deposits_out=Money(0))))
    for name in ("deposits_in", "deposits_out"):
        del plain["cash"][name]
    text = read.text(DAY_REPORT.draw(DayReport.from_json(json.dumps(plain))))
    assert "押金" not in text
    assert "二、票据" in text


def test_T20_a_long_report_runs_over_pages_with_its_marks_and_heads() -> None:
    report = long_report(60)
    pdf = DAY_REPORT.draw(report)
    count = len(read.reader(pdf).pages)
    assert count >= 3
    items = []
    for page in range(count):
        lines = read.lines(pdf, page)
        text = "\n".join(lines)
        assert "RB-20261121-01" in text
        assert "补打 2　王敏　2026-11-21 14:12" in text
        assert f"第 {page + 1} 页，共 {count} 页" in text
        found = read.words(pdf, page)
        heads = [word.y for word in found if word.text == "收费项目"]
        rows = [word for word in found if word.text.startswith("物业服务费（第")]
        assert not rows or heads
        assert all(word.y < 289 for word in found)
        items += rows
    assert len(items) == 60
    assert "财务签收" in "\n".join(read.lines(pdf, count - 1))
    assert sum("财务签收" in "\n".join(read.lines(pdf, page)) for page in range(count)) == 1


def test_large_figures_stay_whole_on_one_line() -> None:
    found = {word.text for word in read.words(DAY_REPORT.draw(long_report(9)))}
    assert "9,876,543.12" in found


def test_many_numbers_are_listed_under_their_table() -> None:
    voided = tuple(f"SJ000203{n}" for n in range(20, 32))
    report = replace(REPORT, receipts=(replace(REPORT.receipts[0], voided=voided),))
    text = read.text(DAY_REPORT.draw(report))
    assert "12（见下）" in text
    assert "作废：SJ00020320、SJ00020321" in text
    assert "SJ00020331" in text


def test_a_shift_without_receipts_takings_or_difference_prints_as_well() -> None:
    """M7.7: nothing taken is as easy as anything else."""
    none = replace(
        REPORT, income=(), refunds=(), by_receipts=Money(0),
        receipts=(replace(REPORT.receipts[0], used=0, first="", last="", voided=(), reprinted=()),),
        cash=replace(
            REPORT.cash, opening=Money(0), cash_in=Money(0), change=Money(0), refunds=Money(0),
            handed_in=Money(0), expected=Money(0), counted=Money(0), deposits_in=Money(0),
            deposits_out=Money(0),
        ),
        deposits=(), deposit_tenders=(), further_numbers=(),
        denominations=tuple(replace(part, count=0) for part in REPORT.denominations),
        kept_back=Money(0), handed_in=Money(0),
    )  # fmt: skip
    text = read.text(DAY_REPORT.draw(none))
    assert "没有使用" in text
    assert "按费项净额 0.00" in text


def test_M7_6_a_shift_past_midnight_shows_the_day_it_was_closed() -> None:
    text = read.text(DAY_REPORT.draw(replace(REPORT, closed=datetime(2026, 11, 22, 0, 40))))
    assert "营业日期   2026-11-21" in text
    assert "08:28 开班，11-22 00:40 结班" in text


def test_the_slip_has_two_copies_with_their_names() -> None:
    pdf = HAND_IN_SLIP.draw(SLIP)
    assert len(read.reader(pdf).pages) == 2
    assert "前台存根联" in "\n".join(read.lines(pdf, 0))
    assert "财务联" in "\n".join(read.lines(pdf, 1))


def test_F5_the_slips_code_holds_its_number(qtbot: QtBot) -> None:
    pdf = HAND_IN_SLIP.draw(SLIP)
    assert [read.codes(read.picture(pdf, page)) for page in (0, 1)] == [["JK-20261121-02"]] * 2


def test_the_slip_adds_up_what_was_handed_in_that_day() -> None:
    text = read.text(HAND_IN_SLIP.draw(SLIP))
    assert "¥1,095.00　壹仟零玖拾伍元整" in text
    assert "¥800.00　JK-20261121-01，11:40" in text
    many = tuple(
        EarlierHandIn(f"JK-20261121-0{n}", datetime(2026, 11, 21, 9 + n), Money(10000)) for n in range(1, 7)
    )
    text = read.text(HAND_IN_SLIP.draw(replace(SLIP, earlier=many)))
    assert "¥600.00　6 次，JK-20261121-01 至 JK-20261121-06" in text
    first = read.text(HAND_IN_SLIP.draw(replace(SLIP, earlier=(), report_number="", over_short="")))
    assert "当日已中途缴款  无" in first
    assert "日报表" not in first


def test_a_slip_whose_notes_make_another_sum_is_not_printed() -> None:
    with pytest.raises(Refused, match="面额合计"):
        HAND_IN_SLIP.draw(replace(SLIP, amount=Money(29400)))


def test_T20_long_words_stay_inside_the_table() -> None:
    words = "早班收款，按现金管理规定中途缴款，留备用金 500.00 元在一号台抽屉内备找零" * 2
    mark = ReprintMark(1, "王敏", datetime(2026, 11, 21, 15, 2))
    pdf = HAND_IN_SLIP.draw(replace(SLIP, source=words, over_short=words, reprint=mark))
    found = read.words(pdf)
    assert "".join(word.text for word in found).count("抽屉内备找零") == 4
    assert all(word.end <= A5.right + 0.1 for word in found)
    assert all(word.end <= A5.right - 1.5 for word in found if word.text in words)
    assert "补打 1　王敏　2026-11-21 15:02" in read.text(pdf)


def test_papers_of_other_sizes_are_refused() -> None:
    assert DAY_REPORT.size() is A4
    with pytest.raises(Refused, match="收款日报表不能用这种纸"):
        DAY_REPORT.size("A5")


def test_T19_a_missing_character_in_a_sentence_is_refused() -> None:
    checks = (replace(REPORT.checks[0], words="多找 👍"), *REPORT.checks[1:])
    with pytest.raises(Refused, match="收款日报表 RB-20261121-01 的核对说明"):
        DAY_REPORT.draw(replace(REPORT, checks=checks))
