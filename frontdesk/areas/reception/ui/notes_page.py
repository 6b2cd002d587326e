"""交接班: what was left for the next one, signed by who reads it; notes of the morning meeting (D2.8)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.shift_log import (
    NoteFilter,
    NoteRow,
    NoteShow,
    note_figures,
    note_row,
    note_rows,
)
from frontdesk.areas.reception.rules.shift_log import NoteState
from frontdesk.areas.reception.service.shift_log import SignNote, VoidNote, sign_note, void_note
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.areas.reception.ui.held_prints import Unsent, print_new
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.rows import Column, Status

_TONES = {NoteState.OPEN: "warn", NoteState.READ: "ok", NoteState.VOID: "neutral"}


def status_of(row: NoteRow) -> Status:
    """`待签收`, `林晓 08:31 签收`."""
    if row.state is NoteState.READ:
        first = row.signed[0]
        at = local_time(first.at)
        shape = "%H:%M" if at.date() == row.written_on else "%m-%d %H:%M"
        return Status("ok", tr("{who} {at}", who=first.by, at=f"{at:{shape}}"))
    return Status(_TONES[row.state], tr(row.state.value))


class NotesPage(HeldPage):
    """`open(note_id=…)` stands on a note."""

    ICON = "ph.note-pencil"
    TARGETS = ("shift_log",)
    HISTORY = ("shift_note", "修改记录")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[NoteRow], ...] = (
            Column(tr("时间"), lambda r: r.at, width=144, name="at"),
            Column(tr("种类"), lambda r: tr(r.kind.value), width=76, sort=False),
            Column(tr("班次"), lambda r: r.shift, width=76, sort=False),
            Column(tr("内容"), lambda r: "；".join(r.points), sort=False),
            Column(tr("记录人"), lambda r: r.by, width=84, name="by"),
            Column(tr("编号"), lambda r: r.number, kind="quiet", width=140, name="number"),
            Column(tr("签收"), status_of, kind="status", width=140, sort=False),
        )
        super().__init__(
            desk, "notes_page", tr("交接班记录"), columns, NoteShow, rows=note_rows, figures=note_figures,
            read_file=note_row, placeholder=tr("内容、记录人、编号"), topics=("shift_log",),
            add_words=tr("写交接班"),
            empty=(
                tr("还没有交接班记录"),
                tr("下班前写下要交给下一班的事，接班的人打开程序就看到，看过签收；晨会记录也在这里。"),
            ),
            faint=lambda r: r.state is NoteState.VOID, parent=parent,
        )  # fmt: skip
        self._unsent: Unsent = {}
        self.sign = KeyButton(tr("签收"), "F5", name="notes_sign")
        self.sign.clicked.connect(self._sign)
        self.print_note = KeyButton(tr("打印记录"), "F4", icon="ph.printer", name="notes_paper")
        self.print_note.clicked.connect(self._print)
        pane = HeldPane("note_pane", (self.print_note, self.more), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.sign)

    def wanted(self, sort: str = "", descending: bool = True) -> NoteFilter:
        # Without a column chosen the newest stand first.
        return NoteFilter(self.search.text(), self.chosen(), sort or "at", descending or not sort)

    def row_opened(self, row: NoteRow | None) -> None:
        """Enter signs for it."""
        if row is not None and row.state is NoteState.OPEN:
            self._sign()

    def show_file(self, file: NoteRow | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        state = status_of(file)
        head = self.pane.add_section(name="note_head")
        head.add_row(Words(file.number, "lead", select=True), None, state_label(state))
        told = " · ".join(
            part
            for part in (tr(file.kind.value), file.shift, file.by, f"{local_time(file.at):%Y-%m-%d %H:%M}")
            if part
        )
        head.add(Words(told, "body", "text2", wrap=True))
        section = self.pane.add_section(tr("内容"), tr("{n} 条", n=len(file.points)), name="note_points")
        for at, point in enumerate(file.points, 1):
            section.add(Words(f"{at}. {point}", "body", wrap=True, select=True))
        signed = self.pane.add_section(tr("签收"), name="note_signed", line=False)
        for each in file.signed:
            signed.add_line(tr("已签收"), at=self.when(each.at), right=each.by)
            if each.words:
                signed.add_line(each.words, at=" ", tone="text3")
        if file.void:
            signed.add(Words(tr("已作废：{why}", why=file.void), "body", "text2", wrap=True))
        elif not file.signed:
            signed.add(Words(tr("还没有人签收。"), "body", "text2"))
        self.pane.scroll_to_top()

    def acts(self, file: NoteRow | None) -> Acts:
        if file is None:
            return {}
        found: Acts = {}
        if not file.void:
            found["void"] = (tr("作废，写错了"), lambda: self._void(file))
        return {**found, **self.history_act(file.id)}

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        self.desk.go("write_note")

    def _sign(self) -> None:
        row: NoteRow | None = self.stood_on()
        if row is None:
            return
        if row.by_id == self.desk.actor.id:
            self.desk.messages.warn(tr("这是您自己写的，由接班的人签收。"))
            return
        if any(each.by_id == self.desk.actor.id for each in row.signed) or row.void:
            self.desk.messages.warn(tr("{number} 您已经签收过，或者已经作废。", number=row.number))
            return
        words = TextField("sign_words", tr("如 已知，电梯签字由我跟进"), limit=200)
        cells: tuple[tuple[Cell, ...], ...] = ((("words", words, tr("要说的（可不填）"), 1),),)
        told = "\n".join(f"{at}. {point}" for at, point in enumerate(row.points[:12], 1))
        ActDialog(
            self.desk, "sign_note_dialog", tr("签收交接班记录"), cells, sign_note,
            lambda v: SignNote(row.id, v["words"]), text=told, save_text=tr("看过了，签收"), then=self._signed,
            parent=self,
        ).start(words)  # fmt: skip

    def _signed(self, number: str) -> None:
        self.desk.messages.ok(tr("{number} 已签收。", number=number))

    def _print(self) -> None:
        row: NoteRow | None = self.stood_on()
        if row is not None:
            print_new(self.desk, "shift_record", row.number, self._unsent)

    def _void(self, row: NoteRow) -> None:
        usual = (tr("写错了"), tr("重复"), tr("其他"))
        self.ask(tr("作废"), tr("记录留着，标明已作废。"), usual, lambda reason: self.desk.run(
            void_note, VoidNote(row.id, reason),
            then=lambda number: self.desk.messages.ok(tr("{number} 已作废。", number=number)),
        ))  # fmt: skip

    # -- coming here --

    def open(self, **arguments: object) -> None:
        """Some words', one chip's; `text` with a number stands on that note."""
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "交接班记录。F2 写给下一班（晨会也在里面选），回车或 F5 签收别人写的，F4 打印交接班记录，F9 作废和修改记录。"
        )
