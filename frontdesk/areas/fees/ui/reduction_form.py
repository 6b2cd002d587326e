"""新增减免: a unit pays only a share of an item for some time (M2.4, M2.7), and setting its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries import ReductionRow, fee_items, reduced_sample
from frontdesk.areas.fees.rules.facts import Reduction
from frontdesk.areas.fees.rules.kinds import Cycle, ReductionKind
from frontdesk.areas.fees.rules.reductions import REDUCIBLE
from frontdesk.areas.fees.service import AddReduction, EndReduction, add_reduction, end_reduction
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import (
    AreaField,
    ChoiceField,
    DateField,
    Labelled,
    NumberField,
    SegmentField,
)
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Pane
from frontdesk.base.widgets.pickers import UnitPicker

PAGE = "fees_reduction_form"
ONE_DAY = timedelta(days=1)


class ReductionForm(FormPage):
    """`saved((reduction id, unit code))` when it stands. The last reduced day is typed, itself included."""

    def __init__(self, desk: Desk, unit_id: int | None = None, parent: QWidget | None = None) -> None:
        self._side = Pane("reduction_side")
        super().__init__(
            desk,
            PAGE,
            tr("新增减免"),
            hint=tr("空置、停热这类一段时间只缴一部分的"),
            pane=self._side,
            pane_width=344,
            drafts=False,
            parent=parent,
        )
        items = [
            row
            for row in desk.read(fee_items, None, active_only=True)
            if row.pricing in REDUCIBLE and row.cycle is not Cycle.ONCE
        ]
        self._heating = {row.id for row in items if row.cycle is Cycle.HEATING}
        self.unit = UnitPicker(
            "reduction_unit",
            lambda text: unit_choices(desk, text),
            resolve=lambda id: unit_of(desk, id),
            required=True,
        )
        self.item = ChoiceField("reduction_item", [(row.id, row.name) for row in items], required=True)
        self.kind = SegmentField("reduction_kind", [(kind, tr(kind.value)) for kind in ReductionKind])
        self.starts_on = DateField("reduction_from", today=desk.clock.today, required=True)
        self.last_on = DateField("reduction_last", tr("不填就是到结束为止"), today=desk.clock.today)
        self.paid = NumberField("reduction_paid", "70", decimals=2, most=100, unit="%", required=True)
        self.reason = AreaField(
            "reduction_reason", tr("写明凭什么减，如 空置申请 11 月 3 日，水表为零"), lines=2, required=True
        )
        self.grid.add_row((self.unit, tr("房屋"), 2), (self.item, tr("收费项目"), 2))
        self.grid.add_row((self.kind, tr("为什么"), 2), (self.paid, tr("仍缴"), 1), None)
        self.grid.add_row((self.starts_on, tr("从哪天起"), 1), (self.last_on, tr("到哪天（含）"), 1), None)
        self.grid.add_row((self.reason, tr("原因")))
        form = Form(
            AddReduction,
            {
                "unit_id": self.unit,
                "item_id": self.item,
                "kind": self.kind,
                "starts_on": self.starts_on,
                "ends_on": self.last_on,
                "paid": self.paid,
                "reason": self.reason,
            },
            self,
        )
        self.set_form(form)
        first = items[0].id if len(items) == 1 else None
        form.load({"unit_id": unit_id, "item_id": first, "starts_on": desk.clock.today()})
        form.edited.connect(self._show_sample)
        self.item.edited.connect(self._follow_item)
        self._show_sample()

    def save(self) -> None:
        command, choice = self._command(), self.unit.choice()
        if command is not None and choice is not None:
            self.desk.run(
                add_reduction, command, form=self.form, then=lambda id: self.done((id, choice.code))
            )
        else:
            self.say_wrong()

    def _command(self) -> AddReduction | None:
        assert self.form is not None
        typed: AddReduction | None = self.form.value()
        if typed is None:
            return None
        ends_on = typed.ends_on + ONE_DAY if typed.ends_on is not None else None
        return replace(typed, ends_on=ends_on, paid=Decimal(typed.paid) / 100)

    def _follow_item(self) -> None:
        """Heating that is billed by the season is what can be shut off."""
        if self.item.value() in self._heating:
            self.kind.set_value(ReductionKind.NO_HEATING)
        elif self.kind.value() is ReductionKind.NO_HEATING:
            self.kind.set_value(ReductionKind.VACANT)
        self._show_sample()

    def _show_sample(self) -> None:
        """Beside the form: what the next billing makes of it."""
        self._side.clear()
        section = self._side.add_section(tr("下一次这样算"), line=False, name="reduction_sample")
        try:
            unit_id, item_id = self.unit.value(), self.item.value()
            starts_on, last_on, paid = self.starts_on.value(), self.last_on.value(), self.paid.value()
        except Refused:
            unit_id = None
        if unit_id is None or item_id is None or starts_on is None or paid is None:
            section.add(Words(tr("填好房屋、项目、日期和比例，这里按它算一遍。"), tone="text2", wrap=True))
            return
        wanted = Reduction(
            item_id, self.kind.value(), starts_on, last_on + ONE_DAY if last_on else None, Decimal(paid) / 100
        )
        sample = self.desk.read(reduced_sample, unit_id, wanted)
        if sample is None:
            section.add(Words(tr("这一户现在没有这一项的应收，减免到有时才用上。"), tone="text2", wrap=True))
            return
        section.add_pair(tr("账期"), sample.period)
        section.add(Words(sample.how, wrap=True))
        figure = Words(str(sample.after), "figure")
        figure.setObjectName("reduction_sample_figure")
        section.add(figure)
        section.add_pair(tr("不减时"), str(sample.before))

    def help_text(self) -> str:
        return tr(
            "填房屋、项目、起止日期和仍缴的比例，右边算一遍。从下一次生成起按天算进去；已生成的到“差额”里逐笔决定。"
        )


class EndReductionDialog(DeskDialog):
    """提前结束: the first day at the full price, and why. *done* gets the command that stands."""

    def __init__(
        self,
        desk: Desk,
        row: ReductionRow,
        done: Callable[[EndReduction], object],
        parent: QWidget | None = None,
    ) -> None:
        text = tr(
            "{unit} {item}，{day} 起的减免（{kind}）。填从哪天起恢复全价；填起始日那天，就当没有过这一条。"
            "已生成的应收不变，差额另外决定。",
            unit=row.unit,
            item=row.item,
            day=row.starts_on.isoformat(),
            kind=tr(row.kind.value),
        )
        super().__init__(tr("结束减免"), text, name="end_reduction_dialog", parent=parent)
        self._desk, self._row, self._done = desk, row, done
        self.day = DateField("end_reduction_on", today=desk.clock.today, required=True)
        self.reason = AreaField("end_reduction_reason", tr("如 已入住、恢复供热"), lines=2, required=True)
        self.body.addWidget(Labelled(self.day, tr("从哪天起恢复全价")))
        self.body.addWidget(Labelled(self.reason, tr("原因")))
        self.form = Form(EndReduction, {"ends_on": self.day, "reason": self.reason}, self)
        self.form.load({"ends_on": max(desk.clock.today(), row.starts_on)})
        self.add_cancel()
        save = self.add_button(tr("结束"), "Ctrl+Enter", "primary", name="end_reduction_save")
        save.clicked.connect(self._save)
        self.day.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _save(self) -> None:
        command = self.form.value(reduction_id=self._row.id)
        if command is not None:
            self._desk.run(end_reduction, command, form=self.form, then=lambda _none: self._saved(command))

    def _saved(self, command: EndReduction) -> None:
        self.accept()
        self._done(command)
