"""改房号: what new codes a unit, an entrance or a building gets, and what stands in their way (D1.1). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from frontdesk.areas.archives.rules.unit_codes import UnitCode, read_building, read_entrance, read_unit_code
from frontdesk.base.values.text import tr


class Scope(StrEnum):
    """What is given a new number."""

    UNIT = "这一户"
    ENTRANCE = "这个单元"
    BUILDING = "整栋楼"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A unit as it is numbered now."""

    id: int
    building: str
    entrance: str
    room: str
    code: str


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A unit and its new code."""

    id: int
    before: str
    after: UnitCode


@dataclass(frozen=True, slots=True)
class Renumbering:
    """What it comes to; `error` in words where it cannot be done, then `units` are empty."""

    units: tuple[Renumbered, ...] = ()
    error: str = ""


def renumber(scope: Scope, units: Sequence[Numbered], number: str, taken: Mapping[str, str]) -> Renumbering:
    """New codes for *units*, all those of the scope. *taken* are keys of other units and their codes.

    A whole code for one unit (`3-1-1202`); the number alone for an entrance (`2`) or a building (`5`).
    """
    new: list[Renumbered] = []
    for unit in units:
        code = _new_code(scope, unit, number)
        if isinstance(code, str):
            return Renumbering(error=code)
        if code.code != unit.code:
            new.append(Renumbered(unit.id, unit.code, code))
    if not new:
        return Renumbering(error=tr("新的和原来的一样"))
    clashes = [taken[one.after.key] for one in new if one.after.key in taken]
    if clashes:
        words = "、".join(clashes[:5]) + ("…" if len(clashes) > 5 else "")
        return Renumbering(error=tr("{codes} 已经有了，共 {n} 户，房号没有改", codes=words, n=len(clashes)))
    if len({one.after.key for one in new}) < len(new):
        return Renumbering(error=tr("改了以后有两户的房号一样，房号没有改"))
    return Renumbering(tuple(new))


def _new_code(scope: Scope, unit: Numbered, number: str) -> UnitCode | str:
    """The unit's new code, or why there is none."""
    if scope is Scope.UNIT:
        code = read_unit_code(number)
        return code if code is not None else tr("房号请写成 3-1-1202 这样")
    word = read_building(number) if scope is Scope.BUILDING else read_entrance(number)
    if not word or len(word) > 6 or "-" in word:
        return tr("请填新的楼栋号，例如 5") if scope is Scope.BUILDING else tr("请填新的单元号，例如 2")
    # The entrance as the code has it: an estate that writes 3-1202 knows it and does not write it.
    written = read_unit_code(unit.code)
    entrance = written.entrance if written is not None else unit.entrance
    if scope is Scope.BUILDING:
        return UnitCode(word, entrance, unit.room)
    return UnitCode(unit.building, word, unit.room)
