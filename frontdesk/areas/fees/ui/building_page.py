"""楼栋图: floors by units, coloured by what is paid and owed; a cell opens its unit; it prints (D5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from frontdesk.areas.fees.queries.picture import (
    BuildingGrid,
    BuildingShare,
    GridUnit,
    GridUnitFacts,
    building_grid,
    building_shares,
    grid_unit_facts,
    picture_document,
)
from frontdesk.areas.fees.rules.grid import DECORATING, CellState
from frontdesk.areas.fees.ui.building_grid import CellSample, GridView
from frontdesk.areas.fees.ui.choosers import MonthStepper
from frontdesk.areas.fees.ui.reading import item_options
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.periods import Month
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane, Section
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.tokens import SIZE, SPACE

WIDTH = 320
FORM = "building_picture"


class _ChipStrip(QScrollArea):
    """A row of chips that scrolls sideways without a bar where there are more than fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = ChipRow(name="building_chips")
        self.setWidget(self.chips)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(SIZE.chip)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.chips.setAutoFillBackground(False)

    def set_chips(self, chips: ChipRow) -> None:
        self.chips = chips
        chips.setAutoFillBackground(False)
        self.setWidget(chips)
        self.updateGeometry()
        self.show_current()

    def sizeHint(self) -> QSize:
        return QSize(self.chips.sizeHint().width(), SIZE.chip)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, SIZE.chip)

    def show_current(self) -> None:
        """Scroll to the chip that is on."""
        key = self.chips.current()
        if key:
            self.ensureWidgetVisible(self.chips.chip(key), SPACE.xl, 0)


