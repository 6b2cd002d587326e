"""Reads everything that is shown, printed, written out and logged for numbers that nobody asked to see (D1.9).

A telephone or document number in full is a finding wherever it stands, known to the estate or not: in a label, a
field, a cell of any row, a tip, what a page says to a screen reader, a drawn word, a preview, a file that was
saved, a line of the log. `ALLOWED` is the short list of fields in which a number must be seen to be typed, `PAPERS`
that of papers that cannot do without, each with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from frontdesk.areas.archives.rules.identity import check_id, mask_id, mask_phone
from frontdesk.areas.archives.rules.kinds import IdKind
from frontdesk.base.widgets.shown_for import IN_FULL

_MOBILE = re.compile(r"(?<![\d*])1[3-9]\d(?:[ -]?\d{4}){2}(?![\d*])")
_LANDLINE = re.compile(r"(?<![\d*-])(?:0(?:10|2\d)-?[2-8]\d{7}|0[3-9]\d{2}-?[2-8]\d{6,7})(?![\d*-])")
_RESIDENT = re.compile(r"(?<![\d*])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dA-Za-z*])")
_NUMBER_COLUMNS = ("id_number", "carrier_number", "worker_number", "passport")
_PUBLIC_TABLES = frozenset({"setting", "outage_words", "public_notice_text"})
"""The office's own numbers stand on its papers, and those of its notices on its boards."""

EXAMPLE = "13800000000"
"""Stands in hints of fields; nobody's."""
_READ = "read_for_privacy"
"""The property of what has been read already."""

ALLOWED: dict[str, str] = {
    "book_rows": "the test brings a list of owners where a workbook of readings is asked for: its phones are taken for "
    "readings, and a reading must be seen to be checked",
    "party_phone": "typed in this act for somebody the archives do not know yet: it is stored with the act, and is "
    "seen until then to be put right",
}
"""objectName of a field -> why a number stands in it in full."""

FILES: dict[str, str] = {
    "退回的行": "the office's own rows as it brought them, with the reason beside each, to be put right and brought again",
}
"""What a saved file's name holds -> why numbers stand in it in full."""

PAPERS: dict[str, str] = {
    "work_order": "the worker who carries it calls whoever waits for them, and comes back with it signed (D2.2)",
    "letting_mandate": "the owner's own contract with the office: it names how they are reached, and they sign it",
    "public_notice": "the number on it is the office's own, for everybody to call",
}
"""Form -> why it carries a number in full."""


class Privacy:
    """Numbers found in full, each once for a place. `public` are the office's own, `known` those of odd form."""

    def __init__(self, public: Iterable[str] = (), known: Iterable[str] = ()) -> None:
        self.found: dict[tuple[str, str], str] = {}
        self._public = {re.sub(r"\D", "", number) for number in (EXAMPLE, *public)}
        self._known = sorted({number for number in known if len(number) >= 6}, key=len, reverse=True)
        self._clean: set[int] = set()

    @property
    def texts(self) -> int:
        """How many different texts have been read and found clean."""
        return len(self._clean)

    def numbers(self, text: str) -> list[str]:
        """The telephone and document numbers that stand in *text* in full."""
        if len(text) < 6 or hash(text) in self._clean:
            return []
        found = [m[0] for m in _MOBILE.finditer(text)]
        found += [m[0] for m in _LANDLINE.finditer(text)]
        found += [m[0] for m in _RESIDENT.finditer(text) if _resident(m[0])]
        found += [number for number in self._known if number in text]
        found = [number for number in found if re.sub(r"\D", "", number) not in self._public]
        if not found:
            self._clean.add(hash(text))
        return found

    def read(self, where: str, place: str, text: str) -> None:
        """Note what stands in full in *text*, which *place* of *where* shows."""
        for number in self.numbers(text):
            self.found.setdefault((place, covered(number)), where)

    def look(self, where: str, window: Any) -> None:
        """Read all that *window* shows and says, with every row that its lists have loaded."""
        for place, texts in texts_of(window):
            for text in texts:
                self.read(where, place, text)

    def told(self) -> list[str]:
        """`page_people: people_table column 3: 138****5678`."""
        return [f"{where}: {place}: {number}" for (place, number), where in self.found.items()]

    @contextmanager
    def drawn(self, where: str) -> Iterator[None]:
        """Meanwhile, read every word that our own code draws."""
        from PySide6.QtGui import QPainter

        plain = QPainter.drawText

        def draw(painter: Any, *told: Any) -> Any:
            for text in told:
                if isinstance(text, str):
                    self.read(where, "drawn", text)
            return plain(painter, *told)

        QPainter.drawText = draw  # type: ignore[method-assign, assignment]
        try:
            yield
        finally:
            QPainter.drawText = plain  # type: ignore[method-assign]


