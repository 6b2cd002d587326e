"""How a unit's code is written and read: any habit of the desk, one unit (D0.1, D1.1).

`3-1-1202`, `3栋1单元1202`, `3#1202`, `3号楼1单元1202室`, `03-01-1202`, `三栋一单元1202` all are understood. A code has
a building, perhaps an entrance (单元), and a room; `1202` alone has only the room.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
}
_HAN_NUMBER = re.compile(
    r"[零〇一二两三四五六七八九十百壹贰叁]+(?=期|栋|幢|座|号|单元|楼|层|室|房|户|门|梯|弄|#)"
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~～_\\/、,，·.。:：;；|", "-"))
_BUILDING_WORD = r"(?:号楼|#楼|栋楼|栋|幢|座|楼|#|号)"
_LABELLED = re.compile(
    r"^(?:(?P<phase>[^-]{1,6}?)(?P<phased>期|弄)-?)?"
    rf"(?:(?P<building>[^-#]{{1,12}}?){_BUILDING_WORD}-?)?"
    r"(?:(?P<entrance>[^-#]{1,6}?)(?:单元|门|梯)-?)?"
    r"(?:(?P<floor>-?\d{1,2})(?:层|楼|F)-?)?"
    r"(?P<room>[^#]{1,12}?)?(?:室|房间|房|户|号房|号室|号)?$"
)
_WORDS = re.compile(r"期|弄|栋|幢|座|号|#|单元|层|楼|室|房|户")
_ROOM_TAIL = re.compile(r"(?:室|房间|房|户|号房|号室|号)$")
# An address names the estate before the building: 翠湖花园3栋 is building 3; 东区3栋 stays 东区3.
_ESTATE = re.compile(r"^.*(?:[园苑城府湾里村庭郡邸轩庄居]|小区|公寓|广场|社区|家属院)(?=[0-9A-Z])")
_BUILDING_TAIL = re.compile(r"(?:号楼|#楼|栋楼|栋|幢|座|楼|#|号)$")
_ENTRANCE_TAIL = re.compile(r"(?:单元|门|梯)$")


@dataclass(frozen=True, slots=True)
class UnitCode:
    """A unit's code in its parts; `building` and `entrance` are empty where the text did not say them."""

    building: str
    entrance: str
    room: str

    @property
    def code(self) -> str:
        """As the desk writes it: `3-1-1202`, `3-1202`, `1202`."""
        return "-".join(part for part in (self.building, self.entrance, self.room) if part)

    @property
    def key(self) -> str:
        """The same without leading zeros: equal for two ways of writing one unit."""
        parts = (_stripped(part) for part in (self.building, self.entrance, self.room) if part)
        return "-".join(parts)

    @property
    def sort_key(self) -> str:
        """Sorts as a person would: building 2 before 10, room 301 before 1101."""
        return "-".join((_padded(self.building), _padded(self.entrance), _padded(_lettered(self.room))))

    @property
    def room_key(self) -> str:
        return _stripped(self.room)

    @property
    def floor(self) -> int | None:
        """The floor that the room number says (`1202` → 12), where it says one."""
        return floor_of(self.room)


def normal(text: str) -> str:
    """Full-width to half-width, capitals, no blanks; every habit of dash becomes `-`."""
    text = unicodedata.normalize("NFKC", text).upper()
    text = re.sub(r"\s+|第(?=[0-9一二三四五六七八九十])", "", text)
    return re.sub(r"-{2,}", "-", text.translate(_DASHES)).strip("-")


