"""日程: a handover day by the half-hour, free or full in words; arrows move, Enter goes on with who has it (D1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.handover.queries.days import BatchRow, SlotHome, SlotRow, batches, day_of_slots
from frontdesk.areas.handover.queries.files import (
    HandoverFilter,
    HandoverRow,
    HandoverShow,
    handover_row,
    handover_rows,
)
from frontdesk.areas.handover.rules.slots import slot_words
from frontdesk.areas.handover.ui.row_acts import RowActs
from frontdesk.areas.handover.ui.slot_dialog import first_day, slot_status
from frontdesk.areas.handover.ui.words import TONES
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import ChoiceField, DateField
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SIZE


@dataclass(frozen=True, slots=True)
class DayLine:
    """A home in its half-hour, or a half-hour that still has room (`home` None)."""

    id: str
    slot: SlotRow
    home: SlotHome | None
    first: bool


def day_lines(slots: tuple[SlotRow, ...]) -> tuple[DayLine, ...]:
    """Half-hour by half-hour: who has it, then what is free."""
    lines = []
    for slot in slots:
        for at, home in enumerate(slot.homes):
            lines.append(DayLine(f"{slot.id}-{home.file_id}", slot, home, at == 0))
        if slot.free or not slot.homes:
            lines.append(DayLine(f"{slot.id}-free", slot, None, not slot.homes))
    return tuple(lines)


def _state(line: DayLine) -> Status | None:
    """Of the home; of what is free only that it is: how many stands beside the half-hour."""
    if line.home is None:
        return None if line.slot.gone or not line.slot.free else Status("ok", tr("可预约"), True)
    word = tr(line.home.state.value)
    return Status(TONES[line.home.state], word)


COLUMNS: tuple[Column[DayLine], ...] = (
    Column(tr("时间"), lambda r: slot_words(r.slot.id) if r.first else "", kind="strong", width=120, sort=False),
    Column(tr("名额"), lambda r: slot_status(r.slot) if r.first else None,
           kind="status", width=100, sort=False),
    Column(tr("房号"), lambda r: r.home.unit if r.home is not None else "", kind="unit", width=110, sort=False),
    Column(tr("业主"), lambda r: r.home.owners if r.home is not None else "", sort=False),
    Column(tr("情况"), _state, kind="status", width=120, sort=False),
)  # fmt: skip


class DayPage(Page):
    """`open(batch_id=…, day=…)` shows a day of a batch."""

    TARGETS = ("handover_day",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "handover_day_page", tr("收楼日程"), back=True, topics=("handover", "units"), parent=parent
        )
        if self.head.back is not None:
            self.head.back.clicked.connect(lambda: desk.go("handover"))
        self.acts = RowActs(desk, self)
        self._batches: tuple[BatchRow, ...] = ()
        self.batch = ChoiceField("day_batch")
        self.batch.set_label(tr("批次"))
        self.day = DateField("day_day", today=desk.clock.today, required=True)
        self.day.set_label(tr("日期"))
        before = KeyButton(tr("前一天"), "PgUp", name="day_before")
        after = KeyButton(tr("后一天"), "PgDown", name="day_after")
        before.clicked.connect(lambda: self.move_day(-1))
        after.clicked.connect(lambda: self.move_day(1))
        for field, width in ((self.batch, 200), (self.day, 132)):
            field.setFixedSize(width, SIZE.chip)
            self.filters.add(field)
        for button in (before, after):
            self.filters.add(button)
        self.batch.edited.connect(self._another)
        self.day.edited.connect(self._look)
        self.more = KeyButton(tr("更多"), "F9", name="day_more")
        self.take = KeyButton(tr("约一户"), "F6", "primary", name="day_take")
        self.export_button = KeyButton(tr("导出"), "F8", icon="ph.export", name="day_export")
        self.more.clicked.connect(self._more)
        self.take.clicked.connect(self._take)
        self.export_button.clicked.connect(self._export)
        self.print_button = print_button("day_print", self._print)
        for button in (self.print_button, self.export_button, self.more, self.take):
            self.head.add_action(button)
        self.model: RowsModel[DayLine] = RowsModel(COLUMNS, key=lambda r: r.id, parent=self)
        self.table = Table("handover_day_list", title=tr("收楼日程"), memory=desk.memory)
        self.table.set_model(self.model)
        self.table.opened.connect(self._open)
        self.set_body(self.table)

    def open(self, **arguments: Any) -> None:
        self._offer()
        batch_id, day = arguments.get("batch_id"), arguments.get("day")
        if isinstance(batch_id, int):
            self.batch.set_value(batch_id)
        if isinstance(day, date):
            self.day.set_value(day)
        else:
            self._begin()
        self.refresh()

    def _offer(self) -> None:
        chosen = self.batch.value()
        self._batches = self.desk.read(batches)
        self.batch.set_options([(row.id, row.name) for row in self._batches])
        ids = [row.id for row in self._batches]
        self.batch.set_value(chosen if chosen in ids else next(iter(ids), None))

    def _current(self) -> BatchRow | None:
        return next((row for row in self._batches if row.id == self.batch.value()), None)

    def _begin(self) -> None:
        batch = self._current()
        if batch is not None:
            self.day.set_value(first_day(batch, self.desk.clock.today()))

    def _another(self) -> None:
        self._begin()
        self._look()

    def refresh(self) -> None:
        self._offer()
        batch = self._current()
        shown = batch is not None and self.desk.may(Right.HANDOVER)
        for button in (self.take, self.more):
            button.setVisible(shown)
        for button in (self.print_button, self.export_button):
            button.setVisible(batch is not None)
        self.filters.setVisible(batch is not None)
        if batch is None:
            begin = KeyButton(tr("去建批次"), "Enter", "primary", shortcut=False, name="day_begin")
            begin.clicked.connect(lambda: self.desk.go("handover"))
            words = tr("建好批次以后，这里按半小时显示每天哪些时间空着、哪些约满了、谁会来。")
            self.show_empty(
                EmptyState("ph.calendar", tr("还没有收楼批次"), words, (begin,), name="day_empty")
            )
            return
        self.hide_empty()
        if self._day() is None:
            self._begin()
        self._look()

    def _day(self) -> date | None:
        try:
            found: date | None = self.day.value()
        except Refused:
            return None
        return found

    def move_day(self, days: int) -> None:
        """PgUp, PgDown: the day before, the day after, within the batch."""
        batch, day = self._current(), self._day()
        if batch is None or day is None:
            return
        self.day.set_value(min(max(day + timedelta(days=days), batch.starts_on), batch.last_on))
        self._look()

    def _look(self) -> None:
        batch, day = self._current(), self._day()
        if batch is None or day is None:
            return
        self.desk.read_later(
            day_of_slots, batch.id, day, self.desk.clock.now(), key="handover_day", then=self._show
        )

    def _show(self, slots: tuple[SlotRow, ...]) -> None:
        stood = self.table.current()
        self.model.set_rows(day_lines(slots))
        if not (isinstance(stood, DayLine) and self.table.select_key(stood.id)):
            self.table.select_first()
        taken, free = sum(slot.taken for slot in slots), sum(slot.free for slot in slots)
        self.head.set_hint(
            tr("约了 {n} 户，还空 {free} 户", n=taken, free=free) if slots else tr("这一天不办理")
        )

    def _stood(self) -> HandoverRow | None:
        line = self.table.current()
        if not isinstance(line, DayLine) or line.home is None:
            return None
        return self.desk.read(handover_row, line.home.file_id, self.desk.clock.today())

    def _open(self, line: object) -> None:
        if isinstance(line, DayLine):
            if line.home is not None:
                self.desk.go("handover_visit", handover_id=line.home.file_id)
            else:
                self._take()

    def _take(self) -> None:
        """Give a half-hour to one of the homes that have none yet."""
        batch = self._current()
        if batch is None or not self.desk.may(Right.HANDOVER):
            return
        wanted = HandoverFilter(self.desk.clock.today(), show=HandoverShow.WAITING, batch_id=batch.id)
        rows = [row for row in self.desk.read(handover_rows, wanted, 0, None) if row.slot is None]
        if not rows:
            self.desk.messages.warn(tr("“{name}”里没有还要预约的房屋。", name=batch.name))
            return
        options = [(row.id, f"{row.unit}　{row.owners}") for row in rows]
        picked = self.desk.dialogs.pick(tr("给哪一户预约"), options)
        row = next((row for row in rows if row.id == picked), None)
        if row is not None:
            self.acts.appoint(row)

    def _more(self) -> None:
        row = self._stood()
        if row is None:
            self.desk.messages.warn(tr("请先站到约了的一户上。"))
            return
        found = self.acts.acts(row)
        found["card"] = (tr("一户一卡"), lambda: self.desk.go("unit", unit_id=row.unit_id))
        self.acts.choose(found)

    def _title(self) -> str:
        day = self._day()
        return tr("收楼日程 {day}", day=day.isoformat() if day is not None else "")

    def _print(self) -> None:
        print_list(self.desk, self.table, self._title(), filter_words=self.batch.text())

    def _export(self) -> None:
        export_table(self.desk, self.table, self._title())

    def help_text(self) -> str:
        return tr(
            "一天的收楼日程，按半小时。PgUp、PgDown 换一天；在约了的一户上按回车办理，F9 改期、取消、登记没有来；"
            "在空着的时间上按回车或 F6，给还没有约的一户预约。"
        )
