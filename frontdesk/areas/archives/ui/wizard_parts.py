"""The parts of a plan (建哪些): floors that are alike, spaces in a row; added, copied, changed and dropped (D1.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.areas.archives.rules.building_plan import Section, Series
from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.areas.archives.ui.plan_dialogs import SectionDialog, SeriesDialog
from frontdesk.areas.archives.ui.record_dialog import open_dialog
from frontdesk.areas.archives.ui.words import area_words
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Heading, Words
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

Part = Section | Series
_HIGH = 190


def part_words(part: Part) -> str:
    """`2-18 层，每层 1-4`, `B1-001 至 B1-240`."""
    if isinstance(part, Series):
        first, last = (f"{part.prefix}{n:0{part.figures}d}" for n in (part.first, part.last))
        return tr("{first} 至 {last}", first=first, last=last)
    words = tr("{floors} 层，每层 {doors}", floors=part.floors, doors=part.doors)
    if part.entrances:
        words = tr("{n} 单元，{words}", n=part.entrances, words=words)
    return tr("{words}，复式", words=words) if part.split else words


COLUMNS: tuple[Column[Part], ...] = (
    Column(tr("种类"), lambda p: tr(p.kind.value), width=76, sort=False),
    Column(tr("哪些"), part_words, sort=False),
    Column(tr("户型"), lambda p: p.layout if isinstance(p, Section) else "", width=116, sort=False),
    Column(tr("面积（㎡）"), lambda p: p.built_area, area_words, right=True, width=96, sort=False),
)


def part_data(part: Part) -> dict[str, Any]:
    """A part as a draft keeps it."""
    kept = {key: str(value) if isinstance(value, Decimal) else value for key, value in asdict(part).items()}
    return {**kept, "kind": part.kind.value, "series": isinstance(part, Series)}


def part_from(data: Mapping[str, Any]) -> Part:
    """And back."""
    values = {key: value for key, value in data.items() if key != "series"}
    values["kind"] = UnitKind(values["kind"])
    for key in ("built_area", "inner_area"):
        if values.get(key):
            values[key] = Decimal(values[key])
    return Series(**values) if data["series"] else Section(**values)


class PartsList(QWidget):
    """The list with its buttons. `changed` when there are others than before; *page* is what dialogs stand over."""

    changed = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.model: RowsModel[Part] = RowsModel(COLUMNS)
        self.table = Table("wizard_parts", title=tr("建哪些"))
        self.table.set_model(self.model)
        self.table.opened.connect(lambda _row: self.change())
        nothing = Words(
            tr("还没有。按 F4 加一段楼层（哪几层、每层几户），或按 F6 加一串车位、储藏室。"),
            "body",
            "text3",
            wrap=True,
        )
        nothing.setObjectName("wizard_parts_none")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.views = QStackedWidget()
        self.views.addWidget(nothing)
        self.views.addWidget(self.table)
        self.views.setMinimumHeight(_HIGH)
        head = QHBoxLayout()
        head.setContentsMargins(0, SPACE.m, 0, SPACE.s)
        head.setSpacing(SPACE.s)
        head.addWidget(Heading(tr("建哪些")))
        head.addStretch(1)
        for word, key, name, act in (
            (tr("加一段楼层"), "F4", "wizard_add_section", self.add_section),
            (tr("加一串车位"), "F6", "wizard_add_series", self.add_series),
            (tr("照抄"), "F9", "wizard_copy", self.copy),
            (tr("去掉"), "", "wizard_drop", self.drop),
        ):
            button = KeyButton(word, key, name=name)
            button.clicked.connect(act)
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.views)
        delete = QShortcut(QKeySequence("Delete"), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.drop)

    def parts(self) -> tuple[Part, ...]:
        """What is to be built, in its order."""
        return tuple(self.model.rows())

    def set_parts(self, parts: tuple[Part, ...], at: int = 0) -> None:
        """Show these and stand on one of them."""
        self.model.set_rows(parts)
        self.views.setCurrentIndex(1 if parts else 0)
        if parts:
            self.table.select_row(max(0, min(at, len(parts) - 1)))
        self.changed.emit()

    def _number(self) -> int:
        number = self.table.currentIndex().row()
        return number if 0 <= number < len(self.parts()) else -1

    def _ask(self, part: Part | None, then: Any, *, series: bool) -> None:
        kind = SeriesDialog if series else SectionDialog
        open_dialog(kind(self._desk, part, then, self._page))  # type: ignore[arg-type]

    def _added(self, part: Part) -> None:
        self.set_parts((*self.parts(), part), len(self.parts()))

    def add_section(self) -> None:
        """Floors that are alike."""
        self._ask(None, self._added, series=False)

    def add_series(self) -> None:
        """Spaces in a row."""
        self._ask(None, self._added, series=True)

    def change(self) -> None:
        """The part stood on, once more in its dialog."""
        number = self._number()
        if number < 0:
            return
        part = self.parts()[number]

        def changed(new: Part) -> None:
            rows = list(self.parts())
            rows[number] = new
            self.set_parts(tuple(rows), number)

        self._ask(part, changed, series=isinstance(part, Series))

    def copy(self) -> None:
        """Another part like the one stood on; only its floors are asked for anew."""
        number = self._number()
        if number < 0:
            return
        part = self.parts()[number]
        if isinstance(part, Section):
            self._ask(replace(part, floors=""), self._added, series=False)
        else:
            after = replace(part, first=part.last + 1, last=part.last + 1)
            self._ask(after, self._added, series=True)

    def drop(self) -> None:
        """Take the part stood on out of the plan; nothing of it has been made yet."""
        number = self._number()
        if number >= 0:
            rows = list(self.parts())
            del rows[number]
            self.set_parts(tuple(rows), number)
