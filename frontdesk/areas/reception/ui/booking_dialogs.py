"""The small forms of places: booked with the fee as it is reckoned, given up, priced, the agreement's words (D2.6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.bookings import BookingFile, BookingRow, clash
from frontdesk.areas.reception.queries.let_places import (
    PlaceFile,
    PlaceRow,
    place_rows,
    place_terms,
    price_on,
)
from frontdesk.areas.reception.queries.places import residents_of
from frontdesk.areas.reception.rules.places import LONGEST_CODE, LONGEST_NAME, BookingState, PlaceKind, fee_of
from frontdesk.areas.reception.service.bookings import (
    BookPlace,
    EndBooking,
    book_place,
    end_booking,
)
from frontdesk.areas.reception.service.let_places import (
    SavePlace,
    SetPlacePrice,
    SetTerms,
    save_place,
    set_place_price,
    set_terms,
)
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    ChoiceField,
    DateField,
    MoneyField,
    Option,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.marks import StatusLabel
from frontdesk.base.widgets.pickers import UnitPicker

Then = Callable[[Any], object]
WIDE = 680


class BookDialog(ActDialog):
    """订场地: what it costs and whether the days are free is said as one types; the price may be agreed otherwise."""

    def __init__(
        self,
        desk: Desk,
        then: Then,
        *,
        place_id: int | None = None,
        first: date | None = None,
        last: date | None = None,
        like: BookingRow | None = None,
        unit_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        today = desk.clock.today
        self._token = uuid4().hex
        places = [row for row in desk.read(place_rows, today(), active_only=True) if row.price is not None]
        self.place = ChoiceField(
            "book_place", [Option(row.id, f"{row.code}　{row.location}") for row in places], required=True
        )
        self.first = DateField("book_first", today=today, required=True)
        self.last = DateField("book_last", today=today, required=True)
        self.unit = UnitPicker(
            "book_unit", partial(unit_choices, desk), resolve=partial(unit_of, desk), hint=""
        )
        self.booker = TextField("book_booker", tr("个人或单位"), required=True, limit=LONGEST_NAME)
        contact = TextField("book_contact", tr("如 赵经理"), limit=LONGEST_NAME)
        phone = PhoneField("book_phone")
        purpose = TextField("book_purpose", tr("如 净水器展示"), required=True, limit=120)
        self.fee = MoneyField("book_fee", tr("照价目"))
        words = TextField("book_words", tr("如 用电从岗亭引线；议价的写为什么"), limit=200)
        cells: tuple[tuple[Cell, ...], ...] = (
            (
                ("place_id", self.place, tr("场地"), 4),
                ("first", self.first, tr("从哪天"), 2),
                ("last", self.last, tr("到哪天（含）"), 2),
            ),
            (
                ("unit_id", self.unit, tr("住户的房号（外面的不填）"), 3),
                ("booker", self.booker, tr("使用人"), 4),
            ),
            (("contact", contact, tr("联系人（可不填）"), 3), ("phone", phone, tr("电话（可不填）"), 3)),
            (("purpose", purpose, tr("做什么用"), 4), ("fee", self.fee, tr("议定的费用（元，可不填）"), 2)),
            (("words", words, tr("备注（可不填）"), 1),),
        )
        super().__init__(
            desk, "book_place_dialog", tr("订场地"), cells, book_place, lambda v: BookPlace(**v, token=self._token),
            save_text=tr("订下并打印"), then=then, width=WIDE, parent=parent,
        )  # fmt: skip
        self.told = StatusLabel("neutral", "")
        self.told.setObjectName("book_told")
        self.body.addWidget(self.told)
        if places:
            known = {row.id for row in places}
            self.place.set_value(place_id if place_id in known else self._free(places, first, last))
        self.first.set_value(first or today())
        self.last.set_value(last or first or today())
        if unit_id is not None:
            self.unit.set_value(unit_id)
            self._unit_chosen()
        if like is not None:
            self.booker.set_value(like.booker)
            contact.set_value(like.contact)
            purpose.set_value(like.purpose)
            if like.unit_id is not None:
                self.unit.set_value(like.unit_id)
        for field in (self.place, self.first, self.last, self.fee):
            field.edited.connect(self.show_told)
        self.unit.edited.connect(self._unit_chosen)
        self.unit.picked.connect(lambda _choice: self._unit_chosen())
        self.show_told()

    def _free(self, places: list[PlaceRow], first: date | None, last: date | None) -> int:
        """The first place that nobody has on these days; the first of all where there is none."""
        today = self.desk.clock.today()
        start, end = first or today, (last or first or today) + timedelta(days=1)
        free = (row.id for row in places if self.desk.read(clash, row.id, start, end, today) is None)
        return next(free, places[0].id)

    def _unit_chosen(self) -> None:
        """Who lives there is proposed, unless somebody's name is typed."""
        try:
            unit_id = self.unit.value()
        except Refused:
            return
        if isinstance(unit_id, int) and not self.booker.text().strip():
            people = self.desk.read(residents_of, unit_id, self.desk.clock.today())
            if people:
                self.booker.set_value(people[0].name)

    def show_told(self) -> None:
        """`3 天 × 100.00 = 300.00，押金 500.00`, or who has it on these days."""
        tone, words = self._reckoned()
        self.told.set(tone, words)  # type: ignore[arg-type]

    def _reckoned(self) -> tuple[str, str]:
        try:
            place_id, first, last = self.place.value(), self.first.value(), self.last.value()
        except Refused:
            return "neutral", ""
        if not isinstance(place_id, int) or first is None or last is None:
            return "neutral", ""
        end = last + timedelta(days=1)
        price = self.desk.read(price_on, place_id, first)
        if price is None:
            return "bad", tr("{day} 还没有定价", day=first)
        if end > first:
            taken = self.desk.read(clash, place_id, first, end, self.desk.clock.today())
            if taken is not None:
                return "bad", tr("{first} 至 {last} 已经订给 {who}（{number}）", first=taken.starts_on,
                                 last=taken.last, who=taken.booker, number=taken.number)  # fmt: skip
        try:
            fee = fee_of(price, first, end)
        except Refused as refused:
            return "bad", refused.text
        words = tr("空着：{how} = {fee} 元", how=fee.how, fee=fee.amount)
        if price.deposit:
            words += tr("，押金 {deposit} 元", deposit=price.deposit)
        return "ok", words


