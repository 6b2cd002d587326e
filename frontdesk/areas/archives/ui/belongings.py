"""The lists under a unit's facts: people, vehicles, spaces, pets, notes; what is done to a row is stored at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.archives.queries import (
    FileNote,
    FilePet,
    FileRole,
    FileSpace,
    FileVehicle,
    UnitFile,
)
from frontdesk.areas.archives.rules.kinds import NoteLevel
from frontdesk.areas.archives.service import WithdrawNote, withdraw_note
from frontdesk.areas.archives.ui.belonging_dialogs import (
    end_dialog,
    end_role_dialog,
    note_dialog,
    pet_dialog,
    space_dialog,
    vehicle_dialog,
)
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.areas.archives.ui.words import role_words, span_words
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import CheckField
from frontdesk.base.widgets.marks import Heading, Words
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table, fixed_height
from frontdesk.base.widgets.tokens import SPACE


class InnerTable(Table):
    """A list inside a form: its cells begin at the form's margin, not at a page's."""

    def paddings(self, number: int) -> tuple[int, int]:
        return SPACE.s, SPACE.s


class Shelf(QWidget):
    """One sort of thing: heading, its buttons, and the rows there are. Enter changes a row, Delete ends it."""

    def __init__(
        self,
        name: str,
        title: str,
        add_text: str,
        key: str,
        end_text: str,
        columns: Sequence[Column[Any]],
        *,
        add: Callable[[], object],
        change: Callable[[Any], object] | None,
        end: Callable[[Any], object],
        none: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._end_row, self._change_row = end, change
        self.heading = Heading(title, name=name)
        self.add = KeyButton(add_text, key, small=True, name=f"{name}_add")
        self.add.clicked.connect(add)
        self.change = KeyButton(tr("修改"), small=True, kind="flat", name=f"{name}_change")
        self.change.clicked.connect(self._change)
        self.end = KeyButton(end_text, small=True, kind="flat", name=f"{name}_end")
        self.end.clicked.connect(self._end)
        head = QHBoxLayout()
        head.setSpacing(SPACE.xs)
        head.addWidget(self.heading, 1)
        head.addWidget(self.change)
        head.addWidget(self.end)
        head.addWidget(self.add)
        self.model: RowsModel[Any] = RowsModel(columns, key=lambda r: r.id, faint=lambda r: r.over)
        self.table = InnerTable(f"{name}_list", title=title)
        self.table.set_model(self.model)
        self.table.opened.connect(lambda _row: self._change())
        self.table.current_changed.connect(lambda _row: self._show_buttons())
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._end)
        self._none = Words(none, "body", "text3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE.l)
        column.setSpacing(SPACE.xs)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self._none)

    def show_rows(self, rows: Sequence[Any], hint: str) -> None:
        """Other rows; the one that was stood on stays."""
        self.model.set_rows(rows)
        self.heading.set_hint(hint)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        fixed_height(self.table, len(rows))
        self._show_buttons()

    def _show_buttons(self) -> None:
        row = self.table.current()
        live = row is not None and not row.over
        self.change.setVisible(live and self._change_row is not None)
        self.end.setVisible(live)

    def _change(self) -> None:
        row = self.table.current()
        if row is not None and not row.over and self._change_row is not None:
            self._change_row(row)

    def _end(self) -> None:
        row = self.table.current()
        if row is not None and not row.over:
            self._end_row(row)


def _days(row: Any) -> str:
    return span_words(row.starts_on, row.ends_on)


def _state(row: Any, now: str, over: str) -> Status:
    return Status("neutral", over, hollow=True) if row.over else Status("ok", now)


class Belongings(QWidget):
    """All shelves of one unit. Hidden for a unit that is not stored yet."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("belongings")
        self.desk = desk
        self._file: UnitFile | None = None
        self.ended = CheckField("belongings_ended", tr("连已结束的一起看"))
        self.ended.edited.connect(lambda: self.show_file(self._file))
        self.people = self._people()
        self.vehicles = self._vehicles()
        self.spaces = self._spaces()
        self.pets = self._pets()
        self.notes = self._notes()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for shelf in self.shelves():
            column.addWidget(shelf)
        column.addWidget(self.ended)

    def shelves(self) -> tuple[Shelf, ...]:
        """In reading order."""
        return self.people, self.vehicles, self.spaces, self.pets, self.notes

    def show_file(self, file: UnitFile | None) -> None:
        """The things of that unit; None for one that is not stored yet."""
        self._file = file
        self.setVisible(file is not None)
        if file is None:
            return
        every: tuple[Sequence[Any], ...] = (
            file.roles,
            file.vehicles,
            file.spaces,
            file.pets,
            file.notes,
        )
        for shelf, rows in zip(self.shelves(), every, strict=True):
            live = [row for row in rows if not row.over]
            shown = list(rows) if self.ended.value() else live
            shelf.show_rows(shown, f"{len(live):,}" if live else "")
        over = sum(row.over for rows in every for row in rows)
        self.ended.setVisible(bool(over) or bool(self.ended.value()))

    # -- the shelves --

    def _unit_id(self) -> int:
        assert self._file is not None
        return self._file.unit.id

    def _people(self) -> Shelf:
        desk = self.desk
        return Shelf(
            "unit_people",
            tr("住户"),
            tr("登记住户"),
            "F4",
            tr("结束"),
            (
                Column(tr("姓名"), lambda r: r.name, width=132, kind="strong", sort=False),
                Column(tr("身份"), lambda r: role_words(r.kind, r.share, r.relation), sort=False),
                Column(tr("电话"), lambda r: r.phone, width=124, sort=False),
                Column(tr("起止"), _days, width=204, sort=False),
                Column(
                    tr("状态"),
                    lambda r: _state(r, tr("现在"), tr("已结束")),
                    kind="status",
                    width=88,
                    sort=False,
                ),
            ),
            add=lambda: desk.go("edit_person", unit_id=self._unit_id()),
            change=self._change_role,
            end=self._end_role,
            none=tr("还没有登记住户。"),
            parent=self,
        )

    def _change_role(self, row: FileRole) -> None:
        self.desk.go("edit_person", unit_id=self._unit_id(), person_id=row.person_id, role_id=row.id)

    def _end_role(self, row: FileRole) -> None:
        who = f"{row.name}（{role_words(row.kind, row.share, row.relation)}）"
        open_dialog(end_role_dialog(self.desk, row.id, who, None, self.window()))

    def _vehicles(self) -> Shelf:
        return Shelf(
            "unit_vehicles",
            tr("车辆"),
            tr("登记车辆"),
            "F5",
            tr("注销"),
            (
                Column(tr("车牌号"), lambda r: r.plate, width=132, kind="strong", sort=False),
                Column(tr("颜色、车型"), lambda r: f"{r.colour} {r.model}".strip(), sort=False),
                Column(tr("停放的车位"), lambda r: r.space_code, width=204, sort=False),
                Column(
                    tr("状态"),
                    lambda r: _state(r, tr("在用"), tr("已注销")),
                    kind="status",
                    width=88,
                    sort=False,
                ),
            ),
            add=lambda: open_dialog(vehicle_dialog(self.desk, self._unit_id(), None, self.window())),
            change=self._change_vehicle,
            end=self._end_vehicle,
            none=tr("还没有登记车辆。"),
            parent=self,
        )

    def _change_vehicle(self, row: FileVehicle) -> None:
        open_dialog(vehicle_dialog(self.desk, self._unit_id(), None, self.window(), row))

    def _end_vehicle(self, row: FileVehicle) -> None:
        title = tr("注销车辆 {plate}", plate=row.plate)
        open_dialog(end_dialog(self.desk, "vehicle", title, row.id, None, self.window()))

    def _spaces(self) -> Shelf:
        return Shelf(
            "unit_spaces",
            tr("车位"),
            tr("登记车位"),
            "F6",
            tr("结束"),
            (
                Column(tr("车位号"), lambda r: r.code, width=132, kind="strong", sort=False),
                Column(tr("起止"), _days, sort=False),
                Column(
                    tr("状态"),
                    lambda r: _state(r, tr("现在"), tr("已结束")),
                    kind="status",
                    width=88,
                    sort=False,
                ),
            ),
            add=lambda: open_dialog(space_dialog(self.desk, self._unit_id(), None, self.window())),
            change=None,
            end=self._end_space,
            none=tr("还没有登记车位。"),
            parent=self,
        )

    def _end_space(self, row: FileSpace) -> None:
        title = tr("结束车位 {code}", code=row.code)
        open_dialog(end_dialog(self.desk, "space", title, row.id, None, self.window()))

    def _pets(self) -> Shelf:
        return Shelf(
            "unit_pets",
            tr("宠物"),
            tr("登记宠物"),
            "F8",
            tr("注销"),
            (
                Column(tr("名字"), lambda r: r.name, width=132, kind="strong", sort=False),
                Column(tr("品种"), lambda r: r.breed, sort=False),
                Column(tr("犬证号"), lambda r: r.licence, width=124, sort=False),
                Column(tr("疫苗有效至"), lambda r: r.vaccinated_until, width=204, sort=False),
                Column(
                    tr("状态"),
                    lambda r: _state(r, tr("在养"), tr("已注销")),
                    kind="status",
                    width=88,
                    sort=False,
                ),
            ),
            add=lambda: open_dialog(pet_dialog(self.desk, self._unit_id(), None, self.window())),
            change=self._change_pet,
            end=self._end_pet,
            none=tr("还没有登记宠物。"),
            parent=self,
        )

    def _change_pet(self, row: FilePet) -> None:
        open_dialog(pet_dialog(self.desk, self._unit_id(), None, self.window(), row))

    def _end_pet(self, row: FilePet) -> None:
        title = tr("注销宠物 {name}", name=row.name or row.breed)
        open_dialog(end_dialog(self.desk, "pet", title, row.id, None, self.window()))

    def _notes(self) -> Shelf:
        return Shelf(
            "unit_notes",
            tr("备注"),
            tr("记一条"),
            "F9",
            tr("撤下"),
            (
                Column(
                    tr("种类"),
                    lambda r: Status(
                        "warn" if r.level is NoteLevel.WATCH and not r.over else "neutral", tr(r.level.value)
                    ),
                    kind="status",
                    width=108,
                    sort=False,
                ),
                Column(tr("内容"), lambda r: r.text, sort=False),
                Column(tr("谁"), lambda r: r.by, kind="quiet", width=84, sort=False),
                Column(tr("日期"), lambda r: local_time(r.at).date(), kind="quiet", width=104, sort=False),
            ),
            add=lambda: open_dialog(note_dialog(self.desk, self._unit_id(), None, self.window())),
            change=None,
            end=self._end_note,
            none=tr("还没有备注。"),
            parent=self,
        )

    def _end_note(self, row: FileNote) -> None:
        text = row.text if len(row.text) <= 40 else f"{row.text[:39]}…"
        if self.desk.dialogs.confirm(
            tr("撤下“{text}”？撤下后一户一卡不再显示，记录里还查得到。", text=text),
            title=tr("撤下备注"),
            yes=tr("撤下"),
        ):
            self.desk.run(withdraw_note, WithdrawNote(row.id))
