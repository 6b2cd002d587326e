"""申请租用: a space for a unit, from a day to a day, handed in or allowed on the spot (D3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import payer_of, unit_file
from frontdesk.areas.permits.queries.parking import LeaseFacts, PlaceFacts, leases, place_facts
from frontdesk.areas.permits.queries.parking_lists import WaitRow, free_places, waits
from frontdesk.areas.permits.rules.parking import PlaceKind, Term, Verdict, rent_parts
from frontdesk.areas.permits.service.parking import Applied, Apply, apply_for_space
from frontdesk.areas.permits.service.parking_answers import Answer, Answered, answer
from frontdesk.areas.permits.ui.parking_dialogs import place_words, unit_picker, year_on
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, MoneyField, TextField
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Pane

PAGE = "permits_parking_form"
ONE_DAY = timedelta(days=1)


class LeaseForm(FormPage):
    """`saved((request id, number, answer or None))` when the application stands."""

    def __init__(
        self,
        desk: Desk,
        *,
        place_id: int | None = None,
        unit_id: int | None = None,
        wait_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._side = Pane("lease_side")
        super().__init__(
            desk,
            PAGE,
            tr("申请租用车位"),
            hint=tr("主管批准后成为租约"),
            save_text=tr("提交申请"),
            pane=self._side,
            pane_width=360,
            parent=parent,
        )
        self._wait_id = wait_id
        self._token = uuid4().hex
        self._holder_typed = self._fee_typed = False
        today = desk.clock.today()
        self._places = desk.read(place_facts, today)
        self.unit = unit_picker(desk, "lease_unit")
        self.holder = TextField("lease_holder", required=True, limit=80)
        self.plate = TextField("lease_plate", tr("没有可不填"), limit=20)
        self.place = ChoiceField("lease_place", self._place_options(), required=True)
        self.starts_on = DateField("lease_from", today=desk.clock.today, required=True)
        self.last_on = DateField("lease_last", today=desk.clock.today, required=True)
        self.fee = MoneyField("lease_fee", "0.00", required=True)
        self.rent_from = DateField("lease_rent_from", tr("不填就是租期第一天"), today=desk.clock.today)
        self.words = TextField("lease_words", limit=200)
        self.grid.add_row(
            (self.unit, tr("房屋"), 3), (self.holder, tr("承租人"), 2), (self.plate, tr("车牌"), 2)
        )
        self.grid.add_row((self.place, tr("车位"), 3), (self.fee, tr("月租（元）"), 1))
        self.grid.add_row(
            (self.starts_on, tr("从哪天起"), 1),
            (self.last_on, tr("到哪天（含）"), 1),
            (self.rent_from, tr("租金从（可不填）"), 1),
        )
        self.grid.add_row((self.words, tr("说明（可不填）")))
        self.set_form(
            Form(
                Apply,
                {
                    "unit_id": self.unit,
                    "holder": self.holder,
                    "plate": self.plate,
                    "place_id": self.place,
                    "fee": self.fee,
                    "starts_on": self.starts_on,
                    "last_on": self.last_on,
                    "rent_from": self.rent_from,
                    "words": self.words,
                },
                self,
            )
        )
        self.allow_button = KeyButton(tr("提交并当场批准"), "F8", name="lease_allow")
        self.allow_button.clicked.connect(self._save_and_allow)
        self.foot_row.addWidget(self.allow_button)
        self.unit.edited.connect(self._unit_chosen)
        self.unit.picked.connect(lambda _choice: self._unit_chosen())
        self.holder.edited.connect(lambda: setattr(self, "_holder_typed", True))
        self.fee.edited.connect(lambda: setattr(self, "_fee_typed", True))
        self.place.edited.connect(self._place_chosen)
        assert self.form is not None
        self.form.edited.connect(self._show_side)
        wait = self._wait()
        self.form.load(
            {
                "unit_id": wait.unit_id if wait else unit_id,
                "place_id": place_id,
                "starts_on": today,
                "last_on": year_on(today),
            }
        )
        self._unit_chosen()
        self._place_chosen()
        if wait is not None:
            self.holder.set_value(wait.holder)
            self.plate.set_value(wait.plate)
        self.form.settle()
        self._show_side()

    def _wait(self) -> WaitRow | None:
        if self._wait_id is None:
            return None
        rows = self.desk.read(waits, self.desk.clock.today())
        return next((row for row in rows if row.id == self._wait_id), None)

    def _place_options(self) -> list[tuple[Any, str]]:
        """Free spaces first, then those that somebody has now: they may be let from a later day on."""
        today = self.desk.clock.today()
        free = {place.id for place in self.desk.read(free_places, today)}
        until: dict[int, LeaseFacts] = {}
        for lease in self.desk.read(leases, today):
            if lease.ends_on > today and (
                lease.place_id not in until or until[lease.place_id].ends_on < lease.ends_on
            ):
                until[lease.place_id] = lease
        let = [p for p in self._places.values() if p.active and p.kind is PlaceKind.LEASED]
        options: list[tuple[Any, str]] = [(p.id, place_words(p)) for p in let if p.id in free]
        for place in (place for place in let if place.id not in free):
            held = until.get(place.id)
            tail = tr("租到 {day}", day=held.last_on.isoformat()) if held else tr("有主")
            options.append((place.id, f"{place_words(place)} · {tail}"))
        return options

    # -- what follows from what --

    def _unit_id(self) -> int | None:
        try:
            found = self.unit.value()
        except Refused:
            return None
        return found if isinstance(found, int) else None

    def _unit_chosen(self) -> None:
        unit_id = self._unit_id()
        if unit_id is None:
            return
        today = self.desk.clock.today()
        if not self._holder_typed:
            self.holder.set_value(self.desk.read(payer_of, unit_id, today)[1])
        cars = [car for car in self.desk.read(unit_file, unit_id, today).vehicles if not car.over]
        if not self.plate.text().strip() and len(cars) == 1:
            self.plate.set_value(cars[0].plate)
        self._show_side()

    def _place_now(self) -> PlaceFacts | None:
        try:
            return self._places.get(self.place.value())
        except Refused:
            return None

    def _place_chosen(self) -> None:
        place = self._place_now()
        if place is not None and not self._fee_typed:
            self.fee.set_value(place.fee)
        self._show_side()

    def _show_side(self) -> None:
        """Beside the form: what the first months cost, and the cars and spaces the unit has."""
        self._side.clear()
        self._show_rent()
        unit_id = self._unit_id()
        if unit_id is None:
            return
        today = self.desk.clock.today()
        file = self.desk.read(unit_file, unit_id, today)
        section = self._side.add_section(tr("这一户"), line=False, name="lease_unit_facts")
        cars = "、".join(car.plate for car in file.vehicles if not car.over)
        section.add_pair(tr("登记的车"), cars or tr("没有"))
        own = [space.code for space in file.spaces if not space.over]
        let = [
            lease.code for lease in self.desk.read(leases, today, unit_id=unit_id) if lease.ends_on > today
        ]
        section.add_pair(tr("自有车位"), "、".join(own) or tr("没有"))
        section.add_pair(tr("租着的"), "、".join(let) or tr("没有"))

    def _show_rent(self) -> None:
        section = self._side.add_section(tr("租金这样算"), name="lease_rent")
        place = self._place_now()
        try:
            starts_on, last_on, fee = self.starts_on.value(), self.last_on.value(), self.fee.value()
            rent_from = self.rent_from.value()
        except Refused:
            starts_on = None
        if place is None or starts_on is None or last_on is None or fee is None or last_on < starts_on:
            section.add(Words(tr("填好车位、日期和月租，这里按月算给您看。"), tone="text2", wrap=True))
            return
        begin = max(starts_on, rent_from or starts_on)
        term = Term(begin, last_on + ONE_DAY, fee)
        months = [Month.of(begin), Month.of(begin).plus(1)]
        shown = [
            part for month in months for part in rent_parts(place.code, [term], last_on + ONE_DAY, month)
        ]
        if not shown:
            section.add(Words(tr("不收租金。"), tone="text2"))
            return
        for part in shown:
            section.add_line(part.how, at=str(part.month), right=str(part.amount), width=68)
        section.add(
            Words(tr("批准后生成到本月，以后每月在“生成租金”里一起生成。"), "small", "text2", wrap=True)
        )

    # -- saving --

    def _command(self) -> Apply | None:
        assert self.form is not None
        person_id = None
        unit_id = self._unit_id()
        if unit_id is not None:
            roles = self.desk.read(unit_file, unit_id, self.desk.clock.today()).roles
            name = self.holder.text().strip()
            person_id = next((role.person_id for role in roles if role.name == name and not role.over), None)
        found: Apply | None = self.form.value(person_id=person_id, wait_id=self._wait_id, token=self._token)
        return found

    def save(self) -> None:
        self._apply(lambda made: self.done((made.request_id, made.number, None)))

    def _save_and_allow(self) -> None:
        self._apply(self._allow)

    def _apply(self, then: Any) -> None:
        command = self._command()
        if command is None:
            self.say_wrong()
            return
        self.desk.run(apply_for_space, command, form=self.form, then=then)

    def _allow(self, made: Applied) -> None:
        # The application stands, whatever comes of the leave; turning back leaves it to be answered later.
        given: list[Answered] = []
        self.desk.run(answer, Answer(made.request_id, Verdict.APPROVED), then=given.append)
        self.done((made.request_id, made.number, given[0] if given else None))

    def draft_key(self) -> str:
        choice = self.unit.choice()
        return choice.code if choice is not None else ""

    def draft_title(self) -> str:
        return tr("申请租用车位 {unit}", unit=self.draft_key()).strip()

    def draft_data(self) -> dict[str, Any]:
        return super().draft_data() | {"wait_id": self._wait_id}

    def restore(self, data: Mapping[str, Any]) -> None:
        super().restore(data)
        wait_id = data.get("wait_id")
        self._wait_id = wait_id if isinstance(wait_id, int) else None
        self._holder_typed = self._fee_typed = True
        self._show_side()

    def help_text(self) -> str:
        return tr(
            "选房屋和车位，填租期和月租，右边按月算租金。Ctrl+Enter 提交等批准；主管在旁边时按 F8 当场批准。"
        )
