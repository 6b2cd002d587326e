"""The pane at a page's right: sections with hair lines between them, scrolling, over a foot that does not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.base.values.masks import cover_numbers
from frontdesk.base.widgets.marks import Dot, HairLine, Heading, Tone, Words, ground
from frontdesk.base.widgets.tokens import SPACE

PAIR_LABEL = 84


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        inner = item.layout() if item else None
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)


class Scroll(QScrollArea):
    """A column that scrolls up and down only, on its parent's ground."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content.setObjectName(content.objectName() or "scrolled")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        inner = self.widget()
        wide = inner.minimumSizeHint().width() if inner is not None else 0
        return QSize(wide, 80)


class Section(QWidget):
    """One part of a pane or card: heading, then lines. 12 over, 24 beside, 16 under, a line beneath."""

    def __init__(
        self,
        title: str = "",
        hint: str = "",
        link: str = "",
        *,
        name: str = "",
        line: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if name:
            self.setObjectName(name)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.l)
        self.body.setSpacing(SPACE.xs)
        self.heading: Heading | None = None
        if title:
            self.heading = Heading(title, hint, link, name=f"{name}_link" if name else "", parent=self)
            self.body.addWidget(self.heading)
        outer.addLayout(self.body)
        self._line = HairLine("line", parent=self)
        self._line.setVisible(line)
        outer.addWidget(self._line)
        # Not Maximum: that holds wrapped words to the height they guessed before they knew their width.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def add(self, widget: QWidget) -> QWidget:
        """A widget as the next line; words that somebody typed have their numbers covered (D1.9)."""
        _cover(widget)
        self.body.addWidget(widget)
        return widget

    def add_row(self, *widgets: QWidget | None, spacing: int = SPACE.s) -> QHBoxLayout:
        """Widgets side by side; None is the gap that pushes what follows to the right."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing)
        for widget in widgets:
            if widget is None:
                row.addStretch(1)
            else:
                _cover(widget)
                row.addWidget(widget)
        if None not in widgets:
            row.addStretch(1)
        self.body.addLayout(row)
        return row

    def add_pair(
        self, label: str, value: str, *, width: int = PAIR_LABEL, tone: str = "text", full: bool = False
    ) -> Words:
        """A quiet word and what it says: `房号  2-1-0803`. Long values wrap. Returns the value's label.

        *full*: a number in it stands as it is given, because it was asked for with a reason (D1.9).
        """
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        value = value if full else cover_numbers(value)
        said = Words(label, "body", "text2", parent=self)
        said.setFixedWidth(width)
        said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        shown = Words(value, "body", tone, wrap=True, select=True, parent=self)
        shown.setAccessibleName(f"{label} {value}")
        row.addWidget(said)
        row.addWidget(shown, 1)
        self.body.addLayout(row)
        return shown

    def add_line(
        self, text: str, *, at: str = "", right: str = "", tone: str = "text", width: int = 56
    ) -> QHBoxLayout:
        """`07:32  电话受理  周敏`: when, what, who; a number among the words is covered (D1.9)."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        if at:
            when = Words(at, "body", "text2", parent=self)
            when.setMinimumWidth(width)
            row.addWidget(when, 0, top)
        row.addWidget(Words(cover_numbers(text), "body", tone, wrap=True, parent=self), 1, top)
        if right:
            row.addSpacing(SPACE.s)
            row.addWidget(Words(right, "body", "text2", parent=self), 0, top)
        self.body.addLayout(row)
        return row

    def add_state(self, tone: Tone, text: str, detail: str = "", *, bold: bool = False) -> QHBoxLayout:
        """A dot, its words, and a quieter paragraph beneath them."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(SPACE.s)
        row.addWidget(Dot(tone, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(
            Words(cover_numbers(text), "bold" if bold else "body", "text", wrap=True, parent=self)
        )
        if detail:
            words.addWidget(Words(cover_numbers(detail), "body", "text2", wrap=True, parent=self))
        row.addLayout(words, 1)
        self.body.addLayout(row)
        return row

    def clear(self) -> None:
        """Take the lines out; the heading stays."""
        kept = self.heading
        if kept is not None:
            self.body.removeWidget(kept)
        clear_layout(self.body)
        if kept is not None:
            self.body.addWidget(kept)


class Pane(QFrame):
    """Sections over each other that scroll together, and a fixed foot for what is done with them."""

    def __init__(self, name: str, *, tone: str = "subtle", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        ground(self, tone)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._scroll = Scroll(inner, self)
        outer.addWidget(self._scroll, 1)
        self._foot: QWidget | None = None

    def add_section(
        self, title: str = "", hint: str = "", link: str = "", *, name: str = "", line: bool = True
    ) -> Section:
        """One more section at the end."""
        section = Section(title, hint, link, name=name, line=line)
        self._column.insertWidget(self._column.count() - 1, section)
        return section

    def add(self, widget: QWidget) -> QWidget:
        """A widget of the caller's own as the next section."""
        self._column.insertWidget(self._column.count() - 1, widget)
        return widget

    def clear(self) -> None:
        """Take all sections out; the foot stays."""
        clear_layout(self._column)
        self._column.addStretch(1)

    def set_foot(self, foot: QWidget) -> None:
        """What stands under the sections and does not scroll; a line over it. Margins are the caller's layout's."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        if self._foot is not None:
            self._foot.hide()
            self._foot.deleteLater()
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(HairLine("line", parent=box))
        column.addWidget(foot)
        layout.addWidget(box)
        self._foot = box

    def scroll_to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)


def _cover(widget: QWidget) -> None:
    if isinstance(widget, Words):
        widget.setText(cover_numbers(widget.text()))


def pad(
    *widgets: QWidget | None, name: str = "", margins: tuple[int, int, int, int] | None = None
) -> QWidget:
    """A row of widgets with a pane's margins, None for the gap: for a pane's foot."""
    box = QWidget()
    if name:
        box.setObjectName(name)
    row = QHBoxLayout(box)
    row.setContentsMargins(*(margins or (SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)))
    row.setSpacing(SPACE.s)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return box
