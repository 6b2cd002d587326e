"""导入证件台账: the old register of permits, taken over from a workbook (D1.7, D3.4)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.register_page import RegisterPage, RegisterWords
from frontdesk.areas.permits.queries.register_permits import preview_permits
from frontdesk.areas.permits.rules.register_permits import SHAPE
from frontdesk.areas.permits.service.register_permits import import_permits
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk


class PermitsRegisterPage(RegisterPage):
    """Reads a 证件台账, a row for each permit."""

    TARGETS = ("import_permits",)
    NAME = "permits_old_register"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = RegisterWords(
            tr("导入证件台账"),
            tr("选证件台账的工作簿"),
            tr(
                "原来登记证件的表：有房号、持证人、有效期至就行，有证号、种类、状态更好。旧证号照样用，"
                "以后发的证接着往下编号；收过的工本费不再收。"
            ),
            tr("证件台账存好了。"),
        )
        super().__init__(desk, words, SHAPE, preview_permits, import_permits, parent)
