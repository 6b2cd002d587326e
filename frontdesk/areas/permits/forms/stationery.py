"""票证领用表 and 票证盘点表 on A4 (D3.8)."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.fees.forms.letter import Letter, head
from frontdesk.areas.permits.documents.stationery import (
    CountedLine,
    DrawnLine,
    StationeryCount,
    StationeryDraw,
)
from frontdesk.areas.permits.forms import common
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Measured, Row, Table
from frontdesk.base.values.capitals import capitals
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

_ROW = 7.6
_FACTS = 30.0
_TOP = 34.0
_MARK = 23.6


# -- 票证领用表 --


def compose_draw(press: Press, drawn: StationeryDraw, paper: Paper, copy: str) -> None:
    """Draw what the desk took over, to be signed by both."""
    sheet = Letter(paper, paper.height - paper.bottom - 5, first_top=_TOP)
    widths = (10.0, 36.0, 38.0, 38.0, 18.0)
    table = Table(
        (
            Column(tr("序"), widths[0], align="center", wrap=False),
            Column(tr("票证"), widths[1]),
            Column(tr("起号"), widths[2], wrap=False),
            Column(tr("止号"), widths[3], wrap=False),
            Column(tr("数量"), widths[4], align="right", wrap=False),
            Column(tr("说明"), paper.room - sum(widths)),
        ),
        style="ruled",
        row_height=_ROW,
    )
    rows = [
        Row((str(n), line.kind, line.first, line.last, f"{line.pieces:,}", line.words))
        for n, line in enumerate(drawn.lines, 1)
    ]
    rows.append(Row((tr("合计"), "", "", "", f"{drawn.pieces:,}", ""), bold=True))
    sheet.flow.table(table, table.measure(rows), paper.left)
    sheet.flow.skip(2)
    if drawn.words:
        sheet.paragraph(tr("备注：{words}", words=drawn.words), size=9, indent=False)
    sheet.flow.put(14.0, lambda page, y: _draw_draw_signatures(page, y + 10, drawn))

    def furniture(page: Page, number: int, of: int) -> None:
        head(page, tr("票证领用表"), drawn.office, drawn.number, (number, of))
        common.marks(page, _MARK, None, drawn.reprint)
        if number == 1:
            page.text(paper.left, _FACTS, drawn.estate)
            page.text(paper.right, _FACTS, parts.long_day(drawn.day), align="right")
        parts.foot(page, tr("一式两份：财务、前台"), drawn.number, copy)

    sheet.draw(press, furniture)


def _draw_draw_signatures(page: Page, y: float, drawn: StationeryDraw) -> None:
    paper = page.paper
    parts.signature(page, paper.left, y, tr("发出 {name}", name=drawn.handed_by))
    parts.signature(page, paper.left + 66, y, tr("领用 {name}", name=drawn.taken_by))
    parts.signature_before(page, paper.right, y, tr("日期"), 26)


def draw_sample() -> StationeryDraw:
    """A month's blanks."""
    return StationeryDraw(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="LY-20261121-01", day=date(2026, 11, 21),
        lines=(
            DrawnLine("居住证", "JZ004401", "JZ004600", 200),
            DrawnLine("临时出入证", "LS001151", "LS001350", 200, "蓝色卡"),
            DrawnLine("有偿服务单", "00120001", "00120050", 50, "一本"),
        ),
        handed_by="方怡", taken_by="何倩", words="旧版搬运证 12 张同日交回财务",
    )  # fmt: skip


STATIONERY_DRAW: Form[StationeryDraw] = Form(
    key="stationery_draw",
    title="票证领用表",
    document=StationeryDraw,
    sizes=(A4,),
    compose=compose_draw,
    sample=draw_sample,
    number=lambda drawn: drawn.number,
    day=lambda drawn: drawn.day,
    fault=no_fault,
    copies=lambda paper: (tr("财务联"), tr("前台联")),
    labels={
        "office": "物业名称", "estate": "小区名称", "number": "编号", "kind": "票证", "first": "起号", "last": "止号",
        "handed_by": "发出人", "taken_by": "领用人", "words": "说明", "by": "经手人",
    },
)  # fmt: skip


# -- 票证盘点表 --


