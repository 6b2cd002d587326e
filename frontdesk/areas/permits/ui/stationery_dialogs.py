"""What the page of stationery asks: a range from finance, what became of numbers, a new kind, who signed (D3.8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.permits.queries.stationery import CountRow, KindRow, kinds, stock_of
from frontdesk.areas.permits.rules.stationery import Fate
from frontdesk.areas.permits.service.stationery import (
    AddKind,
    Draw,
    MarkNumbers,
    add_kind,
    draw,
    mark_numbers,
)
from frontdesk.areas.permits.service.stationery_count import SignCount, sign_count
from frontdesk.areas.permits.ui.parking_command import Asked, CommandDialog
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, TextField

Done = Callable[[Any], object]
WIDE = 600

_TITLES = {Fate.USED: "登记使用", Fate.SPOILED: "登记作废", Fate.RETURNED: "退回财务"}
_TEXTS = {
    Fate.USED: "用掉的空白证、单，照票面登记号码。一个号码只能用一次。",
    Fate.SPOILED: "打坏、写错、撕破的也要登记，号码才对得上。票纸请留着备查。",
    Fate.RETURNED: "没用完退回财务的，退回后不再算在结存里。",
}
_WORDS = {Fate.USED: "用在哪里", Fate.SPOILED: "原因", Fate.RETURNED: "退给谁"}
_HINTS = {Fate.USED: "如 3-1-1202 换证", Fate.SPOILED: "如 打印错位", Fate.RETURNED: "如 财务 方怡"}


def kind_field(desk: Desk, name: str) -> ChoiceField:
    """A kind of blank by its name."""
    return ChoiceField(name, [(row.name, row.name) for row in desk.read(kinds)], required=True)


class DrawDialog(CommandDialog):
    """领用: a range by its first and last printed number."""

    def __init__(self, desk: Desk, done: Done, kind: str = "", parent: QWidget | None = None) -> None:
        self.kind = kind_field(desk, "draw_kind")
        self.first = TextField("draw_first", required=True, figures=True, limit=20)
        self._rows = {row.name: row for row in desk.read(kinds)}
        super().__init__(
            desk,
            tr("领用票证"),
            tr("从财务领来的空白证、单、收据本，照票面填起号和止号，字头和位数都算。"),
            (
                (
                    ("kind", self.kind, tr("种类"), 2),
                    ("first", self.first, tr("起号"), 2),
                    ("last", TextField("draw_last", required=True, figures=True, limit=20), tr("止号"), 2),
                ),
                (
                    (
                        "handed_by",
                        TextField("draw_by", tr("如 方怡"), required=True, limit=60),
                        tr("财务谁交的"),
                        2,
                    ),
                    ("on", DateField("draw_on", today=desk.clock.today, required=True), tr("日期"), 2),
                    ("words", TextField("draw_words", limit=200), tr("说明（可不填）"), 2),
                ),
            ),
            name="draw_dialog",
            command=Draw,
            service=draw,
            done=done,
            save=tr("领用并打印"),
            fixed={"token": uuid4().hex},
            load={"kind": kind or None, "on": desk.clock.today()},
            first="first" if kind else "kind",
            width=WIDE,
            parent=parent,
        )
        self.kind.edited.connect(self._kind_chosen)
        self._kind_chosen()

    def _kind_chosen(self) -> None:
        """The kind's usual prefix, as long as no number is typed."""
        row = self._rows.get(self.kind.text())
        if row is not None and not any(sign.isdigit() for sign in self.first.text()):
            self.first.set_value(row.prefix)


class MarkDialog(CommandDialog):
    """使用, 作废 or 退回 of numbers."""

    def __init__(
        self, desk: Desk, fate: Fate, kind: KindRow | None, done: Done, parent: QWidget | None = None
    ) -> None:
        self._front = desk
        self.fate = fate
        self.kind = kind_field(desk, "mark_kind")
        numbers = TextField("mark_numbers", tr("如 JZ000101-000105、JZ000110"), required=True)
        words = TextField("mark_words", tr(_HINTS[fate]), limit=200, required=fate is not Fate.USED)
        second: list[Asked] = [("words", words, tr(_WORDS[fate]), 3)]
        if fate is Fate.USED:
            permit = TextField("mark_permit", tr("如 JZ-00004406"), figures=True, limit=40)
            second.append(("permit", permit, tr("证件号（可不填）"), 2))
        second.append(("on", DateField("mark_on", today=desk.clock.today, required=True), tr("日期"), 2))
        super().__init__(
            desk,
            tr(_TITLES[fate]),
            tr(_TEXTS[fate]),
            ((("kind", self.kind, tr("种类"), 2), ("numbers", numbers, tr("号码"), 4)), second),
            name="mark_dialog",
            command=MarkNumbers,
            service=mark_numbers,
            done=done,
            save=tr("登记"),
            fixed={"fate": fate, "token": uuid4().hex},
            load={"kind": kind.name if kind is not None else None, "on": desk.clock.today()},
            first="numbers" if kind is not None else "kind",
            width=WIDE,
            parent=parent,
        )
        self.numbers = numbers
        self.kind.edited.connect(self._kind_chosen)
        self._kind_chosen()

    def _kind_chosen(self) -> None:
        """What is left, and the next number as a proposal where one is used."""
        try:
            name = self.kind.value()
        except Refused:
            return
        row = next((one for one in self._front.read(kinds) if one.name == name), None)
        if row is None:
            return
        stock = self._front.read(stock_of, row.id)
        self.say(
            tr("结存 {n} 张：{numbers}", n=stock.pieces, numbers=stock.words)
            if stock.pieces
            else tr("{kind} 没有结存，请先登记领用。", kind=name)
        )
        if self.fate is Fate.USED and not self.numbers.text().strip():
            self.numbers.set_value(stock.next)


class KindDialog(CommandDialog):
    """新增种类."""

    def __init__(self, desk: Desk, done: Done, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            tr("新增票证种类"),
            tr("居住证、临时出入证、搬运证、有偿服务单和收款收据已经有了，这里加别的。"),
            (
                (
                    ("name", TextField("kind_name", tr("如 游泳证"), required=True, limit=20), tr("名称"), 3),
                    (
                        "prefix",
                        TextField("kind_prefix", tr("如 YY"), figures=True, limit=10),
                        tr("字头（可不填）"),
                        2,
                    ),
                ),
            ),
            name="kind_dialog",
            command=AddKind,
            service=add_kind,
            done=done,
            save=tr("新增"),
            parent=parent,
        )


class SignDialog(CommandDialog):
    """签字: who signed the count's paper."""

    def __init__(self, desk: Desk, row: CountRow, done: Done, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            tr("盘点签字"),
            tr("{number}，{month} 的盘点表打印出来签了字，在这里记下。", number=row.number, month=row.month),
            (
                (
                    (
                        "signed_by",
                        TextField("sign_by", tr("如 周敏"), required=True, limit=80),
                        tr("谁签的字"),
                        3,
                    ),
                    ("on", DateField("sign_on", today=desk.clock.today, required=True), tr("日期"), 2),
                ),
            ),
            name="sign_dialog",
            command=SignCount,
            service=sign_count,
            done=done,
            save=tr("记下"),
            fixed={"count_id": row.id},
            load={"on": desk.clock.today()},
            parent=parent,
        )
