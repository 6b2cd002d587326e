"""写交接班: what the next one must know, a point on each line, beside what waits at the desk now (D2.8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.reception.queries.held_figures import held_figures
from frontdesk.areas.reception.queries.tickets_of_note import tickets_of_note
from frontdesk.areas.reception.rules.shift_log import NoteKind
from frontdesk.areas.reception.service.shift_log import NoteWritten, WriteNote, write_note
from frontdesk.areas.reception.ui.held_prints import Unsent, print_new
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.masks import cover_numbers
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import AreaField, SegmentField, TextField
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Pane

_LINES = 14
_PANE = 344
_TICKETS = 5
"""Tickets of note that stand beside the form; the paper lists them all."""


class NoteFormPage(FormPage):
    """Ctrl+Enter stores the note and prints its paper; F7 keeps it as a draft."""

    TARGETS = ("write_note",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.side = Pane("note_form_side")
        super().__init__(
            desk, "reception_note_form", tr("写交接班"), save_text=tr("保存并打印"), pane=self.side,
            pane_width=_PANE, parent=parent,
        )  # fmt: skip
        self._unsent: Unsent = {}
        self.kind = SegmentField("note_kind", [(kind, tr(kind.value)) for kind in NoteKind])
        self.kind.set_value(NoteKind.HANDOVER)
        self.shift = TextField("note_shift", tr("如 早班、夜班"), limit=40)
        self.words = AreaField(
            "note_words",
            tr("一行写一条（Shift+Enter 换行），如\n3栋 2 单元电梯已修复，等维保签字\n快递 6 件在后柜"),
            lines=_LINES,
            required=True,
        )
        self.grid.add_row((self.kind, tr("种类")), (self.shift, tr("班次（可不填）")))
        self.grid.add_row((self.words, tr("要交给下一班的事")))
        fields = {"kind": self.kind, "shift": self.shift, "words": self.words}
        self.set_form(Form(WriteNote, fields, self))
        self._token = uuid4().hex
        self._fresh()

    def _fresh(self) -> None:
        """A blank note: the shift that the hour says."""
        assert self.form is not None
        hour = local_time(self.desk.clock.now()).hour
        shift = tr("夜班") if hour < 9 or hour >= 22 else tr("早班") if hour < 16 else tr("晚班")
        self.form.load({"kind": NoteKind.HANDOVER, "shift": shift, "words": ""})
        self._token = uuid4().hex
        self._drafted = False
        self._show_side()

    def _show_side(self) -> None:
        figures = self.desk.read(held_figures, self.desk.clock.today())
        tickets = self.desk.read(tickets_of_note, self.desk.clock.now(), self.desk.clock.today())
        self.side.clear()
        section = self.side.add_section(tr("现在前台在办的"), line=False, name="note_waiting")
        rows = (
            (tr("代收快递"), figures.parcels, tr("{n} 件", n=figures.parcels)),
            (tr("信件、文件"), figures.letters, tr("{n} 件", n=figures.letters)),
            (tr("逾期未领"), figures.overdue, tr("{n} 件", n=figures.overdue)),
            (tr("在内访客"), figures.inside, tr("{n} 人", n=figures.inside)),
            (tr("失物待认领"), figures.found, tr("{n} 件", n=figures.found)),
            (tr("要留意的报事"), len(tickets), tr("{n} 件", n=len(tickets))),
        )
        for label, count, told in rows:
            if count:
                section.add_pair(label, told)
        if not any(count for _label, count, _told in rows):
            section.add(Words(tr("没有等着的东西。"), "body", "text2"))
        for one in tickets[:_TICKETS]:
            told = " ".join(part for part in (one.row.unit, cover_numbers(one.row.what)) if part)
            section.add_state("warn", told, tr("{number}　{why}", number=one.row.number, why=one.why))
        words = tr("这些数字保存时会印在交接班记录上，不用再抄。")
        section.add(Words(words, "small", "text3", wrap=True))

    def refresh(self) -> None:
        self._show_side()

    def open(self, **arguments: object) -> None:
        """A blank form, or a draft; what was being typed stays."""
        draft = arguments.get("draft")
        if isinstance(draft, DraftRow):
            self._fresh()
            self.restore(draft.data)
        elif not self.typed_anything():
            self._fresh()
        self.focus_start()

    def restore(self, data: Mapping[str, Any]) -> None:
        super().restore(data)
        self._token = uuid4().hex

    def focus_start(self) -> None:
        self.words.setFocus()

    def draft_title(self) -> str:
        return tr("交接班记录")

    def save(self) -> None:
        assert self.form is not None
        command = self.form.value(token=self._token)
        if command is None:
            self.say_wrong()
            return
        self.desk.run(write_note, command, form=self.form, then=self._written)

    def _written(self, made: NoteWritten) -> None:
        self.done(made)
        self._fresh()
        print_new(
            self.desk, "shift_record", made.number, self._unsent, tr("{number} 已存好。", number=made.number)
        )

    def help_text(self) -> str:
        return tr(
            "把要交给下一班的事一行一条写下来，Shift+Enter 换行。Ctrl+Enter 保存并打印，接班的人在“今日”看到并签收；F7 留作草稿。"
        )
