"""本人信息: who asked what is held of them, the numbered paper, its workbook, whether it was handed over (D1.9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.personal_requests import (
    RequestFilter,
    RequestRow,
    RequestShow,
    RequestView,
    request_figures,
    request_rows,
    request_view,
)
from frontdesk.areas.archives.rules.personal import RequestState
from frontdesk.areas.archives.service.consents import TOPIC
from frontdesk.areas.archives.service.personal_requests import (
    AskedFor,
    PrintedData,
    TakePersonalData,
    export_personal_data,
    print_personal_data,
)
from frontdesk.areas.archives.ui.filed_page import Acts, FiledPage, FiledPane
from frontdesk.areas.archives.ui.personal_dialogs import EndRequestDialog, RequestDialog
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.areas.archives.ui.reveal import USUAL
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.rows import Column, Status
from frontdesk.base.widgets.saving import save_file

_TONES = {RequestState.WAITING: "warn", RequestState.DELIVERED: "ok", RequestState.VOIDED: "neutral"}


def request_status(row: RequestRow) -> Status:
    """How it stands."""
    return Status(_TONES[row.state], tr(row.state.value))


class PersonalRequestsPage(FiledPage):
    """`open(text=…)` narrows; `open(person_id=…, name=…)` begins a request of that person."""

    TARGETS = ("personal_requests",)
    HISTORY = ("personal_request", "修改记录")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[RequestRow], ...] = (
            Column(tr("编号"), lambda r: r.number, width=124, name="number"),
            Column(tr("谁的信息"), lambda r: r.name, width=124, name="name"),
            Column(tr("哪天要的"), lambda r: r.asked_on, width=104, name="asked_on"),
            Column(
                tr("谁来要"), lambda r: " ".join(p for p in (tr(r.asker.value), r.asked_by) if p), sort=False
            ),
            Column(tr("怎样核对身份"), lambda r: r.checked, kind="quiet", width=176, sort=False),
            Column(tr("号码"), lambda r: tr("原文") if r.unmasked else tr("打码"), width=64, sort=False),
            Column(tr("状态"), request_status, kind="status", width=96, sort=False),
        )
        super().__init__(
            desk, "personal_requests_page", tr("本人信息"), columns, RequestShow, rows=request_rows,
            figures=request_figures, read_file=request_view, placeholder=tr("编号、姓名、房号"), topics=(TOPIC, "papers"),
            faint=lambda r: r.state is RequestState.VOIDED, parent=parent,
        )  # fmt: skip
        self.consents = KeyButton(tr("同意"), "F5", name="personal_requests_consents")
        self.consents.clicked.connect(lambda: desk.go("personal"))
        self.add = KeyButton(tr("新的请求"), "F2", "primary", name="personal_requests_add")
        self.add.clicked.connect(lambda: self.ask_for())  # noqa: PLW0108 - a click hands its state over
        self.paper = KeyButton(tr("打印"), "F3", name="personal_requests_paper")
        self.paper.clicked.connect(self.print_paper)
        self.book = KeyButton(tr("Excel"), "F4", name="personal_requests_book")
        self.book.clicked.connect(self.save_book)
        self.given = KeyButton(tr("已交付"), "F6", name="personal_requests_given")
        self.given.clicked.connect(lambda: self._end(void=False))
        pane = FiledPane("request_pane", (self.paper, self.book, self.given, self.more), writes=self.writes)
        self.finish(pane, self.consents, self.add)
        self.add.setVisible(self.writes)

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> RequestFilter:
        return RequestFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), sort or "number",
            descending if sort else True,
        )  # fmt: skip

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.add.setVisible(bool(every) and self.writes)

    def empty_state(self) -> EmptyState:
        begin = KeyButton(tr("新的请求"), "F2", "primary", name="personal_requests_begin")
        begin.clicked.connect(lambda: self.ask_for())  # noqa: PLW0108 - a click hands its state over
        return EmptyState(
            "ph.identification-card",
            tr("还没有人要过本人信息"),
            tr(
                "住户可以查阅、复制我们保存的他的个人信息（个人信息保护法第四十五条）。核对身份以后，程序把各处的记录收集到一份编号的纸上。"
            ),
            (begin,) if self.writes else (),
            name="personal_requests_empty",
        )

    # -- the pane --

    def show_file(self, file: RequestView | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        self.given.setVisible(row.state is RequestState.WAITING)
        status = request_status(row)
        head = self.pane.add_section(name="request_head")
        head.add_row(Words(row.number, "lead", select=True), None, StatusLabel(status.tone, status.word))  # type: ignore[arg-type]
        head.add(Words(row.name, "body", select=True))
        facts = self.pane.add_section(tr("请求"), name="request_facts")
        facts.add_pair(tr("谁来要"), " ".join(p for p in (tr(row.asker.value), row.asked_by) if p))
        facts.add_pair(tr("核对身份"), row.checked)
        facts.add_pair(tr("哪天"), row.asked_on.isoformat())
        numbers = tr("原文，{reason}", reason=row.reason) if row.unmasked else tr("打码")
        facts.add_pair(tr("号码"), numbers)
        told = tr("{name} {at} 记下", name=row.by, at=f"{local_time(row.at):%Y-%m-%d %H:%M}")
        facts.add(Words(told, "small", "text3", wrap=True))
        if row.ended_on is not None:
            words = " ".join(p for p in (row.ended_on.isoformat(), row.end_words, row.end_by) if p)
            facts.add_pair(tr(row.state.value), words)
        paper = self.pane.add_section(tr("纸"), name="request_paper", line=False)
        for each in file.papers:
            times = tr("打印过 {n} 次", n=each.printed) if each.printed else tr("还没有打印")
            paper.add_state("ok" if each.printed else "neutral", f"{tr(each.title)} {each.number}", times)
        self.pane.scroll_to_top()

    # -- what is done --

    def ask_for(self, person: tuple[int, str] | None = None) -> None:
        """A new one."""
        open_dialog(RequestDialog(self.desk, self._asked, person, self))

    def _asked(self, asked: AskedFor) -> None:
        self.narrow()
        self.desk.messages.ok(
            tr("{number} 已生成。", number=asked.number),
            tr("{parts} 类 {rows} 条记录。", parts=asked.parts, rows=asked.rows),
        )
        self._print(TakePersonalData(asked.number))

    def print_paper(self) -> None:
        """The paper as it was issued; the second time marked, and with a reason where numbers stand in full."""
        file: RequestView | None = self.stood_on()
        if file is None:
            return
        again = any(each.printed for each in file.papers) or file.row.by_id != self.desk.actor.id
        self._with_reason(file.row, file.row.unmasked and again, self._print)

    def _print(self, command: TakePersonalData) -> None:
        self.desk.run(print_personal_data, command, then=self._show_paper)

    def _show_paper(self, made: PrintedData) -> None:
        from frontdesk.areas.archives.forms.personal import PERSONAL_DATA

        title = tr("本人信息 {number}", number=made.number)
        PreviewDialog(
            self.desk, PERSONAL_DATA.key, made.pdf, title, papers=PERSONAL_DATA.sizes, parent=self
        ).open()

    def save_book(self) -> None:
        """The same as a workbook."""
        file: RequestView | None = self.stood_on()
        if file is not None:
            self._with_reason(file.row, file.row.unmasked, self._save_book)

    def _save_book(self, command: TakePersonalData) -> None:
        title, pattern = tr("导出到 Excel"), tr("Excel 工作簿 (*.xlsx)")
        name = tr("本人信息 {number}.xlsx", number=command.number)
        path = self.desk.dialogs.choose_save_file(title, name, pattern)
        if path is None:
            return

        def write(data: bytes) -> None:
            save_file(
                self.desk, path, data, title=title, pattern=pattern,
                then=lambda where: self.desk.messages.ok(tr("本人信息已导出。"), str(where)),
            )  # fmt: skip

        self.desk.run(export_personal_data, command, then=write)

    def _with_reason(self, row: RequestRow, full: bool, then: Callable[[TakePersonalData], object]) -> None:
        """Ask why first where numbers in full go out once more."""
        if not full:
            then(TakePersonalData(row.number))
            return
        text = tr("里面有 {name} 的证件号和电话原文。谁、什么时候、为什么，都会记下。", name=row.name)
        self.ask(tr("原文"), text, USUAL, lambda reason: then(TakePersonalData(row.number, reason)))

    def acts(self, file: RequestView | None) -> Acts:
        if file is None:
            return {}
        found: Acts = {}
        if self.writes and file.row.state is RequestState.WAITING:
            found["void"] = (tr("作废"), lambda: self._end(void=True))
        return found | self.history_act(file.row.id)

    def _end(self, *, void: bool) -> None:
        file: RequestView | None = self.stood_on()
        if file is not None and file.row.state is RequestState.WAITING:
            open_dialog(EndRequestDialog(self.desk, file.row, self._ended, void=void, parent=self))

    def _ended(self, number: str) -> None:
        self.desk.messages.ok(tr("{number} 已记下。", number=number))

    def open(self, **arguments: Any) -> None:
        if not arguments:
            return
        person_id = arguments.get("person_id")
        if isinstance(person_id, int):
            self.ask_for((person_id, str(arguments.get("name", ""))))
            return
        text = arguments.get("text")
        self.narrow(text=text, show=arguments.get("show") or ("ALL" if text else None))

    def help_text(self) -> str:
        return tr(
            "本人信息：F2 记下谁来要谁的信息并生成，F3 打印，F4 存成 Excel，F6 记下已经交付，F9 作废和修改记录，F5 去同意，F8 导出列表。"
            "原文要有权限和原因，每次都会记下。"
        )
