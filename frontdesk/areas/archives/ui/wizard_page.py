"""批量建房: buildings, entrances, floors and units in one go, seen as a picture before they are made (D1.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.archives.queries.building_plan import PlanLook, estate_pattern, look_at_plan
from frontdesk.areas.archives.rules.building_plan import PARTS, USUAL_PATTERN, LeftOut, Plan, Series
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.archives.service.building_plan import BuildResult, BuildUnits, build_units, taken_words
from frontdesk.areas.archives.ui.plan_grid import PlanGrid
from frontdesk.areas.archives.ui.wizard_parts import Part, PartsList, part_data, part_from, part_words
from frontdesk.base.store.drafts import DraftRow
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import CheckField, ChoiceField, Field, Option, TextField
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import Pane
from frontdesk.base.widgets.pane import clear_layout

PAGE = "archives_wizard_page"
PANE = 580
WAIT_MS = 250
"""A picture follows the typing after so long a pause."""
_CHIPS = 8
_STATES = (UnitState.UNSOLD, UnitState.NOT_HANDED_OVER, UnitState.VACANT)


@dataclass(frozen=True, slots=True)
class Typed:
    """What the fields of the page hold."""

    buildings: str = ""
    entrances: str = "1-2"
    left_out: str = ""
    habit: LeftOut = LeftOut.NO_FLOOR
    pattern: str = USUAL_PATTERN
    state: UnitState = UnitState.UNSOLD
    skip_taken: bool = False


class WizardPage(FormPage):
    """Fields and parts at the left, the picture at the right; `open()` begins, a draft's row takes it up again."""

    TARGETS = ("wizard",)
    DRAFTS = (PAGE,)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        pane = Pane("wizard_pane")
        super().__init__(
            desk, PAGE, tr("批量建房"), save_text=tr("建立"), pane=pane, pane_width=PANE, parent=parent
        )
        if self.head.back is not None:
            # It stands in the strip; Esc goes back to where one came from.
            self.head.back.hide()
        self.look: PlanLook | None = None
        self._building = ""
        self._parts_loaded: tuple[Part, ...] = ()
        self.set_form(Form(Typed, self._fields(), self))
        self.list = PartsList(desk, self)
        self.table, self.model = self.list.table, self.list.model
        self.grid.add(self.list)
        self._build_preview(pane)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.look_now)
        assert self.form is not None
        self.form.edited.connect(self._wait.start)
        self.list.changed.connect(self.look_now)
        self._begin()

    def _fields(self) -> dict[str, Field]:
        fields: dict[str, Field] = {
            "buildings": TextField("wizard_buildings", tr("如 3、1-5、A"), limit=60),
            "entrances": TextField("wizard_entrances", tr("没有就空着"), limit=40),
            "state": ChoiceField("wizard_state", [Option(s, tr(s.value)) for s in _STATES], required=True),
            "left_out": TextField("wizard_left_out", tr("如 4、13、14"), limit=60),
            "habit": ChoiceField("wizard_habit", [Option(h, tr(h.value)) for h in LeftOut], required=True),
            "pattern": TextField("wizard_pattern", USUAL_PATTERN, required=True, limit=60),
            "skip_taken": CheckField("wizard_skip_taken", tr("已有的跳过，只建其余的")),
        }
        self.grid.add_row(
            (fields["buildings"], tr("楼栋"), 4),
            (fields["entrances"], tr("单元"), 3),
            (fields["state"], tr("建好时的状态"), 3),
        )
        self.grid.add_row(
            (fields["left_out"], tr("不用的楼层号"), 4),
            (fields["habit"], tr("不用的楼层号怎么办"), 6),
        )
        self.grid.add_row((fields["pattern"], tr("房号写法"), 6), fields["skip_taken"])
        self.grid.add(
            Words(
                tr(
                    "{parts} 依次是楼栋、单元、层、两位的层、这个单元里第几户、整层连着数第几户。",
                    parts=" ".join(PARTS),
                ),
                "small",
                "text3",
                wrap=True,
            )
        )
        return fields

    def _build_preview(self, pane: Pane) -> None:
        section = pane.add_section(tr("预览"), name="wizard_preview", line=False)
        self.told = StatusLabel("neutral", "")
        self.told.setObjectName("wizard_told")
        self.trouble = Words("", "body", "bad", wrap=True)
        self.trouble.setObjectName("wizard_trouble")
        section.add(self.told)
        section.add(self.trouble)
        self.chip_box = QWidget()
        self.chip_row = QHBoxLayout(self.chip_box)
        self.chip_row.setContentsMargins(0, 0, 0, 0)
        section.add(self.chip_box)
        self.picture = PlanGrid("wizard_picture")
        section.add(self.picture)
        self.rows_words = Words("", "body", "text2", wrap=True)
        self.rows_words.setObjectName("wizard_series_words")
        section.add(self.rows_words)

    # -- coming here --

    def open(self, **arguments: Any) -> None:
        draft = arguments.get("draft")
        if isinstance(draft, DraftRow):
            self.restore(draft.data)
            self.focus_start()
            return
        if not self.typed_anything():
            self._begin()
        self.focus_start()

    def focus_start(self) -> None:
        assert self.form is not None
        self.form.fields["buildings"].setFocus()

    def _begin(self) -> None:
        assert self.form is not None
        self._drafted = False
        self.form.load(Typed(pattern=self.desk.read(estate_pattern)))
        self.list.set_parts(())
        self._parts_loaded = ()
        self.look_now()

    # -- the parts --

    def parts(self) -> tuple[Part, ...]:
        """What is to be built."""
        return self.list.parts()

    # -- the picture --

    def _plan(self) -> Plan:
        assert self.form is not None
        texts = {
            name: str(self.form.fields[name].typed() or "")
            for name in ("buildings", "entrances", "left_out", "pattern")
        }
        habit = self.form.fields["habit"].value()
        return Plan(**texts, habit=habit, state=self.form.fields["state"].value(), parts=self.parts())

    def look_now(self) -> None:
        """Read what the plan comes to; the answer to what was typed before is dropped."""
        self.desk.read_later(look_at_plan, self._plan(), key="wizard_look", then=self._looked)

    def _looked(self, look: PlanLook) -> None:
        self.look = look
        units, taken = look.planned.units, look.taken
        kinds = "，".join(
            tr("{kind} {n}", kind=tr(k.value), n=f"{n:,}") for k, n in look.planned.by_kind().items()
        )
        errors = list(look.planned.errors.values())
        if errors and self.parts():
            self.told.set("warn", tr("还建不了"))
        elif units:
            self.told.set("ok", tr("要建 {n} 户：{kinds}", n=f"{len(units) - len(taken):,}", kinds=kinds))
        else:
            self.told.set("neutral", tr("加上楼层，这里就看得到"))
        troubles = errors if self.parts() else []
        if taken:
            troubles = [*troubles, taken_words(list(taken.values()))]
        self.trouble.setText("\n".join(troubles))
        self.trouble.setVisible(bool(troubles))
        self._show_buildings()
        series = [part_words(part) for part in self.parts() if isinstance(part, Series)]
        self.rows_words.setText("\n".join(series))
        new = len(units) - len(taken)
        self.save_button.setText(tr("建立 {n} 户", n=f"{new:,}") if new > 0 else tr("建立"))

    def _show_buildings(self) -> None:
        assert self.look is not None
        units = self.look.planned.units
        counted: dict[str, int] = {}
        for unit in units:
            if not unit.in_series:
                counted[unit.building] = counted.get(unit.building, 0) + 1
        clear_layout(self.chip_row)
        shown = list(counted)[:_CHIPS]
        if self._building not in shown:
            self._building = shown[0] if shown else ""
        if shown:
            chips = ChipRow([(code, tr("{n}栋", n=code)) for code in shown], name="wizard_buildings_shown")
            for code in shown:
                chips.set_count(code, counted[code])
            chips.choose(self._building)
            chips.chosen.connect(self._turn)
            self.chip_row.addWidget(chips)
            if len(counted) > len(shown):
                more = tr("等 {n} 栋，都一样", n=len(counted))
                self.chip_row.addWidget(Words(more, "small", "text3"))
            self.chip_row.addStretch(1)
        self._turn(self._building)

    def _turn(self, building: str) -> None:
        self._building = building
        if self.look is not None:
            units = [unit for unit in self.look.planned.units if unit.building == building]
            self.picture.show_units(units, self.look.taken)

    # -- drafts --

    def typed_anything(self) -> bool:
        return super().typed_anything() or self.parts() != self._parts_loaded

    def draft_title(self) -> str:
        assert self.form is not None
        typed = str(self.form.fields["buildings"].typed() or "").strip()
        return tr("批量建房 {code}", code=typed) if typed else tr("批量建房")

    def draft_data(self) -> dict[str, Any]:
        return {**super().draft_data(), "parts": [part_data(part) for part in self.parts()]}

    def restore(self, data: Mapping[str, Any]) -> None:
        super().restore(data)
        self.list.set_parts(tuple(part_from(part) for part in data.get("parts", ())))

    # -- making --

    def save(self) -> None:
        assert self.form is not None
        typed = self.form.value()
        if typed is None:
            self.say_wrong()
            return
        self.desk.run_long(
            build_units,
            BuildUnits(self._plan(), typed.skip_taken),
            title=tr("正在建房"),
            then=self._made,
            failed=self._failed,
        )

    def _failed(self, error: Exception) -> None:
        if isinstance(error, InvalidInput) and self.form is not None:
            self.form.show_errors(error)

    def _made(self, result: BuildResult) -> None:
        self._parts_loaded = self.parts()
        self.done(result)
        words = tr("建好了 {n} 户。", n=f"{result.units:,}")
        stood = tr("{n} 户原来就有，没有动。", n=result.stood) if result.stood else ""
        self.desk.messages.ok(words, stood, action=tr("看房屋"), then=lambda: self.desk.go("archives"))
        self._begin()

    def help_text(self) -> str:
        return tr(
            "批量建房：先填楼栋和单元，再按 F4 一段一段地加楼层，F6 加一串车位或储藏室，F9 照抄一段只改楼层，"
            "Delete 去掉一段，回车修改。右边随时看得到建出来的样子；Ctrl+Enter 一次建好，F7 留作草稿。"
        )
