"""When the program itself goes wrong: it is logged, typing is kept where a page can, and a person is told politely.

No traceback reaches a screen. One thing going wrong again and again is told once in a while, not each time.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QtMsgType, QUrl, Signal, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.app.gate import GateIcon
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Words, ground
from frontdesk.base.widgets.tokens import SIZE, SPACE

log = logging.getLogger("frontdesk.crash")

_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashDialog(QDialog):
    """What went wrong, what was kept, and where the log is."""

    def __init__(self, log_file: Path | None, kept: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setWindowTitle(tr("物业前台"))
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
        column.addSpacing(SPACE.m)
        self.go_on = KeyButton(tr("继续"), "Enter", "primary", name="crash_go_on")
        self.go_on.clicked.connect(self.accept)
        self.folder = KeyButton(tr("打开记录所在的文件夹"), name="crash_folder")
        self.folder.clicked.connect(self._open_folder)
        self.folder.setVisible(log_file is not None)
        row = QHBoxLayout()
        row.setSpacing(SPACE.s)
        row.addWidget(self.go_on)
        row.addWidget(self.folder)
        row.addStretch(1)
        column.addLayout(row)
        self.setFixedWidth(SIZE.empty + 2 * SPACE.xl)

    def _open_folder(self) -> None:
        if self._log_file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_file.parent)))


def crash_words(log_file: Path | None, kept: int) -> str:
    """What the dialog says."""
    words = tr("程序自己出了错，已经存好的数据没有受影响。")
    if kept:
        words += tr("正在填的 {n} 份已留作草稿，在右上角“草稿”里。", n=kept)
    if log_file is None:
        return words + tr("可以接着用；同样的事再出现，请告诉管理员当时在做什么。")
    return words + tr(
        "可以接着用；同样的事再出现，请把记录文件交给管理员：\n{path}\n记录里没有姓名、电话和证件号。",
        path=log_file,
    )


class CrashWatch(QObject):
    """Catches what nobody else has. `keep` keeps what is being typed and says how many pages it kept."""

    happened = Signal(str)
    """What went wrong, on whatever thread; told on the window's."""

    def __init__(
        self,
        log_file: Path | None,
        keep: Callable[[], int],
        window: Callable[[], QWidget | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self._keep = keep
        self._window = window
        self._told: set[str] = set()
        self._before = (sys.excepthook, threading.excepthook)
        self._native: TextIOWrapper | None = None
        self.dialog: CrashDialog | None = None
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """From now on."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        qInstallMessageHandler(self._qt_said)
        if self._log_file is not None:
            try:
                self._native = (self._log_file.parent / "native.log").open("a", encoding="utf-8")
                faulthandler.enable(self._native)
            except OSError:
                log.warning("no place for faults below Python")

    def stop(self) -> None:
        """As it was before."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            self._native = None

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("defect", exc_info=(kind, error, trace))
        self.happened.emit(_place(kind, trace))

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._caught(args.exc_type, args.exc_value, args.exc_traceback)

    def _qt_said(self, kind: QtMsgType, _context: object, message: str) -> None:
        logging.getLogger("frontdesk.qt").log(_LEVELS.get(kind, logging.INFO), "%s", message)

    def _tell(self, place: str) -> None:
        if self.dialog is not None or place in self._told:
            return
        self._told.add(place)
        kept = 0
        try:
            kept = self._keep()
        except Exception:
            log.exception("typing could not be kept")
        self.dialog = CrashDialog(self._log_file, kept, self._window())
        self.dialog.finished.connect(self._closed)
        self.dialog.show()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def _place(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where it went wrong: the same place is told once."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
    return f"{kind.__name__} {where}"
