"""One sheet of the settings: fields that scroll, and a foot with the save button that does not."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.forms import Form, FormGrid
from frontdesk.base.widgets.marks import HairLine, Words, ground
from frontdesk.base.widgets.page import Scroll
from frontdesk.base.widgets.tokens import SIZE, SPACE

WIDE = 2 * SIZE.empty


class SettingsSheet(QWidget):
    """Subclasses fill `grid`, call `set_form`, and write `load` and `save`."""

    right: Right = Right.SETTINGS

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.desk = desk
        self.form: Form[Any]
        self.grid = FormGrid()
        self.grid.setMaximumWidth(WIDE)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.grid, 100)
        row.addStretch(1)
        self.save_button = KeyButton(tr("保存"), "Ctrl+Enter", "primary", name=f"{name}_save")
        self.save_button.clicked.connect(self.save)
        self.undo_button = KeyButton(tr("改回原样"), name=f"{name}_undo")
        self.undo_button.clicked.connect(self.load)
        self.undo_button.hide()
        foot = QWidget(self)
        ground(foot, "subtle")
        foot.setFixedHeight(SIZE.foot)
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        buttons.setSpacing(SPACE.s)
        self.foot_words = Words("", "body", "text2", parent=foot)
        buttons.addWidget(self.foot_words)
        buttons.addStretch(1)
        buttons.addWidget(self.undo_button)
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Scroll(holder), 1)
        column.addWidget(HairLine("line"))
        column.addWidget(foot)
        self.foot_height = SIZE.foot + 1

    def set_form(self, form: Form[Any]) -> None:
        """The sheet's form."""
        self.form = form
        form.edited.connect(self._edited)
        if not self.desk.may(self.right):
            self.foot_words.setText(tr("修改设置要管理员准许，保存时会问。"))

    def _edited(self) -> None:
        self.undo_button.setVisible(self.form.changed())

    def refresh(self) -> None:
        """Read again, unless something is being typed here."""
        if not self.form.changed():
            self.load()
        self._edited()

    def load(self) -> None:
        """Show what is set."""

    def save(self) -> None:
        """Keep what is filled in."""

    def saved(self, _none: None) -> None:
        """It stands."""
        self.form.settle()
        self.undo_button.hide()
        self.desk.messages.ok(tr("设置已保存。"))
        self.load()
