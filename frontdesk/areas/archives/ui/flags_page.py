"""待核实: what looked wrong at an import and was kept, until somebody settles it (D1.7)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from frontdesk.areas.archives.queries import (
    FlagFigures,
    FlagFilter,
    FlagRow,
    UnitFile,
    flag_figures,
    flag_rows,
    unit_file,
)
from frontdesk.areas.archives.rules.looks import SHOWN_SECONDS
from frontdesk.areas.archives.service import PersonNumbers, SettleFlag, settle_flag
from frontdesk.areas.archives.ui.list_page import ListPage
from frontdesk.areas.archives.ui.reveal import ask_to_reveal
from frontdesk.areas.archives.ui.words import area_words
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Labelled, Option, TextField
from frontdesk.base.widgets.filters import FilterChoice
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from frontdesk.base.widgets.page import EmptyState, Pane, pad
from frontdesk.base.widgets.rows import Column
from frontdesk.base.widgets.shown_for import ShownFor
from frontdesk.base.widgets.tokens import SPACE

WIDTH = 380
COLUMNS: tuple[Column[FlagRow], ...] = (
    Column(tr("房号"), lambda r: r.unit_code, kind="unit", width=112, sort=False),
    Column(tr("住户"), lambda r: r.person, width=108, sort=False),
    Column(tr("原因"), lambda r: tr(r.reason), width=168, sort=False),
    Column(tr("资料里写的"), lambda r: r.value, kind="quiet", sort=False),
    Column(tr("核实"), lambda r: r.settled_by or "", width=76, sort=False),
    Column(tr("说明"), lambda r: r.settled_words or "", kind="quiet", width=168, sort=False),
)


class FlagsPage(ListPage):
    """`open(text=…)` narrows, `open(reason=…)` shows one sort."""

    TARGETS = ("flags",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "archives_flags_page",
            tr("待核实"),
            COLUMNS,
            [("open", tr("待核实")), ("settled", tr("已核实"))],
            rows=flag_rows,
            figures=flag_figures,
            placeholder=tr("房号、姓名、原因"),
            topics=("flags", "units", "people"),
            parent=parent,
        )
        self.head.add_action(self.export_button)
        self.reason = FilterChoice("flags_reason", tr("原因"), [Option("", tr("全部原因"))], width=184)
        self.reason.edited.connect(self.filter_changed)
        self.filters.insert_right(0, self.reason)
        self._row: FlagRow | None = None
        self._writes = desk.may(Right.ARCHIVES_WRITE)
        self._build_pane()
        self.set_split(self.views, self.pane, WIDTH)
        self._show_columns()

    def _build_pane(self) -> None:
        self.pane = Pane("flag_pane")
        self.words = TextField("flag_words", tr("如：电话核对过，号码没错"), limit=200)
        self.words.enter_moves = False
        self.words.submitted.connect(self._settle)
        self.settle = KeyButton(tr("核实完毕"), "Ctrl+Enter", "primary", name="flag_settle")
        self.edit = KeyButton(tr("改资料"), "F4", name="flag_edit")
        self.eye = KeyButton(tr("看原文"), "F6", icon="ph.eye", name="flag_eye")
        self.settle.clicked.connect(self._settle)
        self.edit.clicked.connect(self._edit)
        self.eye.clicked.connect(self._reveal)
        self._foot = QWidget()
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        column.setSpacing(SPACE.m)
        self._asked = Labelled(self.words, tr("查明的情况"), reserve=False)
        column.addWidget(self._asked)
        column.addWidget(pad(self.settle, self.edit, None, margins=(0, 0, 0, 0)))
        self.pane.set_foot(self._foot)

    # -- the list --

    def wanted(self, sort: str = "", descending: bool = False) -> FlagFilter:
        return FlagFilter(
            text=self.search.text(),
            settled=self.chips.current() == "settled",
            reason=self.reason.value() or "",
        )

    def filter_changed(self) -> None:
        self._show_columns()
        super().filter_changed()

    def _show_columns(self) -> None:
        settled = self.chips.current() == "settled"
        for number in (4, 5):
            self.table.setColumnHidden(number, not settled)

    def show_figures(self, figures: FlagFigures) -> tuple[int, int]:
        self.chips.set_count("open", figures.open)
        self.chips.set_count("settled", figures.settled)
        options = [Option(reason, tr(reason), f"{n:,}") for reason, n in figures.reasons]
        self.reason.set_options([Option("", tr("全部原因")), *options])
        if not self.reason.text():
            self.reason.set_value("")
        return figures.count, figures.every

    def show_emptiness(self, every: int) -> None:
        super().show_emptiness(every)
        self.filters.setVisible(bool(every))
        self.export_button.setVisible(bool(every))

    def forget_filters(self) -> None:
        self.reason.set_value("")

    def empty_state(self) -> EmptyState:
        bring = KeyButton(tr("导入工作簿"), "F4", "primary", name="flags_import")
        bring.clicked.connect(lambda: self.desk.go("import"))
        return EmptyState(
            "ph.check-circle",
            tr("没有待核实的资料"),
            tr(
                "导入时看着不对、但可以先留下的（证件号校验位、电话位数、缺业主姓名…）会列在这里，核实一条划掉一条。"
            ),
            (bring,),
            name="flags_empty",
        )

    # -- the doubt stood on --

    def row_changed(self, row: FlagRow | None) -> None:
        self._row = row
        self.eye.setParent(None)
        self.pane.clear()
        self._foot.setVisible(row is not None)
        self.words.set_value("")
        if row is None:
            return
        is_open = row.settled_at is None
        self._asked.setVisible(is_open and self._writes)
        self.settle.setVisible(is_open and self._writes)
        self.edit.setVisible(self._writes)
        section = self.pane.add_section(name="flag_head")
        tone = StatusLabel("warn", tr("待核实")) if is_open else StatusLabel("ok", tr("已核实"))
        section.add_row(Words(tr(row.reason), "lead"), None, tone)
        link = Link(tr("一户一卡"), "flag_card")
        link.clicked.connect(lambda: self.row_opened(self._row))
        who = " · ".join(part for part in (row.unit_code, row.person) if part)
        section.add_row(Words(who, "body", "text2"), link)
        section = self.pane.add_section(tr("资料里写的"), name="flag_said")
        self._value = section.add(Words(row.value or tr("（空）"), "body", wrap=True, select=True))
        if row.person_id is not None and "*" in row.value:
            section.body.addSpacing(SPACE.xs)
            section.add_row(self.eye)
            self.eye.show()
        self._held = self.pane.add_section(tr("档案里现在"), name="flag_held")
        self._held.setVisible(is_open)
        if is_open:
            day = self.desk.clock.today()
            self.desk.read_later(unit_file, row.unit_id, day, key="flag_unit", then=self._show_held)
        section = self.pane.add_section(tr("从哪来"), name="flag_source", line=not is_open)
        section.add(Words(row.source, "body", "text2", wrap=True))
        section.add(Words(f"{local_time(row.at):%Y-%m-%d %H:%M}", "body", "text2"))
        if not is_open and row.settled_at is not None:
            section = self.pane.add_section(tr("核实"), name="flag_settled", line=False)
            section.add(Words(row.settled_words or tr("没有写说明"), "body", wrap=True))
            when = f"{local_time(row.settled_at):%Y-%m-%d %H:%M}"
            section.add(Words(f"{row.settled_by} · {when}", "body", "text2"))

    def _show_held(self, file: UnitFile) -> None:
        """What the archives say of the unit now, to hold the doubt against."""
        if self._row is None or self._row.unit_id != file.unit.id or not isValid(self._held):
            return
        unit = file.unit
        self._held.clear()
        area = f"{area_words(unit.built_area)} ㎡" if unit.built_area is not None else "—"
        handed = unit.handed_over_on
        for label, value in (
            (tr("业主"), "　".join(part for part in (unit.owners, unit.phone) if part) or "—"),
            (tr("状态"), tr(unit.state.value)),
            (tr("户型"), unit.layout or "—"),
            (tr("建筑面积"), area),
            (tr("收楼日期"), handed.isoformat() if handed is not None else "—"),
        ):
            self._held.add_pair(label, value)

    def _settle(self) -> None:
        row = self._row
        if row is None or row.settled_at is not None or not self._writes:
            return
        self.desk.run(settle_flag, SettleFlag(row.id, str(self.words.value())), then=self._settled)

    def _settled(self, _none: None) -> None:
        self.desk.messages.ok(tr("核实完毕。"), tr("在“已核实”里还能查到。"))
        self._to_list()

    def _edit(self) -> None:
        row = self._row
        if row is None:
            return
        if row.person_id is not None:
            self.desk.go("edit_person", person_id=row.person_id, unit_id=row.unit_id)
        else:
            self.desk.go("edit_unit", unit_id=row.unit_id)

    def _reveal(self) -> None:
        row = self._row
        if row is not None and row.person_id is not None:
            ask_to_reveal(self.desk, row.person_id, row.person, self._show_numbers)

    def _show_numbers(self, numbers: PersonNumbers) -> None:
        told = [n for n in (numbers.id_number, numbers.phone, numbers.phone2) if n]
        value = self._value
        if isinstance(value, Words):
            covered = value.text()
            value.setText("\n".join(told))
            self.eye.hide()

            def cover() -> None:
                value.setText(covered)
                # On the way to another row it belongs nowhere, and would be a window of its own.
                self.eye.setVisible(self.eye.parent() is not None)

            ShownFor(value, cover).begin(SHOWN_SECONDS)

    def row_opened(self, row: Any) -> None:
        if row is not None:
            self.desk.go("unit", unit_id=row.unit_id)

    def open(self, **arguments: Any) -> None:
        if not arguments:
            return
        reason = str(arguments.get("reason", ""))
        if reason:
            self.reason.set_options([Option("", tr("全部原因")), Option(reason, tr(reason))])
        self.reason.set_value(reason)
        self.chips.choose("open")
        self.search.set_text(str(arguments.get("text", "")))
        self.refresh()

    def help_text(self) -> str:
        return tr(
            "导入时看着不对的资料。F4 去改资料；或写明查明的情况，Ctrl+Enter 核实完毕，接着下一条；回车打开一户一卡，F8 导出。"
        )
