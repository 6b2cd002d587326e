"""收款日报表: what one shift took, by item and tender, its receipts, its drawer, and the proof that they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from frontdesk.areas.cashdesk.documents import (
    CashAccount,
    DayReport,
    Denomination,
    DepositRow,
    DepositTender,
    IncomeRow,
    ReceiptsUsed,
    ReprintCount,
    TenderCheck,
)
from frontdesk.base.printing import parts
from frontdesk.base.printing.flow import Draw, Flow
from frontdesk.base.printing.fonts import BOLD, REGULAR, font
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, BODY_SIZE, MM, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import LEADING, Column, Row, Table
from frontdesk.base.printing.wrap import wrap
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr

_HEADING = 17.4
_FACTS = 29.2
_FIRST_TOP = 31.8
_LATER_TOP = 26.0
_SPACINGS = ((6.4, 4.8), (5.8, 4.0), (5.2, 3.2))
"""Height of a row and room between sections: the first with which the report fits one page, else the first."""
_SIZE = 8.5
_SECTION = 6.4
"""From the upper edge of a section's name to its table."""
_SIGNATURES = 273.6
_SIGN_ROOM = 7.0
"""Room over the signatures' base line."""
_ITEM_LEAST = 28.0
_NUMERALS = "一二三四五六七八九"
_MOST_CASH = 10
"""With more columns of cash than this, those that are nothing are left out."""
_FEW = 2
"""More receipt numbers than this are listed under their table instead of in a cell."""


