"""The forms of events: who signs up, who came, what was paid, another day, the closing (D2.7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.events import EventFile, EventRow, GuestRow, guests_of
from frontdesk.areas.reception.queries.places import find_places, found_unit
from frontdesk.areas.reception.rules.events import (
    MOST_PEOPLE,
    SCORES,
    EventState,
    GuestMark,
)
from frontdesk.areas.reception.service.event_people import (
    MarkGuests,
    SignedUp,
    SignUp,
    Spend,
    mark_guests,
    sign_up,
    spend,
)
from frontdesk.areas.reception.service.events import (
    CloseEvent,
    PostponeEvent,
    close_event,
    postpone_event,
)
from frontdesk.areas.reception.ui.ticket_fields import Place, unit_place
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    ChoiceField,
    DateField,
    MoneyField,
    NumberField,
    Option,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.pickers import Choice, Picker

Then = Callable[[Any], object]
Cells = tuple[tuple[Cell, ...], ...]
WIDE = 720


class ResidentField(Picker):
    """一户: found by its code, a name or a telephone; holds a `Place`."""

    def __init__(self, name: str, desk: Desk) -> None:
        super().__init__(name, self._look, placeholder=tr("房号、姓名或电话"), counter=tr("户"))
        self._desk = desk

    def _look(self, text: str) -> list[Choice]:
        if not text:
            return []
        units, _public = self._desk.read(find_places, text, self._desk.clock.today())
        return [unit_place(unit) for unit in units]

    def show_unit(self, unit_id: int) -> None:
        """That unit, nothing when it is gone."""
        unit = self._desk.read(found_unit, unit_id, self._desk.clock.today())
        self.set_value(None if unit is None else unit_place(unit))

    def place(self) -> Place | None:
        """What is taken."""
        choice = self.choice()
        return choice.value if choice is not None and isinstance(choice.value, Place) else None


class SignUpDialog(ActDialog):
    """报名: F6 stores and goes on with the next one."""

    def __init__(self, desk: Desk, row: EventRow, then: Then, *, parent: QWidget | None = None) -> None:
        self.home = ResidentField("guest_home", desk)
        self.name_field = TextField("guest_name", tr("选了一户先填户主，可以改"), limit=80)
        self.people = NumberField("guest_people", least=1, most=MOST_PEOPLE, unit=tr("人"), required=True)
        phone = PhoneField("guest_phone", tr("选了一户可不填"))
        words = TextField("guest_words", tr("如 带一位老人"), limit=120)
        self.came = SegmentField("guest_came", [(False, tr("报名")), (True, tr("已到场"))])
        over = row.state in (EventState.TODAY, EventState.HELD)
        self.came.set_value(over)
        self.came.setEnabled(over)
        self.people.set_value(1)
        cells: Cells = (
            (("unit_id", self.home, tr("哪一户（不是住户可不填）"), 3), ("name", self.name_field, tr("姓名"), 2)),
            (("people", self.people, tr("几个人"), 1), ("phone", phone, tr("电话（可不填）"), 2), ("came", self.came, tr("登记为"), 2)),
            (("words", words, tr("备注（可不填）"), 1),),
        )  # fmt: skip
        self._token = uuid4().hex
        self._goes_on = False
        self._told = then

        def command(values: dict[str, Any]) -> SignUp:
            place = self.home.place()
            return SignUp(
                row.id, values["name"], place.unit_id if place else None, place.person_id if place else None,
                values["phone"], values["people"], values["words"], bool(values["came"]), self._token,
            )  # fmt: skip

        super().__init__(
            desk, "event_guest_dialog", tr("报名"), cells, sign_up, command, text=f"{row.number}　{row.title}",
            width=WIDE, parent=parent,
        )  # fmt: skip
        self.home.picked.connect(self._fill_name)
        following = self.add_button(tr("保存，再登一位"), "F6", name="event_guest_next", left=True)
        following.clicked.connect(self.save_and_go_on)

    def _fill_name(self, choice: Choice) -> None:
        """The owner's name, until another is typed."""
        if not self.name_field.text().strip():
            self.name_field.set_value(choice.name.split("、")[0])

    def save_and_go_on(self) -> None:
        """F6: store this one, then stand on the next."""
        self._goes_on = True
        super().save()

    def save(self) -> None:
        self._goes_on = False
        super().save()

    def _saved(self, result: SignedUp) -> None:
        self._told(result)
        if not self._goes_on:
            self.accept()
            return
        self._token = uuid4().hex
        for name, field in self.fields.items():
            if name != "came":
                field.set_value(1 if name == "people" else None)
        self.note.say(tr("{name} 已记下，接着登下一位。", name=result.name), tone="ok")
        self.fit()
        self.guard_typing(self.desk.dialogs.confirm)
        self.home.setFocus()


