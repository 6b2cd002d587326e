"""D5.4: statements of WeChat Pay, Alipay and banks, read and held against our tenders."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.archives.queries.workbook import read_sheets
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.rules.matching import Fate, OurTender, match, sums
from frontdesk.areas.cashdesk.rules.statements import Statement, StatementRow, read_statement
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money, total

DATA = Path(__file__).parents[3] / "data"
DAY = date(2026, 11, 20)
Y = Money.yuan


def read(name: str, data: bytes | None = None) -> Statement:
    return read_statement(read_sheets(data or (DATA / name).read_bytes(), name)[0].rows)


def test_d5_4_wechat_as_the_merchant_downloads_it() -> None:
    """Backticks before every value, two lines of sums at the end."""
    found = read("wechat-2026-11-20.csv")
    assert (found.tender, len(found.rows), found.doubts) == (Tender.WECHAT, 12, ())
    assert total(row.amount for row in found.rows) == Y("2398.47")
    first = found.rows[0]
    assert (first.day, first.at, first.amount) == (DAY, "09:09", Y("119.17"))
    assert first.numbers == ("4200000890727360438182992", "FD202611200001")


def test_d5_4_alipay_as_the_merchant_downloads_it() -> None:
    """GB 18030, tabs after the numbers, lines with # around the table."""
    found = read("alipay-2026-11-20.csv")
    assert (found.tender, len(found.rows), found.doubts) == (Tender.ALIPAY, 8, ())
    assert total(row.amount for row in found.rows) == Y("11765.34")
    assert found.rows[0].numbers == ("2026112095796093676072417489", "FDZ202611200001")


@pytest.mark.parametrize("cut", [-3, -4, 5])
def test_d5_4_a_file_that_was_cut_says_so(cut: int) -> None:
    lines = (DATA / "wechat-2026-11-20.csv").read_text("utf-8-sig").splitlines()
    kept = lines[:cut] if cut > 0 else lines[:cut] + lines[cut + 1 :]
    assert read("w.csv", "\r\n".join(kept).encode()).doubts


def test_d5_4_a_refund_of_wechat_is_negative_and_known_by_its_own_number() -> None:
    lines = (DATA / "wechat-2026-11-20.csv").read_text("utf-8-sig").splitlines()
    head = lines[0].split(",")
    row = lines[1].split(",")
    for title, value in (
        ("交易状态", "`REFUND"), ("微信退款单号", "`50300001"), ("商户退款单号", "`TK1"), ("退款金额", "`19.17"),
        ("申请退款金额", "`19.17"), ("应结订单金额", "`0.00"), ("订单金额", "`0.00"),
    ):  # fmt: skip
        row[head.index(title)] = value
    found = read("w.csv", "\n".join([lines[0], ",".join(row)]).encode())
    assert found.rows[0].amount == -Y("19.17")
    assert found.rows[0].numbers == ("50300001", "TK1")


def test_d5_4_a_banks_columns_are_found_by_their_titles() -> None:
    rows = [
        ["某某银行对公账户交易明细"],
        ["交易日期", "交易流水号", "借方发生额", "贷方发生额", "余额", "对方户名"],
        [datetime(2026, 11, 20, 10, 5), "BK001", None, 2688.0, 9000.0, "张硕"],
        ["2026-11-20", "BK002", "100.00", "", "8900.00", "李四"],
        ["20261120", "BK003", 0, "1,234.50", "", "王五"],
        ["合计", "", "100.00", "3922.50", "", ""],
    ]
    found = read_statement(rows, tender=Tender.CARD)
    assert found.tender is Tender.CARD
    assert [row.amount for row in found.rows] == [Y("2688"), -Y("100"), Y("1234.50")]
    assert [row.number for row in found.rows] == ["BK001", "BK002", "BK003"]
    named = read_statement([r[:4] for r in rows[2:5]], columns={"day": 0, "reference": 1, "income": 3})
    assert [row.amount for row in named.rows] == [Y("2688"), Y("1234.50")]


@pytest.mark.parametrize(
    "rows",
    [
        [["甲", "乙"], ["1", "2"]],
        [["交易日期", "金额"]],
        [["交易日期", "金额"], ["2026-11-20", "十元"]],
        [["交易日期", "金额"], ["2026-11-20", "1.005"]],
        [["交易日期", "金额"], ["2026-13-40", "1.00"]],
    ],
)
def test_d5_4_what_cannot_be_read_is_refused_in_words(rows: list[list[object]]) -> None:
    with pytest.raises(Refused):
        read_statement(rows)


