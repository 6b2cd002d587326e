"""The preview of 批量建房: one building as it will be, floors × units, each in its kind's colour and with its mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.areas.archives.rules.building_plan import PlannedUnit
from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import paint_box
from frontdesk.base.widgets.theme import colour, font, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

LABEL, HEAD, ROW, GAP, APART = 48, 22, 26, 3, 12
CELL_LEAST, CELL_MOST = 38, 96
TOKENS: dict[UnitKind, tuple[str, str, str]] = {
    UnitKind.HOME: ("paid", "paid_text", ""),
    UnitKind.SHOP: ("owing", "owing_text", "铺"),
    UnitKind.OFFICE: ("part", "part_text", "办"),
    UnitKind.PARKING: ("part", "part_text", "车"),
    UnitKind.STORAGE: ("part", "part_text", "储"),
    UnitKind.OFFICE_PLACE: ("part", "part_text", "场"),
}
"""Kind -> tokens of ground and words, and a mark so that nothing rests on colour alone (L3)."""


class PlanGrid(QWidget):
    """One building of a plan. Those that stand already are dashed and say 已有."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("预览"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._units: tuple[PlannedUnit, ...] = ()
        self._taken: frozenset[str] = frozenset()
        self._entrances: list[str] = []
        self._widths: list[int] = []
        self._floors: list[int] = []
        self._words: dict[int, str] = {}
        theme_changed.connect(self.update)

    def show_units(self, units: Sequence[PlannedUnit], taken: Mapping[str, str]) -> None:
        """The units of one building, those of a series left out."""
        self._units = tuple(unit for unit in units if not unit.in_series and unit.floor is not None)
        self._taken = frozenset(taken)
        self._entrances = list(dict.fromkeys(unit.entrance for unit in self._units))
        self._floors = sorted({unit.floor for unit in self._units if unit.floor is not None}, reverse=True)
        self._words = {unit.floor: unit.floor_word for unit in self._units if unit.floor is not None}
        doors = {name: [u.door for u in self._units if u.entrance == name] for name in self._entrances}
        self._doors = {name: sorted(set(found)) for name, found in doors.items()}
        self._widths = [len(self._doors[name]) for name in self._entrances]
        self.setAccessibleDescription(
            tr("{floors} 层，{n} 户", floors=len(self._floors), n=len(self._units)) if self._units else ""
        )
        self.setFixedHeight(self.sizeHint().height())
        self.setMinimumWidth(self._wide(CELL_LEAST))
        self.update()

    def shown(self) -> tuple[PlannedUnit, ...]:
        return self._units

    def sizeHint(self) -> QSize:
        high = HEAD + len(self._floors) * ROW + SPACE.s if self._units else 0
        return QSize(self._wide(CELL_LEAST), high)

    def _wide(self, cell: int) -> int:
        return LABEL + sum(self._widths) * cell + APART * max(0, len(self._widths) - 1)

    def _cell(self) -> int:
        """As wide as there is room for."""
        room = self.width() - self._wide(0)
        return max(CELL_LEAST, min(CELL_MOST, room // max(1, sum(self._widths))))

    def _left_of(self) -> dict[tuple[str, int], int]:
        found: dict[tuple[str, int], int] = {}
        left, cell = LABEL, self._cell()
        for name in self._entrances:
            for door in self._doors[name]:
                found[name, door] = left
                left += cell
            left += APART
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._units:
            return
        painter = QPainter(self)
        left, cell = self._left_of(), self._cell()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font("small"))
        painter.setPen(colour("text2"))
        for name in self._entrances:
            if name:
                place = QRectF(left[name, self._doors[name][0]], 0, cell * 2, HEAD)
                painter.drawText(place, middle, tr("{n} 单元", n=name))
        rows = {floor: HEAD + n * ROW for n, floor in enumerate(self._floors)}
        for floor, top in rows.items():
            painter.drawText(QRectF(0, top, LABEL - 4, ROW - GAP), middle, tr("{n} 层", n=self._words[floor]))
        for unit in self._units:
            assert unit.floor is not None
            box = QRectF(left[unit.entrance, unit.door], rows[unit.floor], cell - GAP, ROW - GAP)
            if box.intersects(QRectF(event.rect())):
                self._paint_unit(painter, box, unit)
        painter.end()

    def _paint_unit(self, painter: QPainter, box: QRectF, unit: PlannedUnit) -> None:
        fill, ink, mark = TOKENS[unit.kind]
        stands = unit.key in self._taken
        if stands:
            fill, ink, mark = "vacant", "vacant_text", "已有"
        edge = colour("ctledge") if stands else None
        paint_box(painter, box, colour(fill), edge, radius=SIZE.radius_small, dashed=stands)
        inner = box.adjusted(6, 0, -5, 0) if box.width() > 56 else box.adjusted(2, 0, -2, 0)
        painter.setPen(colour(ink))
        if mark:
            painter.setFont(font("small"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, tr(mark))
            inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(tr(mark)) - 2)
        painter.setFont(font("body" if box.width() > 46 else "small"))
        words = painter.fontMetrics().elidedText(unit.room, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
