"""One decoration file (07b): its twelve steps, its scope with what the articles say, visits, money, people, papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.areas.decoration.queries.board import firm_words
from frontdesk.areas.decoration.queries.detail import FileDetail, MayDo, file_detail, paper_bytes
from frontdesk.areas.decoration.queries.issued_papers import IssuedRow, issued_papers
from frontdesk.areas.decoration.queries.rows import BreachRow, ScopeRow, VisitRow
from frontdesk.areas.decoration.rules.course import AT_WORK, State, Step
from frontdesk.areas.decoration.rules.kinds import Result, VisitKind
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.ui import acts
from frontdesk.areas.decoration.ui.change_dialogs import VISIT_OF
from frontdesk.areas.decoration.ui.file_acts import FileActs
from frontdesk.areas.decoration.ui.file_pane import FilePane
from frontdesk.areas.decoration.ui.file_papers import FilePapers
from frontdesk.areas.decoration.ui.issued_papers import issued_model
from frontdesk.areas.decoration.ui.paper_prints import choose_paper
from frontdesk.areas.decoration.ui.photo_strip import MOST, PhotoStrip
from frontdesk.areas.decoration.ui.step_history import step_model
from frontdesk.areas.decoration.ui.time_line import TimeLine
from frontdesk.areas.decoration.ui.words import breach_status, level_tone, state_tone
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Heading, StatusLabel, Words, ground
from frontdesk.base.widgets.page import Page, Scroll, Splitter, pad
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table, fixed_height
from frontdesk.base.widgets.tokens import SPACE

LEFT, RIGHT = 304, 304
BREACHABLE = AT_WORK | {State.FINISHED, State.CHECKED}

Photos = list[tuple[str, bytes]]


def _verdict(item: ScopeRow) -> Status:
    return Status(level_tone(item.verdict.level), tr(item.verdict.level.value))


def _ground(item: ScopeRow) -> str:
    """What the articles say; an item that was taken out says so first: its cell is narrow."""
    if not item.stands:
        return "，".join(part for part in (item.verdict.article, tr("已撤下")) if part)
    words = "".join((item.verdict.article, "，" if item.verdict.article and item.verdict.words else "",
                     item.verdict.words))  # fmt: skip
    return words.strip("，")


def _ground_tip(item: ScopeRow) -> str:
    """The whole sentence, and why an item was taken out."""
    return "，".join(part for part in (_ground(item), item.verdict.words if not item.stands else "",
                                      item.end_reason) if part)  # fmt: skip


SCOPE: tuple[Column[ScopeRow], ...] = (
    Column(tr("部位"), lambda i: i.room, width=92, sort=False, name="room"),
    Column(tr("内容"), lambda i: i.words or tr(i.kind.value), sort=False, name="what",
           tip=lambda i: tr(i.kind.value)),
    Column(tr("核对"), _verdict, kind="status", width=108, sort=False, name="verdict"),
    Column(tr("依据与条件"), _ground, kind="quiet", width=230, sort=False, name="ground", tip=_ground_tip),
)  # fmt: skip


class FilePage(Page):
    """`open(file_id=…)` shows a file."""

    TARGETS = ("decoration_file",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "decoration_file_page",
            tr("装修申请"),
            back=True,
            topics=("decoration", "deposits", "receipts", "permits", "papers", "units", "settings"),
            parent=parent,
        )
        self._file_id: int | None = None
        self.detail: FileDetail | None = None
        self.papers = FilePapers(desk, self)
        self._build_head()
        self.line = TimeLine("decoration_time_line")
        self.pane = FilePane()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.l)
        self._steps_head = Heading(tr("步骤"))
        column.addWidget(self._steps_head)
        column.addWidget(self.line)
        column.addStretch(1)
        left_scroll = Scroll(left)
        ground(left_scroll, "subtle")
        middle = self._build_middle()
        self.splitter = Splitter(
            (left_scroll, middle, self.pane),
            (LEFT, 0, RIGHT),
            name="decoration_file_split",
            memory=desk.memory,
        )
        self.set_body(self.splitter)
        self.pane.paper_wanted.connect(self.papers.open_paper)
        self.pane.add_paper_wanted.connect(lambda: self._with(acts.paper))
        self.pane.workers_wanted.connect(lambda: self._with(acts.workers))
        self.pane.water_wanted.connect(lambda: self._with(acts.water))

    def _build_head(self) -> None:
        self.who = Words("", "lead")
        self.who.setObjectName("decoration_file_who")
        self.facts_words = Words("", "body", "text2")
        self.state = StatusLabel("info", "")
        self.state.setObjectName("decoration_file_state")
        for widget in (self.who, self.facts_words, self.state):
            self.head.middle.addWidget(widget)
        self.more_button = KeyButton(tr("更多"), "F9", icon="ph.dots-three", name="decoration_more")
        self.print_button = KeyButton(tr("打印"), "F8", icon="ph.printer", name="decoration_print")
        self.breach_button = KeyButton(tr("整改通知"), "F6", name="decoration_file_breach")
        self.next_button = KeyButton(tr("办下一步"), "F4", "primary", name="decoration_next")
        self.more_button.clicked.connect(self._more)
        self.breach_button.clicked.connect(lambda: self._with(acts.breach))
        self.next_button.clicked.connect(self._next)
        self.print_button.clicked.connect(self._print)
        for button in (self.more_button, self.print_button, self.breach_button, self.next_button):
            self.head.add_action(button)
        if self.head.back is not None:
            self.head.back.clicked.connect(lambda: self.desk.go("decoration", file_id=self._file_id))

    def _build_middle(self) -> QWidget:
        desk = self.desk
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.scope_head = Heading(tr("施工内容"), link=tr("图纸"), name="decoration_drawings")
        self.drawings = self.scope_head.link
        assert self.drawings is not None
        self.drawings.clicked.connect(self.papers.open_drawing)
        self.scope_model: RowsModel[ScopeRow] = RowsModel(
            SCOPE, key=lambda i: i.id, faint=lambda i: not i.stands, parent=self
        )
        self.scope = Table("decoration_scope", title=tr("施工内容"), memory=desk.memory)
        self.scope.set_model(self.scope_model)
        self.visits_head = Heading(tr("巡查"), link=tr("计划"), name="decoration_plans")
        self.plans = self.visits_head.link
        assert self.plans is not None
        self.plans.clicked.connect(lambda: self._with(acts.plans))
        visit_columns: tuple[Column[VisitRow], ...] = (
            Column(tr("日期"), lambda v: v.on, width=108, name="on"),
            Column(tr("次"), self._nth, width=92, sort=False),
            Column(tr("所见"), lambda v: v.seen, sort=False, name="seen", tip=lambda v: v.seen),
            Column(tr("结论"), self._result, kind="status", width=176, sort=False),
            Column(tr("巡查人"), lambda v: v.inspector, kind="quiet", width=88, sort=False),
        )
        self.visit_model: RowsModel[VisitRow] = RowsModel(visit_columns, key=lambda v: v.id, parent=self)
        self.visits = Table("decoration_visits_table", title=tr("巡查"), memory=desk.memory)
        self.visits.set_model(self.visit_model)
        self.photos = PhotoStrip("decoration_photos")
        self.photos.add_wanted.connect(self.papers.choose_photo)
        self.photos.dropped.connect(self.papers.take_photos)
        self.photos.opened.connect(self.papers.enlarge)
        self.breach_head = Heading(tr("违规"))
        breach_columns: tuple[Column[BreachRow], ...] = (
            Column(tr("通知书"), lambda b: b.number, width=128),
            Column(tr("依据"), lambda b: b.article, width=108, sort=False),
            Column(tr("情形"), lambda b: b.what, sort=False, name="what", tip=lambda b: b.what),
            Column(tr("期限"), lambda b: b.limit_on, width=108),
            Column(tr("状态"), breach_status, kind="status", width=140, sort=False),
            Column(tr("拟扣"), lambda b: b.deduction or None, kind="money", width=88),
        )
        self.breach_model: RowsModel[BreachRow] = RowsModel(breach_columns, key=lambda b: b.id, parent=self)
        self.breaches = Table("decoration_file_breaches", title=tr("违规"), memory=desk.memory)
        self.breaches.set_model(self.breach_model)
        self.breaches.opened.connect(self._look_again)
        self.issued_head = Heading(tr("单据"), tr("回车打开，可补打"))
        self.issued_model = issued_model(self)
        self.issued = Table("decoration_issued_papers", title=tr("单据"), memory=desk.memory)
        self.issued.set_model(self.issued_model)
        self.issued.opened.connect(self.papers.open_issued)
        self.history_head = Heading(tr("办理记录"))
        self.history_model = step_model(self)
        self.history = Table("decoration_file_steps", title=tr("办理记录"), memory=desk.memory)
        self.history.set_model(self.history_model)
        for heading, table in (
            (self.scope_head, self.scope),
            (self.visits_head, self.visits),
            (None, self.photos),
            (self.breach_head, self.breaches),
            (self.issued_head, self.issued),
            (self.history_head, self.history),
        ):
            if heading is not None:
                column.addWidget(pad(heading, margins=(SPACE.xl, SPACE.m, SPACE.xl, SPACE.xs)))
            column.addWidget(table)
        column.addStretch(1)
        return Scroll(box)

    def _nth(self, visit: VisitRow) -> str:
        if visit.kind is not VisitKind.PATROL:
            return tr(visit.kind.value)
        return tr("第 {n} 次", n=visit.no)

    def _result(self, visit: VisitRow) -> Status:
        if visit.result is Result.GOOD:
            return Status("ok", tr("符合") if visit.kind is VisitKind.PATROL else tr("合格"))
        if self.detail is not None and visit.kind is VisitKind.PATROL:
            own = [b for b in self.detail.facts.breaches if b.inspection_id == visit.id]
            if own and all(not b.open for b in own) and own[-1].mended_on is not None:
                return Status("ok", tr("违规，已整改 {day}", day=f"{own[-1].mended_on:%m-%d}"))
        return Status("bad", tr("违规") if visit.kind is VisitKind.PATROL else tr("不合格"))

    # -- reading --

    def open(self, **arguments: Any) -> None:
        file_id = arguments.get("file_id")
        if isinstance(file_id, int):
            self._file_id = file_id
        self.refresh()

    def refresh(self) -> None:
        if self._file_id is None:
            self.head.set_title(tr("装修申请"), tr("从“装修”里选一份打开。"))
            for button in (self.more_button, self.print_button, self.breach_button, self.next_button):
                button.hide()
            return
        self.desk.read_later(
            _read, self._file_id, self.desk.clock.today(), key="decoration_file", then=self._show
        )

    def _show(self, found: tuple[FileDetail, Photos, tuple[IssuedRow, ...]]) -> None:
        detail, photos, issued = found
        facts = detail.facts
        if facts.id != self._file_id:
            return
        self.detail, self.papers.facts = detail, facts
        self.head.set_title(facts.unit, "")
        self.who.setText(facts.applicant)
        firm = firm_words(facts)
        self.facts_words.setText(
            tr("{number} · {firm} · {a} 至 {b}", number=facts.number, firm=firm,
               a=f"{facts.starts_on:%m-%d}", b=facts.ends_on.isoformat())
        )  # fmt: skip
        self.state.set(state_tone(facts.state), tr(facts.state.value))
        self._steps_head.set_hint(tr("第 {n} 步，共 {m} 步", n=detail.step_no, m=detail.step_count))
        self.line.set_rows(detail.time_line)
        self.scope_head.set_hint(tr("{n} 项，按第五、六条核对", n=len(facts.scope)))
        self.scope_model.set_rows(facts.scope)
        visits = tuple(reversed(facts.visits))
        patrols = sum(1 for visit in visits if visit.kind is VisitKind.PATROL)
        told = tr("{n} 次", n=patrols)
        if facts.breaches:
            told += tr("，违规 {n} 次", n=len(facts.breaches))
        self.visits_head.set_hint(told)
        self.visit_model.set_rows(visits)
        self.breach_model.set_rows(facts.breaches)
        steps = tuple(reversed(facts.steps))
        self.history_head.set_hint(tr("{n} 步，先近后远", n=len(steps)))
        self.history_model.set_rows(steps)
        self.issued_model.set_rows(issued)
        for table, rows in (
            (self.scope, facts.scope),
            (self.visits, visits),
            (self.breaches, facts.breaches),
            (self.history, steps),
            (self.issued, issued),
        ):
            fixed_height(table, max(1, len(rows)))
        started = facts.last(Step.START) is not None
        for widget in (self.visits_head.parentWidget(), self.visits, self.photos):
            if widget is not None:
                widget.setVisible(started)
        for heading, table, there in (
            (self.breach_head, self.breaches, bool(facts.breaches)),
            (self.issued_head, self.issued, bool(issued)),
        ):
            table.setVisible(there)
            above = heading.parentWidget()
            if above is not None:
                above.setVisible(there)
        self._show_links(detail)
        may = self.desk.may(Right.DECORATION_INSPECT) or self.desk.may(Right.DECORATION)
        count = sum(1 for paper in facts.papers if paper.kind is PaperKind.PHOTO)
        hint = tr("现场照片 {n} 张，可拖入", n=count) if count else tr("还没有照片，可拖入")
        self.photos.show_photos(photos, hint, may=may)
        self.pane.show_file(detail, may=self.desk.may(Right.DECORATION))
        self._show_actions(detail)

    def _show_links(self, detail: FileDetail) -> None:
        facts = detail.facts
        drawings = sum(1 for paper in facts.papers if paper.kind is PaperKind.DRAWING)
        if self.drawings is not None:
            self.drawings.setText(tr("图纸 {n} 张", n=drawings))
            self.drawings.setVisible(bool(drawings))
        if self.plans is not None:
            may = self.desk.may(Right.DECORATION_INSPECT) and not facts.over
            self.plans.setVisible(may and (bool(facts.plans) or facts.state in VISIT_OF))

    def _show_actions(self, detail: FileDetail) -> None:
        usual = self._usual(detail)
        self.next_button.setVisible(usual is not None)
        if usual is not None:
            word = tr("登记巡查") if usual.step is Step.INSPECT else tr(usual.step.value)
            self.next_button.setText(word)
        may = self.desk.may(Right.DECORATION_INSPECT)
        self.breach_button.setVisible(may and detail.facts.state in BREACHABLE)
        self.more_button.setVisible(True)
        refunds = self.desk.may(Right.DECORATION_REFUND) and detail.facts.settlement is not None
        self.print_button.setVisible(may or self.desk.may(Right.DECORATION) or refunds)

    @staticmethod
    def _usual(detail: FileDetail) -> MayDo | None:
        """The step the primary button takes."""
        usual = [may for may in detail.may if may.step is not Step.GO_BACK]
        if detail.facts.state is State.STOPPED:
            return next((may for may in usual if may.step is Step.RESUME), None)
        if detail.facts.state is State.RECHECKED and not detail.facts.held:
            return next((may for may in usual if may.step is Step.NO_DEPOSIT), None)
        if detail.facts.over and not detail.facts.held:
            return next((may for may in usual if may.step is Step.ARCHIVE), None)
        return usual[0] if usual else None

    # -- what is done --

    def _with(self, act: Any) -> None:
        if self._file_id is not None:
            act(self.desk, self._file_id, self)

    def _next(self) -> None:
        usual = self._usual(self.detail) if self.detail is not None else None
        if usual is not None and self._file_id is not None:
            acts.take(self.desk, self._file_id, usual.step, self)

    def _more(self) -> None:
        if self.detail is not None:
            FileActs(self.desk, self.detail, self).choose(self._usual(self.detail))

    def _print(self) -> None:
        if self.detail is not None:
            choose_paper(self.desk, self.detail.facts)

    def _look_again(self, row: object) -> None:
        if isinstance(row, BreachRow) and self._file_id is not None:
            acts.look_again(self.desk, self._file_id, row, self)

    def focus_start(self) -> None:
        self.scope.setFocus(Qt.FocusReason.OtherFocusReason)

    def help_text(self) -> str:
        return tr(
            "一份装修申请：左边是十二个步骤，中间是施工内容、巡查和违规，右边是接下来要办的、钱、工人证和材料。"
            "F4 办下一步，F6 发整改通知，F9 里有其他能办的事：停工、延期、换施工单位、增加内容、改拟扣、改期、闭水试验、"
            "撤下内容、回退。违规的行上按回车登记复查，单据的行上按回车打开，可以补打。"
        )


def _read(session: Any, file_id: int, today: date) -> tuple[FileDetail, Photos, tuple[IssuedRow, ...]]:
    detail = file_detail(session, file_id, today)
    photos = [p for p in reversed(detail.facts.papers) if p.kind is PaperKind.PHOTO and p.hash]
    shown: Photos = []
    for paper in photos[:MOST]:
        found = paper_bytes(session, paper.id)
        if found is not None:
            shown.append((found[0], found[2]))
    return detail, shown, issued_papers(session, detail.facts)
