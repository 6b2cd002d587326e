"""A unit being collected from (03_collect): what it owes, why, how it pays, and the receipt as it will be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.ui.charge_table import ChargeTable, SumsRow
from frontdesk.areas.cashdesk.ui.glyph import Glyph
from frontdesk.areas.cashdesk.ui.owed import Owed, why
from frontdesk.areas.cashdesk.ui.receipt_pane import ReceiptPane
from frontdesk.areas.cashdesk.ui.tender_panel import TenderPanel
from frontdesk.areas.cashdesk.ui.unit_head import UnitHead
from frontdesk.areas.cashdesk.ui.visit import Visit
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO
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
    prepay_wanted = Signal()
    ahead_wanted = Signal()

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
            pane.round_off,
            pane.prepay,
            pane.short,
            pane.pay,
        )
        self.tenders.stand_between(self.adjust_link, ways_on)
        self.setTabOrder(self.late_link, self.adjust_link)
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
        self.setTabOrder(self.table, self.late_link)

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
        self.pane.round_wanted.connect(self._round_off)
        self.pane.prepay_wanted.connect(self._prepay_rest)
        self.unit_head.prepay.clicked.connect(self.prepay_wanted)
        self.unit_head.ahead.clicked.connect(self.ahead_wanted)
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
        self.late_link = KeyButton("", "Alt+L", "link", name="leave_late", parent=card)
        self.late_link.clicked.connect(self._leave_late)
        self.late_link.hide()
        self.adjust_link = Link(tr("调整 / 减免"), "adjust", card)
        self.adjust_link.clicked.connect(self._adjust)
        row = QHBoxLayout(card)
        row.setContentsMargins(SPACE.m + 1, 0, SPACE.m, 0)
        row.setSpacing(SPACE.m)
        row.addWidget(Glyph("ph.info", parent=card))
        row.addWidget(self.why_head)
        row.addWidget(self.why_words, 1)
        row.addWidget(self.late_link)
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
        self.clear_prepay = KeyButton(tr("收预存"), name="clear_prepay")
        self.clear_prepay.clicked.connect(self.prepay_wanted)
        self.clear_ahead = KeyButton(tr("预交"), name="clear_ahead")
        self.clear_ahead.clicked.connect(self.ahead_wanted)
        return EmptyState(
            "ph.check-circle",
            tr("这户没有欠费"),
            tr("到今天为止应收的都收齐了。下个月的费用出账以后，会列在这里等着收。"),
            (self.clear_switch, self.clear_prepay, self.clear_ahead, past),
            hint=tr("要收工本费、有偿服务费这类一次性的钱，请先在“应收账单”里记一笔应收。"),
            name="nothing_owed",
        )

    # -- showing --

    def show_unit(
        self, code: str, payer: str, facts: tuple[str, ...], begun: tuple[Owed, ...], *, bought_paper: bool
    ) -> None:
        """A unit from the beginning: the first way to pay is ready to be typed over."""
        self.unit_head.show_unit(code, payer, facts, begun)
        clear = not self._visit.charges and not self._visit.prepay
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
        said = wrong or (self._why(charge) if charge is not None else "")
        whole = self._visit.whole(charge) if charge is not None else ZERO
        self.why_head.setText("" if wrong or charge is None else tr("为什么是 {owed}", owed=whole))
        late = charge is not None and bool(self._visit.late.get(charge.charge_id))
        self.late_link.setVisible(late)
        if charge is not None and late:
            left = charge.charge_id in self._visit.late_left
            self.late_link.setText(tr("收违约金") if left else tr("违约金以后收"))
        self.adjust_link.setVisible(charge is not None and bool(charge.owed))
        self.why_words.setText(said)
        self.why_words.setToolTip(said)

    def _why(self, charge: Owed) -> str:
        at = charge.charge_id
        visit = self._visit
        late = visit.late.get(at, ZERO)
        return why(charge, late, visit.late_how.get(at, ""), left=at in visit.late_left)

    def _leave_late(self) -> None:
        """The late fee of the row goes on accruing, or is taken after all (M5.3)."""
        charge: Owed | None = self.table.current()
        if charge is not None:
            self._visit.leave_late(charge.charge_id, charge.charge_id not in self._visit.late_left)
            self._changed_lines()

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

    def _round_off(self) -> None:
        """抹零: the fen, then the jiao too, then nothing again; typing stays in the cash (M6.3)."""
        self._visit.round_off()
        self.clear_errors()
        self.show_visit()
        self.tenders.focus_kind(Tender.CASH)

    def _prepay_rest(self) -> None:
        """What is over goes to the unit's balance (M6.3)."""
        self._visit.prepay_rest()
        self.clear_errors()
        self.show_visit()

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
        for name, kind in (("rounding", Tender.CASH), ("prepay", self._visit.given[0].kind)):
            if name in errors:
                errors.setdefault(kind.value, errors[name])
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
