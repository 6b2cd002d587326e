"""A dialog that asks for one command's fields and carries it out: what parking and stationery ask is mostly that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.base.store.work import Work
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import WIDTH, DeskDialog
from frontdesk.base.widgets.fields import Field, Labelled
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SPACE

Asked = tuple[str, Field, str, int]
"""A command's field, its editor, its label, its share of the row."""


class CommandDialog(DeskDialog):
    """Fields in rows; 保存 runs *service* with them and *fixed*, closes, and calls *done* with what came back.

    What is wrong stands beside its field and the dialog stays (D0.8).
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        text: str,
        rows: Sequence[Sequence[Asked]],
        *,
        name: str,
        command: type[Any],
        service: Callable[[Work, Any], Any],
        done: Callable[[Any], object],
        save: str,
        fixed: dict[str, Any] | None = None,
        load: dict[str, Any] | None = None,
        first: str = "",
        width: int = WIDTH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, text, name=name, width=width, parent=parent)
        self._desk, self._service, self._done = desk, service, done
        self.fixed: dict[str, Any] = dict(fixed or {})
        fields: dict[str, Field] = {}
        for cells in rows:
            row = QHBoxLayout()
            row.setSpacing(SPACE.l)
            for key, field, label, share in cells:
                fields[key] = field
                row.addWidget(Labelled(field, label), share)
            self.body.addLayout(row)
        self.note = Words("", "small", "text2", wrap=True)
        self.note.setObjectName(f"{name}_note")
        self.note.hide()
        self.body.addWidget(self.note)
        self.form: Form[Any] = Form(command, fields, self)
        self.form.load(load or {})
        self.add_cancel()
        self.save_button = self.add_button(save, "Ctrl+Enter", "primary", name=f"{name}_save")
        self.save_button.clicked.connect(self.save)
        fields[first or next(iter(fields))].setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def field(self, key: str) -> Field:
        """The editor of a command's field."""
        return self.form.fields[key]

    def say(self, words: str) -> None:
        """A line under the fields; empty takes it away."""
        self.note.setText(words)
        self.note.setVisible(bool(words))
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), self.sizeHint().height())

    def save(self) -> None:
        """Carry it out when everything is filled in."""
        command = self.form.value(**self.fixed)
        if command is not None:
            self._desk.run(self._service, command, then=self._saved, form=self.form)

    def _saved(self, result: Any) -> None:
        self.accept()
        self._done(result)
