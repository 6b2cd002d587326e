"""A field that finds what it holds: typing lists what fits, Tab or Enter takes the one stood on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.field import ENTER, Field, plain
from frontdesk.base.widgets.marks import DOTS, WORDS, Words, paint_dot
from frontdesk.base.widgets.popup import DropDown, ItemDelegate, Ranges, find_ranges, paint_matched
from frontdesk.base.widgets.query_line import QueryLine
from frontdesk.base.widgets.rows import Status
from frontdesk.base.widgets.theme import colour, font
from frontdesk.base.widgets.tokens import SIZE, SPACE

CODE_WIDTH, NAME_WIDTH = 84, 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be taken. `value` is what the field then holds, `code` what stands in it."""

    value: Any
    code: str
    name: str = ""
    second: str = ""
    status: Status | None = None
    matches: Ranges | None = None

    def words(self) -> str:
        """All of it in one line, for those who are read to."""
        parts = (self.code, self.name, self.second, self.status.word if self.status else "")
        return "，".join(part for part in parts if part)


class _ChoiceDelegate(ItemDelegate):
    row_height = SIZE.row
    padding = SPACE.m
    typed = ""
    code_width = CODE_WIDTH
    name_width = NAME_WIDTH

    def measure(self, choices: Sequence[Choice]) -> None:
        """Make the first two columns as wide as these need."""
        body, bold = QFontMetrics(font("bold")), QFontMetrics(font("bold"))
        self.code_width = max([CODE_WIDTH, *(body.horizontalAdvance(c.code) + SPACE.m for c in choices)])
        self.name_width = max([0, *(bold.horizontalAdvance(c.name) + SPACE.m for c in choices if c.name)])
        self.name_width = max(self.name_width, NAME_WIDTH) if self.name_width else 0

    def paint_item(self, painter: QPainter, rect: QRectF, item: Any) -> None:
        left, right = rect.left() + self.padding, rect.right() - self.padding
        if item.status is not None:
            wide = QFontMetrics(font("body")).horizontalAdvance(item.status.word)
            painter.setFont(font("body"))
            painter.setPen(colour(WORDS.get(item.status.tone, "text")))
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(
                QRectF(right - wide - 2, rect.top(), wide + 2, rect.height()), align, item.status.word
            )
            right -= wide + SPACE.s + SIZE.dot
            if item.status.tone:
                centre = QRectF(right, rect.top(), SIZE.dot, rect.height()).center()
                paint_dot(painter, centre, colour(DOTS[item.status.tone]), item.status.hollow)
            right -= SPACE.m
        ranges = item.matches if item.matches is not None else find_ranges(item.code, self.typed)
        code = QRectF(left, rect.top(), min(self.code_width, right - left), rect.height())
        paint_matched(painter, code, item.code, ranges)
        left += self.code_width
        if self.name_width:
            name = QRectF(left, rect.top(), max(0.0, min(self.name_width, right - left)), rect.height())
            paint_matched(painter, name, item.name or "—", find_ranges(item.name, self.typed), strong=True)
            left += self.name_width
        second = QRectF(left, rect.top(), max(0.0, right - left), rect.height())
        paint_matched(painter, second, item.second, (), ink="text2")


