"""退款: part or all of a receipt is given back (M6.5), or what a unit has prepaid; each makes a 红字收据."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from frontdesk.areas.cashdesk.queries import Refundable
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.rules.refunding import as_named, as_paid
from frontdesk.areas.cashdesk.service import MakeRefund, Refunded, RefundPrepaid, refund, refund_prepaid
from frontdesk.areas.cashdesk.ui.paying import Paying
from frontdesk.areas.cashdesk.ui.till_dialog import TillDialog
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Labelled, MoneyField, TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Scroll
from frontdesk.base.widgets.tokens import SIZE, SPACE

_AMOUNT = 128
_MOST_ROWS = 4
USUAL_REFUNDS = "多收了、重复收、项目取消……"


class RefundDialog(TillDialog):
    """Line by line what goes back, how, and why; a supervisor's leave is asked when it is saved."""

    def __init__(
        self,
        desk: Desk,
        found: Refundable,
        done: Callable[[Refunded], object],
        parent: QWidget | None = None,
    ) -> None:
        text = tr(
            "{number}，{payer} 交的，还可以退 {left}。记在今天的班次，费用重新欠着，别的收据不动。"
            "退款不能作废，请核对后再退。",
            number=found.number,
            payer=found.payer,
            left=found.left,
        )
        uses_balance = any(tender.kind is Tender.PREPAID for tender in found.tenders)
        paying = Paying(back=True, reference_later=True, to_balance=uses_balance)
        super().__init__(desk, tr("退款"), text, paying, name="refund_dialog", parent=parent)
        self._found, self._done = found, done
        self.amounts: dict[int, MoneyField] = {}
        self.body.addWidget(self._lines())
        if len(self.amounts) > 1:
            self.none_button = KeyButton(tr("都不退，只填要退的"), "F6", small=True, name="refund_none")
            self.none_button.clicked.connect(self._none)
            self.body.addWidget(self.none_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.payee = TextField("refund_payee", required=True, limit=80)
        self.payee.set_value(found.payer)
        self.reason = TextField("refund_reason", tr(USUAL_REFUNDS), required=True, limit=200)
        self.fields = {"payee": self.payee, "reason": self.reason}
        pair = QHBoxLayout()
        pair.setSpacing(SPACE.l)
        pair.addWidget(Labelled(self.payee, tr("领款人")), 2)
        pair.addWidget(Labelled(self.reason, tr("原因")), 3)
        self.body.addLayout(pair)
        self.add_ways(tr("退款方式"), tr("退款合计"))
        self.add_cancel()
        self.add_button(tr("退款并打印"), "Ctrl+Enter", "primary", name="refund_save").clicked.connect(
            self.save
        )
        self._count()
        first = next(iter(self.amounts.values()), None)
        (first or self.reason).setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _lines(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.l)
        grid.setVerticalSpacing(SPACE.xs)
        for column, word in enumerate((tr("收费项目"), tr("原收"), tr("还可退"), tr("这次退（元）"))):
            grid.addWidget(Words(word, "small", "text2", right=column > 0), 0, column)
        rows = [line for line in self._found.lines if line.amount > ZERO and line.left > ZERO]
        for row, line in enumerate(rows, 1):
            label = f"{line.item} {line.period}".strip()
            field = MoneyField(f"refund_line_{line.id}", "0.00")
            field.set_label(tr("{label} 这次退", label=label))
            field.setFixedWidth(_AMOUNT)
            field.set_value(line.left)
            field.edited.connect(self._count)
            self.amounts[line.id] = field
            grid.addWidget(Words(label), row, 0)
            grid.addWidget(Words(str(line.amount), right=True), row, 1)
            grid.addWidget(Words(str(line.left), right=True), row, 2)
            grid.addWidget(field, row, 3, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        dropped = total(line.left for line in self._found.lines if line.left < ZERO)
        if dropped:
            words = tr("收款时抹零 {dropped}，退到最后一部分时一起扣回。", dropped=-dropped)
            grid.addWidget(Words(words, "small", "text3"), len(rows) + 1, 0, 1, 4)
        if len(rows) <= _MOST_ROWS:
            return box
        scroll = Scroll(box)
        scroll.setFixedHeight((SIZE.control + SPACE.xs) * _MOST_ROWS + SIZE.row)
        return scroll

    def wanted(self) -> tuple[tuple[int, Money], ...]:
        """What is typed, line by line; lines with nothing are left out. Raises `Refused`."""
        found = []
        for line_id, field in self.amounts.items():
            amount = field.value()
            if amount:
                found.append((line_id, amount))
        return tuple(found)

    def _none(self) -> None:
        """Every line to nothing: of many, mostly one goes back."""
        for field in self.amounts.values():
            field.set_value(None)
        self._count()
        next(iter(self.amounts.values())).setFocus()

    def _wrong_line(self) -> str:
        """What does not fit of the lines, which are marked; "" when all is well."""
        said = ""
        for line in self._found.lines:
            field = self.amounts.get(line.id)
            if field is None:
                continue
            wrong = ""
            try:
                typed = field.value()
                if typed:
                    as_named(self._found.lines, ((line.id, typed),))
            except Refused as error:
                wrong = error.text
            field.set_error(wrong or None)
            said = said or wrong
        if not said:
            try:
                as_named(self._found.lines, self.wanted())
            except Refused as error:
                said = error.text
        return said

    def _say_line(self, words: str) -> None:
        self.trouble.set("bad", words)
        self.trouble.setVisible(bool(words))

    def _count(self) -> None:
        """The sum and the ways as the rules would have them; what does not fit is said at once."""
        said = self._wrong_line()
        self._say_line(said)
        if said:
            self.show_sum(ZERO)
            return
        amount = total(part for _, part in as_named(self._found.lines, self.wanted()))
        self.paying.propose(as_paid(amount, self._found.tenders))
        self.show_sum(amount)
        self.show_ways(anew=not self.paying.touched)

    def save(self) -> None:
        said = self._wrong_line()
        read = self.read(ways=not said)
        if said:
            self._say_line(said)
            next((field for field in self.amounts.values() if field.error()), self.reason).setFocus()
            return
        if read is None:
            return
        values, tenders = read
        lines = self.wanted()
        command = MakeRefund(
            self._found.number,
            str(values["reason"]),
            lines=lines,
            tenders=tenders,
            payee=str(values["payee"]),
            token=self.token,
        )
        self.desk.run(refund, command, then=self._saved, form=self)

    def _saved(self, made: Refunded) -> None:
        self.accept()
        self._done(made)


class RefundPrepaidDialog(TillDialog):
    """What a unit has prepaid goes back, in whole or part."""

    def __init__(
        self,
        desk: Desk,
        unit_id: int,
        unit: str,
        payer: str,
        balance: Money,
        done: Callable[[Refunded], object],
        parent: QWidget | None = None,
    ) -> None:
        text = tr(
            "{unit} 现有预存 {balance}。退的记在今天的班次，打印红字收据。退款不能作废，请核对后再退。",
            unit=unit,
            balance=balance,
        )
        paying = Paying(back=True, amount=balance)
        super().__init__(desk, tr("退预存"), text, paying, name="refund_prepaid_dialog", parent=parent)
        self._unit_id, self._done = unit_id, done
        self.amount = MoneyField("refund_prepaid_amount", "0.00", required=True, lead=True)
        self.amount.set_value(balance)
        self.amount.edited.connect(self._count)
        self.payee = TextField("refund_prepaid_payee", required=True, limit=80)
        self.payee.set_value(payer)
        self.reason = TextField("refund_prepaid_reason", tr("如 搬走了、房子卖了"), required=True, limit=200)
        self.fields = {"amount": self.amount, "payee": self.payee, "reason": self.reason}
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        row.addWidget(Labelled(self.amount, tr("退多少（元）")), 2)
        row.addWidget(Labelled(self.payee, tr("领款人")), 2)
        row.addWidget(Labelled(self.reason, tr("原因")), 3)
        self.body.addLayout(row)
        self.add_ways(tr("退款方式"), tr("退款合计"))
        self.add_cancel()
        save = self.add_button(tr("退款并打印"), "Ctrl+Enter", "primary", name="refund_prepaid_save")
        save.clicked.connect(self.save)
        self.amount.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _count(self) -> None:
        try:
            self.show_sum(self.amount.value() or ZERO)
        except Refused:
            self.show_sum(ZERO)

    def save(self) -> None:
        read = self.read()
        if read is None:
            return
        values, tenders = read
        command = RefundPrepaid(
            self._unit_id,
            str(values["reason"]),
            tenders,
            amount=values["amount"],
            payee=str(values["payee"]),
            token=self.token,
        )
        self.desk.run(refund_prepaid, command, then=self._saved, form=self)

    def _saved(self, made: Refunded) -> None:
        self.accept()
        self._done(made)
