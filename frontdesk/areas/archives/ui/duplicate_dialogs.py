"""重复住户: which of two records is kept, and which side each fact is taken from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.duplicates import DuplicateView
from frontdesk.areas.archives.service.duplicates import JoinPeople, join_people
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, Option, TextField


class JoinDialog(FieldsDialog):
    """A choice for every fact the two do not say alike; what is empty on one side is taken from the other."""

    def __init__(
        self, desk: Desk, file: DuplicateView, then: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        text = tr("合并后查到的都是保留的一条，房屋、收费和证件不动；合并错了可以拆分。")
        super().__init__(desk, tr("合并重复住户"), text, name="duplicate_join", width=560, parent=parent)
        row = file.row
        self._row, self._then = row, then
        sides = [
            Option(
                row.one_id, tr("第一条：{name} {units}", name=row.name, units=row.units or tr("没有房屋"))
            ),
            Option(
                row.other_id,
                tr("第二条：{name} {units}", name=row.other_name, units=row.other_units or tr("没有房屋")),
            ),
        ]
        keep = ChoiceField("join_keep", sides, required=True)
        keep.set_value(row.one_id)
        self.row(("keep", keep, tr("保留哪一条"), 1))
        self._asked: list[str] = []
        for fact in file.facts:
            if fact.same:
                continue
            told = [
                Option(row.one_id, fact.one or tr("（没有填）")),
                Option(row.other_id, fact.other or tr("（没有填）")),
            ]
            choice = ChoiceField(f"join_{fact.key}", told, required=True)
            choice.set_value(row.one_id if fact.one else row.other_id)
            beside = len(self._asked) % 2 == 1
            self.row((fact.key, choice, tr("{what}用哪个", what=fact.words), 1), beside=beside)
            self._asked.append(fact.key)
        self.row(
            (
                "reason",
                TextField("join_reason", tr("如 本人到前台确认"), required=True, limit=200),
                tr("原因"),
                1,
            )
        )
        self.finish(tr("合并"))

    def store(self, values: Mapping[str, Any]) -> None:
        keep = values["keep"]
        joined = self._row.other_id if keep == self._row.one_id else self._row.one_id
        take = frozenset(key for key in self._asked if values[key] == joined)
        command = JoinPeople(keep, joined, values["reason"], take)
        self.desk.run(join_people, command, form=self, then=self._done)

    def _done(self, _join_id: int) -> None:
        self.accept()
        self._then(self._row.name)
