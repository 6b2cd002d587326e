"""D1.2, D1.9, T13, T17, T18: numbers of people, companies, telephones and vehicles."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.archives.rules.identity import (
    check_id,
    checked_phone,
    mask_id,
    mask_numbers,
    mask_phone,
    read_phone,
    read_plate,
)
from frontdesk.areas.archives.rules.kinds import IdKind
from frontdesk.base.values.errors import Refused


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("440305199901210576", IdKind.RESIDENT), ("32010220041017285x", IdKind.RESIDENT),
        ("440305 19990121 0576", IdKind.RESIDENT), ("110101800101123", IdKind.RESIDENT),
        ("91350100M000100Y43", IdKind.LICENCE), ("E12345678", IdKind.PASSPORT), ("EA1234567", IdKind.PASSPORT),
        ("810000199408230021", IdKind.HK_MACAO_TAIWAN), ("932682198501010017", IdKind.FOREIGN_RESIDENT),
        ("FRA110080010100", IdKind.FOREIGN_RESIDENT), ("军字第2001988号", IdKind.OFFICER), ("H12345678", IdKind.OTHER),
    ],
)  # fmt: skip
def test_d1_2_every_kind_of_document_is_known(number, kind):
    checked = check_id(number)
    assert (checked.kind, checked.ok, checked.reason) == (kind, True, "")


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("440305194805229640", "身份证号校验位不符"), ("44030519990121057", "身份证号位数不符"),
        ("4403051999012105761", "身份证号位数不符"), ("440305199913210576", "出生日期不符"),
        ("440305199902300576", "出生日期不符"), ("110101801301123", "出生日期不符"),
        ("91350100M000100Y4D", "统一社会信用代码校验位不符"),
    ],
)  # fmt: skip
def test_d1_2_what_is_wrong_is_said(number, reason):
    checked = check_id(number)
    assert (checked.ok, checked.reason) == (False, reason)


def test_t18_the_company_check_digit_uses_the_alphabet_of_gb_32100():
    right = [c for c in "0123456789ABCDEFGHJKLMNPQRTUWXY" if check_id(f"91350100M000100Y4{c}").ok]
    assert right == ["3"]


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("110101199003071234", "110101********1234"), ("110101800101123", "110101******123"),
        ("E12345678", "E******78"), ("EA1234567", "E******67"), ("H1234567801", "H12******01"),
        ("11010119900307123", "110************23"), ("军字第12号", "军***2号"), ("123", "***"), ("", ""),
    ],
)  # fmt: skip
def test_d1_9_a_document_number_is_masked(number, masked):
    assert mask_id(number) == masked


@given(st.text(alphabet="0123456789X", min_size=12, max_size=20))
def test_t17_no_mask_shows_a_birthday(number):
    for start in range(len(mask_id(number)) - 7):
        assert not re.fullmatch(r"\d{8}", mask_id(number)[start : start + 8])


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"), ("010-12345678", "010-****5678"), ("0755-2345678", "0755-***5678"),
        ("62345678", "****5678"), ("+85291234567", "+85*****4567"), ("021-54321234转802", "021-****1234转***"),
        ("12", "**"), ("", ""),
    ],
)  # fmt: skip
def test_d1_9_a_telephone_number_is_masked(phone, masked):
    assert mask_phone(phone) == masked


def test_d1_9_numbers_inside_a_text_are_masked():
    assert mask_numbers("张三；440305199901210576；13812345678；010-62345678") == (
        "张三；440305********0576；138****5678；010-****5678"
    )
    assert mask_numbers("B1-023 99.5") == "B1-023 99.5"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("138 0013 8000", "13800138000"), ("+86 13800138000", "13800138000"), ("86-13800138000", "13800138000"),
        ("０１０－６２３４５６７８", "010-62345678"), ("01062345678", "010-62345678"), ("(0755)23456789", "0755-23456789"),
        ("62345678", "62345678"), ("400-800-1234", "4008001234"), ("13800138000.0", "13800138000"),
        ("0571-87654321转802", "0571-87654321转802"), ("+852 9123 4567", "+85291234567"),
    ],
)  # fmt: skip
def test_d1_7_telephones_as_people_write_them(typed, number):
    phone = read_phone(typed)
    assert (phone.number, phone.ok) == (number, True)


@pytest.mark.parametrize(
    ("typed", "number", "reason"),
    [
        ("186521505", "186521505", "电话号码位数不符"), ("138001380001", "138001380001", "电话号码位数不符"),
        ("1.39e+10", "1.39e+10", "电话号码可能被 Excel 改动"), ("1062345678", "010-62345678", "电话号码首位 0 可能丢失"),
        ("75523456789", "0755-23456789", "电话号码首位 0 可能丢失"), ("138****8000", "138****8000", "电话号码看不懂"),
    ],
)  # fmt: skip
def test_t13_doubtful_telephones_are_kept_and_said(typed, number, reason):
    phone = read_phone(typed)
    assert (phone.number, phone.ok, phone.reason) == (number, False, reason)


@pytest.mark.parametrize(
    ("typed", "plate", "usual"),
    [
        ("京A·12345", "京A·12345", True), ("京a12345", "京A·12345", True), ("粤B D12345", "粤B·D12345", True),
        ("京AD12345", "京A·D12345", True), ("粤Z1234港", "粤Z·1234港", True), ("WJ京1234A", "WJ京1234A", True),
        ("临A1234", "临A1234", False), ("无牌电动车", "无牌电动车", False),
    ],
)  # fmt: skip
def test_t18_a_plate_only_warns(typed, plate, usual):
    read = read_plate(typed)
    assert (read.plate, read.usual) == (plate, usual)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("+86 138-1234-5678", "13812345678"),
        ("010 62345678", "010-62345678"),
        ("13812345678，13987654321", "13812345678、13987654321"),
        ("8812", None),
        ("微信联系", None),
        ("1381234567", None),
    ],
)
def test_D0_8_a_form_takes_a_telephone_number_or_says_why_not(typed: str, kept: str | None) -> None:
    """One rule for every dialog: what is no number is refused in words, with how one is written."""
    if kept is None:
        with pytest.raises(Refused, match="不像电话号码"):
            checked_phone(typed)
    else:
        assert checked_phone(typed) == kept
    assert checked_phone("8812", tail=True) == "8812"
