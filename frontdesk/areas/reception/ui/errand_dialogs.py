"""The small forms of errands: received with its papers, each step of its course, the office's kinds (D2.6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.errands import ErrandFile, ErrandKind, errand_kinds
from frontdesk.areas.reception.queries.places import residents_of
from frontdesk.areas.reception.rules.errands import LONGEST_KIND, LONGEST_NAME, MOST_DAYS, ErrandAct
from frontdesk.areas.reception.service.errand_kinds import SaveErrandKind, save_errand_kind
from frontdesk.areas.reception.service.errands import (
    ActOnErrand,
    PaperInput,
    ReceiveErrand,
    act_on_errand,
    receive_errand,
)
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    AreaField,
    ChoiceField,
    DateField,
    Field,
    MoneyField,
    NumberField,
    Option,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.pickers import UnitPicker

Then = Callable[[Any], object]
WIDE = 680
ORIGINAL = ("原件", "（原件）", "(原件)", "原")
_HINTS = {
    ErrandAct.HAND: "如 周一送营业厅",
    ErrandAct.WORK: "如 已交材料，等上门",
    ErrandAct.LOG: "如 已约周三上午上门",
    ErrandAct.PROMISE: "如 等表具到货",
    ErrandAct.DONE: "如 已开通，户号 88210",
    ErrandAct.COLLECT: "如 原件已一并交还",
    ErrandAct.RETURN: "如 缺房产证复印件",
    ErrandAct.RESUME: "如 已补来房产证复印件",
    ErrandAct.WITHDRAW: "如 业主说不办了",
}


def read_papers(words: str) -> tuple[PaperInput, ...]:
    """A paper on each line: `房产证 原件`, `身份证复印件 2`: how many, and whether it goes back."""
    found = []
    for line in words.splitlines():
        parts = line.split()
        copies, original = 1, False
        while len(parts) > 1 and (parts[-1] in ORIGINAL or parts[-1].rstrip("份").isdecimal()):
            last = parts.pop()
            if last in ORIGINAL:
                original = True
            else:
                copies = int(last.rstrip("份"))
        if parts:
            found.append(PaperInput(" ".join(parts), copies, original))
    return tuple(found)


class ErrandDialog(ActDialog):
    """受理代办: who lives there is proposed; the kind brings its papers, its days and its fee."""

    def __init__(
        self, desk: Desk, then: Then, *, unit_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        self._token = uuid4().hex
        self.kinds = desk.read(errand_kinds)
        self.unit = UnitPicker(
            "errand_unit", partial(unit_choices, desk), resolve=partial(unit_of, desk), required=True, hint=""
        )
        self.kind = ChoiceField("errand_kind", [Option(k.words, k.words) for k in self.kinds], required=True)
        self.asker = TextField("errand_who", tr("谁来办的"), required=True, limit=LONGEST_NAME)
        phone = PhoneField("errand_phone", tr("不填就用档案里的"))
        what = TextField("errand_what", tr("如 新房燃气开户，周末家里有人"), required=True, limit=200)
        self.papers = AreaField("errand_papers", tr("一行一样，如 房产证 原件；身份证复印件 2"), lines=4)
        self.promised = DateField("errand_promised", today=desk.clock.today, required=True)
        self.fee = MoneyField("errand_fee", tr("不收"))
        cells: tuple[tuple[Cell, ...], ...] = (
            (("unit_id", self.unit, tr("房号"), 3), ("kind", self.kind, tr("办哪一种"), 3)),
            (("who", self.asker, tr("来人"), 3), ("phone", phone, tr("电话（可不填）"), 3)),
            (("what", what, tr("办什么"), 1),),
            (("papers", self.papers, tr("交来的材料（可不填）"), 1),),
            (
                ("promised_on", self.promised, tr("答应哪天办结"), 3),
                ("fee", self.fee, tr("代办费（元，可不填）"), 3),
            ),
        )
        super().__init__(
            desk, "receive_errand_dialog", tr("受理代办"), cells, receive_errand, self._read, width=WIDE,
            save_text=tr("受理并打印"), then=then, parent=parent,
        )  # fmt: skip
        if self.kinds:
            self.kind.set_value(self.kinds[0].words)
        self._told: str | None = None
        if unit_id is not None:
            self.unit.set_value(unit_id)
            self._unit_chosen()
        self.unit.edited.connect(self._unit_chosen)
        self.unit.picked.connect(lambda _choice: self._unit_chosen())
        self.kind.edited.connect(self._kind_chosen)
        self._kind_chosen()

    def _read(self, values: dict[str, Any]) -> ReceiveErrand:
        person = None
        for each in self.desk.read(residents_of, values["unit_id"], self.desk.clock.today()):
            if each.name == values["who"].strip():
                person = each.person_id
        return ReceiveErrand(
            values["unit_id"], values["kind"], values["what"], values["who"], person, values["phone"],
            read_papers(values["papers"]), values["promised_on"], values["fee"] or ZERO, self._token,
        )  # fmt: skip

    def _unit_chosen(self) -> None:
        try:
            unit_id = self.unit.value()
        except Refused:
            return
        if isinstance(unit_id, int) and not self.asker.text().strip():
            people = self.desk.read(residents_of, unit_id, self.desk.clock.today())
            if people:
                self.asker.set_value(people[0].name)

    def _kind_chosen(self) -> None:
        """What the kind says is proposed, where nobody has typed anything else."""
        kind = next((each for each in self.kinds if each.words == self.kind.value()), None)
        if kind is None:
            return
        if self._told is None or str(self.papers.value()).strip() == self._told:
            self._told = "\n".join(kind.papers)
            self.papers.set_value(self._told)
        self.promised.set_value(self.desk.clock.today() + timedelta(days=kind.days))
        self.fee.set_value(kind.fee or None)


def act_dialog(desk: Desk, file: ErrandFile, act: ErrandAct, then: Then, parent: QWidget) -> ActDialog:
    """One step of the course: what the step needs is asked, nothing else."""
    row = file.row
    words = TextField("errand_words", tr(_HINTS[act]), limit=200)
    rows: list[tuple[Cell, ...]] = []
    first: Field = words
    if act in (ErrandAct.HAND, ErrandAct.COLLECT):
        whom = TextField("errand_whom", required=True, limit=LONGEST_NAME)
        if act is ErrandAct.COLLECT:
            whom.set_value(row.who)
        label = tr("领取人，算作签收") if act is ErrandAct.COLLECT else tr("交给谁办")
        rows.append((("whom", whom, label, 1),))
        first = whom
    if act is ErrandAct.PROMISE:
        day = DateField("errand_promised", today=desk.clock.today, required=True)
        rows.append((("promised_on", day, tr("改到哪天"), 1),))
        first = day
    if act is ErrandAct.WITHDRAW and row.fee > ZERO:
        keep = MoneyField("errand_keep", required=True)
        keep.set_value(Money(row.fee.fen - row.owed.fen))
        rows.append((("keep", keep, tr("代办费还收多少（元）"), 1),))
    optional = act in (ErrandAct.HAND, ErrandAct.WORK, ErrandAct.COLLECT)
    rows.append((("words", words, tr("说明（可不填）") if optional else tr("说明"), 1),))
    text = tr("{number}　{unit}　{who}　{kind}：{what}", number=row.number, unit=row.unit, who=row.who, kind=row.kind,
              what=row.what)  # fmt: skip
    originals = [paper.name for paper in file.papers if paper.original]
    if act in (ErrandAct.COLLECT, ErrandAct.RETURN, ErrandAct.WITHDRAW) and originals:
        text += "\n" + tr("要交还的原件：{names}", names="、".join(originals))
    if act is ErrandAct.COLLECT and row.owed > ZERO:
        text += "\n" + tr("代办费还欠 {owed}", owed=row.owed)
    return ActDialog(
        desk, "errand_act_dialog", tr(act.value), rows, act_on_errand,
        lambda v: ActOnErrand(
            row.id, act, v.get("words", ""), v.get("whom", ""), v.get("promised_on"), v.get("keep") or ZERO
        ),
        text=text, save_text=tr(act.value), then=then, parent=parent,
    ).start(first)  # fmt: skip


def kind_dialog(desk: Desk, kind: ErrandKind | None, then: Then, parent: QWidget) -> ActDialog:
    """A kind of errand: what it is called, how long it takes, what it costs, which papers it asks for."""
    words = TextField("kind_words", required=True, limit=LONGEST_KIND)
    days = NumberField("kind_days", least=0, most=MOST_DAYS, unit=tr("天"), required=True)
    fee = MoneyField("kind_fee", tr("不收"))
    papers = AreaField("kind_papers", tr("一行一样"), lines=5)
    active = SegmentField("kind_active", [(True, tr("在用")), (False, tr("停用"))])
    days.set_value(kind.days if kind is not None else 3)
    active.set_value(kind is None or kind.active)
    if kind is not None:
        words.set_value(kind.words)
        words.set_read_only(True)
        fee.set_value(kind.fee or None)
        papers.set_value("\n".join(kind.papers))
    cells: tuple[tuple[Cell, ...], ...] = (
        (
            ("words", words, tr("种类"), 3),
            ("days", days, tr("通常几天办结"), 2),
            ("fee", fee, tr("代办费（元）"), 2),
        ),
        (("papers", papers, tr("要交的材料（可不填）"), 1),),
        (("active", active, tr("受理时可不可以选"), 1),),
    )
    return ActDialog(
        desk, "errand_kind_dialog", tr("代办种类"), cells, save_errand_kind,
        lambda v: SaveErrandKind(**{**v, "fee": v["fee"] or ZERO}), text=tr("已经受理的照原来的。"), then=then,
        parent=parent,
    ).start(words if kind is None else days)  # fmt: skip
