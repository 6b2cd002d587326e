"""To whom a fee item applies: kinds of unit and buildings to tick, units to name (M2.1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.fields import CheckField, Field
from frontdesk.base.widgets.page import clear_layout
from frontdesk.base.widgets.pickers import Choice, UnitPicker
from frontdesk.base.widgets.tokens import SIZE, SPACE

PER_ROW = 6


class TicksField(Field):
    """Some of several, ticked: a tuple of their values in the order given, empty for none."""

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[Any, str]],
        *,
        per_row: int = PER_ROW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent=parent)
        self._values = [value for value, _ in options]
        self.checks = [CheckField(f"{name}_{at}", text, parent=self) for at, (_, text) in enumerate(options)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.l)
        grid.setVerticalSpacing(0)
        for at, check in enumerate(self.checks):
            grid.addWidget(check, at // per_row, at % per_row)
            check.edited.connect(self._changed_by_hand)
        grid.setColumnStretch(per_row, 1)
        self.setFixedHeight(SIZE.control * max(1, -(-len(options) // per_row)))
        if self.checks:
            self.setFocusProxy(self.checks[0])

    def set_label(self, label: str) -> None:
        self.label = label
        self.setAccessibleName(label)

    def value(self) -> tuple[Any, ...]:
        return tuple(v for v, check in zip(self._values, self.checks, strict=True) if check.value())

    def set_value(self, value: Any) -> None:
        wanted = set(value or ())
        for known, check in zip(self._values, self.checks, strict=True):
            check.set_value(known in wanted)

    def typed(self) -> Any:
        return [at for at, check in enumerate(self.checks) if check.value()]

    def set_typed(self, kept: Any) -> None:
        wanted = set(kept) if isinstance(kept, list) else set()
        for at, check in enumerate(self.checks):
            check.set_value(at in wanted)

    def paint_frame(self, painter: QPainter) -> None:
        pass


class UnitsField(Field):
    """Units named one by one: a tuple of their ids. Each stands below the field with a way to take it out."""

    def __init__(
        self,
        name: str,
        fetch: Callable[[str], Sequence[Choice]],
        resolve: Callable[[int], Choice | None],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent=parent)
        self._resolve = resolve
        self._chosen: list[Choice] = []
        self.picker = UnitPicker(f"{name}_picker", fetch, parent=self)
        self.picker.setFixedWidth(320)
        # Enter takes a unit and stays for the next one; on an empty line it moves on.
        self.picker.enter_moves = False
        self.picker.picked.connect(self._picked)
        self.picker.submitted.connect(self._entered)
        self._took = False
        self._buttons = QGridLayout()
        self._buttons.setHorizontalSpacing(SPACE.s)
        self._buttons.setVerticalSpacing(SPACE.xs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        column.addWidget(self.picker)
        column.addLayout(self._buttons)
        column.addStretch(1)
        self.setFocusProxy(self.picker)
        self._show()

    def set_label(self, label: str) -> None:
        super().set_label(label)
        self.picker.set_label(label)

    def value(self) -> tuple[int, ...]:
        if self.picker.text().strip():
            # Something was typed and not taken: say so, lest the unit is left out unseen.
            self.picker.value()
        return tuple(choice.value for choice in self._chosen)

    def set_value(self, value: Any) -> None:
        found = [self._resolve(unit_id) for unit_id in value or ()]
        self._chosen = [choice for choice in found if choice is not None]
        self.picker.set_value(None)
        self._show()

    def typed(self) -> Any:
        return [choice.value for choice in self._chosen]

    def set_typed(self, kept: Any) -> None:
        self.set_value([int(unit_id) for unit_id in kept] if isinstance(kept, list) else ())

    def _entered(self) -> None:
        took, self._took = self._took, False
        if not took and not self.picker.text().strip():
            self._move_on()

    def _picked(self, choice: Choice) -> None:
        self._took = True
        self.picker.set_value(None)
        if all(known.value != choice.value for known in self._chosen):
            self._chosen.append(choice)
        self._show()
        self._changed_by_hand()

    def _take_out(self, choice: Choice) -> None:
        self._chosen.remove(choice)
        self._show()
        self._changed_by_hand()
        self.picker.setFocus()

    def _show(self) -> None:
        clear_layout(self._buttons)
        for at, choice in enumerate(self._chosen):
            button = KeyButton(
                choice.code, icon="ph.x", small=True, name=f"{self.objectName()}_{choice.code}"
            )
            button.setToolTip(tr("去掉 {unit}", unit=choice.code))
            button.clicked.connect(lambda _on=False, choice=choice: self._take_out(choice))
            self._buttons.addWidget(button, at // PER_ROW, at % PER_ROW)
        self._buttons.setColumnStretch(PER_ROW, 1)
        rows = -(-len(self._chosen) // PER_ROW)
        self.setFixedHeight(SIZE.control + (SPACE.s + rows * (SIZE.chip + SPACE.xs) if rows else 0))

    def paint_frame(self, painter: QPainter) -> None:
        pass
