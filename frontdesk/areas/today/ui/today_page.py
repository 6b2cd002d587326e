"""今日: what today asks for at the left, the shift and the month's collection at the right (D0.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import unit_count
from frontdesk.areas.today.queries import TodayGroup, TodayLine, today_groups
from frontdesk.areas.today.ui.shift_pane import ShiftPane
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.rows import Column, Group, RowsModel, Status
from frontdesk.base.widgets.table import Table

_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_PANE = 380

COLUMNS: tuple[Column[TodayLine], ...] = (
    Column(tr("时限"), lambda r: Status(r.tone, r.when), kind="status", width=136, sort=False),
    Column(tr("房号"), lambda r: r.unit, text=str, kind="unit", width=92, sort=False),
    Column(tr("事情"), lambda r: r.text, text=str, sort=False),
    Column(tr("人"), lambda r: r.person, text=str, width=96, sort=False),
    Column(tr("编号"), lambda r: r.number, text=str, kind="quiet", width=140, sort=False),
    Column(tr("说明"), lambda r: r.right, text=str, kind="quiet", right=True, width=112, sort=False),
)


class TodayPage(Page):
    """Every line opens its work with Enter; nothing here is stored, so nothing here can be out of date (T21)."""

    TARGETS = ("today",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "today_page",
            tr("今日"),
            topics=(
                "units",
                "people",
                "flags",
                "charges",
                "notices",
                "payments",
                "shifts",
                "papers",
                "calls",
                "keys",
                "permits",
                "signing",
                "goods",
                "parking",
                "parcels",
                "visits",
                "found",
                "shift_log",
                "tickets",
                "handover",
                "registration",
                "personal",
                "emergencies",
                "outages",
                "visit_plans",
                "surveys",
                "errands",
                "lettings",
                "viewings",
                "events",
                "places",
            ),
            parent=parent,
        )
        collect = KeyButton(tr("收费"), "F3", name="today_collect")
        collect.clicked.connect(lambda: desk.go("collect"))
        close = KeyButton(tr("日结"), "F9", name="today_close")
        close.clicked.connect(lambda: desk.go("close"))
        if desk.may(Right.COLLECT):
            self.head.add_action(collect)
            self.head.add_action(close)
        if desk.may(Right.RECEPTION):
            report = KeyButton(tr("新报事"), "F2", "primary", name="today_ticket")
            report.clicked.connect(lambda: desk.go("new_ticket"))
            self.head.add_action(report)
        self._model: RowsModel[TodayLine] = RowsModel(COLUMNS)
        self.table = Table("today_list", title=tr("今日要办"), memory=desk.memory)
        self.table.set_model(self._model)
        self.table.horizontalHeader().hide()
        self.table.opened.connect(self._open_line)
        self._calm = EmptyState(
            "ph.check-circle",
            tr("今天没有要办的事"),
            tr("欠费、待送的通知单、到期的租约和待核实的资料会列在这里，按回车就能去办。"),
            name="today_calm",
        )
        bring = KeyButton(tr("导入工作簿"), kind="primary", name="today_import")
        bring.clicked.connect(lambda: desk.go("import"))
        self._first = EmptyState(
            "ph.address-book",
            tr("先把房屋和住户导入进来"),
            tr(
                "办公室现有的 Excel 住户资料直接就能用。导入以后设收费项目、生成应收，这里就列出每天要办的事。"
            ),
            (bring,),
            name="today_first",
        )
        self._left = QWidget()
        from PySide6.QtWidgets import QStackedLayout

        self._stack = QStackedLayout(self._left)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._calm)
        self._stack.addWidget(self._first)
        self.pane = ShiftPane(desk)
        self.set_split(self._left, self.pane, _PANE, folds=False)

    def refresh(self) -> None:
        """Read again what the day asks for, and the pane."""
        desk = self.desk
        clock = desk.clock
        desk.read_later(
            today_groups, desk.actor, clock.today(), clock.now(), key="today_groups", then=self._show
        )
        self.pane.refresh()

    def _show(self, groups: Sequence[TodayGroup]) -> None:
        rows: list[TodayLine | Group] = []
        for group in groups:
            rest = group.count - len(group.lines)
            # Notices are counted by the sheet and listed by the building: no rest to speak of.
            hint = tr("还有 {n} 条，在「{where}」", n=rest, where=group.where)
            counted = all(line.target != "notices" for line in group.lines)
            rows.append(Group(group.title, group.count, group.icon, hint if rest > 0 and counted else ""))
            rows.extend(group.lines)
        self._model.set_rows(rows)
        today = self.desk.clock.today()
        day = tr(
            "{month}月{day}日 {weekday}",
            month=today.month,
            day=today.day,
            weekday=tr(_WEEKDAYS[today.weekday()]),
        )
        count = sum(group.count for group in groups)
        self.head.set_hint(f"{day} · {tr('{n} 件', n=f'{count:,}')}" if count else day)
        if rows:
            self._stack.setCurrentWidget(self.table)
        else:
            begun = self.desk.read(unit_count) > 0
            self._stack.setCurrentWidget(self._calm if begun else self._first)
        if rows and self.table.current() is None:
            self.table.select_first()

    def _open_line(self, row: Any) -> None:
        if isinstance(row, TodayLine):
            self.desk.go(row.target, **row.arguments)

    def help_text(self) -> str:
        return tr(
            "这里列出今天要办的事：上下键选一行，回车去办。F2 受理新报事，F3 收费，F9 日结，Ctrl+K 随时查找房号、姓名、电话、车牌和收据。"
        )
