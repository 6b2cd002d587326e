"""钥匙清点表: a cabinet counted: what is there, what is missing, what should not be there, to be signed (D3.2)."""

from __future__ import annotations

from datetime import date, datetime

from frontdesk.areas.keys.documents import CountedLine, CountSheet
from frontdesk.areas.keys.forms import common
from frontdesk.areas.keys.rules.counting import Found
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.fonts import BOLD
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr

_HEADING = 17.4


def compose(press: Press, sheet: CountSheet, paper: Paper, copy: str) -> None:
    """Differences first, with what explains them; then everything by hook."""
    flow = Flow(first_top=37.0, top=26.0, bottom=paper.height - paper.bottom - 5)
    different = [line for line in sheet.lines if line.expected != line.found]
    if different:
        _section(flow, paper, tr("有差异的 {n} 块牌", n=len(different)))
        _table(flow, paper, different)
        flow.skip(3)
    else:
        _section(flow, paper, tr("没有差异"))
    _section(flow, paper, tr("全部 {n} 块牌", n=len(sheet.lines)))
    _table(flow, paper, sheet.lines)
    flow.put(20.0, lambda page, y: _draw_end(page, y, sheet))
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        common.heading(page, _HEADING, tr("钥匙清点表"), sheet.office, sheet.number, sheet.reprint)
        parts.under_heading(page, _HEADING + 4.6, [copy, parts.page_of(number, len(flow.pages))], paper.left)
        if number == 1:
            _draw_facts(page, sheet)
        for y, draw in blocks:
            draw(page, y)
        parts.foot(page, tr("清点 {name}", name=sheet.clerk), sheet.estate)


def _draw_facts(page: Page, sheet: CountSheet) -> None:
    paper = page.paper
    common.fact(page, paper.left, 28.0, tr("钥匙柜"), sheet.cabinet or tr("没有写柜号的"), 80, bold=True)
    at = tr("{begun} 至 {closed}", begun=parts.minute(sheet.begun_at), closed=parts.minute(sheet.closed_at))
    page.text(paper.right, 28.0, at, align="right")
    words = tr(
        "在 {there}，缺 {missing}，不该在 {unexpected}",
        there=sheet.there, missing=sheet.missing, unexpected=sheet.unexpected,
    )  # fmt: skip
    page.text(paper.left, 33.5, words, face=BOLD)


def _section(flow: Flow, paper: Paper, name: str) -> None:
    flow.put(6.4, lambda page, y: page.text(paper.left, y + 4.4, name, face=BOLD), keep=13.0)


def _table(flow: Flow, paper: Paper, lines: tuple[CountedLine, ...] | list[CountedLine]) -> None:
    fixed = (22.0, 22.0, 44.0, 20.0, 12.0, 12.0, 16.0)
    hook, tag, where, kind, expected, found, result = fixed
    columns = (
        Column(tr("挂位"), hook),
        Column(tr("牌号"), tag, wrap=False, bold=True),
        Column(tr("房号或地点"), where),
        Column(tr("种类"), kind),
        Column(tr("应有"), expected, align="right", wrap=False),
        Column(tr("实有"), found, align="right", wrap=False),
        Column(tr("结果"), result, wrap=False),
        Column(tr("说明"), paper.room - sum(fixed)),
    )
    table = Table(columns, row_height=6.4, size=8.5)
    rows = [
        Row(
            (
                line.hook, line.tag, line.where, line.kind, str(line.expected), str(line.found), line.result,
                line.words,
            ),
            bold=line.expected != line.found,
        )
        for line in lines
    ]  # fmt: skip
    flow.table(table, table.measure(rows), paper.left)


def _draw_end(page: Page, y: float, sheet: CountSheet) -> None:
    paper = page.paper
    common.number_code(page, paper.right - common.QR_SIDE, y + 3, sheet.number)
    at = parts.signature(page, paper.left, y + 13, tr("清点人"), length=38)
    at = parts.signature(page, at + 5, y + 13, tr("监盘人"), length=38)
    parts.signature(page, at + 5, y + 13, tr("主管"), length=34)


def _fault(sheet: CountSheet) -> str:
    differences = [line.found - line.expected for line in sheet.lines]
    counted = (
        sum(d == 0 for d in differences),
        sum(d < 0 for d in differences),
        sum(d > 0 for d in differences),
    )
    if counted == (sheet.there, sheet.missing, sheet.unexpected):
        return ""
    return tr("钥匙清点表 {number} 的合计和明细对不上，没有打印", number=sheet.number)


def sample() -> CountSheet:
    """A cabinet of a dozen hooks with one key missing and one that should hang elsewhere."""
    there, missing, unexpected = (found.value for found in Found)
    lines = [
        CountedLine(f"K-{100 + n:06d}", f"3-1-{n:02d}02", "入户门", f"A 柜 {n:02d}", 1, 1, there)
        for n in range(1, 11)
    ]
    lines.append(
        CountedLine(
            "K-000111", "3-1-1102", "入户门", "A 柜 11", 2, 1, missing, "11-20 工程部借用未登记，已补登"
        )
    )
    lines.append(
        CountedLine(
            "K-000007", "3 栋 1 单元 12 层水表井", "水表井", "B 柜 03", 0, 1, unexpected, "挂错柜，已放回"
        )
    )
    return CountSheet(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="QD-20261121-001", day=date(2026, 11, 21),
        cabinet="A 柜", begun_at=datetime(2026, 11, 21, 8, 40), closed_at=datetime(2026, 11, 21, 9, 2),  # noqa: DTZ001
        lines=tuple(lines), there=10, missing=1, unexpected=1, clerk="何倩",
    )  # fmt: skip


KEY_COUNT: Form[CountSheet] = Form(
    key="key_count",
    title="钥匙清点表",
    document=CountSheet,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda sheet: sheet.number,
    day=lambda sheet: sheet.day,
    fault=_fault,
    bookmark=lambda sheet: (sheet.number,),
    labels=common.LABELS,
)
