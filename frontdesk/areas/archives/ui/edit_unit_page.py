"""房屋资料: one unit's facts as a form, and under them its people, vehicles, spaces, pets and notes (D1.1–D1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import UnitFile, unit_file
from frontdesk.areas.archives.rules.kinds import Payer, UnitKind, UnitState
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.archives.service import SaveUnit, save_unit
from frontdesk.areas.archives.ui.belongings import Belongings
from frontdesk.areas.archives.ui.changes import show_unit_changes
from frontdesk.base.store.drafts import DraftRow, DropDraft, drafts, drop_draft
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    ChoiceField,
    DateField,
    Field,
    NumberField,
    Option,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Link, Words
from frontdesk.base.widgets.page import Pane

PAGE = "archives_edit_unit_page"
PANE = 320


class EditUnitPage(FormPage):
    """`open(unit_id=…)` corrects a unit, `open()` makes a new one; a draft's key takes it up again.

    What belongs to the unit is stored by itself, each thing when its small form is saved.
    """

    TARGETS = ("edit_unit",)
    DRAFTS = (PAGE,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        pane = Pane("edit_unit_pane")
        super().__init__(desk, PAGE, tr("新增房屋"), pane=pane, pane_width=PANE, parent=parent)
        self.topics = frozenset(("units", "people", "vehicles", "notes", "flags"))
        self.side = pane
        self.unit_id: int | None = None
        self._file: UnitFile | None = None
        self.code = TextField("unit_code", tr("如 3-1-1202"), required=True, figures=True, limit=40)
        fields = self._fields()
        self.set_form(Form(SaveUnit, fields, self))
        self.code.edited.connect(self._show_reading)
        self.belongings = Belongings(desk, self)
        self.grid.add(self.belongings)
        self._begin(None)

    def _fields(self) -> dict[str, Field]:
        fields: dict[str, Field] = {
            "code": self.code,
            "kind": ChoiceField(
                "unit_kind", [Option(kind, tr(kind.value)) for kind in UnitKind], required=True
            ),
            "state": ChoiceField(
                "unit_state", [Option(state, tr(state.value)) for state in UnitState], required=True
            ),
            "floor": NumberField("unit_floor", least=-9, most=200, unit=tr("层")),
            "payer": SegmentField("unit_payer", [(payer, tr(payer.value)) for payer in Payer]),
            "layout": TextField("unit_layout", tr("如 两室两厅一卫"), limit=40),
            "built_area": NumberField("unit_built_area", decimals=4, unit="㎡"),
            "inner_area": NumberField("unit_inner_area", decimals=4, unit="㎡"),
            "handed_over_on": DateField("unit_handed_over_on", today=self.desk.clock.today),
        }
        self.grid.add_row(
            (fields["code"], tr("房号"), 5),
            (fields["kind"], tr("种类"), 3),
            (fields["state"], tr("状态"), 3),
            (fields["floor"], tr("楼层"), 2),
            (fields["payer"], tr("谁交费"), 3),
        )
        self.grid.add_row(
            (fields["layout"], tr("户型"), 5),
            (fields["built_area"], tr("建筑面积"), 3),
            (fields["inner_area"], tr("套内面积"), 3),
            (fields["handed_over_on"], tr("收楼日期"), 5),
        )
        return fields

    # -- coming here --

    def open(self, **arguments: Any) -> None:
        draft = arguments.get("draft")
        if isinstance(draft, DraftRow):
            self._keep_what_stands()
            self._begin(draft.data.get("unit_id"))
            self.restore(draft.data)
            return
        unit_id = arguments.get("unit_id")
        wanted = unit_id if isinstance(unit_id, int) else None
        if self.typed_anything() and wanted == self.unit_id:
            return
        self._keep_what_stands()
        self._begin(wanted)
        self._offer_draft()
        self.focus_start()

    def _keep_what_stands(self) -> None:
        if self.keep_typing():
            self.desk.messages.warn(
                tr("{what}没有保存。", what=self.draft_title()), tr("填了的已留作草稿，在右上角“草稿”里。")
            )

    def _begin(self, unit_id: int | None) -> None:
        """Show that unit from what is stored; None is a new one."""
        assert self.form is not None
        self.unit_id = unit_id
        self._drafted = False
        if unit_id is None:
            self._file = None
            self.form.load(SaveUnit(None, ""))
            self.head.set_title(tr("新增房屋"), tr("先保存房屋，再登记住户和车辆"))
        else:
            self._read(unit_id)
            assert self._file is not None
            self.form.load(self._file.unit)
        self._show_around()

    def _read(self, unit_id: int) -> None:
        self._file = self.desk.read(unit_file, unit_id, self.desk.clock.today())
        unit = self._file.unit
        self.head.set_title(tr("修改 {code}", code=unit.code), unit.owners)

    def refresh(self) -> None:
        """Read again what belongs to the unit; its facts as well while nothing of them was typed."""
        if self.unit_id is None:
            return
        typed = self.typed_anything()
        self._read(self.unit_id)
        if not typed and self.form is not None and self._file is not None:
            self.form.load(self._file.unit)
        self._show_around()

    def _show_around(self) -> None:
        self.belongings.show_file(self._file)
        self._show_pane()

    def _show_pane(self) -> None:
        self.side.clear()
        file = self._file
        section = self.side.add_section(tr("房号"), name="edit_unit_reading")
        self._reading = Words("", "body", "text2", wrap=True)
        section.add(self._reading)
        self._show_reading()
        if file is not None and file.flags:
            section = self.side.add_section(
                tr("待核实"), tr("{n} 条", n=len(file.flags)), tr("去核实"), name="edit_unit_flags"
            )
            for flag in file.flags:
                section.add_state("warn", tr(flag.reason), flag.value)
            if section.heading is not None and section.heading.link is not None:
                code = file.unit.code
                section.heading.link.clicked.connect(lambda: self.desk.go("flags", text=code))
        if file is None:
            section = self.side.add_section(tr("接下来"), name="edit_unit_next", line=False)
            words = tr("保存以后就在这一页接着登记住户、车辆、车位和备注。整栋楼一起建，用“导入”更快。")
            section.add(Words(words, "body", "text2", wrap=True))
            return
        section = self.side.add_section(tr("改了会怎样"), name="edit_unit_effects")
        for words in (
            tr("状态从今天起算，以前每天是什么状态都还查得到。"),
            tr("建筑面积和收楼日期管以后生成的应收；已经生成的不变，要改请在应收里调整。"),
            tr("谁交费：租客付的选租客，通知单和收据写租客的名字。"),
        ):
            section.add_state("neutral", words)
        section = self.side.add_section(line=False)
        link = Link(tr("修改记录"), "edit_unit_history")
        unit = file.unit
        link.clicked.connect(lambda: show_unit_changes(self.desk, unit.id, unit.code, self))
        section.add_row(link)

    def _show_reading(self) -> None:
        """How the code is read, so that a slip shows before it is saved."""
        code = read_unit_code(self.code.text())
        if code is None:
            words = tr("怎么写都认得：3-1-1202、3栋1单元1202、3#1202；车位、商铺照门牌写。")
        elif code.building or code.entrance:
            parts = [
                tr("{n} 栋", n=code.building) if code.building else "",
                tr("{n} 单元", n=code.entrance) if code.entrance else "",
                code.room,
            ]
            words = tr("认作 {code}：{parts}", code=code.code, parts=" ".join(p for p in parts if p))
        else:
            words = tr("认作 {code}，没有写楼栋", code=code.code)
        self._reading.setText(words)

    # -- drafts --

    def _offer_draft(self) -> None:
        found = next(
            (
                d
                for d in self.desk.read(drafts, self.desk.actor.id)
                if d.page == PAGE and d.key == self.draft_key()
            ),
            None,
        )
        if found is None:
            return
        at = f"{local_time(found.saved_at):%m-%d %H:%M}"
        self.desk.messages.warn(
            tr("这户有一份没填完的草稿。"),
            tr("{at} 留下的。", at=at),
            action=tr("接着填"),
            then=lambda: self.restore(found.data),
        )

    def draft_key(self) -> str:
        return str(self.unit_id or "")

    def draft_title(self) -> str:
        typed = self.code.text().strip()
        if self._file is not None:
            return tr("房屋 {code} 的修改", code=self._file.unit.code)
        return tr("新增房屋 {code}", code=typed) if typed else tr("新增房屋")

    def draft_data(self) -> dict[str, Any]:
        return {**super().draft_data(), "unit_id": self.unit_id}

    def restore(self, data: Mapping[str, Any]) -> None:
        super().restore(data)
        self._show_reading()

    # -- saving --

    def save(self) -> None:
        assert self.form is not None
        command = self.form.value(unit_id=self.unit_id)
        if command is None:
            self.say_wrong()
            return
        then = self._made if self.unit_id is None else self._changed
        self.desk.run(save_unit, command, form=self.form, then=then)

    def _changed(self, unit_id: int) -> None:
        code = self._file.unit.code if self._file is not None else ""
        self.done(unit_id)
        self.desk.messages.ok(tr("{code} 已保存。", code=code))

    def _made(self, unit_id: int) -> None:
        """A new unit stands: what belongs to it can be entered at once."""
        if self._drafted:
            self._drafted = False
            self.desk.run(drop_draft, DropDraft(PAGE, ""))
        self._begin(unit_id)
        self.saved.emit(unit_id)
        code = self._file.unit.code if self._file is not None else ""
        self.desk.messages.ok(
            tr("已新增 {code}。", code=code), tr("接着登记住户 F4、车辆 F5；都好了按 Esc 返回。")
        )
        QTimer.singleShot(
            0, self, lambda: self.belongings.people.add.setFocus(Qt.FocusReason.ShortcutFocusReason)
        )

    def help_text(self) -> str:
        return tr(
            "房屋资料：回车到下一格，Ctrl+Enter 保存，F7 留作草稿，Esc 返回。下面的住户、车辆、车位、宠物和备注"
            "各自保存：F4 登记住户，F5 车辆，F6 车位，F8 宠物，F9 备注；选中一行回车修改，Delete 结束或注销。"
        )
