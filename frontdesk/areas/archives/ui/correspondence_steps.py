"""What is done with a document in or out: read, answered, filed, lent, taken back; each a small form over the page (D1.6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.correspondence import DocumentRow
from frontdesk.areas.archives.service.correspondence import (
    BackOut,
    DoneWith,
    Lend,
    MarkRead,
    SendRound,
    answer_document,
    file_document,
    lend_document,
    mark_read,
    return_document,
    send_round,
    undo_document,
    void_document,
)
from frontdesk.areas.archives.ui.correspondence_dialogs import (
    StepDialog,
    day_cell,
    names_of,
    readers_rows,
    words_row,
)
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import TextField

LOAN_DAYS = 3


def said(desk: Desk, words: str) -> Callable[[str], None]:
    """Says *words* with the number that came back."""
    return lambda number: desk.messages.ok(words.format(number=number))


class DocumentSteps:
    """The steps, over *page*."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self.desk, self.page = desk, page

    def _step(
        self,
        row: DocumentRow,
        name: str,
        title: str,
        rows: Any,
        service: Any,
        command: Any,
        word: str,
        words: str,
    ) -> None:
        told = f"{row.number} {row.title}"
        open_dialog(
            StepDialog(
                self.desk, name, title, told, rows, service, command, word, said(self.desk, words), self.page
            )
        )

    def read(self, row: DocumentRow) -> None:
        """Who has read it, or, where nobody is asked yet, who is to."""
        if not row.standing.reading:
            self.send(row)
            return
        boxes = readers_rows(row)
        self._step(
            row, "read_dialog", tr("谁看过了"),
            [*((box,) for box in boxes), (words_row("read_words", tr("如 请工程部落实"), tr("批示、意见（可不填）"), required=False),
              day_cell(self.desk, "read_on", tr("日期"), self.desk.clock.today()))],
            mark_read,
            lambda v: MarkRead(row.id, tuple(int(key[1:]) for key, on in v.items() if key[:1] == "e" and on is True),
                               v["words"], v["on"]),
            tr("已阅"), tr("{number} 已记下谁看过。"),
        )  # fmt: skip

    def send(self, row: DocumentRow) -> None:
        """Who is to read it."""
        readers = TextField("send_readers", tr("几个人用顿号隔开，如 周敏、何倩"), required=True, limit=200)
        self._step(
            row, "send_dialog", tr("送阅"), [(("readers", readers, tr("送给谁看"), 1),)], send_round,
            lambda v: SendRound(row.id, names_of(v["readers"])), tr("送阅"), tr("{number} 已送阅。"),
        )  # fmt: skip

    def answer(self, row: DocumentRow) -> None:
        """How it was dealt with; once it is, where it is filed."""
        if row.standing.answered_on is not None:
            self.file(row)
            return
        today = self.desk.clock.today()
        self._step(
            row, "answer_dialog", tr("办结"),
            [(words_row("answer_words", tr("如 已复函 FW-2026-003"), tr("怎么办结的")),),
             (day_cell(self.desk, "answer_on", tr("办结日期"), today),)],
            answer_document, lambda v: DoneWith(row.id, v["words"], v["on"]), tr("办结"), tr("{number} 已办结。"),
        )  # fmt: skip

    def file(self, row: DocumentRow) -> None:
        """Where the original stands."""
        place = words_row("file_words", tr("如 2026 年来文盒 1"), tr("原件归到哪里"))
        self._step(
            row, "file_dialog", tr("归档"), [(place,)], file_document, lambda v: DoneWith(row.id, v["words"]),
            tr("归档"), tr("{number} 已归档。"),
        )  # fmt: skip

    def lend(self, row: DocumentRow) -> None:
        """The original goes, or comes back."""
        today = self.desk.clock.today()
        if row.standing.lent is not None:
            words = words_row("return_words", tr("如 完好"), tr("说明（可不填）"), required=False)
            self._step(
                row, "return_dialog", tr("归还原件"), [(words, day_cell(self.desk, "return_on", tr("归还日期"), today))],
                return_document, lambda v: DoneWith(row.id, v["words"], v["on"]), tr("归还"), tr("{number} 的原件已归还。"),
            )  # fmt: skip
            return
        who = TextField("lend_who", tr("如 工程部 郑凯"), required=True, limit=60)
        until = day_cell(self.desk, "lend_until", tr("哪天还"), today + timedelta(days=LOAN_DAYS), "until")
        self._step(
            row, "lend_dialog", tr("借阅原件"),
            [(("who", who, tr("谁借的"), 1), until), (words_row("lend_words", tr("如 复印给维保单位"), tr("借去做什么")),)],
            lend_document, lambda v: Lend(row.id, v["who"], v["words"], v["until"]), tr("借出"), tr("{number} 的原件已借出。"),
        )  # fmt: skip

    def void(self, row: DocumentRow) -> None:
        """Registered by mistake."""
        reason = self._reason(
            tr("作废"), tr("编号不再用，记录留着，标明已作废。"), ("重复登记", "登错了", "其他")
        )
        if reason:
            self.desk.run(
                void_document, BackOut(row.id, reason), then=said(self.desk, tr("{number} 已作废。"))
            )

    def undo(self, row: DocumentRow) -> None:
        """The last row should not have been written."""
        reason = self._reason(tr("撤销最后一条"), tr("记录留着，标明已撤销。"), ("点错了", "登错人", "其他"))
        if reason:
            self.desk.run(
                undo_document, BackOut(row.id, reason), then=said(self.desk, tr("已撤销：{number}。"))
            )

    def _reason(self, title: str, text: str, usual: tuple[str, ...]) -> str | None:
        return self.desk.dialogs.ask_reason(title, text, [tr(word) for word in usual])
