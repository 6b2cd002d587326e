"""收押金 and 退押金 (M6.7): money that is held, and what of it goes back less what is kept, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.archives.queries import payer_of, unit_row
from frontdesk.areas.cashdesk.queries import DepositRow, deposit_purposes
from frontdesk.areas.cashdesk.service import (
    DeductionInput,
    ReturnDeposit,
    Returned,
    TakeDeposit,
    TookDeposit,
    return_deposit,
    take_deposit,
)
from frontdesk.areas.cashdesk.ui import reading
from frontdesk.areas.cashdesk.ui.paying import Paying
from frontdesk.areas.cashdesk.ui.till_dialog import TillDialog
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, Labelled, MoneyField, TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.pickers import Choice, UnitPicker
from frontdesk.base.widgets.tokens import SPACE

_AMOUNT = 128
_MOST_DEDUCTIONS = 6


class TakeDepositDialog(TillDialog):
    """Whose, what for, how much, how; prints 押金收据.

    *asked* is what another page asks a deposit for: `amount`, `payer`, `words`, `purpose`, `source` (kind and id).
    """

    def __init__(
        self,
        desk: Desk,
        done: Callable[[TookDeposit], object],
        unit_id: int | None = None,
        parent: QWidget | None = None,
        *,
        asked: Mapping[str, Any] | None = None,
    ) -> None:
        text = tr("押金不是收入，单独开押金收据，事完结算退还。")
        paying = Paying(reference_later=reading.reference_later(desk))
        super().__init__(desk, tr("收押金"), text, paying, name="deposit_dialog", parent=parent)
        self._done = done
        self.unit = UnitPicker(
            "deposit_unit",
            lambda typed: reading.unit_choices(desk, typed),
            resolve=self._known,
            required=True,
        )
        purposes = [(word, tr(word)) for word in desk.read(deposit_purposes)]
        self.purpose = ChoiceField("deposit_purpose", purposes, required=True)
        self.amount = MoneyField("deposit_amount", "0.00", required=True, lead=True)
        self.words = TextField("deposit_words", tr("如 装修协议号、出入证几张"), limit=200)
        self.payer = TextField("deposit_payer", required=True, limit=80)
        self.fields = {
            "unit_id": self.unit,
            "purpose": self.purpose,
            "amount": self.amount,
            "payer": self.payer,
            "words": self.words,
        }
        for cells in (
            ((self.unit, tr("房号"), 2), (self.purpose, tr("用途"), 2), (self.amount, tr("押金（元）"), 2)),
            ((self.payer, tr("交款人"), 2), (self.words, tr("说明（可不填）"), 4)),
        ):
            row = QHBoxLayout()
            row.setSpacing(SPACE.l)
            for field, label, share in cells:
                row.addWidget(Labelled(field, label), share)
            self.body.addLayout(row)
        self.unit.edited.connect(self._unit_chosen)
        self.unit.picked.connect(lambda _choice: self._unit_chosen())
        self.amount.edited.connect(self._count)
        self.add_ways(tr("收款方式"), tr("押金"))
        self.add_cancel()
        save = self.add_button(tr("收押金并打印"), "Ctrl+Enter", "primary", name="deposit_save")
        save.clicked.connect(self.save)
        if unit_id is not None:
            self.unit.set_value(unit_id)
            self._unit_chosen()
        self._source: tuple[str, int | None] = ("", None)
        if asked is not None:
            self._source = asked.get("source", self._source)
            words = [word for word, _shown in purposes]
            self.purpose.set_value(next((w for w in (asked.get("purpose"), "其他") if w in words), None))
            self.amount.set_value(asked.get("amount"))
            self.words.set_value(asked.get("words", ""))
            self.payer.set_value(self.payer.text() or asked.get("payer", ""))
            self._count()
        (self.unit if unit_id is None else self.purpose).setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _known(self, unit_id: int) -> Choice | None:
        found = self.desk.read(unit_row, unit_id, self.desk.clock.today())
        return Choice(found.id, found.code, found.owners)

    def _unit_chosen(self) -> None:
        """Who owes for the unit pays, unless somebody else's name is typed."""
        try:
            unit_id = self.unit.value()
        except Refused:
            return
        if isinstance(unit_id, int):
            self.payer.set_value(self.desk.read(payer_of, unit_id, self.desk.clock.today())[1])

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
        command = TakeDeposit(
            values["unit_id"],
            values["purpose"],
            values["amount"],
            tenders,
            words=str(values["words"]),
            payer=str(values["payer"]),
            source_kind=self._source[0],
            source_id=self._source[1],
            token=self.token,
        )
        self.desk.run(take_deposit, command, then=self._saved, form=self)

    def _saved(self, made: TookDeposit) -> None:
        self.accept()
        self._done(made)


