"""Visits entered: a patrol item by item against the approved scope, 初验, 复验, and the water test (D4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from frontdesk.areas.decoration.queries.detail import FileDetail
from frontdesk.areas.decoration.queries.rows import ScopeRow
from frontdesk.areas.decoration.rules.course import AT_WORK, State, Step
from frontdesk.areas.decoration.rules.kinds import Result
from frontdesk.areas.decoration.service import (
    BreachInput,
    FindingInput,
    Inspect,
    Inspected,
    LookOver,
    RecordWater,
    inspect,
    look_over,
    record_water,
)
from frontdesk.areas.decoration.ui.breach_dialogs import ground_options, photos_of
from frontdesk.areas.decoration.ui.files_field import RowOfPhotos
from frontdesk.areas.decoration.ui.step_dialog import ActDialog, Done, StepDialog
from frontdesk.areas.permits.ui.goods_fields import TimeField
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    ChoiceField,
    DateField,
    Labelled,
    MoneyField,
    Option,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Scroll
from frontdesk.base.widgets.tokens import SIZE, SPACE

_ROWS_SHOWN = 4


class VisitDialog(StepDialog):
    """A patrol while it is built, 初验 or 复验 after: by where the file stands."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        state = detail.facts.state
        step = Step.INSPECT
        if state not in AT_WORK:
            step = Step.FIRST_PASS if state is State.FINISHED else Step.SECOND_PASS
        super().__init__(
            desk, detail, step, done, name="decoration_visit", text=detail.noise.words, parent=parent
        )
        self._first_step = step
        today = desk.clock.today
        self.seen = TextField("visit_seen", tr("如 水电开槽、垃圾清运"), required=True, limit=300)
        self.inspector = TextField("visit_inspector", desk.actor.name, limit=60)
        self.row(("seen", self.seen, tr("所见"), 3), ("inspector", self.inspector, tr("巡查人"), 1))
        self.passed: SegmentField | None = None
        if step is not Step.INSPECT:
            self.passed = SegmentField("visit_passed", [(True, tr("合格")), (False, tr("不合格"))])
            self.row(("passed", self.passed, tr("验收结论"), 1))
            self.passed.edited.connect(self._passed_chosen)
        self.findings: list[tuple[int | None, SegmentField, TextField]] = []
        self._add_findings()
        self.ground = ChoiceField("visit_ground", ground_options())
        self.what = TextField("visit_what", tr("违规情形，如 窗下墙凿除 0.4㎡"), limit=300)
        self.limit_on = DateField("visit_limit_on", today=today)
        self.limit_on.set_value(today() + timedelta(days=detail.terms.mend_days))
        self.deduction = MoneyField("visit_deduction", "0.00")
        self._breach: list[Labelled] = []
        if step is Step.INSPECT:
            self._breach += self.row(
                ("ground", self.ground, tr("违反哪一条"), 3), ("deduction", self.deduction, tr("拟扣押金"), 1)
            )
            self._breach += self.row(
                ("what", self.what, tr("违规情形"), 3), ("limit_on", self.limit_on, tr("整改期限"), 1)
            )
        self.photos = RowOfPhotos("visit_photos", desk, tr("加照片…"))
        self.next_on = DateField("visit_next_on", tr("可不填"), today=today)
        self.row(("photos", self.photos, tr("照片（可不加）"), 3), ("next_on", self.next_on, tr("下次"), 1))
        self._show_breach()
        self.end(tr("存下"), words=tr("说明（可不填）"))
        self.seen.setFocus()

    def _add_findings(self) -> None:
        items = self.facts.standing
        if not items:
            return
        self.body.addWidget(Words(tr("逐项核对（没有看的不用选）"), "small", "text2"))
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.m)
        grid.setVerticalSpacing(SPACE.xs)
        rows: list[ScopeRow | None] = [*items, None]
        for at, item in enumerate(rows):
            if item is not None:
                told = tr("{room} {what}", room=item.room, what=item.words or tr(item.kind.value))
                choices = [(None, tr("没有看")), (Result.GOOD, tr("符合")), (Result.BREACH, tr("违规"))]
            else:
                # What is built though nobody approved it.
                told, choices = tr("批准以外的施工"), [(None, tr("没有发现")), (Result.BREACH, tr("违规"))]
            result = SegmentField(f"visit_item_{at}", choices)
            result.set_label(told)
            words = TextField(f"visit_item_{at}_words", tr("说明"), limit=200)
            words.set_label(tr("{what} 说明", what=told))
            name = Words(told)
            name.setToolTip(told)
            name.setMinimumWidth(120)
            grid.addWidget(name, at, 0)
            grid.addWidget(result, at, 1)
            grid.addWidget(words, at, 2)
            grid.setColumnStretch(0, 3)
            grid.setColumnStretch(2, 2)
            result.edited.connect(self._show_breach)
            self.findings.append((item.id if item is not None else None, result, words))
        scroll = Scroll(box)
        shown = min(len(rows), _ROWS_SHOWN)
        scroll.setFixedHeight(shown * (SIZE.control + SPACE.xs) + SPACE.xs)
        self.body.addWidget(scroll)

    def _bad(self) -> bool:
        return any(result.value() is Result.BREACH for _id, result, _words in self.findings)

    def _show_breach(self) -> None:
        """A notice is asked for where an item is a breach."""
        bad = self._bad()
        for labelled in self._breach:
            labelled.setVisible(bad)
        self.ground.required = self.what.required = bad and bool(self._breach)
        self.fit()

    def _passed_chosen(self) -> None:
        assert self.passed is not None
        fails = {Step.FIRST_PASS: Step.FIRST_FAIL, Step.SECOND_PASS: Step.SECOND_FAIL}
        self.step = self._first_step if self.passed.value() else fails[self._first_step]
        self.show_needs()

    def store(self, values: Mapping[str, Any]) -> None:
        findings = tuple(
            FindingInput(scope_id, result.value(), str(words.value() or ""))
            for scope_id, result, words in self.findings
            if result.value() is not None
        )
        facts = self.facts
        common = self.common(values) | {
            "seen": str(values["seen"]),
            "findings": findings,
            "photos": photos_of(values),
            "inspector": str(values["inspector"] or ""),
            "next_on": values["next_on"],
        }
        if self.passed is not None:
            over = LookOver(facts.id, facts.version, passed=bool(values["passed"]), **common)
            self.desk.run(look_over, over, then=self._saved, form=self)
            return
        breaches: tuple[BreachInput, ...] = ()
        if self._bad():
            breaches = (
                BreachInput(
                    values["ground"], str(values["what"]), "", values["limit_on"], values["deduction"] or ZERO
                ),
            )
        patrol = Inspect(facts.id, facts.version, breaches=breaches, **common)
        self.desk.run(inspect, patrol, then=self._saved, form=self)

    def _saved(self, made: Inspected) -> None:
        words = tr(
            "{number} 第 {n} 次{what}已存下。", number=made.step.number, n=made.no, what=tr(self._told())
        )
        if made.notices:
            words += tr("整改通知书 {numbers}。", numbers="、".join(made.notices))
        self.stored(words)

    def _told(self) -> str:
        return {Step.INSPECT: "巡查", Step.FIRST_PASS: "初验", Step.SECOND_PASS: "复验"}[self._first_step]


