"""The left side of the close: which shift it is, and what should be settled before the count (M7.7)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.cashdesk.queries import CheckPoint, ShiftSummary
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Link
from frontdesk.base.widgets.page import Pane
from frontdesk.base.widgets.tokens import SIZE, SPACE

LINKS: dict[str, tuple[str, str]] = {
    "collecting": ("接着收", "collect"),
    "references": ("去补单号", "receipts"),
    "unprinted": ("去打印", "receipts"),
    "spoiled": ("去登记", "ledger"),
    "prepaid": ("去抵扣", "collect"),
    "returned": ("看退回的", "hand_ins"),
}
"""Point of the list -> the word of its link, and where it leads."""


def numbers_said(first: str, last: str) -> str:
    """`SJ00020318–343`: from the first to the last number, the end said short."""
    if not first or first == last:
        return first or "—"
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    # At least three figures of the end, so that it still reads as a number.
    return f"{first}–{last[min(same, len(last) - 3) :]}"


class ShiftFacts(Pane):
    """`go_wanted(target)` when a point's link is pressed."""

    go_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("shift_facts", parent=parent)

    def show_shift(self, summary: ShiftSummary, points: Sequence[CheckPoint], *, links: bool = True) -> None:
        """The shift's facts and its list. Nothing here says what the drawer should hold."""
        self.clear()
        shift = summary.shift
        facts = self.add_section(tr("班次"), name="facts")
        for label, value in (
            (tr("营业日期"), shift.business_on.isoformat()),
            (tr("班次"), f"{shift.name} · {shift.desk}"),
            (tr("收款员"), shift.cashier),
            (tr("开班"), f"{local_time(shift.opened_at):%H:%M}"),
            (tr("收据"), numbers_said(summary.first, summary.last)),
        ):
            facts.add_pair(label, value)
        if not points:
            return
        told = [point for point in points if point.tone != "ok"]
        hint = tr("{n} 条要知道", n=len(told)) if told else tr("都好了")
        check = self.add_section(tr("关班检查"), hint, name="check", line=False)
        check.body.setSpacing(SPACE.xs + 2)
        for point in points:
            check.add_state(point.tone.value, point.words)
            if links and point.tone != "ok" and point.key in LINKS:
                word, target = LINKS[point.key]
                link = Link(tr(word), f"check_{point.key}", self)
                link.clicked.connect(lambda target=target: self.go_wanted.emit(target))
                row = check.add_row(link)
                row.setContentsMargins(SIZE.dot + SPACE.s, 0, 0, 0)
