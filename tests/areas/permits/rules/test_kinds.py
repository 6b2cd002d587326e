"""Kinds of permits: the seven that stand from the first day, and what an office may make (D3.3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.areas.permits.rules.kinds import (
    MOST_FIELDS,
    SEEDS,
    FieldSort,
    KindFacts,
    KindField,
    Needs,
    PaperForm,
    check_kind,
    named_fields,
    permit_number,
    tidy_permit_number,
)
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.money import Money

OWN = KindFacts("SF", "水房通行证", "SF", PaperForm.SHEET, 30, fee=Money.yuan("5"))


def wrong(kind: KindFacts, *others: KindFacts) -> dict[str, str]:
    try:
        check_kind(kind, others or SEEDS)
    except InvalidInput as refused:
        return refused.errors
    return {}


def test_d3_3_the_seven_kinds_of_the_first_day_are_sound() -> None:
    assert [(kind.code, kind.name) for kind in SEEDS] == [
        ("JZ", "居住证"), ("LS", "临时出入证"), ("BY", "搬运证"), ("YQ", "养犬登记"), ("TC", "停车证"),
        ("ZM", "居住证明"), ("ZZ", "暂住登记代办"),
    ]  # fmt: skip
    for kind in SEEDS:
        assert wrong(kind) == {}


def test_d3_3_no_kind_carries_the_title_of_the_polices_licence() -> None:
    assert not any("养犬登记证" in kind.name or "养犬证" in kind.name for kind in SEEDS)
    assert "公安机关" in wrong(replace(OWN, name="养犬登记证"))["name"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "s"}, "code"),
        ({"code": "S-1"}, "code"),
        ({"name": " "}, "name"),
        ({"name": "居住证"}, "name"),
        ({"prefix": "JZ"}, "prefix"),
        ({"prefix": "CM"}, "prefix"),
        ({"prefix": "水"}, "prefix"),
        ({"days": 0}, "days"),
        ({"days": 99999}, "days"),
        ({"fee": Money(-1)}, "fee"),
        ({"deposit": Money.yuan("99999")}, "deposit"),
        ({"needs": Needs(arrears_months=61)}, "arrears_months"),
        ({"fields": (KindField("a", " "),)}, "fields"),
        ({"fields": (KindField("a", "甲"), KindField("a", "乙"))}, "fields"),
        ({"fields": tuple(KindField(f"x{n}", f"第{n}") for n in range(MOST_FIELDS + 1))}, "fields"),
        ({"terms": ("字" * 61,)}, "terms"),
    ],
)
def test_d3_3_what_cannot_stand_is_named_beside_its_field(change: dict[str, object], field: str) -> None:
    assert wrong(OWN) == {}
    assert set(wrong(replace(OWN, **change))) == {field}  # type: ignore[arg-type]


def test_fields_keep_their_names_and_new_ones_take_one_that_was_never_used() -> None:
    typed = (KindField("work", "工种"), KindField("", "单位"), KindField("", "进场日", sort=FieldSort.DAY))
    named = named_fields(typed, {"work", "x1", "company"})
    assert [field.name for field in named] == ["work", "x2", "x3"]
    assert [field.label for field in named] == ["工种", "单位", "进场日"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("JZ-00004406", "JZ-00004406"),
        ("jz4406", "JZ-00004406"),
        ("ＪＺ－４４０６", "JZ-00004406"),
        (" JZ 4406 ", "JZ-00004406"),
        ("4406", ""),
        ("JZ", ""),
        ("", ""),
    ],
)
def test_a_number_is_known_in_any_habit_of_writing_it(typed: str, stored: str) -> None:
    assert tidy_permit_number(typed) == stored
    assert permit_number("JZ", 4406) == "JZ-00004406"
