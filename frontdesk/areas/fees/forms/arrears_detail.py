"""欠费明细: what one unit or one owner owed on a day, item by item, month by month, with sums for each year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from frontdesk.areas.fees.documents import ArrearsDetail, DetailLine
from frontdesk.areas.fees.forms import letter
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, BODY_SIZE, SMALL_SIZE, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row
from frontdesk.base.printing.wrap import fit, wrap
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.text import tr

_PERSON = 29.0
_SUM = 7.0
_SIZE = 8.5


def compose(press: Press, detail: ArrearsDetail, paper: Paper, copy: str) -> None:
    """Draw the list on as many pages as it needs."""
    homes = wrap(tr("房屋：{units}", units="、".join(detail.units)), paper.room)
    top = _PERSON + 4.6 * len(homes) + 2.4
    sheet = letter.Letter(paper, paper.height - paper.bottom - 5, first_top=top)
    table = sheet.table(_columns(paper), list(_rows(detail)), size=_SIZE)
    sheet.flow.put(_SUM, lambda page, y: parts.sum_row(page, table, paper.left, y, detail.total, _SUM))
    late = total(line.late_fee for line in detail.lines if line.late_fee)
    owed = total(line.owed for line in detail.lines)
    words = tr("共 {n} 笔，欠缴 {owed} 元", n=len(detail.lines), owed=owed)
    if late:
        words += tr("，违约金 {late} 元（算到 {day}）", late=late, day=detail.on.isoformat())
    sheet.line(tr("{words}。", words=words), 6.4, size=BODY_SIZE)
    terms = letter.pay_lines((), detail.phone, detail.late_fee_terms, paper.room)
    for text in terms:
        sheet.line(text, 4.2, size=SMALL_SIZE)
    sheet.flow.skip(3)
    sheet.flow.put(12.0, _draw_signatures)

    def furniture(page: Page, number: int, of: int) -> None:
        letter.head(page, tr("欠费明细"), detail.office, detail.number, (number, of))
        if number == 1:
            said = fit(tr("户主：{who}", who=detail.who or tr("没有登记")), paper.room * 0.6)
            parts.lines(page, paper.left, _PERSON, said.lines[:1], size=said.size)
            page.text(paper.right, _PERSON, tr("截至 {day}", day=parts.long_day(detail.on)), align="right")
            parts.lines(page, paper.left, _PERSON + 5.2, homes)
        made = parts.minute(detail.made_at) if detail.made_at else ""
        parts.foot(page, tr("打印时间 {at}　{by}", at=made, by=detail.made_by), tr("单位：元"))

    sheet.draw(press, furniture)


def _draw_signatures(page: Page, y: float) -> None:
    paper = page.paper
    parts.signature(page, paper.left, y + 8, tr("物业经办"))
    parts.signature(page, paper.left + 66, y + 8, tr("业主核对"))
    parts.signature_before(page, paper.right, y + 8, tr("日期"))


def _columns(paper: Paper) -> list[Column]:
    fixed = (28.0, 16.0, 20.0, 19.5, 17.0, 19.5, 16.0)
    item, period, due, amount, paid, owed, late = fixed
    return [
        Column(tr("收费项目"), item),
        Column(tr("账期"), period, align="center", wrap=False),
        Column(tr("计算说明"), paper.room - sum(fixed)),
        Column(tr("缴费期限"), due, align="center", wrap=False),
        Column(tr("应收"), amount, align="right", wrap=False),
        Column(tr("已缴"), paid, align="right", wrap=False),
        Column(tr("欠缴"), owed, align="right", wrap=False),
        Column(tr("违约金"), late, align="right", wrap=False),
    ]


def _rows(detail: ArrearsDetail) -> Iterator[Row]:
    """Unit by unit, the debts of each year by item and month with their sum under them."""
    homes: dict[str, list[DetailLine]] = {}
    for line in detail.lines:
        homes.setdefault(line.unit, []).append(line)
    for unit, lines in homes.items():
        if len(homes) > 1:
            yield Row((unit, *[""] * 7), bold=True)
        ordered = sorted(lines, key=lambda line: line.period[:4])
        years = [(year, list(found)) for year, found in groupby(ordered, key=lambda line: line.period[:4])]
        for year, found in years:
            yield from (_row(line) for line in found)
            yield _sum_row(tr("{year} 年小计", year=year), found)
        if len(homes) > 1 and len(years) > 1:
            yield _sum_row(tr("{unit} 小计", unit=unit), lines)


def _row(line: DetailLine) -> Row:
    return Row(
        (line.item, line.period, line.how, line.due_on.isoformat(), str(line.amount), _dash(line.paid),
         str(line.owed), _dash(line.late_fee))
    )  # fmt: skip


def _sum_row(words: str, lines: list[DetailLine]) -> Row:
    late = total(line.late_fee for line in lines if line.late_fee)
    amount, paid = total(line.amount for line in lines), total(line.paid for line in lines)
    owed = total(line.owed for line in lines)
    count = tr("{n} 笔", n=len(lines))
    return Row((words, count, "", "", str(amount), _dash(paid), str(owed), _dash(late)), bold=True)


def _dash(amount: Money | None) -> str:
    return str(amount) if amount else "—"


def _fault(detail: ArrearsDetail) -> str:
    if detail.adds_up:
        return ""
    return tr("欠费明细 {number} 的合计和明细对不上，没有打印", number=detail.number)


def sample() -> ArrearsDetail:
    """An owner with a home and a parking space, over two years."""

    def line(
        unit: str, item: str, period: date, how: str, amount: int, paid: int, late: int | None
    ) -> DetailLine:
        on, due = date(2026, 11, 21), date(period.year, period.month, 28)
        return DetailLine(
            unit, item, f"{period:%Y-%m}", how, due, (on - due).days if on > due else 0, Money(amount), Money(paid),
            Money(amount - paid), Money(late) if late else None,
        )  # fmt: skip

    how, space = "89.60㎡ × 2.85元/㎡·月", "B1-076 一个 × 80.00元/月"
    lines = (
        line("3-1-1202", "物业服务费", date(2025, 11, 1), how, 25536, 12768, 2260),
        line("3-1-1202", "物业服务费", date(2025, 12, 1), how, 25536, 0, 4187),
        line("B1-076", "车位管理费", date(2025, 12, 1), space, 8000, 0, None),
        line("3-1-1202", "物业服务费", date(2026, 10, 1), how, 25536, 0, 306),
        line("B1-076", "车位管理费", date(2026, 10, 1), space, 8000, 0, None),
        line(
            "3-1-1202", "水费", date(2026, 10, 1), "10吨 × 5.00 + 25吨 × 7.00（年累计 205吨）", 22500, 0, None
        ),
        line("3-1-1202", "物业服务费", date(2026, 11, 1), how, 25536, 0, None),
    )
    owed = total(one.owed for one in lines) + total(one.late_fee for one in lines if one.late_fee)
    return ArrearsDetail(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="QF-202611-0004", on=date(2026, 11, 21), who="张硕",
        units=("3-1-1202（89.60㎡）", "B1-076"), lines=lines, total=owed, phone="0571-8800 1234",
        late_fee_terms="逾期每日万分之五，单利，不超过本金", made_at=datetime(2026, 11, 21, 14, 5), made_by="林晓",  # noqa: DTZ001
    )  # fmt: skip


ARREARS_DETAIL: Form[ArrearsDetail] = Form(
    key="arrears_detail",
    title="欠费明细",
    document=ArrearsDetail,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda detail: detail.number,
    day=lambda detail: detail.on,
    fault=_fault,
    labels={
        "office": "物业名称", "unit": "房号", "units": "房号", "who": "户主", "item": "收费项目", "period": "账期",
        "how": "计算说明", "phone": "电话", "late_fee_terms": "违约金说明", "number": "编号",
        "made_by": "打印人", "estate": "小区名称",
    },
)  # fmt: skip
