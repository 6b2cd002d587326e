"""Several things to tick, one under the other; the value is the keys of those ticked."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QWidget

from frontdesk.base.widgets.field import Field
from frontdesk.base.widgets.fields import CheckField
from frontdesk.base.widgets.tokens import SIZE, SPACE


class TicksField(Field):
    """*options* are (key, words), in *columns*; `tuple` of the keys that are ticked, in their order."""

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[Hashable, str]],
        *,
        columns: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent=parent)
        self.ticks: dict[Hashable, CheckField] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.l)
        grid.setVerticalSpacing(0)
        for at, (key, words) in enumerate(options):
            tick = CheckField(f"{name}_{at}", words, parent=self)
            tick.edited.connect(self._changed_by_hand)
            self.ticks[key] = tick
            grid.addWidget(tick, at // columns, at % columns, Qt.AlignmentFlag.AlignLeft)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.setFixedHeight(max(1, -(-len(options) // columns)) * SIZE.control)
        if self.ticks:
            self.setFocusProxy(next(iter(self.ticks.values())))

    def paint_frame(self, painter: QPainter) -> None:
        """The ticks have frames of their own."""

    def value(self) -> Any:
        return tuple(key for key, tick in self.ticks.items() if tick.value())

    def set_value(self, value: Any) -> None:
        wanted = set(value or ())
        for key, tick in self.ticks.items():
            tick.set_value(key in wanted)

    def typed(self) -> Any:
        return [tick.objectName() for tick in self.ticks.values() if tick.value()]

    def set_typed(self, kept: Any) -> None:
        wanted = set(kept or ())
        for tick in self.ticks.values():
            tick.set_value(tick.objectName() in wanted)


class TickField(TicksField):
    """One thing to tick, over the whole width of its row; the value is a bool."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(name, [(True, words)], columns=1, parent=parent)

    def value(self) -> Any:
        return bool(super().value())

    def set_value(self, value: Any) -> None:
        super().set_value((True,) if value else ())
