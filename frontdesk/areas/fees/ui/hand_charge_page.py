"""加一笔: a charge written by hand, of an item that no rule works out (M2.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import payer_of
from frontdesk.areas.fees.queries import OwedCharge, fee_items, late_fee_item, owed_by_unit
from frontdesk.areas.fees.rules.kinds import Pricing
from frontdesk.areas.fees.service import AddHandCharge, add_hand_charge
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.base.values.money import total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, MoneyField, TextField
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Pane
from frontdesk.base.widgets.pickers import UnitPicker

PAGE = "fees_hand_charge_page"
_MOST_SHOWN = 12


class HandChargePage(FormPage):
    """`saved((unit id, unit code, amount))` when the charge stands."""

    def __init__(self, desk: Desk, unit_id: int | None = None, parent: QWidget | None = None) -> None:
        self._side = Pane("hand_side")
        super().__init__(
            desk,
            PAGE,
            tr("加一笔应收"),
            hint=tr("有偿服务、证件工本这类不按规则计算的费用"),
            pane=self._side,
            pane_width=360,
            parent=parent,
        )
        late = desk.read(late_fee_item)
        active = desk.read(fee_items, None, active_only=True)
        hand = [item for item in active if item.pricing is Pricing.HAND and item.id != late]
        self.unit = UnitPicker(
            "hand_unit",
            lambda text: unit_choices(desk, text),
            resolve=lambda id: unit_of(desk, id),
            required=True,
        )
        self.item = ChoiceField("hand_item", [(i.id, i.name) for i in hand], required=True)
        self.amount = MoneyField("hand_amount", "0.00", required=True)
        self.how = TextField(
            "hand_how", tr("收的是什么，写在通知单和收据上，如 换水龙头一个 85.00"), limit=300, required=True
        )
        self.on = DateField("hand_on", today=desk.clock.today, required=True)
        self.due_on = DateField("hand_due_on", tr("不填按收费项目的到期日"), today=desk.clock.today)
        self.grid.add_row((self.unit, tr("房屋"), 2), (self.item, tr("收费项目"), 2))
        self.grid.add_row(
            (self.amount, tr("金额（元）"), 2), (self.on, tr("发生日期"), 1), (self.due_on, tr("缴费期限"), 1)
        )
        self.grid.add_row((self.how, tr("计算说明")))
        self.set_form(
            Form(
                AddHandCharge,
                {
                    "unit_id": self.unit,
                    "item_id": self.item,
                    "amount": self.amount,
                    "on": self.on,
                    "due_on": self.due_on,
                    "how": self.how,
                },
                self,
            )
        )
        first = hand[0].id if len(hand) == 1 else None
        assert self.form is not None
        self.form.load({"unit_id": unit_id, "item_id": first, "on": desk.clock.today()})
        self.unit.edited.connect(self._show_unit)
        self._show_unit()

    def save(self) -> None:
        assert self.form is not None
        command = self.form.value()
        choice = self.unit.choice()
        if command is not None and choice is not None:
            self.desk.run(
                add_hand_charge,
                command,
                form=self.form,
                then=lambda _id: self.done((command.unit_id, choice.code, command.amount)),
            )
        else:
            self.say_wrong()

    def draft_key(self) -> str:
        choice = self.unit.choice()
        return choice.code if choice is not None else ""

    def draft_title(self) -> str:
        choice = self.unit.choice()
        return tr("加一笔应收 {unit}", unit=choice.code if choice is not None else "").strip()

    def restore(self, data: Mapping[str, Any]) -> None:
        super().restore(data)
        self._show_unit()

    def _show_unit(self) -> None:
        """Beside the form: what the unit owes already, so that nothing is written twice."""
        choice = self.unit.choice()
        if choice is None:
            self._fill_side(None, "", ())
            return
        today = self.desk.clock.today()
        payer = self.desk.read(payer_of, choice.value, today)[1]
        self._fill_side(choice.code, payer, self.desk.read(owed_by_unit, choice.value, today, ahead=True))

    def _fill_side(self, unit: str | None, payer: str, owed: Sequence[OwedCharge]) -> None:
        self._side.clear()
        section = self._side.add_section(
            tr("这一户还没收的") if unit else tr("先选房屋"), line=False, name="hand_owed"
        )
        if unit is None:
            section.add(Words(tr("选好房屋，这里列出它还没收的费用，免得记重。"), tone="text2", wrap=True))
            return
        who = tr("{unit} {payer}", unit=unit, payer=payer).strip()
        if not owed:
            section.add(Words(tr("{who}，没有欠费。", who=who), tone="text2", wrap=True))
            return
        section.add(
            Words(
                tr("{who}，合计 {sum} 元", who=who, sum=total(c.owed for c in owed)), tone="text2", wrap=True
            )
        )
        for charge in owed[:_MOST_SHOWN]:
            section.add_line(charge.item, at=charge.period, right=str(charge.owed))
        if len(owed) > _MOST_SHOWN:
            section.add(Words(tr("还有 {n} 笔", n=len(owed) - _MOST_SHOWN), "small", "text3"))

    def help_text(self) -> str:
        return tr("填房屋、项目、金额和说明，回车到下一格，Ctrl+Enter 保存。F7 留作草稿，Esc 取消。")
