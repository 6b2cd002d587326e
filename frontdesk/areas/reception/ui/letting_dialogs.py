"""The forms of commissions: taken from the owner, signed, changed, closed by a deal (D2.6)."""

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
from frontdesk.areas.reception.queries.lettings import LettingRow
from frontdesk.areas.reception.queries.places import residents_of
from frontdesk.areas.reception.queries.seekers import SeekerRow, looking, seeker_choice
from frontdesk.areas.reception.rules.lettings import LONGEST_NAME, LettingKind, SeekKind
from frontdesk.areas.reception.service.letting_deals import CloseDeal, close_deal
from frontdesk.areas.reception.service.letting_terms import ChangeTerms, Terms, change_terms
from frontdesk.areas.reception.service.lettings import (
    SignLetting,
    TakeLetting,
    sign_letting,
    take_letting,
)
from frontdesk.areas.reception.ui.ticket_fields import Caller, CallerField
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import DateField, Field, MoneyField, SegmentField, TextField
from frontdesk.base.widgets.pickers import Choice, Picker, UnitPicker

Then = Callable[[Any], object]
Cells = tuple[tuple[Cell, ...], ...]
USUAL_DAYS = 90
WIDE = 720


class TermsFields:
    """What the owner asks, as fields; rent and price follow what is to be done with the home."""

    NAMES = ("kind", "rent", "price", "least_rent", "least_price", "last_on", "furniture", "words")

    def __init__(self, desk: Desk, name: str, row: LettingRow | None = None) -> None:
        self.kind = SegmentField(f"{name}_kind", [(kind, tr(kind.value)) for kind in LettingKind])
        self.rent = MoneyField(f"{name}_rent")
        self.price = MoneyField(f"{name}_price")
        self.least_rent = MoneyField(f"{name}_least_rent")
        self.least_price = MoneyField(f"{name}_least_price")
        self.last_on = DateField(f"{name}_last", today=desk.clock.today, required=True)
        self.furniture = TextField(f"{name}_furniture", tr("如 床、空调 2 台、洗衣机"), limit=120)
        self.words = TextField(f"{name}_words", tr("如 不养宠物，看房提前半天打电话"), limit=300)
        self.kind.set_value(row.kind if row is not None else LettingKind.RENT)
        last: date = desk.clock.today() + timedelta(days=USUAL_DAYS)
        if row is not None:
            last = max(row.last_on, desk.clock.today())
            for field, value in (
                (self.rent, row.rent), (self.price, row.price), (self.furniture, row.furniture), (self.words, row.words)
            ):  # fmt: skip
                field.set_value(value)
        self.last_on.set_value(last)
        self.kind.edited.connect(self.follow)
        self.follow()

    def cells(self, *first: Cell, stays: bool = False) -> Cells:
        """Rows for a dialog, *first* around the last day; *stays*: a least price left empty stays as it was."""
        left = tr("不填就不变") if stays else tr("可不填，不给客户看")
        return (
            (
                ("kind", self.kind, tr("委托做什么"), 3),
                *first[:1],
                ("last_on", self.last_on, tr("委托到哪天"), 2),
                *first[1:],
            ),
            (
                ("rent", self.rent, tr("每月租金（元）"), 1),
                ("least_rent", self.least_rent, tr("租金底价（{left}）", left=left), 1),
            ),
            (
                ("price", self.price, tr("售价（元）"), 1),
                ("least_price", self.least_price, tr("售价底价（{left}）", left=left), 1),
            ),
            (
                ("furniture", self.furniture, tr("家具家电（可不填）"), 1),
                ("words", self.words, tr("其他约定（可不填）"), 1),
            ),
        )

    def follow(self) -> None:
        """Of a home that is only let there is no price, and the other way round."""
        kind = self.kind.value()
        for shut, fields in (
            (kind is LettingKind.SALE, (self.rent, self.least_rent)),
            (kind is LettingKind.RENT, (self.price, self.least_price)),
        ):
            for field in fields:
                if shut:
                    field.set_value(None)
                field.setEnabled(not shut)

    @classmethod
    def terms(cls, values: dict[str, Any]) -> Terms:
        """What was filled in."""
        return Terms(**{name: values[name] for name in cls.NAMES})


