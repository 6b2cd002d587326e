"""What else a kind of permit asks: lines of label, sort and whether it must be filled in; a new line comes by typing."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.permits.rules.kinds import MOST_FIELDS, FieldSort, KindField
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.fields import CheckField, ChoiceField, Field, TextField
from frontdesk.base.widgets.tokens import SIZE, SPACE

SORT_WORDS = {FieldSort.WORDS: "文字", FieldSort.DAY: "日期", FieldSort.PLATE: "车牌"}
LONGEST_LABEL = 12


class KindFieldsField(Field):
    """A tuple of `KindField`; one that was there keeps its name, a new one has none yet."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.labels: list[TextField] = []
        self.sorts: list[ChoiceField] = []
        self.musts: list[CheckField] = []
        self._names: list[str] = [""] * MOST_FIELDS
        self._rows: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        for number in range(MOST_FIELDS):
            column.addWidget(self._line(name, number))
        column.addStretch(1)
        self.setFocusProxy(self.labels[0])
        self._show()

    def _line(self, name: str, number: int) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE.l)
        label = TextField(f"{name}_label_{number + 1}", tr("如 工种"), limit=LONGEST_LABEL, parent=row)
        sort = ChoiceField(
            f"{name}_sort_{number + 1}", [(s, tr(words)) for s, words in SORT_WORDS.items()], parent=row
        )
        must = CheckField(f"{name}_must_{number + 1}", tr("必填"), parent=row)
        label.set_label(tr("第 {n} 项", n=number + 1))
        sort.set_label(tr("第 {n} 项填什么", n=number + 1))
        must.setAccessibleName(tr("第 {n} 项必填", n=number + 1))
        label.setFixedWidth(216)
        sort.setFixedWidth(112)
        sort.set_value(FieldSort.WORDS)
        for field in (label, sort, must):
            line.addWidget(field)
            field.edited.connect(self._followed)
        line.addStretch(1)
        self.labels.append(label)
        self.sorts.append(sort)
        self.musts.append(must)
        self._rows.append(row)
        return row

    def _followed(self) -> None:
        self._show()
        self._changed_by_hand()

    def _show(self) -> None:
        """What is filled in and one line more."""
        last = max((n for n, label in enumerate(self.labels) if label.text().strip()), default=-1)
        shown = min(last + 2, MOST_FIELDS)
        for number, row in enumerate(self._rows):
            row.setVisible(number < shown)
        self.setFixedHeight(shown * SIZE.control + (shown - 1) * SPACE.xs)

    def value(self) -> tuple[KindField, ...]:
        found: list[KindField] = []
        for number, label in enumerate(self.labels):
            words = label.text().strip()
            if not words:
                continue
            sort = self.sorts[number].value()
            if any(known.label == words for known in found):
                raise Refused(tr("“{what}”写了两次", what=words))
            found.append(
                KindField(
                    self._names[number],
                    words,
                    self.musts[number].value(),
                    sort if isinstance(sort, FieldSort) else FieldSort.WORDS,
                )
            )
        return tuple(found)

    def set_value(self, value: Any) -> None:
        fields: tuple[KindField, ...] = tuple(value or ())
        for number in range(MOST_FIELDS):
            field = fields[number] if number < len(fields) else KindField("", "")
            self._names[number] = field.name
            self.labels[number].set_value(field.label)
            self.sorts[number].set_value(field.sort)
            self.musts[number].set_value(field.required)
        self.set_error(None)
        self._show()

    def typed(self) -> Any:
        return [
            [self._names[n], self.labels[n].typed(), self.sorts[n].typed(), self.musts[n].typed()]
            for n in range(MOST_FIELDS)
        ]

    def set_typed(self, kept: Any) -> None:
        if not isinstance(kept, list):
            return
        for number, line in enumerate(kept[:MOST_FIELDS]):
            if isinstance(line, list) and len(line) == 4:
                self._names[number] = str(line[0])
                self.labels[number].set_typed(line[1])
                self.sorts[number].set_typed(line[2])
                self.musts[number].set_typed(line[3])
        self._show()

    def paint_frame(self, painter: QPainter) -> None:
        pass
