"""D0.4: what an issued paper shows is stored and comes back as it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.base.values.codec import from_json, from_plain, to_json, to_plain
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month


class Kind(StrEnum):
    CASH = "现金"
    CARD = "刷卡"


@dataclass(frozen=True)
class Line:
    amount: Money
    month: Month | None = None


@dataclass(frozen=True)
class Paper:
    name: str
    price: Decimal
    day: date
    at: datetime
    hour: time
    kind: Kind
    lines: tuple[Line, ...]
    pair: tuple[str, int]
    words: dict[str, str]
    seen: bool = False
    note: str | None = None
    extra: tuple[str, ...] = field(default=())


PAPER = Paper(
    "张𬭎", Decimal("2.850"), date(2026, 11, 21), datetime(2026, 11, 21, 14, 5), time(8, 30), Kind.CARD,
    (Line(Money(-25536), Month(2026, 11)), Line(Money(0))), ("a", 1), {"b": "c"}, True, None, ("x",),
)  # fmt: skip


def test_every_type_comes_back_from_json() -> None:
    assert from_json(Paper, to_json(PAPER)) == PAPER


def test_amounts_and_prices_are_stored_as_text_without_float() -> None:
    plain = to_plain(PAPER)
    assert plain["lines"][0] == {"amount": "-255.36", "month": "2026-11"}
    assert plain["price"] == "2.850"


def test_the_same_value_gives_the_same_text() -> None:
    assert to_json({"b": Money(1), "a": 2}) == to_json({"a": 2, "b": Money(1)})


def test_a_field_added_later_takes_its_default_for_papers_stored_before() -> None:
    plain = to_plain(PAPER)
    del plain["extra"]
    assert from_plain(Paper, plain).extra == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"price": 2.85}, "Paper.price"),
        ({"day": "2026-13-01"}, "Paper.day"),
        ({"kind": "支票"}, "Paper.kind"),
        ({"lines": [{"amount": 100}]}, "Paper.lines[0].amount"),
        ({"pair": ["a"]}, "Paper.pair"),
        ({"seen": 1}, "Paper.seen"),
        ({"colour": "red"}, "unknown colour"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(change: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError) as caught:
        from_plain(Paper, {**to_plain(PAPER), **change})
    assert said in str(caught.value)


def test_a_missing_field_without_default_is_refused() -> None:
    plain = to_plain(PAPER)
    del plain["name"]
    with pytest.raises(ValueError, match="Paper.name: missing"):
        from_plain(Paper, plain)


def test_a_float_is_never_stored() -> None:
    with pytest.raises(TypeError):
        to_plain({"amount": 0.1})


@given(st.integers(-(10**12), 10**12), st.text())
def test_any_amount_and_text_come_back(fen: int, name: str) -> None:
    assert from_json(Line, to_json(Line(Money(fen)))) == Line(Money(fen))
    assert from_plain(str, to_plain(name)) == name
