"""Blocks that run down one page and on to the next: used where a paper may take several pages.

The blocks are placed first and drawn when all are known, so that every page can say `第 1 页，共 3 页`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from frontdesk.base.printing.page import Page
from frontdesk.base.printing.tables import Measured, Table

Draw = Callable[[Page, float], object]
"""Draws a block on a page with its upper edge at y mm."""


class Flow:
    """Places blocks between *top* and *bottom* of each page; the first page begins at *first_top*."""

    def __init__(self, *, first_top: float, top: float, bottom: float) -> None:
        self._top = top
        self._bottom = bottom
        self.y = first_top
        self.pages: list[list[tuple[float, Draw]]] = [[]]

    @property
    def room(self) -> float:
        """What is left on this page, in mm."""
        return self._bottom - self.y

    def put(self, height: float, draw: Draw, *, keep: float = 0.0) -> None:
        """Place a block. *keep* is what must follow on the same page, so that no heading stands alone."""
        if height + keep > self.room and self.pages[-1]:
            self.turn()
        self.pages[-1].append((self.y, draw))
        self.y += height

    def skip(self, height: float) -> None:
        """White space; none is carried over to the next page."""
        self.y = min(self.y + height, self._bottom)

    def turn(self) -> None:
        """Begin the next page."""
        self.pages.append([])
        self.y = self._top

    def table(self, table: Table, rows: Sequence[Measured], x: float, *, head: bool = True) -> None:
        """Place a table; its head stands again on every page, and no row is cut."""
        rest = list(rows)
        head_height = table.head().height if head else 0.0
        while True:
            if rest and head_height + rest[0].height > self.room and self.pages[-1]:
                self.turn()
            part: list[Measured] = []
            used = head_height
            while rest and (not part or used + rest[0].height <= self.room):
                used += rest[0].height
                part.append(rest.pop(0))
            self._place(table, part, x, head, used)
            if not rest:
                return

    def _place(self, table: Table, part: list[Measured], x: float, head: bool, height: float) -> None:
        self.put(height, lambda page, y: table.draw(page, x, y, part, head=head))

    def at(self, y: float, height: float, draw: Draw) -> None:
        """Place a block at *y* of this page, or of the next when this one is filled beyond it."""
        if self.y > y:
            self.turn()
        self.y = y
        self.put(height, draw)
