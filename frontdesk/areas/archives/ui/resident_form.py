"""The fields of a resident's page, and what they begin with (D1.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from frontdesk.areas.archives.queries import FileRole, PersonFile, UnitFile
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, RoleKind
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.fields import (
    ChoiceField,
    DateField,
    Field,
    NumberField,
    Option,
    SegmentField,
    TextField,
)


@dataclass(frozen=True, slots=True)
class ResidentInput:
    """The form's fields; `ends_on` is the last day, as people say it."""

    role: RoleKind
    kind: PersonKind
    name: str
    phone: str
    phone2: str
    id_kind: IdKind | None
    id_number: str
    emergency_contact: str
    share: Decimal | None
    relation: str
    starts_on: date | None
    ends_on: date | None
    nationality: str
    visa_ends_on: date | None
    registered_on: date | None


def resident_fields(today: Callable[[], date]) -> dict[str, Field]:
    """The fields by the names of `ResidentInput`, in reading order."""
    return {
        "role": SegmentField("resident_role", [(role, tr(role.value)) for role in RoleKind]),
        "kind": SegmentField("person_kind", [(kind, tr(kind.value)) for kind in PersonKind]),
        "name": TextField("person_name", required=True, limit=80),
        "phone": TextField("person_phone", figures=True, limit=40),
        "phone2": TextField("person_phone2", figures=True, limit=40),
        "id_kind": ChoiceField(
            "person_id_kind",
            [Option(None, tr("自动判断")), *(Option(kind, tr(kind.value)) for kind in IdKind)],
        ),
        "id_number": TextField("person_id_number", figures=True, limit=40),
        "share": NumberField("resident_share", decimals=4, most=Decimal(100), unit="%"),
        "relation": TextField("resident_relation", tr("如 配偶、次卧"), limit=40),
        "starts_on": DateField("resident_starts_on", today=today),
        "ends_on": DateField("resident_ends_on", today=today),
        "emergency_contact": TextField("person_emergency", tr("姓名、关系、电话"), limit=120),
        "nationality": TextField("person_nationality", tr("外国人填，如 韩国"), limit=40),
        "visa_ends_on": DateField("person_visa", today=today),
        "registered_on": DateField("person_registered", today=today),
    }


def resident_shown(unit: UnitFile | None, person: PersonFile | None, role: FileRole | None) -> ResidentInput:
    """What the fields begin with: numbers as their masks, which the service knows to leave alone."""
    owners = [r for r in unit.roles if not r.over and r.kind is RoleKind.OWNER] if unit else []
    first = RoleKind.FAMILY if owners else RoleKind.OWNER
    ends_on = role.ends_on - timedelta(days=1) if role is not None and role.ends_on is not None else None
    return ResidentInput(
        role=role.kind if role is not None else first,
        kind=person.kind if person is not None else PersonKind.PERSON,
        name=person.name if person is not None else "",
        phone=person.phone if person is not None else "",
        phone2=person.phone2 if person is not None else "",
        id_kind=person.id_kind if person is not None else None,
        id_number=person.id_number if person is not None else "",
        emergency_contact=person.emergency_contact if person is not None else "",
        share=role.share if role is not None else None,
        relation=role.relation if role is not None else "",
        starts_on=role.starts_on if role is not None else None,
        ends_on=ends_on,
        nationality=person.nationality if person is not None else "",
        visa_ends_on=person.visa_ends_on if person is not None else None,
        registered_on=person.registered_on if person is not None else None,
    )
