"""批量建房: which units a plan of buildings, entrances, floors and patterns means (D1.1). Pure.

A plan holds sections (several floors alike) and series (`B1-001` to `B1-240`). Nothing is guessed: what cannot be
read, lies over another, or gives one code twice is named, and then there is no unit at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.archives.rules.unit_codes import normal, read_building, read_entrance, read_unit_code
from frontdesk.base.values.text import tr

MOST_UNITS = 20_000
"""In one go."""
LOWEST, HIGHEST = -9, 150
USUAL_PATTERN = "{楼}-{单元}-{层}{序}"
PARTS = ("{楼}", "{单元}", "{层}", "{0层}", "{序}", "{连序}")
"""What a pattern may hold: floor as it is or with two figures, door on its floor within the entrance or the building."""
_SEPARATORS = re.compile(r"[,，、;；\s]+")


class LeftOut(StrEnum):
    """What becomes of a floor whose number is not used."""

    NO_FLOOR = "没有这一层"
    LETTER = "有这一层，写成 3A"


@dataclass(frozen=True, slots=True)
class Section:
    """Floors that are alike. `entrances` empty means all; texts as typed: `2-12、15`, doors `1-4`.

    With `split` a home takes two floors: units stand on the first of each two.
    """

    floors: str
    doors: str
    entrances: str = ""
    kind: UnitKind = UnitKind.HOME
    layout: str = ""
    built_area: Decimal | None = None
    inner_area: Decimal | None = None
    split: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Spaces or storage rooms in a row: `prefix` B1-, from 1 to 240 with 3 figures is B1-001 to B1-240."""

    prefix: str
    first: int
    last: int
    figures: int = 3
    kind: UnitKind = UnitKind.PARKING
    floor: int | None = None
    built_area: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan. `buildings` `1-5、A` are alike; `left_out` are floors whose number is not used."""

    buildings: str
    entrances: str = ""
    left_out: str = ""
    habit: LeftOut = LeftOut.NO_FLOOR
    pattern: str = USUAL_PATTERN
    state: UnitState = UnitState.UNSOLD
    parts: tuple[Section | Series, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit to be made; `floor_word` is what its floor is called (`3A`), `door` its number on the floor."""

    building: str
    entrance: str
    room: str
    code: str
    key: str
    sort_key: str
    kind: UnitKind
    floor: int | None = None
    floor_word: str = ""
    door: int = 0
    layout: str = ""
    built_area: Decimal | None = None
    inner_area: Decimal | None = None
    in_series: bool = False


@dataclass(slots=True)
class Planned:
    """What a plan comes to. `errors` by field of the plan; `parts` for a section or series."""

    units: tuple[PlannedUnit, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)

    def by_kind(self) -> dict[UnitKind, int]:
        return {kind: n for kind in UnitKind if (n := sum(unit.kind is kind for unit in self.units))}


def read_numbers(text: str, least: int, most: int) -> list[int]:
    """`1-6、8` → 1…6, 8; `-2` and `B2` are the second floor under the ground. There is no floor 0.

    Raises `ValueError` with what could not be read.
    """
    found: list[int] = []
    flat = re.sub(r"B(?=\d)", "-", text.upper().replace("至", "~").replace("到", "~").replace("层", ""))
    for piece in _pieces(flat):
        match = re.fullmatch(r"(-?\d{1,3})(?:[-~～—–](-?\d{1,3}))?", piece)
        if match is None:
            raise ValueError(piece)
        first, last = int(match[1]), int(match[2] or match[1])
        if first > last or first < least or last > most:
            raise ValueError(piece)
        found += [n for n in range(first, last + 1) if n != 0 and n not in found]
    return found


def read_names(text: str, building: bool) -> list[str]:
    """Buildings or entrances: `1-5、A`, `A-C`, `东、西`. Raises `ValueError` with what could not be read."""
    found: list[str] = []
    for piece in _pieces(text.replace("至", "-").replace("到", "-")):
        figures = re.fullmatch(r"(\d{1,3})[-~～—–](\d{1,3})(?:栋|幢|座|号楼|单元)?", piece)
        letters = re.fullmatch(r"([A-Za-z])[-~～—–]([A-Za-z])(?:栋|幢|座|单元)?", piece)
        if figures is not None:
            first, last = int(figures[1]), int(figures[2])
            names = [str(n) for n in range(first, last + 1)]
        elif letters is not None:
            first, last = ord(letters[1].upper()), ord(letters[2].upper())
            names = [chr(n) for n in range(first, last + 1)]
        else:
            name = read_building(piece) if building else read_entrance(piece)
            names = [name] if 0 < len(name) <= 6 else []
        if not names:
            raise ValueError(piece)
        found += [name for name in names if name not in found]
    return found


