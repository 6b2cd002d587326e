"""Breaches: the notice with its limit, the look again, the report of article 17, a breach entered by mistake."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.decoration.queries.detail import FileDetail, file_detail
from frontdesk.areas.decoration.queries.rows import BreachRow
from frontdesk.areas.decoration.rules.articles import ARTICLES, Ground
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.service import (
    BreachInput,
    PaperInput,
    Recheck,
    RecordBreach,
    ReportBreach,
    recheck,
    record_breach,
    report_breach,
)
from frontdesk.areas.decoration.ui.files_field import RowOfPhotos
from frontdesk.areas.decoration.ui.step_dialog import ActDialog, Done
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    CheckField,
    ChoiceField,
    DateField,
    MoneyField,
    Option,
    SegmentField,
    TextField,
)


def detail_of(desk: Desk, file_id: int) -> FileDetail:
    """The file as it stands now, for a dialog."""
    return desk.read(file_detail, file_id, desk.clock.today())


def ground_options() -> list[Option]:
    """The articles a breach may offend."""
    return [Option(g, ARTICLES[g].label, tr(ARTICLES[g].text)) for g in Ground]


def photos_of(values: Mapping[str, Any]) -> tuple[PaperInput, ...]:
    """The photographs of a dialog."""
    return tuple(PaperInput(PaperKind.PHOTO, name, content) for name, content in values["photos"])


class BreachDialog(ActDialog):
    """整改通知: which article, what, what is to be done, until when, what is meant to be kept back."""

    def __init__(self, desk: Desk, detail: FileDetail, done: Done, parent: QWidget | None = None) -> None:
        text = tr("{number}，{unit} {who}。存下后编号，限期的那天排进巡查计划复查。",
                  number=detail.facts.number, unit=detail.facts.unit, who=detail.facts.applicant)  # fmt: skip
        super().__init__(
            desk, detail, tr("整改通知"), text, done, name="decoration_breach_dialog", parent=parent
        )
        today = desk.clock.today
        self.ground = ChoiceField("breach_ground", ground_options(), required=True)
        self.what = TextField("breach_what", tr("如 窗下墙凿除 0.4㎡"), required=True, limit=300)
        self.demand = TextField("breach_demand", tr("不填是“停止违规行为，恢复原状”"), limit=300)
        self.limit_on = DateField("breach_limit_on", today=today, required=True)
        self.limit_on.set_value(today() + timedelta(days=detail.terms.mend_days))
        self.deduction = MoneyField("breach_deduction", "0.00")
        self.found_on = DateField("breach_on", today=today, required=True)
        self.found_on.set_value(today())
        self.done_field = CheckField("breach_done", tr("已造成事实后果，要向主管部门报告（第十七条）"))
        self.photos = RowOfPhotos("breach_photos", desk, tr("加照片…"))
        self.row(("ground", self.ground, tr("违反哪一条"), 1))
        self.row(("what", self.what, tr("违规情形"), 1))
        self.row(("demand", self.demand, tr("整改要求（可不填）"), 1))
        self.row(
            ("on", self.found_on, tr("发现日期"), 1),
            ("limit_on", self.limit_on, tr("整改期限"), 1),
            ("deduction", self.deduction, tr("拟扣押金（可不填）"), 1),
        )
        self.row(("done", self.done_field, "", 1))
        self.row(("photos", self.photos, tr("照片（可不加）"), 1))
        self.finish(tr("发通知"))

    def store(self, values: Mapping[str, Any]) -> None:
        breach = BreachInput(
            values["ground"],
            str(values["what"]),
            str(values["demand"] or ""),
            values["limit_on"],
            values["deduction"] or ZERO,
            bool(values["done"]),
            photos_of(values),
        )
        self.desk.run(
            record_breach, RecordBreach(self.facts.id, breach, values["on"]), then=self._saved, form=self
        )

    def _saved(self, number: str) -> None:
        self.stored(tr("整改通知书 {number} 已存下。", number=number))


class RecheckDialog(ActDialog):
    """复查: mended, or not and until when now."""

    def __init__(
        self, desk: Desk, detail: FileDetail, breach: BreachRow, done: Done, parent: QWidget | None = None
    ) -> None:
        text = tr("{number}（{article}）{what}，限 {day}。", number=breach.number, article=breach.article,
                  what=breach.what, day=breach.limit_on.isoformat())  # fmt: skip
        super().__init__(desk, detail, tr("复查"), text, done, name="decoration_recheck", parent=parent)
        self._breach = breach
        today = desk.clock.today
        self.mended = SegmentField("recheck_mended", [(True, tr("已整改")), (False, tr("没有整改好"))])
        self.words = TextField("recheck_words", tr("看到的情况"), limit=300)
        self.on = DateField("recheck_on", today=today, required=True)
        self.on.set_value(today())
        self.limit_on = DateField("recheck_limit_on", today=today)
        self.photos = RowOfPhotos("recheck_photos", desk, tr("加照片…"))
        self.row(("mended", self.mended, tr("结果"), 2), ("on", self.on, tr("复查日期"), 1))
        self.row(("words", self.words, tr("说明"), 2), ("limit_on", self.limit_on, tr("新的期限"), 1))
        self.row(("photos", self.photos, tr("照片（可不加）"), 1))
        self.mended.edited.connect(self._follow)
        self._follow()
        self.finish(tr("存下"))

    def _follow(self) -> None:
        self.limit_on.set_read_only(bool(self.mended.value()))

    def store(self, values: Mapping[str, Any]) -> None:
        mended = bool(values["mended"])
        command = Recheck(
            self._breach.id,
            mended,
            str(values["words"] or ""),
            None if mended else values["limit_on"],
            values["on"],
            photos_of(values),
        )
        self.desk.run(recheck, command, then=self._saved, form=self)

    def _saved(self, number: str) -> None:
        self.stored(tr("{number} 的复查已存下。", number=number))


class ReportDialog(ActDialog):
    """报告主管部门 (article 17)."""

    def __init__(
        self, desk: Desk, detail: FileDetail, breach: BreachRow, done: Done, parent: QWidget | None = None
    ) -> None:
        text = tr("{number}（{article}）{what}。第十七条：已造成后果或拒不改正的，应及时报告有关部门。",
                  number=breach.number, article=breach.article, what=breach.what)  # fmt: skip
        super().__init__(
            desk, detail, tr("报告主管部门"), text, done, name="decoration_report", parent=parent
        )
        self._breach = breach
        self.authority = TextField("report_authority", tr("如 区住建局"), required=True, limit=80)
        self.on = DateField("report_on", today=desk.clock.today, required=True)
        self.on.set_value(desk.clock.today())
        self.words = AreaField("report_words", tr("可不填，如 电话报告，接听人"), lines=2)
        self.row(("authority", self.authority, tr("报告给哪个部门"), 2), ("on", self.on, tr("哪天"), 1))
        self.row(("words", self.words, tr("说明"), 1))
        self.finish(tr("存下"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = ReportBreach(
            self._breach.id, str(values["authority"]), values["on"], str(values["words"] or "")
        )
        self.desk.run(report_breach, command, then=self._saved, form=self)

    def _saved(self, number: str) -> None:
        self.stored(tr("{number} 已记下报告。", number=number))
