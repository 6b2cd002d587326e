"""The key that signs permits: where it stands, its own backup, a new one, and the gate's page (D3.5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.permits.queries.signing import KeyRow, key_rows
from frontdesk.areas.permits.service.signing import (
    BACKUP_SUFFIX,
    LEAST_PASSWORD,
    STATE_WORDS,
    BackupKey,
    KeyState,
    MakeKey,
    RestoreKey,
    backup_key,
    key_state,
    make_key,
    restore_key,
)
from frontdesk.areas.permits.ui.gate_page import save_gate_page
from frontdesk.base.store.location import plain
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import Labelled, PasswordField
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE


def key_pattern() -> str:
    """Backups of the key, as the file dialog filters them."""
    return tr("签发密钥的备份") + f" (*{BACKUP_SUFFIX})"


@dataclass(frozen=True, slots=True)
class PasswordInput:
    """What the dialog asks for; `again` is left empty where one that was set before is asked."""

    password: str = field(repr=False)
    again: str = field(default="", repr=False)


class KeyPasswordDialog(DeskDialog):
    """The password of the key's backup: set (typed twice) for one that is made, or given for one that is opened."""

    def __init__(self, desk: Desk, path: Path, *, restore: bool, parent: QWidget | None = None) -> None:
        title = tr("恢复签发密钥") if restore else tr("备份签发密钥")
        words = (
            tr("请输入备份这把密钥时设的口令。")
            if restore
            else tr("备份文件用口令锁住。口令忘了就打不开，请写下来，和文件分开收好。")
        )
        super().__init__(title, words, name="signing_password", parent=parent)
        self._desk, self._path, self._restore = desk, path, restore
        self.password = PasswordField("signing_password_word", required=True)
        self.again = PasswordField("signing_password_again", required=not restore)
        label = tr("口令") if restore else tr("口令（至少 {n} 个字）", n=LEAST_PASSWORD)
        self.body.addWidget(Labelled(self.password, label))
        fields: dict[str, PasswordField] = {"password": self.password}
        if not restore:
            self.body.addWidget(Labelled(self.again, tr("再输一次")))
            fields["again"] = self.again
        else:
            self.again.setParent(self)
            self.again.hide()
        self.form: Form[PasswordInput] = Form(PasswordInput, fields, self)
        self.add_cancel()
        self.yes = self.add_button(
            tr("恢复") if restore else tr("备份"), "Enter", "primary", name="signing_password_yes"
        )
        self.yes.clicked.connect(self._done)
        self.password.setFocus()

    def _done(self) -> None:
        typed = self.form.value()
        if typed is None:
            return
        if self._restore:
            command = RestoreKey(self._path, typed.password)
            self._desk.run(restore_key, command, form=self.form, then=self._restored)
            return
        if typed.password != typed.again:
            self.again.set_error(tr("两次输入的口令不一样"))
            return
        self._desk.run(
            backup_key, BackupKey(self._path, typed.password), form=self.form, then=self._backed_up
        )

    def _restored(self, key: str) -> None:
        self._desk.messages.ok(tr("签发密钥 {key} 已恢复，这台电脑可以签发证件了。", key=key))
        self.accept()

    def _backed_up(self, path: Path) -> None:
        self._desk.messages.ok(tr("签发密钥已备份。"), tr("{path}，口令请另外收好", path=plain(path)))
        self.accept()


