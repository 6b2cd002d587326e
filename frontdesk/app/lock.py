"""The lock: after the minutes set, or at once by Ctrl+L, the desk is covered until a password fits.

What was being typed stays underneath as it was. Somebody else can sign in instead (换用户).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from frontdesk.app.sign_in import Check, SignInPage
from frontdesk.base.values.clock import Clock
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Words, ground
from frontdesk.base.widgets.tokens import SIZE

_HANDS = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
})  # fmt: skip


class IdleWatch(QObject):
    """`idle` once nobody has touched keys or pointer for so many minutes."""

    idle = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._minutes = 0
        self._last: datetime = clock.now()
        self._on = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._looked)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            # Only windows are listened to, not every widget: a filter on the application sees each repaint.
            app.focusWindowChanged.connect(self._listen)
            app.applicationStateChanged.connect(self._came_back)
            self._listen(app.focusWindow())

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # twice is once for Qt

    def start(self, minutes: int) -> None:
        """Watch from now on; 0 minutes never ends."""
        self._minutes = minutes
        self._on = minutes > 0
        self.touch()

    def stop(self) -> None:
        self._on = False
        self.timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._clock.now()
        if self._on:
            self.timer.start(self._minutes * 60_000)
        else:
            self.timer.stop()

    def _late(self) -> bool:
        return self._on and self._clock.now() - self._last >= timedelta(minutes=self._minutes)

    def _looked(self) -> None:
        if self._on:
            self.stop()
            self.idle.emit()

    def _came_back(self, state: Qt.ApplicationState) -> None:
        # A machine that slept did not count minutes; its clock did.
        if state == Qt.ApplicationState.ApplicationActive and self._late():
            self._looked()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._on and event.type() in _HANDS:
            if self._late():
                self._looked()
                return True
            # Moving the timer on each pointer move would cost more than it is worth.
            if self._clock.now() - self._last > timedelta(seconds=1):
                self.touch()
        return super().eventFilter(watched, event)


class LockPage(SignInPage):
    """The sign-in page as it stands over the desk: whose work waits, their password, or somebody else."""

    def __init__(self, check: Check, *, parent: QWidget | None = None) -> None:
        super().__init__(check, icon="ph.lock-simple", name="lock_page", parent=parent)
        self.button.setText(tr("继续"))
        self.other = KeyButton(tr("换用户"), kind="flat", name="lock_other_user")
        self.other.clicked.connect(self.ask_other)
        self.button_row.insertWidget(1, self.other)
        self._whose = ""

    def ask_for(self, name: str, login: str) -> None:
        """Locked while *name* was at work."""
        self._whose = name
        self.title.setText(tr("已锁屏"))
        self.words.setText(tr("{name} 的工作原样留着，输入密码继续。", name=name))
        self.words.show()
        self.clear_errors()
        self.login_row.hide()
        self.other.show()
        self.button.setText(tr("继续"))
        self.login.set_value(login)
        self.password.set_value("")
        self.take_focus()

    def ask_other(self) -> None:
        """Anybody may sign in."""
        self.title.setText(tr("换用户"))
        self.words.setText(tr("{name} 没存的内容会留作草稿，回来时还在。", name=self._whose))
        self.clear_errors()
        self.login_row.show()
        self.other.hide()
        self.button.setText(tr("登录"))
        self.login.set_value("")
        self.password.set_value("")
        self.take_focus()


class _Cover(QWidget):
    """Hides what a window shows."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("lock_cover")
        ground(self, "surface")
        column = QVBoxLayout(self)
        words = Words(tr("已锁屏"), "lead", "text2", parent=self)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        self.setGeometry(over.rect())
        self.show()
        self.raise_()


class LockOverDialogs(QObject):
    """The lock where a dialog is open: the dialogs are covered, and the password is asked in one over them.

    Closing them would throw away what they ask; they go on when the lock is gone.
    """

    def __init__(self, page: LockPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self._covers: list[_Cover] = []
        self._dialog: QDialog | None = None

    @staticmethod
    def wanted() -> bool:
        """Whether a dialog stands over the desk now."""
        return QApplication.activeModalWidget() is not None

    def up(self, main: QWidget) -> None:
        """Cover everything; the dialog with the password is shown at once, `down` takes all of it away."""
        for window in QApplication.topLevelWidgets():
            if window is not main and window.isVisible() and isinstance(window, QDialog):
                self._covers.append(_Cover(window))
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        dialog = _LockDialog(QApplication.activeModalWidget() or main)
        dialog.setWindowTitle(tr("已锁屏"))
        dialog.setObjectName("lock_dialog")
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        dialog.setMinimumSize(SIZE.empty + 120, 420)
        column = QVBoxLayout(dialog)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        # Nobody is switched in the middle of a question that another was asked.
        self._page.other.hide()
        self._page.show()
        self._dialog = dialog
        dialog.show()

    def down(self, back: Callable[[QWidget], object]) -> None:
        """Take the covers away; the page is handed to *back* before its dialog goes."""
        for cover in self._covers:
            cover.deleteLater()
            cover.hide()
        self._covers.clear()
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            back(self._page)
            dialog.done(0)
            dialog.deleteLater()


class _LockDialog(QDialog):
    """Goes away by a password only."""

    def reject(self) -> None:
        pass
