"""Where the table stands in a sheet, and which column holds what: by titles, and by what is in the columns (D1.7).

An office's sheet has title lines above, one or two (sometimes three) rows of headings with merged groups, notes
beside, and columns nobody asked for. The heading is the row, or rows, that name the most of our fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from frontdesk.areas.archives.rules.importing.profile import Profile, profile_of
from frontdesk.areas.archives.rules.importing.titles import (
    FIELD_WORDS,
    Field,
    clean_title,
    field_named,
    is_foreign,
    match_title,
)
from frontdesk.areas.archives.rules.importing.values import Cell, text_of, word
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

_SEARCHED = 60
_SAMPLED = 400


@dataclass(frozen=True, slots=True)
class SheetCells:
    """A sheet as read: `rows[0]` is Excel's row 1. `merged` holds ((row, column), (row, column)) from 0, inclusive."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column of the table: its letter and title, the field it is taken for, and why (名称, 内容, 手工)."""

    index: int
    letter: str
    title: str
    field: Field | None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The table in a sheet. `first` is the index of its first row of data; `places` says which column holds what."""

    sheet: SheetCells
    head: tuple[int, ...]
    first: int
    columns: tuple[ColumnMatch, ...]
    score: float
    places: Mapping[Field, int] = field(default_factory=dict)


def letter_of(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def index_of(letters: str) -> int | None:
    """A → 0; None when it is no column of Excel's."""
    if not re.fullmatch(r"[A-Za-z]{1,3}", letters.strip()):
        return None
    index = 0
    for c in letters.strip().upper():
        index = index * 26 + ord(c) - 64
    return index - 1 if index <= 16_384 else None


def find_table(sheet: SheetCells, column_map: Mapping[str, str] | None = None) -> Table | None:
    """The best table of the sheet, or None when no row looks like a heading of units.

    *column_map* holds field name -> column letter or title (empty: leave the field out), and goes before all
    else. Raises `Refused` when it names a field or a column that is not there.
    """
    found = [t for head in _heads(sheet) if (t := _table(sheet, head, column_map or {})) is not None]
    best = max(found, key=lambda table: table.score, default=None)
    if best is not None:
        best = _above(found, best)
    if best is None and column_map:
        # Say which name was not found, instead of that there is no table.
        _by_hand(column_map, _titles(sheet, (0,)), _width(sheet))
    return best


def _above(found: Sequence[Table], best: Table) -> Table:
    """A list of units that stands above the best one, with rows of its own, is where reading must begin."""
    for table in found:
        if table.head[-1] + 1 >= best.head[0]:
            break
        by_title = {column.field for column in table.columns if column.by == "名称"}
        own = _sample(table.sheet, table.first, table.places[Field.ROOM], best.head[0])
        if {Field.ROOM, Field.OWNER} <= by_title and any(read_unit_code(text) for text in own):
            return table
    return best


def table_at(sheet: SheetCells, row: int) -> Table | None:
    """The table whose heading is that row, further down a sheet; None when it is no list of units."""
    table = _table(sheet, (row,), {})
    by_title = {column.field for column in table.columns if column.by == "名称"} if table else set()
    return table if {Field.ROOM, Field.OWNER} <= by_title else None


def _heads(sheet: SheetCells) -> list[tuple[int, ...]]:
    filled = [i for i, row in enumerate(sheet.rows[:_SEARCHED]) if any(text_of(cell) for cell in row)]
    heads: list[tuple[int, ...]] = []
    for i in filled:
        heads.append((i,))
        if i + 1 < len(sheet.rows):
            heads.append((i, i + 1))
        if i + 2 < len(sheet.rows):
            heads.append((i, i + 1, i + 2))
    return heads


def _titles(sheet: SheetCells, head: tuple[int, ...]) -> list[tuple[str, str]]:
    """(group, title) of each column; group heads reach over the columns they are merged over."""
    width = max((len(row) for row in sheet.rows[head[0] : head[-1] + 1]), default=0)
    lines = [[text_of(cell) for cell in sheet.rows[i]] + [""] * (width - len(sheet.rows[i])) for i in head]
    merged_down: set[int] = set()
    for (top, left), (bottom, right) in sheet.merged:
        for i, row in enumerate(head):
            if top <= row <= bottom and right < width:
                for column in range(left, right + 1):
                    if row == top:
                        lines[i][column] = lines[i][left]
                    elif left == right:
                        merged_down.add(column)
    if len(head) > 1 and not any(head[0] in (top, bottom) for (top, _), (bottom, _) in sheet.merged):
        _spread_groups(lines)
    titles = []
    for column in range(width):
        words = [line[column] for line in lines if line[column]]
        own = words[-1] if words else ""
        group = " ".join(words[:-1]) if len(words) > 1 and column not in merged_down else ""
        titles.append((group, own))
    return titles


