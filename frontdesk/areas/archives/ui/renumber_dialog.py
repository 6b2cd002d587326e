"""改房号: a unit, its entrance or its building gets another number; what comes of it is shown before (D1.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import UnitRow
from frontdesk.areas.archives.queries.renumbering import look_at_renumbering
from frontdesk.areas.archives.rules.renumbering import Renumbering, Scope
from frontdesk.areas.archives.service.renumbering import Renumber, renumber_units
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import SegmentField, TextField
from frontdesk.base.widgets.marks import Words

_SHOWN = 3


class RenumberDialog(FieldsDialog):
    """Which, the new number, and why."""

    def __init__(self, desk: Desk, unit: UnitRow, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            tr("改房号 {code}", code=unit.code),
            tr("印好的单据还是原来的房号；用原来的房号也查得到。"),
            name="renumber",
            width=520,
            parent=parent,
        )
        self._unit = unit
        scopes = [scope for scope in Scope if scope is not Scope.ENTRANCE or unit.entrance]
        self.row(
            ("scope", SegmentField("renumber_scope", [(s, tr(s.value)) for s in scopes]), tr("改哪些"), 1)
        )
        self.number = TextField("renumber_number", required=True, figures=True, limit=40)
        self.reason = TextField("renumber_reason", tr("如 门牌更换"), required=True, limit=200)
        self.row(("number", self.number, tr("新的号"), 2), ("reason", self.reason, tr("为什么改"), 3))
        self.fields["scope"].set_value(Scope.UNIT)
        self.told = Words("", "body", "text2", wrap=True)
        self.told.setObjectName("renumber_told")
        self.told.setMinimumHeight(40)
        self.body.addWidget(self.told)
        for name in ("scope", "number"):
            self.fields[name].edited.connect(self._look)
        self._look()
        self.finish(tr("改房号"))
        self.number.setFocus()

    def _look(self) -> None:
        """Say what would come of it."""
        scope: Scope = self.fields["scope"].value()
        number = self.number.text().strip()
        if not number:
            hints = {
                Scope.UNIT: tr("写完整的房号，例如 {code}", code=self._unit.code),
                Scope.ENTRANCE: tr("写新的单元号，例如 2，这个单元的房号都跟着改"),
                Scope.BUILDING: tr("写新的楼栋号，例如 5，整栋的房号都跟着改"),
            }
            self.told.setText(hints[scope])
            return
        self.desk.read_later(
            look_at_renumbering, self._unit.id, scope, number, key="renumber_look", then=self._show
        )

    def _show(self, found: Renumbering) -> None:
        if found.error:
            self.told.setText(found.error)
            return
        shown = "，".join(f"{one.before} → {one.after.code}" for one in found.units[:_SHOWN])
        more = tr("……共 {n} 户", n=len(found.units)) if len(found.units) > _SHOWN else ""
        self.told.setText(f"{shown}{more}")

    def store(self, values: Mapping[str, Any]) -> None:
        command = Renumber(self._unit.id, values["scope"], values["number"], values["reason"])
        self.desk.run(renumber_units, command, form=self, then=self._done)

    def _done(self, count: int) -> None:
        self.accept()
        self.desk.messages.ok(tr("改了 {n} 户的房号。", n=count), tr("用原来的房号也查得到。"))
