"""Users: who may sign in, as what; added, changed, stopped, given a new password. Nobody is ever deleted."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.app.new_password import SHORTEST, check_new_password
from frontdesk.base.store.users import AddUser, ChangeUser, UserRow, add_user, change_user, users
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Role
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import CheckField, ChoiceField, Labelled, PasswordField, TextField
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE


@dataclass(frozen=True, slots=True)
class UserInput:
    """A user as the dialog asks for one; an empty password of one there is leaves it."""

    login: str
    name: str
    role: Role
    active: bool = True
    password: str = field(default="", repr=False)


class UserDialog(DeskDialog):
    """A new user, or one to change."""

    def __init__(self, desk: Desk, user: UserRow | None = None, *, parent: QWidget | None = None) -> None:
        title = tr("加用户") if user is None else tr("修改用户")
        super().__init__(title, name="user_dialog", parent=parent)
        self._desk, self._user = desk, user
        self.login = TextField("user_login", tr("登录时输入，例如姓名的拼音"), required=True, limit=40)
        self.person = TextField("user_name", tr("印在纸上的姓名"), required=True, limit=40)
        self.role = ChoiceField("user_role", [(role, tr(role.value)) for role in Role], required=True)
        self.password = PasswordField("user_password", required=user is None)
        self.active = CheckField("user_active", tr("可以登录"), on=True)
        fields = {
            "login": self.login,
            "name": self.person,
            "role": self.role,
            "password": self.password,
            "active": self.active,
        }
        self.form: Form[UserInput] = Form(UserInput, fields, self)
        word = tr("密码（至少 {n} 位）", n=SHORTEST) if user is None else tr("新密码（不改就空着）")
        pair = QHBoxLayout()
        pair.setSpacing(SPACE.l)
        pair.addWidget(Labelled(self.login, tr("用户名")))
        pair.addWidget(Labelled(self.person, tr("姓名")))
        self.body.addLayout(pair)
        second = QHBoxLayout()
        second.setSpacing(SPACE.l)
        second.addWidget(Labelled(self.role, tr("角色")))
        second.addWidget(Labelled(self.password, word))
        self.body.addLayout(second)
        if user is None:
            self.form.load({"role": Role.SERVICE})
            self.active.hide()
        else:
            self.form.load(UserInput(user.login, user.name, user.role, user.active))
            self.login.set_read_only(True)
            self.body.addWidget(self.active)
        self.add_cancel()
        self.keep = self.add_button(tr("保存"), "Ctrl+Enter", "primary", name="user_save")
        self.keep.clicked.connect(self.save)
        (self.login if user is None else self.person).setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def save(self) -> None:
        """Store it; what is wrong stands beside its field."""
        typed = self.form.value()
        if typed is None:
            return
        try:
            if typed.password:
                check_new_password(typed.password)
        except Refused as refused:
            self.form.show_errors(refused)
            return
        if self._user is None:
            new = AddUser(typed.login, typed.name, typed.role, typed.password)
            self._desk.run(add_user, new, form=self.form, then=self._added)
        else:
            changed = ChangeUser(self._user.id, typed.name, typed.role, typed.active, typed.password)
            self._desk.run(change_user, changed, form=self.form, then=self._changed)

    def _added(self, _user_id: int) -> None:
        self._desk.messages.ok(tr("已加用户 {login}。", login=self.login.value()))
        self.accept()

    def _changed(self, _none: None) -> None:
        self._desk.messages.ok(tr("已保存 {name}。", name=self.person.value()))
        self.accept()


class UsersSheet(QWidget):
    """The list of users."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_users")
        self.desk = desk
        self.table = Table("users_table", title=tr("用户"), memory=desk.memory)
        self.add = KeyButton(tr("加用户"), "F2", "primary", name="users_add")
        self.add.clicked.connect(lambda: self.ask(None))
        self.change = KeyButton(tr("修改"), "Enter", name="users_change", shortcut=False)
        self.change.clicked.connect(lambda: self.ask(self.table.current()))
        columns: tuple[Column[UserRow], ...] = (
            Column(tr("用户名"), lambda u: u.login, width=200, name="login"),
            Column(tr("姓名"), lambda u: u.name, kind="strong", name="name"),
            Column(tr("角色"), lambda u: tr(u.role.value), width=160, name="role"),
            Column(
                tr("状态"),
                lambda u: Status("ok", tr("可登录")) if u.active else Status("neutral", tr("已停用")),
                kind="status",
                width=160,
                name="state",
            ),
        )
        self.model: RowsModel[UserRow] = RowsModel(
            columns, key=lambda u: u.id, faint=lambda u: not u.active, parent=self
        )
        self.table.set_model(self.model)
        self.table.opened.connect(self.ask)
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        row.setSpacing(SPACE.s)
        row.addStretch(1)
        row.addWidget(self.change)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.table, 1)
        self.dialog: UserDialog | None = None

    def refresh(self) -> None:
        """Read again."""
        self.model.set_rows(self.desk.read(users))
        if self.table.current() is None:
            self.table.select_first()

    def ask(self, user: UserRow | None) -> None:
        """A dialog for a new user, or for *user*."""
        self.dialog = UserDialog(self.desk, user, parent=self.window())
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self.table.setFocus()
