"""Capitals (M1.4, T1): the table of the rules, the words by place, and reading them back to the same fen."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.base.values.capitals import LIMIT, capitals
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money

TABLE = [
    ("0.00", "零元整"),
    ("0.05", "伍分"),
    ("0.50", "伍角整"),
    ("10.00", "壹拾元整"),
    ("1409.50", "壹仟肆佰零玖元伍角整"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "壹拾万柒仟元零伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("100000001.00", "壹亿零壹元整"),
]
MORE = [
    ("10000000.00", "壹仟万元整"),
    ("435.00", "肆佰叁拾伍元整"),
    ("1000.05", "壹仟元零伍分"),
    ("0.15", "壹角伍分"),
    ("100.10", "壹佰元零壹角整"),
    ("9999999999.99", "玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ("1000100010.00", "壹拾亿零壹拾万零壹拾元整"),
    ("-255.36", "负贰佰伍拾伍元叁角陆分"),
    ("-0.05", "负伍分"),
]

_DIGITS = {name: value for value, name in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(("figures", "words"), TABLE + MORE)
def test_m1_4_table(figures: str, words: str) -> None:
    assert capitals(Money.yuan(figures)) == words


def read_back(words: str) -> int:
    """Fen from capitals, by a way that shares nothing with writing them."""
    sign = -1 if words.startswith("负") else 1
    match = re.fullmatch(r"负?(?:(.*)元)?零?(?:(.)角)?零?(?:(.)分)?整?", words)
    assert match, words
    whole, jiao, fen = match.groups()
    yuan = 0
    if whole:
        rest = whole
        for unit, worth in (("亿", 10**8), ("万", 10**4), ("", 1)):
            if unit and unit not in rest:
                continue
            group, _, rest = rest.partition(unit) if unit else (rest, "", "")
            yuan += _group(group) * worth
    return sign * (yuan * 100 + (_DIGITS[jiao] * 10 if jiao else 0) + (_DIGITS[fen] if fen else 0))


def _group(words: str) -> int:
    number, digit = 0, 0
    for word in words:
        if word in _DIGITS:
            digit = _DIGITS[word]
        else:
            number += digit * _PLACES[word]
            digit = 0
    return number + digit


@given(st.integers(-LIMIT.fen, LIMIT.fen))
def test_m1_4_reads_back_to_the_same_fen(fen: int) -> None:
    assert read_back(capitals(Money(fen))) == fen


@given(st.integers(0, LIMIT.fen))
def test_m1_4_shape(fen: int) -> None:
    """整 after 元 and after 角, nothing after 分; never two zeros, never a zero before 元 but in 零元整."""
    words = capitals(Money(fen))
    assert words.endswith("整") == (fen % 10 == 0)
    assert "零零" not in words
    assert "零元" not in words or words == "零元整"
    assert "零万" not in words
    assert "零亿" not in words
    assert not words.startswith("零") or words == "零元整"


@given(st.lists(st.sampled_from("0000123456789"), min_size=1, max_size=10), st.integers(0, 99))
def test_m1_4_runs_of_zeros(figures: list[str], cents: int) -> None:
    fen = int("".join(figures)) * 100 + cents
    assert read_back(capitals(Money(fen))) == fen


@pytest.mark.parametrize("fen", [LIMIT.fen + 1, -LIMIT.fen - 1, 10**14])
def test_m1_4_refused_above_the_limit(fen: int) -> None:
    with pytest.raises(Refused, match="大写"):
        capitals(Money(fen))
