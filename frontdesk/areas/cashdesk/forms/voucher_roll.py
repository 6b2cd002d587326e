"""The papers of the till on an 80 mm roll: one narrow column, as long as it needs to be."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.areas.cashdesk.forms.voucher import Voucher
from frontdesk.areas.cashdesk.forms.voucher_sheet import stamp
from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import qr
from frontdesk.base.printing.fonts import BOLD, REGULAR, TITLE, font
from frontdesk.base.printing.page import Align, Page
from frontdesk.base.printing.paper import (
    BODY_SIZE,
    CAPITALS_SIZE,
    INNER_LINE,
    MM,
    SMALL_SIZE,
    SUM_SIZE,
    Paper,
)
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import LEADING
from frontdesk.base.printing.wrap import wrap
from frontdesk.base.values.capitals import capitals
from frontdesk.base.values.text import tr

_QR_SIDE = 18.0
_TITLE_SIZE = 15.0
_DASH = (0.9, 0.7)


_Draw = Callable[[Page], object]


class _Strip:
    """A column of lines that is measured while it is written and drawn when its length is known."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self.y = paper.top
        self._draws: list[_Draw] = []

    def text(self, text: str, *, size: float = BODY_SIZE, face: str = REGULAR, align: Align = "left") -> None:
        """Lines over the whole width."""
        paper = self._paper
        x = {"left": paper.left, "center": paper.width / 2, "right": paper.right}[align]
        for line in wrap(text, paper.room, size=size, face=face):
            self._line(x, line, size, face, align)

    def pair(self, left: str, right: str, *, size: float = BODY_SIZE, face: str = REGULAR) -> None:
        """Words at the left, a figure at the right of the last of their lines."""
        paper = self._paper
        room = paper.room - font(face).width(right, size) / MM - 2
        for line in wrap(left, room, size=size, face=face):
            self._line(paper.left, line, size, face, "left")
        base = self.y
        self._draws.append(
            lambda page: page.text(paper.right, base, right, size=size, face=face, align="right")
        )

    def rule(self) -> None:
        """A dashed line."""
        paper, y = self._paper, self.y + 1.9
        self._draws.append(lambda page: page.line(paper.left, y, paper.right, y, INNER_LINE, dash=_DASH))
        self.y += 2.8

    def space(self, height: float, draw: Callable[[Page, float], object] | None = None) -> None:
        """Room of *height* mm, drawn into by *draw* from its upper edge."""
        if draw:
            top = self.y
            self._draws.append(lambda page: draw(page, top))
        self.y += height

    def draw(self, page: Page) -> None:
        for draw in self._draws:
            draw(page)

    def _line(self, x: float, line: str, size: float, face: str, align: Align) -> None:
        self.y += size * LEADING * 1.06 / MM
        base = self.y
        self._draws.append(lambda page: page.text(x, base, line, size=size, face=face, align=align))


def compose_roll(press: Press, voucher: Voucher, paper: Paper, copy: str) -> None:
    """Draw one copy on a piece of the roll."""
    strip = _Strip(paper)
    _write_head(strip, voucher, copy)
    _write_lines(strip, voucher)
    _write_foot(strip, voucher, paper)
    height = max(paper.height, strip.y + paper.bottom)
    page = press.page(paper, height)
    strip.draw(page)
    if voucher.stamp:
        stamp(page, paper.width / 2, height / 2, voucher.stamp, 56)


def _write_head(strip: _Strip, voucher: Voucher, copy: str) -> None:
    strip.text(voucher.office, align="center")
    strip.space(1.0)
    strip.text(voucher.title, size=_TITLE_SIZE, face=TITLE, align="center")
    strip.space(0.6)
    strip.text(f"No. {voucher.number}", face=BOLD, size=10, align="center")
    if copy:
        strip.text(copy, size=SMALL_SIZE, align="center")
    if voucher.reprint:
        mark = voucher.reprint
        strip.text(parts.reprint_words(mark.count, mark.by, mark.at), face=BOLD, align="center")
    for remark in voucher.remarks:
        strip.text(remark, face=BOLD)
    for words in voucher.small:
        strip.text(words, size=SMALL_SIZE, align="center")
    strip.rule()
    strip.pair(tr("房号：{unit}", unit=voucher.unit), voucher.day.isoformat())
    strip.text(voucher.person)
    if voucher.area:
        strip.text(tr("建筑面积：{area}", area=voucher.area))
    strip.rule()


def _write_lines(strip: _Strip, voucher: Voucher) -> None:
    for row in voucher.rows:
        strip.pair(f"{row.name} {row.when}".rstrip(), str(row.amount))
        if row.how:
            strip.text(row.how, size=SMALL_SIZE)
        strip.space(0.7)
    strip.rule()


def _write_foot(strip: _Strip, voucher: Voucher, paper: Paper) -> None:
    strip.pair(tr("合计"), f"¥{voucher.total}", size=SUM_SIZE, face=BOLD)
    strip.text(tr("人民币（大写）"), size=SMALL_SIZE)
    strip.text(capitals(voucher.total), size=CAPITALS_SIZE, face=BOLD)
    strip.space(0.8)
    for part in voucher.tenders:
        label = f"{part.kind}（{part.reference}）" if part.reference else part.kind
        strip.pair(label, str(part.amount))
    if voucher.change:
        strip.pair(tr("找零"), str(voucher.change))
    if voucher.balance is not None:
        strip.pair(voucher.balance[0], str(voucher.balance[1]))
    for words in voucher.notes:
        strip.text(words, size=SMALL_SIZE)
    strip.rule()
    seal, *made = voucher.made
    for left, right in zip(made[::2], [*made[1::2], ""], strict=False):
        strip.pair(left, right)
    strip.text(seal)
    strip.space(2.0)
    code = qr(voucher.number)
    strip.space(_QR_SIDE, lambda page, y: page.qr(paper.right - _QR_SIDE, y, _QR_SIDE, code))
    # The line to sign on stands beside the code.
    base = strip.y - 1.5
    end = paper.right - _QR_SIDE - 4
    strip.space(0.0, lambda page, y: parts.signature(page, paper.left, base, voucher.sign, right=end))
