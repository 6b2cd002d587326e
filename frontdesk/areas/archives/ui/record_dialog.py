"""A small form over the page: one record that belongs to a unit, entered or corrected (D1.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.archives.ui.note import Note
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import Field, Labelled
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.tokens import SPACE

Cell = tuple[str, Field, str, int]
"""Name in the dataclass, field, label, share of the width."""


class RecordDialog(DeskDialog):
    """Fields in rows; Ctrl+Enter, or Enter in the last one, stores by *service*(*command*(values)) and closes.

    What is wrong stands beside its field, or over the fields where it belongs to none; nothing typed is lost.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        values: type[Any],
        rows: Sequence[Sequence[Cell]],
        service: Callable[..., Any],
        command: Callable[[Any], Any],
        *,
        text: str = "",
        save_text: str = "",
        load: Any = None,
        then: Callable[[Any], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, text, name=name, width=560, parent=parent)
        self._desk, self._service, self._command, self._then = desk, service, command, then
        self.note = Note(f"{name}_note", self)
        self.body.addWidget(self.note)
        self.body.addSpacing(SPACE.s)
        fields: dict[str, Field] = {}
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(SPACE.l)
            for key, field, label, share in row:
                fields[key] = field
                line.addWidget(Labelled(field, label), share, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
        self.form: Form[Any] = Form(values, fields, self)
        if load is not None:
            self.form.load(load)
        last = list(fields.values())[-1]
        last.enter_moves = False
        last.submitted.connect(self.save)
        self.add_cancel()
        self.save_button = self.add_button(
            save_text or tr("保存"), "Ctrl+Enter", "primary", name=f"{name}_save"
        )
        self.save_button.clicked.connect(self.save)
        first = next(iter(fields.values()))
        first.setFocus()

    def save(self) -> None:
        """Store what is filled in."""
        self.note.hide()
        values = self.form.value()
        if values is None:
            return
        self._desk.run(self._service, self._command(values), then=self._saved, form=self)

    def _saved(self, result: Any) -> None:
        self.accept()
        if self._then is not None:
            self._then(result)

    def reject(self) -> None:
        """Esc asks before typing is thrown away."""
        if self.form.changed() and not self._desk.dialogs.confirm(
            tr("填了的内容还没有保存，要放弃吗？"), title=tr("放弃填写"), yes=tr("放弃"), danger=True
        ):
            return
        super().reject()

    # -- the desk's form --

    def show_errors(self, error: Refused) -> None:
        self.form.show_errors(error)
        if not self.form.wrong():
            self.note.say(error.text)

    def clear_errors(self) -> None:
        self.note.hide()
        self.form.clear_errors()

    def error_words(self) -> str:
        return self.form.error_words()

    def focus_first_error(self) -> None:
        self.form.focus_first_error()


def open_dialog(dialog: DeskDialog) -> DeskDialog:
    """Show it over the page and let it go when it closes."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
