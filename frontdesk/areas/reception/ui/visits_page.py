"""访客: who is inside to see whom, let in with a pass and out again (D2.4)."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.archives.ui.phone_field import PhoneField
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.visits import (
    VisitFilter,
    VisitRow,
    VisitShow,
    visit_figures,
    visit_row,
    visit_rows,
)
from frontdesk.areas.reception.rules.visits import MOST_PEOPLE, WHYS, VisitState
from frontdesk.areas.reception.service.visits import (
    LetIn,
    LetInDone,
    LetOut,
    VoidVisit,
    let_in,
    let_out,
    void_visit,
)
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label, unit_row
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import NumberField, SegmentField, TextField
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.pickers import UnitPicker
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    VisitState.INSIDE: "info",
    VisitState.OVERNIGHT: "bad",
    VisitState.LEFT: "neutral",
    VisitState.VOID: "neutral",
}
INSIDE = (VisitState.INSIDE, VisitState.OVERNIGHT)


def status_of(row: VisitRow) -> Status:
    """`在内`, `已离开 15:20`."""
    if row.left_at is not None:
        left = local_time(row.left_at)
        shape = "%H:%M" if left.date() == row.came_on else "%m-%d %H:%M"
        return Status("neutral", tr("{at} 离开", at=f"{left:{shape}}"))
    return Status(_TONES[row.state], tr(row.state.value))


class VisitsPage(HeldPage):
    """`open(unit_id=…)` shows a unit's visitors; target `let_in` opens the form."""

    ICON = "ph.user"
    TARGETS = ("visits", "let_in")
    HISTORY = ("visit", "修改记录")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[VisitRow], ...] = (
            Column(tr("进来"), lambda r: r.at, width=144, name="at"),
            Column(tr("来访人"), lambda r: r.name, kind="strong", width=112, name="name"),
            Column(tr("人数"), lambda r: r.people, kind="number", width=56, sort=False),
            Column(tr("去哪里"), lambda r: r.where, width=128, name="where"),
            Column(tr("找谁"), lambda r: r.host, width=96, sort=False),
            Column(tr("事由"), lambda r: r.why, name="why"),
            Column(tr("访客证"), lambda r: r.pass_number, width=76, name="pass"),
            Column(tr("状态"), status_of, kind="status", width=128, sort=False),
        )
        super().__init__(
            desk, "visits_page", tr("访客"), columns, VisitShow, rows=visit_rows, figures=visit_figures,
            read_file=visit_row, placeholder=tr("姓名、房号、访客证号"), topics=("visits", "units"),
            add_words=tr("登记来访"),
            empty=(
                tr("还没有来访登记"),
                tr("谁来、找谁、几点进几点出、戴几号访客证都在这里；隔天还没有离开的会提醒。"),
            ),
            faint=lambda r: r.state not in INSIDE, parent=parent,
        )  # fmt: skip
        self.leave = KeyButton(tr("离开"), "F5", name="visits_leave")
        self.leave.clicked.connect(self._leave)
        pane = HeldPane("visit_pane", (self.more,), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.leave)

    def wanted(self, sort: str = "", descending: bool = True) -> VisitFilter:
        today = self.desk.clock.today()
        # Without a column chosen the newest stand first.
        return VisitFilter(
            today, self.search.text(), self.chosen(), self._unit_id, sort or "at", descending or not sort
        )

    def row_opened(self, row: VisitRow | None) -> None:
        """Enter lets them out."""
        if row is not None and row.state in INSIDE and self.desk.may(Right.RECEPTION):
            self._leave()

    def show_file(self, file: VisitRow | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        state = status_of(file)
        head = self.pane.add_section(name="visit_head")
        head.add_row(Words(file.name, "lead", select=True), None, state_label(state))
        count = tr("{n} 人", n=file.people) if file.people > 1 else ""
        told = " · ".join(part for part in (file.where, file.why, count) if part)
        head.add(Words(told, "body", "text2", wrap=True))
        for label, value in (
            (tr("找谁"), file.host),
            (tr("访客证"), file.pass_number),
            (tr("证件号"), file.id_number),
            (tr("电话"), file.phone),
            (tr("车牌"), file.plate),
            (tr("备注"), file.words),
        ):
            if value:
                head.add_pair(label, value)
        if file.unit_id is not None:
            link = Link(tr("一户一卡"), "visit_card")
            link.clicked.connect(lambda: self.desk.go("unit", unit_id=file.unit_id))
            unit_row(head, file.unit, link)
        course = self.pane.add_section(tr("经过"), name="visit_course", line=False)
        if file.left_at is not None:
            course.add_line(tr("离开"), at=self.when(file.left_at), right=file.end_by)
            if file.pass_number and not file.pass_back:
                course.add_line(tr("访客证没有收回"), at=" ", tone="bad")
        elif file.state is VisitState.VOID:
            course.add_line(tr("作废"), at=" ", right=file.end_by)
        if file.end_words:
            course.add_line(file.end_words, at=" ", tone="text3")
        course.add_line(tr("进来"), at=self.when(file.at), right=file.by)
        self.pane.scroll_to_top()

    def acts(self, file: VisitRow | None) -> Acts:
        if file is None:
            return {}
        found: Acts = {}
        if file.phone or file.id_number:
            found["reveal"] = (tr("看证件号和电话"), lambda: self.reveal("visit", file.id, file.name))
        if file.state in INSIDE:
            found["void"] = (tr("作废，登记错了"), lambda: self._void(file))
        return {**found, **self.history_act(file.id)}

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        unit_id = arguments.get("unit_id")
        unit = UnitPicker(
            "visit_unit", partial(unit_choices, self.desk), resolve=partial(unit_of, self.desk), hint=""
        )
        chosen = unit_id if isinstance(unit_id, int) else self._unit_id
        if chosen is not None:
            unit.set_value(chosen)
        people = NumberField("visit_people", least=1, most=MOST_PEOPLE, unit=tr("人"), required=True)
        people.set_value(1)
        name = TextField("visit_name", required=True, limit=80)
        place = TextField("visit_place", tr("不是住户才填，如 物业办公室"), limit=120)
        host = TextField("visit_host", tr("如 业主、工程部李工"), limit=80)
        usual = "、".join(tr(word) for word in WHYS[:5])
        why = TextField("visit_why", tr("如 {words}", words=usual), required=True, limit=120)
        number = TextField("visit_pass", tr("如 07"), limit=20)
        id_number = TextField("visit_id_number", limit=40, figures=True)
        phone = PhoneField("visit_phone")
        plate = TextField("visit_plate", limit=20)
        words = TextField("visit_words", limit=200)
        cells: tuple[tuple[Cell, ...], ...] = (
            (("unit_id", unit, tr("去哪一户"), 3), ("place", place, tr("或去哪里"), 3)),
            (
                ("name", name, tr("来访人"), 3),
                ("people", people, tr("人数"), 1),
                ("pass_number", number, tr("访客证号（可不填）"), 2),
            ),
            (("why", why, tr("事由"), 3), ("host", host, tr("找谁（可不填）"), 3)),
            (
                ("id_number", id_number, tr("证件号（可不填）"), 3),
                ("phone", phone, tr("电话（可不填）"), 2),
                ("plate", plate, tr("车牌（可不填）"), 2),
            ),
            (("words", words, tr("备注（可不填）"), 1),),
        )
        token = uuid4().hex
        ActDialog(
            self.desk, "let_in_dialog", tr("登记来访"), cells, let_in, lambda v: LetIn(**v, token=token),
            save_text=tr("进来"), then=self._let_in, parent=self,
        ).start(name if chosen is not None else unit)  # fmt: skip

    def _leave(self) -> None:
        row: VisitRow | None = self.stood_on()
        if row is None:
            return
        if row.state not in INSIDE:
            self.desk.messages.warn(tr("{name} 已经离开或作废了。", name=row.name))
            return
        if not row.pass_number:
            self.desk.run(let_out, LetOut((row.id,)), then=self._left)
            return
        back = SegmentField("leave_pass", [(True, tr("收回了")), (False, tr("没有收回"))])
        back.set_value(True)
        words = TextField("leave_words", tr("没有收回的写原因，如 丢失"), limit=200)
        cells: tuple[tuple[Cell, ...], ...] = (
            (("pass_back", back, tr("{number} 号访客证", number=row.pass_number), 1),),
            (("words", words, tr("说明（可不填）"), 1),),
        )
        ActDialog(
            self.desk, "let_out_dialog", tr("离开"), cells, let_out,
            lambda v: LetOut((row.id,), v["pass_back"], v["words"]), text=f"{row.name}　{row.where}",
            save_text=tr("离开"), then=self._left, parent=self,
        ).start(back)  # fmt: skip

    def _void(self, row: VisitRow) -> None:
        usual = (tr("重复登记"), tr("登错户"), tr("其他"))
        self.ask(tr("作废"), tr("记录留着，标明已作废。"), usual, lambda reason: self.desk.run(
            void_visit, VoidVisit(row.id, reason),
            then=lambda name: self.desk.messages.ok(tr("{name} 的来访已作废。", name=name)),
        ))  # fmt: skip

    def _let_in(self, done: LetInDone) -> None:
        self.desk.messages.ok(tr("{name} 已登记进来。", name=done.name))

    def _left(self, names: tuple[str, ...]) -> None:
        self.desk.messages.ok(tr("{name} 已离开。", name="、".join(names)))

    # -- coming here --

    def open(self, *, target: object = "visits", **arguments: object) -> None:
        """A unit's visitors, some words', one chip's; or at once the form for who comes."""
        self.narrow(unit_id=arguments.get("unit_id"), text=arguments.get("text"), show=arguments.get("show"))
        if target == "let_in":
            self.add_new(unit_id=arguments.get("unit_id"))

    def help_text(self) -> str:
        return tr(
            "来访登记。F2 登记来访，回车或 F5 办离开并收回访客证；按 / 找姓名、房号、访客证号；F9 看电话、作废和修改记录。"
        )
