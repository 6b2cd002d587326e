"""Pages of the strip beside the board: 巡查计划 and 违规整改 (D4.4)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.decoration.queries.lists import DueVisit, OpenBreach, open_breaches, visits_due
from frontdesk.areas.decoration.rules.course import AT_WORK, State, Step
from frontdesk.areas.decoration.rules.kinds import VisitKind
from frontdesk.areas.decoration.service import MovePlan, move_plan
from frontdesk.areas.decoration.ui import acts
from frontdesk.areas.decoration.ui.side_list import SideList, fits, late_status
from frontdesk.areas.decoration.ui.words import breach_status
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column, Status


class VisitsPage(SideList):
    """巡查计划: visits to come, the late ones first."""

    TARGETS = ("decoration_visits",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        today = desk.clock.today

        def due(row: DueVisit) -> Status:
            if row.on == today():
                return Status("warn", tr("今天"))
            return late_status(row.late, tr("待去"))

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
            return [r for r in rows if fits(text, r.unit, r.applicant, r.firm, r.number)]

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
        self.move_button = KeyButton(tr("改期"), "F7", name="visits_move")
        self.drop_button = KeyButton(tr("不用去了"), "F9", name="visits_drop")
        self.visit_button.clicked.connect(self._enter)
        self.drop_button.clicked.connect(self._drop)
        self.move_button.clicked.connect(self._move)
        self.add_buttons(self.drop_button, self.move_button, self.visit_button)

    def row_changed(self, row: Any) -> None:
        super().row_changed(row)
        may = row is not None and self.desk.may(Right.DECORATION_INSPECT)
        self.drop_button.setVisible(may)
        self.move_button.setVisible(may)
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

    def _move(self) -> None:
        row = self.current()
        if row is not None:
            acts.move(self.desk, row.file_id, row.plan_id, self)

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
            "要去的巡查、复查、初验和复验，过了日子的排在最前。F4 登记所见，F7 改期，F9 取消一次，回车打开那份申请。"
        )


class BreachesPage(SideList):
    """违规整改: breaches not mended, and those to be reported."""

    TARGETS = ("decoration_breaches",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        def due(row: OpenBreach) -> Status:
            if row.late:
                return late_status(row.late, "")
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
                if fits(text, r.unit, r.applicant, r.firm, r.file_number, r.breach.number, r.breach.what)
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
        self.deduct_button = KeyButton(tr("改拟扣"), "F7", name="breaches_deduct")
        self.check_button.clicked.connect(self._check)
        self.report_button.clicked.connect(self._report)
        self.deduct_button.clicked.connect(self._deduct)
        self.add_buttons(self.report_button, self.deduct_button, self.check_button)

    def row_changed(self, row: Any) -> None:
        super().row_changed(row)
        may = row is not None and self.desk.may(Right.DECORATION_INSPECT)
        self.check_button.setVisible(may and row.breach.open)
        self.report_button.setVisible(may and row.breach.reported_on is None)
        self.deduct_button.setVisible(may)

    def _check(self) -> None:
        row = self.current()
        if row is not None:
            acts.look_again(self.desk, row.file_id, row.breach, self)

    def _deduct(self) -> None:
        row = self.current()
        if row is not None:
            acts.deduction(self.desk, row.file_id, row.breach, self)

    def _report(self) -> None:
        row = self.current()
        if row is not None:
            acts.report(self.desk, row.file_id, row.breach, self)

    def help_text(self) -> str:
        return tr(
            "没有整改完的违规，超期的在前。F4 登记复查，F6 记下报告主管部门（第十七条），F7 改拟扣的押金，回车打开那份申请。"
        )
