"""What the page of spaces asks: new spaces, changes, going on, ending, another car, the queue, visitors, rent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import payer_of
from frontdesk.areas.fees.queries import fee_items, late_fee_item
from frontdesk.areas.fees.rules.kinds import Pricing
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.areas.permits.queries.parking import LeaseFacts, PlaceFacts
from frontdesk.areas.permits.queries.parking_lists import WaitRow, free_places
from frontdesk.areas.permits.queries.parking_rent import ITEM_NAME, rent_due, rent_item_of
from frontdesk.areas.permits.rules.parking import PlaceKind, WaitStep
from frontdesk.areas.permits.service.parking import (
    Cancel,
    Extend,
    SwapPlate,
    apply_to_cancel,
    apply_to_extend,
    swap_plate,
)
from frontdesk.areas.permits.service.parking_places import AddPlaces, ChangePlace, add_places, change_place
from frontdesk.areas.permits.service.parking_queue import (
    OFFER_DAYS,
    Arrive,
    JoinQueue,
    StepQueue,
    arrive,
    join_queue,
    step_queue,
)
from frontdesk.areas.permits.service.parking_rent import ChargeRent, charge_rent
from frontdesk.areas.permits.ui.parking_command import Asked, CommandDialog
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    CheckField,
    ChoiceField,
    DateField,
    MoneyField,
    MonthField,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.pickers import UnitPicker

Done = Callable[[Any], object]
WIDE = 600
KINDS = (PlaceKind.LEASED, PlaceKind.VISITOR)


def unit_picker(desk: Desk, name: str, *, required: bool = True) -> UnitPicker:
    """A unit, found by its code, name or telephone."""
    return UnitPicker(
        name, lambda text: unit_choices(desk, text), resolve=lambda id: unit_of(desk, id), required=required
    )


def year_on(day: date) -> date:
    """The last day of a year that begins on *day*."""
    try:
        return day.replace(year=day.year + 1) - timedelta(days=1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def place_words(place: PlaceFacts) -> str:
    """`B1-001 · 地下一层 · 300.00元/月`."""
    fee = tr("{fee}元/月", fee=place.fee) if place.fee else ""
    return " · ".join(part for part in (place.code, place.place, place.size, fee) if part)


class AddPlacesDialog(CommandDialog):
    """新增车位: one or many of one sort."""

    def __init__(self, desk: Desk, done: Done, parent: QWidget | None = None) -> None:
        kind = SegmentField("places_kind", [(one, tr(one.value)) for one in KINDS])
        super().__init__(
            desk,
            tr("新增车位"),
            tr("小区自己出租或留给访客的车位。业主的产权车位登记在业主档案里，会自动列出来。"),
            (
                (
                    (
                        "codes",
                        TextField("places_codes", tr("如 B1-001~B1-050，几个用空格隔开"), required=True),
                        tr("车位号"),
                        3,
                    ),
                    ("kind", kind, tr("用途"), 2),
                ),
                (
                    ("place", TextField("places_place", tr("如 地下一层东区"), limit=60), tr("位置"), 2),
                    ("size", TextField("places_size", tr("如 2.4×5.3"), limit=40), tr("大小"), 1),
                    ("fee", MoneyField("places_fee", "0.00", required=True), tr("月租（元）"), 1),
                ),
            ),
            name="places_dialog",
            command=AddPlaces,
            service=add_places,
            done=done,
            save=tr("新增"),
            load={"fee": ZERO},
            width=WIDE,
            parent=parent,
        )


class ChangePlaceDialog(CommandDialog):
    """修改车位: what it is from a day on."""

    def __init__(self, desk: Desk, place: PlaceFacts, done: Done, parent: QWidget | None = None) -> None:
        kind = SegmentField("place_kind", [(one, tr(one.value)) for one in KINDS])
        super().__init__(
            desk,
            tr("修改车位 {code}", code=place.code),
            tr("从生效日起按新的算，以前的留着查。已经签的租约照原来的月租。"),
            (
                (
                    ("kind", kind, tr("用途"), 2),
                    ("fee", MoneyField("place_fee", "0.00", required=True), tr("月租（元）"), 1),
                    (
                        "starts_on",
                        DateField("place_from", today=desk.clock.today, required=True),
                        tr("生效日"),
                        1,
                    ),
                ),
                (
                    ("place", TextField("place_place", limit=60), tr("位置"), 2),
                    ("size", TextField("place_size", limit=40), tr("大小"), 1),
                ),
                (
                    (
                        "words",
                        TextField("place_words", tr("如 漏水维修"), limit=200),
                        tr("说明（可不填）"),
                        3,
                    ),
                    ("active", CheckField("place_active", tr("在用"), on=place.active), "", 1),
                ),
            ),
            name="place_dialog",
            command=ChangePlace,
            service=change_place,
            done=done,
            save=tr("保存"),
            fixed={"place_id": place.id},
            load={
                "kind": place.kind,
                "fee": place.fee,
                "place": place.place,
                "size": place.size,
                "starts_on": desk.clock.today(),
                "active": place.active,
            },
            width=WIDE,
            parent=parent,
        )


class ExtendDialog(CommandDialog):
    """续租: the further term, from where the lease ends."""

    def __init__(self, desk: Desk, lease: LeaseFacts, done: Done, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            tr("续租 {code}", code=lease.code),
            tr(
                "{unit} {holder}，现在租到 {day}，月租 {fee}。提交后等主管批准。",
                unit=lease.unit,
                holder=lease.holder,
                day=lease.last_on.isoformat(),
                fee=lease.fee,
            ),
            (
                (
                    (
                        "last_on",
                        DateField("extend_last", today=desk.clock.today, required=True),
                        tr("续到（含）"),
                        1,
                    ),
                    ("fee", MoneyField("extend_fee", "0.00", required=True), tr("月租（元）"), 1),
                ),
                (("words", TextField("extend_words", limit=200), tr("说明（可不填）"), 1),),
            ),
            name="extend_dialog",
            command=Extend,
            service=apply_to_extend,
            done=done,
            save=tr("提交申请"),
            fixed={"lease_id": lease.id, "token": uuid4().hex},
            load={"last_on": year_on(lease.ends_on), "fee": lease.fee},
            parent=parent,
        )


class CancelDialog(CommandDialog):
    """退租: the last day, and why."""

    def __init__(self, desk: Desk, lease: LeaseFacts, done: Done, parent: QWidget | None = None) -> None:
        text = tr(
            "{unit} {holder}，租期 {first} 至 {last}。批准后，退租日以后已生成未收的租金会减掉，收过的要另办退款。",
            unit=lease.unit,
            holder=lease.holder,
            first=lease.starts_on.isoformat(),
            last=lease.last_on.isoformat(),
        )
        today = desk.clock.today()
        super().__init__(
            desk,
            tr("退租 {code}", code=lease.code),
            text,
            (
                (
                    (
                        "last_on",
                        DateField("cancel_last", today=desk.clock.today, required=True),
                        tr("租到哪天（含）"),
                        1,
                    ),
                    (
                        "words",
                        TextField("cancel_words", tr("如 卖车、搬走"), required=True, limit=200),
                        tr("原因"),
                        2,
                    ),
                ),
            ),
            name="cancel_dialog",
            command=Cancel,
            service=apply_to_cancel,
            done=done,
            save=tr("提交申请"),
            fixed={"lease_id": lease.id, "token": uuid4().hex},
            load={"last_on": max(today, lease.starts_on - timedelta(days=1))},
            parent=parent,
        )


class PlateDialog(CommandDialog):
    """换车: another car on the lease's space."""

    def __init__(self, desk: Desk, lease: LeaseFacts, done: Done, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            tr("换车 {code}", code=lease.code),
            tr("现在是 {plate}。一辆车只能有一个车位。", plate=lease.plate or tr("没有登记车牌")),
            (
                (
                    ("plate", TextField("plate_plate", tr("车牌号，不填就是没有"), limit=20), tr("车牌"), 2),
                    (
                        "starts_on",
                        DateField("plate_from", today=desk.clock.today, required=True),
                        tr("从哪天起"),
                        1,
                    ),
                ),
            ),
            name="plate_dialog",
            command=SwapPlate,
            service=swap_plate,
            done=done,
            save=tr("保存"),
            fixed={"lease_id": lease.id},
            load={"starts_on": max(desk.clock.today(), lease.starts_on)},
            parent=parent,
        )


