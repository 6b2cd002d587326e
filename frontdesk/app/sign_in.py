"""Who sits here: name and password, on one calm page. The same page stands over the desk while it is locked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from frontdesk.app.gate import Gate
from frontdesk.base.store.work import Actor
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.fields import PasswordField, TextField
from frontdesk.base.widgets.marks import Words

Check = Callable[[str, str], Actor]
"""(user name, password) -> who it is; raises `DeskError` in words."""

LAST_LOGIN = "sign_in/last"
"""Remembered on this machine: who signed in last."""


class SignInPage(Gate):
    """`signed_in(actor, login)` once the password fits."""

    signed_in = Signal(object, str)

    def __init__(
        self,
        check: Check,
        *,
        icon: str = "ph.buildings",
        title: str = "",
        words: str = "",
        name: str = "sign_in_page",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(icon, title, words, name=name, parent=parent)
        self.check = check
        self.login = TextField("sign_in_login", required=True, limit=40)
        self.password = PasswordField("sign_in_password", required=True)
        self.login_row = self.add_field("login", self.login, tr("用户名"))
        self.add_field("password", self.password, tr("密码"))
        self.caps = Words(tr("大写锁定开着"), "small", "warn", parent=self)
        self.caps.setObjectName("sign_in_caps")
        self.caps.hide()
        self.column.addWidget(self.caps)
        self.add_wrong()
        self.button = KeyButton(tr("登录"), "Enter", "primary", name="sign_in_button", shortcut=False)
        self.button.clicked.connect(self.try_it)
        self.button_row = self.add_buttons(self.button)
        self.submit_at_last(self.password, self.try_it)
        self.password.inner.installEventFilter(self)

    def ask(self, estate: str, login: str) -> None:
        """Show it for that estate, with the name of who signed in last."""
        self.title.setText(estate or tr("物业前台"))
        self.title.setAccessibleName(self.title.text())
        self.words.setText(tr("请用自己的用户名登录，做过的事都记在这个名下。"))
        self.words.show()
        self.clear_errors()
        self.login.set_value(login)
        self.password.set_value("")
        self.take_focus()

    def take_focus(self) -> None:
        """Typing goes where something is missing."""
        (self.password if self.login.text().strip() else self.login).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_focus()

    def try_it(self) -> None:
        """Let in whoever's password fits; else say beside the field that it does not."""
        self.clear_errors()
        typed = self.values(("login", "password"))
        if typed is None:
            return
        try:
            actor = self.check(typed["login"], typed["password"])
        except DeskError as error:
            self.show_error(error)
            self.password.inner.selectAll()
            return
        self.password.set_value("")
        self.signed_in.emit(actor, typed["login"].strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().isalpha():
            # A capital without Shift, or a small letter with it: the lock is on.
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.setVisible(event.text().isascii() and event.text().isupper() != shift)
        return super().eventFilter(watched, event)
