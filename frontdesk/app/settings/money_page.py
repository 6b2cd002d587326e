"""Settings of collecting: 抹零, what deposits are for, 坐支, references that come later, days on notices."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.app.settings.money_facts import MOST_DAYS, MoneyFacts, money_facts, save_money
from frontdesk.app.settings.sheet import SettingsSheet
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import AreaField, CheckField, MoneyField, NumberField
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import Words


class MoneySheet(SettingsSheet):
    """What the office has decided about taking and giving back money."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "settings_money", parent=parent)
        round_off = MoneyField("money_round_off", "0.00", required=True)
        days = NumberField("money_days", least=1, most=MOST_DAYS, unit=tr("天"), required=True)
        purposes = AreaField("money_purposes", tr("一行一种，例如：装修"), lines=5)
        purposes.enter_moves = False
        later = CheckField("money_reference_later", tr("交易单号可以收款后再补，清点前补齐就行"))
        takings = CheckField("money_from_takings", tr("可以用当天收款支付退款、退押金和零星支出（坐支）"))
        self.grid.add_row(
            (round_off, tr("现金抹零最多几元，0 表示不抹零")),
            (days, tr("通知单上的费用全都逾期时，限几天内交")),
            None,
        )
        self.grid.add_row((purposes, tr("押金用途，一行一种")), None)
        self.grid.add(self.note(tr("去掉的用途不能再收；已经收的押金照样列着，照样退。")))
        self.grid.add_row(later, None)
        self.grid.add(self.note(tr("不打开时，微信、支付宝、刷卡、转账、支票要先填交易单号才能收款。")))
        self.grid.add_row(takings, None)
        self.grid.add(self.note(tr("坐支要开户银行批准。不打开时，关班检查会提醒，并记在日报表上。")))
        fields = {
            "round_off": round_off,
            "days_to_pay": days,
            "purposes": purposes,
            "reference_later": later,
            "from_takings": takings,
        }
        self.set_form(Form(MoneyFacts, fields, self))

    def note(self, text: str) -> Words:
        """A quiet sentence under a field."""
        words = Words(text, "body", "text2", wrap=True)
        words.setContentsMargins(0, 0, 0, 16)
        return words

    def load(self) -> None:
        self.form.load(self.desk.read(money_facts))

    def save(self) -> None:
        command = self.form.value()
        if command is not None:
            self.desk.run(save_money, command, form=self.form, then=self.saved)
