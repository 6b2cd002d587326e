"""票据台账: what became of every number of every book, on screen and on paper; bought books taken into use, numbers
spoiled (M6.9)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from frontdesk.areas.cashdesk.queries import BookRow, LedgerRow, books, ledger, number_ledger
from frontdesk.areas.cashdesk.rules.kinds import LedgerState, Series
from frontdesk.areas.cashdesk.rules.numbers import paper_number
from frontdesk.areas.cashdesk.service import RegisterPaperBook, SpoilPaper, register_paper_book, spoil_paper
from frontdesk.base.printing.paper import A4
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import ChoiceField, Field, Labelled, TextField
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.page import EmptyState, Page, Pane
from frontdesk.base.widgets.preview import show_preview
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

PANE = 344
LEDGER_FORM = "number_ledger"
_TONES = {
    LedgerState.USED: "ok",
    LedgerState.VOID: "neutral",
    LedgerState.SPOILED: "warn",
    LedgerState.MISSING: "bad",
    LedgerState.UNUSED: "neutral",
}


def state_of(row: LedgerRow) -> Status:
    """What became of a number."""
    return Status(_TONES[row.state], tr(row.state.value), hollow=row.state is LedgerState.UNUSED)


class BookDialog(DeskDialog):
    """登记票本: the first and last printed number of a bought book."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        text = tr("买来的收据本照票面填起号和止号，字头和位数都算。登记后收款时会带出下一张的号码。")
        super().__init__(tr("登记票本"), text, name="book_dialog", parent=parent)
        self._desk = desk
        self.first = TextField("book_first", tr("如 0031801"), required=True, figures=True, limit=20)
        self.last = TextField("book_last", tr("如 0031900"), required=True, figures=True, limit=20)
        self.last.enter_moves = False
        self.last.submitted.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        row.addWidget(Labelled(self.first, tr("起号")))
        row.addWidget(Labelled(self.last, tr("止号")))
        self.body.addLayout(row)
        fields: dict[str, Field] = {"first": self.first, "last": self.last}
        self.form = Form(RegisterPaperBook, fields, self)
        self.add_cancel()
        self.add_button(tr("登记"), "Ctrl+Enter", "primary", name="book_save").clicked.connect(self._save)
        self.first.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _save(self) -> None:
        command = self.form.value()
        if command is not None:
            self._desk.run(register_paper_book, command, then=self._saved, form=self.form)

    def _saved(self, _book_id: int) -> None:
        self.accept()
        words = tr("{first} 到 {last}。", first=self.first.text(), last=self.last.text())
        self._desk.messages.ok(tr("票本已登记。"), words)


class SpoilDialog(DeskDialog):
    """登记损毁: a printed number that jammed, tore or was written wrong."""

    def __init__(self, desk: Desk, number: str = "", parent: QWidget | None = None) -> None:
        text = tr("打坏、撕破、写错的纸票都要登记，号码才对得上。票纸请留着备查。")
        super().__init__(tr("登记损毁"), text, name="spoil_dialog", parent=parent)
        self._desk = desk
        self.number = TextField("spoil_number", tr("照票面填"), required=True, figures=True, limit=20)
        self.reason = TextField("spoil_reason", tr("如 打印机卡纸"), required=True, limit=200)
        self.number.set_value(number)
        self.reason.enter_moves = False
        self.reason.submitted.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        row.addWidget(Labelled(self.number, tr("纸质票号")), 2)
        row.addWidget(Labelled(self.reason, tr("原因")), 3)
        self.body.addLayout(row)
        fields: dict[str, Field] = {"number": self.number, "reason": self.reason}
        self.form = Form(SpoilPaper, fields, self)
        self.add_cancel()
        self.add_button(tr("登记"), "Ctrl+Enter", "primary", name="spoil_save").clicked.connect(self._save)
        (self.reason if number else self.number).setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _save(self) -> None:
        command = self.form.value()
        if command is not None:
            self._desk.run(spoil_paper, command, then=self._saved, form=self.form)

    def _saved(self, number: str) -> None:
        self.accept()
        self._desk.messages.ok(tr("{number} 已登记损毁。", number=number))


