"""The building as a picture (D5.2): where a unit stands in the grid, and which of the states it is in. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from frontdesk.base.values.money import ZERO, Money

MUCH_DAYS = 90
"""A debt older than this many days past due is 欠 3 个月以上."""


class CellState(StrEnum):
    """How a unit stands; the value is what the legend says."""

    PAID = "已缴清"
    PART = "部分已缴"
    OWING = "欠费"
    OVER = "欠 3 个月以上"
    VACANT = "空置未售"
    NONE = "没有应收"


LETTERS: dict[CellState, str] = {
    CellState.PAID: "清",
    CellState.PART: "部",
    CellState.OWING: "欠",
    CellState.OVER: "久",
    CellState.VACANT: "空",
    CellState.NONE: "无",
}
"""One letter of each, for paper that is read without colour."""
DECORATING = "装修中"
DECORATING_LETTER = "装"
"""What stands beside the state of a home that is being decorated (D4.5)."""

_LOOSE_COLUMNS = 10
"""How many units of no floor stand side by side where the entrance has no floors at all."""


def cell_state(owed: Money, paid: Money, charged: bool, overdue_days: int, vacant: bool) -> CellState:
    """The state of a unit. *charged* says whether anything was asked of it at all, *vacant* that nobody lives there.

    Money goes before everything: an empty home that owes is shown as owing.
    """
    if owed > ZERO:
        if overdue_days > MUCH_DAYS:
            return CellState.OVER
        return CellState.PART if paid > ZERO else CellState.OWING
    if charged:
        return CellState.PAID
    return CellState.VACANT if vacant else CellState.NONE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands in its building's grid; all counted from 0, the top row first."""

    entrance: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A building's grid: entrances in order with their number of columns, rows from the top down.

    A row is a floor, or None where units of no floor stand (spaces, storage rooms).
    """

    entrances: tuple[tuple[str, int], ...]
    rows: tuple[int | None, ...]
    places: tuple[Place, ...]
    """One for each unit, in the order they were given."""


def _natural(text: str) -> tuple[tuple[int, int | str], ...]:
    return tuple((0, int(p)) if p.isdigit() else (1, p) for p in re.findall(r"\d+|\D+", text))


def line_of(room: str, floor: int | None) -> str:
    """The part of a room's number that says where on its floor it lies: `1202` on floor 12 -> `02`."""
    digits = re.sub(r"\D", "", room)
    if floor is not None and digits.lstrip("0").startswith(str(abs(floor))) and len(digits) > 2:
        return digits[-2:]
    return digits[-2:] if len(digits) > 2 else room


def lay_out(units: Iterable[tuple[str, int | None, str]]) -> Layout:
    """Places for units given as (entrance, floor, room), in the order of their codes.

    Rooms of one line (01, 02 …) stand over each other; two of one line on one floor stand side by side. Units
    without a floor fill rows of their own under the building.
    """
    given = list(units)
    names = sorted({entrance for entrance, _, _ in given}, key=_natural)
    floors = sorted({floor for _, floor, _ in given if floor is not None}, reverse=True)
    lines = {
        name: sorted(
            {
                line_of(room, floor)
                for entrance, floor, room in given
                if entrance == name and floor is not None
            },
            key=_natural,
        )
        for name in names
    }
    widths = {name: len(known) for name, known in lines.items()}
    taken: dict[tuple[str, int, int], bool] = {}
    loose: dict[str, int] = {}
    found: list[tuple[str, int, int] | tuple[str, int]] = []
    for entrance, floor, room in given:
        if floor is None:
            found.append((entrance, loose.setdefault(entrance, 0)))
            loose[entrance] += 1
            continue
        row, column = floors.index(floor), lines[entrance].index(line_of(room, floor))
        while (entrance, row, column) in taken:
            column += 1
        taken[entrance, row, column] = True
        widths[entrance] = max(widths[entrance], column + 1)
        found.append((entrance, row, column))
    widths = {name: width or min(_LOOSE_COLUMNS, loose.get(name, 1)) for name, width in widths.items()}
    places = tuple(
        Place(names.index(at[0]), at[1], at[2])
        if len(at) == 3
        else Place(names.index(at[0]), len(floors) + at[1] // widths[at[0]], at[1] % widths[at[0]])
        for at in found
    )
    below = max((-(-n // widths[name]) for name, n in loose.items()), default=0)
    rows = (*floors, *[None] * below)
    return Layout(tuple((name, widths[name]) for name in names), rows, places)