def _spread_groups(lines: list[list[str]]) -> None:
    """A group head without merged cells reaches over the blank cells to its right that have a title below."""
    for above, below in pairwise(lines):
        last = ""
        for column, cell in enumerate(above):
            if cell:
                last = cell if below[column] else ""
            elif last and below[column]:
                above[column] = last
            else:
                last = ""


def _table(sheet: SheetCells, head: tuple[int, ...], column_map: Mapping[str, str]) -> Table | None:
    titles = _titles(sheet, head)
    named = [match_title(title, group) for group, title in titles]
    if len(head) > 1:
        # Each row of a heading must be one: a row of data below a single heading is none.
        single = sum(match_title(text_of(c)) is not None for c in sheet.rows[head[-1]] if text_of(c))
        if single < 2 or _data_like(sheet.rows[head[-1]]):
            return None
    hits = {found[0] for found in named if found}
    if len(hits) < 2 and not (column_map and len(head) == 1 and head[0] < 20):
        return None
    first = head[-1] + 1
    try:
        by_hand = _by_hand(column_map, titles, _width(sheet))
    except Refused:
        return None
    columns = _assigned(sheet, first, titles, named, by_hand)
    places = {c.field: c.index for c in columns if c.field is not None}
    if Field.ROOM not in places:
        return None
    weights = {
        Field.ROOM: 2.0, Field.BUILDING: 2.0, Field.ENTRANCE: 1.5, Field.OWNER: 3.0, Field.BUILT_AREA: 3.0,
        Field.ID_NUMBER: 2.0, Field.PHONE: 2.0, Field.LAYOUT: 1.5, Field.STATE: 1.5, Field.HANDED_OVER_ON: 1.5,
    }  # fmt: skip
    by_title = sum(weights.get(c.field, 1.0) for c in columns if c.field is not None and c.by != "内容")
    by_content = sum(0.4 for c in columns if c.field is not None and c.by == "内容")
    good = sum(1 for text in _sample(sheet, first, places[Field.ROOM]) if re.search(r"\d", text))
    # A heading nearer the top wins among equals; each row more of it must earn its place.
    # One without rows of units under it is taken only when there is no other, to say that it is empty.
    empty = 0.0 if good else 6.0
    score = by_title + by_content - empty + min(good, 40) / 100 - 0.01 * head[0] - 0.3 * (len(head) - 1)
    return Table(sheet, head, first, columns, score, places)


def _data_like(row: Sequence[Cell]) -> bool:
    """Whether a row holds values rather than titles: numbers, telephones, days."""
    filled = [cell for cell in row if text_of(cell)]
    values = sum(
        not isinstance(c, str) or bool(re.search(r"\d{3,}|^\d+(\.\d+)?$", c.strip())) for c in filled
    )
    return values * 3 > len(filled)


def _width(sheet: SheetCells) -> int:
    return max((len(row) for row in sheet.rows[:_SAMPLED]), default=0)


def _by_hand(
    column_map: Mapping[str, str], titles: Sequence[tuple[str, str]], width: int
) -> dict[Field, int | None]:
    found: dict[Field, int | None] = {}
    for name, place in column_map.items():
        known = field_named(name)
        if known is None:
            raise Refused(
                tr(
                    "列对照里的“{name}”不是能导入的内容，请用：{words}",
                    name=name,
                    words="、".join(FIELD_WORDS.values()),
                )
            )
        if not place:
            found[known] = None
            continue
        index = next(
            (i for i, (_, title) in enumerate(titles) if title and title == str(place).strip()), None
        )
        if index is None:
            wanted = clean_title(str(place))
            index = next(
                (
                    i
                    for i, (group, title) in enumerate(titles)
                    if title and wanted in (clean_title(title), clean_title(group + title))
                ),
                None,
            )
        if index is None:
            index = index_of(str(place))
        if index is None or index >= width:
            raise Refused(
                tr("表里没有“{place}”这一列，请写列号（如 C）或表头上的字", place=place), field="column_map"
            )
        found[known] = index
    return found


def _assigned(
    sheet: SheetCells,
    first: int,
    titles: Sequence[tuple[str, str]],
    named: Sequence[tuple[Field, int] | None],
    by_hand: Mapping[Field, int | None],
) -> tuple[ColumnMatch, ...]:
    taken: dict[int, tuple[Field, str]] = {}
    used: set[Field] = set(by_hand)
    for known, index in by_hand.items():
        if index is not None:
            taken[index] = (known, "手工")
    # Rows of two cells are totals and remarks; they say nothing of how full a column is.
    rows = sum(1 for row in sheet.rows[first : first + _SAMPLED] if sum(1 for c in row if text_of(c)) >= 3)
    profiles = {i: profile_of(_sample(sheet, first, i), rows) for i in range(len(titles))}
    wanted = sorted(
        ((-found[1], i, found[0]) for i, found in enumerate(named) if found is not None and i not in taken),
        key=lambda item: (item[0], not profiles[item[1]].filled, item[1]),
    )
    for sure, index, known in wanted:
        if index in taken:
            continue
        said = known
        known = read_as = _by_contents(said, profiles[index])
        if known is Field.PHONE and Field.PHONE in used:
            known = Field.PHONE2
        if known in used or (sure == -1 and not profiles[index].fits(known)):
            continue
        taken[index] = (known, "名称" if read_as is said else "内容")
        used.add(known)
    _unit_column(taken, used, titles, named, profiles, by_hand)
    _by_profile(taken, used, titles, profiles)
    return tuple(
        ColumnMatch(
            i, letter_of(i), (f"{group} {title}" if group else title).strip(), *taken.get(i, (None, ""))
        )
        for i, (group, title) in enumerate(titles)
        if title or i in taken
    )


