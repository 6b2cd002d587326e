"""收缴率: what fell due, what of it is paid, and a bar for each line against the trade's 90 % (M8.2)."""

from __future__ import annotations

from datetime import date, datetime

from frontdesk.areas.fees.documents import RateLine, RateReport
from frontdesk.areas.fees.forms import letter
from frontdesk.areas.fees.rules.rate import TARGET_PERCENT, below_target, percent_words, permille
from frontdesk.base.printing import parts
from frontdesk.base.printing.fonts import BOLD, REGULAR
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, BODY_SIZE, INNER_LINE, OUTER_LINE, SMALL_SIZE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Measured, Row, Table
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.text import tr

_FACTS = 28.0
_BAR = 38.0
_BAR_HIGH = 3.0
_GREY = (0.62, 0.62, 0.62)
_LIGHT = (0.86, 0.86, 0.86)
_PAGES_ROWS = 6.4


def compose(press: Press, report: RateReport, paper: Paper, copy: str) -> None:
    """Draw the table; in its last column a bar for each line, a stroke at 90 %."""
    sheet = letter.Letter(paper, paper.height - paper.bottom - 5, first_top=_FACTS + 9)
    columns = _columns(report, paper)
    table = Table(columns, row_height=_PAGES_ROWS)
    lines = [*report.lines, RateLine(tr("合计"), 0, report.due, report.paid)]
    measured = table.measure([_row(line, last=n == len(lines) - 1) for n, line in enumerate(lines)])
    rest = list(zip(lines, measured, strict=True))
    head = table.head().height
    while rest:
        if head + rest[0][1].height > sheet.flow.room and sheet.flow.pages[-1]:
            sheet.flow.turn()
        part: list[tuple[RateLine, Measured]] = []
        used = head
        while rest and (not part or used + rest[0][1].height <= sheet.flow.room):
            used += rest[0][1].height
            part.append(rest.pop(0))
        _place(sheet, table, part, used, paper)
    under = sum(1 for line in report.lines if line.level == 0 and below_target(line.paid, line.due))
    sheet.flow.skip(1.5)
    words = tr(
        "竖线是 {target}%。收缴率 = 期内到期的应收里已缴的 ÷ 期内到期的应收；减免、补收已计入应收。",
        target=TARGET_PERCENT,
    )  # fmt: skip
    sheet.line(words, 4.4, size=SMALL_SIZE)
    if under:
        told = tr("{n} 行没有到 {target}%，标了“低”。", n=under, target=TARGET_PERCENT)
        sheet.line(told, 4.4, size=SMALL_SIZE)

    def furniture(page: Page, number: int, of: int) -> None:
        parts.heading(
            page, letter.HEADING, tr("收缴率"), left=paper.left, right=paper.right, office=report.office,
            number=f"{report.first:%Y%m}-{report.last:%Y%m}", bold_number=False,
        )  # fmt: skip
        parts.under_heading(page, letter.HEADING + 4.6, [parts.page_of(number, of)], paper.left)
        if number == 1:
            span = tr(
                "到期日 {first} 至 {last}", first=report.first.isoformat(), last=report.last.isoformat()
            )
            page.text(paper.left, _FACTS, span)
            until = tr("缴费算到 {on}", on=report.on.isoformat())
            page.text(paper.width / 2, _FACTS, until, align="center")
            whole = percent_words(permille(report.paid, report.due))
            page.pieces(
                paper.right, _FACTS, [(tr("合计收缴率 "), REGULAR, BODY_SIZE), (whole, BOLD, 12.0)], "right"
            )  # fmt: skip
        made = tr("打印时间 {at}　{by}", at=parts.minute(report.made_at), by=report.made_by)
        parts.foot(page, made, tr("单位：元"))

    sheet.draw(press, furniture)


def _place(
    sheet: letter.Letter, table: Table, part: list[tuple[RateLine, Measured]], height: float, paper: Paper
) -> None:
    def draw(page: Page, y: float) -> None:
        table.draw(page, paper.left, y, [row for _, row in part])
        at = y + table.head().height
        for line, row in part:
            _draw_bar(page, line, paper.right - _BAR + 2, at + row.height / 2)
            at += row.height

    sheet.flow.put(height, draw)


def _draw_bar(page: Page, line: RateLine, x: float, middle: float) -> None:
    room = _BAR - 4
    rate = permille(line.paid, line.due)
    if rate is None:
        return
    top = middle - _BAR_HIGH / 2
    wide = room * max(0, min(1000, rate)) / 1000
    low = below_target(line.paid, line.due)
    page.fill(x, top, wide, _BAR_HIGH, _LIGHT if low else _GREY)
    page.rect(x, top, room, _BAR_HIGH, INNER_LINE)
    mark = x + room * TARGET_PERCENT / 100
    page.line(mark, top - 0.9, mark, top + _BAR_HIGH + 0.9, OUTER_LINE)


def _columns(report: RateReport, paper: Paper) -> tuple[Column, ...]:
    fixed = (13.0, 25.0, 25.0, 23.0, 20.0, _BAR)
    units, due, paid, open_, rate, _bar = fixed
    return (
        Column(tr(report.by), paper.room - sum(fixed)),
        Column(tr("户数"), units, align="right", wrap=False),
        Column(tr("到期应收"), due, align="right", wrap=False),
        Column(tr("已缴"), paid, align="right", wrap=False),
        Column(tr("未缴"), open_, align="right", wrap=False),
        Column(tr("收缴率"), rate, align="right", wrap=False),
        Column("", _BAR),
    )


def _row(line: RateLine, *, last: bool) -> Row:
    words = percent_words(permille(line.paid, line.due))
    if below_target(line.paid, line.due):
        words = tr("{rate} 低", rate=words)
    label = "\u3000" * line.level + line.label
    units = "" if last else f"{line.units:,}"
    return Row(
        (label, units, str(line.due), str(line.paid), str(line.due - line.paid), words, ""),
        bold=last or line.level == 0,
    )


def _fault(report: RateReport) -> str:
    return "" if report.adds_up else tr("收缴率的合计和各行对不上，没有打印")


def sample() -> RateReport:
    """Two buildings with their items; one of them under 90 %."""
    lines = (
        RateLine("2栋", 96, Money(2656128), Money(2582400)),
        RateLine("物业服务费", 96, Money(2456128), Money(2382400), 1),
        RateLine("车位管理费", 25, Money(200000), Money(200000), 1),
        RateLine("3栋", 144, Money(3981600), Money(2986200)),
        RateLine("物业服务费", 144, Money(3677184), Money(2757888), 1),
        RateLine("车位管理费", 38, Money(304416), Money(228312), 1),
        RateLine("地下车库", 0, Money(0), Money(0)),
    )
    tops = [line for line in lines if line.level == 0]
    return RateReport(
        office="翠湖花园物业服务中心", estate="翠湖花园", first=date(2026, 1, 1), last=date(2026, 10, 31),
        on=date(2026, 11, 21), by="楼栋", lines=lines, due=total(t.due for t in tops), paid=total(t.paid for t in tops),
        made_at=datetime(2026, 11, 21, 14, 5), made_by="方怡",  # noqa: DTZ001
    )  # fmt: skip


RATE_REPORT: Form[RateReport] = Form(
    key="rate_report",
    title="收缴率",
    document=RateReport,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda report: f"{report.first:%Y%m}-{report.last:%Y%m}",
    day=lambda report: report.on,
    fault=_fault,
    labels={"office": "物业名称", "estate": "小区名称", "label": "名称", "by": "分类", "made_by": "打印人"},
)
