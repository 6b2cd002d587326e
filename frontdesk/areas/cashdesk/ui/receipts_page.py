"""票据: receipts of the shift and the day, found, looked at, printed again, voided (M6.5, M6.6)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from frontdesk.areas.cashdesk.queries import current_shift, refundable
from frontdesk.areas.cashdesk.rules.kinds import SERIES_WORDS, Series
from frontdesk.areas.cashdesk.service import AddReference, Refunded, Returned, add_reference
from frontdesk.areas.cashdesk.ui.deposit_dialogs import ReturnDepositDialog
from frontdesk.areas.cashdesk.ui.paper_actions import (
    Unsent,
    ask_void,
    print_new,
    print_receipt_paper,
    save_receipt_pdf,
    title_of,
)
from frontdesk.areas.cashdesk.ui.paper_dialog import PaperDialog
from frontdesk.areas.cashdesk.ui.paper_facts import PaperFacts, paper_facts, stored_document
from frontdesk.areas.cashdesk.ui.paper_rows import PaperRow, Wanted, paper_rows, state_of
from frontdesk.areas.cashdesk.ui.reading import held_deposit, receipt_size
from frontdesk.areas.cashdesk.ui.receipt_detail import ReceiptDetailPane
from frontdesk.areas.cashdesk.ui.refund_dialogs import RefundDialog
from frontdesk.areas.cashdesk.ui.stored_papers import drawing_of
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
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

PANE = 408
SEARCH_AFTER_MS = 150
_NONE = {
    Series.RECEIPT: (
        "本班还没有收据",
        "今天还没有收据",
        "收一笔款就有一张。以前的收据在右上角按号码、房号或交款人找。",
    ),
    Series.REFUND: (
        "本班没有退款",
        "今天没有退款",
        "结过班的收据要退钱，选中它按 F4 退款，会开一张红字收据。以前的在右上角找。",
    ),
    Series.DEPOSIT: (
        "本班没有收押金",
        "今天没有收押金",
        "收押金在“押金”页，每笔一张押金收据。以前的在右上角按号码、房号或交款人找。",
    ),
    Series.SETTLEMENT: (
        "本班没有退押金",
        "今天没有退押金",
        "退押金在“押金”页，每次一张结算单。以前的在右上角按号码、房号或领款人找。",
    ),
}
"""What an empty list says: for the shift, for the day, and how such papers come about."""


class ReceiptsPage(Page):
    """`open(number=…)` goes to one receipt, `open(unit_id=…)` shows a unit's; `form` names another sort of paper."""

    TARGETS = ("receipts", "receipt")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "cashdesk_receipts_page",
            tr("票据"),
            topics=("payments", "refunds", "deposits", "papers", "shifts"),
            parent=parent,
        )
        self._unit_id: int | None = None
        self._unsent: Unsent = {}
        self._detail: PaperFacts | None = None
        self._pdf: bytes | None = None
        self._build_head()
        self._model: RowsModel[PaperRow] = RowsModel(
            [
                Column(tr("号码"), lambda r: r.number, width=112),
                Column(tr("时间"), lambda r: r.at, text=lambda at: f"{local_time(at):%m-%d %H:%M}", width=92),
                Column(tr("房号"), lambda r: r.unit, kind="unit", width=86),
                Column(tr("交款人"), lambda r: r.person),
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
        self.pane.paper_wanted.connect(lambda form, number: self.open(form=form, number=number))
        self.pane.refund_wanted.connect(self._refund)
        self.pane.return_wanted.connect(self._return_deposit)
        self.pane.enlarge_wanted.connect(self._enlarge)
        self.pane.save_wanted.connect(self._save)
        self.pane.reference_given.connect(self._add_reference)
        self.set_split(self.table, self.pane, PANE)

    def _build_head(self) -> None:
        self.ledger_button = KeyButton(tr("票据台账"), "F7", name="to_ledger")
        self.ledger_button.clicked.connect(lambda: self.desk.go("ledger"))
        export = KeyButton(tr("导出 Excel"), "Ctrl+E", icon="ph.export", name="receipts_export")
        export.clicked.connect(lambda: export_table(self.desk, self.table, self._list_name()))
        self.head.add_action(self.ledger_button)
        self.print_button = print_button("receipts_print", self._print_list)
        self.head.add_action(self.print_button)
        self.head.add_action(export)
        self.kinds = ChipRow(
            [(series.value, tr(SERIES_WORDS[series])) for series in Series], name="paper_kinds"
        )
        # A unit, or what is looked for, stays while one looks through the sorts of paper.
        self.kinds.chosen.connect(lambda _key: self.refresh())
        self.filters.add(self.kinds)
        gap = QWidget()
        gap.setFixedWidth(SPACE.l)
        self.filters.add(gap)
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
        self.search.setFixedWidth(264)
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
        form = arguments.get("form")
        self.kinds.choose(form if isinstance(form, str) else Series.RECEIPT.value)
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

    def form(self) -> str:
        """The sort of paper that is shown."""
        return self.kinds.current() or Series.RECEIPT.value

    def _rows(self) -> Sequence[PaperRow]:
        form, text = self.form(), self.search.text().strip()
        if text:
            return paper_rows(self.desk, form, Wanted(text=text))
        if self._unit_id is not None:
            return paper_rows(self.desk, form, Wanted(unit_id=self._unit_id))
        shift = self.desk.read(current_shift, self.desk.actor.id)
        own = paper_rows(self.desk, form, Wanted(shift_id=shift.id)) if shift is not None else []
        # The business day, whoever took the money.
        today = paper_rows(self.desk, form, Wanted(day=self.desk.clock.today()))
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

    def _say_nothing(self) -> None:
        if self.chips.current() in ("unprinted", "void"):
            self.hide_empty()
            return
        form = Series(self.form())
        place = "deposits" if form in (Series.DEPOSIT, Series.SETTLEMENT) else "collect"
        start = KeyButton(
            tr("去押金") if place == "deposits" else tr("去收款"), kind="primary", name="receipts_collect"
        )
        start.clicked.connect(lambda: self.desk.go(place))
        whole = KeyButton(tr("看今天的"), name="receipts_all")
        whole.clicked.connect(lambda: self.chips.choose("today"))
        own = self.chips.current() == "shift"
        buttons = (*((start,) if self.desk.may(Right.COLLECT) else ()), *((whole,) if own else ()))
        shift, day, words = _NONE[form]
        self.show_empty(
            EmptyState("ph.receipt", tr(shift if own else day), tr(words), buttons, name="no_receipts")
        )

    # -- the pane --

    def _show_row(self, row: PaperRow | None) -> None:
        detail = paper_facts(self.desk, row.form, row.number) if row is not None else None
        self._detail = detail
        self._pdf = None
        if detail is None:
            return
        self.pane.show_facts(detail)
        stored = stored_document(self.desk, detail)
        if stored is None:
            self.pane.show_pdf(None)
            return
        number = detail.number

        def drawn(pdf: bytes) -> None:
            if isValid(self) and self._detail is not None and self._detail.number == number:
                self._pdf = pdf
                self.pane.show_pdf(pdf)

        self.desk.worker.run(drawing_of(detail.form, stored, receipt_size(self.desk)), drawn, self.desk.tell)

    def _print(self) -> None:
        detail = self._detail
        if detail is None:
            return
        title = title_of(detail.number, detail.form)

        def printed(printer: str) -> None:
            self.desk.messages.ok(tr("{title} 已送打印。", title=title), printer)

        def failed(reason: str) -> None:
            self.desk.messages.warn(
                tr("{title} 没有打印。", title=title), reason, action=tr("另存为 PDF"), then=self._save
            )

        print_receipt_paper(
            self.desk, detail.number, self._unsent, then=printed, failed=failed, form=detail.form
        )

    def _print_list(self) -> None:
        text = self.search.text().strip()
        if text:
            words = tr("含“{text}”", text=text)
        elif self._unit_id is not None:
            # A unit's receipts stand under no chip: their own column says whose they are.
            words = ""
        else:
            words = self.chips.chip(self.chips.current()).text()
        print_list(self.desk, self.table, self._list_name(), filter_words=words)

    def _list_name(self) -> str:
        return tr(SERIES_WORDS[Series(self.form())])

    def _save(self) -> None:
        if self._detail is not None:
            save_receipt_pdf(self.desk, self._detail.number, self._unsent, form=self._detail.form)

    def _void(self) -> None:
        if self._detail is not None and self._detail.can_void:
            ask_void(self.desk, self._detail.number, self.refresh, self._detail.form)

    def _refund(self) -> None:
        """Line by line, in today's shift; what cannot be refunded says why (M6.5)."""
        detail = self._detail
        if detail is None or not detail.can_refund:
            return
        found = self.desk.read(refundable, detail.number)
        if found is None or found.refusal:
            self.desk.messages.bad(tr("不能退款。"), found.refusal if found is not None else "")
            return
        if self.desk.read(current_shift, self.desk.actor.id) is None:
            self.desk.messages.bad(
                tr("还没有开班。"),
                tr("退款记在今天的班次，请先开班。"),
                action=tr("开班"),
                then=lambda: self.desk.go("open_shift"),
            )
            return
        RefundDialog(self.desk, found, self._refunded, self).open()

    def _refunded(self, made: Refunded) -> None:
        head = tr("{receipt} 已退 {amount}。", receipt=made.receipt, amount=made.amount)
        print_new(self.desk, Series.REFUND, made.number, self._unsent, head)

    def _return_deposit(self) -> None:
        detail = self._detail
        row = held_deposit(self.desk, detail.number) if detail is not None and detail.can_return else None
        if row is not None:
            ReturnDepositDialog(self.desk, row, self._returned, self).open()

    def _returned(self, made: Returned) -> None:
        head = tr("{deposit} 已退 {amount}。", deposit=made.deposit, amount=made.refunded)
        print_new(self.desk, Series.SETTLEMENT, made.number, self._unsent, head)

    def _enlarge(self) -> None:
        if self._pdf is not None and self._detail is not None:
            words = tr("存档的样子。要一张纸请关掉后按 F6 补打。")
            dialog = PaperDialog(self._pdf, title_of(self._detail.number, self._detail.form), words, self)
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
            "本班和今天的收据、红字收据、押金收据、押金结算单。按 / 找以前的；F6 补打，补打的纸上注明第几次；"
            "F9 作废本班的，要写原因；结过班的收据按 F4 退款，逐项填退多少，要主管授权；"
            "F7 看票据台账：每个号码用了、作废、损毁还是缺号。"
        )
