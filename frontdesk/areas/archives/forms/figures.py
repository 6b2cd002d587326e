"""档案统计 on A4: bars by state, a table by building, residents under it (D1.8)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from frontdesk.areas.archives.documents.figures import FigureCount, FiguresLine, FiguresSheet
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, INNER_LINE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr

_HEADING, _FACTS, _FIRST_TOP, _LATER_TOP = 17.4, 28.0, 31.5, 25.0
_BAR_ROW, _BAR_HIGH, _LABEL, _FIGURE = 6.2, 3.6, 34.0, 26.0
_SHADE = (0.45, 0.45, 0.45)
_NUMBER = 15.5
_AREA = 24.0


def compose(press: Press, sheet: FiguresSheet, paper: Paper, copy: str) -> None:
    """Draw it on as many pages as the buildings take."""
    flow = Flow(first_top=_FIRST_TOP, top=_LATER_TOP, bottom=paper.height - paper.bottom - 4)
    whole = sheet.whole
    states = [FigureCount(word, n) for word, n in zip(sheet.states, whole.states, strict=True)]
    _title(flow, paper, tr("房屋，按状态（户）"))
    _bars(flow, paper, states, whole.units)
    flow.skip(3.0)
    _title(flow, paper, tr("房屋，按楼栋（户）"))
    _buildings(flow, paper, sheet)
    flow.skip(3.0)
    _title(flow, paper, tr("住户、车辆和宠物"))
    _bars(flow, paper, sheet.residents, 0)
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        _furniture(page, sheet, paper, number, len(flow.pages))
        for y, draw in blocks:
            draw(page, y)


def _title(flow: Flow, paper: Paper, words: str) -> None:
    flow.put(6.6, lambda page, y: page.text(paper.left, y + 4.4, words, face=BOLD), keep=20.0)


def _bars(flow: Flow, paper: Paper, counts: list[FigureCount] | tuple[FigureCount, ...], whole: int) -> None:
    """A lying bar for each, its figure behind it; with *whole* the share as well."""
    most = max((count.count for count in counts), default=0)
    room = paper.room - _LABEL - _FIGURE

    def row(count: FigureCount) -> None:
        share = tr("（{n}%）", n=round(100 * count.count / whole)) if whole else ""

        def draw(page: Page, y: float) -> None:
            page.text(paper.left, y + 4.3, tr(count.word))
            wide = room * count.count / most if most else 0.0
            left = paper.left + _LABEL
            if wide:
                page.fill(left, y + (_BAR_ROW - _BAR_HIGH) / 2, wide, _BAR_HIGH, _SHADE)
            page.line(left, y, left, y + _BAR_ROW, INNER_LINE)
            page.text(left + wide + 1.5, y + 4.3, f"{count.count:,}{share}")

        flow.put(_BAR_ROW, draw)

    for count in counts:
        row(count)


def _buildings(flow: Flow, paper: Paper, sheet: FiguresSheet) -> None:
    figures = [tr("合计"), *(tr(word) for word in sheet.states), tr("已收楼"), tr("未交付")]
    rest = paper.room - _NUMBER * len(figures) - _AREA
    table = Table(
        (
            Column(tr("楼栋"), rest),
            *(Column(head, _NUMBER, align="right", wrap=False) for head in figures),
            Column(tr("面积（㎡）"), _AREA, align="right", wrap=False),
        ),
        row_height=6.2,
    )
    rows = [_row(line.building, line, bold=False) for line in sheet.lines]
    rows.append(_row(tr("合计"), sheet.whole, bold=True))
    flow.table(table, table.measure(rows), paper.left)


def _row(name: str, line: FiguresLine, *, bold: bool) -> Row:
    counts = (line.units, *line.states, line.handed_over, line.units - line.handed_over)
    return Row((name, *(f"{n:,}" if n else "—" for n in counts), f"{line.area:,.2f}"), bold=bold)


def _furniture(page: Page, sheet: FiguresSheet, paper: Paper, number: int, of: int) -> None:
    parts.heading(
        page, _HEADING, tr("档案统计"), left=paper.left, right=paper.right, office=sheet.office,
        number=number_of(sheet), bold_number=False,
    )  # fmt: skip
    parts.under_heading(page, _HEADING + 4.6, [parts.page_of(number, of)], paper.left)
    if number == 1:
        on = tr("{on} 当天的情况", on=sheet.on.isoformat())
        page.text(paper.left, _FACTS, f"{sheet.estate}　{on}")
        counted = tr("只算{kind}", kind=tr(sheet.kind)) if sheet.kind else tr("全部种类的房屋")
        page.text(paper.right, _FACTS, counted, align="right")
    parts.foot(page, tr("打印时间 {at}　{by}", at=parts.minute(sheet.made_at), by=sheet.made_by), "")


def number_of(sheet: FiguresSheet) -> str:
    """`20261121`."""
    return f"{sheet.on:%Y%m%d}"


def sample() -> FiguresSheet:
    """Five buildings of the sample estate."""
    states = ("未售", "未收楼", "空置", "自住", "出租", "装修中")
    rows = (
        ("1栋", (0, 2, 5, 71, 16, 2), 94), ("2栋", (0, 0, 4, 70, 21, 1), 96), ("3栋", (4, 5, 9, 98, 25, 3), 135),
        ("4栋", (0, 3, 6, 82, 18, 1), 107), ("5栋", (12, 8, 7, 60, 9, 2), 78),
    )  # fmt: skip
    lines = tuple(
        FiguresLine(name, sum(own), own, handed, Decimal("98.07") * sum(own)) for name, own, handed in rows
    )
    people = (
        ("业主", 612), ("家庭成员", 840), ("租客", 131), ("代理人", 9), ("住户合计", 1575), ("外籍", 12),
        ("非本地（暂住登记）", 188), ("车辆", 403), ("车位", 388), ("宠物", 57),
    )  # fmt: skip
    return FiguresSheet(
        office="翠湖花园物业服务中心", estate="翠湖花园", on=date(2026, 11, 21), kind="", states=states, lines=lines,
        residents=tuple(FigureCount(word, n) for word, n in people),
        made_at=datetime(2026, 11, 21, 16, 40), made_by="何倩",  # noqa: DTZ001
    )  # fmt: skip


ARCHIVE_FIGURES: Form[FiguresSheet] = Form(
    key="archive_figures",
    title="档案统计",
    document=FiguresSheet,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=number_of,
    day=lambda sheet: sheet.on,
    fault=no_fault,
    labels={
        "office": "物业名称", "estate": "小区名称", "building": "楼栋", "kind": "种类", "states": "状态", "word": "项目",
        "made_by": "打印人",
    },
)  # fmt: skip
