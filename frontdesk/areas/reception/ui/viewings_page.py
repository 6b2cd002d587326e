"""看房: today's viewings, results that wait to be written down, those to come (D2.6)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.reception.documents.agency import AgencyForm
from frontdesk.areas.reception.queries.viewings import (
    ViewFilter,
    ViewingRow,
    ViewShow,
    viewing_figures,
    viewing_row,
    viewing_rows,
)
from frontdesk.areas.reception.rules.lettings import KeyWay, ViewState
from frontdesk.areas.reception.ui.agency_parts import print_agency, say
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label, unit_row
from frontdesk.areas.reception.ui.letting_words import arranged
from frontdesk.areas.reception.ui.viewing_dialogs import arrange_dialog, result_dialog
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    ViewState.COMING: "info",
    ViewState.TODAY: "warn",
    ViewState.OPEN: "bad",
    ViewState.DONE: "ok",
    ViewState.OFF: "neutral",
}
_OPEN = (ViewState.COMING, ViewState.TODAY, ViewState.OPEN)


def status_of(row: ViewingRow) -> Status:
    """`今天`, `待记结果`, `有意向`."""
    return Status(_TONES[row.state], tr(row.result.value if row.result is not None else row.state.value))


class ViewingsPage(HeldPage):
    """`open(text=…)` shows some words', `open(show="COMING")` one chip's, `open(unit_id=…)` a home's."""

    ICON = "ph.calendar-check"
    TARGETS = ("viewings",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[ViewingRow], ...] = (
            Column(tr("时间"), lambda r: r.when, width=140, name="held"),
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=100, name="unit"),
            Column(tr("看房人"), lambda r: r.who, kind="strong", width=96, name="who"),
            Column(tr("带看"), lambda r: r.leader, width=76, name="leader"),
            Column(tr("开门"), lambda r: tr(r.key_way.value), width=96, sort=False),
            Column(tr("说了什么"), lambda r: r.result_words or r.words, kind="quiet", sort=False),
            Column(tr("下一步"), lambda r: r.next_words, kind="quiet", width=110, sort=False),
            Column(tr("状态"), status_of, kind="status", width=100, sort=False),
            Column(tr("编号"), lambda r: r.number, kind="quiet", width=144, name="number"),
        )
        super().__init__(
            desk, "viewings_page", tr("看房"), columns, ViewShow, rows=viewing_rows, figures=viewing_figures,
            read_file=viewing_row, placeholder=tr("房号、看房人、带看人、编号"), topics=("viewings", "lettings"),
            add_words=tr("约看房"),
            empty=(tr("还没有约看房"), tr("哪天几点、谁看哪套、谁带看、怎么开门，约好了记在这里；看完写结果，打看房记录请客户签字。")),
            faint=lambda r: r.state is ViewState.OFF, parent=parent,
        )  # fmt: skip
        self.homes = KeyButton(tr("租售委托"), "F3", name="viewings_homes")
        self.homes.clicked.connect(lambda: self.desk.go("lettings"))
        self.result = KeyButton(tr("记结果"), "F5", name="viewings_result")
        self.result.clicked.connect(self._result)
        self.sheet = KeyButton(tr("打印看房记录"), "F7", name="viewings_sheet")
        self.sheet.clicked.connect(self._print)
        pane = HeldPane("viewing_pane", (self.sheet, self.more), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.homes, self.result)

    def wanted(self, sort: str = "", descending: bool = False) -> ViewFilter:
        return ViewFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), self._unit_id, sort=sort or "held",
            descending=descending,
        )  # fmt: skip

    def row_opened(self, row: ViewingRow | None) -> None:
        """Enter writes down what came of it."""
        if row is not None and row.state in _OPEN and self.desk.may(Right.RECEPTION):
            self._result()

    def show_file(self, file: ViewingRow | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        head = self.pane.add_section(name="viewing_head", line=False)
        head.add_row(Words(file.when, "lead", select=True), None, state_label(status_of(file)))
        head.add(Words(f"{file.number} · {file.letting}", "body", "text2"))
        link = Link(tr("一户一卡"), "viewing_card")
        link.clicked.connect(lambda: self.desk.go("unit", unit_id=file.unit_id))
        unit_row(head, file.unit, link)
        for label, value in (
            (tr("业主"), file.owner),
            (tr("看房人"), "　".join(part for part in (file.who, file.phone) if part)),
            (tr("带看"), file.leader),
            (tr("开门"), tr(file.key_way.value)),
            (tr("备注"), file.words),
            (tr("结果"), tr(file.result.value) if file.result is not None else ""),
            (tr("客户说"), file.result_words),
            (tr("下一步"), file.next_words),
            (tr("约的人"), tr("{who}　{at}", who=file.by, at=self.when(file.at))),
            (tr("记的人"), tr("{who}　{day}", who=file.ended_by, day=file.ended_on) if file.ended_on else ""),
        ):
            if value:
                head.add_pair(label, value)
        self.pane.scroll_to_top()

    def acts(self, file: ViewingRow | None) -> Acts:
        if file is None:
            return {}
        found = Acts()
        if file.phone:
            found["reveal"] = (tr("看电话"), lambda: self.reveal("viewing", file.id, file.who))
        if file.state in _OPEN and file.key_way is KeyWay.CARE:
            found["lend"] = (tr("借托管的钥匙"), lambda: self.desk.go("lend_key", unit_id=file.unit_id))
        found["home"] = (tr("看委托"), lambda: self.desk.go("lettings", text=file.letting))
        return found

    def add_new(self, **arguments: Any) -> None:
        arrange_dialog(self.desk, lambda made: arranged(self.desk, made), self)

    def _result(self) -> None:
        file: ViewingRow | None = self.stood_on()
        if file is None:
            return
        if file.result is not None:
            word = tr(file.result.value)
            self.desk.messages.warn(tr("{number} 已经记了“{word}”。", number=file.number, word=word))
            return
        result_dialog(self.desk, file, say(self.desk, tr("结果已记下")), self)

    def _print(self) -> None:
        file: ViewingRow | None = self.stood_on()
        if file is not None:
            print_agency(self.desk, AgencyForm.VIEWING, file.id)

    def open(self, **arguments: object) -> None:
        """A home's, some words', one chip's."""
        show = arguments.get("show") or ("ALL" if arguments.get("text") is not None else None)
        self.narrow(unit_id=arguments.get("unit_id"), text=arguments.get("text"), show=show)

    def help_text(self) -> str:
        return tr(
            "约好的看房。F2 约，F5 或回车记结果，F7 打印看房记录请客户签字，F3 回到租售委托；F9 借托管的钥匙、看电话。"
        )
