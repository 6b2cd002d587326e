"""Dialogs that ask for several things at once: fields in rows, what is wrong beside each, one foot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.field import begin_in
from frontdesk.base.widgets.fields import CheckField, Field, Labelled
from frontdesk.base.widgets.marks import StatusLabel
from frontdesk.base.widgets.tokens import SPACE


class AsksFields(DeskDialog):
    """A dialog with fields: what is wrong stands beside its field, what belongs to none in `trouble` if there is one."""

    fields: dict[str, Field]
    trouble: StatusLabel | None = None

    def show_errors(self, error: Refused) -> None:
        """Errors beside the fields they name; the first of them gets the focus."""
        errors = dict(error.errors) if isinstance(error, InvalidInput) else {error.field or "": error.text}
        for name, field in self.fields.items():
            field.set_error(errors.get(name))
        if self.trouble is not None:
            rest = [text for name, text in errors.items() if name not in self.fields]
            self.trouble.set("bad", "；".join(rest))
            self.trouble.setVisible(bool(rest))
            self.fit()
        self.focus_first_error()

    def fit(self) -> None:
        """As high as what it holds now."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), self.sizeHint().height())

    def clear_errors(self) -> None:
        for field in self.fields.values():
            field.set_error(None)

    def error_words(self) -> str:
        """What is wrong stands in the dialog; the bar under it would not be seen."""
        return ""

    def focus_first_error(self) -> None:
        wrong = [field for field in self.fields.values() if field.error()]
        if wrong:
            wrong[0].setFocus()


class FieldsDialog(AsksFields):
    """A dialog of rows of fields. Subclasses add rows, then `finish`, and write `store(values)`."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        text: str,
        *,
        name: str,
        width: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, text, name=name, width=width, parent=parent)
        self.desk = desk
        self.fields: dict[str, Field] = {}
        self.said = StatusLabel("bad", "")
        self.said.setObjectName(f"{name}_trouble")
        self.said.hide()
        self.trouble = self.said
        self.body.addSpacing(SPACE.s)

    def row(self, *cells: tuple[str, Field, str, int], beside: bool = False) -> list[Labelled]:
        """(what the service calls it, field, label, share of the width), side by side; *beside* the row before."""
        last = self.body.itemAt(self.body.count() - 1)
        row = last.layout() if beside and last is not None else None
        if not isinstance(row, QHBoxLayout):
            row = QHBoxLayout()
            self.body.addLayout(row)
        row.setSpacing(SPACE.l)
        made = []
        for key, field, label, share in cells:
            self.fields[key] = field
            if isinstance(field, CheckField):
                row.addWidget(field, share, Qt.AlignmentFlag.AlignLeft)
                continue
            labelled = Labelled(field, label)
            made.append(labelled)
            # At the top: a field of several lines has its label level with its neighbour's.
            row.addWidget(labelled, share, Qt.AlignmentFlag.AlignTop)
        return made

    def finish(self, word: str) -> None:
        """The foot; from now on turning back asks where something was typed."""
        self.body.addWidget(self.said)
        self.add_cancel()
        save = self.add_button(word, "Ctrl+Enter", "primary", name=f"{self.objectName()}_save")
        save.clicked.connect(self.save)
        first = next((field for field in self.fields.values() if not field.read_only()), None)
        if first is not None:
            begin_in(first)
        self.guard_typing(self.desk.dialogs.confirm)

    def read(self) -> dict[str, Any] | None:
        """What is filled in; None when something is wrong, which then stands beside its field."""
        values: dict[str, Any] = {}
        errors: dict[str, str] = {}
        for key, field in self.fields.items():
            try:
                values[key] = field.value()
            except Refused as refused:
                errors[key] = refused.text
        if errors:
            self.show_errors(InvalidInput(errors))
            return None
        self.clear_errors()
        self.said.hide()
        return values

    def save(self) -> None:
        """Read what is filled in and store it; what is wrong stands beside its field."""
        values = self.read()
        if values is None:
            return
        try:
            self.store(values)
        except Refused as refused:
            self.show_errors(refused)

    def store(self, values: Mapping[str, Any]) -> None:
        """Write it; subclasses say how."""
        raise AssertionError("every dialog says how")
