"""收楼验收单 and 业主资料卡 on A4 (D1.4, D1.9)."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.fees.forms.letter import Letter
from frontdesk.areas.handover.documents.handing import (
    AcceptanceSheet,
    CardPerson,
    OwnerCard,
    PlaceLine,
    SheetDefect,
    SheetPaper,
    SheetReading,
)
from frontdesk.areas.handover.forms.notice import LABELS
from frontdesk.areas.reception.forms import sheet as s
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form, no_fault
from frontdesk.base.printing.page import Page
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr

_BLANK_DEFECTS = 4
_TICKS = 5.2
"""Height of a line of boxes in mm."""


def compose_acceptance(press: Press, sheet_of: AcceptanceSheet, paper: Paper, copy: str) -> None:
    """What was looked at, read, handed and signed; what is left; how it ended; who signs."""
    sheet = s.new_sheet(paper)
    s.facts(
        sheet,
        [
            (tr("房号"), sheet_of.unit),
            (tr("建筑面积"), sheet_of.area),
            (tr("业主"), sheet_of.owner),
            (tr("来人"), sheet_of.came),
        ],
    )
    _places(sheet, sheet_of)
    sheet.section(tr("表底数"))
    readings = [(r.kind, r.meter, r.value or "　") for r in sheet_of.readings]
    readings = readings or [(tr("水表"), "", ""), (tr("电表"), "", ""), (tr("燃气表"), "", "")]
    s.ruled(sheet, ((tr("表"), 30.0), (tr("表号"), 50.0)), readings, last=tr("读数"))
    s.facts(sheet, [], [(tr("钥匙"), sheet_of.keys)])
    _papers(sheet, sheet_of.papers)
    _defects(sheet, sheet_of.defects)
    s.facts(
        sheet,
        [],
        [
            (tr("验收结果"), sheet_of.result or tr("□ 收楼　□ 收楼，有遗留问题　□ 拒收　□ 暂缓")),
            (tr("费用"), sheet_of.fees_words),
        ],
        size=10.5,
    )
    s.sign_rows(sheet, [tr("业主（代理人）签字"), tr("日期"), tr("物业验收人"), tr("日期")])
    s.finish(press, sheet, sheet_of, tr("收楼验收单"), copy)


def _places(sheet: Letter, sheet_of: AcceptanceSheet) -> None:
    """Places two in a row, with a box to tick where it has not been looked at yet."""
    sheet.section(tr("验房"))
    half = sheet.paper.room / 2
    name = 24.0
    columns = (
        Column(tr("部位"), name), Column(tr("情况"), half - name), Column(tr("部位"), name), Column(tr("情况"), half - name),
    )  # fmt: skip
    cells: list[str] = []
    for line in sheet_of.places:
        told = line.words or (tr("完好") if line.seen else tr("□ 完好　□ 有问题"))
        cells += [line.place, told]
    while len(cells) % 4:
        cells.append("")
    table = Table(columns, style="ruled", row_height=6.6)
    rows = [Row(tuple(cells[at : at + 4])) for at in range(0, len(cells), 4)]
    sheet.flow.table(table, table.measure(rows), sheet.paper.left)
    sheet.flow.skip(3.0)


def _papers(sheet: Letter, papers: tuple[SheetPaper, ...]) -> None:
    if not papers:
        return
    sheet.section(tr("文件"))
    lines: list[list[tuple[str, bool]]] = [[]]
    left = sheet.paper.room
    for paper in papers:
        label = f"{paper.name}（{paper.how}）"
        width = parts.tick_width(label)
        if width > left and lines[-1]:
            lines.append([])
            left = sheet.paper.room
        lines[-1].append((label, paper.done))
        left -= width

    def draw(page: Page, y: float) -> None:
        for line in lines:
            x = sheet.paper.left
            y += _TICKS
            for label, done in line:
                x = parts.tick_box(page, x, y, label, ticked=done)

    sheet.flow.put(_TICKS * len(lines) + 1.6, draw)
    sheet.flow.skip(1.6)


def _defects(sheet: Letter, defects: tuple[SheetDefect, ...]) -> None:
    sheet.section(tr("遗留问题"))
    rows = [
        (str(d.no), d.place, d.words, d.promised_on.isoformat(), f"{d.ticket}\n{d.state}") for d in defects
    ]
    rows += [("", "", "", "", "")] * (0 if defects else _BLANK_DEFECTS)
    table = Table(
        (
            Column(tr("序"), 9.0, align="right", wrap=False),
            Column(tr("部位"), 22.0),
            Column(tr("问题"), sheet.paper.room - 9.0 - 22.0 - 25.0 - 37.0),
            Column(tr("答应修好"), 25.0, wrap=False),
            Column(tr("报事"), 37.0),
        ),
        style="ruled",
        row_height=7.4,
    )
    sheet.flow.table(table, table.measure([Row(row) for row in rows]), sheet.paper.left)
    sheet.flow.skip(3.0)


def compose_card(press: Press, card: OwnerCard, paper: Paper, copy: str) -> None:
    """Facts of the home, its people with numbers masked, what belongs to it; looked over and signed."""
    sheet = s.new_sheet(paper)
    s.facts(
        sheet,
        [
            (tr("房号"), card.unit),
            (tr("用途"), "　".join(part for part in (card.kind, card.state) if part)),
            (tr("户型"), card.layout),
            (tr("建筑面积"), card.area),
            (tr("收楼日期"), card.handed_over),
            (tr("紧急联系"), card.emergency),
        ],
    )
    sheet.section(tr("业主和住户"))
    rows = [(p.role, p.name, p.id_number, p.phone, p.words) for p in card.people] or [("", "", "", "", "")]
    widths = ((tr("身份"), 20.0), (tr("姓名"), 40.0), (tr("证件号"), 48.0), (tr("电话"), 32.0))
    s.ruled(sheet, widths, rows, last=tr("说明"))
    for title, words in ((tr("车辆"), card.vehicles), (tr("车位"), card.spaces), (tr("宠物"), card.pets)):
        if words:
            sheet.section(title)
            sheet.paragraph("；".join(words), indent=False)
    sheet.section(tr("要改或要补的"))
    s.blanks(sheet, [("",), ("",), ("",)])
    told = tr("证件号和电话只印出一部分。以上是我们登记的资料，请核对；有变动请写在上面，或到前台更正。")
    sheet.paragraph(told, size=9.5, indent=False)
    s.sign_rows(sheet, [tr("业主核对签字"), tr("日期"), tr("登记人")], each=3)
    s.finish(press, sheet, card, tr("业主资料卡"), copy)


def acceptance_sample() -> AcceptanceSheet:
    """A home taken over with two defects left."""
    return AcceptanceSheet(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="YS-20261121-003", day=date(2026, 11, 21),
        unit="5-1-0302", area="89.60㎡", owner="沈砚、陆瑶", came="沈砚（业主）　证件 330106********2419",
        places=(
            PlaceLine("入户门", True), PlaceLine("客厅", True), PlaceLine("主卧", True, "见遗留问题 2"), PlaceLine("次卧", True),
            PlaceLine("厨房", True, "见遗留问题 1"), PlaceLine("卫生间", True), PlaceLine("阳台", True), PlaceLine("门窗", True),
            PlaceLine("给排水", True), PlaceLine("供电照明", True),
        ),
        readings=(
            SheetReading("水表", "W-5-0302", "12.5 吨"), SheetReading("电表", "D-5-0302", "38 度"),
        ),
        keys="入户门 3 把、信报箱 2 把，钥匙交接单 JJ-20261121-004",
        papers=(
            SheetPaper("业主临时管理规约", "签署", True), SheetPaper("前期物业服务协议", "签署", True),
            SheetPaper("防火责任书", "签署", True), SheetPaper("装修须知", "签署", True),
            SheetPaper("住宅质量保证书", "发放", True), SheetPaper("业主手册", "发放", False),
        ),
        defects=(
            SheetDefect(1, "厨房", "水槽下角阀滴水", date(2026, 11, 28), "BS-20261121-011", "待修"),
            SheetDefect(2, "主卧", "窗扇下沉，关不严；窗台石缺一角", date(2026, 12, 5), "BS-20261121-012", "待修"),
        ),
        result="收楼，有遗留问题 2 条，2026-11-21", fees_words="物业服务费从 2026 年 12 月 16 日起算。", clerk="何倩",
    )  # fmt: skip


def card_sample() -> OwnerCard:
    """The same home's card."""
    return OwnerCard(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="ZL-20261121-002", day=date(2026, 11, 21),
        unit="5-1-0302", kind="住宅", state="空置", layout="三室两厅两卫", area="89.60㎡", handed_over="2026-11-21",
        people=(
            CardPerson("业主", "沈砚", "330106********2419", "138****5678", "份额 50%"),
            CardPerson("业主", "陆瑶", "330106********3021", "139****2208", "份额 50%"),
            CardPerson("家庭成员", "沈可", "", "", "女儿"),
        ),
        vehicles=("浙A·D12345 白色",), spaces=("B1-207",), pets=("豆豆，柯基",), emergency="陆父 139****1180", clerk="何倩",
    )  # fmt: skip


ACCEPTANCE: Form[AcceptanceSheet] = Form(
    key="acceptance_sheet",
    title="收楼验收单",
    document=AcceptanceSheet,
    sizes=(A4,),
    compose=compose_acceptance,
    sample=acceptance_sample,
    number=lambda sheet: sheet.number,
    day=lambda sheet: sheet.day,
    fault=no_fault,
    labels={**LABELS, "came": "来人", "keys": "钥匙", "result": "验收结果", "place": "部位", "name": "文件"},
)
OWNER_CARD: Form[OwnerCard] = Form(
    key="owner_card",
    title="业主资料卡",
    document=OwnerCard,
    sizes=(A4,),
    compose=compose_card,
    sample=card_sample,
    number=lambda card: card.number,
    day=lambda card: card.day,
    fault=no_fault,
    labels={**LABELS, "emergency": "紧急联系", "name": "姓名", "role": "身份", "layout": "户型"},
)
