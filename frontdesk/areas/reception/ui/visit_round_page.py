"""登记走访: the units of a plan, in the order one walks, each with what came of every knock (D2.7)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.fees.ui.reading import building_options
from frontdesk.areas.reception.queries.visit_plans import PlanFilter, PlanShow, plan_row, plan_rows
from frontdesk.areas.reception.queries.visit_targets import (
    MadeRow,
    TargetFile,
    TargetFilter,
    TargetRow,
    TargetShow,
    target_figures,
    target_file,
    target_rows,
)
from frontdesk.areas.reception.rules.visit_plans import Outcome, TargetState
from frontdesk.areas.reception.service.visit_plans import Recorded, VoidVisitMade, void_visit_made
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label, unit_row
from frontdesk.areas.reception.ui.visit_plan_dialogs import need_dialog, visit_dialog
from frontdesk.areas.reception.ui.visit_plans_page import print_visits
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column, Status


def status_of(row: TargetRow) -> Status:
    """`待走访`, `没有遇到 2 次`, `已走访 11-21`."""
    if row.state is TargetState.DONE and row.made_on is not None:
        return Status("ok", tr("已走访 {day}", day=f"{row.made_on:%m-%d}"))
    if row.state is TargetState.MISSED:
        return Status("warn", tr("没有遇到 {n} 次", n=row.tries))
    return Status("info", tr(row.state.value), hollow=True)


class VisitRoundPage(HeldPage):
    """`open(plan_id=…)` shows a plan's units; `target_id` stands on one of them."""

    ICON = "ph.person-simple-walk"
    TARGETS = ("visit_round",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[TargetRow], ...] = (
            Column(tr("房号"), lambda r: r.unit, kind="unit", width=104, name="unit"),
            Column(tr("住户"), lambda r: r.who, width=100, sort=False),
            Column(tr("留意"), lambda r: r.why, kind="quiet", name="why"),
            Column(tr("满意度"), lambda r: r.satisfaction, kind="number", width=72, name="satisfaction"),
            Column(tr("需要"), lambda r: r.needs, width=168, sort=False),
            Column(tr("报事"), lambda r: r.ticket, kind="quiet", width=136, sort=False),
            Column(tr("谁去的"), lambda r: r.visitor, kind="quiet", width=84, name="visitor"),
            Column(tr("状态"), status_of, kind="status", width=140, name="made"),
        )
        self._plan_id = 0
        super().__init__(
            desk, "visit_round_page", tr("登记走访"), columns, TargetShow, rows=target_rows,
            figures=target_figures, read_file=target_file, placeholder=tr("房号、住户说的"),
            topics=("visit_plans", "tickets", "units", "people"), add_words=tr("登记走访"),
            empty=(tr("还没有走访计划"), tr("先在走访计划里排一个，再回来登记。")), parent=parent,
        )  # fmt: skip
        self.building = FilterChoice(
            "visit_round_building",
            tr("楼栋"),
            [Option(v, w) for v, w in building_options(desk, tr("全部楼栋"))],
        )
        self.building.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.building)
        self.plans = KeyButton(tr("走访计划"), "F3", name="visit_round_plans")
        self.plans.clicked.connect(lambda: self.desk.go("visit_plans"))
        self.sheet = KeyButton(tr("打印走访表"), "F6", icon="ph.printer", name="visit_round_sheet")
        self.sheet.clicked.connect(self._sheet)
        self.need = KeyButton(tr("转报事"), "F4", name="visit_round_need")
        self.need.clicked.connect(self._need)
        pane = HeldPane("visit_target_pane", (self.need, self.more), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.plans, self.sheet)

    def wanted(self, sort: str = "", descending: bool = False) -> TargetFilter:
        return TargetFilter(
            self._plan_id, self.desk.clock.today(), self.search.text(), self.chosen(), self.building.value(), sort,
            descending,
        )  # fmt: skip

    def refresh(self) -> None:
        """The newest open plan where none was asked for."""
        today = self.desk.clock.today()
        if not self._plan_id:
            rows = self.desk.read(plan_rows, PlanFilter(today, show=PlanShow.OPEN), 0, 1)
            rows = rows or self.desk.read(plan_rows, PlanFilter(today, show=PlanShow.ALL), 0, 1)
            self._plan_id = rows[0].id if rows else 0
        row = self.desk.read(plan_row, self._plan_id, today) if self._plan_id else None
        if row is not None:
            hint = tr("{number}　到 {last}　走访 {done}/{n} 户", number=row.number, last=row.last_on,
                      done=row.done, n=row.units)  # fmt: skip
            self.head.set_title(row.name, hint)
            self._title = row.name
        super().refresh()

    def empty_state(self) -> EmptyState:
        begin = KeyButton(tr("走访计划"), "F3", "primary", name="visit_round_begin")
        begin.clicked.connect(lambda: self.desk.go("visit_plans"))
        return EmptyState(self.ICON, self._nothing[0], self._nothing[1], (begin,), name="visit_round_empty")

    def forget_filters(self) -> None:
        super().forget_filters()
        self.building.set_value(None)

    def row_opened(self, row: TargetRow | None) -> None:
        """Enter writes a visit down."""
        if row is not None and self.desk.may(Right.RECEPTION):
            self.add_new()

    # -- the pane --

    def show_file(self, file: TargetFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        self.need.setVisible(self._open_need(file) is not None)
        head = self.pane.add_section(name="visit_target_head")
        head.add_row(Words(row.unit, "lead", select=True), None, state_label(status_of(row)))
        link = Link(tr("一户一卡"), "visit_target_card")
        link.clicked.connect(lambda: self.desk.go("unit", unit_id=row.unit_id))
        unit_row(head, row.unit, link)
        if row.who:
            head.add_pair(tr("住户"), "　".join(part for part in (row.who, row.phone) if part))
        if row.why:
            head.add_pair(tr("留意"), row.why)
        course = self.pane.add_section(tr("走访"), name="visit_target_course", line=False)
        if not file.visits:
            course.add(Words(tr("还没有去过。"), tone="text2"))
        for made in file.visits:
            self._show_visit(course, made)
        self.pane.scroll_to_top()

    def _show_visit(self, course: Any, made: MadeRow) -> None:
        told = tr(made.outcome.value)
        if made.talked:
            told += tr("：{who}", who=made.talked)
        if made.satisfaction is not None:
            told += tr("　满意度 {n}", n=made.satisfaction)
        tone = "text3" if made.void else "text"
        course.add_line(told, at=f"{made.on:%m-%d}", right=made.visitor, tone=tone)
        for words in (
            made.words,
            tr("需要：{needs}", needs=made.needs) if made.needs else "",
            tr("已转 {ticket}", ticket=made.ticket) if made.ticket else "",
            tr("作废：{why}", why=made.void) if made.void else "",
        ):
            if words:
                course.add_line(words, at=" ", tone="text3" if made.void else "text2")

    @staticmethod
    def _open_need(file: TargetFile) -> MadeRow | None:
        """The newest visit whose need has no ticket."""
        return next((m for m in file.visits if m.needs and not m.ticket and not m.void), None)

    def acts(self, file: TargetFile | None) -> Acts:
        if file is None:
            return {}
        found: Acts = {"unit": (tr("打开一户一卡"), lambda: self.desk.go("unit", unit_id=file.row.unit_id))}
        stands = next((made for made in file.visits if not made.void), None)
        ticket = next((made for made in file.visits if made.ticket_id is not None), None)
        if ticket is not None:
            found["ticket"] = (
                tr("看报事 {number}", number=ticket.ticket),
                lambda: self.desk.go("tickets", ticket_id=ticket.ticket_id),
            )
        if stands is not None and file.open:
            found["void"] = (tr("作废最后一次走访"), lambda: self._void(file.row, stands))
        return found

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        file: TargetFile | None = self.stood_on()
        if file is None:
            return
        if not file.open:
            self.desk.messages.warn(tr("{number} 已经结束，没有再记。", number=file.plan.number))
            return
        visit_dialog(self.desk, file, self._recorded, self)

    def _recorded(self, done: Recorded) -> None:
        if done.ticket:
            self.desk.messages.ok(
                tr("{unit} 走访已登记，需要已转 {ticket}。", unit=done.unit, ticket=done.ticket)
            )
        elif done.outcome in (Outcome.ABSENT, Outcome.UNWELCOME):
            self.desk.messages.ok(tr("{unit} 已登记，还要再走。", unit=done.unit))
        else:
            self.desk.messages.ok(tr("{unit} 走访已登记。", unit=done.unit))

    def _need(self) -> None:
        file: TargetFile | None = self.stood_on()
        made = self._open_need(file) if file is not None else None
        if file is not None and made is not None:
            need_dialog(
                self.desk, file, made, lambda number: self.desk.messages.ok(tr("已转 {number}。", number=number)), self
            )  # fmt: skip

    def _void(self, row: TargetRow, made: MadeRow) -> None:
        usual = (tr("登错户"), tr("登了两次"), tr("其他"))
        self.ask(tr("作废走访"), tr("记录留着，标明已作废。"), usual, lambda reason: self.desk.run(
            void_visit_made, VoidVisitMade(made.id, reason),
            then=lambda unit: self.desk.messages.ok(tr("{unit} 的走访已作废。", unit=unit)),
        ))  # fmt: skip

    def _sheet(self) -> None:
        if self._plan_id:
            print_visits(self.desk, self._plan_id, self.building.value())

    def open(self, **arguments: object) -> None:
        """A plan's units, some words', one chip's."""
        plan_id = arguments.get("plan_id")
        if isinstance(plan_id, int) and plan_id != self._plan_id:
            self._plan_id = plan_id
            self.narrow(show=TargetShow.OPEN.name)
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))
        self.refresh_soon()

    def help_text(self) -> str:
        return tr(
            "一个计划里的住户，按走的顺序。F2 或回车登记走访，写了需要的可以当场转报事；F4 把没有转的需要转报事，"
            "F6 打印还要走的，F3 回到走访计划，F9 作废登错的。"
        )
