"""T20: a text wraps or shrinks, and is never cut off."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.base.printing.fonts import REGULAR, font
from frontdesk.base.printing.paper import MM
from frontdesk.base.printing.wrap import fit, wrap

LONG = "成都天府新区翠湖花园二期商业运营管理与物业服务有限责任公司第三分公司（代付）"


def test_what_fits_stays_as_it_is() -> None:
    assert fit("物业服务费", 30).lines == ("物业服务费",)
    assert fit("物业服务费", 30).size == 9


def test_a_long_text_shrinks_first_and_wraps_at_the_floor() -> None:
    assert fit("物业服务费（含公摊）", 30).size < 9
    fitted = fit(LONG, 40)
    assert fitted.size == 7
    assert "".join(fitted.lines) == LONG
    assert len(fitted.lines) == 3


def test_without_shrinking_it_wraps_at_its_size() -> None:
    fitted = fit(LONG, 40, shrink=False)
    assert fitted.size == 9
    assert len(fitted.lines) > 1


def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark() -> None:
    for width in range(12, 60):
        for line in wrap("收款方式：微信 500.00（尾号 7731），预存抵扣 50.00。现金（找零 13.18）。", width):
            assert line[0] not in "，。：）、"
            assert line[-1] not in "（"


def test_figures_and_words_stay_together() -> None:
    lines = wrap("用量 1,862.40 × 89.60㎡ ÷ 9,060.00㎡", 22)
    assert any("1,862.40" in line for line in lines)
    assert any("9,060.00" in line for line in lines)


def test_a_word_wider_than_the_line_is_broken() -> None:
    lines = wrap("A" * 60, 20)
    assert "".join(lines) == "A" * 60
    assert all(font(REGULAR).width(line, 9) <= 20 * MM for line in lines)


def test_line_breaks_of_the_text_are_kept() -> None:
    assert wrap("一\n二三", 20) == ("一", "二三")


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="张硕物业服务费（）《》，。：0123456789.-/ ABCxyz元㎡×", max_size=80), st.integers(8, 60)
)
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert font(REGULAR).width(line, 9) <= width * MM or len(line) == 1


@pytest.mark.parametrize("text", ["", " "])
def test_nothing_is_one_empty_line(text: str) -> None:
    assert len(wrap(text, 20)) == 1