class SigningSheet(QWidget):
    """The office's public keys, and what is done with the private one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_signing")
        self.desk = desk
        self.dialog: KeyPasswordDialog | None = None
        self.state = StatusLabel("neutral", "", parent=self)
        self.state.setObjectName("signing_state")
        self.page_button = KeyButton(tr("保存门岗核验页…"), "F7", name="signing_gate_page")
        self.page_button.clicked.connect(lambda: save_gate_page(self.desk))
        self.new_button = KeyButton(tr("换新密钥…"), "F8", name="signing_new")
        self.new_button.clicked.connect(self.make)
        self.restore_button = KeyButton(tr("恢复密钥…"), "F9", name="signing_restore")
        self.restore_button.clicked.connect(self.restore)
        self.backup_button = KeyButton(tr("备份密钥…"), "F2", "primary", name="signing_backup")
        self.backup_button.clicked.connect(self.backup)
        self.copy_button = KeyButton(tr("复制公钥"), "F4", name="signing_copy")
        self.copy_button.clicked.connect(self.copy)
        columns: tuple[Column[KeyRow], ...] = (
            Column(tr("密钥"), lambda k: k.key, width=130, kind="strong", name="key"),
            Column(tr("从哪天起"), lambda k: k.starts_on, width=130, name="starts_on"),
            Column(tr("为什么换"), lambda k: k.reason, kind="quiet", name="reason"),
            Column(tr("谁做的"), lambda k: k.by, width=120, name="by"),
            Column(tr("备份"), _backed_up, kind="status", width=190, name="backup"),
        )
        self.model: RowsModel[KeyRow] = RowsModel(columns, key=lambda k: k.key, parent=self)
        self.table = Table("signing_table", title=tr("签发密钥"), memory=desk.memory)
        self.table.set_model(self.model)
        self.table.current_changed.connect(lambda row: self.copy_button.setEnabled(row is not None))
        words = Words(
            tr(
                "证件和放行条上的二维码用这把密钥签名，门岗不用上网就能验真伪。私钥只在这台电脑的数据文件夹里，不进数据的备份，要单独备份；别的电脑要签发证件，用密钥的备份恢复。"
            ),
            "body", "text2", wrap=True,
        )  # fmt: skip
        words.setContentsMargins(SPACE.xl, 0, SPACE.xl, SPACE.m)
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        row.setSpacing(SPACE.s)
        row.addWidget(self.state)
        row.addStretch(1)
        for button in (
            self.copy_button, self.page_button, self.new_button, self.restore_button, self.backup_button,
        ):  # fmt: skip
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(words)
        column.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Read again: the office's keys, and this machine's file."""
        rows = self.desk.read(key_rows)
        state = self.desk.read(key_state)
        tone, words = STATE_WORDS[state]
        if state is KeyState.HERE and rows[0].backed_up_at is None:
            tone, words = "warn", "这台电脑可以签发证件，密钥还没有备份"
        self.state.set(tone, tr(words))  # type: ignore[arg-type]
        self.model.set_rows(rows)
        if self.table.current() is None:
            self.table.select_first()
        self.copy_button.setEnabled(bool(rows))
        self.page_button.setEnabled(bool(rows))
        self.new_button.setEnabled(bool(rows))
        self.backup_button.setEnabled(state in (KeyState.NONE, KeyState.HERE))

    def backup(self) -> None:
        """Where to, then the password."""
        name = f"{tr('签发密钥')}-{self.desk.clock.today()}{BACKUP_SUFFIX}"
        target = self.desk.dialogs.choose_save_file(tr("备份签发密钥"), name, key_pattern())
        if target is not None:
            self._ask(target, restore=False)

    def restore(self) -> None:
        """From which file, then the password."""
        source = self.desk.dialogs.choose_open_file(tr("恢复签发密钥"), key_pattern())
        if source is not None:
            self._ask(source, restore=True)

    def make(self) -> None:
        """A new one, once a reason is given."""
        words = tr(
            "密钥丢了，或落到别人手里时才换。已发的证件仍然有效；换好后请马上备份，并重新保存门岗核验页。"
        )
        usual = (tr("密钥丢了，没有备份"), tr("备份落到别人手里"))
        reason = self.desk.dialogs.ask_reason(tr("换新的签发密钥"), words, usual)
        if reason is not None:
            self.desk.run(make_key, MakeKey(reason), then=self._made)

    def copy(self) -> None:
        """The chosen public key onto the clipboard: for `verify --public-key`, or to print it somewhere."""
        row = self.table.current()
        if row is not None:
            QApplication.clipboard().setText(row.public)
            self.desk.messages.ok(tr("公钥已复制。公钥可以公开，私钥不行。"))

    def _made(self, key: str) -> None:
        self.desk.messages.ok(tr("新的签发密钥 {key} 已做好，请马上备份。", key=key))
        self.refresh()

    def _ask(self, path: Path, *, restore: bool) -> None:
        self.dialog = KeyPasswordDialog(self.desk, path, restore=restore, parent=self.window())
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self.refresh()
        self.table.setFocus()


def _backed_up(row: KeyRow) -> Status:
    at: datetime | None = row.backed_up_at
    if at is None:
        return Status("warn", tr("没有备份"))
    return Status("ok", f"{local_time(at):%Y-%m-%d %H:%M}")