class CheckInDialog(ActDialog):
    """签到: one after the other of those who signed up, as many as came with them; it goes on until it is closed."""

    def __init__(self, desk: Desk, row: EventRow, then: Then, *, parent: QWidget | None = None) -> None:
        self._event = row
        self.guest = Picker(
            "check_in_guest", self._look, resolve=self._one, placeholder=tr("姓名、房号"), counter=tr("位"), required=True,
        )  # fmt: skip
        self.mark = SegmentField("check_in_mark", [(each, tr(each.value)) for each in GuestMark])
        self.mark.set_value(GuestMark.CAME)
        self.people = NumberField("check_in_people", least=1, most=MOST_PEOPLE, unit=tr("人"))
        cells: Cells = (
            (("guest", self.guest, tr("哪一位"), 1),),
            (("mark", self.mark, tr("来了没有"), 3), ("people", self.people, tr("来了几个人"), 1)),
        )
        self._told = then

        def command(values: dict[str, Any]) -> MarkGuests:
            people = values["people"] if values["mark"] is GuestMark.CAME else None
            return MarkGuests((values["guest"],), values["mark"], people)

        super().__init__(
            desk, "event_check_in_dialog", tr("签到"), cells, mark_guests, command, text=f"{row.number}　{row.title}",
            parent=parent,
        )  # fmt: skip
        self.guest.picked.connect(self._picked)

    def _guests(self) -> list[GuestRow]:
        return list(self.desk.read(guests_of, self._event.id))

    def _look(self, text: str) -> list[Choice]:
        rows = [row for row in self._guests() if not text or text in row.name or text in row.unit]
        return [self._choice(row) for row in sorted(rows, key=lambda row: row.mark is not None)][:12]

    def _one(self, value: Any) -> Choice | None:
        return next((self._choice(row) for row in self._guests() if row.id == value), None)

    @staticmethod
    def _choice(row: GuestRow) -> Choice:
        told = tr(row.mark.value) if row.mark is not None else tr("报了 {n} 人", n=row.people)
        return Choice(row.id, row.name, row.unit, told)

    def _picked(self, choice: Choice) -> None:
        """As many as signed up, until another number is typed."""
        row = next((row for row in self._guests() if row.id == choice.value), None)
        if row is not None:
            self.people.set_value(row.people)

    def _saved(self, result: Any) -> None:
        name = self.guest.text()
        self._told(result)
        self.note.say(
            tr("{name}：{mark}。接着下一位，完了按 Esc。", name=name, mark=tr(self.mark.value().value)),
            tone="ok",
        )
        self.guest.set_value(None)
        self.people.set_value(None)
        self.mark.set_value(GuestMark.CAME)
        self.fit()
        self.guard_typing(self.desk.dialogs.confirm)
        self.guest.setFocus()


def spend_dialog(desk: Desk, file: EventFile, then: Then, parent: QWidget) -> ActDialog:
    """记支出: on which line of the budget, how much, against which slip."""
    none = Option(None, tr("计划外"))
    left = {line.no: line.left for line in file.accounts}
    options = [Option(line.no, line.what, tr("还有 {left}", left=left[line.no])) for line in file.budget]
    line = ChoiceField("spend_line", [*options, none])
    line.set_value(options[0].value if options else None)
    what = TextField("spend_what", tr("如 超市茶点"), required=True, limit=60)
    amount = MoneyField("spend_amount", required=True)
    on = DateField("spend_on", today=desk.clock.today, required=True)
    on.set_value(desk.clock.today())
    words = TextField("spend_words", tr("如 发票 0118"), limit=120)
    cells: Cells = (
        (("line_no", line, tr("预算哪一项"), 1), ("what", what, tr("买了什么、付给谁"), 1)),
        (
            ("amount", amount, tr("金额（元）"), 1),
            ("on", on, tr("哪天"), 1),
            ("words", words, tr("凭证（可不填）"), 1),
        ),
    )
    row, token = file.row, uuid4().hex
    text = tr("{title}：预算 {budget}，已支出 {spent}。", title=row.title, budget=row.budget, spent=row.spent)
    return ActDialog(
        desk, "event_spend_dialog", tr("记支出"), cells, spend, lambda v: Spend(row.id, **v, token=token), text=text,
        then=then, width=WIDE, parent=parent,
    ).start(what)  # fmt: skip


def postpone_dialog(desk: Desk, row: EventRow, then: Then, parent: QWidget) -> ActDialog:
    """改期: another day and hour, and why."""
    held_on = DateField("postpone_day", today=desk.clock.today, required=True)
    begins = TextField("postpone_begins", required=True, limit=5, figures=True)
    ends = TextField("postpone_ends", limit=5, figures=True)
    words = TextField("postpone_words", tr("如 下雨，改到下周六"), required=True, limit=200)
    held_on.set_value(max(row.held_on, desk.clock.today()))
    begins.set_value(row.begins)
    ends.set_value(row.ends)
    cells: Cells = (
        (
            ("held_on", held_on, tr("改到哪天"), 2),
            ("begins", begins, tr("几点开始"), 1),
            ("ends", ends, tr("到几点"), 1),
        ),
        (("words", words, tr("为什么"), 1),),
    )
    text = tr("{title}，报了名的 {n} 人要一一告诉。", title=row.title, n=row.signed)
    return ActDialog(
        desk, "event_postpone_dialog", tr("改期"), cells, postpone_event,
        lambda v: PostponeEvent(row.id, v["held_on"], v["begins"], v["words"], v["ends"]), text=text, then=then,
        parent=parent,
    ).start(held_on)  # fmt: skip


def close_dialog(desk: Desk, row: EventRow, then: Then, parent: QWidget) -> ActDialog:
    """总结: how it went, and a score."""
    score = SegmentField("event_score", [(n, str(n)) for n in SCORES])
    score.set_value(4)
    words = AreaField("event_evaluation", tr("到了多少人、办得怎么样、下次要改什么"), lines=5, required=True)
    cells: Cells = (
        (("score", score, tr("打分（5 分最好）"), 1),),
        (("words", words, tr("评价和改进"), 1),),
    )
    text = tr("{title}：到场 {came} 人，支出 {spent}，预算 {budget}。", title=row.title, came=row.came,
              spent=row.spent, budget=row.budget)  # fmt: skip
    return ActDialog(
        desk, "event_close_dialog", tr("总结"), cells, close_event, lambda v: CloseEvent(row.id, v["words"], v["score"]),
        text=text, save_text=tr("总结结束"), then=then, width=WIDE, parent=parent,
    ).start(words)  # fmt: skip
