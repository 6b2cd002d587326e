"""票据: receipts of the shift and the day, found, looked at, printed again, voided (M6.5, M6.6)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from frontdesk.areas.cashdesk.queries import (
    ReceiptDetail,
    ReceiptFilter,
    ReceiptRow,
    current_shift,
    receipt,
    receipt_rows,
    receipts_of_shift,
    receipts_of_unit,
    search_receipts,
)
from frontdesk.areas.cashdesk.service import AddReference, add_reference
from frontdesk.areas.cashdesk.ui.paper_actions import (
    FORM,
    Unsent,
    ask_void,
    print_receipt_paper,
    save_receipt_pdf,
    title_of,
)
from frontdesk.areas.cashdesk.ui.paper_dialog import PaperDialog
from frontdesk.areas.cashdesk.ui.reading import receipt_size
from frontdesk.areas.cashdesk.ui.receipt_detail import ReceiptDetailPane
from frontdesk.areas.cashdesk.ui.stored_papers import drawing_of, stored_receipt
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import TextField
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table

PANE = 408
SEARCH_AFTER_MS = 150
FOUND = 200


def state_of(row: ReceiptRow) -> Status:
    """How a receipt stands: void, not printed, printed once, or again."""
    if row.voided:
        return Status("bad", tr("作废"))
    if not row.printed:
        return Status("warn", tr("未打印"))
    return Status("ok", tr("已打印") if row.printed == 1 else tr("补打 {n} 次", n=row.printed - 1))


class ReceiptsPage(Page):
    """`open(number=…)` goes to one receipt, `open(unit_id=…)` shows a unit's."""

    TARGETS = ("receipts", "receipt")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "cashdesk_receipts_page", tr("票据"), topics=("payments", "papers", "shifts"), parent=parent
        )
        self._unit_id: int | None = None
        self._unsent: Unsent = {}
        self._detail: ReceiptDetail | None = None
        self._pdf: bytes | None = None
        self._build_head()
        self._model: RowsModel[ReceiptRow] = RowsModel(
            [
                Column(tr("号码"), lambda r: r.number, width=112),
                Column(tr("时间"), lambda r: r.at, text=lambda at: f"{local_time(at):%m-%d %H:%M}", width=92),
                Column(tr("房号"), lambda r: r.unit, kind="unit", width=86),
                Column(tr("交款人"), lambda r: r.payer),
                Column(tr("金额（元）"), lambda r: r.amount, kind="money", width=100),
                Column(tr("方式"), lambda r: r.tenders, kind="quiet", width=84),
                Column(tr("收款员"), lambda r: r.cashier, kind="quiet", width=64),
                Column(tr("状态"), state_of, kind="status", width=112),
            ],
            key=lambda r: r.number,
            faint=lambda r: r.voided,
            parent=self,
        )
        self.table = Table("receipts", title=tr("收据"), memory=desk.memory)
        self.table.set_model(self._model)
        self.table.current_changed.connect(self._show_row)
        self.table.opened.connect(lambda _row: self._enlarge())
        self.pane = ReceiptDetailPane()
        self.pane.print_wanted.connect(self._print)
        self.pane.void_wanted.connect(self._void)
        self.pane.enlarge_wanted.connect(self._enlarge)
        self.pane.save_wanted.connect(self._save)
        self.pane.reference_given.connect(self._add_reference)
        self.set_split(self.table, self.pane, PANE)

    def _build_head(self) -> None:
        self.ledger_button = KeyButton(tr("票据台账"), "F7", name="to_ledger")
        self.ledger_button.clicked.connect(lambda: self.desk.go("ledger"))
        export = KeyButton(tr("导出 Excel"), "Ctrl+E", icon="ph.export", name="receipts_export")
        export.clicked.connect(lambda: export_table(self.desk, self.table, tr("收据")))
        self.head.add_action(self.ledger_button)
        self.print_button = print_button("receipts_print", self._print_list)
        self.head.add_action(self.print_button)
        self.head.add_action(export)
        self.chips = ChipRow(
            [("shift", tr("本班")), ("today", tr("今天")), ("unprinted", tr("未打印")), ("void", tr("作废"))],
            name="receipt_chips",
        )
        if not self.desk.may(Right.COLLECT):
            # Who opens no shift has no receipts of their own.
            self.chips.choose("today")
        self.chips.chosen.connect(self._chosen)
        self.filters.add(self.chips)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SEARCH_AFTER_MS)
        self._wait.timeout.connect(self.refresh)
        self.search = TextField("receipt_search", tr("收据号、纸质票号、房号、交款人"))
        self.search.set_label(tr("找收据"))
        self.search.set_leading_icon("ph.magnifying-glass")
        self.search.setFixedWidth(300)
        self.search.enter_moves = False
        self.search.edited.connect(self._wait.start)
        self.search.submitted.connect(self._search_now)
        self.filters.add_right(self.search)
        slash = QShortcut(QKeySequence("/"), self)
        slash.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        slash.activated.connect(lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))

    # -- reading --

    def open(self, **arguments: object) -> None:
        """One receipt, a unit's, or the shift's."""
        unit_id, number = arguments.get("unit_id"), arguments.get("number")
        self._unit_id = unit_id if isinstance(unit_id, int) else None
        self.search.set_value(number if isinstance(number, str) else None)
        self.refresh()
        if isinstance(number, str):
            self.table.select_key(number)
        self.table.setFocus()

    def _chosen(self, _key: str) -> None:
        self._unit_id = None
        self.search.set_value(None)
        self.refresh()

    def _search_now(self) -> None:
        self._wait.stop()
        self.refresh()
        if self._model.rows():
            self.table.setFocus()
            self.table.select_first()

    def refresh(self) -> None:
        rows = self._rows()
        if not rows and not self.search.text().strip() and self._unit_id is None:
            self._say_nothing()
        else:
            self.hide_empty()
        self._model.set_rows(rows)
        self.pane.setVisible(bool(rows))
        if self.table.current() is None:
            self.table.select_first()
        self._show_row(self.table.current())

    def _rows(self) -> Sequence[ReceiptRow]:
        text = self.search.text().strip()
        if text:
            begins = self.desk.read(search_receipts, text, FOUND)
            holds = self.desk.read(receipt_rows, ReceiptFilter(text=text), 0, FOUND)
            return [*begins, *(row for row in holds if row not in begins)][:FOUND]
        if self._unit_id is not None:
            return self.desk.read(receipts_of_unit, self._unit_id, FOUND)
        shift = self.desk.read(current_shift, self.desk.actor.id)
        own = self.desk.read(receipts_of_shift, shift.id) if shift is not None else ()
        today = self._today()
        wanted = self.chips.current()
        self.chips.set_count("shift", len(own) or None)
        self.chips.set_count("unprinted", sum(not r.printed and not r.voided for r in today) or None)
        self.chips.set_count("void", sum(r.voided for r in today) or None)
        if wanted == "shift":
            return own
        if wanted == "unprinted":
            return [row for row in today if not row.printed and not row.voided]
        if wanted == "void":
            return [row for row in today if row.voided]
        return today

    def _today(self) -> list[ReceiptRow]:
        """Receipts of the business day, whoever took the money."""
        day = self.desk.clock.today()
        return list(self.desk.read(receipt_rows, ReceiptFilter(first=day, last=day), 0, None))

    def _say_nothing(self) -> None:
        if self.chips.current() in ("unprinted", "void"):
            self.hide_empty()
            return
        start = KeyButton(tr("去收款"), kind="primary", name="receipts_collect")
        start.clicked.connect(lambda: self.desk.go("collect"))
        whole = KeyButton(tr("看今天的"), name="receipts_all")
        whole.clicked.connect(lambda: self.chips.choose("today"))
        own = self.chips.current() == "shift"
        buttons = (*((start,) if self.desk.may(Right.COLLECT) else ()), *((whole,) if own else ()))
        title = tr("本班还没有收据") if own else tr("今天还没有收据")
        words = tr("收一笔款就有一张。以前的收据在右上角按号码、房号或交款人找。")
        self.show_empty(EmptyState("ph.receipt", title, words, buttons, name="no_receipts"))

    # -- the pane --

    def _show_row(self, row: ReceiptRow | None) -> None:
        detail = self.desk.read(receipt, row.number) if row is not None else None
        self._detail = detail
        if detail is None:
            return
        self.pane.show_receipt(detail)
        stored = stored_receipt(self.desk, detail)
        if stored is None:
            self.pane.show_pdf(None)
            return
        number = detail.number

        def drawn(pdf: bytes) -> None:
            if isValid(self) and self._detail is not None and self._detail.number == number:
                self._pdf = pdf
                self.pane.show_pdf(pdf)

        self.desk.worker.run(drawing_of(FORM, stored, receipt_size(self.desk)), drawn, self.desk.tell)

    def _print(self) -> None:
        detail = self._detail
        if detail is None:
            return
        title = title_of(detail.number)

        def printed(printer: str) -> None:
            self.desk.messages.ok(tr("{title} 已送打印。", title=title), printer)

        def failed(reason: str) -> None:
            self.desk.messages.warn(
                tr("{title} 没有打印。", title=title), reason, action=tr("另存为 PDF"), then=self._save
            )

        print_receipt_paper(self.desk, detail.number, self._unsent, then=printed, failed=failed)

    def _print_list(self) -> None:
        text = self.search.text().strip()
        if text:
            words = tr("含“{text}”", text=text)
        elif self._unit_id is not None:
            # A unit's receipts stand under no chip: their own column says whose they are.
            words = ""
        else:
            words = self.chips.chip(self.chips.current()).text()
        print_list(self.desk, self.table, tr("收据"), filter_words=words)

    def _save(self) -> None:
        if self._detail is not None:
            save_receipt_pdf(self.desk, self._detail.number, self._unsent)

    def _void(self) -> None:
        if self._detail is not None and self._detail.can_void:
            ask_void(self.desk, self._detail.number, self.refresh)

    def _enlarge(self) -> None:
        if self._pdf is not None and self._detail is not None:
            words = tr("存档的样子。要一张纸请关掉后按 F6 补打。")
            dialog = PaperDialog(self._pdf, title_of(self._detail.number), words, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _add_reference(self, tender_id: int, text: str) -> None:
        field = self.pane.references.get(tender_id)

        def refused(error: Exception) -> None:
            if isinstance(error, Refused) and field is not None and isValid(field):
                field.set_error(error.text)

        self.desk.run(add_reference, AddReference(tender_id, text), then=self._referenced, failed=refused)

    def _referenced(self, _none: None) -> None:
        self.desk.messages.ok(tr("交易单号已存下。"))

    def help_text(self) -> str:
        return tr(
            "本班和今天的收据。按 / 找以前的；F6 补打，补打的纸上注明第几次；F9 作废本班的收据，要写原因；"
            "F7 看票据台账：每个号码用了、作废、损毁还是缺号。"
        )
