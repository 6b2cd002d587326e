"""The forms of viewings and of who looks for a home (D2.6)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.lettings import (
    LettingFilter,
    LettingRow,
    LettingShow,
    letting_row,
    letting_rows,
)
from frontdesk.areas.reception.queries.seekers import SeekerRow
from frontdesk.areas.reception.queries.viewings import ViewingRow
from frontdesk.areas.reception.rules.lettings import LONGEST_NAME, MOST_ROOMS, KeyWay, SeekKind, ViewResult
from frontdesk.areas.reception.service.seekers import (
    ChangeSeeker,
    TakeSeeker,
    Wishes,
    change_seeker,
    take_seeker,
)
from frontdesk.areas.reception.service.viewings import (
    ArrangeViewing,
    EndViewing,
    arrange_viewing,
    end_viewing,
)
from frontdesk.areas.reception.ui.letting_dialogs import WIDE, SeekerPicker
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    DateField,
    MoneyField,
    NumberField,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.pickers import Choice, Picker

Then = Callable[[Any], object]
Cells = tuple[tuple[Cell, ...], ...]


class LettingPicker(Picker):
    """房源: a home in commission, by its code, owner or number; holds the commission's id."""

    def __init__(self, name: str, desk: Desk) -> None:
        super().__init__(
            name, self._look, resolve=self._one, placeholder=tr("委托的房子，打房号"), counter=tr("套"), required=True,
        )  # fmt: skip
        self._desk = desk

    def _look(self, text: str) -> list[Choice]:
        wanted = LettingFilter(self._desk.clock.today(), text, LettingShow.OPEN, sort="unit")
        return [self._choice_of(row) for row in self._desk.read(letting_rows, wanted, 0, 12)]

    def _one(self, value: Any) -> Choice | None:
        row = (
            self._desk.read(letting_row, value, self._desk.clock.today()) if isinstance(value, int) else None
        )
        return None if row is None else self._choice_of(row)

    @staticmethod
    def _choice_of(row: LettingRow) -> Choice:
        asked = " · ".join(str(amount) for amount in (row.rent, row.price) if amount is not None)
        return Choice(row.id, row.unit, tr(row.kind.value), " · ".join(p for p in (row.layout, asked) if p))


def arrange_dialog(
    desk: Desk, then: Then, parent: QWidget, *, letting_id: int | None = None, seeker_id: int | None = None,
    in_care: bool = False,
) -> ActDialog:  # fmt: skip
    """约看房: which home, whom, when, who leads, how the door opens."""
    home = LettingPicker("viewing_letting", desk)
    seeker = SeekerPicker("viewing_seeker", desk)
    who = TextField("viewing_who", tr("没有登记过的写姓名"), limit=LONGEST_NAME)
    phone = PhoneField("viewing_phone")
    on = DateField("viewing_on", today=desk.clock.today, required=True)
    begins = TextField("viewing_begins", tr("如 14:30"), limit=5, figures=True)
    leader = TextField("viewing_leader", required=True, limit=60)
    way = SegmentField("viewing_key", [(each, tr(each.value)) for each in KeyWay])
    words = TextField("viewing_words", tr("如 要看车位"), limit=200)
    if letting_id is not None:
        home.set_value(letting_id)
    if seeker_id is not None:
        seeker.set_value(seeker_id)
    on.set_value(desk.clock.today())
    leader.set_value(desk.actor.name)
    way.set_value(KeyWay.CARE if in_care else KeyWay.OWNER)
    cells: Cells = (
        (("letting_id", home, tr("看哪一套"), 1), ("seeker_id", seeker, tr("客户"), 1)),
        (("who", who, tr("或姓名"), 1), ("phone", phone, tr("电话（可不填）"), 1)),
        (
            ("on", on, tr("哪天"), 1),
            ("begins", begins, tr("几点（可不填）"), 1),
            ("leader", leader, tr("谁带看"), 1),
        ),
        (("key_way", way, tr("怎么开门"), 1),),
        (("words", words, tr("备注（可不填）"), 1),),
    )
    token = uuid4().hex
    first = home if letting_id is None else seeker if seeker_id is None else on
    return ActDialog(
        desk, "arrange_viewing_dialog", tr("约看房"), cells, arrange_viewing,
        lambda v: ArrangeViewing(**v, token=token), then=then, width=WIDE, parent=parent,
    ).start(first)  # fmt: skip


