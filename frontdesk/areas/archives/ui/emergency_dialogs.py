"""突发事件: recorded in one dialog, each later thing in a small one of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.emergencies import EmergencyRow
from frontdesk.areas.archives.rules.emergencies import LONGEST_WORDS, EmergencyKind, Entry, Line
from frontdesk.areas.archives.rules.papers import Source
from frontdesk.areas.archives.service.emergencies import (
    AddEntry,
    EndEmergency,
    EndEntry,
    RecordEmergency,
    add_entry,
    record_emergency,
)
from frontdesk.areas.archives.service.papers import FilePaper
from frontdesk.areas.archives.ui.paper_dialogs import WAYS
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog_drafts import DialogDrafts
from frontdesk.base.widgets.fields import AreaField, ChoiceField, DateField, Field, Option, TextField
from frontdesk.base.widgets.files_field import FilesField

Then = Callable[[str], object]
DRAFTS = "archives_emergency"
"""The name under which an emergency being recorded is kept as a draft."""
_TITLES: dict[Entry, tuple[str, str]] = {
    Entry.TOLD: ("报告了谁", "如 要求 30 分钟内到场（可不填）"),
    Entry.MEASURE: ("做了什么", "如 断电，疏散到广场，拉警戒线"),
    Entry.LOSS: ("伤亡和损失", "如 没有人员受伤；门窗玻璃损坏两块"),
    Entry.FOLLOW: ("要跟进的事", "如 维保单位出具检测报告"),
}


class _Moments(FieldsDialog):
    """What the dialogs share: a day and a typed time."""

    def moment(self, key: str, clock: str, label: str, name: str) -> tuple[tuple[str, Field, str, int], ...]:
        """Two cells, now unless something else is typed."""
        now = local_time(self.desk.clock.now())
        day = DateField(f"{name}_day", today=self.desk.clock.today, required=True)
        day.set_value(now.date())
        at = TextField(f"{name}_clock", tr("如 9:05"), required=True, figures=True, limit=8)
        at.set_value(f"{now:%H:%M}")
        return ((key, day, label, 3), (clock, at, tr("时间"), 2))


class RecordDialog(_Moments):
    """What happened, where, when, and to whom."""

    def __init__(self, desk: Desk, then: Then, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            tr("登记突发事件"),
            tr("先记最要紧的；报告了谁、做了什么，随后一条一条记。"),
            name="emergency_record",
            width=600,
            parent=parent,
        )
        self._then = then
        self._token = uuid4().hex
        self.drafts = DialogDrafts(desk, self, DRAFTS, self._draft_title, lambda: self.fields)
        kinds = [Option(kind, tr(kind.value)) for kind in EmergencyKind]
        self.row(
            ("kind", ChoiceField("emergency_kind", kinds, required=True), tr("种类"), 2),
            (
                "place",
                TextField("emergency_place", tr("如 3 栋 1 单元电梯"), required=True, limit=80),
                tr("地点"),
                3,
            ),
        )
        self.row(
            *self.moment("on", "clock", tr("发生"), "emergency"),
            *self.moment("known_on", "known_clock", tr("得知"), "emergency_known"),
        )
        self.row(
            (
                "reporter",
                TextField("emergency_reporter", tr("如 3-1-1202 张硕"), limit=60),
                tr("谁报来的"),
                2,
            ),
            ("units", TextField("emergency_units", tr("几户用顿号隔开"), limit=400), tr("涉及房屋"), 3),
        )
        self.row(("words", AreaField("emergency_words", tr("看到的情况"), required=True), tr("情况"), 1))
        hint = tr("拖到这里，或粘贴微信截图 Ctrl+V")
        self.photos = FilesField("emergency_photos", desk, key="F3", high=44, hint=hint)
        self.photos.watch_paste(self)
        self.row(("photos", self.photos, tr("照片和文件（可不填）"), 1))
        self.finish(tr("登记"))

    def _draft_title(self) -> str:
        where = str(self.fields["place"].typed() or self.fields["words"].typed() or "")
        return tr("登记突发事件 {where}", where=where[:40]).strip()

    def store(self, values: Mapping[str, Any]) -> None:
        texts = {key: values[key] or "" for key in ("units", "reporter")}
        photos = tuple(
            FilePaper("", each.content, file_name=each.name, source=WAYS.get(each.way, Source.FILE))
            for each in values["photos"]
        )
        command = RecordEmergency(**{**values, **texts, "photos": photos}, token=self._token)
        self.desk.run(record_emergency, command, form=self, then=self._done)

    def _done(self, number: str) -> None:
        self.accept()
        self._then(number)


class EntryDialog(_Moments):
    """A line of the course."""

    def __init__(
        self,
        desk: Desk,
        row: EmergencyRow,
        entry: Entry,
        usual: tuple[str, ...],
        then: Then,
        parent: QWidget | None = None,
    ) -> None:
        title, hint = _TITLES[entry]
        told = f"{row.number} {row.place}"
        super().__init__(desk, tr(title), told, name="emergency_entry", width=560, parent=parent)
        self._row, self._entry, self._then = row, entry, then
        if entry is Entry.TOLD:
            who = TextField("entry_who", "、".join(usual[:2]), required=True, limit=60)
            self.row(("who", who, tr("报告给谁"), 3), *self.moment("on", "clock", tr("哪天"), "entry"))
        elif entry is Entry.FOLLOW:
            until = DateField("entry_until", today=desk.clock.today, required=True)
            self.row(
                ("who", TextField("entry_who", tr("如 工程部 郑凯"), limit=60), tr("谁去办"), 3),
                ("until", until, tr("哪天前"), 2),
            )
        else:
            self.row(*self.moment("on", "clock", tr("哪天"), "entry"))
        needed = entry is not Entry.TOLD
        self.row(
            ("words", TextField("entry_words", tr(hint), required=needed, limit=LONGEST_WORDS), tr("内容"), 1)
        )
        self.finish(tr("记下"))

    def store(self, values: Mapping[str, Any]) -> None:
        now = local_time(self.desk.clock.now())
        command = AddEntry(
            self._row.id,
            self._entry,
            values.get("on") or now.date(),
            values.get("clock") or f"{now:%H:%M}",
            values["words"] or "",
            values.get("who") or "",
            values.get("until"),
        )
        self.desk.run(add_entry, command, form=self, then=self._done)

    def _done(self, number: str) -> None:
        self.accept()
        self._then(number)


class WordsDialog(FieldsDialog):
    """A sentence that ends something: a follow-up, a line taken back, the emergency itself."""

    def __init__(
        self,
        desk: Desk,
        row: EmergencyRow,
        title: str,
        hint: str,
        service: Callable[..., str],
        then: Then,
        *,
        lines: tuple[Line, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        told = f"{row.number} {row.place}"
        super().__init__(desk, title, told, name="emergency_words", width=560, parent=parent)
        self._row, self._service, self._then = row, service, then
        self._lines = bool(lines)
        if lines:
            options = [
                Option(line.id, f"{tr(line.entry.value)}　{line.who}：{line.words}".replace("　：", "　"))
                for line in lines
            ]
            which = ChoiceField("words_line", options, required=True)
            which.set_value(lines[0].id)
            self.row(("line", which, tr("哪一条"), 1))
        self.row(("words", TextField("words_words", hint, required=True, limit=LONGEST_WORDS), tr("内容"), 1))
        self.finish(tr("记下"))

    def store(self, values: Mapping[str, Any]) -> None:
        command: EndEntry | EndEmergency
        if self._lines:
            command = EndEntry(self._row.id, values["line"], values["words"])
        else:
            command = EndEmergency(self._row.id, values["words"])
        self.desk.run(self._service, command, form=self, then=self._done)

    def _done(self, number: str) -> None:
        self.accept()
        self._then(number)
