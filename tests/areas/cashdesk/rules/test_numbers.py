"""Numbers on receipts and papers (M6.4, M6.9), names of shifts."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.areas.cashdesk.rules.numbers import (
    check_book,
    day_number,
    paper_number,
    ranges,
    read_receipt_number,
    receipt_number,
    split_paper_number,
)
from frontdesk.areas.cashdesk.rules.shifts import check_name, name_by_hour, over_or_short, shift_label
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money


def test_m6_4_prefix_and_eight_digits():
    assert receipt_number("SJ", 20331) == "SJ00020331"


@pytest.mark.parametrize("text", ["SJ00020331", "sj20331", "20331", "ＳＪ２０３３１", " SJ 00020331"])
def test_m6_4_a_number_in_any_habit_of_writing(text):
    assert read_receipt_number(text, "SJ") == "SJ00020331"


def test_m6_4_another_book_and_no_number_at_all():
    assert read_receipt_number("YJ7", "SJ") == "YJ00000007"
    assert read_receipt_number("张硕", "SJ") == "张硕"


@pytest.mark.parametrize("prefix", ["", "SJ1", "收据", "TOOLONGX"])
def test_m6_4_a_prefix_that_would_run_into_the_digits_is_refused(prefix):
    with pytest.raises(Refused):
        check_book(prefix)
    assert check_book(" sj ") == "SJ"


def test_m6_9_the_printed_number_keeps_its_zeros():
    assert split_paper_number("A 0031852") == ("A", 31852, 7)
    assert paper_number(*split_paper_number("0031852")) == "0031852"
    with pytest.raises(Refused):
        split_paper_number("没有号")


def test_m7_4_numbers_within_a_day():
    assert day_number("RB", date(2026, 11, 21), 1) == "RB-20261121-01"
    assert ranges([1, 2, 5, 4, 9]) == [(1, 2), (4, 5), (9, 9)]


def test_m7_1_names_of_shifts():
    assert [name_by_hour(h) for h in (8, 12, 18, 23)] == ["早班", "中班", "晚班", "晚班"]
    assert shift_label(date(2026, 11, 21), "早班") == "20261121-早"
    with pytest.raises(Refused):
        check_name(" ", field="desk")


def test_m7_3_over_and_short_in_words():
    assert over_or_short(Money(-500)) == "短款 5.00"
    assert over_or_short(Money(50)) == "长款 0.50"
    assert over_or_short(Money(0)) == ""