class LedgerPage(Page):
    """One book at a time, its numbers and their sums. `left` goes back to the receipts."""

    TARGETS = ("ledger",)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "cashdesk_ledger_page",
            tr("票据台账"),
            back=True,
            topics=("payments", "refunds", "deposits", "papers"),
            parent=parent,
        )
        self._books: tuple[BookRow, ...] = ()
        self._build_head()
        self._model: RowsModel[LedgerRow] = RowsModel(
            [
                Column(tr("号码"), lambda r: r.number, width=136),
                Column(tr("状态"), state_of, kind="status", width=96),
                Column(tr("收据"), lambda r: r.receipt, width=116),
                Column(tr("日期"), lambda r: r.day, width=100),
                Column(tr("房号"), lambda r: r.unit, kind="unit", width=88),
                Column(tr("交款人"), lambda r: r.payer, width=96),
                Column(tr("金额（元）"), lambda r: r.amount, kind="money", width=104),
                Column(tr("说明"), lambda r: r.words, kind="quiet"),
            ],
            key=lambda r: r.number,
            faint=lambda r: r.state in (LedgerState.UNUSED, LedgerState.VOID),
            parent=self,
        )
        self.table = Table("ledger", title=tr("票据台账"), memory=desk.memory)
        self.table.set_model(self._model)
        self.table.opened.connect(self._open_paper)
        self.pane = Pane("book_pane")
        self.set_split(self.table, self.pane, PANE)

    def _build_head(self) -> None:
        self.spoil_button = KeyButton(tr("登记损毁"), "F9", name="spoil")
        self.spoil_button.clicked.connect(self._spoil)
        self.book_button = KeyButton(tr("登记票本"), "F2", "primary", name="register_book")
        self.book_button.clicked.connect(self._register)
        export = KeyButton(tr("导出 Excel"), "Ctrl+E", icon="ph.export", name="ledger_export")
        export.clicked.connect(lambda: export_table(self.desk, self.table, tr("票据台账")))
        self.print_button = print_button("ledger_print", self._print)
        self.paper_button = KeyButton(tr("打印台账"), "F6", icon="ph.printer", name="ledger_paper")
        self.paper_button.clicked.connect(self._print_paper)
        for button in (self.print_button, export, self.paper_button, self.spoil_button, self.book_button):
            self.head.add_action(button)
        if self.head.back is not None:
            self.head.back.clicked.connect(self.left)
        self.chips = ChipRow([("", tr("全部"))], name="ledger_chips")
        for state in LedgerState:
            self.chips.add(state.value, tr(state.value))
        self.chips.chosen.connect(lambda _key: self._show_rows())
        self.filters.add(self.chips)
        self.book = ChoiceField("ledger_book", [])
        self.book.set_label(tr("票本"))
        self.book.setFixedWidth(300)
        self.book.edited.connect(self._show_book)
        self.filters.add_right(self.book)

    def open(self, **arguments: object) -> None:
        self.refresh_soon()

    def refresh(self) -> None:
        may = self.desk.may(Right.COLLECT)
        self.spoil_button.setVisible(may)
        self.book_button.setVisible(may)
        chosen = self.book.value() if self._books else None
        self._books = self.desk.read(books)
        if not self._books:
            self._say_nothing()
            return
        self.hide_empty()
        self.book.set_options([(self._key(row), row.title) for row in self._books])
        keys = [self._key(row) for row in self._books]
        self.book.set_value(chosen if chosen in keys else keys[0])
        self._show_book()

    @staticmethod
    def _key(row: BookRow) -> str | int:
        return row.prefix if row.id is None else row.id

    def _chosen_book(self) -> BookRow | None:
        key = self.book.value()
        return next((row for row in self._books if self._key(row) == key), None)

    def _show_book(self) -> None:
        row = self._chosen_book()
        if row is None:
            return
        counts = dict(
            zip(LedgerState, (row.used, row.void, row.spoiled, row.missing, row.unused), strict=True)
        )
        for state, count in counts.items():
            self.chips.set_count(state.value, count or None)
        self.pane.clear()
        section = self.pane.add_section(row.title, name="book_facts", line=False)
        section.add_pair(tr("来历"), tr("买来的票本") if row.id is not None else tr("程序编号"))
        section.add_pair(tr("起讫"), self._span(row))
        if row.received_on is not None:
            section.add_pair(tr("登记"), row.received_on.isoformat())
        for state, count in counts.items():
            tone = "bad" if state is LedgerState.MISSING and count else "text"
            section.add_pair(tr(state.value), tr("{n} 张", n=f"{count:,}"), tone=tone)
        if row.missing:
            words = tr("缺号是已经用过后面的号、前面这张却没有下落。纸票坏了请登记损毁。")
            section.add_state("warn", words)
        self._show_rows()

    @staticmethod
    def _span(row: BookRow) -> str:
        first, last = (paper_number(row.prefix, number, row.width) for number in (row.first, row.last))
        return first if first == last else f"{first} – {last}"

    def _open_paper(self, row: LedgerRow) -> None:
        """The paper that took the number."""
        book = self._chosen_book()
        if book is None or row.state not in (LedgerState.USED, LedgerState.VOID):
            return
        form = book.series.value if book.series is not None else Series.RECEIPT.value
        self.desk.go("receipt", number=row.receipt or row.number, form=form)

    def _show_rows(self) -> None:
        row = self._chosen_book()
        if row is None:
            return
        wanted = self.chips.current()
        self.desk.read_later(ledger, self._key(row), key="ledger", then=lambda rows: self._got(rows, wanted))

    def _got(self, rows: tuple[LedgerRow, ...], wanted: str) -> None:
        self._model.set_rows([row for row in rows if not wanted or row.state.value == wanted])
        self.head.set_hint(tr("{n} 张", n=f"{self._model.rowCount():,}"))

    def _say_nothing(self) -> None:
        start = KeyButton(tr("登记票本"), kind="primary", name="empty_book")
        start.clicked.connect(self._register)
        words = tr("收过款就有程序的收据号；买来的收据本登记起止号，每张用了、作废还是损毁都列在这里。")
        self.show_empty(EmptyState("ph.receipt", tr("还没有票据"), words, (start,), name="no_books"))

    def _print(self) -> None:
        print_list(self.desk, self.table, tr("票据台账"), filter_words=filter_words(self.filters))

    def _print_paper(self) -> None:
        """票据台账 with every book, as finance and the tax office want it: numbers in a row of one fate together."""
        desk = self.desk
        facts = {
            "office": desk.read(get_setting, "office.name", ""),
            "estate": desk.read(get_setting, "estate.name", ""),
            "day": desk.clock.today(),
            "printed_at": local_time(desk.clock.now()).replace(tzinfo=None, second=0, microsecond=0),
            "printed_by": desk.actor.name,
        }

        def draw(progress: Progress) -> bytes:
            from frontdesk.areas.cashdesk.forms import FORMS

            return FORMS[LEDGER_FORM].draw(desk.runner.read(number_ledger, **facts))

        def show(pdf: bytes) -> None:
            if isValid(self):
                show_preview(desk, LEDGER_FORM, pdf, tr("票据台账"), papers=(A4,), parent=self.window())

        desk.run_job(draw, title=tr("正在准备打印 {title}", title=tr("票据台账")), then=show)

    def _register(self) -> None:
        BookDialog(self.desk, self).open()

    def _spoil(self) -> None:
        row = self.table.current()
        fits = row is not None and row.state in (LedgerState.MISSING, LedgerState.UNUSED)
        book = self._chosen_book()
        own = book is None or book.id is None
        SpoilDialog(self.desk, row.number if fits and not own else "", self).open()

    def help_text(self) -> str:
        return tr(
            "每本票据的每个号码：已用、作废、损毁、缺号、未用。F2 登记买来的票本，F9 登记损毁的纸票，F6 打印台账。"
        )
