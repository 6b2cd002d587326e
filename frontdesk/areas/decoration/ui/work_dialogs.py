"""Dialogs of steps that carry facts: agreement, start, extension, another contractor, 竣工申请."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.decoration.queries.detail import FileDetail, proposed_amounts
from frontdesk.areas.decoration.rules.course import Step
from frontdesk.areas.decoration.service import (
    AddWorkers,
    Agree,
    Extend,
    Finish,
    Start,
    add_workers,
    agree,
    extend,
    finish,
    start,
)
from frontdesk.areas.decoration.ui.people_field import people_errors, people_field, read_people
from frontdesk.areas.decoration.ui.step_dialog import ActDialog, Done, StepDialog
from frontdesk.areas.permits.ui.goods_fields import TimeField
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import DateField, MoneyField, TextField


class AgreeDialog(StepDialog):
    """签订协议: who signed, the two fees, the deposit, as the office's terms propose them."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        text = tr("第十六条：开工前与物业签订装饰装修管理服务协议。金额按规定算好，可以改。")
        super().__init__(desk, detail, Step.AGREE, done, name="decoration_agree", text=text, parent=parent)
        # What was agreed before stands until somebody changes it; a first agreement begins with the office's terms.
        proposed = detail.facts.agreement or desk.read(
            proposed_amounts, detail.facts.unit_id, desk.clock.today()
        )
        self.signed_by = TextField("agree_signed_by", required=True, limit=80)
        self.signed_by.set_value(detail.facts.applicant)
        self.management_fee = MoneyField("agree_management_fee", "0.00")
        self.waste_fee = MoneyField("agree_waste_fee", "0.00")
        self.deposit = MoneyField("agree_deposit", "0.00")
        for field, amount in (
            (self.management_fee, proposed.management_fee),
            (self.waste_fee, proposed.waste_fee),
            (self.deposit, proposed.deposit),
        ):
            field.set_value(amount)
        self.row(
            ("signed_by", self.signed_by, tr("谁签的"), 3),
            ("management_fee", self.management_fee, tr("管理费（元）"), 2),
            ("waste_fee", self.waste_fee, tr("垃圾清运费（元）"), 2),
            ("deposit", self.deposit, tr("押金（元）"), 2),
        )
        self.end(tr("签订"), words=tr("另外约定（可不填）"), hint=tr("如 管理服务协议两份"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = Agree(
            self.facts.id,
            self.facts.version,
            signed_by=str(values["signed_by"]),
            management_fee=values["management_fee"] or ZERO,
            waste_fee=values["waste_fee"] or ZERO,
            deposit=values["deposit"] or ZERO,
            **self.common(values),
        )
        self.desk.run(agree, command, then=self.taken, form=self)


class StartDialog(StepDialog):
    """开工: who answers for the site, who works there, the first visit."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        here = [worker.name for worker in detail.facts.workers if worker.left_on is None]
        text = tr("施工许可证贴在门上，工人凭临时出入证进出。")
        if here:
            text += tr("已登记：{names}。", names="、".join(here))
        super().__init__(desk, detail, Step.START, done, name="decoration_start", text=text, parent=parent)
        self.head = TextField("start_head", required=True, limit=60)
        self.head.set_value(detail.facts.contractor.head or None)
        self.phone = PhoneField("start_head_phone", tr("换了人再填"))
        self.workers = people_field("start_workers")
        self.next_on = DateField("start_next_on", today=desk.clock.today)
        self.next_on.set_value(desk.clock.today() + timedelta(days=detail.terms.inspect_days))
        self.next_words = TextField("start_next_words", tr("如 成品保护、消防器材"), limit=200)
        self.row(("head", self.head, tr("现场负责人"), 1), ("head_phone", self.phone, tr("负责人电话"), 1))
        self.row(("workers", self.workers, tr("再登记施工人员（可不填）"), 1))
        self.row(
            ("next_on", self.next_on, tr("第一次巡查"), 1), ("next_words", self.next_words, tr("看什么"), 2)
        )
        self.end(tr("开工"), words=tr("说明（可不填）"))

    def show_needs(self) -> None:
        """What this dialog itself asks for need not be said over it."""
        super().show_needs()
        may = self.may()
        unmet = [need for need in (may.unmet if may is not None else ()) if not self._asked_here(need.text)]
        self.unmet.setText("；".join(need.text for need in unmet))
        self.needs_box.setVisible(bool(unmet))
        self._allow.setVisible(bool(unmet) and all(need.liftable for need in unmet))
        self.fit()

    @staticmethod
    def _asked_here(text: str) -> bool:
        return text in (tr("请写现场负责人"), tr("还没有登记施工人员"))

    def show_errors(self, error: Refused) -> None:
        if isinstance(error, InvalidInput):
            error = InvalidInput(people_errors(dict(error.errors)))
        super().show_errors(error)

    def store(self, values: Mapping[str, Any]) -> None:
        command = Start(
            self.facts.id,
            self.facts.version,
            workers=read_people(str(values["workers"] or "")),
            head=str(values["head"]),
            head_phone=str(values["head_phone"] or ""),
            next_on=values["next_on"],
            next_words=str(values["next_words"] or ""),
            **self.common(values),
        )
        self.desk.run(start, command, then=self.taken, form=self)


class ExtendDialog(StepDialog):
    """延期: until when, and why."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        text = tr("原来到 {day}。", day=detail.facts.ends_on.isoformat())
        super().__init__(desk, detail, Step.EXTEND, done, name="decoration_extend", text=text, parent=parent)
        self.ends_on = DateField("extend_ends_on", today=desk.clock.today, required=True)
        self.row(("ends_on", self.ends_on, tr("延到哪天"), 1))
        self.end(tr("延期"), words=tr("原因"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = Extend(self.facts.id, self.facts.version, ends_on=values["ends_on"], **self.common(values))
        self.desk.run(extend, command, then=self.taken, form=self)


class FinishDialog(StepDialog):
    """竣工申请: when the first look-over is to be."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        text = tr("申请人说已经完工。约好初验的时间，排进巡查计划。")
        super().__init__(desk, detail, Step.FINISH, done, name="decoration_finish", text=text, parent=parent)
        self.next_on = DateField("finish_next_on", today=desk.clock.today)
        self.next_on.set_value(desk.clock.today() + timedelta(days=1))
        self.next_at = TimeField("finish_next_at", tr("如 15:00"))
        self.row(("next_on", self.next_on, tr("初验哪天"), 1), ("next_at", self.next_at, tr("几点"), 1))
        self.end(tr("收下竣工申请"), words=tr("说明（可不填）"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = Finish(
            self.facts.id,
            self.facts.version,
            next_on=values["next_on"],
            next_at=values["next_at"],
            **self.common(values),
        )
        self.desk.run(finish, command, then=self.taken, form=self)


class WorkersDialog(ActDialog):
    """登记施工人员: further people, one a line."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        here = [worker.name for worker in detail.facts.workers if worker.left_on is None]
        text = tr("已登记：{names}。", names="、".join(here)) if here else tr("还没有登记施工人员。")
        super().__init__(
            desk, detail, tr("登记施工人员"), text, done, name="decoration_workers", parent=parent
        )
        self.workers = people_field("workers_lines", 5)
        self.row(("workers", self.workers, tr("施工人员"), 1))
        self.finish(tr("存下"))

    def show_errors(self, error: Refused) -> None:
        if isinstance(error, InvalidInput):
            error = InvalidInput(people_errors(dict(error.errors)))
        super().show_errors(error)

    def store(self, values: Mapping[str, Any]) -> None:
        people = read_people(str(values["workers"] or ""))
        self.desk.run(add_workers, AddWorkers(self.facts.id, people), then=self._saved, form=self)

    def _saved(self, made: tuple[int, ...]) -> None:
        self.stored(tr("登记了施工人员 {n} 人。", n=len(made)))
