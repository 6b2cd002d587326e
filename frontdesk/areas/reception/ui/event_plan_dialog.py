"""活动计划: what is planned, when and where, and its budget line by line (D2.7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.reception.queries.events import EventFile
from frontdesk.areas.reception.rules.events import LONGEST_TITLE, MOST_LINES
from frontdesk.areas.reception.service.events import (
    BudgetLine,
    ChangePlan,
    Plan,
    PlanEvent,
    change_plan,
    plan_event,
)
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import AsksFields
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog_drafts import DialogDrafts
from frontdesk.base.widgets.fields import AreaField, DateField, Field, Labelled, MoneyField, TextField
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.tokens import SPACE

Then = Callable[[Any], object]
WIDE = 720
DRAFTS = "reception_event_plan"
"""The name under which a plan being written is kept as a draft."""
_FIRST_LINES = 2
_AMOUNT = 140


class _Line(QWidget):
    """A line of the budget: what for, how much. `no` is its number in the plan before."""

    def __init__(self, at: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.no: int | None = None
        self.what = TextField(f"budget_{at}_what", tr("如 茶点、横幅、奖品"), limit=60)
        self.amount = MoneyField(f"budget_{at}_amount")
        self.what.set_label(tr("第 {n} 行用途", n=at + 1))
        self.amount.set_label(tr("第 {n} 行金额", n=at + 1))
        self.amount.setFixedWidth(_AMOUNT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.what, 1)
        row.addWidget(self.amount)

    def used(self) -> bool:
        return bool(self.what.text().strip() or self.amount.text().strip())


class PlanDialog(AsksFields):
    """活动计划: a new one, or *file*'s plan changed; the budget line by line, a new row as the last is begun."""

    def __init__(
        self, desk: Desk, then: Then, *, file: EventFile | None = None, parent: QWidget | None = None
    ) -> None:
        words = tr("存下以后送主管审批。") if file is None else tr("改了以后重新送主管审批。")
        title = tr("活动计划") if file is None else tr("改活动计划")
        super().__init__(title, words, name="event_plan", width=WIDE, parent=parent)
        self.desk, self._then, self._file = desk, then, file
        self._token = uuid4().hex
        self.fields: dict[str, Field] = {}
        self.trouble = StatusLabel("bad", "")
        self.trouble.hide()
        self.lines: list[_Line] = []
        self.body.addSpacing(SPACE.s)
        self._row(
            ("title", TextField("event_title", tr("如 重阳敬老茶话会"), required=True, limit=LONGEST_TITLE), tr("活动"), 3),
            ("responsible", TextField("event_responsible", required=True, limit=60), tr("负责人"), 1),
        )  # fmt: skip
        self._row(
            ("held_on", DateField("event_day", today=desk.clock.today, required=True), tr("哪天"), 4),
            ("begins", TextField("event_begins", tr("如 14:00"), required=True, limit=5, figures=True), tr("几点开始"), 2),
            ("ends", TextField("event_ends", tr("如 16:00"), limit=5, figures=True), tr("到几点（可不填）"), 3),
            ("place", TextField("event_place", tr("如 会所一楼"), required=True, limit=80), tr("在哪里"), 5),
        )  # fmt: skip
        self._row(
            (
                "words",
                AreaField("event_words", tr("办什么、请谁来、怎么安排"), lines=2),
                tr("内容（可不填）"),
                1,
            )
        )
        heads = QHBoxLayout()
        heads.addWidget(Words(tr("预算用在哪里"), "small", "text2"), 1)
        amount = Words(tr("金额（元）"), "small", "text2", right=True)
        amount.setFixedWidth(_AMOUNT)
        heads.addWidget(amount)
        self.body.addLayout(heads)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE.s)
        self.body.addLayout(self._list)
        self.sum = Words("", "lead")
        self.sum.setObjectName("event_sum")
        foot = QHBoxLayout()
        foot.addWidget(Words(tr("预算合计"), "body", "text2"))
        foot.addStretch(1)
        foot.addWidget(self.sum)
        self.body.addLayout(foot)
        self.body.addWidget(self.trouble)
        self._load()
        self.add_cancel()
        save = self.add_button(tr("保存"), "Ctrl+Enter", "primary", name="event_plan_save")
        save.clicked.connect(self.save)
        self.drafts: DialogDrafts | None = None
        if file is None:
            self.drafts = DialogDrafts(
                desk, self, DRAFTS, self._draft_title, lambda: self.fields, self._make_room_for
            )
        self.fields["title"].setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _row(self, *cells: tuple[str, Field, str, int]) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        for key, field, label, share in cells:
            self.fields[key] = field
            row.addWidget(Labelled(field, label), share)
        self.body.addLayout(row)

    def _load(self) -> None:
        fields = self.fields
        fields["responsible"].set_value(self.desk.actor.name)
        if self._file is not None:
            row = self._file.row
            for name in ("title", "responsible", "held_on", "begins", "ends", "place", "words"):
                fields[name].set_value(getattr(row, name))
        budget = self._file.budget if self._file is not None else ()
        for at in range(max(_FIRST_LINES, len(budget) + 1)):
            line = self._add()
            if at < len(budget):
                line.no = budget[at].no
                line.what.set_value(budget[at].what)
                line.amount.set_value(budget[at].amount)
        self._show_sum()

    def _draft_title(self) -> str:
        return tr("活动计划 {title}", title=self.fields["title"].typed() or "").strip()

    def _make_room_for(self, kept: Mapping[str, Any]) -> None:
        """Lines of the budget, as many as the draft has."""
        while f"budget.{len(self.lines)}.what" in kept and len(self.lines) < MOST_LINES:
            self._add()
        self.fit()

    def _add(self) -> _Line:
        line = _Line(len(self.lines), self)
        self.lines.append(line)
        self._list.addWidget(line)
        for name, field in (("what", line.what), ("amount", line.amount)):
            self.fields[f"budget.{len(self.lines) - 1}.{name}"] = field
            field.edited.connect(self._edited)
        return line

    def _edited(self) -> None:
        if self.lines[-1].used() and len(self.lines) < MOST_LINES:
            self._add()
            self.fit()
        self._show_sum()

    def _show_sum(self) -> None:
        amounts = []
        for line in self.lines:
            try:
                amounts.append(line.amount.value() or ZERO)
            except Refused:
                continue
        self.sum.setText(str(total(amounts)))

    def save(self) -> None:
        """Read it and hand it in; what is wrong stands beside its field."""
        values: dict[str, Any] = {}
        errors: dict[str, str] = {}
        for name, field in self.fields.items():
            if name.startswith("budget.") and not self.lines[int(name.split(".")[1])].used():
                continue
            try:
                values[name] = field.value()
            except Refused as refused:
                errors[name] = refused.text
        if errors:
            self.show_errors(InvalidInput(errors))
            return
        self.clear_errors()
        self.places = [at for at, line in enumerate(self.lines) if line.used()]
        budget = tuple(
            BudgetLine(
                str(values[f"budget.{at}.what"] or ""),
                values[f"budget.{at}.amount"] or ZERO,
                self.lines[at].no,
            )
            for at in self.places
        )
        plan = Plan(
            values["title"], values["place"], values["held_on"], values["begins"], values["responsible"], values["ends"],
            values["words"] or "", budget,
        )  # fmt: skip
        if self._file is None:
            self.desk.run(plan_event, PlanEvent(plan, self._token), then=self._saved, form=self)
        else:
            self.desk.run(change_plan, ChangePlan(self._file.row.id, plan), then=self._saved, form=self)

    places: Sequence[int] = ()

    def show_errors(self, error: Refused) -> None:
        """The service counts the lines that are used; here they may stand further down, and their errors under all."""
        if isinstance(error, InvalidInput) and self.places:
            told = {}
            for name, words in error.errors.items():
                parts = name.split(".")
                if len(parts) == 3 and int(parts[1]) < len(self.places):
                    parts[1] = str(self.places[int(parts[1])])
                told[".".join(parts)] = words
            error = InvalidInput(told)
        super().show_errors(error)
        said = [
            field.error()
            for name, field in self.fields.items()
            if name.startswith("budget.") and field.error()
        ]
        if said and self.trouble is not None:
            self.trouble.set("bad", "；".join(dict.fromkeys(said)))
            self.trouble.show()
            self.fit()

    def _saved(self, result: Any) -> None:
        self.accept()
        self._then(result)