def floor_word(floor: int, left_out: frozenset[int], habit: LeftOut) -> str:
    """What a floor is called: 4 left out is 3A; 13 and 14 are 12A and 12B; -1 is B1."""
    if floor < 0:
        return f"B{-floor}"
    if habit is not LeftOut.LETTER or floor not in left_out:
        return str(floor)
    below = floor
    while below in left_out and below > 0:
        below -= 1
    return f"{below}{chr(ord('A') + floor - below - 1)}"


def usual_pattern(codes: list[tuple[str, str, int | None]]) -> str:
    """The estate's habit, from (entrance, room, floor) of homes that stand: entrances or not, `0602` or `602`."""
    if not codes:
        return USUAL_PATTERN
    entrances = sum(bool(entrance) for entrance, _, _ in codes) * 2 >= len(codes)
    low = [room for _, room, floor in codes if floor is not None and 0 < floor < 10 and room.isdigit()]
    padded = bool(low) and sum(len(room) == 4 and room[0] == "0" for room in low) * 2 >= len(low)
    return ("{楼}-{单元}-" if entrances else "{楼}-") + ("{0层}" if padded else "{层}") + "{序}"


def make_plan(plan: Plan) -> Planned:
    """The units of the plan in order, or what is wrong with it."""
    made = Planned()
    sections = [(n, part) for n, part in enumerate(plan.parts, 1) if isinstance(part, Section)]
    series = [(n, part) for n, part in enumerate(plan.parts, 1) if isinstance(part, Series)]
    if not plan.parts:
        made.errors["parts"] = tr("还没有一段：按 F4 加一段楼层，或按 F6 加一串车位")
        return made
    buildings = _names(made, "buildings", plan.buildings, True) if sections else []
    entrances = _names(made, "entrances", plan.entrances, False)
    if sections and not buildings and "buildings" not in made.errors:
        made.errors["buildings"] = tr("请填楼栋，例如 3 或 1-5")
    try:
        left_out = frozenset(read_numbers(plan.left_out, 1, HIGHEST))
    except ValueError as wrong:
        left_out = frozenset()
        made.errors["left_out"] = tr("看不懂“{text}”，请写成 4、13、14", text=str(wrong))
    if sections:
        _check_pattern(made, plan.pattern, bool(entrances))
    grid: dict[tuple[str, int, int], Section] = {}
    for number, section in sections:
        problem = _take_section(grid, section, entrances or [""], left_out, plan.habit)
        if problem:
            made.errors.setdefault("parts", tr("第 {n} 段：{why}", n=number, why=problem))
    units: list[PlannedUnit] = []
    if not made.errors:
        if len(buildings) * len(grid) > MOST_UNITS:
            made.errors["buildings"] = tr("一次最多建 {most} 户，请分几次建", most=MOST_UNITS)
            return made
        for building in buildings:
            units += _units_of(made, plan, building, entrances or [""], grid, left_out)
    for number, row in series:
        problem = _take_series(units, row)
        if problem:
            made.errors.setdefault("parts", tr("第 {n} 段：{why}", n=number, why=problem))
    _check_twice(made, units)
    if not made.errors:
        made.units = tuple(units)
    return made


def _pieces(text: str) -> list[str]:
    return [piece for piece in _SEPARATORS.split(text.strip()) if piece]


def _names(made: Planned, name: str, text: str, building: bool) -> list[str]:
    try:
        return read_names(text, building)
    except ValueError as wrong:
        made.errors[name] = tr("看不懂“{text}”，请写成 1-5 或 1、2、A", text=str(wrong))
        return []


