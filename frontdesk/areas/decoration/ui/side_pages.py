"""The other pages of the strip: 巡查计划, 违规整改, 押金待退, 归档 (D4.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.decoration.queries.lists import (
    DueVisit,
    FileFilter,
    FileRow,
    OpenBreach,
    RefundDue,
    StripCounts,
    file_count,
    file_rows,
    open_breaches,
    refunds_due,
    strip_counts,
    visits_due,
)
from frontdesk.areas.decoration.rules.course import AT_WORK, State, Step
from frontdesk.areas.decoration.rules.kinds import VisitKind
from frontdesk.areas.decoration.service import MovePlan, move_plan
from frontdesk.areas.decoration.ui import acts
from frontdesk.areas.decoration.ui.words import breach_status, line_status, show_counts, state_status
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.filters import FilterField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

Read = Callable[[Any, date, str], Sequence[Any]]
MOST_ARCHIVED = 1000
_TOPICS = ("decoration", "deposits", "receipts", "units", "settings")


class SideList(Page):
    """A list of one sort; Enter opens the file. Subclasses say columns, query and the foot's buttons."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        columns: Sequence[Column[Any]],
        read: Read,
        key: Callable[[Any], Any],
        empty: EmptyState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, name, title, topics=_TOPICS, parent=parent)
        self._query, self._nothing = read, empty
        self.search = FilterField(f"{name}_filter", tr("筛选"), width=160)
        self.search.setToolTip(tr("房号、姓名、施工单位、编号"))
        self.search.asked.connect(lambda _text: self.refresh())
        export = KeyButton(tr("导出"), "F8", icon="ph.export", name=f"{name}_export")
        self.head.add_action(self.search)
        self.head.add_action(export)
        self.model: RowsModel[Any] = RowsModel(columns, key=key, parent=self)
        self.table = Table(f"{name}_list", title=title, memory=desk.memory)
        self.table.set_model(self.model)
        self.search.left_by_key.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.table.current_changed.connect(lambda _row: self.row_changed(self.current()))
        self.table.opened.connect(self._open)
        export.clicked.connect(lambda: export_table(desk, self.table, title))
        self.set_body(self.table)
        self.hint = Words("", "body", "text2")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE.l)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.addWidget(self.hint, 1)
        row.addLayout(self._buttons)
        self.open_button = KeyButton(tr("打开"), "Enter", name=f"{name}_open", shortcut=False)
        self.open_button.clicked.connect(lambda: self._open(self.current()))
        self.set_foot(box)

    def add_buttons(self, *buttons: KeyButton) -> None:
        """What can be done with the row, at the foot; 打开 comes last."""
        for button in (*buttons, self.open_button):
            self._buttons.addWidget(button)

    def open(self, **arguments: Any) -> None:
        self.search.set_text("")
        self.refresh()

    def refresh(self) -> None:
        def read(session: Any, on: date, text: str) -> tuple[Sequence[Any], StripCounts]:
            return self._query(session, on, text), strip_counts(session, on)

        today = self.desk.clock.today()
        key = self.objectName()
        self.desk.read_later(read, today, self.search.text(), key=key, then=self._show)

    def _show(self, found: tuple[Sequence[Any], StripCounts]) -> None:
        rows, counts = found
        show_counts(self, counts)
        before = self.current()
        self.model.set_rows(list(rows))
        if not rows and not self.search.text():
            self.show_empty(self._nothing)
        else:
            self.hide_empty()
        if (
            before is not None
            and self.model.key is not None
            and self.table.select_key(self.model.key(before))
        ):
            return
        if rows:
            self.table.select_row(0)
        self.row_changed(self.current())

    def current(self) -> Any:
        """The row stood on."""
        return self.table.current()

    def row_changed(self, row: Any) -> None:
        """Another row; subclasses show what can be done with it."""
        self.open_button.setVisible(row is not None)

    def file_id(self, row: Any) -> int:
        return int(row.file_id)

    def _open(self, row: object) -> None:
        if row is not None:
            self.desk.go("decoration_file", file_id=self.file_id(row))


def _fits(text: str, *parts: str) -> bool:
    wanted = text.strip().lower()
    return not wanted or any(wanted in part.lower() for part in parts)


def _late(late: int, words: str) -> Status:
    if late:
        return Status("bad", tr("超 {n} 天", n=late))
    return Status("info", words)


