"""收发文: documents in and out by number, who reads them, what is late, which originals are lent (D1.6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries.correspondence import (
    DocumentFilter,
    DocumentRow,
    DocumentShow,
    DocumentView,
    document_figures,
    document_rows,
    document_view,
)
from frontdesk.areas.archives.rules.correspondence import STEP_WORDS, Direction, Secrecy, State, Step
from frontdesk.areas.archives.service.correspondence import Registered
from frontdesk.areas.archives.service.correspondence_papers import MakeRegister, make_register
from frontdesk.areas.archives.ui.correspondence_dialogs import DocumentDialog, StepDialog, day_cell
from frontdesk.areas.archives.ui.correspondence_steps import DocumentSteps, said
from frontdesk.areas.archives.ui.filed_page import Acts, FiledPage, FiledPane
from frontdesk.areas.archives.ui.paper_dialogs import FileDialog, say_filed
from frontdesk.areas.archives.ui.paper_viewer import show_paper
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField
from frontdesk.base.widgets.files_field import DROPPED, FileDrops, Picked, read_picked
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    State.OVERDUE: "bad", State.DUE: "warn", State.ROUND: "info", State.OPEN: "info", State.ANSWERED: "ok",
    State.FILED: "ok", State.VOID: "neutral",
}  # fmt: skip


def status_of(row: DocumentRow) -> Status:
    """`逾期 2 天`, `11-24 前办结`, `传阅中 2 人`, `原件未还 3 天`."""
    standing = row.standing
    if standing.state is State.OVERDUE:
        return Status("bad", tr("逾期 {n} 天", n=standing.late))
    if row.back_late:
        return Status("bad", tr("原件未还 {n} 天", n=row.back_late))
    if standing.state is State.DUE and row.answer_by is not None:
        return Status("warn", tr("{day} 前办结", day=f"{row.answer_by:%m-%d}"))
    if standing.state is State.ROUND:
        return Status("info", tr("传阅中 {n} 人", n=len(standing.reading)))
    return Status(_TONES[standing.state], tr(standing.state.value), hollow=standing.state is State.VOID)


class CorrespondencePage(FiledPage):
    """`open(show="LATE")` shows one chip, `open(text=…)` narrows."""

    TARGETS = ("documents",)
    HISTORY = ("correspondence", "修改记录")
    FIELD_WORDS = {  # noqa: RUF012
        "party": "单位", "title": "标题", "kind": "种类", "reference": "文号", "secrecy": "密级", "copies": "份数",
        "handler": "承办人", "answer_by": "办理期限", "words": "备注",
    }  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[DocumentRow], ...] = (
            Column(tr("编号"), lambda r: r.number, kind="unit", width=124, name="number"),
            Column(tr("日期"), lambda r: r.on, width=104, name="on"),
            Column(tr("来文或收文单位"), lambda r: r.party, width=152, name="party"),
            Column(tr("标题"), lambda r: r.title, name="title"),
            Column(tr("种类"), lambda r: tr(r.kind) if r.kind else "", kind="quiet", width=76, sort=False),
            Column(tr("承办人"), lambda r: r.handler, width=76, name="handler"),
            Column(tr("状态"), status_of, kind="status", width=128, name="answer_by"),
        )
        super().__init__(
            desk, "documents_page", tr("收发文"), columns, DocumentShow, rows=document_rows, figures=document_figures,
            read_file=document_view, placeholder=tr("编号、单位、标题、文号"), topics=("correspondence", "unit_papers"),
            faint=lambda r: r.standing.state is State.VOID, parent=parent,
        )  # fmt: skip
        self.steps = DocumentSteps(desk, self)
        ways = [(None, tr("收和发")), *((each, tr(each.value)) for each in Direction)]
        self.direction = FilterChoice("documents_direction", tr("收发"), ways, width=104)
        self.direction.edited.connect(self.filter_changed)
        self.years = FilterChoice("documents_year", tr("哪年"), self._year_options(), width=112)
        self.years.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.years)
        self.filters.insert_right(0, self.direction)
        self.register = KeyButton(tr("登记簿"), "F3", icon="ph.printer", name="documents_register")
        self.register.clicked.connect(self._print_register)
        self.add = KeyButton(tr("登记"), "F2", "primary", name="documents_add")
        self.add.clicked.connect(lambda: self.add_new())  # noqa: PLW0108 - a click hands its state over
        self.round = KeyButton(tr("传阅"), "F5", name="documents_round")
        self.round.clicked.connect(lambda: self._with_row(self.steps.read))
        self.answer = KeyButton(tr("办结"), "F6", name="documents_answer")
        self.answer.clicked.connect(lambda: self._with_row(self.steps.answer))
        self.lend = KeyButton(tr("借阅"), "F7", name="documents_lend")
        self.lend.clicked.connect(lambda: self._with_row(self.steps.lend))
        pane = FiledPane("document_pane", (self.round, self.answer, self.lend, self.more), writes=self.writes)
        self.finish(pane, self.register, self.add)
        self.add.setVisible(self.writes)
        if self.writes:
            FileDrops(self, self._dropped)

    def _year_options(self) -> list[tuple[Any, str]]:
        year = self.desk.clock.today().year
        return [(None, tr("所有年份")), *((y, tr("{year} 年", year=y)) for y in range(year, year - 5, -1))]

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> DocumentFilter:
        year = self.years.value()
        return DocumentFilter(
            self.desk.clock.today(), self.search.text(), self.chosen(), self.direction.value(),
            date(year, 1, 1) if year else None, date(year, 12, 31) if year else None, sort or "number",
            descending if sort else True,
        )  # fmt: skip

    def forget_filters(self) -> None:
        self.direction.set_value(None)
        self.years.set_value(None)

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.register.setVisible(bool(every))
        self.add.setVisible(bool(every) and self.writes)

    def empty_state(self) -> EmptyState:
        words = tr(
            "来文和发文各按年编号，送给谁看、谁看过、哪天前办结、原件借给谁，都记在这里；逾期的会提醒。"
        )
        begin = KeyButton(tr("登记"), "F2", "primary", name="documents_begin")
        begin.clicked.connect(lambda: self.add_new())  # noqa: PLW0108 - a click hands its state over
        return EmptyState(
            "ph.envelope",
            tr("还没有登记收发文"),
            words,
            (begin,) if self.writes else (),
            name="documents_empty",
        )

    def row_opened(self, row: DocumentRow | None) -> None:
        """Enter looks at its first scan, or attaches one."""
        file: DocumentView | None = self.stood_on() if row is not None else None
        if file is not None and file.papers:
            show_paper(self.desk, file.papers[0], self)
        elif file is not None and self.writes:
            self._attach(file)

    # -- the pane --

    def show_file(self, file: DocumentView | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row, standing = file.row, file.row.standing
        stands = standing.state is not State.VOID
        self.round.setVisible(stands)
        self.round.setText(tr("已阅") if standing.reading else tr("送阅"))
        self.answer.setText(tr("办结") if standing.answered_on is None else tr("归档"))
        self.answer.setVisible(stands and standing.filed_on is None)
        self.lend.setText(tr("归还") if standing.lent is not None else tr("借阅"))
        self.lend.setVisible(stands)
        self._head(row)
        self._facts(row)
        if standing.reading or standing.lent is not None:
            now = self.pane.add_section(tr("现在"), name="document_now")
            for each in standing.reading:
                now.add_state(
                    "info", tr("{who} 还没有看", who=each.who), tr("{day} 送阅", day=f"{each.on:%m-%d}")
                )
            if standing.lent is not None and standing.lent.until is not None:
                until = tr("{day} 前还", day=f"{standing.lent.until:%m-%d}")
                tone = "bad" if row.back_late else "warn"
                now.add_state(tone, tr("原件在 {who} 手里", who=standing.lent.who), until)  # type: ignore[arg-type]
        scans = self.pane.add_section(
            tr("扫描件"), tr("{n} 份", n=len(file.papers)) if file.papers else "", name="document_scans"
        )
        for paper in file.papers:
            link = Link(paper.name, f"document_scan_{paper.id}")
            link.clicked.connect(lambda wanted=paper: show_paper(self.desk, wanted, self))
            scans.add_row(link, None, Words(paper.sort.upper(), "small", "text2"))
        if not file.papers:
            scans.add(Words(tr("还没有附扫描件。按回车附上，或把文件拖进来。"), "body", "text3", wrap=True))
        self._course(file)
        self.pane.scroll_to_top()

    def _head(self, row: DocumentRow) -> None:
        status = status_of(row)
        head = self.pane.add_section(name="document_head")
        label = StatusLabel(status.tone, status.word)  # type: ignore[arg-type]
        head.add_row(Words(row.number, "lead", select=True), None, label)
        head.add(Words(row.title, "body", wrap=True, select=True))

    def _facts(self, row: DocumentRow) -> None:
        facts = self.pane.add_section(name="document_facts")
        came = tr("来自") if row.direction is Direction.IN else tr("发给")
        facts.add_pair(came, row.party)
        facts.add_pair(tr("日期"), row.on.isoformat())
        told = " · ".join(
            part
            for part in (
                row.reference,
                tr(row.kind) if row.kind else "",
                tr(row.secrecy.value) if row.secrecy is not Secrecy.PLAIN else "",
                tr("{n} 份", n=row.copies),
            )
            if part
        )
        facts.add_pair(tr("文号等"), told)
        if row.handler:
            facts.add_pair(tr("承办人"), row.handler)
        if row.answer_by is not None:
            facts.add_pair(tr("办理期限"), row.answer_by.isoformat())
        if row.words:
            facts.add_pair(tr("备注"), row.words)

    def _course(self, file: DocumentView) -> None:
        course = self.pane.add_section(tr("经过"), name="document_course", line=False)
        for event in file.course:
            words = tr(STEP_WORDS[event.step])
            if event.who:
                words = f"{words} {event.who}"
            if event.until is not None:
                words = tr("{words}，{day} 前还", words=words, day=f"{event.until:%m-%d}")
            tone = "text3" if event.undone else "text"
            course.add_line(words, at=f"{event.on:%m-%d}", right=event.by, tone=tone)
            if event.words:
                course.add_line(event.words, at=" ", tone="text3")
        course.add_line(tr("登记"), at=f"{file.row.on:%m-%d}", right=file.row.by)

    def acts(self, file: DocumentView | None) -> Acts:
        if file is None or not self.writes:
            return {} if file is None else self.history_act(file.row.id)
        row, standing = file.row, file.row.standing
        found: Acts = {"attach": (tr("附扫描件"), lambda: self._attach(file))}
        if standing.state is not State.VOID:
            found["change"] = (tr("修改登记的内容"), lambda: self._change(row))
            if standing.reading:
                found["more_readers"] = (tr("再送给别人看"), lambda: self.steps.send(row))
            if standing.filed_on is None and standing.answered_on is None:
                found["file"] = (tr("不用办，直接归档"), lambda: self.steps.file(row))
            found["void"] = (tr("作废，登记错了"), lambda: self.steps.void(row))
        if any(event.step is not Step.UNDONE and not event.undone for event in file.course):
            found["undo"] = (tr("撤销最后一条经过"), lambda: self.steps.undo(row))
        return {**found, **self.history_act(row.id)}

    # -- what is done --

    def add_new(self, files: tuple[Picked, ...] = (), draft: DraftRow | None = None) -> None:
        """F2, files dragged onto an empty list, or *draft* taken up again."""
        if not self.writes:
            return
        direction = self.direction.value() or Direction.IN
        dialog = DocumentDialog(self.desk, self._registered, direction=direction, files=files, parent=self)
        open_dialog(dialog)
        if draft is not None and dialog.drafts is not None:
            dialog.drafts.restore(draft)

    def _registered(self, made: Registered) -> None:
        self.stand_on(lambda row: bool(row.id == made.id))
        self.desk.messages.ok(tr("已登记 {number}。", number=made.number), tr("把编号写在原件上。"))

    def _dropped(self, paths: list[Path]) -> None:
        """Files dragged in are scans of the document stood on, or a new document."""
        files, trouble = read_picked(paths, DROPPED)
        if trouble:
            self.desk.messages.warn(trouble)
        if not files:
            return
        file: DocumentView | None = self.stood_on()
        if file is not None and file.row.standing.state is not State.VOID:
            ways = [
                ("here", tr("附到 {number} {title}", number=file.row.number, title=file.row.title)),
                ("new", tr("登记一份新的")),
            ]
            way = self.desk.dialogs.pick(tr("拖进来的文件"), ways)
            if way == "here":
                self._attach(file, tuple(files))
            if way != "new":
                return
        self.add_new(tuple(files))

    def _attach(self, file: DocumentView, files: tuple[Picked, ...] = ()) -> None:
        told = f"{file.row.number} {file.row.title}"
        open_dialog(
            FileDialog(
                self.desk, lambda filed: say_filed(self.desk, filed), correspondence=(file.row.id, told), files=files, parent=self
            )
        )  # fmt: skip

    def _change(self, row: DocumentRow) -> None:
        open_dialog(DocumentDialog(self.desk, said(self.desk, tr("{number} 已修改。")), row=row, parent=self))

    def _with_row(self, step: Callable[[DocumentRow], None]) -> None:
        file: DocumentView | None = self.stood_on()
        if file is not None:
            step(file.row)

    # -- the register --

    def _print_register(self) -> None:
        """登记簿 of a span: this month unless another is said."""
        today = self.desk.clock.today()
        way = ChoiceField(
            "register_direction",
            [("", tr("收文和发文")), *((each.value, tr(each.value)) for each in Direction)],
        )
        chosen = self.direction.value()
        way.set_value(chosen.value if chosen is not None else "")
        rows = [
            (
                day_cell(self.desk, "register_first", tr("从"), today.replace(day=1), "first"),
                day_cell(self.desk, "register_last", tr("到"), today, "last"),
                ("direction", way, tr("哪些"), 1),
            ),
        ]
        open_dialog(
            StepDialog(
                self.desk, "register_dialog", tr("打印收发文登记簿"), "", rows, make_register,
                lambda v: MakeRegister(v["first"], v["last"], Direction(v["direction"]) if v["direction"] else None),
                tr("看样张"), self._show_register, self,
            )
        )  # fmt: skip

    def _show_register(self, pdf: bytes) -> None:
        from frontdesk.areas.archives.forms.correspondence import CORRESPONDENCE

        title = tr("收发文登记簿")
        dialog = PreviewDialog(
            self.desk, CORRESPONDENCE.key, pdf, title, papers=CORRESPONDENCE.sizes, parent=self
        )
        dialog.open()

    # -- coming here --

    def open(self, **arguments: Any) -> None:
        """One chip's, some words', or a draft's."""
        if not arguments:
            return
        draft = arguments.get("draft")
        if isinstance(draft, DraftRow):
            self.add_new(draft=draft)
            return
        self.forget_filters()
        text = arguments.get("text")
        self.narrow(text=text, show=arguments.get("show") or ("ALL" if text else None))

    def help_text(self) -> str:
        return tr(
            "收文 SW、发文 FW 按年编号。F2 登记，F5 送阅和记已阅，F6 办结，办结以后再按就是归档，F7 借出和归还原件，"
            "回车看扫描件，F9 附扫描件、修改、撤销、作废，F3 打印登记簿，F8 导出。"
        )
