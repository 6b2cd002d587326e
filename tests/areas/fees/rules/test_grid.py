"""D5.2: where units stand in the picture of their building, and the states they are in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.fees.rules.grid import LETTERS, CellState, cell_state, lay_out, line_of
from frontdesk.base.values.money import ZERO, Money

Y = Money.yuan


@pytest.mark.parametrize(
    ("owed", "paid", "charged", "days", "vacant", "state"),
    [
        ("0", "100", True, 0, False, CellState.PAID),
        ("0", "100", True, 0, True, CellState.PAID),
        ("50", "50", True, 90, False, CellState.PART),
        ("100", "0", True, 90, False, CellState.OWING),
        ("100", "0", True, 91, False, CellState.OVER),
        ("50", "50", True, 91, False, CellState.OVER),
        ("0", "0", False, 0, True, CellState.VACANT),
        ("100", "0", True, 10, True, CellState.OWING),
        ("0", "0", False, 0, False, CellState.NONE),
    ],
)
def test_states(owed: str, paid: str, charged: bool, days: int, vacant: bool, state: CellState) -> None:
    assert cell_state(Y(owed), Y(paid), charged, days, vacant) is state


def test_every_state_has_a_letter_of_its_own() -> None:
    assert len(set(LETTERS.values())) == len(CellState)


def test_a_line_is_the_rooms_place_on_its_floor() -> None:
    assert [line_of("1202", 12), line_of("0203", 2), line_of("101", 1), line_of("12", None)] == [
        "02",
        "03",
        "01",
        "12",
    ]


def test_rooms_of_a_line_stand_over_each_other_and_floors_go_down() -> None:
    layout = lay_out(
        [("1", 1, "0101"), ("1", 1, "0103"), ("1", 2, "0201"), ("1", 2, "0202"), ("2", 2, "0201")]
    )
    assert layout.entrances == (("1", 3), ("2", 1))
    assert layout.rows == (2, 1)
    assert [(p.entrance, p.row, p.column) for p in layout.places] == [
        (0, 1, 0), (0, 1, 2), (0, 0, 0), (0, 0, 1), (1, 0, 0),
    ]  # fmt: skip


def test_units_without_a_floor_stand_in_rows_of_their_own_beneath() -> None:
    layout = lay_out([("", 1, "101"), ("", 1, "102"), *[("", None, f"B{n}") for n in range(5)]])
    assert layout.rows == (1, None, None, None)
    assert [(p.row, p.column) for p in layout.places[2:]] == [(1, 0), (1, 1), (2, 0), (2, 1), (3, 0)]
    garage = lay_out([("", None, f"B{n}") for n in range(25)])
    assert garage.entrances == (("", 10),)
    assert garage.rows == (None, None, None)


UNITS = st.lists(
    st.tuples(
        st.sampled_from(["", "1", "2", "10"]),
        st.one_of(st.none(), st.integers(-2, 40)),
        st.text("0123456789AB", min_size=1, max_size=5),
    ),
    max_size=60,
)


@given(UNITS)
def test_no_two_units_share_a_place_and_none_stands_outside(units: list[tuple[str, int | None, str]]) -> None:
    layout = lay_out(units)
    assert len(set(layout.places)) == len(units) == len(layout.places)
    for place in layout.places:
        assert 0 <= place.column < layout.entrances[place.entrance][1]
        assert 0 <= place.row < len(layout.rows)
    for (_, floor, _), place in zip(units, layout.places, strict=True):
        assert layout.rows[place.row] == floor


def test_an_empty_building_is_an_empty_picture() -> None:
    assert lay_out([]).rows == ()
    assert cell_state(ZERO, ZERO, False, 0, False) is CellState.NONE
