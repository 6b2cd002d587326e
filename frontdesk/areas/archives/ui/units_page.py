"""房屋: every unit, narrowed by state, building and words, with the pane of the one stood on (D0.7, D1.1)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import (
    UnitFigures,
    UnitFile,
    UnitFilter,
    UnitRow,
    buildings,
    unit_figures,
    unit_file,
    unit_rows,
)
from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.archives.ui.export_dialog import ExportDialog
from frontdesk.areas.archives.ui.list_page import ListPage
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.areas.archives.ui.renumber_dialog import RenumberDialog
from frontdesk.areas.archives.ui.unit_pane import WIDTH, UnitPane
from frontdesk.areas.archives.ui.words import area_words, unit_status
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column

CHIPS: tuple[tuple[str, str, tuple[UnitState, ...]], ...] = (
    ("all", "全部", ()),
    ("owner", "自住", (UnitState.OWNER,)),
    ("let", "出租", (UnitState.LET,)),
    ("vacant", "空置", (UnitState.VACANT,)),
    ("decorating", "装修中", (UnitState.DECORATING,)),
    ("not_yet", "未售/未收楼", (UnitState.UNSOLD, UnitState.NOT_HANDED_OVER)),
    ("ended", "已合并/拆分", ()),
)
COLUMNS: tuple[Column[UnitRow], ...] = (
    Column(tr("房号"), lambda r: r.code, kind="unit", width=108, name="code"),
    Column(tr("业主"), lambda r: r.owners, sort=False),
    Column(tr("电话"), lambda r: r.phone, width=100, sort=False),
    Column(tr("状态"), unit_status, kind="status", width=88, name="state"),
    Column(
        tr("建筑面积（㎡）"), lambda r: r.built_area, area_words, right=True, width=104, name="built_area"
    ),
    Column(tr("户型"), lambda r: r.layout, width=104, name="layout"),
    Column(tr("收楼日期"), lambda r: r.handed_over_on, width=92, name="handed_over_on"),
    Column(tr("待核实"), lambda r: r.open_flags or None, kind="number", width=72, sort=False),
)


class UnitsPage(ListPage):
    """`open(building_id=…, kind=…, state=…, text=…)` narrows the list."""

    TARGETS = ("archives",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "archives_units_page",
            tr("房屋"),
            COLUMNS,
            [(key, tr(word)) for key, word, _ in CHIPS],
            rows=unit_rows,
            figures=unit_figures,
            placeholder=tr("房号、姓名、拼音、电话"),
            topics=("units", "people", "vehicles", "notes", "flags"),
            parent=parent,
        )
        self.new_button = KeyButton(tr("新增房屋"), "F2", "primary", name="units_new")
        self.new_button.clicked.connect(self.add_unit)
        self.many_button = KeyButton(tr("批量建房"), "F6", name="units_many")
        self.many_button.clicked.connect(lambda: self.desk.go("wizard"))
        self.many_button.setHidden(not desk.may(Right.ARCHIVES_SETUP))
        self.renumber_button = KeyButton(tr("改房号"), "F9", name="units_renumber")
        self.renumber_button.clicked.connect(self.renumber)
        self.renumber_button.setHidden(not desk.may(Right.ARCHIVES_SETUP))
        self.head.add_action(self.renumber_button)
        self.head.add_action(self.many_button)
        self.head.add_action(self.export_button)
        self.head.add_action(self.new_button)
        self.new_button.setHidden(not desk.may(Right.ARCHIVES_WRITE))
        self.building = FilterChoice("units_building", tr("楼栋"), [Option(None, tr("全部楼栋"))])
        self.kind = FilterChoice(
            "units_kind",
            tr("种类"),
            [Option(None, tr("全部种类")), *(Option(kind, tr(kind.value)) for kind in UnitKind)],
            width=112,
        )
        for place, chooser in enumerate((self.building, self.kind)):
            chooser.edited.connect(self.filter_changed)
            self.filters.insert_right(place, chooser)
        self.pane = UnitPane(collects=desk.may(Right.COLLECT), writes=desk.may(Right.ARCHIVES_WRITE))
        self.pane.card_wanted.connect(lambda: self.row_opened(self.table.current()))
        self.pane.edit_wanted.connect(self._edit)
        self.pane.collect_wanted.connect(self._collect)
        self.pane.flags_wanted.connect(self._flags)
        self.set_split(self.views, self.pane, WIDTH)

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> UnitFilter:
        return UnitFilter(
            building_id=self.building.value(),
            kind=self.kind.value(),
            states=next(states for key, _, states in CHIPS if key == self.chips.current()),
            text=self.search.text(),
            ended=self.chips.current() == "ended",
            on=self.desk.clock.today(),
            sort=sort or "code",
            descending=descending,
        )

    def show_figures(self, figures: UnitFigures) -> tuple[int, int]:
        every = sum(figures.states.values())
        for key, _, states in CHIPS:
            self.chips.set_count(key, sum(figures.states[s] for s in states) if states else every)
        # An estate that never merged or split a unit need not read of it.
        self.chips.set_count("ended", figures.ended)
        self.chips.chip("ended").setVisible(bool(figures.ended) or self.chips.current() == "ended")
        return figures.count, figures.every

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.filters.setVisible(bool(every))
        self.export_button.setVisible(bool(every))
        self.new_button.setVisible(bool(every) and self.desk.may(Right.ARCHIVES_WRITE))
        for button in (self.many_button, self.renumber_button):
            button.setVisible(bool(every) and self.desk.may(Right.ARCHIVES_SETUP))

    def refresh(self) -> None:
        rows = self.desk.read(buildings)
        options = [Option(b.id, b.name, f"{b.units:,}") for b in rows]
        self.building.set_options([Option(None, tr("全部楼栋")), *options])
        super().refresh()

    def forget_filters(self) -> None:
        self.building.set_value(None)
        self.kind.set_value(None)

    def empty_state(self) -> EmptyState:
        bring = KeyButton(tr("导入工作簿"), "F4", "primary", name="units_import")
        bring.clicked.connect(lambda: self.desk.go("import"))
        one = KeyButton(tr("新增一户"), "F2", name="units_add_first")
        one.clicked.connect(self.add_unit)
        many = KeyButton(tr("批量建房"), "F6", name="units_many_first")
        many.clicked.connect(lambda: self.desk.go("wizard"))
        buttons = [bring]
        if self.desk.may(Right.ARCHIVES_SETUP):
            buttons.append(many)
        if self.desk.may(Right.ARCHIVES_WRITE):
            buttons.append(one)
        return EmptyState(
            "ph.address-book",
            tr("还没有房屋"),
            tr(
                "这里放楼栋、房屋和住户的资料。手里有业主资料的 Excel 就直接导入：表头和各列自动认出，"
                "看过预览再存；没有的可以整栋整栋地建，也可以一户一户地加。"
            ),
            buttons,
            hint=tr(".xlsx 和 .xls 都可以，不用先改格式；同一份再导入一次也不会重复。"),
            name="units_empty",
        )

    def export(self) -> None:
        """The units of the filter as a workbook, with their people; asks how much of the numbers goes out."""
        ask = self.model.ask_for(0, 0)
        wanted = self.wanted(ask.sort, ask.descending)
        open_dialog(ExportDialog(self.desk, wanted, self.model.rowCount(), self))

    # -- the unit stood on --

    def row_changed(self, row: UnitRow | None) -> None:
        if row is None:
            if not self.model.rowCount():
                self.desk.forget("unit_pane")
                self.pane.show_file(None)
            return
        self.desk.read_later(unit_file, row.id, self.desk.clock.today(), key="unit_pane", then=self._show)

    def _show(self, file: UnitFile) -> None:
        self.pane.show_file(file)

    def row_opened(self, row: Any) -> None:
        if row is not None:
            self.desk.go("unit", unit_id=row.id)

    def _edit(self) -> None:
        if self.pane.file is not None:
            self.desk.go("edit_unit", unit_id=self.pane.file.unit.id)

    def _collect(self) -> None:
        if self.pane.file is not None:
            self.desk.go("collect", unit_id=self.pane.file.unit.id)

    def _flags(self) -> None:
        if self.pane.file is not None:
            self.desk.go("flags", text=self.pane.file.unit.code)

    def renumber(self) -> None:
        """A new number for the unit stood on, its entrance or its building."""
        row = self.table.current()
        if row is not None:
            open_dialog(RenumberDialog(self.desk, row, self))

    def add_unit(self) -> None:
        """A new unit."""
        self.desk.go("edit_unit")

    def open(self, **arguments: Any) -> None:
        if not arguments:
            return
        self.forget_filters()
        self.refresh()
        self.building.set_value(arguments.get("building_id"))
        self.kind.set_value(arguments.get("kind"))
        state = arguments.get("state")
        chip = next((key for key, _, states in CHIPS if state in states), "all")
        self.chips.choose(chip)
        self.search.set_text(str(arguments.get("text", "")))
        self.filter_changed()

    def help_text(self) -> str:
        return tr(
            "全部房屋。按 / 用房号、姓名、拼音或电话筛选；回车打开一户一卡，F4 修改，F3 收费，F2 新增，F6 批量建房，F9 改房号，F8 导出 Excel。"
            "点列头排序，F12 收起右栏。"
        )
