"""What is changed of a file besides its steps: works added, a deduction meant, a visit planned or moved (D4.2, D4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.decoration.queries.detail import FileDetail
from frontdesk.areas.decoration.queries.rows import BreachRow, PlanRow
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.rules.kinds import VisitKind
from frontdesk.areas.decoration.service import (
    AddScope,
    AddWorks,
    MovePlan,
    PlanVisit,
    SetDeduction,
    add_scope,
    add_works,
    move_plan,
    plan_visit,
    set_deduction,
)
from frontdesk.areas.decoration.ui.scope_field import ScopeField
from frontdesk.areas.decoration.ui.step_dialog import ActDialog, Done, StepDialog
from frontdesk.areas.permits.ui.goods_fields import TimeField
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import DateField, MoneyField, TextField

_WIDE = 960
ADDABLE = frozenset({State.APPLIED, State.RETURNED, State.ACCEPTED})
"""States in which items are added without any step: the engineer has not decided yet."""
VISIT_OF = {State.RUNNING: VisitKind.PATROL, State.STOPPED: VisitKind.PATROL, State.FINISHED: VisitKind.FIRST,
            State.CHECKED: VisitKind.SECOND}  # fmt: skip
"""Which visit is planned next, by where the file stands."""


class ScopeDialog(StepDialog):
    """增加内容: further items, each held against the articles as it is typed; approved ones go back to the engineer."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        state = detail.facts.state
        self._plain = state in ADDABLE
        if self._plain:
            text = tr("还没有审批，加上就和原来的内容一起审。")
        else:
            text = tr("加了内容要回到工程审批，批准后补签协议、补缴费用，再办开工；到那时以前不能施工。")
        super().__init__(
            desk,
            detail,
            Step.ADD_WORKS,
            done,
            name="decoration_scope_add",
            text=text,
            width=_WIDE,
            parent=parent,
        )
        firm = detail.facts.contractor
        self.scope = ScopeField("scope_add")
        self.scope.set_case(detail.facts.there, firm=not firm.own_workers, grade=firm.grade)
        self.row(("scope", self.scope, tr("施工内容：部位、类别、做什么、图号"), 1))
        self.scope.edited.connect(self.fit)
        if self._plain:
            self.finish(tr("加上"))
        else:
            self.end(tr("加上并重新审批"), words=tr("说明（可不填）"))
        self.scope.setFocus()

    def show_errors(self, error: Refused) -> None:
        errors = dict(error.errors) if isinstance(error, InvalidInput) else {error.field or "": error.text}
        super().show_errors(InvalidInput(self.scope.show_row_errors(errors)))

    def store(self, values: Mapping[str, Any]) -> None:
        items = tuple(values["scope"])
        if self._plain:
            self.desk.run(add_scope, AddScope(self.facts.id, items), then=self._added, form=self)
            return
        command = AddWorks(self.facts.id, self.facts.version, items=items, **self.common(values))
        self.desk.run(add_works, command, then=self.taken, form=self)

    def _added(self, made: tuple[int, ...]) -> None:
        self.stored(tr("{number} 加了 {n} 项施工内容。", number=self.facts.number, n=len(made)))


class DeductionDialog(ActDialog):
    """改拟扣: what is meant to be kept back for a breach; nothing takes it back."""

    def __init__(
        self, desk: Desk, detail: FileDetail, breach: BreachRow, done: Done, parent: QWidget | None = None
    ) -> None:
        text = tr(
            "{number}，{article}：{what}。", number=breach.number, article=breach.article, what=breach.what
        )
        text += tr("现在拟扣 {amount}，押着 {held}；不扣填 0，结算时还可以再看。", amount=breach.deduction,
                   held=detail.facts.held)  # fmt: skip
        super().__init__(desk, detail, tr("改拟扣"), text, done, name="decoration_deduction", parent=parent)
        self._breach = breach
        self.amount = MoneyField("deduction_amount", "0.00", required=True)
        self.amount.set_value(breach.deduction)
        self.reason = TextField("deduction_reason", limit=200)
        self.reason.set_value(breach.deduction_reason or breach.what[:200])
        self.row(("amount", self.amount, tr("拟扣押金（元）"), 1), ("reason", self.reason, tr("扣款原因"), 3))
        self.finish(tr("存下"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = SetDeduction(self._breach.id, values["amount"] or ZERO, str(values["reason"] or ""))
        self.desk.run(set_deduction, command, then=self._saved, form=self)

    def _saved(self, number: str) -> None:
        self.stored(tr("{number} 的拟扣已改。", number=number))


class MoveDialog(ActDialog):
    """改期: a planned visit on another day; the one before stays in the record."""

    def __init__(
        self, desk: Desk, detail: FileDetail, plan: PlanRow, done: Done, parent: QWidget | None = None
    ) -> None:
        at = f" {plan.at:%H:%M}" if plan.at is not None else ""
        text = tr("{kind}原来约在 {day}{at}。", kind=tr(plan.kind.value), day=plan.on.isoformat(), at=at)
        if plan.words:
            text += tr("看：{words}。", words=plan.words)
        title = tr("改期 {unit} {who}", unit=detail.facts.unit, who=detail.facts.applicant)
        super().__init__(desk, detail, title, text, done, name="decoration_move", parent=parent)
        self._plan = plan
        today = desk.clock.today
        self.next_on = DateField("move_on", today=today, required=True)
        self.next_on.set_value(max(plan.on, today() + timedelta(days=1)))
        self.at = TimeField("move_at", tr("如 15:00，可不填"))
        self.at.set_value(plan.at)
        self.reason = TextField("move_reason", tr("如 家里没人，可不填"), limit=200)
        self.row(("next_on", self.next_on, tr("改到哪天"), 1), ("at", self.at, tr("几点"), 1))
        self.row(("reason", self.reason, tr("原因"), 1))
        self.finish(tr("改期"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = MovePlan(
            self.facts.id, self._plan.id, values["next_on"], values["at"], str(values["reason"] or "")
        )
        self.desk.run(move_plan, command, then=self._saved, form=self)

    def _saved(self, _made: int | None) -> None:
        self.stored(tr("{unit} 的{kind}已改期。", unit=self.facts.unit, kind=tr(self._plan.kind.value)))


class PlanDialog(ActDialog):
    """约一次: a visit planned, of the kind that the file wants now."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        self._kind = VISIT_OF.get(detail.facts.state, VisitKind.PATROL)
        title = tr("约{kind} {unit} {who}", kind=tr(self._kind.value), unit=detail.facts.unit,
                   who=detail.facts.applicant)  # fmt: skip
        super().__init__(desk, detail, title, "", done, name="decoration_plan", parent=parent)
        today = desk.clock.today
        self.next_on = DateField("plan_on", today=today, required=True)
        self.next_on.set_value(today() + timedelta(days=detail.terms.inspect_days))
        self.at = TimeField("plan_at", tr("如 15:00，可不填"))
        self.words = TextField("plan_words", tr("如 闭水满 48 小时，看楼下顶面"), limit=200)
        self.row(("next_on", self.next_on, tr("哪天"), 1), ("at", self.at, tr("几点"), 1))
        self.row(("words", self.words, tr("看什么（可不填）"), 1))
        self.finish(tr("排上"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = PlanVisit(
            self.facts.id, self._kind, values["next_on"], values["at"], str(values["words"] or "")
        )
        self.desk.run(plan_visit, command, then=self._saved, form=self)

    def _saved(self, _made: int) -> None:
        self.stored(tr("{unit} 的{kind}已排上。", unit=self.facts.unit, kind=tr(self._kind.value)))
