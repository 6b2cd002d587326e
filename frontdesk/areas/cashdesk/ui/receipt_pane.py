"""The right side of collecting: the receipt as it will print, what is due, given and given back, and the one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.ui.visit import Visit
from frontdesk.base.values.money import ZERO, total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.fields import TextField
from frontdesk.base.widgets.marks import HairLine, StatusLabel, Words, ground
from frontdesk.base.widgets.preview import PaperPreview
from frontdesk.base.widgets.tokens import SIZE, SPACE

PREVIEW_AFTER_MS = 250
_FIELD = 128


class ReceiptPane(QWidget):
    """`pay_wanted` on the button, `short_wanted` when only what was given shall be taken, `round_wanted` for 抹零,
    `prepay_wanted` when what is over shall be prepaid, `preview_due` when the picture of the receipt should be
    drawn again (a moment after the last change)."""

    pay_wanted = Signal()
    short_wanted = Signal()
    round_wanted = Signal()
    prepay_wanted = Signal()
    preview_due = Signal()
    enlarge_wanted = Signal()
    edited = Signal()

    def __init__(self, visit: Visit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit = visit
        self.setObjectName("receipt_pane")
        ground(self, "subtle")
        self.preview = PaperPreview(name="receipt_preview", parent=self)
        self.preview.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.preview.opened.connect(self.enlarge_wanted)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PREVIEW_AFTER_MS)
        self._timer.timeout.connect(self.preview_due)
        self.size_words = Words("", "body", "text3", parent=self)
        self.payer = TextField("payer", limit=80, parent=self)
        self.paper_number = TextField("paper_number", figures=True, limit=20, parent=self)
        self.paper_label = Words(tr("纸质票号"), tone="text2", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top(), 1)
        column.addWidget(HairLine("line", parent=self))
        column.addLayout(self._sums())

    # -- building --

    def _top(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(SPACE.s)
        head.addWidget(Words(tr("收据预览"), "bold", parent=self))
        head.addWidget(self.size_words)
        head.addStretch(1)
        self.enlarge = KeyButton(tr("放大"), "F8", "link", name="enlarge", parent=self)
        self.enlarge.clicked.connect(self.enlarge_wanted)
        head.addWidget(self.enlarge)
        fields = QHBoxLayout()
        fields.setSpacing(SPACE.s)
        for field, label in ((self.payer, tr("交款人")), (self.paper_number, tr("纸质票号"))):
            field.set_label(label)
            field.setFixedWidth(_FIELD)
            field.enter_moves = False
            field.edited.connect(self._typed)
            field.submitted.connect(self.pay_wanted)
        fields.addWidget(Words(tr("交款人"), tone="text2", parent=self))
        fields.addWidget(self.payer)
        fields.addStretch(1)
        fields.addWidget(self.paper_label)
        fields.addWidget(self.paper_number)
        self.paper_wrong = Words("", "small", "bad", right=True, parent=self)
        self.paper_wrong.setObjectName("payer_error")
        self.paper_wrong.hide()
        for field in (self.payer, self.paper_number):
            field.error_changed.connect(self._show_wrong)
        top = QVBoxLayout()
        top.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        top.setSpacing(SPACE.m)
        top.addLayout(head)
        top.addWidget(self.preview, 1)
        top.addLayout(fields)
        top.addWidget(self.paper_wrong)
        top.addStretch(0)
        return top

    def _sums(self) -> QVBoxLayout:
        self.due = Words("", "figure", right=True, parent=self)
        self.got = Words("", "title", right=True, parent=self)
        self.change = Words("", "figure", right=True, parent=self)
        self.change_label = Words(tr("找零"), tone="text2", parent=self)
        for name, label in (("due", self.due), ("got", self.got), ("change", self.change)):
            label.setObjectName(f"sum_{name}")
        self.due_words = Words("", "small", "text3", parent=self)
        self.due_words.setObjectName("due_words")
        due_label = QWidget(self)
        said = QVBoxLayout(due_label)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(0)
        said.addWidget(Words(tr("应收"), tone="text2", parent=self))
        said.addWidget(self.due_words)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.m)
        grid.setVerticalSpacing(0)
        for row, (words, value) in enumerate(
            (
                (due_label, self.due),
                (Words(tr("实收"), tone="text2", parent=self), self.got),
                (self.change_label, self.change),
            )
        ):
            grid.addWidget(words, row, 0)
            grid.addWidget(value, row, 1)
        grid.setColumnStretch(1, 1)
        self.round_off = KeyButton(tr("抹零"), "F5", name="round_off", parent=self)
        self.round_off.clicked.connect(self.round_wanted)
        # What is over and what is short never stand together: one key for either.
        self.prepay = KeyButton("", "F6", name="prepay_rest", parent=self)
        self.prepay.clicked.connect(self.prepay_wanted)
        self.short = KeyButton("", "F6", name="take_short", parent=self)
        self.short.clicked.connect(self.short_wanted)
        self.trouble = StatusLabel("bad", "", parent=self)
        self.trouble.setObjectName("trouble")
        between = QHBoxLayout()
        between.setSpacing(SPACE.s)
        for button in (self.round_off, self.prepay, self.short):
            between.addWidget(button)
            button.hide()
        between.addWidget(self.trouble)
        between.addStretch(1)
        self.pay = KeyButton(
            tr("收款并打印收据"),
            "Enter",
            "primary",
            large=True,
            icon="ph.printer",
            shortcut=False,
            name="pay",
            parent=self,
        )
        self.pay.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.pay.clicked.connect(self.pay_wanted)
        sums = QVBoxLayout()
        sums.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.l)
        sums.setSpacing(SPACE.s)
        sums.addLayout(grid)
        sums.addLayout(between)
        sums.addWidget(self.pay)
        self.trouble.hide()
        self.setMinimumHeight(SIZE.large * 6)
        return sums

    # -- showing --

    def show_visit(self, *, fields: bool = True) -> None:
        """Show the visit's sums; with *fields* also who pays and the paper's number. Draws the receipt soon."""
        visit = self._visit
        if fields:
            self.payer.set_value(visit.payer)
            self.paper_number.set_value(visit.paper_number)
        self.due.setText(str(visit.due))
        self.got.setText(str(visit.tendered))
        self.due.setAccessibleName(tr("应收 {sum}", sum=visit.due))
        self.got.setAccessibleName(tr("实收 {sum}", sum=visit.tendered))
        if visit.missing:
            word, amount, tone = tr("还差"), visit.missing, "bad"
        else:
            word, amount = tr("找零"), visit.change
            tone = "ok" if visit.change else "text3"
        self.change_label.setText(word)
        self.change.setText(str(amount))
        self.change.set_tone(tone)
        self.change.setAccessibleName(f"{word} {amount}")
        said = "　".join(_sums_said(visit))
        self.due_words.setText(said)
        self.due_words.setVisible(bool(said))
        self.round_off.setVisible(bool(visit.roundings()))
        dropped = visit.rounding
        self.round_off.setText(tr("已抹零 {sum}", sum=dropped) if dropped else tr("抹零"))
        over = visit.tendered - visit.due
        self.prepay.setVisible(
            over > ZERO or (bool(visit.prepay) and bool(visit.charged) and not visit.missing)
        )
        if over <= ZERO:
            self.prepay.setText(tr("不转预存"))
        else:
            self.prepay.setText(tr("找零转预存") if over == visit.change else tr("多收转预存"))
        short = ZERO < visit.tendered < visit.due and bool(visit.charged)
        self.short.setVisible(short)
        if short:
            self.short.setText(tr("只收 {sum}", sum=visit.tendered))
        self._timer.start()

    def ask_paper_number(self, on: bool) -> None:
        """Whether the office writes receipts on bought paper (M6.9)."""
        self.paper_label.setVisible(on)
        self.paper_number.setVisible(on)
        self.payer.setFixedWidth(_FIELD if on else 2 * _FIELD)

    def say_trouble(self, words: str) -> None:
        """Why nothing was collected, over the button; "" takes it away."""
        self.trouble.set("bad", words)
        self.trouble.setVisible(bool(words))
        if words:
            self.short.setVisible(self.short.isVisibleTo(self) and bool(self._visit.missing))

    def show_pdf(self, pdf: bytes | None, words: str) -> None:
        """The receipt as drawn; *words* say on which paper."""
        self.preview.show_pdf(pdf)
        self.size_words.setText(words)
        self._fit_preview()

    def _fit_preview(self) -> None:
        """No higher than the paper is at this width, so that the fields stand right under it."""
        self.preview.setMaximumHeight(self.preview.heightForWidth(self.width() - 2 * SPACE.xl))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_preview()

    def hold_preview(self) -> None:
        """No picture is wanted any more."""
        self._timer.stop()

    def show_errors(self, errors: dict[str, str]) -> list[TextField]:
        """Mark who pays and the paper's number where they are wrong; returns the fields that are."""
        self.payer.set_error(errors.get("payer") or errors.get("payer_name"))
        self.paper_number.set_error(errors.get("paper_number"))
        return [field for field in (self.payer, self.paper_number) if field.error()]

    def _show_wrong(self) -> None:
        words = self.payer.error() or self.paper_number.error()
        self.paper_wrong.setText(words)
        self.paper_wrong.setVisible(bool(words))

    def _typed(self) -> None:
        self._visit.payer = self.payer.text()
        self._visit.paper_number = self.paper_number.text()
        self._visit.touched = True
        self.edited.emit()
        self._timer.start()

    def focus_payer(self) -> None:
        self.payer.setFocus(Qt.FocusReason.TabFocusReason)


def _sums_said(visit: Visit) -> list[str]:
    """What makes 应收 another sum than that of the charges: `含违约金 2.68`, `抹零 −0.82`, `含预存 50.00`."""
    late = total(amount for _, amount in visit.late_fees())
    return [
        words
        for amount, words in (
            (late, tr("含违约金 {sum}", sum=late)),
            (visit.rounding, tr("抹零 {sum}", sum=-visit.rounding)),
            (visit.prepay, tr("含预存 {sum}", sum=visit.prepay)),
        )
        if amount
    ]
