"""What a goods pass may say, which conditions it must meet and how it stands: D3.6."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.permits.rules.goods import (
    MOST_LINES,
    STATE_WORDS,
    Consent,
    ConsentWay,
    GoodsRules,
    GoodsState,
    Line,
    check_lines,
    check_window,
    conditions,
    months_owed,
    pass_number,
    pieces,
    read_count,
    read_pasted,
    read_time,
    state_at,
    tidy_pass_number,
    unmet,
)
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Span

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
YES = Consent("何芳", ConsentWay.WRITTEN, date(2026, 11, 20))
Y = Money.yuan


@pytest.mark.parametrize(
    "text", ["CM-00003318", "cm3318", " CM 3318 ", "3318", "ＣＭ－３３１８", "CM00003318"]
)
def test_d0_1_a_number_is_known_in_any_habit_of_writing_it(text: str) -> None:
    assert tidy_pass_number(text) == "CM-00003318"


@pytest.mark.parametrize("text", ["", "JZ-00004406", "CM", "CM-3x", "123456789"])
def test_what_is_no_number_of_ours_is_none(text: str) -> None:
    assert tidy_pass_number(text) == ""


@given(st.integers(1, 99_999_999))
def test_every_number_is_read_back(serial: int) -> None:
    assert tidy_pass_number(pass_number(serial)) == pass_number(serial)


@pytest.mark.parametrize(
    ("text", "read"), [("1台", (1, "台")), ("12 箱", (12, "箱")), ("３", (3, "")), ("2张 ", (2, "张"))]
)
def test_how_many_is_read_with_its_measure(text: str, read: tuple[int, str]) -> None:
    assert read_count(text) == read


@pytest.mark.parametrize("text", ["", "一台", "0", "台", "-1", "1.5", "99999", "3台2"])
def test_a_count_that_is_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused, match="数量"):
        read_count(text)


def test_rows_copied_in_excel_are_read_with_head_numbers_and_measures() -> None:
    text = "序号\t物品名称\t数量\t单位\t备注\r\n1\t双门冰箱\t1\t台\t白色，海尔\r\n2\t纸箱\t12\t箱\t衣物、书\r\n\r\n"
    assert read_pasted(text) == [("双门冰箱", "1台", "白色，海尔"), ("纸箱", "12箱", "衣物、书")]
    assert read_pasted("冰箱\t1台\n床垫\t2张\t1.8 m") == [("冰箱", "1台", ""), ("床垫", "2张", "1.8 m")]


def test_lines_of_a_message_end_in_their_counts() -> None:
    assert read_pasted("冰箱 1台\n纸箱，12箱\n餐桌椅") == [
        ("冰箱", "1台", ""),
        ("纸箱", "12箱", ""),
        ("餐桌椅", "", ""),
    ]
    assert read_pasted(" \n\t\n") == []


def test_lines_are_tidied_and_what_cannot_stand_names_its_line() -> None:
    assert check_lines([Line(" 冰箱 ", 1, " 台", " 白 ")]) == (Line("冰箱", 1, "台", "白"),)
    for lines, said in (
        ([], "至少写一样"),
        ([Line("冰箱", 1), Line(" ", 1)], "第 2 行没有写物品"),
        ([Line("冰箱", 0)], "第 1 行的数量"),
        ([Line("冰" * 61, 1)], "第 1 行太长"),
        ([Line("箱", 1)] * (MOST_LINES + 1), "最多 200 行"),
    ):
        with pytest.raises(Refused, match=said) as refused:
            check_lines(lines)
        assert refused.value.field == "lines"
    assert pieces([Line("冰箱", 1), Line("纸箱", 12)]) == 13


@pytest.mark.parametrize(
    ("text", "read"),
    [("14:05", time(14, 5)), ("1405", time(14, 5)), ("14", time(14)), ("９：３０", time(9, 30)), ("9点", time(9)),
     ("905", time(9, 5)), ("9点30分", time(9, 30))],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(text: str, read: time) -> None:
    assert read_time(text) == read


@pytest.mark.parametrize("text", ["25:00", "9:60", "下午", "12345", ""])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="14:05"):
        read_time(text)


def test_a_window_must_lie_ahead_and_end_after_it_begins() -> None:
    hour = timedelta(hours=1)
    check_window(NOW - hour, NOW + hour, NOW)
    for starts, ends in ((NOW, NOW), (NOW - 2 * hour, NOW - hour), (NOW, NOW + timedelta(days=32))):
        with pytest.raises(InvalidInput) as refused:
            check_window(starts, ends, NOW)
        assert set(refused.value.errors) == {"ends_at"}


def test_d3_6_a_tenant_who_moves_out_needs_the_owners_consent_and_no_arrears() -> None:
    found = conditions(
        GoodsRules(), moves_out=True, asker_role="租客", consent=None, owed_months=2, owed=Y("510.72")
    )
    assert [c.key for c in unmet(found)] == ["consent", "arrears"]
    assert found[1].text == "本户欠费 510.72 元（2 个月），搬离前要结清"
    met = conditions(GoodsRules(), moves_out=True, asker_role="租客", consent=YES, owed_months=0, owed=ZERO)
    assert [c.text for c in met] == ["业主何芳已书面同意（2026-11-20）", "本户没有欠费"]
    assert unmet(met) == ()


@pytest.mark.parametrize("role", ["业主", "家庭成员"])
def test_d3_6_nobody_is_asked_when_the_owners_own_home_moves_things(role: str) -> None:
    rules = GoodsRules()
    assert conditions(rules, moves_out=True, asker_role=role, consent=None, owed_months=9, owed=Y("9")) == ()
    assert (
        conditions(rules, moves_out=False, asker_role="租客", consent=None, owed_months=9, owed=Y("9")) == ()
    )


def test_d3_6_somebody_the_archives_do_not_know_cannot_go_round_the_owner() -> None:
    found = conditions(GoodsRules(), moves_out=True, asker_role="", consent=None, owed_months=0, owed=ZERO)
    assert [c.key for c in unmet(found)] == ["consent"]


def test_d3_6_who_consents_must_be_an_owner() -> None:
    found = conditions(
        GoodsRules(),
        moves_out=True,
        asker_role="租客",
        consent=YES,
        owed_months=0,
        owed=ZERO,
        unfit_consent=True,
    )
    assert "不是这户现在的业主" in unmet(found)[0].text


def test_d3_6_the_settings_say_how_many_months_may_be_owed_and_whether_anybody_is_asked() -> None:
    def found(rules: GoodsRules, months: int) -> list[bool]:
        owed = Y("255.36") * months
        said = conditions(
            rules, moves_out=True, asker_role="租客", consent=YES, owed_months=months, owed=owed
        )
        return [c.met for c in said]

    assert found(GoodsRules(arrears_months=3), 3) == [True, True]
    assert found(GoodsRules(arrears_months=3), 4) == [True, False]
    assert found(GoodsRules(consent=False, arrears_months=None), 9) == []


def test_months_owed_are_calendar_months_up_to_the_day_each_once() -> None:
    quarter = Span(date(2026, 10, 1), date(2027, 1, 1))
    november = Span(date(2026, 11, 1), date(2026, 12, 1))
    assert months_owed([quarter, november, november], date(2026, 11, 21)) == 2
    assert months_owed([quarter], date(2026, 12, 31)) == 3
    assert months_owed([], date(2026, 12, 31)) == 0
    ahead = Span(date(2026, 12, 1), date(2027, 1, 1))
    assert months_owed([ahead], date(2026, 11, 21)) == 1


def test_t21_how_it_stands_follows_from_the_moment_and_what_came_back() -> None:
    starts, ends, due = NOW, NOW + timedelta(hours=4), date(2026, 11, 22)
    last = date(2026, 11, 22)

    def at(
        now: datetime, today: date = last, *, voided: bool = False, matches: bool | None = None
    ) -> GoodsState:
        return state_at(now, starts, ends, due, today, voided=voided, matches=matches)

    assert at(NOW - timedelta(minutes=1)) is GoodsState.EARLY
    assert at(NOW) is at(ends) is GoodsState.OPEN
    assert at(ends + timedelta(minutes=1)) is GoodsState.OUT
    assert at(ends + timedelta(days=2), last + timedelta(days=1)) is GoodsState.OVERDUE
    assert at(ends + timedelta(days=2), last + timedelta(days=1), matches=True) is GoodsState.RETURNED
    assert at(NOW, matches=False) is GoodsState.MISMATCH
    assert at(NOW, matches=False, voided=True) is GoodsState.VOID
    assert set(STATE_WORDS) == set(GoodsState)
