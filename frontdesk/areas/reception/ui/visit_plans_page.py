"""走访计划: the plans with how far they are, by building (D2.7)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.reception.queries.visit_plans import (
    PlanFile,
    PlanFilter,
    PlanRow,
    PlanShow,
    plan_figures,
    plan_file,
    plan_rows,
)
from frontdesk.areas.reception.rules.visit_plans import OPEN_PLANS, PlanState
from frontdesk.areas.reception.service.visit_papers import (
    FORM,
    TITLE,
    IssueVisitSheet,
    PrintVisitSheet,
    issue_visit_sheet,
    print_visit_sheet,
)
from frontdesk.areas.reception.service.visit_plans import EndPlan, MadePlan, end_plan
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.areas.reception.ui.rounds_common import Share, ShareBars
from frontdesk.areas.reception.ui.ticket_prints import send
from frontdesk.areas.reception.ui.visit_plan_dialogs import PlanDialog
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    PlanState.COMING: "info",
    PlanState.RUNNING: "info",
    PlanState.LATE: "bad",
    PlanState.COMPLETE: "ok",
    PlanState.ENDED: "neutral",
    PlanState.VOID: "neutral",
}


def print_visits(desk: Desk, plan_id: int, building_id: int | None = None) -> None:
    """走访表 of those still to be visited, to the printer."""

    def issued(number: str) -> None:
        title = f"{tr(TITLE)} {number}"
        send(desk, FORM, title, lambda size: (print_visit_sheet, PrintVisitSheet(number, size)))

    desk.run(issue_visit_sheet, IssueVisitSheet(plan_id, building_id), then=issued)


class VisitPlansPage(HeldPage):
    """`open(show="LATE")` shows one chip's, `open(text=…)` some words'."""

    ICON = "ph.person-simple-walk"
    TARGETS = ("visit_plans",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        def status(row: PlanRow) -> Status:
            late = row.late(desk.clock.today())
            return Status(_TONES[row.state], tr("超 {n} 天", n=late) if late else tr(row.state.value))

        columns: tuple[Column[PlanRow], ...] = (
            Column(tr("名称"), lambda r: r.name, kind="strong", name="name"),
            Column(tr("走访谁"), lambda r: tr(r.whom.value), width=116, sort=False),
            Column(tr("范围"), lambda r: r.scope, kind="quiet", width=140, sort=False),
            Column(tr("起"), lambda r: r.starts_on, width=104, name="from"),
            Column(tr("止"), lambda r: r.last_on, width=104, name="until"),
            Column(tr("走访"), lambda r: f"{r.done}/{r.units}", right=True, width=80, name="done"),
            Column(tr("编号"), lambda r: r.number, kind="quiet", width=116, name="number"),
            Column(tr("状态"), status, kind="status", width=108, sort=False),
        )
        self._status = status
        super().__init__(
            desk, "visit_plans_page", tr("走访计划"), columns, PlanShow, rows=plan_rows, figures=plan_figures,
            read_file=plan_file, placeholder=tr("名称、编号、楼栋"), topics=("visit_plans", "units"),
            add_words=tr("新计划"),
            empty=(
                tr("还没有走访计划"),
                tr("按楼栋排出要走访的住户：全部、抽样、要留意的、投诉过的；打印走访表带着走，回来登记，需要的转报事。"),
            ),
            faint=lambda r: r.state in (PlanState.VOID, PlanState.ENDED), parent=parent,
        )  # fmt: skip
        self.walk = KeyButton(tr("登记走访"), "F5", name="visit_plans_walk")
        self.walk.clicked.connect(self._walk)
        self.sheet = KeyButton(tr("打印走访表"), "F6", icon="ph.printer", name="visit_plans_sheet")
        self.sheet.clicked.connect(self._sheet)
        pane = HeldPane("visit_plan_pane", (self.more,), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.sheet, self.walk)

    def wanted(self, sort: str = "", descending: bool = False) -> PlanFilter:
        return PlanFilter(self.desk.clock.today(), self.search.text(), self.chosen(), sort, descending)

    def row_opened(self, row: PlanRow | None) -> None:
        """Enter goes to its units."""
        if row is not None:
            self.desk.go("visit_round", plan_id=row.id)

    # -- the pane --

    def show_file(self, file: PlanFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        head = self.pane.add_section(name="visit_plan_head")
        head.add_row(Words(row.name, "lead", select=True), None, state_label(self._status(row)))
        told = tr("{number}　{whom}　{scope}", number=row.number, whom=tr(row.whom.value), scope=row.scope)
        head.add(Words(told, "body", "text2", wrap=True, select=True))
        head.add_pair(tr("期间"), tr("{first} 至 {last}", first=row.starts_on, last=row.last_on))
        if row.seed:
            head.add_pair(tr("抽样"), tr("{population} 户里抽 {n} 户，种子 {seed}",
                          population=row.population, n=row.units, seed=row.seed))  # fmt: skip
        if row.words:
            head.add_pair(tr("说明"), row.words)
        head.add_pair(tr("排的人"), row.by)
        if file.ended:
            head.add_pair(tr(row.state.value), f"{file.ended}　{file.reason}")
        hint = tr("{n} 户没有遇到", n=row.missed) if row.missed else ""
        progress = self.pane.add_section(tr("走访 {done}/{n} 户", done=row.done, n=row.units), hint,
                                         name="visit_plan_progress")  # fmt: skip
        progress.add(
            ShareBars(
                "visit_plan_bars",
                [
                    Share(one.building, one.done, one.units, one.missed, "" if one.mean is None else tr("均 {mean}", mean=one.mean))
                    for one in file.buildings
                ],
            )
        )  # fmt: skip
        if row.needs:
            section = self.pane.add_section(name="visit_plan_needs", line=False)
            section.add_state("warn", tr("{n} 件需要还没有转报事", n=row.needs))
        self.pane.scroll_to_top()

    def acts(self, file: PlanFile | None) -> Acts:
        if file is None:
            return {}
        row = file.row
        found: Acts = {}
        if row.state in OPEN_PLANS:
            for one in file.buildings:
                if one.done < one.units and len(file.buildings) > 1:
                    found[f"sheet_{one.building_id}"] = (
                        tr("打印 {building} 的走访表", building=one.building),
                        partial(print_visits, self.desk, row.id, one.building_id),
                    )
            found["end"] = (tr("结束，剩下的不走了"), lambda: self._end(row, void=False))
        if row.state in (*OPEN_PLANS, PlanState.COMPLETE):
            found["void"] = (tr("作废，计划排错了"), lambda: self._end(row, void=True))
        return found

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        PlanDialog(self.desk, self._made, self).start()

    def _made(self, made: MadePlan) -> None:
        self.desk.messages.ok(
            tr("{number} 排好了，{n} 户。", number=made.number, n=made.units),
            tr("F6 打印走访表带着走，回来按 F5 登记。"),
        )

    def _walk(self) -> None:
        self.row_opened(self.table.current())

    def _sheet(self) -> None:
        file: PlanFile | None = self.stood_on()
        if file is not None:
            print_visits(self.desk, file.row.id)

    def _end(self, row: PlanRow, *, void: bool) -> None:
        title = tr("作废计划") if void else tr("结束计划")
        usual = (
            (tr("重复了"), tr("选错楼栋"), tr("其他"))
            if void
            else (tr("住户都不在"), tr("改到下次"), tr("其他"))
        )
        self.ask(title, tr("走访过的记录都留着。"), usual, lambda reason: self.desk.run(
            end_plan, EndPlan(row.id, reason, void),
            then=lambda number: self.desk.messages.ok(tr("{number} {what}。", number=number, what=title)),
        ))  # fmt: skip

    def open(self, **arguments: object) -> None:
        """Some words', one chip's."""
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "按计划走访住户。F2 排新计划，可以走全部、抽样、备注要留意的、投诉过的；F6 打印走访表，F5 或回车登记走访，"
            "F9 分楼栋打印、结束和作废。"
        )
