"""Reading a TrueType face in bulk: which characters it has, how wide they are, and a subset for embedding.

ReportLab's own reader walks glyph by glyph, which costs half a second for a Chinese face; whole tables read as
arrays cost some milliseconds. The file is mapped, not loaded: a receipt touches a few hundred of 30,000 glyphs.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from collections.abc import Sequence
from pathlib import Path

# Flags of a component in a composite glyph (OpenType, table glyf).
_WORD_ARGUMENTS = 0x0001
_SCALE = 0x0008
_MORE_COMPONENTS = 0x0020
_SCALE_X_AND_Y = 0x0040
_TWO_BY_TWO = 0x0080

# Flag 1 of the table head.
_BEARING_AT_ZERO = 0x0002

# Encodings of the cmap table, the best last: Unicode beyond the first plane is wanted for rare names.
_ENCODINGS = ((0, 3), (3, 1), (0, 4), (0, 6), (3, 10))


class Face:
    """One TrueType file. Lengths are in thousandths of the font size unless said otherwise."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._tables = self._read_directory()
        self.glyphs: dict[int, int] = self._read_cmap()
        """Code point -> glyph number."""
        head, hhea = self._table("head"), self._table("hhea")
        (self.units,) = struct.unpack_from(">H", head, 18)
        """Font units in the size (1000 or 1024 with our faces)."""
        self.bbox = [self._scaled(v) for v in struct.unpack_from(">4h", head, 36)]
        ascent, descent = struct.unpack_from(">2h", hhea, 4)
        self.ascent, self.descent = self._scaled(ascent), self._scaled(descent)
        self.name = self._postscript_name(path)
        os2 = self._table("OS/2")
        (weight,) = struct.unpack_from(">H", os2, 4)
        # No field holds the stem's thickness; this is the usual estimate from the weight class.
        self.stem = 50 + int((weight / 65) ** 2)
        self.cap_height = self._scaled(struct.unpack_from(">h", os2, 88)[0]) if len(os2) > 90 else self.ascent
        (self._metrics,) = struct.unpack_from(">H", hhea, 34)
        count = self._glyph_count()
        advances = self._array("H", "hmtx", 0, 2 * self._metrics)[0::2]
        advances.extend([advances[-1]] * (count - self._metrics))
        self._advances = advances
        self._shifts: dict[int, int] = {}
        self._narrow_dot()
        (long_positions,) = struct.unpack_from(">h", head, 50)
        if long_positions:
            self._positions = self._array("I", "loca", 0, count + 1)
        else:
            self._positions = array("I", [2 * p for p in self._array("H", "loca", 0, count + 1)])

    def width(self, code: int) -> int:
        """Advance width of a character that the face has."""
        return self._scaled(self._advances[self.glyphs[code]])

    def subset(self, codes: Sequence[int]) -> bytes:
        """A font file whose glyph 1 + i is the character codes[i]; glyph 0 is the missing one."""
        from reportlab.pdfbase.ttfonts import TTFontMaker

        wanted = [0, *(self.glyphs[code] for code in codes)]
        outlines = self._outlines(wanted)  # may lengthen `wanted` by components
        positions = array("I", [0])
        for outline in outlines:
            positions.append(positions[-1] + len(outline))
        metrics = array("H")
        for glyph in wanted:
            metrics.append(self._advances[glyph])
            metrics.append((self._side_bearing(glyph) - self._shifts.get(glyph, 0)) & 0xFFFF)

        maker = TTFontMaker()
        for tag in ("cvt ", "fpgm", "prep"):
            if tag in self._tables:
                maker.add(tag, self._table(tag))
        head = _put_short(self._table("head"), 50, 1)
        # Without this flag of "side bearing at 0" every reader places an outline by its side bearing.
        flags = struct.unpack_from(">H", head, 16)[0] & ~_BEARING_AT_ZERO
        maker.add("head", _put_short(head, 16, flags))
        maker.add("hhea", _put_short(self._table("hhea"), 34, len(wanted)))
        maker.add("maxp", _put_short(self._table("maxp"), 4, len(wanted)))
        maker.add("hmtx", _big_endian(metrics))
        maker.add("loca", _big_endian(positions))
        maker.add("glyf", b"".join(outlines))
        return bytes(maker.makeStream())

    def _narrow_dot(self) -> None:
        """Give `·` half a character's width, as in `元/㎡·月`: a Chinese face has it in the middle of a whole one."""
        glyph = self.glyphs.get(0xB7)
        if glyph and self._advances[glyph] == self.units:
            self._shifts[glyph] = self.units // 4
            self._advances[glyph] = self.units // 2

    def _outlines(self, wanted: list[int]) -> list[bytes]:
        """Outlines of the glyphs in *wanted*; components of composite ones are appended to it and renumbered."""
        start = self._tables["glyf"][0]
        number = {glyph: index for index, glyph in reversed(list(enumerate(wanted)))}
        outlines = []
        done = 0
        while done < len(wanted):
            begin, end = self._positions[wanted[done]], self._positions[wanted[done] + 1]
            outline = self._data[start + begin : start + end]
            if outline and outline[0] & 0x80:
                outline = _renumber_components(outline, number, wanted)
            outlines.append(outline + bytes(-len(outline) % 4))
            done += 1
        return outlines

    def _side_bearing(self, glyph: int) -> int:
        start = self._tables["hmtx"][0]
        if glyph < self._metrics:
            at = start + 4 * glyph + 2
        else:
            at = start + 4 * self._metrics + 2 * (glyph - self._metrics)
        return int(struct.unpack_from(">H", self._data, at)[0])

    def _scaled(self, units: int) -> int:
        return units if self.units == 1000 else round(units * 1000 / self.units)

    def _glyph_count(self) -> int:
        return int(struct.unpack_from(">H", self._table("maxp"), 4)[0])

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        (count,) = struct.unpack_from(">H", self._data, 4)
        tables = {}
        for index in range(count):
            tag, _, offset, length = struct.unpack_from(">4sLLL", self._data, 12 + 16 * index)
            tables[tag.decode("ascii")] = (offset, length)
        return tables

    def _table(self, tag: str) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _array(self, code: str, tag: str, skip: int, count: int) -> array[int]:
        """*count* big-endian numbers of the table, from *skip* bytes into it."""
        values: array[int] = array(code)
        start = self._tables[tag][0] + skip
        values.frombytes(self._data[start : start + count * values.itemsize])
        if sys.byteorder == "little":
            values.byteswap()
        return values

    def _read_cmap(self) -> dict[int, int]:
        start = self._tables["cmap"][0]
        (count,) = struct.unpack_from(">H", self._data, start + 2)
        best, found = -1, 0
        for index in range(count):
            platform, encoding, offset = struct.unpack_from(">HHL", self._data, start + 4 + 8 * index)
            if (platform, encoding) in _ENCODINGS and _ENCODINGS.index((platform, encoding)) > best:
                best, found = _ENCODINGS.index((platform, encoding)), offset
        (form,) = struct.unpack_from(">H", self._data, start + found)
        if best < 0 or form != 12:
            raise ValueError("the face has no full Unicode table (cmap format 12)")
        (groups,) = struct.unpack_from(">L", self._data, start + found + 12)
        numbers = self._array("I", "cmap", found + 16, groups * 3)
        glyphs: dict[int, int] = {}
        for first, last, glyph in zip(numbers[0::3], numbers[1::3], numbers[2::3], strict=True):
            glyphs.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
        return glyphs

    def _postscript_name(self, path: Path) -> str:
        table = self._table("name")
        count, strings = struct.unpack_from(">HH", table, 2)
        for index in range(count):
            platform, _, _, kind, length, offset = struct.unpack_from(">6H", table, 6 + 12 * index)
            if platform == 3 and kind == 6:
                return table[strings + offset : strings + offset + length].decode("utf-16-be")
        return path.stem


def _renumber_components(outline: bytes, number: dict[int, int], wanted: list[int]) -> bytes:
    """A composite outline that names its components by their numbers in the subset."""
    renumbered = bytearray(outline)
    at = 10
    flags = _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS:
        flags, component = struct.unpack_from(">HH", renumbered, at)
        if component not in number:
            number[component] = len(wanted)
            wanted.append(component)
        struct.pack_into(">H", renumbered, at + 2, number[component])
        at += 4 + (4 if flags & _WORD_ARGUMENTS else 2)
        at += 2 if flags & _SCALE else 4 if flags & _SCALE_X_AND_Y else 8 if flags & _TWO_BY_TWO else 0
    return bytes(renumbered)


def _put_short(table: bytes, at: int, value: int) -> bytes:
    return table[:at] + struct.pack(">H", value) + table[at + 2 :]


def _big_endian(values: array[int]) -> bytes:
    if sys.byteorder == "little":
        values.byteswap()
    return values.tobytes()
