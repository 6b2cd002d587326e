"""How the visit is paid: cash first, further ways by their keys, a reference for each that is not cash (M6.1)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, WITHOUT_REFERENCE, Tender
from frontdesk.areas.cashdesk.ui.visit import Given, Visit, notes_said
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton, KeyButton
from frontdesk.base.widgets.fields import MoneyField, TextField
from frontdesk.base.widgets.marks import Heading, Words
from frontdesk.base.widgets.tokens import SIZE, SPACE

KEYS: dict[Tender, str] = {
    Tender.CASH: "Alt+X",
    Tender.WECHAT: "Alt+W",
    Tender.ALIPAY: "Alt+A",
    Tender.CARD: "Alt+K",
    Tender.TRANSFER: "Alt+Z",
    Tender.CHEQUE: "Alt+P",
    Tender.PREPAID: "Alt+Y",
}
_LABEL = 64
_MANY = 5
_AMOUNT = 160


class _Row(QWidget):
    """One way to pay: its name, the amount, the reference or how the notes were given, what is wrong, and away."""

    def __init__(self, given: Given, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = given.kind
        name = given.kind.value
        self.setObjectName(f"tender_{name}")
        self.setMinimumHeight(SIZE.control)
        self.amount = MoneyField(f"tender_{name}_amount", "0.00", lead=True, parent=self)
        self.amount.set_label(tr("{kind}金额", kind=given.word))
        self.amount.setFixedWidth(_AMOUNT)
        self.amount.enter_moves = False
        self.reference: TextField | None = None
        self.hint = Words("", "body", "text2", parent=self)
        self.wrong = Words("", "small", "bad", parent=self)
        self.wrong.setObjectName(f"tender_{name}_error")
        self.wrong.hide()
        self.remove = IconButton(
            "ph.x", tr("去掉{kind}", kind=given.word), name=f"tender_{name}_remove", parent=self
        )
        label = Words(given.word, parent=self)
        label.setFixedWidth(_LABEL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.m)
        row.addWidget(label)
        row.addWidget(self.amount)
        if given.kind in WITHOUT_REFERENCE:
            row.addWidget(self.hint)
            row.addWidget(self.wrong)
            row.addStretch(1)
        else:
            self.reference = self._reference_field(given)
            row.addWidget(self.reference, 1)
            row.addWidget(self.wrong)
            self.hint.hide()
        row.addWidget(self.remove)
        self.amount.error_changed.connect(self._show_wrong)

    def _reference_field(self, given: Given) -> TextField:
        field = TextField(f"tender_{given.kind.value}_reference", figures=True, limit=64, parent=self)
        field.set_label(tr("{kind}交易单号", kind=given.word))
        field.set_placeholder(tr("扫码，或照手机、小票上抄"))
        field.enter_moves = False
        inside = field.layout()
        assert isinstance(inside, QHBoxLayout)
        inside.insertWidget(0, Words(tr("交易单号"), "small", "text2", parent=field))
        field.error_changed.connect(self._show_wrong)
        return field

    def _show_wrong(self) -> None:
        words = self.amount.error() or (self.reference.error() if self.reference is not None else "")
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        if self.kind in WITHOUT_REFERENCE:
            self.hint.setVisible(not words)

    def renew(self, given: Given, visit: Visit, *, alone: bool, anew: bool) -> None:
        """Show what the visit says; what the clerk is typing is left as it is typed, unless all begins *anew*."""
        ours = anew or given.auto or not self.amount.focused()
        if self.amount.text() != given.text and ours:
            self.amount.set_value(None)
            self.amount.inner.setText(given.text)
            if self.amount.focused():
                self.amount.inner.selectAll()
        if self.reference is not None and self.reference.text() != given.reference:
            self.reference.set_typed(given.reference)
        if self.kind is Tender.PREPAID:
            self.hint.setText(visit.own_said())
        elif self.kind is Tender.CASH:
            notes = notes_said(given.readable())
            self.hint.setText(visit.cash_said(notes) if notes else "")
        self.remove.setVisible(not alone)


class TenderPanel(QWidget):
    """All the ways this visit is paid. It tells what is typed; the visit decides and `show_visit` shows it."""

    amount_typed = Signal(object, str)
    reference_typed = Signal(object, str)
    added = Signal(object)
    removed = Signal(object)
    pay_wanted = Signal()
    """Enter in a field that has nothing further to ask."""

    def __init__(self, visit: Visit, parent: QWidget | None = None, *, title: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("tenders")
        self._visit = visit
        self._rows: dict[Tender, _Row] = {}
        self._after: QWidget | None = None
        self._then: Sequence[QWidget] = ()
        self.heading = Heading(title or tr("收款方式"), parent=self)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(SPACE.s)
        self._chips: dict[Tender, KeyButton] = {}
        chips = QHBoxLayout()
        chips.setSpacing(SPACE.s)
        for kind, key in KEYS.items():
            chip = KeyButton(tr(TENDER_WORDS[kind]), key, small=True, name=f"add_{kind.value}", parent=self)
            chip.clicked.connect(lambda _on=False, kind=kind: self.added.emit(kind))
            self._chips[kind] = chip
            chips.addWidget(chip)
        chips.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.l)
        column.setSpacing(SPACE.s)
        column.addWidget(self.heading)
        column.addLayout(self._list)
        column.addLayout(chips)

    def flush_left(self) -> None:
        """Without margins of its own: inside a dialog, which has them."""
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(0, 0, 0, 0)

    def stand_between(self, before: QWidget, after: Sequence[QWidget]) -> None:
        """What Tab comes from, and what it goes on to: rows come and go, the reading order stays (L5)."""
        self._after, self._then = before, after

    def row(self, kind: Tender) -> _Row | None:
        """The row of that way to pay; None while it is not used."""
        return self._rows.get(kind)

    def show_visit(self, *, anew: bool = False) -> None:
        """Rows for the ways used, buttons for those that are not; *anew* for another unit or a draft."""
        used = [given.kind for given in self._visit.given]
        for kind in [k for k in self._rows if k not in used]:
            row = self._rows.pop(kind)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, given in enumerate(self._visit.given):
            if given.kind not in self._rows:
                self._rows[given.kind] = self._new_row(given)
                self._list.insertWidget(place, self._rows[given.kind])
                # At once, not when the layout comes round to it: typing goes there with the next key.
                self._rows[given.kind].show()
            self._rows[given.kind].renew(given, self._visit, alone=len(used) == 1, anew=anew)
        for kind, chip in self._chips.items():
            chip.setVisible(kind not in used and self._visit.offers(kind))
        # Seven ways at once stand closer, so that the list above keeps a row.
        self._list.setSpacing(SPACE.xs if len(used) > _MANY else SPACE.s)
        tendered = self._visit.tendered
        self.heading.set_hint(tr("合计 {sum}", sum=tendered) if tendered else "")
        self._order_tabs()

    def _new_row(self, given: Given) -> _Row:
        row = _Row(given, self)
        kind = given.kind
        row.amount.edited.connect(lambda: self.amount_typed.emit(kind, row.amount.text()))
        row.amount.submitted.connect(lambda: self._amount_done(row))
        if row.reference is not None:
            reference = row.reference
            reference.edited.connect(lambda: self.reference_typed.emit(kind, reference.text()))
            reference.submitted.connect(self.pay_wanted)
        row.remove.clicked.connect(lambda: self.removed.emit(kind))
        return row

    def _amount_done(self, row: _Row) -> None:
        given = self._visit.find(row.kind)
        asks = row.reference is not None and not row.reference.text().strip()
        if asks and row.reference is not None and given is not None and given.readable() > ZERO:
            row.reference.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.pay_wanted.emit()

    def _order_tabs(self) -> None:
        order: list[QWidget] = [] if self._after is None else [self._after]
        for given in self._visit.given:
            row = self._rows[given.kind]
            order.append(row.amount.inner)
            if row.reference is not None:
                order.append(row.reference.inner)
            order.append(row.remove)
        order += [*self._chips.values(), *self._then]
        for before, widget in pairwise(order):
            self.setTabOrder(before, widget)

    def focus_kind(self, kind: Tender) -> None:
        """Type the amount of that way to pay; all of it is selected."""
        row = self._rows.get(kind)
        if row is not None:
            row.amount.setFocus(Qt.FocusReason.OtherFocusReason)
            row.amount.inner.selectAll()

    def show_errors(self, errors: dict[str, str]) -> list[TextField]:
        """Put errors beside their fields (`wechat`, `wechat_reference`); returns the fields that got one."""
        wrong: list[TextField] = []
        for kind, row in self._rows.items():
            row.amount.set_error(errors.get(kind.value))
            fields: list[TextField] = [row.amount]
            if row.reference is not None:
                row.reference.set_error(errors.get(f"{kind.value}_reference"))
                fields.append(row.reference)
            wrong += [field for field in fields if field.error()]
        return wrong
