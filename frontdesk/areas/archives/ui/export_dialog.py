"""导出房屋: masked for everybody; in full with a reason and, where it takes one, a supervisor's leave (D0.7, D1.9)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import UnitFilter
from frontdesk.areas.archives.service import ExportUnits, export_units
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import Labelled, SegmentField, TextField
from frontdesk.base.widgets.saving import save_file


class ExportDialog(DeskDialog):
    """How much of the numbers goes out, and where to."""

    def __init__(self, desk: Desk, wanted: UnitFilter, count: int, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("导出房屋"),
            tr("筛选出的 {n} 户：房屋、业主、租客、车位和车牌。", n=f"{count:,}"),
            name="export_units",
            parent=parent,
        )
        self._desk, self._wanted, self._count = desk, wanted, count
        self.how = SegmentField(
            "export_how", [(False, tr("证件号和电话打码")), (True, tr("原文"))], parent=self
        )
        self.reason = TextField("export_reason", tr("给谁、做什么用"), limit=100)
        self.reason.enter_moves = False
        self.reason.submitted.connect(self._export)
        self._asked = Labelled(self.reason, tr("为什么要原文（会记下，也写在文件里）"))
        self.how.edited.connect(self._how_chosen)
        self.body.addWidget(Labelled(self.how, tr("个人信息"), reserve=False))
        self.body.addWidget(self._asked)
        self.add_cancel()
        go = self.add_button(tr("选位置并导出"), "Ctrl+Enter", "primary", name="export_go")
        go.clicked.connect(self._export)
        self._how_chosen()
        self.how.setFocus()

    def _how_chosen(self) -> None:
        self.reason.set_read_only(not self.how.value())
        self.reason.set_error(None)

    def _export(self) -> None:
        unmasked = bool(self.how.value())
        reason = str(self.reason.value())
        if unmasked and not reason:
            self.reason.set_error(tr("请填导出原文的原因"))
            self.reason.setFocus()
            return
        day = self._desk.clock.today().isoformat()
        path = self._desk.dialogs.choose_save_file(
            tr("导出到 Excel"), tr("业主档案 {day}.xlsx", day=day), tr("Excel 工作簿 (*.xlsx)")
        )
        if path is None:
            return
        desk, count = self._desk, self._count
        self.accept()
        desk.run_long(
            export_units,
            ExportUnits(self._wanted, unmasked, reason),
            title=tr("正在导出房屋"),
            then=lambda data: _write(desk, path, data, count),
        )


def _write(desk: Desk, path: Path, data: bytes, count: int) -> None:
    def told(where: Path) -> None:
        desk.messages.ok(tr("已导出 {n} 户。", n=f"{count:,}"), str(where))

    save_file(desk, path, data, title=tr("导出到 Excel"), pattern=tr("Excel 工作簿 (*.xlsx)"), then=told)
