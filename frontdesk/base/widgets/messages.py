"""The message bar: one thin line over the page's foot that comes, says it, and goes (L1)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPointF, QPropertyAnimation, QTimer
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QStyle, QWidget

from frontdesk.base.values.masks import cover_numbers
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton, KeyButton
from frontdesk.base.widgets.desk import LongWork
from frontdesk.base.widgets.marks import DOTS, Words, hline, paint_dot
from frontdesk.base.widgets.theme import colour, icon_pixmap, theme_changed
from frontdesk.base.widgets.tokens import MESSAGE_MS, SIZE, SLIDE_MS, SPACE

_GROUNDS = {"ok": "okbg", "warn": "warnbg", "bad": "badbg", "info": "subtle"}


class MessageBar(QWidget):
    """Lies over its host's lower edge, above the page's foot. Implements `desk.Messages`.

    Done goes after 6 s (12 with something to press), not while the pointer is on it; what asks or was refused
    stays until it is answered, closed, or the next thing is said. *foot* says how high the page's foot is now.
    *room* is told how high a strip the page has to leave free: what is not plainly done may be read for long,
    and must not lie over the buttons it speaks of.
    """

    def __init__(
        self,
        host: QWidget,
        foot: Callable[[], int] | None = None,
        room: Callable[[int], object] | None = None,
    ) -> None:
        super().__init__(host)
        self.setObjectName("message_bar")
        self.setAccessibleName(tr("消息"))
        self.setFixedHeight(SIZE.message)
        self._host = host
        self._foot = foot or (lambda: 0)
        self._room = room or (lambda pixels: None)
        self._tone = "ok"
        self._stays = False
        self._work: LongWork | None = None
        self._then: Callable[[], object] | None = None
        self._text = Words("", "bold", parent=self)
        self._text.setObjectName("message_text")
        self._detail = Words("", "body", parent=self)
        self._detail.setObjectName("message_detail")
        self._detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("message_progress")
        self._bar.setFixedWidth(200)
        self._bar.setTextVisible(False)
        self._close = IconButton("ph.x", tr("关闭"), name="message_close", parent=self)
        self._close.clicked.connect(self.clear)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(52, 0, SPACE.m, 0)
        self._row.setSpacing(SPACE.xs)
        self._row.addWidget(self._text)
        self._row.addWidget(self._detail, 1)
        self._row.addWidget(self._bar)
        self._row.addSpacing(SPACE.s)
        self._row.addWidget(self._close)
        self._action: KeyButton | None = None
        self._away = QTimer(self)
        self._away.setObjectName("message_away")
        self._away.setSingleShot(True)
        self._away.timeout.connect(self.clear)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        host.installEventFilter(self)
        theme_changed.connect(self.update)
        self.hide()

    # -- saying --

    def ok(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        """It is done."""
        self._say("ok", text, detail, action, key, then, stays=False)

    def warn(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        """Look at it; with an action it asks, and stays."""
        self._say("warn", text, detail, action, key, then, stays=bool(action))

    def bad(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        """Refused or failed; stays."""
        self._say("bad", text, detail, action, key, then, stays=True)

    def _say(
        self,
        tone: str,
        text: str,
        detail: str,
        action: str,
        key: str,
        then: Callable[[], object] | None,
        *,
        stays: bool,
    ) -> None:
        self._leave_work()
        # Whoever stands at the desk reads along: no message is the place for a number (D1.9).
        text, detail = cover_numbers(text), cover_numbers(detail)
        self._tone, self._stays, self._then = tone, stays, then
        self._row.setContentsMargins(52 if tone == "bad" else 44, 0, SPACE.m, 0)
        self._text.setText(text)
        self._detail.setText(detail)
        self._detail.setToolTip(detail)
        self._bar.hide()
        self._set_action(action, key)
        self._come()
        self._away.stop()
        if not stays:
            self._away.start(MESSAGE_MS * (2 if action else 1))

    def _set_action(self, action: str, key: str) -> None:
        if self._action is not None:
            self._row.removeWidget(self._action)
            self._action.hide()
            self._action.deleteLater()
            self._action = None
        if action:
            self._action = KeyButton(action, key, small=True, name="message_action", parent=self)
            self._action.clicked.connect(self._acted)
            self._row.insertWidget(3, self._action)

    def _acted(self) -> None:
        then = self._then
        self.clear()
        if then is not None:
            then()

    # -- long work --

    def show_work(self, work: LongWork) -> None:
        """What is being done; how far, and a way to stop it, once it is slow."""
        self._leave_work()
        self._away.stop()
        self._work, self._tone, self._stays, self._then = work, "info", True, work.cancel
        work.progressed.connect(self._show_progress)
        work.slow_now.connect(self._show_slow)
        work.finished.connect(self._work_over)
        self._row.setContentsMargins(44, 0, SPACE.m, 0)
        self._text.setText(work.title)
        self._detail.setText("")
        self._bar.hide()
        self._set_action("", "")
        self._close.hide()
        self._come()
        if work.slow:
            self._show_slow()

    def _show_slow(self) -> None:
        work = self._work
        if work is None:
            return
        self._bar.show()
        self._show_progress(work.done, work.of, work.words)
        self._set_action(tr("停止"), "")
        if self._action is not None:
            self._action.clicked.disconnect()
            self._action.clicked.connect(self._stop)

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._detail.setText(tr("正在停下，已做的会撤回"))
            if self._action is not None:
                self._action.setEnabled(False)

    def _show_progress(self, done: int, of: int, words: str) -> None:
        if self._work is None or not self._work.slow or self._work.cancelling:
            return
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        counted = tr("{done} / {of}", done=f"{done:,}", of=f"{of:,}") if of else f"{done:,}" if done else ""
        self._detail.setText("  ".join(part for part in (counted, words) if part))

    def _work_over(self) -> None:
        if self._work is not None:
            self._leave_work()
            self.clear()

    def _leave_work(self) -> None:
        work, self._work = self._work, None
        self._close.show()
        if work is not None:
            work.progressed.disconnect(self._show_progress)
            work.slow_now.disconnect(self._show_slow)
            work.finished.disconnect(self._work_over)

    # -- coming and going --

    def clear(self) -> None:
        """Take away what is said; long work that is shown stays."""
        if self._work is not None:
            return
        self._away.stop()
        self._slide.stop()
        self._set_action("", "")
        self._room(0)
        self.hide()

    def text(self) -> str:
        """What is said now; "" when nothing is."""
        if self.isHidden():
            return ""
        return f"{self._text.text()}{self._detail.text()}"

    def tone(self) -> str:
        return self._tone

    def place(self) -> None:
        """Stand where the host's size and the page's foot want it."""
        self.resize(self._host.width(), SIZE.message)
        if self._slide.state() != QPropertyAnimation.State.Running:
            self.move(self._at())

    def _at(self) -> QPoint:
        return QPoint(0, self._host.height() - self._foot() - SIZE.message)

    def _come(self) -> None:
        shown = self.isVisible()
        self.resize(self._host.width(), SIZE.message)
        self._room(0 if self._tone == "ok" else SIZE.message)
        self.show()
        self.raise_()
        self.update()
        lasts = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self)
        if shown or not lasts or not self._host.isVisible():
            self.place()
            return
        self._slide.stop()
        self._slide.setDuration(SLIDE_MS)
        self._slide.setStartValue(self._at() + QPoint(0, SIZE.message))
        self._slide.setEndValue(self._at())
        self._slide.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._slide.stop()
            self.place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._away.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible() and not self._stays:
            self._away.start(MESSAGE_MS)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(_GROUNDS[self._tone]))
        hline(painter, 0, self.width(), 0, colour("line"))
        hline(painter, 0, self.width(), self.height() - 1, colour("line"))
        if self._tone == "bad":
            painter.fillRect(0, 0, 4, self.height(), colour("baddot"))
            mark = icon_pixmap("ph.warning-circle-fill", "bad", SIZE.icon, self.devicePixelRatioF())
            painter.drawPixmap(SPACE.xl, (self.height() - SIZE.icon) // 2, mark)
        else:
            paint_dot(painter, QPointF(SPACE.xl + SIZE.dot / 2, self.height() / 2), colour(DOTS[self._tone]))
        painter.end()
