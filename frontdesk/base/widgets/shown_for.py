"""What is shown for a while and then covered again: numbers in full (D1.9)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

IN_FULL = "in_full"
"""The property of a widget in which a number stands in full because somebody asked for it."""


class ShownFor(QObject):
    """Calls *cover* once: after so many seconds, when *widget* is hidden (another page, the lock), or by `now`.

    *widgets* are those the numbers stand in; *widget* itself where none are given.
    """

    def __init__(self, widget: QWidget, cover: Callable[[], object], *widgets: QWidget) -> None:
        super().__init__(widget)
        self._widget, self._cover = widget, cover
        self._widgets = widgets or (widget,)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.now)
        self._shown = False

    def begin(self, seconds: int) -> None:
        """From now on; again begins the time anew."""
        if not self._shown:
            self._widget.installEventFilter(self)
        self._mark(on=True)
        self._timer.start(seconds * 1000)

    @property
    def shown(self) -> bool:
        """Whether it stands in full."""
        return self._shown

    def now(self) -> None:
        """Cover it; nothing where it is covered."""
        if self._shown:
            self.forget()
            self._cover()

    def forget(self) -> None:
        """Something else is shown there by now: nothing is to be covered."""
        self._mark(on=False)
        self._timer.stop()
        self._widget.removeEventFilter(self)

    def _mark(self, *, on: bool) -> None:
        self._shown = on
        for widget in self._widgets:
            widget.setProperty(IN_FULL, on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.now()
        return super().eventFilter(watched, event)
