"""修改记录: what happened to one record, by whom, and each value before and after (D0.6)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from frontdesk.base.store.audit import HistoryRow, history
from frontdesk.base.values.masks import mask_id, mask_numbers, mask_phone
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table

_WIDTH, _HEIGHT = 760, 360


def covered(field: str, value: str | None) -> str | None:
    """A value as the trail shows it: what is a number by its field is masked whatever its form (D1.9)."""
    if not value:
        return value
    if field.endswith(("phone", "phone2")):
        return mask_phone(value)
    if field.endswith(("id_number", "carrier_number")):
        return mask_id(value)
    return mask_numbers(value) if field.endswith("contact") else value


class HistoryDialog(DeskDialog):
    """The trail of one record, newest first. *words* turns the names of fields into what the desk calls them."""

    def __init__(
        self,
        rows: tuple[HistoryRow, ...],
        title: str,
        words: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, name="history", width=_WIDTH, parent=parent)

        def what(row: HistoryRow) -> str:
            return tr("建立") if row.field == "*" else tr(words.get(row.field, row.field))

        def who(row: HistoryRow) -> str:
            if row.approver:
                return tr("{name}，{approver}授权", name=row.actor, approver=row.approver)
            return row.actor

        model: RowsModel[HistoryRow] = RowsModel(
            (
                Column(tr("时间"), lambda r: r.at, width=168),
                Column(tr("谁"), who, width=150),
                Column(tr("改了什么"), what, width=120),
                Column(tr("原来"), lambda r: covered(r.field, r.before), width=150, kind="quiet"),
                Column(tr("改成"), lambda r: covered(r.field, r.after)),
            )
        )
        model.set_rows(rows)
        self.table = Table("history_list", title=title)
        self.table.set_model(model)
        self.table.setFixedHeight(_HEIGHT)
        self.body.addWidget(self.table)
        self.add_button(tr("关闭"), "Esc", name="history_close").clicked.connect(self.reject)


def show_history(
    desk: Desk,
    table: str,
    record_id: int,
    title: str,
    words: Mapping[str, str],
    parent: QWidget | None = None,
) -> None:
    """Read and show the trail of one record."""
    rows = desk.read(history, table, record_id)
    if not rows:
        desk.messages.ok(tr("这条记录建立以来没有改过。"))
        return
    HistoryDialog(rows, title, words, parent).exec()
