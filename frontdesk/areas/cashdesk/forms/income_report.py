"""收款报表 of a day, month, quarter or year: a bar for each day or month, then the takings taken apart four ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from frontdesk.areas.cashdesk.documents import (
    HeldLine,
    IncomeReport,
    ReportBar,
    ReportLine,
    ReportPart,
)
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Draw, Flow
from frontdesk.base.printing.fonts import BOLD, REGULAR, font
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, BODY_SIZE, INNER_LINE, MM, OUTER_LINE, SMALL_SIZE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr

_HEADING = 17.4
_FACTS = 29.0
_FIRST_TOP = 33.0
_LATER_TOP = 26.0
_ROW = 6.2
_BETWEEN = 5.0
_SECTION = 6.4
_CHART = 44.0
_BAR_SHADE = (0.45, 0.45, 0.45)
_BELOW_SHADE = (0.8, 0.8, 0.8)
_LABEL_ROOM = 5.0
_MOST_LABELS = 16
_COUNT, _FIGURE = 18.0, 32.0


def compose(press: Press, report: IncomeReport, paper: Paper, copy: str) -> None:
    """Draw the report on as many pages as it needs."""
    flow = Flow(first_top=_FIRST_TOP, top=_LATER_TOP, bottom=paper.height - paper.bottom - 6)
    if len(report.bars) > 1:
        _section(flow, paper, report.bars_title, _CHART)
        flow.put(
            _CHART + _LABEL_ROOM, lambda page, y: draw_bars(page, report.bars, paper.left, y, paper.room)
        )
    for part in report.parts:
        _section(flow, paper, part.title, _ROW * 3)
        _place_part(flow, paper, part)
    if report.held:
        _section(
            flow, paper, tr("代管的钱（不计入收入），截至 {day}", day=report.held_on.isoformat()), _ROW * 2
        )
        _place_held(flow, paper, report.held)
    flow.skip(_BETWEEN)
    for words in _closing_words(report):
        flow.put(4.6, _line(paper, words))
    for number, blocks in enumerate(flow.pages, 1):
        page = press.page(paper)
        _furniture(page, report, paper, number, len(flow.pages))
        for y, draw in blocks:
            draw(page, y)


def _line(paper: Paper, words: str) -> Draw:
    return lambda page, y: page.text(paper.left, y + 3.4, words, size=SMALL_SIZE)


def _section(flow: Flow, paper: Paper, name: str, keep: float) -> None:
    if flow.pages[-1]:
        flow.skip(_BETWEEN)
    flow.put(_SECTION, lambda page, y: page.text(paper.left, y + 4.0, name, face=BOLD), keep=keep)


def _columns(paper: Paper, first: str) -> tuple[Column, ...]:
    return (
        Column(first, paper.room - _COUNT - 3 * _FIGURE),
        Column(tr("张数"), _COUNT, align="right", wrap=False),
        Column(tr("收款"), _FIGURE, align="right", wrap=False),
        Column(tr("退款"), _FIGURE, align="right", wrap=False),
        Column(tr("净收"), _FIGURE, align="right", wrap=False, bold=True),
    )


def _place_part(flow: Flow, paper: Paper, part: ReportPart) -> None:
    heads = {
        "item": tr("收费项目"),
        "building": tr("楼栋"),
        "cashier": tr("收款员"),
        "tender": tr("收款方式"),
    }
    table = Table(_columns(paper, heads.get(part.key, part.title)), row_height=_ROW)
    rows = [_row(line) for line in part.lines]
    # A receipt with two items counts in both, so that counts of parts have no sum.
    rows.append(_row(ReportLine(tr("合计"), 0, part.taken, part.refunded), bold=True))
    flow.table(table, table.measure(rows), paper.left)


def _row(line: ReportLine, *, bold: bool = False) -> Row:
    count = f"{line.count:,}" if line.count else ""
    back = str(-line.refunded) if line.refunded else ""
    return Row((line.label, count, str(line.taken), back, str(line.net)), bold)


def _place_held(flow: Flow, paper: Paper, held: Sequence[HeldLine]) -> None:
    columns = (
        Column(tr("种类"), paper.room - _COUNT - _FIGURE),
        Column(tr("笔数"), _COUNT, align="right", wrap=False),
        Column(tr("余额"), _FIGURE, align="right", wrap=False, bold=True),
    )
    table = Table(columns, row_height=_ROW)
    rows = [Row((line.label, f"{line.count:,}", str(line.amount))) for line in held]
    rows.append(Row((tr("合计"), "", str(total(line.amount for line in held))), True))
    flow.table(table, table.measure(rows), paper.left)


def _closing_words(report: IncomeReport) -> list[str]:
    words = [
        tr("期内日结 {n} 班，合计净收 {net}。", n=report.closed_shifts, net=report.closed_net),
        tr("四种分法、图和日结的合计互相核对过。收款已减找零和作废；押金、预存款余额不计入收入。"),
    ]
    if report.open_shifts:
        words.insert(1, tr("还有 {n} 个班没有日结，它们的收款也在表里。", n=report.open_shifts))
    return words


def draw_bars(page: Page, bars: Sequence[ReportBar], x: float, y: float, room: float) -> None:
    """A bar for each, upwards from nothing and downwards below it; the highest one's amount beside the axis."""
    highest = max((bar.amount for bar in bars), default=ZERO)
    lowest = min((bar.amount for bar in bars), default=ZERO)
    top, low = max(highest.fen, 0), min(lowest.fen, 0)
    span = top - low
    mark = str(highest)
    margin = font(REGULAR).width(mark, SMALL_SIZE) / MM + 2.0
    left, wide = x + margin, room - margin
    if not span:
        page.text(x + room / 2, y + _CHART / 2, tr("期内没有收款"), align="center", size=BODY_SIZE)
        return
    base = y + _CHART * top / span
    page.text(left - 1.5, y + 2.2, mark, size=SMALL_SIZE, align="right")
    page.text(left - 1.5, base + 0.8, "0", size=SMALL_SIZE, align="right")
    page.line(left, y, left + wide, y, INNER_LINE, 0.75, (0.8, 0.8))
    page.line(left, base, left + wide, base, OUTER_LINE)
    pitch = wide / len(bars)
    every = -(-len(bars) // _MOST_LABELS)
    for n, bar in enumerate(bars):
        high = _CHART * abs(bar.amount.fen) / span
        at = left + pitch * n + pitch * 0.14
        if bar.amount.fen > 0:
            page.fill(at, base - high, pitch * 0.72, high, _BAR_SHADE)
        elif bar.amount.fen < 0:
            page.fill(at, base, pitch * 0.72, high, _BELOW_SHADE)
        if n % every == 0:
            page.text(left + pitch * (n + 0.5), y + _CHART + 4.0, bar.label, size=SMALL_SIZE, align="center")


def _furniture(page: Page, report: IncomeReport, paper: Paper, number: int, of: int) -> None:
    span = _span_number(report)
    parts.heading(
        page, _HEADING, report.title, left=paper.left, right=paper.right, office=report.office, number=span,
        bold_number=False,
    )  # fmt: skip
    parts.under_heading(page, _HEADING + 4.6, [parts.page_of(number, of)], paper.left)
    if number == 1:
        days = report.first.isoformat()
        if report.last != report.first:
            days = tr("{first} 至 {last}", first=days, last=report.last.isoformat())
        page.text(paper.left, _FACTS, f"{report.estate}　{days}")
        net = [(tr("净收 "), REGULAR, BODY_SIZE), (str(report.net), BOLD, 12.0)]
        page.pieces(paper.right, _FACTS, net, "right")
    made = tr("制表时间 {at}　{by}", at=parts.minute(report.made_at), by=report.made_by)
    parts.foot(page, made, tr("单位：元"))


def _span_number(report: IncomeReport) -> str:
    if report.first == report.last:
        return f"{report.first:%Y%m%d}"
    return f"{report.first:%Y%m%d}-{report.last:%Y%m%d}"


def _fault(report: IncomeReport) -> str:
    return report.fault()


def sample() -> IncomeReport:
    """A month of the sample estate; its parts, bars and closes add up to the same."""
    days = [Money(fen * 100) for fen in (
        2180, 3360, 2955, 1890, 2240, 960, 0, 4415, 3820, 5010, 6240, 5475, 3300, 0, 7215, 8830, 9645, 11020, 12480,
        9985, 10516, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    )]  # fmt: skip
    net = total(days)
    heating = Money(5200000)
    water = Money(1284050)
    parking = Money(960000)
    service = net + Money(38320) - heating - water - parking
    items = (
        ReportLine("物业服务费", 214, service, Money(25536)),
        ReportLine("供暖费", 19, heating, Money(12784)),
        ReportLine("水费", 96, water),
        ReportLine("车位管理费", 64, parking),
    )
    cash, wechat, alipay, card = Money(1846020), Money(4520000), Money(1830000), Money(1990000)
    transfer = net + Money(38320) - cash - wechat - alipay - card
    tenders = (
        ReportLine("现金", 61, cash, Money(12784)),
        ReportLine("微信", 142, wechat, Money(25536)),
        ReportLine("支付宝", 48, alipay),
        ReportLine("刷卡", 21, card),
        ReportLine("转账", 9, transfer),
    )
    one, two = Money(4033000), Money(3120050)
    buildings = (
        ReportLine("1栋", 98, one, Money(12784)),
        ReportLine("2栋", 77, two),
        ReportLine("3栋", 106, net + Money(38320) - one - two, Money(25536)),
    )
    morning = Money(6105000)
    cashiers = (
        ReportLine("林晓", 168, morning, Money(38320)),
        ReportLine("陈璐", 113, net + Money(38320) - morning),
    )
    return IncomeReport(
        office="翠湖花园物业服务中心", estate="翠湖花园", title="收款月报", first=date(2026, 11, 1), last=date(2026, 11, 30),
        parts=(
            ReportPart("item", "按项目", items), ReportPart("building", "按楼栋", buildings),
            ReportPart("cashier", "按收款员", cashiers), ReportPart("tender", "按方式", tenders),
        ),
        bars=tuple(ReportBar(f"11-{day}", amount) for day, amount in enumerate(days, 1)),
        bars_title="每天净收",
        held=(
            HeldLine("装修押金", 7, Money(1400000)), HeldLine("钥匙押金", 3, Money(30000)),
            HeldLine("预存款", 12, Money(866450)),
        ),
        closed_shifts=26, closed_net=net - days[20], open_shifts=1,
        made_at=datetime(2026, 11, 21, 17, 40), made_by="周敏",  # noqa: DTZ001
    )  # fmt: skip


INCOME_REPORT: Form[IncomeReport] = Form(
    key="income_report",
    title="收款报表",
    document=IncomeReport,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=_span_number,
    day=lambda report: report.last,
    fault=_fault,
    bookmark=lambda report: (report.title,),
    labels={
        "office": "物业名称", "estate": "小区名称", "label": "名称", "title": "标题", "made_by": "制表人",
        "bars_title": "图的标题",
    },
)  # fmt: skip
