"""Papers the desk prints on, and the measures they share. Lengths are millimetres, type sizes points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from frontdesk.base.values.text import tr

MM: Final = 72 / 25.4
"""Points in a millimetre."""

# Type sizes (tokens of the look, part 8).
TITLE_SIZE: Final = 18.0
TITLE_TRACKING: Final = 1.2
"""Space between the characters of a title, in mm."""
SUM_SIZE: Final = 12.0
CAPITALS_SIZE: Final = 9.5
HEAD_SIZE: Final = 10.0
BODY_SIZE: Final = 9.0
SMALL_SIZE: Final = 7.5
FLOOR_SIZE: Final = 7.0
"""Nothing is shrunk below this; what does not fit then wraps."""

# Lines.
OUTER_LINE: Final = 0.35
INNER_LINE: Final = 0.2
HEAD_LINE: Final = 0.25
HAIRLINE: Final = 0.15

SIGN_LINE: Final = 30.0
"""Length of a line to sign on."""


@dataclass(frozen=True, slots=True)
class Offset:
    """How far a printer must be told to move the print: right and down are positive, in mm (F2)."""

    right: float = 0.0
    down: float = 0.0


@dataclass(frozen=True, slots=True)
class Paper:
    """One size of paper as it goes through the printer.

    `strip` is the tractor strip at the left and right where nothing is printed. `up` papers stand one above the
    other on a sheet, which is cut afterwards. A `roll` is as long as what is printed on it: `height` is then
    the least.
    """

    key: str
    name: str
    width: float
    height: float
    side: float
    """Margin left and right, inside the strips."""
    top: float
    bottom: float
    strip: float = 0.0
    up: int = 1
    roll: bool = False

    @property
    def label(self) -> str:
        """The name as a person reads it."""
        return tr(self.name)

    @property
    def left(self) -> float:
        """Where printing begins, from the left edge."""
        return self.strip + self.side

    @property
    def right(self) -> float:
        """Where printing ends, from the left edge."""
        return self.width - self.strip - self.side

    @property
    def room(self) -> float:
        """Width between the margins."""
        return self.right - self.left

    @property
    def continuous(self) -> bool:
        """Whether it is paper with tractor strips."""
        return self.strip > 0


A4: Final = Paper("A4", "A4", 210, 297, side=15, top=12, bottom=12)
A3: Final = Paper("A3", "A3", 297, 420, side=21, top=17, bottom=17)
A5: Final = Paper("A5", "A5 横向", 210, 148, side=12, top=8, bottom=8)
A4_HALF: Final = Paper("A4/2", "A4 一半（一张两份，裁开）", 210, 148.5, side=12, top=8, bottom=8, up=2)
TRACTOR_93: Final = Paper(
    "241x93", "241 × 93.1 mm 三联连续纸", 241, 93.1, side=4, top=4, bottom=3, strip=12.7
)
TRACTOR_140: Final = Paper(
    "241x140", "241 × 139.7 mm 三联连续纸", 241, 139.7, side=4, top=4, bottom=3, strip=12.7
)
# A roll printer's head reaches 72 of the 80 mm.
ROLL_80: Final = Paper("roll80", "80 mm 卷纸", 80, 60, side=4, top=4, bottom=8, roll=True)
A6: Final = Paper("A6", "A6 横向", 148, 105, side=8, top=7, bottom=7)
CARD: Final = Paper("CR80", "证卡 85.6 × 54 mm", 85.6, 54, side=5.2, top=5, bottom=4)
CARDS_10: Final = Paper("A4x10", "A4 一张十证（正反面，裁开）", 210, 297, side=15, top=12, bottom=12)
"""Two cards beside each other, five rows, edge to edge in the sheet's middle."""
