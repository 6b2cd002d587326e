"""The window's frame: top bar, tabs, and the message bar (which lives in `messages`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import (
    DOTS,
    Tone,
    by_keyboard,
    ground,
    hline,
    paint_box,
    paint_dot,
    paint_key,
)
from frontdesk.base.widgets.messages import MessageBar
from frontdesk.base.widgets.theme import colour, font, icon, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

__all__ = ["MenuButton", "MessageBar", "ShiftChip", "Tab", "TabStrip", "TopBar"]

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_SEARCH_AT = 182
_DOT_GAP = 19


class ShiftChip(KeyButton):
    """`● 班次 · 早班 · 14 张`: the shift's state, pressed to go to it. `set_shift` says what stands there.

    What the drawer should hold is put there only by who may see it: blind counting hides it (M7.3).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", name="shift_chip", parent=parent)
        self._tone: Tone = "neutral"
        self._parts: tuple[str, ...] = ()
        self._strong = ""
        self.set_shift("neutral", tr("班次"), tr("未开班"))

    def set_shift(self, tone: Tone, *parts: str, strong: str = "") -> None:
        """The words between middle dots, and a bold figure at their end."""
        self._tone, self._parts, self._strong = tone, parts, strong
        self.setAccessibleName(" ".join((*parts, strong)).strip())
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def text_shown(self) -> str:
        return " · ".join(self._parts) + (f" {self._strong}" if self._strong else "")

    def _pieces(self) -> list[tuple[str, bool]]:
        pieces: list[tuple[str, bool]] = [(part, False) for part in self._parts]
        if self._strong:
            pieces.append((self._strong, True))
        return pieces

    def _content_width(self) -> int:
        body, bold = QFontMetrics(font("body")), QFontMetrics(font("bold"))
        wide = SIZE.dot + SPACE.s
        for number, (text, strong) in enumerate(self._pieces()):
            wide += (bold if strong else body).horizontalAdvance(text)
            if number:
                wide += SPACE.xs if strong else _DOT_GAP
        return wide

    def sizeHint(self) -> QSize:
        return QSize(self._content_width() + 2 * (SPACE.m + 1), SIZE.control)

    def _ground(self) -> tuple[QColor | None, QColor | None, QColor | None, QColor]:
        fill, border, _edge, ink = super()._ground()
        return fill, border, None, ink

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        middle = self.height() / 2
        left = float(SPACE.m + 1)
        paint_dot(painter, QPointF(left + SIZE.dot / 2, middle), colour(DOTS[self._tone]))
        left += SIZE.dot + SPACE.s
        for number, (text, strong) in enumerate(self._pieces()):
            if number and not strong:
                painter.setPen(colour("text3"))
                painter.setFont(font("body"))
                painter.drawText(QRectF(left, 0, _DOT_GAP, self.height()), Qt.AlignmentFlag.AlignCenter, "·")
                left += _DOT_GAP
            elif number:
                left += SPACE.xs
            painter.setFont(font("bold" if strong else "body"))
            painter.setPen(colour("text"))
            wide = painter.fontMetrics().horizontalAdvance(text)
            painter.drawText(QRectF(left, 0, wide + 2, self.height()), _LEFT, text)
            left += wide


class MenuButton(KeyButton):
    """A flat button with a caret that opens a menu: the estate, the user."""

    def __init__(
        self,
        text: str,
        *,
        icon: str | None = None,
        name: str = "",
        lead: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._lead = lead
        super().__init__(text, kind="flat", icon=icon, name=name, parent=parent)
        if lead:
            self.setFont(font("lead"))
        self.menu_shown = QMenu(self)
        self.menu_shown.setFont(font("body"))
        self.menu_shown.setObjectName(f"{name}_menu")
        self.clicked.connect(self._open)

    def add(self, text: str, then: object, *, name: str, icon_name: str = "", key: str = "") -> QAction:
        """One more thing in the menu."""
        action = QAction(text, self.menu_shown)
        action.setObjectName(name)
        if icon_name:
            action.setIcon(icon(icon_name))
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda: then() if callable(then) else None)
        self.menu_shown.addAction(action)
        if key:
            self.addAction(action)
        return action

    def _open(self) -> None:
        if self.menu_shown.actions():
            at = self.mapToGlobal(
                QPoint(self.width() - self.menu_shown.sizeHint().width(), self.height() + 2)
            )
            if self._lead:
                at = self.mapToGlobal(QPoint(0, self.height() + 2))
            self.menu_shown.popup(at)

    def _padding(self) -> int:
        return SPACE.s

    def _caret(self) -> int:
        return SPACE.s + SIZE.icon if self.menu_shown_any() else 0

    def menu_shown_any(self) -> bool:
        """Whether there is anything to choose, which is when the caret shows."""
        return hasattr(self, "menu_shown") and bool(self.menu_shown.actions())

    def sizeHint(self) -> QSize:
        return QSize(self._content_width() + self._caret() + 2 * self._padding(), SIZE.control)

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        painter.save()
        painter.translate(-self._caret() / 2, 0)
        super()._paint_words(painter, ink)
        painter.restore()
        if self._caret():
            at = QRect(
                self.width() - self._padding() - SIZE.icon,
                (self.height() - SIZE.icon) // 2,
                SIZE.icon,
                SIZE.icon,
            )
            icon("ph.caret-down", "text2").paint(painter, at)


