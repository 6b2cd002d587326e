"""The user's own new password, proved by the old one."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from frontdesk.app.new_password import SHORTEST, check_new_password
from frontdesk.base.store.users import ChangeOwnPassword, change_own_password
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import Labelled, PasswordField
from frontdesk.base.widgets.forms import Form


@dataclass(frozen=True, slots=True)
class PasswordInput:
    """What the dialog asks."""

    old_password: str = field(repr=False)
    new_password: str = field(repr=False)
    again: str = field(repr=False)


class PasswordDialog(DeskDialog):
    """Old one, new one, new one again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(tr("修改密码"), name="password_dialog", parent=parent)
        self._desk = desk
        self.old = PasswordField("password_old", required=True)
        self.new = PasswordField("password_new", required=True)
        self.again = PasswordField("password_again", required=True)
        self.form: Form[PasswordInput] = Form(
            PasswordInput,
            {"old_password": self.old, "new_password": self.new, "again": self.again},
            self,
        )
        self.body.addWidget(Labelled(self.old, tr("原密码")))
        self.body.addWidget(Labelled(self.new, tr("新密码（至少 {n} 位）", n=SHORTEST)))
        self.body.addWidget(Labelled(self.again, tr("再写一遍新密码")))
        self.add_cancel()
        self.keep = self.add_button(tr("修改"), "Ctrl+Enter", "primary", name="password_save")
        self.keep.clicked.connect(self.save)
        self.again.enter_moves = False
        self.again.submitted.connect(self.save)
        self.old.setFocus()

    def save(self) -> None:
        """Change it; what is wrong stands beside its field."""
        typed = self.form.value()
        if typed is None:
            return
        try:
            check_new_password(typed.new_password, typed.again, field="new_password")
        except Refused as refused:
            self.form.show_errors(refused)
        else:
            command = ChangeOwnPassword(typed.old_password, typed.new_password)
            self._desk.run(change_own_password, command, form=self.form, then=self._changed)

    def _changed(self, _none: None) -> None:
        self._desk.messages.ok(tr("密码已改。"), tr("下次登录用新密码。"))
        self.accept()
