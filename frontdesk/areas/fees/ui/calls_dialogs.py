"""A promise to pay: how much by which day, on the telephone or in writing (M8.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.fees.queries.calls import CallTarget
from frontdesk.areas.fees.rules.kinds import CallResult
from frontdesk.areas.fees.service.calls import RecordCall, record_call
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import CheckField, DateField, Field, Labelled, MoneyField, TextField
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.tokens import SPACE

USUAL_DAYS = 3


class PromiseDialog(DeskDialog):
    """The day and the amount of a promise made on the telephone; the call is stored with it."""

    def __init__(
        self,
        desk: Desk,
        target: CallTarget,
        person_id: int | None,
        words: str,
        done: Callable[[CallTarget, str], object],
        parent: QWidget | None = None,
    ) -> None:
        text = tr(
            "{unit} 逾期 {sum} 元。到那天没有缴，会排到名单最前面。", unit=target.unit, sum=target.overdue
        )
        super().__init__(tr("承诺缴费"), text, name="promise", parent=parent)
        self._desk, self._target, self._person, self._words, self._done = desk, target, person_id, words, done
        self.day = DateField("promise_day", today=desk.clock.today, required=True)
        self.day.set_value(desk.clock.today() + timedelta(days=USUAL_DAYS))
        self.amount = MoneyField("promise_amount", required=True)
        self.amount.set_value(target.overdue)
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        row.addWidget(Labelled(self.day, tr("哪天前缴")))
        row.addWidget(Labelled(self.amount, tr("缴多少（元）")))
        self.body.addLayout(row)
        self.written = CheckField("promise_written", tr("书面承诺，签了字：诉讼时效从今天重新算"))
        self.proof = TextField("promise_proof", tr("如 承诺书 2026-07，可不填"), limit=200)
        self.body.addWidget(self.written)
        self.body.addSpacing(SPACE.s)
        self.body.addWidget(Labelled(self.proof, tr("原件或聊天记录在哪里")))
        fields: dict[str, Field] = {
            "due_on": self.day, "amount": self.amount, "written": self.written, "proof_ref": self.proof,
        }  # fmt: skip
        self.form = Form(RecordCall, fields, self)
        self.add_cancel()
        save = self.add_button(tr("记下"), "Ctrl+Enter", "primary", name="promise_save")
        save.clicked.connect(self._save)
        self.day.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _save(self) -> None:
        command = self.form.value(
            unit_id=self._target.unit_id,
            result=CallResult.PROMISED,
            person_id=self._person,
            words=self._words,
        )
        if command is not None:
            self._desk.run(record_call, command, form=self.form, then=lambda _id: self._saved(command))

    def _saved(self, command: RecordCall) -> None:
        self.accept()
        amount = command.amount or Money(0)
        day = command.due_on.isoformat() if command.due_on else ""
        self._done(self._target, tr("{day} 前缴 {sum} 元", day=day, sum=amount))
