"""代办: what the office does for residents, step by step to the signature of who takes it back (D2.6)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.reception.queries.errands import (
    ErrandFile,
    ErrandFilter,
    ErrandRow,
    ErrandShow,
    errand_figures,
    errand_file,
    errand_kinds,
    errand_rows,
)
from frontdesk.areas.reception.rules.errands import COURSE, ErrandAct, ErrandState
from frontdesk.areas.reception.service.errands import FORM, ErrandDone, ErrandTaken
from frontdesk.areas.reception.ui import errand_dialogs as dialogs
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label, unit_row
from frontdesk.areas.reception.ui.held_prints import Unsent, print_new
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    ErrandState.RECEIVED: "warn",
    ErrandState.HANDED: "info",
    ErrandState.WORKING: "info",
    ErrandState.DONE: "ok",
    ErrandState.COLLECTED: "neutral",
    ErrandState.RETURNED: "warn",
    ErrandState.WITHDRAWN: "neutral",
}
ENDED = (ErrandState.COLLECTED, ErrandState.WITHDRAWN)
NEXT: dict[ErrandState, ErrandAct] = {
    ErrandState.RECEIVED: ErrandAct.HAND,
    ErrandState.HANDED: ErrandAct.DONE,
    ErrandState.WORKING: ErrandAct.DONE,
    ErrandState.DONE: ErrandAct.COLLECT,
    ErrandState.RETURNED: ErrandAct.RESUME,
}
"""What usually comes next: Enter and F5."""


def status_of(row: ErrandRow) -> Status:
    """`超期 2 天`, `已交办`, `待领取`."""
    if row.late:
        return Status("bad", tr("超期 {n} 天", n=row.late))
    return Status(_TONES[row.state], tr(row.state.value))


class ErrandsPage(HeldPage):
    """`open(unit_id=…)`, `open(show="LATE")`, `open(text=…)`; target `receive_errand` opens the form."""

    ICON = "ph.clipboard-text"
    TARGETS = ("errands", "receive_errand")
    HISTORY = ("errand", "修改记录")
    FIELD_WORDS = {"state": "状态", "promised_on": "答应的日子", "ended_on": "结束日期"}  # noqa: RUF012

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[ErrandRow], ...] = (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=104, name="unit"),
            Column(tr("来人"), lambda r: r.who, width=96, name="who"),
            Column(tr("种类"), lambda r: r.kind, width=128, name="kind"),
            Column(tr("办什么"), lambda r: r.what, sort=False),
            Column(tr("受理"), lambda r: r.received_on, width=100, name="received"),
            Column(tr("答应"), lambda r: r.promised_on, width=100, name="promised"),
            Column(tr("状态"), status_of, kind="status", width=112, sort=False),
            Column(tr("编号"), lambda r: r.number, kind="quiet", width=140, name="number"),
        )
        super().__init__(
            desk, "errands_page", tr("代办"), columns, ErrandShow, rows=errand_rows, figures=errand_figures,
            read_file=errand_file, placeholder=tr("编号、房号、来人、种类"),
            topics=("errands", "errand_kinds", "charges", "units"), add_words=tr("受理代办"),
            empty=(
                tr("还没有代办"),
                tr("电话宽带报装、燃气开户、水电过户这些，收了什么材料、交给谁办、答应哪天、谁领走的，都在这里。"),
            ),
            faint=lambda r: r.state in ENDED, parent=parent,
        )  # fmt: skip
        self._unsent: Unsent = {}
        self.kind = FilterChoice("errands_kind", tr("种类"), [Option(None, tr("全部种类"))])
        self.kind.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.kind)
        self.next = KeyButton(tr("下一步"), "F5", name="errands_next")
        self.next.clicked.connect(self._next)
        self.log = KeyButton(tr("记进展"), "F6", name="errands_log")
        self.log.clicked.connect(lambda: self._act(ErrandAct.LOG))
        self.back = KeyButton(tr("退回"), "F4", name="errands_back")
        self.back.clicked.connect(lambda: self._act(ErrandAct.RETURN))
        self.promise = KeyButton(tr("改期"), "F7", name="errands_promise")
        self.promise.clicked.connect(lambda: self._act(ErrandAct.PROMISE))
        pane = HeldPane("errand_pane", (self.back, self.promise, self.more), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.log, self.next)

    # -- the list --

    def refresh(self) -> None:
        kinds = self.desk.read(errand_kinds, active_only=False)
        self.kind.set_options([Option(None, tr("全部种类")), *(Option(k.words, k.words) for k in kinds)])
        super().refresh()

    def wanted(self, sort: str = "", descending: bool = False) -> ErrandFilter:
        return ErrandFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), self.kind.value(), self._unit_id,
            sort or "promised", descending,
        )  # fmt: skip

    def forget_filters(self) -> None:
        super().forget_filters()
        self.kind.set_value(None)

    def row_opened(self, row: ErrandRow | None) -> None:
        """Enter takes the usual next step."""
        if row is not None and row.state in NEXT and self.desk.may(Right.RECEPTION):
            self._next()

    # -- the pane --

    def show_file(self, file: ErrandFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        self.back.setVisible(ErrandAct.RETURN in COURSE[row.state])
        self.promise.setVisible(ErrandAct.PROMISE in COURSE[row.state])
        head = self.pane.add_section(name="errand_head")
        head.add_row(Words(row.number, "lead", select=True), None, state_label(status_of(row)))
        head.add(Words(row.what, "body", "text2", wrap=True))
        link = Link(tr("一户一卡"), "errand_card")
        link.clicked.connect(lambda: self.desk.go("unit", unit_id=row.unit_id))
        unit_row(head, row.unit, link)
        head.add_pair(tr("种类"), row.kind)
        head.add_pair(tr("来人"), row.who)
        if row.phone:
            head.add_pair(tr("电话"), row.phone)
        head.add_pair(tr("答应"), row.promised_on.isoformat(), tone="bad" if row.late else "text")
        if row.fee > ZERO:
            words = (
                tr("{fee}，还欠 {owed}", fee=row.fee, owed=row.owed)
                if row.owed
                else tr("{fee}，已收", fee=row.fee)
            )
            head.add_pair(tr("代办费"), words)
        if file.papers:
            section = self.pane.add_section(
                tr("交来的材料"), tr("{n} 样", n=len(file.papers)), name="errand_papers"
            )
            for paper in file.papers:
                right = tr("原件") if paper.original else tr("{n} 份", n=paper.copies)
                section.add_line(paper.name, at=" ", right=right)
        course = self.pane.add_section(tr("经过"), name="errand_course", line=False)
        for step in file.course:
            words = tr(step.act.value)
            if step.whom:
                words = tr("{act}：{whom}", act=words, whom=step.whom)
            if step.promised_on is not None and step.act is ErrandAct.PROMISE:
                words = tr("改到 {day}", day=step.promised_on)
            course.add_line(words, at=self.when(step.at), right=step.by)
            if step.words:
                course.add_line(step.words, at=" ", tone="text3")
        self.pane.scroll_to_top()

    def acts(self, file: ErrandFile | None) -> Acts:
        found: Acts = {}
        if file is not None:
            row = file.row
            first = (ErrandAct.LOG, ErrandAct.PROMISE, ErrandAct.RETURN)
            for act in COURSE[row.state]:
                if act not in first and act is not NEXT.get(row.state):
                    found[act.name] = (tr(act.value), lambda act=act: self._act(act))  # type: ignore[misc]
            found["print"] = (
                tr("打印代办受理单"),
                lambda: print_new(self.desk, FORM, row.number, self._unsent),
            )
            if row.owed > ZERO:
                found["collect"] = (tr("收代办费 {owed}", owed=row.owed), lambda: self._collect(row))
            if row.phone:
                found["reveal"] = (tr("看电话"), lambda: self.reveal("errand", row.id, row.who))
        if self.desk.may(Right.RECEPTION_SETUP):
            found["kinds"] = (tr("改代办种类"), self._kinds)
        return {**found, **(self.history_act(file.row.id) if file is not None else {})}

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        unit_id = arguments.get("unit_id")
        wanted = unit_id if isinstance(unit_id, int) else self._unit_id
        dialog = dialogs.ErrandDialog(self.desk, self._taken, unit_id=wanted, parent=self)
        dialog.start(dialog.kind if wanted is not None else dialog.unit)

    def _taken(self, made: ErrandTaken) -> None:
        head = tr("已受理 {number}。", number=made.number)
        if made.fee > ZERO:
            head = tr("已受理 {number}，代办费 {fee}。", number=made.number, fee=made.fee)
        print_new(self.desk, FORM, made.number, self._unsent, head)

    def _next(self) -> None:
        file: ErrandFile | None = self.stood_on()
        if file is None:
            return
        act = NEXT.get(file.row.state)
        if act is None:
            self.desk.messages.warn(tr("{number} 已经办完了。", number=file.row.number))
            return
        self._act(act)

    def _act(self, act: ErrandAct) -> None:
        file: ErrandFile | None = self.stood_on()
        if file is None:
            return
        row = file.row
        if act not in COURSE[row.state]:
            words = tr("{number} 现在是{state}，不能办“{act}”。", number=row.number, state=tr(row.state.value),
                       act=tr(act.value))  # fmt: skip
            self.desk.messages.warn(words)
            return
        dialogs.act_dialog(self.desk, file, act, self._done, self)

    def _done(self, done: ErrandDone) -> None:
        self.desk.messages.ok(
            tr("{number} {act}已记下。", number=done.number, act=tr(done.act.value)), tr(done.state.value)
        )

    def _collect(self, row: ErrandRow) -> None:
        if not self.desk.may(Right.COLLECT):
            self.desk.messages.warn(tr("收款请到收银台。"), tr("应收记在 {unit}。", unit=row.unit))
            return
        charges = (row.charge_id,) if row.charge_id is not None else ()
        self.desk.go("collect", unit_id=row.unit_id, charge_ids=charges)

    def _kinds(self) -> None:
        """Pick a kind to change, or make a new one."""
        kinds = self.desk.read(errand_kinds, active_only=False)
        options = [
            (each.words, each.words if each.active else tr("{kind}（停用）", kind=each.words))
            for each in kinds
        ]
        picked = self.desk.dialogs.pick(tr("改哪一种"), [("", tr("新加一种")), *options])
        if picked is None:
            return
        kind = next((each for each in kinds if each.words == picked), None)
        told = tr("代办种类已改，以后受理的照这个。")
        dialogs.kind_dialog(self.desk, kind, lambda _id: self.desk.messages.ok(told), self)

    # -- coming here --

    def open(self, *, target: object = "errands", **arguments: object) -> None:
        """A unit's, some words', one chip's; or at once the form."""
        show = arguments.get("show") or ("ALL" if arguments.get("text") is not None else None)
        self.narrow(unit_id=arguments.get("unit_id"), text=arguments.get("text"), show=show)
        if target == "receive_errand":
            self.add_new(unit_id=arguments.get("unit_id"))

    def help_text(self) -> str:
        return tr(
            "替住户办的事。F2 受理并打印受理单，F5 或回车走下一步（交办、办结、领取），F6 记进展，F7 改答应的日子，F4 退回；"
            "F9 撤销、补齐再办、收代办费、打印。按 / 找编号、房号、姓名。"
        )