class TopBar(QWidget):
    """44 high: the estate, the search box's place, the shift, drafts, who sits here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setFixedHeight(SIZE.top_bar)
        ground(self, "win")
        self.estate = MenuButton("", name="estate", lead=True, parent=self)
        self.shift = ShiftChip(self)
        self.drafts = KeyButton("", kind="flat", icon="ph.note-pencil", name="drafts", parent=self)
        self.user = MenuButton("", icon="ph.user-circle", name="user", parent=self)
        self._search: QWidget | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE.s, 0, SPACE.s, 0)
        self._row.setSpacing(SPACE.xs)
        self._row.addStretch(1)
        self._row.addWidget(self.shift)
        self._row.addSpacing(SPACE.xs)
        self._row.addWidget(self.drafts)
        self._row.addWidget(self.user)
        self.set_drafts(0)

    def set_estate(self, name: str) -> None:
        self.estate.setText(name)
        self.estate.setToolTip(name)
        self._arrange()

    def set_search(self, search: QWidget) -> None:
        """The search box: 440 wide, less only when the window is narrow."""
        self._search = search
        search.setParent(self)
        search.show()
        self._arrange()

    def set_user(self, name: str, role: str = "") -> None:
        self.user.setText(name)
        self.user.setAccessibleName(f"{name} {role}".strip())
        self.user.setToolTip(role)

    def set_drafts(self, count: int) -> None:
        """How many forms wait."""
        self.drafts.setText(tr("草稿 {count}", count=count) if count else tr("草稿"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        tall = self.height()
        wanted = min(self.estate.sizeHint().width(), 320)
        self.estate.setGeometry(SPACE.s, (tall - SIZE.control) // 2, wanted, SIZE.control)
        if self._search is not None:
            left = max(_SEARCH_AT, self.estate.geometry().right() + SPACE.l)
            room = self.shift.geometry().left() - SPACE.l - left if self.shift.x() else SIZE.search
            width = max(200, min(SIZE.search, room))
            self._search.setGeometry(left, (tall - SIZE.control) // 2, width, SIZE.control)


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its key, Phosphor icon, and word."""

    key: str
    icon: str
    text: str


class TabStrip(QWidget):
    """40 high under the top bar. `chosen(key)`; Alt+1 … choose; holding Alt shows the numbers."""

    chosen = Signal(str)

    _PAD = 14

    def __init__(self, tabs: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setAccessibleName(tr("标签页"))
        self.setFixedHeight(SIZE.tabs + 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        ground(self, "win")
        self._tabs = list(tabs)
        self._at = 0
        self._over = -1
        self._ring = False
        self._numbers = False
        for number in range(len(self._tabs)):
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda number=number: self._take(number))
        theme_changed.connect(self.update)
        self._watched: QObject | None = None

    def current(self) -> str:
        return self._tabs[self._at].key

    def choose(self, key: str) -> None:
        """Show that tab as the chosen one, without telling."""
        self._at = [t.key for t in self._tabs].index(key)
        self.setAccessibleDescription(self._tabs[self._at].text)
        self.update()

    def numbers_shown(self) -> bool:
        """Whether Alt is held, which shows the tabs' numbers."""
        return self._numbers

    def _take(self, number: int) -> None:
        if 0 <= number < len(self._tabs):
            # Told even when it is the chosen one: pressing it again goes back to the tab's first page.
            self.choose(self._tabs[number].key)
            self.chosen.emit(self._tabs[number].key)

    def tab_rect(self, number: int) -> QRect:
        """Where a tab stands."""
        metrics = QFontMetrics(font("bold"))
        left = SPACE.s
        for at, tab in enumerate(self._tabs):
            wide = SIZE.icon + SPACE.s + metrics.horizontalAdvance(tab.text) + 2 * self._PAD
            if at == number:
                return QRect(left, 0, wide, SIZE.tabs)
            left += wide
        return QRect()

    def _hit(self, at: QPointF) -> int:
        return next((n for n in range(len(self._tabs)) if self.tab_rect(n).contains(at.toPoint())), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._take(self._hit(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._hit(event.position())
        if over != self._over:
            self._over = over
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._take(self._at + step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.window().windowHandle()
        if handle is not None and handle is not self._watched:
            # Keys pass the native window first; a filter on the whole application would see every event there is.
            self._watched = handle
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Alt:
                self._show_numbers(kind == QEvent.Type.KeyPress)
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate):
            self._show_numbers(False)
        return False

    def _show_numbers(self, on: bool) -> None:
        if on != self._numbers:
            self._numbers = on
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("win"))
        hline(painter, 0, self.width(), self.height() - 1, colour("line"))
        for number in range(len(self._tabs)):
            self._paint_tab(painter, number)
        painter.end()

    def _paint_tab(self, painter: QPainter, number: int) -> None:
        tab, rect, on = self._tabs[number], self.tab_rect(number), number == self._at
        left, middle = rect.left() + self._PAD, rect.height() // 2
        token = "accent" if on else "text" if number == self._over else "text2"
        at = QRect(left, middle - SIZE.icon // 2, SIZE.icon, SIZE.icon)
        if self._numbers:
            cap = QRectF(at).adjusted(-1, 0, 1, 0)
            paint_key(painter, cap, str(number + 1), colour("text"), colour("press"))
        else:
            icon(tab.icon, token, fill=on).paint(painter, at)
        painter.setFont(font("bold" if on else "body"))
        painter.setPen(colour("text" if on or number == self._over else "text2"))
        words = QRectF(left + SIZE.icon + SPACE.s, 0, rect.width(), rect.height())
        painter.drawText(words, _LEFT, tab.text)
        if on:
            bar = QRectF(left, rect.height() - SIZE.bar + 1, rect.width() - 2 * self._PAD, SIZE.bar)
            paint_box(painter, bar, colour("accent"), None, radius=1.5)
        if on and self._ring:
            box = QRectF(rect).adjusted(4, 4, -4, -6)
            paint_box(painter, box, None, None, focus=colour("accent"))