class JoinDialog(CommandDialog):
    """加入排队: who wants a space, and which sort would do."""

    def __init__(
        self, desk: Desk, done: Done, unit_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        self._front = desk
        self.unit = unit_picker(desk, "wait_unit")
        self.holder = TextField("wait_holder", required=True, limit=80)
        super().__init__(
            desk,
            tr("加入排队"),
            tr("有空位时按先后通知，让过一次的排到后面。"),
            (
                (("unit_id", self.unit, tr("房屋"), 3), ("holder", self.holder, tr("谁要车位"), 2)),
                (
                    ("plate", TextField("wait_plate", limit=20), tr("车牌（可不填）"), 2),
                    (
                        "words",
                        TextField("wait_words", tr("如 要靠电梯、要充电桩"), limit=200),
                        tr("要求（可不填）"),
                        3,
                    ),
                ),
            ),
            name="wait_dialog",
            command=JoinQueue,
            service=join_queue,
            done=done,
            save=tr("排队"),
            fixed={"token": uuid4().hex},
            load={"unit_id": unit_id} if unit_id is not None else None,
            width=WIDE,
            parent=parent,
        )
        self.unit.edited.connect(self._unit_chosen)
        self.unit.picked.connect(lambda _choice: self._unit_chosen())
        if unit_id is not None:
            self._unit_chosen()

    def _unit_chosen(self) -> None:
        try:
            unit_id = self.unit.value()
        except Refused:
            return
        if isinstance(unit_id, int):
            self.holder.set_value(self._front.read(payer_of, unit_id, self._front.clock.today())[1])


class OfferDialog(CommandDialog):
    """通知选位: a free space, kept until a day."""

    def __init__(self, desk: Desk, row: WaitRow, done: Done, parent: QWidget | None = None) -> None:
        today = desk.clock.today()
        free = desk.read(free_places, today)
        options = [(place.id, place_words(place)) for place in free]
        text = tr("{unit} {holder}，第 {n} 位。", unit=row.unit, holder=row.holder, n=row.place)
        if row.words:
            text += tr("要求：{words}", words=row.words)
        super().__init__(
            desk,
            tr("通知选位"),
            text if options else text + tr("现在没有空车位。"),
            (
                (
                    ("place_id", ChoiceField("offer_place", options, required=True), tr("空车位"), 3),
                    (
                        "until",
                        DateField("offer_until", today=desk.clock.today, required=True),
                        tr("保留到（含）"),
                        2,
                    ),
                ),
                (
                    (
                        "words",
                        TextField("offer_words", tr("如 电话通知本人"), limit=200),
                        tr("说明（可不填）"),
                        1,
                    ),
                ),
            ),
            name="offer_dialog",
            command=StepQueue,
            service=step_queue,
            done=done,
            save=tr("已通知"),
            fixed={"wait_id": row.id, "step": WaitStep.OFFERED},
            load={
                "until": today + timedelta(days=OFFER_DAYS),
                "place_id": options[0][0] if len(options) == 1 else None,
            },
            parent=parent,
        )


class VisitDialog(CommandDialog):
    """登记访客车."""

    def __init__(self, desk: Desk, place: PlaceFacts, done: Done, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            tr("访客车 {code}", code=place.code),
            "",
            (
                (
                    ("plate", TextField("visit_plate", required=True, limit=20), tr("车牌"), 2),
                    ("unit_id", unit_picker(desk, "visit_unit", required=False), tr("找哪一户（可不填）"), 3),
                ),
                (("words", AreaField("visit_words", lines=2), tr("说明（可不填）"), 1),),
            ),
            name="visit_dialog",
            command=Arrive,
            service=arrive,
            done=done,
            save=tr("登记"),
            fixed={"place_id": place.id},
            width=WIDE,
            parent=parent,
        )


class RentDialog(CommandDialog):
    """生成租金: what is not charged yet up to a month, of every lease or of one, shown before it is made (M2.9)."""

    def __init__(
        self, desk: Desk, done: Done, lease: LeaseFacts | None = None, parent: QWidget | None = None
    ) -> None:
        self._front, self._lease = desk, lease
        self.month = MonthField("rent_month", required=True)
        cells: list[Asked] = []
        if lease is None:
            late = desk.read(late_fee_item)
            items = desk.read(fee_items, None, active_only=True)
            hand = [(row.id, row.name) for row in items if row.pricing is Pricing.HAND and row.id != late]
            field = ChoiceField("rent_item", hand, placeholder=tr(ITEM_NAME))
            cells.append(("item_id", field, tr("记在哪个收费项目"), 1))
        text = (
            tr("把到某月为止还没生成的租金都生成，记到各户的应收里。生成过的不会再生成。")
            if lease is None
            else tr(
                "{unit} {holder} 的车位 {code}，月租 {fee}。选收到哪个月，生成后到收款页收。",
                unit=lease.unit,
                holder=lease.holder,
                code=lease.code,
                fee=lease.fee,
            )
        )
        super().__init__(
            desk,
            tr("生成租金") if lease is None else tr("收租金"),
            text,
            ((*cells, ("through", self.month, tr("到哪个月（含）"), 1)),),
            name="rent_dialog",
            command=ChargeRent,
            service=charge_rent,
            done=done,
            save=tr("生成") if lease is None else tr("生成并去收款"),
            fixed={"lease_id": None if lease is None else lease.id},
            load={"through": Month.of(desk.clock.today()), "item_id": desk.read(rent_item_of)},
            first="through",
            parent=parent,
        )
        self.month.edited.connect(self._count)
        self._count()

    def save(self) -> None:
        """Of every lease it may take a while: on the worker, shown and cancellable (L6)."""
        if self._lease is not None:
            super().save()
            return
        command = self.form.value(**self.fixed)
        if command is not None:
            self.accept()
            self._front.run_long(charge_rent, command, title=tr("正在生成车位租金"), then=self._done)

    def _count(self) -> None:
        try:
            month = self.month.value()
        except Refused:
            month = None
        if month is None:
            self.say("")
            return
        due = self._front.read(rent_due, month, None if self._lease is None else self._lease.id)
        parts = sum(len(rent.parts) for rent in due)
        if not parts:
            self.say(tr("到 {month} 的租金都已生成。", month=month))
            return
        amount: Money = total(rent.total for rent in due)
        if self._lease is not None:
            lines = [f"{part.month} {part.how} = {part.amount}" for part in due[0].parts[:4]]
            more = [tr("等 {n} 笔", n=parts)] if parts > 4 else []
            self.say("；".join([*lines, *more]) + tr("。合计 {amount}", amount=amount))
            return
        self.say(tr("{leases} 份租约 {n} 笔，合计 {amount}。", leases=len(due), n=parts, amount=amount))
