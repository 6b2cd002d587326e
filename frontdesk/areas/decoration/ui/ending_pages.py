"""Pages of the strip where decorations end: 押金待退 and 归档 (D4.3)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.decoration.queries.lists import (
    FileFilter,
    FileRow,
    RefundDue,
    file_count,
    file_rows,
    refunds_due,
)
from frontdesk.areas.decoration.rules.course import RIGHTS, State, Step
from frontdesk.areas.decoration.ui import acts
from frontdesk.areas.decoration.ui.side_list import SideList, fits, late_status
from frontdesk.areas.decoration.ui.words import line_status, state_status
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column

MOST_ARCHIVED = 1000


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
            Column(tr("到期"), lambda r: late_status(r.late, tr("没有到期")), kind="status", width=108),
            Column(tr("接下来"), lambda r: line_status(r.line), kind="status"),
        )

        def read(session: Any, on: date, text: str) -> list[RefundDue]:
            return [r for r in refunds_due(session, on) if fits(text, r.unit, r.applicant, r.number)]

        empty = EmptyState(
            "ph.check-circle",
            tr("没有要退的装修押金"),
            tr("复验合格的，或者中途结束还押着钱的，列在这里，到期的排在最前。"),
            name="decoration_refunds_empty",
        )
        super().__init__(
            desk, "decoration_refunds_page", tr("押金待退"), columns, read, lambda r: r.file_id, empty, parent
        )
        self.step_button = KeyButton(tr("批准退款"), "F4", "primary", name="refunds_step")
        self.step_button.clicked.connect(self._take)
        self.add_buttons(self.step_button)

    def row_changed(self, row: Any) -> None:
        super().row_changed(row)
        step = self._step(row) if row is not None else None
        self.step_button.setVisible(step is not None and self.desk.may(RIGHTS[step]))
        if step is not None:
            self.step_button.setText(tr(step.value))

    @staticmethod
    def _step(row: RefundDue) -> Step | None:
        """What comes next for a deposit that is held."""
        return {State.SETTLED: Step.ALLOW_REFUND, State.ALLOWED: Step.REFUND}.get(row.state, Step.SETTLE)

    def _take(self) -> None:
        row = self.current()
        step = self._step(row) if row is not None else None
        if step is not None:
            acts.take(self.desk, row.file_id, step, self)

    def help_text(self) -> str:
        return tr(
            "复验以后要退的押金，超期的在前。先结算，财务批准，再从班次里退：F4 办下一步，回车打开那份申请。"
        )


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
