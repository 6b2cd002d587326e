"""The papers of the till on continuous three-part paper and on A5."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.cashdesk.forms.voucher import Voucher
from frontdesk.base.printing import parts
from frontdesk.base.printing.codes import qr
from frontdesk.base.printing.fonts import BOLD, REGULAR
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import BODY_SIZE, MM, SMALL_SIZE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import LEADING, Column, Measured, Row, Table, paginate
from frontdesk.base.printing.wrap import wrap
from frontdesk.base.values.text import tr

_SIDE = 17.3
"""The column at the right for the copies' names and the QR code."""
_QR_SIDE = 12.5
_TITLE_SIZE = 17.0
_SIGN = 6.6
"""Room below the last signature line's baseline."""
_FACTS_LEAST = 8.0
"""Type size below which the payer leaves the line of facts for a line of its own."""
_STAMP = 110.0
_STAMP_SIGNS = 2
_SIGN_GAP = 6.0
"""Least distance from the words under the table to the signatures."""


@dataclass(frozen=True, slots=True)
class _Measures:
    """Baselines and heights in mm that differ between continuous paper and A5."""

    heading: float
    facts: float
    table: float
    rows: tuple[tuple[float, float], ...]
    """Heights of a row and the type size with it: the first that fits on one page is taken."""
    sum_height: float


_CONTINUOUS = _Measures(12.0, 20.4, 22.4, ((6.1, 9.0), (5.4, 9.0), (4.8, 8.5)), 7.2)
_SHEET = _Measures(14.0, 26.0, 28.4, ((7.0, 9.0), (6.1, 9.0), (5.4, 9.0)), 7.5)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a voucher stands on its pages."""

    measures: _Measures
    table_top: float
    person_lines: tuple[str, ...]
    """Whoever signs on lines of their own, where the name is too long for the line of facts."""
    table: Table
    pages: list[list[Measured]]
    paid_lines: tuple[str, ...]
    remark_lines: tuple[str, ...]


def compose_sheet(press: Press, voucher: Voucher, paper: Paper, copy: str) -> None:
    """Draw one copy. Each page carries the number, the marks, the copy's name and the code (T20)."""
    plan = _plan(voucher, paper)
    for number, rows in enumerate(plan.pages, 1):
        page = press.page(paper)
        _draw_head(page, voucher, plan, number)
        _draw_side(page, voucher, plan, copy)
        last = number == len(plan.pages)
        height = plan.measures.sum_height
        bottom = plan.table.draw(page, paper.left, plan.table_top, rows, foot=height if last else 0.0)
        if last:
            bottom = parts.sum_row(page, plan.table, paper.left, bottom, voucher.total, height)
            _draw_words(page, voucher, plan, bottom)
            _draw_signatures(page, voucher)
        else:
            page.text(_edge(paper), bottom + 4.2, tr("接下页"), size=SMALL_SIZE, align="right")
        if voucher.stamp:
            middle = ((paper.left + _edge(paper)) / 2, (plan.table_top + bottom) / 2)
            stamp(page, *middle, voucher.stamp, _STAMP)


def stamp(page: Page, x: float, y: float, text: str, size: float) -> None:
    """A word large across the paper; a longer one is set smaller, to the same width as 作废."""
    size = size * 2 / max(2, len(text)) if len(text) > _STAMP_SIGNS else size
    page.hatched(x, y, text, size, BOLD, 14.0, tracking=size / 8)


def _edge(paper: Paper) -> float:
    """The right edge of the table."""
    return paper.right - _SIDE


def _plan(voucher: Voucher, paper: Paper) -> _Plan:
    measures = _CONTINUOUS if paper.continuous else _SHEET
    room = _edge(paper) - paper.left
    person_lines: tuple[str, ...] = ()
    if (parts.spread_size(room, _facts(voucher, with_person=True)) or 0.0) < _FACTS_LEAST:
        person_lines = wrap(voucher.person, room)
    table_top = measures.table + _line() * len(person_lines)
    beside = 42.0 if voucher.beside else 0.0
    paid_lines = (
        *(wrap(voucher.paid, room - beside) if voucher.paid else ()),
        *(line for text in voucher.notes for line in wrap(text, room)),
    )
    remark_lines = tuple(line for text in voucher.remarks for line in wrap(text, room, face=BOLD))
    below = measures.sum_height + _line() * (len(paid_lines) + len(remark_lines)) + _SIGN_GAP
    dated = bool(voucher.heads[1])
    rows = [
        Row((row.name, *((row.when,) if dated else ()), row.how, str(row.amount))) for row in voucher.rows
    ]
    for height, size in measures.rows:
        table = _table(voucher, room, height, size)
        measured = table.measure(rows)
        space = _sign_line(paper) - table_top - table.head().height
        if sum(row.height for row in measured) + below <= space:
            pages = [measured]
            break
    else:
        # Pages before the last have no signatures, so that rows run on to the lower margin.
        whole = paper.height - paper.bottom - 5.0 - table_top - table.head().height
        pages = paginate(measured, whole, whole, below + whole - space)
    return _Plan(measures, table_top, person_lines, table, pages, paid_lines, remark_lines)


