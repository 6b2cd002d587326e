"""One page of A5 or A6 that says who may do what until when: facts, signed code, photo, validity, terms.

搬运证, 养犬登记卡 and the sheets of the office's own kinds are drawn by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from frontdesk.areas.permits.documents.marks import ReprintMark
from frontdesk.areas.permits.forms import common
from frontdesk.base.printing import parts
from frontdesk.base.printing.fonts import BOLD, REGULAR, TITLE
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A5, A6, INNER_LINE, MM, OUTER_LINE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import BASE
from frontdesk.base.printing.wrap import Fitted, fit
from frontdesk.base.values.text import tr

SIZES: Final = (A5, A6)


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its words; the strong ones are read from two steps away."""

    label: str
    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """What the page shows. `until` is its large line; `also` stands small beside the label."""

    title: str
    office: str
    number: str
    facts: tuple[Fact, ...]
    until: str
    also: str
    code: str
    terms: tuple[str, ...]
    issued: str
    phone: str
    with_photo: bool = False
    photo: str = ""
    reprint: ReprintMark | None = None
    sign: tuple[str, ...] = ()
    """Words before lines to sign on, above the foot."""


@dataclass(frozen=True, slots=True)
class _Measures:
    heading: float
    title: float
    tracking: float
    top: float
    row: float
    least: float
    size: float
    strong: float
    label: float
    code: float
    photo: tuple[float, float]
    band: float
    band_high: float
    until: float
    terms: float
    end: float
    """Where terms must end when nothing is signed, from the top."""


_LARGE = _Measures(
    heading=13.4, title=18, tracking=3.4, top=23.0, row=8.6, least=6.0, size=10.5, strong=15, label=24,
    code=27, photo=(26.0, 34.3), band=88.0, band_high=14.0, until=20, terms=9, end=137.0,
)  # fmt: skip
_SMALL = _Measures(
    heading=11.6, title=14, tracking=1.6, top=18.4, row=6.6, least=4.6, size=9, strong=11, label=17,
    code=22, photo=(20.0, 26.4), band=60.6, band_high=10.2, until=14.5, terms=8, end=95.0,
)  # fmt: skip
_SIGN_ROOM = 9.0


def draw(press: Press, board: Board, paper: Paper) -> None:
    """The page."""
    page = press.page(paper)
    m = _measures(paper)
    _draw_heading(page, board, m)
    left = paper.left
    if board.with_photo:
        common.photo(page, left, m.top, *m.photo, board.photo)
        left += m.photo[0] + 3.4
    common.signed_code(page, paper.right - m.code, m.top, m.code, board.code)
    _draw_facts(page, board, m, left)
    _draw_band(page, board, m)
    room = _terms_end(board, m) - _terms_top(m)
    common.terms(board.terms, paper.room, room, m.terms).draw(page, paper.left, _terms_top(m) + m.terms / MM)
    if board.sign:
        step = paper.room / len(board.sign)
        for at, words in enumerate(board.sign):
            parts.signature(page, paper.left + at * step, m.end - 1.0, words, length=min(30.0, step * 0.5))
    parts.foot(page, tr("前台 {phone}", phone=board.phone) if board.phone else board.office, board.issued)


def fault(board: Board, paper: Paper = A6) -> str:
    """Why it cannot be printed on the smallest of its papers; empty when it can."""
    m = _measures(paper)
    if _arranged(board, m, paper)[1] > _facts_room(m) + 0.01:
        return tr("{number} 的内容太多，一页印不下，没有打印。请写短一些", number=board.number)
    return common.too_long(board.terms, paper.room, _terms_end(board, m) - _terms_top(m), m.terms)


def _measures(paper: Paper) -> _Measures:
    return _LARGE if paper.key == A5.key else _SMALL


def _terms_top(m: _Measures) -> float:
    return m.band + m.band_high + 2.0


def _terms_end(board: Board, m: _Measures) -> float:
    return m.end - (_SIGN_ROOM if board.sign else 0.0)


def _draw_heading(page: Page, board: Board, m: _Measures) -> None:
    paper = page.paper
    title = fit(board.title, paper.room * 0.42, size=m.title, face=TITLE, floor=9, lines=1)
    tracking = m.tracking if common.width_of(board.title, m.title, TITLE) < paper.room * 0.22 else 0.4
    parts.heading(
        page, m.heading, title.lines[0], left=paper.left, right=paper.right, office=board.office,
        number=board.number, size=title.size, tracking=tracking,
    )  # fmt: skip
    if board.reprint:
        mark = board.reprint
        words = parts.reprint_words(mark.count, mark.by, mark.at)
        parts.boxed(page, paper.right, m.heading + 5.0, words, 9 if paper.key == A5.key else 7.5)


# -- facts --


