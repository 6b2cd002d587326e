"""Before a unit is picked: the field that finds one, what was just collected, and what was left half done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Heading, Link, StatusLabel, Words
from frontdesk.base.widgets.page import clear_layout
from frontdesk.base.widgets.pickers import Choice, UnitPicker
from frontdesk.base.widgets.tokens import SIZE, SPACE

_WIDE = SIZE.empty + 80


@dataclass(frozen=True, slots=True)
class JustDone:
    """What the last visit came to, in words: for the card under the field."""

    number: str
    unit: str
    payer: str
    words: str
    change: Money
    printed: bool
    voided: bool = False


class PickView(QWidget):
    """`picked(unit id)`, and what can be done with the receipt that was just made."""

    picked = Signal(int)
    draft_opened = Signal(int)
    print_wanted = Signal(str)
    void_wanted = Signal(str)
    show_wanted = Signal(str)

    def __init__(self, fetch: Callable[[str], Sequence[Choice]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pick_view")
        self._done: JustDone | None = None
        block = QWidget(self)
        block.setFixedWidth(_WIDE)
        self.picker = UnitPicker("collect_unit", fetch, parent=block)
        self.picker.set_label(tr("收哪一户"))
        self.picker.enter_moves = False
        self.picker.picked.connect(lambda choice: self.picked.emit(int(choice.value)))
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        column.addWidget(Words(tr("收哪一户"), "title", parent=block))
        column.addWidget(
            Words(
                tr("输入房号、姓名或拼音，回车打开。欠的费用按到期先后勾好，再回车就收款打印。"),
                tone="text2",
                wrap=True,
                parent=block,
            )
        )
        column.addWidget(self.picker)
        column.addSpacing(SPACE.s)
        column.addWidget(self._card(block))
        self._drafts = QVBoxLayout()
        self._drafts.setSpacing(SPACE.xs)
        column.addLayout(self._drafts)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(block, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def _card(self, parent: QWidget) -> QFrame:
        self.card = QFrame(parent)
        self.card.setObjectName("card")
        self._state = StatusLabel("ok", "", bold=True, parent=self.card)
        self._state.setObjectName("done_state")
        self._words = Words("", tone="text2", wrap=True, parent=self.card)
        self._words.setObjectName("done_words")
        self.print_button = KeyButton(
            tr("打印"), "F6", icon="ph.printer", name="done_print", parent=self.card
        )
        self.show_button = KeyButton(tr("查看"), "F8", name="done_show", parent=self.card)
        self.void_button = KeyButton(tr("作废"), "F9", name="done_void", parent=self.card)
        for button, signal in (
            (self.print_button, self.print_wanted),
            (self.show_button, self.show_wanted),
            (self.void_button, self.void_wanted),
        ):
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit(self.number()))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.s)
        for button in (self.print_button, self.show_button, self.void_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._change_word = Words(tr("找零"), tone="text2", parent=self.card)
        self._change = Words("", "figure", "ok", right=True, parent=self.card)
        self._change.setObjectName("done_change")
        said = QVBoxLayout()
        said.setSpacing(SPACE.xs)
        said.addWidget(self._state)
        said.addWidget(self._words)
        top = QHBoxLayout()
        top.setSpacing(SPACE.m)
        top.addLayout(said, 1)
        top.addWidget(self._change_word)
        top.addWidget(self._change)
        inner = QVBoxLayout(self.card)
        inner.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        inner.setSpacing(SPACE.s)
        inner.addLayout(top)
        inner.addLayout(buttons)
        self.card.hide()
        return self.card

    def number(self) -> str:
        """The number of the receipt on the card; "" when there is none."""
        return self._done.number if self._done is not None else ""

    def done(self) -> JustDone | None:
        """What the card shows."""
        return self._done

    def show_done(self, done: JustDone | None) -> None:
        """The receipt that was just made; None takes the card away."""
        self._done = done
        self.card.setVisible(done is not None)
        if done is None:
            return
        head = tr("{number}　{unit} {payer}", number=done.number, unit=done.unit, payer=done.payer)
        if done.voided:
            self._state.set("neutral", tr("{head}　已作废", head=head))
        elif done.printed:
            self._state.set("ok", head)
        else:
            self._state.set("warn", tr("{head}　还没有打印", head=head))
        self._words.setText(done.words)
        gives_back = bool(done.change) and not done.voided
        self._change_word.setVisible(gives_back)
        self._change.setVisible(gives_back)
        self._change.setText(str(done.change))
        self._change.setAccessibleName(tr("找零 {change}", change=done.change))
        self.print_button.setText(tr("补打") if done.printed else tr("打印"))
        self.void_button.setVisible(not done.voided)

    def show_drafts(self, drafts: Sequence[tuple[int, str]]) -> None:
        """Visits left half done: (unit id, words)."""
        clear_layout(self._drafts)
        if not drafts:
            return
        self._drafts.addWidget(Heading(tr("没收完的"), parent=self))
        for unit_id, words in drafts[:4]:
            link = Link(words, f"draft_{unit_id}", self)
            link.clicked.connect(lambda unit_id=unit_id: self.draft_opened.emit(unit_id))
            self._drafts.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self) -> None:
        """Empty the field and type into it."""
        self.picker.set_value(None)
        self.picker.setFocus(Qt.FocusReason.OtherFocusReason)
