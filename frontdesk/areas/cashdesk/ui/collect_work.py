"""A unit being collected from (03_collect): what it owes, why, how it pays, and the receipt as it will be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.ui.charge_table import ChargeTable, SumsRow
from frontdesk.areas.cashdesk.ui.glyph import Glyph
from frontdesk.areas.cashdesk.ui.receipt_pane import ReceiptPane
from frontdesk.areas.cashdesk.ui.tender_panel import TenderPanel
from frontdesk.areas.cashdesk.ui.unit_head import UnitHead
from frontdesk.areas.cashdesk.ui.visit import Owed, Visit, why
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.field import Field
from frontdesk.base.widgets.marks import HairLine, Link, Words
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.page import EmptyState, Splitter
from frontdesk.base.widgets.tokens import SPACE

PANE = 472


class CollectWork(QWidget):
    """Shows and changes a `Visit`; the page stores it. Errors of the service come in by `show_errors`."""

    pay_wanted = Signal()
    edited = Signal()
    adjust_wanted = Signal(object)
    switch_wanted = Signal()
    receipts_wanted = Signal()
    billing_wanted = Signal()

    def __init__(
        self, visit: Visit, today: Callable[[], date], memory: Memory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("collect_work")
        self._visit = visit
        self.unit_head = UnitHead(self)
        self.table = ChargeTable(visit, today, memory, self)
        self.sums = SumsRow(self.table, visit, self)
        self.tenders = TenderPanel(visit, self)
        self.pane = ReceiptPane(visit, self)
        self._connect()
        adjust = self._build_why()
        pane = self.pane
        ways_on = (
            pane.preview,
            pane.enlarge,
            pane.payer.inner,
            pane.paper_number.inner,
            pane.short,
            pane.pay,
        )
        self.tenders.stand_between(self.adjust_link, ways_on)
        owing = QWidget()
        column = QVBoxLayout(owing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.sums)
        column.addWidget(adjust)
        column.addWidget(HairLine("line"))
        column.addWidget(self.tenders)
        self.splitter = Splitter(
            (owing, self.pane),
            (0, PANE),
            name="cashdesk_collect_page_split",
            memory=memory,
            folds=False,
        )
        self.clear_view = self._build_clear()
        self._lists = QStackedWidget(self)
        self._lists.addWidget(self.splitter)
        self._lists.addWidget(self.clear_view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.unit_head)
        outer.addWidget(self._lists, 1)
        self.setTabOrder(self.table, self.adjust_link)

    def _connect(self) -> None:
        self.table.ticked.connect(self._ticked)
        self.table.part_typed.connect(self._part_typed)
        self.table.pay_wanted.connect(self.pay_wanted)
        self.table.current_changed.connect(lambda _row: self._show_why())
        self.tenders.amount_typed.connect(self._amount_typed)
        self.tenders.reference_typed.connect(self._reference_typed)
        self.tenders.added.connect(self._add_tender)
        self.tenders.removed.connect(self._remove_tender)
        self.tenders.pay_wanted.connect(self.pay_wanted)
        self.pane.pay_wanted.connect(self.pay_wanted)
        self.pane.short_wanted.connect(self._take_short)
        self.pane.edited.connect(self.edited)

    def _build_why(self) -> QWidget:
        """The strip that says how the amount of the current row came about."""
        card = QFrame()
        card.setObjectName("note")
        card.setFixedHeight(36)
        self.why_head = Words("", "bold", parent=card)
        self.why_head.setObjectName("why_head")
        self.why_words = Words("", "body", parent=card)
        self.why_words.setObjectName("why_words")
        self.why_words.setMinimumWidth(40)
        self.adjust_link = Link(tr("调整 / 减免"), "adjust", card)
        self.adjust_link.clicked.connect(self._adjust)
        row = QHBoxLayout(card)
        row.setContentsMargins(SPACE.m + 1, 0, SPACE.m, 0)
        row.setSpacing(SPACE.m)
        row.addWidget(Glyph("ph.info", parent=card))
        row.addWidget(self.why_head)
        row.addWidget(self.why_words, 1)
        row.addWidget(self.adjust_link)
        box = QWidget()
        outer = QHBoxLayout(box)
        outer.setContentsMargins(SPACE.xl, SPACE.xs, SPACE.xl, SPACE.m)
        outer.addWidget(card)
        return box

    def _build_clear(self) -> QWidget:
        """A unit that owes nothing: what can be done instead."""
        self.clear_switch = KeyButton(tr("换一户"), kind="primary", name="clear_switch")
        self.clear_switch.clicked.connect(self.switch_wanted)
        past = KeyButton(tr("这户的收据"), name="clear_receipts")
        past.clicked.connect(self.receipts_wanted)
        bills = KeyButton(tr("看应收账单"), name="clear_billing")
        bills.clicked.connect(self.billing_wanted)
        return EmptyState(
            "ph.check-circle",
            tr("这户没有欠费"),
            tr("到今天为止应收的都收齐了。下个月的费用出账以后，会列在这里等着收。"),
            (self.clear_switch, past, bills),
            hint=tr("要收工本费、有偿服务费这类一次性的钱，请先在“应收账单”里记一笔应收。"),
            name="nothing_owed",
        )

    # -- showing --

    def show_unit(
        self, code: str, payer: str, facts: tuple[str, ...], begun: tuple[Owed, ...], *, bought_paper: bool
    ) -> None:
        """A unit from the beginning: the first way to pay is ready to be typed over."""
        self.unit_head.show_unit(code, payer, facts, begun)
        clear = not self._visit.charges
        self._lists.setCurrentWidget(self.clear_view if clear else self.splitter)
        if clear:
            self.clear_switch.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.pane.ask_paper_number(bought_paper)
        self.clear_errors()
        self.table.show_visit()
        self.table.select_first()
        self.show_visit(anew=True)
        self.tenders.focus_kind(self._visit.given[0].kind)

    def show_visit(self, *, anew: bool = False) -> None:
        """Show the visit as it is now; *anew* also what the clerk may have been typing over."""
        self.tenders.show_visit(anew=anew)
        self.pane.show_visit(fields=anew)
        self.sums.renew()
        self._show_why()
        self.edited.emit()

    def _show_why(self, wrong: str = "") -> None:
        charge: Owed | None = self.table.current()
        self.why_words.set_tone("bad" if wrong else "text")
        said = wrong or (why(charge) if charge is not None else "")
        self.why_head.setText("" if wrong or charge is None else tr("为什么是 {owed}", owed=charge.owed))
        self.why_words.setText(said)
        self.why_words.setToolTip(said)

    def _adjust(self) -> None:
        charge = self.table.current()
        if charge is not None:
            self.adjust_wanted.emit(charge)

    # -- typing --

    def _ticked(self, charge_id: int, on: bool) -> None:
        self._visit.tick(charge_id, on)
        self._changed_lines()

    def _part_typed(self, charge_id: int, text: str) -> None:
        try:
            self._visit.set_part(charge_id, text)
        except Refused as error:
            self._show_why(error.text)
            return
        self._changed_lines()

    def _changed_lines(self) -> None:
        self.clear_errors()
        self.table.show_visit()
        self.show_visit()

    def _amount_typed(self, kind: Tender, text: str) -> None:
        self._visit.type_amount(kind, text)
        self.pane.say_trouble("")
        self.show_visit()

    def _reference_typed(self, kind: Tender, text: str) -> None:
        self._visit.type_reference(kind, text)
        self.edited.emit()

    def _add_tender(self, kind: Tender) -> None:
        self._visit.add(kind)
        self.clear_errors()
        self.show_visit()
        self.tenders.focus_kind(kind)

    def _remove_tender(self, kind: Tender) -> None:
        self._visit.remove(kind)
        self.clear_errors()
        self.show_visit()
        self.tenders.focus_kind(self._visit.given[0].kind)

    def _take_short(self) -> None:
        """The payer has no more: take what was given, oldest due first."""
        try:
            self._visit.spread_what_came()
        except Refused as error:
            self.pane.say_trouble(error.text)
            return
        self._changed_lines()
        self.tenders.focus_kind(self._visit.given[0].kind)

    # -- errors --

    def show_errors(self, error: Refused) -> None:
        """Errors beside their fields, and over the button that nothing was collected; the first has the focus."""
        errors = dict(error.errors) if isinstance(error, InvalidInput) else {error.field or "": error.text}
        if "tenders" in errors:
            errors.setdefault(self._visit.given[0].kind.value, errors["tenders"])
        wrong: list[Field] = [*self.tenders.show_errors(errors), *self.pane.show_errors(errors)]
        if errors.get("lines"):
            self.pane.say_trouble(tr("没有收款。{why}", why=errors["lines"]))
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
        elif wrong:
            what = "、".join(field.label for field in wrong)
            if self._visit.missing and len(wrong) == 1:
                self.pane.say_trouble(tr("没有收款，还差 {lack}", lack=self._visit.missing))
            else:
                self.pane.say_trouble(tr("没有收款，要改：{what}", what=what))
            wrong[0].setFocus(Qt.FocusReason.TabFocusReason)

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        self.tenders.show_errors({})
        self.pane.show_errors({})
        self.pane.say_trouble("")

    def error_words(self) -> str:
        """What is wrong is said where it cannot hide the button; the bar says the error itself."""
        return ""

    def focus_first_error(self) -> None:
        """The first wrong field already has the focus."""
