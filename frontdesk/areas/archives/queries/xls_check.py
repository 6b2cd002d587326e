"""Whether an old .xls file is whole enough to be given to the reader.

The reader takes counts and places in the file at their word; in a damaged one they ask for memory that no machine
has, and the whole program would end. So the records are walked first: container, stream, lengths, counts, and how
far the cells reach. Layouts are those of [MS-CFB] and [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_END = 0xFFFFFFFA
_CELLS = frozenset({0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, 0x00BD, 0x00BE})
_LONGEST_RECORD = 8228


class BrokenXls(Exception):
    """The file contradicts itself."""


@dataclass(frozen=True, slots=True)
class XlsExtent:
    """How far the cells of the largest sheet reach, and whether the file asks for a password."""

    rows: int
    columns: int
    protected: bool


def xls_extent(data: bytes) -> XlsExtent:
    """Walk the file. Raises `BrokenXls` where it contradicts itself."""
    try:
        stream = _workbook(data)
        return _walk(stream)
    except (struct.error, IndexError) as error:
        raise BrokenXls(str(error)) from error


def _workbook(data: bytes) -> bytes:
    """The stream that holds the workbook, out of its container; the data itself when there is none."""
    if data[:4] != b"\xd0\xcf\x11\xe0":
        return data
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise BrokenXls("sector size")
    size = 1 << shift
    fat = _fat(data, size)
    cutoff, mini_start = struct.unpack_from("<II", data, 56)
    directory = _chain(data, fat, struct.unpack_from("<I", data, 48)[0], size)
    streams: list[tuple[str, int, int]] = []
    root: tuple[int, int] | None = None
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
        start, long = struct.unpack_from("<II", directory, at + 116)
        if directory[at + 66] == 5:
            root = (start, long)
        elif directory[at + 66] == 2:
            streams.append((name, start, long))
    if root is None:
        raise BrokenXls("no root")
    mini = _chain(data, fat, root[0], size) if root[1] else b""
    table = _chain(data, fat, mini_start, size)
    mini_fat = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
    # Every stream is followed, not only the workbook's: the reader follows them all.
    read: dict[str, bytes] = {}
    for name, start, long in streams:
        if long > len(data):
            raise BrokenXls("stream longer than the file")
        if long >= cutoff:
            stream = _chain(data, fat, start, size)
        else:
            stream = _chain(mini, mini_fat, start, 1 << mini_shift, header=0) if long else b""
        if len(stream) < long:
            raise BrokenXls("stream cut short")
        read[name] = stream[:long]
    found = read.get("workbook") or read.get("book")
    if not found:
        raise BrokenXls("no workbook stream")
    return found


def _fat(data: bytes, size: int) -> tuple[int, ...]:
    sectors = [s for s in struct.unpack_from("<109I", data, 76) if s < _END]
    at, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, len(data) // size + 1)):
        if at >= _END:
            break
        held = struct.unpack_from(f"<{size // 4}I", data, (at + 1) * size)
        sectors += [s for s in held[:-1] if s < _END]
        at = held[-1]
    entries: list[int] = []
    for sector in sectors:
        entries += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return tuple(entries)


def _chain(data: bytes, fat: tuple[int, ...], start: int, size: int, header: int = 1) -> bytes:
    parts: list[bytes] = []
    seen = 0
    while start < _END:
        place = (start + header) * size
        if start >= len(fat) or place >= len(data) or seen > len(fat):
            raise BrokenXls("broken chain")
        parts.append(data[place : place + size])
        start = fat[start]
        seen += 1
    return b"".join(parts)


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = last = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == 0:
            if last == 0x000A and not stream[at:].strip(b"\0"):
                return  # padding behind the end of the last sheet
            raise BrokenXls("a hole")
        last = kind
        if length > _LONGEST_RECORD or at + 4 + length > len(stream):
            raise BrokenXls("record length")
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _walk(stream: bytes) -> XlsExtent:
    rows = columns = 0
    protected = False
    begins: set[int] = set()
    sheets: list[int] = []
    for at, kind, body in _records(stream):
        if at == 0 and kind & 0xFF != 0x09:
            raise BrokenXls("no beginning")
        if kind in (0x0809, 0x0409, 0x0209, 0x0009):
            begins.add(at)
        elif kind == 0x002F:
            # From here on everything is scrambled; the reader says that it is protected.
            return XlsExtent(rows, columns, True)
        elif kind == 0x0085:
            sheets.append(struct.unpack_from("<I", body)[0])
        elif kind == 0x00FC and struct.unpack_from("<II", body)[1] > len(stream):
            raise BrokenXls("count of texts")
        elif kind == 0x00E5 and struct.unpack_from("<H", body)[0] * 8 > len(body):
            raise BrokenXls("count of merged cells")
        elif kind == 0x0200 and len(body) in (10, 14):
            wide = "<IIHH" if len(body) == 14 else "<HHHH"
            top, last, left, across = struct.unpack_from(wide, body)
            if not (top <= last <= 65_536 and left <= across <= 256):
                raise BrokenXls("dimensions")
            rows, columns = max(rows, last), max(columns, across)
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", body)
            if kind in (0x00BD, 0x00BE):
                column = struct.unpack_from("<H", body, len(body) - 2)[0]
            if column > 255:
                raise BrokenXls("column")
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    if any(place not in begins for place in sheets):
        raise BrokenXls("place of a sheet")
    return XlsExtent(rows, columns, protected)