class VisitsPage(SideList):
    """巡查计划: visits to come, the late ones first."""

    TARGETS = ("decoration_visits",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        today = desk.clock.today

        def due(row: DueVisit) -> Status:
            if row.on == today():
                return Status("warn", tr("今天"))
            return _late(row.late, tr("待去"))

        columns: tuple[Column[DueVisit], ...] = (
            Column(tr("哪天"), lambda r: r.on, width=108),
            Column(tr("几点"), lambda r: f"{r.at:%H:%M}" if r.at else "", width=68),
            Column(tr("做什么"), lambda r: tr(r.kind.value), width=84),
            Column(tr("到期"), due, kind="status", width=108),
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=92),
            Column(tr("申请人"), lambda r: r.applicant, width=92),
            Column(tr("施工单位"), lambda r: r.firm, width=132),
            Column(tr("看什么"), lambda r: r.words, kind="quiet"),
            Column(tr("编号"), lambda r: r.number, width=128),
        )

        def read(session: Any, on: date, text: str) -> list[DueVisit]:
            rows = visits_due(session, on)
            return [r for r in rows if _fits(text, r.unit, r.applicant, r.firm, r.number)]

        empty = EmptyState(
            "ph.clipboard-text",
            tr("没有要去的巡查"),
            tr("开工以后按规定的天数排巡查，竣工申请以后排初验和复验，都列在这里。"),
            name="decoration_visits_empty",
        )
        super().__init__(
            desk, "decoration_visits_page", tr("巡查计划"), columns, read, lambda r: r.plan_id, empty, parent
        )
        self.visit_button = KeyButton(
            tr("登记"), "F4", "primary", icon="ph.clipboard-text", name="visits_enter"
        )
        self.drop_button = KeyButton(tr("不用去了"), "F9", name="visits_drop")
        self.visit_button.clicked.connect(self._enter)
        self.drop_button.clicked.connect(self._drop)
        self.add_buttons(self.drop_button, self.visit_button)

    def row_changed(self, row: Any) -> None:
        super().row_changed(row)
        may = row is not None and self.desk.may(Right.DECORATION_INSPECT)
        self.drop_button.setVisible(may)
        self.visit_button.setVisible(may and self._step(row) is not None)

    @staticmethod
    def _step(row: DueVisit) -> Step | None:
        if row.kind is VisitKind.FIRST and row.state is State.FINISHED:
            return Step.FIRST_PASS
        if row.kind is VisitKind.SECOND and row.state is State.CHECKED:
            return Step.SECOND_PASS
        return Step.INSPECT if row.kind is VisitKind.PATROL and row.state in AT_WORK else None

    def _enter(self) -> None:
        row = self.current()
        step = self._step(row) if row is not None else None
        if step is not None:
            acts.take(self.desk, row.file_id, step, self)

    def _drop(self) -> None:
        row = self.current()
        if row is None:
            return
        reason = self.desk.dialogs.ask_reason(
            tr("{unit} {day} 不用去了", unit=row.unit, day=row.on.isoformat()),
            tr("这次安排取消，原因留着。"),
            [tr("已经提前看过"), tr("停工"), tr("家里没人")],
        )
        if reason is not None:
            self.desk.run(
                move_plan,
                MovePlan(row.file_id, row.plan_id, None, reason=reason),
                then=lambda _made: self.desk.messages.ok(tr("这次安排已取消。")),
            )

    def help_text(self) -> str:
        return tr(
            "要去的巡查、复查、初验和复验，过了日子的排在最前。F4 登记所见，F9 取消一次，回车打开那份申请。"
        )


class BreachesPage(SideList):
    """违规整改: breaches not mended, and those to be reported."""

    TARGETS = ("decoration_breaches",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        def due(row: OpenBreach) -> Status:
            if row.late:
                return _late(row.late, "")
            if row.must_report is not None:
                return Status("bad", tr("要报告"))
            return breach_status(row.breach)

        columns: tuple[Column[OpenBreach], ...] = (
            Column(tr("通知书"), lambda r: r.breach.number, width=128),
            Column(tr("期限"), lambda r: r.breach.limit_on, width=108),
            Column(tr("状态"), due, kind="status", width=108),
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=92),
            Column(tr("申请人"), lambda r: r.applicant, width=92),
            Column(tr("施工单位"), lambda r: r.firm, width=132),
            Column(tr("依据"), lambda r: r.breach.article, width=108, sort=False),
            Column(tr("违规情形"), lambda r: r.breach.what, tip=lambda r: r.breach.what),
            Column(tr("拟扣（元）"), lambda r: r.breach.deduction or None, kind="money", width=96),
        )

        def read(session: Any, on: date, text: str) -> list[OpenBreach]:
            rows = open_breaches(session, on)
            return [
                r for r in rows
                if _fits(text, r.unit, r.applicant, r.firm, r.file_number, r.breach.number, r.breach.what)
            ]  # fmt: skip

        empty = EmptyState(
            "ph.check-circle",
            tr("没有要整改的违规"),
            tr("巡查时记下的违规和发出的整改通知列在这里，到期没有改好的排在最前。"),
            name="decoration_breaches_empty",
        )
        super().__init__(
            desk,
            "decoration_breaches_page",
            tr("违规整改"),
            columns,
            read,
            lambda r: r.breach.id,
            empty,
            parent,
        )
        self.check_button = KeyButton(tr("复查"), "F4", "primary", name="breaches_check")
        self.report_button = KeyButton(tr("报告主管部门"), "F6", name="breaches_report")
        self.check_button.clicked.connect(self._check)
        self.report_button.clicked.connect(self._report)
        self.add_buttons(self.report_button, self.check_button)

    def row_changed(self, row: Any) -> None:
        super().row_changed(row)
        may = row is not None and self.desk.may(Right.DECORATION_INSPECT)
        self.check_button.setVisible(may and row.breach.open)
        self.report_button.setVisible(may and row.breach.reported_on is None)

    def _check(self) -> None:
        row = self.current()
        if row is not None:
            acts.look_again(self.desk, row.file_id, row.breach, self)

    def _report(self) -> None:
        row = self.current()
        if row is not None:
            acts.report(self.desk, row.file_id, row.breach, self)

    def help_text(self) -> str:
        return tr(
            "没有整改完的违规，超期的在前。F4 登记复查，F6 记下报告主管部门（第十七条），回车打开那份申请。"
        )


