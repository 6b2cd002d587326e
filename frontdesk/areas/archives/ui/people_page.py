"""住户: everybody the archives know, by role, numbers masked (D1.2, D1.9)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import (
    PersonFigures,
    PersonFile,
    PersonFilter,
    PersonRow,
    buildings,
    person_figures,
    person_file,
    person_rows,
)
from frontdesk.areas.archives.rules.kinds import PersonKind, RoleKind
from frontdesk.areas.archives.ui.changes import show_person_changes
from frontdesk.areas.archives.ui.list_page import ListPage
from frontdesk.areas.archives.ui.person_pane import WIDTH, PersonPane
from frontdesk.areas.archives.ui.reveal import ask_to_reveal
from frontdesk.areas.archives.ui.words import visa_status
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Option
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import Column

ROLES: dict[str, RoleKind] = {
    "owner": RoleKind.OWNER,
    "tenant": RoleKind.TENANT,
    "family": RoleKind.FAMILY,
    "agent": RoleKind.AGENT,
}
CHIPS = (
    ("all", "全部"),
    ("owner", "业主"),
    ("tenant", "租客"),
    ("family", "家庭成员"),
    ("agent", "代理人"),
    ("company", "单位"),
    ("foreign", "境外"),
)


class PeoplePage(ListPage):
    """`open(role=…)` shows one chip's people, `open(text=…)` narrows."""

    TARGETS = ("people",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "archives_people_page",
            tr("住户"),
            self._columns(desk),
            [(key, tr(word)) for key, word in CHIPS],
            rows=person_rows,
            figures=person_figures,
            placeholder=tr("姓名、拼音、电话、房号"),
            topics=("people", "units", "personal"),
            parent=parent,
        )
        self.head.add_action(self.export_button)
        self.building = FilterChoice("people_building", tr("楼栋"), [Option(None, tr("全部楼栋"))])
        self.building.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.building)
        self.pane = PersonPane(writes=desk.may(Right.ARCHIVES_WRITE), sees=desk.may(Right.UNMASK))
        self.pane.card_wanted.connect(lambda: self.row_opened(self.table.current()))
        self.pane.unit_wanted.connect(lambda unit_id: desk.go("unit", unit_id=unit_id))
        self.pane.edit_wanted.connect(self._edit)
        self.pane.reveal_wanted.connect(self._reveal)
        self.pane.history_wanted.connect(self._history)
        self.pane.papers_wanted.connect(self._papers)
        self.pane.looks_wanted.connect(self._looks)
        self.pane.consents_wanted.connect(lambda: self._personal("personal"))
        self.pane.own_wanted.connect(lambda: self._personal("personal_requests"))
        self.set_split(self.views, self.pane, WIDTH)

    @staticmethod
    def _columns(desk: Desk) -> tuple[Column[PersonRow], ...]:
        return (
            Column(tr("姓名"), lambda r: r.name, width=124, name="name"),
            Column(tr("身份"), lambda r: r.roles, width=96, sort=False),
            Column(tr("房号"), lambda r: r.units, sort=False),
            Column(tr("电话"), lambda r: r.phone, width=104, sort=False),
            Column(tr("证件号码"), lambda r: r.id_number, kind="quiet", width=152, sort=False),
            Column(tr("国籍"), lambda r: r.nationality, width=64, sort=False),
            Column(
                tr("签证到期"),
                lambda r: visa_status(r.visa_ends_on, desk.clock.today()),
                kind="status",
                width=128,
                name="visa_ends_on",
            ),
        )

    def wanted(self, sort: str = "", descending: bool = False) -> PersonFilter:
        chip = self.chips.current()
        return PersonFilter(
            text=self.search.text(),
            role=ROLES.get(chip),
            kind=PersonKind.COMPANY if chip == "company" else None,
            building_id=self.building.value(),
            foreign=chip == "foreign",
            on=self.desk.clock.today(),
            sort=sort or "name",
            descending=descending,
        )

    def show_figures(self, figures: PersonFigures) -> tuple[int, int]:
        self.chips.set_count("all", figures.all)
        for key, role in ROLES.items():
            self.chips.set_count(key, figures.roles[role])
        self.chips.set_count("company", figures.companies)
        self.chips.set_count("foreign", figures.foreign)
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
        bring = KeyButton(tr("导入工作簿"), "F4", "primary", name="people_import")
        bring.clicked.connect(lambda: self.desk.go("import"))
        units = KeyButton(tr("看房屋"), "F2", name="people_units")
        units.clicked.connect(lambda: self.desk.go("archives"))
        return EmptyState(
            "ph.users",
            tr("还没有住户"),
            tr("导入业主资料时会一起建好；也可以在“房屋”里打开一户，登记业主、租客和家庭成员。"),
            (bring, units),
            name="people_empty",
        )

    # -- the person stood on --

    def row_changed(self, row: PersonRow | None) -> None:
        if row is None:
            if not self.model.rowCount():
                self.desk.forget("person_pane")
                self.pane.show_file(None, self.desk.clock.today())
            return
        self.desk.read_later(person_file, row.id, self.desk.clock.today(), key="person_pane", then=self._show)

    def _show(self, file: PersonFile) -> None:
        self.pane.show_file(file, self.desk.clock.today())

    def row_opened(self, row: Any) -> None:
        file = self.pane.file
        if file is None or row is None or file.id != row.id:
            return
        if file.roles:
            self.desk.go("unit", unit_id=file.roles[0].unit_id)
        else:
            self.desk.messages.warn(tr("{name} 没有登记在任何一户。", name=file.name))

    def _edit(self) -> None:
        if self.pane.file is not None:
            self.desk.go("edit_person", person_id=self.pane.file.id)

    def _reveal(self) -> None:
        file = self.pane.file
        if file is not None:
            ask_to_reveal(self.desk, file.id, file.name, self.pane.show_numbers)

    def _papers(self) -> None:
        if self.pane.file is not None:
            self.desk.go("papers", person_id=self.pane.file.id, name=self.pane.file.name)

    def _personal(self, target: str) -> None:
        if self.pane.file is not None:
            self.desk.go(target, person_id=self.pane.file.id, name=self.pane.file.name)

    def _looks(self) -> None:
        if self.pane.file is not None:
            self.desk.go("looks", person_id=self.pane.file.id, name=self.pane.file.name)

    def _history(self) -> None:
        if self.pane.file is not None:
            show_person_changes(self.desk, self.pane.file.id, self.pane.file.name, self)

    def open(self, **arguments: Any) -> None:
        if not arguments:
            return
        self.forget_filters()
        role = arguments.get("role")
        chip = next((key for key, kind in ROLES.items() if kind is role), "all")
        self.chips.choose("foreign" if arguments.get("foreign") else chip)
        self.search.set_text(str(arguments.get("text", "")))
        self.refresh()

    def help_text(self) -> str:
        return tr(
            "全部住户。按 / 用姓名、拼音、电话或房号筛选；回车打开一户一卡，F4 修改，F5 看这个人的资料，F6 看证件号和电话原文（要写原因），"
            "F8 导出 Excel（打码）。"
        )
