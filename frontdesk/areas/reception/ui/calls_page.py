"""来电: who called the desk, which home it was, and what was said (hotline)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.calls import (
    CallFilter,
    CallRow,
    CallShow,
    call_figures,
    call_row,
    call_rows,
)
from frontdesk.areas.reception.service.calls import (
    AddCallWords,
    CallLogged,
    LogCall,
    VoidCall,
    add_call_words,
    log_call,
    void_call,
)
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label, unit_row
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import TextField
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.rows import Column, Status


def status_of(row: CallRow) -> Status:
    """作废, 没写内容, or nothing that asks for anything."""
    if row.void:
        return Status("neutral", tr("作废"))
    if not row.words:
        return Status("warn", tr("没写内容"))
    return Status("good", tr("已记"))


class CallsPage(HeldPage):
    """`open(unit_id=…)` shows a unit's calls."""

    ICON = "ph.phone-incoming"
    HISTORY = ("desk_call", "修改记录")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[CallRow], ...] = (
            Column(tr("时间"), lambda r: r.at, width=144, name="at"),
            Column(tr("号码"), lambda r: r.phone, width=128, name="phone"),
            Column(tr("房号"), lambda r: r.unit or "—", width=96, name="unit"),
            Column(tr("来电人"), lambda r: r.name or "—", width=96, name="name"),
            Column(tr("内容"), lambda r: r.words, sort=False),
            Column(tr("接听"), lambda r: r.by, width=88, sort=False),
            Column(tr("状态"), status_of, kind="status", width=104, sort=False),
        )
        super().__init__(
            desk, "calls_page", tr("来电"), columns, CallShow, rows=call_rows, figures=call_figures,
            read_file=call_row, placeholder=tr("号码、房号、姓名、内容"), topics=("desk_calls", "units", "people"),
            add_words=tr("记来电"),
            empty=(
                tr("还没有来电记录"),
                tr("电话响时，在上面的搜索框里打或粘贴来电号码，按 F4 就记下一次来电并打开那一户。"),
            ),
            faint=lambda r: r.void, parent=parent,
        )  # fmt: skip
        self.say = KeyButton(tr("写内容"), "F7", name="calls_words")
        self.report = KeyButton(tr("转报事"), "F6", name="calls_report")
        self.say.clicked.connect(self._say)
        self.report.clicked.connect(self._report)
        pane = HeldPane("call_pane", (self.more,), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.report, self.say)

    def wanted(self, sort: str = "", descending: bool = True) -> CallFilter:
        today = self.desk.clock.today()
        text, show = self.search.text(), self.chosen()
        return CallFilter(today, text, show, self._unit_id, sort or "at", descending or not sort)

    def row_opened(self, row: CallRow | None) -> None:
        """Enter opens the home that called."""
        if row is not None and row.unit_id is not None:
            self.desk.go("unit", unit_id=row.unit_id)

    def show_file(self, file: CallRow | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        head = self.pane.add_section(name="call_head")
        head.add_row(Words(file.name or file.phone, "lead", select=True), None, state_label(status_of(file)))
        head.add_pair(tr("号码"), file.phone)
        if file.unit_id is not None:
            link = Link(tr("一户一卡"), "call_card")
            link.clicked.connect(lambda: self.desk.go("unit", unit_id=file.unit_id))
            unit_row(head, file.unit, link)
        course = self.pane.add_section(tr("经过"), name="call_course", line=False)
        course.add_line(tr("来电"), at=self.when(file.at), right=file.by)
        for at, words, by in file.lines:
            course.add_line(words, at=self.when(at), right=by)
        self.pane.scroll_to_top()

    def acts(self, file: CallRow | None) -> Acts:
        if file is None:
            return {}
        found: Acts = {
            "reveal": (tr("看电话原文"), lambda: self.reveal("call", file.id, file.name or file.phone))
        }
        if not file.void:
            found["void"] = (tr("作废，记错了"), lambda: self._void(file))
        return {**found, **self.history_act(file.id)}

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        phone = TextField("call_phone", tr("来电显示的号码"), required=True, figures=True, limit=20)
        cells: tuple[tuple[Cell, ...], ...] = ((("phone", phone, tr("号码"), 1),),)
        ActDialog(
            self.desk, "call_dialog", tr("记来电"), cells, log_call, lambda v: LogCall(v["phone"]),
            text=tr("在搜索框里打号码按 F4 更快，住户是谁、哪一户一起记下。"), save_text=tr("记下"), then=self._logged,
            parent=self,
        ).start(phone)  # fmt: skip

    def _logged(self, done: CallLogged) -> None:
        self.desk.messages.ok(tr("来电 {phone} 已记下。", phone=done.phone))

    def _say(self) -> None:
        row: CallRow | None = self.stood_on()
        if row is None:
            return
        words = TextField("call_words", tr("如 问物业费交到哪月，已答复"), required=True, limit=200)
        cells: tuple[tuple[Cell, ...], ...] = ((("words", words, tr("说了什么，怎么答复"), 1),),)
        told = "　".join(part for part in (row.phone, row.unit, row.name) if part)
        ActDialog(
            self.desk, "call_words_dialog", tr("来电内容"), cells, add_call_words,
            lambda v: AddCallWords(row.id, v["words"]), text=told, parent=self,
        ).start(words)  # fmt: skip

    def _report(self) -> None:
        row: CallRow | None = self.stood_on()
        if row is None:
            return
        known = {"unit_id": row.unit_id, "person_id": row.person_id}
        self.desk.go("new_ticket", **{key: value for key, value in known.items() if value is not None})

    def _void(self, row: CallRow) -> None:
        usual = (tr("重复登记"), tr("号码打错"), tr("其他"))
        self.ask(tr("作废"), tr("记录留着，标明已作废。"), usual, lambda reason: self.desk.run(
            void_call, VoidCall(row.id, reason),
            then=lambda _done: self.desk.messages.ok(tr("这次来电已作废。")),
        ))  # fmt: skip

    # -- coming here --

    def open(self, **arguments: object) -> None:
        """A unit's calls, some words', one chip's."""
        self.narrow(unit_id=arguments.get("unit_id"), text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "打到前台的电话。在搜索框里打来电号码按 F4 记一次；F7 写说了什么，F6 转成报事，回车打开那一户；F9 看电话原文、作废。"
        )
