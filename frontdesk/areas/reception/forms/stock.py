"""资产与物料盘点表 and 采购计划表 on A4 (D2.9)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import groupby

from frontdesk.areas.reception.documents.stock import CountedLine, CountSheet, PlannedLine, PurchaseSheet
from frontdesk.areas.reception.forms import sheet as s
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.money import Money, priced, total
from frontdesk.base.values.text import tr

_ROW = 7.2
_SUM_ROW = 8.0


def compose_count(press: Press, sheet_of: CountSheet, paper: Paper, copy: str) -> None:
    """The lines place by place; what is not counted yet has room to write in."""
    sheet = s.new_sheet(paper)
    different = [line for line in sheet_of.lines if line.found is not None and line.found != line.expected]
    counted = sum(line.found is not None for line in sheet_of.lines)
    s.facts(
        sheet,
        [
            (tr("盘点月份"), sheet_of.month),
            (tr("日期"), parts.long_day(sheet_of.fixed_on or sheet_of.day)),
            (tr("应盘"), tr("{n} 项", n=len(sheet_of.lines))),
            (tr("差异"), tr("{n} 项", n=len(different)) if counted else ""),
        ],
        [(tr("说明"), sheet_of.words)],
    )
    widths = (10.0, 24.0, 12.0, 15.0, 15.0, 15.0, 42.0)
    names = ("序", "编号", "单位", "账面", "实盘", "差异", "差异说明")
    columns = [
        Column(tr(name), width, align="right" if name in ("序", "账面", "实盘", "差异") else "left")
        for name, width in zip(names, widths, strict=True)
    ]
    columns.insert(2, Column(tr("名称"), paper.room - sum(widths)))
    table = Table(tuple(columns), style="ruled", row_height=_ROW, size=9.5)
    at = 0
    for place, lines in groupby(sheet_of.lines, lambda line: line.place):
        s.bold_line(sheet, place or tr("没有写地点"))
        rows = []
        for line in lines:
            at += 1
            found, differs = "", ""
            if line.found is not None:
                found = f"{line.found:f}"
                off = line.found - line.expected
                differs = f"{off:+f}".replace("-", "−") if off else "0"
            rows.append(
                Row((str(at), line.code, line.name, line.measure or tr("件"), f"{line.expected:f}", found, differs,
                     line.words))
            )  # fmt: skip
        sheet.flow.table(table, table.measure(rows), paper.left)
        sheet.flow.skip(2.0)
    sheet.flow.skip(2.0)
    if sheet_of.counter or sheet_of.witness:
        s.facts(sheet, [(tr("盘点人"), sheet_of.counter), (tr("监盘人"), sheet_of.witness)])
    s.sign_rows(sheet, [tr("盘点人签字"), tr("监盘人签字"), tr("负责人签字")], each=3)
    s.finish(press, sheet, sheet_of, tr("资产与物料盘点表"), copy)


def compose_plan(press: Press, plan: PurchaseSheet, paper: Paper, copy: str) -> None:
    """Lines with quantity and estimated price, the sum in capitals, who made and who allowed it."""
    sheet = s.new_sheet(paper)

    def by(name: str, day: date | None) -> str:
        return f"{name}　{day.isoformat()}" if name and day is not None else ""

    s.facts(
        sheet,
        [
            (tr("采购月份"), plan.month),
            (tr("状态"), plan.state),
            (tr("编制"), plan.made_by),
            (tr("提交"), by(plan.submitted_by, plan.submitted_on)),
            (tr("批准"), by(plan.decided_by, plan.decided_on)),
        ],
        [(tr("说明"), plan.words)],
    )
    widths = (10.0, 18.0, 14.0, 24.0, 28.0, 44.0)
    table = Table(
        (
            Column(tr("序"), widths[0], align="right"),
            Column(tr("物品"), paper.room - sum(widths)),
            Column(tr("用途"), widths[5]),
            Column(tr("数量"), widths[1], align="right", wrap=False),
            Column(tr("单位"), widths[2]),
            Column(tr("预计单价（元）"), widths[3], align="right", wrap=False),
            Column(tr("预计金额（元）"), widths[4], align="right", wrap=False, bold=True),
        ),
        style="ruled",
        row_height=_ROW,
    )
    rows = [
        Row((str(at), x.what, x.why, f"{x.quantity:f}", x.measure, f"{x.price:.2f}", str(x.amount)))
        for at, x in enumerate(plan.lines, 1)
    ]
    sheet.flow.table(table, table.measure(rows), paper.left)

    def sums(page: Page, y: float) -> None:
        page.rect(paper.left, y, table.width, _SUM_ROW, 0.35)
        parts.sum_row(page, table, paper.left, y, plan.total, _SUM_ROW)

    sheet.flow.put(_SUM_ROW, sums, keep=30.0)
    sheet.flow.skip(4.0)
    sheet.paragraph(
        tr("单价和金额是预计的，以实际采购为准；到货按行验收入库。"), size=8.5, indent=False, after=0.6
    )
    s.sign_rows(sheet, [tr("编制人签字"), tr("主管签字"), tr("采购人签字")], each=3)
    s.finish(press, sheet, plan, tr("采购计划表"), copy)


def _count_fault(sheet_of: CountSheet) -> str:
    if sheet_of.lines and (sheet_of.fixed_on is None or all(x.found is not None for x in sheet_of.lines)):
        return ""
    return tr("盘点表 {number} 没有盘完就定了稿，没有打印", number=sheet_of.number)


def _plan_fault(plan: PurchaseSheet) -> str:
    right = plan.lines and plan.total == total(x.amount for x in plan.lines)
    if right and all(x.amount == priced(x.price, x.quantity) for x in plan.lines):
        return ""
    return tr("采购计划表 {number} 的合计和明细对不上，没有打印", number=plan.number)


def sample_count() -> CountSheet:
    """A fixed count with two differences."""
    rows = (
        ("前台", "ZC-0001", "针式打印机 EPSON LQ-635K", "", "1", "1", ""),
        ("前台", "ZC-0002", "点钞机", "", "1", "1", ""),
        ("前台", "ZC-0007", "对讲机（八台一组，含充电座）", "", "1", "0", "秩序部借去 5栋，已要求归还"),
        ("前台仓库", "WL-0001", "A4 复印纸 70 g", "包", "24", "22", "装修部领 2 包没有登记，补登"),
        ("前台仓库", "WL-0002", "收据打印纸 241×93", "箱", "3", "3", ""),
        ("前台仓库", "WL-0005", "84 消毒液", "升", "12.5", "12.5", ""),
        ("会议室", "ZC-0004", "折叠椅（一套二十把）", "", "1", "1", ""),
    )  # fmt: skip
    return CountSheet(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="PD-202611", day=date(2026, 11, 24), month="2026-11",
        lines=tuple(
            CountedLine(place, code, name, measure, Decimal(book), Decimal(found), words)
            for place, code, name, measure, book, found, words in rows
        ),
        clerk="何倩", fixed_on=date(2026, 11, 24), counter="何倩", witness="周敏",
    )  # fmt: skip


def sample_plan() -> PurchaseSheet:
    """An approved plan for December."""
    rows = (
        ("A4 复印纸 70 g", "20", "包", "21.50", "库存 6，低于 10"),
        ("收据打印纸 241×93", "2", "箱", "168", "库存 1，低于 2"),
        ("84 消毒液", "12.5", "升", "8.80", "冬季大堂消毒加量"),
        ("对讲机电池", "4", "块", "75", "秩序部更换，原电池已用三年，续航不足两小时"),
    )
    lines = tuple(
        PlannedLine(what, Decimal(n), measure, Decimal(price), priced(Decimal(price), Decimal(n)), why)
        for what, n, measure, price, why in rows
    )
    return PurchaseSheet(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="CG-202612", day=date(2026, 11, 20), month="2026-12",
        state="已批准", lines=lines, total=total(x.amount for x in lines) if lines else Money(0), words="",
        made_by="何倩", clerk="何倩", submitted_by="何倩", submitted_on=date(2026, 11, 18), decided_by="周敏",
        decided_on=date(2026, 11, 19),
    )  # fmt: skip


_LABELS = {**s.LABELS, "lines": "明细", "code": "编号", "name": "名称", "counter": "盘点人", "witness": "监盘人",
           "why": "用途", "made_by": "编制人", "month": "月份", "state": "状态"}  # fmt: skip

STOCK_COUNT: Form[CountSheet] = Form(
    key="stock_count",
    title="资产与物料盘点表",
    document=CountSheet,
    sizes=(A4,),
    compose=compose_count,
    sample=sample_count,
    number=lambda sheet: sheet.number,
    day=lambda sheet: sheet.day,
    fault=_count_fault,
    labels=_LABELS,
)
PURCHASE_PLAN: Form[PurchaseSheet] = Form(
    key="purchase_plan",
    title="采购计划表",
    document=PurchaseSheet,
    sizes=(A4,),
    compose=compose_plan,
    sample=sample_plan,
    number=lambda plan: plan.number,
    day=lambda plan: plan.day,
    fault=_plan_fault,
    labels=_LABELS,
)
