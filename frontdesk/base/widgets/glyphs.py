"""Icons: the glyphs of the two fonts that QtAwesome ships (Phosphor and Remix), drawn without its code.

Importing that brings a layer for other bindings which builds every enumeration of Qt anew, a third of the whole
start; what is needed of it is a font, and the list that names its glyphs.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

_FILES = {
    "ph": ("phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"),
    "ri": ("remixicon-2.5.0.ttf", "remixicon-charmap-2.5.0.json"),
}


def glyph_icon(name: str, colour: str, disabled: str) -> QIcon:
    """The icon `ph.key` in a colour, and in another while what carries it is disabled; it fills its square.

    Raises `KeyError` for a font or a name that is not there.
    """
    family, _, glyph = name.partition(".")
    return QIcon(_Engine(_characters(family)[glyph], _font(family), QColor(colour), QColor(disabled)))


class _Engine(QIconEngine):
    """Draws one character as large as the square it is given."""

    def __init__(self, character: str, font: QFont, colour: QColor, disabled: QColor) -> None:
        super().__init__()
        self._character = character
        self._font = font
        self._colour = colour
        self._disabled = disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        font = QFont(self._font)
        font.setPixelSize(max(1, rect.height()))
        painter.save()
        painter.setPen(self._disabled if mode == QIcon.Mode.Disabled else self._colour)
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._character)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Engine(self._character, self._font, self._colour, self._disabled)


def _folder() -> Path:
    found = find_spec("qtawesome")
    assert found is not None
    assert found.submodule_search_locations is not None
    return Path(found.submodule_search_locations[0]) / "fonts"


@cache
def _characters(family: str) -> dict[str, str]:
    listed = json.loads((_folder() / _FILES[family][1]).read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in listed.items()}


@cache
def _font(family: str) -> QFont:
    number = QFontDatabase.addApplicationFont(str(_folder() / _FILES[family][0]))
    font = QFont(QFontDatabase.applicationFontFamilies(number))
    font.setWeight(QFont.Weight.Normal)
    return font