def ours(document: str, amount: str, reference: str = "", day: date = DAY) -> OurTender:
    return OurTender(document, day, "3-1-1202", Y(amount), reference)


def row(n: int, amount: str, *numbers: str) -> StatementRow:
    return StatementRow(n, DAY, f"10:{n:02}", Y(amount), numbers)


def test_d5_4_each_fate() -> None:
    """By number, two receipts of one transfer, by the number's end, by amount alone, and what agrees with nothing."""
    lines = match(
        [
            ours("SJ1", "10", "42001"), ours("SJ2", "20", "FD2"), ours("SJ3", "5", "42003"), ours("SJ4", "6", "42003"),
            ours("SJ5", "30", "9876"), ours("SJ6", "41"), ours("SJ7", "50", "42009"), ours("SJ8", "60", "nowhere"),
            ours("SJ9", "70"), ours("SJ10", "70"),
        ],
        [
            row(1, "10", "42001"), row(2, "20", "42002", "FD2"), row(3, "11", "42003"), row(4, "30", "420049876"),
            row(5, "41", "42005"), row(6, "50.01", "42009"), row(7, "80", "42007"), row(8, "70", "42008"),
            row(9, "-10", "503"),
        ],
    )  # fmt: skip
    fates = {line.documents or (line.number,): line.fate for line in lines}
    assert fates == {
        ("SJ1",): Fate.MATCHED,
        ("SJ2",): Fate.MATCHED,
        ("SJ3", "SJ4"): Fate.MATCHED,
        ("SJ5",): Fate.MATCHED,
        ("SJ6",): Fate.BY_AMOUNT,
        ("SJ7",): Fate.DIFFERS,
        ("SJ8",): Fate.OURS_ONLY,
        ("SJ9",): Fate.OURS_ONLY,
        ("SJ10",): Fate.OURS_ONLY,
        ("42007",): Fate.THEIRS_ONLY,
        ("42008",): Fate.THEIRS_ONLY,
        ("503",): Fate.THEIRS_ONLY,
    }
    assert lines[0].fate is Fate.DIFFERS
    assert not sums(lines).whole


_numbers = st.sampled_from(["", "a1111", "b2222", "c3333", "1111"])
_amounts = st.integers(-3, 3).filter(bool).map(lambda yuan: Money(yuan * 100))


@given(
    st.lists(st.tuples(_amounts, _numbers), max_size=8),
    st.lists(st.tuples(_amounts, _numbers), max_size=8),
)
def test_d5_4_every_one_of_both_sides_stands_in_exactly_one_line(
    a: list[tuple[Money, str]], b: list[tuple[Money, str]]
) -> None:
    """T8: the sums of the lines are the sums of both sides, whatever matches what."""
    mine = [OurTender(f"SJ{n}", DAY, "", amount, number) for n, (amount, number) in enumerate(a)]
    rows = [
        StatementRow(n, DAY, "", amount, (number,) if number else ()) for n, (amount, number) in enumerate(b)
    ]
    lines = match(mine, rows)
    assert sorted(document for line in lines for document in line.documents) == sorted(
        t.document for t in mine
    )
    assert sum(line.fate is not Fate.OURS_ONLY for line in lines) == len(rows)
    found = sums(lines)
    assert (found.ours, found.theirs) == (total(t.amount for t in mine), total(r.amount for r in rows))
    for line in lines:
        if line.fate in (Fate.MATCHED, Fate.BY_AMOUNT):
            assert line.ours == line.theirs


def test_d5_4_a_refund_is_matched_to_the_refund_and_not_to_the_trade_it_gives_back() -> None:
    """Alipay's refund carries the number of its trade: the sign tells them apart."""
    lines = match(
        [ours("HZ1", "-4", "2026A"), ours("SJ1", "10", "2026A")],
        [row(1, "10", "2026A"), row(2, "-4", "R1", "2026A")],
    )
    assert {(line.documents, line.fate, line.theirs) for line in lines} == {
        (("SJ1",), Fate.MATCHED, Y("10")),
        (("HZ1",), Fate.MATCHED, -Y("4")),
    }
    assert [line.refund for line in lines].count(True) == 1
