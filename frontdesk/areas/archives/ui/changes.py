"""修改记录 of a unit or a person, with all that belongs to it; numbers masked (D0.6, D1.9)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import ChangeRow, person_history, unit_history
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table

_WIDTH, _HEIGHT = 880, 400


def _who(row: ChangeRow) -> str:
    return tr("{name}，{approver}授权", name=row.by, approver=row.approver) if row.approver else row.by


class ChangesDialog(DeskDialog):
    """The trail, newest first."""

    def __init__(self, rows: Sequence[ChangeRow], title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, name="changes", width=_WIDTH, parent=parent)
        model: RowsModel[ChangeRow] = RowsModel(
            (
                Column(tr("时间"), lambda r: r.at, width=160),
                Column(tr("谁"), _who, width=140),
                Column(tr("在哪"), lambda r: r.record, width=84),
                Column(tr("改了什么"), lambda r: r.what, width=108),
                Column(tr("原来"), lambda r: r.before, width=160, kind="quiet"),
                Column(tr("改成"), lambda r: r.after),
            )
        )
        model.set_rows(rows)
        self.table = Table("changes_list", title=title)
        self.table.set_model(model)
        self.table.setFixedHeight(_HEIGHT)
        self.body.addWidget(self.table)
        self.add_button(tr("关闭"), "Esc", name="changes_close").clicked.connect(self.reject)


def _show(rows: Sequence[ChangeRow], title: str, parent: QWidget) -> None:
    dialog = ChangesDialog(rows, title, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def show_unit_changes(desk: Desk, unit_id: int, code: str, parent: QWidget) -> None:
    """The trail of a unit, its people, vehicles, spaces, pets and notes."""
    _show(desk.read(unit_history, unit_id), tr("{code} 的修改记录", code=code), parent)


def show_person_changes(desk: Desk, person_id: int, name: str, parent: QWidget) -> None:
    """The trail of a person and of what they were to units."""
    _show(desk.read(person_history, person_id), tr("{name} 的修改记录", name=name), parent)