class RefundsPage(SideList):
    """押金待退: deposits to be given back, the one longest due first."""

    TARGETS = ("decoration_refunds",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[RefundDue], ...] = (
            Column(tr("编号"), lambda r: r.number, width=128),
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=92),
            Column(tr("申请人"), lambda r: r.applicant, width=108),
            Column(tr("步骤"), lambda r: state_status(r.state), kind="status", width=132),
            Column(tr("押着（元）"), lambda r: r.held, kind="money", width=108),
            Column(tr("扣款"), lambda r: r.deductions or None, kind="money", width=96),
            Column(tr("最晚哪天退"), lambda r: r.due_on, width=108),
            Column(tr("到期"), lambda r: _late(r.late, tr("没有到期")), kind="status", width=108),
            Column(tr("接下来"), lambda r: line_status(r.line), kind="status"),
        )

        def read(session: Any, on: date, text: str) -> list[RefundDue]:
            return [r for r in refunds_due(session, on) if _fits(text, r.unit, r.applicant, r.number)]

        empty = EmptyState(
            "ph.check-circle",
            tr("没有要退的装修押金"),
            tr("复验合格的，或者中途结束还押着钱的，列在这里，到期的排在最前。"),
            name="decoration_refunds_empty",
        )
        super().__init__(
            desk, "decoration_refunds_page", tr("押金待退"), columns, read, lambda r: r.file_id, empty, parent
        )
        self.add_buttons()

    def help_text(self) -> str:
        return tr("复验以后要退的押金，超期的在前。回车打开那份申请：先结算，批准，再从班次里退。")


class ArchivePage(SideList):
    """归档: files that are over, the newest first."""

    TARGETS = ("decoration_archive",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[FileRow], ...] = (
            Column(tr("编号"), lambda r: r.number, width=128),
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=92),
            Column(tr("申请人"), lambda r: r.applicant, width=108),
            Column(tr("施工单位"), lambda r: r.firm, width=148),
            Column(tr("内容"), lambda r: r.scope, kind="quiet"),
            Column(tr("申请"), lambda r: r.applied_on, width=108),
            Column(tr("期限到"), lambda r: r.ends_on, width=108),
            Column(tr("违规"), lambda r: r.breaches or None, kind="number", width=64),
            Column(tr("结果"), lambda r: state_status(r.state), kind="status", width=116),
        )
        self._every = 0

        def read(session: Any, on: date, text: str) -> tuple[FileRow, ...]:
            wanted = FileFilter(text=text, over=True)
            self._every = file_count(session, wanted, on)
            return file_rows(session, wanted, on, 0, MOST_ARCHIVED)

        empty = EmptyState(
            "ph.archive",
            tr("还没有归档的装修"),
            tr("办完的、撤回的、不予批准的和失效的都在这里，材料和经过都留着。"),
            name="decoration_archive_empty",
        )
        super().__init__(
            desk, "decoration_archive_page", tr("装修归档"), columns, read, lambda r: r.id, empty, parent
        )
        self.add_buttons()

    def file_id(self, row: Any) -> int:
        return int(row.id)

    def row_changed(self, row: Any) -> None:
        super().row_changed(row)
        if self._every > MOST_ARCHIVED:
            words = tr("共 {all} 份，列出最近的 {n} 份，其余请筛选", all=self._every, n=MOST_ARCHIVED)
        else:
            words = tr("共 {all} 份", all=self._every) if self._every else ""
        self.hint.setText(words)

    def help_text(self) -> str:
        return tr("办完的和中途结束的装修。回车打开看经过和材料；按 / 找房号、姓名、施工单位或编号。")