class WaterDialog(ActDialog):
    """闭水试验 (article 8): which room, from when to when, whether it held, who saw it."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        text = tr(
            "第八条：改动防水层要做闭水试验，至少 {n} 小时，到楼下看过顶面。", n=detail.terms.test_hours
        )
        super().__init__(desk, detail, tr("闭水试验"), text, done, name="decoration_water", parent=parent)
        today = desk.clock.today
        rooms = list(dict.fromkeys(i.room for i in detail.facts.standing if i.verdict.water_test))
        options = [Option(room, room) for room in rooms]
        self.room = ChoiceField("water_room", options, required=True)
        if rooms:
            self.room.set_value(detail.untested[0] if detail.untested else rooms[0])
        self.passed = SegmentField("water_passed", [(True, tr("合格")), (False, tr("渗漏"))])
        self.start_on = DateField("water_start_on", today=today, required=True)
        self.start_at = TimeField("water_start_at", "09:00", required=True)
        self.end_on = DateField("water_end_on", today=today, required=True)
        self.end_at = TimeField("water_end_at", "09:00", required=True)
        now = local_time(desk.clock.now()).replace(second=0, microsecond=0)
        before = now - timedelta(hours=detail.terms.test_hours)
        for day, at, moment in ((self.start_on, self.start_at, before), (self.end_on, self.end_at, now)):
            day.set_value(moment.date())
            at.set_value(moment.time())
        self.seen_by = TextField("water_seen_by", tr("如 业主、楼下 0201"), required=True, limit=120)
        self.words = TextField("water_words", tr("可不填"), limit=200)
        self.row(("room", self.room, tr("哪间"), 1), ("passed", self.passed, tr("结果"), 1))
        self.row(
            ("started_at", self.start_on, tr("从"), 3),
            ("start_time", self.start_at, tr("时间"), 2),
            ("ended_at", self.end_on, tr("到"), 3),
            ("end_time", self.end_at, tr("时间"), 2),
        )
        self.row(("seen_by", self.seen_by, tr("谁在场看的"), 1), ("words", self.words, tr("说明"), 1))
        self.finish(tr("存下"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = RecordWater(
            self.facts.id,
            str(values["room"]),
            _instant(values["started_at"], values["start_time"]),
            _instant(values["ended_at"], values["end_time"]),
            bool(values["passed"]),
            str(values["seen_by"]),
            str(values["words"] or ""),
        )
        self.desk.run(record_water, command, then=self._saved, form=self)

    def _saved(self, _made: int) -> None:
        self.stored(tr("闭水试验已存下。"))


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at).astimezone()
