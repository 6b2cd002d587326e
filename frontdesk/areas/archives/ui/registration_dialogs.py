"""The forms of 人口登记: as what somebody is registered, a registration entered or renewed, the authority's list (D1.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import PersonFilter, person_rows
from frontdesk.areas.archives.queries.registration import RegistrationRow
from frontdesk.areas.archives.rules.kinds import PersonKind
from frontdesk.areas.archives.rules.registration import (
    LOCAL_SETTING,
    LONGEST_WORDS,
    PURPOSES,
    STATION_SETTING,
    Duty,
)
from frontdesk.areas.archives.service.registration import (
    EnterRegistration,
    SayDuty,
    SetRegistration,
    enter_registration,
    say_duty,
    set_registration,
)
from frontdesk.areas.archives.service.registration_list import (
    TITLES,
    MakeResidentList,
    export_residents,
    print_residents,
)
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, SegmentField, TextField
from frontdesk.base.widgets.pickers import Choice, Picker
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.saving import save_file

Then = Callable[[Any], object]
WIDE = 640
_YEAR = timedelta(days=364)
_MOST = 8


def person_choices(desk: Desk, text: str) -> Sequence[Choice]:
    """People that fit what is typed: by name, its letters, phone or unit; numbers masked (D1.9)."""
    if not text.strip():
        return []
    wanted = PersonFilter(text=text, kind=PersonKind.PERSON, on=desk.clock.today())
    rows = desk.read(person_rows, wanted, 0, _MOST)
    return [
        Choice(row.id, row.name, row.units, " · ".join(p for p in (row.roles, row.id_number) if p))
        for row in rows
    ]


class DutyDialog(FieldsDialog):
    """怎么登记: of *row*, or of somebody chosen who is not in the list yet."""

    def __init__(
        self,
        desk: Desk,
        then: Then,
        row: RegistrationRow | None = None,
        words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        title = tr("登记方式　{name}", name=row.name) if row is not None else tr("添加要登记的住户")
        super().__init__(desk, title, "", name="duty_dialog", width=WIDE, parent=parent)
        self._then, self._row = then, row
        if row is None:
            person = Picker(
                "duty_person", lambda text: person_choices(desk, text), placeholder=tr("姓名、电话或房号"),
                counter=tr("人"), required=True,
            )  # fmt: skip
            self.row(("person_id", person, tr("谁"), 1))
        duty = SegmentField("duty_kind", [(each, tr(each.value)) for each in Duty])
        duty.set_value(row.duty if row is not None else Duty.NON_LOCAL)
        self.row(("duty", duty, tr("按什么登记"), 1))
        origin = TextField("duty_origin", tr("如 安徽省六安市"), limit=60)
        purpose = ChoiceField("duty_purpose", [("", tr("没有问")), *((word, tr(word)) for word in PURPOSES)])
        note = TextField("duty_words", tr("不用登记的写明为什么，如 本地户口，见户口本"), limit=LONGEST_WORDS)
        origin.set_value(row.origin if row is not None else "")
        purpose.set_value(row.purpose if row is not None else "")
        note.set_value(words)
        self.row(
            ("origin", origin, tr("户籍地或从哪里来（可不填）"), 3),
            ("purpose", purpose, tr("来本地做什么"), 2),
        )
        self.row(("words", note, tr("备注"), 1))
        self.finish(tr("保存"))

    def store(self, values: Mapping[str, Any]) -> None:
        person_id = self._row.id if self._row is not None else values["person_id"]
        command = SayDuty(
            person_id, values["duty"], values["origin"], values["purpose"] or "", values["words"]
        )
        self.desk.run(say_duty, command, then=self._stored, form=self)

    def _stored(self, name: str) -> None:
        self.accept()
        self._then(name)


class EntryDialog(FieldsDialog):
    """登记, or 续期 of the one that stands."""

    def __init__(self, desk: Desk, row: RegistrationRow, then: Then, parent: QWidget | None = None) -> None:
        renews = row.registration_id is not None
        title = tr("{name} 续期", name=row.name) if renews else tr("{name} 的登记", name=row.name)
        text = tr("{unit}，原来到 {day}", unit=row.unit, day=row.ends_on) if renews else row.unit
        super().__init__(desk, title, text, name="registration_dialog", width=WIDE, parent=parent)
        self._then, self._row, self._token = then, row, uuid4().hex
        today = desk.clock.today
        first = DateField("registration_starts", today=today, required=True)
        first.set_value(today())
        last = DateField("registration_ends", today=today, required=True)
        last.set_value(max(today(), row.ends_on or today()) + _YEAR)
        self.row(("starts_on", first, tr("登记日期"), 1), ("ends_on", last, tr("有效到"), 1))
        station = TextField("registration_station", tr("如 翠湖派出所"), required=True, limit=80)
        station.set_value(row.station or str(desk.read(get_setting, STATION_SETTING, "")))
        number = TextField("registration_number", figures=True, limit=40)
        number.set_value(row.number)
        self.row(("station", station, tr("在哪里登记的"), 1), ("number", number, tr("登记编号（可不填）"), 1))
        by = TextField("registration_by", tr("本人或代办的人"), limit=60)
        note = TextField("registration_words", limit=LONGEST_WORDS)
        self.row(("handled_by", by, tr("谁去办的（可不填）"), 1), ("words", note, tr("备注（可不填）"), 1))
        self.finish(tr("续期") if renews else tr("登记"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = EnterRegistration(
            self._row.id, self._row.unit_id, values["starts_on"], values["ends_on"], values["station"],
            values["number"], values["handled_by"], values["words"], self._row.registration_id, self._token,
        )  # fmt: skip
        self.desk.run(enter_registration, command, then=self._stored, form=self)

    def _stored(self, _id: int) -> None:
        self.accept()
        self._then(self._row.name)


class SetupDialog(FieldsDialog):
    """What the list's own suggestions go by, and the usual station."""

    def __init__(self, desk: Desk, then: Then, parent: QWidget | None = None) -> None:
        text = tr(
            "身份证号不以这些数字开头的住户列为待登记，可以逐人改为不用登记。不填时只列境外人员和手工添加的人。"
        )
        super().__init__(
            desk, tr("人口登记的设置"), text, name="registration_setup", width=WIDE, parent=parent
        )
        self._then = then
        local = TextField("registration_local", tr("如 3301，几个用顿号隔开"), limit=60)
        local.set_value("、".join(desk.read(get_setting, LOCAL_SETTING, [])))
        station = TextField("registration_usual_station", tr("如 翠湖派出所"), limit=80)
        station.set_value(str(desk.read(get_setting, STATION_SETTING, "")))
        self.row(("local", local, tr("本地身份证号的开头"), 1))
        self.row(("station", station, tr("平常在哪里登记"), 1))
        self.finish(tr("保存"))

    def store(self, values: Mapping[str, Any]) -> None:
        command = SetRegistration(values["local"], values["station"])
        self.desk.run(set_registration, command, then=self._stored, form=self)

    def _stored(self, done: Any) -> None:
        self.accept()
        self._then(done)


