"""借用名单: the owner's word on who may have a home's keys: the list, a line more, the end of one (D3.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.keys.queries import ConsentRow, consents_of
from frontdesk.areas.keys.service import AddConsent, EndConsent, add_consent, end_consent
from frontdesk.areas.keys.ui import reading
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.keys.ui.words import consent_tone
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import DateField, SegmentField, TextField
from frontdesk.base.widgets.pickers import Picker
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table

_WIDTH, _HEIGHT = 920, 300


class ConsentsDialog(DeskDialog):
    """The list of a unit; F2 adds somebody, F9 ends the line stood on."""

    def __init__(self, desk: Desk, unit_id: int, unit: str, parent: QWidget | None = None) -> None:
        text = tr("业主说了算：写明谁可以借、谁不可以借、业主怎么说的。不可以借的优先。")
        super().__init__(
            tr("借用名单 {unit}", unit=unit), text, name="consents_dialog", width=_WIDTH, parent=parent
        )
        self.desk, self._unit_id, self._unit = desk, unit_id, unit
        self.model: RowsModel[ConsentRow] = RowsModel(
            (
                Column(tr("可不可以"), _state, kind="status", width=104, sort=False),
                Column(tr("姓名或单位"), lambda r: r.name, kind="strong", width=160),
                Column(tr("从哪天"), lambda r: r.starts_on, width=96),
                Column(
                    tr("到哪天"),
                    lambda r: None if r.ends_on is None else r.ends_on - timedelta(days=1),
                    width=96,
                ),
                Column(tr("说明"), lambda r: r.words),
                Column(tr("业主怎么说的"), lambda r: r.source, kind="quiet", width=200),
            ),
            key=lambda r: r.id,
            faint=lambda r: r.over,
            parent=self,
        )
        self.table = Table("consents", title=tr("借用名单"), memory=desk.memory)
        self.table.set_model(self.model)
        self.table.setFixedHeight(_HEIGHT)
        self.table.current_changed.connect(self._moved)
        self.body.addWidget(self.table)
        self.add = KeyButton(tr("登记一位"), "F2", name="consents_add")
        self.add.clicked.connect(self._add)
        self.end = KeyButton(tr("结束这一条"), "F9", name="consents_end")
        self.end.clicked.connect(self._end)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.end)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add_button(tr("关闭"), "Esc", name="consents_close").clicked.connect(self.reject)
        self.refresh()

    def start(self) -> ConsentsDialog:
        """Show it over the page."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        (self.table if self.model.rows() else self.add).setFocus()
        self.open()
        return self

    def refresh(self) -> None:
        """Read the list again."""
        self.model.set_rows(self.desk.read(consents_of, self._unit_id, self.desk.clock.today()))
        if self.table.current() is None:
            self.table.select_first()
        self._moved(self.table.current())

    def _moved(self, row: ConsentRow | None) -> None:
        self.end.setEnabled(row is not None and not row.over and not row.ended_by)

    def _add(self) -> None:
        consent_dialog(self.desk, self._unit_id, self._unit, self._changed, self)

    def _end(self) -> None:
        row: ConsentRow | None = self.table.current()
        if row is None or row.over:
            return
        on = DateField("end_consent_on", today=self.desk.clock.today, required=True)
        on.set_value(self.desk.clock.today())
        reason = TextField("end_consent_reason", tr("如 业主电话收回"), limit=200)
        ActDialog(
            self.desk, "end_consent_dialog", tr("结束 {name}", name=row.name),
            ((("ends_on", on, tr("从哪天起不算"), 1), ("reason", reason, tr("原因（可不填）"), 2)),),
            end_consent, lambda v: EndConsent(row.id, v["ends_on"], v["reason"]),
            text=tr("不会删除，以前的记录都还在。"), save_text=tr("结束"), then=self._changed, parent=self,
        ).start(reason)  # fmt: skip

    def _changed(self, _result: Any) -> None:
        self.refresh()
        self.table.setFocus()


def consent_dialog(desk: Desk, unit_id: int, unit: str, then: Any, parent: QWidget) -> ActDialog:
    """One more line of a unit's list: somebody of the archives, or a name."""
    allow = SegmentField("consent_allow", [(True, tr("可以借")), (False, tr("不可以借"))])
    person = Picker(
        "consent_person",
        lambda text: reading.person_choices(desk, text, unit_id),
        resolve=partial(reading.person_of, desk),
        placeholder=tr("住户里的人从这里选"),
        counter=tr("位"),
    )
    name = TextField("consent_name", tr("不在住户里的写姓名，或单位名称"), limit=80)
    starts_on = DateField("consent_starts_on", today=desk.clock.today, required=True)
    starts_on.set_value(desk.clock.today())
    last = DateField("consent_last", tr("不填到收回为止"), today=desk.clock.today)
    words = TextField("consent_words", tr("如 装修期间，仅工作日"), limit=200)
    source = TextField("consent_source", tr("如 业主 11-20 书面、电话录音"), required=True, limit=200)
    cells: tuple[tuple[Cell, ...], ...] = (
        (("allow", allow, tr("业主说"), 2), ("person_id", person, tr("住户"), 3)),
        (("name", name, tr("或者姓名、单位"), 1),),
        (("starts_on", starts_on, tr("从哪天起"), 1), ("ends_on", last, tr("最后一天"), 1)),
        (("source", source, tr("业主怎么说的"), 1),),
        (("words", words, tr("说明（可不填）"), 1),),
    )

    def command(values: dict[str, Any]) -> AddConsent:
        end = values["ends_on"]
        made = AddConsent(unit_id, **{**values, "ends_on": None})
        return made if end is None else replace(made, ends_on=end + timedelta(days=1))

    return ActDialog(
        desk, "consent_dialog", tr("登记名单 {unit}", unit=unit), cells, add_consent, command, then=then,
        parent=parent,
    ).start(allow)  # fmt: skip


def _state(row: ConsentRow) -> Status:
    if row.over:
        return Status("neutral", tr("已结束"), hollow=True)
    word = tr("可以借") if row.allow else tr("不可以借")
    return Status(consent_tone(row), word, hollow=not row.holds)