def compose_count(press: Press, count: StationeryCount, paper: Paper, copy: str) -> None:
    """Draw the month's books beside what was counted; which numbers are left stands under each kind."""
    sheet = Letter(paper, paper.height - paper.bottom - 5, first_top=_TOP)
    sheet.flow.table(*_count_table(count, paper), paper.left)
    sheet.flow.skip(3)
    for line in count.lines:
        for words in _numbers(line):
            sheet.paragraph(words, size=9, indent=False, after=0.6)
    sheet.flow.skip(3)
    if count.copies:
        sheet.section(tr("复印费"), rows=1)
        sheet.paragraph(
            tr(
                "复印 {copies} 张 × {price} 元 = ¥{money}（{capitals}），{words}。",
                copies=f"{count.copies:,}", price=count.copy_price, money=count.copy_money,
                capitals=capitals(count.copy_money), words=count.copy_words or tr("已上交"),
            ),
            size=9.5, indent=False, after=2,
        )  # fmt: skip
    if count.words:
        sheet.paragraph(tr("备注：{words}", words=count.words), size=9, indent=False)
    sheet.flow.put(14.0, lambda page, y: _draw_count_signatures(page, y + 10, count))

    def furniture(page: Page, number: int, of: int) -> None:
        head(page, tr("票证盘点表"), count.office, count.number, (number, of))
        common.marks(page, _MARK, None, count.reprint)
        if number == 1:
            page.text(
                paper.left, _FACTS, tr("{estate}　{month} 月末", estate=count.estate, month=count.month)
            )
            page.text(paper.right, _FACTS, tr("盘点 {day}", day=parts.long_day(count.day)), align="right")
        parts.foot(page, tr("一式两份：财务、前台"), count.number, copy)

    sheet.draw(press, furniture)


def _count_table(count: StationeryCount, paper: Paper) -> tuple[Table, list[Measured]]:
    kind, figure = 34.0, 15.0
    heads = (
        tr("上月结存"),
        tr("领用"),
        tr("使用"),
        tr("作废"),
        tr("退回"),
        tr("账存"),
        tr("实盘"),
        tr("差异"),
    )
    table = Table(
        (
            Column(tr("票证"), kind),
            *(Column(words, figure, align="right", wrap=False) for words in heads),
            Column(tr("差异说明"), paper.room - kind - figure * len(heads)),
        ),
        style="ruled",
        row_height=_ROW,
        size=8.5,
        pad=1.2,
    )
    rows = [
        Row(
            (
                line.kind,
                *(f"{n:,}" for n in (line.before, line.drawn, line.used, line.spoiled, line.returned, line.left, line.counted)),
                _difference(line.difference),
                line.reason or (tr("待查") if line.difference else ""),
            )
        )
        for line in count.lines
    ]  # fmt: skip
    return table, table.measure(rows)


def _difference(pieces: int) -> str:
    return "0" if pieces == 0 else f"+{pieces}" if pieces > 0 else f"−{-pieces}"


def _numbers(line: CountedLine) -> list[str]:
    words = []
    if line.left_numbers:
        words.append(tr("{kind} 账上结存：{numbers}", kind=line.kind, numbers=line.left_numbers))
    if line.counted_numbers and line.counted_numbers != line.left_numbers:
        words.append(tr("{kind} 实盘：{numbers}", kind=line.kind, numbers=line.counted_numbers))
    return words


def _draw_count_signatures(page: Page, y: float, count: StationeryCount) -> None:
    paper = page.paper
    parts.signature(page, paper.left, y, tr("盘点 {name}", name=count.counted_by))
    parts.signature(page, paper.left + 66, y, tr("监盘"))
    parts.signature_before(page, paper.right, y, tr("财务"), 30)


def _fault(count: StationeryCount) -> str:
    for line in count.lines:
        if line.before + line.drawn - line.used - line.spoiled - line.returned != line.left:
            return tr("{kind} 的收发存对不上，盘点表没有打印", kind=line.kind)
    if count.copy_money != count.copy_price * count.copies:
        return tr("复印费和张数、单价对不上，盘点表没有打印")
    return ""


def count_sample() -> StationeryCount:
    """November's, with one blank missing."""
    return StationeryCount(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="PD-202611", month="2026-11", day=date(2026, 11, 30),
        counted_by="何倩",
        lines=(
            CountedLine("居住证", 86, 200, 72, 2, 0, 212, 212, "JZ004389–004600", "JZ004389–004600"),
            CountedLine("临时出入证", 40, 200, 121, 0, 0, 119, 118, "LS001232–001350", "LS001232–001340，001342–001350",
                        "LS001341 未找到，11-30 已报主管"),
            CountedLine("搬运证", 60, 0, 18, 1, 12, 29, 29, "BY000880–000908"),
            CountedLine("有偿服务单", 30, 50, 44, 0, 0, 36, 36, "00120015–00120050"),
            CountedLine("收据本", 3, 5, 4, 0, 0, 4, 4),
        ),
        copies=326, copy_price=Money(50), copy_money=Money(16300), copy_words="已交财务 方怡，收据 SJ00020977",
    )  # fmt: skip


STATIONERY_COUNT: Form[StationeryCount] = Form(
    key="stationery_count",
    title="票证盘点表",
    document=StationeryCount,
    sizes=(A4,),
    compose=compose_count,
    sample=count_sample,
    number=lambda count: count.number,
    day=lambda count: count.day,
    fault=_fault,
    copies=lambda paper: (tr("财务联"), tr("前台联")),
    labels={
        "office": "物业名称", "estate": "小区名称", "number": "编号", "month": "月份", "kind": "票证",
        "left_numbers": "结存号码", "counted_numbers": "实盘号码", "reason": "差异说明", "counted_by": "盘点人",
        "copy_words": "复印费", "words": "备注", "by": "经手人",
    },
)  # fmt: skip
