"""The archives' tables. Nothing here is deleted: what ended has an end day, what was wrong is withdrawn."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.archives.rules.kinds import (
    IdKind,
    NoteLevel,
    Payer,
    PersonKind,
    RoleKind,
    UnitEnd,
    UnitKind,
    UnitState,
)
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard


class Building(Base):
    """A building (楼栋)."""

    __tablename__ = "building"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    sort: Mapped[int]


class Unit(Base):
    """A unit (房屋): a home, shop, office, parking space or storage room.

    `code` is written as the desk writes it (`3-1-1202`); `key` is the same without leading zeros and habits of
    writing, and is what makes two ways of writing one unit one. `sort_key` orders units as a person would.
    """

    __tablename__ = "unit"
    __table_args__ = (Index("ix_unit_building_sort", "building_id", "sort_key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    sort_key: Mapped[str] = mapped_column(String(60), index=True)
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"))
    entrance: Mapped[str] = mapped_column(String(20), default="")
    room: Mapped[str] = mapped_column(String(20), index=True)
    floor: Mapped[int | None]
    kind: Mapped[UnitKind] = mapped_column(words(UnitKind))
    state: Mapped[UnitState] = mapped_column(words(UnitState))
    layout: Mapped[str] = mapped_column(String(40), default="")
    built_area: Mapped[Decimal | None]
    inner_area: Mapped[Decimal | None]
    handed_over_on: Mapped[date | None]
    # The first day of its fees where the handover named another than its own day; None: as `handed_over_on` says.
    fees_from: Mapped[date | None]
    payer: Mapped[Payer] = mapped_column(words(Payer), default=Payer.OWNER)
    # A unit that others became is there from a day on, one that became others up to, not including, a day (D1.1).
    begun_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ended_as: Mapped[UnitEnd | None] = mapped_column(words(UnitEnd))
    made_at: Mapped[datetime]


class UnitStateChange(Base):
    """The state a unit was in from a day on, so that a report on a past day says what held then (T15)."""

    __tablename__ = "unit_state_change"
    __table_args__ = (Index("ix_unit_state_change_unit", "unit_id", "starts_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[UnitState] = mapped_column(words(UnitState))
    starts_on: Mapped[date]
    at: Mapped[datetime]


class Person(Base):
    """A person or company. `pinyin` (all readings the search may meet, blank between) is computed on saving."""

    __tablename__ = "person"
    # Narrow indexes that hold all a search looks at, so that it reads them and not the whole rows.
    __table_args__ = (Index("ix_person_phones", "phone", "phone2"), Index("ix_person_pinyin", "pinyin"))
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), index=True)
    pinyin: Mapped[str] = mapped_column(String(400), default="")
    initials: Mapped[str] = mapped_column(String(80), default="", index=True)
    kind: Mapped[PersonKind] = mapped_column(words(PersonKind), default=PersonKind.PERSON)
    id_kind: Mapped[IdKind | None] = mapped_column(words(IdKind))
    id_number: Mapped[str] = mapped_column(String(40), default="", index=True)
    phone: Mapped[str] = mapped_column(String(40), default="")
    phone2: Mapped[str] = mapped_column(String(40), default="")
    nationality: Mapped[str] = mapped_column(String(40), default="")
    visa_ends_on: Mapped[date | None]
    registered_on: Mapped[date | None]
    emergency_contact: Mapped[str] = mapped_column(String(120), default="")
    made_at: Mapped[datetime]


class UnitRole(Base):
    """What a person is to a unit, from a day (none: always was) up to, not including, a day (none: still is)."""

    __tablename__ = "unit_role"
    __table_args__ = (
        Index("ix_unit_role_unit", "unit_id", "kind"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="span"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[RoleKind] = mapped_column(words(RoleKind))
    share: Mapped[Decimal | None]
    relation: Mapped[str] = mapped_column(String(40), default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]


class ParkingSpace(Base):
    """A parking space that is let to or belongs to a unit from a day to a day; fees per space count these."""

    __tablename__ = "parking_space"
    __table_args__ = (Index("ix_parking_space_code", "code"), Index("ix_parking_space_unit", "unit_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]


class Vehicle(Base):
    """A vehicle of a unit. `plate_key` is the plate without dots and blanks, in capitals."""

    __tablename__ = "vehicle"
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    plate: Mapped[str] = mapped_column(String(20))
    plate_key: Mapped[str] = mapped_column(String(20), index=True)
    colour: Mapped[str] = mapped_column(String(20), default="")
    model: Mapped[str] = mapped_column(String(40), default="")
    space_code: Mapped[str] = mapped_column(String(40), default="")
    withdrawn_on: Mapped[date | None]


class Pet(Base):
    """A pet of a unit (D1.3)."""

    __tablename__ = "pet"
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    breed: Mapped[str] = mapped_column(String(40), default="")
    licence: Mapped[str] = mapped_column(String(40), default="")
    vaccinated_until: Mapped[date | None]
    withdrawn_on: Mapped[date | None]


class UnitNote(Base):
    """A note on a unit (老人, 病人 …); withdrawn, never deleted."""

    __tablename__ = "unit_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    level: Mapped[NoteLevel] = mapped_column(words(NoteLevel))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))
    withdrawn_at: Mapped[datetime | None]


class ReviewFlag(Base):
    """What looks wrong but was kept (待核实), until somebody settles it (D1.7)."""

    __tablename__ = "review_flag"
    __table_args__ = (UniqueConstraint("unit_id", "reason", "value"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(80))
    value: Mapped[str] = mapped_column(String(120), default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(index=True)
    settled_by: Mapped[str | None] = mapped_column(String(60))
    settled_words: Mapped[str | None] = mapped_column(String(200))


class UnitSource(Base):
    """What the last workbook said of a unit, as JSON: only what a later workbook says otherwise is a correction.

    Without it, importing last year's workbook again would undo what the desk has changed since (T14).
    """

    __tablename__ = "unit_source"
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    facts: Mapped[str] = mapped_column(Text)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"))


class ImportRun(Base):
    """One import of a workbook: what came of it."""

    __tablename__ = "import_run"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))
    file_name: Mapped[str] = mapped_column(String(200))
    file_hash: Mapped[str] = mapped_column(String(64))
    sheet: Mapped[str] = mapped_column(String(80))
    units: Mapped[int]
    people: Mapped[int]
    unchanged: Mapped[int]
    rejected: Mapped[int]
    flagged: Mapped[int]


GUARDS: tuple[Guard, ...] = tuple(
    Guard(table, "delete", "archives are never deleted")
    for table in ("building", "unit", "person", "unit_role", "vehicle", "unit_note")
)