@lru_cache(maxsize=4096)
def read_unit_code(text: str) -> UnitCode | None:
    """The code in *text*, or None when it cannot be one (no digit in it, or too long).

    Two parts are building and room, three are building, entrance and room. Four are either a phase in front
    (`1-3-1-1202`) or the floor apart from the door (`3-1-12-02`).
    """
    # A blank between two figures parts them ("3 1 1202"); any other blank means nothing.
    bare = re.sub(r"\([^()]*[^()\d\s][^()]*\)", "", unicodedata.normalize("NFKC", text)).strip()
    spaced = re.sub(r"(?<=[0-9A-Za-z#])\s+(?=[0-9A-Za-z])", "-", bare)
    flat = _HAN_NUMBER.sub(lambda m: str(_han(m[0])), normal(spaced))
    if not flat or len(flat) > 36 or not re.search(r"\d", flat):
        return None
    return _labelled(flat) if _WORDS.search(_ROOM_TAIL.sub("", flat)) else _plain(_ROOM_TAIL.sub("", flat))


def unit_code(building: str, entrance: str, room: str, *, in_front: str = "") -> UnitCode | None:
    """The code from columns of their own (`3栋`, `1单元`, `1202`); None when there is no room.

    A room cell may hold the whole code, or the entrance too; what the other columns say fills the rest.
    *in_front* says what `1` is in a room cell `1-1202`: `entrance`, or else the building once more where it is
    the same as the column's.
    """
    own_building, own_entrance = read_building(building), read_entrance(entrance)
    inner = read_unit_code(room)
    if inner is None:
        flat = _ROOM_TAIL.sub("", normal(room))
        if not flat or len(flat) > 20:
            return None
        inner = UnitCode("", "", flat)
    if not own_building:
        return UnitCode(inner.building, own_entrance or inner.entrance, inner.room)
    if inner.building and not own_entrance and not inner.entrance:
        same = in_front != "entrance" and _stripped(inner.building) == _stripped(own_building)
        # "1-1202" beside a column that says 3栋 is entrance and room; "3-1202" beside 3栋 says the building again.
        return UnitCode(own_building, "" if same else inner.building, inner.room)
    return UnitCode(own_building, own_entrance or inner.entrance, inner.room)


@lru_cache(maxsize=4096)
def read_building(text: str) -> str:
    """The building's code in a cell or a sheet's name: `3栋`, `03#`, `三号楼` → `3`; `A座` → `A`."""
    flat = _HAN_NUMBER.sub(lambda m: str(_han(m[0])), normal(text))
    phase = re.match(r"^([^-]{1,6}?)期-?(.+)$", flat)
    if phase:
        inner = read_building(phase[2])
        return f"{_zeros_off(phase[1])}期{inner}" if inner else ""
    return _zeros_off(_BUILDING_TAIL.sub("", flat).strip("-"))


@lru_cache(maxsize=4096)
def read_entrance(text: str) -> str:
    """The entrance's code in a cell: `1单元`, `01`, `一单元` → `1`."""
    flat = _HAN_NUMBER.sub(lambda m: str(_han(m[0])), normal(text))
    return _zeros_off(_ENTRANCE_TAIL.sub("", flat).strip("-"))


@lru_cache(maxsize=4096)
def building_place(text: str) -> tuple[str, str] | None:
    """(building, entrance) when *text* says `3栋`, `3号楼1单元` or a sheet's `3#` and nothing that is a room."""
    flat = _HAN_NUMBER.sub(lambda m: str(_han(m[0])), normal(text))
    match = re.fullmatch(
        r"((?:[0-9A-Z]{1,4}期)?[0-9A-Z]{1,4})(?:号楼|#楼|栋|幢|座|#)(?:-?([0-9A-Z东西南北中]{1,3})单元)?",
        flat,
    )
    return None if match is None else (read_building(match[1]), read_entrance(match[2] or ""))


def building_name(code: str) -> str:
    """How a building is called where the office has not said: `3` → `3栋`."""
    return f"{code}栋" if re.fullmatch(r"(?:.{1,6}期)?[0-9A-Z]{1,4}", code) else code


