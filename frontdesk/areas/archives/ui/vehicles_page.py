"""车辆: every vehicle with its unit and space (D1.3)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import (
    FileVehicle,
    UnitFile,
    VehicleFigures,
    VehicleFilter,
    VehicleRow,
    buildings,
    unit_file,
    vehicle_figures,
    vehicle_rows,
)
from frontdesk.areas.archives.ui.belonging_dialogs import end_dialog, vehicle_dialog
from frontdesk.areas.archives.ui.cut import Cut, add_cells
from frontdesk.areas.archives.ui.list_page import ListPage
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.areas.archives.ui.words import role_words
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Pane, pad
from frontdesk.base.widgets.rows import Column, Status

WIDTH = 380
COLUMNS: tuple[Column[VehicleRow], ...] = (
    Column(tr("车牌号"), lambda r: r.plate, width=148, name="plate"),
    Column(tr("房号"), lambda r: r.unit_code, kind="unit", width=120, name="unit_code"),
    Column(tr("车位"), lambda r: r.space_code, width=120, name="space_code"),
    Column(tr("颜色"), lambda r: r.colour, width=96, sort=False),
    Column(tr("车型"), lambda r: r.model, sort=False),
    Column(
        tr("状态"),
        lambda r: (
            Status("ok", tr("在用"))
            if r.withdrawn_on is None
            else Status("neutral", tr("{day} 注销", day=r.withdrawn_on), hollow=True)
        ),
        kind="status",
        width=144,
        sort=False,
    ),
)


class VehiclesPage(ListPage):
    """`open(text=…)` narrows."""

    TARGETS = ("vehicles",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "archives_vehicles_page",
            tr("车辆"),
            COLUMNS,
            [("standing", tr("在用")), ("withdrawn", tr("已注销"))],
            rows=vehicle_rows,
            figures=vehicle_figures,
            placeholder=tr("车牌、车位、房号"),
            topics=("vehicles", "units", "people"),
            faint=lambda r: r.withdrawn_on is not None,
            parent=parent,
        )
        self.head.add_action(self.export_button)
        self.building = FilterChoice("vehicles_building", tr("楼栋"), [Option(None, tr("全部楼栋"))])
        self.building.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.building)
        self._row: VehicleRow | None = None
        self.pane = Pane("vehicle_pane")
        self.card = KeyButton(tr("一户一卡"), "Enter", "primary", name="vehicle_card", shortcut=False)
        self.edit = KeyButton(tr("修改"), "F4", name="vehicle_edit")
        self.withdraw = KeyButton(tr("注销"), "F6", name="vehicle_withdraw")
        self.card.clicked.connect(lambda: self.row_opened(self._row))
        self.edit.clicked.connect(self._edit)
        self.withdraw.clicked.connect(self._withdraw)
        self._actions = pad(self.card, self.edit, self.withdraw, None)
        self.pane.set_foot(self._actions)
        self.set_split(self.views, self.pane, WIDTH)

    def wanted(self, sort: str = "", descending: bool = False) -> VehicleFilter:
        return VehicleFilter(
            text=self.search.text(),
            building_id=self.building.value(),
            withdrawn=self.chips.current() == "withdrawn",
            sort=sort or "plate",
            descending=descending,
        )

    def show_figures(self, figures: VehicleFigures) -> tuple[int, int]:
        self.chips.set_count("standing", figures.standing)
        self.chips.set_count("withdrawn", figures.withdrawn)
        return figures.count, figures.every

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.filters.setVisible(bool(every))
        self.export_button.setVisible(bool(every))

    def refresh(self) -> None:
        options = [Option(b.id, b.name) for b in self.desk.read(buildings)]
        self.building.set_options([Option(None, tr("全部楼栋")), *options])
        super().refresh()

    def forget_filters(self) -> None:
        self.building.set_value(None)

    def empty_state(self) -> EmptyState:
        units = KeyButton(tr("看房屋"), "F2", "primary", name="vehicles_units")
        units.clicked.connect(lambda: self.desk.go("archives"))
        return EmptyState(
            "ph.car",
            tr("还没有车辆"),
            tr("在“房屋”里打开一户，修改里登记它的车辆和车位；导入的业主资料里有车牌的，也会一起登记。"),
            (units,),
            name="vehicles_empty",
        )

    # -- the vehicle stood on --

    def row_changed(self, row: VehicleRow | None) -> None:
        self._row = row
        if row is None:
            self.desk.forget("vehicle_pane")
            self.pane.clear()
            self._actions.hide()
            return
        self.desk.read_later(
            unit_file, row.unit_id, self.desk.clock.today(), key="vehicle_pane", then=self._show
        )

    def _show(self, file: UnitFile) -> None:
        row = self._row
        self.pane.clear()
        self._actions.setVisible(row is not None)
        if row is None:
            return
        writes = self.desk.may(Right.ARCHIVES_WRITE) and row.withdrawn_on is None
        self.edit.setVisible(writes)
        self.withdraw.setVisible(writes)
        section = self.pane.add_section(name="vehicle_head")
        section.add(Words(row.plate, "lead", select=True))
        words = " ".join(part for part in (row.colour, row.model) if part)
        section.add(Words(words or tr("颜色、车型没有登记"), "body", "text2"))
        section = self.pane.add_section(tr("停放"), name="vehicle_space")
        section.add_pair(tr("房号"), row.unit_code)
        section.add_pair(tr("车位"), row.space_code or tr("没有登记"))
        people = [role for role in file.roles if not role.over]
        section = self.pane.add_section(tr("找谁挪车"), name="vehicle_people", line=False)
        for role in people:
            add_cells(
                section,
                (Cut(role.name, "bold"), 72),
                (Cut(role_words(role.kind, role.share, role.relation), "body", "text2"), 0),
                (Cut(role.phone or "—", right=True), 108),
            )
        if not people:
            section.add(Words(tr("这户还没有登记住户。"), "body", "text3"))

    def row_opened(self, row: Any) -> None:
        if row is not None:
            self.desk.go("unit", unit_id=row.unit_id)

    def _edit(self) -> None:
        row = self._row
        if row is not None:
            known = FileVehicle(row.id, row.plate, row.colour, row.model, row.space_code, row.withdrawn_on)
            open_dialog(vehicle_dialog(self.desk, row.unit_id, None, self, known))

    def _withdraw(self) -> None:
        row = self._row
        if row is not None:
            title = tr("注销车辆 {plate}", plate=row.plate)
            open_dialog(end_dialog(self.desk, "vehicle", title, row.id, None, self))

    def open(self, **arguments: Any) -> None:
        if arguments:
            self.forget_filters()
            self.search.set_text(str(arguments.get("text", "")))
            self.refresh()

    def help_text(self) -> str:
        return tr(
            "全部车辆。按 / 用车牌、车位或房号筛选；右栏写着找谁挪车；回车打开一户一卡，F4 修改，F6 注销，F8 导出。"
        )