class Picker(Field):
    """A field over a list too long to open: type, and what fits drops down.

    *fetch* gives what fits a text, best first, in a few milliseconds; an empty text may give the usual ones.
    *resolve* gives the choice of a value, so that `set_value` can show a stored one. *counter* is the measure word
    of the things (`户`), *hint* what else may be typed. The focus stays in the field (L12).
    """

    picked = Signal(object)
    """The `Choice` taken by hand."""

    def __init__(
        self,
        name: str,
        fetch: Callable[[str], Sequence[Choice]],
        *,
        resolve: Callable[[Any], Choice | None] | None = None,
        placeholder: str = "",
        counter: str = "",
        hint: str = "",
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, required=required, parent=parent)
        self._fetch, self._resolve = fetch, resolve
        self._counter = counter or tr("项")
        self._hint = hint
        self._choice: Choice | None = None
        self._found: list[Choice] = []
        self.inner = QueryLine(self._wants, self._take_key, self)
        self.inner.setPlaceholderText(placeholder)
        self.setFocusProxy(self.inner)
        self._trailing = Words("", "small", "text3", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 1, 9, 1)
        row.setSpacing(SPACE.s)
        row.addWidget(self.inner, 1)
        row.addWidget(self._trailing)
        self.list = DropDown(self, _ChoiceDelegate, Choice.words, foot_ground="pop")
        self.list.chosen.connect(self._clicked)
        self.list.went_away.connect(self.inner.forget)
        self.inner.asked.connect(self._ask)
        self.inner.textEdited.connect(self._edited)
        self.inner.left.connect(self._left)
        self.inner.entered.connect(self.update)

    # -- what it holds --

    def value(self) -> Any:
        if self._choice is None and self.text().strip():
            self._take_exact()
        if self._choice is not None:
            return self._choice.value
        if self.text().strip():
            raise Refused(
                tr("没有“{typed}”，请从列表里选一{counter}", typed=self.text(), counter=self._counter)
            )
        if self.required:
            raise self.must()
        return None

    def choice(self) -> Choice | None:
        """What was taken, with its words; None while nothing is."""
        return self._choice

    def set_value(self, value: Any) -> None:
        """Show *value*: a `Choice`, what *resolve* knows, or None for nothing."""
        found = value if isinstance(value, Choice) or value is None else None
        if found is None and value is not None and self._resolve is not None:
            found = self._resolve(value)
        self._put(found)
        self.set_error(None)

    def text(self) -> str:
        """What stands there, as typed."""
        return self.inner.text()

    def typed(self) -> Any:
        return {"text": self.text(), "value": self._choice.value if self._choice else None}

    def set_typed(self, kept: Any) -> None:
        value = kept.get("value") if isinstance(kept, dict) else None
        self.set_value(value)
        if self._choice is None and isinstance(kept, dict):
            self.inner.set_quietly(str(kept.get("text", "")))

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        self.inner.setReadOnly(on)

    def _put(self, choice: Choice | None) -> None:
        self._choice = choice
        self.list.put_away()
        self.inner.set_quietly(choice.code if choice else "")
        self._trailing.setText(choice.name if choice else "")

    # -- typing --

    def _edited(self) -> None:
        self._choice = None
        self._trailing.setText("")
        self._changed_by_hand()

    def _ask(self, text: str) -> None:
        if self.read_only():
            return
        self._found = list(self._fetch(text.strip()))
        delegate = self.list.list.itemDelegate()
        if isinstance(delegate, _ChoiceDelegate):
            delegate.typed = text
            delegate.measure(self._found)
        if not self.focused() or (not text.strip() and not self._found):
            self.list.put_away()
            return
        if self._found:
            count = tr("↓ {n} {counter}", n=len(self._found), counter=self._counter)
            self._trailing.setText(count if self._choice is None else self._choice.name)
            keys = [("↑ ↓", tr("选")), ("Tab", tr("取第一{counter}", counter=self._counter))]
            self.list.foot.set(keys, self._hint, SPACE.m)
        else:
            self._trailing.setText("")
            self.list.foot.set([], tr("没有“{typed}”", typed=text.strip()) + self._hint_after(), SPACE.m)
        self.list.set_items(self._found)
        self._say_current()
        self.list.show_under(self, max(self.width(), 360))

    def _hint_after(self) -> str:
        return f"；{self._hint}" if self._hint else ""

    def _take_exact(self) -> None:
        """What was typed in full counts as taken, as when somebody types a code and goes on."""
        wanted = plain(self.text()).casefold()
        found = [c for c in self._fetch(self.text().strip()) if plain(c.code).casefold() == wanted]
        if len(found) == 1:
            self._take(found[0])

    def _left(self) -> None:
        self.list.put_away()
        if self._choice is None:
            self._trailing.setText("")
            if self.text().strip():
                self._take_exact()
        self.update()

    # -- taking --

    def _take(self, choice: Choice) -> None:
        self._put(choice)
        self.set_error(None)
        self.edited.emit()
        self.picked.emit(choice)
        self.update()

    def _clicked(self, item: object) -> None:
        if isinstance(item, Choice):
            self._take(item)

    def _wants(self, event: QKeyEvent) -> bool:
        """Keys that are not the page's while typing here."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key == Qt.Key.Key_Escape:
            return self.list.isVisible()
        return key in (Qt.Key.Key_Up, Qt.Key.Key_Down) or (key in ENTER and self.enter_moves)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self.read_only():
            return False
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._stepped(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Escape and self.list.isVisible():
            self.list.put_away()
            return True
        if key == Qt.Key.Key_Tab or key in ENTER:
            self._settle()
            if key in ENTER:
                if not event.isAutoRepeat():
                    self._move_on()
                return True
        return False

    def _settle(self) -> None:
        """Take the one stood on; what has just been typed is looked up first."""
        if self._choice is None and self.inner.pending and self.text().strip():
            self.inner.ask_now()
        item = self.list.current() if self.list.isVisible() else None
        if isinstance(item, Choice):
            self._take(item)

    def _stepped(self, by: int) -> None:
        if self.list.isVisible():
            self.list.step(by)
            self._say_current()
        else:
            self.inner.forget()
            self.inner.ask_now()

    def _say_current(self) -> None:
        item = self.list.current()
        self.inner.setAccessibleDescription(item.words() if isinstance(item, Choice) else "")


class UnitPicker(Picker):
    """A unit, found by its code in any habit of writing it, or by who lives there. Holds the unit's id."""

    def __init__(
        self,
        name: str,
        fetch: Callable[[str], Sequence[Choice]],
        *,
        resolve: Callable[[Any], Choice | None] | None = None,
        hint: str = "",
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name,
            fetch,
            resolve=resolve,
            placeholder=tr("房号或姓名，如 3-1-1202"),
            counter=tr("户"),
            hint=hint,
            required=required,
            parent=parent,
        )
