"""违约金 of a fee item: off until it is set here, from a day on (M5.1). Shares are typed in per cent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.fees.queries import FeeItemRow, late_fee_term
from frontdesk.areas.fees.rules.late_fee import (
    HIGHEST_RATE,
    MOST_GRACE,
    LateTerm,
    Principal,
    accrued,
    percent,
    terms_words,
)
from frontdesk.areas.fees.service import SetLateFee, set_late_fee
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import DateField, Labelled, NumberField
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SPACE

_SAMPLE, _SAMPLE_DAYS = Money(10_000), 30


class LateFeeDialog(DeskDialog):
    """Rate a day, cap, days of grace, and the day they start. *done* gets the command that stands."""

    def __init__(
        self,
        desk: Desk,
        item: FeeItemRow,
        done: Callable[[SetLateFee], object],
        parent: QWidget | None = None,
    ) -> None:
        today = desk.clock.today()
        now = desk.read(late_fee_term, item.id, today)
        words = terms_words(now)
        text = tr("现在：{words}。", words=words) if words else tr("现在不计违约金。")
        text += tr("从填的那天起按新的算，之前的天数不变；比例按物业服务合同，填 0 就是不计。")
        super().__init__(tr("{item} 的违约金", item=item.name), text, name="late_fee_dialog", parent=parent)
        self._desk, self._item, self._done = desk, item, done
        self.rate = NumberField(
            "late_rate", "0.05", decimals=4, most=HIGHEST_RATE * 100, unit=tr("% / 天"), required=True
        )
        self.cap = NumberField("late_cap", "100", decimals=2, most=100, unit=tr("% 本金"), required=True)
        self.grace = NumberField("late_grace", "0", most=MOST_GRACE, unit=tr("天"), required=True)
        self.day = DateField("late_from", today=desk.clock.today, required=True)
        for cells in (
            ((self.rate, tr("每天的比例")), (self.cap, tr("最多到"))),
            ((self.grace, tr("宽限（到期后不计的天数）")), (self.day, tr("从哪天起"))),
        ):
            row = QHBoxLayout()
            row.setSpacing(SPACE.l)
            for field, label in cells:
                row.addWidget(Labelled(field, label), 1)
            self.body.addLayout(row)
        self.sample = Words("", "body", "text2", wrap=True)
        self.sample.setObjectName("late_sample")
        self.body.addWidget(self.sample)
        self.form = Form(
            SetLateFee,
            {"rate": self.rate, "cap": self.cap, "grace_days": self.grace, "starts_on": self.day},
            self,
        )
        self.form.load(
            {
                "rate": _per_cent(now.rate) if now else Decimal(0),
                "cap": _per_cent(now.cap) if now else Decimal(100),
                "grace_days": now.grace_days if now else 0,
                "starts_on": today,
            }
        )
        self.form.edited.connect(self._show_sample)
        self.add_cancel()
        save = self.add_button(tr("记下"), "Ctrl+Enter", "primary", name="late_fee_save")
        save.clicked.connect(self._save)
        self.rate.setFocus()
        self._show_sample()
        self.guard_typing(desk.dialogs.confirm)

    def _show_sample(self) -> None:
        """What it comes to, so that 0.5 for 0.05 is seen."""
        try:
            rate, cap, grace = self.rate.value(), self.cap.value(), self.grace.value()
        except Refused:
            self.sample.setText("")
            return
        if rate is None or cap is None or grace is None:
            self.sample.setText("")
            return
        due = self._desk.clock.today()
        term = LateTerm(due, Decimal(rate) / 100, Decimal(cap) / 100, int(grace))
        fee = accrued(Principal(_SAMPLE, due), (term,), due + timedelta(days=_SAMPLE_DAYS))
        self.sample.setText(
            tr(
                "欠 {amount} 元，逾期 {days} 天，违约金 {fee} 元。",
                amount=_SAMPLE,
                days=_SAMPLE_DAYS,
                fee=fee,
            )
            if rate
            else tr("比例是 0，从那天起不计违约金。")
        )

    def _save(self) -> None:
        typed = self.form.value(item_id=self._item.id)
        if typed is not None:
            command = replace(typed, rate=Decimal(typed.rate) / 100, cap=Decimal(typed.cap) / 100)
            self._desk.run(set_late_fee, command, form=self.form, then=lambda _none: self._saved(command))

    def _saved(self, command: SetLateFee) -> None:
        self.accept()
        self._done(command)


def _per_cent(share: Decimal) -> Decimal:
    return Decimal(percent(share)[:-1])
