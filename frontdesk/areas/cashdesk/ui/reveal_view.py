"""核对: what should be there beside what was counted, why it differs, and what stays as the next float.

Built only after the count is stored: before that no widget knows these figures (M7.3).
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.queries import Parting, Revealed, TenderReveal
from frontdesk.areas.cashdesk.rules.drawer import in_words
from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS
from frontdesk.areas.cashdesk.rules.shifts import over_or_short
from frontdesk.base.values.capitals import capitals
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import Chip
from frontdesk.base.widgets.fields import AreaField, CheckField, MoneyField
from frontdesk.base.widgets.marks import HairLine, Heading, StatusLabel, Tone, Words, ground, hline
from frontdesk.base.widgets.page import Pane, Scroll, Section, pad
from frontdesk.base.widgets.rows import NONE
from frontdesk.base.widgets.theme import FontName, colour, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

USUAL = ("查不出", "找零有误", "假币", "漏记零星支出", "其他")


_EDGES = (0.37, 0.61, 0.845)
"""Right edges of the three columns of amounts, as shares of the width; the result follows the last."""


class _Row(QWidget):
    """A row of the comparison: name, expected, counted, difference, result; a hair line beneath."""

    def __init__(
        self, cells: tuple[Words, Words, Words, Words], result: QWidget, line: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(SIZE.row)
        self._line = line
        self._cells = (*cells, result)
        for cell in self._cells:
            cell.setParent(self)
        theme_changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide, tall = self.width(), self.height() - 1
        name, *amounts, result = self._cells
        left = SPACE.xl
        edges = [round(share * wide) for share in _EDGES]
        for cell, start, end in zip(amounts, (left, *edges), edges, strict=False):
            cell.setGeometry(start + SPACE.s, 0, end - start - SPACE.s, tall)
        name.setGeometry(left, 0, min(name.sizeHint().width(), edges[0] - left), tall)
        name.raise_()
        result.setGeometry(edges[-1] + SPACE.l, 0, wide - edges[-1] - SPACE.l, tall)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._line:
            hline(painter, 0, self.width(), self.height() - 1, colour(self._line))
        painter.end()


def _status(row: TenderReveal) -> StatusLabel:
    nothing = row.counted is None or not (row.expected or row.counted)
    tone: Tone = "neutral" if nothing else "ok"
    if row.difference:
        tone = "bad" if row.difference < ZERO else "warn"
    # What went back by it stands beside its name; here only how the slips compare.
    return StatusLabel(tone, row.words.split("，")[0].split(" ")[0])


def _tone(difference: Money) -> str:
    return "bad" if difference < ZERO else "warn" if difference else "text"


class RevealView(QWidget):
    """The comparison, the reason and the float. `float_typed` asks for the parting of another float."""

    float_typed = Signal(object)
    edited = Signal()

    def __init__(self, told: Revealed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reveal_view")
        ground(self, "surface")
        self.told = told
        self.chips: list[Chip] = []
        self.words = AreaField(
            "difference_words", tr("写清经过：哪一笔、找过谁、怎么处理"), lines=2, parent=self
        )
        self.words.set_label(tr("差额的原因"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, SPACE.s)
        column.setSpacing(0)
        stored = tr("{at} 确认清点，已存", at=f"{local_time(told.count.at):%H:%M}")
        column.addWidget(
            pad(Heading(tr("核对"), stored, parent=self), margins=(SPACE.xl, SPACE.m, SPACE.xl, 0))
        )
        column.addWidget(self._table())
        if told.needs_reason:
            column.addLayout(self._reason())
        column.addLayout(self._float())
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(inner, self))

    # -- building --

    def _table(self) -> QWidget:
        box = QWidget(self)
        box.setObjectName("reveal")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        names = (tr("方式"), tr("应有（元）"), tr("清点"), tr("差额"))
        first, *others = (
            Words(name, "small", "text2", right=number > 0, parent=box) for number, name in enumerate(names)
        )
        head = (first, others[0], others[1], others[2])
        column.addWidget(_Row(head, Words(tr("结果"), "small", "text2", parent=box), "line", box))
        for row in self.told.tenders:
            name = tr(TENDER_WORDS[row.kind])
            counted = NONE if row.counted is None else str(row.counted)
            shown = tr("{name}（另退 {back}）", name=name, back=row.gone_back) if row.gone_back else name
            cells = (
                Words(shown, parent=box),
                Words(str(row.expected), right=True, parent=box),
                Words(counted, right=True, parent=box),
                Words(str(row.difference), "bold", _tone(row.difference), right=True, parent=box),
            )
            line = _Row(cells, _status(row), "hair", box)
            line.setObjectName(f"reveal_{row.kind.value}")
            line.setAccessibleName(
                tr(
                    "{name} 应有 {expected}，清点 {counted}",
                    name=name,
                    expected=row.expected,
                    counted=counted,
                )
            )
            column.addWidget(line)
        counted_sum = total(r.counted for r in self.told.tenders if r.counted is not None)
        difference = total(r.difference for r in self.told.tenders)
        sums = (
            Words(tr("合计"), "bold", parent=box),
            Words(str(total(r.expected for r in self.told.tenders)), "bold", right=True, parent=box),
            Words(str(counted_sum), "bold", right=True, parent=box),
            Words(str(difference), "bold", _tone(difference), right=True, parent=box),
        )
        column.addWidget(_Row(sums, Words("", parent=box), "", box))
        return box

    def _reason(self) -> QVBoxLayout:
        told = [
            f"{tr(TENDER_WORDS[r.kind])}{over_or_short(r.difference)}"
            for r in self.told.tenders
            if r.difference
        ]
        # Several tenders that differ would push the pane away: the first two are named, the table has them all.
        shown = "、".join(told[:2]) + (tr(" 等 {n} 项", n=len(told)) if len(told) > 2 else "")
        head = Words(shown, "bold", "bad", parent=self)
        head.setObjectName("difference_head")
        head.setToolTip("、".join(told))
        hint = Words(tr("写明原因后才能结班；差额照存，不改账"), tone="text3", parent=self)
        self._group = QButtonGroup(self)
        chips = QHBoxLayout()
        chips.setSpacing(SPACE.s)
        for number, word in enumerate(USUAL):
            chip = Chip(tr(word), name=f"difference_{number}", parent=self)
            self._group.addButton(chip)
            chip.clicked.connect(self._reason_edited)
            self.chips.append(chip)
            chips.addWidget(chip)
        chips.addStretch(1)
        hint.setObjectName("difference_hint")
        self._hint, self._said = hint, hint.text()
        self.words.edited.connect(self._reason_edited)
        self.words.error_changed.connect(self._say_hint)
        box = QVBoxLayout()
        box.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, 0)
        box.setSpacing(SPACE.s)
        line = QHBoxLayout()
        line.setSpacing(SPACE.s)
        line.addWidget(head)
        line.addWidget(hint)
        line.addStretch(1)
        box.addLayout(line)
        box.addLayout(chips)
        box.addWidget(self.words)
        return box

    def _say_hint(self, wrong: str) -> None:
        """The error stands where the hint stood, so that nothing moves."""
        self._hint.setText(wrong or self._said)
        self._hint.set_tone("bad" if wrong else "text3")

    def _reason_edited(self) -> None:
        self.words.set_error(None)
        self.edited.emit()

    def _float(self) -> QHBoxLayout:
        self.kept = MoneyField("kept_back", lead=True, required=True, parent=self)
        self.kept.set_label(tr("留作下班备用金"))
        self.goes = MoneyField("handed_in", lead=True, parent=self)
        self.goes.set_label(tr("本次上缴"))
        self.goes.set_read_only(True)
        self.kept_words = Words("", "small", "text2", wrap=True, parent=self)
        self.goes_words = Words("", "small", "text2", wrap=True, parent=self)
        self.kept_words.setObjectName("kept_words")
        self.goes_words.setObjectName("goes_words")
        self.kept.set_value(self.told.kept_back)
        self.kept.edited.connect(self._float_edited)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, 0)
        row.setSpacing(SPACE.xl)
        for label, field, words in (
            (tr("留作下班备用金"), self.kept, self.kept_words),
            (tr("本次上缴"), self.goes, self.goes_words),
        ):
            part = QVBoxLayout()
            part.setSpacing(SPACE.xs)
            part.addWidget(Words(label, "small", "text2", parent=self))
            part.addWidget(field)
            part.addWidget(words)
            part.addStretch(1)
            row.addLayout(part, 1)
        self.show_parting(Parting(self.told.parting, self.told.kept_back), self.told.kept_back)
        return row

    # -- what it says --

    def _float_edited(self) -> None:
        try:
            kept = self.kept.value()
        except Refused as error:
            self.say_float_wrong(error.text)
            return
        self.float_typed.emit(kept)

    def say_float_wrong(self, wrong: str) -> None:
        """What is wrong with the float, under its field; "" when nothing is."""
        self.kept.set_error(wrong)
        self.kept_words.setText(wrong)
        self.kept_words.set_tone("bad" if wrong else "text2")

    def show_parting(self, parting: Parting, kept: Money) -> None:
        """Which notes stay and which go; when the pieces cannot make it, what is nearest."""
        split = parting.parting
        if split is None:
            self.say_float_wrong(
                tr("点出来的票面凑不出 {kept}，最近可留 {near}", kept=kept, near=parting.proposal)
            )
            self.goes.set_value(None)
            self.goes_words.setText("")
            return
        self.say_float_wrong("")
        goes = self.told.counted - kept
        self.kept_words.setText(in_words(split.kept) or tr("不留"))
        self.goes.set_value(goes)
        said = f"{capitals(goes)} · {in_words(split.handed_in)}" if goes else tr("没有要上缴的现金")
        self.goes_words.setText(said)

    def kept_back(self) -> Money:
        """The float as typed. Raises `Refused`."""
        value = self.kept.value()
        assert value is not None
        return value

    def reason(self) -> str:
        """What was chosen and written; 其他 alone says nothing."""
        chip = next((c.text() for c in self.chips if c.isChecked()), "")
        words = str(self.words.value())
        if chip == tr("其他"):
            chip = ""
        return "：".join(part for part in (chip, words) if part)

    def say_reason_wrong(self, words: str) -> None:
        """The reason is missing: said under its field, which gets the focus."""
        self.words.set_error(words)
        self.words.setFocus()


class StoryPane(Pane):
    """The right side: how the expected cash came about, the identity, and what will be printed."""

    def __init__(self, told: Revealed, parent: QWidget | None = None) -> None:
        super().__init__("story", parent=parent)
        cash = self.add_section(tr("应有现金怎么来"), name="cash_story")
        for line in told.cash:
            if line.amount:
                _amount(cash, line.words, line.amount)
        cash.add(HairLine("line"))
        _amount(cash, tr("应有"), told.expected, face="lead")
        _amount(cash, tr("实点"), told.counted)
        if told.difference:
            word = over_or_short(told.difference).split(" ")[0]
            _amount(cash, word, told.difference, tone="bad" if told.difference < ZERO else "warn")
        proof = self.add_section("", name="proof", line=False)
        state = StatusLabel("ok", tr("三数相等"), bold=True)
        proof.add_row(Words(tr("账目自证"), "bold"), state)
        _amount(proof, tr("按费项合计"), told.proof.by_item)
        _amount(proof, tr("按收款方式合计"), told.proof.by_tender)
        _amount(proof, tr("收据 − 作废 − 退款"), told.proof.by_receipts)
        deposits = told.figures.deposits
        if deposits.purposes:
            net = deposits.amount - deposits.refunded - deposits.kept
            _amount(proof, tr("押金增减，不计入收入"), net)
        self.report = CheckField("print_report", tr("收款日报表 A4 · 2 份"), on=True)
        self.slip = CheckField("print_slip", tr("缴款单 A5 · 2 份"), on=True)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        column.setSpacing(0)
        column.addWidget(Heading(tr("结班后打印")))
        column.addWidget(self.report)
        column.addWidget(self.slip)
        self.set_foot(foot)


def _amount(
    section: Section, word: str, amount: Money, *, face: FontName = "body", tone: str = "text"
) -> None:
    strong = tone != "text" or face == "lead"
    label = Words(word, "bold" if strong else "body", tone if tone != "text" else "text2")
    value = Words(str(amount), "lead" if face == "lead" else "bold" if strong else "body", tone, right=True)
    value.setAccessibleName(f"{word} {amount}")
    section.add_row(label, None, value)