def end_dialog(desk: Desk, file: BookingFile, then: Then, parent: QWidget) -> ActDialog:
    """取消 before its first day, 提前结束 after: what of the fee is still asked for, and why."""
    row, today = file.row, desk.clock.today()
    paid = Money(row.fee.fen - row.owed.fen)
    begun = row.state is not BookingState.COMING
    keep = MoneyField("end_keep", required=True)
    keep.set_value(paid if not begun else row.fee)
    reason = TextField("end_reason", tr("如 商家改期"), required=True, limit=200)
    rows: list[tuple[Cell, ...]] = []
    first: Cell = ("keep", keep, tr("还收多少（元）"), 2)
    if begun:
        day = DateField("end_free_from", today=desk.clock.today, required=True)
        day.set_value(today)
        rows.append((("free_from", day, tr("从哪天起空出来"), 2), first))
    else:
        rows.append((first,))
    rows.append((("reason", reason, tr("原因"), 1),))
    text = tr("{number}　{place}　{who}　{first} 至 {last}。应收 {fee}，已收 {paid}。",
              number=row.number, place=row.place, who=row.booker, first=row.starts_on, last=row.last, fee=row.fee,
              paid=paid)  # fmt: skip
    if row.owed > ZERO or paid > ZERO:
        text += tr("少收的另开减免，不改原来的应收；已经收的要退，先到“票据”里退款。")
    title = tr("提前结束") if begun else tr("取消预订")
    return ActDialog(
        desk, "end_booking_dialog", title, rows, end_booking,
        lambda v: EndBooking(row.id, v["reason"], v["keep"], v.get("free_from")), text=text, save_text=title, then=then,
        parent=parent,
    ).start(reason)  # fmt: skip


