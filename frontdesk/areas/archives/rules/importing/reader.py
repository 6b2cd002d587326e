"""Reads the rows of one table from top to bottom: what is filled down, skipped, joined or refused (D1.7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from frontdesk.areas.archives.rules.importing.columns import Table
from frontdesk.areas.archives.rules.importing.facts import Refusal, row_unit
from frontdesk.areas.archives.rules.importing.plan import (
    Fate,
    PlannedUnit,
    RejectedRow,
    RowFate,
)
from frontdesk.areas.archives.rules.importing.titles import Field, clean_title, match_title
from frontdesk.areas.archives.rules.importing.values import Cell, is_error, text_of, word
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.rules.unit_codes import (
    UnitCode,
    building_name,
    building_place,
    read_building,
    read_unit_code,
    unit_code,
)
from frontdesk.base.values.text import tr

_TOTAL = re.compile(r"小\s*计|合\s*计|总\s*计|共\s*计|累\s*计|本页计|^计$")
_REMARK = re.compile(
    r"^[（(\[【*※]?\s*(?:注[:：\d、.]|注$|说明|备注|填表|制表|审核|复核|统计|打印|编制|负责人|经办|联系人[:：]|第.{1,4}页|共.{1,6}[户页条套]|以上|以下|单位[:：]|日期[:：])"
)
_NO_DATA = frozenset({Field.BUILDING, Field.ENTRANCE, Field.PHASE, Field.FLOOR})


@dataclass(slots=True)
class TableReader:
    """Reads the rows of one table from top to bottom and remembers what holds further down."""

    table: Table
    today: date
    units: list[PlannedUnit]
    fates: list[RowFate]
    rejected: list[RejectedRow]
    seen: dict[str, int]
    building: str = ""
    entrance: str = ""
    phase: str = ""
    filled: dict[tuple[int, int], Cell] = field(default_factory=dict)
    joined: dict[int, int] = field(default_factory=dict)
    entrances_fill: bool = True
    glued: bool = False
    phases: bool = False
    in_front: str = ""
    over: bool = False
    titles: frozenset[str] = frozenset()
    raw_titles: frozenset[str] = frozenset()
    default_place: tuple[str, str] = ("", "")

    def __post_init__(self) -> None:
        sheet, places = self.table.sheet, self.table.places
        room = places[Field.ROOM]
        for (top, left), (bottom, right) in sheet.merged:
            if top < self.table.first or bottom == top or left >= 512 or top >= len(sheet.rows):
                continue
            value = self._raw(top, left)
            for row in range(top, min(bottom, len(sheet.rows) - 1) + 1):
                for column in range(left, min(right, left + 8) + 1):
                    if row != top or column != left:
                        self.filled[row, column] = value if left == right or row != top else None
                if left <= room <= right and row != top:
                    self.joined[row] = top
        self.entrances_fill = self._fills(Field.ENTRANCE)
        self.glued = self._runs_together()
        self.phases = self._phases_matter()
        self.in_front = "entrance" if self._entrance_in_front() else ""
        self.raw_titles = frozenset(text_of(cell) for i in self.table.head for cell in sheet.rows[i])
        self.titles = frozenset(clean_title(text) for text in self.raw_titles if text)
        self.default_place = one_place(sheet.name) or self._place_above() or ("", "")

    def _place_above(self) -> tuple[str, str] | None:
        """The building that a title line above the table says: `3号楼业主登记表`."""
        above = (text_of(cell) for row in self.table.sheet.rows[: self.table.head[0]] for cell in row)
        return next((place for text in above if (place := one_place(text)) is not None), None)

    def _fills(self, known: Field) -> bool:
        """Whether blanks in a column mean `as above`: merged cells say so, or that most of it is blank."""
        index = self.table.places.get(known)
        if index is None:
            return False
        first = self.table.first
        if any(
            left <= index <= right and bottom > top >= first
            for (top, left), (bottom, right) in self.table.sheet.merged
        ):
            return True
        rows = [row for row in self.table.sheet.rows[first:] if sum(1 for c in row if text_of(c)) >= 3]
        said = sum(1 for row in rows if index < len(row) and text_of(row[index]))
        return said < 0.6 * len(rows)

    def _runs_together(self) -> bool:
        """Whether codes are figures run together (31202 for 3-1202): no building anywhere, all of 5 or 6 figures."""
        if Field.BUILDING in self.table.places:
            return False
        index = self.table.places[Field.ROOM]
        codes = [text_of(row[index]) for row in self.table.sheet.rows[self.table.first :] if index < len(row)]
        codes = [code for code in codes if code and not _TOTAL.search(code)]
        return len(codes) > 0 and all(re.fullmatch(r"[1-9]\d{4,5}", code) for code in codes)

    def _entrance_in_front(self) -> bool:
        """Whether `1-101` under a building means its entrance: somewhere the figure is not the building's own."""
        if Field.ENTRANCE in self.table.places:
            return False
        building = ""
        for row in range(self.table.first, len(self.table.sheet.rows)):
            texts = {text_of(cell) for cell in self.table.sheet.rows[row] if text_of(cell)}
            place = building_place(next(iter(texts))) if len(texts) == 1 else None
            building = (
                (place[0] if place else "") or read_building(word(self._of(row, Field.BUILDING))) or building
            )
            code = read_unit_code(word(self._of(row, Field.ROOM))) if building else None
            if code is not None and code.building and not code.entrance and code.building != building:
                return True
        return False

    def _raw(self, row: int, column: int) -> Cell:
        line = self.table.sheet.rows[row]
        return line[column] if column < len(line) else None

    def cell(self, row: int, column: int) -> Cell:
        value = self._raw(row, column)
        if (row, column) in self.filled and not text_of(value):
            return self.filled[row, column]
        return value

    def _of(self, row: int, known: Field) -> Cell:
        index = self.table.places.get(known)
        return None if index is None else self.cell(row, index)

    def read(self, index: int) -> None:
        """Decide one row."""
        line = self.table.sheet.rows[index]
        inside = {c: text_of(cell) for c, cell in enumerate(line) if text_of(cell)}
        known = {self.table.places[f]: f for f in self.table.places}
        own = {c: text for c, text in inside.items() if c in known}
        if not inside:
            return
        if self._skipped(index, inside, own, known):
            return
        self._carry(index)
        if not any(known[c] not in _NO_DATA and word(line[c]) for c in own) and index not in self.joined:
            return  # nothing but a running number, or the building that is filled down
        try:
            unit, merged = self._unit(index)
        except Refusal as refusal:
            self._reject(index, refusal.reason)
            return
        if merged is not None:
            joined = _join(self.units[merged], unit, forced=index in self.joined)
            if joined is None:
                self._reject(index, "房号重复")
                return
            self.units[merged] = joined
            self._say(index, Fate.JOINED, tr("与第 {row} 行是同一户", row=joined.row), unit)
            return
        self.seen[unit.code.key] = len(self.units)
        self.units.append(unit)
        self._say(index, Fate.GOOD, "", unit)

    def _skipped(
        self, index: int, inside: Mapping[int, str], own: Mapping[int, str], known: Mapping[int, Field]
    ) -> bool:
        if len(inside) >= 2 and all(
            text in self.raw_titles or clean_title(text) in self.titles for text in inside.values()
        ):
            self.skip(index, tr("重复的表头"))
            return True
        if _heading(inside):
            self.over = True
            return True
        room = word(self._of(index, Field.ROOM))
        totals = [
            c
            for c, text in inside.items()
            if len(text) <= 20 and _TOTAL.search(text) and known.get(c) is not Field.NOTE
        ]
        if totals and (not room or _TOTAL.search(room) or totals[0] == min(inside)):
            self.skip(index, tr("小计或合计"))
            return True
        texts = list(dict.fromkeys(inside.values()))
        if len(texts) == 1:
            place = building_place(texts[0])
            if place is not None and (Field.BUILDING not in self.table.places or not own):
                self.building, self.entrance = place
                self.skip(index, tr("楼栋标题"))
                return True
        first = texts[0]
        if not read_unit_code(room) and _REMARK.match(first):
            self.skip(index, tr("说明"))
            return True
        alone = len(inside) == 1 and index not in self.joined and read_unit_code(room) is None
        if not own or (alone and next(iter(known[c] for c in own)) not in _NO_DATA):
            self.skip(index, tr("表外的文字"))
            return True
        return False

    def _carry(self, index: int) -> None:
        """Building and entrance hold downwards until the next; a new building begins without an entrance."""
        phase = word(self._of(index, Field.PHASE))
        building = word(self._of(index, Field.BUILDING))
        entrance = word(self._of(index, Field.ENTRANCE))
        self.phase = phase or self.phase
        if building:
            if read_building(building) != read_building(self.building):
                self.entrance = ""
            self.building = building
        if entrance:
            self.entrance = entrance
        elif (
            Field.ENTRANCE in self.table.places
            and not self.entrances_fill
            # A row that leaves its building blank as well goes on with both, however many others say theirs.
            and (building or Field.BUILDING not in self.table.places)
        ):
            self.entrance = ""

    def _unit(self, index: int) -> tuple[PlannedUnit, int | None]:
        code = self._code(index)
        building = (
            self.building
            if word(self._of(index, Field.BUILDING)) or Field.BUILDING in self.table.places
            else ""
        )
        label = building.strip() if read_building(building) == code.building else ""
        name = label if re.search(r"[一-鿿]", label) and len(label) <= 20 else building_name(code.building)
        merged = self.seen.get(code.key)
        unit = row_unit(
            lambda f: self._of(index, f),
            sheet=self.table.sheet.name,
            row=index + 1,
            code=code,
            building_name=name,
            today=self.today,
            titles={c.field: c.title for c in self.table.columns if c.field is not None},
            areas=Field.BUILT_AREA in self.table.places,
        )
        if merged is None:
            return unit, None
        # A list with a row for each resident comes back to a unit; any other may only go on with its last one.
        if merged != len(self.units) - 1 and index not in self.joined and not _resident(unit):
            raise Refusal("房号重复")
        return unit, merged

    def _code(self, index: int) -> UnitCode:
        cell = self._of(index, Field.ROOM)
        if isinstance(cell, (date, datetime)):
            raise Refusal("房号被 Excel 改成了日期")
        room = word(cell)
        if is_error(cell):
            raise Refusal("房号是公式错误")
        if not room:
            raise Refusal("缺房号")
        if self.glued and re.fullmatch(r"\d{5,6}", room):
            return UnitCode(room[:-4], "", str(int(room[-4:])))
        for held in (self._of(index, Field.BUILDING), self._of(index, Field.ENTRANCE)):
            if isinstance(held, (date, datetime)):
                raise Refusal("楼栋或单元被 Excel 改成了日期")
        if isinstance(cell, float) and cell != int(cell):
            raise Refusal("房号看不懂")
        building, entrance = self.building, self.entrance
        door = re.fullmatch(r"0?(\d{1,2})(?:室|户|号|号房)?", room)
        floor = re.search(r"\d+", text_of(self._of(index, Field.FLOOR)))
        if door and floor and int(floor[0]) > 0 and Field.FLOOR in self.table.places:
            room = f"{int(floor[0])}{int(door[1]):02d}"
        if not building:
            building = self.default_place[0]
            entrance = entrance or self.default_place[1]
            inner = read_unit_code(room)
            if inner is not None and inner.building:
                building = ""
        code = unit_code(building, entrance, room, in_front=self.in_front)
        if code is None or len(code.code) > 40 or len(room) > 30:
            raise Refusal("房号看不懂")
        if self.phase and self.phases:
            phase = self.phase.strip()
            phase = f"{phase}期" if phase.isdigit() else phase
            code = replace(code, building=read_building(f"{phase}{code.building}")[:20])
        return code

    def _phases_matter(self) -> bool:
        """Whether one building's number stands under several phases, so that the phase must be in the code."""
        phase, building = self.table.places.get(Field.PHASE), self.table.places.get(Field.BUILDING)
        if phase is None or building is None:
            return False
        held: dict[str, set[str]] = {}
        now = ("", "")
        for i in range(self.table.first, len(self.table.sheet.rows)):
            one, other = word(self.cell(i, phase)), word(self.cell(i, building))
            now = (one or now[0], other or now[1])
            held.setdefault(read_building(now[1]), set()).add(now[0])
        return any(len(phases - {""}) > 1 for phases in held.values())

    def _reject(self, index: int, reason: str) -> None:
        cells = [text_of(self.cell(index, c)) for c in range(len(self.table.sheet.rows[index]))]
        # Building and entrance that hold from above are written out, so that the row can be sent in again alone.
        for known, held in ((Field.BUILDING, self.building), (Field.ENTRANCE, self.entrance)):
            place = self.table.places.get(known)
            if place is not None and place < len(cells) and not cells[place]:
                cells[place] = held
        self.rejected.append(RejectedRow(self.table.sheet.name, index + 1, reason, tuple(cells)))
        self.fates.append(
            RowFate(
                self.table.sheet.name,
                index + 1,
                Fate.REJECTED,
                reason,
                word(self._of(index, Field.ROOM)),
                word(self._of(index, Field.OWNER)),
            )
        )

    def skip(self, index: int, reason: str) -> None:
        self.fates.append(RowFate(self.table.sheet.name, index + 1, Fate.SKIPPED, reason))

    def _say(self, index: int, fate: Fate, reason: str, unit: PlannedUnit) -> None:
        owners = "、".join(person.name for person in unit.owners)
        self.fates.append(RowFate(self.table.sheet.name, index + 1, fate, reason, unit.code.code, owners))


