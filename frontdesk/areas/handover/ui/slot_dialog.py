"""预约: the half-hours of a day, free or full in words; arrows move, Enter takes one (D1.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.handover.queries.days import BatchRow, SlotRow, batch_of, day_of_slots
from frontdesk.areas.handover.queries.files import HandoverRow
from frontdesk.areas.handover.rules.course import HandoverState
from frontdesk.areas.handover.rules.lists import LONGEST_WORDS
from frontdesk.areas.handover.rules.slots import slot_words
from frontdesk.areas.handover.service.appointing import Appoint, Appointed, appoint
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import AsksFields
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import DateField, Labelled, TextField
from frontdesk.base.widgets.marks import StatusLabel
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table, fixed_height
from frontdesk.base.widgets.tokens import SPACE

WIDTH = 560
_MOST = 8


def slot_model(parent: QObject) -> RowsModel[SlotRow]:
    """时间, 名额, who has it."""
    columns: tuple[Column[SlotRow], ...] = (
        Column(tr("时间"), lambda r: slot_words(r.id), width=120, sort=False, name="slot"),
        Column(tr("名额"), slot_status, kind="status", width=100, sort=False, name="free"),
        Column(tr("已约"), homes_words, sort=False, name="homes", tip=homes_words),
    )
    return RowsModel(columns, key=lambda r: r.id, parent=parent)


def slot_status(row: SlotRow) -> Status:
    """`空 2 户`, `约满`, `已过`."""
    if row.gone:
        return Status("neutral", row.words, True)
    return Status("ok" if row.free else "bad", row.words)


def homes_words(row: SlotRow) -> str:
    """`3-1-1202 张硕（已收楼），3-1-1301 李静`."""
    told = []
    for home in row.homes:
        words = " ".join(part for part in (home.unit, home.owners) if part)
        if home.came or home.state is HandoverState.DONE:
            words = tr("{home}（{state}）", home=words, state=tr(home.state.value))
        told.append(words)
    return "，".join(told)


def first_day(batch: BatchRow, today: date) -> date:
    """The day a calendar of the batch begins with: today, or its first, or its last."""
    return min(max(today, batch.starts_on), batch.last_on)


class SlotDialog(AsksFields):
    """Gives a home a half-hour of its batch; one it had before is given up."""

    def __init__(
        self, desk: Desk, row: HandoverRow, then: Callable[[Appointed], object], parent: QWidget | None = None
    ) -> None:
        batch = desk.read(batch_of, row.batch_id)
        assert batch is not None
        had = (
            tr("已约 {slot}，选新的就是改期。", slot=row.slot_words)
            if row.slot is not None and not row.came
            else ""
        )
        span = tr("{a} 到 {b} 办理，每半小时 {n} 户。", a=batch.starts_on.isoformat(), b=batch.last_on.isoformat(),
                  n=batch.hours.limit)  # fmt: skip
        title = tr("预约 {unit}", unit=row.unit)
        super().__init__(
            title, "　".join(part for part in (row.owners, span, had) if part), name="handover_slot_dialog", width=WIDTH,
            parent=parent,
        )  # fmt: skip
        self.desk, self._row, self._batch, self._then = desk, row, batch, then
        self._token = uuid4().hex
        self.said = StatusLabel("bad", "")
        self.said.setObjectName("handover_slot_trouble")
        self.said.hide()
        self.trouble = self.said
        self.day = DateField("slot_day", today=desk.clock.today, required=True)
        self.day.set_value(
            row.slot[0] if row.slot is not None and not row.came else first_day(batch, desk.clock.today())
        )
        self.day.edited.connect(self._look)
        before = KeyButton(tr("前一天"), "PgUp", name="slot_before")
        after = KeyButton(tr("后一天"), "PgDown", name="slot_after")
        before.clicked.connect(lambda: self.move_day(-1))
        after.clicked.connect(lambda: self.move_day(1))
        line = QHBoxLayout()
        line.setSpacing(SPACE.s)
        # Their feet on one line: what is wrong with the day stands in the list under it.
        line.addWidget(Labelled(self.day, tr("哪一天"), reserve=False), 1, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(before, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(after, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(line)
        self.model = slot_model(self)
        self.table = Table("handover_slots", title=tr("半小时名额"))
        self.table.set_model(self.model)
        self.table.opened.connect(lambda _row: self.save())
        fixed_height(self.table, _MOST)
        self.body.addWidget(self.table)
        self.words = TextField("slot_words", tr("如 业主下班后来"), limit=LONGEST_WORDS)
        self.body.addWidget(Labelled(self.words, tr("说明（可不填）")))
        self.body.addWidget(self.said)
        self.fields = {"on": self.day, "words": self.words}
        self.add_cancel()
        save = self.add_button(tr("约这个时间"), "Ctrl+Enter", "primary", name="handover_slot_save")
        save.clicked.connect(self.save)
        self._look()
        self.table.setFocus()

    def start(self) -> SlotDialog:
        """Show it over the page; the arrows stand in the half-hours."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open()
        self.table.setFocus()
        return self

    def move_day(self, days: int) -> None:
        """To another day of the batch."""
        try:
            day = self.day.value()
        except Refused:
            day = None
        day = first_day(self._batch, self.desk.clock.today()) if day is None else day + timedelta(days=days)
        self.day.set_value(min(max(day, self._batch.starts_on), self._batch.last_on))
        self._look()
        self.table.setFocus()

    def _look(self) -> None:
        try:
            day = self.day.value()
        except Refused:
            return
        if day is None:
            return
        rows = self.desk.read(day_of_slots, self._row.batch_id, day, self.desk.clock.now())
        self.model.set_rows(rows)
        free = next((at for at, row in enumerate(rows) if row.free), 0)
        if rows:
            self.table.select_row(free)
        self.trouble_says("" if rows else tr("这一天不办理，请换一天"))

    def trouble_says(self, words: str) -> None:
        """What is wrong, under the half-hours."""
        self.said.set("bad", words)
        self.said.setVisible(bool(words))
        self.fit()

    def save(self) -> None:
        """Take the half-hour stood on."""
        row = self.table.current()
        try:
            day = self.day.value()
        except Refused as refused:
            self.show_errors(Refused(refused.text, field="on"))
            return
        if not isinstance(row, SlotRow) or day is None:
            self.trouble_says(tr("请选一个时间") if self.model.rowCount() else tr("这一天不办理，请换一天"))
            return
        self.trouble_says("")
        self.desk.run(
            appoint,
            Appoint(self._row.id, day, row.id, self.words.text(), self._token),
            then=self._saved,
            form=self,
        )

    def _saved(self, made: Appointed) -> None:
        self.accept()
        self._then(made)
