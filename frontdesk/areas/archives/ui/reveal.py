"""看原文: numbers in full for whom it is allowed, with the reason kept, covered again after a while (D1.9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.areas.archives.rules.looks import SHOWN_SECONDS
from frontdesk.areas.archives.service import PersonNumbers, RevealPerson, reveal_person
from frontdesk.base.store.work import Work
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.shown_for import IN_FULL
from frontdesk.base.widgets.tokens import SPACE

USUAL = ("办理业务核对身份", "联系业主", "核实待核实资料", "其他")
N = TypeVar("N")
Told = Sequence[tuple[str, str]]
"""What each number is, and the number."""


class NumbersDialog(DeskDialog):
    """Somebody's numbers in full; it goes by itself after a minute, and nothing of it stays on the page."""

    def __init__(self, name: str, numbers: Told, parent: QWidget | None = None) -> None:
        super().__init__(name or tr("原文"), name="numbers_dialog", width=420, parent=parent)
        self.left = SHOWN_SECONDS
        self.numbers: list[Words] = []
        for label, number in numbers:
            if not number:
                continue
            self.body.addSpacing(SPACE.s)
            self.body.addWidget(Words(label, "body", "text2", parent=self))
            words = Words(number, "figure", select=True, wrap=True, parent=self)
            words.setObjectName(f"shown_number_{len(self.numbers) + 1}")
            words.setProperty(IN_FULL, True)
            self.body.addWidget(words)
            self.numbers.append(words)
        if not self.numbers:
            self.set_text(tr("没有登记电话和证件号。"))
        self.body.addSpacing(SPACE.s)
        self.note = Words("", "small", "text3", parent=self)
        self.note.setObjectName("numbers_left")
        self.body.addWidget(self.note)
        close = self.add_button(tr("关上"), "Enter", "primary", name="numbers_close")
        close.clicked.connect(self.accept)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.tick)
        self._clock.start()
        self._say()
        close.setFocus()

    def tick(self) -> None:
        """A second has gone."""
        self.left -= 1
        if self.left <= 0:
            self.accept()
        else:
            self._say()

    def hideEvent(self, event: QHideEvent) -> None:
        """Closed: nothing is left of the numbers."""
        super().hideEvent(event)
        self._clock.stop()
        for words in self.numbers:
            words.setText("")

    def _say(self) -> None:
        self.note.setText(tr("{n} 秒后自动关上。已记下谁看了、为什么看。", n=self.left))


def show_numbers(desk: Desk, name: str, numbers: Told) -> None:
    """Show them over whatever is on top."""
    dialog = NumbersDialog(name, numbers, QApplication.activeModalWidget() or QApplication.activeWindow())
    # The connection holds it, where there is no window that does.
    dialog.finished.connect(lambda _how: dialog.deleteLater())
    dialog.open()


def ask_why(desk: Desk, name: str, usual: Sequence[str] = USUAL) -> str | None:
    """The reason for seeing *name*'s numbers, or None; *usual* are the words offered."""
    return desk.dialogs.ask_reason(
        tr("看原文"),
        tr("要看 {name} 的证件号和电话。谁、什么时候、为什么看，都会记下。", name=name),
        [tr(word) for word in usual],
    )


def reveal(
    desk: Desk,
    name: str,
    service: Callable[[Work, Any], N],
    command: Callable[[str], object],
    told: Callable[[N], tuple[str, Told]],
    usual: Sequence[str] = USUAL,
) -> None:
    """Ask why, take a supervisor's leave where it needs one, and show the numbers. *command* takes the reason."""
    reason = ask_why(desk, name, usual)
    if reason:
        desk.run(service, command(reason), then=lambda numbers: show_numbers(desk, *told(numbers)))


def ask_to_reveal(desk: Desk, person_id: int, name: str, then: Callable[[PersonNumbers], object]) -> None:
    """The same for somebody of the archives, whose numbers are handed to the page."""
    reason = ask_why(desk, name)
    if reason:
        desk.run(reveal_person, RevealPerson(person_id, reason), then=then)


def told(name: str, phone: str, id_number: str = "") -> tuple[str, Told]:
    """What a dialog of one person's two numbers says."""
    return name, ((tr("电话"), phone), (tr("证件"), id_number))
