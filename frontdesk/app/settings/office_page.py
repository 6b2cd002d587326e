"""Settings of the office: what stands on papers, how to pay, the receipts' book and size."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.app.settings.facts import RECEIPT_SIZES, OfficeFacts, office_facts, save_office
from frontdesk.app.settings.sheet import SettingsSheet
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import AreaField, ChoiceField, TextField
from frontdesk.base.widgets.forms import Form


class OfficeSheet(SettingsSheet):
    """Names, phone, address, ways to pay, desk, receipt book and size."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "settings_office", parent=parent)
        fields = {
            "estate": TextField("office_estate", required=True, limit=40),
            "office": TextField("office_name", required=True, limit=60),
            "phone": TextField("office_phone", limit=40),
            "address": TextField("office_address", limit=80),
            "payment_ways": AreaField(
                "office_ways", tr("一行一种，例如：前台，每天 08:30–20:00，现金、微信、支付宝"), lines=4
            ),
            "desk": TextField("office_desk", tr("例如：前台 1"), limit=20),
            "receipt_book": TextField("office_book", required=True, figures=True, limit=6),
            "receipt_size": ChoiceField("office_size", [(key, tr(text)) for key, text in RECEIPT_SIZES]),
        }
        ways = fields["payment_ways"]
        assert isinstance(ways, AreaField)
        ways.enter_moves = False
        self.grid.add_row((fields["estate"], tr("小区名称")), (fields["office"], tr("物业公司或服务中心")))
        self.grid.add_row((fields["phone"], tr("办公电话")), (fields["address"], tr("地址")))
        self.grid.add_row((ways, tr("怎样交费，印在缴费通知单上，一行一种")))
        self.grid.add_row(
            (fields["desk"], tr("收费台名称")),
            (fields["receipt_book"], tr("收据字头")),
            (fields["receipt_size"], tr("收据纸")),
        )
        self.set_form(Form(OfficeFacts, fields, self))

    def load(self) -> None:
        self.form.load(self.desk.read(office_facts))

    def save(self) -> None:
        command = self.form.value()
        if command is not None:
            self.desk.run(save_office, command, form=self.form, then=self.saved)
