"""Before a shift is opened at the till: what the last one left word of, read and signed on the way (D2.8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.areas.reception.queries.shift_log import NoteRow, notes_on_opening
from frontdesk.areas.reception.service.shift_log import SignNotes, sign_notes
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.pane import Scroll
from frontdesk.base.widgets.tokens import SPACE

_WIDE, _TALL = 640, 300
GoOn = Callable[[], object]


def read_first(desk: Desk, parent: QWidget, go_on: GoOn) -> None:
    """Show what nobody has signed yet, then *go_on*; at once where there is nothing. Esc turns back to the float."""
    notes = desk.read(notes_on_opening, desk.actor.id, desk.clock.today())
    if notes:
        OpeningNoteDialog(desk, notes, go_on, parent).open()
    else:
        go_on()


class OpeningNoteDialog(FieldsDialog):
    """The notes in full; Ctrl+Enter signs them all and opens the shift, F6 opens it and leaves them to be read."""

    def __init__(
        self, desk: Desk, notes: Sequence[NoteRow], go_on: GoOn, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            desk, tr("上一班交来的事"), tr("看过签收，再开班；名字和时间记在交接班记录上。"), name="opening_note",
            width=_WIDE, parent=parent,
        )  # fmt: skip
        self._notes, self._go_on = tuple(notes), go_on
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, SPACE.m, 0)
        column.setSpacing(SPACE.xs)
        for note in self._notes:
            at = f"{local_time(note.at):%m-%d %H:%M}"
            head = " · ".join(
                part for part in (tr(note.kind.value), note.shift, note.by, at, note.number) if part
            )
            column.addWidget(Words(head, "bold"))
            for number, point in enumerate(note.points, 1):
                column.addWidget(Words(f"{number}. {point}", "body", wrap=True, select=True))
            column.addSpacing(SPACE.s)
        column.addStretch(1)
        self.told = Scroll(told)
        # As high as the words, up to what a low screen has room for.
        self.told.setFixedHeight(min(_TALL, told.sizeHint().height() + SPACE.m))
        self.body.addWidget(self.told)
        self.words = TextField("opening_note_words", tr("如 已知，电梯签字由我跟进"), limit=200)
        self.row(("words", self.words, tr("要说的（可不填）"), 1))
        self.finish(tr("看过，签收并开班"))
        later = self.add_button(tr("先开班，稍后看"), "F6", name="opening_note_later", left=True)
        later.clicked.connect(self._later)

    def store(self, values: Mapping[str, Any]) -> None:
        command = SignNotes(tuple(note.id for note in self._notes), values["words"])
        self.desk.run(sign_notes, command, then=self._signed, form=self)

    def _signed(self, _count: int) -> None:
        self.accept()
        self._go_on()

    def _later(self) -> None:
        self.accept()
        self._go_on()
