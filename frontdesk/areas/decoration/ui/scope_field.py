"""Items of work, line by line, each held against articles 5 to 9 as it is entered (D4.2)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.decoration.rules.articles import ScopeFacts, Verdict, WorkKind, judge
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.service import ScopeInput
from frontdesk.areas.decoration.ui.words import level_tone
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton
from frontdesk.base.widgets.field import Field
from frontdesk.base.widgets.fields import ChoiceField, Option, TextField
from frontdesk.base.widgets.marks import StatusLabel
from frontdesk.base.widgets.tokens import SIZE, SPACE

_ROOM, _KIND, _DRAWING, _VERDICT = 92, 196, 80, 176
MOST = 100
_FIRST = WorkKind.FINISH


class _Row(QWidget):
    """One item with what the articles say of it."""

    def __init__(self, name: str, made: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = TextField(f"{name}_{made}_room", tr("部位"), limit=24, parent=self)
        options = [Option(kind, tr(kind.value)) for kind in WorkKind]
        self.kind = ChoiceField(f"{name}_{made}_kind", options, parent=self)
        self.kind.set_value(_FIRST)
        self.words = TextField(f"{name}_{made}_words", tr("做什么"), limit=200, parent=self)
        self.drawing = TextField(f"{name}_{made}_drawing", tr("图号"), limit=60, parent=self)
        self.verdict = StatusLabel("neutral", "")
        self.verdict.setObjectName(f"{name}_{made}_verdict")
        self.verdict.setFixedWidth(_VERDICT)
        keeps = self.verdict.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.verdict.setSizePolicy(keeps)
        self.remove = IconButton("ph.x", tr("去掉这一行"), name=f"{name}_{made}_remove", parent=self)
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for field, width in ((self.room, _ROOM), (self.kind, _KIND), (self.drawing, _DRAWING)):
            field.setFixedWidth(width)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        for cell in self.cells:
            row.addWidget(cell, 1 if cell is self.words else 0)
        row.addWidget(self.verdict)
        row.addWidget(self.remove)

    @property
    def cells(self) -> tuple[Field, ...]:
        return self.room, self.kind, self.words, self.drawing

    def filled(self) -> bool:
        """Whether somebody wrote something; the kind alone says nothing."""
        typed = (self.room.text(), self.words.text(), self.drawing.text())
        return any(text.strip() for text in typed) or self.kind.value() is not _FIRST

    def item(self) -> ScopeInput:
        kind = self.kind.value()
        return ScopeInput(
            self.room.text().strip(), kind if isinstance(kind, WorkKind) else WorkKind.OTHER,
            self.words.text().strip(), self.drawing.text().strip(),
        )  # fmt: skip

    def put(self, item: ScopeInput | None) -> None:
        self.room.set_value(item.room if item is not None else None)
        self.kind.set_value(item.kind if item is not None else _FIRST)
        self.words.set_value(item.words if item is not None else None)
        self.drawing.set_value(item.drawing if item is not None else None)

    def show_number(self, number: int) -> None:
        words = (tr("部位"), tr("类别"), tr("内容"), tr("图号"))
        for cell, word in zip(self.cells, words, strict=True):
            cell.set_label(tr("第 {n} 行{what}", n=number, what=word))


class ScopeField(Field):
    """`tuple[ScopeInput, …]`; there is always an empty line at the end. `set_case` says what it is judged by."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.rows: list[_Row] = []
        self._made = 0
        self._papers: frozenset[PaperKind] = frozenset()
        self._firm, self._grade = True, ""
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(SPACE.xs)
        self._list.addStretch(1)
        self._add()
        self._show()

    # -- values --

    def value(self) -> Any:
        return tuple(row.item() for row in self.rows if row.filled())

    def set_value(self, value: Any) -> None:
        items = list(value or ())
        self._rebuild(items)

    def typed(self) -> Any:
        return [[i.room, i.kind.name, i.words, i.drawing] for i in self.value()]

    def set_typed(self, kept: Any) -> None:
        self._rebuild([ScopeInput(room, WorkKind[kind], words, at) for room, kind, words, at in kept or ()])

    def set_case(self, papers: Collection[PaperKind], *, firm: bool, grade: str) -> None:
        """What papers are there and who builds: the verdicts follow."""
        self._papers, self._firm, self._grade = frozenset(papers), firm, grade
        self._judge()

    def verdicts(self) -> tuple[Verdict, ...]:
        """What the articles say of each item written."""
        return tuple(self._verdict(row.item()) for row in self.rows if row.filled())

    def show_row_errors(self, errors: dict[str, str]) -> dict[str, str]:
        """`scope.1.words` beside its cell; the errors with those as one of the field's."""
        written = [row for row in self.rows if row.filled()]
        for row in self.rows:
            for cell in row.cells:
                cell.set_error(None)
        told = {}
        for key, text in errors.items():
            parts = key.split(".")
            if parts[0] != "scope" or len(parts) != 3 or int(parts[1]) >= len(written):
                told[key] = text
                continue
            row = written[int(parts[1])]
            getattr(row, parts[2]).set_error(text)
            told.setdefault("scope", tr("第 {n} 行：{text}", n=int(parts[1]) + 1, text=text))
        return told

    # -- lines --

    def _rebuild(self, items: list[ScopeInput]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for item in items[:MOST]:
            self._add().put(item)
        self._add()
        self._show()

    def _add(self) -> _Row:
        self._made += 1
        row = _Row(self.objectName(), self._made, self)
        for at, cell in enumerate(row.cells):
            cell.edited.connect(self._edited)
            if isinstance(cell, TextField):
                cell.enter_moves = False
                cell.submitted.connect(lambda row=row, at=at: self._entered(row, at))
        row.remove.clicked.connect(lambda _on=False, row=row: self._remove(row))
        self.rows.append(row)
        self._list.insertWidget(len(self.rows) - 1, row)
        if len(self.rows) == 1:
            self.setFocusProxy(row.room)
        return row

    def _entered(self, row: _Row, at: int) -> None:
        """Enter: the next cell, then the next line; from an empty last line out of the list."""
        number = self.rows.index(row)
        if at == 0 and not row.filled() and number == len(self.rows) - 1 and number:
            row.drawing.setFocus(Qt.FocusReason.TabFocusReason)
            row.drawing.inner.focusNextChild()
        elif at < len(row.cells) - 1:
            row.cells[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
        elif number + 1 < len(self.rows):
            self.rows[number + 1].room.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, row: _Row) -> None:
        if len(self.rows) == 1 or row is self.rows[-1]:
            row.put(None)
        else:
            at = self.rows.index(row)
            self.rows.remove(row)
            self._list.removeWidget(row)
            self.setFocusProxy(self.rows[0].room)
            self.rows[min(at, len(self.rows) - 1)].room.setFocus(Qt.FocusReason.OtherFocusReason)
            row.hide()
            row.deleteLater()
        self._edited()

    def _edited(self) -> None:
        if self.rows[-1].filled() and len(self.rows) < MOST:
            self._add()
        self._show()
        self._changed_by_hand()

    def _show(self) -> None:
        for number, row in enumerate(self.rows, 1):
            row.show_number(number)
        self.setFixedHeight(len(self.rows) * (SIZE.control + SPACE.xs))
        self._judge()

    def _verdict(self, item: ScopeInput) -> Verdict:
        return judge(ScopeFacts(item.kind, item.words, item.drawing, self._papers, self._firm, self._grade))

    def _judge(self) -> None:
        for row in self.rows:
            if not row.filled():
                row.verdict.set("neutral", "")
                row.verdict.setToolTip("")
                row.verdict.hide()
                continue
            verdict = self._verdict(row.item())
            row.verdict.show()
            told = f"{tr(verdict.level.value)} {verdict.article}".strip()
            row.verdict.set(level_tone(verdict.level), told)
            row.verdict.setToolTip("，".join(part for part in (verdict.article, verdict.words) if part))

    def paint_frame(self, painter: Any) -> None:
        """The cells have frames of their own."""
