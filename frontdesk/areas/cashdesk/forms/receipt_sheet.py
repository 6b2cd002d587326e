"""收款收据 on continuous three-part paper and on A5."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.cashdesk.documents import Receipt
from frontdesk.areas.cashdesk.forms import receipt_words as words
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
    """How a receipt stands on its pages."""

    measures: _Measures
    table_top: float
    payer_lines: tuple[str, ...]
    """The payer on lines of its own, where the name is too long for the line of facts."""
    table: Table
    pages: list[list[Measured]]
    tender_lines: tuple[str, ...]
    void_lines: tuple[str, ...]


def compose_sheet(press: Press, receipt: Receipt, paper: Paper, copy: str) -> None:
    """Draw one copy. Each page carries the number, the marks, the copy's name and the code (T20)."""
    plan = _plan(receipt, paper)
    for number, rows in enumerate(plan.pages, 1):
        page = press.page(paper)
        _draw_head(page, receipt, plan, number)
        _draw_side(page, receipt, plan, copy)
        last = number == len(plan.pages)
        height = plan.measures.sum_height
        bottom = plan.table.draw(page, paper.left, plan.table_top, rows, foot=height if last else 0.0)
        if last:
            bottom = parts.sum_row(page, plan.table, paper.left, bottom, receipt.total, height)
            _draw_words(page, receipt, plan, bottom)
            _draw_signatures(page, receipt)
        else:
            page.text(_edge(paper), bottom + 4.2, tr("接下页"), size=SMALL_SIZE, align="right")
        if receipt.void:
            parts.void_stamp(page, (paper.left + _edge(paper)) / 2, (plan.table_top + bottom) / 2)


def _edge(paper: Paper) -> float:
    """The right edge of the table."""
    return paper.right - _SIDE


def _plan(receipt: Receipt, paper: Paper) -> _Plan:
    measures = _CONTINUOUS if paper.continuous else _SHEET
    room = _edge(paper) - paper.left
    payer_lines: tuple[str, ...] = ()
    if (parts.spread_size(room, _facts(receipt, with_payer=True)) or 0.0) < _FACTS_LEAST:
        payer_lines = wrap(_payer(receipt), room)
    table_top = measures.table + _line() * len(payer_lines)
    balance = 42.0 if receipt.prepaid_balance is not None else 0.0
    tender_lines = wrap(words.tenders(receipt), room - balance)
    void_lines = wrap(words.void(receipt), room, face=BOLD) if receipt.void else ()
    below = measures.sum_height + _line() * (len(tender_lines) + len(void_lines)) + _SIGN_GAP
    rows = [Row((line.item, line.period, line.how, str(line.amount))) for line in receipt.lines]
    for height, size in measures.rows:
        table = _table(room, height, size)
        measured = table.measure(rows)
        space = _sign_line(paper) - table_top - table.head().height
        if sum(row.height for row in measured) + below <= space:
            pages = [measured]
            break
    else:
        # Pages before the last have no signatures, so that rows run on to the lower margin.
        whole = paper.height - paper.bottom - 5.0 - table_top - table.head().height
        pages = paginate(measured, whole, whole, below + whole - space)
    return _Plan(measures, table_top, payer_lines, table, pages, tender_lines, void_lines)


def _line() -> float:
    return BODY_SIZE * LEADING / MM


def _sign_line(paper: Paper) -> float:
    return paper.height - paper.bottom - _SIGN


def _table(room: float, row_height: float, size: float) -> Table:
    item, period, amount = 28.5, 21.0, 28.5
    return Table(
        columns=(
            Column(tr("收费项目"), item, head_align="center"),
            Column(tr("账期"), period, head_align="center"),
            Column(tr("计算说明"), room - item - period - amount, head_align="center"),
            Column(tr("金额"), amount, align="right", wrap=False),
        ),
        style="ruled",
        row_height=row_height,
        size=size,
        pad=1.7,
    )


def _draw_head(page: Page, receipt: Receipt, plan: _Plan, number: int) -> None:
    paper, measures = page.paper, plan.measures
    left, right = paper.left, _edge(paper)
    parts.heading(
        page, measures.heading, tr("收款收据"), left=left, right=right, office=receipt.office,
        number=receipt.number, size=_TITLE_SIZE, double_rule=True,
    )  # fmt: skip
    small = [words.paper_number(receipt), parts.page_of(number, len(plan.pages))]
    parts.under_heading(page, measures.heading + 4.0, small, left)
    if receipt.reprint:
        mark = receipt.reprint
        parts.boxed(
            page, right, measures.heading + 4.0, parts.reprint_words(mark.count, mark.by, mark.at), 8.0
        )
    parts.spread(page, measures.facts, left, right, _facts(receipt, with_payer=not plan.payer_lines))
    parts.lines(page, left, measures.facts + _line(), plan.payer_lines)


def _facts(receipt: Receipt, *, with_payer: bool) -> list[parts.Part]:
    facts: list[parts.Part] = [[(tr("房号："), REGULAR), (receipt.unit, BOLD)]]
    if with_payer:
        facts.append([(_payer(receipt), REGULAR)])
    if receipt.area:
        facts.append([(tr("建筑面积：{area}", area=receipt.area), REGULAR)])
    facts.append([(parts.long_day(receipt.day), REGULAR)])
    facts.append([(tr("单位：元"), REGULAR)])
    return facts


def _payer(receipt: Receipt) -> str:
    return tr("交款人：{payer}", payer=receipt.payer)


def _draw_side(page: Page, receipt: Receipt, plan: _Plan, copy: str) -> None:
    paper = page.paper
    # One strike prints all three copies, so their names stand together; a sheet of its own has its own name.
    names = copy.split(" ") if copy else [tr("①存根"), tr("②收据"), tr("③记账")]
    parts.upright(page, _edge(paper) + _SIDE - _QR_SIDE / 2 + 1.5, plan.measures.facts, names)
    side = _QR_SIDE
    page.qr(paper.right - side, _sign_line(paper) + 1.4 - side, side, qr(receipt.number))


def _draw_words(page: Page, receipt: Receipt, plan: _Plan, bottom: float) -> None:
    paper = page.paper
    y = bottom + 4.9
    if receipt.prepaid_balance is not None:
        balance = tr("收款后预存余额 {amount}", amount=receipt.prepaid_balance)
        page.text(_edge(paper), y, balance, align="right")
    y = parts.lines(page, paper.left, y, plan.tender_lines)
    parts.lines(page, paper.left, y, plan.void_lines, face=BOLD)


def _draw_signatures(page: Page, receipt: Receipt) -> None:
    paper = page.paper
    left, right, y = paper.left, _edge(paper), _sign_line(paper)
    sign = parts.signature_before(page, right, y, tr("交款人签字："), 28.0)
    parts.spread(page, y, left, sign - 14, [
        [(tr("收款单位（章）"), REGULAR)],
        [(tr("收款人：{name}", name=receipt.cashier), REGULAR)],
        [(tr("班次：{shift}", shift=receipt.shift), REGULAR)],
    ])  # fmt: skip
