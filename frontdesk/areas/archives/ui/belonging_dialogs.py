"""The small forms of what belongs to a unit: vehicles, parking spaces, pets, notes, and the end of each (D1.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import FilePet, FileVehicle
from frontdesk.areas.archives.rules.kinds import NoteLevel
from frontdesk.areas.archives.service import (
    AddNote,
    AddPet,
    AddSpace,
    AddVehicle,
    ChangePet,
    ChangeVehicle,
    EndRole,
    EndSpace,
    WithdrawPet,
    WithdrawVehicle,
    add_note,
    add_pet,
    add_space,
    add_vehicle,
    change_pet,
    change_vehicle,
    end_role,
    end_space,
    withdraw_pet,
    withdraw_vehicle,
)
from frontdesk.areas.archives.ui.record_dialog import RecordDialog
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import AreaField, DateField, SegmentField, TextField

Then = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class VehicleInput:
    plate: str
    colour: str
    model: str
    space_code: str


@dataclass(frozen=True, slots=True)
class SpaceInput:
    code: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class PetInput:
    name: str
    breed: str
    licence: str
    vaccinated_until: date | None


@dataclass(frozen=True, slots=True)
class NoteInput:
    level: NoteLevel
    text: str


@dataclass(frozen=True, slots=True)
class EndInput:
    ends_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class DayInput:
    on: date


def vehicle_dialog(
    desk: Desk, unit_id: int, then: Then | None, parent: QWidget, vehicle: FileVehicle | None = None
) -> RecordDialog:
    """A new vehicle, or what is known of one corrected; the plate of one that stands is not changed."""
    plate = TextField("vehicle_plate", tr("如 浙A12345，新能源 8 位"), required=True, figures=True, limit=20)
    space = TextField("vehicle_space", tr("如 B1-076"), limit=40)
    rows = (
        (("plate", plate, tr("车牌号"), 1), ("space_code", space, tr("停放的车位（可不填）"), 1)),
        (
            ("colour", TextField("vehicle_colour", tr("如 白色"), limit=20), tr("颜色"), 1),
            ("model", TextField("vehicle_model", tr("如 轿车、新能源 SUV"), limit=40), tr("车型"), 1),
        ),
    )

    def command(values: VehicleInput) -> AddVehicle | ChangeVehicle:
        if vehicle is None:
            return AddVehicle(unit_id, values.plate, values.colour, values.model, values.space_code)
        return ChangeVehicle(vehicle.id, values.colour, values.model, values.space_code)

    dialog = RecordDialog(
        desk,
        "vehicle_dialog",
        tr("登记车辆") if vehicle is None else tr("修改车辆"),
        VehicleInput,
        rows,
        add_vehicle if vehicle is None else change_vehicle,
        command,
        text="" if vehicle is None else tr("换了车牌请先注销这辆，再登记新的。"),
        load=vehicle,
        then=then,
        parent=parent,
    )
    if vehicle is not None:
        plate.set_read_only(True)
        space.setFocus()
    return dialog


def space_dialog(desk: Desk, unit_id: int, then: Then | None, parent: QWidget) -> RecordDialog:
    """A parking space that is the unit's from a day on."""
    today = desk.clock.today
    rows = (
        (("code", TextField("space_code", tr("如 B1-076"), required=True, limit=40), tr("车位号"), 1),),
        (
            ("starts_on", DateField("space_starts_on", today=today), tr("从哪天起（可不填）"), 1),
            ("ends_on", DateField("space_last_day", today=today), tr("最后一天（可不填）"), 1),
        ),
    )
    return RecordDialog(
        desk,
        "space_dialog",
        tr("登记车位"),
        SpaceInput,
        rows,
        add_space,
        lambda v: AddSpace(unit_id, v.code, v.starts_on, after(v.ends_on)),
        text=tr("按车位收的费用照登记的天数算。"),
        then=then,
        parent=parent,
    )


