"""What the A4 papers about arrears share: paragraphs and tables down the pages, whom they speak to, what proves them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.fonts import BOLD, REGULAR, font
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import BODY_SIZE, MM, SMALL_SIZE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.printing.wrap import fit, wrap
from frontdesk.base.values.text import tr

HEADING = 17.4
FIRST_TOP = 27.0
LATER_TOP = 24.0
TEXT_SIZE = 10.5
TEXT_LEADING = 1.55
ROW = 6.4
NAME_SIZE = 11.0

_COMPANY = re.compile("公司|集团|中心|厂|店|局|银行|事务所|委员会|协会|学校|医院")


def addressed(owner: str) -> str:
    """`张硕 先生 / 女士`; a company's name stands as it is."""
    if not owner or _COMPANY.search(owner):
        return owner
    return tr("{owner} 先生 / 女士", owner=owner)


def width_of(text: str, size: float = BODY_SIZE, face: str = REGULAR) -> float:
    """In mm."""
    return font(face).width(text, size) / MM


@dataclass(slots=True)
class Letter:
    """A paper while its blocks are being placed; `draw` puts them on their pages under the heading."""

    paper: Paper
    end: float
    """Where the pages end for what flows, in mm from the top."""
    first_top: float = FIRST_TOP
    flow: Flow = field(init=False)

    def __post_init__(self) -> None:
        self.flow = Flow(first_top=self.first_top, top=LATER_TOP, bottom=self.end)

    def paragraph(
        self, text: str, *, size: float = TEXT_SIZE, indent: bool = True, face: str = REGULAR, after: float = 1.6
    ) -> None:  # fmt: skip
        """A paragraph over the whole width, its first line two characters in where *indent*."""
        step = size * TEXT_LEADING / MM
        lines = wrap(("\u3000\u3000" if indent else "") + text, self.paper.room, size=size)
        for line in lines:
            self.line(line, step, size=size, face=face)
        self.flow.skip(after)

    def line(
        self, text: str, step: float, *, size: float = BODY_SIZE, face: str = REGULAR, x: float = 0.0
    ) -> None:
        """One line of text *step* mm high."""
        left = self.paper.left + x
        self.flow.put(step, lambda page, y: page.text(left, y + step * 0.72, text, size=size, face=face))

    def section(self, name: str, *, rows: int = 2) -> None:
        """A heading, kept together with what follows it."""
        x = self.paper.left
        self.flow.put(6.4, lambda page, y: page.text(x, y + 4.2, name, face=BOLD), keep=ROW * rows)

    def table(self, columns: Sequence[Column], rows: Sequence[Row], *, size: float = BODY_SIZE) -> Table:
        """A table; its head stands again on each page, no row is cut (T20)."""
        table = Table(tuple(columns), row_height=ROW, size=size)
        self.flow.table(table, table.measure(rows), self.paper.left)
        return table

    def draw(self, press: Press, furniture: Callable[[Page, int, int], object]) -> list[Page]:
        """Every page with its *furniture* (page, number, of); gives the pages."""
        pages = []
        for number, blocks in enumerate(self.flow.pages, 1):
            page = press.page(self.paper)
            furniture(page, number, len(self.flow.pages))
            for y, draw in blocks:
                draw(page, y)
            pages.append(page)
        return pages


def head(page: Page, title: str, office: str, number: str, of: tuple[int, int]) -> None:
    """Office, title, number, and which page it is."""
    paper = page.paper
    parts.heading(page, HEADING, title, left=paper.left, right=paper.right, office=office, number=number)
    parts.under_heading(page, HEADING + 4.6, [parts.page_of(*of)], paper.left)


def person(page: Page, y: float, unit: str, owner: str, middle: str, right: str) -> None:
    """`3-1-1202  张硕 先生 / 女士 … 建筑面积 … 日期`. A long name wraps upwards into the room above."""
    paper = page.paper
    wide = page.text(paper.left, y, unit, size=NAME_SIZE, face=BOLD) + 4
    at = paper.left + paper.room * 0.52
    shown = fit(addressed(owner), at - paper.left - wide - 3, size=NAME_SIZE, floor=BODY_SIZE, lines=2)
    step = shown.size * 1.3 / MM
    top = y - step * (len(shown.lines) - 1)
    parts.lines(page, paper.left + wide, top, shown.lines, size=shown.size)
    page.text(at, y, middle)
    page.text(paper.right, y, right, align="right")


def pay_lines(
    ways: Sequence[str], phone: str, terms: str, width: float, size: float = SMALL_SIZE
) -> tuple[str, ...]:
    """Ways to pay, numbered, then the late fee's terms and whom to ask; *size* (points) is what they are drawn in."""
    lines: list[str] = []
    if ways:
        told = "".join(f"{number}. {way.rstrip('。')}。" for number, way in enumerate(ways, 1))
        lines += wrap(tr("缴费方式：{ways}", ways=told), width, size=size)
    about = terms and tr("违约金按物业服务合同：{terms}。", terms=terms.rstrip("。"))
    ask = tr("对金额有疑问，请到前台核对或致电 {phone}。", phone=phone) if phone else ""
    if about or ask:
        lines += wrap(about + ask, width, size=size)
    return tuple(lines)


def seal(page: Page, y: float, office: str, day: str) -> None:
    """The office's name, room for its seal, and the day, at the right; 18 mm high from *y*."""
    paper = page.paper
    parts.block(page, paper.right - min(90.0, width_of(office) + 1), y + 6, office, 90.0)
    page.text(paper.right, y + 12.5, day, align="right")
