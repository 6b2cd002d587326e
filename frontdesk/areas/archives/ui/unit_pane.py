"""The pane of a unit in the list: who lives there, vehicles, facts, what waits to be verified."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import UnitFile
from frontdesk.areas.archives.rules.kinds import NoteLevel
from frontdesk.areas.archives.ui.cut import Cut, add_cells
from frontdesk.areas.archives.ui.words import area_words, role_words, span_words, unit_status
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.page import Pane, pad

WIDTH = 380
_NAME, _PHONE = 64, 100


class UnitPane(Pane):
    """`card_wanted`, `edit_wanted`, `collect_wanted` from its foot; `flags_wanted` from the list of doubts."""

    card_wanted = Signal()
    edit_wanted = Signal()
    collect_wanted = Signal()
    flags_wanted = Signal()

    def __init__(self, *, collects: bool, writes: bool, parent: QWidget | None = None) -> None:
        super().__init__("unit_pane", parent=parent)
        self.file: UnitFile | None = None
        self._writes = writes
        # Enter is the list's own key; the button only shows it.
        self.card = KeyButton(tr("一户一卡"), "Enter", "primary", name="unit_pane_card", shortcut=False)
        self.edit = KeyButton(tr("修改"), "F4", name="unit_pane_edit")
        self.collect = KeyButton(tr("收费"), "F3", name="unit_pane_collect")
        self.card.clicked.connect(self.card_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.collect.clicked.connect(self.collect_wanted)
        self._actions = pad(self.card, self.edit, self.collect, None, name="unit_pane_actions")
        self.collect.setHidden(not collects)
        self.set_foot(self._actions)
        self.show_file(None)

    def show_file(self, file: UnitFile | None) -> None:
        """Another unit; None while none is chosen."""
        same = self.file is not None and file is not None and self.file.unit.id == file.unit.id
        self.file = file
        self.clear()
        self._actions.setVisible(file is not None)
        # One that became others is read, and its debts are collected; nothing of it is changed any more.
        self.edit.setHidden(not self._writes or (file is not None and file.unit.ended_as is not None))
        if file is None:
            section = self.add_section(line=False)
            section.add(Words(tr("选一户，这里看住户、车辆和房屋资料。"), "body", "text3", wrap=True))
            return
        self._head(file)
        self._people(file)
        self._flags(file)
        self._vehicles(file)
        self._house(file)
        self._notes(file)
        if not same:
            self.scroll_to_top()

    def _head(self, file: UnitFile) -> None:
        unit = file.unit
        section = self.add_section(name="unit_pane_head")
        status = unit_status(unit)
        state = StatusLabel(status.tone, status.word, hollow=status.hollow)  # type: ignore[arg-type]
        section.add_row(Words(unit.code, "lead", select=True), None, state)
        entrance = tr("{n}单元", n=unit.entrance) if unit.entrance else ""
        floor = tr("{n}层", n=unit.floor) if unit.floor is not None else ""
        place = " ".join(part for part in (unit.building, entrance, floor) if part)
        section.add(Words(f"{place} · {tr(unit.kind.value)}", "body", "text2"))
        for bond in file.bonds:
            section.add_state("warn" if bond.ended else "neutral", bond.words)

    def _people(self, file: UnitFile) -> None:
        now = [role for role in file.roles if not role.over]
        section = self.add_section(
            tr("住户"), tr("{n} 人", n=len(now)) if now else "", name="unit_pane_people"
        )
        for role in now:
            add_cells(
                section,
                (Cut(role.name, "bold"), _NAME),
                (Cut(role_words(role.kind, role.share, role.relation), "body", "text2"), 0),
                (Cut(role.phone or "—", right=True), _PHONE),
            )
            if role.ends_on is not None:
                add_cells(
                    section,
                    (Words(""), _NAME),
                    (Cut(span_words(role.starts_on, role.ends_on), "small", "text2"), 0),
                )
        if not now:
            section.add(Words(tr("还没有登记住户。"), "body", "text3"))

    def _flags(self, file: UnitFile) -> None:
        if not file.flags:
            return
        section = self.add_section(
            tr("待核实"), tr("{n} 条", n=len(file.flags)), tr("去核实"), name="unit_pane_flags"
        )
        if section.heading is not None and section.heading.link is not None:
            section.heading.link.clicked.connect(self.flags_wanted)
        for flag in file.flags:
            section.add_state("warn", tr(flag.reason))

    def _vehicles(self, file: UnitFile) -> None:
        vehicles = [v for v in file.vehicles if not v.over]
        spaces = [s.code for s in file.spaces if not s.over]
        if not vehicles and not spaces:
            return
        hint = tr("{n} 辆", n=len(vehicles)) if vehicles else ""
        section = self.add_section(tr("车辆"), hint, name="unit_pane_vehicles")
        for vehicle in vehicles:
            words = " ".join(part for part in (vehicle.colour, vehicle.model) if part)
            space = tr("车位 {code}", code=vehicle.space_code) if vehicle.space_code else ""
            add_cells(
                section,
                (Cut(vehicle.plate, "bold"), 92),
                (Cut(words, "body", "text2"), 0),
                (Cut(space, "body", "text2", right=True), 108),
            )
        bare = [code for code in spaces if code not in {v.space_code for v in vehicles}]
        if bare:
            section.add_pair(tr("车位"), "、".join(bare))

    def _house(self, file: UnitFile) -> None:
        unit = file.unit
        section = self.add_section(tr("房屋"), name="unit_pane_house")
        section.add_pair(tr("建筑面积"), f"{area_words(unit.built_area)} ㎡" if unit.built_area else "—")
        if unit.inner_area is not None:
            section.add_pair(tr("套内面积"), f"{area_words(unit.inner_area)} ㎡")
        section.add_pair(tr("户型"), unit.layout or "—")
        handed = unit.handed_over_on
        section.add_pair(tr("收楼日期"), handed.isoformat() if handed else tr("还没有收楼"))
        if unit.fees_from is not None:
            section.add_pair(tr("费用起算"), unit.fees_from.isoformat())
        section.add_pair(tr("交费人"), tr(unit.payer.value))
        for old in file.old_codes:
            told = tr(
                "{code}（{until} 改，{reason}）",
                code=old.code,
                until=old.until.isoformat(),
                reason=old.reason,
            )
            section.add_pair(tr("原房号"), told)

    def _notes(self, file: UnitFile) -> None:
        notes = [note for note in file.notes if not note.over]
        pets = [pet for pet in file.pets if not pet.over]
        if not notes and not pets:
            return
        section = self.add_section(tr("备注"), name="unit_pane_notes", line=False)
        for note in notes:
            section.add_state("warn" if note.level is NoteLevel.WATCH else "neutral", note.text)
        for pet in pets:
            words = " ".join(part for part in (pet.name, pet.breed) if part)
            section.add_state("neutral", tr("宠物：{words}", words=words))