def _check_pattern(made: Planned, pattern: str, entrances: bool) -> None:
    unknown = set(re.findall(r"\{[^}]*\}", pattern)) - set(PARTS)
    if unknown:
        made.errors["pattern"] = tr(
            "没有 {what} 这一项，可以用的是 {parts}", what="、".join(sorted(unknown)), parts=" ".join(PARTS)
        )
    elif "{楼}" not in pattern:
        made.errors["pattern"] = tr("房号里要有 {part}，不然两栋楼的房号会一样", part="{楼}")
    elif "{单元}" in pattern and not entrances:
        made.errors["pattern"] = tr("没有填单元，房号里就不要写 {part}", part="{单元}")
    elif "{序}" not in pattern and "{连序}" not in pattern:
        made.errors["pattern"] = tr("房号里要有 {part}，不然一层里几户的房号会一样", part="{序}")


def _take_section(
    grid: dict[tuple[str, int, int], Section],
    section: Section,
    entrances: list[str],
    left_out: frozenset[int],
    habit: LeftOut,
) -> str:
    """Put a section's doors into the grid; what is wrong with it, or ""."""
    try:
        floors = read_numbers(section.floors, LOWEST, HIGHEST)
        doors = read_numbers(section.doors, 1, 99)
        own = read_names(section.entrances, building=False) or entrances
    except ValueError as wrong:
        return tr("看不懂“{text}”，请写成 1-6 或 1、3", text=str(wrong))
    if not floors or not doors:
        return tr("楼层和门都要填")
    strange = [name for name in own if name not in entrances]
    if strange:
        return tr("没有 {what} 单元", what="、".join(strange))
    if habit is LeftOut.NO_FLOOR:
        floors = [floor for floor in floors if floor not in left_out]
    if section.split:
        floors = sorted(floors)[::2]
    for entrance in own:
        for floor in floors:
            for door in doors:
                if (entrance, floor, door) in grid:
                    return tr("{floor} 层第 {door} 户前面的段已经有了", floor=floor, door=door)
                grid[entrance, floor, door] = section
    return ""


def _units_of(
    made: Planned,
    plan: Plan,
    building: str,
    entrances: list[str],
    grid: dict[tuple[str, int, int], Section],
    left_out: frozenset[int],
) -> list[PlannedUnit]:
    order = {name: n for n, name in enumerate(entrances)}
    running: dict[int, int] = {}
    units = []
    for entrance, floor, door in sorted(grid, key=lambda at: (order[at[0]], at[1], at[2])):
        section = grid[entrance, floor, door]
        word = floor_word(floor, left_out, plan.habit)
        running[floor] = running.get(floor, 0) + 1
        padded = re.sub(r"^\d(?!\d)", lambda m: f"0{m[0]}", word)
        text = plan.pattern
        for part, value in zip(
            PARTS, (building, entrance, word, padded, f"{door:02d}", f"{running[floor]:02d}"), strict=True
        ):
            text = text.replace(part, value)
        code = read_unit_code(text)
        if code is None or code.building != read_building(building):
            made.errors["pattern"] = tr("照这个写法，房号“{code}”认不出楼栋，请换一个写法", code=text)
            return []
        units.append(
            PlannedUnit(
                building, code.entrance or entrance, code.room, code.code, code.key, code.sort_key,
                section.kind, floor, word, door, section.layout, section.built_area, section.inner_area,
            )
        )  # fmt: skip
    return units


def _take_series(units: list[PlannedUnit], row: Series) -> str:
    if not 1 <= row.first <= row.last:
        return tr("序号要从小到大")
    if row.last - row.first >= MOST_UNITS - len(units):
        return tr("一次最多建 {most} 户，请分几次建", most=MOST_UNITS)
    for number in range(row.first, row.last + 1):
        code = read_unit_code(
            f"{normal(row.prefix)}{'-' if row.prefix.endswith('-') else ''}{number:0{row.figures}d}"
        )
        if code is None or len(code.code) > 40:
            return tr("“{prefix}”不能作房号的开头", prefix=row.prefix)
        units.append(
            PlannedUnit(
                code.building, code.entrance, code.room, code.code, code.key, code.sort_key,
                row.kind, row.floor, "", number, "", row.built_area, None, True,
            )
        )  # fmt: skip
    return ""


def _check_twice(made: Planned, units: list[PlannedUnit]) -> None:
    seen: dict[str, str] = {}
    for unit in units:
        if unit.key in seen:
            made.errors.setdefault(
                "pattern", tr("房号 {code} 出现了两次，请改写法或改这一段", code=unit.code)
            )
            return
        seen[unit.key] = unit.code
