"""The pane of a receipt: the paper as it was issued, what stands on it, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.queries import ReceiptDetail, TenderRow
from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, Tender
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.fields import Labelled, TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Pane, pad
from frontdesk.base.widgets.preview import PaperPreview
from frontdesk.base.widgets.tokens import SPACE


class ReceiptDetailPane(Pane):
    """Shows one receipt; None empties it."""

    print_wanted = Signal()
    void_wanted = Signal()
    enlarge_wanted = Signal()
    save_wanted = Signal()
    unit_wanted = Signal()
    reference_given = Signal(int, str)
    """(tender id, what was typed): a reference that comes after the receipt."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("receipt_detail", parent=parent)
        self.preview = PaperPreview(name="stored_preview")
        self.preview.opened.connect(self.enlarge_wanted)
        self._picture = QWidget()
        column = QVBoxLayout(self._picture)
        column.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, 0)
        column.addWidget(self.preview)
        self.add(self._picture)
        self._facts = self.add_section(name="receipt_facts")
        self._lines = self.add_section(tr("收费明细"), name="receipt_lines")
        self._tenders = self.add_section(tr("收款方式"), name="receipt_tenders", line=False)
        self.references: dict[int, TextField] = {}
        self.print_button = KeyButton(tr("补打"), "F6", icon="ph.printer", name="receipt_print")
        self.show_button = KeyButton(tr("查看"), "F8", name="receipt_show")
        self.save_button = KeyButton(tr("存 PDF"), name="receipt_save")
        self.void_button = KeyButton(tr("作废"), "F9", name="receipt_void")
        for button, signal in (
            (self.print_button, self.print_wanted),
            (self.show_button, self.enlarge_wanted),
            (self.save_button, self.save_wanted),
            (self.void_button, self.void_wanted),
        ):
            button.clicked.connect(signal)
        self.set_foot(
            pad(
                self.print_button,
                self.show_button,
                self.save_button,
                None,
                self.void_button,
                name="receipt_actions",
            )
        )

    def show_receipt(self, detail: ReceiptDetail) -> None:
        """Everything stored of it."""
        row = detail.row
        self._facts.clear()
        if detail.voided:
            at = f"{local_time(detail.voided_at):%m-%d %H:%M}" if detail.voided_at is not None else ""
            self._facts.add_state(
                "bad", tr("已作废"), f"{detail.void_reason}　{detail.voided_by} {at}", bold=True
            )
        for label, value in (
            (tr("房号"), f"{row.unit}　{row.payer}"),
            (tr("收款"), f"{row.business_on} {local_time(row.at):%H:%M}　{row.cashier}"),
            (tr("班次"), detail.shift),
            (tr("纸质票号"), row.paper_number),
            (tr("打印"), tr("{n} 次", n=row.printed) if row.printed else tr("还没有打印")),
        ):
            if value:
                self._facts.add_pair(label, value)
        self._lines.clear()
        for line in detail.lines:
            self._lines.add_row(
                Words(f"{line.item} {line.period}"), None, Words(str(line.amount), right=True)
            )
        self._lines.add_row(Words(tr("合计"), "bold"), None, Words(str(row.amount), "bold", right=True))
        self._show_tenders(detail)
        self.print_button.setText(tr("补打") if row.printed else tr("打印"))
        self.void_button.setVisible(detail.can_void)

    def _show_tenders(self, detail: ReceiptDetail) -> None:
        self._tenders.clear()
        self.references = {}
        for tender in detail.tenders:
            word = tr(TENDER_WORDS[tender.kind])
            self._tenders.add_row(Words(word), None, Words(str(tender.amount), right=True))
            if tender.reference:
                self._tenders.add(Words(tender.reference, "small", "text2", select=True))
            elif tender.kind is not Tender.CASH and not detail.voided:
                self._tenders.add(self._ask_reference(tender, word))
        if detail.change:
            self._tenders.add_row(
                Words(tr("找零"), tone="text2"), None, Words(str(-detail.change), tone="text2", right=True)
            )

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