class BuildingPage(Page):
    """`open(building_id=…, unit_id=…, month=…)` shows a building, and stands on a unit of it."""

    TARGETS = ("building",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "fees_building_page",
            tr("楼栋图"),
            topics=("charges", "units", "people", "payments", "fee_items"),
            parent=parent,
        )
        self._building: int | None = None
        self._wanted_unit: int | None = None
        self._shares: tuple[BuildingShare, ...] = ()
        self._grid: BuildingGrid | None = None
        self._build_head()
        self._build_filters()
        self.view = GridView()
        self.view.current_changed.connect(self._stood_on)
        self.view.opened.connect(lambda unit: desk.go("unit", unit_id=unit.unit_id))
        self.view.turned.connect(self._turn)
        self._build_pane()
        self.set_split(self.view, self.pane, WIDTH)

    # -- building --

    def _build_head(self) -> None:
        self.months = MonthStepper("building_months", Month.of(self.desk.clock.today()))
        self.months.changed.connect(lambda _month: self._filter_changed())
        self.item = ChoiceField("building_item", [(None, tr("全部项目"))])
        self.item.set_label(tr("收费项目"))
        self.item.setFixedSize(160, SIZE.control)
        self.item.edited.connect(self._filter_changed)
        self.print_button = KeyButton(tr("打印"), "F8", icon="ph.printer", name="building_print")
        self.print_button.clicked.connect(self.print_picture)
        for widget in (self.months, self.item, self.print_button):
            self.head.add_action(widget)

    def _build_filters(self) -> None:
        self.strip = _ChipStrip()
        self.filters.add(self.strip)
        hint = Words(tr("缴清户数占比 · 方向键移动，Enter 打开，PgUp PgDn 换楼栋"), tone="text2")
        self.filters.add_right(hint)

    def _build_pane(self) -> None:
        self.pane = Pane("building_pane")
        self._legend = self.pane.add_section(name="building_legend")
        self._sum = self.pane.add_section(name="building_sum")
        self._sum.add(Words(tr("未缴合计（元）"), tone="text2"))
        self.figure = Words("", "figure", select=True)
        self.figure.setObjectName("building_figure")
        self._sum.add(self.figure)
        self.demand_button = KeyButton(tr("催缴"), "F6", name="building_demands")
        self.demand_button.clicked.connect(lambda: self.desk.go("demands", building_id=self._building))
        self.notice_button = KeyButton(tr("通知单"), "F7", name="building_notices")
        self.notice_button.clicked.connect(self._go_notices)
        self._sum.add_row(self.demand_button, self.notice_button)
        self._unit = self.pane.add_section(name="building_unit", line=False)

    # -- what is shown --

    def month(self) -> Month:
        """The month whose picture is shown."""
        return self.months.month() or Month.of(self.desk.clock.today())

    def refresh(self) -> None:
        self.item.set_options(item_options(self.desk, tr("全部项目")))
        self.desk.read_later(
            building_shares, self.month(), self.item.value(), key="building_shares", then=self._show_shares
        )

    def _filter_changed(self) -> None:
        self.refresh()

    def _show_shares(self, shares: Sequence[BuildingShare]) -> None:
        self._shares = tuple(shares)
        if not shares:
            self._say_empty()
            return
        self.hide_empty()
        known = [row.building_id for row in shares]
        if self._building not in known:
            self._building = known[0]
        self._show_chips()
        self._read_grid()

    def _show_chips(self) -> None:
        chips = ChipRow(name="building_chips", parent=self.strip)
        for row in self._shares:
            percent = tr("{n}%", n=row.percent) if row.percent is not None else "—"
            chips.add(str(row.building_id), f"{row.building}  {percent}")
        chips.choose(str(self._building))
        chips.chosen.connect(self._building_chosen)
        self.strip.set_chips(chips)

    def _say_empty(self) -> None:
        begin = KeyButton(tr("导入工作簿"), kind="primary", name="building_import")
        begin.clicked.connect(lambda: self.desk.go("import"))
        words = tr("导入房屋以后，每栋楼按楼层和单元画出来，缴清、部分、欠费一眼看清，回车打开那一户。")
        self.show_empty(EmptyState("ph.house", tr("还没有楼栋"), words, (begin,), name="building_none"))

    def _read_grid(self) -> None:
        if self._building is None:
            return
        today = self.desk.clock.today()
        self.desk.read_later(
            building_grid, self._building, self.month(), today, self.item.value(), key="building_grid",
            then=self._show_grid,
        )  # fmt: skip

    def _show_grid(self, grid: BuildingGrid) -> None:
        self._grid = grid
        self._show_legend(grid)
        self.figure.setText(str(grid.total))
        self.view.show_grid(grid)
        if self._wanted_unit is not None:
            self.view.select_unit(self._wanted_unit)
            self._wanted_unit = None

    def _show_legend(self, grid: BuildingGrid) -> None:
        section = self._legend
        section.clear()
        head = Words(grid.building, "lead")
        facts = tr("{n} 户 · {month}", n=f"{len(grid.units):,}", month=self.month())
        section.add_row(head, Words(facts, tone="text2"), None)
        unit = self.view.current() or (grid.units[0] if grid.units else None)
        room = unit.room if unit is not None else ""
        for state in CellState:
            count = grid.count(state)
            if state is CellState.NONE and not count:
                continue
            self._add_legend(CellSample(state, room), state.value, count, state.name.lower())
        if grid.decorating:
            sample = CellSample(CellState.NONE, room, decorating=True)
            self._add_legend(sample, DECORATING, grid.decorating, "decorating")

    def _add_legend(self, sample: CellSample, words: str, count: int, name: str) -> None:
        number = Words(f"{count:,}", "bold", right=True)
        number.setObjectName(f"building_count_{name}")
        self._legend.add_row(sample, Words(tr(words)), None, number, Words(tr("户"), tone="text2"))

    def _building_chosen(self, key: str) -> None:
        self._building = int(key)
        self.strip.show_current()
        self._read_grid()

    def _turn(self, way: int) -> None:
        """The building before or after, by key."""
        known = [row.building_id for row in self._shares]
        if self._building not in known:
            return
        at = known.index(self._building) + way
        if 0 <= at < len(known):
            self.strip.chips.choose(str(known[at]))

    # -- the unit stood on --

    def _stood_on(self, unit: GridUnit | None) -> None:
        self.desk.forget("building_unit")
        if unit is None:
            self._unit.clear()
            return
        today: date = self.desk.clock.today()
        self.desk.read_later(grid_unit_facts, unit.unit_id, today, key="building_unit", then=self._show_unit)

    def _show_unit(self, facts: GridUnitFacts) -> None:
        unit = self.view.current()
        section: Section = self._unit
        section.clear()
        if unit is None or unit.unit_id != facts.unit.id:
            return
        row = facts.unit
        name = Words(f"{row.code}  {row.owners}", "lead", wrap=True, select=True)
        name.setObjectName("building_unit_name")
        section.add(name)
        area = "" if row.built_area is None else tr("{area}㎡", area=f"{row.built_area:.2f}")
        told = " · ".join(part for part in (tr(row.state.value), area, row.phone) if part)
        section.add(Words(told, tone="text2", wrap=True))
        item = self.item.text() if self.item.value() is not None else tr("全部项目")
        section.add_line(f"{item} {self.month()}", right=str(unit.owed))
        whole = section.add_line(tr("全部欠费"))
        amount = Words(str(facts.owed), "bold", right=True)
        amount.setObjectName("building_unit_owed")
        whole.addWidget(amount)
        section.body.addSpacing(SPACE.s)
        buttons: list[QWidget] = []
        if self.desk.may(Right.COLLECT):
            collect = KeyButton(tr("收费"), "F3", "primary", name="building_collect")
            collect.clicked.connect(lambda: self.desk.go("collect", unit_id=row.id))
            buttons.append(collect)
        card = KeyButton(tr("一户一卡"), "Enter", shortcut=False, name="building_card")
        card.clicked.connect(lambda: self.desk.go("unit", unit_id=row.id))
        section.add_row(*buttons, card)

    def _go_notices(self) -> None:
        self.desk.go("notices", period=str(self.month()), building_id=self._building)

    # -- going on --

    def open(self, **arguments: Any) -> None:
        building, unit, month = (arguments.get(key) for key in ("building_id", "unit_id", "month"))
        if building is not None:
            self._building = int(building)
        if unit is not None:
            self._wanted_unit = int(unit)
            facts = self.desk.read(grid_unit_facts, int(unit), self.desk.clock.today())
            self._building = facts.unit.building_id
        if month is not None:
            self.months.set_month(month if isinstance(month, Month) else Month.parse(str(month)))
        if arguments:
            self.refresh()

    def focus_start(self) -> None:
        if self.is_empty():
            self._focus_empty()
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- on paper --

    def print_picture(self) -> None:
        """The picture in the colours of the screen and with letters, on A4 or A3; looked at, then printed."""
        if self._building is None:
            return
        desk, building, month, item = self.desk, self._building, self.month(), self.item.value()
        today, at, by = desk.clock.today(), local_time(desk.clock.now()), desk.actor.name

        def draw(progress: Progress) -> bytes:
            from frontdesk.areas.fees.forms import FORMS

            form = FORMS[FORM]
            size = desk.printing.paper_for(FORM, form.sizes) if desk.printing is not None else form.sizes[0]
            document = desk.runner.read(picture_document, building, month, today, item, at, by)
            return form.draw(document, size)

        title = tr(
            "楼栋图 {building} {month}", building=self._grid.building if self._grid else "", month=month
        )
        desk.run_job(
            draw, title=tr("正在准备打印 {title}", title=title), then=lambda pdf: self._show_paper(pdf, title)
        )

    def _show_paper(self, pdf: bytes, title: str) -> None:
        from frontdesk.areas.fees.forms import FORMS

        dialog = PreviewDialog(self.desk, FORM, pdf, title, papers=FORMS[FORM].sizes, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def help_text(self) -> str:
        return tr(
            "每栋楼按楼层和单元画出来，颜色和记号说这一户缴清没有，格子里是欠的钱。方向键移动，回车打开这一户，F3 收费。"
            "PgUp、PgDn 换楼栋，Ctrl+PgUp、Ctrl+PgDn 换账期；账期以前的旧欠也算在内。F8 打印，打印设置里可以换 A3。"
        )
