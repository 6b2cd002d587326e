"""采购计划: the months' plans with their course; submitted, approved or sent back, received line by line (D2.9)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.purchases import (
    PlanFile,
    PlanFilter,
    PlanLineRow,
    PlanRow,
    PlanShow,
    plan_figures,
    plan_file,
    plan_rows,
)
from frontdesk.areas.reception.rules.stock import PLAN_STEP_WORDS, WRITABLE, PlanState, PlanStep
from frontdesk.areas.reception.service.purchasing import (
    Arrived,
    IssuePlanSheet,
    ReceiveLine,
    StepPlan,
    UndoArrival,
    issue_plan_sheet,
    receive_line,
    step_plan,
    undo_arrival,
)
from frontdesk.areas.reception.ui.counts_page import days_dialog
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.areas.reception.ui.held_prints import Unsent, print_new
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField, NumberField, Option, TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    PlanState.DRAFT: "info",
    PlanState.SUBMITTED: "warn",
    PlanState.SENT_BACK: "bad",
    PlanState.APPROVED: "ok",
    PlanState.DONE: "neutral",
    PlanState.VOID: "neutral",
}


def status_of(row: PlanRow) -> Status:
    """`编制中`, `待批准`, `到货 2/5`."""
    if row.state is PlanState.APPROVED:
        return Status("ok", tr("到货 {n}/{of}", n=row.come, of=row.lines) if row.come else tr("已批准"))
    return Status(_TONES[row.state], tr(row.state.value))


class PurchasesPage(HeldPage):
    """`open(text=number)` stands on one, `open(show="SUBMITTED")` shows what waits for a supervisor."""

    ICON = "ph.shopping-cart"
    TARGETS = ("purchases",)
    HISTORY = ("purchase_plan", "修改记录")
    FIELD_WORDS = {"version": "第几稿", "words": "说明", "total": "合计"}  # noqa: RUF012

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[PlanRow], ...] = (
            Column(tr("月份"), lambda r: str(r.month), kind="strong", width=92, name="month"),
            Column(tr("编号"), lambda r: r.number, width=120, name="number"),
            Column(tr("行数"), lambda r: r.lines, kind="number", width=64, sort=False),
            Column(tr("合计（元）"), lambda r: r.total, kind="money", width=120, name="total"),
            Column(tr("编制"), lambda r: r.by, width=96, sort=False),
            Column(tr("编制日期"), lambda r: r.made_on, width=104, sort=False),
            Column(tr("最近办理"), lambda r: r.last_by, width=96, sort=False),
            Column(tr("说明"), lambda r: r.words, kind="quiet", sort=False),
            Column(tr("状态"), status_of, kind="status", width=112, sort=False),
        )
        super().__init__(
            desk, "purchases_page", tr("采购计划"), columns, PlanShow, rows=plan_rows, figures=plan_figures,
            read_file=plan_file, placeholder=tr("编号、物品、编制人"), topics=("stock",), add_words=tr("编制计划"),
            empty=(
                tr("还没有采购计划"),
                tr("每月编制下月要买的东西，低于最低库存的自动列出；主管批准后按行收货入库。"),
            ),
            faint=lambda r: r.state is PlanState.VOID, parent=parent,
        )  # fmt: skip
        self._unsent: Unsent = {}
        self.step = KeyButton(tr("提交"), "F5", name="purchases_step")
        self.step.clicked.connect(self._next_step)
        self.back = KeyButton(tr("退回"), "F6", name="purchases_back")
        self.back.clicked.connect(lambda: self._step_with_words(PlanStep.SENT_BACK))
        self.change = KeyButton(tr("修改"), "F7", name="purchases_change")
        self.change.clicked.connect(self._change)
        self.sheet = KeyButton(tr("打印计划表"), "F4", icon="ph.printer", name="purchases_sheet")
        self.sheet.clicked.connect(self._print)
        pane = HeldPane(
            "purchase_pane", (self.sheet, self.change, self.back, self.more), right=Right.RECEPTION, desk=desk
        )
        self.finish(pane, self.step)

    def wanted(self, sort: str = "", descending: bool = True) -> PlanFilter:
        # Without a column chosen the newest stand first.
        return PlanFilter(self.search.text(), self.chosen(), sort or "month", descending or not sort)

    def row_opened(self, row: PlanRow | None) -> None:
        """Enter changes what may be changed, and receives what is approved."""
        if row is None or not self.desk.may(Right.RECEPTION):
            return
        if row.state in WRITABLE:
            self._change()
        elif row.state is PlanState.APPROVED:
            self._receive()

    # -- the pane --

    def show_file(self, file: PlanFile | None) -> None:
        self.pane.begin(shown=file is not None)
        words = {
            PlanState.DRAFT: tr("提交"),
            PlanState.SENT_BACK: tr("提交"),
            PlanState.SUBMITTED: tr("批准"),
            PlanState.APPROVED: tr("收货"),
        }
        self.step.setText(words.get(file.row.state, tr("提交")) if file is not None else tr("提交"))
        self.step.setEnabled(file is not None and file.row.state in words)
        if file is None:
            return
        row = file.row
        self.change.setVisible(row.state in WRITABLE)
        self.back.setVisible(row.state is PlanState.SUBMITTED)
        self.sheet.setVisible(row.state is not PlanState.VOID)
        head = self.pane.add_section(name="purchase_head")
        head.add_row(Words(row.number, "lead", select=True), None, state_label(status_of(row)))
        for label, value in (
            (tr("月份"), str(row.month)),
            (tr("合计"), str(row.total)),
            (tr("编制"), f"{row.by}　{row.made_on}"),
            (tr("说明"), row.words),
        ):
            if value:
                head.add_pair(label, value)
        section = self.pane.add_section(tr("明细"), tr("{n} 行", n=len(file.lines)), name="purchase_rows")
        for line in file.lines:
            told = f"{line.what} {line.quantity:f} {line.measure}".strip()
            section.add_line(f"{line.no}. {told}", right=str(line.amount))
            for quiet in (line.why, self._came(line)):
                if quiet:
                    section.add(Words(quiet, "small", "text2", wrap=True))
        course = self.pane.add_section(tr("经过"), name="purchase_course", line=False)
        for event in file.course:
            course.add_line(tr(PLAN_STEP_WORDS[event.step]), at=self.when(event.at), right=event.by)
            if event.words:
                course.add_line(event.words, at=" ", tone="text3")
        course.add_line(tr("编制"), at=self.when(row.at), right=row.by)
        self.pane.scroll_to_top()

    @staticmethod
    def _came(line: PlanLineRow) -> str:
        if not line.arrivals:
            return ""
        days = "、".join(f"{one.on:%m-%d}" for one in line.arrivals if not one.undone)
        return (
            tr("已到 {n} {measure}（{days}）", n=line.came, measure=line.measure, days=days) if days else ""
        )

    def acts(self, file: PlanFile | None) -> Acts:
        found: Acts = {}
        if file is not None:
            row = file.row
            arrived = [line for line in file.lines if any(not one.undone for one in line.arrivals)]
            if arrived:
                found["undo"] = (tr("撤销最后一次到货"), lambda: self._undo(file))
            if row.state is PlanState.APPROVED:
                found["close"] = (tr("结束，余下的不买了"), lambda: self._step_with_words(PlanStep.CLOSED))
            if row.state in (*WRITABLE, PlanState.SUBMITTED):
                found["void"] = (tr("作废"), lambda: self._step_with_words(PlanStep.VOIDED))
        found["goods"] = (tr("看物料台账"), lambda: self.desk.go("consumables"))
        if self.desk.may(Right.RECEPTION_SETUP):
            found["days"] = (tr("设定盘点和采购计划的日子"), lambda: days_dialog(self.desk, self))
        return found if file is None else {**found, **self.history_act(file.row.id)}

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        self.desk.go("purchase_form")

    def _change(self) -> None:
        file: PlanFile | None = self.stood_on()
        if file is None:
            return
        if file.row.state not in WRITABLE:
            word = tr(file.row.state.value)
            self.desk.messages.warn(tr("{number} 是“{word}”，不能再改。", number=file.row.number, word=word))
            return
        self.desk.go("purchase_form", plan_id=file.row.id)

    def _next_step(self) -> None:
        """F5: submit, approve, or receive, as it stands."""
        file: PlanFile | None = self.stood_on()
        if file is None:
            return
        if file.row.state in WRITABLE:
            self._step(file.row, PlanStep.SUBMITTED)
        elif file.row.state is PlanState.SUBMITTED:
            self._step(file.row, PlanStep.APPROVED)
        elif file.row.state is PlanState.APPROVED:
            self._receive()

    def _step(self, row: PlanRow, step: PlanStep, words: str = "") -> None:
        what = tr(PLAN_STEP_WORDS[step])
        self.desk.run(step_plan, StepPlan(row.id, step, words), then=self._say(tr("已{what}", what=what)))

    def _step_with_words(self, step: PlanStep) -> None:
        file: PlanFile | None = self.stood_on()
        if file is None:
            return
        title = tr(PLAN_STEP_WORDS[step])
        usual = {
            PlanStep.SENT_BACK: (tr("数量偏多，请核对"), tr("单价请重新询价"), tr("其他")),
            PlanStep.CLOSED: (tr("供应商没有货"), tr("不再需要"), tr("其他")),
        }.get(step, (tr("重复编制"), tr("本月不采购"), tr("其他")))
        row = file.row
        self.ask(title, tr("{number}，合计 {total}", number=row.number, total=row.total), usual,
                 lambda reason: self._step(row, step, reason))  # fmt: skip

    def _receive(self) -> None:
        """One line at a time; the one that still waits first."""
        file: PlanFile | None = self.stood_on()
        if file is None:
            return
        options = [
            Option(line.id, line.what, tr("还差 {n} {measure}", n=line.left, measure=line.measure)
                   if line.left else tr("已到齐"))
            for line in file.lines
        ]  # fmt: skip
        waiting = next((line for line in file.lines if line.left), file.lines[0])
        lines = {line.id: line for line in file.lines}
        which = ChoiceField("receive_line", options, required=True)
        which.set_value(waiting.id)
        quantity = NumberField("receive_quantity", decimals=3, required=True)
        words = TextField("receive_words", tr("如 送货单 8817，实价 21.00"), limit=150)
        on = DateField("receive_on", today=self.desk.clock.today, required=True)
        on.set_value(self.desk.clock.today())

        def show() -> None:
            line = lines[which.value()]
            quantity.set_value(line.left or None)
            quantity.set_trailing(line.measure)

        show()
        which.edited.connect(show)
        cells: tuple[tuple[Cell, ...], ...] = (
            (("line_id", which, tr("到了哪一行"), 2), ("quantity", quantity, tr("收到多少"), 1)),
            (("words", words, tr("说明（可不填）"), 2), ("on", on, tr("日期"), 1)),
        )
        token = uuid4().hex
        ActDialog(
            self.desk, "receive_dialog", tr("收货入库"), cells, receive_line,
            lambda v: ReceiveLine(v["line_id"], Decimal(v["quantity"]), v["words"], v["on"], token),
            text=tr("{number}　库存物料收下就入库。", number=file.row.number), save_text=tr("收下"),
            then=self._received, parent=self,
        ).start(quantity)  # fmt: skip

    def _undo(self, file: PlanFile) -> None:
        arrivals = [(one, line) for line in file.lines for one in line.arrivals if not one.undone]
        last, line = max(arrivals, key=lambda pair: pair[0].id)
        text = tr("{what} {n} {measure}，{day} 收的；库存跟着退回去。", what=line.what, n=last.quantity,
                  measure=line.measure, day=last.on)  # fmt: skip
        usual = (tr("数量写错"), tr("收错了行"), tr("退给供应商"), tr("其他"))
        self.ask(tr("撤销到货"), text, usual, lambda reason: self.desk.run(
            undo_arrival, UndoArrival(last.id, reason),
            then=lambda what: self.desk.messages.ok(tr("{what} 的到货已撤销。", what=what)),
        ))  # fmt: skip

    def _received(self, made: Arrived) -> None:
        told = tr("{what} 收下 {n} {measure}。", what=made.what, n=made.quantity, measure=made.measure)
        rest = (
            tr("现有 {n} {measure}。", n=made.stock, measure=made.measure) if made.stock is not None else ""
        )
        self.desk.messages.ok(told, rest)

    def _print(self) -> None:
        row: PlanRow | None = self.table.current()
        if row is not None:
            self.desk.run(
                issue_plan_sheet, IssuePlanSheet(row.id),
                then=lambda number: print_new(self.desk, "purchase_plan", number, self._unsent),
            )  # fmt: skip

    def _say(self, word: str) -> Callable[[str], object]:
        return lambda number: self.desk.messages.ok(tr("{number} {word}。", number=number, word=word))

    # -- coming here --

    def open(self, **arguments: object) -> None:
        """Some words', one chip's."""
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))

    def help_text(self) -> str:
        return tr(
            "采购计划。F2 编制下月的，F7 修改，F5 提交、批准、收货（看它到了哪一步），F6 退回，F4 打印采购计划表，"
            "F9 撤销到货、结束、作废和设定日子。"
        )
