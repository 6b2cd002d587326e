"""Money of a decoration: fees and deposit taken in the shift, the settlement drawn, the refund paid (D4.3, M6.7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.cashdesk.queries import current_shift
from frontdesk.areas.cashdesk.rules.kinds import ShiftState
from frontdesk.areas.cashdesk.ui import reading
from frontdesk.areas.cashdesk.ui.paying import Paying
from frontdesk.areas.cashdesk.ui.till_dialog import TillDialog
from frontdesk.areas.decoration.queries.detail import FileDetail
from frontdesk.areas.decoration.rules.course import Step
from frontdesk.areas.decoration.service import (
    Paid,
    Pay,
    RefundDeposit,
    RefundedDeposit,
    Settle,
    SettleLine,
    pay,
    refund_deposit,
    settle,
)
from frontdesk.areas.decoration.ui.step_dialog import Done, StepDialog
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, total
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Labelled, MoneyField, TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SPACE


def shift_runs(desk: Desk) -> bool:
    """Whether money may move now; says what to do first when it may not (M7.1)."""
    shift = desk.read(current_shift, desk.actor.id)
    if shift is not None and shift.state is ShiftState.OPEN:
        return True
    if not desk.may(Right.COLLECT):
        desk.messages.bad(tr("您不收款。"), tr("请收银员打开这一份接着办；已办的都在。"))
        return False
    head = tr("还没有开班。") if shift is None else tr("本班正在日结。")
    words = tr("钱记在班次里，请先开班。") if shift is None else tr("结完班，再开新班接着办。")
    target, word = ("open_shift", tr("开班")) if shift is None else ("close", tr("去日结"))
    desk.messages.bad(head, words, action=word, then=lambda: desk.go(target))
    return False


class PayDialog(TillDialog):
    """缴费: the fees first, then the deposit, each a receipt of its own; the step is taken when all is there."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        facts = detail.facts
        self.fees = bool(facts.fees_owed)
        amount = facts.fees_owed if self.fees else facts.deposit_short
        what = tr("管理费和垃圾清运费") if self.fees else tr("装修押金")
        text = tr("{number}，{unit} {who}：{what}。", number=facts.number, unit=facts.unit,
                  who=facts.applicant, what=what)  # fmt: skip
        if self.fees and facts.deposit_short:
            text += tr("接着收押金 {amount}，另开押金收据。", amount=facts.deposit_short)
        paying = Paying(amount=amount, reference_later=reading.reference_later(desk))
        title = tr("收装修费用") if self.fees else tr("收装修押金")
        super().__init__(desk, title, text, paying, name="decoration_pay", parent=parent)
        self.detail, self._done = detail, done
        self.payer = TextField("pay_payer", required=True, limit=80)
        self.payer.set_value(facts.applicant)
        self.fields = {"payer": self.payer}
        self.body.addWidget(Labelled(self.payer, tr("交款人")))
        self.add_ways(tr("收款方式"), tr("应收"))
        self.add_cancel()
        save = self.add_button(tr("收款"), "Ctrl+Enter", "primary", name="decoration_pay_save")
        save.clicked.connect(self.save)
        self.guard_typing(desk.dialogs.confirm)

    def save(self) -> None:
        read = self.read()
        if read is None:
            return
        values, tenders = read
        facts = self.detail.facts
        command = Pay(
            facts.id,
            facts.version,
            fee_tenders=tenders if self.fees else (),
            deposit_tenders=() if self.fees else tenders,
            payer=str(values["payer"]),
            token=self.token,
        )
        self.desk.run(pay, command, then=self._saved, form=self)

    def _saved(self, made: Paid) -> None:
        self.accept()
        number = made.receipt or made.deposit
        words = tr("已收，收据 {number}。", number=number)
        if made.change:
            words = tr("已收，找零 {change}，收据 {number}。", change=made.change, number=number)
        if made.step is None:
            words += tr("还要收 {amount}。", amount=made.fees_owed + made.deposit_short)
        self._done(words)


