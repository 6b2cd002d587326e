"""What a person sees when the program itself has gone wrong: no traceback, what was kept, where the log is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.app.gate import GateIcon
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Words, ground
from frontdesk.base.widgets.tokens import SIZE, SPACE


class CrashDialog(QDialog):
    """What went wrong, what was kept, and where the log is. `leave_wanted` when the clerk would rather end."""

    leave_wanted = Signal()

    def __init__(self, log_file: Path | None, kept: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setWindowTitle(tr("物业前台"))
        self.setAccessibleName(tr("刚才这一步没有做成"))
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        ground(self, "surface")
        self._log_file = log_file
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.xl)
        column.setSpacing(SPACE.s)
        column.addWidget(GateIcon("ph.warning-circle", self))
        column.addSpacing(SPACE.s)
        column.addWidget(Words(tr("刚才这一步没有做成"), "title", parent=self))
        self.words = Words(crash_words(log_file, kept), "body", "text2", wrap=True, select=True, parent=self)
        self.words.setObjectName("crash_words")
        column.addWidget(self.words)
        self.folder = KeyButton(tr("打开日志所在文件夹"), "F4", name="crash_folder", parent=self)
        self.folder.clicked.connect(self._open_folder)
        self.copy = KeyButton(tr("复制路径"), "F6", name="crash_copy", parent=self)
        self.copy.clicked.connect(self._copy_path)
        self.go_on = KeyButton(tr("继续"), "Enter", "primary", name="crash_go_on", parent=self)
        self.go_on.clicked.connect(self.accept)
        self.leave = KeyButton(tr("退出"), "Ctrl+Q", name="crash_leave", parent=self)
        self.leave.clicked.connect(self._leave)
        about_log = QHBoxLayout()
        about_log.setSpacing(SPACE.s)
        for button in (self.folder, self.copy):
            button.setVisible(log_file is not None)
            about_log.addWidget(button)
        about_log.addStretch(1)
        column.addSpacing(SPACE.s)
        column.addLayout(about_log)
        column.addSpacing(SPACE.m)
        row = QHBoxLayout()
        row.setSpacing(SPACE.s)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.go_on)
        column.addLayout(row)
        # What lies at hand comes first: Enter goes on.
        for before, after in (
            (self.go_on, self.leave),
            (self.leave, self.folder),
            (self.folder, self.copy),
        ):
            QWidget.setTabOrder(before, after)
        self.go_on.setFocus()
        self.setFixedWidth(SIZE.empty + 2 * SPACE.xl)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            focused = self.focusWidget()
            (focused if isinstance(focused, KeyButton) else self.go_on).click()
        else:
            super().keyPressEvent(event)

    def _open_folder(self) -> None:
        if self._log_file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_file.parent)))

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(str(self._log_file))
        self.copy.setText(tr("路径已复制"))

    def _leave(self) -> None:
        self.accept()
        self.leave_wanted.emit()


def crash_words(log_file: Path | None, kept: int) -> str:
    """What the dialog says."""
    words = tr("程序自己出了错，已经存好的数据没有受影响。")
    if kept:
        words += tr("正在填的 {n} 份已留作草稿，在右上角“草稿”里。", n=kept)
    if log_file is None:
        return words + tr("可以接着用；同样的事再出现，请告诉管理员当时在做什么。")
    return words + tr(
        "可以接着用；同样的事再出现，请把日志文件交给管理员：\n{path}\n日志里没有姓名、电话和证件号。",
        path=log_file,
    )
