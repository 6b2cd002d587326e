"""A page: head with the one primary action, filters, a list with its pane, and how it keeps itself up to date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton, KeyButton, key_words
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import HairLine, Words, ground
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.pane import Pane, Scroll, Section, clear_layout, pad
from frontdesk.base.widgets.strip import SubTabs
from frontdesk.base.widgets.theme import icon_pixmap, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

if TYPE_CHECKING:
    from frontdesk.base.store.drafts import SaveDraft

__all__ = [
    "EmptyState",
    "FilterRow",
    "Page",
    "PageHead",
    "Pane",
    "Scroll",
    "Section",
    "Splitter",
    "SubTabs",
    "clear_layout",
    "pad",
]


class PageHead(QWidget):
    """56 high: a back arrow (where there is a way back), title, count or hint, and the actions at the right."""

    def __init__(
        self, title: str = "", hint: str = "", *, back: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(SIZE.page_head)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        self.row.setSpacing(SPACE.s)
        self.back: IconButton | None = None
        if back:
            self.add_back()
        self.title = Words(title, "title", parent=self)
        self.title.setObjectName("page_title")
        self.hint = Words(hint, "body", "text2", parent=self)
        self.hint.setObjectName("page_hint")
        # The hint stands on the title's line: their boxes are aligned at the foot, which is near the base line.
        self.hint.setContentsMargins(0, 4, 0, 0)
        self.row.addWidget(self.title)
        self.row.addWidget(self.hint)
        self.middle = QHBoxLayout()
        self.middle.setSpacing(SPACE.l)
        self.row.addLayout(self.middle)
        self.row.addStretch(1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(SPACE.s)
        self.row.addLayout(self._actions)

    def add_back(self) -> IconButton:
        """The arrow before the title, the same one where it is there already."""
        if self.back is None:
            self.back = IconButton("ph.arrow-left", tr("返回"), "Alt+Left", name="back", parent=self)
            self.row.insertWidget(0, self.back)
            self.row.setContentsMargins(SPACE.l, 0, SPACE.xl, 0)
        return self.back

    def set_title(self, title: str, hint: str = "") -> None:
        self.title.setText(title)
        self.hint.setText(hint)

    def set_hint(self, hint: str) -> None:
        """`33 件`, `保存时编号 · 草稿已存 10:44:12`."""
        self.hint.setText(hint)

    def add_action(self, widget: QWidget) -> QWidget:
        """A button (or a status) at the right; the primary one comes last."""
        self._actions.addWidget(widget)
        return widget

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._fit()
        return done

    def _fit(self) -> None:
        """Buttons with an icon stand as their icon alone where the row has no room for all words (L9)."""
        items = [self._actions.itemAt(n) for n in range(self._actions.count())]
        found = [item.widget() for item in items if item is not None]
        buttons = [b for b in found if isinstance(b, KeyButton) and not b.isHidden() and b.can_be_compact]
        saved = [b.width_as(compact=False) - b.width_as(compact=True) for b in buttons]
        whole = self.row.minimumSize().width() + sum(
            saves for b, saves in zip(buttons, saved, strict=True) if b.is_compact
        )
        for button, saves in zip(buttons, saved, strict=True):
            narrow = whole > self.width()
            button.set_compact(narrow)
            whole -= saves if narrow else 0

    def lead_with(self, strip: QWidget) -> None:
        """A strip of sub-pages in the title's place."""
        self.title.hide()
        self.hint.hide()
        self.row.setContentsMargins(SPACE.m, 0, SPACE.xl, 0)
        self.row.insertWidget(0, strip)


