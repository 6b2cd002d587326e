"""导入钥匙登记本: the cabinet's old register, taken over from a workbook (D1.7, D3.1)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.register_page import RegisterPage, RegisterWords
from frontdesk.areas.keys.queries.register_keys import preview_keys
from frontdesk.areas.keys.rules.register_book import SHAPE
from frontdesk.areas.keys.service.register_keys import import_keys
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk


class KeysRegisterPage(RegisterPage):
    """Reads a 钥匙登记本, a row for each key or for each time it was lent."""

    TARGETS = ("import_keys",)
    NAME = "keys_old_register"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = RegisterWords(
            tr("导入钥匙登记本"),
            tr("选钥匙登记本的工作簿"),
            tr(
                "原来登记钥匙的表：有房号或地点，有种类、数量、编号或借用人就行，一把钥匙一行、借一次一行都可以。"
                "标题、合计行都不用删。"
            ),
            tr("钥匙登记本存好了。"),
        )
        super().__init__(desk, words, SHAPE, preview_keys, import_keys, parent)
