"""The small forms of what is held: taken in one after the other, told of, collected, sent back, corrected (D2.4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.parcels import ParcelFile, ParcelRow
from frontdesk.areas.reception.rules.parcels import LONGEST_NAME, MOST_PIECES, NotifyWay, ParcelKind
from frontdesk.areas.reception.service.parcels import (
    ChangeParcel,
    CollectParcels,
    NotifyParcels,
    SendBack,
    Taken,
    TakeParcel,
    change_parcel,
    collect_parcels,
    notify_parcels,
    send_back,
    take_parcel,
)
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, NumberField, SegmentField, TextField
from frontdesk.base.widgets.pickers import UnitPicker

Then = Callable[[Any], object]
KEPT = ("kind", "carrier", "shelf")
"""What stays when the next parcel of the same courier is written down."""


class TakeDialog(ActDialog):
    """登记代收: F6 stores and goes on with the next one, the courier and the shelf kept."""

    def __init__(
        self,
        desk: Desk,
        then: Then,
        *,
        unit_id: int | None = None,
        kind: ParcelKind = ParcelKind.PARCEL,
        parent: QWidget | None = None,
    ) -> None:
        self._kind = ChoiceField("parcel_kind", [(k, tr(k.value)) for k in ParcelKind], required=True)
        self._kind.set_value(kind)
        self._unit = UnitPicker(
            "parcel_unit", partial(unit_choices, desk), resolve=partial(unit_of, desk), hint=""
        )
        if unit_id is not None:
            self._unit.set_value(unit_id)
        self._pieces = NumberField("parcel_pieces", least=1, most=MOST_PIECES, unit=tr("件"), required=True)
        self._pieces.set_value(1)
        self._tracking = TextField("parcel_tracking", tr("可扫快递单"), limit=60)
        self._carrier = TextField("parcel_carrier", tr("如 顺丰、中通、邮政"), limit=40)
        self._shelf = TextField("parcel_shelf", tr("如 后柜 2 层"), limit=40)
        self._taker = TextField("parcel_taker", tr("单上的名字"), limit=LONGEST_NAME)
        phone = PhoneField("parcel_phone", tr("尾号也行"), tail=True)
        words = TextField("parcel_words", tr("如 生鲜，先打电话"), limit=200)
        cells: tuple[tuple[Cell, ...], ...] = (
            (
                ("unit_id", self._unit, tr("房号"), 3),
                ("kind", self._kind, tr("种类"), 2),
                ("pieces", self._pieces, tr("件数"), 1),
            ),
            (
                ("taker", self._taker, tr("收件人（选了房号可不填）"), 3),
                ("phone", phone, tr("电话（可不填）"), 2),
            ),
            (
                ("tracking", self._tracking, tr("单号（可不填）"), 3),
                ("carrier", self._carrier, tr("承运（可不填）"), 2),
                ("shelf", self._shelf, tr("放在哪里（可不填）"), 2),
            ),
            (("words", words, tr("备注（可不填）"), 1),),
        )
        self._token = uuid4().hex
        self._goes_on = False
        self._told = then
        super().__init__(
            desk, "take_parcel_dialog", tr("登记代收"), cells, take_parcel,
            lambda v: TakeParcel(**v, token=self._token), save_text=tr("保存"), parent=parent,
        )  # fmt: skip
        following = self.add_button(tr("保存，再登一件"), "F6", name="take_parcel_next", left=True)
        following.clicked.connect(self.save_and_go_on)

    def save_and_go_on(self) -> None:
        """F6: store this one, then stand on the next."""
        self._goes_on = True
        super().save()

    def save(self) -> None:
        self._goes_on = False
        super().save()

    def _saved(self, result: Taken) -> None:
        self._told(result)
        if not self._goes_on:
            self.accept()
            return
        self._token = uuid4().hex
        for name, field in self.fields.items():
            if name not in KEPT:
                field.set_value(1 if name == "pieces" else None)
        self.note.say(tr("已登记 {number}，接着登下一件。", number=result.number), tone="ok")
        self.fit()
        self.guard_typing(self.desk.dialogs.confirm)
        self._unit.setFocus()


def collect_dialog(desk: Desk, file: ParcelFile, then: Then, parent: QWidget) -> ActDialog:
    """Somebody takes it, and what else waits for the same unit, against their name."""
    row = file.row
    who = TextField("collect_who", tr("谁领走的，算作签收"), required=True, limit=LONGEST_NAME)
    who.set_value(row.taker)
    words = TextField("collect_words", tr("如 物业保洁代拿上楼"), limit=200)
    rows: list[tuple[Cell, ...]] = [(("who", who, tr("领取人"), 1),)]
    if file.others:
        every = sum(each.left for each in file.others) + row.left
        both = SegmentField(
            "collect_all",
            [
                (True, tr("这户的全部领走（{n} 件）", n=every)),
                (False, tr("只领这一笔（{n} 件）", n=row.left)),
            ],
        )
        both.set_value(True)
        rows.append((("whole", both, tr("领哪些"), 1),))
    elif row.left > 1:
        pieces = NumberField("collect_pieces", least=1, most=row.left, unit=tr("件"), required=True)
        pieces.set_value(row.left)
        rows.append((("pieces", pieces, tr("领几件"), 1),))
    rows.append((("words", words, tr("说明（可不填）"), 1),))

    def command(v: dict[str, Any]) -> CollectParcels:
        ids = (row.id, *(each.id for each in file.others)) if v.get("whole") else (row.id,)
        return CollectParcels(ids, v["who"], v.get("pieces"), v["words"])

    told = [_line(row), *(_line(each) for each in file.others)]
    return ActDialog(
        desk, "collect_parcel_dialog", tr("领取"), rows, collect_parcels, command, text="\n".join(told[:8]),
        save_text=tr("领走"), then=then, parent=parent,
    ).start(who)  # fmt: skip


def notify_dialog(desk: Desk, file: ParcelFile, then: Then, parent: QWidget) -> ActDialog:
    """Somebody was told, of everything that waits for the unit."""
    row = file.row
    way = SegmentField("notify_way", [(each, tr(each.value)) for each in NotifyWay])
    way.set_value(NotifyWay.PHONE)
    words = TextField("notify_words", tr("如 说晚上八点来拿"), limit=200)
    cells: tuple[tuple[Cell, ...], ...] = (
        (("way", way, tr("怎么通知的"), 1),),
        (("words", words, tr("说明（可不填）"), 1),),
    )
    ids = (row.id, *(each.id for each in file.others))
    told = [_line(row), *(_line(each) for each in file.others)]
    return ActDialog(
        desk, "notify_parcel_dialog", tr("登记通知"), cells, notify_parcels,
        lambda v: NotifyParcels(ids, v["way"], v["words"]), text="\n".join(told[:8]), then=then, parent=parent,
    ).start(way)  # fmt: skip


def send_back_dialog(desk: Desk, row: ParcelRow, then: Then, parent: QWidget) -> ActDialog:
    """What is here of it goes back."""
    words = TextField("send_back_words", tr("如 收件人已搬走，顺丰取回"), required=True, limit=200)
    cells: tuple[tuple[Cell, ...], ...] = ((("words", words, tr("退给谁、为什么"), 1),),)
    return ActDialog(
        desk, "send_back_dialog", tr("退回"), cells, send_back, lambda v: SendBack(row.id, v["words"]),
        text=_line(row), save_text=tr("退回"), then=then, parent=parent,
    ).start(words)  # fmt: skip


def change_dialog(desk: Desk, row: ParcelRow, then: Then, parent: QWidget) -> ActDialog:
    """Whose it is, where it lies, its waybill. The phone stays unless another is typed: it is masked here."""
    unit = UnitPicker("change_unit", partial(unit_choices, desk), resolve=partial(unit_of, desk), hint="")
    if row.unit_id is not None:
        unit.set_value(row.unit_id)
    fields = {
        "taker": (TextField("change_taker", limit=LONGEST_NAME), row.taker, tr("收件人（选了房号可不填）")),
        "carrier": (TextField("change_carrier", limit=40), row.carrier, tr("承运（可不填）")),
        "tracking": (TextField("change_tracking", limit=60), row.tracking, tr("单号（可不填）")),
        "shelf": (TextField("change_shelf", limit=40), row.shelf, tr("放在哪里（可不填）")),
        "words": (TextField("change_words", limit=200), row.words, tr("备注（可不填）")),
    }
    for field, value, _label in fields.values():
        field.set_value(value)
    phone = PhoneField("change_phone", row.phone, tail=True)
    cell = {name: (name, field, label, 1) for name, (field, _value, label) in fields.items()}
    cells: tuple[tuple[Cell, ...], ...] = (
        (("unit_id", unit, tr("房号"), 1), cell["taker"], ("phone", phone, tr("电话（不改就不填）"), 1)),
        (cell["tracking"], cell["carrier"], cell["shelf"]),
        (cell["words"],),
    )
    return ActDialog(
        desk, "change_parcel_dialog", tr("修改代收"), cells, change_parcel,
        lambda v: ChangeParcel(row.id, v["unit_id"], **{name: v[name] for name in fields}, phone=v["phone"] or None),
        text=_line(row), then=then, parent=parent,
    ).start(unit)  # fmt: skip


def _line(row: ParcelRow) -> str:
    """`KD-20261121-003　3-1-1202　张硕　快递 2 件　后柜 2`."""
    what = tr("{kind} {n} 件", kind=tr(row.kind.value), n=row.left)
    return "　".join(part for part in (row.number, row.unit, row.taker, what, row.shelf) if part)