def _heading(inside: Mapping[int, str]) -> bool:
    """Whether a row is the heading of another table: titles all along, and no figure in it."""
    if len(inside) < 3 or any(re.search(r"\d{2}", text) for text in inside.values()):
        return False
    titles = sum(1 for text in inside.values() if (match_title(text) or (None, 0))[1] >= 2)
    return titles >= 3 and titles >= 0.75 * len(inside)


def one_place(text: str) -> tuple[str, str] | None:
    """The building (and entrance) in a sheet's name or a title line, when it says exactly one."""
    found = re.findall(
        r"(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z]\d?)\s*(?:栋|幢|号楼|座|#楼?)(?:\s*[0-9一二三四五六]{1,2}\s*单元)?",
        text,
    )
    return building_place(found[0]) if len(found) == 1 else None


def _resident(unit: PlannedUnit) -> bool:
    """Whether the row is about somebody who is not an owner, in a list with a row for each resident."""
    return bool(unit.people) and not unit.owners


def _join(unit: PlannedUnit, more: PlannedUnit, *, forced: bool) -> PlannedUnit | None:
    """A further row of the same unit put to it, or None when it must be a mistake.

    A second owner's row names somebody else and says nothing different of the unit. Where the room's cell is
    merged over both rows (*forced*), the sheet itself says that they are one unit.
    """
    for fact in ("kind", "state", "layout", "built_area", "inner_area", "handed_over_on"):
        one, other = getattr(unit, fact), getattr(more, fact)
        if one and other and one != other and not forced:
            return None
    names = {(person.name, person.role) for person in unit.people}
    new = tuple(person for person in more.people if (person.name, person.role) not in names)
    if not forced and not new:
        return None
    if not forced and any((p.name, p.role) in names for p in more.people if p.role is RoleKind.OWNER):
        return None
    plates = {vehicle.key for vehicle in unit.vehicles}
    doubts = tuple(
        doubt
        for doubt in more.doubts
        if doubt.reason not in ("缺业主姓名", "缺建筑面积") and doubt not in unit.doubts
    )
    kept = unit.doubts
    if any(person.role is RoleKind.OWNER for person in new):
        kept = tuple(doubt for doubt in kept if doubt.reason != "缺业主姓名")
    return replace(
        unit,
        kind=unit.kind or more.kind,
        state=unit.state or more.state,
        layout=unit.layout or more.layout,
        built_area=unit.built_area or more.built_area,
        inner_area=unit.inner_area or more.inner_area,
        handed_over_on=unit.handed_over_on or more.handed_over_on,
        people=unit.people + new,
        vehicles=unit.vehicles + tuple(v for v in more.vehicles if v.key not in plates),
        spaces=tuple(dict.fromkeys(unit.spaces + more.spaces)),
        notes=tuple(dict.fromkeys(unit.notes + more.notes)),
        doubts=kept + doubts,
    )
