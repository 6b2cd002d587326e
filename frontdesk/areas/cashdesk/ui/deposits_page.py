"""押金: what is held for whom, taken and given back here, each with its own paper and its history (M6.7)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from frontdesk.areas.cashdesk.queries import (
    DepositFilter,
    DepositRow,
    current_shift,
    deposit_purposes,
    deposit_rows,
    held_by_purpose,
)
from frontdesk.areas.cashdesk.rules.kinds import Series, ShiftState
from frontdesk.areas.cashdesk.service import Returned, TookDeposit
from frontdesk.areas.cashdesk.ui.deposit_dialogs import ReturnDepositDialog, TakeDepositDialog
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
from frontdesk.areas.cashdesk.ui.reading import receipt_size
from frontdesk.areas.cashdesk.ui.receipt_detail import ReceiptDetailPane
from frontdesk.areas.cashdesk.ui.stored_papers import drawing_of
from frontdesk.base.values.money import total
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import TextField
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table

PANE = 456
SEARCH_AFTER_MS = 150
FORM = Series.DEPOSIT.value
HELD, ALL = "held", "all"
_MOST = 2000
_MOST_CHIPS = 6


def state_of(row: DepositRow) -> Status:
    """How a deposit stands: held whole or in part, settled, void; one that was not printed says so first."""
    if row.voided:
        return Status("bad", tr("作废"))
    if not row.left:
        return Status("neutral", tr("已退清"))
    if not row.printed:
        return Status("warn", tr("未打印"))
    return Status("ok", tr("押着")) if row.left == row.amount else Status("info", tr("退过一部分"))


class DepositsPage(Page):
    """`open(unit_id=…)` shows a unit's deposits, `open(number=…)` one; the target `take_deposit` asks for a new one."""

    TARGETS = ("deposits", "take_deposit")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "cashdesk_deposits_page",
            tr("押金"),
            topics=("deposits", "papers", "shifts", "settings"),
            parent=parent,
        )
        self._unit_id: int | None = None
        self._unsent: Unsent = {}
        self._detail: PaperFacts | None = None
        self._pdf: bytes | None = None
        self._build_head()
        self._model: RowsModel[DepositRow] = RowsModel(
            [
                Column(tr("号码"), lambda r: r.number, width=116),
                Column(tr("收取"), lambda r: r.business_on, width=96),
                Column(tr("房号"), lambda r: r.unit, kind="unit", width=84),
                Column(tr("交款人"), lambda r: r.payer, width=84),
                Column(tr("用途"), lambda r: r.purpose, width=92),
                Column(tr("说明"), lambda r: r.words, kind="quiet"),
                Column(tr("押金（元）"), lambda r: r.amount, kind="money", width=92),
                Column(tr("还押着"), lambda r: r.left or None, kind="money", width=88),
                Column(tr("状态"), state_of, kind="status", width=108),
            ],
            key=lambda r: r.number,
            faint=lambda r: r.voided or not r.left,
            parent=self,
        )
        self.table = Table("deposits", title=tr("押金"), memory=desk.memory)
        self.table.set_model(self._model)
        self.table.current_changed.connect(self._show_row)
        self.table.opened.connect(lambda _row: self._enlarge())
        self.pane = ReceiptDetailPane(name="deposit")
        for signal, then in (
            (self.pane.print_wanted, self._print),
            (self.pane.void_wanted, self._void),
            (self.pane.return_wanted, self._give_back),
            (self.pane.enlarge_wanted, self._enlarge),
            (self.pane.save_wanted, self._save),
        ):
            signal.connect(then)
        self.pane.paper_wanted.connect(lambda form, number: desk.go("receipt", form=form, number=number))
        self.set_split(self.table, self.pane, PANE)

    def _build_head(self) -> None:
        export = KeyButton(tr("导出 Excel"), "Ctrl+E", icon="ph.export", name="deposits_export")
        export.clicked.connect(lambda: export_table(self.desk, self.table, tr("押金")))
        self.print_button = print_button("deposits_print", self._print_list)
        self.take_button = KeyButton(tr("收押金"), "F2", "primary", name="take_deposit")
        self.take_button.clicked.connect(self._take_new)
        for button in (self.print_button, export, self.take_button):
            self.head.add_action(button)
        self.chips = ChipRow([(HELD, tr("押着的")), (ALL, tr("全部"))], name="deposit_chips")
        self.chips.chosen.connect(self._chosen)
        self.filters.add(self.chips)
        self.purposes = ChipRow([("", tr("各种用途"))], name="deposit_purposes")
        self.purposes.chosen.connect(self._chosen)
        self.filters.add(self.purposes)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SEARCH_AFTER_MS)
        self._wait.timeout.connect(self.refresh)
        self.search = TextField("deposit_search", tr("押金收据号、房号、交款人"))
        self.search.set_label(tr("找押金"))
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

    def open(self, *, target: object = "deposits", **arguments: object) -> None:
        """All that is held, a unit's, one; or the form for a new one, of a unit when there is one."""
        unit_id, number = arguments.get("unit_id"), arguments.get("number")
        taking = target == "take_deposit"
        self._unit_id = unit_id if isinstance(unit_id, int) and not taking else None
        self.search.set_value(number if isinstance(number, str) else None)
        if isinstance(number, str) or self._unit_id is not None:
            self.chips.choose(ALL)
        self.refresh()
        if isinstance(number, str):
            self.table.select_key(number)
        if taking:
            asked = arguments.get("asked")
            self.take(
                unit_id if isinstance(unit_id, int) else None, asked if isinstance(asked, dict) else None
            )
        else:
            self.table.setFocus()

    def _chosen(self, _key: str) -> None:
        self._unit_id = None
        self.refresh()

    def _search_now(self) -> None:
        self._wait.stop()
        self.refresh()
        if self._model.rows():
            self.table.setFocus()
            self.table.select_first()

    def refresh(self) -> None:
        held = self.desk.read(held_by_purpose)
        self._show_purposes({part.purpose: part.count for part in held})
        self.chips.set_count(HELD, sum(part.count for part in held) or None)
        whole = total(part.left for part in held)
        self.head.set_hint(tr("共押 {sum}", sum=whole) if whole else "")
        self.take_button.setVisible(self.desk.may(Right.COLLECT))
        text = self.search.text().strip()
        # What is looked for by its number may be settled long ago.
        only_held = True if self.chips.current() != ALL and not text else None
        wanted = DepositFilter(
            text=text, purpose=self.purposes.current(), unit_id=self._unit_id, held=only_held
        )
        rows = self.desk.read(deposit_rows, wanted, 0, _MOST)
        if not rows and not text and self._unit_id is None and not self.purposes.current():
            self._say_nothing()
        else:
            self.hide_empty()
        self._model.set_rows(rows)
        self.pane.setVisible(bool(rows))
        if self.table.current() is None:
            self.table.select_first()
        self._show_row(self.table.current())

    def _show_purposes(self, held: dict[str, int]) -> None:
        """A chip for each purpose of the office's list, and for those still held that are no longer on it.

        No more than the row holds: the search finds the others by their words.
        """
        for word in dict.fromkeys((*self.desk.read(deposit_purposes), *held)):
            known = self.purposes.keys()
            if word not in known and len(known) <= _MOST_CHIPS:
                self.purposes.add(word, tr(word))
        for word in filter(None, self.purposes.keys()):
            self.purposes.set_count(word, held.get(word) or None)

    def _say_nothing(self) -> None:
        take = KeyButton(tr("收押金"), kind="primary", name="empty_take")
        take.clicked.connect(self._take_new)
        every = KeyButton(tr("看退过的"), name="empty_all")
        every.clicked.connect(lambda: self.chips.choose(ALL))
        held = self.chips.current() == HELD
        buttons = (*((take,) if self.desk.may(Right.COLLECT) else ()), *((every,) if held else ()))
        words = tr(
            "装修、临时出入证、钥匙的押金收在这里：各有收据，押多少、退多少、扣什么都查得到，不算收入。"
        )
        title = tr("现在没有押金") if held else tr("还没有收过押金")
        self.show_empty(EmptyState("ph.wallet", title, words, buttons, name="no_deposits"))

    # -- the pane --

    def _show_row(self, row: DepositRow | None) -> None:
        detail = paper_facts(self.desk, FORM, row.number) if row is not None else None
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

        self.desk.worker.run(drawing_of(FORM, stored, receipt_size(self.desk)), drawn, self.desk.tell)

    # -- taking and giving back --

    def _shift_runs(self) -> bool:
        """Whether money may move now; says what to do first when it may not (M7.1)."""
        shift = self.desk.read(current_shift, self.desk.actor.id)
        if shift is not None and shift.state is ShiftState.OPEN:
            return True
        head = tr("还没有开班。") if shift is None else tr("本班正在日结。")
        words = tr("押金记在班次里，请先开班。") if shift is None else tr("结完班，再开新班接着办。")
        target, word = ("open_shift", tr("开班")) if shift is None else ("close", tr("去日结"))
        self.desk.messages.bad(head, words, action=word, then=lambda: self.desk.go(target))
        return False

    def take(self, unit_id: int | None = None, asked: dict[str, Any] | None = None) -> None:
        """The form for a new deposit, filled in with what another page asks for."""
        if self._shift_runs():
            TakeDepositDialog(self.desk, self._taken, unit_id or self._unit_id, self, asked=asked).open()

    def _take_new(self) -> None:
        self.take()

    def _taken(self, made: TookDeposit) -> None:
        self.table.select_key(made.number)
        head = tr("收押金 {amount}。", amount=made.amount)
        if made.change:
            head = tr("收押金 {amount}，找零 {change}。", amount=made.amount, change=made.change)
        print_new(self.desk, FORM, made.number, self._unsent, head)

    def _give_back(self) -> None:
        row: DepositRow | None = self.table.current()
        if row is not None and row.left and self._shift_runs():
            ReturnDepositDialog(self.desk, row, self._returned, self).open()

    def _returned(self, made: Returned) -> None:
        head = tr("{number} 退押金 {amount}。", number=made.deposit, amount=made.refunded)
        if made.deducted:
            head = tr(
                "{number} 退押金 {amount}，扣 {kept}。",
                number=made.deposit,
                amount=made.refunded,
                kept=made.deducted,
            )
        print_new(self.desk, Series.SETTLEMENT, made.number, self._unsent, head)

    # -- papers --

    def _print(self) -> None:
        detail = self._detail
        if detail is None:
            return
        title = title_of(detail.number, FORM)
        print_receipt_paper(
            self.desk,
            detail.number,
            self._unsent,
            then=lambda printer: self.desk.messages.ok(tr("{title} 已送打印。", title=title), printer),
            failed=lambda reason: self.desk.messages.warn(
                tr("{title} 没有打印。", title=title), reason, action=tr("另存为 PDF"), then=self._save
            ),
            form=FORM,
        )

    def _save(self) -> None:
        if self._detail is not None:
            save_receipt_pdf(self.desk, self._detail.number, self._unsent, form=FORM)

    def _void(self) -> None:
        if self._detail is not None and self._detail.can_void:
            ask_void(self.desk, self._detail.number, self.refresh, FORM)

    def _enlarge(self) -> None:
        if self._pdf is not None and self._detail is not None:
            words = tr("存档的样子。要一张纸请关掉后按 F6 补打。")
            dialog = PaperDialog(self._pdf, title_of(self._detail.number, FORM), words, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _print_list(self) -> None:
        print_list(self.desk, self.table, tr("押金"), filter_words=filter_words(self.filters))

    def help_text(self) -> str:
        return tr(
            "押着的押金。F2 收押金，打印押金收据；选中一笔按 F4 退押金，可以扣款，每项写原因，打印押金结算单；"
            "F6 补打，F9 作废本班收的。按 / 找号码、房号或交款人。"
        )
