"""统计: how units stood and who lived there on a day, with bars; on paper and to Excel (D1.8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.archives.queries.statistics import ArchiveFigures, BuildingFigures, archive_figures
from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.archives.service.statistics import MakeFigures, draw_figures, figures_workbook
from frontdesk.base.store.files import safe_name
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.chart import Chart, ChartBar
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import DateField, Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Heading, Words
from frontdesk.base.widgets.page import EmptyState, Page, Scroll, pad
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.print_list import KEY as PRINT_KEY
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.saving import save_file
from frontdesk.base.widgets.table import Table, fixed_height
from frontdesk.base.widgets.tokens import SIZE, SPACE

PLOT = 108
SHORT = {"家庭成员": "家属", "代理人": "代理", "住户合计": "住户", "非本地（暂住登记）": "非本地"}
"""What stands under a bar where the whole word has no room."""


@dataclass(frozen=True, slots=True)
class CountBar(ChartBar):
    """A bar of a count rather than of money: each counts as a yuan on the axis."""

    @property
    def words(self) -> str:
        return tr("{label}　{n}", label=self.told or self.label, n=f"{self.amount.fen // 100:,}")


def _state_column(state: UnitState) -> Column[BuildingFigures]:
    return Column(tr(state.value), lambda r: r.of(state), kind="number", width=84, sort=False)


COLUMNS: tuple[Column[BuildingFigures], ...] = (
    Column(tr("楼栋"), lambda r: r.building, sort=False, name="building"),
    Column(tr("合计"), lambda r: r.units, kind="number", width=84, sort=False),
    *(_state_column(state) for state in UnitState),
    Column(tr("已收楼"), lambda r: r.handed_over, kind="number", width=84, sort=False),
    Column(tr("未交付"), lambda r: r.waiting, kind="number", width=84, sort=False),
    Column(tr("建筑面积（㎡）"), lambda r: f"{r.area:,.2f}", right=True, width=128, sort=False),
)


class FiguresPage(Page):
    """`open(on=…)` shows another day than today. Enter on a building opens its units."""

    TARGETS = ("archive_figures",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "archives_figures_page",
            tr("统计"),
            topics=("units", "people", "vehicles"),
            parent=parent,
        )
        self.figures: ArchiveFigures | None = None
        self.on = DateField("figures_on", today=desk.clock.today, required=True)
        self.on.set_label(tr("哪一天"))
        self.on.setFixedSize(132, SIZE.chip)
        self.on.set_value(desk.clock.today())
        kinds = [kind for kind in UnitKind if kind is not UnitKind.OFFICE_PLACE]
        self.kind = FilterChoice(
            "figures_kind",
            tr("种类"),
            [Option(None, tr("全部种类")), *(Option(kind, tr(kind.value)) for kind in kinds)],
        )
        for field in (self.on, self.kind):
            field.edited.connect(self._look)
            self.filters.add(field)
        self.trouble = Words("", "body", "bad")
        self.trouble.setObjectName("figures_trouble")
        self.filters.add(self.trouble)
        self.print_button = KeyButton(tr("打印"), PRINT_KEY, icon="ph.printer", name="figures_print")
        self.export_button = KeyButton(tr("导出"), "F8", icon="ph.export", name="figures_export")
        self.print_button.clicked.connect(self._print)
        self.export_button.clicked.connect(self._export)
        self.head.add_action(self.print_button)
        self.head.add_action(self.export_button)
        self.leading = Words("", "lead", wrap=True)
        self.leading.setObjectName("figures_leading")
        self.states = Chart("figures_states", plot=PLOT)
        self.people = Chart("figures_people", plot=PLOT)
        self.state_words = Words("", "body", "text2", wrap=True)
        self.state_words.setObjectName("figures_state_words")
        self.people_words = Words("", "body", "text2", wrap=True)
        self.people_words.setObjectName("figures_people_words")
        self.model: RowsModel[BuildingFigures] = RowsModel(COLUMNS, key=lambda r: r.building, parent=self)
        self.table = Table("figures_buildings", title=tr("按楼栋"), memory=desk.memory)
        self.table.set_model(self.model)
        self.table.opened.connect(self._open_building)
        self.set_body(Scroll(self._build()))

    def _build(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        margins = (SPACE.xl, SPACE.m, SPACE.xl, SPACE.xs)
        column.addWidget(pad(self.leading, margins=margins))
        charts = QHBoxLayout()
        charts.setContentsMargins(SPACE.xl, 0, SPACE.xl, SPACE.m)
        charts.setSpacing(SPACE.xl * 2)
        for head, hint, chart, told, share in (
            (tr("房屋，按状态"), tr("户"), self.states, self.state_words, 2),
            (tr("住户、车辆和宠物"), "", self.people, self.people_words, 3),
        ):
            part = QVBoxLayout()
            part.addWidget(Heading(head, hint))
            part.addWidget(chart)
            part.addWidget(told)
            part.addStretch(1)
            charts.addLayout(part, share)
        column.addLayout(charts)
        column.addWidget(pad(Heading(tr("按楼栋"), tr("户，回车看这栋的房屋")), margins=margins))
        column.addWidget(self.table)
        column.addStretch(1)
        return box

    def open(self, **arguments: Any) -> None:
        on = arguments.get("on")
        if on is not None:
            self.on.set_value(on)
        self.refresh()

    def refresh(self) -> None:
        self.filters.show()
        self._look()

    def _asked(self) -> MakeFigures | None:
        """What is asked for; None while the day is none, which is then said beside it."""
        try:
            on = self.on.value()
        except Refused as refused:
            self.trouble.setText(refused.text)
            return None
        if on is None:
            return None
        late = on > self.desk.clock.today()
        self.trouble.setText(tr("这一天还没有到，请选今天或以前") if late else "")
        return None if late else MakeFigures(on, self.kind.value())

    def _look(self) -> None:
        asked = self._asked()
        if asked is not None:
            self.desk.read_later(
                archive_figures, asked.on, asked.kind, key="archive_figures", then=self._show
            )

    def _show(self, found: ArchiveFigures) -> None:
        self.figures = found
        if not found.buildings and found.kind is None:
            self.filters.hide()
            self._offer_actions(False)
            self.show_empty(self._nothing())
            return
        self.hide_empty()
        self._offer_actions(bool(found.buildings))
        whole, people = found.whole, found.residents
        self.leading.setText(
            tr(
                "{on}：{n} 户，已收楼 {handed}，未交付 {waiting}；住户 {people} 人",
                on=found.on.isoformat(), n=f"{whole.units:,}", handed=f"{whole.handed_over:,}",
                waiting=f"{whole.waiting:,}", people=f"{people.people:,}",
            )
        )  # fmt: skip
        states = [(state.value, whole.of(state)) for state in UnitState]
        self.state_words.setText("，".join(f"{tr(word)} {count:,}" for word, count in states))
        self.people_words.setText("，".join(f"{tr(word)} {count:,}" for word, count in people.lines()))
        self.states.set_bars(tr("房屋，按状态"), [_bar(word, count) for word, count in states])
        self.people.set_bars(tr("住户、车辆和宠物"), [_bar(word, count) for word, count in people.lines()])
        rows = (*found.buildings, _sum(whole)) if len(found.buildings) > 1 else found.buildings
        self.model.set_rows(rows)
        fixed_height(self.table, max(1, len(rows)))

    def _offer_actions(self, on: bool) -> None:
        self.print_button.setVisible(on)
        self.export_button.setVisible(on)

    def _nothing(self) -> EmptyState:
        bring = KeyButton(tr("导入工作簿"), "F4", "primary", name="figures_import")
        bring.clicked.connect(lambda: self.desk.go("import"))
        return EmptyState(
            "ph.chart-bar",
            tr("还没有房屋"),
            tr("有了房屋和住户，这里就按楼栋、状态和住户种类数出来，哪一天的都可以看。"),
            (bring,),
            name="figures_empty",
        )

    def _open_building(self, row: object) -> None:
        if not isinstance(row, BuildingFigures):
            return
        from frontdesk.areas.archives.queries import buildings

        found = next((b.id for b in self.desk.read(buildings) if b.name == row.building), None)
        self.desk.go("archives", building_id=found, kind=self.kind.value())

    def _print(self) -> None:
        asked = self._asked()
        if asked is not None:
            self.desk.run(draw_figures, asked, then=self._show_paper)

    def _show_paper(self, pdf: bytes) -> None:
        from frontdesk.areas.archives.forms.figures import ARCHIVE_FIGURES

        dialog = PreviewDialog(
            self.desk, ARCHIVE_FIGURES.key, pdf, tr("档案统计"), papers=ARCHIVE_FIGURES.sizes, parent=self
        )
        dialog.open()

    def _export(self) -> None:
        asked = self._asked()
        if asked is not None:
            self._export_as(asked)

    def _export_as(self, asked: MakeFigures) -> None:
        suggested = safe_name(tr("档案统计 {on}.xlsx", on=asked.on.isoformat()))
        pattern = tr("Excel 工作簿 (*.xlsx)")
        path = self.desk.dialogs.choose_save_file(tr("导出到 Excel"), suggested, pattern)
        if path is None:
            return

        def write(content: bytes) -> None:
            save_file(
                self.desk,
                path,
                content,
                title=tr("导出到 Excel"),
                pattern=pattern,
                then=lambda at: self.desk.messages.ok(tr("统计已导出。"), str(at)),
            )

        self.desk.run_long(figures_workbook, asked, title=tr("正在导出 {name}", name=path.name), then=write)

    def focus_start(self) -> None:
        if self.is_empty():
            super().focus_start()
        else:
            self.on.setFocus()

    def help_text(self) -> str:
        return tr(
            "档案统计：选一天，就按那天的情况数房屋、住户、车辆和宠物。以前没有记录的日子，状态按最早的一条算。"
            "Ctrl+P 打印，F8 导出 Excel，都带图；在一栋上按回车看它的房屋。"
        )


def _bar(word: str, count: int) -> CountBar:
    return CountBar(tr(SHORT.get(word, word)), Money(100 * count), tr(word))


def _sum(whole: BuildingFigures) -> BuildingFigures:
    return BuildingFigures(tr("合计"), whole.units, whole.states, whole.handed_over, whole.area)
