"""Buttons: a word with its key on it, chips, and a row of choices of which one holds. All painted from the tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from frontdesk.base.widgets.marks import by_keyboard, key_width, paint_box, paint_key
from frontdesk.base.widgets.segmented import Segmented
from frontdesk.base.widgets.theme import FontName, colour, font, icon, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

Kind = Literal["primary", "plain", "flat", "link"]

__all__ = ["Chip", "ChipRow", "IconButton", "KeyButton", "Segmented", "key_sequences", "key_words"]

_SHOWN_KEYS = {"Down": "↓", "Up": "↑", "Left": "←", "Right": "→", "Return": "Enter", "Del": "Delete"}


def key_words(key: str) -> str:
    """How a key is written on a button: `Ctrl+Enter` -> `Ctrl Enter`, `Alt+Down` -> `Alt ↓`."""
    return " ".join(_SHOWN_KEYS.get(part, part) for part in key.split("+"))


def key_sequences(key: str) -> list[QKeySequence]:
    """The sequences of a key as written in code; `Enter` means the main one and the one of the number block."""
    if key.split("+")[-1] == "Enter":
        return [QKeySequence(key), QKeySequence(key[: -len("Enter")] + "Return")]
    return [QKeySequence(key)]


class _Ringed(QPushButton):
    """What painted buttons share: the ring only after a key, and a repaint when the pointer comes or goes."""

    _ring = False

    def _prepare(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, True)
        theme_changed.connect(self.update)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)
        self.update()

    def ring_shown(self) -> bool:
        """Whether the focus ring is painted: it is after keyboard use only (L5)."""
        return self._ring and self.hasFocus()


class KeyButton(_Ringed):
    """A word, perhaps an icon, and the key that presses it. Owns the shortcut, which works while it is shown.

    A double click is one click (T23). *key* as `F3`, `Ctrl+Enter`, `Esc`, `Alt+Down`; *large* is the 40 px one
    where money changes hands; *small* the 28 px one of a filter row.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        kind: Kind = "plain",
        large: bool = False,
        icon: str | None = None,
        *,
        small: bool = False,
        name: str = "",
        shortcut: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind: Kind = kind
        self._large = large
        self._small = small
        self._icon = icon
        self._key = key
        self._compact = False
        self.setAutoDefault(False)
        self.setFont(font(self._face()))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(text)
        if name:
            self.setObjectName(name)
        self._shortcut: QShortcut | None = None
        if key and shortcut:
            self._shortcut = QShortcut(self)
            self._shortcut.setKeys(key_sequences(key))
            self._shortcut.setAutoRepeat(False)
            self._shortcut.activated.connect(self._pressed_by_key)
        self._prepare()

    def also(self, key: str) -> KeyButton:
        """A second key that presses it, for hands used to it; only the first stands on the button. Returns itself."""
        if self._shortcut is not None:
            self._shortcut.setKeys([*self._shortcut.keys(), *key_sequences(key)])
        return self

    @property
    def key(self) -> str:
        """The key as written in code, for the list of keys."""
        return self._key

    @property
    def kind(self) -> Kind:
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Make it the primary one, or no longer."""
        self._kind = kind
        self.setFont(font(self._face()))
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str | None) -> None:
        self._icon = name
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    @property
    def can_be_compact(self) -> bool:
        """Whether its icon can stand for its word: no primary action is taken for a picture."""
        return bool(self._icon and self.text()) and self._kind == "plain"

    @property
    def is_compact(self) -> bool:
        """Whether it stands as its icon alone now."""
        return self._compact

    def width_as(self, *, compact: bool) -> int:
        """How wide it would be, as its icon alone or whole."""
        return SIZE.icon + 2 * SPACE.s if compact else self._whole_width() + 2 * self._padding()

    def set_compact(self, compact: bool) -> None:
        """As its icon alone where a row has no room; word and key are told when pointed at."""
        if compact != self._compact:
            self._compact = compact
            self.setToolTip(" ".join(filter(None, (self.text(), key_words(self._key)))) if compact else "")
            self.updateGeometry()
            self.update()

    def _pressed_by_key(self) -> None:
        self.click()

    def _face(self) -> FontName:
        if self._kind == "primary":
            return "lead" if self._large else "bold"
        return "body"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if not event.isAutoRepeat():
                self.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The second press of a double click would be a second click: for money that is a second payment.
        event.accept()

    # -- size and paint --

    def _padding(self) -> int:
        if self._kind == "link":
            return 0
        if not self.text() or self._compact:
            return SPACE.s
        return 10 if self._small else SPACE.m + 1

    def _content_width(self) -> int:
        return SIZE.icon if self._compact else self._whole_width()

    def _whole_width(self) -> int:
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text())
        if self._icon:
            wide += SIZE.icon + (SPACE.s if self.text() else 0)
        if self._key:
            wide += SPACE.s + key_width(key_words(self._key))
        return wide

    def sizeHint(self) -> QSize:
        if self._kind == "link":
            tall = 20
        else:
            tall = SIZE.large if self._large else SIZE.chip if self._small else SIZE.control
        return QSize(self._content_width() + 2 * self._padding(), tall)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _ground(self) -> tuple[QColor | None, QColor | None, QColor | None, QColor]:
        """Fill, border, edge and ink of the state it is in."""
        held, over = self.isDown() or self.isChecked(), self.underMouse()
        if not self.isEnabled():
            if self._kind in ("flat", "link"):
                return None, None, None, colour("disabled")
            return colour("subtle"), colour("line"), None, colour("disabled")
        if self._kind == "primary":
            fill = "accentp" if held else "accenth" if over else "accent"
            return colour(fill), None, None, colour("onaccent")
        if self._kind == "link":
            return None, None, None, colour("accent")
        if self._kind == "flat":
            fill = "press" if held else "hover" if over else ""
            return colour(fill) if fill else None, None, None, colour("text")
        fill = "press" if held else "hover" if over else "ctl"
        return colour(fill), colour("ctlline"), None if held else colour("ctledge"), colour("text")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, border, edge, ink = self._ground()
        box = QRectF(self.rect())
        focus = colour("accent") if self.ring_shown() and self._kind != "primary" else None
        paint_box(painter, box, fill, border, edge=edge, focus=focus)
        if self.ring_shown() and self._kind == "primary":
            paint_box(painter, box.adjusted(2, 2, -2, -2), None, colour("surface"), radius=SIZE.radius - 2)
            paint_box(painter, box, None, None, focus=colour("text"))
        self._paint_words(painter, ink)
        painter.end()

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        left = (self.width() - self._content_width()) / 2 if self._kind != "link" else 0.0
        middle = self.height() / 2
        if self._icon:
            token = "disabled" if not self.isEnabled() else "onaccent" if self._kind == "primary" else "text"
            if self._kind == "link":
                token = "accent"
            place = QRect(round(left), round(middle - SIZE.icon / 2), SIZE.icon, SIZE.icon)
            icon(self._icon, token).paint(painter, place)
            left += SIZE.icon + (SPACE.s if self.text() else 0)
        if self._compact:
            return
        face = self.font()
        face.setUnderline(self._kind == "link" and self.underMouse() and self.isEnabled())
        painter.setFont(face)
        painter.setPen(ink)
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text())
        place_f = QRectF(left, 0, wide + 2, self.height())
        painter.drawText(place_f, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self._key:
            words = key_words(self._key)
            at = QRectF(left + wide + SPACE.s, middle - SIZE.key_hint / 2, key_width(words), SIZE.key_hint)
            if self._kind == "primary" and self.isEnabled():
                paint_key(painter, at, words, ink, None)
            else:
                paint_key(painter, at, words, colour("text3") if self.isEnabled() else ink, colour("key"))


class IconButton(KeyButton):
    """A square flat button of 32 px with only an icon; *words* are its name and tooltip."""

    def __init__(
        self,
        icon: str,
        words: str,
        key: str = "",
        *,
        name: str = "",
        kind: Kind = "flat",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", key, kind, icon=icon, name=name, parent=parent)
        self.setAccessibleName(words)
        self.setToolTip(f"{words}  {key_words(key)}" if key else words)

    def _content_width(self) -> int:
        return SIZE.icon

    def sizeHint(self) -> QSize:
        return QSize(SIZE.control, SIZE.control)

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        token = "disabled" if not self.isEnabled() else "onaccent" if self._kind == "primary" else "text"
        at = QPoint(round((self.width() - SIZE.icon) / 2), round((self.height() - SIZE.icon) / 2))
        icon(self._icon or "", token).paint(painter, QRect(at, QSize(SIZE.icon, SIZE.icon)))


class Chip(_Ringed):
    """A checkable word with a count, 28 high; *sub* is the 32 px borderless one of the sub-page strip."""

    def __init__(
        self,
        text: str,
        count: int | None = None,
        *,
        sub: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self._sub = sub
        self._count: int | str | None = count
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if name:
            self.setObjectName(name)
        self._prepare()
        self._say()

    def set_count(self, count: int | str | None) -> None:
        """The figure behind the word, or a figure with its own word (`2 逾期`); None and "" show none."""
        if count != self._count:
            self._count = count
            self._say()
            self.updateGeometry()
            self.update()

    def _say(self) -> None:
        self.setAccessibleName(f"{self.text()} {self._figure()}".strip())

    def _figure(self) -> str:
        if isinstance(self._count, int):
            return f"{self._count:,}"
        return self._count or ""

    def _measures(self) -> tuple[int, int, int, int]:
        """Padding, width of the word (bold, so that choosing moves nothing), gap, width of the figure."""
        word = QFontMetrics(font("bold")).horizontalAdvance(self.text())
        figure = QFontMetrics(font("small")).horizontalAdvance(self._figure())
        gap = (SPACE.s if self._sub else 6) if figure else 0
        return (SPACE.m if self._sub else 11), word, gap, figure

    def sizeHint(self) -> QSize:
        padding, word, gap, figure = self._measures()
        return QSize(2 * padding + word + gap + figure, SIZE.control if self._sub else SIZE.chip)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on, over = self.isChecked(), self.underMouse()
        fill: QColor | None
        if on:
            fill = colour("tint")
            border = None if self._sub else colour("tintline")
        elif self._sub:
            fill = colour("press") if self.isDown() else colour("hover") if over else None
            border = None
        else:
            fill = colour("press" if self.isDown() else "hover" if over else "ctl")
            border = colour("ctlline")
        ink = colour("disabled" if not self.isEnabled() else "accent" if on else "text2")
        focus = colour("accent") if self.ring_shown() else None
        paint_box(painter, QRectF(self.rect()), fill, border, focus=focus)
        padding, word, gap, figure = self._measures()
        painter.setPen(ink)
        painter.setFont(font("bold" if on else "body"))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(padding, 0, word + 2, self.height()), left, self.text())
        if figure:
            painter.setFont(font("small"))
            painter.setPen(ink if on or not self.isEnabled() else colour("text3" if self._sub else "text2"))
            painter.drawText(QRectF(padding + word + gap, 0, figure + 2, self.height()), left, self._figure())
        painter.end()


class ChipRow(QWidget):
    """Chips of which exactly one is on. `chosen(key)` says which the clerk took; arrows move among them."""

    chosen = Signal(str)

    def __init__(
        self,
        chips: Sequence[tuple[str, str]] = (),
        *,
        sub: bool = False,
        name: str = "chips",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sub = sub
        self._chips: dict[str, Chip] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE.xs if sub else SPACE.s)
        self._row.addStretch(1)
        self.setObjectName(name)
        for key, text in chips:
            self.add(key, text)

    def add(self, key: str, text: str, count: int | None = None) -> Chip:
        """One more chip at the end; the first one is on."""
        chip = Chip(text, count, sub=self._sub, name=f"{self.objectName()}_{key}", parent=self)
        self._chips[key] = chip
        self._group.addButton(chip)
        self._row.insertWidget(self._row.count() - 1, chip)
        if len(self._chips) == 1:
            chip.setChecked(True)
        chip.toggled.connect(
            lambda on, key=key: self.chosen.emit(key) if on and not self.signalsBlocked() else None
        )
        return chip

    def keys(self) -> tuple[str, ...]:
        return tuple(self._chips)

    def chip(self, key: str) -> Chip:
        return self._chips[key]

    def current(self) -> str:
        """The key of the chip that is on; empty when there are none."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "")

    def choose(self, key: str) -> None:
        """Put a chip on; `chosen` is emitted when that changes anything."""
        self._chips[key].setChecked(True)
        self._stop_at_chosen()

    def _stop_at_chosen(self) -> None:
        """Tab stops at the chip that is on; Qt sees to that only where a chip is taken by hand."""
        for chip in self._chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip.isChecked() else Qt.FocusPolicy.ClickFocus)

    def set_count(self, key: str, count: int | str | None) -> None:
        self._chips[key].set_count(count)