class SettleDialog(StepDialog):
    """押金结算: what is kept back for each breach; the rest goes back."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        facts = detail.facts
        text = tr("押着 {held}。每笔扣款都要有违规作依据。", held=facts.held)
        super().__init__(desk, detail, Step.SETTLE, done, name="decoration_settle", text=text, parent=parent)
        self.lines: list[tuple[int, MoneyField, TextField]] = []
        for at, breach in enumerate(facts.breaches):
            row = QHBoxLayout()
            row.setSpacing(SPACE.m)
            amount = MoneyField(f"settle_{at}_amount", "0.00")
            amount.set_label(tr("{number} 扣款", number=breach.number))
            amount.set_value(breach.deduction)
            reason = TextField(f"settle_{at}_reason", tr("扣款原因"), limit=200)
            reason.set_label(tr("{number} 扣款原因", number=breach.number))
            reason.set_value(breach.deduction_reason or breach.what)
            row.addWidget(Words(f"{breach.number} {breach.article}"), 3)
            row.addWidget(reason, 4)
            row.addWidget(amount, 2)
            self.body.addLayout(row)
            amount.edited.connect(self._count)
            self.lines.append((breach.id, amount, reason))
        self.sum = Words("", "lead")
        self.sum.setObjectName("settle_sum")
        self.body.addWidget(self.sum)
        self.end(tr("结算"), words=tr("说明（可不填）"))
        self._count()
        (self.lines[0][1] if self.lines else self.words).setFocus()

    def _count(self) -> None:
        amounts = []
        for _breach, field, _reason in self.lines:
            try:
                amounts.append(field.value() or ZERO)
            except Refused:
                continue
        kept = total(amounts)
        held = self.facts.held
        over = kept > held
        words = tr("扣款比押着的多 {over}", over=kept - held) if over else tr(
            "扣 {kept}，退 {back}", kept=kept, back=held - kept)  # fmt: skip
        self.sum.setText(words)
        self.sum.set_tone("bad" if over else "text")

    def store(self, values: Mapping[str, Any]) -> None:
        lines = []
        for breach_id, amount, reason in self.lines:
            amount.set_error(None)
            try:
                kept = amount.value() or ZERO
            except Refused as refused:
                amount.set_error(refused.text)
                amount.setFocus()
                return
            lines.append(SettleLine(breach_id, kept, str(reason.value() or "")))
        command = Settle(self.facts.id, self.facts.version, lines=tuple(lines), **self.common(values))
        self.desk.run(settle, command, then=self.taken, form=self)


class RefundDialog(TillDialog):
    """押金退还: what the settlement says, paid out in the shift."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        facts = detail.facts
        drawn = facts.settlement
        assert drawn is not None
        text = tr("押着 {held}，扣 {kept}，退 {back}。打印押金结算单。",
                  held=drawn.held, kept=drawn.deducted, back=drawn.refund)  # fmt: skip
        paying = Paying(amount=drawn.refund, back=True)
        super().__init__(desk, tr("退装修押金"), text, paying, name="decoration_refund", parent=parent)
        self.detail, self._done, self._back = detail, done, drawn.refund
        held = [deposit for deposit in facts.deposits if deposit.left]
        self._payer = held[0].payer if held else facts.applicant
        self._several = len(held) > 1
        self.payee = TextField("refund_payee", required=True, limit=80)
        self.payee.set_value(self._payer)
        self.authority = TextField("refund_authority", tr("如 交款人 11-20 委托书"), limit=200)
        self.fields = {"payee": self.payee, "authority": self.authority}
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        row.addWidget(Labelled(self.payee, tr("领款人")), 2)
        self._authority = Labelled(self.authority, tr("代领凭据（委托书）"))
        row.addWidget(self._authority, 3)
        self.body.addLayout(row)
        self.payee.edited.connect(self._follow)
        if not self._several and self._back:
            self.add_ways(tr("退款方式"), tr("退还"))
        else:
            self.body.addWidget(self.trouble)
        self.add_cancel()
        save = self.add_button(tr("退押金"), "Ctrl+Enter", "primary", name="decoration_refund_save")
        save.clicked.connect(self.save)
        self._follow()
        self.payee.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _follow(self) -> None:
        self._authority.setVisible(self.payee.text().strip() not in ("", self._payer))
        self.fit()

    def save(self) -> None:
        read = self.read(ways=self.panel is not None)
        if read is None:
            return
        values, tenders = read
        facts = self.detail.facts
        command = RefundDeposit(
            facts.id,
            facts.version,
            tenders=tenders or None,
            payee=str(values["payee"]) if str(values["payee"]) != self._payer else "",
            authority=str(values["authority"] or "") if self._authority.isVisibleTo(self) else "",
            token=self.token,
        )
        self.desk.run(refund_deposit, command, then=self._saved, form=self)

    def _saved(self, made: RefundedDeposit) -> None:
        self.accept()
        self._done(
            tr("退押金 {amount}，结算单 {numbers}。", amount=made.refunded, numbers="、".join(made.numbers))
        )


def pay_nothing(desk: Desk, detail: FileDetail, done: Done) -> None:
    """The step where nothing is owed."""
    facts = detail.facts

    def paid(_made: Paid) -> None:
        done(tr("{number} 没有要收的，已办“缴费”。", number=facts.number))

    desk.run(pay, Pay(facts.id, facts.version), then=paid)
