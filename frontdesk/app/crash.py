"""When the program itself goes wrong: it is logged, typing is kept where a page can, and a person is told politely.

No traceback reaches a screen. One thing going wrong again and again is told once, not each time. It watches from
before the database layer is loaded; what keeps typing joins when there are pages (`keep`, `leave`).
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Qt, QtMsgType, QUrl, Signal, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.app.gate import GateIcon
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Words, ground
from frontdesk.base.widgets.tokens import SIZE, SPACE

log = logging.getLogger("frontdesk.crash")

FAULT_LOG = "fault.log"
"""Beside the log: what happens below Python, where nothing else can be written any more."""
FAULT_SIZE = 200_000
_BEGIN = "== "

_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


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


class CrashWatch(QObject):
    """Catches what nobody else has.

    `keep` keeps what is being typed and says how many pages it kept; `leave` ends the program as by its own button.
    """

    happened = Signal(str)
    """What went wrong, on whatever thread; told on the window's."""

    def __init__(
        self,
        log_file: Path | None,
        keep: Callable[[], int],
        window: Callable[[], QWidget | None],
        leave: Callable[[], object] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self.keep = keep
        self.leave = leave
        self._window = window
        self._told: set[str] = set()
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._faults: TextIOWrapper | None = None
        self.dialog: CrashDialog | None = None
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """From now on."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = self._unraisable
        qInstallMessageHandler(self._qt_said)
        if self._log_file is not None:
            self._faults = begin_fault_log(self._log_file.parent)
            if self._faults is not None:
                faulthandler.enable(self._faults)

    def stop(self) -> None:
        """As it was before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(None)
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("defect", exc_info=(kind, error, trace))
        self.happened.emit(_place(kind, trace))

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._caught(args.exc_type, args.exc_value, args.exc_traceback)

    def _unraisable(self, what: Any) -> None:
        # Nobody waits for it and nothing is half done: the log is enough.
        error = what.exc_value
        told = (what.exc_type, error, what.exc_traceback) if error is not None else None
        log.error("lost on the way: %s", type(what.object).__name__, exc_info=told)

    def _qt_said(self, kind: QtMsgType, _context: object, message: str) -> None:
        logging.getLogger("frontdesk.qt").log(_LEVELS.get(kind, logging.INFO), "%s", message)

    def _tell(self, place: str) -> None:
        if self.dialog is not None or place in self._told:
            return
        self._told.add(place)
        kept = 0
        try:
            kept = self.keep()
        except Exception:
            log.exception("typing could not be kept")
        self.dialog = CrashDialog(self._log_file, kept, self._window())
        self.dialog.leave_wanted.connect(self._leave, Qt.ConnectionType.QueuedConnection)
        self.dialog.finished.connect(self._closed)
        self.dialog.show()

    def _leave(self) -> None:
        self.leave()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def begin_fault_log(folder: Path) -> TextIOWrapper | None:
    """The file for faults below Python, open to the end of the run; what the run before left in it is logged.

    One file is kept beside it when it is full. None where it cannot be written.
    """
    path = folder / FAULT_LOG
    try:
        left = _left_in(path)
        if left:
            log.error("the run before ended below Python: %s (see %s)", left, FAULT_LOG)
        if path.exists() and path.stat().st_size > FAULT_SIZE:
            path.replace(path.with_name(FAULT_LOG + ".1"))
        file = path.open("a", encoding="utf-8")
        file.write(f"{_BEGIN}{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\n")
        file.flush()
    except OSError:
        log.warning("no place for faults below Python")
        return None
    return file


def _left_in(path: Path) -> str:
    """The first line after the last start's; empty where nothing was written since."""
    if not path.exists():
        return ""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    started = max((n for n, line in enumerate(lines) if line.startswith(_BEGIN)), default=-1)
    return next((line for line in lines[started + 1 :] if line.strip()), "")


def _place(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where it went wrong: the same place is told once."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
    return f"{kind.__name__} {where}"
