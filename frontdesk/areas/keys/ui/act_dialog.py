"""A small form over the page for one thing done with a key: fields, perhaps who it is, and a button that does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.archives.ui.note import Note
from frontdesk.areas.keys.ui.who_fields import WhoFields
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.field import begin_in
from frontdesk.base.widgets.fields import Field, Labelled
from frontdesk.base.widgets.tokens import SPACE

WIDE = 640
Cell = tuple[str, Field, str, int]
"""Name under which the service speaks of it, field, label, share of the width."""


class ActDialog(DeskDialog):
    """Fields in rows under who it is; Ctrl+Enter, or Enter in the last, runs *service* on *command*(values).

    *values* have a `who` where there are fields for one. What is wrong stands beside its field, or over them all.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        rows: Sequence[Sequence[Cell]],
        service: Callable[..., Any],
        command: Callable[[dict[str, Any]], Any],
        *,
        who: WhoFields | None = None,
        text: str = "",
        save_text: str = "",
        then: Callable[[Any], object] | None = None,
        width: int = WIDE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, text, name=name, width=width, parent=parent)
        self.desk, self._service, self._command, self._then = desk, service, command, then
        self.note = Note(f"{name}_note", self)
        self.body.addWidget(self.note)
        self.who = who
        if who is not None:
            self.body.addWidget(who)
            who.changed_shape.connect(self.fit)
        self.fields: dict[str, Field] = {}
        if who is None:
            self.body.addSpacing(SPACE.s)
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(SPACE.l)
            for key, field, label, share in row:
                self.fields[key] = field
                line.addWidget(Labelled(field, label), share, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
        if self.fields:
            last = list(self.fields.values())[-1]
            last.enter_moves = False
            last.submitted.connect(self.save)
        self.add_cancel()
        save = self.add_button(save_text or tr("保存"), "Ctrl+Enter", "primary", name=f"{name}_save")
        save.clicked.connect(self.save)
        self.guard_typing(desk.dialogs.confirm)

    def start(self, first: Field | None = None) -> ActDialog:
        """Show it over the page, the focus on *first*, and let it go when it closes."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # What was proposed counts as there, not as typed.
        self.guard_typing(self.desk.dialogs.confirm)
        wanted = first or (self.who.kind if self.who is not None else next(iter(self.fields.values())))
        begin_in(wanted)
        self.open()
        return self

    def fit(self) -> None:
        """As high as what it holds now."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), self.sizeHint().height())

    def save(self) -> None:
        """Do it."""
        errors: dict[str, str] = {}
        values: dict[str, Any] = {}
        if self.who is not None:
            try:
                values["who"] = self.who.value()
            except InvalidInput as error:
                errors |= error.errors
        for name, field in self.fields.items():
            try:
                values[name] = field.value()
            except Refused as error:
                errors[name] = error.text
        if errors:
            self.show_errors(InvalidInput(errors))
            return
        self.clear_errors()
        self.desk.run(self._service, self._command(values), then=self._saved, form=self)

    def _saved(self, result: Any) -> None:
        self.accept()
        if self._then is not None:
            self._then(result)

    # -- the desk's form --

    def _named(self) -> dict[str, Field]:
        return {**(self.who.named() if self.who is not None else {}), **self.fields}

    def show_errors(self, error: Refused) -> None:
        """Errors beside the fields they name; what names none stands over them."""
        errors = dict(error.errors) if isinstance(error, InvalidInput) else {error.field or "": error.text}
        named = self._named()
        for name, field in named.items():
            field.set_error(errors.get(name))
        rest = [text for name, text in errors.items() if name not in named]
        if rest:
            self.note.say(rest[0])
        else:
            self.note.hide()
        self.fit()
        self.focus_first_error()

    def clear_errors(self) -> None:
        for field in self._named().values():
            field.set_error(None)
        self.note.hide()
        self.fit()

    def error_words(self) -> str:
        """What is wrong stands in the dialog; the bar under it would not be seen."""
        return ""

    def focus_first_error(self) -> None:
        """Go to the first field that is wrong."""
        for field in self._named().values():
            if field.error():
                field.setFocus(Qt.FocusReason.TabFocusReason)
                return
