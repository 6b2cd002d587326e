"""资产盘点: the month's counts; from here to what is counted, assets and consumables (D2.9)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.ui.filed_page import Acts
from frontdesk.areas.keys.ui.act_dialog import ActDialog, Cell
from frontdesk.areas.reception.queries.counts import (
    CountFile,
    CountFilter,
    CountRow,
    CountShow,
    count_day,
    count_figures,
    count_file,
    count_rows,
    counts_due,
)
from frontdesk.areas.reception.queries.purchases import purchase_day
from frontdesk.areas.reception.queries.stock import AssetFilter, GoodsFilter, asset_figures, goods_figures
from frontdesk.areas.reception.rules.stock import CountState
from frontdesk.areas.reception.service.stock_counts import (
    BeginCount,
    IssueCountSheet,
    SetDueDays,
    VoidCount,
    begin_count,
    issue_count_sheet,
    set_due_days,
    void_count,
)
from frontdesk.areas.reception.ui.goods_page import signed
from frontdesk.areas.reception.ui.held_page import HeldPage, HeldPane, state_label
from frontdesk.areas.reception.ui.held_prints import Unsent, print_new
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import NumberField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.rows import Column, Status

_TONES = {
    CountState.OPEN: "info",
    CountState.FIXED: "ok",
    CountState.LEFT: "warn",
    CountState.VOID: "neutral",
}
_SHOWN = 12


def status_of(row: CountRow) -> Status:
    """`盘点中 12/30`, `已定稿`, `3 处未处理`."""
    if row.state is CountState.OPEN:
        return Status("info", tr("已盘 {n}/{of}", n=row.lines - row.left, of=row.lines))
    if row.state is CountState.LEFT:
        return Status("warn", tr("{n} 处未处理", n=row.unsettled))
    return Status(_TONES[row.state], tr(row.state.value))


class CountsPage(HeldPage):
    """`open(text=number)` stands on one."""

    ICON = "ph.clipboard-text"
    TARGETS = ("counts",)
    HISTORY = ("stock_count", "修改记录")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        columns: tuple[Column[CountRow], ...] = (
            Column(tr("月份"), lambda r: str(r.month), kind="strong", width=92, name="month"),
            Column(tr("编号"), lambda r: r.number, width=120, name="number"),
            Column(tr("开始"), lambda r: r.begun_on, width=104, sort=False),
            Column(tr("项数"), lambda r: r.lines, kind="number", width=64, sort=False),
            Column(tr("差异"), lambda r: r.different, kind="number", width=64, sort=False),
            Column(tr("盘点人"), lambda r: r.counter, width=96, sort=False),
            Column(tr("监盘人"), lambda r: r.witness, width=96, sort=False),
            Column(tr("定稿"), lambda r: r.fixed_on, sort=False),
            Column(tr("状态"), status_of, kind="status", width=128, sort=False),
        )
        super().__init__(
            desk, "counts_page", tr("资产盘点"), columns, CountShow, rows=count_rows, figures=count_figures,
            read_file=count_file, placeholder=tr("编号、盘点人"), topics=("stock",), add_words=tr("开始本月盘点"),
            empty=(
                tr("还没有盘点过"),
                tr("先登记资产（F3）和物料（F6），每月按地点盘一次：打盘点表，扫标签或填数，差异写明，签名定稿。"),
            ),
            faint=lambda r: r.state is CountState.VOID, parent=parent,
        )  # fmt: skip
        self._unsent: Unsent = {}
        self.assets = KeyButton(tr("资产"), "F3", name="counts_assets")
        self.assets.clicked.connect(lambda: self.desk.go("assets"))
        self.goods = KeyButton(tr("物料"), "F6", name="counts_goods")
        self.goods.clicked.connect(lambda: self.desk.go("consumables"))
        self.go_on = KeyButton(tr("打开"), "F5", name="counts_open")
        self.go_on.clicked.connect(self._open)
        self.sheet = KeyButton(tr("打印盘点表"), "F4", icon="ph.printer", name="counts_sheet")
        self.sheet.clicked.connect(self._print)
        pane = HeldPane("count_pane", (self.go_on, self.sheet, self.more), right=Right.RECEPTION, desk=desk)
        self.finish(pane, self.assets, self.goods)

    def wanted(self, sort: str = "", descending: bool = True) -> CountFilter:
        # Without a column chosen the newest stand first.
        return CountFilter(self.search.text(), self.chosen(), sort or "month", descending or not sort)

    def empty_buttons(self) -> tuple[KeyButton, ...]:
        assets = KeyButton(tr("资产"), "F3", name="counts_empty_assets")
        assets.clicked.connect(lambda: self.desk.go("assets"))
        goods = KeyButton(tr("物料"), "F6", name="counts_empty_goods")
        goods.clicked.connect(lambda: self.desk.go("consumables"))
        return (assets, goods)

    def row_opened(self, row: CountRow | None) -> None:
        """Enter opens its lines."""
        if row is not None:
            self._open()

    def show_file(self, file: CountFile | None) -> None:
        self.pane.begin(shown=file is not None)
        if file is None:
            return
        row = file.row
        self.sheet.setVisible(row.state is not CountState.VOID)
        self.go_on.setText(tr("接着盘") if row.state is CountState.OPEN else tr("打开"))
        head = self.pane.add_section(name="count_head")
        head.add_row(Words(row.number, "lead", select=True), None, state_label(status_of(row)))
        for label, value in (
            (tr("月份"), str(row.month)),
            (tr("开始"), f"{row.begun_on}　{row.by}"),
            (tr("项数"), tr("{n} 项，没盘 {left} 项", n=row.lines, left=row.left) if row.left else
             tr("{n} 项，已盘完", n=row.lines)),
            (tr("盘点人"), row.counter),
            (tr("监盘人"), row.witness),
            (tr("定稿"), str(row.fixed_on) if row.fixed_on else ""),
            (tr("说明"), row.words),
            (tr("作废"), row.void),
        ):  # fmt: skip
            if value:
                head.add_pair(label, value)
        different = [line for line in file.lines if line.difference]
        section = self.pane.add_section(
            tr("差异"),
            tr("{n} 处", n=len(different)) if different else "",
            name="count_different",
            line=False,
        )
        for line in different[:_SHOWN]:
            words = f"{line.name} {signed(line.difference)} {line.measure}".rstrip()
            told = "；".join(part for part in (line.words, line.answer) if part)
            section.add_state("warn" if line.unsettled else "ok", words, told)
        if len(different) > _SHOWN:
            section.add(Words(tr("还有 {n} 处，打开看", n=len(different) - _SHOWN), "body", "text2"))
        if not different:
            section.add(Words(tr("没有差异。"), "body", "text2"))
        self.pane.scroll_to_top()

    def acts(self, file: CountFile | None) -> Acts:
        found: Acts = {}
        if file is not None and file.row.state is CountState.OPEN:
            found["void"] = (tr("作废，不盘了"), lambda: self._void(file.row))
        if self.desk.may(Right.RECEPTION_SETUP):
            found["days"] = (tr("设定盘点和采购计划的日子"), self._set_days_of_month)
        return found if file is None else {**found, **self.history_act(file.row.id)}

    # -- what is done --

    def add_new(self, **arguments: Any) -> None:
        assets = self.desk.read(asset_figures, AssetFilter()).count
        goods = self.desk.read(goods_figures, GoodsFilter()).count
        if not assets and not goods:
            self.desk.messages.warn(tr("还没有登记资产和物料。"), tr("F3 登记资产，F6 登记物料。"))
            return
        self.desk.run(begin_count, BeginCount(), then=self._begun)

    def _begun(self, count_id: int) -> None:
        self.desk.go("count_sheet", count_id=count_id)

    def _open(self) -> None:
        row: CountRow | None = self.table.current()
        if row is not None:
            self.desk.go("count_sheet", count_id=row.id)

    def _print(self) -> None:
        row: CountRow | None = self.table.current()
        if row is not None:
            self.desk.run(
                issue_count_sheet, IssueCountSheet(row.id),
                then=lambda number: print_new(self.desk, "stock_count", number, self._unsent),
            )  # fmt: skip

    def _void(self, row: CountRow) -> None:
        usual = (tr("开错了月份"), tr("登记没有做完"), tr("其他"))
        self.ask(tr("作废"), tr("记录留着，标明已作废；本月可以重新盘。"), usual, lambda reason: self.desk.run(
            void_count, VoidCount(row.id, reason),
            then=lambda number: self.desk.messages.ok(tr("{number} 已作废。", number=number)),
        ))  # fmt: skip

    def _set_days_of_month(self) -> None:
        days_dialog(self.desk, self)

    # -- coming here --

    def open(self, **arguments: object) -> None:
        """Some words', one chip's; says what is late."""
        self.narrow(text=arguments.get("text"), show=arguments.get("show"))
        today = self.desk.clock.today()
        late = [due for due in self.desk.read(counts_due, today) if due.late(today)]
        if late:
            told = tr("{month} 的盘点应在 {day} 前完成，晚了 {n} 天。", month=late[0].month, day=late[0].by,
                      n=late[0].late(today))  # fmt: skip
            self.desk.messages.warn(told)

    def help_text(self) -> str:
        return tr(
            "每月的资产和物料盘点。F2 开始（或接着）本月的，回车打开逐行填，F4 打印盘点表，F3 资产台账，F6 物料台账，"
            "F9 作废和设定日子。"
        )


def days_dialog(desk: Desk, parent: QWidget) -> None:
    """The days of the month by which the count and the plan are due."""
    count = NumberField("due_count", least=1, most=31, unit=tr("日"), required=True)
    plan = NumberField("due_plan", least=1, most=31, unit=tr("日"), required=True)
    count.set_value(desk.read(count_day))
    plan.set_value(desk.read(purchase_day))
    cells: tuple[tuple[Cell, ...], ...] = (
        (("count", count, tr("每月几日前盘点完"), 1), ("plan", plan, tr("每月几日前交下月采购计划"), 1)),
    )
    ActDialog(
        desk, "due_days_dialog", tr("盘点和采购计划的日子"), cells, set_due_days, lambda v: SetDueDays(**v),
        then=lambda _done: desk.messages.ok(tr("日子已设好，从现在起照这个提醒。")), parent=parent,
    ).start(count)  # fmt: skip