@dataclass(frozen=True, slots=True)
class _Cell:
    label: Fitted
    words: Fitted
    face: str


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the table: one fact over the whole width, or two beside each other."""

    cells: tuple[_Cell, ...]
    height: float


def _room(board: Board, m: _Measures, paper: Paper) -> float:
    """Width of the table of facts, between photo and code."""
    return paper.room - m.code - 5.0 - (m.photo[0] + 3.4 if board.with_photo else 0.0)


def _facts_room(m: _Measures) -> float:
    """Height of the table of facts at most."""
    return m.band - m.top - 2.4


def _arranged(board: Board, m: _Measures, paper: Paper) -> tuple[list[_Line], float]:
    """The rows and their height: each fact on its own, else two in a row, the rows then as close as they may."""
    width, room = _room(board, m, paper), _facts_room(m)
    lines: list[_Line] = []
    total = 0.0
    for pairs, row in ((False, m.row), (False, m.least), (True, m.row), (True, m.least)):
        groups = _groups(board.facts, pairs)
        lines = [_line(group, width, m, row, 2 if pairs else 1) for group in groups]
        total = sum(line.height for line in lines)
        if total <= room:
            # What is left is shared out, up to a third of a row each.
            more = min(row / 3, (room - total) / max(1, len(lines)))
            return [_Line(line.cells, line.height + more) for line in lines], total + more * len(lines)
    return lines, total


def _groups(facts: Sequence[Fact], pairs: bool) -> list[tuple[Fact, ...]]:
    if not pairs:
        return [(fact,) for fact in facts]
    out: list[tuple[Fact, ...]] = [(fact,) for fact in facts if fact.strong]
    rest = [fact for fact in facts if not fact.strong]
    return out + [tuple(rest[at : at + 2]) for at in range(0, len(rest), 2)]


def _line(group: Sequence[Fact], width: float, m: _Measures, row: float, columns: int) -> _Line:
    room = width / (columns if len(group) > 1 else 1) - m.label - 3.0
    cells = tuple(
        _Cell(
            fit(fact.label, m.label - 2.4, size=m.size),
            common.roomy(
                fact.words, room, m.strong if fact.strong else m.size, BOLD if fact.strong else REGULAR
            ),
            BOLD if fact.strong else REGULAR,
        )
        for fact in group
    )
    need = max(max(_high(cell.words), _high(cell.label)) for cell in cells) + 1.4
    return _Line(cells, max(row, need))


def _high(fitted: Fitted) -> float:
    return len(fitted.lines) * fitted.size * 1.2 / MM


def _draw_facts(page: Page, board: Board, m: _Measures, left: float) -> None:
    lines, _total = _arranged(board, m, page.paper)
    width = _room(board, m, page.paper)
    y = m.top
    for at, line in enumerate(lines):
        if at:
            page.line(left, y, left + width, y, INNER_LINE)
        step = width / len(line.cells)
        for number, cell in enumerate(line.cells):
            x = left + number * step
            if number:
                page.line(x, y, x, y + line.height, INNER_LINE)
            _in_middle(page, x + 1.6, y, line.height, cell.label, REGULAR)
            page.line(x + m.label, y, x + m.label, y + line.height, INNER_LINE)
            _in_middle(page, x + m.label + 1.6, y, line.height, cell.words, cell.face)
        y += line.height
    page.rect(left, m.top, width, y - m.top, OUTER_LINE)


def _in_middle(page: Page, x: float, y: float, height: float, fitted: Fitted, face: str) -> None:
    step = fitted.size * 1.2 / MM
    base = y + height / 2 - step * (len(fitted.lines) - 1) / 2 + fitted.size * BASE / MM
    parts.lines(page, x, base, fitted.lines, size=fitted.size, face=face, leading=1.2)


def _draw_band(page: Page, board: Board, m: _Measures) -> None:
    paper = page.paper
    top, bottom = m.band, m.band + m.band_high
    page.line(paper.left, top, paper.right, top, OUTER_LINE)
    page.line(paper.left, bottom, paper.right, bottom, OUTER_LINE)
    base = (top + bottom) / 2 + m.until * BASE / MM
    shown = fit(board.until, paper.room * 0.78, size=m.until, face=BOLD, lines=1)
    wide = page.text(paper.right, base, shown.lines[0], size=shown.size, face=BOLD, align="right")
    middle = (top + bottom) / 2 + m.size * BASE / MM
    lead = page.text(paper.left, middle, tr("有效期"), size=m.size)
    also = fit(board.also, paper.room - wide - lead - 8, size=m.size)
    page.text(paper.left + lead + 4, middle, also.lines[0], size=also.size)


def span(first: date, last: date) -> str:
    """`2026-11-21`, or `2026-11-21 至 2026-11-22`."""
    return f"{first}" if first == last else tr("{first} 至 {last}", first=first, last=last)
