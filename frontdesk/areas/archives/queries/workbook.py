"""Reads an office's file into plain cells, and says in words why it cannot.

.xlsx, .xls, .xlsb and .ods go through calamine; .csv is read in UTF-8 or GB 18030. Everything a file can do to
us is answered here: damaged, empty, locked, protected, no workbook at all, or so large that it must be a slip.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.areas.archives.queries.xls_check import BrokenXls, xls_extent
from frontdesk.areas.archives.rules.importing.columns import SheetCells
from frontdesk.areas.archives.rules.importing.values import Cell
from frontdesk.base.store.files import read_shared
from frontdesk.base.values.errors import Refused, Surroundings
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

LARGEST_FILE = 200 * 1024 * 1024
LARGEST_UNPACKED = 1024 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
MOST_CELLS = 8_000_000
_OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(/?)>(?!</)')


def read_file(path: Path) -> bytes:
    """The file's bytes. Raises `Refused` or `Surroundings` in words."""
    name = path.name
    if name.startswith("~$"):
        raise Refused(tr("{name} 是 Excel 打开文件时的临时文件，请选原来的文件", name=name), field="file")
    try:
        if path.is_dir():
            raise Refused(tr("{name} 是文件夹，请选工作簿文件", name=name), field="file")
        if path.stat().st_size > LARGEST_FILE:
            raise Refused(
                tr("{name} 超过 200 MB，不像业主资料。请把要导入的表另存为一个文件", name=name), field="file"
            )
        data = read_shared(path)
    except FileNotFoundError as error:
        raise Refused(tr("找不到文件 {name}", name=name), field="file") from error
    except PermissionError as error:
        raise Surroundings(
            tr(
                "{name} 打不开：可能正在 Excel 里打开，或没有读取的权限。请关掉 Excel 再试，什么也没有改",
                name=name,
            ),
            field="file",
        ) from error
    except OSError as error:
        raise Surroundings(
            tr("{name} 读不出来：{why}。什么也没有改", name=name, why=error.strerror or str(error)),
            field="file",
        ) from error
    if not data.strip(b"\0 \r\n\t"):
        raise Refused(tr("{name} 是空文件", name=name), field="file")
    return data


def hash_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def read_sheets(data: bytes, name: str) -> tuple[SheetCells, ...]:
    """Every worksheet of the file, rows numbered from Excel's row 1."""
    kind = _kind(data, name)
    if kind == "csv":
        return (_csv(data, name),)
    if kind == "zip":
        _guard_size(data, name)
    elif kind == "ole":
        _guard_xls(data, name)
    with _in_words(name):
        from python_calamine import CalamineWorkbook

        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = tuple(_sheets(book, name))
    if not any(sheet.rows for sheet in sheets):
        raise Refused(tr("{name} 里没有数据", name=name), field="file")
    return sheets


