"""抽查表 on A4: what was drawn of the month's complaints and tickets, by which seed, and what was found."""

from __future__ import annotations

from datetime import date, datetime

from frontdesk.areas.reception.documents.reports import SpotCheckSheet, SpotLine, SpotPopulation
from frontdesk.areas.reception.forms import sheet as s
from frontdesk.base.printing import parts
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import A4, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Row, Table
from frontdesk.base.values.text import tr


def compose(press: Press, spot: SpotCheckSheet, paper: Paper, copy: str) -> None:
    """Draw the sheet; a line nobody has looked at is left to be written by hand."""
    sheet = s.new_sheet(paper)
    told = "；".join(
        tr("{sort} {count} 件抽 {drawn} 件", sort=one.sort, count=one.count, drawn=one.drawn)
        for one in spot.populations
    )
    s.facts(
        sheet,
        [
            (tr("月份"), spot.month),
            (tr("抽取比例"), tr("不少于 {share}", share=spot.share)),
            (tr("抽取"), f"{parts.minute(spot.drawn_at)}　{spot.drawn_by}"),
            (tr("种子"), spot.seed),
        ],
        [(tr("范围"), told)],
    )
    widths = (8.0, 35.0, 28.0, 46.0, 20.0)
    table = Table(
        (
            Column(tr("序"), widths[0], align="right"),
            Column(tr("编号"), widths[1]),
            Column(tr("地点"), widths[2]),
            Column(tr("内容"), widths[3]),
            Column(tr("结果"), widths[4]),
            Column(tr("发现"), paper.room - sum(widths)),
        ),
        style="ruled",
        row_height=13.0,
    )
    sheet.flow.table(table, table.measure([_row(line) for line in spot.lines]), paper.left)
    sheet.flow.skip(3.0)
    words = tr("样本由种子和当月的报事编号算出，同一种子再抽，抽到的是同样的报事。")
    sheet.paragraph(words, size=8.5, indent=False, after=1.0)
    s.sign_rows(sheet, [tr("抽查人签字"), tr("审核"), tr("日期")], each=3)
    s.finish(press, sheet, spot, tr("报事抽查表"), copy)


def _row(line: SpotLine) -> Row:
    ticket = f"{line.number}\n{line.kind}　{line.received_on:%m-%d}"
    what = "\n".join(
        word for word in (line.what, "　".join(w for w in (line.handler, line.state) if w)) if word
    )
    said = "\n".join(
        word for word in (line.words, f"{line.by}　{line.found_on:%m-%d}" if line.found_on else "") if word
    )
    return Row((str(line.no), ticket, line.place, what, line.found or tr("□ 符合\n□ 有问题"), said))


def _fault(spot: SpotCheckSheet) -> str:
    if not spot.lines:
        return tr("{number} 没有抽到报事，没有打印", number=spot.number)
    if len(spot.lines) != sum(one.drawn for one in spot.populations):
        return tr("{number} 的件数对不上，没有打印", number=spot.number)
    return ""


def sample() -> SpotCheckSheet:
    """Three of forty."""
    lines = (
        SpotLine(1, "TS-20261008-002", "投诉", date(2026, 10, 8), "2-2-0301", "电梯异响，两次反映", "已关闭", "工程部",
                 "符合", "回访记录齐全，住户确认", "周敏", date(2026, 11, 3)),
        SpotLine(2, "BS-20261012-005", "报修", date(2026, 10, 12), "3-1-1202", "卫生间地漏返水", "已关闭", "老赵",
                 "有问题", "完成时间比住户说的早一天，没有用料记录", "周敏", date(2026, 11, 3)),
        SpotLine(3, "BS-20261027-001", "报修", date(2026, 10, 27), "1 栋 2 单元 大堂", "感应门关不严", "已关闭", "小周"),
    )  # fmt: skip
    return SpotCheckSheet(
        number="CC-202610", office="翠湖花园物业服务中心", estate="翠湖花园", month="2026-10", day=date(2026, 11, 3),
        seed="7f3a90c2d15e44b8", share="5%", populations=(SpotPopulation("投诉", 17, 1), SpotPopulation("其他报事", 36, 2)),
        lines=lines, drawn_at=datetime(2026, 11, 2, 9, 40), drawn_by="周敏", clerk="周敏",  # noqa: DTZ001
    )  # fmt: skip


SPOT_CHECK: Form[SpotCheckSheet] = Form(
    key="spot_check",
    title="报事抽查表",
    document=SpotCheckSheet,
    sizes=(A4,),
    compose=compose,
    sample=sample,
    number=lambda spot: spot.number,
    day=lambda spot: spot.day,
    fault=_fault,
    labels=s.LABELS,
)
