"""What the dialogs of the steps share: what is not there for it, words, the day, the leave; and the plain steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.decoration.queries.detail import FileDetail, MayDo
from frontdesk.areas.decoration.rules.course import WORDS_NEEDED, State, Step
from frontdesk.areas.decoration.service import Taken, TakeStep, take_step
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    DateField,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.marks import StatusLabel, Words

WIDE = 640
Done = Callable[[str], object]


class ActDialog(FieldsDialog):
    """A dialog about one file. Subclasses add rows, then `finish`, and write `store(values)`; `done(words)` after."""

    def __init__(
        self,
        desk: Desk,
        detail: FileDetail,
        title: str,
        text: str,
        done: Done,
        *,
        name: str,
        width: int = WIDE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, title, text, name=name, width=width, parent=parent)
        self.detail, self.facts, self._done = detail, detail.facts, done
        self.token = uuid4().hex

    def stored(self, words: str) -> None:
        """It stands: away with the dialog."""
        self.accept()
        self._done(words)


class StepDialog(ActDialog):
    """A dialog of a step: the needs that are not met stand over it, the day and the words at its end."""

    def __init__(
        self,
        desk: Desk,
        detail: FileDetail,
        step: Step,
        done: Done,
        *,
        name: str,
        text: str = "",
        width: int = WIDE,
        parent: QWidget | None = None,
    ) -> None:
        facts = detail.facts
        title = tr("{step} {unit} {who}", step=tr(step.value), unit=facts.unit, who=facts.applicant)
        super().__init__(desk, detail, title, text, done, name=name, width=width, parent=parent)
        self.step = step
        self.needs_box = QWidget()
        self._needs = QHBoxLayout(self.needs_box)
        self._needs.setContentsMargins(0, 0, 0, 0)
        self.unmet = Words("", "body", "bad", wrap=True)
        self.unmet.setObjectName(f"{name}_unmet")
        self._needs.addWidget(self.unmet)
        self.body.addWidget(self.needs_box)
        self.allow: TextField | None = None

    def end(self, word: str, *, words: str = "", hint: str = "") -> None:
        """The usual last rows: words, day, reason of leave where something is not met."""
        self.words = AreaField(f"{self.objectName()}_words", hint, lines=2)
        self.on = DateField(f"{self.objectName()}_on", today=self.desk.clock.today, required=True)
        self.on.set_value(self.desk.clock.today())
        self.row(("words", self.words, words or tr("意见、说明"), 4), ("on", self.on, tr("日期"), 2))
        self.allow = TextField(f"{self.objectName()}_allow", tr("如 材料已看过原件，三日内补"), limit=200)
        self._allow = self.row(("allow_reason", self.allow, tr("没有满足的，准许办理的理由"), 1))[0]
        self.show_needs()
        self.finish(word)

    def may(self) -> MayDo | None:
        return next((may for may in self.detail.may if may.step is self.step), None)

    def show_needs(self) -> None:
        """What is not there for the step that is chosen now."""
        may = self.may()
        unmet = may.unmet if may is not None else ()
        self.unmet.setText("；".join(need.text for need in unmet))
        self.needs_box.setVisible(bool(unmet))
        self._allow.setVisible(bool(unmet) and all(need.liftable for need in unmet))
        self.fit()

    def common(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What every step command says."""
        return {
            "words": str(values["words"] or ""),
            "on": values["on"],
            "allow_reason": str(values["allow_reason"] or ""),
            "token": self.token,
        }

    def taken(self, made: Taken) -> None:
        """The step stands."""
        words = tr(
            "{number} 已办“{step}”，现在是{state}。",
            number=made.number, step=tr(self.step.value), state=tr(made.state.value),
        )  # fmt: skip
        self.stored(words)


