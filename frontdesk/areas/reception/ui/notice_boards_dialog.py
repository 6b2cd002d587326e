"""选位置: the boards of the estate to tick, building by building, for who does not know their names (D2.5)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from frontdesk.areas.reception.queries.notice_setup import BoardRow
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import CheckField
from frontdesk.base.widgets.pane import Scroll
from frontdesk.base.widgets.tokens import SPACE

WIDE = 680
_HIGH = 320
_ACROSS = 3
_SHOWN = 8
"""So many buildings stand without scrolling."""


class PickBoardsDialog(FieldsDialog):
    """A line for each building: the whole of it, then its entrances. *picked* gets the ids of what is ticked."""

    def __init__(
        self,
        desk: Desk,
        boards: Sequence[BoardRow],
        chosen: Collection[int],
        picked: Callable[[tuple[int, ...]], object],
        parent: QWidget | None = None,
    ) -> None:
        text = tr("空格勾选；勾楼栋就是它的全部单元。")
        super().__init__(desk, tr("选张贴位置"), text, name="notice_pick_boards", width=WIDE, parent=parent)
        self._boards, self._picked = tuple(boards), picked
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.l)
        grid.setVerticalSpacing(0)
        left = Qt.AlignmentFlag.AlignLeft
        line = 0
        groups = [(key, list(group)) for key, group in groupby(boards, lambda board: board.building_id)]
        for building_id, mine in groups:
            ticks = [self._tick(board, board.id in chosen, box) for board in mine]
            if building_id is not None and len(mine) > 1:
                name = f"notice_pick_building_{building_id}"
                whole = CheckField(name, mine[0].building, on=all(t.value() for t in ticks), parent=box)
                self.fields[f"building_{building_id}"] = whole
                whole.edited.connect(lambda whole=whole, ticks=ticks: self._follow(whole, ticks))
                for tick in ticks:
                    tick.edited.connect(lambda whole=whole, ticks=ticks: self._sum_up(whole, ticks))
                grid.addWidget(whole, line, 0, left)
            # Entrances begin in the second column, so that the buildings stand under one another.
            first = 1 if building_id is not None else 0
            for at, tick in enumerate(ticks):
                grid.addWidget(tick, line + at // _ACROSS, first + at % _ACROSS, left)
            line += -(-len(ticks) // _ACROSS)
        grid.setColumnStretch(_ACROSS + 1, 1)
        if len(groups) > _SHOWN:
            scroll = Scroll(box)
            scroll.setFixedHeight(_HIGH)
            self.body.addWidget(scroll)
        else:
            self.body.addWidget(box)
        self.finish(tr("选好"))

    def _tick(self, board: BoardRow, on: bool, parent: QWidget) -> CheckField:
        field = CheckField(f"notice_pick_{board.id}", board.name, on=on, parent=parent)
        self.fields[f"board_{board.id}"] = field
        return field

    @staticmethod
    def _follow(whole: CheckField, ticks: Sequence[CheckField]) -> None:
        for tick in ticks:
            tick.set_value(whole.value())

    @staticmethod
    def _sum_up(whole: CheckField, ticks: Sequence[CheckField]) -> None:
        whole.set_value(all(tick.value() for tick in ticks))

    def store(self, values: Mapping[str, Any]) -> None:
        ids = tuple(board.id for board in self._boards if values[f"board_{board.id}"])
        self.accept()
        self._picked(ids)