def building_sort(code: str) -> int:
    """Order of buildings: by number, then by letter, then the rest."""
    figures = re.findall(r"\d+", code)
    if figures and re.fullmatch(r"(?:.{1,6}期)?\d+", code):
        phase = int(figures[0]) * 10_000 if "期" in code and len(figures) > 1 else 0
        return phase + min(int(figures[-1]), 9_999)
    return 500_000 + (ord(code[0]) if code else 0)


def floor_of(room: str) -> int | None:
    """`1202` → 12, `301` → 3, `12A02` → 12; None for `12`, `S1` and other rooms that say no floor."""
    match = re.match(r"^0*(\d{1,2})[A-Z]?\d{2}[A-Z]?$", room)
    return int(match[1]) if match and int(match[1]) > 0 else None


def _labelled(flat: str) -> UnitCode | None:
    match = _LABELLED.match(flat)
    if match is None or not match["room"]:
        return None
    rest = match["room"].strip("-")
    building, entrance = match["building"] or "", match["entrance"] or ""
    pieces = [piece for piece in rest.split("-") if piece]
    if not pieces:
        return None
    if building and not entrance and len(pieces) == 2:
        entrance, pieces = pieces[0], pieces[1:]
    elif not building and len(pieces) >= 2:
        inner = _plain(rest)
        if inner is None:
            return None
        building, entrance, pieces = inner.building, entrance or inner.entrance, [inner.room]
    room = "-".join(pieces)
    if match["floor"] and re.fullmatch(r"\d{1,2}", room):
        room = f"{int(match['floor'])}{int(room):02d}"
    building = _zeros_off(_ESTATE.sub("", building))
    if match["phase"] and building:
        building = f"{_zeros_off(match['phase'])}{match['phased']}{building}"
    return _made(building, entrance, room)


def _plain(flat: str) -> UnitCode | None:
    parts = [part for part in flat.replace("#", "-").split("-") if part]
    match parts:
        case [room]:
            return _made("", "", room)
        case [building, room]:
            return _made(building, "", room)
        case [building, entrance, room]:
            return _made(building, entrance, room)
        case [building, entrance, floor, door] if re.fullmatch(r"\d{1,2}", floor) and re.fullmatch(
            r"\d{1,2}", door
        ):
            return _made(building, entrance, f"{int(floor)}{int(door):02d}")
        case [building, entrance, first, second] if len(first) >= 3 and len(second) >= 3:
            return _made(building, entrance, f"{first}-{second}")
        case [phase, building, entrance, room]:
            return _made(f"{_zeros_off(phase)}期{_zeros_off(building)}", entrance, room)
    return None


def _made(building: str, entrance: str, room: str) -> UnitCode | None:
    room = _ROOM_TAIL.sub("", room)
    if not room or len(room) > 20 or len(building) > 20 or len(entrance) > 20:
        return None
    return UnitCode(_zeros_off(building), _zeros_off(entrance), room)


def _zeros_off(part: str) -> str:
    return str(int(part)) if re.fullmatch(r"\d{1,9}", part) else part


def _stripped(part: str) -> str:
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", part)


def _padded(part: str) -> str:
    return re.sub(r"\d+", lambda m: f"{int(m[0]):06d}", part)[:20]


def _lettered(room: str) -> str:
    """A room of a floor with a letter stands behind that floor's others: `3A01` after `399`, before `501`."""
    match = re.fullmatch(r"0*([1-9]\d?)([A-Z])(\d{2})", room)
    return f"{match[1]}99{match[2]}{match[3]}" if match else room


def _han(text: str) -> int:
    """`十二` → 12, `三` → 3, `一二` → 12."""
    if "百" in text or "十" in text:
        total, digit = 0, 0
        for c in text:
            if c == "百":
                total, digit = total + max(digit, 1) * 100, 0
            elif c == "十":
                total, digit = total + max(digit, 1) * 10, 0
            else:
                digit = _HAN_DIGITS[c]
        return total + digit
    return int("".join(str(_HAN_DIGITS[c]) for c in text))