_WORDS: dict[Step, str] = {
    Step.ACCEPT: "受理",
    Step.SEND_BACK: "退回补正",
    Step.APPROVE: "同意",
    Step.REFUSE: "不予批准",
    Step.ALLOW_REFUND: "批准退款",
    Step.DENY_REFUND: "退回重算",
}
_TEXTS: dict[Step, str] = {
    Step.ACCEPT: "材料和施工内容看过，交工程部审批。退回的写明缺什么、改什么。",
    Step.APPROVE: "按第五条至第九条核对过的施工内容。意见会印在施工许可证上。",
    Step.STOP: "责令停工：写明原因。停工期间不能进场施工，工人证照旧收着。",
    Step.RESUME: "违规整改完才能复工；写明查看的情况。",
    Step.LAPSE: "批准以后一直没有开工，或期限过了没有延期的，办失效。",
    Step.WITHDRAW: "申请人自己撤回。押着的押金按结算退还。",
    Step.GO_BACK: "退回上一步：写明原因。原来那步留在经过里。",
    Step.ALLOW_REFUND: "结算单看过，同意按单退还押金。",
    Step.ARCHIVE: "归档以后这户不再显示装修中，材料都留着可查。",
    Step.NO_DEPOSIT: "没有收过押金，直接到归档。",
}


class PlainDialog(StepDialog):
    """One of a few plain steps, chosen at the top where there are more than one."""

    def __init__(
        self,
        desk: Desk,
        detail: FileDetail,
        steps: Sequence[Step],
        done: Done,
        parent: QWidget | None = None,
    ) -> None:
        text = tr(_TEXTS.get(steps[0], ""))
        super().__init__(desk, detail, steps[0], done, name="decoration_step", text=text, parent=parent)
        if steps[0] is Step.APPROVE:
            self._show_scope()
        self.choice: SegmentField | None = None
        if len(steps) > 1:
            choices = [(step, tr(_WORDS.get(step, step.value))) for step in steps]
            self.choice = SegmentField("decoration_step_choice", choices)
            self.row(("choice", self.choice, tr("结论"), 1))
            self.choice.edited.connect(self._chosen)
        self.end(tr(_WORDS.get(steps[0], steps[0].value)))

    def _show_scope(self) -> None:
        """What the engineer decides about: items that the articles say something of."""
        from frontdesk.areas.decoration.ui.words import level_tone

        shown = [item for item in self.facts.standing if item.verdict.article or not item.verdict.met]
        for item in shown[:6]:
            verdict = item.verdict
            told = tr(
                "{room} {kind}：{level} {article} {words}",
                room=item.room, kind=tr(item.kind.value), level=tr(verdict.level.value),
                article=verdict.article, words=verdict.words,
            )  # fmt: skip
            self.body.addWidget(StatusLabel(level_tone(verdict.level), told.strip()))

    def _chosen(self) -> None:
        if self.choice is not None:
            chosen = self.choice.value()
            assert isinstance(chosen, Step)
            self.step = chosen
            if self.primary is not None:
                self.primary.setText(tr(_WORDS.get(chosen, chosen.value)))
            self.show_needs()

    def store(self, values: Mapping[str, Any]) -> None:
        if self.step in WORDS_NEEDED and not str(values["words"] or "").strip():
            self.show_errors(Refused(tr("办“{step}”请写明原因", step=tr(self.step.value)), field="words"))
            return
        common = self.common(values)
        facts = self.facts
        command = TakeStep(facts.id, facts.version, step=self.step, **common)
        self.desk.run(take_step, command, then=self.taken, form=self)


def plain_choices(state: State, step: Step) -> tuple[Step, ...]:
    """The steps that are decided together: approve, send back or refuse."""
    if step is Step.ACCEPT:
        return (Step.ACCEPT, Step.SEND_BACK)
    if step is Step.APPROVE:
        return (Step.APPROVE, Step.SEND_BACK, Step.REFUSE)
    if step is Step.ALLOW_REFUND:
        return (Step.ALLOW_REFUND, Step.DENY_REFUND)
    return (step,)
