"""The pane of a numbered paper: the paper as it was issued, what stands on it, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.queries import TenderRow
from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, WITHOUT_REFERENCE, Series
from frontdesk.areas.cashdesk.ui.paper_facts import PaperFacts
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.fields import Labelled, TextField
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.page import Pane, pad
from frontdesk.base.widgets.preview import PaperPreview
from frontdesk.base.widgets.tokens import SPACE

_WIDE = 450
"""A pane so wide holds four buttons."""


class ReceiptDetailPane(Pane):
    """Shows one paper of the till."""

    print_wanted = Signal()
    void_wanted = Signal()
    refund_wanted = Signal()
    return_wanted = Signal()
    enlarge_wanted = Signal()
    save_wanted = Signal()
    paper_wanted = Signal(str, str)
    """(form, number) of another paper that belongs to this one."""
    reference_given = Signal(int, str)
    """(tender id, what was typed): a reference that comes after the receipt."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "receipt") -> None:
        super().__init__(f"{name}_detail", parent=parent)
        self.preview = PaperPreview(name=f"{name}_preview")
        self.preview.opened.connect(self.enlarge_wanted)
        self._picture = QWidget()
        column = QVBoxLayout(self._picture)
        column.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, 0)
        column.addWidget(self.preview)
        self.add(self._picture)
        self._facts = self.add_section(name=f"{name}_facts")
        self._lines = self.add_section(" ", name=f"{name}_lines")
        self._tenders = self.add_section(" ", name=f"{name}_tenders", line=False)
        self.references: dict[int, TextField] = {}
        self._many = False
        self.print_button = KeyButton(tr("补打"), "F6", icon="ph.printer", name=f"{name}_print")
        self.show_button = KeyButton(tr("查看"), "F8", name=f"{name}_show")
        self.save_button = KeyButton(tr("存 PDF"), name=f"{name}_save")
        self.refund_button = KeyButton(tr("退款…"), "F4", name=f"{name}_refund")
        self.return_button = KeyButton(tr("退押金…"), "F4", name=f"{name}_return")
        self.void_button = KeyButton(tr("作废"), "F9", name=f"{name}_void")
        for button, signal in (
            (self.print_button, self.print_wanted),
            (self.show_button, self.enlarge_wanted),
            (self.save_button, self.save_wanted),
            (self.refund_button, self.refund_wanted),
            (self.return_button, self.return_wanted),
            (self.void_button, self.void_wanted),
        ):
            button.clicked.connect(signal)
        self.set_foot(
            pad(
                self.print_button,
                self.show_button,
                self.save_button,
                None,
                self.refund_button,
                self.return_button,
                self.void_button,
                name=f"{name}_actions",
            )
        )

    def show_facts(self, facts: PaperFacts) -> None:
        """Everything stored of it."""
        self._facts.clear()
        for tone, words, detail in facts.states:
            self._facts.add_state(tone, words, detail, bold=True)
        printed = tr("{n} 次", n=facts.printed) if facts.printed else tr("还没有打印")
        for label, value in (*facts.pairs, (tr("打印"), printed)):
            if value:
                self._facts.add_pair(label, value)
        for form, number, words in facts.links:
            link = Link(words, f"paper_{number}")
            link.clicked.connect(lambda form=form, number=number: self.paper_wanted.emit(form, number))
            self._facts.add_row(link)
        self._say(self._lines, facts.lines_title)
        self._lines.clear()
        for words, amount in facts.lines:
            row = QHBoxLayout()
            row.setSpacing(SPACE.m)
            # A long reason wraps beside its figure.
            row.addWidget(Words(words, wrap=True), 1, Qt.AlignmentFlag.AlignTop)
            figure = Words(str(amount), tone="bad" if amount < ZERO else "text", right=True)
            row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.body.addLayout(row)
        self._lines.add_row(Words(tr("合计"), "bold"), None, Words(str(facts.total), "bold", right=True))
        self._say(self._tenders, facts.tenders_title)
        self._show_tenders(facts)
        self.print_button.setText(tr("补打") if facts.printed else tr("打印"))
        self.void_button.setVisible(facts.can_void)
        self.refund_button.setVisible(facts.can_refund)
        self.return_button.setVisible(facts.can_return)
        # More buttons than the pane holds: a paper of today is looked at by Enter, and saved another day.
        self._many = facts.can_return and facts.can_void
        self.save_button.setVisible(not self._many)
        self._fit_foot()

    @staticmethod
    def _say(section: object, title: str) -> None:
        heading = getattr(section, "heading", None)
        if heading is not None:
            heading.title.setText(title)

    def _show_tenders(self, facts: PaperFacts) -> None:
        self._tenders.clear()
        self.references = {}
        for tender in facts.tenders:
            word = tr(TENDER_WORDS[tender.kind])
            self._tenders.add_row(Words(word), None, Words(str(tender.amount), right=True))
            if tender.reference:
                self._tenders.add(Words(tender.reference, "small", "text2", select=True))
            elif self._asks(facts, tender):
                self._tenders.add(self._ask_reference(tender, word))
        if facts.change:
            self._tenders.add_row(
                Words(tr("找零"), tone="text2"), None, Words(str(-facts.change), tone="text2", right=True)
            )

    @staticmethod
    def _asks(facts: PaperFacts, tender: TenderRow) -> bool:
        """Whether a reference may still come for it (M7.7)."""
        return facts.form == Series.RECEIPT and tender.kind not in WITHOUT_REFERENCE and facts.void is None

    def _ask_reference(self, tender: TenderRow, word: str) -> Labelled:
        field = TextField(f"reference_{tender.id}", tr("扫码，或照手机、小票上抄"), figures=True, limit=64)
        field.enter_moves = False
        field.submitted.connect(lambda: self.reference_given.emit(tender.id, field.text()))
        self.references[tender.id] = field
        return Labelled(field, tr("补{kind}交易单号，回车存下", kind=word))

    def show_pdf(self, pdf: bytes | None) -> None:
        """The paper's picture."""
        self.preview.show_pdf(pdf)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() - 2 * SPACE.xl
        self.preview.setFixedHeight(max(60, self.preview.heightForWidth(wide)))

    def _fit_foot(self) -> None:
        self.show_button.setVisible(not self._many or self.width() >= _WIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._fit_foot()
