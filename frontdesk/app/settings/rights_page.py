"""The table of rights: which role may do what without asking. Read only; the roles are the program's."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.base.values.rights import RIGHT_WORDS, Right, Role, may
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

YES = "✓"


@dataclass(frozen=True, slots=True)
class RightRow:
    """One right."""

    right: Right

    def held(self, role: Role) -> str:
        return YES if may(role, self.right) else ""


class RightsSheet(QWidget):
    """Roles across, rights down."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_rights")
        words = Words(
            tr("没有权限的事，可以请有权限的人当场用自己的密码准许一次，准许的人和理由一起存下。"),
            "body",
            "text2",
            wrap=True,
        )
        words.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        columns: list[Column[RightRow]] = [
            Column(tr("可以做的事"), lambda r: tr(RIGHT_WORDS[r.right]), width=280, name="right", sort=False)
        ]
        for role in Role:
            columns.append(
                Column(
                    tr(role.value),
                    lambda r, role=role: r.held(role),  # type: ignore[misc]
                    width=112,
                    name=role.name,
                    sort=False,
                )
            )
        # Takes what is left, so that the roles stand beside the words.
        columns.append(Column("", lambda r: "", text=lambda _value: "", name="rest", sort=False))
        self.model: RowsModel[RightRow] = RowsModel(columns, key=lambda r: r.right, parent=self)
        self.model.set_rows([RightRow(right) for right in Right])
        self.table = Table("rights_table", title=tr("权限表"), memory=desk.memory)
        self.table.set_model(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(words)
        column.addWidget(self.table, 1)

    def refresh(self) -> None:
        """It never changes while the program runs."""