def _line() -> float:
    return BODY_SIZE * LEADING / MM


def _sign_line(paper: Paper) -> float:
    return paper.height - paper.bottom - _SIGN


def _table(voucher: Voucher, room: float, row_height: float, size: float) -> Table:
    name, when, how, amount = voucher.heads
    widths = (28.5, 21.0, 28.5) if when else (43.0, 0.0, 28.5)
    columns = [Column(name, widths[0], head_align="center")]
    if when:
        columns.append(Column(when, widths[1], head_align="center"))
    columns.append(Column(how, room - sum(widths), head_align="center"))
    columns.append(Column(amount, widths[2], align="right", wrap=False))
    return Table(columns=tuple(columns), style="ruled", row_height=row_height, size=size, pad=1.7)


def _draw_head(page: Page, voucher: Voucher, plan: _Plan, number: int) -> None:
    paper, measures = page.paper, plan.measures
    left, right = paper.left, _edge(paper)
    parts.heading(
        page, measures.heading, voucher.title, left=left, right=right, office=voucher.office,
        number=voucher.number, size=_TITLE_SIZE, double_rule=True,
    )  # fmt: skip
    small = [*voucher.small, parts.page_of(number, len(plan.pages))]
    parts.under_heading(page, measures.heading + 4.0, small, left)
    if voucher.reprint:
        mark = voucher.reprint
        parts.boxed(
            page, right, measures.heading + 4.0, parts.reprint_words(mark.count, mark.by, mark.at), 8.0
        )
    parts.spread(page, measures.facts, left, right, _facts(voucher, with_person=not plan.person_lines))
    parts.lines(page, left, measures.facts + _line(), plan.person_lines)


def _facts(voucher: Voucher, *, with_person: bool) -> list[parts.Part]:
    facts: list[parts.Part] = [[(tr("房号："), REGULAR), (voucher.unit, BOLD)]]
    if with_person:
        facts.append([(voucher.person, REGULAR)])
    if voucher.area:
        facts.append([(tr("建筑面积：{area}", area=voucher.area), REGULAR)])
    facts.append([(parts.long_day(voucher.day), REGULAR)])
    facts.append([(tr("单位：元"), REGULAR)])
    return facts


def _draw_side(page: Page, voucher: Voucher, plan: _Plan, copy: str) -> None:
    paper = page.paper
    # One strike prints all three copies, so their names stand together; a sheet of its own has its own name.
    names = copy.split(" ") if copy else [tr("①存根"), f"②{tr(voucher.second)}", tr("③记账")]
    parts.upright(page, _edge(paper) + _SIDE - _QR_SIDE / 2 + 1.5, plan.measures.facts, names)
    side = _QR_SIDE
    page.qr(paper.right - side, _sign_line(paper) + 1.4 - side, side, qr(voucher.number))


def _draw_words(page: Page, voucher: Voucher, plan: _Plan, bottom: float) -> None:
    paper = page.paper
    y = bottom + 4.9
    if voucher.beside:
        page.text(_edge(paper), y, voucher.beside, align="right")
    y = parts.lines(page, paper.left, y, plan.paid_lines)
    parts.lines(page, paper.left, y, plan.remark_lines, face=BOLD)


def _draw_signatures(page: Page, voucher: Voucher) -> None:
    paper = page.paper
    left, right, y = paper.left, _edge(paper), _sign_line(paper)
    sign = parts.signature_before(page, right, y, voucher.sign, 28.0)
    parts.spread(page, y, left, sign - 14, [[(words, REGULAR)] for words in voucher.made])
