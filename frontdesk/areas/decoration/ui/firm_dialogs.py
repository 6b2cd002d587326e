"""Who builds, changed: 换施工单位 while it is built, or another firm and other days when it is handed in again (D4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.decoration.queries.detail import FileDetail, file_detail
from frontdesk.areas.decoration.queries.files import case_of
from frontdesk.areas.decoration.queries.needing import firm_papers_due
from frontdesk.areas.decoration.rules.course import Step
from frontdesk.areas.decoration.rules.kinds import GRADES
from frontdesk.areas.decoration.rules.papers14 import FIRM_PAPERS, wanted_papers
from frontdesk.areas.decoration.service import (
    ChangeFirm,
    ContractorInput,
    Resubmit,
    Taken,
    change_firm,
    resubmit,
)
from frontdesk.areas.decoration.ui.papers_field import PapersField
from frontdesk.areas.decoration.ui.people_field import people_errors, people_field, read_people
from frontdesk.areas.decoration.ui.step_dialog import Done, StepDialog
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import CheckField, DateField, TextField

_KEYS = ("name", "licence", "grade", "head", "head_phone")


class _FirmStep(StepDialog):
    """A step with the fields of a contractor; subclasses call `add_firm`."""

    def add_firm(self) -> None:
        self.own = CheckField("firm_own", tr("业主自行施工"))
        self.name = TextField("firm_name", limit=80)
        self.licence = TextField("firm_licence", tr("统一社会信用代码"), figures=True, limit=22)
        self.grade = TextField("firm_grade", "、".join(GRADES), limit=24)
        self.head = TextField("firm_head", limit=60)
        self.phone = PhoneField("firm_head_phone")
        self.row(("own", self.own, "", 1))
        self.row(
            ("contractor.name", self.name, tr("施工单位"), 3),
            ("contractor.licence", self.licence, tr("营业执照"), 3),
            ("contractor.grade", self.grade, tr("资质等级"), 2),
        )
        self.row(
            ("contractor.head", self.head, tr("现场负责人"), 1),
            ("contractor.head_phone", self.phone, tr("电话"), 1),
        )
        self.own.edited.connect(self.follow)

    def follow(self) -> None:
        """No firm is named where the owner's own people build."""
        for field in (self.name, self.licence, self.grade):
            field.set_read_only(bool(self.own.value()))

    def firm(self, values: Mapping[str, Any]) -> ContractorInput:
        """The contractor as filled in."""
        told = (str(values[f"contractor.{key}"] or "").strip() for key in _KEYS)
        return ContractorInput(bool(values["own"]), *told)

    def show_errors(self, error: Refused) -> None:
        if isinstance(error, InvalidInput):
            error = InvalidInput(people_errors(dict(error.errors)))
        super().show_errors(error)

    def taken(self, made: Taken) -> None:
        """The step stands; papers of the new firm that are not there are said."""
        now = self.desk.read(file_detail, made.file_id, self.desk.clock.today())
        due = firm_papers_due(now.facts)
        words = tr("{number} 已办“{step}”，现在是{state}。", number=made.number, step=tr(self.step.value),
                   state=tr(made.state.value))  # fmt: skip
        self.stored(words + tr("新单位还缺：{papers}。", papers="、".join(due)) if due else words)


class FirmDialog(_FirmStep):
    """换施工单位: checked as the first was, with its papers; the people of the one before leave."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        text = tr(
            "原来的施工人员当天离场，工人证失效。新单位的营业执照照第一次一样核对，副本重新收（第十四条）。"
        )
        super().__init__(
            desk, detail, Step.CHANGE_FIRM, done, name="decoration_firm", text=text, width=760, parent=parent
        )
        self.add_firm()
        kinds = {item.kind for item in self.facts.standing}
        case = case_of(self.facts.role, firm=True, kinds=kinds)
        self._asked = tuple(one for one in wanted_papers(case) if one.kind in FIRM_PAPERS)
        self.papers = PapersField("firm_papers", desk)
        self.papers.set_wanted(self._asked)
        self.workers = people_field("firm_workers", 2)
        self._papers = self.row(
            ("papers", self.papers, tr("收到的材料（缺的补上再开许可证）"), 2),
            ("workers", self.workers, tr("施工人员"), 3),
        )[0]
        self.end(tr("换施工单位"), words=tr("原因"))

    def follow(self) -> None:
        super().follow()
        own = bool(self.own.value())
        self.papers.set_wanted(() if own else self._asked)
        self._papers.setVisible(not own)
        self.fit()

    def store(self, values: Mapping[str, Any]) -> None:
        command = ChangeFirm(
            self.facts.id,
            self.facts.version,
            contractor=self.firm(values),
            workers=read_people(str(values["workers"] or "")),
            papers=() if values["own"] else tuple(values["papers"]),
            **self.common(values),
        )
        self.desk.run(change_firm, command, then=self.taken, form=self)


class ResubmitDialog(_FirmStep):
    """重新提交: other days and another firm where they have changed; the papers are brought at the page's right."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        text = tr("补正以后重新提交。工期、施工单位有变动的在这里改；施工内容和材料在文件页上改。")
        if detail.facts.steps[-1].words:
            text = tr("退回的原因：{words}。", words=detail.facts.steps[-1].words.rstrip("。")) + text
        super().__init__(
            desk, detail, Step.RESUBMIT, done, name="decoration_resubmit", text=text, parent=parent
        )
        today = desk.clock.today
        self.starts_on = DateField("resubmit_starts_on", today=today, required=True)
        self.ends_on = DateField("resubmit_ends_on", today=today, required=True)
        self.starts_on.set_value(self.facts.starts_on)
        self.ends_on.set_value(self.facts.ends_on)
        self.row(("starts_on", self.starts_on, tr("开工"), 1), ("ends_on", self.ends_on, tr("完工"), 1))
        self.add_firm()
        now = self.facts.contractor
        self.own.set_value(now.own_workers)
        for field, stored in (
            (self.name, now.name), (self.licence, now.licence), (self.grade, now.grade), (self.head, now.head),
        ):  # fmt: skip
            field.set_value(stored or None)
        if now.head_phone:
            self.phone.inner.setPlaceholderText(tr("{phone}，不变就不填", phone=now.head_phone))
        self._before = ContractorInput(now.own_workers, now.name, now.licence, now.grade, now.head)
        self.follow()
        self.end(tr("重新提交"), words=tr("改了什么（可不填）"))

    def store(self, values: Mapping[str, Any]) -> None:
        firm = self.firm(values)
        command = Resubmit(
            self.facts.id,
            self.facts.version,
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
            contractor=firm if firm != self._before else None,
            **self.common(values),
        )
        self.desk.run(resubmit, command, then=self.taken, form=self)
