"""清点: notes and coins in the middle, slips at the right; nothing here knows what is expected (M7.3)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.rules.kinds import SLIP_TENDERS, TENDER_WORDS, Tender
from frontdesk.areas.cashdesk.ui.count_grid import CountGrid
from frontdesk.areas.cashdesk.ui.glyph import Glyph
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.fields import AreaField, Field, MoneyField, NumberField
from frontdesk.base.widgets.marks import HairLine, Heading, Words, ground
from frontdesk.base.widgets.page import Scroll, pad
from frontdesk.base.widgets.tokens import SIZE, SPACE

SLIP_KINDS = SLIP_TENDERS
_LABEL = 56


class CountView(QWidget):
    """The cash count with its sum at the foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("count_view")
        ground(self, "surface")
        self.grid = CountGrid(parent=self)
        self.pieces = Words("", tone="text2", parent=self)
        self.pieces.setObjectName("count_pieces")
        self.worth = Words("", "figure", right=True, parent=self)
        self.worth.setObjectName("count_worth")
        self._heading = Heading(tr("现金清点"), tr("先数，后对"), parent=self)
        heading = pad(self._heading, margins=(SPACE.xl, SPACE.m, SPACE.xl, 0))
        self._sum_word = Words(tr("实点现金"), tone="text2", parent=self)
        foot = pad(
            self.pieces,
            None,
            self._sum_word,
            self.worth,
            margins=(SPACE.xl, 0, SPACE.xl, 0),
        )
        foot.setFixedHeight(SIZE.foot)
        scroll = Scroll(self.grid, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heading)
        column.addWidget(scroll, 1)
        column.addWidget(HairLine("line", parent=self))
        column.addWidget(foot)
        self.grid.changed.connect(self.renew)
        self.renew()

    def set_titles(self, title: str, hint: str, sum_word: str) -> None:
        """What is counted here, where it is not the close."""
        self._heading.title.setText(title)
        self._heading.set_hint(hint)
        self._sum_word.setText(sum_word)
        self.renew()

    def renew(self) -> None:
        """Say the sum of what stands in the fields."""
        self.pieces.setText(tr("{n} 张（枚）", n=self.grid.pieces()))
        self.worth.setText(str(self.grid.worth()))
        self.worth.setAccessibleName(f"{self._sum_word.text()} {self.grid.worth()}")


class SlipsView(QWidget):
    """Slips of each tender that is not cash, as their own terminals and accounts add them up; words for the next."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("slips_view")
        ground(self, "subtle")
        self.numbers: dict[Tender, NumberField] = {}
        self.amounts: dict[Tender, MoneyField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.l)
        column.setSpacing(SPACE.s)
        column.addWidget(Heading(tr("非现金"), tr("照各家结算单填"), parent=self))
        for kind in SLIP_KINDS:
            column.addLayout(self._row(kind))
        self.wrong = Words("", "small", "bad", wrap=True, parent=self)
        self.wrong.setObjectName("slips_error")
        self.wrong.hide()
        column.addWidget(self.wrong)
        column.addSpacing(SPACE.xs)
        column.addWidget(self._lock_note())
        column.addSpacing(SPACE.xs)
        column.addWidget(Words(tr("给下一班的话（可不填）"), "small", "text2", parent=self))
        self.words = AreaField("next_words", tr("下一班打开时会先看到"), lines=2, parent=self)
        self.words.set_label(tr("给下一班的话"))
        column.addWidget(self.words)
        column.addStretch(1)

    def _row(self, kind: Tender) -> QHBoxLayout:
        word = tr(TENDER_WORDS[kind])
        number = NumberField(f"slips_{kind.value}", "0", most=100_000, parent=self)
        number.set_label(tr("{kind}多少笔", kind=word))
        number.setFixedWidth(64)
        amount = MoneyField(f"slips_{kind.value}_amount", "0.00", parent=self)
        amount.set_label(tr("{kind}合计", kind=word))
        self.numbers[kind], self.amounts[kind] = number, amount
        label = Words(word, parent=self)
        label.setFixedWidth(_LABEL)
        row = QHBoxLayout()
        row.setSpacing(SPACE.m)
        for widget in (label, number, Words(tr("笔"), tone="text2", parent=self), amount):
            row.addWidget(widget)
        for field in (number, amount):
            field.edited.connect(self.edited)
        return row

    def _lock_note(self) -> QFrame:
        card = QFrame(self)
        card.setObjectName("note")
        head = QHBoxLayout()
        head.setSpacing(SPACE.s)
        head.addWidget(Glyph("ph.lock-simple", parent=card))
        head.addWidget(Words(tr("应有金额还没有显示"), "bold", parent=card))
        head.addStretch(1)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        inner.setSpacing(SPACE.xs)
        inner.addLayout(head)
        text = tr("确认清点以后才显示，并与清点一起存下。确认后张数不能再改，差额写明原因即可。")
        inner.addWidget(Words(text, tone="text2", wrap=True, parent=card))
        return card

    def slips(self) -> dict[Tender, tuple[int, Money]]:
        """(slips, sum) for each tender, nothing typed being none; cheques, which are rare, only when typed.

        Raises `InvalidInput`, by the field's name.
        """
        errors: dict[str, str] = {}
        found: dict[Tender, tuple[int, Money]] = {}
        for kind in SLIP_KINDS:
            values: list[object] = []
            for field in (self.numbers[kind], self.amounts[kind]):
                try:
                    values.append(field.value())
                except Refused as error:
                    errors[field.objectName()] = error.text
                    values.append(None)
            count, amount = values
            if kind is Tender.CHEQUE and self.blank(kind):
                continue
            found[kind] = (
                count if isinstance(count, int) else 0,
                amount if isinstance(amount, Money) else ZERO,
            )
        if errors:
            raise InvalidInput(errors)
        return found

    def blank(self, kind: Tender) -> bool:
        """Whether nothing was typed for that tender."""
        return not self.numbers[kind].text().strip() and not self.amounts[kind].text().strip()

    def typed(self) -> bool:
        """Whether anything was typed at all."""
        return bool(self.words.value()) or any(not self.blank(kind) for kind in SLIP_KINDS)

    def clear(self) -> None:
        """Empty every field."""
        for kind in SLIP_KINDS:
            self.numbers[kind].set_value(None)
            self.amounts[kind].set_value(None)
        self.words.set_value(None)
        self.show_errors({})

    def show_errors(self, errors: dict[str, str]) -> list[Field]:
        """Mark what is wrong; returns the fields."""
        wrong: list[Field] = []
        for kind in SLIP_KINDS:
            for field in (self.numbers[kind], self.amounts[kind]):
                field.set_error(errors.get(field.objectName()))
                if field.error():
                    wrong.append(field)
        words = wrong[0].error() if wrong else errors.get("slips", "")
        self.wrong.setText(f"{wrong[0].label}：{words}" if wrong else words)
        self.wrong.setVisible(bool(words))
        return wrong
