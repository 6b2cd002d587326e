"""规矩: the time limits by kind and level, working hours, and the lists that tickets choose from (D2.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from frontdesk.areas.reception.queries.limits import LimitRow, limit_rows, work_hours
from frontdesk.areas.reception.queries.words import WordRow, word_rows
from frontdesk.areas.reception.rules.limits import LimitRule, WorkHours, rule_words
from frontdesk.areas.reception.rules.words import PARENT, WordList
from frontdesk.areas.reception.service.words import (
    SaveHours,
    SaveLimits,
    SaveWord,
    save_hours,
    save_limits,
    save_word,
)
from frontdesk.areas.reception.ui.outage_dialogs import OutageDialog
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    NumberField,
    Option,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Page
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

LIMITS = "limits"
Done = Callable[[str], object]

LIMIT_COLUMNS: tuple[Column[LimitRow], ...] = (
    Column(tr("种类"), lambda r: tr(r.kind.value), width=72),
    Column(tr("等级"), lambda r: tr(r.level.value), width=72),
    Column(tr("时限"), lambda r: rule_words(r.rule), sort=False),
    Column(
        tr("回访"),
        lambda r: tr("{n} 天内", n=r.rule.call_days) if r.rule.call_days is not None else tr("不回访"),
        width=96,
    ),
    Column(tr("从"), lambda r: r.starts_on, kind="quiet", width=108),
    Column(tr("谁改的"), lambda r: r.by, kind="quiet", width=96),
)
WORD_COLUMNS: tuple[Column[WordRow], ...] = (
    Column(tr("词"), lambda r: r.words, width=220),
    Column(tr("属于"), lambda r: r.parent, kind="quiet"),
    Column(
        tr("状态"),
        lambda r: Status("ok", tr("在用")) if r.active else Status("neutral", tr("停用"), hollow=True),
        kind="status",
        width=116,
    ),
)


class LimitsDialog(OutageDialog):
    """What is promised for one kind and level, from a day on."""

    def __init__(self, desk: Desk, row: LimitRow, done: Done, parent: QWidget | None = None) -> None:
        title = tr("时限 {kind} · {level}", kind=tr(row.kind.value), level=tr(row.level.value))
        text = tr("没有这个时限就空着。已经受理的按受理时答应的算，改了以后受理的才按新的。")
        super().__init__(desk, title, text, done, name="ticket_limits_edit", parent=parent)
        self._row = row
        rule = row.rule
        self.dispatch = NumberField("limits_dispatch", unit=tr("分钟"))
        self.arrive = NumberField("limits_arrive", unit=tr("分钟"))
        self.finish_in = NumberField("limits_finish", unit=tr("小时"))
        self.call = NumberField("limits_call", unit=tr("天"))
        for field, value in (
            (self.dispatch, rule.dispatch_minutes),
            (self.arrive, rule.arrive_minutes),
            (self.finish_in, rule.finish_hours),
            (self.call, rule.call_days),
        ):
            field.set_value(value)
        self.row(
            ("dispatch_minutes", self.dispatch, tr("几分钟内派单"), 1),
            ("arrive_minutes", self.arrive, tr("几分钟内到场"), 1),
        )
        self.row(
            ("finish_hours", self.finish_in, tr("几小时内完成"), 1),
            ("call_days", self.call, tr("完成后几天内回访"), 1),
        )
        self.working = SegmentField("limits_working", [(False, tr("日夜都算")), (True, tr("只算上班时间"))])
        self.working.set_value(rule.working)
        self.starts = DateField("limits_starts_on", today=desk.clock.today, required=True)
        self.starts.set_value(desk.clock.today())
        self.row(("working", self.working, tr("怎么算"), 1), ("starts_on", self.starts, tr("从哪天起"), 1))
        self.finish(tr("保存"))

    def store(self, values: Mapping[str, Any]) -> None:
        rule = LimitRule(
            values["dispatch_minutes"],
            values["arrive_minutes"],
            values["finish_hours"],
            values["call_days"],
            bool(values["working"]),
        )
        command = SaveLimits(self._row.kind, self._row.level, rule, values["starts_on"])
        self.desk.run(save_limits, command, then=lambda _id: self.stored(tr("时限已存下。")), form=self)


class HoursDialog(OutageDialog):
    """When the office works, and whether days off and holidays count."""

    def __init__(self, desk: Desk, done: Done, parent: QWidget | None = None) -> None:
        text = tr("“只算上班时间”的时限按这里算。法定节假日和调休照日历，已经答应的时限不变。")
        super().__init__(desk, tr("上班时间"), text, done, name="ticket_hours", parent=parent)
        hours = desk.read(work_hours)
        self.spans = TextField("hours_spans", tr("如 08:30–12:00、13:30–17:30"), required=True, limit=120)
        self.spans.set_value("、".join(f"{a:%H:%M}–{b:%H:%M}" for a, b in hours.spans))
        self.rest = CheckField("hours_rest", tr("周末和调休的休息日也上班"), on=hours.rest_days)
        self.holidays = CheckField("hours_holidays", tr("法定节假日也上班"), on=hours.holidays)
        self.row(("spans", self.spans, tr("每天几点到几点"), 1))
        for key, field in (("rest_days", self.rest), ("holidays", self.holidays)):
            self.fields[key] = field
            self.body.addWidget(field)
        self.finish(tr("保存"))

    def store(self, values: Mapping[str, Any]) -> None:
        hours = WorkHours(
            read_spans(str(values["spans"])), bool(values["rest_days"]), bool(values["holidays"])
        )
        self.desk.run(
            save_hours, SaveHours(hours), then=lambda _none: self.stored(tr("上班时间已存下。")), form=self
        )


def read_spans(text: str) -> tuple[tuple[time, time], ...]:
    """`08:30–12:00、13:30-17:30` as pairs. Raises `InvalidInput`, field `spans`."""
    found = []
    for part in re.split(r"[、，,;；\s]+", text.strip()):
        match = re.fullmatch(r"(\d{1,2})[:：](\d{2})\s*[-–—~到至]\s*(\d{1,2})[:：](\d{2})", part)
        if match is None:
            raise InvalidInput({"spans": tr("请写成 08:30–12:00、13:30–17:30 的样子")})
        try:
            found.append((time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))))
        except ValueError:
            raise InvalidInput({"spans": tr("没有“{part}”这样的时间，请核对", part=part)}) from None
    return tuple(found)


class WordDialog(OutageDialog):
    """A new word of a list."""

    def __init__(self, desk: Desk, which: WordList, done: Done, parent: QWidget | None = None) -> None:
        title = tr("加{which}", which=tr(which.value))
        super().__init__(desk, title, "", done, name="ticket_word", parent=parent)
        self._which = which
        self.word = TextField("word_words", required=True, limit=24)
        self.row(("words", self.word, tr(which.value), 1))
        self._above = PARENT.get(which)
        if self._above is not None:
            options = [Option(row.words, row.words) for row in desk.read(word_rows, self._above)]
            self.parent_word = ChoiceField("word_parent", options, required=True)
            self.row(("parent", self.parent_word, tr("属于哪个{which}", which=tr(self._above.value)), 1))
        self.finish(tr("加上"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = SaveWord(self._which, str(values["words"]), str(values.get("parent") or ""))
        words = tr("“{word}”已加上。", word=values["words"])
        self.desk.run(save_word, command, then=lambda _id: self.stored(words), form=self)


class TicketSetupPage(Page):
    """Chips choose what is shown: the limits, or one of the lists."""

    TARGETS = ("ticket_setup",)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "ticket_setup_page",
            tr("报事的规矩"),
            back=True,
            topics=("tickets", "ticket_words", "settings"),
            parent=parent,
        )
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)
        chips = [(LIMITS, tr("时限")), *((which.name.lower(), tr(which.value)) for which in WordList)]
        self.chips = ChipRow(chips, name="ticket_setup_chips")
        self.chips.chosen.connect(lambda _key: self.refresh())
        self.filters.add(self.chips)
        self.limits: RowsModel[LimitRow] = RowsModel(
            LIMIT_COLUMNS, key=lambda r: (r.kind, r.level), parent=self
        )
        self.words: RowsModel[WordRow] = RowsModel(
            WORD_COLUMNS, key=lambda r: (r.words, r.parent), faint=lambda r: not r.active, parent=self
        )
        self.limit_table = Table("ticket_limits", title=tr("时限"), memory=desk.memory)
        self.limit_table.set_model(self.limits)
        self.word_table = Table("ticket_words", title=tr("词"), memory=desk.memory)
        self.word_table.set_model(self.words)
        self.views = QStackedWidget()
        self.views.addWidget(self.limit_table)
        self.views.addWidget(self.word_table)
        self.set_body(self.views)
        self.hint = Words("", "body", "text2", wrap=True)
        self.hours_button = KeyButton(tr("上班时间"), "F6", name="ticket_setup_hours")
        self.edit_button = KeyButton(tr("改时限"), "F5", "primary", name="ticket_setup_edit")
        self.off_button = KeyButton(tr("停用"), "F5", name="ticket_setup_off")
        self.new_button = KeyButton(tr("加一个"), "F2", "primary", name="ticket_setup_new")
        self.hours_button.clicked.connect(lambda: HoursDialog(desk, self._told, self).open())
        self.edit_button.clicked.connect(self._edit)
        self.off_button.clicked.connect(self._switch)
        self.new_button.clicked.connect(self._new)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.hint, 1)
        for button in (self.hours_button, self.off_button, self.edit_button, self.new_button):
            row.addWidget(button)
        self.set_foot(box)
        self.limit_table.opened.connect(lambda _row: self._edit())
        self.word_table.opened.connect(lambda _row: self._switch())
        self.word_table.current_changed.connect(lambda _row: self._follow())

    def _which(self) -> WordList | None:
        key = self.chips.current()
        return next((which for which in WordList if which.name.lower() == key), None)

    def refresh(self) -> None:
        which, today = self._which(), self.desk.clock.today()
        if which is None:
            self.desk.read_later(limit_rows, today, key="ticket_setup", then=self._show_limits)
        else:
            self.desk.read_later(
                word_rows, which, active_only=False, key="ticket_setup", then=self._show_words
            )

    def _show_limits(self, rows: Sequence[LimitRow]) -> None:
        stand = self.limit_table.current()
        self.limits.set_rows(list(rows))
        self.views.setCurrentWidget(self.limit_table)
        key = (stand.kind, stand.level) if isinstance(stand, LimitRow) else None
        if key is None or not self.limit_table.select_key(key):
            self.limit_table.select_row(0)
        self._follow()

    def _show_words(self, rows: Sequence[WordRow]) -> None:
        stand = self.word_table.current()
        self.words.set_rows(list(rows))
        self.views.setCurrentWidget(self.word_table)
        key = (stand.words, stand.parent) if isinstance(stand, WordRow) else None
        if (key is None or not self.word_table.select_key(key)) and rows:
            self.word_table.select_row(0)
        self._follow()

    def _follow(self) -> None:
        which = self._which()
        self.edit_button.setVisible(which is None)
        self.hours_button.setVisible(which is None)
        self.new_button.setVisible(which is not None)
        row = self.word_table.current()
        self.off_button.setVisible(which is not None and isinstance(row, WordRow))
        if isinstance(row, WordRow):
            self.off_button.setText(tr("停用") if row.active else tr("启用"))
        if which is None:
            self.hint.setText(tr("按种类和等级，受理时就告诉来人；超过的排在报事最前面。"))
        elif which is WordList.WORKER:
            self.hint.setText(tr("派单时从这里选人；停用的不再能选，派过的照旧看得到。"))
        else:
            self.hint.setText(tr("受理时从这里选；停用的不再能选，用过的照旧看得到。"))

    def focus_start(self) -> None:
        table = self.limit_table if self._which() is None else self.word_table
        table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self, words: str) -> None:
        self.desk.messages.ok(words)
        self.focus_start()

    def _edit(self) -> None:
        row = self.limit_table.current()
        if isinstance(row, LimitRow):
            LimitsDialog(self.desk, row, self._told, self).open()

    def _new(self) -> None:
        which = self._which()
        if which is not None:
            WordDialog(self.desk, which, self._told, self).open()

    def _switch(self) -> None:
        row = self.word_table.current()
        if not isinstance(row, WordRow):
            return
        command = SaveWord(row.which, row.words, row.parent, not row.active, row.sort)
        said = (
            tr("“{word}”已停用。", word=row.words) if row.active else tr("“{word}”已启用。", word=row.words)
        )
        self.desk.run(save_word, command, then=lambda _id: self._told(said))

    def help_text(self) -> str:
        return tr(
            "上面的小格选时限或一张词表。时限：回车或 F5 改，F6 改上班时间。词表：F2 加一个，F5 停用或启用。"
            "改了的从今天起用，已经受理的不变。Alt+← 返回。"
        )
