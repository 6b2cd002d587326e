"""收楼统计: by building and by day, with bars; on paper and to Excel (D1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.areas.handover.queries.days import batches
from frontdesk.areas.handover.queries.figures import (
    BuildingFigures,
    DayFigures,
    HandoverFigures,
    handover_figures,
)
from frontdesk.areas.handover.service.reporting import MakeFigures, figures_workbook, make_figures, percent
from frontdesk.areas.handover.ui import prints
from frontdesk.base.store.files import FileInUse, another_name, safe_name, write_whole
from frontdesk.base.values.errors import DeskError, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.chart import Chart, ChartBar
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, DateField
from frontdesk.base.widgets.marks import Heading, Words
from frontdesk.base.widgets.page import Page, Scroll, pad
from frontdesk.base.widgets.print_list import KEY as PRINT_KEY
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table, fixed_height
from frontdesk.base.widgets.tokens import SIZE, SPACE

PLOT = 112
SPAN = 30


@dataclass(frozen=True, slots=True)
class HomeBar(ChartBar):
    """A bar of homes rather than of money: each counts as a yuan on the axis."""

    @property
    def words(self) -> str:
        return tr("{label}　{n} 户", label=self.told or self.label, n=self.amount.fen // 100)


class HomesChart(Chart):
    """Bars of homes: no line between two whole ones."""

    def lines(self) -> list[Money]:
        return [amount for amount in super().lines() if not amount.fen % 100]


BUILDINGS: tuple[Column[BuildingFigures], ...] = (
    Column(tr("楼栋"), lambda r: r.building, sort=False, name="building"),
    Column(tr("应收楼"), lambda r: r.homes, kind="number", width=88, sort=False),
    Column(tr("已收楼"), lambda r: r.done, kind="number", width=88, sort=False),
    Column(tr("收楼率"), lambda r: percent(r.done, r.homes), right=True, width=80, sort=False),
    Column(tr("拒收暂缓"), lambda r: r.refused, kind="number", width=88, sort=False),
    Column(tr("办理中"), lambda r: r.visiting, kind="number", width=80, sort=False),
    Column(tr("已预约"), lambda r: r.appointed, kind="number", width=80, sort=False),
    Column(tr("已通知"), lambda r: r.told, kind="number", width=80, sort=False),
    Column(tr("未通知"), lambda r: r.untold, kind="number", width=80, sort=False),
)
DAYS: tuple[Column[DayFigures], ...] = (
    Column(tr("日期"), lambda r: r.day, sort=False, name="day"),
    Column(tr("预约"), lambda r: r.appointed, kind="number", width=100, sort=False),
    Column(tr("收楼"), lambda r: r.done, kind="number", width=100, sort=False),
    Column(tr("拒收暂缓"), lambda r: r.refused, kind="number", width=100, sort=False),
)


class FiguresPage(Page):
    """`open(batch_id=…)` shows a batch's."""

    TARGETS = ("handover_figures",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "handover_figures_page",
            tr("收楼统计"),
            back=True,
            topics=("handover", "tickets"),
            parent=parent,
        )
        if self.head.back is not None:
            self.head.back.clicked.connect(lambda: desk.go("handover"))
        self.batch = ChoiceField("figures_batch")
        self.first = DateField("handover_first", today=desk.clock.today, required=True)
        self.last = DateField("handover_last", today=desk.clock.today, required=True)
        today = desk.clock.today()
        self.first.set_value(today - timedelta(days=SPAN - 1))
        self.last.set_value(today)
        for field, label, width in (
            (self.batch, tr("批次"), 200), (self.first, tr("从"), 132), (self.last, tr("到"), 132),
        ):  # fmt: skip
            field.set_label(label)
            field.setFixedSize(width, SIZE.chip)
            self.filters.add(field)
            field.edited.connect(self._look)
        self.print_button = KeyButton(tr("打印"), PRINT_KEY, icon="ph.printer", name="handover_figures_print")
        self.export_button = KeyButton(tr("导出"), "F8", icon="ph.export", name="handover_figures_export")
        self.print_button.clicked.connect(self._print)
        self.export_button.clicked.connect(self._export)
        for button in (self.print_button, self.export_button):
            self.head.add_action(button)
        self.leading = Words("", "lead", wrap=True)
        self.leading.setObjectName("handover_leading")
        self.chart = HomesChart("handover_chart", plot=PLOT)
        self.building_model: RowsModel[BuildingFigures] = RowsModel(
            BUILDINGS, key=lambda r: r.building, parent=self
        )
        self.buildings = Table("handover_buildings", title=tr("按楼栋"), memory=desk.memory)
        self.buildings.set_model(self.building_model)
        self.day_model: RowsModel[DayFigures] = RowsModel(DAYS, key=lambda r: r.day, parent=self)
        self.days = Table("handover_days", title=tr("按天"), memory=desk.memory)
        self.days.set_model(self.day_model)
        self.days.opened.connect(self._open_day)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        margins = (SPACE.xl, SPACE.m, SPACE.xl, SPACE.xs)
        column.addWidget(pad(self.leading, margins=margins))
        column.addWidget(pad(Heading(tr("每天收楼"), tr("户")), margins=margins))
        column.addWidget(pad(self.chart, margins=(SPACE.xl, 0, SPACE.xl, SPACE.m)))
        self.buildings_head = Heading(tr("按楼栋"))
        column.addWidget(pad(self.buildings_head, margins=margins))
        column.addWidget(self.buildings)
        column.addWidget(
            pad(Heading(tr("按天"), tr("有预约或有结果的日子，回车看那天的日程")), margins=margins)
        )
        column.addWidget(self.days)
        column.addStretch(1)
        self.set_body(Scroll(box))

    def open(self, **arguments: Any) -> None:
        self._offer()
        batch_id = arguments.get("batch_id")
        if isinstance(batch_id, int):
            self.batch.set_value(batch_id)
        self.refresh()

    def _offer(self) -> None:
        chosen = self.batch.value()
        self.batch.set_options(
            [(None, tr("全部批次")), *((row.id, row.name) for row in self.desk.read(batches))]
        )
        self.batch.set_value(chosen)

    def refresh(self) -> None:
        self._offer()
        self.filters.show()
        self._look()

    def _asked(self) -> MakeFigures | None:
        try:
            first, last = self.first.value(), self.last.value()
        except Refused:
            return None
        if first is None or last is None:
            return None
        self.last.set_error(tr("早于开始的日期，请核对") if last < first else None)
        return MakeFigures(first, last, self.batch.value()) if last >= first else None

    def _look(self) -> None:
        asked = self._asked()
        if asked is not None:
            self.desk.read_later(
                handover_figures, self.desk.clock.today(), asked.first, asked.last, asked.batch_id,
                key="handover_figures", then=self._show,
            )  # fmt: skip

    def _show(self, found: HandoverFigures) -> None:
        told = tr(
            "应收楼 {n} 户，已收楼 {done} 户 {share}，拒收和暂缓 {refused} 户，遗留问题现在 {open} 条未了",
            n=found.homes, done=found.done, share=percent(found.done, found.homes), refused=found.refused,
            open=found.open_defects,
        )  # fmt: skip
        if found.late_defects:
            told += tr("（{n} 条超期）", n=found.late_defects)
        self.leading.setText(told)
        today = self.desk.clock.today()
        self.chart.set_bars(
            tr("每天收楼"),
            [
                HomeBar(
                    f"{d.day:%m-%d}", Money(100 * d.done), d.day.isoformat(), d.day == today, d.day > today
                )
                for d in found.days
            ],
        )
        self.buildings_head.set_hint(tr("到 {day}", day=min(found.last, today).isoformat()))
        self.building_model.set_rows(found.buildings)
        days = [d for d in reversed(found.days) if d.done or d.refused or d.appointed]
        self.day_model.set_rows(days)
        fixed_height(self.buildings, max(1, len(found.buildings)))
        fixed_height(self.days, max(1, len(days)))

    def _open_day(self, row: object) -> None:
        if isinstance(row, DayFigures):
            self.desk.go("handover_day", batch_id=self.batch.value(), day=row.day)

    def _print(self) -> None:
        asked = self._asked()
        if asked is not None:
            self.desk.run(
                make_figures, asked, then=lambda number: prints.send(self.desk, "handover_figures", number)
            )

    def _export(self) -> None:
        asked = self._asked()
        if asked is not None:
            name = safe_name(
                tr("收楼统计 {a} 至 {b}.xlsx", a=asked.first.isoformat(), b=asked.last.isoformat())
            )
            self._export_as(asked, name)

    def _export_as(self, asked: MakeFigures, suggested: str) -> None:
        pattern = tr("Excel 工作簿 (*.xlsx)")
        path = self.desk.dialogs.choose_save_file(tr("导出到 Excel"), suggested, pattern)
        if path is None:
            return

        def write(content: bytes) -> None:
            try:
                write_whole(path, content)
            except FileInUse as error:
                again = another_name(path).name
                self.desk.messages.bad(
                    tr("没有导出。"),
                    error.text,
                    action=tr("换个名字存"),
                    then=lambda: self._export_as(asked, again),
                )
            except DeskError as error:
                self.desk.tell(error)
            else:
                self.desk.messages.ok(tr("统计已导出。"), str(path))

        self.desk.run_long(figures_workbook, asked, title=tr("正在导出 {name}", name=path.name), then=write)

    def help_text(self) -> str:
        return tr(
            "收楼的户数：按楼栋是到选的最后一天的，按天是选的日子里的。打印和导出都带图；在一天上按回车看那天的日程。"
        )
