"""The one search box: typing asks, the list drops down, the focus stays in the field (D0.1, L12)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton
from frontdesk.base.widgets.marks import DOTS, WORDS, key_width, paint_box, paint_dot, paint_key
from frontdesk.base.widgets.popup import (
    DropDown,
    ItemDelegate,
    Ranges,
    find_ranges,
    paint_matched,
)
from frontdesk.base.widgets.query_line import QueryLine
from frontdesk.base.widgets.rows import Status
from frontdesk.base.widgets.theme import colour, font, icon, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

WHAT, SECOND, UNIT = 44, 208, 434
"""Where the columns of a hit begin, from the left edge of the drop-down."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `key` is handed on as it is, for whoever opens it.

    `what` is its name or number (`strong` for a person's name), `hint` what else matched (`zs`), `second` says
    what it is, `unit` where. Ranges (start, end) that matched are painted in accent; None looks for the typed text.
    """

    key: Any
    what: str
    icon: str = "ph.house"
    strong: bool = False
    hint: str = ""
    second: str = ""
    unit: str = ""
    status: Status | None = None
    matches: Ranges | None = None
    hint_matches: Ranges | None = None

    def words(self) -> str:
        """All of it in one line, for those who are read to."""
        parts = (self.what, self.second, self.unit, self.status.word if self.status else "")
        return "，".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class HitGroup:
    """Hits of one sort under their word: `房屋`, `人 · 姓名首字母`."""

    title: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class _Nothing:
    """The row that says what can be searched when nothing was found."""

    typed: str

    def words(self) -> str:
        """For those who are read to: a screen reader asks every row."""
        return tr("没有找到“{typed}”", typed=self.typed)


def _words(row: Hit | _Nothing) -> str:
    return row.words()


class _HitDelegate(ItemDelegate):
    row_height = SIZE.hit
    typed = ""

    def sizeHint(self, option: Any, index: Any) -> QSize:
        if isinstance(index.data(Qt.ItemDataRole.UserRole), _Nothing):
            return QSize(100, 2 * SIZE.hit)
        return super().sizeHint(option, index)

    def paint_item(self, painter: QPainter, rect: QRectF, item: Any) -> None:
        if isinstance(item, _Nothing):
            self._paint_nothing(painter, rect, item)
            return
        left, right = rect.left(), rect.right() - SPACE.l
        place = QRect(round(left + SPACE.l), round(rect.center().y() - SIZE.icon / 2), SIZE.icon, SIZE.icon)
        icon(item.icon, "text").paint(painter, place)
        what = QRectF(left + WHAT, rect.top(), SECOND - WHAT - SPACE.m, rect.height())
        ranges = item.matches if item.matches is not None else find_ranges(item.what, self.typed)
        end = paint_matched(painter, what, item.what, ranges, strong=item.strong)
        if item.hint and end + SPACE.m < what.right():
            hint = QRectF(end + SPACE.m + 1, rect.top(), what.right() - end - SPACE.m, rect.height())
            found = item.hint_matches if item.hint_matches is not None else find_ranges(item.hint, self.typed)
            paint_matched(painter, hint, item.hint, found, ink="text3")
        stop = right
        if item.status is not None:
            stop = self._paint_status(painter, rect, right, item.status) - SPACE.m
        unit = QRectF(left + UNIT, rect.top(), max(0.0, stop - left - UNIT), rect.height())
        paint_matched(painter, unit, item.unit, ())
        until = unit.left() - SPACE.m if item.unit else stop
        second = QRectF(left + SECOND, rect.top(), until - left - SECOND, rect.height())
        paint_matched(painter, second, item.second, (), ink="text2")

    def _paint_status(self, painter: QPainter, rect: QRectF, right: float, status: Status) -> float:
        """Dot and word at the right; returns where they begin."""
        wide = QFontMetrics(font("body")).horizontalAdvance(status.word)
        painter.setFont(font("body"))
        painter.setPen(colour(WORDS.get(status.tone, "text")))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(right - wide - 2, rect.top(), wide + 2, rect.height()), align, status.word)
        left = right - wide - SPACE.s - SIZE.dot
        if status.tone:
            centre = QPointF(left + SIZE.dot / 2, rect.center().y())
            paint_dot(painter, centre, colour(DOTS[status.tone]), status.hollow)
        return left

    def _paint_nothing(self, painter: QPainter, rect: QRectF, item: _Nothing) -> None:
        inner = rect.adjusted(SPACE.l, SPACE.s, -SPACE.l, -SPACE.s)
        painter.setFont(font("body"))
        painter.setPen(colour("text"))
        words = item.words()
        half = inner.height() / 2
        upper = QRectF(inner.left(), inner.top(), inner.width(), half)
        lower = QRectF(inner.left(), inner.top() + half, inner.width(), half)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        elided = QFontMetrics(font("body")).elidedText(
            words, Qt.TextElideMode.ElideMiddle, round(inner.width())
        )
        painter.drawText(upper, align, elided)
        painter.setPen(colour("text3"))
        painter.setFont(font("small"))
        painter.drawText(
            lower, align, tr("可以找房号（3-1-1202 或 1202）、姓名或拼音首字母、电话、车牌、收据号")
        )


class SearchBox(QWidget):
    """The field in the top bar. `query(text)` asks; whoever listens answers with `show_hits`.

    The list never takes the focus. Enter opens the hit stood on (`opened`), the keys of `set_actions` do something
    with it (`acted(hit, "F3")`); either pressed before the answer has come waits for it, so that a code scanned
    with its Enter opens what it names. Esc puts the list away, then empties the field, then goes back.
    """

    query = Signal(str)
    opened = Signal(object)
    acted = Signal(object, str)
    """The hit, None for a number that nothing was found under, and the key."""

    def __init__(self, name: str = "search", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions: tuple[tuple[str, str], ...] = ()
        self._for_numbers: tuple[tuple[str, str], ...] = ()
        self._is_number: Callable[[str], object] = bool
        self._waiting_key = ""
        self._answered = ""
        self._opened = False
        self._asked_text = ""
        self._before: QWidget | None = None
        self.setObjectName(name)
        self.setFixedHeight(SIZE.control)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line = QueryLine(self._wants, self._take, self)
        self.line.setPlaceholderText(tr("房号、姓名、拼音、电话、车牌、单据号"))
        self.line.setAccessibleName(tr("搜索"))
        self.line.setMaxLength(1000)
        self.setFocusProxy(self.line)
        self.setAccessibleName(tr("搜索"))
        self._clear = IconButton("ph.x", tr("清空"), name=f"{name}_clear", parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.hide()
        self.list = DropDown(self, _HitDelegate, _words, foot_ground="subtle")
        self.list.chosen.connect(self._open)
        self.list.went_away.connect(self._gone)
        self._clear.clicked.connect(self._emptied)
        self.line.asked.connect(self._ask)
        self.line.textChanged.connect(self._typed)
        self.line.entered.connect(self._entered)
        self.line.left.connect(self._left)
        self._shortcut = QShortcut(QKeySequence("Ctrl+K"), self)
        self._shortcut.activated.connect(self.begin)
        theme_changed.connect(self.update)

    # -- what others call --

    def set_actions(self, actions: Sequence[tuple[str, str]]) -> None:
        """Keys that do something with the hit stood on, and their words: `("F3", "收费")`."""
        self._actions = tuple(actions)

    def set_number_actions(
        self, actions: Sequence[tuple[str, str]], is_number: Callable[[str], object]
    ) -> None:
        """Keys for a caller's number alone (*is_number* of what was typed), found under somebody or not."""
        self._for_numbers, self._is_number = tuple(actions), is_number

    def begin(self) -> None:
        """Come here to search: what stands there is selected, so that typing begins anew."""
        focus = QApplication.focusWidget()
        if focus is not self.line:
            self._before = focus
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def text(self) -> str:
        return self.line.text()

    def show_hits(self, groups: Sequence[HitGroup], text: str | None = None) -> None:
        """The answer to a query. One for a *text* that is not the last asked is dropped; so is one that comes when
        the clerk has left the field."""
        if (text is not None and text != self._asked_text) or not self.line.hasFocus():
            return
        if not self._asked_text.strip():
            return
        self._answered = self._asked_text
        items: list[Any] = []
        count = 0
        for group in groups:
            if group.hits:
                items += [group.title, *group.hits]
                count += len(group.hits)
        delegate = self.list.list.itemDelegate()
        if isinstance(delegate, _HitDelegate):
            delegate.typed = self._asked_text
        numbers = self._for_numbers if self._is_number(self._asked_text) else ()
        more = [each for each in numbers if each not in self._actions]
        if count:
            keys = [("↑ ↓", tr("选择")), ("Enter", tr("打开")), *more, *self._actions]
            self.list.foot.set(keys, tr("{n} 条结果", n=count))
            self.list.set_items(items)
        else:
            self.list.foot.set([*numbers, ("Esc", tr("收起"))], tr("0 条结果"))
            self.list.set_items([_Nothing(self._asked_text.strip())], current=-1)
        self._say_current()
        if self._waiting_key:
            key, self._waiting_key = self._waiting_key, ""
            if count or key in dict(numbers):
                self._do(key)
                return
        self.list.show_under(self, SIZE.drop_down)

    def hits_shown(self) -> list[Hit]:
        """What the open list shows, best first; none while it is put away."""
        if not self.list.isVisible():
            return []
        return [item for item in self.list.model.items() if isinstance(item, Hit)]

    # -- typing --

    def _typed(self, text: str) -> None:
        self._waiting_key, self._opened = "", False
        self._clear.setVisible(bool(text))
        self.update()

    def _ask(self, text: str) -> None:
        self._asked_text, self._opened = text, False
        if text.strip():
            self.query.emit(text)
        else:
            self.list.put_away()

    def _emptied(self) -> None:
        self.line.clear()
        self.line.ask_now()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _entered(self) -> None:
        self.update()

    def _left(self) -> None:
        self._waiting_key = ""
        self.list.put_away()
        self.update()

    def _gone(self) -> None:
        """The list is away: the same words typed again, or Down, ask again."""
        self.line.forget()
        self._answered = ""

    # -- keys --

    def _own_keys(self) -> dict[int, str]:
        keys = {int(Qt.Key.Key_Return): "Enter", int(Qt.Key.Key_Enter): "Enter"}
        numbers = self._for_numbers if self._is_number(self.line.text()) else ()
        for key, _ in (*self._actions, *numbers):
            keys[int(Qt.Key[f"Key_{key}"])] = key
        return keys

    def _wants(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return True
        if event.key() == Qt.Key.Key_Escape:
            return True
        if self._opened and event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # The hit stands on its page: a key such as F2 is that page's now, though the focus is still here.
            return False
        return bool(self.line.text().strip()) and event.key() in self._own_keys()

    def _take(self, event: QKeyEvent) -> bool:
        if not self._wants(event):
            return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._stepped(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self._escaped()
        elif not event.isAutoRepeat():
            self._pressed(self._own_keys()[event.key()])
        return True

    def _stepped(self, by: int) -> None:
        if self.list.isVisible():
            self.list.step(by)
            self._say_current()
        elif self.line.text().strip():
            self.line.ask_now()

    def _escaped(self) -> None:
        self._waiting_key = ""
        if self.list.isVisible():
            self.list.put_away()
        elif self.line.text():
            self._emptied()
        elif self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _pressed(self, key: str) -> None:
        if self.line.pending or self._answered != self.line.text():
            # The answer to what stands there has not come: do it when it has.
            self._waiting_key = key
            if self.line.pending:
                self.line.ask_now()
        elif self.list.isVisible():
            self._do(key)

    def _do(self, key: str) -> None:
        hit = self.list.current()
        if not isinstance(hit, Hit):
            if key in dict(self._for_numbers) and self._is_number(self.line.text()):
                self._put_away()
                self.acted.emit(None, key)
            return
        if key == "Enter":
            self._open(hit)
        else:
            self._put_away()
            self.acted.emit(hit, key)

    def _open(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self._put_away()
            self.opened.emit(hit)

    def _put_away(self) -> None:
        self.list.put_away()
        # A key that waited for the answer is done before the list is shown: that too is its end.
        self._gone()
        self.line.selectAll()
        self._opened = True

    def _say_current(self) -> None:
        hit = self.list.current()
        self.line.setAccessibleDescription(hit.words() if isinstance(hit, Hit) else "")

    # -- look --

    def sizeHint(self) -> QSize:
        return QSize(SIZE.search, SIZE.control)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, SIZE.control)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.line.setGeometry(34, 2, self.width() - 34 - SIZE.control, self.height() - 4)
        self._clear.setGeometry(self.width() - SIZE.control, 0, SIZE.control, SIZE.control)
        self.list.put_away()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        focus = colour("accent") if self.line.hasFocus() else None
        paint_box(
            painter,
            QRectF(self.rect()),
            colour("ctl"),
            colour("ctlline"),
            edge=colour("ctledge"),
            focus=focus,
        )
        glass = QRect(SPACE.m - 1, (self.height() - SIZE.icon) // 2, SIZE.icon, SIZE.icon)
        icon("ph.magnifying-glass", "text").paint(painter, glass)
        if not self.line.text():
            wide = key_width("Ctrl K")
            at = QRectF(
                self.width() - wide - SPACE.s, (self.height() - SIZE.key_hint) / 2, wide, SIZE.key_hint
            )
            paint_key(painter, at, "Ctrl K", colour("text3"), colour("key"))
        painter.end()
