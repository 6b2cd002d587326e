"""A clerk at the window: keys to whatever has the focus, eyes on what is shown, answers to what is asked."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from pypdf import PdfReader
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.program import Program
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.dialogs import ApproveDialog, ConfirmDialog, PickDialog, ReasonDialog
from frontdesk.base.widgets.field import Field
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import Page
from tests.areas.cashdesk.ui.conftest import Port
from tests.areas.cashdesk.ui.keys import Key, focused, press
from tests.areas.cashdesk.ui.tree import texts_of

K = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ENTER = K.Key_Return
SAVE = (CTRL, K.Key_Return)
ALL = (CTRL, K.Key_A)
ACT = (ALT, K.Key_Return)
"""The button of the message bar."""
W = TypeVar("W", bound=QObject)
Answer = Callable[[Any], object]
_ASKING = (ConfirmDialog, ApproveDialog, ReasonDialog, PickDialog)


def settle() -> None:
    """What the event loop does between two keys: a page reads, what it read comes into sight, buttons have their keys."""
    for _ in range(3):
        QApplication.processEvents()


class Answers(QObject):
    """Answers the dialogs that wait for an answer, in the order they were foreseen; turns back from any other."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Answer] = []
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self._timer = QTimer(self)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Nobody answers any more."""
        self._timer.stop()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, _ASKING) or not dialog.isVisible():
            return
        self.asked.append(f"{dialog.title.text()} {dialog.text.text()}".strip())
        self._timer.stop()
        try:
            if self.waiting:
                dialog.activateWindow()
                settle()
                self.waiting.pop(0)(dialog)
            else:
                self.wrong.append(f"nobody foresaw: {self.asked[-1]}")
        except Exception as error:
            # A dialog left open would hang the test.
            self.wrong.append(f"{self.asked[-1]}: {error!r}")
        finally:
            self._timer.start()
            if dialog.isVisible():
                dialog.reject()


class Clerk:
    """Whoever sits at the window of *program*."""

    def __init__(self, program: Program, qtbot: QtBot, port: Port, files: list[Path]) -> None:
        self.program, self.qtbot, self.port, self.files = program, qtbot, port, files
        self.answers = Answers()
        self.keys = 0

    def leave(self) -> None:
        """The window is closed and the data let go, as at the program's end."""
        self.answers.stop()
        if self.program.desk is not None:
            self.program.window.close()
            self.program.window.hide()
            self.program.close()

    # -- hands --

    def press(self, *keys: Key) -> None:
        """Press one after another; each key and each sign typed is counted."""
        for key in keys:
            self.keys += len(key) if isinstance(key, str) else 1
            press(self.qtbot, key)
            settle()

    def retype(self, *fields: str) -> None:
        """Into the field that has the focus: text in place of what stands there, then on with Enter."""
        for text in fields:
            self.press(ALL, text, ENTER)

    def stand_in(self, name: str) -> None:
        """Put the focus into that field, as a click does."""
        self.find(name).setFocus()
        settle()

    def fill(self, name: str, text: str) -> None:
        """Type it in that field, in place of what stands there."""
        self.stand_in(name)
        self.press(ALL, K.Key_Delete, text)

    def go(self, target: str, **arguments: Any) -> None:
        """Be led to a page, as a link or a hit leads there."""
        assert self.program.desk is not None
        self.program.desk.go(target, **arguments)
        self.settle()

    def click(self, name: str) -> None:
        self.qtbot.mouseClick(self.find(name), Qt.MouseButton.LeftButton)
        settle()

    def choose(self, button: str, action: str) -> None:
        """Take an entry of the menu behind a button."""
        self.click(button)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry = menu.findChild(QAction, action) or next(a for a in menu.actions() if a.objectName() == action)
        self.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
        self.settle()

    @contextmanager
    def answering(self, *answers: Answer) -> Iterator[Answers]:
        """What is done inside asks these questions, and no others."""
        self.answers.waiting.extend(answers)
        yield self.answers
        assert self.answers.waiting == [], "not all was asked"
        assert self.answers.wrong == []
        # The offscreen platform has no window manager that would do it.
        (QApplication.activeModalWidget() or self.window).activateWindow()
        self.settle()

    # -- eyes --

    @property
    def window(self) -> QWidget:
        return self.program.window

    def settle(self) -> None:
        settle()

    def page(self) -> Page:
        """The page that is shown, the innermost."""
        self.settle()
        assert self.program.workplace is not None
        found = self.program.workplace.inner_page()
        assert found is not None
        return found

    def at(self, name: str) -> bool:
        """Whether that page is shown."""
        return self.page().objectName() == name

    def find(self, name: str, kind: type[Any] = QWidget) -> Any:
        """The widget of that name that is in sight."""
        top = QApplication.activeModalWidget() or self.window
        found = [w for w in top.findChildren(kind, name) if w.isVisible()]
        assert found, name
        return found[-1]

    def reads(self, name: str) -> str:
        """What stands there."""
        widget = self.find(name)
        assert isinstance(widget, Words | StatusLabel | Field), name
        return widget.text()

    def reads_button(self, name: str) -> str:
        """What a button says."""
        return str(self.find(name, KeyButton).text())

    def wrong_at(self, name: str) -> str:
        """What is said to be wrong with that field."""
        field = self.find(name)
        assert isinstance(field, Field)
        return field.error()

    def told(self) -> str:
        """What the message bar says."""
        self.settle()
        assert self.program.workplace is not None
        return self.program.workplace.bar.text()

    def dialog(self, name: str) -> Any:
        """The dialog of that name, open and ready for keys."""
        self.settle()
        found = [
            w for w in QApplication.topLevelWidgets()
            if isinstance(w, QDialog) and w.objectName() == name and w.isVisible()
        ]  # fmt: skip
        assert len(found) == 1, (name, len(found))
        found[0].activateWindow()
        self.settle()
        return found[0]

    def no_dialog(self) -> None:
        """Nothing is asked any more; the window has the keys."""
        self.settle()
        left = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        assert left == []
        self.window.activateWindow()
        self.settle()

    def everything_told(self) -> set[str]:
        """All that any widget, model or screen reader of the window could tell, hidden or not."""
        return texts_of(self.window)

    def says_somewhere(self, text: str) -> bool:
        """Whether anything in the window tells that."""
        return any(text in told for told in self.everything_told())

    def printed(self) -> list[str]:
        """What went to the printer, in order."""
        return [job.title for job in self.port.jobs]


def reason(text: str) -> Answer:
    """Give a reason in words."""

    def give(dialog: ReasonDialog) -> None:
        dialog.words.inner.setFocus()
        dialog.words.set_value(text)
        dialog.primary.click()  # type: ignore[union-attr]

    return give


def no(dialog: DeskDialog) -> None:
    """Turn back."""
    dialog.reject()


def text_of(pdf: bytes) -> str:
    """What a paper says."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


__all__ = [
    "ACT",
    "ALL",
    "ALT",
    "CTRL",
    "ENTER",
    "SAVE",
    "Answers",
    "Clerk",
    "K",
    "focused",
    "no",
    "reason",
    "text_of",
]