def result_dialog(desk: Desk, row: ViewingRow, then: Then, parent: QWidget) -> ActDialog:
    """记结果: what came of it, in words, and what is next."""
    result = SegmentField("viewing_result", [(each, tr(each.value)) for each in ViewResult])
    result.set_value(ViewResult.KEEN if row.held_on <= desk.clock.today() else ViewResult.CANCELLED)
    words = TextField("viewing_result_words", tr("如 嫌楼层高，价钱能接受"), limit=300)
    following = TextField("viewing_next", tr("如 明天上午回话，问能不能降 100"), limit=200)
    cells: Cells = (
        (("result", result, tr("结果"), 1),),
        (("words", words, tr("客户怎么说（没有看成要写原因）"), 1),),
        (("next_words", following, tr("下一步（可不填）"), 1),),
    )
    return ActDialog(
        desk, "viewing_result_dialog", tr("看房结果"), cells, end_viewing, lambda v: EndViewing(row.id, **v),
        text="　".join((row.number, row.unit, row.who, row.when)), then=then, parent=parent,
    ).start(result)  # fmt: skip


def seeker_dialog(desk: Desk, then: Then, parent: QWidget, row: SeekerRow | None = None) -> ActDialog:
    """登记求租求购, or a correction; the phone stays unless another is typed: it is masked here."""
    kind = SegmentField("seeker_kind", [(each, tr(each.value)) for each in SeekKind])
    name = TextField("seeker_name", required=True, limit=LONGEST_NAME)
    phone = PhoneField("seeker_phone", row.phone if row is not None else "", required=row is None)
    rooms = NumberField("seeker_rooms", least=1, most=MOST_ROOMS, unit=tr("室"))
    area_from = NumberField("seeker_area_from", decimals=2, unit=tr("㎡"))
    area_to = NumberField("seeker_area_to", decimals=2, unit=tr("㎡"))
    price_to = MoneyField("seeker_price")
    words = TextField("seeker_words", tr("如 有电梯，月底前要住进来"), limit=300)
    kind.set_value(row.kind if row is not None else SeekKind.RENT)
    if row is not None:
        for field, value in (
            (name, row.name), (rooms, row.rooms), (area_from, row.area_from), (area_to, row.area_to),
            (price_to, row.price_to), (words, row.words),
        ):  # fmt: skip
            field.set_value(value)
    cells: Cells = (
        (("kind", kind, tr("租还是买"), 2), ("name", name, tr("姓名"), 2), ("phone", phone, tr("电话"), 2)),
        (
            ("rooms", rooms, tr("几室（可不填）"), 1), ("area_from", area_from, tr("面积从（可不填）"), 1),
            ("area_to", area_to, tr("到（可不填）"), 1), ("price_to", price_to, tr("最多出价（租金按月，可不填）"), 2),
        ),
        (("words", words, tr("其他要求（可不填）"), 1),),
    )  # fmt: skip
    token = uuid4().hex

    def wishes(values: dict[str, Any]) -> Wishes:
        return Wishes(
            values["kind"], values["name"], values["rooms"], _area(values["area_from"]), _area(values["area_to"]),
            values["price_to"], values["words"],
        )  # fmt: skip

    if row is not None:
        return ActDialog(
            desk, "change_seeker_dialog", tr("修改"), cells, change_seeker,
            lambda v: ChangeSeeker(row.id, wishes(v), v["phone"] or None), then=then, width=WIDE, parent=parent,
        ).start(name)  # fmt: skip
    return ActDialog(
        desk, "take_seeker_dialog", tr("登记求租求购"), cells, take_seeker,
        lambda v: TakeSeeker(wishes(v), v["phone"], token), then=then, width=WIDE, parent=parent,
    ).start(kind)  # fmt: skip


def _area(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)
