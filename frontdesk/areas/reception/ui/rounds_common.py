"""What the pages of planned visits and of surveys share: dialogs that run a service, buildings typed, bars of shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.areas.reception.queries.lived_units import EntranceRow, entrance_rows
from frontdesk.areas.reception.rules.place_list import read_places
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import Field, TextField
from frontdesk.base.widgets.theme import colour, font, theme_changed
from frontdesk.base.widgets.tokens import SPACE

Cells = Sequence[Sequence[tuple[str, Field, str, int]]]
WIDE = 640
_ROW = 24
_BAR = 8


class Ask(FieldsDialog):
    """Fields in rows under what it is about; saving runs *service* on *command*(values)."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        rows: Cells,
        service: Callable[..., Any],
        command: Callable[[dict[str, Any]], Any],
        *,
        text: str = "",
        save_text: str = "",
        then: Callable[[Any], object] | None = None,
        width: int = WIDE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, title, text, name=name, width=width, parent=parent)
        self._service, self._command, self._then = service, command, then
        for cells in rows:
            self.row(*cells)
        self.finish(save_text or tr("保存"))

    def start(self, first: Field | None = None) -> Ask:
        """Show it over the page, the focus on *first*, and let it go when it closes."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # What was proposed counts as there, not as typed.
        self.guard_typing(self.desk.dialogs.confirm)
        if first is not None:
            first.setFocus()
        self.open()
        return self

    def store(self, values: Mapping[str, Any]) -> None:
        self.desk.run(self._service, self._command(dict(values)), then=self._stored, form=self)

    def _stored(self, result: Any) -> None:
        self.accept()
        if self._then is not None:
            self._then(result)


class PlacesField(TextField):
    """`3栋 5栋2单元`: buildings and entrances as typed, with how many homes they have; empty is the whole estate."""

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(name, tr("全小区；或写 3栋 5栋2单元"), limit=200, parent=parent)
        self._known: tuple[EntranceRow, ...] = desk.read(entrance_rows)
        self.edited.connect(self._say)
        self._say()

    def value(self) -> Any:
        return read_places(self.text(), [(r.building_id, r.building, r.entrance) for r in self._known])

    def homes(self) -> int | None:
        """How many homes those are; None while something is wrong."""
        from frontdesk.base.values.errors import Refused

        try:
            places = self.value()
        except Refused:
            return None
        return sum(
            row.units
            for row in self._known
            if not places or (row.building_id, row.entrance) in places or (row.building_id, "") in places
        )

    def _say(self) -> None:
        homes = self.homes()
        self.set_trailing("" if homes is None else tr("{n} 户", n=f"{homes:,}"))


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, and a part of it that is under way."""

    label: str
    done: int
    whole: int
    half: int = 0
    note: str = ""

    @property
    def words(self) -> str:
        return f"{self.done}/{self.whole}" + (f"　{self.note}" if self.note else "")


class ShareBars(QWidget):
    """Lying bars, one under the other: how much of each is done, the rest in a quiet colour (L8)."""

    def __init__(self, name: str, shares: Sequence[Share], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._shares = tuple(shares)
        self.setAccessibleName("；".join(f"{share.label} {share.words}" for share in self._shares))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_ROW * len(self._shares))
        theme_changed.connect(self.update)

    def shares(self) -> tuple[Share, ...]:
        return self._shares

    def sizeHint(self) -> QSize:
        return QSize(300, _ROW * len(self._shares))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("body"))
        metrics = QFontMetrics(font("body"))
        label = min(
            max((metrics.horizontalAdvance(s.label) for s in self._shares), default=0) + SPACE.xs,
            self.width() // 3,
        )
        figure = max((metrics.horizontalAdvance(s.words) for s in self._shares), default=0)
        left = label + SPACE.m
        room = max(24, self.width() - left - figure - SPACE.m)
        middle = Qt.AlignmentFlag.AlignVCenter
        for at, share in enumerate(self._shares):
            top = at * _ROW
            painter.setPen(colour("text"))
            shown = metrics.elidedText(share.label, Qt.TextElideMode.ElideRight, label)
            painter.drawText(QRectF(0, top, label, _ROW), middle, shown)
            painter.setPen(colour("text2"))
            right = middle | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(left + room, top, self.width() - left - room, _ROW), right, share.words)
            painter.setPen(Qt.PenStyle.NoPen)
            whole = max(1, share.whole)
            y = top + (_ROW - _BAR) / 2
            for part, ink in ((whole, "chart2"), (share.done + share.half, "chart"), (share.done, "accent")):
                painter.setBrush(colour(ink))
                wide = room * min(part, whole) / whole
                if wide > 0:
                    painter.drawRoundedRect(QRectF(left, y, wide, _BAR), 2, 2)
        painter.end()