def _kind(data: bytes, name: str) -> str:
    suffix = Path(name).suffix.lower()
    if data[:4] == b"PK\x03\x04":
        with _unpacking(name), zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
        if names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} or any(
            n.startswith("xl/") for n in names
        ):
            return "zip"
        raise Refused(tr("{name} 不是 Excel 工作簿，而是别的压缩文件", name=name), field="file")
    if data[:8] == _OLE2:
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _protected(name)
        if not any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book", "WORKBOOK")):
            raise Refused(
                tr("{name} 不是 Excel 工作簿（可能是 Word 等别的文件），或者已经损坏", name=name),
                field="file",
            )
        return "ole"
    if data[:2] in (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00"):
        return "ole"
    if suffix in (".csv", ".txt", ".tsv"):
        return "csv"
    if data[:4] == b"%PDF":
        raise Refused(tr("{name} 是 PDF，不能导入。请用 Excel 的原文件", name=name), field="file")
    if data[:2] == b"PK":
        raise _damaged(name)
    what = tr("网页") if re.search(rb"<(?:html|table|!doctype)", data[:2000], re.IGNORECASE) else tr("文本")
    if b"\0" in data[:4000] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused(
            tr("{name} 不是 Excel 工作簿，或者已经损坏。请用 Excel 打开，另存为 .xlsx 再导入", name=name),
            field="file",
        )
    raise Refused(
        tr(
            "{name} 不是 Excel 工作簿，内容是{what}。请用 Excel 打开，另存为 .xlsx 再导入",
            name=name,
            what=what,
        ),
        field="file",
    )


def _damaged(name: str) -> Refused:
    return Refused(
        tr("{name} 已损坏，读不出来。请用 Excel 打开修复，另存一份再导入", name=name), field="file"
    )


def _protected(name: str) -> Refused:
    return Refused(tr("{name} 有打开密码，请在 Excel 里去掉密码，另存后再导入", name=name), field="file")


def _guard_size(data: bytes, name: str) -> None:
    """Refuse a sheet that is one stray cell at the far end of nowhere, or a file that unpacks without end.

    The reader lays a sheet out as a full rectangle, so this must be known before it begins.
    """
    with _unpacking(name), zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
            raise Refused(
                tr("{name} 里的数据太多，不像业主资料。请把要导入的表另存为一个文件", name=name), field="file"
            )
        for info in infos:
            if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", info.filename):
                continue
            rows, columns, where = _extent(archive, info)
            _guard_extent(rows, columns, where, name)


def _guard_xls(data: bytes, name: str) -> None:
    """Refuse an old workbook that contradicts itself; the reader would ask for memory without end."""
    try:
        extent = xls_extent(data)
    except BrokenXls as error:
        raise _damaged(name) from error
    if extent.protected:
        raise _protected(name)
    where = tr("第 {row} 行、第 {column} 列", row=extent.rows, column=extent.columns)
    _guard_extent(extent.rows, extent.columns, where, name)


def _guard_extent(rows: int, columns: int, where: str, name: str) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise Refused(
            tr(
                "{name} 里最远的内容在 {where}，超出能导入的大小（{rows} 行、{columns} 列）。请删去多余的行列，另存后再导入",
                name=name,
                where=where,
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            ),
            field="file",
        )


@contextmanager
def _unpacking(name: str) -> Iterator[None]:
    """A broken or locked archive in words."""
    try:
        yield
    except (
        zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError,
    ) as error:  # fmt: skip
        raise _damaged(name) from error


def _extent(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[int, int, str]:
    rows = columns = 0
    where = ""
    tail = b""
    with archive.open(info) as stream:
        while chunk := stream.read(1 << 20):
            text = tail + chunk
            cut = text.rfind(b"<")
            body, tail = (text[:cut], text[cut:]) if cut > 0 else (text, b"")
            row, column, place = _farthest(body)
            rows, columns, where = (
                max(rows, row),
                max(columns, column),
                place if row > rows or column > columns else where,
            )
    row, column, place = _farthest(tail)
    return max(rows, row), max(columns, column), place if row > rows or column > columns else where


def _farthest(body: bytes) -> tuple[int, int, str]:
    rows = columns = 0
    where = ""
    seen: dict[bytes, int] = {}
    for letters, digits, closed in _CELL.findall(body):
        if closed:
            continue
        column = seen.get(letters)
        if column is None:
            column = 0
            for c in letters:
                column = column * 26 + c - 64
            seen[letters] = column
        row = int(digits)
        if row > rows or column > columns:
            where = f"{letters.decode()}{row}"
        rows, columns = max(rows, row), max(columns, column)
    return rows, columns, where


def _sheets(book: CalamineWorkbook, name: str) -> Iterator[SheetCells]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for told in book.sheets_metadata:
        if told.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(told.name)
        if sheet.end is None:
            yield SheetCells(told.name, (), (), told.visible != SheetVisibleEnum.Visible)
            continue
        rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
        _guard_extent(rows, columns, tr("表“{sheet}”的第 {row} 行", sheet=told.name, row=rows), name)
        cells = sheet.to_python(skip_empty_area=False)
        merged = tuple(sheet.merged_cell_ranges or ())
        yield SheetCells(told.name, cells, merged, told.visible != SheetVisibleEnum.Visible)


@contextmanager
def _in_words(name: str) -> Iterator[None]:
    """Whatever the reader makes of a broken file becomes a sentence; our own sentences pass."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise _protected(name) from error
    except (CalamineError, OSError, ValueError, UnicodeError, zipfile.BadZipFile) as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise _protected(name) from error
        raise _damaged(name) from error
    except BaseException as error:
        # A panic inside the reader is no Exception; anything else that is none (Ctrl+C) goes on.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(name) from error


def _csv(data: bytes, name: str) -> SheetCells:
    text = None
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text is None or "\0" in text:
        raise Refused(
            tr("{name} 的文字编码看不懂。请用 Excel 打开，另存为 .xlsx 再导入", name=name), field="file"
        )
    first = text[:4000]
    delimiter = max(",\t;|", key=first.count)
    try:
        rows: list[list[Cell]] = [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as error:
        raise _damaged(name) from error
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
        raise Refused(tr("{name} 的行或列太多，不像业主资料", name=name), field="file")
    return SheetCells(Path(name).stem, rows)
