"""Settings of decorations: amounts, days, quiet hours, the office's own days; every change a version from a day on."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from frontdesk.app.settings.decoration_facts import DecorationFacts, decoration_facts, save_decoration
from frontdesk.app.settings.sheet import SettingsSheet
from frontdesk.areas.decoration.rules.hours import last_known_year, spans_words
from frontdesk.areas.decoration.rules.terms import DAYS, DatedTerms
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    CheckField,
    DateField,
    Field,
    MoneyField,
    NumberField,
    TextField,
)
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import Heading, Words
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table, fixed_height
from frontdesk.base.widgets.tokens import SPACE

_LABELS = {
    "approve_days": "工程审批限几天",
    "lapse_days": "批准后几天没开工可办失效",
    "inspect_days": "隔几天巡查一次",
    "mend_days": "整改通知限几天",
    "test_hours": "闭水试验至少",
    "recheck_days": "初验后几天复验",
    "refund_days": "复验后几天内退押金",
    "soon_days": "许可到期前几天提醒",
}
_ROWS = (("approve_days", "lapse_days", "inspect_days", "mend_days"),
         ("test_hours", "recheck_days", "refund_days", "soon_days"))  # fmt: skip
MOST_SHOWN = 12


class DecorationSheet(SettingsSheet):
    """What the office asks of a decoration; what was agreed before stays as it was agreed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "settings_decoration", parent=parent)
        starts_on = DateField("decoration_terms_from", today=desk.clock.today, required=True)
        deposit, management, waste = (
            MoneyField(f"decoration_terms_{name}", "0.00", required=True)
            for name in ("deposit", "management_fee", "waste_fee")
        )
        by_area = CheckField("decoration_terms_by_area", tr("管理费和清运费按建筑面积算（每平方米）"))
        days: dict[str, Field] = {
            name: NumberField(
                f"decoration_terms_{name}", least=least, most=most, required=True,
                unit=tr("小时") if name == "test_hours" else tr("天"),
            )
            for name, (least, most) in DAYS.items()
        }  # fmt: skip
        quiet = TextField("decoration_terms_quiet", tr("如 12:00–14:00、18:00–08:00"), limit=80)
        rest = CheckField("decoration_terms_rest", tr("法定节假日和休息日不得有噪声施工"))
        own = AreaField("decoration_terms_own_days", tr("如 2027-02-05 至 2027-02-11 放假 春节"), lines=6)
        own.enter_moves = False
        self.grid.add_row((starts_on, tr("从哪天起")), (deposit, tr("装修押金（元）")),
                          (management, tr("装修管理费（元）")), (waste, tr("垃圾清运费（元）")))  # fmt: skip
        self.grid.add_row(by_area, None)
        self.grid.add(
            self.note(
                tr("改了以后存成新的一版。已经签的协议照签的时候：金额、闭水、复验和退押金的天数都不变。")
            )
        )
        for names in _ROWS:
            self.grid.add_row(*((days[name], tr(_LABELS[name])) for name in names))
        self.grid.add_row((quiet, tr("每天不得有噪声施工的时段，几段之间用顿号")))
        self.grid.add_row(rest, None)
        self.grid.add_row((own, tr("自己写的节假日和上班日，一行一段：日期，放假、休息或上班，名称")))
        known = tr(
            "国务院公布的放假和调休到 {year} 年已经在里面，以后的年份公布了写在这里；写了的比日历优先。",
            year=last_known_year(),
        )
        self.grid.add(self.note(known))
        self._build_versions(desk)
        fields: dict[str, Field] = {
            "starts_on": starts_on,
            "deposit": deposit,
            "management_fee": management,
            "waste_fee": waste,
            "by_area": by_area,
            **days,
            "quiet": quiet,
            "rest_days_quiet": rest,
            "own_days": own,
        }
        self.set_form(Form(DecorationFacts, fields, self))

    def note(self, text: str) -> Words:
        """A quiet sentence under a field."""
        words = Words(text, "body", "text2", wrap=True)
        words.setContentsMargins(0, 0, 0, SPACE.l)
        return words

    def _build_versions(self, desk: Desk) -> None:
        self._holding: DatedTerms | None = None

        def state(row: DatedTerms) -> Status:
            if row is self._holding:
                return Status("ok", tr("现行"))
            return (
                Status("info", tr("未到"))
                if row.starts_on > desk.clock.today()
                else Status("neutral", tr("以前"))
            )

        columns: tuple[Column[DatedTerms], ...] = (
            Column(tr("从哪天起"), lambda v: v.starts_on, width=120, sort=False),
            Column(tr("状态"), state, kind="status", width=80, sort=False),
            Column(tr("押金（元）"), lambda v: v.terms.deposit, kind="money", width=96, sort=False),
            Column(
                tr("管理费"), lambda v: v.terms.management_fee or None, kind="money", width=80, sort=False
            ),
            Column(tr("清运费"), lambda v: v.terms.waste_fee or None, kind="money", width=80, sort=False),
            Column(tr("其他"), _others, kind="quiet", sort=False, name="rest", tip=_others),
            Column(tr("谁改的"), lambda v: v.by, width=72, sort=False),
            Column(tr("何时"), lambda v: f"{local_time(v.at):%Y-%m-%d %H:%M}", width=152, sort=False),
        )
        self.versions_head = Heading(tr("历次规定"))
        self.model: RowsModel[DatedTerms] = RowsModel(columns, key=lambda v: (v.starts_on, v.at), parent=self)
        self.table = Table("decoration_terms_versions", title=tr("历次规定"), memory=desk.memory)
        self.table.set_model(self.model)
        self.grid.add(self.versions_head)
        self.grid.add(self.table)

    def _show_versions(self, versions: tuple[DatedTerms, ...], today: date) -> None:
        begun = [version for version in versions if version.starts_on <= today]
        self._holding = begun[0] if begun else None
        self.model.set_rows(list(versions[:MOST_SHOWN]))
        self.versions_head.set_hint(
            tr("{n} 版", n=len(versions)) if versions else tr("还没有改过，现在是一般的规定")
        )
        self.table.setVisible(bool(versions))
        fixed_height(self.table, max(1, min(len(versions), MOST_SHOWN)))

    def load(self) -> None:
        today = self.desk.clock.today()
        found = self.desk.read(decoration_facts, today)
        self.form.load(found)
        self._show_versions(found.versions, today)

    def save(self) -> None:
        command = self.form.value()
        if command is not None:
            self.desk.run(save_decoration, command, form=self.form, then=self.saved)


def _others(version: DatedTerms) -> str:
    """The days and hours of a version in one line."""
    terms = version.terms
    told = tr(
        "复验 {recheck} 天，退押金 {refund} 天，巡查 {inspect} 天，整改 {mend} 天，闭水 {test} 小时",
        recheck=terms.recheck_days, refund=terms.refund_days, inspect=terms.inspect_days, mend=terms.mend_days,
        test=terms.test_hours,
    )  # fmt: skip
    quiet = spans_words(terms.hours)
    return tr("{told}；{quiet}不施工", told=told, quiet=quiet) if quiet else told
