"""The papers of article 14 that this case asks for: ticked when they are there, each with its file (D4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.decoration.rules.papers14 import PaperKind, Stage, Wanted
from frontdesk.areas.decoration.service import PaperInput
from frontdesk.areas.decoration.ui.files_field import PAPERS
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.field import Field
from frontdesk.base.widgets.fields import CheckField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SIZE, SPACE


class _Row(QWidget):
    def __init__(self, field: PapersField, kind: PaperKind, words: str, ground: str) -> None:
        super().__init__(field)
        self.kind = kind
        self.files: list[tuple[str, bytes]] = []
        self.tick = CheckField(f"{field.objectName()}_{kind.value}", words, parent=self)
        self.tick.setToolTip(ground)
        self.name = Words("", "small", "text3", parent=self)
        self.choose = IconButton(
            "ph.paperclip", tr("{what}：选文件", what=words), name=f"{field.objectName()}_{kind.value}_file",
            parent=self,
        )  # fmt: skip
        self.setAcceptDrops(True)
        self._field = field
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.tick)
        row.addWidget(self.name, 1)
        row.addWidget(self.choose)

    def take(self, paths: list[Path]) -> None:
        for path in paths:
            try:
                self.files.append((path.name, path.read_bytes()))
            except OSError:
                self._field.set_error(tr("“{name}”读不出来，请核对后再选", name=path.name))
        if self.files:
            self.tick.set_value(True)
        self.show_name()

    def show_name(self) -> None:
        self.name.setText("、".join(name for name, _content in self.files)[-24:])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()
        self._field.changed()


class PapersField(Field):
    """`tuple[PaperInput, …]` of what is ticked; without a file it is kept on paper only."""

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.desk = desk
        self.rows: dict[PaperKind, _Row] = {}
        self._shown: tuple[Wanted, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.set_wanted(())

    def set_wanted(self, wanted: Sequence[Wanted]) -> None:
        """Another list: what was ticked stays ticked where it is still asked for. The agreement comes later."""
        self._shown = tuple(one for one in wanted if one.stage is not Stage.START)
        kinds = [one.kind for one in self._shown]
        for kind, row in self.rows.items():
            row.setVisible(kind in kinds)
        for at, one in enumerate(self._shown):
            row = self.rows.get(one.kind) or self._add(one)
            self._column.removeWidget(row)
            self._column.insertWidget(at, row)
        self.setFixedHeight(max(1, len(kinds)) * SIZE.control)

    def _add(self, one: Wanted) -> _Row:
        row = _Row(self, one.kind, tr(one.words), tr(one.ground))
        row.tick.edited.connect(self.changed)
        row.choose.clicked.connect(lambda _on=False, row=row: self._choose(row))
        self.rows[one.kind] = row
        row.show()
        if len(self.rows) == 1:
            self.setFocusProxy(row.tick)
        return row

    def _choose(self, row: _Row) -> None:
        path = self.desk.dialogs.choose_open_file(tr("选{what}的文件", what=row.tick.text()), tr(PAPERS))
        if path is not None:
            self.set_error(None)
            row.take([path])
            self.changed()

    def changed(self) -> None:
        """Something was ticked or chosen."""
        self._changed_by_hand()

    def there(self) -> frozenset[PaperKind]:
        """The kinds that are ticked."""
        return frozenset(one.kind for one in self._shown if self.rows[one.kind].tick.value())

    def value(self) -> Any:
        found = []
        for one in self._shown:
            row = self.rows[one.kind]
            if row.tick.value():
                found += [PaperInput(one.kind, name, content) for name, content in row.files] or [
                    PaperInput(one.kind)
                ]
        return tuple(found)

    def set_value(self, value: Any) -> None:
        given = {paper.kind for paper in value or ()}
        for kind, row in self.rows.items():
            row.files.clear()
            row.show_name()
            row.tick.set_value(kind in given)

    def typed(self) -> Any:
        return sorted(kind.value for kind, row in self.rows.items() if row.tick.value())

    def set_typed(self, kept: Any) -> None:
        for kind in (PaperKind(word) for word in kept or ()):
            if kind not in self.rows:
                self._add(Wanted(kind, Stage.ACCEPT, "")).hide()
            self.rows[kind].tick.set_value(True)

    def paint_frame(self, painter: Any) -> None:
        """The ticks are painted by themselves."""
