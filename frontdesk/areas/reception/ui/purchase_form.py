"""编制采购计划: the month, the lines (what fell below its least stock is proposed), and what they come to (D2.9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.reception.queries.purchases import PlanFile, Proposal, plan_file, proposals
from frontdesk.areas.reception.queries.stock import goods_choices
from frontdesk.areas.reception.rules.stock import WRITABLE, PlanState
from frontdesk.areas.reception.service.purchasing import Saved, SavePlan, save_plan
from frontdesk.areas.reception.ui.purchase_lines import FilledLine, LinesField, split_errors
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import MonthField, TextField
from frontdesk.base.widgets.forms import Form, FormPage


class _PlanForm(Form[SavePlan]):
    """What is wrong of a line stands at its cell; the field of all lines says it in words."""

    def show_errors(self, error: Refused) -> None:
        of_lines, rest = split_errors(error)
        lines = self.fields["lines"]
        assert isinstance(lines, LinesField)
        if of_lines:
            rest["lines"] = lines.show_errors(of_lines)
        super().show_errors(InvalidInput(rest) if rest else error)

    def focus_first_error(self) -> None:
        lines = self.fields["lines"]
        if self.wrong()[:1] == ["lines"] and isinstance(lines, LinesField) and lines.go_to_first_wrong():
            return
        super().focus_first_error()


class PurchaseFormPage(FormPage):
    """`open(plan_id=…)` takes one up that is not submitted, `open()` begins next month's."""

    TARGETS = ("purchase_form",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "reception_purchase_form", tr("编制采购计划"), save_text=tr("保存"), parent=parent
        )
        self.propose = KeyButton(tr("列出低于最低库存的"), "F4", name="plan_propose")
        self.propose.clicked.connect(self._propose)
        self.head.add_action(self.propose)
        self._plan: PlanFile | None = None
        self._token = uuid4().hex
        self.month = MonthField("plan_month", required=True)
        self.words = TextField("plan_words", tr("如 元旦布置另报"), limit=300)
        self.lines = LinesField("plan_lines", desk.read(goods_choices))
        self.grid.add_row((self.month, tr("采购月份"), 1), (self.words, tr("说明（可不填）"), 4))
        self.grid.add_row((self.lines, tr("要买什么（填满一行就多一行）")))
        self.set_form(
            _PlanForm(SavePlan, {"month": self.month, "lines": self.lines, "words": self.words}, self)
        )
        self._fresh()

    def _fresh(self) -> None:
        """Next month's, with what runs short."""
        assert self.form is not None
        self._plan, self._token, self._drafted = None, uuid4().hex, False
        self.head.set_title(tr("编制采购计划"))
        self.month.set_read_only(False)
        lines = [line_of(one) for one in self.desk.read(proposals)]
        month = Month.of(self.desk.clock.today()).plus(1)
        self.form.load({"month": month, "lines": lines, "words": ""})

    def _take_up(self, file: PlanFile) -> None:
        assert self.form is not None
        self._plan, self._drafted = file, False
        self.head.set_title(tr("修改采购计划 {number}", number=file.row.number))
        self.month.set_read_only(True)
        lines = [
            FilledLine(x.what, x.consumable_id, x.quantity, x.measure, x.price, x.why) for x in file.lines
        ]
        self.form.load({"month": file.row.month, "lines": lines, "words": file.row.words})

    def _propose(self) -> None:
        """Add what fell below its least stock and does not stand here yet."""
        kept = list(self.lines.typed())
        names = {line[0] for line in kept}
        new = [line_of(one) for one in self.desk.read(proposals) if one.goods.name not in names]
        if not new:
            self.desk.messages.ok(tr("没有别的低于最低库存的物料。"))
            return
        added = [
            [
                x.what,
                x.consumable_id,
                str(x.quantity),
                x.measure,
                "" if x.price is None else str(x.price),
                x.why,
            ]
            for x in new
        ]
        self.lines.set_typed([*kept, *added])
        self.desk.messages.ok(tr("已列出 {n} 种。", n=len(new)))

    def open(self, **arguments: object) -> None:
        """A plan, a draft, or next month's; what was being typed stays."""
        draft, plan_id = arguments.get("draft"), arguments.get("plan_id")
        if isinstance(draft, DraftRow):
            self._begin(draft.data.get("plan_id"))
            self.restore(draft.data)
        elif isinstance(plan_id, int) or not self.typed_anything():
            self._begin(plan_id)
        self.focus_start()

    def _begin(self, plan_id: object) -> None:
        file = self.desk.read(plan_file, plan_id) if isinstance(plan_id, int) else None
        if file is not None and file.row.state in WRITABLE:
            self._take_up(file)
        else:
            self._fresh()

    def draft_key(self) -> str:
        return self._plan.row.number if self._plan is not None else ""

    def draft_title(self) -> str:
        return tr("采购计划 {number}", number=self.draft_key()).strip()

    def draft_data(self) -> dict[str, Any]:
        return {**super().draft_data(), "plan_id": self._plan.row.id if self._plan is not None else None}

    def restore(self, data: Mapping[str, Any]) -> None:
        super().restore(data)
        self._token = uuid4().hex

    def save(self) -> None:
        assert self.form is not None
        row = self._plan.row if self._plan is not None else None
        command = self.form.value(
            plan_id=row.id if row else None, version=row.version if row else None, token=self._token
        )
        if command is None:
            self.say_wrong()
            return
        self.desk.run(save_plan, command, form=self.form, then=self._saved)

    def _saved(self, made: Saved) -> None:
        back = self._plan is not None and self._plan.row.state is PlanState.SENT_BACK
        self.done(made)
        self._fresh()
        told = tr("改好后请再提交。") if back else tr("请在列表里提交给主管。")
        self.desk.messages.ok(
            tr("{number} 已存好，合计 {total}。", number=made.number, total=made.total), told
        )
        self.desk.go("purchases", text=made.number)

    def focus_start(self) -> None:
        self.lines.rows[0].what.setFocus()

    def help_text(self) -> str:
        return tr(
            "编制下月采购计划。低于最低库存的自动列出（F4 再列），物品可选库存物料，也可直接写；"
            "数量、预计单价、用途逐行填，Ctrl+Enter 保存，F7 留作草稿。"
        )


def line_of(one: Proposal) -> FilledLine:
    """A proposal as a line of the form."""
    goods = one.goods
    why = tr("现有 {n}，低于 {least}", n=goods.stock, least=goods.least)
    return FilledLine(goods.name, goods.id, one.short, goods.measure, goods.price, why)