def covered(number: str) -> str:
    """Masked, for the report: it may be sent to somebody."""
    bare = number.replace(" ", "")
    return mask_id(bare) if len(bare) > 13 or not bare[0].isdigit() else mask_phone(bare)


def _resident(number: str) -> bool:
    bare = re.sub(r"[ -]", "", number)
    return check_id(bare, IdKind.RESIDENT).ok


def texts_of(window: Any) -> Iterator[tuple[str, list[str]]]:
    """(place, its texts) of everything visible in *window*."""
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtWidgets import QAbstractItemView, QWidget

    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        place = _place(widget)
        if widget.property(IN_FULL) or _allowed(widget):
            continue
        texts = [
            widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.statusTip(),
            widget.windowTitle() if widget.isWindow() else "",
        ]  # fmt: skip
        for name in ("text", "title", "placeholderText", "toPlainText", "currentText", "display", "words"):
            texts += _said(widget, name)
        yield place, [text for text in texts if text]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _cells(place, widget.model())
        for document in widget.findChildren(QPdfDocument):
            if not document.property(_READ):
                document.setProperty(_READ, True)
                yield f"{place} paper", [document.getAllText(n).text() for n in range(document.pageCount())]


def _allowed(widget: Any) -> bool:
    """Whether it stands in a field in which a number must be seen."""
    above = widget
    while above is not None:
        if above.objectName() in ALLOWED:
            return True
        above = above.parentWidget()
    return False


def _said(widget: Any, name: str) -> list[str]:
    method = getattr(widget, name, None)
    if not callable(method):
        return []
    try:
        said = method()
    except (TypeError, RuntimeError):
        return []
    return [said] if isinstance(said, str) else []


def _cells(place: str, model: Any) -> Iterator[tuple[str, list[str]]]:
    from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

    roles = (
        Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
    )  # fmt: skip

    def told(row: int, column: int) -> list[str]:
        at = model.index(row, column)
        return [text for role in roles if isinstance(text := model.data(at, role), str)]

    # A list's one column is not for others to ask about.
    wide = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    rows, columns = model.rowCount(QModelIndex()), range(wide)
    # A press leaves most lists as they were: the same number of rows between the same ends is not read again.
    ends = str((rows, [told(row, column) for row in {0, max(0, rows - 1)} if rows for column in columns]))
    if model.property(_READ) == ends:
        return
    model.setProperty(_READ, ends)
    for column in columns:
        yield f"{place} column {column}", [text for row in range(rows) for text in told(row, column)]


def _place(widget: Any) -> str:
    """The widget's own name, else that of what it stands in."""
    above = widget
    way: list[str] = []
    while above is not None and not way:
        if above.objectName() and not above.objectName().startswith("qt_"):
            way.append(above.objectName())
        above = above.parentWidget()
    return f"{way[0] if way else ''} {type(widget).__name__}".strip()


def of_estate(folder: Path) -> Privacy:
    """A reader that knows the office's own numbers, and the odd ones (passports …) of that data folder's people."""
    from sqlalchemy import String, select

    from frontdesk.app.folder import open_database
    from frontdesk.app.schema import METADATA

    public: set[str] = set()
    known: set[str] = set()
    db = open_database(folder)
    try:
        with db.read() as session:
            for table in METADATA.tables.values():
                for column in table.columns:
                    if not isinstance(column.type, String):
                        continue
                    if table.name in _PUBLIC_TABLES:
                        for value in session.scalars(select(column).where(column.is_not(None))):
                            public.update(_telephones(str(value)))
                    elif any(column.name.endswith(name) for name in _NUMBER_COLUMNS):
                        known.update(str(v) for v in session.scalars(select(column).distinct()) if v)
    finally:
        db.close()
    return Privacy(public, (number for number in known if check_id(number).kind is not IdKind.LICENCE))


def _telephones(text: str) -> list[str]:
    return [m[0] for pattern in (_MOBILE, _LANDLINE) for m in pattern.finditer(text)]


def texts_of_file(path: Path) -> list[str]:
    """The texts of a file that was saved: a workbook's cells, its heads and feet, a CSV's or other text's lines."""
    match path.suffix.lower():
        case ".xlsx" | ".xls" | ".ods":
            from python_calamine import CalamineWorkbook

            book = CalamineWorkbook.from_path(str(path))
            return [
                str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
                for name in book.sheet_names
                for row in book.get_sheet_by_name(name).to_python()
                for cell in row
            ]
        case ".pdf":
            from frontdesk.base.widgets.pdf import open_pdf

            document = open_pdf(path.read_bytes())
            return [document.getAllText(n).text() for n in range(document.pageCount())]
        case ".csv" | ".txt" | ".log" | ".json" | ".html":
            return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return []
