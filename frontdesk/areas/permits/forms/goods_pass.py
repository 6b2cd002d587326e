"""物品放行条 on A5: the goods line by line, and the gate's tear-off with the signed code (D3.6).

Many lines run on to further pages, each with the head, the number and every mark (T20); the last one carries the
signatures and the tear-off.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from frontdesk.areas.permits.documents.goods import Goods, GoodsPass
from frontdesk.areas.permits.forms import common
from frontdesk.base.printing import parts
from frontdesk.base.printing.fonts import BOLD, REGULAR
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A5, BODY_SIZE, INNER_LINE, MM, OUTER_LINE, Paper
from frontdesk.base.printing.press import Press, cut_line
from frontdesk.base.printing.tables import BASE, Column, Measured, Row, Table, paginate
from frontdesk.base.printing.wrap import Fitted, fit
from frontdesk.base.values.text import tr

_HEADING = 13.4
_FACTS = 22.2
_ROW = 7.0
_LABELS = (16.7, 22.4, 20.3)
_WORDS = (53.9, 33.5, 39.2)
"""Widths of labels and words in the table of facts; together as wide as the paper allows."""
_GAP = 2.2
_BLANK = 5.0
_SIGN = 6.8
"""From the table to the line to sign on."""
_CUT = 106.0
_TEAR = _CUT + 4.2
_CODE_SIDE = 22.0
_LEAST = 6.0
"""The row height that lets one line more stand on the page before a second is begun."""


def compose(press: Press, goods: GoodsPass, paper: Paper, copy: str) -> None:
    """Draw the pass."""
    table, pages = _shared_out(goods, paper)
    for number, rows in enumerate(pages, 1):
        page = press.page(paper)
        last = number == len(pages)
        parts.heading(
            page, _HEADING, tr("物品放行条"), left=paper.left, right=paper.right, office=goods.office,
            number=goods.number, tracking=3.8,
        )  # fmt: skip
        parts.under_heading(page, _HEADING + 4.6, [parts.page_of(number, len(pages))], paper.left)
        common.marks(page, _HEADING + 5.4, goods.void, goods.reprint, 26.0 if len(pages) > 1 else 0.0)
        y = _draw_facts(page, goods) + _GAP
        y = table.draw(page, paper.left, y, rows, foot=_BLANK if last else 0.0)
        if last:
            words = tr("以下空白") if rows else tr("物品见前页")
            middle = y + _BLANK / 2 + BODY_SIZE * BASE / MM
            page.text(paper.width / 2, middle, words, align="center", grey=0.2)
            _draw_signatures(page, goods, y + _BLANK + _SIGN)
            _draw_tear_off(page, goods)
        else:
            parts.foot(page, tr("下页还有"), goods.number)


def _shared_out(goods: GoodsPass, paper: Paper) -> tuple[Table, list[list[Measured]]]:
    """The table and its rows, page by page; they stand a little closer where that saves a page."""
    table = _table(paper, _ROW)
    rows = table.measure([_row(number, line) for number, line in enumerate(goods.goods, 1)])
    top = _FACTS + _facts_height(goods) + _GAP + table.head().height
    room = paper.height - paper.bottom - 2 - top
    end = paper.height - paper.bottom - 2 - _CUT + 1.5 + _SIGN + _BLANK + 2.5
    pages = paginate(rows, room, room, end)
    close = _table(paper, _LEAST)
    closer = paginate(close.measure_again(rows), room, room, end)
    return (close, closer) if len(closer) < len(pages) else (table, pages)


def _table(paper: Paper, row_height: float) -> Table:
    widths = (15.0, 55.6, 26.1, 59.4)
    return Table(
        columns=(
            Column(tr("序"), widths[0], align="center", wrap=False),
            Column(tr("物品"), widths[1], head_align="center"),
            Column(tr("数量"), widths[2], align="center"),
            Column(tr("说明"), widths[3], head_align="center"),
            Column(tr("门岗核对"), paper.room - sum(widths), align="center"),
        ),
        style="ruled",
        row_height=row_height,
        pad=1.8,
    )


def _row(number: int, line: Goods) -> Row:
    return Row((str(number), line.name, f"{line.count} {line.measure}".strip(), line.remark, ""))


# -- the table of facts --


def _facts(goods: GoodsPass) -> tuple[tuple[tuple[str, str, float, str], ...], ...]:
    """Rows of label, words, size and font."""
    carrier = "　".join(word for word in (goods.carrier, goods.carrier_id) if word)
    return (
        (
            (tr("房号"), goods.unit, 11.5, BOLD),
            (tr("业主 / 住户"), goods.resident, BODY_SIZE, REGULAR),
            (tr("业主同意"), goods.consent or tr("不需要"), BODY_SIZE, REGULAR),
        ),
        (
            (tr("搬运人"), carrier, BODY_SIZE, REGULAR),
            (tr("车牌"), goods.vehicle or tr("无"), BODY_SIZE, REGULAR),
            (tr("放行时间"), _short_span(goods), BODY_SIZE, REGULAR),
        ),
    )


def _fitted(goods: GoodsPass) -> list[list[Fitted]]:
    return [
        [fit(words, width - 3.4, size=size, face=face, lines=2) for (_, words, size, face), width in zip(row, _WORDS, strict=True)]
        for row in _facts(goods)
    ]  # fmt: skip


def _heights(goods: GoodsPass) -> list[float]:
    return [
        max(_ROW, max(len(cell.lines) * cell.size * 1.25 / MM for cell in row) + 2.0)
        for row in _fitted(goods)
    ]


def _facts_height(goods: GoodsPass) -> float:
    return sum(_heights(goods)) + (_allowed(goods).height if goods.allowed else 0.0)


def _allowed(goods: GoodsPass) -> Measured:
    """T22: what was allowed although a condition was not met stands on the paper."""
    return Table((Column("", A5.room),), row_height=6.0, pad=1.8).measure([Row((tr("准予放行：{words}", words=goods.allowed),))])[0]  # fmt: skip


def _draw_facts(page: Page, goods: GoodsPass) -> float:
    left, y = page.paper.left, _FACTS
    width = page.paper.room
    heights, fitted = _heights(goods), _fitted(goods)
    for height, row, cells in zip(heights, _facts(goods), fitted, strict=True):
        x = left
        for (label, _words, _size, face), cell, label_width, words_width in zip(
            row, cells, _LABELS, _WORDS, strict=True
        ):
            page.text(x + 1.8, y + height / 2 + BODY_SIZE * BASE / MM, label)
            step = cell.size * 1.25 / MM
            base = y + height / 2 - step * (len(cell.lines) - 1) / 2 + cell.size * BASE / MM
            parts.lines(
                page, x + label_width + 1.7, base, cell.lines, size=cell.size, face=face, leading=1.25
            )
            x += label_width + words_width
        y += height
        page.line(left, y, left + width, y, INNER_LINE)
    bottom = y
    if goods.allowed:
        cell = _allowed(goods).cells[0]
        height = _allowed(goods).height
        step = cell.size * 1.3 / MM
        base = y + height / 2 - step * (len(cell.lines) - 1) / 2 + cell.size * BASE / MM
        parts.lines(page, left + 1.8, base, cell.lines, size=cell.size)
        bottom += height
    x = left
    for at, (label_width, words_width) in enumerate(zip(_LABELS, _WORDS, strict=True)):
        page.line(x + label_width, _FACTS, x + label_width, y, INNER_LINE)
        x += label_width + words_width
        if at < len(_LABELS) - 1:
            page.line(x, _FACTS, x, y, INNER_LINE)
    page.rect(left, _FACTS, width, bottom - _FACTS, OUTER_LINE)
    return bottom


# -- the end --


def _draw_signatures(page: Page, goods: GoodsPass, y: float) -> None:
    paper = page.paper
    parts.signature(page, paper.left, y, tr("住户签字"), length=32)
    issued = tr("前台经办　{by}　{at}", by=goods.issued_by, at=parts.minute(goods.issued_at))
    total = tr("共 {lines} 项，{pieces} 件", lines=len(goods.goods), pieces=goods.pieces)
    room = paper.right - common.width_of(total, BODY_SIZE) - 4 - 93
    shown = fit(issued, room, lines=1)
    page.text(93, y, shown.lines[0], size=shown.size)
    page.text(paper.right, y, total, align="right")


def _draw_tear_off(page: Page, goods: GoodsPass) -> None:
    paper = page.paper
    cut_line(page, _CUT, tr("门岗联 · 放行后撕下交回前台"))
    common.signed_code(page, paper.left, _TEAR, _CODE_SIDE, goods.code)
    x = paper.left + _CODE_SIDE + 6
    page.text(x, _TEAR + 5.2, goods.number, size=14.5, face=BOLD)
    _large(page, x + 57.3, _TEAR + 5.2, goods.unit, 42)
    _large(page, x + 100.4, _TEAR + 5.2, goods.vehicle or tr("无车"), 34)
    page.text(paper.right, _TEAR + 5.0, tr("共 {pieces} 件", pieces=goods.pieces), align="right")
    words = tr("有效：{span}，一次有效。扫码可验真伪。", span=_span(goods))
    shown = fit(words, paper.right - x, lines=1)
    page.text(x, _TEAR + 10.8, shown.lines[0], size=shown.size)
    base = _TEAR + 20.6
    parts.signature(page, x, base, tr("放行保安"), length=32)
    parts.signature(page, x + 64, base, tr("放行时间"), length=32)
    same, other = tr("件数相符"), tr("不符")
    start = paper.right - common.width_of(same + other, BODY_SIZE) - 4.0 * 2 - 3.4
    start = parts.tick_box(page, start, base, same)
    parts.tick_box(page, start, base, other)
    if goods.reprint:
        parts.boxed(page, paper.right, _TEAR + 15.6, tr("补 {count}", count=goods.reprint.count))


def _large(page: Page, x: float, y: float, words: str, room: float) -> None:
    shown = common.roomy(words, room, 12.5, BOLD, most=2)
    step = shown.size * 1.2 / MM
    parts.lines(
        page, x, y - step * (len(shown.lines) - 1), shown.lines, size=shown.size, face=BOLD, leading=1.2
    )


def _span(goods: GoodsPass) -> str:
    """`2026-11-21 14:00–18:00`, or both days where they differ."""
    begins, ends = goods.starts_at, goods.ends_at
    if begins.date() == ends.date():
        return f"{begins:%Y-%m-%d %H:%M}–{ends:%H:%M}"
    return tr("{begins} 至 {ends}", begins=parts.minute(begins), ends=parts.minute(ends))


def _short_span(goods: GoodsPass) -> str:
    begins, ends = goods.starts_at, goods.ends_at
    tail = f"{ends:%H:%M}" if begins.date() == ends.date() else f"{ends:%m-%d %H:%M}"
    return f"{begins:%m-%d %H:%M}–{tail}"


def _fault(goods: GoodsPass) -> str:
    if not goods.goods:
        return tr("{number} 没有物品，没有打印", number=goods.number)
    if goods.ends_at - goods.starts_at < timedelta(0):
        return tr("{number} 的放行时间在开始之前就结束，没有打印", number=goods.number)
    return ""


def sample() -> GoodsPass:
    """A tenant moves out."""
    told: Sequence[tuple[str, int, str, str]] = (
        ("双门冰箱", 1, "台", "白色，海尔"), ("洗衣机", 1, "台", "滚筒"), ("床垫", 2, "张", "1.8 m"),
        ("纸箱", 12, "箱", "衣物、书"), ("餐桌椅", 1, "套", "一桌四椅"),
    )  # fmt: skip
    return GoodsPass(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="CM-00003318", unit="1-1-0602", resident="王磊（租客）",
        consent="何芳，书面，11-20", carrier="谢安平", carrier_id="3301**********4471", vehicle="浙A·6H072",
        starts_at=datetime(2026, 11, 21, 14, 0), ends_at=datetime(2026, 11, 21, 18, 0),  # noqa: DTZ001
        goods=tuple(Goods(*line) for line in told), code=common.SAMPLE_CODE,
        issued_at=datetime(2026, 11, 21, 14, 5), issued_by="林晓",  # noqa: DTZ001
    )  # fmt: skip


def _day(goods: GoodsPass) -> date:
    return goods.issued_at.date()


GOODS_PASS: Form[GoodsPass] = Form(
    key="goods_pass",
    title="物品放行条",
    document=GoodsPass,
    sizes=(A5,),
    compose=compose,
    sample=sample,
    number=lambda goods: goods.number,
    day=_day,
    fault=_fault,
    bookmark=lambda goods: (goods.unit, goods.number),
    labels={
        "office": "物业名称", "estate": "小区名称", "number": "编号", "unit": "房号", "resident": "业主 / 住户",
        "consent": "业主同意", "carrier": "搬运人", "carrier_id": "证件号", "vehicle": "车牌", "name": "物品",
        "measure": "单位", "remark": "说明", "issued_by": "经办", "allowed": "准予放行", "reason": "原因", "by": "经手人",
    },
)  # fmt: skip