@dataclass(slots=True)
class _Sheet:
    """The report while it is being placed."""

    report: DayReport
    paper: Paper
    flow: Flow
    row: float
    between: float
    sections: int = 0

    def numbered(self, name: str) -> str:
        """`二、票据`: sections are counted as they come, for a report may have none of some."""
        self.sections += 1
        return f"{_NUMERALS[self.sections - 1]}、{name}"

    def section(self, name: str, rows: int = 2) -> None:
        """A section's name, kept together with the head and the first rows of its table."""
        x = self.paper.left
        self.flow.put(
            _SECTION, lambda page, y: page.text(x, y + 4.0, name, face=BOLD), keep=self.row * rows
        )  # fmt: skip

    def table(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        table = Table(tuple(columns), row_height=self.row, size=_SIZE)
        self.flow.table(table, table.measure(rows), self.paper.left)

    def words(self, texts: Sequence[str]) -> None:
        """Sentences over the whole width, below what was placed last."""
        x, step = self.paper.left, BODY_SIZE * LEADING / MM

        def placed(line: str) -> Draw:
            return lambda page, y: page.text(x, y + 3.4, line)

        if texts:
            self.flow.skip(1.4)
        for text in texts:
            for line in wrap(text, self.paper.room):
                self.flow.put(step, placed(line))


def compose(press: Press, report: DayReport, paper: Paper, copy: str) -> None:
    """Draw the report on as many pages as it needs."""
    sheets = (_placed(report, paper, *spacing) for spacing in _SPACINGS)
    first = next(sheets)
    sheet = (
        first if len(first.flow.pages) == 1 else next((s for s in sheets if len(s.flow.pages) == 1), first)
    )
    for number, blocks in enumerate(sheet.flow.pages, 1):
        page = press.page(paper)
        _draw_furniture(page, report, number, len(sheet.flow.pages))
        for y, draw in blocks:
            draw(page, y)


def _placed(report: DayReport, paper: Paper, row: float, between: float) -> _Sheet:
    """All of it with rows so high."""
    end = paper.height - paper.bottom - 4
    flow = Flow(first_top=_FIRST_TOP, top=_LATER_TOP, bottom=end)
    sheet = _Sheet(report, paper, flow, row, between)
    _place_income(sheet)
    _place_deposits(sheet)
    _place_receipts(sheet)
    _place_cash(sheet)
    _place_checks(sheet)
    _place_words(sheet)
    if sheet.flow.y > _SIGNATURES - _SIGN_ROOM:
        # The last sentence would stand in the lines to sign on.
        sheet.flow.turn()
    sheet.flow.at(_SIGNATURES, 5.0, _draw_signatures)
    return sheet


def _place_income(sheet: _Sheet) -> None:
    report = sheet.report
    rows = [
        *(_income_row(row) for row in report.income),
        _income_row(report.income_total(), bold=True),
        *(_income_row(row) for row in report.refunds),
        _income_row(report.net(), bold=True),
    ]
    names = (*report.tenders, tr("合计"))
    item, *widths = _income_widths(sheet.paper.room, names, rows)
    figures = zip(names, widths, strict=True)
    columns = [
        Column(tr("收费项目"), item),
        *(Column(name, width, align="right", wrap=False) for name, width in figures),
    ]
    columns[-1] = replace(columns[-1], bold=True)
    sheet.section(sheet.numbered(tr("收入")))
    sheet.table(columns, rows)


def _income_widths(room: float, names: Sequence[str], rows: Sequence[Row]) -> list[float]:
    """Equal columns for the figures; where large ones need more, the item's column and the others give way."""
    bold = font(BOLD)
    item, last = 38.0, 24.0
    widths = [item, *[(room - item - last) / max(1, len(names) - 1)] * (len(names) - 1), last]
    needed = [
        max(bold.width(text, _SIZE) for text in (name, *(row.cells[column] for row in rows))) / MM + 3.4
        for column, name in enumerate(names, 1)
    ]
    if all(need <= width for need, width in zip(needed, widths[1:], strict=True)):
        return widths
    item = max(_ITEM_LEAST, min(item, room - sum(needed)))
    # More than the page holds: every column gives in proportion, and the figures shrink.
    share = (room - item) / sum(needed)
    return [item, *(need * share for need in needed)]


def _income_row(row: IncomeRow, *, bold: bool = False) -> Row:
    amounts = ("" if amount is None else str(amount) for amount in row.amounts)
    return Row((row.item, *amounts, str(row.total)), bold)


def _place_deposits(sheet: _Sheet) -> None:
    """Deposits are no income: a block of their own, by purpose and by tender (M6.7)."""
    report = sheet.report
    if not report.deposits:
        return
    figures = (tr("收取"), tr("退还"), tr("扣除"), tr("押金增减"))
    widths = (29.0, 29.0, 29.0, 29.0)
    columns = [
        Column(tr("押金（不计入收入）"), sheet.paper.room - sum(widths)),
        *(
            Column(name, width, align="right", wrap=False)
            for name, width in zip(figures, widths, strict=True)
        ),
    ]
    columns[-1] = replace(columns[-1], bold=True)
    rows = [_deposit_row(row) for row in report.deposits]
    if len(rows) > 1:
        rows.append(replace(_deposit_row(_deposit_sum(report.deposits)), bold=True))
    sheet.flow.skip(sheet.between)
    sheet.section(sheet.numbered(tr("押金")))
    sheet.table(columns, rows)
    said = "；".join(_by_tender(part) for part in report.deposit_tenders)
    sheet.words([tr("其中：{by_tender}。", by_tender=said)] if said else [])


def _deposit_row(row: DepositRow) -> Row:
    net = row.taken - row.paid_back - row.deducted
    cells = (row.taken, -row.paid_back, -row.deducted, net)
    return Row((row.purpose, *(str(amount) if amount else "" for amount in cells[:3]), str(net)))


def _deposit_sum(rows: Sequence[DepositRow]) -> DepositRow:
    return DepositRow(
        tr("合计"),
        total(row.taken for row in rows),
        total(row.paid_back for row in rows),
        total(row.deducted for row in rows),
    )


def _by_tender(part: DepositTender) -> str:
    """`现金收 100.00、退 100.00`."""
    said = []
    if part.taken:
        said.append(tr("收 {amount}", amount=part.taken))
    if part.paid_back:
        said.append(tr("退 {amount}", amount=part.paid_back))
    return part.tender + "、".join(said)


def _place_receipts(sheet: _Sheet) -> None:
    columns = [
        Column(tr("收据起讫"), 62),
        Column(tr("使用（张）"), 29, align="right"),
        Column(tr("其中作废"), 30, align="right"),
        Column(tr("补打（次）"), 30, align="right"),
        Column(tr("缺号"), sheet.paper.room - 151, align="right"),
    ]
    sheet.flow.skip(sheet.between)
    sheet.section(sheet.numbered(tr("票据")))
    further = sheet.report.further_numbers
    # Nothing to say of them but how many: a sentence is enough.
    plain = [used for used in further if not (used.voided or used.reprinted or used.missing)]
    books = (*sheet.report.receipts, *(used for used in further if used not in plain))
    sheet.table(columns, [_receipts_row(used) for used in books])
    said = "、".join(tr("{span}（{n} 张）", span=_span(used), n=used.used) for used in plain)
    also = [tr("另有{said}。", said=said)] if said else []
    sheet.words([*also, *(line for used in books for line in _listed(used))])


def _receipts_row(used: ReceiptsUsed) -> Row:
    again = [f"{r.number} × {r.times}" if r.times > 1 else r.number for r in used.reprinted]
    return Row((
        _span(used), str(used.used), _counted(len(used.voided), used.voided),
        _counted(sum(r.times for r in used.reprinted), again), _counted(len(used.missing), used.missing),
    ))  # fmt: skip


def _span(used: ReceiptsUsed) -> str:
    """`SJ00020318 – SJ00020343`; the other papers with their name before it."""
    if not used.used:
        return tr("没有使用")
    span = used.first if used.first == used.last else f"{used.first} – {used.last}"
    return f"{used.title} {span}" if used.title else span


def _listed(used: ReceiptsUsed) -> list[str]:
    """The numbers that are too many for their cells."""
    again = [f"{r.number} × {r.times}" if r.times > 1 else r.number for r in used.reprinted]
    kinds = ((tr("作废"), used.voided), (tr("补打"), again), (tr("缺号"), used.missing))
    return [
        tr("{kind}：{numbers}", kind=f"{used.title}{kind}", numbers="、".join(numbers))
        for kind, numbers in kinds
        if len(numbers) > _FEW
    ]


def _counted(count: int, numbers: Sequence[str]) -> str:
    """`1（SJ00020326）`; `0`; `12（见下）`."""
    if len(numbers) > _FEW:
        return tr("{count}（见下）", count=count)
    return tr("{count}（{numbers}）", count=count, numbers="、".join(numbers)) if numbers else str(count)


def _place_cash(sheet: _Sheet) -> None:
    cash = sheet.report.cash
    shown = [
        (tr("期初备用金"), cash.opening, False),
        (tr("现金收入"), cash.cash_in, False),
        (tr("找零"), -cash.change, False),
        (tr("退款"), -cash.refunds, False),
        *([(tr("收押金"), cash.deposits_in, False)] if cash.deposits_in else []),
        *([(tr("退押金"), -cash.deposits_out, False)] if cash.deposits_out else []),
        *([(tr("零星收入"), cash.put_in, False)] if cash.put_in else []),
        *([(tr("零星支出"), -cash.taken_out, False)] if cash.taken_out else []),
        (tr("中途缴款"), -cash.handed_in, False),
        (tr("应有"), cash.expected, True),
        (tr("实点"), cash.counted, True),
        (tr("长短款"), cash.difference, True),
    ]
    if len(shown) > _MOST_CASH:
        shown = [part for part in shown if part[1] or part[2]]
    width = sheet.paper.room / len(shown)
    columns = [Column(name, width, align="right", wrap=False, bold=bold) for name, _, bold in shown]
    sheet.flow.skip(sheet.between)
    sheet.section(sheet.numbered(tr("现金")))
    sheet.table(columns, [Row(tuple(str(amount) for _, amount, _ in shown))])
    if sheet.report.denominations:
        sheet.flow.skip(2.8)
        _place_denominations(sheet, sheet.report.denominations)


def _place_denominations(sheet: _Sheet, counts: Sequence[Denomination]) -> None:
    label = 23.4
    width = (sheet.paper.room - label) / len(counts)
    columns = (Column("", label), *(Column("", width, align="center", wrap=False) for _ in counts))
    table = Table(columns, style="ruled", row_height=sheet.row, size=_SIZE)
    rows = [
        Row((tr("面额"), *(_face(count.face) for count in counts))),
        Row((tr("张（枚）"), *(str(count.count) for count in counts))),
        Row((tr("金额"), *(str(count.amount) for count in counts))),
    ]
    measured = table.measure(rows)
    x = sheet.paper.left
    height = sum(row.height for row in measured)
    sheet.flow.put(height, lambda page, y: table.draw(page, x, y, measured, head=False))


def _face(face: Money) -> str:
    """`100`, `0.5`: as people call the note."""
    return face.plain.rstrip("0").rstrip(".")


def _place_checks(sheet: _Sheet) -> None:
    columns = [
        Column(tr("收款方式"), 28),
        Column(tr("应有"), 23, align="right", wrap=False),
        Column(tr("清点 / 结算单"), 23.5, align="right", wrap=False),
        Column(tr("差额"), 20, align="right", wrap=False),
        Column("", 3),
        Column(tr("说明"), sheet.paper.room - 97.5),
    ]
    rows = [
        Row((check.tender, str(check.expected), str(check.counted), str(check.difference), "", check.words))
        for check in sheet.report.checks
    ]
    sheet.flow.skip(sheet.between)
    sheet.section(sheet.numbered(tr("核对")))
    sheet.table(columns, rows)


def _place_words(sheet: _Sheet) -> None:
    report = sheet.report
    by_tender = report.net()
    words = tr(
        "按费项净额 {items} = 按收款方式净额 {tenders} = 收据 − 作废 − 退款 {receipts}。"
        "下班备用金留 {kept}，本次上缴 {handed}。",
        items=_by_item(report), tenders=by_tender.total, receipts=report.by_receipts,
        kept=report.kept_back, handed=report.handed_in,
    )  # fmt: skip
    sheet.flow.skip(1.6)
    sheet.words([words, *report.notes])


def _draw_furniture(page: Page, report: DayReport, number: int, of: int) -> None:
    """What every page carries: title, number, the mark of a later printing, the foot (T20)."""
    paper = page.paper
    parts.heading(
        page, _HEADING, tr("收款日报表"), left=paper.left, right=paper.right, office=report.office,
        number=report.number, bold_number=False,
    )  # fmt: skip
    if report.printed > 1:
        words = parts.reprint_words(report.printed - 1, report.printed_by, report.printed_at)
        parts.boxed(page, paper.right, _HEADING + 5.4, words.replace("　　", "　"))
    if number == 1:
        parts.spread(page, _FACTS, paper.left, paper.right, [
            [(tr("营业日期 "), REGULAR), (report.day.isoformat(), BOLD)],
            [(tr("班次 {shift}，{desk}", shift=report.shift, desk=report.desk), REGULAR)],
            [(tr("收款员 {name}", name=report.cashier), REGULAR)],
            [(_hours(report), REGULAR)],
            [(tr("单位：元"), REGULAR)],
        ])  # fmt: skip
    printed = tr(
        "物业前台　{at} 打印，第 {count} 次", at=parts.minute(report.printed_at), count=report.printed
    )
    parts.foot(page, printed, tr("第 {number} 页，共 {of} 页", number=number, of=of))


def _hours(report: DayReport) -> str:
    """`08:28 开班，14:08 结班`; with its day where one is not the business date (M7.6)."""

    def shown(at: datetime) -> str:
        return f"{at:%H:%M}" if at.date() == report.day else f"{at:%m-%d %H:%M}"

    return tr("{opened} 开班，{closed} 结班", opened=shown(report.opened), closed=shown(report.closed))


def _draw_signatures(page: Page, y: float) -> None:
    paper = page.paper
    parts.signature(page, paper.left, y, tr("收款员"), length=32)
    parts.signature(page, paper.left + 69, y, tr("复核"), length=32)
    parts.signature_before(page, paper.right, y, tr("财务签收"), 32)


def _by_item(report: DayReport) -> Money:
    return total(row.total for row in report.income + report.refunds)


def _fault(report: DayReport) -> str:
    """The identity of M7.5 and the drawer's arithmetic: figures that do not meet are not printed."""
    width = len(report.tenders)
    if any(len(row.amounts) != width for row in report.income + report.refunds):
        return tr("日报表 {number} 的收入表缺了一列，没有打印", number=report.number)
    if _by_item(report) != report.by_receipts or report.net().total != report.by_receipts:
        return tr("日报表 {number} 按费项、按收款方式和按收据的净额不相等，没有打印", number=report.number)
    if not report.cash.adds_up:
        return tr("日报表 {number} 的现金应有数算不拢，没有打印", number=report.number)
    by_purpose = _deposit_sum(report.deposits)
    if by_purpose.taken != total(part.taken for part in report.deposit_tenders) or (
        by_purpose.paid_back != total(part.paid_back for part in report.deposit_tenders)
    ):
        return tr("日报表 {number} 的押金按用途和按收款方式不相等，没有打印", number=report.number)
    counted = total(part.amount for part in report.denominations)
    if report.denominations and counted != report.cash.counted:
        return tr("日报表 {number} 的面额合计和实点现金不一致，没有打印", number=report.number)
    if report.kept_back + report.handed_in != report.cash.counted:
        return tr("日报表 {number} 的留存和上缴加起来不等于实点现金，没有打印", number=report.number)
    return ""


def sample() -> DayReport:
    """A morning shift with a void, a reprint, a refund and a short drawer."""

    def row(item: str, *amounts: int) -> IncomeRow:
        return IncomeRow(item, tuple(Money(a) if a else None for a in amounts))

    return DayReport(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="RB-20261121-01", day=date(2026, 11, 21),
        shift="早班", desk="一号台", cashier="林晓",
        opened=datetime(2026, 11, 21, 8, 28), closed=datetime(2026, 11, 21, 14, 8),  # noqa: DTZ001
        tenders=("现金", "微信", "支付宝", "刷卡", "转账", "预存抵扣"),
        income=(
            row("物业服务费", 51072, 340872, 83286, 333144, 0, 5000),
            row("违约金", 268, 0, 0, 0, 0, 0),
            row("水费", 27000, 46000, 18000, 0, 0, 0),
            row("公共能耗分摊", 4460, 9696, 2618, 0, 0, 0),
            row("车位管理费", 16000, 32000, 8000, 0, 0, 0),
            row("装修垃圾清运费", 0, 35000, 0, 0, 0, 0),
            row("证件工本费", 1200, 2400, 0, 0, 0, 0),
            row("有偿服务费", 10000, 8000, 0, 0, 0, 0),
            row("预存款", 0, 20000, 0, 0, 0, 0),
        ),
        refunds=(row("退 证件工本费", 0, -2400, 0, 0, 0, 0),),
        receipts=(
            ReceiptsUsed(
                "SJ00020318", "SJ00020343", 26, voided=("SJ00020326",),
                reprinted=(ReprintCount("SJ00020321", 1),),
            ),
        ),
        cash=CashAccount(
            opening=Money(50000), cash_in=Money(113650), change=Money(3650), refunds=Money(0),
            handed_in=Money(80000), expected=Money(80000), counted=Money(79500),
            deposits_in=Money(10000), deposits_out=Money(10000),
        ),
        denominations=tuple(
            Denomination(Money(face), count)
            for face, count in (
                (10000, 5), (5000, 3), (2000, 4), (1000, 3), (500, 5), (100, 8), (50, 3), (10, 5),
            )
        ),
        checks=(
            TenderCheck(
                "现金（抽屉）", Money(80000), Money(79500),
                "找零有误：10:15 收 2-2-0801 水费时可能多找，电话联系未能确认",
            ),
            TenderCheck("微信", Money(493968), Money(493968), "相符"),
            TenderCheck("支付宝", Money(111904), Money(111904), "相符"),
            TenderCheck("刷卡", Money(333144), Money(333144), "相符"),
            TenderCheck("转账", Money(0), Money(0), "无"),
        ),
        by_receipts=Money(1051616), kept_back=Money(50000), handed_in=Money(29500),
        printed_at=datetime(2026, 11, 21, 14, 12), printed_by="林晓",  # noqa: DTZ001
        deposits=(
            DepositRow("临时出入证", Money(10000), Money(10000), ZERO),
            DepositRow("装修", ZERO, Money(160000), Money(40000)),
        ),
        deposit_tenders=(
            DepositTender("现金", Money(10000), Money(10000)),
            DepositTender("转账", ZERO, Money(160000)),
        ),
        further_numbers=(
            ReceiptsUsed("HZ00000012", "HZ00000012", 1, title="红字收据"),
            ReceiptsUsed("YJ00000031", "YJ00000032", 2, title="押金收据"),
            ReceiptsUsed("YT00000006", "YT00000007", 2, title="押金结算单"),
        ),
    )  # fmt: skip


DAY_REPORT: Form[DayReport] = Form(
    key="day_report",
    title="收款日报表",
    document=DayReport,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda report: report.number,
    day=lambda report: report.day,
    fault=_fault,
    bookmark=lambda report: (report.number,),
    labels={
        "office": "物业名称", "shift": "班次", "desk": "柜台", "cashier": "收款员", "item": "收费项目",
        "tenders": "收款方式", "purpose": "押金用途", "tender": "收款方式", "words": "核对说明", "notes": "附注",
        "printed_by": "打印人", "number": "编号", "estate": "小区名称",
    },
)  # fmt: skip
