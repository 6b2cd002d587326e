"""差额: charges that would come out otherwise today; each is put right or left as it is (M6.8, M2.4)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries import Difference, differences
from frontdesk.areas.fees.service import DecideDifference, decide_difference
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane, pad
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table

WIDTH = 344

COLUMNS: tuple[Column[Difference], ...] = (
    Column(tr("房号"), lambda r: r.unit, kind="unit", width=108),
    Column(tr("收费项目"), lambda r: r.item, width=144),
    Column(tr("账期"), lambda r: r.period, width=80),
    Column(tr("为什么"), lambda r: tr("预缴后有变") if r.ahead else tr("减免有变"), width=108),
    Column(tr("现在应这样算"), lambda r: r.how, kind="quiet", sort=False),
    Column(tr("已生成"), lambda r: r.amount, kind="money", width=100),
    Column(tr("应是"), lambda r: r.expected, kind="money", width=100),
    Column(tr("差额"), lambda r: r.more, kind="money", width=100),
)


class ReductionGapPage(Page):
    """Ctrl+Enter puts the one stood on right, F7 leaves it; either way it is not asked again."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "fees_reduction_gap_page",
            tr("差额"),
            back=True,
            topics=("charges", "fee_items", "reductions"),
            parent=parent,
        )
        export = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="gap_export")
        export.clicked.connect(self._export)
        close = KeyButton(tr("返回"), "Esc", name="gap_close")
        close.clicked.connect(self.left)
        for button in (print_button("gap_print", self._print), export, close):
            self.head.add_action(button)
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)
        self._model: RowsModel[Difference] = RowsModel(COLUMNS, key=lambda r: r.charge_id)
        self.table = Table("reduction_gaps", title=tr("差额"), memory=desk.memory)
        self.table.set_model(self._model)
        self.table.current_changed.connect(self._stood_on)
        self.pane = Pane("gap_pane")
        self.right_button = KeyButton(tr("补收"), "Ctrl+Enter", "primary", name="gap_right")
        self.right_button.clicked.connect(lambda: self._decide(put_right=True))
        self.leave_button = KeyButton(tr("不动"), "F7", name="gap_leave")
        self.leave_button.clicked.connect(lambda: self._decide(put_right=False))
        self._feet = pad(self.right_button, self.leave_button, None)
        self.pane.set_foot(self._feet)
        self.set_split(self.table, self.pane, WIDTH)

    def refresh(self) -> None:
        self.desk.read_later(differences, key="differences", then=self._show)

    def _show(self, rows: Sequence[Difference]) -> None:
        self._model.set_rows(rows)
        self.head.set_hint(tr("{n} 笔", n=f"{len(rows):,}") if rows else "")
        if not rows:
            words = tr(
                "预缴的月份后来调了价，或者减免在应收生成之后才记、才结束，差额会列在这里，逐笔决定补收、减免或不动。"
            )
            self.show_empty(EmptyState("ph.check-circle", tr("没有要决定的差额"), words, name="no_gaps"))
            return
        self.hide_empty()
        if self.table.current() is None:
            self.table.select_first()

    def _stood_on(self, row: Difference | None) -> None:
        self.pane.clear()
        self._feet.setVisible(row is not None)
        if row is None:
            return
        head = self.pane.add_section(name="gap_head")
        head.add(Words(row.unit, "lead", select=True))
        head.add(Words(f"{row.item} · {row.period}", tone="text2"))
        facts = self.pane.add_section(line=False, name="gap_facts")
        facts.add_pair(tr("已生成"), str(row.amount))
        facts.add_pair(tr("应是"), str(row.expected))
        facts.add_pair(tr("差额"), str(row.more), tone="bad" if row.more < ZERO else "text")
        facts.add_pair(tr("未收"), str(row.owed))
        facts.add(Words(row.how, tone="text2", wrap=True))
        if row.more < ZERO and row.owed < -row.more:
            words = tr("这笔已经收了：减免记在同项的下一笔未缴应收上。")
            facts.add(Words(words, tone="text2", wrap=True))
        up = row.more > ZERO
        self.right_button.setText(tr("补收 {sum}", sum=row.more) if up else tr("减免 {sum}", sum=-row.more))

    def _decide(self, *, put_right: bool) -> None:
        row = self.table.current()
        if row is None:
            return
        self.desk.run(
            decide_difference,
            DecideDifference(row.charge_id, row.expected, put_right),
            then=lambda _none: self._decided(row, put_right),
        )

    def _decided(self, row: Difference, put_right: bool) -> None:
        name = tr("{unit} {item} {period}", unit=row.unit, item=row.item, period=row.period)
        if not put_right:
            self.desk.messages.ok(tr("{name} 不动。", name=name), tr("同样的差额不再问。"))
            return
        what = tr("补收 {sum} 元", sum=row.more) if row.more > ZERO else tr("减免 {sum} 元", sum=-row.more)
        self.desk.messages.ok(tr("{name} {what}已记下。", name=name, what=what))

    def _export(self) -> None:
        export_table(self.desk, self.table, tr("应收差额"))

    def _print(self) -> None:
        print_list(self.desk, self.table, tr("应收差额"))

    def help_text(self) -> str:
        return tr(
            "应收和现在的单价、减免对不上的，逐笔决定。Ctrl+Enter 按差额补收或减免，F7 不动，Esc 返回。"
        )
