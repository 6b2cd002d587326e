"""The forms of documents in and out: registered, corrected, sent round, read, answered, filed, lent, returned (D1.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.correspondence import DocumentRow
from frontdesk.areas.archives.rules.correspondence import (
    LONGEST_WORDS,
    MOST_COPIES,
    USUAL_KINDS,
    Direction,
    Secrecy,
)
from frontdesk.areas.archives.rules.papers import CORRESPONDENCE, Source
from frontdesk.areas.archives.service.correspondence import ChangeDocument, RegisterDocument, Registered
from frontdesk.areas.archives.service.correspondence import change_document as change
from frontdesk.areas.archives.service.correspondence import register_document as register
from frontdesk.areas.archives.service.papers import FilePaper
from frontdesk.areas.archives.ui.paper_dialogs import WAYS
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog_drafts import DialogDrafts
from frontdesk.base.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    NumberField,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.files_field import FilesField, Picked

WIDE = 720
DRAFTS = "archives_document"
"""The name under which a document being registered is kept as a draft."""
Then = Callable[[Any], object]
_BETWEEN = re.compile(r"[、，,；;\n]+")


def names_of(text: str) -> tuple[str, ...]:
    """`周敏、工程部 郑凯` as names."""
    return tuple(name.strip() for name in _BETWEEN.split(text) if name.strip())


class DocumentDialog(FieldsDialog):
    """登记收发文, or *row* corrected: number, day and direction stand once they are given."""

    def __init__(
        self,
        desk: Desk,
        then: Then,
        *,
        direction: Direction = Direction.IN,
        row: DocumentRow | None = None,
        files: Sequence[Picked] = (),
        parent: QWidget | None = None,
    ) -> None:
        title = tr("登记收发文") if row is None else tr("修改 {number}", number=row.number)
        super().__init__(desk, title, "", name="document_dialog", width=WIDE, parent=parent)
        self._then, self._row, self._token = then, row, uuid4().hex
        today = desk.clock.today
        self.files: FilesField | None = None
        self.drafts: DialogDrafts | None = None
        if row is None:
            way = SegmentField("document_direction", [(each, tr(each.value)) for each in Direction])
            way.set_value(direction)
            on = DateField("document_on", today=today, required=True)
            on.set_value(today())
            copies = self._copies(1)
            self.row(
                ("direction", way, tr("收文还是发文"), 3),
                ("on", on, tr("日期"), 2),
                ("copies", copies, tr("份数"), 1),
            )
        else:
            self.row(("copies", self._copies(row.copies), tr("份数"), 1))
        party = TextField("document_party", tr("如 区住建局、业主委员会"), required=True, limit=80)
        reference = TextField("document_reference", tr("如 杭住建〔2026〕88号"), limit=40)
        self.row(
            ("party", party, tr("来文单位或发往单位"), 3), ("reference", reference, tr("文号（可不填）"), 2)
        )
        heading = TextField("document_title", required=True, limit=120)
        self.row(("title", heading, tr("标题"), 1))
        kind = ChoiceField("document_kind", [("", tr("不分")), *((word, tr(word)) for word in USUAL_KINDS)])
        secrecy = ChoiceField("document_secrecy", [(each, tr(each.value)) for each in Secrecy])
        handler = TextField("document_handler", limit=60)
        until = DateField("document_answer_by", today=today)
        self.row(
            ("kind", kind, tr("种类"), 2),
            ("secrecy", secrecy, tr("密级"), 2),
            ("handler", handler, tr("承办人（可不填）"), 3),
            ("answer_by", until, tr("哪天前办结（可不填）"), 3),
        )
        words = TextField("document_words", limit=LONGEST_WORDS)
        self.row(("words", words, tr("备注（可不填）"), 1))
        if row is None:
            # Beside the remark: the form fits a low screen (L9).
            readers = TextField("document_readers", tr("几个人用顿号隔开，如 周敏、何倩"), limit=200)
            self.row(("readers", readers, tr("送给谁看（可不填）"), 1), beside=True)
            self.drafts = DialogDrafts(desk, self, DRAFTS, self._draft_title, lambda: self.fields)
            self.files = FilesField("document_files", desk, key="F3", high=44)
            self.files.set_value(files)
            self.files.watch_paste(self)
            self.row(("file", self.files, tr("扫描件（可不填）"), 1))
        shown: tuple[tuple[Field, Any], ...] = (
            (party, row.party if row else ""), (reference, row.reference if row else ""),
            (heading, row.title if row else ""), (kind, row.kind if row else ""),
            (secrecy, row.secrecy if row else Secrecy.PLAIN), (handler, row.handler if row else ""),
            (until, row.answer_by if row else None), (words, row.words if row else ""),
        )  # fmt: skip
        for field, value in shown:
            field.set_value(value)
        self.finish(tr("登记") if row is None else tr("保存"))
        party.setFocus()

    def _draft_title(self) -> str:
        title = str(self.fields["title"].typed() or self.fields["party"].typed() or "")
        return tr("登记收发文 {title}", title=title).strip()

    @staticmethod
    def _copies(count: int) -> NumberField:
        field = NumberField("document_copies", least=1, most=MOST_COPIES, unit=tr("份"), required=True)
        field.set_value(count)
        return field

    def store(self, values: Mapping[str, Any]) -> None:
        same = {
            name: values[name]
            for name in ("party", "title", "reference", "handler", "answer_by", "words", "secrecy")
        }
        same |= {"kind": values["kind"] or "", "copies": int(values["copies"])}
        if self._row is not None:
            self.desk.run(change, ChangeDocument(self._row.id, **same), then=self._stored, form=self)
            return
        files: tuple[Picked, ...] = values["file"]
        papers = tuple(
            FilePaper(
                CORRESPONDENCE, file.content, file_name=file.name, correspondence_id=0,
                source=WAYS.get(file.way, Source.FILE),
            )
            for file in files
        )  # fmt: skip
        command = RegisterDocument(
            values["direction"], on=values["on"], readers=names_of(values["readers"]), papers=papers,
            token=self._token, **same,
        )  # fmt: skip
        self.desk.run(register, command, then=self._stored, form=self)

    def _stored(self, done: Registered | str) -> None:
        self.accept()
        self._then(done)


class StepDialog(FieldsDialog):
    """One thing that is done with a document: a few fields, and *service* on *command*(values)."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        text: str,
        rows: Sequence[Sequence[tuple[str, Field, str, int]]],
        service: Callable[..., Any],
        command: Callable[[Mapping[str, Any]], Any],
        word: str,
        then: Then,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, title, text, name=name, width=560, parent=parent)
        self._service, self._command, self._then = service, command, then
        for row in rows:
            self.row(*row)
        self.finish(word)

    def store(self, values: Mapping[str, Any]) -> None:
        self.desk.run(self._service, self._command(values), then=self._stored, form=self)

    def _stored(self, done: Any) -> None:
        self.accept()
        self._then(done)


def words_row(name: str, hint: str, label: str, *, required: bool = True) -> tuple[str, Field, str, int]:
    """A line of words."""
    return ("words", TextField(name, hint, required=required, limit=LONGEST_WORDS), label, 1)


def day_cell(
    desk: Desk, name: str, label: str, value: date | None, key: str = "on"
) -> tuple[str, Field, str, int]:
    """A day."""
    field = DateField(name, today=desk.clock.today, required=True)
    field.set_value(value)
    return (key, field, label, 1)


def readers_rows(row: DocumentRow) -> list[tuple[str, Field, str, int]]:
    """A box for each who has not read it yet."""
    only = len(row.standing.reading) == 1
    return [
        (f"e{each.id}", CheckField(f"reader_{each.id}", each.who, on=only), "", 0)
        for each in row.standing.reading
    ]