class ListDialog(FieldsDialog):
    """登记表 for the authority: whom, masked or in full with the reason, on paper or as a workbook."""

    def __init__(self, desk: Desk, duty: Duty | None = None, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, tr("给派出所的登记表"), "", name="resident_list_dialog", width=WIDE, parent=parent
        )
        self._path: Path | None = None
        who = ChoiceField("resident_list_who", [(each, tr(words)) for each, words in TITLES.items()])
        who.set_value(duty)
        way = SegmentField("resident_list_way", [("paper", tr("打印")), ("excel", tr("Excel"))])
        way.set_value("paper")
        self.row(("duty", who, tr("哪些人"), 3), ("way", way, tr("打印还是导出"), 2))
        full = SegmentField("resident_list_full", [(False, tr("证件号和电话打码")), (True, tr("原文"))])
        full.set_value(False)
        reason = TextField("resident_list_reason", tr("给谁、做什么用；要原文时填"), limit=60)
        self.row(("unmasked", full, tr("个人信息"), 2))
        self.row(("reason", reason, tr("为什么要原文（会记下，也写在表上）"), 1))
        reason.setEnabled(False)
        full.edited.connect(lambda: reason.setEnabled(bool(full.value())))
        self.finish(tr("生成登记表"))

    def store(self, values: Mapping[str, Any]) -> None:
        if values["unmasked"] and not values["reason"]:
            raise Refused(tr("请填要原文的原因"), field="reason")
        command = MakeResidentList(values["duty"], bool(values["unmasked"]), values["reason"])
        if values["way"] == "paper":
            self.desk.run(print_residents, command, then=self._show, form=self)
            return
        day = self.desk.clock.today().isoformat()
        self._path = self.desk.dialogs.choose_save_file(
            tr("导出到 Excel"), tr("{what} {day}.xlsx", what=tr(TITLES[values["duty"]]), day=day),
            tr("Excel 工作簿 (*.xlsx)"),
        )  # fmt: skip
        if self._path is not None:
            self.desk.run(export_residents, command, then=self._write, form=self)

    def _show(self, pdf: bytes) -> None:
        from frontdesk.areas.archives.forms.registration import RESIDENT_LIST

        parent = self.parentWidget()
        self.accept()
        PreviewDialog(
            self.desk, RESIDENT_LIST.key, pdf, tr("人口登记表"), papers=RESIDENT_LIST.sizes, parent=parent
        ).open()

    def _write(self, data: bytes) -> None:
        path, desk = self._path, self.desk
        self.accept()
        if path is not None:
            save_file(
                desk, path, data, title=tr("导出到 Excel"), pattern=tr("Excel 工作簿 (*.xlsx)"),
                then=lambda where: desk.messages.ok(tr("登记表已导出。"), str(where)),
            )  # fmt: skip
