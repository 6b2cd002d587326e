"""钥匙与证件统计: a bar for each day or month, the permits by kind, and how keys, spaces and passes stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import zip_longest

from frontdesk.areas.today.documents import DeskFigures, FigureBar, FigurePart, KindFigures
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.fonts import BOLD, REGULAR, font
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, INNER_LINE, MM, OUTER_LINE, SMALL_SIZE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr

_HEADING, _FACTS, _FIRST_TOP, _LATER_TOP = 17.4, 29.0, 33.0, 26.0
_ROW, _BETWEEN, _SECTION = 6.2, 5.0, 6.4
_CHART, _LABEL_ROOM, _MOST_LABELS = 44.0, 5.0, 16
_BAR_SHADE = (0.45, 0.45, 0.45)
_FIGURE = 24.0


def compose(press: Press, figures: DeskFigures, paper: Paper, copy: str) -> None:
    """Draw the figures on as many pages as they need."""
    flow = Flow(first_top=_FIRST_TOP, top=_LATER_TOP, bottom=paper.height - paper.bottom - 6)
    if len(figures.bars) > 1:
        _section(flow, paper, tr("发证（张）"), _CHART)
        flow.put(
            _CHART + _LABEL_ROOM, lambda page, y: draw_bars(page, figures.bars, paper.left, y, paper.room)
        )
    _section(flow, paper, tr("证件，按种类"), _ROW * 3)
    _place_kinds(flow, paper, figures)
    if figures.parts:
        _section(flow, paper, "、".join(part.title for part in figures.parts), _ROW * 2)
        _place_parts(flow, paper, figures.parts)
    flow.skip(_BETWEEN)
    words = tr(
        "在用、未交回、在柜、借出、已租和空位是 {day} 的数，其余是期内发生的次数。",
        day=figures.stood_on.isoformat(),
    )
    flow.put(4.6, lambda page, y: page.text(paper.left, y + 3.4, words, size=SMALL_SIZE))
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        _furniture(page, figures, paper, number, len(flow.pages))
        for y, draw in blocks:
            draw(page, y)


def _section(flow: Flow, paper: Paper, name: str, keep: float) -> None:
    if flow.pages[-1]:
        flow.skip(_BETWEEN)
    flow.put(_SECTION, lambda page, y: page.text(paper.left, y + 4.0, name, face=BOLD), keep=keep)


def _place_kinds(flow: Flow, paper: Paper, figures: DeskFigures) -> None:
    heads = (tr("发证"), tr("续期"), tr("挂失"), tr("交回收回"), tr("在用"), tr("未交回"))
    columns = (
        Column(tr("种类"), paper.room - len(heads) * _FIGURE),
        *(Column(head, _FIGURE, align="right", wrap=False) for head in heads),
    )
    rows = [_row(line, line.kind) for line in figures.kinds]
    rows.append(_row(figures.total, tr("合计"), bold=True))
    table = Table(columns, row_height=_ROW)
    flow.table(table, table.measure(rows), paper.left)


def _row(line: KindFigures, label: str, *, bold: bool = False) -> Row:
    counts = (line.issued, line.renewed, line.lost, line.back, line.in_use, line.late)
    return Row((label, *(f"{count:,}" if count or bold else "" for count in counts)), bold)


def _place_parts(flow: Flow, paper: Paper, parts_: Sequence[FigurePart]) -> None:
    """The first part at the left, the others below each other at the right."""
    label = paper.room / 2 - _FIGURE
    first, *others = parts_
    columns = (
        Column(first.title, label),
        Column(tr("数"), _FIGURE, align="right", wrap=False),
        Column("、".join(part.title for part in others), label),
        Column(tr("数"), _FIGURE, align="right", wrap=False),
    )
    beside = [line for part in others for line in part.lines]
    pairs = zip_longest(first.lines, beside, fillvalue=("", None))
    rows = [Row((left, _words(count), right, _words(number))) for (left, count), (right, number) in pairs]
    table = Table(columns, row_height=_ROW)
    flow.table(table, table.measure(rows), paper.left)


def _words(count: int | None) -> str:
    return "" if count is None else f"{count:,}"


def draw_bars(page: Page, bars: Sequence[FigureBar], x: float, y: float, room: float) -> None:
    """A bar for each; the highest one's count beside the axis."""
    highest = max((bar.count for bar in bars), default=0)
    if not highest:
        page.text(x + room / 2, y + _CHART / 2, tr("期内没有发证"), align="center")
        return
    mark = f"{highest:,}"
    margin = font(REGULAR).width(mark, SMALL_SIZE) / MM + 2.0
    left, wide, base = x + margin, room - margin, y + _CHART
    page.text(left - 1.5, y + 2.2, mark, size=SMALL_SIZE, align="right")
    page.text(left - 1.5, base + 0.8, "0", size=SMALL_SIZE, align="right")
    page.line(left, y, left + wide, y, INNER_LINE, 0.75, (0.8, 0.8))
    page.line(left, base, left + wide, base, OUTER_LINE)
    pitch = wide / len(bars)
    every = -(-len(bars) // _MOST_LABELS)
    for n, bar in enumerate(bars):
        if bar.count:
            high = _CHART * bar.count / highest
            page.fill(left + pitch * n + pitch * 0.14, base - high, pitch * 0.72, high, _BAR_SHADE)
        if n % every == 0:
            page.text(left + pitch * (n + 0.5), base + 4.0, bar.label, size=SMALL_SIZE, align="center")


def _furniture(page: Page, figures: DeskFigures, paper: Paper, number: int, of: int) -> None:
    parts.heading(
        page, _HEADING, tr("钥匙与证件统计"), left=paper.left, right=paper.right, office=figures.office,
        number=_number(figures), bold_number=False,
    )  # fmt: skip
    parts.under_heading(page, _HEADING + 4.6, [parts.page_of(number, of)], paper.left)
    if number == 1:
        days = figures.first.isoformat()
        if figures.last != figures.first:
            days = tr("{first} 至 {last}", first=days, last=figures.last.isoformat())
        page.text(paper.left, _FACTS, f"{figures.estate}　{days}")
    made = tr("制表时间 {at}　{by}", at=parts.minute(figures.made_at), by=figures.made_by)
    parts.foot(page, made, "")


def _number(figures: DeskFigures) -> str:
    if figures.first == figures.last:
        return f"{figures.first:%Y%m%d}"
    return f"{figures.first:%Y%m%d}-{figures.last:%Y%m%d}"


def sample() -> DeskFigures:
    """A month of the sample estate."""
    counts = (2, 1, 0, 3, 4, 1, 0, 2, 5, 1, 0, 0, 2, 6, 1, 3, 2, 0, 4, 3, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    return DeskFigures(
        office="翠湖花园物业服务中心", estate="翠湖花园", first=date(2026, 11, 1), last=date(2026, 11, 30),
        stood_on=date(2026, 11, 21),
        kinds=(
            KindFigures("居住证", 18, 9, 2, 5, 604, 4), KindFigures("临时出入证", 14, 3, 1, 11, 96, 2),
            KindFigures("停车证", 6, 4, 0, 1, 351, 0), KindFigures("搬运证", 4, 0, 0, 0, 1, 0),
        ),
        bars=tuple(FigureBar(f"11-{day:02d}", count) for day, count in enumerate(counts, 1)),
        parts=(
            FigurePart("钥匙", (("在柜（牌）", 214), ("借出", 9), ("其中逾期", 2), ("托管", 31), ("遗失", 1),
                               ("期内借出（次）", 62), ("期内归还（次）", 58))),
            FigurePart("车位", (("出租车位", 120), ("已租", 111), ("其中一个月内到期", 7), ("空位", 9), ("业主车位", 240))),
            FigurePart("出门条", (("期内开出（张）", 17), ("件数", 203))),
        ),
        made_at=datetime(2026, 11, 21, 17, 40), made_by="周敏",  # noqa: DTZ001
    )  # fmt: skip


DESK_FIGURES: Form[DeskFigures] = Form(
    key="desk_figures",
    title="钥匙与证件统计",
    document=DeskFigures,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=_number,
    day=lambda figures: figures.last,
    fault=lambda figures: "",
    bookmark=lambda figures: (tr("钥匙与证件统计"),),
    labels={"office": "物业名称", "estate": "小区名称", "kind": "证件种类", "made_by": "制表人", "label": "名称", "title": "标题"},
)  # fmt: skip
