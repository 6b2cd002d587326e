"""Which step's papers for whom; the days between the steps (M8.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.fees.queries.steps import UnitStep
from frontdesk.areas.fees.rules.kinds import NoticeKind
from frontdesk.areas.fees.rules.steps import MOST_DAYS, STEP_WORDS, may_take
from frontdesk.areas.fees.service.steps import (
    DEMANDS,
    IssueDemands,
    SaveSteps,
    save_steps,
    step_facts,
)
from frontdesk.base.values.money import total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import Field, Labelled, NumberField, SegmentField, TextField
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SPACE

_WIDE = 560
Scope = tuple[str, Sequence[UnitStep]]
"""Words, and the units they stand for."""


class IssueDemandsDialog(DeskDialog):
    """The paper and for whom. `wanted()` is the command once it is accepted; the first scope with anything is chosen."""

    def __init__(
        self, scopes: Sequence[Scope], kind: NoticeKind | None = None, parent: QWidget | None = None
    ) -> None:
        text = tr(
            "每户一份，编号、留底，按楼栋和送达顺序排成一个 PDF，先预览再打印。"
            "还没送达、欠的也没变的，补打原来那一份，不另编号。"
        )
        super().__init__(tr("发催缴"), text, name="issue_demands", width=_WIDE, parent=parent)
        self._scopes = list(scopes)
        self.kind = SegmentField("issue_kind", [(k, tr(STEP_WORDS[k])) for k in DEMANDS])
        self.scope = SegmentField("issue_scope", [(n, words) for n, (words, _) in enumerate(self._scopes)])
        self.words = Words("", "body", "text2", wrap=True)
        self.words.setObjectName("issue_words")
        self.body.addWidget(Labelled(self.kind, tr("发哪一种"), reserve=False))
        self.body.addSpacing(SPACE.s)
        self.body.addWidget(Labelled(self.scope, tr("发给谁"), reserve=False))
        self.body.addSpacing(SPACE.s)
        self.body.addWidget(self.words)
        self.add_cancel()
        self.go_button = self.add_button(tr("写好并预览"), "Ctrl+Enter", "primary", name="issue_go")
        self.go_button.clicked.connect(self._go)
        self.kind.edited.connect(self._say)
        self.scope.edited.connect(self._say)
        self.kind.set_value(kind or self._likely())
        self._say()
        self.kind.setFocus()

    def _likely(self) -> NoticeKind:
        """The first kind that somebody of the first scope waits for."""
        rows = self._scopes[0][1] if self._scopes else ()
        return next((k for k in DEMANDS if any(_ready(row, k) for row in rows)), NoticeKind.FIRST)

    def chosen(self) -> list[UnitStep]:
        """The units of the scope whose turn for that paper it is; one unit alone also once more."""
        kind: NoticeKind = self.kind.value()
        rows = self._scopes[self.scope.value()][1]
        if len(rows) == 1:
            return [row for row in rows if may_take(row.step, kind)]
        return [row for row in rows if _ready(row, kind)]

    def _say(self) -> None:
        found = self.chosen()
        every = len(self._scopes[self.scope.value()][1])
        if not found:
            self.words.setText(
                tr("这些房屋现在都还轮不到发{paper}。", paper=tr(STEP_WORDS[self.kind.value()]))
            )
            self.words.set_tone("bad")
            return
        rest = tr("；其余 {n} 户还轮不到，不发", n=every - len(found)) if every > len(found) else ""
        sum_ = total(row.overdue for row in found)
        self.words.setText(tr("{n} 户 · 逾期 {sum} 元{rest}。", n=f"{len(found):,}", sum=sum_, rest=rest))
        self.words.set_tone("text2")

    def _go(self) -> None:
        if self.chosen():
            self.accept()
        else:
            self._say()

    def wanted(self) -> IssueDemands:
        """The command for what is chosen."""
        return IssueDemands(self.kind.value(), unit_ids=tuple(row.unit_id for row in self.chosen()))


def _ready(row: UnitStep, kind: NoticeKind) -> bool:
    return row.step.next is kind and row.step.ready


class StepDaysDialog(DeskDialog):
    """How long each step waits, how long a demand gives, and whom the letters are drafted for."""

    def __init__(self, desk: Desk, done: Callable[[], object], parent: QWidget | None = None) -> None:
        text = tr("从上一步送达算起，满这些天才提示下一步。改了以后，等待的天数马上按新的算。")
        super().__init__(tr("催缴步骤"), text, name="step_days", width=_WIDE, parent=parent)
        self._desk, self._done = desk, done
        names = (
            ("first_days", tr("通知单 → 第一次（天）"), 0),
            ("second_days", tr("第一次 → 第二次（天）"), 1),
            ("lawyer_days", tr("第二次 → 律师函（天）"), 1),
            ("days_to_pay", tr("催缴单给的天数"), 1),
        )
        fields: dict[str, Field] = {}
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        for name, label, least in names:
            field = NumberField(f"step_{name}", least=least, most=MOST_DAYS, required=True)
            fields[name] = field
            row.addWidget(Labelled(field, label))
        self.body.addLayout(row)
        fields["firm"] = TextField("step_firm", tr("律师函上的律师事务所，可不填"), limit=60)
        fields["lawyer"] = TextField("step_lawyer", tr("可不填"), limit=40)
        second = QHBoxLayout()
        second.setSpacing(SPACE.l)
        second.addWidget(Labelled(fields["firm"], tr("律师事务所")), 3)
        second.addWidget(Labelled(fields["lawyer"], tr("律师")), 2)
        self.body.addLayout(second)
        self.form = Form(SaveSteps, fields, self)
        self.form.load(desk.read(step_facts))
        self.add_cancel()
        self.add_button(tr("保存"), "Ctrl+Enter", "primary", name="step_save").clicked.connect(self._save)
        fields["first_days"].setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _save(self) -> None:
        command = self.form.value()
        if command is not None:
            self._desk.run(save_steps, command, form=self.form, then=self._saved)

    def _saved(self, _nothing: None) -> None:
        self.accept()
        self._done()
