"""导入车位台账: the old register of spaces and leases, taken over from a workbook (D1.7, D3.7)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.register_page import RegisterPage, RegisterWords
from frontdesk.areas.permits.queries.register_parking import preview_parking
from frontdesk.areas.permits.rules.register_parking import SHAPE
from frontdesk.areas.permits.service.register_parking import import_parking
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk


class ParkingRegisterPage(RegisterPage):
    """Reads a 车位租用台账, a row for each space or each lease of it."""

    TARGETS = ("import_parking",)
    NAME = "parking_register"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = RegisterWords(
            tr("导入车位台账"),
            tr("选车位租用台账的工作簿"),
            tr(
                "原来登记车位的表：有车位号，有房号、承租人、起租和到期日期就行；没有承租人的行存成空位。"
                "产权车位登记在业主档案里，不从这里导入。"
            ),
            tr("车位台账存好了。"),
            tr("没写缴到哪天的，租金从这天起收"),
        )
        super().__init__(desk, words, SHAPE, preview_parking, import_parking, parent)
        assert self.since is not None
        self.since.set_value(Month.of(desk.clock.today()).plus(1).start)