def pet_dialog(
    desk: Desk, unit_id: int, then: Then | None, parent: QWidget, pet: FilePet | None = None
) -> RecordDialog:
    """A new pet, or one corrected: the day its new vaccination ends, say."""
    rows = (
        (
            ("name", TextField("pet_name", limit=40), tr("名字"), 1),
            ("breed", TextField("pet_breed", tr("如 柯基"), limit=40), tr("品种"), 1),
        ),
        (
            ("licence", TextField("pet_licence", figures=True, limit=40), tr("犬证号（可不填）"), 1),
            ("vaccinated_until", DateField("pet_vaccinated", today=desk.clock.today), tr("疫苗有效至"), 1),
        ),
    )

    def command(values: PetInput) -> AddPet | ChangePet:
        facts = (values.name, values.breed, values.licence, values.vaccinated_until)
        return AddPet(unit_id, *facts) if pet is None else ChangePet(pet.id, *facts)

    return RecordDialog(
        desk,
        "pet_dialog",
        tr("登记宠物") if pet is None else tr("修改宠物"),
        PetInput,
        rows,
        add_pet if pet is None else change_pet,
        command,
        load=pet,
        then=then,
        parent=parent,
    )


def note_dialog(desk: Desk, unit_id: int, then: Then | None, parent: QWidget) -> RecordDialog:
    """Something to know about the unit."""
    level = SegmentField(
        "note_level", [(each, tr(each.value)) for each in (NoteLevel.PLAIN, NoteLevel.WATCH)]
    )
    text = AreaField("note_text", tr("如：家有老人，上门请先电话"), required=True)
    return RecordDialog(
        desk,
        "note_dialog",
        tr("记一条备注"),
        NoteInput,
        ((("level", level, tr("种类"), 1),), (("text", text, tr("内容"), 1),)),
        add_note,
        lambda v: AddNote(unit_id, v.text, v.level),
        text=tr("“要留意”的会显示在一户一卡最显眼的地方。"),
        then=then,
        parent=parent,
    )


def end_role_dialog(desk: Desk, role_id: int, who: str, then: Then | None, parent: QWidget) -> RecordDialog:
    """Somebody is no longer what they were to the unit."""
    day = DateField("end_day", today=desk.clock.today, required=True)
    dialog = RecordDialog(
        desk,
        "end_role_dialog",
        tr("结束 {who}", who=who),
        EndInput,
        (
            (("ends_on", day, tr("最后一天"), 1),),
            (
                (
                    "reason",
                    TextField("end_reason", tr("如 搬走、退租、过户"), limit=100),
                    tr("原因（可不填）"),
                    1,
                ),
            ),
        ),
        end_role,
        lambda v: EndRole(role_id, v.ends_on + timedelta(days=1), v.reason),
        text=tr("这天以后不再算这户的人；以前的记录都还在，账单照当时的算。"),
        save_text=tr("结束"),
        then=then,
        parent=parent,
    )
    day.set_value(desk.clock.today())
    dialog.form.settle()
    return dialog


def end_dialog(
    desk: Desk, what: str, title: str, record_id: int, then: Then | None, parent: QWidget
) -> RecordDialog:
    """The end of a vehicle, a space or a pet (*what*: `vehicle`, `space`, `pet`) on a day."""
    day = DateField("end_day", today=desk.clock.today, required=True)
    services: dict[str, tuple[Callable[..., Any], Callable[[DayInput], Any]]] = {
        "vehicle": (withdraw_vehicle, lambda v: WithdrawVehicle(record_id, v.on)),
        "pet": (withdraw_pet, lambda v: WithdrawPet(record_id, v.on)),
        "space": (end_space, lambda v: EndSpace(record_id, v.on + timedelta(days=1))),
    }
    service, command = services[what]
    dialog = RecordDialog(
        desk,
        "end_dialog",
        title,
        DayInput,
        ((("on", day, tr("最后一天") if what == "space" else tr("从哪天起"), 1),),),
        service,
        command,
        text=tr("不会删除，以前的记录都还在。"),
        save_text=tr("注销") if what != "space" else tr("结束"),
        then=then,
        parent=parent,
    )
    day.set_value(desk.clock.today())
    dialog.form.settle()
    return dialog


def after(last: date | None) -> date | None:
    """The day on which something no longer holds, from the last on which it does."""
    return last + timedelta(days=1) if last is not None else None
