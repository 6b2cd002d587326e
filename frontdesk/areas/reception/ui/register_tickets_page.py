"""导入报事台账: the office's old register of tickets, taken over from a workbook (D1.7, D2.1)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.register_page import RegisterPage, RegisterWords
from frontdesk.areas.reception.queries.register_tickets import preview_tickets
from frontdesk.areas.reception.rules.register_tickets import SHAPE
from frontdesk.areas.reception.service.register_tickets import import_tickets
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk


class TicketsRegisterPage(RegisterPage):
    """Reads a 报事台账, a row for each ticket."""

    TARGETS = ("import_tickets",)
    NAME = "tickets_old_register"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = RegisterWords(
            tr("导入报事台账"),
            tr("选报事台账的工作簿"),
            tr(
                "原来登记报修、投诉的表：有受理日期和内容，再有房号或地点、来人、部门、处理结果、满意度就行，一件一行。"
                "标题、合计行都不用删。"
            ),
            tr("报事台账存好了。"),
        )
        super().__init__(desk, words, SHAPE, preview_tickets, import_tickets, parent)
