"""What answers come to: shares and means by Decimal, half up, of those who answered (D2.7)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from frontdesk.areas.reception.rules.surveys import (
    TEMPLATE,
    Question,
    QuestionKind,
    Tally,
    check_questions,
    find_sheet_number,
    same_question,
    together,
)
from frontdesk.base.values.errors import InvalidInput


@pytest.mark.parametrize(
    ("scores", "rate", "mean"),
    [
        ({}, None, None),
        ({5: 1, 4: 1, 3: 1}, "66.7", "4.00"),
        ({5: 1, 3: 7}, "12.5", "3.25"),
        ({4: 1, 1: 15}, "6.3", "1.19"),
        ({2: 3, 1: 5}, "0.0", "1.38"),
        ({5: 200}, "100.0", "5.00"),
    ],
)
def test_rate_and_mean_are_of_those_who_answered_d2_7(
    scores: dict[int, int], rate: str | None, mean: str | None
) -> None:
    tally = Tally(scores)
    told = [None if value is None else str(value) for value in (tally.rate, tally.mean)]
    assert told == [rate, mean]


def test_tallies_together_weigh_every_answer_d2_7() -> None:
    both = together((Tally({5: 3}), Tally({5: 1, 1: 4})))
    assert (both.answered, both.content, both.mean) == (8, 4, Decimal("3.00"))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("DC-2026-02-0037", "DC-2026-02-0037"),
        ("dc2026 02 37", "DC-2026-02-0037"),
        ("DC-2025-01-0003", "DC-2025-01-0003"),
        ("37", "DC-2026-02-0037"),
        ("0", None),
        ("3-1-1202", None),
        ("王磊", None),
    ],
)
def test_a_sheet_is_meant_by_its_whole_number_or_its_last_figures_d2_7(
    typed: str, number: str | None
) -> None:
    assert find_sheet_number(typed, "DC-2026-02") == number


def test_the_usual_questionnaire_holds_and_asks_no_question_twice_d2_7() -> None:
    check_questions(TEMPLATE)
    assert sum(question.kind is QuestionKind.SCALE for question in TEMPLATE) == 15
    with pytest.raises(InvalidInput, match="不能一样"):
        check_questions((*TEMPLATE, Question("通知公告 及时 清楚。")))
    assert same_question("通知公告及时、清楚") == same_question("通知公告 及时 清楚。")


@pytest.mark.parametrize("choices", [(), ("微信",), ("微信", "微信"), tuple("一二三四五六七八九十")])
def test_a_choice_has_two_to_nine_words_that_differ_d2_7(choices: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput):
        check_questions((Question("怎样通知", QuestionKind.CHOICE, "", choices),))
