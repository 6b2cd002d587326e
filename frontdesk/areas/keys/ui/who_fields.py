"""Who brings or takes a key: somebody of the archives, staff, or somebody else with a number."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import WHO_WORDS, WhoKind
from frontdesk.areas.keys.ui import reading
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Field, Labelled, SegmentField, TextField
from frontdesk.base.widgets.pickers import Picker
from frontdesk.base.widgets.tokens import SPACE


class WhoFields(QWidget):
    """Fields for one person; `edited` when any changes. *name* begins their object names, *label* says the role."""

    edited = Signal()
    changed_shape = Signal()
    """Lines came or went."""

    def __init__(
        self, desk: Desk, name: str, label: str, *, numbers: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.unit_id: int | None = None
        self._numbers = numbers
        self.kind = SegmentField(f"{name}_kind", [(kind, tr(WHO_WORDS[kind])) for kind in WhoKind])
        self.person = Picker(
            f"{name}_person",
            lambda text: reading.person_choices(desk, text, self.unit_id),
            resolve=partial(reading.person_of, desk),
            placeholder=tr("姓名、拼音或电话，↓ 看这户的人"),
            counter=tr("位"),
            required=True,
        )
        self.name = TextField(f"{name}_name", required=True, limit=80)
        self.company = TextField(f"{name}_company", limit=80)
        self.id_number = TextField(f"{name}_id_number", figures=True, limit=40)
        self.phone = PhoneField(f"{name}_phone")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(SPACE.l)
        kind = Labelled(self.kind, label)
        kind.setFixedWidth(224)
        self._person = Labelled(self.person, tr("住户"))
        self._name = Labelled(self.name, tr("姓名"))
        self._company = Labelled(self.company, tr("单位（可不填）"))
        first.addWidget(kind)
        for part in (self._person, self._name, self._company):
            first.addWidget(part, 1)
        column.addLayout(first)
        self._second = QWidget(self)
        second = QHBoxLayout(self._second)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(SPACE.l)
        self._id_number = Labelled(self.id_number, tr("证件号"))
        second.addWidget(self._id_number, 1)
        second.addWidget(Labelled(self.phone, tr("电话")), 1)
        column.addWidget(self._second)
        self.kind.edited.connect(self._kind_chosen)
        for field in self.fields():
            field.edited.connect(self.edited)
        self.person.picked.connect(lambda _choice: self.edited.emit())
        self._show_kind()

    def fields(self) -> tuple[Field, ...]:
        return (self.kind, self.person, self.name, self.company, self.id_number, self.phone)

    def named(self) -> dict[str, Field]:
        """The fields by the names under which services speak of them, those that are shown."""
        if self.kind.value() is WhoKind.RESIDENT:
            return {"who": self.person}
        return {
            "who": self.name,
            "company": self.company,
            "id_number": self.id_number,
            "phone": self.phone,
        }

    def set_who(self, who: Who) -> None:
        """Show somebody; a person of the archives is looked up."""
        self.kind.set_value(who.kind)
        if who.person_id is not None:
            self.person.set_value(who.person_id)
        else:
            self.name.set_value(who.name)
            self.company.set_value(who.company)
            self.id_number.set_value(who.id_number)
            self.phone.set_value(who.phone)
        self._show_kind()
        self.edited.emit()

    def typed_who(self) -> Who:
        """As far as it is typed, for a look at the list: an empty name where nothing can be said yet."""
        kind: WhoKind = self.kind.value()
        if kind is WhoKind.RESIDENT:
            choice = self.person.choice()
            return Who(kind, choice.code if choice else "", choice.value if choice else None)
        return Who(
            kind, self.name.text().strip(), None, self.id_number.text(), self.phone.text(),
            self.company.text().strip(),
        )  # fmt: skip

    def value(self) -> Who:
        """Who it is. Raises `InvalidInput` with the names of `named`."""
        errors: dict[str, str] = {}
        read: dict[str, object] = {}
        for name, field in self.named().items():
            try:
                read[name] = field.value()
            except Refused as error:
                errors[name] = error.text
        if errors:
            raise InvalidInput(errors)
        kind: WhoKind = self.kind.value()
        if kind is WhoKind.RESIDENT:
            return Who(kind, person_id=self.person.value())
        return Who(
            kind, str(read["who"]), None, str(read["id_number"]), str(read["phone"]), str(read["company"])
        )

    def refresh_shape(self) -> None:
        """After typing was put back: show the fields of the kind that stands there."""
        self._show_kind()

    def _kind_chosen(self) -> None:
        self._show_kind()
        self.changed_shape.emit()

    def _show_kind(self) -> None:
        kind = self.kind.value()
        resident = kind is WhoKind.RESIDENT
        self._person.setVisible(resident)
        self._name.setVisible(not resident)
        self._company.setVisible(not resident)
        self._company.label.setText(tr("部门（可不填）") if kind is WhoKind.STAFF else tr("单位（可不填）"))
        self._id_number.label.setText(tr("工号（可不填）") if kind is WhoKind.STAFF else tr("证件号"))
        self._second.setVisible(not resident and self._numbers)