class FilterRow(QWidget):
    """44 high: chips at the left, what narrows the list at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(SIZE.filters)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE.xl, 0, SPACE.xl, SPACE.l)
        self._row.setSpacing(SPACE.s)
        self._row.addStretch(1)
        self._left = 0

    def add(self, widget: QWidget) -> QWidget:
        """At the left, after what is there."""
        self._row.insertWidget(self._left, widget)
        self._left += 1
        self.show()
        return widget

    def add_right(self, widget: QWidget) -> QWidget:
        """At the right end."""
        self._row.addWidget(widget)
        self.show()
        return widget

    def insert_right(self, place: int, widget: QWidget) -> QWidget:
        """Among those at the right end, as the *place*-th of them from the left, counted from 0."""
        self._row.insertWidget(self._left + 1 + place, widget)
        self.show()
        return widget


def _paragraph(words: Words) -> Words:
    # Centred in a layout a wrapping label gets the height of its shortest guess; its width here is known.
    words.setFixedSize(SIZE.empty, words.heightForWidth(SIZE.empty))
    return words


class EmptyState(QWidget):
    """What would be here and how to begin (L7): icon, title, two lines, buttons, and a last quiet line."""

    def __init__(
        self,
        icon: str,
        title: str,
        words: str,
        buttons: Iterable[QWidget] = (),
        *,
        hint: str = "",
        name: str = "empty",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon = icon
        block = QWidget(self)
        block.setFixedWidth(SIZE.empty)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._picture = QLabel(block)
        self._picture.setFixedSize(32, 32)
        column.addWidget(self._picture)
        column.addSpacing(SPACE.l + 4)
        column.addWidget(Words(title, "title", parent=block))
        column.addSpacing(SPACE.m)
        column.addWidget(_paragraph(Words(words, "body", "text2", wrap=True, parent=block)))
        column.addSpacing(SPACE.l)
        shown = list(buttons)
        if shown:
            row = pad(*shown, None, margins=(0, 0, 0, 0))
            row.setFixedHeight(SIZE.control)
            column.addWidget(row)
        if hint:
            column.addSpacing(SPACE.l)
            column.addWidget(_paragraph(Words(hint, "small", "text3", wrap=True, parent=block)))
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(block, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)
        theme_changed.connect(self._paint_picture)
        self._paint_picture()

    def _paint_picture(self) -> None:
        self._picture.setPixmap(icon_pixmap(self._icon, "accent", 32, self.devicePixelRatioF()))

    def showEvent(self, event: QShowEvent) -> None:
        self._paint_picture()
        super().showEvent(event)


class Splitter(QSplitter):
    """A list and its pane, or columns. Sizes are remembered; F12 folds the last part (L2).

    *widths* are the default widths in logical pixels, 0 for the part that takes the rest. Under 1,500 px of
    window the pane starts folded only when `fold_narrow`.
    """

    def __init__(
        self,
        parts: Sequence[QWidget],
        widths: Sequence[int],
        *,
        name: str,
        memory: Memory | None = None,
        folds: bool = True,
        fold_narrow: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName(name)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._memory = memory
        self._widths = list(widths)
        self._placed = False
        self._fold_narrow = fold_narrow and folds
        self.folds = folds
        self._last = parts[-1]
        for number, part in enumerate(parts):
            self.addWidget(part)
            self.setStretchFactor(number, 0 if widths[number] else 1)
            if widths[number]:
                part.setMinimumWidth(min(widths[number], 280))
        self.splitterMoved.connect(self._moved)
        if folds:
            shortcut = QShortcut(QKeySequence("F12"), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.fold)

    def folded(self) -> bool:
        """Whether the last part is folded away."""
        return self._last.isHidden()

    def fold(self, on: bool | None = None) -> None:
        """Fold the last part away, or bring it back; without *on* the other of the two."""
        wanted = not self.folded() if on is None else on
        self._last.setHidden(wanted)
        if self._memory is not None:
            self._memory.set(f"folded/{self.objectName()}", wanted)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            self._place()

    def _place(self) -> None:
        kept = self._memory.get(f"splitter/{self.objectName()}") if self._memory else None
        widths = list(self._widths)
        if isinstance(kept, list) and len(kept) == len(widths) and all(isinstance(k, int) for k in kept):
            widths = [k if w else 0 for k, w in zip(kept, widths, strict=True)]
        rest = max(1, self.width() - sum(widths) - self.count() + 1)
        flexible = max(1, widths.count(0))
        self.setSizes([w or rest // flexible for w in widths])
        if self.folds:
            narrow = self._fold_narrow and self.window().width() < SIZE.fold_under
            folded = self._memory.get(f"folded/{self.objectName()}", narrow) if self._memory else narrow
            self._last.setHidden(bool(folded))

    def _moved(self) -> None:
        if self._memory is not None and not self.folded():
            self._memory.set(f"splitter/{self.objectName()}", self.sizes())


class Page(QWidget):
    """What stands under the tabs. Subclasses build in `__init__` and read in `refresh`.

    *topics* are what `Desk.touched` must name for this page to read again: at once when it is shown, else when it
    is shown next. With *sub* the strip of sub-pages stands in the title's place; connect `self.sub.chosen`.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str = "",
        *,
        hint: str = "",
        sub: Sequence[tuple[str, str]] = (),
        back: bool = False,
        head: bool = True,
        topics: Iterable[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName(name)
        self.setAccessibleName(title or name)
        ground(self, "surface")
        self.topics = frozenset(topics)
        self._stale = True
        self._refreshing = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.head = PageHead(title, hint, back=back, parent=self)
        self.sub: SubTabs | None = None
        if sub:
            self.sub = SubTabs(sub, name=f"{name}_sub", parent=self)
            self.head.lead_with(self.sub)
        self.head.setVisible(head)
        self.filters = FilterRow(self)
        self.filters.hide()
        self._line = HairLine("line", parent=self)
        self._line.setVisible(head)
        self._body = QStackedWidget(self)
        self._body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._empty: QWidget | None = None
        self._content: QWidget | None = None
        self.foot: QWidget | None = None
        for widget in (self.head, self.filters, self._line):
            self._column.addWidget(widget)
        self._column.addWidget(self._body, 1)
        self.splitter: Splitter | None = None
        desk.touched.connect(self._heard)

    # -- building --

    def set_body(self, widget: QWidget) -> QWidget:
        """What fills the page under head and filters."""
        self._content = widget
        self._body.addWidget(widget)
        self._body.setCurrentWidget(widget)
        return widget

    def set_split(
        self,
        content: QWidget,
        pane: QWidget,
        width: int = 380,
        *,
        folds: bool = True,
        fold_narrow: bool = False,
    ) -> Splitter:
        """A list and the pane of what is chosen in it; F12 folds the pane unless it is the work itself."""
        splitter = Splitter(
            (content, pane),
            (0, width),
            name=f"{self.objectName()}_split",
            memory=self.desk.memory,
            folds=folds,
            fold_narrow=fold_narrow,
        )
        self.set_body(splitter)
        self.splitter = splitter
        return splitter

    def set_foot(self, foot: QWidget) -> QWidget:
        """56 high under the body, a line over it, on the pane's ground; does not scroll."""
        box = QWidget(self)
        ground(box, "subtle")
        box.setFixedHeight(SIZE.foot + 1)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(HairLine("line", parent=box))
        column.addWidget(foot, 1)
        self._column.addWidget(box)
        self.foot = box
        return box

    def make_room(self, pixels: int) -> None:
        """Leave that much free under the body, above the foot, for a message that stays; 0 gives it back."""
        self._body.setContentsMargins(0, 0, 0, pixels)

    def show_empty(self, empty: EmptyState) -> None:
        """Say that nothing is here yet and how to begin, in the body's place."""
        if self._empty is not None and self._empty is not empty:
            self._body.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = empty
        if self._body.indexOf(empty) < 0:
            self._body.addWidget(empty)
        focus = self.focusWidget()
        here = focus is None or self._body.isAncestorOf(focus)
        self._body.setCurrentWidget(empty)
        if here and self.isVisible():
            self._focus_empty()

    def hide_empty(self) -> None:
        """Back to the body."""
        if self._content is not None:
            self._body.setCurrentWidget(self._content)

    def is_empty(self) -> bool:
        """Whether the empty state is shown."""
        return self._empty is not None and self._body.currentWidget() is self._empty

    # -- keeping up to date --

    def refresh(self) -> None:
        """Read what the page shows. Called when it is shown after something it shows was written."""

    def open(self, **arguments: object) -> None:
        """Somebody went here with these arguments (`Desk.go`)."""

    def focus_start(self) -> None:
        """Where typing begins when the window comes here: the first list shown; pages with a better place say so."""
        from frontdesk.base.widgets.table import Table

        if self.is_empty():
            self._focus_empty()
            return
        for table in self.findChildren(Table):
            if table.isVisibleTo(self):
                table.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _focus_empty(self) -> None:
        """What one begins with; without a focus Qt would give it to the first thing of the frame."""
        first = self._empty.findChild(KeyButton) if self._empty is not None else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        """Whether the page may be left now; a form with typing asks."""
        return True

    def keep_typing(self) -> bool:
        """Keep what is being typed as a draft, without asking and without leaving (D0.8).

        Called for another user, at the end of the program, and after a defect. False where nothing is typed. Pages
        without a form of their own speak for the dialog shown over them.
        """
        draft = self.take_typing()
        if draft is None:
            return False
        from frontdesk.base.store.drafts import save_draft

        self.desk.runner.run(save_draft, draft, actor=self.desk.actor)
        return True

    def take_typing(self) -> SaveDraft | None:
        """What is being typed, to be kept beside while it goes on; None where nothing is.

        Asked every few seconds and when the focus leaves the page: cheap, and the page looks the same after it.
        """
        from frontdesk.base.widgets.dialog_drafts import dialog_over

        over = dialog_over(self)
        return over.take() if over is not None else None

    def draft_was_there(self) -> None:
        """What `take_typing` gave was written over a draft that somebody had left."""
        from frontdesk.base.widgets.dialog_drafts import dialog_over

        over = dialog_over(self)
        if over is not None:
            over.was_there()

    def refresh_soon(self) -> None:
        """Read again: now when shown, else when it is."""
        if self.isVisible():
            self._refresh_now()
        else:
            self._stale = True

    def _heard(self, topics: frozenset[str]) -> None:
        if topics & self.topics:
            self.refresh_soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            # After the first paint: the page stands at once, its rows follow (L6).
            self._stale = False
            QTimer.singleShot(0, self, self._refresh_now)

    def _refresh_now(self) -> None:
        if self._refreshing:
            return
        self._refreshing, self._stale = True, False
        try:
            self.refresh()
        except Exception as error:
            self.desk.tell(error)
        finally:
            self._refreshing = False

    # -- keys --

    def shortcuts(self) -> list[tuple[str, str]]:
        """(key, what it does) of the page's buttons now shown, for the list of all keys (`?`)."""
        found = [
            (key_words(button.key), button.text() or button.accessibleName())
            for button in self.findChildren(KeyButton)
            if button.key and button.isVisibleTo(self)
        ]
        if self.splitter is not None and self.splitter.folds:
            found.append(("F12", tr("收起或展开右栏")))
        return found

    def help_text(self) -> str:
        """What F1 says about this page; subclasses write it."""
        return ""

    def sizeHint(self) -> QSize:
        return QSize(1366, 600)
