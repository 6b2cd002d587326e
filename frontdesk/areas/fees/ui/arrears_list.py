"""Arrears as a table: one row for a unit, owner, item or building, one column for each age, sums beneath (M8.1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.areas.fees.queries import ArrearsRow
from frontdesk.areas.fees.rules.ages import Age
from frontdesk.areas.fees.ui.sums import SumsRow
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table

BYS: tuple[tuple[str, str], ...] = (
    ("unit", "房屋"),
    ("owner", "业主"),
    ("item", "项目"),
    ("building", "楼栋"),
)
_TITLES = {"unit": "房号", "owner": "业主", "item": "收费项目", "building": "楼栋"}
_AGE_WIDTH = 88


@dataclass(frozen=True, slots=True)
class Line:
    """A row of arrears; `name` is who owes for a unit."""

    row: ArrearsRow
    name: str = ""

    @property
    def label(self) -> str:
        return self.row.label or tr("没有姓名")


def _age(index: int) -> Callable[[Line], Money | None]:
    return lambda line: line.row.ages[index] or None


def columns(by: str) -> tuple[Column[Line], ...]:
    """The columns of one of the four lists."""
    if by == "unit":
        first: tuple[Column[Line], ...] = (
            Column(tr("房号"), lambda r: r.label, kind="unit", width=104),
            Column(tr("户主"), lambda r: r.name),
        )
    else:
        first = (
            Column(tr(_TITLES[by]), lambda r: r.label),
            Column(tr("户数"), lambda r: r.row.units, kind="number", width=64),
        )
    ages = tuple(
        Column(tr(age.value), _age(index), kind="money", width=_AGE_WIDTH, name=age.name)
        for index, age in enumerate(Age)
    )
    whole = Column[Line](tr("合计（元）"), lambda r: r.row.owed, kind="money", width=112, name="owed")
    return (*first, whole, *ages)


class ArrearsList(QWidget):
    """The table of one of the four lists, narrowed by what is typed."""

    def __init__(self, by: str, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by = by
        self._lines: tuple[Line, ...] = ()
        self._text = ""
        self.model: RowsModel[Line] = RowsModel(columns(by), key=lambda r: r.row.key)
        self.table = Table(f"arrears_by_{by}", title=tr("欠费"), memory=memory)
        self.table.set_model(self.model)
        self.sums = SumsRow(self.table, f"arrears_sums_{by}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.sums)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Other rows; the one that was stood on stays."""
        self._lines = tuple(lines)
        self.narrow(self._text)

    def narrow(self, text: str) -> None:
        """Only rows whose code or name has *text* in it; the sums are of those."""
        self._text = text
        wanted = text.casefold()
        shown = [r for r in self._lines if wanted in r.label.casefold() or wanted in r.name.casefold()]
        self.model.set_rows(shown)
        sums = {age.name: total(r.row.ages[i] for r in shown) for i, age in enumerate(Age)}
        sums["owed"] = total(r.row.owed for r in shown)
        self.sums.show_sums(self._counted(shown), "", sums)
        if shown and self.table.current() is None:
            self.table.select_first()

    def _counted(self, shown: Sequence[Line]) -> str:
        """`共 182 户`: homes are counted once only where a row is a home or a building."""
        if self.by == "owner":
            return tr("共 {n} 位业主", n=f"{len(shown):,}")
        if self.by == "item":
            return tr("共 {n} 项", n=f"{len(shown):,}")
        return tr("共 {n} 户", n=f"{sum(r.row.units for r in shown):,}")