def _unit_column(
    taken: dict[int, tuple[Field, str]],
    used: set[Field],
    titles: Sequence[tuple[str, str]],
    named: Sequence[tuple[Field, int] | None],
    profiles: Mapping[int, Profile],
    by_hand: Mapping[Field, int | None],
) -> None:
    """Of several columns that may hold the unit (`房屋编号`, `房号`, `地址`), take the one that says the most.

    Without a column for the building that is one with whole codes; beside one, the short room number.
    """
    if Field.ROOM in by_hand:
        return
    candidates = [
        i
        for i, found in enumerate(named)
        if found
        and found[0] is Field.ROOM
        and (i not in taken or taken[i][0] is Field.ROOM)
        and profiles[i].filled
    ]
    if len(candidates) < 2:
        return
    building = next((i for i, (known, _) in taken.items() if known is Field.BUILDING), None)
    if building is not None and profiles[building].filled:
        best = max(candidates, key=lambda i: (profiles[i].room, (named[i] or (0, 0))[1], -i))
    else:
        best = max(
            candidates, key=lambda i: (profiles[i].whole, profiles[i].room, (named[i] or (0, 0))[1], -i)
        )
    for i in candidates:
        if i in taken and i != best:
            del taken[i]
    taken[best] = (Field.ROOM, "名称")
    used.add(Field.ROOM)


def _by_contents(known: Field, profile: Profile) -> Field:
    """A title may say one thing and the column hold another: telephones under 证件号码, numbers under 联系方式."""
    share = profile.of(known)
    if share is None or profile.filled < 3 or share >= 0.2:
        return known
    for other in (Field.ID_NUMBER, Field.PHONE, Field.PLATE, Field.HANDED_OVER_ON):
        if other is not known and (profile.of(other) or 0) >= 0.8:
            return other
    return known


def _by_profile(
    taken: dict[int, tuple[Field, str]],
    used: set[Field],
    titles: Sequence[tuple[str, str]],
    profiles: Mapping[int, Profile],
) -> None:
    """What no title named is taken by its contents, where they are plain and most of the rows have them."""
    if Field.ROOM not in used:
        _take(taken, used, titles, profiles, Field.ROOM, lambda p: p.whole)
        if Field.ROOM not in used and Field.BUILDING in used:
            _take(taken, used, titles, profiles, Field.ROOM, lambda p: p.room)
    plain: tuple[tuple[Field, Callable[[Profile], float]], ...] = (
        (Field.OWNER, lambda p: p.name),
        (Field.PHONE, lambda p: p.phone),
        (Field.ID_NUMBER, lambda p: p.person_id),
        (Field.BUILT_AREA, lambda p: p.area),
        (Field.PLATE, lambda p: p.plate),
        (Field.LAYOUT, lambda p: p.layout),
        (Field.STATE, lambda p: p.state),
        (Field.BUILDING, lambda p: p.building),
    )
    for known, share in plain:
        if known not in used:
            _take(taken, used, titles, profiles, known, share)


def _take(
    taken: dict[int, tuple[Field, str]],
    used: set[Field],
    titles: Sequence[tuple[str, str]],
    profiles: Mapping[int, Profile],
    known: Field,
    share: Callable[[Profile], float],
) -> None:
    best, most = None, 0.0
    for index, profile in profiles.items():
        if index in taken or profile.filled < 3 or profile.density < 0.5:
            continue
        group, title = titles[index]
        # A title that names something we do not hold (配偶电话) is believed; a missing or vague one is not.
        if is_foreign(title, group):
            continue
        if share(profile) >= 0.7 and share(profile) > most:
            best, most = index, share(profile)
    if best is not None:
        taken[best] = (known, "内容")
        used.add(known)


def _sample(sheet: SheetCells, first: int, index: int, until: int | None = None) -> list[str]:
    found = []
    for row in sheet.rows[first : first + _SAMPLED if until is None else until]:
        value = word(row[index]) if index < len(row) else ""
        if value and not re.search(r"小计|合计|总计", value):
            found.append(value)
    return found