class _Deduction(QWidget):
    """One thing kept back: reason and amount, and away with it."""

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.reason = TextField(
            f"deduction_{number}_reason",
            tr("扣什么、凭什么，如 电梯护板划伤，按协议第 7 条"),
            limit=200,
            parent=self,
        )
        self.reason.set_label(tr("扣款原因"))
        self.amount = MoneyField(f"deduction_{number}_amount", "0.00", parent=self)
        self.amount.set_label(tr("扣款金额"))
        self.amount.setFixedWidth(_AMOUNT)
        self.remove = IconButton("ph.x", tr("去掉这项扣款"), name=f"deduction_{number}_remove", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.m)
        row.addWidget(self.reason, 1)
        row.addWidget(self.amount)
        row.addWidget(self.remove)

    def value(self) -> DeductionInput | None:
        """What is kept; None for an empty line. Raises `Refused`."""
        reason, amount = str(self.reason.value()).strip(), self.amount.value()
        if not reason and not amount:
            return None
        if not amount or amount <= ZERO:
            raise Refused(tr("请填扣多少"), field=self.amount.objectName())
        if not reason:
            raise Refused(tr("每项扣款都要写原因"), field=self.reason.objectName())
        return DeductionInput(reason, amount)


class ReturnDepositDialog(TillDialog):
    """What is kept and why, what goes back, to whom and how; prints 押金结算单."""

    def __init__(
        self,
        desk: Desk,
        held: DepositRow,
        done: Callable[[Returned], object],
        parent: QWidget | None = None,
    ) -> None:
        text = tr(
            "{number}，{unit} {payer} 的{purpose}押金，{day} 收 {amount}，还押着 {left}。",
            number=held.number,
            unit=held.unit,
            payer=held.payer,
            purpose=held.purpose,
            day=held.business_on,
            amount=held.amount,
            left=held.left,
        )
        super().__init__(
            desk, tr("退押金"), text, Paying(back=True, amount=held.left), name="return_dialog", parent=parent
        )
        self._held, self._done = held, done
        self._made = 0
        self.deductions: list[_Deduction] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE.xs)
        self.body.addLayout(self._list)
        self.more = KeyButton(tr("加一项扣款"), "F6", small=True, name="deduction_add")
        self.more.clicked.connect(lambda: self.add_deduction(focus=True))
        head = QHBoxLayout()
        head.addWidget(self.more)
        head.addStretch(1)
        self.body.addLayout(head)
        self.refunded = MoneyField("return_amount", "0.00", required=True, lead=True)
        self.refunded.set_value(held.left)
        self.payee = TextField("return_payee", required=True, limit=80)
        self.payee.set_value(held.payer)
        self.authority = TextField("return_authority", tr("如 交款人 11-20 委托书"), limit=200)
        self.fields = {"refunded": self.refunded, "payee": self.payee, "authority": self.authority}
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        row.addWidget(Labelled(self.refunded, tr("这次退（元）")), 2)
        row.addWidget(Labelled(self.payee, tr("领款人")), 2)
        self._authority = Labelled(self.authority, tr("代领凭据（委托书）"))
        row.addWidget(self._authority, 3)
        self.body.addLayout(row)
        self.stays = Words("", "small", "text2")
        self.stays.setObjectName("return_stays")
        self.body.addWidget(self.stays)
        self._typed_sum = False
        self.refunded.edited.connect(self._sum_typed)
        self.payee.edited.connect(self._show_authority)
        self.add_ways(tr("退款方式"), tr("退还"))
        self.add_cancel()
        save = self.add_button(tr("退押金并打印"), "Ctrl+Enter", "primary", name="return_save")
        save.clicked.connect(self.save)
        self._show_authority()
        self._count()
        self.refunded.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    # -- deductions --

    def add_deduction(self, *, focus: bool = False) -> None:
        """One more line for what is kept."""
        if len(self.deductions) >= _MOST_DEDUCTIONS:
            return
        self._made += 1
        line = _Deduction(self._made, self)
        line.amount.edited.connect(self._kept_typed)
        line.remove.clicked.connect(lambda: self._remove(line))
        self.deductions.append(line)
        self._list.addWidget(line)
        self.more.setVisible(len(self.deductions) < _MOST_DEDUCTIONS)
        self.fit()
        if focus:
            line.reason.setFocus()

    def _remove(self, line: _Deduction) -> None:
        self.deductions.remove(line)
        self._list.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.more.show()
        self.fit()
        self._kept_typed()

    def _kept(self) -> Money:
        kept = []
        for line in self.deductions:
            try:
                kept.append(line.amount.value() or ZERO)
            except Refused:
                continue
        return total(kept)

    def _kept_typed(self) -> None:
        if not self._typed_sum:
            self.refunded.set_value(max(ZERO, self._held.left - self._kept()))
        self._count()

    def _sum_typed(self) -> None:
        self._typed_sum = True
        self._count()

    def _count(self) -> None:
        try:
            back = self.refunded.value() or ZERO
        except Refused:
            back = ZERO
        self.show_sum(back)
        stays = self._held.left - self._kept() - back
        if stays < ZERO:
            self.stays.setText(tr("扣款加退还比押着的多 {over}", over=-stays))
            self.stays.set_tone("bad")
        else:
            kept = self._kept()
            words = tr("扣 {kept}，退 {back}", kept=kept, back=back) if kept else tr("退 {back}", back=back)
            rest = tr("，还押着 {stays}", stays=stays) if stays else tr("，押金结清")
            self.stays.setText(words + rest)
            self.stays.set_tone("text2")

    def _show_authority(self) -> None:
        self._authority.setVisible(self.payee.text().strip() not in ("", self._held.payer))
        self.fit()

    # -- writing --

    def save(self) -> None:
        kept: list[DeductionInput] = []
        for line in self.deductions:
            line.reason.set_error(None)
            line.amount.set_error(None)
        for line in self.deductions:
            try:
                value = line.value()
            except Refused as error:
                wrong = line.reason if error.field == line.reason.objectName() else line.amount
                wrong.set_error(error.text)
                wrong.setFocus()
                return
            if value is not None:
                kept.append(value)
        read = self.read(ways=bool(self.paying.amount))
        if read is None:
            return
        values, tenders = read
        command = ReturnDeposit(
            self._held.number,
            refunded=values["refunded"],
            deductions=tuple(kept),
            tenders=tenders or None,
            payee=str(values["payee"]),
            authority=str(values["authority"]) if self._authority.isVisibleTo(self) else "",
            token=self.token,
        )
        self.desk.run(return_deposit, command, then=self._saved, form=self)

    def show_errors(self, error: Refused) -> None:
        if not isinstance(error, InvalidInput) and error.field == "deductions" and self.deductions:
            self.deductions[0].reason.set_error(error.text)
            self.deductions[0].reason.setFocus()
            return
        super().show_errors(error)

    def _saved(self, made: Returned) -> None:
        self.accept()
        self._done(made)
