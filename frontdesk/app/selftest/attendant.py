"""Sits before the window while the self-test presses buttons: every dialog is pictured, looked through, turned down."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from shiboken6 import isValid

from frontdesk.app.selftest.camera import Camera, plain
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.dialogs import ApproveDialog, Dialogs

_EVERY = 15
_AWAY = ("cancel", "close", "leave", "draft")


class Attendant(QObject):
    """Between `come` and `go`, no dialog stays open: it is pictured once, its plain buttons pressed, then rejected."""

    def __init__(self, camera: Camera, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.camera = camera
        self._here = False
        self._at: list[QDialog] = []
        self._turned_down: dict[int, int] = {}
        self._looked_through: set[str] = set()
        self.approvals = 0
        """How often somebody else's leave was asked."""

    def come(self) -> None:
        """From now on."""
        self._here = True
        self._look()

    def go(self) -> None:
        """No more."""
        self._here = False

    def _look(self) -> None:
        if not self._here:
            return
        # A timer of its own each time: a dialog asked from here runs Qt's loop inside this call.
        QTimer.singleShot(_EVERY, self, self._look)
        self.answer()

    def answer(self) -> None:
        """Picture and turn down the dialog on top, if there is one."""
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or dialog in self._at or not dialog.isVisible():
            return
        self._at.append(dialog)
        try:
            self._attend(dialog)
        finally:
            self._at.remove(dialog)

    def _attend(self, dialog: QDialog) -> None:
        kind = f"{type(dialog).__module__}.{type(dialog).__qualname__}"
        if isinstance(dialog, ApproveDialog):
            self.approvals += 1
        if self.camera.news(dialog):
            short = plain(kind).removesuffix("_dialog")
            if self.camera.has(f"dialog_{short}"):
                # Another dialog of that name is in a picture already: areas do not ask each other for names.
                short = f"{plain(type(dialog).__module__)}_{short}"
            self.camera.picture(f"dialog_{short}", dialog)
        if kind not in self._looked_through:
            self._looked_through.add(kind)
            self._press_plain(dialog)
        if not isValid(dialog) or not dialog.isVisible():
            return
        times = self._turned_down[id(dialog)] = self._turned_down.get(id(dialog), 0) + 1
        if times == 1:
            dialog.reject()
        if isValid(dialog) and dialog.isVisible():
            # Asked whether typing may go, and told no; or one that takes no for no answer.
            dialog.done(0)

    def _press_plain(self, dialog: QDialog) -> None:
        for button in dialog.findChildren(QAbstractButton):
            if not isValid(dialog) or not dialog.isVisible():
                return
            if isValid(button) and button.isVisible() and button.isEnabled() and _harmless(button):
                button.click()


def _harmless(button: QAbstractButton) -> bool:
    """Whether it neither answers the dialog nor turns it down."""
    name = button.objectName()
    answers = isinstance(button, KeyButton) and button.kind == "primary"
    return bool(name) and not answers and not name.endswith(_AWAY)


class Asking(Dialogs):
    """The program's own dialogs; only files are taken from, and put to, the self-test's folder."""

    given: Path
    """The workbook that is chosen."""
    saved: Path
    """The folder that is saved to."""

    def choose_open_file(self, title: str, pattern: str) -> Path | None:
        return self.given if "xlsx" in pattern else None

    def choose_save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        # Kept apart, for whoever reads them all at the end: two lists may suggest one name.
        folder = self.saved / str(len(list(self.saved.iterdir())) if self.saved.exists() else 0)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / suggested

    def choose_folder(self, title: str) -> Path | None:
        self.saved.mkdir(exist_ok=True)
        return self.saved


def over(window: QWidget) -> QWidget | None:
    """What a dialog stands over."""
    return QApplication.activeModalWidget() or window
