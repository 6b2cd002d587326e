"""匿名: whom, why, and a word that has to be typed, because nothing of it comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.anonymising import AnonymisingRow
from frontdesk.areas.archives.rules.anonymising import LONGEST_REASON, TYPED
from frontdesk.areas.archives.service.anonymising import Anonymise
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import TextField

_SHOWN = 6


def _names(rows: Sequence[AnonymisingRow]) -> str:
    told = "、".join(row.name for row in rows[:_SHOWN])
    return tr("{names} 等 {n} 位", names=told, n=len(rows)) if len(rows) > _SHOWN else told


class AnonymiseDialog(FieldsDialog):
    """*then* gets the command, once it is whole; the work goes on behind the closed dialog."""

    def __init__(
        self,
        desk: Desk,
        rows: Sequence[AnonymisingRow],
        then: Callable[[Anonymise], object],
        parent: QWidget | None = None,
    ) -> None:
        text = tr(
            "{names}的姓名、证件号码、电话和证件资料将从档案和各项记录里替换或移除，收据和账不动。做了以后不能恢复。",
            names=_names(rows),
        )
        title = tr("匿名 {n} 位住户", n=len(rows))
        super().__init__(desk, title, text, name="anonymise_dialog", width=520, parent=parent)
        self._people = tuple(row.id for row in rows)
        self._then = then
        reason = TextField("anonymise_reason", tr("如 已超过保存年限"), required=True, limit=LONGEST_REASON)
        self.row(("reason", reason, tr("原因"), 1))
        typed = TextField("anonymise_typed", tr(TYPED), required=True, limit=8)
        self.row(("typed", typed, tr("请输入“{word}”两个字确认", word=tr(TYPED)), 1))
        self.finish(tr("匿名"))

    def store(self, values: Mapping[str, Any]) -> None:
        if values["typed"].strip() != tr(TYPED):
            self.show_errors(
                InvalidInput({"typed": tr("请输入“{word}”两个字，确认不能恢复", word=tr(TYPED))})
            )
            return
        self.accept()
        self._then(Anonymise(self._people, values["reason"], values["typed"]))