class TakeLettingDialog(ActDialog):
    """登记委托: the home, who gives it, what they ask."""

    def __init__(
        self, desk: Desk, then: Then, *, unit_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        self.unit = UnitPicker(
            "letting_unit", partial(unit_choices, desk), resolve=partial(unit_of, desk), required=True
        )
        self.owner = CallerField("letting_owner")
        self._phone = PhoneField("letting_phone", tr("选了住户可不填"))
        self._signed = SegmentField("letting_signed", [(False, tr("还没签")), (True, tr("已签"))])
        self._signed.set_value(False)
        self._terms = TermsFields(desk, "letting")
        first_on = DateField("letting_first", today=desk.clock.today, required=True)
        first_on.set_value(desk.clock.today())
        token = uuid4().hex
        cells: Cells = (
            (
                ("unit_id", self.unit, tr("房号"), 2), ("owner", self.owner, tr("委托人（业主或代理人）"), 2),
                ("phone", self._phone, tr("电话"), 2),
            ),
            *self._terms.cells(("first_on", first_on, tr("从哪天"), 2), ("signed", self._signed, tr("委托书"), 2)),
        )  # fmt: skip

        def command(values: dict[str, Any]) -> TakeLetting:
            who: Caller | None = values["owner"]
            return TakeLetting(
                values["unit_id"], TermsFields.terms(values), who.person_id if who else None,
                who.name if who else "", values["phone"], bool(values["signed"]), values["first_on"], token,
            )  # fmt: skip

        super().__init__(
            desk, "take_letting_dialog", tr("登记委托"), cells, take_letting, command, save_text=tr("保存"), then=then,
            width=WIDE, parent=parent,
        )  # fmt: skip
        self.unit.edited.connect(self._residents)
        self.unit.picked.connect(lambda _choice: self._residents())
        if unit_id is not None:
            self.unit.set_value(unit_id)
            self._residents()

    def _residents(self) -> None:
        """Who lives there, to choose from; an only owner is the one."""
        unit_id = self.unit.value() if self.unit.choice() is not None else None
        found = (
            self.desk.read(residents_of, unit_id, self.desk.clock.today()) if isinstance(unit_id, int) else ()
        )
        self.owner.set_residents(found)
        owners = [one for one in found if one.role.value == "业主"]
        if owners:
            self.owner.take_person(owners[0].person_id)
        else:
            self.owner.set_value(None)


def sign_dialog(desk: Desk, row: LettingRow, then: Then, parent: QWidget) -> ActDialog:
    """The paper came back signed."""
    on = DateField("letting_signed_on", today=desk.clock.today, required=True)
    on.set_value(desk.clock.today())
    words = TextField("letting_signed_words", tr("如 业主陈婷本人，看过身份证"), limit=200)
    cells: Cells = ((("on", on, tr("哪天签的"), 1), ("words", words, tr("说明（可不填）"), 2)),)
    return ActDialog(
        desk, "sign_letting_dialog", tr("签委托书"), cells, sign_letting,
        lambda v: SignLetting(row.id, v["on"], v["words"]), text=line_of(row), then=then, parent=parent,
    ).start(on)  # fmt: skip


def terms_dialog(desk: Desk, row: LettingRow, then: Then, parent: QWidget) -> ActDialog:
    """Another price, another day, other words; what the least prices were is not shown."""
    fields = TermsFields(desk, "letting_terms", row)
    why = TextField("letting_terms_why", tr("如 业主电话同意降价"), limit=120)
    cells: Cells = (*fields.cells(stays=True), (("why", why, tr("为什么改（可不填）"), 1),))
    return ActDialog(
        desk, "letting_terms_dialog", tr("改价、续期"), cells, change_terms,
        lambda v: ChangeTerms(row.id, TermsFields.terms(v), words=v["why"]), text=line_of(row), then=then, width=WIDE,
        parent=parent,
    ).start(fields.rent if row.kind is not LettingKind.SALE else fields.price)  # fmt: skip


class SeekerPicker(Picker):
    """客户: somebody who looks, by name or number; holds the search's id."""

    def __init__(self, name: str, desk: Desk, kind: SeekKind | None = None) -> None:
        super().__init__(
            name, self._look, resolve=self._one, placeholder=tr("登记过的客户，打姓名"), counter=tr("位"),
        )  # fmt: skip
        self._desk, self._kind = desk, kind

    def _look(self, text: str) -> list[Choice]:
        rows = self._desk.read(looking, text, self._desk.clock.today())
        return [self._choice_of(row) for row in rows if self._kind in (None, row.kind)]

    def _one(self, value: Any) -> Choice | None:
        row = self._desk.read(seeker_choice, value) if isinstance(value, int) else None
        return None if row is None else self._choice_of(row)

    @staticmethod
    def _choice_of(row: SeekerRow) -> Choice:
        return Choice(
            row.id, row.name, tr(row.kind.value), " · ".join(p for p in (row.phone, wish_words(row)) if p)
        )


def wish_words(row: SeekerRow) -> str:
    """`2 室，60–90㎡，最多 3,500.00`."""
    told = []
    if row.rooms is not None:
        told.append(tr("{n} 室", n=row.rooms))
    if row.area_from is not None or row.area_to is not None:
        told.append(f"{row.area_from or ''}–{row.area_to or ''}㎡")
    if row.price_to is not None:
        told.append(tr("最多 {most}", most=row.price_to))
    return "，".join(told)


def deal_dialog(
    desk: Desk, row: LettingRow, then: Then, parent: QWidget, *, seeker_id: int | None = None
) -> ActDialog:
    """To whom, at what price, and the office's commission as a charge of the home."""
    kinds = [
        kind
        for kind in SeekKind
        if row.kind is LettingKind.BOTH or (kind is SeekKind.RENT) is (row.kind is LettingKind.RENT)
    ]
    words_of = {SeekKind.RENT: tr("出租"), SeekKind.BUY: tr("出售")}
    kind = SegmentField("deal_kind", [(each, words_of[each]) for each in kinds])
    kind.set_value(kinds[0])
    seeker = SeekerPicker("deal_seeker", desk)
    who = TextField("deal_who", tr("没有登记过的写姓名"), limit=LONGEST_NAME)
    price = MoneyField("deal_price", required=True)
    commission = MoneyField("deal_commission")
    on = DateField("deal_on", today=desk.clock.today, required=True)
    words = TextField("deal_words", tr("如 租一年，押一付三"), limit=200)
    on.set_value(desk.clock.today())
    price.set_value(row.rent if kinds[0] is SeekKind.RENT else row.price)
    kind.edited.connect(lambda: price.set_value(row.rent if kind.value() is SeekKind.RENT else row.price))
    if seeker_id is not None:
        seeker.set_value(seeker_id)
    cells: Cells = (
        (("kind", kind, tr("租还是卖"), 2), ("on", on, tr("哪天成交"), 2)),
        (("seeker_id", seeker, tr("客户"), 3), ("who", who, tr("或姓名"), 2)),
        (
            ("price", price, tr("成交价（租金按月，元）"), 1),
            ("commission", commission, tr("佣金（元，没有就不填）"), 1),
        ),
        (("words", words, tr("说明（可不填）"), 1),),
    )
    text = tr("{home}。佣金记在这户的应收里，可以当场收。", home=line_of(row))

    def command(values: dict[str, Any]) -> CloseDeal:
        return CloseDeal(
            row.id, values["kind"], values["price"], values["seeker_id"], values["who"],
            values["commission"] or Money(0), values["on"], values["words"],
        )  # fmt: skip

    first: Field = seeker if seeker_id is None else price
    return ActDialog(
        desk, "close_deal_dialog", tr("成交"), cells, close_deal, command, text=text, save_text=tr("成交"), then=then,
        width=WIDE, parent=parent,
    ).start(first)  # fmt: skip


def line_of(row: LettingRow) -> str:
    """`ZS-20261121-001　3-1-1202　张硕　出租`."""
    return "　".join((row.number, row.unit, row.owner, tr(row.kind.value)))
