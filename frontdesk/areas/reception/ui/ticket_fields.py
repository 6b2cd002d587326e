"""Fields of a ticket: the place, and who speaks (D2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.reception.queries.places import FoundUnit, Resident, find_places, found_unit
from frontdesk.areas.reception.rules.place_words import PublicPlace
from frontdesk.areas.reception.service.attaching import PhotoInput
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.pickers import Choice, Picker


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, or a public place; `person_id` and `phone` of whoever was found by a telephone number."""

    unit_id: int | None = None
    public: PublicPlace | None = None
    person_id: int | None = None
    phone: str = ""


class PlaceField(Picker):
    """房号或公共部位: a unit by its code, a resident's name or telephone; or a public place in words. `Place`."""

    def __init__(self, name: str, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(
            name,
            self._look,
            placeholder=tr("房号、姓名、来电号码，或公共部位"),
            counter=tr("户"),
            hint=tr("公共部位请打 3-1 或 3栋大堂"),
            required=True,
            parent=parent,
        )
        self._desk = desk

    def _look(self, text: str) -> Sequence[Choice]:
        if not text:
            return ()
        units, public = self._desk.read(find_places, text, self._desk.clock.today())
        choices = [unit_place(unit) for unit in units]
        if public is not None:
            choices.append(Choice(Place(public=public), public.words, tr("公共部位")))
        return choices

    def place(self) -> Place | None:
        """What is taken; None while nothing is."""
        choice = self.choice()
        return choice.value if choice is not None and isinstance(choice.value, Place) else None

    def set_unit(self, unit_id: int, person_id: int | None = None, phone: str = "") -> None:
        """Show that unit; nothing when it is gone."""
        unit = self._desk.read(found_unit, unit_id, self._desk.clock.today())
        self.set_value(None if unit is None else unit_place(unit, person_id, phone))

    def typed(self) -> Any:
        place = self.place()
        if place is None:
            return {"text": self.text()}
        if place.unit_id is not None:
            return {"unit_id": place.unit_id}
        return {"text": place.public.words if place.public is not None else ""}

    def set_typed(self, kept: Any) -> None:
        self.set_value(None)
        if not isinstance(kept, dict):
            return
        if isinstance(kept.get("unit_id"), int):
            self.set_unit(kept["unit_id"])
        elif kept.get("text"):
            self.inner.set_quietly(str(kept["text"]))
            self._take_exact()


def unit_place(unit: FoundUnit, person_id: int | None = None, phone: str = "") -> Choice:
    """A unit as the field shows it."""
    value = Place(unit.unit_id, None, unit.person_id or person_id, unit.phone or phone)
    return Choice(value, unit.code, unit.name, unit.second)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who speaks: somebody of the archives, or a name as given."""

    person_id: int | None
    name: str
    role: str = ""
    phone: str = ""
    """Masked, for somebody of the archives."""


class CallerField(Picker):
    """来人: one of the unit's residents, or a name as typed. `Caller`, None for nobody."""

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(
            name, self._look, placeholder=tr("选房号后可选住户"), counter=tr("人"), parent=parent
        )
        self._residents: tuple[Resident, ...] = ()

    def set_residents(self, residents: Sequence[Resident]) -> None:
        """Whom to choose from."""
        self._residents = tuple(residents)
        self.inner.setPlaceholderText(tr("选住户或打姓名") if residents else tr("姓名"))
        self.inner.forget()

    def take_person(self, person_id: int) -> None:
        """Show that resident, if it is one."""
        for resident in self._residents:
            if resident.person_id == person_id:
                self.set_value(self._choice_of(resident))

    def _look(self, text: str) -> Sequence[Choice]:
        found = [self._choice_of(r) for r in self._residents if not text or text in r.name]
        if text and not any(choice.code == text for choice in found):
            found.append(Choice(Caller(None, text), text, second=tr("按打的姓名")))
        return found

    @staticmethod
    def _choice_of(resident: Resident) -> Choice:
        role = tr(resident.role.value)
        value = Caller(resident.person_id, resident.name, role, resident.phone)
        return Choice(value, resident.name, second=f"{role} · {resident.phone}".rstrip(" ·"))

    def caller(self) -> Caller | None:
        """Who was chosen or typed; None for nobody."""
        choice = self.choice()
        if choice is not None and isinstance(choice.value, Caller):
            return choice.value
        name = self.text().strip()
        return Caller(None, name) if name else None

    def value(self) -> Any:
        return self.caller()

    def typed(self) -> Any:
        return {"text": self.text()}

    def set_typed(self, kept: Any) -> None:
        self.set_value(None)
        text = str(kept.get("text", "")) if isinstance(kept, dict) else ""
        if text:
            self.inner.set_quietly(text)
            self._take_exact()


def photo_inputs(files: Sequence[tuple[str, bytes]]) -> tuple[PhotoInput, ...]:
    """What the field holds as the service takes it."""
    return tuple(PhotoInput(name, content) for name, content in files)