def place_dialog(desk: Desk, row: PlaceRow | None, then: Then, parent: QWidget) -> ActDialog:
    """A place new, or corrected; its code stands for good."""
    code = TextField("place_code", tr("如 A1"), required=True, limit=LONGEST_CODE)
    kind = ChoiceField("place_kind", [Option(k, tr(k.value)) for k in PlaceKind], required=True)
    location = TextField("place_location", tr("如 南门内东侧"), required=True, limit=80)
    size = TextField("place_size", tr("如 3 m × 3 m"), limit=40)
    words = TextField("place_words", tr("如 有电，限 2 kW"), limit=200)
    active = SegmentField("place_active", [(True, tr("在用")), (False, tr("停用"))])
    kind.set_value(row.kind if row is not None else PlaceKind.STALL)
    active.set_value(row is None or row.active)
    if row is not None:
        for field, value in (
            (code, row.code),
            (location, row.location),
            (size, row.size),
            (words, row.words),
        ):
            field.set_value(value)
        code.set_read_only(True)
    cells: tuple[tuple[Cell, ...], ...] = (
        (
            ("code", code, tr("编号"), 2),
            ("kind", kind, tr("种类"), 2),
            ("size", size, tr("尺寸（可不填）"), 2),
        ),
        (("location", location, tr("在哪里"), 1),),
        (("words", words, tr("说明（可不填）"), 1),),
        (("active", active, tr("可不可以预订"), 1),),
    )
    key = row.id if row is not None else None
    return ActDialog(
        desk, "place_dialog", tr("修改场地") if row is not None else tr("新场地"), cells, save_place,
        lambda v: SavePlace(key, **v), then=then, parent=parent,
    ).start(code if row is None else location)  # fmt: skip


def price_dialog(desk: Desk, file: PlaceFile, then: Then, parent: QWidget) -> ActDialog:
    """What it costs from a day on."""
    today = desk.clock.today
    fields = {name: MoneyField(f"price_{name}", tr("不按这个收")) for name in ("day", "week", "month")}
    deposit = MoneyField("price_deposit", tr("不收"))
    starts = DateField("price_starts", today=today, required=True)
    starts.set_value(today())
    if (price := file.row.price) is not None:
        for name, amount in (("day", price.day), ("week", price.week), ("month", price.month)):
            fields[name].set_value(amount)
        deposit.set_value(price.deposit or None)
    cells: tuple[tuple[Cell, ...], ...] = (
        (
            ("day", fields["day"], tr("每天（元）"), 1),
            ("week", fields["week"], tr("每周（元）"), 1),
            ("month", fields["month"], tr("每月（元）"), 1),
        ),
        (("deposit", deposit, tr("押金（元）"), 1), ("starts_on", starts, tr("从哪天起"), 1)),
    )
    text = tr("{code}　{where}。已经订下的照原来的价；整月、整周比按天便宜时，自动按便宜的算。",
              code=file.row.code, where=file.row.location)  # fmt: skip
    return ActDialog(
        desk, "place_price_dialog", tr("定价"), cells, set_place_price, lambda v: SetPlacePrice(file.row.id, **v),
        text=text, then=then, parent=parent,
    ).start(fields["day"])  # fmt: skip


def terms_dialog(desk: Desk, then: Then, parent: QWidget) -> ActDialog:
    """The words of the agreement, a term on each line."""
    words = AreaField("place_terms", lines=10, required=True)
    words.set_value("\n".join(desk.read(place_terms)))
    return ActDialog(
        desk, "place_terms_dialog", tr("协议的约定"), (((("words", words, tr("一行一条"), 1)),),), set_terms,
        lambda v: SetTerms(v["words"]), text=tr("以后新订的照这个印；已经订下的协议不变。"), then=then, width=WIDE,
        parent=parent,
    ).start(words)  # fmt: skip
