"""Walks a page: opens it in every way, then presses every button on it, and pictures what has not been seen yet.

Pages come from the registries and buttons from the pages, so that what is new is taken along by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from frontdesk.app.demo.pictures import settle
from frontdesk.app.selftest.attendant import Attendant
from frontdesk.app.selftest.camera import Camera, plain
from frontdesk.app.selftest.sitting import Sitting
from frontdesk.app.tabs import PageEntry
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Link
from frontdesk.base.widgets.page import SubTabs
from frontdesk.base.widgets.table import Table

MOST_PRESSES = 90
_LEAVING = ("back", "close", "cancel", "leave", "done")
DEEPEST = 5
"""So many presses, each of which brings up others, are gone after one another."""

Pressable = QAbstractButton | Link


@dataclass(frozen=True, slots=True)
class Press:
    """One thing done: a button by its key, a line of the menu it drops down, or Enter on a list."""

    key: str
    line: str = ""
    row: bool = False


Trail = list[Press]


class Walk:
    """One page and what it leads to.

    *facts* are what `open` may be told: a unit, a receipt, a month … *before* is somebody's walk
    of the same page: only what they needed leave for is pressed again.
    """

    def __init__(
        self, sitting: Sitting, camera: Camera, attendant: Attendant, entry: PageEntry,
        facts: Mapping[str, Any], before: Walk | None = None,
    ) -> None:  # fmt: skip
        self._sitting, self._camera, self._attendant = sitting, camera, attendant
        self._entry, self._facts = entry, dict(facts)
        self._ways: dict[str, tuple[Press, ...]] = {}
        """Button -> the presses that first brought it up."""
        self._states: list[tuple[frozenset[str], tuple[Press, ...]]] = []
        """What is shown now, and what lies before it, by the buttons there are; each with the presses to it."""
        self._pressed: set[str] = set()
        if before is not None:
            self._pressed |= before.allowed
            self._ways |= before._ways
        self.allowed: set[str] = set()
        """Buttons pressed for which nobody's leave was asked."""
        self._skipped = len(self._pressed)
        self._trail: Trail = []
        self._worth = 0
        self._taken_before = 0
        self._trails: list[Trail] = []

    def pictures(self, *, filled: bool = True) -> str:
        """The page itself: as each of its targets opens it, with nothing and, *filled*, with everything that may be
        told."""
        self._sitting.renew()
        for number, target in enumerate(self._entry.targets):
            self._sitting.fresh()
            name = f"page_{self._entry.key}" if not number else f"page_{self._entry.key}_{target}"
            self._go(target, {})
            self._camera.picture(name, self._window)
            if filled:
                self._go(target, self._facts)
                self._camera.picture(f"{name}_filled", self._window, unlike=name)
        return ""

    def discover(self) -> list[Trail]:
        """Press every button and take every menu's lines and lists' rows; returns what led to pictures."""
        self._sitting.renew()
        self._begin()
        lists = self._lists() if self._skipped == 0 else ()
        while self.presses < MOST_PRESSES:
            button = self._next() or self._elsewhere()
            if button is None:
                break
            self._try(self._key(button), button)
        for name in lists:
            self._begin()
            self._enter(name)
        self._end()
        return self._trails

    @property
    def presses(self) -> int:
        """How many different buttons have been pressed."""
        return len(self._pressed) - self._skipped

    def replay(self, trails: list[Trail]) -> None:
        """Do again what led to pictures, and picture it."""
        self._sitting.renew()
        for trail in trails:
            self._begin()
            self._follow(trail)

    # -- discovering --

    def _try(self, key: str, button: Pressable) -> None:
        self._pressed.add(key)
        asked = self._attendant.approvals
        menu = self._do(Press(key), button)
        if menu is not None:
            self._through(menu, key)
        self._back()
        self._stand(Press(key))
        if self._attendant.approvals == asked:
            self.allowed.add(key)

    def _back(self) -> None:
        """Back to the page as it was left, where a press has led elsewhere."""
        if self._sitting.place.current_key != self._entry.key:
            self._sitting.place.show_page(self._entry.key)
            settle()

    def _through(self, menu: QMenu, key: str) -> None:
        """Take each line of the menu."""
        before = self._states[-1][1]
        lines = [action.text() for action in _lines(menu)]
        menu.close()
        for text in lines:
            if self._find(key) is None:
                self._begin()
                self._follow(list(before))
            button = self._find(key)
            dropped = self._do(Press(key, text), button) if button is not None else None
            if dropped is not None:
                self._take_line(dropped, text)
                self._found()
            self._back()
            self._stand(Press(key, text))

    def _do(self, press: Press, button: Pressable) -> QMenu | None:
        self._trail.append(press)
        self._taken_before = self._camera.taken
        menu = self._click(button)
        if menu is not None:
            self._show(menu, press.key)
        self._found()
        return menu

    def _stand(self, press: Press | None = None) -> None:
        """See where *press* has led: nowhere, back to something shown before, or to something new."""
        shown = frozenset(f"{self._where()} {button.objectName()}" for button in self._buttons())
        if press is None:
            self._states = [(shown, ())]
            return
        for number, (known, _way) in enumerate(self._states):
            if known == shown:
                del self._states[number + 1 :]
                return
        self._states.append((shown, (*self._states[-1][1], press)))

    def _found(self) -> None:
        """Picture what is new; the way here is worth going again where anything was."""
        self._note()
        if self._camera.taken > self._taken_before:
            self._worth = len(self._trail)

    def _next(self) -> Pressable | None:
        """The next button shown: of those that came up last, the first on the page."""
        shown: dict[str, Pressable] = {}
        for button in self._buttons():
            shown.setdefault(self._key(button), button)
        way = self._states[-1][1]
        for key in shown:
            if len(way) <= DEEPEST:
                self._ways.setdefault(key, way)
        waiting = [key for key in shown if key in self._ways and key not in self._pressed]
        if not waiting:
            return None
        # What leaves or writes comes after what only shows.
        last = {key: len(self._ways[key]) - 100 * _weight(shown[key]) for key in waiting}
        return shown[max(waiting, key=lambda key: (last[key], -waiting.index(key)))]

    def _elsewhere(self) -> Pressable | None:
        """A button seen before that is not shown now: back to where it was."""
        for key, way in self._ways.items():
            if key in self._pressed:
                continue
            self._begin()
            self._follow(list(way))
            button = self._find(key)
            if button is not None:
                return button
            self._pressed.add(key)
        return None

    def _end(self) -> None:
        """The way since the last beginning, as far as it led to pictures, is kept."""
        if self._worth:
            self._trails.append(self._trail[: self._worth])
        self._trail, self._worth = [], 0
        self._taken_before = self._camera.taken

    # -- going and pressing --

    @property
    def _window(self) -> QWidget:
        return self._sitting.program.window

    def _go(self, target: str, facts: Mapping[str, Any]) -> None:
        self._sitting.desk.go(target, **facts)
        settle()
        self._attendant.answer()

    def _begin(self) -> None:
        """The page anew."""
        self._end()
        self._sitting.fresh()
        self._go(self._entry.targets[0], self._facts)
        self._stand()

    def _follow(self, trail: Trail) -> None:
        """Press the same again."""
        for press in trail:
            if press.row:
                self._enter(press.key)
                continue
            button = self._find(press.key)
            if button is None:
                continue
            menu = self._do(press, button)
            if menu is not None:
                self._take_line(menu, press.line)
                self._found()
            self._back()
            self._stand(press)

    def _where(self) -> str:
        place = self._sitting.place
        inner = place.inner_page()
        return f"{place.current_key} {type(inner).__qualname__ if inner is not None else ''}"

    def _buttons(self) -> list[Pressable]:
        place = self._sitting.place
        page = place.inner_page() or place.current_page()
        if page is None:
            return []
        found: list[Pressable] = [*page.findChildren(QAbstractButton), *page.findChildren(Link)]
        return [b for b in found if b.isVisible() and b.isEnabled() and _pressable(b)]

    def _key(self, button: Pressable) -> str:
        return f"{self._where()} {button.objectName()} {button.text()}"

    def _find(self, key: str) -> Pressable | None:
        return next((button for button in self._buttons() if self._key(button) == key), None)

    def _click(self, button: Pressable) -> QMenu | None:
        """Press it; the menu that drops down, if one does."""
        self._camera.doing(f"{self._entry.key}, pressing {button.objectName()} {button.text()}")
        if isinstance(button, Link):
            button.clicked.emit()
        else:
            button.click()
        settle()
        self._attendant.answer()
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            return popup
        if popup is not None:
            popup.close()
        return None

    def _show(self, menu: QMenu, key: str) -> None:
        self._camera.picture(f"menu_{menu.objectName() or key.split()[-1]}", self._window, menu)

    def _take_line(self, menu: QMenu, text: str) -> None:
        line = next((action for action in _lines(menu) if action.text() == text), None)
        menu.close()
        if line is not None:
            line.trigger()
            settle()
            self._attendant.answer()

    def _lists(self) -> list[str]:
        """The lists shown, by name."""
        page = self._sitting.place.current_page()
        return [t.objectName() for t in page.findChildren(Table) if t.isVisible()] if page is not None else []

    def _enter(self, name: str) -> None:
        """Enter on that list, as the clerk opens a row."""
        table = self._window.findChild(Table, name)
        if table is None or not table.isVisible():
            return
        self._trail.append(Press(name, row=True))
        self._camera.doing(f"{self._entry.key}, Enter on {name}")
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
            QApplication.sendEvent(table, event)
        settle()
        self._attendant.answer()
        self._found()

    def _note(self) -> None:
        """Picture the window where it shows something that no picture has."""
        for kind in self._camera.news(self._window)[:1]:
            self._camera.picture(f"{self._entry.key}_{plain(kind)}", self._window)


def _weight(button: Pressable) -> int:
    """How late a button is pressed among those shown: 2 for one that leaves, 1 for one that writes."""
    if button.objectName().endswith(_LEAVING):
        return 2
    return int(isinstance(button, KeyButton) and button.kind == "primary")


def _pressable(button: Pressable) -> bool:
    """Not the strip of the tab's pages, which leads to other pages; not what has no name to be known by."""
    above = button.parentWidget()
    while above is not None:
        if isinstance(above, SubTabs) and above.objectName().endswith("_pages"):
            return False
        above = above.parentWidget()
    return bool(button.objectName() or button.text())


def _lines(menu: QMenu) -> list[QAction]:
    return [
        a for a in menu.actions() if a.isEnabled() and a.isVisible() and not a.isSeparator() and not a.menu()
    ]
