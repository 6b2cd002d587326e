"""导入快递登记本: the desk's old register of parcels, taken over from a workbook (D1.7, D2.4)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.register_page import RegisterPage, RegisterWords
from frontdesk.areas.reception.queries.register_parcels import preview_parcels
from frontdesk.areas.reception.rules.register_parcels import SHAPE
from frontdesk.areas.reception.service.register_parcels import import_parcels
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk


class ParcelsRegisterPage(RegisterPage):
    """Reads a 快递登记本, a row for each parcel."""

    TARGETS = ("import_parcels",)
    NAME = "parcels_old_register"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = RegisterWords(
            tr("导入快递登记本"),
            tr("选快递登记本的工作簿"),
            tr(
                "原来登记快递、信件的表：有房号或收件人，有收到日期，再有单号、件数或领取人就行，一笔一行。"
                "标题、合计行都不用删。"
            ),
            tr("快递登记本存好了。"),
        )
        super().__init__(desk, words, SHAPE, preview_parcels, import_parcels, parent)
